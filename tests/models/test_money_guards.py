"""The guards of what stands around the ledger: requests, refunds, deposits, months, contracts, remittances.

As in `test_ledger_guards`, each attack is refused by the very guard that is there for it: without that guard
it goes through. The guards that another one doubles are named with their double.
"""

import pytest

from app.models.database import database, maintenance
from tests.models.guard_hands import checks_of, drop, run, triggers_of, unique_indexes_of, weaken
from tests.models.test_ledger_guards import (
    ATTACKS,
    CONSTRAINTS,
    DOUBLED,
    INDEXES,
    KEPT,
    LEDGER,
    PAIR,
    TODAY,
    charge,
    event,
    payment,
    posting,
    seal,
)

AROUND = (
    *("posting_kind", "approval_request", "approval_decision", "refund", "returned_check", "credit_choice"),
    *("drawer_count", "deposit", "deposit_item", "month_event", "late_entry", "contract", "contract_term"),
    *("remittance", "remittance_void", "remittance_claim", "remittance_adjustment", "remittance_step"),
)
HASH = "0" * 64
WHO = {"user_id": 1, "at": ""}
# A row of each table as it may be; what it refers to comes first.
ROWS = {
    "approval_request": {
        **{"id": 70, "kind": "bad_debt", "content": "{}", "hash": HASH, "cents": 5, "reason": "why"},
        **{"user_id": 1, "asked_at": "", "state": "waiting"},
    },
    "approval_decision": {
        "id": 70,
        "request_id": 70,
        "decision": "approved",
        "hash": HASH,
        "user_id": 2,
        "at": "",
    },
    "refund": {
        **{"id": 70, "request_id": 70, "account_id": 1, "payee": "Ana", "method": "check"},
        **{"check_number": "1187", "cents": 5, "state": "printed", "issued_on": TODAY, **WHO},
    },
    "returned_check": {"id": 70, "payment_id": 1, "returned_on": TODAY, "reason": "no funds", **WHO},
    "credit_choice": {"id": 70, "payment_id": 1, "choice": "keep", **WHO},
    "drawer_count": {
        **{"id": 70, "on_date": TODAY, "expected_cents": 5, "counted_cents": 5, "float_cents": 0},
        **{"coins": "{}", "reason": "", "initials": "RM", "posting_id": None, **WHO},
    },
    "deposit": {
        **{
            "id": 70,
            "number": 70,
            "on_date": TODAY,
            "bank": "First Bank",
            "cents": 5,
            "posting_id": 1,
            **WHO,
        },
    },
    "deposit_item": {"id": 70, "deposit_id": 70, "payment_id": 1, "count_id": None, "cents": 5},
    "month_event": {
        **{"seq": 70, "month": "2026-10", "event": "close", "reason": "x", "last_posting": 7, **WHO},
        **{"opening_cents": 1, "charged_cents": 2, "paid_cents": 1, "adjusted_cents": 1, "closing_cents": 1},
    },
    "late_entry": {"posting_id": 1, "reason": "late", **WHO},
    "contract": {
        **{"id": 70, "chain_id": 70, "version": 1, "payer_id": 1, "effective": TODAY, "ends": None},
        **{"lesser_of": 1, "bilateral_bp": 15000, "dispute_days": 30, **WHO},
    },
    "contract_term": {"contract_id": 70, "position": 1, "kind": "fixed", "cents": 5, "percent_bp": 9000},
    "remittance": {
        **{
            "id": 70,
            "file_id": 1,
            "position": 0,
            "name": "era.835",
            "payer_key": "P",
            "payer_name": "Prairie",
        },
        **{"trace": "EFT1", "paid_on": TODAY, "cents": 5, "claims": 1, **WHO},
    },
    "remittance_void": {"remittance_id": 70, "reason": "twice", **WHO},
    "remittance_claim": {
        **{"id": 70, "remittance_id": 70, "position": 0, "charge_cents": 5, "paid_cents": 5, "content": "[]"},
        **{"found_by": "", "verdict": "unknown", "action": "answer", "is_open": 1},
    },
    "remittance_adjustment": {
        **{"id": 70, "remittance_id": 70, "position": 0, "cents": 5, "kind": "other", "is_open": 1},
    },
    "remittance_step": {"id": 70, "remittance_id": 70, "kind": "note", "cents": 0, **WHO},
}
BEFORE = {
    "approval_decision": ("approval_request",),
    "refund": ("approval_request",),
    "deposit_item": ("deposit",),
    "contract_term": ("contract",),
    **{table: ("remittance",) for table in AROUND if table.startswith("remittance_")},
}
# table -> (how a CHECK begins, what breaks it and it alone)
BROKEN = {
    "approval_request": [
        ("check(kind in", {"kind": "gift"}),
        ("check(json_valid", {"content": "{"}),
        ("check(length(hash)", {"hash": "0"}),
        ("check(cents", {"cents": 0}),
        ("check(cents", {"cents": 100000001}),
        ("check(trim(reason)", {"reason": " "}),
        ("check(state", {"state": "lost"}),
    ],
    "approval_decision": [("check(decision", {"decision": "maybe"})],
    "refund": [
        ("check(payee", {"payee": ""}),
        ("check(method in", {"method": "cash"}),
        ("check(cents", {"cents": 0}),
        ("check(state", {"state": "lost"}),
        ("check(date(issued_on)", {"issued_on": "2026-02-30"}),
        ("check(method <> 'check'", {"check_number": ""}),
    ],
    "returned_check": [("check(date(returned_on)", {"returned_on": "2026-02-30"})],
    "credit_choice": [("check(choice", {"choice": "burn"})],
    "drawer_count": [
        ("check(date(on_date)", {"on_date": "2026-02-30"}),
        ("check(float_cents", {"float_cents": -1}),
        ("check(json_valid", {"coins": "{"}),
        ("check(trim(initials)", {"initials": " "}),
        ("check((expected_cents", {"counted_cents": 4, "reason": "short"}),
        ("check((expected_cents", {"posting_id": 1}),
        ("check(expected_cents = counted_cents or", {"counted_cents": 4, "posting_id": 1}),
    ],
    "deposit": [
        ("check(date(on_date)", {"on_date": "2026-02-30"}),
        ("check(trim(bank)", {"bank": " "}),
        ("check(cents", {"cents": 0}),
    ],
    "deposit_item": [
        ("check(cents", {"cents": 0}),
        ("check((payment_id", {"payment_id": None}),
    ],
    "month_event": [
        ("check(length(month)", {"month": "2026-13"}),
        ("check(event in", {"event": "shut"}),
        ("check(opening_cents", {"closing_cents": 2}),
    ],
    "late_entry": [("check(trim(reason)", {"reason": " "})],
    "contract": [
        ("check(date(effective)", {"effective": "2026-02-30"}),
        ("check(date(ends)", {"ends": "2027-02-30"}),
        ("check(lesser_of", {"lesser_of": 2}),
        ("check(bilateral_bp", {"bilateral_bp": 0}),
        ("check(dispute_days", {"dispute_days": 0}),
        ("check(ends is null", {"ends": "2026-01-01"}),
    ],
    "contract_term": [
        ("check(kind in", {"kind": "gift"}),
        ("check(cents", {"cents": 0}),
        ("check(percent_bp", {"percent_bp": 0}),
    ],
    "remittance": [("check(date(paid_on)", {"paid_on": "2026-02-30"})],
    "remittance_void": [("check(reason", {"reason": ""})],
    "remittance_claim": [
        ("check(json_valid", {"content": "["}),
        ("check(found_by", {"found_by": "luck"}),
        ("check(verdict", {"verdict": "fine"}),
        ("check(action", {"action": "burn"}),
        ("check(is_open", {"is_open": 2}),
    ],
    "remittance_adjustment": [("check(kind in", {"kind": "gift"}), ("check(is_open", {"is_open": 2})],
    "remittance_step": [("check(kind in", {"kind": "gift"})],
}


