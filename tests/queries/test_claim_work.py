"""The work lists of claims: each holds what belongs and leaves out what does not, to the cent and the day."""

from datetime import timedelta

import pytest

from app.domain.claim_corrections import WhatHappened
from app.domain.claim_life import explain_state
from app.domain.findings import Severity
from app.domain.form_grid import NO_OFFSET
from app.models.claims import Claim
from app.models.database import select, writing
from app.queries import claim_work
from app.queries.claim_checks import find_checked_claim
from app.queries.claim_faults import list_claim_faults
from app.queries.claim_filters import ClaimFilter
from app.queries.claims import find_claim, list_claim_lines, list_claims
from app.services.claim_batches import confirm_batch
from app.services.claim_corrections import correct_claim, hold_claim, release_claim
from app.services.claims import print_claims
from tests.claim_ways import answer, reject, send
from tests.practice_fixtures import TODAY, adjusted, money


def found(practice, asked):
    return practice.session.ask(list_claims, asked, practice.clock().date())


def line_of(practice, claim):
    return practice.session.ask(list_claim_lines, [claim])[0]


def words(practice, claim):
    return explain_state(line_of(practice, claim).standing)


def counts(practice, user=1):
    return practice.session.ask(claim_work.count_claim_work, user, practice.clock().date())


def test_a_claim_is_silent_the_day_after_its_answer_was_due(practice):
    late = practice.a_visit(practice.an_insured_patient("Rivera")).claim_id
    send(practice, late)
    practice.clock.move_to(TODAY + timedelta(days=1))
    in_time = practice.a_visit(practice.an_insured_patient("Chen")).claim_id
    send(practice, in_time)
    practice.clock.move_to(TODAY + timedelta(days=31))
    assert found(practice, claim_work.SILENT) == (late,)
    assert found(practice, ClaimFilter(silent=True, text="chen")) == ()
    assert counts(practice).silent == 1
    line = line_of(practice, late)
    assert (line.sent_on, line.answer_days, line.since) == (TODAY, 30, TODAY)
    practice.clock.move_to(TODAY + timedelta(days=30))
    assert found(practice, claim_work.SILENT) == ()


def test_a_claim_after_another_payer_may_be_filed_from_that_payers_answer(practice):
    on = TODAY - timedelta(days=170)
    patient = practice.an_insured_patient()
    practice.a_policy(patient, practice.lists.medigap, rank=2)
    visit = practice.a_visit(patient, on=on)
    send(practice, visit.claim_id)
    parts = adjusted("CO-45 65.00", "PR-2 20.00")
    answer(practice, visit.claim_id, (visit.charge_ids[0], "100.00", "80.00", parts))
    ((second,),) = select("select id from claim where rank = 2")
    (line,) = practice.session.ask(list_claim_lines, (second,))
    assert line.file_until == TODAY + timedelta(days=180)
    assert counts(practice).filing == 0
    assert second in practice.session.ask(list_claims, ClaimFilter(filing_within=180), TODAY)
    found = practice.session.ask(find_checked_claim, second, TODAY).findings
    assert not [each for each in found if each.rule.startswith("TFL")]


def test_a_filing_limit_is_near_from_thirty_days_before_it(practice):
    near = practice.a_visit(practice.an_insured_patient("Near"), on=TODAY - timedelta(days=150)).claim_id
    nearest = practice.a_visit(
        practice.an_insured_patient("Nearest"), on=TODAY - timedelta(days=177)
    ).claim_id
    practice.a_visit(practice.an_insured_patient("Far"), on=TODAY - timedelta(days=149))
    sent = practice.a_visit(practice.an_insured_patient("Sent"), on=TODAY - timedelta(days=170)).claim_id
    send(practice, sent)
    assert found(practice, claim_work.FILING) == (nearest, near)
    assert counts(practice).filing == 2
    assert line_of(practice, near).file_until == TODAY + timedelta(days=30)
    assert line_of(practice, nearest).file_until == TODAY + timedelta(days=3)
    assert line_of(practice, sent).file_until is None


def test_medicare_is_filed_within_a_year_to_the_day(practice):
    patient = practice.a_patient()
    practice.a_policy(patient, practice.lists.medicare, effective=TODAY.replace(year=2025))
    with writing():
        practice_payer = "update payer set line_of_business = 'medicare' where name = 'Medicare'"
        Claim._meta.database.execute_sql(practice_payer)
    claim = practice.a_visit(patient, on=TODAY.replace(year=2025)).claim_id
    assert found(practice, claim_work.FILING) == (claim,)
    assert line_of(practice, claim).file_until == TODAY


