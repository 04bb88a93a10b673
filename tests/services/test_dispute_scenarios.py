"""Scenarios 3 and 5 as use cases, to the cent and to the day: denial, packet, and what came of it."""

import json
from datetime import date

import pytest

from app.domain.approvals import RequestKind
from app.domain.claim_corrections import WhatHappened
from app.domain.disputes.cases import CaseKind, FactKind, Lane, Stage
from app.domain.disputes.deadline_rules import DeadlineKind
from app.domain.disputes.deadlines import warning_days
from app.domain.disputes.guidance import Action
from app.domain.disputes.outcomes import Result
from app.domain.findings import Severity
from app.models.approvals import ApprovalRequest
from app.models.claims import Adjudication
from app.models.database import select
from app.models.dispute_papers import DisputePacket
from app.models.records import Payer, Policy
from app.queries.account_summaries import find_account
from app.queries.claim_checks import find_checked_claim
from app.queries.database_check import check_database
from app.queries.dispute_proposals import list_proposals
from app.queries.disputes import find_case
from app.queries.kept_files import find_kept_file
from app.services.adjudications import reverse_adjudication
from app.services.authorizations import register_authorization
from app.services.claim_answers import read_answer_file
from app.services.claim_corrections import correct_claim
from app.services.claim_overrides import override_claim_finding
from app.services.contacts import ContactEntry, log_contact
from app.services.dispute_actions import Decision, decide_case
from app.services.dispute_evidence import EvidenceRequest, ask_for_evidence, obtain_evidence
from app.services.dispute_facts import log_case_call
from app.services.dispute_letters import draft_letter, keep_letter
from app.services.dispute_outcomes import OutcomeEntry, record_outcome
from app.services.dispute_packets import SendingEntry, make_packet, send_packet
from app.services.disputes import CaseEntry, open_case
from app.services.files import NewFile
from app.services.office import change_in_list
from app.services.remittance_previews import preview_content
from app.services.remittances import post_remittance
from tests.claim_ways import send
from tests.dispute_samples import APPROVAL, a_scan
from tests.documents.paper_reading import read_pages
from tests.edi.answer_makers import make_277ca, make_999
from tests.edi.remittance_makers import reversal_of
from tests.practice_fixtures import adjusted, money
from tests.services.money_hands import owed, sum_of

pytest_plugins = ("tests.services.partner_fixtures", "tests.services.remittance_fixtures")
SERVED, SENT, ACCEPTED = date(2025, 11, 4), date(2025, 11, 7), date(2025, 11, 8)
CALLED, AGAIN, REFUSED = date(2025, 12, 20), date(2026, 2, 10), date(2026, 3, 3)
LAST_TO_FILE, LAST_TO_APPEAL, LAST_WORKDAY = date(2026, 2, 2), date(2026, 5, 2), date(2026, 5, 1)
PROOF = (
    "The claim was sent on 11/07/2025 and was accepted on 11/08/2025 (277CA accepted, A2, payer’s number "
    "PH77); the last day to file was 02/02/2026."
)


class Disputed:
    """A case with its desk; `packet` is what it came to on paper."""

    def __init__(self, desk, patient, claim, charge):
        self.desk, self.patient, self.claim, self.charge = desk, patient, claim, charge
        self.case = open_case(desk.session, CaseEntry(CaseKind.DENIAL, claim, ((charge, None),)))

    @property
    def detail(self):
        return find_case(self.case, self.patient)

    def need(self, key):
        return next(each for each in self.detail.evidence if each.need.key == key)

    def deadline(self, kind):
        return next(each for each in self.detail.deadlines if each.kind is kind)

    def make_packet(self):
        """Draft the letter, compose, and give what was made with its pages and what lies where."""
        session = self.desk.session
        keep_letter(session, self.case, draft_letter(session, self.case))
        made = make_packet(session, self.case)
        pages = read_pages(find_kept_file(made.file_id).content)
        placed = json.loads(DisputePacket.get_by_id(made.id).content)
        assert len(pages) == made.pages == placed[-1]["last"]
        assert all(f"Case 1001, page {at} of {made.pages}" in page for at, page in enumerate(pages, 1))
        for each in placed:
            assert f"{each['title']} {each['first']}" in words_of(pages[1])
        papers = {each["title"]: pages[each["first"] - 1 : each["last"]] for each in placed}
        return made, {title: words_of(" ".join(own)) for title, own in papers.items()}

    def propose(self):
        (found,) = list_proposals(self.case)
        return found.outcome

    def close_as(self, outcome):
        entry = OutcomeEntry(outcome.result, outcome.decided_on, outcome.won, outcome.adjudication_id)
        record_outcome(self.desk.session, self.case, entry)