def insert(table, **changes):
    """The statement that writes the table's row, with some of its values changed."""
    values = {**ROWS[table], **changes}
    written = ", ".join("null" if value is None else repr(value) for value in values.values())
    return f"insert into {table}({', '.join(values)}) values ({written})"


def before(table):
    """The rows that a row of this table refers to."""
    return tuple(insert(name) for name in BEFORE.get(table, ()))


def late_reopening():
    """A month is closed, and opened again without a reason."""
    return (insert("month_event"), insert("month_event", seq=71, event="reopen", reason=" "))


# What no changed value alone can break: table, how the CHECK begins, the attack, and the double that must go.
ALONE = [
    ("month_event", "check(event = 'close'", late_reopening(), ()),
    (
        "approval_decision",
        "check(length(hash)",
        (*before("refund"), insert("approval_decision", hash="0")),
        ("approval_of_content",),
    ),
    ("day_event", "check(event in", (event(TODAY, "shut"),), ("day_in_order",)),
    ("charge", "check(date(service_on)", (charge().replace(f"'{TODAY}'", "'2026-02-30'"),), ()),
    ("payment", "check(date(received_on)", (payment().replace(f"'{TODAY}'", "'2026-02-30'"),), ()),
    (
        *("posting", "check(date(posted_on)"),
        (posting(day="2026-02-30", effective="2026-02-27"), *PAIR, seal()),
        ("posting_open",),
    ),
]
TWICE = {
    "refund_request": (*before("refund"), insert("refund"), insert("refund", id=71, check_number="1188")),
    "refund_check": (
        *before("refund"),
        insert("approval_request", id=71),
        insert("refund"),
        insert("refund", id=71, request_id=71),
    ),
    "returned_check_payment": (insert("returned_check"), insert("returned_check", id=71)),
    "deposit_number": (insert("deposit"), insert("deposit", id=71, posting_id=2)),
    "deposit_posting": (insert("deposit"), insert("deposit", id=71, number=71)),
    "contract_version": (insert("contract"), insert("contract", id=71)),
    "remittance_file": (insert("remittance"), insert("remittance", id=71, trace="EFT2")),
    "remittance_claim_place": (
        *before("remittance_claim"),
        insert("remittance_claim"),
        insert("remittance_claim", id=71),
    ),
    "remittance_adjustment_place": (
        *before("remittance_adjustment"),
        insert("remittance_adjustment"),
        insert("remittance_adjustment", id=71),
    ),
    "remittance_step_undoes": (
        *before("remittance_step"),
        insert("remittance_step"),
        insert("remittance_step", id=71, undoes=70),
        insert("remittance_step", id=72, undoes=70),
    ),
}
TRIGGERS = {
    "approval_not_own": (insert("approval_request"), insert("approval_decision", user_id=1)),
    "approval_of_content": (insert("approval_request"), insert("approval_decision", hash="1" * 64)),
    "remittance_once": (insert("remittance"), insert("remittance", id=71, position=1)),
}
# Replacing a row deletes the old one: the guard against deleting doubles the one against replacing.
REPLACED = ("drawer_count", "deposit", "deposit_item", "late_entry")
# What goes on of a row that is kept; all its other columns stand.
GOES_ON = {
    "approval_request": {"state", "version"},
    "refund": {"state", "version"},
    "remittance_claim": {"claim_id", "found_by", "verdict", "reasons", "is_open", "version"},
    "remittance_adjustment": {"kind", "claim_id", "reason", "is_open", "version"},
}


