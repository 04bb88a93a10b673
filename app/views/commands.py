"""What the command box offers: people, claims, and the verbs of the program."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from app.domain.charges import is_procedure_code
from app.domain.questions.catalog import search_questions
from app.domain.rights import Right
from app.queries.search import SearchHit, find_anything
from app.views.common.command_box import Done, Hit
from app.views.common.desk import Desk


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing to do: its name, key and words, the right it needs, and whether it is done to a patient."""

    act: str
    name: str
    key: str = ""
    words: tuple[str, ...] = ()
    right: Right = Right.OPEN
    patient: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What was chosen: an act of the window, whom or what it is done to (0 for nobody), and words typed."""

    act: str
    subject_id: int = 0
    text: str = ""


VERBS = (
    Verb("new_patient", "New patient", "Ctrl+Shift+N", ("register", "add"), Right.EDIT_PATIENT),
    Verb("take_payment", "Take payment", "Ctrl+T", ("pay", "copay"), Right.TAKE_PAYMENT, patient=True),
    Verb("enter_visit", "Enter charges", "Ctrl+E", ("visit", "bill"), Right.ENTER_CHARGE, patient=True),
    Verb("show_due", "Today", "", ("due", "work", "promises", "to-do"), Right.SEE_PATIENT),
    Verb("new_to_do", "New to-do", "", ("task", "remind"), Right.LOG_CALL),
    Verb("log_call", "Log a call", "Ctrl+L", ("phone", "note", "contact"), Right.LOG_CALL, patient=True),
    Verb(
        "check_caller",
        "Who is calling?",
        "Ctrl+Shift+I",
        ("caller", "identity", "permission"),
        Right.LOG_CALL,
        patient=True,
    ),
    Verb(
        "print_papers",
        "Print papers",
        "",
        ("superbill", "encounter", "registration", "labels", "abn", "notice"),
        Right.SEE_PATIENT,
        patient=True,
    ),
    Verb(
        "choose_estimate",
        "Estimate a visit",
        "Ctrl+Shift+T",
        ("good faith", "cost", "price"),
        Right.SEE_PATIENT,
        patient=True,
    ),
    Verb("enter_answer", "Enter an insurer's answer", "Ctrl+Shift+E", ("eob",), Right.POST_ANSWER),
    Verb("enter_check", "Enter an insurer's check", "Ctrl+Shift+K", ("eob", "eft"), Right.POST_ANSWER),
    Verb("show_replies", "Payers’ replies", "", ("999", "277", "rejected"), Right.PRINT_CLAIM),
    Verb("close_day", "Close day", "", ("end", "drawer", "count"), Right.CLOSE_DAY),
    Verb("close_month", "Close month", "", ("end", "lock", "books"), Right.CLOSE_MONTH),
    Verb("make_deposit", "Deposit", "", ("bank", "slip", "cash"), Right.MAKE_DEPOSIT),
    Verb("show_reports", "Reports", "", ("aging", "sheet", "receipts", "adjustments"), Right.SEE_REPORTS),
    Verb("show_remittances", "Remittances", "", ("835", "era", "eft"), Right.POST_ANSWER),
    Verb("show_verify", "Coverage to verify", "", ("eligibility", "270", "check"), Right.SEE_PATIENT),
    Verb("show_denials", "Denials to decide", "", ("denied", "unpaid", "triage"), Right.SEE_PATIENT),
    Verb("show_disputes", "Disputes", "Ctrl+D", ("appeal", "cases", "dispute"), Right.SEE_PATIENT),
    Verb("show_underpaid", "Underpaid services", "", ("contract", "dispute"), Right.SEE_PATIENT),
    Verb("show_guidelines", "Guidelines", "", ("rules", "payer", "policy", "bulletin"), Right.SEE_OFFICE),
    Verb("new_guideline", "New guideline", "", ("rule", "bulletin"), Right.EDIT_GUIDELINE),
    Verb("ask_coverage", "Is this covered?", "Ctrl+G", ("guideline",), Right.SEE_OFFICE, patient=True),
    Verb("ask_payers", "Ask payers about claims", "Ctrl+Shift+A", ("276", "status"), Right.PRINT_CLAIM),
    Verb("ask_question", "Questions", "Ctrl+Shift+H", ("ask", "why"), Right.SEE_PATIENT, patient=True),
    Verb("show_statements", "Statements", "", ("month", "run", "mail"), Right.RUN_STATEMENTS),
    Verb("show_batches", "Batches", "", ("sent", "mailed", "837", "outbox", "confirm"), Right.PRINT_CLAIM),
    Verb("show_claims", "Print claims", "", ("forms", "1500", "cms"), Right.PRINT_CLAIM),
    Verb("show_settings", "Settings", "Ctrl+,", ("users", "providers", "payers", "backup", "fees")),
    Verb("lock", "Lock the screen", "Ctrl+Shift+L", ("leave",)),
    Verb("show_keys", "Keys", "Ctrl+/", ("shortcuts", "keyboard")),
    Verb("show_help", "Help", "F1", ("how",)),
)
NOTHING = Hit("", "Nothing found. Try fewer letters, a birth date or the phone.", target=Target(""))
FEWEST_LETTERS = 3
MOST_REFUSED = 3
MOST_QUESTIONS = 5
_PATIENT, _CLAIM = "show_patient", "show_claim"


class Commands(QObject):
    """Answers the command box of one window."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def search(self, text: str, done: Done) -> None:
        """Find what fits; `pay riv` finds Rivera for the verb *Take payment*."""
        typed = text.strip()
        if not typed:
            done(())
            return
        if code := _code_asked(typed):
            done((Hit("Do", "Is this covered?", code, "Ctrl+G", Target("ask_coverage", 0, code)),))
            return
        if asked := _questions_asked(typed):
            done = partial(_done_after, asked, done)
        verbs = self._fitting(typed)
        first, _, rest = typed.partition(" ")
        verb = None
        if rest.strip() and not verbs:
            verb = next((verb for verb in self._fitting(first) if verb.patient), None)
        refused = self._refused(typed)
        then = partial(self._on_found, done, verb, (verbs, refused))
        wanted = rest if verb else typed
        self._desk.ask(find_anything, wanted, self._desk.session.today(), then=then, owner=self, key="find")

    def _fitting(self, text: str) -> tuple[Verb, ...]:
        wanted = text.casefold().split()
        return tuple(verb for verb in VERBS if self._desk.session.may(verb.right) and _fits(verb, wanted))

    def _refused(self, text: str) -> tuple[Hit, ...]:
        """What fits but is not for this person, each with the reason."""
        session, wanted = self._desk.session, text.casefold().split()
        role = session.user.role.value
        return tuple(
            Hit("", f"{verb.name}: you may not {verb.right.value} as {role}.", target=Target(""))
            for verb in VERBS
            if not session.may(verb.right) and _fits(verb, wanted)
        )[:MOST_REFUSED]

    def _on_found(
        self,
        done: Callable[[Iterable[Hit]], None],
        verb: Verb | None,
        fitting: tuple[tuple[Verb, ...], tuple[Hit, ...]],
        found: tuple[SearchHit, ...],
    ) -> None:
        verbs, refused = fitting
        hits = [_hit(each, verb) for each in found if verb is None or each.kind == "patient"]
        hits += [Hit("Do", each.name, right=each.key, target=Target(each.act)) for each in verbs]
        done(hits or refused or [NOTHING])


