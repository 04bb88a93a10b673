"""What a dispute's letter is filled with, from the case, the claim, the policy and the office's records."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.catalogs import denial_codes, remark_codes
from app.domain.disputes.deadline_rules import levels_of
from app.domain.disputes.letters import (
    DisputedService,
    DisputeLetterFacts,
    DisputeLetterKind,
    kind_for,
)
from app.domain.payer_windows import filing_limit, windows_of
from app.domain.people import Address
from app.domain.rights import Right
from app.models.database import select
from app.models.records import Payer
from app.queries.asking import asks
from app.queries.claim_responses import payer_control_of
from app.queries.deadline_rules import rules_for
from app.queries.disputable_claims import DisputableClaim, DisputableLine, disputable_claim
from app.queries.dispute_support import (
    approval_for,
    cite,
    contradicted_guideline,
    filing_words,
    guideline_in_force,
)
from app.queries.disputes import CaseDetail, case_detail
from app.queries.letterheads import find_letterhead
from app.queries.payer_windows import payer_facts

_PARTIES = """
    select y.name, y.street, y.street2, y.city, y.state, y.zip, y.line_of_business, o.member_id,
      o.group_number, t.first, t.last, t.birth_date, coalesce(d.first || ' ' || d.last, ''),
      coalesce(d.credential, ''), coalesce(d.npi, ''), r.npi,
      coalesce((select a.payer_control from adjudication a where a.claim_id = m.id and a.payer_control <> ''
        order by a.id desc limit 1), '')
    from dispute_case c join claim m on m.id = c.claim_id join patient t on t.id = c.patient_id
      join policy o on o.id = c.policy_id join payer y on y.id = c.payer_id
      join visit v on v.id = m.visit_id left join provider d on d.id = v.provider_id
      join practice r on r.id = 1 where c.id = ?
"""


@dataclass(frozen=True, slots=True)
class LetterSource:
    """What letters of a case are made from: their facts, and the kind that the case calls for."""

    case: CaseDetail
    kind: DisputeLetterKind
    facts: DisputeLetterFacts


@asks(Right.SEE_PATIENT, patient="patient_id")
def find_letter_source(case_id: int, patient_id: int, today: date, signer: str) -> LetterSource:
    """What letters of a case are made from today, signed by this person."""
    return letter_source(case_id, patient_id, today, signer)


def letter_source(case_id: int, patient_id: int, today: date, signer: str) -> LetterSource:
    """The same inside another question or a transaction."""
    case = case_detail(case_id, patient_id)
    claim = disputable_claim(case.line.claim_id)
    (row,) = select(_PARTIES, case_id)
    code = denial_codes().get(case.line.reason.partition("-")[2])
    category = code.category if code else ""
    kind = kind_for(case.line.kind, category, case.line.level, row[6])
    facts = _facts(case, claim, row, category, (today, signer))
    if kind is DisputeLetterKind.AUTHORIZATION and not facts.authorization:
        kind = DisputeLetterKind.GENERAL
    return LetterSource(case, kind, facts)


def _facts(
    case: CaseDetail, claim: DisputableClaim, row: tuple[Any, ...], category: str, made: tuple[date, str]
) -> DisputeLetterFacts:
    payer, street, street2, city, state, zip_code, _, member, group, *rest = row
    first, last, born, provider, credential, npi, own_npi, control = rest
    today, signer = made
    main = _main_line(case, claim)
    number, starts, ends = approval_for(claim, main) if main else ("", None, None)
    record = Payer.get_by_id(claim.payer_id)
    address = Address(street, street2, city, state, zip_code)
    days = [each.service_on for each in case.charges]
    rule_name = _level_name(case, claim, record)
    guideline = contradicted_guideline(claim)
    if guideline is None and main is not None:
        guideline = guideline_in_force(claim, main, category, today)
    return DisputeLetterFacts(
        practice=find_letterhead(),
        practice_npi=own_npi,
        addressee=(payer, *address.lines),
        written_on=today,
        case_number=case.line.number,
        claim_number=claim.number,
        payer=payer,
        patient=f"{first} {last}".strip(),
        birth_date=date.fromisoformat(born) if born else None,
        member_id=member,
        group_number=group,
        payer_control=control or payer_control_of(claim.claim_id),
        provider=", ".join(part for part in (provider.strip(), credential) if part),
        provider_npi=npi,
        level=case.line.level,
        level_name=rule_name,
        codes=case.codes or case.line.kind.value,
        meaning=_meaning(case),
        decided_on=_decided_on(case),
        deadline=case.line.due,
        services=tuple(
            DisputedService(each.code, each.service_on, each.billed, each.at_stake) for each in case.charges
        ),
        signer=signer,
        diagnoses=_diagnoses(case),
        authorization=number,
        authorization_from=starts,
        authorization_to=ends,
        guideline=cite(guideline),
        filing=filing_words(claim.claim_id, filing_limit(min(days), windows_of(payer_facts(record)))),
    )


def _main_line(case: CaseDetail, claim: DisputableClaim) -> DisputableLine | None:
    """The line with most at stake."""
    ids = {each.charge_id: each.at_stake for each in case.charges}
    lines = [line for line in claim.lines if line.charge_id in ids]
    return max(lines, key=lambda line: ids[line.charge_id], default=None)


def _level_name(case: CaseDetail, claim: DisputableClaim, record: Payer) -> str:
    levels = levels_of(rules_for(claim.scope, payer_facts(record)), claim.scope, case.line.noticed_on)
    name = next((rule.name for rule in levels if rule.level == case.line.level), "")
    return name or f"Appeal, level {case.line.level}"


def _meaning(case: CaseDetail) -> str:
    """What the codes say, in our own words; the remarks follow the main reason."""
    code = denial_codes().get(case.line.reason.partition("-")[2])
    remarks = [remark_codes()[name] for name in case.codes.split() if name in remark_codes()]
    words = [code.staff_explanation] if code else []
    return " ".join([*words, *(remark.staff_explanation for remark in remarks)])


def _decided_on(case: CaseDetail) -> date:
    """The day of the decision that the letter is about: of the level before, else of the answer."""
    lost = [each.decided_on for each in case.outcomes if each.level < case.line.level]
    return lost[-1] if lost else case.line.noticed_on


def _diagnoses(case: CaseDetail) -> tuple[str, ...]:
    rows = select(
        "select distinct d.code from visit_diagnosis d join charge c on c.visit_id = d.visit_id "
        "join dispute_line l on l.charge_id = c.id where l.case_id = ? order by d.position",
        case.line.id,
    )
    return tuple(code for (code,) in rows)
