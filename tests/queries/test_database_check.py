"""Each line of the database check, met by one damage that no use case could do."""

import re
from datetime import date

import pytest

from app.domain.errors import RuleError
from app.domain.months import Month
from app.domain.trail import Anchor
from app.models.database import database, maintenance
from app.queries.database_check import TITLES, check_database
from app.queries.practice_facts import read_facts
from app.services import days, deposits, months
from app.services.claim_files import export_claims
from app.services.deposits import CountEntry, DepositEntry
from tests.partner_samples import a_claim, a_partner
from tests.practice_fixtures import MORNING


@pytest.fixture
def busy(busy_practice):
    """The busy practice with October closed, the drawer counted 5.00 over, and all of it deposited."""
    desk = busy_practice
    days.reopen_day(desk.session, date(2026, 11, 23), "to bring the money away")
    months.close_month(desk.session, Month(2026, 10))
    deposits.count_drawer(desk.session, CountEntry({2000: 1, 500: 1}, "RM", reason="not known"))
    deposits.make_deposit(desk.session, DepositEntry("First Bank", (1,), (1,)))
    days.close_day(desk.session, date(2026, 11, 23))
    return desk


def lines_of(practice, **named):
    return {line.number: line for line in practice.session.ask(check_database, **named)}


def broken(practice, **named):
    return {
        number: line.findings for number, line in lines_of(practice, **named).items() if not line.is_sound
    }


def damage(*statements):
    """Write what no door allows: guards away for a moment, references unchecked."""
    with maintenance():
        database.execute_sql("pragma foreign_keys=off")
        database.execute_sql("pragma writable_schema=on")
        guards = database.execute_sql("select * from sqlite_master where type = 'trigger'").fetchall()
        database.execute_sql("delete from sqlite_master where type = 'trigger'")
        database.execute_sql("pragma writable_schema=reset")
        for statement in statements:
            database.execute_sql(statement)
        database.execute_sql("pragma writable_schema=on")
        database.connection().executemany("insert into sqlite_master values (?, ?, ?, ?, ?)", guards)
        database.execute_sql("pragma writable_schema=reset")
        database.execute_sql("pragma foreign_keys=on")


def test_a_sound_practice_has_no_findings(busy):
    assert broken(busy) == {}


def test_claims_that_went_out_as_a_file_are_no_finding(practice):
    partner = a_partner(practice)
    export_claims(practice.session, partner, [a_claim(practice), a_claim(practice, "Chen")])
    assert broken(practice) == {}


def test_every_line_has_its_title_and_is_told_of(busy):
    told = []
    lines = busy.session.ask(check_database, lambda done, total, what: told.append((done, total)))
    assert [line.title for line in lines] == list(TITLES.values())
    assert told[-1] == (len(TITLES), len(TITLES))


DAY = "2026-11-23"
POSTING = (
    "insert into posting(id, kind, posted_on, effective_on, user_id, at) "
    "values (90, 'write_off', '{}', '{}', 1, '')"
)
SEAL = "insert into seal(posting_id) values (90)"
ENTRY = "insert into entry(posting_id, account, guarantor_id, charge_id, cents) values ({}, '{}', 1, {}, {})"

