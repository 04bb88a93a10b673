"""The ledger guards itself: every attack by plain SQL is refused, and by the very guard that is there for it.

For each guard there is an attack that it alone stops: with the guard taken away the attack goes through.
Guards that another one doubles are listed with their double; the attack goes through once both are gone.
"""

import pytest

from app.models.database import database, maintenance
from tests.models.desk_guards import DESK_KEPT, DESK_SEEDS
from tests.models.dispute_guards import DISPUTE_KEPT, DISPUTE_SEEDS
from tests.models.guard_hands import drop, run, triggers_of, weaken
from tests.practice_fixtures import PracticeDesk

CLOSED, TODAY, FREE = "2026-11-23", "2026-11-24", "2026-11-26"


@pytest.fixture
def ledger(busy_practice) -> PracticeDesk:
    """A ledger with postings 1 to 7; posting 6 takes back 5; the 23rd is closed and the 24th open."""
    busy_practice.clock.pass_minutes(24 * 60)
    busy_practice.a_payment(1, "1.00")
    return busy_practice


def posting(number=90, day=TODAY, effective=None, kind="write_off", reverses="null", source="null"):
    return (
        "insert into posting(id, kind, posted_on, effective_on, reverses, source_key, user_id, at) "
        f"values ({number}, '{kind}', '{day}', '{effective or day}', {reverses}, {source}, 1, '')"
    )


def entry(
    cents, account="writeoff_small", *, charge="1", policy="null", payment="null", number=90, guarantor=1
):
    return (
        "insert into entry(posting_id, account, guarantor_id, charge_id, policy_id, payment_id, cents) "
        f"values ({number}, '{account}', {guarantor}, {charge}, {policy}, {payment}, {cents})"
    )


def seal(number=90):
    return f"insert into seal(posting_id) values ({number})"


def mirror(of, number=90):
    return (
        "insert into entry(posting_id, account, guarantor_id, charge_id, policy_id, payment_id, cents) "
        f"select {number}, account, guarantor_id, charge_id, policy_id, payment_id, -cents "
        f"from entry where posting_id = {of}"
    )


def event(day, what, last="(select max(id) from posting)"):
    return (
        "insert into day_event(day, event, user_id, at, last_posting) "
        f"values ('{day}', '{what}', 1, '', {last})"
    )


def month(key, what="close", last="(select max(id) from posting)"):
    return (
        "insert into month_event(month, event, user_id, at, reason, last_posting) "
        f"values ('{key}', '{what}', 1, '', 'x', {last})"
    )


def deposit(number=1, cents=100):
    """A deposit of payment 1 by posting 90, with its item."""
    return (
        posting(number=89 + number, kind="deposit"),
        entry(cents, "bank", charge="null", guarantor="null", number=89 + number),
        entry(-cents, "cash_drawer", charge="null", guarantor="null", number=89 + number),
        seal(89 + number),
        "insert into deposit(id, number, on_date, bank, cents, posting_id, user_id, at) "
        f"values ({number}, {number}, '{TODAY}', 'First Bank', {cents}, {89 + number}, 1, '')",
        f"insert into deposit_item(deposit_id, payment_id, cents) values ({number}, 1, {cents})",
    )


def charge(units=1, cents=100):
    return (
        "insert into charge(id, visit_id, patient_id, line_number, service_on, code, units, cents) "
        f"values (80, 1, 1, 9, '{TODAY}', '99213', {units}, {cents})"
    )


def payment(cents=100, method="cash", receipt=99):
    return (
        "insert into payment(id, receipt_number, account_id, received_on, method, cents, user_id, at) "
        f"values (80, {receipt}, 1, '{TODAY}', '{method}', {cents}, 1, '')"
    )


def again(table, key):
    return f"insert or replace into {table} select * from {table} where {key}"


PAIR = (entry(100), entry(-100, "patient_ar"))
GOOD = (posting(), *PAIR, seal())

