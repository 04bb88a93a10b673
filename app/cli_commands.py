"""The commands of the command line, a short function each: open the practice, one use case, its outcome."""

import getpass
import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

from app.cli_papers import (
    DONE,
    FINDINGS,
    Batch,
    Outcome,
    free_places,
    print_claim_batch,
    progress_on_screen,
    run_statement_batch,
    told,
)
from app.config import documents_folder
from app.domain.allocation import plan_allocation
from app.domain.errors import InputError, RuleError
from app.domain.explanations import explain_account, explain_item
from app.domain.import_report import LedgerSums, ReportLine
from app.domain.money import read_money
from app.domain.procedure_list import OWN_WORDS
from app.domain.procedure_plan import Fate, PlannedProcedure
from app.models.disk_faults import in_words
from app.models.practice_file import key_path
from app.models.practice_lock import PracticeLock, lock_path
from app.models.whole_file import write_whole
from app.queries.account_summaries import find_account
from app.queries.database_check import check_database
from app.queries.desk_payments import list_open_items
from app.queries.numbers import find_account_id, find_receipt_number
from app.services.backups import Person, back_up, restore_practice, show_anchors
from app.services.demo_practice import make_demo_practice, open_demo
from app.services.exports import export_csv
from app.services.payments import PaymentEntry, take_payment
from app.services.practices import SUFFIX, FirstUser, OpenPractice, create_practice, open_practice
from app.services.procedure_import import import_procedures, preview_procedures
from app.services.session import system_clock
from app.services.synthea_import import import_synthea

SUMMARY = "summary.json"
DEMO_PAPERS = ("claim-forms.pdf", "claim-forms-findings.pdf", "statements.pdf", "statements-findings.pdf")
MADE_BY = "plainbill-cli demo"
DEMO_CLAIMS_SPARED = 16


def init(words: Namespace) -> Outcome:
    """Make a practice file with its first user, a manager."""
    path = practice_path(words)
    if words.demo or not words.user:
        raise InputError("Name the first user, who becomes the manager: --user NAME before the command.")
    if words.recovery_out:
        free_places(words.recovery_out, 1, force=False)
    first = FirstUser(words.user, words.user, _new_password(words))
    opened, recovery = create_practice(path, {"name": words.name or path.stem}, first)
    opened.close()
    facts = {"practice_file": str(opened.path), "user": words.user}
    lines = [f"Made {opened.path}."]
    if words.recovery_out:
        write_whole(words.recovery_out, f"{recovery}\n".encode())
        lines.append(f"The recovery key is in {words.recovery_out}. Print it and remove the file.")
        return Outcome({**facts, "recovery_file": str(words.recovery_out)}, lines)
    lines.append(f"Recovery key: {recovery}")
    lines.append("Write it down now: it is shown once, and opens the practice when passwords are forgotten.")
    return Outcome({**facts, "recovery_key": recovery}, lines)


def make_demo(words: Namespace) -> Outcome:
    """Make the invented practice with its papers; an earlier one in the same folder is made anew."""
    folder: Path = words.out.absolute()
    _clear_demo(folder)
    made = make_demo_practice(folder, today=system_clock().date(), progress=progress_on_screen())
    opened = open_demo(made.path)
    try:
        forms = Batch(folder / DEMO_PAPERS[0], True, words.data_only, spared=DEMO_CLAIMS_SPARED)
        claims = print_claim_batch(opened.session, forms)
        statements = run_statement_batch(opened.session, Batch(folder / DEMO_PAPERS[2], force=True))
    finally:
        opened.close()
    facts = {
        "made_by": MADE_BY,
        "practice_file": made.path.name,
        "user": made.user,
        "password": made.password,
        "claims": claims.facts,
        "statements": statements.facts,
    }
    write_whole(folder / SUMMARY, json.dumps(facts, indent=1).encode())
    lines = [
        f"Demo practice: {made.path} (user {made.user}, password {made.password})",
        f"{claims.facts['claims']} claim forms: {folder / DEMO_PAPERS[0]}",
        f"{statements.facts['statements']} statements: {folder / DEMO_PAPERS[2]}",
    ]
    return Outcome(facts, lines)


def bring_in_synthea(words: Namespace) -> Outcome:
    """Bring a folder of Synthea CSV files into the practice; says what was taken, changed and left."""
    with opened_practice(words) as practice:
        report = import_synthea(practice.session, words.folder, words.as_of, progress_on_screen())
    fates = {"taken": report.taken, "changed": report.changed, "left": report.left}
    sums = {"in_folder": report.in_folder, "left_out": report.left_out, "in_ledger": report.in_ledger}
    facts = {
        "as_of": str(report.as_of),
        **{fate: [_told_line(line) for line in lines] for fate, lines in fates.items()},
        **{name: _cents_of(found) for name, found in sums.items()},
        "ties": report.ties,
        "apart": {key: _cents_of(found) for key, found in report.apart.items()},
    }
    said = [
        f"{fate:8} {line.count:7,} {line.what}, {line.amount.dollars}{line.reason and ': '}{line.reason}"
        for fate, lines in fates.items()
        for line in lines
    ]
    ending = (
        "The ledger holds the folder to the cent." if report.ties else "The ledger differs from the folder."
    )
    return Outcome(facts, [*said, ending], FINDINGS if report.left or not report.ties else DONE)