@pytest.fixture
def books(busy_practice):
    """Postings 1 to 7, with payments; the 23rd is closed and the 24th open."""
    busy_practice.clock.pass_minutes(24 * 60)
    busy_practice.a_payment(1, "1.00")
    return busy_practice


@pytest.mark.parametrize("table", ROWS)
def test_an_honest_row_is_taken(books, table):
    assert run((*before(table), insert(table))) is None


@pytest.mark.parametrize(
    ("table", "begins", "changes"), [(table, *each) for table, all_ in BROKEN.items() for each in all_]
)
def test_a_false_row_is_refused_by_its_check_alone(books, table, begins, changes):
    attack = (*before(table), insert(table, **changes))
    assert run(attack)
    weaken(table, check_that(table, begins))
    assert run(attack) is None


@pytest.mark.parametrize(("table", "begins", "attack", "doubles"), ALONE)
def test_an_attack_is_refused_by_its_check_and_its_double(books, table, begins, attack, doubles):
    assert run(attack)
    weaken(table, check_that(table, begins))
    if doubles:
        assert run(attack)
        drop(*doubles)
    assert run(attack) is None


def check_that(table, begins):
    """The one CHECK of a table that begins so."""
    (found,) = (check for check in checks_of(table) if check.startswith(begins))
    return found


@pytest.mark.parametrize("index", TWICE)
def test_a_second_one_is_refused_by_its_unique_index_alone(books, index):
    assert run(TWICE[index])
    with maintenance():
        database.execute_sql(f"drop index {index}")
    assert run(TWICE[index]) is None


@pytest.mark.parametrize("guard", TRIGGERS)
def test_an_attack_is_refused_by_its_trigger_alone(books, guard):
    assert run(TRIGGERS[guard])
    drop(guard)
    assert run(TRIGGERS[guard]) is None


@pytest.mark.parametrize("table", REPLACED)
def test_a_row_is_not_replaced_while_one_of_both_guards_stands(books, table):
    assert run((*before(table), insert(table))) is None
    attack = (f"insert or replace into {table} select * from {table}",)
    assert run(attack)
    other = ("deposit_item_once",) if table == "deposit_item" else ()
    drop(f"{table}_noreplace", *other)
    assert run(attack)
    drop(f"{table}_nodel")
    assert run(attack) is None


@pytest.mark.parametrize("table", GOES_ON)
def test_of_a_row_that_goes_on_every_other_column_stands(books, table):
    assert run((*before(table), insert(table))) is None
    columns = {name for _, name, *_ in database.execute_sql(f"pragma table_info({table})").fetchall()}
    for column in sorted(columns):
        assert bool(run((f"update {table} set {column} = {column}",))) is (column not in GOES_ON[table]), (
            column
        )


def test_every_check_of_the_ledger_and_around_it_is_attacked(books):
    attacked = {(table, words) for table, words, _ in CONSTRAINTS.values() if words.startswith("check")}
    attacked |= {(table, check_that(table, begins)) for table, all_ in BROKEN.items() for begins, _ in all_}
    attacked |= {(table, check_that(table, begins)) for table, begins, _, _ in ALONE}
    assert {(table, check) for table in {*LEDGER, *AROUND} for check in checks_of(table)} == attacked


def test_every_unique_index_of_the_ledger_and_around_it_is_attacked(books):
    assert unique_indexes_of(*LEDGER, *AROUND) == {*INDEXES, *TWICE}


def test_every_trigger_around_the_ledger_is_attacked(books):
    kept = {f"{table}_{what}" for table in KEPT for what in ("noupd", "nodel")}
    replaced = {f"{table}_noreplace" for table in REPLACED}
    assert triggers_of(*AROUND) <= {*ATTACKS, *DOUBLED, *TRIGGERS, *kept, *replaced}
