import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import namedtuple
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app import cli
from app.models import practice_file
from app.models.database import HISTORY, database, maintenance
from app.models.practice_file import key_path
from app.models.practice_lock import PracticeLock
from app.services import practices
from tests import official_samples
from tests.documents.paper_reading import read_pages
from tests.small_practice import PASSWORD, USER, make_small_practice

Answer = namedtuple("Answer", "code out err facts")


@pytest.fixture
def maple(small_practice, tmp_path):
    path = tmp_path / "maple.plainbill"
    shutil.copyfile(small_practice.path, path)
    shutil.copyfile(key_path(small_practice.path), key_path(path))
    return path


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "password.txt"
    path.write_bytes(f"\ufeff{PASSWORD}\r\n".encode())
    return path


@pytest.fixture
def do(maple, secret, capsys, monkeypatch):
    """Run a command as the manager, in this process."""
    monkeypatch.setattr(cli, "harden_process", lambda: None)

    def run(*words, practice=maple, user=USER, password=secret, as_json=True):
        given = ["--practice", str(practice), "--user", user, "--password-file", str(password)]
        code = cli.main([*given, *(["--json"] if as_json else []), *map(str, words)])
        told = capsys.readouterr()
        return Answer(code, told.out, told.err, json.loads(told.out) if as_json and told.out else {})

    return run


def opened(path):
    return practices.open_practice(path, USER, PASSWORD)


def assert_refused(answer, *words):
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.count("\n") == 1
    assert "Traceback" not in answer.err
    for word in words:
        assert word in answer.err


def test_an_account_tells_its_balances_and_why(do):
    facts = do("account", "a1001").facts
    assert (facts["patient_owes_cents"], facts["insurance_owes_cents"], facts["credit_cents"]) == (
        5628,
        16500,
        0,
    )
    assert "$56.28" in facts["sentence"]
    first, second = facts["items"]
    assert (first["billed_cents"], first["patient_owes_cents"]) == (16500, 5628)
    assert "$50.00 went to your deductible" in first["sentence"]
    assert second["insurance_owes_cents"] == 16500
    assert do("account", "A1002").facts["credit_cents"] == 3000


def test_an_account_speaks_spanish_to_people(do):
    answer = do("account", "A1001", "--language", "es", as_json=False)
    assert answer.out.splitlines()[0] == "A1001  Rivera, Ana"
    assert "deducible" in answer.out


def test_a_payment_goes_to_the_oldest_services_and_the_rest_waits(do):
    facts = do("payments", "take", "A1001", "60.00", "--method", "check", "--reference", "88").facts
    assert facts["receipt"] == 2
    assert facts["amount_cents"] == 6000
    assert [part["cents"] for part in facts["used"]] == [5628]
    assert (facts["kept_cents"], facts["patient_owes_cents"], facts["credit_cents"]) == (372, 0, 372)


def test_claims_are_printed_once_and_again_when_asked(do, tmp_path):
    out = tmp_path / "forms.pdf"
    facts = do("claims", "print", "--out", out).facts
    assert (facts["claims"], facts["pages"], facts["charged_cents"]) == (1, 1, 16500)
    assert facts["files"] == [{"path": str(out), "claims": 1, "pages": 1}]
    assert "HEALTH INSURANCE CLAIM FORM" in read_pages(out.read_bytes())[0]
    assert do("claims", "print", "--out", tmp_path / "none.pdf").facts["claims"] == 0
    again = do("claims", "print", "--out", tmp_path / "again.pdf", "--all", "--data-only")
    # The one printed before, and the answered one that was never printed here.
    assert again.facts["claims"] == 2
    words = read_pages((tmp_path / "again.pdf").read_bytes())[0]
    assert "RIVERA" in words
    assert "HEALTH INSURANCE" not in words


def test_claims_that_cannot_be_printed_are_named_on_the_cover_sheet(do, tmp_path):
    (tmp_path / "bare").mkdir()
    bare = make_small_practice(tmp_path / "bare", npi="").path
    answer = do("claims", "print", "--out", tmp_path / "forms.pdf", practice=bare)
    assert answer.code == 1
    assert answer.facts["claims"] == 0
    assert [each["claim"] for each in answer.facts["left_out"]] == [10002]
    assert answer.facts["cover_sheet"] == str(tmp_path / "forms-findings.pdf")
    (page,) = read_pages((tmp_path / "forms-findings.pdf").read_bytes())
    assert "10002" in page
    assert "NPI" in page
    assert not (tmp_path / "forms.pdf").exists()