def bring_in_procedures(words: Namespace) -> Outcome:
    """Bring the practice's own list of procedures and fees in from a CSV file, in its own words."""
    with opened_practice(words) as practice:
        preview = preview_procedures(practice.session, words.file)
        if not words.dry_run:
            import_procedures(practice.session, preview.planned)
    counts = {fate.value: preview.count(fate) for fate in Fate} | {"left_out": preview.read.left_out}
    findings = preview.read.findings
    facts = {
        "dry_run": words.dry_run,
        **counts,
        "rows": [_told_procedure(each) for each in preview.planned],
        "findings": told(findings),
    }
    said = [f"{each.fate:9} {each.row.code} {each.row.name}: {each.what}" for each in preview.planned]
    wrong = [f"{found.field}: {found.text} {found.fix}".rstrip() for found in findings]
    sums = ", ".join(f"{count} {fate.replace('_', ' ')}" for fate, count in counts.items())
    ending = f"{'Nothing was changed; it would be' if words.dry_run else 'Imported'}: {sums}. {OWN_WORDS}"
    return Outcome(facts, [*said, *wrong, ending], FINDINGS if findings else DONE)


def print_claims(words: Namespace) -> Outcome:
    """Print the claims that are ready, and name those that cannot be printed."""
    with opened_practice(words) as practice:
        batch = Batch(words.out, words.force, words.data_only, words.all)
        return print_claim_batch(practice.session, batch)


def run_statements(words: Namespace) -> Outcome:
    """Issue statements to every account that is due one today, and name the others with the reason."""
    with opened_practice(words) as practice:
        return run_statement_batch(practice.session, Batch(words.out, words.force))


def take(words: Namespace) -> Outcome:
    """Take a payment and use it for the oldest services first; the rest stays as credit."""
    amount = read_money(words.amount)
    with opened_practice(words) as practice:
        session = practice.session
        account_id = session.ask(find_account_id, words.account)
        items = session.ask(list_open_items, account_id)
        plan = plan_allocation(amount, [line.item for line in items])
        entry = PaymentEntry(account_id, amount, words.method, words.reference, shares=plan.parts)
        payment_id = take_payment(session, entry)
        receipt = session.ask(find_receipt_number, payment_id)
        account = session.ask(find_account, account_id)
    facts = {
        "payment_id": payment_id,
        "receipt": receipt,
        "amount_cents": amount.cents,
        "used": [{"charge_id": charge, "cents": part.cents} for charge, part in plan.parts],
        "kept_cents": plan.remainder.cents,
        "patient_owes_cents": account.patient_owes.cents,
        "credit_cents": account.all_credit.cents,
    }
    used = (
        f"{plan.allocated.dollars} for {len(plan.parts)} services, {plan.remainder.dollars} kept as credit."
    )
    return Outcome(facts, [f"Receipt {receipt}: {amount.dollars}, {used}", explain_account(account)])


def show_account(words: Namespace) -> Outcome:
    """Show an account's balances, and for each open line why it is owed."""
    with opened_practice(words) as practice:
        account_id = practice.session.ask(find_account_id, words.number)
        account = practice.session.ask(find_account, account_id)
    sentence = explain_account(account, words.language)
    said = [(item, explain_item(item, words.language)) for item in account.items]
    facts = {
        "account_id": account_id,
        "account": account.number,
        "name": str(account.guarantor),
        "patient_owes_cents": account.patient_owes.cents,
        "insurance_owes_cents": account.insurance_owes.cents,
        "credit_cents": account.all_credit.cents,
        "sentence": sentence,
        "items": [
            {
                "charge_id": item.charge_id,
                "service_on": str(item.service_date),
                "billed_cents": item.billed.cents,
                "patient_owes_cents": item.patient_owes.cents,
                "insurance_owes_cents": item.insurance_owes.cents,
                "sentence": why,
            }
            for item, why in said
        ],
    }
    lines = [f"  {item.service_date:%m/%d/%Y}  {why}" for item, why in said if item.is_open]
    return Outcome(facts, [f"{account.number}  {account.guarantor}", sentence, *lines])


def check(words: Namespace) -> Outcome:
    """Check the whole practice file, line by line, naming what is at fault."""
    with opened_practice(words) as practice:
        session = practice.session
        anchors = show_anchors(session, practice, words.backups.absolute()) if words.backups else ()
        lines = session.ask(check_database, progress_on_screen(), anchors)
    faulty = [line for line in lines if not line.is_sound]
    facts = {
        "checks": len(lines),
        "faults": [
            {"check": line.number, "title": line.title, "findings": told(line.findings)} for line in faulty
        ],
    }
    said = [f"{'ok' if line.is_sound else 'FAULT':5}  {line.number:2}  {line.title}" for line in lines]
    said += [f"  {line.number}: {finding.text}" for line in faulty for finding in line.findings]
    return Outcome(facts, said, FINDINGS if faulty else DONE)