def words_of(page):
    return " ".join(page.split())


def faults_of(desk):
    return [found for line in desk.session.ask(check_database) for found in line.findings]


# Scenario 5: CO-29 with proof.


def accept(partnered, batch, claim, on):
    """The clearinghouse takes the file on the day it was sent, the payer takes the claim on `on`."""
    session = partnered.desk.session
    taken = make_999(9000 + batch.id, batch.group_number, [("0001", "A", [])])
    assert len(read_answer_file(session, "taken.999", taken.encode()).replies) == 1
    partnered.desk.clock.move_to(on)
    accepted = make_277ca(batch.reference, [(partnered.number(claim), "A2", "20", "PR", "WQ", "PH77")])
    accepted = accepted.replace("20260305", f"{on:%Y%m%d}")
    assert len(read_answer_file(session, "accepted.277", accepted.encode()).replies) == 1


@pytest.fixture
def late(partnered):
    """Sent and accepted in November, not on file in December, sent again and refused as late in March."""
    desk = partnered.desk
    desk.clock.move_to(SERVED)
    row = Payer.get_by_id(desk.lists.payer)
    change_in_list(desk.session, "payer", row.id, row.version, {"filing_days": 90, "appeal_days": 60})
    signed = date(2025, 1, 6)
    patient = desk.a_patient(release_on=signed, assignment_on=signed)
    desk.a_policy(patient, effective=date(2025, 1, 1))
    visit = desk.a_visit(patient, ("99213", "185.00"))
    desk.clock.move_to(SENT)
    accept(partnered, partnered.send(visit.claim_id), visit.claim_id, ACCEPTED)
    desk.clock.move_to(CALLED)
    call = ContactEntry(
        patient,
        "out",
        "The claim is not on file; send it again.",
        representative="Dana",
        reference="55182",
        claim_id=visit.claim_id,
    )
    log_contact(desk.session, call)
    correct_claim(desk.session, visit.claim_id, WhatHappened.NOT_ON_FILE, note="Call 12/20, ref 55182")
    desk.clock.move_to(AGAIN)
    for finding in find_checked_claim(visit.claim_id, AGAIN).findings:
        if finding.severity is Severity.ERROR:
            override_claim_finding(desk.session, visit.claim_id, finding.rule, finding.field, "Proof on file")
    partnered.send(visit.claim_id)
    desk.clock.move_to(REFUSED)
    (charge,) = visit.charge_ids
    desk.an_answer(visit.claim_id, (charge, None, "0.00", adjusted("CO-29 185.00")))
    return Disputed(desk, patient, visit.claim_id, charge)


def test_a_late_filing_denial_counts_60_days_and_warns_before_its_last_workday(late):
    appeal = late.deadline(DeadlineKind.APPEAL)
    assert (appeal.starts_on, appeal.due_on) == (REFUSED, LAST_TO_APPEAL)
    assert "a Saturday; the last business day before is 05/01/2026" in appeal.how
    assert warning_days(LAST_TO_FILE) == (date(2026, 1, 3), date(2026, 1, 19), date(2026, 1, 30))
    line = late.detail.line
    warned = {day: line.warning(day) for day in (date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 18))}
    assert list(warned.values()) == [None, 30, 14]
    assert line.left(LAST_WORKDAY) == "1 day left"
    assert (owed(late.charge), owed(late.charge, "insurance_ar")) == (0, 18500)


