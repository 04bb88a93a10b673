"""An older practice's coverage rules become guidelines, each with its id, its chain, its dates and papers."""

import pytest
from peewee import DatabaseError
from playhouse.migrations import Runner
from playhouse.sqlcipher_ext import SqlCipherDatabase

from app.domain.guideline_entry import make_guideline
from app.domain.guidelines import Answer, Approval, Period, Status
from app.domain.service_counts import CountBy
from app.models.database import HISTORY, MIGRATIONS

BEFORE = "0016_remittances"
PLAIN = {"payer_id": 1, "effective": "2026-01-01", "user_id": 1, "at": "then"}
SECOND = {
    "codes": "97110",
    "most": 12,
    "count_by": "units",
    "period": "month",
    "effective": "2026-07-01",
    "ends": "2026-12-31",
    "note": "By portal",
    "source_title": "Bulletin",
    "source_page": "3",
    "confirmed_on": "2026-06-01",
    "review_on": "2026-08-30",
}
RULES = (
    {"chain_id": 1, "version": 1, "ask": "after", "codes": "97110", "most": 20},
    {"chain_id": 1, "version": 2, "ask": "after", **SECOND},
    {"chain_id": 2, "version": 1, "ask": "authorization"},
    {"chain_id": 3, "version": 1, "ask": "referral"},
    {"chain_id": 4, "version": 1, "ask": "not_covered"},
    {"chain_id": 5, "version": 1, "ask": "frequency", "most": 0, "period": "day"},
    {"chain_id": 5, "version": 2, "ask": "frequency", "most": 2, "withdrawn": 1},
)
PAPER = (
    "insert into stored_file(id, kind, subject, subject_id, name, media_type, sha256, size, content, "
    "added_at, user_id) values "
)
PAPERS = (
    "(1, 'payer_rule', 'coverage_rule', 1, 'bulletin.pdf', 'application/pdf', 'a', 1, x'41', 'then', 1)",
    "(2, 'card', 'policy', 1, 'card.pdf', 'application/pdf', 'b', 1, x'42', 'then', 1)",
)
OFFICE = (
    "insert into user(id, name, display_name, role, created_at) values (1, 'maria', 'Maria', 'manager', '')",
    "insert into payer(id, name) values (1, 'Prairie Health')",
)


@pytest.fixture
def older():
    """A practice of the program before, in memory, with rules and papers."""
    memory = SqlCipherDatabase(":memory:", passphrase="in memory only")
    memory.connect()
    Runner(memory, str(MIGRATIONS), table_name=HISTORY).up(BEFORE)
    for statement in (*OFFICE, *(PAPER + row for row in PAPERS)):
        memory.execute_sql(statement)
    for rule in RULES:
        facts = {**PLAIN, **rule}
        marks = ", ".join("?" * len(facts))
        memory.execute_sql(
            f"insert into coverage_rule({', '.join(facts)}) values ({marks})", [*facts.values()]
        )
    yield memory
    memory.close()


def carried(memory):
    """The guidelines after the step, by id."""
    Runner(memory, str(MIGRATIONS), table_name=HISTORY).up()
    cursor = memory.execute_sql("select * from guideline order by id")
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {
        row["id"]: make_guideline({**row, "payer": row["payer_id"], "plan": row["plan_id"]}) for row in rows
    }


def test_what_each_rule_asked_becomes_an_aspect_of_a_guideline(older):
    kept = carried(older)
    assert [(each.id, each.chain_id, each.version) for each in kept.values()] == [
        (1, 1, 1), (2, 1, 2), (3, 2, 1), (4, 3, 1), (5, 4, 1), (6, 5, 1), (7, 5, 2)
    ]  # fmt: skip
    assert [{aspect.value for aspect in each.aspects} for each in kept.values()] == [
        {"approval"}, {"approval"}, {"approval"}, {"referral"}, {"answer"}, {"frequency"}, {"frequency"}
    ]  # fmt: skip
    assert (kept[1].approval, kept[1].approval_after) == (Approval.AFTER, 20)
    assert (kept[3].approval, kept[3].approval_after) == (Approval.ALWAYS, None)
    assert kept[4].referral is True
    assert kept[5].answer is Answer.NOT_COVERED
    assert (kept[6].most, kept[6].period, kept[6].status) == (0, Period.DAY, Status.ACTIVE)
    assert kept[7].status is Status.WITHDRAWN


def test_dates_counts_sources_and_who_wrote_it_stay(older):
    second = carried(older)[2]
    assert (second.codes, second.count_by, second.period) == (("97110",), CountBy.UNITS, Period.MONTH)
    assert (str(second.effective), str(second.ends)) == ("2026-07-01", "2026-12-31")
    assert (second.note, second.source) == ("By portal", "Bulletin, page 3")
    assert (str(second.confirmed_on), str(second.review_on)) == ("2026-06-01", "2026-08-30")
    assert older.execute_sql("select user_id, at from guideline where id = 2").fetchall() == [(1, "then")]
    assert "coverage_rule" not in older.get_tables()


def test_the_papers_of_rules_go_with_them_and_no_file_can_be_edited_after(older):
    carried(older)
    rows = older.execute_sql("select id, kind, subject, subject_id, content from stored_file order by id")
    assert rows.fetchall() == [(1, "guideline", "guideline", 1, b"A"), (2, "card", "policy", 1, b"B")]
    with pytest.raises(DatabaseError, match="never edited"):
        older.execute_sql("update stored_file set name = 'x'")