# trigger -> attacks that it alone stops; an attack is the statements of one transaction
ATTACKS = {
    "posting_open": [
        (posting(day=CLOSED), *PAIR, seal()),
        (posting(day=FREE), *PAIR, seal()),
        (event(TODAY, "close"), *GOOD),
    ],
    "posting_effective": [(posting(effective=FREE), *PAIR, seal())],
    "posting_kind_known": [(posting(kind="gift"), *PAIR, seal())],
    "entry_concerns": [(posting(), entry(100, guarantor="null"), entry(-100, "patient_ar"), seal())],
    "day_in_order": [
        (event(TODAY, "open"),),
        (event(CLOSED, "close"),),
        (event(CLOSED, "open"), posting(day=CLOSED), *PAIR, seal()),
        (event(FREE, "close"),),
        (event(FREE, "reopen"), posting(day=FREE, effective=TODAY), *PAIR, seal()),
        (event(TODAY, "reopen"),),
    ],
    "posting_month_open": [
        (month("2026-10"), posting(effective="2026-10-15"), *PAIR, seal()),
        (month("2026-10"), posting(effective="2026-10-31"), *PAIR, seal()),
    ],
    "day_month_open": [(month("2026-12"), event("2026-12-01", "open"))],
    "month_in_order": [(month("2026-10", "reopen"),), (month("2026-10"), month("2026-10"))],
    "month_days_closed": [(month("2026-11"),)],
    "month_marks_ledger": [(month("2026-10", last="1"),), (month("2026-10", last="99"),)],
    "month_event_noupd": [
        (
            month("2026-10"),
            "update month_event set event = 'reopen'",
            posting(effective="2026-10-15"),
            *PAIR,
            seal(),
        )
    ],
    "month_event_nodel": [
        (month("2026-10"), "delete from month_event", posting(effective="2026-10-15"), *PAIR, seal())
    ],
    "deposit_item_once": [(*deposit(), *deposit(2))],
    "day_marks_ledger": [(event(CLOSED, "reopen", last="1"),), (event(TODAY, "close", last="99"),)],
    "entry_sealed": [(entry(100, number=1), entry(-100, "patient_ar", number=1)), (*GOOD, *PAIR)],
    "seal_balanced": [
        (posting(), entry(100), entry(-99, "patient_ar"), seal()),
        (posting(), entry(100), seal()),
        (posting(), seal()),
    ],
    "seal_mirrors": [
        (posting(reverses="3"), *PAIR, seal()),
        (posting(reverses="1"), mirror(1), *PAIR, seal()),
    ],
    "seal_reverses_once": [(posting(reverses="6"), mirror(6), seal())],
    "seal_not_overdrawn": [
        (posting(), entry(5000, "unapplied", payment="1"), entry(-5000, "patient_ar", payment="1"), seal()),
        (posting(), entry(1, "unapplied", payment="2"), entry(-1, "patient_ar", payment="2"), seal()),
        (
            posting(),
            entry(100, "unapplied", payment="1"),
            entry(-100, "cash_drawer"),
            seal(),
            *(
                posting(91),
                entry(1000, "unapplied", payment="1", number=91),
                entry(-1000, "cash_drawer", number=91),
                seal(91),
            ),
        ),
    ],
    "ledger_account_noupd": [("update ledger_account set name = 'Gifts' where code = 'refunds'",)],
    "ledger_account_nodel": [("delete from ledger_account where code = 'expense'",)],
    "day_event_noupd": [("update day_event set event = 'reopen' where event = 'close'",)],
    "day_event_nodel": [("delete from day_event where event = 'close'", posting(day=CLOSED), *PAIR, seal())],
    "charge_noupd": [("update charge set cents = 1",)],
    "charge_nodel": [(charge(), "delete from charge where id = 80")],
    "payment_noupd": [("update payment set method = 'other', cents = 1 where id = 1",)],
    "payment_nodel": [(payment(), "delete from payment where id = 80")],
    "posting_noupd": [
        ("update posting set reason = 'never mind' where id = 6",),
        ("update posting set posted_on = '2026-11-24' where id = 1",),
        ("update posting set reverses = null where id = 6",),
    ],
    "entry_noupd": [
        ("update entry set charge_id = 2 where posting_id = 1",),
        ("update entry set cents = cents * 2 where posting_id = 1",),
        (
            posting(),
            *PAIR,
            "update entry set account = 'refunds' where posting_id = 90 and cents > 0",
            seal(),
        ),
    ],
    "entry_nodel": [
        ("delete from entry where posting_id = 4",),
        (posting(), *PAIR, "delete from entry where posting_id = 90", *PAIR, seal()),
    ],
    "seal_noupd": [
        (
            posting(),
            *PAIR,
            "update seal set posting_id = 90 where posting_id = 1",
            *(
                entry(100, number=1),
                entry(-100, "patient_ar", number=1),
                seal(1),
            ),
        ),
    ],
    "seal_nodel": [
        (
            "delete from seal where posting_id = 1",
            entry(1, number=1),
            entry(-1, "patient_ar", number=1),
            seal(1),
        ),
    ],
}

