"""A Synthea folder comes over to the cent, up to any date, once only; what stays out is named.

The folder `tests/data/synthea_small` is of our own making; its sums were added up by hand.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import InputError, RuleError
from app.domain.import_report import LedgerSums
from app.domain.money import Money
from app.domain.rights import Role
from app.domain.statements import StatementRules
from app.models.database import select
from app.models.key_slots import KdfCost
from app.models.practice_file import key_path
from app.queries.account_summaries import find_account
from app.queries.claim_contents import find_claim_content
from app.queries.statement_plans import list_statement_candidates
from app.services import practices, statements
from app.services.session import Session, SignedIn
from app.services.synthea_import import import_synthea

SMALL = Path(__file__).resolve().parent.parent / "data" / "synthea_small"
JUNE = date(2020, 6, 1)
QUICK = KdfCost(1024, 1, 1)
FILES = (
    *("patients", "payers", "payer_transitions", "providers"),
    *("organizations", "encounters", "claims", "claims_transactions"),
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """An empty practice, closed, to be copied."""
    facts = {"name": "Taken Over", "street": "1 Main St", "city": "Quincy", "state": "MA", "zip": "02169"}
    first = practices.FirstUser("maria", "Maria Lee", "correct horse battery")
    path = tmp_path_factory.mktemp("empty") / "taken.plainbill"
    practice, _ = practices.create_practice(path, facts, first, cost=QUICK, floor=QUICK)
    practice.close()
    return path


@pytest.fixture
def session(empty, tmp_path):
    path = tmp_path / "taken.plainbill"
    shutil.copyfile(empty, path)
    shutil.copyfile(key_path(empty), key_path(path))
    practice = practices.open_practice(path, "maria", "correct horse battery", cost=QUICK, floor=QUICK)
    yield practice.session
    practice.close()


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(SMALL, tmp_path / "folder"))


def cents(sums):
    return {name: getattr(sums, name).cents for name in LedgerSums.__slots__}


def counted(lines):
    return {(line.what, line.reason): (line.count, line.amount.cents) for line in lines}


def keys(lines, reason):
    return [key for line in lines if line.reason == reason for key in line.keys]


def owed_by_first_name():
    rows = select(
        "select t.first, b.account, b.cents from account_balance b join patient t on t.account_id = "
        "b.guarantor_id where b.cents <> 0 order by t.id, b.account"
    )
    return [(first, account, amount) for first, account, amount in rows]


def test_every_cent_until_a_date_is_in_the_ledger(session):
    report = import_synthea(session, SMALL, JUNE)
    assert report.ties
    # 100.00 + 10.01 + 60.00 + 129.16 + 77.49 + 200.00 + 50.00 + 40.00 + 77.49 + 30.00 + 45.00
    # 40.62 + 29.99 + 7.50 + 150.00 + 30.00 + 24.00; 100.00 + 10.01 + 75.00 + 40.00 + 80.00
    assert cents(report.in_ledger) == {
        "charges": 81915,
        "insurer_payments": 28211,
        "patient_payments": 30501,
        "adjustments": 1000,
        "transfers": 12704,
        "outstanding": 22203,
    }
    assert cents(report.left_out) == {
        "charges": 0,
        "insurer_payments": 9900,
        "patient_payments": 700,
        "adjustments": 0,
        "transfers": 0,
        "outstanding": -10600,
    }
    assert cents(report.in_folder - report.left_out) == cents(report.in_ledger)
    assert select("select sum(cents) from entry") == [(0,)]


def test_what_is_open_lies_with_whom_the_folder_says(session):
    import_synthea(session, SMALL, JUNE)
    assert owed_by_first_name() == [
        ("Ada1", "patient_ar", 6000),
        ("Ben2", "patient_ar", 1354),
        ("Cara3", "patient_ar", 2000),
        ("Dan4", "insurance_ar", 5000),
        ("Dan4", "patient_ar", 600),
        ("Eve5", "patient_ar", 3000),
        ("Eve5", "unapplied", -251),
        ("Finn6", "patient_ar", 4500),
    ]


def test_postings_are_of_today_and_keep_their_own_dates(session):
    import_synthea(session, SMALL, JUNE)
    assert select("select distinct posted_on from posting") == [(str(session.today()),)]
    assert select("select min(effective_on), max(effective_on) from posting") == [
        ("2019-06-07", "2020-05-09")
    ]
    assert select("select sum(cents) from account_balance where account = 'cash_drawer'") == [(None,)]
    assert select("select count(*) from entry where account = 'cash_drawer'") == [(0,)]


def test_five_statements_come_out_right_to_the_cent(session):
    import_synthea(session, SMALL, JUNE)
    candidates = session.ask(list_statement_candidates, StatementRules(), session.today())
    owes = {line.name: str(line.owes) for line in candidates if line.is_included}
    assert owes == {
        "Small10, Ada1": "60.00",
        "Small20, Ben2": "13.54",
        "Núñez30, Cara3": "20.00",
        "Small40 Jr, Dan4": "6.00",
        "Small50, Eve5": "30.00",
    }
    assert {line.name: line.reason for line in candidates if line.reason} == {"Small60, Finn6": "bad_address"}
    due = [line.account_id for line in candidates if line.is_included]
    issued = statements.issue_statements(session, due, StatementRules())
    assert (issued.count, issued.amount, issued.findings) == (5, Money(12954), ())
    assert select("select cents from statement order by account_id") == [
        (6000,),
        (1354,),
        (2000,),
        (600,),
        (3000,),
    ]


def test_a_line_shows_both_insurers_and_the_copay(session):
    import_synthea(session, SMALL, JUNE)
    (cara,) = select("select account_id from patient where first = 'Cara3'")[0]
    settled, opened = session.ask(find_account, cara).items
    assert [(answer.payer, answer.paid.cents) for answer in settled.answers] == [
        ("Medicare", 2999),
        ("Bay Supplement", 750),
    ]
    assert (settled.patient_paid.cents, settled.patient_owes.cents, settled.is_open) == (4000, 0, False)
    assert [answer.paid.cents for answer in opened.answers] == [15000, 3000]
    assert (opened.patient_owes.cents, opened.insurance_owes.cents) == (2000, 0)


def test_what_the_folder_does_not_hold_stays_empty(session):
    import_synthea(session, SMALL, JUNE)
    ((claim,),) = select("select id from claim where state = 'ready'")
    content = session.ask(find_claim_content, claim)
    assert content.diagnoses == ()
    assert content.lines[0].rendering_npi == ""
    assert content.patient.address.state == "MA"
    assert select("select zip from payer where name = 'North Mutual'") == [("06156",)]
    assert select("select count(*) from provider where npi <> ''") == [(0,)]


def test_what_is_changed_and_left_is_named_with_its_reason(session):
    report = import_synthea(session, SMALL, JUNE)
    assert counted(report.changed) == {
        ("charges", "rounded half-up to the cent; together this added 0.010 dollars"): (1, 1001),
        ("payments", "rounded half-up to the cent; together this added 0.010 dollars"): (1, 1001),
        ("patients", "the state is written as its two letters"): (6, 0),
        ("payments", "more than was owed: the rest is the patient’s credit"): (1, 251),
        ("policies", "a policy of one day, known from the claim only"): (1, 0),
    }
    assert counted(report.left) == {
        ("charges", "an amount of zero"): (1, 0),
        ("charges", "its claim is not in the folder"): (1, 500),
        ("charges", "its patient was left out"): (1, 1200),
        ("other rows", "a type of row that is not known"): (1, 200),
        ("patients", "dated after the day of the import"): (1, 0),
        ("payments", "a method of payment that is not known"): (1, 100),
        ("payments", "dated after the day of the import"): (6, 17454),
        ("payments", "its patient was left out"): (1, 1200),
        ("payments", "more than is open on its charge"): (1, 9900),
        ("payments", "no charge before it that it could belong to"): (1, 700),
        ("rows", "it has more or fewer cells than the header"): (1, 0),
        ("rows", "“abc” is not a number"): (1, 0),
        ("rows", "“2020-13-40T08:00:00Z” is not a date"): (1, 0),
    }
    assert keys(report.left, "“abc” is not a number") == ["claims_transactions.csv line 51"]
    assert keys(report.left, "more than is open on its charge") == ["t34"]


def test_every_row_is_taken_or_left(session):
    report = import_synthea(session, SMALL, JUNE)
    rows = [line.split(",")[0] for line in (SMALL / "claims_transactions.csv").read_text().splitlines()]
    named = {key for line in (*report.taken, *report.left) for key in line.keys}
    broken = {"t50", "t51", "short"}
    assert set(rows[1:]) - broken <= named


def test_a_second_run_adds_nothing(session):
    first = import_synthea(session, SMALL, JUNE)
    before = select("select count(*) from posting")
    second = import_synthea(session, SMALL, JUNE)
    assert second.taken == ()
    assert select("select count(*) from posting") == before
    assert second.in_ledger == first.in_ledger
    assert second.ties


def test_a_later_date_takes_what_is_new_and_ends_as_one_run_would(session):
    import_synthea(session, SMALL, JUNE)
    report = import_synthea(session, SMALL)
    assert report.ties
    assert counted(report.taken)["payments", ""] == (7, 18654)
    # 819.15 + 12.00 charged; 282.11 by insurers; 305.01 + 174.54 + 12.00 by patients; 10.00 taken off
    assert cents(report.in_ledger) == {
        "charges": 83115,
        "insurer_payments": 28211,
        "patient_payments": 49155,
        "adjustments": 1000,
        "transfers": 12704,
        "outstanding": 4749,
    }
    assert owed_by_first_name() == [("Dan4", "insurance_ar", 5000), ("Eve5", "unapplied", -251)]
    assert select("select deceased_on from patient where first = 'Finn6'") == [("2020-08-01",)]


def test_columns_may_be_more_fewer_or_in_another_order(session, folder):
    path = folder / "patients.csv"
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    turned = ["EXTRA," + ",".join([*reversed(row[:5]), *row[6:]]) for row in rows]
    turned = [turned[0], *(line.replace("EXTRA", "x") for line in turned[1:])]
    path.write_text("\ufeff" + "\n".join(turned) + "\n", encoding="utf-8")
    report = import_synthea(session, folder, JUNE)
    assert report.ties
    assert report.in_ledger.outstanding == Money(22203)


def test_a_column_that_is_not_there_is_named(session, folder):
    path = folder / "organizations.csv"
    path.write_text("Id,NAME\no1,QUINCY CLINIC\n", encoding="utf-8")
    report = import_synthea(session, folder, JUNE)
    assert "organizations.csv: ADDRESS" in keys(report.left, "not in the folder, so the field stays empty")


def test_a_cancelled_run_leaves_whole_patients_and_is_taken_up_again(session):
    class Cancelled(Exception):
        pass

    def stop_after_two(done, _total, _what):
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_synthea(session, SMALL, JUNE, stop_after_two)
    assert select("select count(*) from patient") == [(2,)]
    assert owed_by_first_name() == [("Ada1", "patient_ar", 6000), ("Ben2", "patient_ar", 1354)]
    assert import_synthea(session, SMALL, JUNE).in_ledger.outstanding == Money(22203)


@pytest.mark.parametrize("name", FILES)
def test_a_folder_without_one_of_its_files_is_refused(session, folder, name):
    (folder / f"{name}.csv").unlink()
    with pytest.raises(InputError, match=rf"has no {name}\.csv\. Nothing was imported\."):
        import_synthea(session, folder)
    assert select("select count(*) from patient") == [(0,)]


@pytest.mark.parametrize("content", [b"\x00\xff\xfe garbage \x80", b"", b"Id\n", b'"open,\n', b"a,b\n1,2\n"])
def test_a_file_of_garbage_is_refused_in_one_sentence(session, folder, content):
    (folder / "patients.csv").write_bytes(content)
    with pytest.raises(InputError, match=r"patients\.csv .*Nothing was imported\."):
        import_synthea(session, folder)
    assert select("select count(*) from patient union all select count(*) from payer") == [(0,), (0,)]


def test_a_path_that_is_no_folder_is_refused(session):
    with pytest.raises(InputError, match=r"is not a folder\. Nothing was imported\."):
        import_synthea(session, SMALL / "patients.csv")


def test_only_a_manager_may_import(session):
    biller = Session(SignedIn(1, "maria", "Maria Lee", Role.BILLER))
    with pytest.raises(RuleError, match="import data"):
        import_synthea(biller, SMALL)
