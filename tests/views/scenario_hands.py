"""What the scenarios do by keys alone: open a patient, enter a visit, send, confirm, answer, read replies.

A scenario takes people, insurers and the partner as given (made by use cases); all else is pressed and typed.
"""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt

from app.domain.date_entry import format_date
from app.models.claims import Claim, ClaimBatch
from app.models.database import select
from app.views.billing.work_parts import PARTS
from tests.views.window_hands import CTRL, ENTER, ESC, SHIFT, TAB

Key = Qt.Key


def open_patient(hands, last: str) -> None:
    """Find a patient in the command box and show the record."""
    hands.find(last)
    hands.wait(lambda: hands.tab_of("patients") is not None)
    hands.settle()


def enter_visit(hands, last: str, diagnosis: str, *lines: tuple[str, ...], on: date | None = None) -> int:
    """Enter the charges of a visit; a line is a code, its modifiers and an amount over the fee, as typed."""
    open_patient(hands, last)
    hands.press(Key.Key_E, CTRL)
    if on:
        hands.go_to("Date of service", held=SHIFT)
        hands.press(Key.Key_A, CTRL)
        hands.type(format_date(on))
        hands.go_to("Diagnosis")
    hands.type(diagnosis)
    hands.press(ENTER)
    hands.press(ENTER)
    for at, (code, *typed) in enumerate(lines, 1):
        assert hands.focus_name == f"Line {at} code"
        hands.type(code)
        hands.press(TAB)
        for name, text in zip(("modifiers", "charge"), typed, strict=False):
            if text:
                hands.go_to(f"Line {at} {name}")
                hands.press(Key.Key_A, CTRL)
                hands.type(text)
                hands.press(TAB)
        if at < len(lines):
            hands.press(ENTER)
    hands.press(ENTER, CTRL)
    return int(select("select coalesce(max(id), 0) from claim")[0][0])


def choose_list(hands, word: str) -> None:
    """Show one of the lists of work in the billing tab, with the keyboard on its rows."""
    hands.press(Key.Key_3, CTRL)
    claims, form = hands.tab_of("billing").list, hands.tab_of("billing").form
    hands.wait(lambda: claims.screener.is_done)
    chips = claims.chips
    if form.isAncestorOf(hands.focus):
        hands.press(ESC)
    for _ in range(40):
        if chips.isAncestorOf(hands.focus):
            break
        hands.press(Key.Key_Backtab, SHIFT)
    wanted = chips.chip(next(part.key for part in PARTS if part.word == word))
    for _ in range(12):
        here, there = hands.focus.pos(), wanted.pos()
        if here == there:
            break
        if here.y() != there.y():
            hands.press(Key.Key_Down if here.y() < there.y() else Key.Key_Up)
        else:
            hands.press(Key.Key_Right if here.x() < there.x() else Key.Key_Left)
    assert hands.focus is wanted, hands.focus_name
    hands.press(TAB)
    hands.go_to("Claims")
    hands.wait(lambda: form.detail is not None and form.detail.line == claims.table.current_row())
    hands.settle()


def count_in(hands, word: str) -> str:
    """The chip of a list with its count, as it is shown."""
    part = next(each for each in PARTS if each.word == word)
    return hands.tab_of("billing").list.chips.chip(part.key).text()


def send_chosen(hands, *, by_file: bool) -> int:
    """Send the claim under the keyboard on paper or as a file; gives the batch."""
    hands.press(Key.Key_P, CTRL)
    panel = hands.tab_of("billing").printing
    hands.settle()
    ways = panel.ways
    if ways.isVisible():
        hands.wait(lambda: ways.chips.isAncestorOf(hands.focus))
        while (ways.partner is not None) != by_file:
            hands.press(Key.Key_Left)
    hands.press(ENTER, CTRL)
    hands.wait(lambda: panel._job is None)
    hands.settle()
    if not by_file:
        hands.press(ESC)
    assert hands.focus_name.startswith("Confirm as"), panel.reason
    return int(ClaimBatch.select(ClaimBatch.id).order_by(ClaimBatch.id.desc()).get().id)


def confirm_sent(hands) -> None:
    """Confirm the batch just made as mailed or sent today."""
    hands.press(Key.Key_Space)
    hands.press(ENTER, CTRL)
    hands.press(ENTER)
    hands.press(ESC)


def take_back_batch(hands, reason: str) -> None:
    """Take the batch just made back."""
    hands.press(Key.Key_Space)
    hands.press(Key.Key_Z, CTRL)
    hands.type(reason)
    hands.press(ENTER)
    hands.press(ESC)