# trigger -> (what doubles it, an attack that goes through when both are gone)
DOUBLED = {
    "posting_nodel": (
        ("entry_nodel", "seal_nodel"),  # and the references of both to the posting
        (
            "delete from entry where posting_id = 4",
            "delete from seal where posting_id = 4",
            "delete from posting where id = 4",
        ),
    ),
    "ledger_account_noreplace": (("ledger_account_nodel",), (again("ledger_account", "code = 'expense'"),)),
    "day_event_noreplace": (
        ("day_event_nodel", "day_in_order", "day_marks_ledger"),
        (again("day_event", "event = 'close'"),),
    ),
    "month_event_noreplace": (
        ("month_event_nodel", "month_in_order", "month_marks_ledger"),
        (month("2026-10"), again("month_event", "event = 'close'")),
    ),
    "charge_noreplace": (("charge_nodel",), (charge(), again("charge", "id = 80"))),
    "payment_noreplace": (("payment_nodel",), (payment(), again("payment", "id = 80"))),
    "posting_noreplace": (
        ("posting_nodel", "seal_nodel"),
        (posting(), again("posting", "id = 90"), *PAIR, seal()),
    ),
    "entry_noreplace": (("entry_nodel",), (posting(), *PAIR, again("entry", "posting_id = 90"), seal())),
    "seal_noreplace": (("seal_nodel",), (again("seal", "posting_id = 4"),)),
}

# name -> (table, the words taken out of its SQL, an attack that these words stop)
CONSTRAINTS = {
    "a posting needs its seal": (
        "posting",
        " references seal(posting_id) deferrable initially deferred",
        (posting(), *PAIR),
    ),
    "an effective day exists": (
        "posting",
        "check(date(effective_on) is effective_on)",
        (posting(effective="2026-02-30"), *PAIR, seal()),
    ),
    "an entry is not zero": (
        "entry",
        "check(cents <> 0 and abs(cents) <= 100000000)",
        (posting(), entry(0), entry(0, "patient_ar"), seal()),
    ),
    "an entry is at most a million dollars": (
        "entry",
        "check(cents <> 0 and abs(cents) <= 100000000)",
        (posting(), entry(100000001), entry(-100000001, "patient_ar"), seal()),
    ),
    "what patients owe is for a charge": (
        "entry",
        "check(account not in ('patient_ar', 'insurance_ar', 'collections_ar') or charge_id is not null)",
        (posting(), entry(100), entry(-100, "patient_ar", charge="null"), seal()),
    ),
    "what insurers owe is under a policy": (
        "entry",
        "check(account <> 'insurance_ar' or policy_id is not null)",
        (posting(), entry(100), entry(-100, "insurance_ar"), seal()),
    ),
    "credit comes from a payment": (
        "entry",
        "check(account <> 'unapplied' or payment_id is not null)",
        (posting(), entry(100), entry(-100, "unapplied"), seal()),
    ),
    "an entry is on a known account": (
        "entry",
        "references ledger_account(code)",
        (posting(), entry(100, "pocket"), entry(-100, "patient_ar"), seal()),
    ),
    "an entry is of a known guarantor": (
        "entry",
        "references guarantor_account(id)",
        (posting(), entry(100, guarantor=77), entry(-100, "patient_ar"), seal()),
    ),
    "an entry is of a known charge": (
        "entry",
        "references charge(id)",
        (posting(), entry(100, charge="77"), entry(-100, "patient_ar", charge="77"), seal()),
    ),
    "an entry is of a known payment": (
        "entry",
        "references payment(id)",
        (posting(), entry(100, payment="77"), entry(-100, "unapplied", payment="77"), seal()),
    ),
    "a charge is above zero": ("charge", "check(cents between 1 and 100000000)", (charge(cents=0),)),
    "a charge has units": ("charge", "check(units between 1 and 9999)", (charge(units=0),)),
    "a payment is above zero": ("payment", "check(cents between 1 and 100000000)", (payment(cents=-5),)),
    "a payment has a known method": (
        "payment",
        "check(method in ('cash', 'check', 'card', 'hsa', 'ach', 'other'))",
        (payment(method="barter"),),
    ),
    "a day event is a day": ("day_event", "check(date(day) is day)", (event("2026-02-30", "open"),)),
    "numbers are numbers": ("charge", "strict", (charge().replace(", 9,", ", 'ninth',"),)),
}
# A constraint that a trigger doubles: the kept balance of a charge cannot be of no charge.
ALSO_HELD = {"what patients owe is for a charge": "entry_sums"}
INDEXES = {
    "posting_source": (posting(source="'payment/1'"), *PAIR, seal()),
    "posting_reverses": (
        *(posting(reverses="1"), mirror(1), seal()),
        *(posting(91, reverses="1"), mirror(1, 91), seal(91)),
    ),
    "payment_receipt": (payment(receipt=1),),
}