def test_statements_are_issued_once_and_credit_is_named(do, tmp_path):
    out = tmp_path / "statements.pdf"
    answer = do("statements", "run", "--out", out)
    assert answer.code == 0
    assert (answer.facts["statements"], answer.facts["total_cents"]) == (1, 5628)
    assert answer.facts["credit_accounts"] == ["A1002"]
    (without,) = answer.facts["without"]
    assert (without["account"], without["credit_cents"]) == ("A1002", 3000)
    assert "credit" in without["sentence"]
    assert len(PdfReader(out).pages) == 1
    assert "$56.28" in read_pages(out.read_bytes())[0]
    again = do("statements", "run", "--out", tmp_path / "second.pdf")
    assert again.facts["statements"] == 0
    assert not (tmp_path / "second.pdf").exists()


def test_a_run_names_for_people_who_got_none_and_why(do, tmp_path):
    told = do("statements", "run", "--out", tmp_path / "s.pdf", as_json=False).out
    assert told.splitlines()[0] == "1 statements, $56.28."
    assert "A1002  Stone, Tom: $30.00 credit." in told


def test_an_existing_file_is_replaced_only_by_force(do, tmp_path):
    out = tmp_path / "forms.pdf"
    out.write_bytes(b"mine")
    assert_refused(do("claims", "print", "--out", out), "forms.pdf", "--force")
    assert out.read_bytes() == b"mine"
    assert do("claims", "print", "--out", out, "--force").facts["claims"] == 1
    assert out.read_bytes().startswith(b"%PDF")


def test_a_sound_practice_passes_its_check(do):
    answer = do("check")
    assert answer.code == 0
    assert answer.facts["checks"] >= 14
    assert answer.facts["faults"] == []


def test_damage_is_named_by_line_and_row(do, maple):
    practice = opened(maple)
    with maintenance():
        database.execute_sql("drop trigger payment_noupd")
        database.execute_sql("update payment set receipt_number = 9 where id = 1")
    practice.close()
    answer = do("check")
    assert answer.code == 1
    faults = {fault["check"]: fault["findings"] for fault in answer.facts["faults"]}
    assert {9, 14} <= set(faults)
    assert "payment_noupd" in str(faults[14])
    assert "FAULT   9" in do("check", as_json=False).out


def test_a_check_holds_the_trail_against_the_backups(do, tmp_path):
    (tmp_path / "backups").mkdir()
    do("backup", tmp_path / "backups")
    assert do("check", "--backups", tmp_path / "backups").code == 0
    assert_refused(do("check", "--backups", tmp_path / "nowhere"))


def test_a_backup_is_restored_to_the_cent(do, tmp_path):
    (tmp_path / "backups").mkdir()
    made = do("backup", tmp_path / "backups").facts
    assert made["patients_owe_cents"] == 5628
    assert made["ledger_sum_cents"] == 0
    elsewhere = tmp_path / "new" / "maple.plainbill"
    elsewhere.parent.mkdir()
    restored = do("restore", tmp_path / "backups", practice=elsewhere).facts
    assert restored["practice_file"] == str(elsewhere)
    assert restored["audit_head"] == made["audit_head"]
    assert do("account", "A1001", practice=elsewhere).facts["patient_owes_cents"] == 5628


def test_a_restore_keeps_what_lay_there(do, maple, tmp_path):
    (tmp_path / "backups").mkdir()
    do("backup", tmp_path / "backups")
    do("payments", "take", "A1001", "56.28", "--method", "cash")
    restored = do("restore", tmp_path / "backups").facts
    assert (maple.parent / restored["replaced"]).is_dir()
    assert do("account", "A1001").facts["patient_owes_cents"] == 5628


def test_an_export_counts_its_rows(do, tmp_path):
    facts = do("export", "csv", tmp_path / "out").facts
    assert facts["rows"]["patient"] == 2
    assert (tmp_path / "out" / "patient.csv").exists()
    assert_refused(do("export", "csv", tmp_path / "out"), "not empty")


def test_a_synthea_folder_becomes_a_practice(do, tmp_path):
    taken = tmp_path / "taken.plainbill"
    do("init", practice=taken)
    folder = Path(__file__).parent / "data" / "synthea_small"
    answer = do("import", "synthea", folder, "--as-of", "2020-06-01", practice=taken)
    assert answer.code == 1
    assert answer.facts["ties"] is True
    assert answer.facts["as_of"] == "2020-06-01"
    assert answer.facts["in_ledger"]["charges_cents"] == 81915
    assert answer.facts["in_ledger"]["outstanding_cents"] == 22203
    assert all(line["reason"] and line["keys"] for line in answer.facts["left"])
    assert do("check", practice=taken).code == 0
    run = do("statements", "run", "--out", tmp_path / "s.pdf", practice=taken).facts
    assert run["statements"] >= 5
    assert all(line["sentence"] for line in run["without"])


