"""Walks of `remake_screens.py` through claims and files out, remittances, money and the day’s end."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from screen_camera import CTRL, SHIFT, Camera

if TYPE_CHECKING:
    from app.views.billing.tab import BillingTab
    from app.views.guidelines.tab import GuidelinesTab
    from app.views.patients.tab import PatientsTab
    from app.views.payments.tab import PaymentsTab

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
MOST_TRIED = 40
NEWLY_REJECTED = 4


def walk_claim_steps(camera: Camera, tab: "BillingTab") -> None:
    """What is done beside a claim's form: let a finding pass, hold, correct or resend."""
    camera.press(Qt.Key.Key_3, CTRL)
    _let_pass(camera, tab)
    _choose(camera, tab, "ready")
    camera.press(ENTER)
    tab.claims.steps.begin_hold()
    camera.type("The referral letter of the other office")
    camera.shoot("hold")
    camera.press(ENTER, CTRL)
    _choose(camera, tab, "held")
    camera.shoot("claims-held", 0.6)
    _choose(camera, tab, "sent")
    camera.press(Qt.Key.Key_R, CTRL)
    camera.shoot("correct-or-resend", 0.6)
    camera.press(ESC)
    for part in ("silent", "filing", "unbilled"):
        _choose(camera, tab, part)
        camera.shoot(f"claims-{part}", 0.6)


def _let_pass(camera: Camera, tab: "BillingTab") -> None:
    """Go to the first claim with a finding that a person may let pass, and do so."""
    _choose(camera, tab, "fixing")
    for row in range(min(tab.list.model.rowCount(), MOST_TRIED)):
        tab.list.table.go_to(row)
        camera.settle(0.4)
        passable = [each.let_pass for each in tab.form.findings.rows if not each.let_pass.isHidden()]
        if passable:
            passable[0].click()
            camera.type("The insurer takes it so by phone, Ms. Hale")
            camera.shoot("let-pass", 0.4)
            camera.press(ENTER, CTRL)
            camera.shoot("let-pass-done", 0.6)
            return


def _choose(camera: Camera, tab: "BillingTab", part: str) -> None:
    """Show a list of work with the keyboard on its first row."""
    tab.list.chips.choose(part)
    camera.settle(0.6)
    tab.list.enter()
    tab.list.table.go_to(0)
    camera.settle(0.6)


def walk_files_out(camera: Camera, tab: "BillingTab") -> None:
    """Make a file of claims, look at it, confirm it, and read what the clearinghouse replies."""
    press, shoot = camera.press, camera.shoot
    _choose(camera, tab, "ready")
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_P, CTRL)
    shoot("print-as-file", 0.6)
    press(ENTER, CTRL)
    shoot("file-made", 0.6)
    press(Qt.Key.Key_Space)
    camera.settle(0.6)
    press(ENTER)
    shoot("file-as-text", 0.6)
    press(ESC)
    press(ENTER, CTRL)
    shoot("file-confirm")
    press(ENTER)
    camera.settle(0.6)
    press(ESC)
    tab.show_replies()
    shoot("replies-empty")
    press(Qt.Key.Key_I, CTRL)
    shoot("replies", 0.8)
    # The first ones were sent the week before and have been paid meanwhile.
    tab.replies.list.go_to(NEWLY_REJECTED)
    press(ENTER)
    shoot("rejected-claim", 0.8)
    tab.show_claims()


def walk_remittances(camera: Camera, tab: "PaymentsTab") -> None:
    """Read the remittances of the inbox, post them, look at what waits, denied or underpaid."""
    press, shoot = camera.press, camera.shoot
    tab.show_part("remittances").go_to_list()
    shoot("remittances", 0.4)
    press(Qt.Key.Key_I, CTRL)
    shoot("remittance-preview", 0.8)
    press(Qt.Key.Key_Down)
    shoot("remittance-preview-held", 0.4)
    press(ENTER, CTRL)
    shoot("remittance-posted", 0.8)
    press(ENTER)
    shoot("remittance-waiting", 0.6)
    press(ESC)
    tab.show_part("underpaid").go_to_list()
    shoot("underpaid", 0.6)


