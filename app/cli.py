"""The command line: the same use cases without a window.

Exit codes: 0 done, 1 done with findings to look at, 2 refused with one sentence on standard error.
"""

import argparse
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from app import cli_commands as commands
from app.cli_claims import confirm_sent, export_to_partner, scrub_claims
from app.cli_closing import close_books, close_business_day
from app.cli_contracts import check_contracts
from app.cli_disputes import (
    list_disputes,
    show_dispute,
    write_deadlines,
    write_handover,
    write_packet,
)
from app.cli_eligibility import ask_about_coverage, read_coverage
from app.cli_era import post_era, preview_era, unpost_era
from app.cli_estimates import estimate_visit
from app.cli_files import bring_in_official
from app.cli_guidelines import bring_in_guidelines, is_covered, write_guidelines
from app.cli_papers import REFUSED, Outcome
from app.cli_questions import answer_patient, list_all_questions
from app.cli_replies import ask_payers, read_replies
from app.domain.errors import AppError, InputError
from app.models.disk_faults import sentence_for
from app.models.hardening import harden_process
from app.services.payments import METHODS

Option = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its words, the function that does it (its docstring is the help) and its options."""

    words: str
    run: Callable[[argparse.Namespace], Outcome]
    options: tuple[Option, ...] = ()


def read_day(text: str) -> date:
    """Read an ISO date for argparse."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date like 2026-06-30") from error