def test_a_held_claim_leaves_ready_and_cannot_be_printed(practice):
    held = practice.a_visit(practice.an_insured_patient("Rivera")).claim_id
    free = practice.a_visit(practice.an_insured_patient("Chen")).claim_id
    hold_claim(practice.session, held, 1, "waits for the operation note")
    assert found(practice, claim_work.HELD) == (held,)
    assert found(practice, claim_work.READY) == (free,)
    assert (counts(practice).held, counts(practice).held_ready) == (1, 1)
    assert words(practice, held) == "On hold"
    finding = practice.session.ask(find_checked_claim, held, TODAY).findings[0]
    assert (finding.severity, finding.rule) == (Severity.ERROR, "HELD")
    assert finding.text == "On hold: waits for the operation note."
    printed = print_claims(practice.session, [held, free], NO_OFFSET)
    assert printed.claim_ids == (free,)
    release_claim(practice.session, held, 2)
    assert found(practice, claim_work.HELD) == ()
    assert found(practice, claim_work.READY) == (held,)


def test_a_rejected_claim_needs_fixing_at_the_faulty_box_until_somebody_says_it_is_mended(practice):
    patient = practice.an_insured_patient()
    rejected = practice.a_visit(patient).claim_id
    other = practice.a_visit(practice.an_insured_patient("Chen")).claim_id
    send(practice, rejected, other)
    reject(practice, rejected)
    assert found(practice, claim_work.REJECTED) == (rejected,)
    assert counts(practice).rejected == 1
    assert words(practice, rejected) == "Rejected"
    (line,) = practice.session.ask(list_claim_faults, [rejected], TODAY)
    assert line.errors == 1
    detail = practice.session.ask(find_claim, rejected, patient, TODAY)
    (finding,) = detail.standing_findings
    assert (finding.field, finding.rule) == ("i1a", "REJECTED")
    assert finding.text == "Rejected (277CA): The member number is not known."
    assert [response.text for response in detail.responses] == ["The member number is not known."]
    correct_claim(practice.session, rejected, WhatHappened.REJECTED)
    assert found(practice, claim_work.REJECTED) == ()
    assert words(practice, rejected) == "Ready"
    assert practice.session.ask(list_claim_faults, [rejected], TODAY)[0].errors == 0


def test_what_claims_come_to_counts_from_the_day_they_were_sent(practice):
    first = practice.a_visit(practice.an_insured_patient("Rivera"), on=TODAY - timedelta(days=41)).claim_id
    second = practice.a_visit(practice.an_insured_patient("Chen"), "99214", "81002").claim_id
    totals = practice.session.ask(claim_work.find_claim_totals, (first, second))
    assert (totals.count, totals.amount) == (2, money("390.00"))
    assert totals.oldest == TODAY - timedelta(days=41)
    send(practice, first)
    totals = practice.session.ask(claim_work.find_claim_totals, (first,))
    assert (totals.count, totals.amount, totals.oldest) == (1, money("165.00"), TODAY)
    assert practice.session.ask(claim_work.find_claim_totals, ()).oldest is None


def test_a_line_says_where_its_claim_stands(practice):
    patient = practice.an_insured_patient()
    visit = practice.a_visit(patient)
    assert words(practice, visit.claim_id) == "Ready"
    printed = print_claims(practice.session, [visit.claim_id], NO_OFFSET)
    assert words(practice, visit.claim_id) == "Printed, not mailed"
    confirm_batch(practice.session, printed.batch_id, TODAY, "Certified mail")
    assert words(practice, visit.claim_id) == "Sent"
    (version,) = practice.session.ask(find_claim, visit.claim_id, patient, TODAY).versions
    assert (version.batch, version.kind, version.sent_on, version.method) == (
        1,
        "paper",
        TODAY,
        "Certified mail",
    )
    practice.an_answer(visit.claim_id, (visit.charge_ids[0], None, "0.00", adjusted("CO-29 165.00")))
    assert words(practice, visit.claim_id) == "Not paid"


@pytest.mark.parametrize("role", ["auditor"])
def test_the_lists_are_for_those_who_print_claims(practice, role):
    from app.domain.errors import RuleError

    with pytest.raises(RuleError, match="may not fill and print claim forms"):
        practice.session_of(role).ask(claim_work.count_claim_work, 4, TODAY)