def _code_asked(text: str) -> str:
    """The code in `covered 99213`, in capitals; nothing where something else is typed."""
    first, _, rest = text.partition(" ")
    code = rest.strip().upper()
    asks = len(first) >= FEWEST_LETTERS and "covered".startswith(first.casefold())
    return code if asks and is_procedure_code(code) else ""


def _questions_asked(text: str) -> tuple[Hit, ...]:
    """The questions of patients that fit `ask why denied`, the best first."""
    first, _, rest = text.partition(" ")
    if first.casefold() != "ask" or len(rest.strip()) < FEWEST_LETTERS:
        return ()
    found = search_questions(rest)[:MOST_QUESTIONS]
    return tuple(
        Hit("Ask", each.asked_en, each.asked_es, target=Target("show_question", each.number))
        for each in found
    )


def _done_after(asked: tuple[Hit, ...], done: Done, hits: Iterable[Hit]) -> None:
    """Answer with the questions first, then with all else that was found."""
    done((*asked, *(hit for hit in hits if hit is not NOTHING)))


def _fits(verb: Verb, wanted: list[str]) -> bool:
    """Tell whether every word typed begins a word of the verb."""
    known = [*verb.name.casefold().split(), *verb.words]
    return bool(wanted) and all(any(word.startswith(part) for word in known) for part in wanted)


def _hit(found: SearchHit, verb: Verb | None) -> Hit:
    amount = str(found.amount) if found.amount else ""
    if verb:
        return Hit(verb.name, found.title, found.detail, amount, Target(verb.act, found.id))
    group, act = ("Patients", _PATIENT) if found.kind == "patient" else ("Claims", _CLAIM)
    return Hit(group, found.title, found.detail, amount, Target(act, found.id))