LEDGER = ("ledger_account", "day_event", "month_event", "charge", "payment", "posting", "entry", "seal")


def test_an_honest_posting_goes_through(ledger):
    assert run(GOOD) is None


def test_every_guard_of_the_ledger_has_its_attack(ledger):
    assert triggers_of(*LEDGER) == {*ATTACKS, *DOUBLED, "entry_sums"} - {"deposit_item_once"}


@pytest.mark.parametrize(
    ("guard", "attack"), [(guard, attack) for guard, all_ in ATTACKS.items() for attack in all_]
)
def test_an_attack_is_refused_by_its_guard_alone(ledger, guard, attack):
    assert run(attack)
    drop(guard)
    assert run(attack) is None


@pytest.mark.parametrize("guard", DOUBLED)
def test_a_doubled_guard_is_held_by_its_double(ledger, guard):
    doubles, attack = DOUBLED[guard]
    assert run(attack)
    drop(guard)
    assert run(attack)
    drop(*(double for double in doubles if double != guard))
    assert run(attack) is None


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_an_attack_is_refused_by_its_constraint_alone(ledger, name):
    table, words, attack = CONSTRAINTS[name]
    assert run(attack)
    weaken(table, words)
    if name in ALSO_HELD:
        assert run(attack)
        drop(ALSO_HELD[name])
    assert run(attack) is None


@pytest.mark.parametrize("index", INDEXES)
def test_an_attack_is_refused_by_its_unique_index_alone(ledger, index):
    assert run(INDEXES[index])
    with maintenance():
        database.execute_sql(f"drop index {index}")
    assert run(INDEXES[index]) is None


def test_without_references_nothing_would_ask_for_a_seal(ledger):
    database.execute_sql("pragma foreign_keys=off")
    assert run((posting(), *PAIR)) is None


def test_replacing_needs_the_setting_that_fires_triggers(ledger):
    assert run((again("ledger_account", "code = 'expense'"),))
    drop("ledger_account_noreplace")
    database.execute_sql("pragma recursive_triggers=off")
    assert run((again("ledger_account", "code = 'expense'"),)) is None


def test_kept_balances_follow_each_entry(ledger):
    def kept():
        return [
            database.execute_sql(f"select coalesce(sum(cents), 0) from {table} where {where}").fetchone()[0]
            for table, where in (
                ("charge_balance", "charge_id = 1 and account = 'patient_ar'"),
                ("account_balance", "guarantor_id = 1 and account = 'unapplied'"),
                ("payment_balance", "payment_id = 1"),
            )
        ]

    assert kept() == [4628, -1100, -1000]
    use = (entry(300, "unapplied", payment="1"), entry(-300, "patient_ar", payment="1"))
    assert run((posting(), *use, seal())) is None
    assert kept() == [4328, -800, -700]
    drop("entry_sums")
    assert run((posting(91), *(part.replace("(90,", "(91,") for part in use), seal(91))) is None
    assert kept() == [4328, -800, -700]


