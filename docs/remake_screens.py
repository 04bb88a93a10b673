"""Remake the pictures of every screen and paper: `python docs/remake_screens.py [FOLDER]`.

A demo practice is made for a fixed day in a temporary folder; the real window is driven through it without a
screen, once for each scale factor, and each picture is taken in the light and in the dark.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from call_walks import walk_today
from coverage_walks import walk_coverage, walk_questions
from dispute_walks import walk_disputes
from PySide6.QtCore import QLocale, QSettings, Qt
from PySide6.QtWidgets import QApplication
from screen_camera import CTRL, SCHEMES, SHIFT, Camera, save_small
from work_walks import (
    walk_claim_steps,
    walk_closing,
    walk_desk,
    walk_files_out,
    walk_guidelines,
    walk_money,
    walk_remittances,
    walk_typed_check,
)

from app.services.demo_practice import DEMO_PASSWORD, DEMO_USER, make_demo_practice
from app.services.practices import OpenPractice, open_practice
from app.services.sign_ins import leave_practice
from app.tasks.runner import Runner
from app.views.common.theme import Theme
from app.views.practice_door import PracticeDoor
from app.views.rooms import make_rooms
from app.views.top_window import Parts, TopWindow

TODAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SCALES = {"1": "100", "1.5": "150"}
LONG_PARTS = ("Insurers", "Trading partners", "Contracts")
SIZES = {"1": (1280, 800), "1.5": (1280, 720)}


def walk_gate(camera: Camera, practice: Path) -> None:
    """The ways in: welcome, the steps of the set-up, the password."""
    gate = camera.window.gate
    gate.show_welcome()
    camera.shoot("welcome")
    gate.show_first_run()
    steps = gate.page
    texts = {
        "practice": {"name": "Maple Family Practice", "npi": "1234567893", "phone": "2175550100"},
        "provider": {"last": "Stone", "first": "Ada", "credential": "MD", "npi": "123456789"},
        "files": {"folder": "Practice", "backups": "Backups"},
    }
    for at, sheet in enumerate(steps.sheets):
        steps.setCurrentIndex(at)
        sheet.form.set_drafts(texts.get(sheet.step.key, {}))
        sheet.focus_first()
        if sheet.step.key == "provider":
            sheet.form.check()
        camera.shoot(f"set-up-{sheet.step.key}")
    gate.show_practice(practice)
    camera.shoot("unlock")


def walk_patients(camera: Camera) -> None:
    """The patients tab, from the list to a new patient."""
    press, shoot = camera.press, camera.shoot
    press(Qt.Key.Key_2, CTRL)
    shoot("patients")
    press(Qt.Key.Key_K, CTRL)
    camera.type("fair")
    shoot("command-box")
    press(Qt.Key.Key_Escape)
    camera.find("Fairweather Nora")
    tab = camera.work.show_room("patients")
    shoot("account")
    page = tab.show_page("Account")
    page.list.setFocus()
    press(Qt.Key.Key_Y, CTRL | SHIFT)
    shoot("trail")
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_B, CTRL)
    shoot("bill")
    press(Qt.Key.Key_Return, CTRL)
    shoot("bill-preview", 0.8)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    camera.find("Hollister Greta")
    shoot("account-family")
    tab.show_patient(_spanish_patient(camera))
    tab.show_page("Account")
    shoot("account-spanish")
    camera.find("Fairweather Nora")
    for title in ("Visits", "Insurance", "Claims", "Calls & notes", "Documents", "Details"):
        tab.show_page(title)
        shoot(title.split()[0].lower())
    press(Qt.Key.Key_L, CTRL)
    camera.type("Wants to pay in the middle of May.")
    shoot("call")
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_E, CTRL)
    shoot("charges-empty")
    _fill_charges(camera)
    shoot("charges")
    press(Qt.Key.Key_Escape)
    tab.show_patient(_patient_with(camera, "policy", "termination is not null"))
    tab.show_page("Insurance")
    shoot("insurance-gap")
    press(Qt.Key.Key_N, CTRL)
    shoot("policy")
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_N, CTRL | SHIFT)
    camera.type("Fairweather", "Norah", "", "", "7/9/58")
    shoot("new-patient", 0.6)
    press(Qt.Key.Key_Escape)


def walk_papers(camera: Camera) -> None:
    """What the front desk keeps and prints for a patient beside his visits."""
    patient = _answer_of(camera, "select id from patient where last = 'Fairweather' and first = 'Nora'")
    walk_desk(camera, camera.work.show_room("patients"), patient, _visit_of(camera, patient))


def _fill_charges(camera: Camera) -> None:
    """Look a diagnosis up by its words, then type a line and begin another."""
    camera.type("acute pharyngitis")
    camera.shoot("diagnosis")
    camera.press(Qt.Key.Key_Return)
    camera.press(Qt.Key.Key_Return)
    camera.type("99213", "25")
    camera.press(Qt.Key.Key_Return)
    camera.type("878")


def walk_billing(camera: Camera) -> None:
    """Claims, their form, printing, and statements."""
    press, shoot = camera.press, camera.shoot
    press(Qt.Key.Key_3, CTRL)
    tab = camera.work.show_room("billing")
    camera.settle(0.8)
    shoot("claims", 0.8)
    tab.list.chips.choose("fixing")
    camera.settle(0.6)
    tab.list.table.setFocus()
    tab.list.table.go_to(0)
    camera.settle(0.6)
    press(Qt.Key.Key_Return)
    shoot("claim-form-finding", 0.8)
    press(Qt.Key.Key_Escape)
    walk_claim_steps(camera, tab)
    walk_files_out(camera, tab)
    tab.list.chips.choose("ready")
    camera.settle(0.6)
    tab.list.table.setFocus()
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_P, CTRL)
    shoot("print-claims", 0.6)
    tab.printing.ways.chips.choose("paper")
    tab.printing.kinds.chip("data_only").setFocus()
    shoot("print-on-paper", 0.4)
    press(Qt.Key.Key_Return, CTRL)
    shoot("preview", 1.0)
    press(Qt.Key.Key_Escape)
    shoot("printed", 0.4)
    press(Qt.Key.Key_Space)
    shoot("batches", 0.6)
    press(Qt.Key.Key_Return, CTRL)
    shoot("batch-confirm")
    press(Qt.Key.Key_Return)
    tab.batches.list.chips.choose("sent")
    shoot("batches-sent", 0.6)
    press(Qt.Key.Key_Escape)
    camera.find("statements")
    shoot("statements", 0.6)
    tab.statements.chips.choose("none")
    shoot("statements-none")
    press(Qt.Key.Key_Return, CTRL)
    shoot("statements-printed", 1.0)
    press(Qt.Key.Key_Escape)


def walk_payments(camera: Camera) -> None:
    """Payments, answers, credit and the day."""
    press, shoot = camera.press, camera.shoot
    press(Qt.Key.Key_4, CTRL)
    tab = camera.work.show_room("payments")
    shoot("payments")
    camera.find("pay Fairweather Nora")
    camera.settle()
    tab.take.form.set_values({"amount": None})
    tab.take.form.editor("amount").setFocus()
    camera.type("60.00", "k", "2231")
    shoot("take-payment")
    press(Qt.Key.Key_Return, CTRL)
    shoot("payment-posted", 0.4)
    tab.toast.hide()
    tab.enter_answer(_claim_with(camera, "sent"))
    camera.settle(0.4)
    row = tab.answer.form.rows[0]
    tab.answer.form.set_values({"received_on": TODAY, "check_number": "88213"})
    row.amounts["allowed"].setFocus()
    camera.type("101.20", "44.92")
    shoot("answer")
    press(Qt.Key.Key_Escape)
    for key in ("answers", "credits", "day"):
        tab.show_part(key).go_to_list()
        shoot(key, 0.4)
    for walk_part in (walk_remittances, walk_typed_check, walk_money, walk_closing):
        walk_part(camera, tab)
    walk_guidelines(camera, camera.work.show_room("guidelines"))


def walk_rest(camera: Camera) -> None:
    """Settings, the keys, and the lock."""
    camera.press(Qt.Key.Key_Comma, CTRL)
    tab = camera.work.show_room("settings")
    camera.settle()
    for title in tab._parts:
        part = tab.show_part(title)
        part.setFocus()
        if title == "Check the database":
            camera.press(Qt.Key.Key_Return, CTRL)
        name = f"settings-{title.lower().replace(' ', '-')}"
        camera.shoot(name)
        if title in LONG_PARTS:
            camera.scroll_down(part)
            camera.shoot(f"{name}-below")
    camera.press(Qt.Key.Key_Slash, CTRL)
    camera.shoot("keys")
    camera.press(Qt.Key.Key_Escape)
    camera.press(Qt.Key.Key_L, CTRL | SHIFT)
    camera.shoot("locked")


def _first(sql: str) -> int:
    from app.models.database import select

    return int(select(sql)[0][0])


def _answer_of(camera: Camera, sql: str) -> int:
    """Ask the reading lane, for this thread has no connection."""
    found: list[int] = []
    assert camera.window.desk is not None
    camera.window.desk.runner.read(partial(_first, sql), found.append, owner=camera.window)
    camera.settle()
    return found[0]


def _spanish_patient(camera: Camera) -> int:
    return _answer_of(
        camera,
        "select t.id from patient t join account_balance b on b.guarantor_id = t.account_id "
        "where t.language = 'es' and b.account = 'patient_ar' and b.cents > 4000 order by t.id limit 1",
    )


def _patient_with(camera: Camera, table: str, condition: str) -> int:
    return _answer_of(camera, f"select patient_id from {table} where {condition} order by id limit 1")


def _visit_of(camera: Camera, patient_id: int) -> int:
    condition = f"patient_id = {patient_id} and state = 'done'"
    return _answer_of(camera, f"select id from visit where {condition} order by on_date desc limit 1")


def _claim_with(camera: Camera, state: str) -> int:
    return _answer_of(camera, f"select id from claim where state = '{state}' order by id desc limit 1")


def open_for_pictures(path: Path) -> OpenPractice:
    """Open the demo practice on the morning of the pictures' day."""
    return open_practice(path, DEMO_USER, DEMO_PASSWORD, clock=lambda: MORNING)


