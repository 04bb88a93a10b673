"""The maker of a large practice for the benchmarks: 100,000 patients and 1,000,000 ledger entries by default.

Rows go in by executemany, past the use cases but through the ledger's own guards and triggers, and add up as
the database check demands. Each charge has one posting to the insurer and, but for one in five, an answer
that leaves a part to the patient. Account 1 has 2,000 entries.
"""

import random
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from app.models.database import database, writing
from app.models.key_slots import KdfCost
from app.services import office, practices
from app.services.practices import OpenPractice

FILE = "large.plainbill"
USER, PASSWORD = "maria", "correct horse battery"
CHEAP = KdfCost(1024, 1, 1)
SEED = 20261123
FIRST = ("Ana", "Luis", "Mara", "José", "Tom", "Ada", "Ben", "Eva", "Noé", "Ida", "Max", "Zoë", "Kim", "Roy")
SYLLABLES = (
    *("al", "an", "ber", "cas", "den", "el", "far", "gar", "hol", "is", "jen", "kel"),
    *("lor", "mon", "nor", "ost", "per", "quin", "ros", "sten", "tor", "ul", "ves", "wil"),
)
ENTRIES_OF_CHARGE, ENTRIES_OF_ANSWER, HEAVY_ENTRIES = 2, 4, 2000
BATCH = 5000


def make_large_practice(folder: Path, patients: int = 100_000, entries: int = 1_000_000) -> OpenPractice:
    """Make it in a folder and leave it open, signed in as the manager."""
    facts = {"name": "Large Practice", "npi": "1234567893", "tax_id": "123456789", "street": "1 Main St"}
    facts |= {"city": "Springfield", "state": "IL", "zip": "62704", "phone": "2175550100"}
    facts["pay_url"] = "https://pay.example.com/{statement}"
    first = practices.FirstUser(USER, "Maria Lee", PASSWORD)
    path = folder / FILE
    opened, _ = practices.create_practice(path, facts, first, cost=CHEAP, floor=CHEAP)
    session = opened.session
    provider = office.add_to_list(session, "provider", {"last": "Stone", "first": "Ada", "npi": "1234567893"})
    payer = office.add_to_list(session, "payer", {"name": "Prairie Health", "form_kind": "group"})
    plan = office.add_to_list(session, "plan", {"payer": payer, "name": "Prairie PPO"})
    office.keep_procedure(session, "99213", {"name": "Office visit", "name_es": "Visita al consultorio"})
    chance = random.Random(SEED)
    _write_people(patients, plan, chance)
    _write_ledger(patients, entries, (provider, session.today()), chance)
    return opened


def open_large_practice(folder: Path) -> OpenPractice:
    """Open it again."""
    return practices.open_practice(folder / FILE, USER, PASSWORD, cost=CHEAP, floor=CHEAP)


def _slices_of(rows):
    rows = iter(rows)
    while some := list(islice(rows, BATCH)):
        yield some


def _fill(sql: str, rows) -> None:
    for some in _slices_of(rows):
        with writing():
            database.connection().executemany(sql, some)


def _marks(table: str, columns: str) -> str:
    return f"insert into {table}({columns}) values ({', '.join('?' * len(columns.split(',')))})"


def _write_people(patients: int, plan: int, chance: random.Random) -> None:
    people = []
    for number in range(1, patients + 1):
        last = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))).title()
        born = date(1930, 1, 1) + timedelta(days=chance.randrange(34_000))
        phone = f"217{chance.randrange(10**7):07d}"
        people.append((number, last, chance.choice(FIRST), str(born), phone, f"{number} Oak St"))
    _fill(
        _marks("guarantor_account", "id, number, last, first, phone, street, city, state, zip"),
        (
            (n, f"A{1000 + n}", last, first, phone, street, "Springfield", "IL", "62704")
            for n, last, first, _, phone, street in people
        ),
    )
    _fill(
        _marks("patient", "id, number, account_id, last, first, birth_date, phone, street, city, state, zip"),
        (
            (n, f"P{1000 + n}", n, last, first, born, phone, street, "Springfield", "IL", "62704")
            for n, last, first, born, phone, street in people
        ),
    )
    _fill(
        _marks("policy", "id, patient_id, plan_id, rank, member_id, effective"),
        ((n, n, plan, 1, f"M{n:07d}", "2020-01-01") for n, *_ in people),
    )
    with writing():
        for counter in ("account", "patient"):
            database.execute_sql("update counter set value = ? where name = ?", (1000 + patients, counter))


def _charges(patients: int, entries: int):
    """Whose each charge is: account 1 first up to its 2,000 entries, then all others in turn."""
    each = ENTRIES_OF_CHARGE + ENTRIES_OF_ANSWER
    heavy = HEAVY_ENTRIES // each
    written, charge = 0, 0
    while written < entries:
        charge += 1
        whose = 1 if charge <= heavy + 1 else 2 + charge % (patients - 1)
        has_answer = whose == 1 or charge % 5 != 0
        written += each if has_answer else ENTRIES_OF_CHARGE
        yield charge, whose, has_answer