# Append-only tables outside the ledger: (a harmless column, which row can be deleted but for the guard)
REQUEST = (
    "insert into approval_request(id, kind, content, hash, cents, reason, user_id, asked_at) "
    f"values (1, 'bad_debt', '{{}}', '{'0' * 64}', 5, 'why', 1, '')"
)
DECISION = (
    "insert into approval_decision(request_id, decision, hash, user_id, at) "
    f"values (1, 'rejected', '{'0' * 64}', 1, '')"
)
KEPT = {
    **DESK_KEPT,
    **DISPUTE_KEPT,
    "audit": ("reason = 'x'", "seq = 1"),
    "access": ("what = 'x'", "seq = 1"),
    "posting_kind": ("name = 'x'", "1"),
    "stored_file": ("name = 'x'", "kind = 'card'"),
    "contact": ("said = 'x'", "1"),
    "claim_line": ("position = position + 10", "1"),
    "claim_version": ("boxes = '{}'", "1"),
    "adjudication_line": ("paid_cents = 1", "1"),
    "adjudication_adjustment": ("cents = 1", "1"),
    "statement_item": ("cents = 1", "1"),
    "adjudication": ("paid_cents = 1", None),
    "adjudication_void": ("reason = 'x'", "1"),
    "statement": ("cents = 1", None),
    "statement_run": ("at = 'x'", None),
    "claim_batch": ("outbox_name = 'x'", "number = 900"),
    "claim_batch_event": ("note = 'x'", "1"),
    "claim_answer_file": ("name = 'x'", "sha256 = 'abc'"),
    "claim_response": ("text = 'x'", "1"),
    "claim_correction": ("note = 'x'", "1"),
    "claim_override": ("reason = 'x'", "1"),
    "guideline": ("note = 'x'", None),
    "guideline_review": ("note = 'x'", None),
    "guideline_review_end": ("note = 'x'", "1"),
    "advance_notice": ("reason = 'x'", "1"),
    "contract": ("note = 'x'", None),
    "contract_term": ("cents = 2", "1"),
    "approval_request": ("reason = 'x'", None),
    "approval_decision": ("note = 'x'", "1"),
    "refund": ("payee = 'x'", "1"),
    "returned_check": ("reason = 'x'", "1"),
    "credit_choice": ("note = 'x'", "1"),
    "deposit": ("bank = 'x'", None),
    "deposit_item": ("cents = 1", "1"),
    "drawer_count": ("initials = 'x'", "1"),
    "late_entry": ("reason = 'x'", "1"),
    "remittance": ("cents = 2", "1"),
    "remittance_void": ("reason = 'x'", "1"),
    "remittance_claim": ("paid_cents = 2", "1"),
    "remittance_adjustment": ("cents = 2", "1"),
    "remittance_step": ("cents = 2", "1"),
}
REMITTANCE = (
    "insert into remittance(id, file_id, position, name, payer_key, payer_name, trace, paid_on, cents, "
    f"claims, user_id, at) values (1, 1, 0, 'era.835', 'P', 'Prairie', 'EFT1', '{TODAY}', 1, 1, 1, '')"
)
BATCH = (
    "insert into claim_batch(id, number, kind, made_on, made_at, user_id, file_id, claims, cents) "
    f"values (900, 900, 'paper', '{TODAY}', '', 1, 1, 1, 1)"
)
# What the fixture has no row of is written first.
CONTRACT = (
    "insert into contract(id, chain_id, version, payer_id, effective, user_id, at) "
    f"values (900, 900, 1, 1, '{TODAY}', 1, '')",
    "insert into contract_term(contract_id, position, kind, cents) values (900, 1, 'fixed', 100)",
)
GUIDELINE = (
    "insert into guideline(id, chain_id, version, payer_id, referral, effective, user_id, at) "
    f"values (1, 1, 1, 1, 1, '{TODAY}', 1, '')",
    "insert into guideline_review(id, chain_id, guideline_id, cause, opened_at, user_id) "
    "values (1, 1, 1, 'manual', '', 1)",
    "insert into guideline_review_end(review_id, outcome, user_id, at) values (1, 'kept', 1, '')",
)
SEEDS = {
    **DESK_SEEDS,
    **DISPUTE_SEEDS,
    "contract": CONTRACT,
    "contract_term": CONTRACT,
    "claim_batch": (BATCH,),
    "claim_batch_event": (
        BATCH,
        "insert into claim_batch_event(batch_id, event, on_date, user_id, at) "
        f"values (900, 'confirmed', '{TODAY}', 1, '')",
    ),
    "claim_answer_file": (
        "insert into claim_answer_file(file_id, name, sha256, user_id, at) values (1, 'a.999', 'abc', 1, '')",
    ),
    "claim_response": (
        "insert into claim_response(claim_id, claim_version, kind, outcome, on_date, user_id, at) "
        f"values (1, 1, '277CA', 'rejected', '{TODAY}', 1, '')",
    ),
    "claim_correction": (
        "insert into claim_correction(claim_id, after_version, what_happened, code, user_id, at) "
        "values (1, 1, 'rejected', '1', 1, '')",
    ),
    "claim_override": (
        "insert into claim_override(claim_id, rule, field, reason, user_id, at) "
        "values (1, 'COV-03', '24.1.a_from_mm', 'by phone', 1, '')",
    ),
    "guideline": GUIDELINE,
    "guideline_review": GUIDELINE,
    "guideline_review_end": GUIDELINE,
    "advance_notice": (
        "insert into advance_notice(patient_id, codes, reason, estimate_cents, issued_on, file_id, user_id) "
        f"values (1, '87880', 'too often', 4000, '{TODAY}', 1, 1)",
    ),
    "adjudication_void": ("insert into adjudication_void values (1, null, 'appeal', 1, '')",),
    "deposit": deposit(),
    "deposit_item": deposit(),
    "drawer_count": (
        "insert into drawer_count(on_date, expected_cents, counted_cents, coins, initials, user_id, at) "
        f"values ('{TODAY}', 5, 5, '{{}}', 'RM', 1, '')",
    ),
    "late_entry": ("insert into late_entry(posting_id, user_id, reason, at) values (1, 1, 'late', '')",),
    "approval_request": (REQUEST, DECISION),
    "approval_decision": (REQUEST, DECISION),
    "refund": (
        REQUEST,
        "insert into refund(request_id, account_id, payee, method, check_number, cents, issued_on, user_id, "
        f"at) values (1, 1, 'Ana', 'check', '1187', 5, '{TODAY}', 1, '')",
    ),
    "returned_check": (
        "insert into returned_check(payment_id, returned_on, reason, user_id, at) "
        f"values (1, '{TODAY}', 'no funds', 1, '')",
    ),
    "credit_choice": (
        "insert into credit_choice(payment_id, choice, user_id, at) values (1, 'keep', 1, '')",
    ),
    "remittance": (REMITTANCE,),
    "remittance_void": (REMITTANCE, "insert into remittance_void values (1, 'twice', 1, '')"),
    "remittance_claim": (
        REMITTANCE,
        "insert into remittance_claim(remittance_id, position, charge_cents, paid_cents, content, verdict, "
        "action, is_open) values (1, 0, 1, 1, '[]', 'unknown', 'answer', 1)",
    ),
    "remittance_adjustment": (
        REMITTANCE,
        "insert into remittance_adjustment(remittance_id, position, cents, kind, is_open) "
        "values (1, 0, 1, 'other', 1)",
    ),
    "remittance_step": (
        REMITTANCE,
        "insert into remittance_step(remittance_id, kind, cents, user_id, at) values (1, 'note', 0, 1, '')",
    ),
}