def walk(practice: Path, folder: Path) -> None:
    """Take every screen at the scale factor of this process."""
    QLocale.setDefault(QLocale("en_US"))
    application = QApplication(["plainbill"])
    theme = Theme(application)
    theme.choose_scheme(SCHEMES[0])
    settings = QSettings(str(practice.with_suffix(".ini")), QSettings.Format.IniFormat)
    runner = Runner(closed=leave_practice)
    faults: list[object] = []
    runner.crashed.connect(faults.append)
    parts = Parts(
        PracticeDoor(runner),
        settings,
        theme,
        partial(make_rooms, theme),
        partial(open_for_pictures, practice),
    )
    window = TopWindow(parts)
    window.resize(*SIZES[os.environ.get("QT_SCALE_FACTOR", "1")])
    window.show()
    window.activateWindow()
    camera = Camera(window, runner, theme, folder)
    try:
        walk_gate(camera, practice)
        window.open_demo()
        camera.settle(1.0)
        walks = (walk_patients, walk_today, walk_papers, walk_billing, walk_payments, walk_disputes)
        for part in (*walks, walk_coverage, walk_questions, walk_rest):
            part(camera)
        assert not faults, faults
    finally:
        window.close()
        camera.settle(0.3)
        runner.stop()


def draw_papers(practice: Path, folder: Path) -> None:
    """Draw every paper of the practice and take its pages."""
    from paper_pictures import draw_all

    opened = open_for_pictures(practice)
    try:
        for name, pages in draw_all(opened.session):
            for at, page in enumerate(pages):
                save_small(page, folder / f"{name}-{at + 1}.png" if at else folder / f"{name}.png")
    finally:
        opened.close()