def test_its_packet_proves_that_the_claim_was_filed_in_time(late):
    made, papers = late.make_packet()
    assert list(papers) == [
        "Letter",
        "The claim exactly as it was sent",
        "The insurer’s answer with the disputed lines",
        "Proof of timely filing",
        "Contacts with the insurer",
    ]
    assert PROOF in papers["Letter"]
    assert "Claim number PH77" in papers["Letter"]
    assert "the claim was filed in time" in papers["Letter"]
    assert "CLM*10001*185***" in papers["The claim exactly as it was sent"]
    assert "99213 185.00" in papers["The insurer’s answer with the disputed lines"]
    assert "CO-29 185.00 in dispute" in papers["The insurer’s answer with the disputed lines"]
    proof = papers["Proof of timely filing"]
    for step in (
        "11/07/2025 Version 1 sent in a file, batch 1",
        "11/07/2025 999 received",
        "11/08/2025 277CA accepted",
        "02/10/2026 Version 2 sent in a file, batch 2",
    ):
        assert step in proof
    assert "Last day to file 02/02/2026" in proof
    assert PROOF in proof
    calls = papers["Contacts with the insurer"]
    assert "12/20/2025 phone Dana 55182 The claim is not on file; send it again." in calls
    assert made.warnings == ()
    session = late.desk.session
    said = send_packet(session, made.id, SendingEntry(REFUSED, "mail", "9407 1000"))
    assert said.startswith("Case 1001 waits on the insurer.")
    assert late.deadline(DeadlineKind.APPEAL).outcome == "met"


def test_overturned_it_is_won_with_what_came_in(late):
    made, _ = late.make_packet()
    send_packet(late.desk.session, made.id, SendingEntry(REFUSED, "mail"))
    late.desk.clock.move_to(date(2026, 4, 9))
    (refusal,) = Adjudication.select()
    reverse_adjudication(late.desk.session, refusal.id, "Reversed by the insurer")
    assert list_proposals() == ()
    late.desk.an_answer(late.claim, (late.charge, "121.40", "121.40", adjusted("CO-45 63.60")))
    found = late.propose()
    assert (found.result, found.won, found.decided_on) == (Result.WON, money("121.40"), date(2026, 4, 9))
    late.close_as(found)
    assert (late.detail.line.stage, late.detail.line.won) == (Stage.CLOSED, money("121.40"))
    assert list_proposals() == ()
    assert (owed(late.charge), owed(late.charge, "insurance_ar")) == (0, 0)
    assert sum_of("bank") == 12140
    assert faults_of(late.desk) == []


def test_lost_it_is_given_up_only_with_an_approval_as_filed_late_by_us(late):
    session = late.desk.session_of("biller")
    record_outcome(session, late.case, OutcomeEntry(Result.LOST, REFUSED, note="Upheld"))
    decision = Decision(Action.WRITE_OFF, "The insurer upheld it and there is no further level")
    assert "waits for approval" in decide_case(session, late.case, decision)
    (asked,) = ApprovalRequest.select()
    assert (asked.kind, asked.state) == (RequestKind.TIMELY_FILING.value, "waiting")
    assert (owed(late.charge), owed(late.charge, "insurance_ar")) == (0, 18500)
    assert select("select 1 from posting where kind = 'write_off'") == []


# Scenario 3: CO-197, appealed, reversed and paid.


def post(remitting, on, *claims, **more):
    """Post a remittance that was paid on a day."""
    content = remitting.file(*claims, **more).replace(b"20260304", f"{on:%Y%m%d}".encode())
    post_remittance(remitting.session, preview_content(remitting.session, "era.835", content)[0], "")