@pytest.mark.parametrize("table", KEPT)
def test_what_is_kept_is_neither_edited_nor_deleted(ledger, table):
    change, row = KEPT[table]
    assert run(SEEDS.get(table, ())) is None
    edit, removal = (f"update {table} set {change}",), (f"delete from {table} where {row or '1'}",)
    assert run(edit)
    assert run(removal)
    drop(f"{table}_noupd", f"{table}_nodel")
    assert run(edit) is None
    # Where no row is named, rows of other tables that refer to it hold it as well.
    assert bool(run(removal)) is (row is None)


def test_a_patient_is_never_deleted(practice):
    practice.a_patient()
    assert "never deleted" in run(("delete from patient",))
    drop("patient_nodel")
    assert run(("delete from patient",)) is None


def test_every_append_only_table_is_attacked(ledger):
    guarded = {name.removesuffix("_noupd") for name in triggers_of() if name.endswith("_noupd")}
    assert guarded == {*KEPT, *LEDGER}


def test_the_same_money_is_kept_once_unless_it_was_taken_back(ledger):
    assert run((REMITTANCE,)) is None
    again = REMITTANCE.replace("values (1, 1, 0,", "values (2, 1, 1,")
    assert "posted before" in run((again,))
    assert run(("insert into remittance_void values (1, 'twice', 1, '')", again)) is None