def remake(folder: Path) -> None:
    """Make the demo practice and all pictures of it; each walk begins with the practice as it was made."""
    with tempfile.TemporaryDirectory() as place:
        home, fresh = Path(place) / "demo", Path(place) / "fresh"
        practice = make_demo_practice(home, today=TODAY).path
        # The practice knows where its inbox and outbox are, so each walk works where it was made.
        shutil.copytree(home, fresh)
        jobs: list[Callable[[], object]] = []
        for scale, percent in SCALES.items():
            words = [sys.executable, __file__, str(folder / percent), "--walk", str(practice)]
            environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
            jobs.append(partial(subprocess.run, words, env=environment, check=True))
        jobs.append(partial(draw_papers, practice, folder / "papers"))
        for job in jobs:
            shutil.rmtree(home)
            shutil.copytree(fresh, home)
            job()


def main() -> None:
    """Read the words and remake the pictures."""
    parser = argparse.ArgumentParser(description="Remake the pictures of every screen and paper.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent / "screens")
    parser.add_argument("--walk", type=Path, metavar="PRACTICE", help=argparse.SUPPRESS)
    words = parser.parse_args()
    if words.walk:
        walk(words.walk, words.folder)
    else:
        for part in (*SCALES.values(), "papers"):
            shutil.rmtree(words.folder / part, ignore_errors=True)
        remake(words.folder)


if __name__ == "__main__":
    main()
