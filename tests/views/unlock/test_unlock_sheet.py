"""Coming in by password: the right one, a wrong one, the recovery key."""

from app.domain.rights import Role
from app.models.office import Audit
from app.services.users import reissue_recovery_key
from app.views.common.form import Message
from app.views.unlock.recovery_sheet import RecoverySheet
from tests.practice_fixtures import PASSWORDS, Clock, keys_at, open_at


def reason(sheet) -> str:
    return sheet._reason.text()


def test_the_right_password_opens_the_practice(shell):
    shell.open("rita")
    session = shell.door.practice.session
    assert (session.user.name, session.user.role) == ("rita", Role.RECEPTIONIST)
    assert shell.work.isVisible()
    assert shell.work.tabs.tabText(0) == "Patients"
    assert shell.settings.value("practice/last") == str(shell.path)


def test_a_wrong_password_is_said_and_the_next_try_works(shell):
    shell.window.begin(shell.path)
    shell.unlock("maria", "not the password")
    shell.wait(lambda: "not right" in reason(shell.page))
    assert shell.work is None
    assert shell.page.form.editor("password").hasFocus()
    shell.unlock("maria")
    shell.wait(lambda: shell.work is not None)


def test_the_wait_grows_and_the_window_stays_alive(shell, qtbot):
    shell.window.begin(shell.path)
    for _ in range(2):
        shell.unlock("maria", "not the password")
        shell.wait(lambda: not shell.page.is_busy)
    shell.unlock("maria", "not the password")
    shell.wait(lambda: "Wait 1 second." in reason(shell.page))
    shell.unlock("maria")
    assert shell.page.failures == 3
    assert not shell.page.is_busy, "the password was tried during the wait"
    shell.wait(lambda: reason(shell.page) == "Try again now.")
    shell.enter()
    shell.wait(lambda: shell.work is not None)


def test_a_password_can_be_seen_when_asked(shell):
    shell.window.begin(shell.path)
    shell.write("violet")
    password = shell.page.form.editor("password")
    assert password.echoMode() == password.EchoMode.Password
    shell.page.form.editor("shown").click()
    assert password.echoMode() == password.EchoMode.Normal
    assert password.displayText() == "violet"


def test_an_empty_password_is_asked_for(shell):
    shell.window.begin(shell.path)
    shell.enter()
    assert not shell.page.is_busy
    assert len(shell.visible(Message)) == 1


def test_a_missing_key_file_leads_to_the_welcome(shell):
    shell.path.with_name("maple.plainbill.keys").unlink()
    shell.window.begin(shell.path)
    assert "key file" in reason(shell.page)
    assert shell.page.title == "Welcome to Plainbill"


def a_recovery_key(shell) -> str:
    """Make a new recovery key before the window opens the practice."""
    opened = open_at(shell.path, "maria", Clock())
    try:
        return reissue_recovery_key(opened.session, opened)
    finally:
        opened.close()


def test_the_recovery_key_opens_and_sets_a_new_password(shell):
    key = a_recovery_key(shell)
    shell.window.begin(shell.path)
    shell.window.gate.show_recovery()
    sheet = shell.page
    assert isinstance(sheet, RecoverySheet)
    sheet.form.set_values({"who": "bea"})
    sheet.form.editor("key").setFocus()
    shell.write(key.lower().replace("-", " "))
    shell.tab(2)
    shell.write("a meadow full of clover")
    shell.tab()
    shell.write("a meadow full of clover")
    shell.enter()
    shell.wait(lambda: shell.work is not None)
    assert shell.door.practice.session.user.name == "bea"
    assert keys_at(shell.path).unlock("bea", "a meadow full of clover")
    assert sheet.form.editor("password").text() == ""


def test_a_slip_in_the_recovery_key_is_placed(shell):
    key = a_recovery_key(shell)
    wrong = ("A" if key[0] != "A" else "B") + key[1:]
    shell.window.begin(shell.path)
    shell.window.gate.show_recovery()
    shell.page.form.editor("key").setFocus()
    shell.write(wrong)
    shell.tab(2)
    shell.write("a meadow full of clover")
    shell.tab()
    shell.write("a meadow full of clover")
    shell.enter()
    assert "group 1" in shell.page.form.editor("key").problem
    assert shell.work is None


def test_two_different_new_passwords_are_refused(shell):
    key = a_recovery_key(shell)
    shell.window.begin(shell.path)
    shell.window.gate.show_recovery()
    shell.page.form.set_values({"key": key, "password": "a meadow full of clover", "again": "something"})
    shell.page.focus_first()
    shell.enter()
    assert "differ" in shell.page.form.editor("again").problem


def test_wrong_passwords_before_a_lock_is_lifted_are_on_record(shell):
    shell.open()
    shell.window.lock()
    shell.unlock("maria", "not the password")
    shell.wait(lambda: not shell.page.is_busy)
    shell.unlock("maria")
    shell.wait(lambda: not shell.window.is_locked)
    shell.close()
    opened = open_at(shell.path, "maria", Clock())
    row = Audit.get(Audit.action == "unlock_screen")
    assert row.after == '{"wrong_passwords":1}'
    opened.close()


def test_the_demo_password_stands_where_it_is_asked(shell, monkeypatch):
    from app.views.unlock import unlock_sheet

    monkeypatch.setattr(unlock_sheet, "demo_password", lambda _path, _people: PASSWORDS["maria"])
    shell.window.begin(shell.path)
    assert PASSWORDS["maria"] in shell.page._lead.text()