def walk_typed_check(camera: Camera, tab: "PaymentsTab") -> None:
    """Type an insurer's check from paper up to the first of its claims."""
    camera.press(Qt.Key.Key_K, CTRL | SHIFT)
    camera.settle(0.4)
    camera.shoot("check-empty")
    camera.type("Blue", "88214", "t", "180.00", "")
    tab.check.finder.line.setFocus()
    camera.type("a")
    camera.shoot("check-find", 0.6)
    camera.press(ENTER)
    camera.settle(0.4)
    camera.type("90.00")
    camera.press(ENTER)
    camera.type("70.00")
    camera.press(ENTER)
    camera.shoot("check", 0.4)
    camera.press(ESC)


def walk_money(camera: Camera, tab: "PaymentsTab") -> None:
    """Approvals, and the panels that ask for a write-off, a refund, a returned check, or a moved payment."""
    tab.show_part("approvals").go_to_list()
    camera.shoot("approvals", 0.4)
    _over(camera, tab, "small-balances", tab.approvals.small_asked.emit)
    _over(camera, tab, "write-off", tab.approvals.write_off_asked.emit)
    payments = tab.show_part("payments")
    payments.go_to_list()
    camera.settle(0.4)
    line = tab.payments.table.current_row()
    if line is not None:
        _over(camera, tab, "returned-check", lambda: tab.payments.return_asked.emit(line.id))
        _over(camera, tab, "move-payment", lambda: tab.payments.move_asked.emit(line.id))
    tab.show_part("credits").go_to_list()
    camera.settle(0.4)
    credit = tab.credits.table.current_row()
    if credit is not None:
        _over(camera, tab, "refund", lambda: tab.credits.refund_asked.emit(credit.payment.id))


def walk_closing(camera: Camera, tab: "PaymentsTab") -> None:
    """Count, deposit, close the day and the month, and the reports."""
    tab.show_part("day").go_to_list()
    camera.shoot("day-proof", 0.6)
    _over(camera, tab, "count-drawer", tab.closing.open_drawer)
    _over(camera, tab, "deposit", tab.closing.open_deposit)
    _over(camera, tab, "close-day", tab.closing.open_today)
    _over(camera, tab, "close-month", tab.closing.open_month)
    tab.show_part("reports")
    tab.chips.chip("reports").setFocus()
    camera.shoot("reports", 0.6)


def _over(camera: Camera, tab: "PaymentsTab", name: str, ask: Callable[[], object]) -> None:
    """Take one panel that lies over the parts, and leave it."""
    ask()
    camera.shoot(name, 0.5)
    camera.press(ESC)
    tab.toast.hide()


def walk_guidelines(camera: Camera, tab: "GuidelinesTab") -> None:
    """The list of guidelines, a record, two versions, and “Is this covered?”."""
    press, shoot = camera.press, camera.shoot
    camera.settle(0.5)
    tab.list.chips.choose("overdue")
    shoot("guidelines-overdue", 0.4)
    tab.list.chips.choose("all")
    tab.list.table.setFocus()
    rows = tab.list.model.rows
    tab.list.table.go_to(next((at for at, line in enumerate(rows) if line.guideline.version > 1), 0))
    shoot("guidelines", 0.6)
    press(ENTER)
    shoot("guideline", 0.5)
    press(ESC)
    tab.desk_page.versions_asked.emit()
    shoot("guideline-versions", 0.4)
    press(ESC)
    press(Qt.Key.Key_G, CTRL)
    shoot("covered", 0.6)
    press(ESC)


def walk_desk(camera: Camera, tab: "PatientsTab", patient_id: int, visit_id: int) -> None:
    """An authorization of a patient, and the front desk's papers."""
    press, shoot = camera.press, camera.shoot
    tab.show_patient(patient_id)
    tab.show_page("Authorizations").setFocus()
    shoot("authorizations-none")
    press(Qt.Key.Key_N, CTRL)
    camera.settle(0.4)
    panel = tab.show_page("Authorizations").panel
    facts = {"number": "A-55831", "approved": "12", "starts": date(2026, 8, 1), "ends": date(2026, 12, 31)}
    panel.form.set_values({**facts, "status": "approved"})
    shoot("authorization", 0.4)
    press(ENTER, CTRL)
    shoot("authorizations", 0.4)
    tab.print_papers(patient_id, visit_id)
    shoot("papers", 0.5)
    papers = tab.show_page("Documents").papers
    for paper in ("chart", "notice"):
        papers.form.set_values({"paper": paper})
        papers._show_fitting()
        shoot(f"papers-{paper}", 0.4)
    papers.form.set_values({"paper": "superbill"})
    papers._show_fitting()
    press(ENTER, CTRL)
    shoot("papers-preview", 0.8)
    press(ESC)
    press(ESC)
    tab.show_page("Account")