FOLDER: Option = ("folder", {"type": Path, "metavar": "FOLDER"})
OUT: Option = (
    "--out",
    {"type": Path, "required": True, "metavar": "FILE.pdf", "help": "where the paper goes"},
)
REMITTANCES: Option = (
    "files",
    {"type": Path, "nargs": "+", "metavar": "FILE", "help": "remittances of payers (835)"},
)
FORCE: Option = ("--force", {"action": "store_true", "help": "replace files that are there"})
CASE_NUMBER: Option = ("id", {"type": int, "metavar": "ID", "help": "the number of the case"})
DATA_ONLY: Option = ("--data-only", {"action": "store_true", "help": "for pre-printed forms: the data alone"})
COMMANDS = (
    Command(
        "init",
        commands.init,
        (
            ("--name", {"help": "the practice's name (else that of the file)"}),
            ("--recovery-out", {"type": Path, "metavar": "FILE", "help": "write the recovery key there"}),
        ),
    ),
    Command(
        "demo",
        commands.make_demo,
        (("--out", {"type": Path, "required": True, "metavar": "FOLDER"}), DATA_ONLY),
    ),
    Command(
        "import synthea",
        commands.bring_in_synthea,
        (FOLDER, ("--as-of", {"type": read_day, "metavar": "DATE", "help": "leave out what came later"})),
    ),
    Command(
        "import procedures",
        commands.bring_in_procedures,
        (
            ("file", {"type": Path, "metavar": "FILE.csv"}),
            ("--dry-run", {"action": "store_true", "help": "tell what would change, and change nothing"}),
        ),
    ),
    Command(
        "import official",
        bring_in_official,
        (
            ("file", {"type": Path, "metavar": "FILE"}),
            ("--effective", {"type": read_day, "metavar": "DATE", "help": "its first day in force"}),
            ("--source", {"default": "", "metavar": "NAME", "help": "whose contracted rates these are"}),
            ("--locality", {"default": "", "metavar": "KEY", "help": "prices a fee schedule: 06102-16"}),
            ("--dry-run", {"action": "store_true", "help": "tell what it is, and change nothing"}),
        ),
    ),
    Command(
        "claims print",
        commands.print_claims,
        (
            OUT,
            ("--all", {"action": "store_true", "help": "also those printed before, and imported ones"}),
            DATA_ONLY,
            FORCE,
        ),
    ),
    Command(
        "claims scrub",
        scrub_claims,
        (("--all", {"action": "store_true", "help": "also those printed and not sent yet"}),),
    ),
    Command(
        "claims export",
        export_to_partner,
        (
            ("--partner", {"required": True, "metavar": "NAME", "help": "its name in the settings"}),
            (
                "--out",
                {"type": Path, "required": True, "metavar": "FOLDER", "help": "where file and cover go"},
            ),
        ),
    ),
    Command(
        "claims read-answers",
        read_replies,
        (("files", {"type": Path, "nargs": "+", "metavar": "FILE", "help": "TA1, 999, 277CA or 277"}),),
    ),
    Command(
        "claims ask-status",
        ask_payers,
        (("--all", {"action": "store_true", "help": "every sent claim, not only those overdue"}),),
    ),
    Command(
        "claims confirm",
        confirm_sent,
        (
            ("batch", {"type": int, "metavar": "BATCH", "help": "its number"}),
            ("--on", {"type": read_day, "metavar": "DATE", "help": "the day it was sent (else today)"}),
            ("--method", {"default": "", "metavar": "TEXT", "help": "like “Certified mail”"}),
        ),
    ),
    Command(
        "eligibility ask",
        ask_about_coverage,
        (
            ("--days", {"type": int, "default": 7, "metavar": "N", "help": "visits so many days ahead"}),
            ("--out", {"type": Path, "metavar": "FOLDER", "help": "where the files go (else the outbox)"}),
        ),
    ),
    Command(
        "eligibility read",
        read_coverage,
        (("files", {"type": Path, "nargs": "+", "metavar": "FILE", "help": "payers’ answers (271)"}),),
    ),
    Command(
        "disputes list",
        list_disputes,
        (("--all", {"action": "store_true", "help": "also the closed ones"}),),
    ),
    Command("disputes show", show_dispute, (CASE_NUMBER,)),
    Command("disputes packet", write_packet, (CASE_NUMBER, OUT, FORCE)),
    Command("disputes handover", write_handover, (CASE_NUMBER, OUT, FORCE)),
    Command(
        "disputes calendar",
        write_deadlines,
        (
            ("--out", {"type": Path, "required": True, "metavar": "FILE.ics", "help": "where it goes"}),
            FORCE,
        ),
    ),
    Command("era preview", preview_era, (REMITTANCES,)),
    Command(
        "era post",
        post_era,
        (
            REMITTANCES,
            ("--reason", {"default": "", "metavar": "TEXT", "help": "why a warned payment is right to post"}),
        ),
    ),
    Command(
        "era unpost",
        unpost_era,
        (
            ("id", {"type": int, "metavar": "ID", "help": "the number that “era post --json” gave it"}),
            ("--reason", {"required": True, "metavar": "TEXT", "help": "why; it stays on record"}),
        ),
    ),
    Command(
        "contracts check",
        check_contracts,
        (
            (
                "--from",
                {
                    "type": read_day,
                    "metavar": "DATE",
                    "dest": "since",
                    "help": "received since (else since January 1)",
                },
            ),
            ("--to", {"type": read_day, "metavar": "DATE", "help": "the last day (else today)"}),
        ),
    ),
    Command(
        "covered",
        is_covered,
        (
            ("--payer", {"default": "", "metavar": "NAME", "help": "the insurer, as the settings name it"}),
            ("--plan", {"default": "", "metavar": "NAME", "help": "one of its plans (else any)"}),
            ("--patient", {"type": int, "metavar": "ID", "help": "whose policies are asked, in their order"}),
            ("--code", {"required": True, "metavar": "CODE", "help": "the procedure code"}),
            ("--diagnosis", {"action": "append", "metavar": "CODE", "help": "may be given several times"}),
            ("--date", {"type": read_day, "metavar": "DATE", "help": "the day of service (else today)"}),
        ),
    ),
    Command(
        "guidelines export",
        write_guidelines,
        (("--out", {"type": Path, "required": True, "metavar": "FILE.csv", "help": "where they go"}),),
    ),
    Command(
        "guidelines import",
        bring_in_guidelines,
        (
            ("file", {"type": Path, "metavar": "FILE.csv"}),
            ("--dry-run", {"action": "store_true", "help": "tell what would change, and change nothing"}),
        ),
    ),
    Command(
        "estimate",
        estimate_visit,
        (
            ("--visit", {"type": int, "required": True, "metavar": "ID", "help": "the visit's number"}),
            ("--language", {"choices": ("en", "es"), "default": "en"}),
            ("--keep", {"action": "store_true", "help": "keep it with the visit, as it was told"}),
        ),
    ),
    Command("statements run", commands.run_statements, (OUT, FORCE)),
    Command(
        "payments take",
        commands.take,
        (
            ("account", {"metavar": "ACCOUNT", "help": "its number, like A1001"}),
            ("amount", {"metavar": "AMOUNT", "help": "like 25.00"}),
            ("--method", {"choices": METHODS, "required": True}),
            ("--reference", {"default": "", "help": "check number, approval code or last four digits"}),
        ),
    ),
    Command(
        "account",
        commands.show_account,
        (("number", {"metavar": "NUMBER"}), ("--language", {"choices": ("en", "es"), "default": "en"})),
    ),
    Command(
        "ask",
        answer_patient,
        (
            ("--patient", {"type": int, "required": True, "metavar": "ID", "help": "the patient’s id"}),
            ("--question", {"type": int, "required": True, "metavar": "N", "help": "see “questions”"}),
            ("--visit", {"type": int, "metavar": "ID", "help": "about one visit"}),
            ("--code", {"default": "", "metavar": "CODE", "help": "about one service"}),
            ("--date", {"type": read_day, "metavar": "DATE", "help": "about one day"}),
        ),
    ),
    Command("questions", list_all_questions),
    Command(
        "close day",
        close_business_day,
        (("--on", {"type": read_day, "metavar": "DATE", "help": "the day to close (else today)"}),),
    ),
    Command("close month", close_books, (("month", {"metavar": "MONTH", "help": "like 2026-11"}),)),
    Command(
        "check",
        commands.check,
        (
            (
                "--backups",
                {"type": Path, "metavar": "FOLDER", "help": "hold the audit trail against its backups too"},
            ),
        ),
    ),
    Command("backup", commands.write_backup, (FOLDER,)),
    Command("restore", commands.restore, (FOLDER,)),
    Command("export csv", commands.export_tables, (FOLDER,)),
)