def _write_ledger(patients: int, entries: int, marks, chance: random.Random) -> None:
    provider, today = marks
    days = [today - timedelta(days=back) for back in range(120, 30, -1)]
    charges = [
        (charge, whose, has_answer, str(days[charge * len(days) // (entries // 4) % len(days)]))
        for charge, whose, has_answer in _charges(patients, entries)
    ]
    prices = [chance.randrange(4000, 40_000) for _ in charges]
    at = f"{today}T09:00:00+00:00"
    _fill(
        _marks("day_event", "day, event, user_id, at, last_posting"),
        ((str(day), "open", 1, at, 0) for day in days),
    )
    _write_visits(charges, prices, provider)
    _write_postings(charges, prices, at)
    _write_answers(charges, prices, at)


def _write_visits(charges, prices, provider: int) -> None:
    _fill(
        _marks("visit", "id, patient_id, provider_id, on_date, state"),
        ((charge, whose, provider, day, "done") for charge, whose, _, day in charges),
    )
    _fill(
        _marks(
            "charge",
            "id, visit_id, patient_id, provider_id, line_number, service_on, pos, code, pointers, units, "
            "cents",
        ),
        (
            (charge, charge, whose, provider, 1, day, "11", "99213", "A", 1, price)
            for (charge, whose, _, day), price in zip(charges, prices, strict=True)
        ),
    )
    _fill(
        _marks("claim", "id, number, visit_id, patient_id, policy_id, rank, state, created_on, answered_on"),
        (
            (
                charge,
                10_000 + charge,
                charge,
                whose,
                whose,
                1,
                "answered" if has_answer else "ready",
                day,
                day,
            )
            for charge, whose, has_answer, day in charges
        ),
    )
    _fill(
        _marks("claim_line", "claim_id, position, charge_id"), ((charge, 1, charge) for charge, *_ in charges)
    )
    with writing():
        database.execute_sql("update counter set value = ? where name = 'claim'", (10_000 + len(charges),))


def _shares(price: int) -> tuple[int, int, int]:
    """What the plan takes off, the insurer pays, and the patient owes: parts of the price."""
    off = price * 4 // 10
    paid = (price - off) * 7 // 10
    return off, paid, price - off - paid


def _write_postings(charges, prices, at: str) -> None:
    postings, rows = [], []
    for (charge, whose, has_answer, day), price in zip(charges, prices, strict=True):
        posting = 2 * charge - 1
        postings.append((posting, "charge", day, day, 1, at))
        rows.append((posting, "insurance_ar", whose, charge, whose, price))
        rows.append((posting, "revenue", whose, charge, None, -price))
        if has_answer:
            off, paid, owed = _shares(price)
            postings.append((posting + 1, "adjudication", day, day, 1, at))
            rows.append((posting + 1, "bank", whose, charge, None, paid))
            rows.append((posting + 1, "contractual", whose, charge, None, off))
            rows.append((posting + 1, "patient_ar", whose, charge, None, owed))
            rows.append((posting + 1, "insurance_ar", whose, charge, whose, -price))
    by_posting: dict[int, list] = {}
    for row in rows:
        by_posting.setdefault(row[0], []).append(row)
    for some in _slices_of(postings):
        with writing():
            connection = database.connection()
            connection.executemany(_marks("posting", "id, kind, posted_on, effective_on, user_id, at"), some)
            connection.executemany(
                _marks("entry", "posting_id, account, guarantor_id, charge_id, policy_id, cents"),
                [row for posting in some for row in by_posting[posting[0]]],
            )
            connection.executemany(_marks("seal", "posting_id"), [posting[:1] for posting in some])


def _write_answers(charges, prices, at: str) -> None:
    answered = [
        (charge, whose, day, *_shares(price), price)
        for (charge, whose, has_answer, day), price in zip(charges, prices, strict=True)
        if has_answer
    ]
    _fill(
        _marks("adjudication", "id, claim_id, policy_id, posting_id, received_on, paid_cents, user_id, at"),
        ((c, c, whose, 2 * c, day, paid, 1, at) for c, whose, day, _, paid, _, _ in answered),
    )
    _fill(
        _marks("adjudication_line", "adjudication_id, charge_id, allowed_cents, paid_cents"),
        ((c, c, price - off, paid) for c, _, _, off, paid, _, price in answered),
    )
    _fill(
        _marks("adjudication_adjustment", "adjudication_id, charge_id, group_code, reason_code, cents"),
        (
            row
            for c, _, _, off, _, owed, _ in answered
            for row in ((c, c, "CO", "45", off), (c, c, "PR", "1", owed))
        ),
    )
