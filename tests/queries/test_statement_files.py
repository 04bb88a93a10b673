"""The files of statement runs, the newest first."""

from app.domain.statements import StatementRules
from app.queries.statement_files import list_statement_files
from app.queries.statement_plans import list_statement_candidates
from app.services.statements import issue_statements
from tests.practice_fixtures import TODAY, adjusted, money


def test_a_file_tells_its_numbers_pages_and_amount(practice):
    for last in ("Rivera", "Chen"):
        visit = practice.a_visit(practice.an_insured_patient(last))
        parts = adjusted("PR-1 40.00", "CO-45 25.00")
        practice.an_answer(visit.claim_id, (visit.charge_ids[0], "140", "100", parts))
    accounts = [
        line.account_id for line in practice.session.ask(list_statement_candidates, StatementRules(), TODAY)
    ]
    issued = issue_statements(practice.session, accounts, StatementRules())
    (line,) = practice.session.ask(list_statement_files)
    assert (line.id, line.run_on, line.user) == (issued.files[0].file_id, TODAY, "Maria Lee")
    assert (line.statements, line.pages, line.amount) == (2, 2, money("80.00"))
    assert line.last_number == line.first_number + 1
    issue_statements(practice.session, accounts, StatementRules())
    assert len(practice.session.ask(list_statement_files)) == 1