def test_a_list_of_procedures_comes_in_once(do, tmp_path):
    path = tmp_path / "fees.csv"
    path.write_text("fee,code,our name\n75.00,93000,Heart tracing\n0,93005,Heart tracing printed\n")
    tried = do("import", "procedures", path, "--dry-run")
    assert (tried.code, tried.facts["dry_run"], tried.facts["new"], tried.facts["left_out"]) == (
        1,
        True,
        1,
        1,
    )
    assert [found["field"] for found in tried.facts["findings"]] == ["line 3"]
    done = do("import", "procedures", path).facts
    assert (done["new"], done["changed"], done["unchanged"]) == (1, 0, 0)
    assert [(row["line"], row["code"], row["fee_cents"]) for row in done["rows"]] == [(2, "93000", 7500)]
    again = do("import", "procedures", path, as_json=False)
    assert "Imported: 0 new, 0 changed, 1 unchanged, 1 left out." in again.out
    assert "license from the AMA" in again.out
    assert do("check").code == 0
    path.write_text("fee,our name\n75.00,Heart tracing\n")
    assert_refused(do("import", "procedures", path), "No column of codes")
    assert_refused(do("import", "procedures", tmp_path / "none.csv"), "none.csv")


def test_an_official_file_is_tried_and_loaded(do, tmp_path):
    path = tmp_path / "ccipra-v323r0.txt"
    path.write_bytes(official_samples.pairs("99213 11111 20200101 * 1", "11111 22222 20200101 * 1"))
    tried = do("import", "official", path, "--dry-run")
    assert (tried.code, tried.facts["dry_run"], tried.facts["effective"]) == (0, True, "2026-10-01")
    assert (tried.facts["kind"], tried.facts["kept"], tried.facts["read"]) == ("ncci", 1, 2)
    done = do("import", "official", path).facts
    assert (done["release"], done["ends"], done["has_replaced"]) == ("2026 Q4", "2026-12-31", False)
    again = do("import", "official", path, "--effective", "2026-07-01", as_json=False)
    assert "NCCI code pairs 2026 Q3 were loaded" in again.out
    assert "Kept 1 of 2 pairs" in again.out
    assert do("check").code == 0


def test_an_official_file_that_lacks_something_says_what(do, tmp_path):
    path = tmp_path / "prairie.csv"
    path.write_bytes(official_samples.rates("99213,,104.20,"))
    assert "--effective DATE" in do("import", "official", path, "--dry-run", as_json=False).out
    assert_refused(do("import", "official", path), "first day")
    assert_refused(do("import", "official", path, "--effective", "2026-01-01"), "whose rates")
    whole = do("import", "official", path, "--effective", "2026-01-01", "--source", "Prairie Health")
    assert (whole.code, whole.facts["kept"]) == (0, 1)
    path.write_text("Dear colleagues")
    assert_refused(do("import", "official", path), "none of the files")


def test_a_folder_that_is_not_of_synthea(do, tmp_path):
    assert_refused(do("import", "synthea", tmp_path / "none"))
    assert_refused(do("import", "synthea", tmp_path))
    assert_refused(do("import", "synthea", tmp_path, "--as-of", "June"), "2026-06-30")


def test_a_practice_is_made_with_its_recovery_key_in_a_file(do, secret, tmp_path):
    path, recovery = tmp_path / "Elm Clinic.plainbill", tmp_path / "recovery.txt"
    facts = do("init", "--recovery-out", recovery, practice=path, user="nina").facts
    assert facts == {"practice_file": str(path), "user": "nina", "recovery_file": str(recovery)}
    assert "recovery_key" not in facts
    typed = practices.Recovery(recovery.read_text(), "nina", "a wholly new password")
    practices.recover_practice(path, typed).close()
    assert_refused(do("init", practice=path, user="nina"), "already there")
    assert_refused(do("init", "--recovery-out", recovery, practice=tmp_path / "x.plainbill"), "already there")
    assert not (tmp_path / "x.plainbill").exists()


def test_a_new_practice_shows_its_recovery_key_once(do, tmp_path):
    told = do("init", "--name", "Elm", practice=tmp_path / "elm.plainbill", as_json=False)
    assert "Recovery key: " in told.out


def test_a_weak_password_is_refused(do, tmp_path):
    weak = tmp_path / "weak.txt"
    weak.write_text("short")
    answer = do("init", practice=tmp_path / "elm.plainbill", password=weak)
    assert_refused(answer)
    assert not (tmp_path / "elm.plainbill").exists()