class Parser(argparse.ArgumentParser):
    """A parser that refuses with one sentence like everything else."""

    def error(self, message: str) -> NoReturn:
        raise InputError(f"{message}. See: {self.prog} --help")


def main(words: Sequence[str] | None = None) -> int:
    """Do one command and give its exit code; nothing that was given wrong ends in a traceback."""
    harden_process()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    path = Path("the file")
    try:
        given = read_words(words)
        path = given.practice or path
        outcome: Outcome = given.run(given)
    except AppError as error:
        return _refuse(str(error))
    except KeyboardInterrupt:
        return _refuse("Stopped. What was finished before is kept, and nothing is half done.")
    except Exception as error:  # the last door: a fault of the program is named without its data
        return _refuse(str(sentence_for(error, path) or _fault(error)))
    return _tell(outcome, as_json=given.json)


def read_words(words: Sequence[str] | None) -> argparse.Namespace:
    """Read the words given; raises InputError for what is no command."""
    parser = Parser(prog="plainbill-cli", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--practice", type=Path, metavar="FILE", help="the practice file")
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--demo", action="store_true", help="open a demo practice, and only such a file")
    who.add_argument("--user", metavar="NAME", help="log-in name")
    parser.add_argument("--password-file", type=Path, metavar="FILE", help="its first line is the password")
    parser.add_argument("--json", action="store_true", help="print one object; amounts in cents")
    groups = {"": parser.add_subparsers(metavar="COMMAND", required=True)}
    for command in COMMANDS:
        group, _, name = command.words.rpartition(" ")
        if group not in groups:
            inner = groups[""].add_parser(group, help=f"{group} ...")
            groups[group] = inner.add_subparsers(metavar="COMMAND", required=True)
        about = (command.run.__doc__ or "").splitlines()[0]
        made = groups[group].add_parser(name, help=about, description=about)
        made.set_defaults(run=command.run)
        for flag, settings in command.options:
            made.add_argument(flag, **settings)
    return parser.parse_args(words)


def _tell(outcome: Outcome, *, as_json: bool) -> int:
    try:
        print(json.dumps(outcome.facts) if as_json else "\n".join(outcome.lines), flush=True)
    except BrokenPipeError:
        # Whoever read has gone; the work is done, and Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return outcome.code


def _refuse(sentence: str) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)
    return REFUSED


def _fault(error: BaseException) -> str:
    """Name a fault of the program by its kind and place alone, since its text may hold a patient's data."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"The program met a fault of its own ({type(error).__name__} in {Path(where.filename).name}, line "
        f"{where.lineno}). Nothing half done was kept. Please report this sentence."
    )


if __name__ == "__main__":
    sys.exit(main())