@pytest.fixture
def denied(remitting):
    """The office visit is paid and the ultrasound denied on March 20; the approval was on file."""
    desk = remitting.desk
    desk.clock.move_to(date(2026, 3, 2))
    signed = date(2026, 1, 5)
    patient = desk.an_insured_patient(release_on=signed, assignment_on=signed)
    approval = {
        "kind": "authorization",
        "status": "approved",
        "number": APPROVAL,
        "codes": "76700",
        "approved": 1,
        "starts": date(2026, 2, 1),
        "ends": date(2026, 4, 30),
        "policy": Policy.get(Policy.patient == patient).id,
    }
    register_authorization(desk.session, patient, approval)
    visit = desk.a_visit(patient, ("99214", "210.00"), ("76700", "420.00"))
    send(desk, visit.claim_id)
    desk.clock.move_to(date(2026, 3, 20))
    office = ("CO-45 8160", "PR-3 2500")
    first = remitting.answer(visit.claim_id, office, ("CO-197 42000",), control="P9")
    post(remitting, date(2026, 3, 20), first, trace="EFT801")
    case = Disputed(desk, patient, visit.claim_id, visit.charge_ids[1])
    case.again = (
        reversal_of(first),
        remitting.answer(visit.claim_id, office, ("CO-45 23250", "PR-2 3750"), control="P10"),
    )
    return case


def appeal(case):
    """The note is asked for and comes on March 24, the packet is faxed on the 27th, a call follows."""
    desk = case.desk
    session = desk.session
    note = case.need("visit_note").id
    ask_for_evidence(session, note, EvidenceRequest("Dr. Stone", date(2026, 3, 25)))
    desk.clock.move_to(date(2026, 3, 24))
    obtain_evidence(session, note, a_scan())
    desk.clock.move_to(date(2026, 3, 27))
    made, papers = case.make_packet()
    receipt = NewFile("", "fax.pdf", b"%PDF-1.4 sent", pages=1)
    send_packet(session, made.id, SendingEntry(date(2026, 3, 27), "fax", "F-5501", receipt))
    desk.clock.move_to(date(2026, 4, 15))
    call = ContactEntry(case.patient, "out", "In review.", representative="Dee", reference="R-813")
    log_case_call(session, case.case, Lane.INSURER, call)
    return papers


def test_the_approval_the_note_and_the_fax_stand_in_the_case_and_its_packet(denied):
    assert denied.deadline(DeadlineKind.APPEAL).due_on == date(2026, 9, 16)
    papers = appeal(denied)
    assert f"authorization {APPROVAL} covers 76700 from 02/01/2026 to 04/30/2026" in papers["Letter"]
    assert f"Number {APPROVAL}" in papers[f"Authorization {APPROVAL}"]
    assert "The signed note of the visit" in papers
    facts = [(each.on, each.lane, each.kind, each.reference) for each in denied.detail.facts[-4:]]
    assert facts == [
        (date(2026, 3, 20), Lane.DOCTOR, FactKind.ASKED, ""),
        (date(2026, 3, 24), Lane.DOCTOR, FactKind.RECEIVED, ""),
        (date(2026, 3, 27), Lane.INSURER, FactKind.SENT, "F-5501"),
        (date(2026, 4, 15), Lane.INSURER, FactKind.SAID, "R-813"),
    ]


def test_a_reversal_and_the_corrected_claim_in_one_remittance_are_won_net(denied, remitting):
    appeal(denied)
    assert list_proposals() == ()
    denied.desk.clock.move_to(date(2026, 4, 30))
    post(remitting, date(2026, 4, 30), *denied.again, trace="EFT955")
    found = denied.propose()
    assert (found.result, found.won, found.decided_on) == (Result.WON, money("150.00"), date(2026, 4, 30))
    denied.close_as(found)
    assert (denied.detail.line.result, denied.detail.line.won) == (Result.WON, money("150.00"))
    assert (owed(denied.charge), owed(denied.charge, "insurance_ar")) == (3750, 0)
    account = find_account(1)
    assert str(account.insurance_owes) == "0.00"
    assert faults_of(denied.desk) == []


def test_a_reversal_alone_says_nothing_yet(denied, remitting):
    appeal(denied)
    denied.desk.clock.move_to(date(2026, 4, 30))
    post(remitting, date(2026, 4, 30), denied.again[0], trace="EFT954", plbs=(("WO", "P9", -10340),))
    assert list_proposals() == ()