def write_backup(words: Namespace) -> Outcome:
    """Write a backup into a folder; it is opened and compared before it counts."""
    with opened_practice(words) as practice:
        line = back_up(practice.session, practice, words.folder.absolute(), progress_on_screen())
    facts = {"backup": str(line.folder), "sequence": line.sequence, "bytes": line.size, **line.facts}
    return Outcome(facts, [f"Backup {line.folder} was written, opened and compared."])


def restore(words: Namespace) -> Outcome:
    """Put a backup, or the newest in a folder of backups, in the place of the practice file."""
    if words.demo or not words.user:
        raise InputError("Name a manager of the backup's day: --user NAME before the command.")
    folder: Path = words.folder.absolute()
    found = [path.parent for path in folder.glob("backup-*/manifest.json")]
    backup = max(found, key=lambda path: int(path.name.rpartition("-")[2]), default=folder)
    person = Person(words.user, _password(words))
    opened, restored = restore_practice(backup, practice_path(words), person)
    opened.close()
    replaced = restored.replaced.name if restored.replaced else ""
    facts = {"practice_file": str(opened.path), "backup": str(backup), "replaced": replaced}
    lines = [f"Restored {opened.path} from {backup.name}."]
    if replaced:
        lines.append(f"What lay there before is kept beside it in {replaced}.")
    return Outcome({**facts, **restored.manifest.facts}, lines)


def export_tables(words: Namespace) -> Outcome:
    """Write every table as CSV and every kept file into a new folder; nothing there is encrypted."""
    with opened_practice(words) as practice:
        made = export_csv(practice.session, words.folder, progress_on_screen())
    facts = {"folder": str(made.folder), "rows": made.rows, "documents": made.documents}
    rows = sum(made.rows.values())
    said = f"{len(made.rows)} tables, {rows:,} rows and {made.documents:,} files are in {made.folder}."
    return Outcome(facts, [said, "They are not encrypted. Keep them as safe as the practice itself."])


@contextmanager
def opened_practice(words: Namespace) -> Iterator[OpenPractice]:
    """Open the practice that the words name, and close it whatever comes."""
    path = practice_path(words)
    if words.demo:
        practice = open_demo(path)
    elif words.user:
        practice = open_practice(path, words.user, _password(words))
    else:
        raise InputError("Say who you are: --user NAME before the command, or --demo for a demo practice.")
    try:
        yield practice
    finally:
        practice.close()


def practice_path(words: Namespace) -> Path:
    """The practice file named, or the only one in the user's folder (with --demo: in the folder “demo”)."""
    if words.practice:
        path: Path = words.practice
        return path
    folder = Path("demo") if words.demo else documents_folder()
    found = sorted(folder.glob(f"*{SUFFIX}"))
    if len(found) != 1:
        raise InputError("Name the practice file: --practice FILE before the command.")
    return found[0]


def _password(words: Namespace) -> str:
    """Take the password from its file's first line, or ask for it."""
    if words.password_file is None:
        if not sys.stdin.isatty():
            raise InputError("There is nobody to ask for the password. Name its file: --password-file FILE.")
        return getpass.getpass(f"Password of {words.user}: ")
    try:
        with in_words(words.password_file):
            lines = words.password_file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"“{words.password_file.name}” is not a text file.") from error
    if not lines:
        raise InputError(f"“{words.password_file.name}” is empty. Write the password on its first line.")
    return str(lines[0])


def _new_password(words: Namespace) -> str:
    first = _password(words)
    if words.password_file is None and first != getpass.getpass("The same password again: "):
        raise InputError("The two passwords differ. Nothing was made. Do it again.")
    return first


def _told_line(line: ReportLine) -> dict[str, object]:
    facts = {"what": line.what, "reason": line.reason, "count": line.count}
    return {**facts, "cents": line.amount.cents, "keys": list(line.keys)}


def _told_procedure(planned: PlannedProcedure) -> dict[str, object]:
    facts = {"line": planned.row.line, "code": planned.row.code, "fate": planned.fate.value}
    return {**facts, "fee_cents": planned.fee.amount.cents if planned.fee else None, "what": planned.what}


def _cents_of(sums: LedgerSums) -> dict[str, int]:
    return {f"{each.name}_cents": getattr(sums, each.name).cents for each in fields(sums)}


def _clear_demo(folder: Path) -> None:
    """Make room for a demo practice: only a new or empty folder, or one that this command made."""
    with in_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            return
    try:
        facts = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
        path = folder / Path(facts["practice_file"]).name if facts["made_by"] == MADE_BY else None
    except (OSError, ValueError, KeyError, TypeError):
        path = None
    if path is None:
        raise RuleError(f"“{folder.name}” holds other files. Nothing was made. Name an empty folder.")
    with in_words(folder), PracticeLock(path, "demo", system_clock()):
        papers = [folder / name for name in (*DEMO_PAPERS, SUMMARY)]
        live = [path.with_name(path.name + ending) for ending in ("-wal", "-shm")]
        for old in (*papers, key_path(path), *live, path):
            old.unlink(missing_ok=True)
    lock_path(path).unlink(missing_ok=True)
