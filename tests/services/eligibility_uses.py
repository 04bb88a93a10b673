"""The use cases about eligibility with the right each asks for, and a call that succeeds."""

from app.domain.eligibility import CheckStatus, CheckWay
from app.domain.eligibility_due import VerifyRule
from app.domain.rights import Right
from app.services import eligibility, eligibility_requests, provider_networks
from tests.partner_samples import a_partner
from tests.practice_fixtures import TODAY

TAKEN = {"provider": 1, "payer": 1, "effective": TODAY}


def entry(**values):
    facts = {"policy_id": 1, "for_date": TODAY, "status": CheckStatus.ACTIVE, "way": CheckWay.PHONE}
    return eligibility.CheckEntry(**{**facts, **values})


def differing(desk):
    """A check of the first patient in which the insurer knows another street."""
    return eligibility.log_check(desk.session, 1, entry(said={"patient.street": "7 ELM ST"}))


def ask_of(desk):
    a_partner(desk)
    return [eligibility_requests.Ask(1, TODAY)]


def asked_file(desk):
    return eligibility_requests.ask_coverage(desk.session, ask_of(desk)).files[0]


ELIGIBILITY_USES = {
    eligibility.log_check: (
        Right.EDIT_PATIENT,
        lambda desk, who, _: eligibility.log_check(who, 1, entry()),
    ),
    eligibility.take_difference: (
        Right.EDIT_PATIENT,
        lambda desk, who, _: eligibility.take_difference(who, 1, differing(desk), "patient.street"),
    ),
    eligibility.keep_difference: (
        Right.EDIT_PATIENT,
        lambda desk, who, _: eligibility.keep_difference(who, 1, differing(desk), "patient.street"),
    ),
    eligibility.set_verify_rule: (
        Right.SET_UP_OFFICE,
        lambda desk, who, _: eligibility.set_verify_rule(who, VerifyRule(5, 60)),
    ),
    provider_networks.add_network: (
        Right.SET_UP_OFFICE,
        lambda desk, who, _: provider_networks.add_network(who, TAKEN),
    ),
    provider_networks.change_network: (
        Right.SET_UP_OFFICE,
        lambda desk, who, _: provider_networks.change_network(
            who, provider_networks.add_network(desk.session, TAKEN), 1, {"note": "By letter."}
        ),
    ),
    eligibility_requests.ask_coverage: (
        Right.EDIT_PATIENT,
        lambda desk, who, _: eligibility_requests.ask_coverage(who, ask_of(desk)),
    ),
    eligibility_requests.place_coverage_question: (
        Right.EDIT_PATIENT,
        lambda desk, who, tmp: eligibility_requests.place_coverage_question(who, asked_file(desk), tmp),
    ),
}
# A file is put where it goes without changing a record.
ELIGIBILITY_READS = {eligibility_requests.place_coverage_question}