def test_a_demo_is_opened_only_if_it_is_one(maple, capsys):
    assert cli.main(["--demo", "--practice", str(maple), "check"]) == 2
    assert "not a demo practice" in capsys.readouterr().err


# Bad input: each ends with code 2 and one sentence.


def test_a_wrong_password(do, tmp_path):
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("something else entirely")
    assert_refused(do("check", password=wrong), "password is not right")


def test_an_unknown_user(do):
    assert_refused(do("check", user="nobody"), "nobody")


@pytest.mark.parametrize(
    ("content", "words"), [(None, "missing"), (b"", "empty"), (b"\xff\xfe\x00\xd8", "not a text file")]
)
def test_a_password_file_that_is_none(do, tmp_path, content, words):
    path = tmp_path / "other.txt"
    if content is not None:
        path.write_bytes(content)
    assert_refused(do("check", password=path), words)


def test_a_practice_that_is_not_there(do, tmp_path):
    assert_refused(do("check", practice=tmp_path / "none.plainbill"), "not there")
    assert_refused(do("check", practice=tmp_path / "no" / "none.plainbill"), "not there")


def test_a_foreign_file(do, maple):
    maple.write_bytes(os.urandom(20_000))
    assert_refused(do("check"), "damaged or belongs to another practice")


def test_a_plain_database(do, maple):
    maple.write_bytes(b"SQLite format 3\0" + bytes(20_000))
    assert_refused(do("check"), "unencrypted")


def test_a_file_cut_short(do, maple):
    maple.write_bytes(maple.read_bytes()[:100])
    assert_refused(do("check"), "cut short")


def test_a_damaged_key_file(do, maple):
    key_path(maple).write_text("{")
    assert_refused(do("check"), "damaged")


def test_a_missing_key_file(do, maple):
    key_path(maple).unlink()
    assert_refused(do("check"), "missing")


def test_a_newer_file(do, maple):
    practice = opened(maple)
    with maintenance():
        database.execute_sql(
            f"insert into {HISTORY}(name, applied) select '9999_future', applied from {HISTORY} limit 1"
        )
    practice.close()
    assert_refused(do("check"), "newer")


def test_a_second_program(do, maple):
    with PracticeLock(maple, "Rita Moss", datetime(2026, 11, 23, 9, tzinfo=UTC)):
        assert_refused(do("check"), "Rita Moss", "open already")


def test_a_network_folder(do, monkeypatch):
    monkeypatch.setattr(practice_file, "is_on_network", lambda path: True)
    assert_refused(do("check"), "network drive")


def test_a_cloud_folder(do, tmp_path):
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    assert_refused(do("init", practice=folder / "elm.plainbill"), "Dropbox")
    assert list(folder.iterdir()) == []


def test_a_full_disk(do, tmp_path, monkeypatch):
    usage = shutil._ntuple_diskusage(10**9, 10**9 - 1000, 1000)
    monkeypatch.setattr(practice_file.shutil, "disk_usage", lambda path: usage)
    assert_refused(do("init", practice=tmp_path / "elm.plainbill"), "The disk has 0 MB free")
    assert_refused(do("export", "csv", tmp_path / "out"), "The disk has 0 MB free")
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(do, tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o500)
    assert_refused(do("claims", "print", "--out", folder / "forms.pdf"), "read-only")
    assert_refused(do("init", practice=folder / "elm.plainbill"), "read-only")


def test_papers_into_a_folder_that_is_not_there(do, tmp_path):
    assert_refused(do("statements", "run", "--out", tmp_path / "no" / "s.pdf"), "not there")
    assert_refused(do("backup", tmp_path / "no"), "not there")
    assert_refused(do("export", "csv", tmp_path / "no" / "out"), "not there")
    assert do("statements", "run", "--out", tmp_path / "s.pdf").facts["statements"] == 1


def test_a_folder_without_backups(do, tmp_path):
    (tmp_path / "empty").mkdir()
    assert_refused(do("restore", tmp_path / "empty"), "missing")


def test_what_cannot_be_read(do):
    assert_refused(do("account", "A77"), "no account “A77”")
    assert_refused(do("payments", "take", "A1001", "12,3.4", "--method", "cash"), "not an amount")
    assert_refused(do("payments", "take", "A1001", "0.00", "--method", "cash"), "more than")
    assert_refused(do("payments", "take", "A1001", "1.00", "--method", "gold"), "--method")
    assert_refused(do("dance"), "dance")
    assert_refused(do("claims"), "COMMAND")