def send_list(hands, word: str = "Ready", *, by_file: bool) -> int:
    """Send the first claim of a list and confirm it as sent; gives the batch."""
    choose_list(hands, word)
    batch = send_chosen(hands, by_file=by_file)
    confirm_sent(hands)
    return batch


def begin_answer(hands, claim: int, control: str = "", check: str = "") -> None:
    """Open the form of an insurer's answer to a claim, with date, check and the payer's number typed."""
    hands.press(Key.Key_4, CTRL)
    hands.press(Key.Key_E, CTRL | SHIFT)
    hands.type(str(Claim.get_by_id(claim).number))
    hands.press(ENTER)
    hands.go_to("Date on the answer", held=SHIFT)
    hands.press(Key.Key_A, CTRL)
    hands.fill("t", check, control)


def answer_line(hands, code: str, on: date, **amounts: str) -> None:
    """Type one service from the paper: allowed, paid, deductible, coinsurance, copay, others."""
    service = f"{code} of {format_date(on)}"
    hands.go_to(f"Allowed, {service}")
    for name in ("allowed", "paid", "deductible", "coinsurance", "copay"):
        hands.fill(amounts.get(name, ""))
    hands.fill(amounts.get("others", ""))


def post_answer(hands) -> None:
    """Post the answer that is typed."""
    assert "Left to explain 0.00" in hands.visible_texts()
    hands.press(ENTER, CTRL)


def read_replies(hands, folder: Path, name: str, text: str) -> None:
    """Open a file of a payer's replies in the Replies panel."""
    path = folder / name
    path.write_text(text)
    hands.find("payers replies")
    panel = hands.tab_of("billing").replies
    panel.choose_files = lambda _parent: [str(path)]
    hands.press(Key.Key_O, CTRL)
    hands.wait(lambda: panel._job is None)
    hands.settle()


def words_of(page: str) -> str:
    """A page's text with its line ends taken out."""
    return " ".join(page.split())


def segments_of(content: bytes) -> list[str]:
    """The segments of a kept claim file."""
    return content.decode("ascii").rstrip("~").split("~")


def refuse_to_send(hands) -> list[str]:
    """Try to send the claim under the keyboard, which must not go out; gives why, and comes back."""
    hands.press(Key.Key_P, CTRL)
    hands.press(ENTER, CTRL)
    panel = hands.tab_of("billing").printing
    hands.wait(lambda: panel._job is None)
    hands.settle()
    assert panel.reason == "Nothing was made: what is named here needs fixing first."
    faults = [line.fault for line in panel.left_out.model.rows]
    hands.press(ESC)
    return faults


def show_day(hands, day: date) -> None:
    """Let the clock go on to a day, and come back to the billing tab as in the morning."""
    hands.practice.clock.move_to(day)
    hands.press(Key.Key_3, CTRL)
    hands.tab_of("billing").refresh()
    hands.settle()


def begin_correction(hands) -> list[str]:
    """Open the wizard for the claim under the keyboard, and take what it proposes; gives what it said."""
    hands.press(Key.Key_R, CTRL)
    panel = hands.tab_of("billing").claims.steps.correct
    assert hands.focus_name == "What happened"
    said = [
        panel.choices.current_row().words,
        panel.number.text() * panel.number.isVisible(),
        panel.says.text(),
    ]
    hands.press(ENTER)
    form = hands.tab_of("billing").form
    hands.wait(lambda: form.isVisible() and form.isAncestorOf(hands.focus))
    hands.settle()
    return said


def type_box(hands, box: str, text: str) -> None:
    """Go on with Tab to a box of the claim form, and type over it."""
    sheet = hands.tab_of("billing").form.sheet
    for _ in range(400):
        if sheet.box == box:
            break
        hands.press(TAB)
    assert sheet.box == box
    hands.press(Key.Key_A, CTRL)
    hands.type(text)
    hands.press(TAB)


def check_caller(hands) -> None:
    """The caller says name, birth date and address; what stands on the record is compared, not read out."""
    hands.press(ENTER)
    hands.wait(lambda: hands.focus_name == "Who is calling")
    hands.settle()
    panel = hands.tab_of("questions").caller
    for words in ("Full name", "Birth date", "Address"):
        for _ in range(20):
            if hands.focus_name.startswith(words):
                break
            hands.press(TAB)
        hands.press(Key.Key_Space)
    assert "This is the patient. You may talk about everything" in panel.verdict.text()
    hands.press(ENTER, CTRL)
    hands.wait(lambda: hands.tab_of("questions").panel.answer is not None)
    hands.settle()
