"""What a claim is filled from, asked in few statements: all the records around it, and no more than that."""

import pytest

from app.domain.errors import InputError
from app.models.claims import Claim
from app.models.database import database, select, writing
from app.models.joined_rows import JoinedRows
from app.models.ledger import Charge, Visit
from app.models.office import Place, Practice, Provider
from app.models.records import Patient, Payer, Plan, Policy
from app.queries.claim_contents import find_claim_content
from tests.claim_ways import answer, send
from tests.practice_fixtures import TODAY, adjusted
from tests.queries import test_no_scans

MOST_STATEMENTS = 6
FIRST_TABLES = (Claim, Visit, Patient, Policy, Plan, Payer, Practice, Provider, Place, Charge)


@pytest.mark.parametrize("table", FIRST_TABLES)
def test_a_joined_row_is_the_record_that_is_found_by_its_id(practice, table):
    patient = practice.an_insured_patient()
    practice.a_visit(patient, "99213", ("87880", "40.00"))
    rows = JoinedRows(f"{table._meta.table_name} x order by x.id", x=table).ask()
    assert rows
    for (row,) in rows:
        assert row.__data__ == table.get_by_id(row.id).__data__


def test_what_is_not_joined_is_none(practice):
    claim = practice.a_visit(practice.an_insured_patient(), provider=None).claim_id
    assert find_claim_content(claim).rendering.npi == ""
    with pytest.raises(InputError, match="not in this practice any more"):
        find_claim_content(claim + 1)


def test_a_claim_is_filled_from_its_records_in_a_handful_of_statements(practice, monkeypatch):
    patient = practice.an_insured_patient()
    claim = practice.a_visit(patient, "99213", ("87880", "40.00")).claim_id
    asked = []
    ask = database.execute_sql
    monkeypatch.setattr(database, "execute_sql", lambda sql, *rest: (asked.append(sql), ask(sql, *rest))[1])
    content = find_claim_content(claim)
    assert len(asked) <= MOST_STATEMENTS
    assert (content.patient.name.last, content.payer.name) == ("Rivera", "Prairie Health")
    assert [line.code for line in content.lines] == ["99213", "87880"]
    assert [str(line.charge) for line in content.lines] == ["165.00", "40.00"]
    assert content.lines[0].service_from == TODAY
    assert content.other_policy is None


def test_a_second_claim_names_the_payer_before_and_none_that_was_billed_wrongly(practice):
    patient = practice.an_insured_patient()
    practice.a_policy(patient, practice.lists.medigap, rank=2)
    visit = practice.a_visit(patient)
    send(practice, visit.claim_id)
    answer(
        practice,
        visit.claim_id,
        (visit.charge_ids[0], "100.00", "80.00", adjusted("CO-45 65.00", "PR-2 20.00")),
    )
    ((second,),) = select("select id from claim where rank = 2")
    content = find_claim_content(second)
    assert [earlier.payer.name for earlier in content.earlier_payers] == ["Prairie Health"]
    assert content.other_policy == content.earlier_payers[0].policy
    with writing():
        Claim.update(state="closed").where(Claim.id == visit.claim_id).execute()
    content = find_claim_content(second)
    assert content.earlier_payers == ()
    assert content.other_policy is not None


def test_a_claim_finds_its_records_by_their_indexes(practice, monkeypatch):
    claim = practice.a_visit(practice.an_insured_patient()).claim_id
    test_no_scans.test_a_question_finds_its_rows_by_an_index(
        practice, monkeypatch, find_claim_content, (claim,)
    )