# line -> (what is done, how the finding must name it)
DAMAGES = {
    "1 entries apart from zero": (["update entry set cents = cents + 1 where id = 2"], 1, "ledger.0"),
    "2 a posting apart from zero": (["update entry set cents = cents + 1 where id = 2"], 2, "posting.1"),
    "2 a posting without entries": ([POSTING.format(DAY, DAY), SEAL], 2, "posting.90"),
    "3 a posting without its seal": (["delete from seal where posting_id = 2"], 3, "posting.2"),
    "4 a reversal that mirrors another amount": (
        ["update entry set cents = cents * 2 where posting_id = (select id from posting where reverses > 0)"],
        4,
        "posting.6",
    ),
    "4 a reversal of a reversal": (
        [
            "insert into posting(id, kind, posted_on, effective_on, reverses, user_id, at) "
            f"values (90, 'payment', '{DAY}', '{DAY}', 6, 1, '')",
            "insert into entry(posting_id, account, guarantor_id, payment_id, cents) "
            "select 90, account, guarantor_id, payment_id, -cents from entry where posting_id = 6",
            SEAL,
        ],
        4,
        "posting.90",
    ),
    "5 a payment of another amount": (["update payment set cents = 9900 where id = 1"], 5, "payment.1"),
    "5 more used than came in": (
        [
            "insert into entry(posting_id, account, guarantor_id, charge_id, payment_id, cents) "
            "values (4, 'unapplied', 1, 1, 1, 5000)"
        ],
        5,
        "payment.1",
    ),
    "5 a use that raises a balance": (
        ["update entry set cents = 300 where posting_id = 4 and account = 'patient_ar'"],
        5,
        "payment.1",
    ),
    "6 another amount than was stated": (
        ["update adjudication set paid_cents = 4612"],
        6,
        "adjudication.1",
    ),
    "6 taken back without its posting": (
        ["insert into adjudication_void values (1, 5, 'x', 1, '')"],
        6,
        "adjudication.1",
    ),
    "7 a kept balance of a charge": (
        ["update charge_balance set cents = 1 where account = 'insurance_ar' and charge_id = 2"],
        7,
        "charge.2",
    ),
    "7 a kept balance that went missing": (["delete from charge_balance where charge_id = 1"], 7, "charge.1"),
    "7 a kept balance of an account": (["update account_balance set cents = cents + 1"], 7, "account.1"),
    "7 a kept rest of a payment": (["delete from payment_balance where payment_id = 1"], 7, "payment.1"),
    "8 posted after the day was closed": (
        [
            POSTING.format(DAY, DAY),
            ENTRY.format(90, "patient_ar", 1, -100),
            ENTRY.format(90, "writeoff_small", 1, 100),
            SEAL,
        ],
        8,
        "posting.90",
    ),
    "8 posted on a day that never was": (
        ["update posting set posted_on = '2026-11-20', effective_on = '2026-11-20' where id = 1"],
        8,
        "posting.1",
    ),
    "9 a receipt that is missing": (["update payment set receipt_number = 3 where id = 2"], 9, "payment.2"),
    "9 a counter turned back": (["update counter set value = 1 where name = 'receipt'"], 9, "counter.0"),
    "10 a payment posted twice": (
        [
            "drop index posting_source",
            "insert into posting(id, kind, posted_on, effective_on, source_key, user_id, at) "
            f"values (90, 'payment', '{DAY}', '{DAY}', 'payment/1', 1, '')",
            "insert into entry(posting_id, account, guarantor_id, payment_id, cents) "
            "select 90, account, guarantor_id, payment_id, cents from entry where posting_id = 3",
            SEAL,
        ],
        10,
        "payment.1",
    ),
    "11 an audit row rewritten": (["update audit set reason = 'fine' where seq = 3"], 11, "audit.3"),
    "11 an audit row taken out": (["delete from audit where seq = 5"], 11, "audit.6"),
    "11 a look at a patient rewritten": (
        ["update access set user_name = 'rita' where seq = 1"],
        11,
        "access.1",
    ),
    "12 a reference to nothing": (["update charge set visit_id = 77 where id = 2"], 12, "charge.2"),
    "13 a kept file changed": (["update stored_file set content = x'00' where id = 3"], 13, "file.3"),
    "15 a page that is nobody's": (["update statement set first_page = 2, last_page = 2"], 15, "file.2"),
    "15 a statement that does not add up": (
        ["update statement_item set cents = cents - 1"],
        15,
        "statement.1",
    ),
    "16 a charge outside the ledger": (
        [
            "insert into charge(id, visit_id, patient_id, line_number, service_on, code, units, cents) "
            f"values (80, 1, 1, 3, '{DAY}', '99213', 1, 100)"
        ],
        16,
        "charge.80",
    ),
    "16 a charge of another amount": (["update charge set cents = 1 where id = 1"], 16, "charge.1"),
    "17 a deposit of another amount": (["update deposit set cents = 100"], 17, "deposit.1"),
    "17 a payment brought twice": (
        ["insert into deposit_item(deposit_id, payment_id, cents) values (1, 1, 2000)"],
        17,
        "payment.1",
    ),
    "17 a part of another amount": (
        ["update deposit_item set cents = 1000 where payment_id = 1"],
        17,
        "payment.1",
    ),
    "17 a number left out": (["update deposit set number = 3"], 17, "deposit.1"),
    "18 a count of another amount": (["update drawer_count set counted_cents = 2600"], 18, "drawer.1"),
    "18 money out of the drawer": (
        [
            POSTING.format(DAY, DAY),
            "insert into entry(posting_id, account, cents) values (90, 'cash_drawer', -500)",
            "insert into entry(posting_id, account, cents) values (90, 'expense', 500)",
            SEAL,
        ],
        18,
        "posting.90",
    ),
    "19 dated into a closed month": (
        [
            POSTING.format("2026-12-01", "2026-10-15"),
            ENTRY.format(90, "patient_ar", 1, -100),
            ENTRY.format(90, "writeoff_small", 1, 100),
            SEAL,
        ],
        19,
        "posting.90",
    ),
    "19 a day opened in a closed month": (
        [
            "insert into day_event(day, event, user_id, at, last_posting) "
            "values ('2026-10-15', 'open', 1, '', 4)"
        ],
        19,
        "month.1",
    ),
    "20 a kept sum": (["update month_event set closing_cents = 5, opening_cents = 5"], 20, "month.1"),
    "20 a month that opens elsewhere": (
        [
            "insert into month_event(month, event, user_id, at, last_posting, opening_cents, closing_cents) "
            "values ('2026-11', 'close', 1, '', 9, 700, 700)"
        ],
        20,
        "month.2",
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damage_is_named_with_line_and_id(busy, name):
    statements, number, field = DAMAGES[name]
    damage(*statements)
    found = broken(busy)
    assert field in [finding.field for finding in found[number]]
    finding = next(finding for finding in found[number] if finding.field == field)
    assert re.search(r"[A-Z].*\.$", finding.text)


@pytest.mark.parametrize("number", sorted(set(TITLES) - {14}))
def test_every_line_has_a_damage(number):
    assert any(line == number for _, line, _ in DAMAGES.values())


SCHEMA_DAMAGES = {
    "a guard taken away": ("drop trigger entry_noupd", "trigger.entry_noupd", "is missing"),
    "a foreign trigger": (
        "create trigger skim after insert on payment begin update setting set value = value; end",
        "trigger.skim",
        "is not of this program",
    ),
    "a view put before a table": ("create view shadow as select 1", "view.shadow", "is not of this program"),
    "an index that is gone": ("drop index posting_source", "index.posting_source", "is missing"),
}


@pytest.mark.parametrize("name", SCHEMA_DAMAGES)
def test_a_changed_guard_is_named(busy, name):
    statement, field, words = SCHEMA_DAMAGES[name]
    with maintenance():
        database.execute_sql(statement)
    (finding,) = broken(busy)[14]
    assert finding.field == field
    assert words in finding.text


def test_a_weakened_guard_is_named(busy):
    with maintenance():
        database.execute_sql("drop trigger posting_open")
        database.execute_sql(
            "create trigger posting_open before insert on posting when 0 begin select 1; end"
        )
    (finding,) = broken(busy)[14]
    assert (finding.field, finding.text) == ("trigger.posting_open", "The trigger posting_open was changed.")


def test_a_trail_whose_end_was_cut_is_seen_by_the_head_in_a_backup(busy):
    facts = read_facts(database.connection())
    anchor = Anchor(facts["audit_rows"], facts["audit_head"], MORNING)
    assert broken(busy, anchors=[anchor]) == {}
    damage(f"delete from audit where seq >= {anchor.seq}")
    assert 11 not in broken(busy)
    (finding,) = broken(busy, anchors=[anchor])[11]
    assert finding.field == f"audit.{anchor.seq}"


def test_many_findings_are_counted_not_listed(practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient)
    row = f"'{DAY}', '99213', 1, 100)"
    damage(
        *(
            "insert into charge(id, visit_id, patient_id, line_number, service_on, code, units, cents) "
            f"values ({number}, {visit.visit_id}, {patient}, 3, {row}"
            for number in range(200, 320)
        )
    )
    findings = broken(practice)[16]
    assert len(findings) == 101
    assert findings[-1].text == "And 20 more of this kind."


def test_a_line_that_cannot_be_checked_says_so_and_the_rest_goes_on(busy):
    damage("drop table payment_balance")
    found = broken(busy)
    assert "could not be checked" in found[7][-1].text
    assert {14} <= set(found)
    assert 11 not in found


def test_only_those_may_check_who_have_the_right(practice):
    with pytest.raises(RuleError, match="may not check the database"):
        practice.session_of("receptionist").ask(check_database)
    for role in ("biller", "auditor"):
        assert len(practice.session_of(role).ask(check_database)) == len(TITLES)


def test_a_reopened_day_is_no_finding(practice):
    patient = practice.an_insured_patient()
    practice.a_visit(patient)
    today = date(2026, 11, 23)
    days.close_day(practice.session, today)
    days.reopen_day(practice.session, today, "a late copay")
    practice.a_payment(1, "20.00")
    assert broken(practice) == {}