def test_nobody_is_named(maple, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", StringIO())
    assert cli.main(["--practice", str(maple), "check"]) == 2
    assert "Say who you are" in capsys.readouterr().err
    assert cli.main(["--practice", str(maple), "--user", USER, "check"]) == 2
    assert "--password-file" in capsys.readouterr().err


def test_a_fault_of_the_program_is_named_without_its_data(do, monkeypatch):
    def broken(*_):
        raise ValueError("Ana Rivera, born 1961")

    monkeypatch.setattr("app.cli_commands.explain_account", broken)
    answer = do("account", "A1001")
    assert_refused(answer, "ValueError", "test_cli.py")
    assert "Rivera" not in answer.err


# As a program of its own.


def start(*words, **settings):
    command = [sys.executable, "-m", "app.cli", *map(str, words)]
    root = Path(cli.__file__).parent.parent
    return subprocess.Popen(command, cwd=root, text=True, stderr=subprocess.PIPE, **settings)


def test_a_reader_that_has_gone_is_no_fault(maple, secret):
    reading, writing = os.pipe()
    os.close(reading)
    words = ("--practice", maple, "--user", USER, "--password-file", secret, "account", "A1001")
    program = start(*words, stdout=writing)
    os.close(writing)
    _, told = program.communicate(timeout=60)
    assert (program.returncode, told) == (0, "")


@pytest.fixture
def interruptible():
    """Let a program started here hear SIGINT, to which a job in the background is deaf with all it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
@pytest.mark.usefixtures("interruptible")
def test_stopping_leaves_one_sentence_and_nothing_half_done(tmp_path):
    program = start("demo", "--out", tmp_path / "demo", stdout=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not list((tmp_path / "demo").glob("*.plainbill")) and time.monotonic() < deadline:
        time.sleep(0.05)
    program.send_signal(signal.SIGINT)
    out, told = program.communicate(timeout=60)
    assert program.returncode == 2
    assert out == ""
    assert told.startswith("Stopped.")
    assert told.count("\n") == 1
    assert not (tmp_path / "demo" / "summary.json").exists()


@pytest.mark.slow
def test_the_demo_prints_its_papers_and_can_be_made_anew(tmp_path, capsys):
    folder = tmp_path / "demo"
    for _ in range(2):
        assert cli.main(["--json", "demo", "--out", str(folder)]) == 0
        facts = json.loads(capsys.readouterr().out)
        assert json.loads((folder / "summary.json").read_text()) == facts
        assert facts["claims"]["claims"] >= 20
        assert facts["statements"]["statements"] >= 50
        assert len(PdfReader(folder / "claim-forms.pdf").pages) == facts["claims"]["pages"]
        assert "DEMO" in read_pages((folder / "statements.pdf").read_bytes())[0]
    practice = folder / facts["practice_file"]
    assert cli.main(["--demo", "--practice", str(practice), "check"]) == 0
    capsys.readouterr()
    words = ("--json", "--demo", "--practice", str(practice))
    assert cli.main([*words, "claims", "print", "--out", str(tmp_path / "left.pdf")]) == 1
    assert json.loads(capsys.readouterr().out)["claims"] >= 10


def test_a_demo_does_not_touch_a_folder_with_other_files(tmp_path, capsys):
    (tmp_path / "thesis.txt").write_text("mine")
    assert cli.main(["demo", "--out", str(tmp_path)]) == 2
    assert "holds other files" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_claims_are_checked_without_being_printed(do, tmp_path):
    sound = do("claims", "scrub")
    assert sound.code == 0
    assert (sound.facts["checked"], sound.facts["ready"], sound.facts["needs_fixing"]) == (1, 1, 0)
    assert sound.facts["rules"]["NCCI-01"] == 1
    assert do("claims", "scrub", as_json=False).out.endswith("1 claim checked: 1 ready, 0 to fix.\n")
    assert do("claims", "print", "--out", tmp_path / "forms.pdf").facts["claims"] == 1
    assert do("claims", "scrub").facts["checked"] == 0
    assert do("claims", "scrub", "--all").facts["checked"] == 1


def test_a_faulty_claim_is_named_by_rule_and_box(do, tmp_path):
    (tmp_path / "bare").mkdir()
    bare = make_small_practice(tmp_path / "bare", npi="").path
    answer = do("claims", "scrub", practice=bare)
    assert answer.code == 1
    assert answer.facts["needs_fixing"] == 1
    (claim,) = answer.facts["claims"]
    found = {(each["rule"], each["box"]) for each in claim["findings"] if each["severity"] == "error"}
    assert found == {("PRV-01", "i33a")}
    assert "Rivera" not in answer.out
