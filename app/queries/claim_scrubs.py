"""The facts around claims that their check looks at, gathered for one claim or for many.

What claims share (a payer's guidelines, a patient's care, what files say of the same codes on the same day)
is asked once for all of them.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, partial
from typing import Any, TypeVar

from app.catalogs import places_of_service
from app.domain.charges import FeeRow, choose_fee
from app.domain.claim_content import ClaimContent
from app.domain.code_edits import CodeEdits
from app.domain.money import Money
from app.domain.payer_windows import windows_of
from app.domain.rights import Right
from app.domain.scrub_facts import (
    EarlierService,
    GrantedOverride,
    LineFacts,
    NoticeFacts,
    PolicyFacts,
    ScrubFacts,
)
from app.domain.scrubbing.code_families import is_surgery
from app.models.database import select
from app.models.records import Payer
from app.queries.asking import asks
from app.queries.authorizations import find_care_record
from app.queries.code_edits import find_code_edits
from app.queries.contract_rates import RateSource
from app.queries.contracts import expected_lines, list_all_contracts
from app.queries.diagnoses import list_diagnoses
from app.queries.eligibility_facts import (
    are_checks_kept,
    are_networks_kept,
    eligibility_near,
    network_standing,
)
from app.queries.guidelines import guidelines_for_payer
from app.queries.notices import list_advance_notices
from app.queries.payer_windows import payer_facts

LONGEST_SURGERY = 90
_GLOBAL_DAYS = {"010": 10, "090": LONGEST_SURGERY}
_NOTICE_MODIFIERS = frozenset({"GA", "GX", "GZ"})
_CLAIM = """
    select k.id, k.visit_id, k.policy_id, k.patient_id, v.provider_id, v.place_id, t.deceased_on,
      t.returned_mail, n.payer_id,
      exists(select 1 from adjudication a where a.claim_id = k.id and not exists(
        select 1 from adjudication_void w where w.adjudication_id = a.id))
      or exists(select 1 from claim_correction c where c.claim_id = k.id and c.code <> '1')
    from claim k join visit v on v.id = k.visit_id join patient t on t.id = k.patient_id
      join policy o on o.id = k.policy_id join plan n on n.id = o.plan_id where k.id = ?
"""
_HISTORY = """
    select c.service_on, c.code, c.modifiers, c.units, c.provider_id,
      (select k.number from claim_line l join claim k on k.id = l.claim_id
        where l.charge_id = c.id and k.state <> 'void' order by k.id limit 1),
      (select k.state from claim_line l join claim k on k.id = l.claim_id
        where l.charge_id = c.id and k.state <> 'void' order by k.id limit 1)
    from charge c where c.patient_id = ? and c.visit_id <> ? and exists(
      select 1 from entry e join posting p on p.id = e.posting_id where e.charge_id = c.id
        and p.kind = 'charge' and not exists(select 1 from posting b where b.reverses = p.id))
"""
_POLICIES = (
    "select o.id, n.name, o.effective, o.termination, o.rank, n.payer_id, n.id from policy o "
    "join plan n on n.id = o.plan_id where o.patient_id = ?"
)
_OVERRIDES = (
    "select r.rule, r.field, r.reason, u.display_name from claim_override r join user u on u.id = r.user_id "
    "where r.claim_id = ? order by r.id"
)
_LINES = """
    select c.id, c.code, p.category, p.code is not null from claim_line l join charge c on c.id = l.charge_id
      left join procedure p on p.code = c.code where l.claim_id = ? order by l.position
"""
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class ScrubSource:
    """What was asked already while many claims are checked; one lives as long as one question."""

    known: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, key: Hashable, ask: Callable[[], Answer]) -> Answer:
        """Give what is known under a key, and ask for it the first time."""
        if key not in self.known:
            self.known[key] = ask()
        answer: Answer = self.known[key]
        return answer


@asks(Right.PRINT_CLAIM)
def find_scrub_facts(claim_id: int, content: ClaimContent, today: date) -> ScrubFacts:
    """All that the check of a claim needs beside its content."""
    return gather_facts(claim_id, content, today, ScrubSource())


def gather_facts(claim_id: int, content: ClaimContent, today: date, source: ScrubSource) -> ScrubFacts:
    """Gather the facts of one of many claims; inside another question only."""
    ((_, visit, policy_id, patient, provider, place, died, returned, payer_id, decided),) = select(
        _CLAIM, claim_id
    )
    payer = source.once(("payer", payer_id), lambda: Payer.get_by_id(payer_id))
    policies = _policies(patient)
    history = _history(patient, visit)
    codes = _codes_by_day(content, history)
    edits = _edits(codes, content.diagnoses, source)
    return ScrubFacts(
        today=today,
        claim_id=claim_id,
        visit_id=visit,
        provider_id=provider,
        place_id=place,
        policy=next((each for each in policies if each.id == policy_id), None),
        other_policies=tuple(each for each in policies if each.id != policy_id),
        windows=windows_of(payer_facts(payer)),
        died_on=date.fromisoformat(died) if died else None,
        returned_mail=bool(returned),
        was_decided=bool(decided),
        electronic=payer.partner_id is not None,
        history=_with_global_days(history, edits),
        lines=_lines(claim_id, content, source),
        care=source.once(("care", patient), lambda: find_care_record(patient)),
        guidelines=source.once(("guidelines", payer_id), lambda: guidelines_for_payer(payer_id)),
        looked_up=codes,
        edits=edits,
        notices=_notices(patient, content),
        overrides=tuple(GrantedOverride(*row) for row in select(_OVERRIDES, claim_id)),
        places_of_service=_place_codes(),
        diagnosis_names=_diagnosis_names(content, source),
        **_coverage(content, (policy_id, patient, provider), policies, source),
    )


def _coverage(
    content: ClaimContent,
    of: tuple[int, int, int | None],
    policies: Sequence[PolicyFacts],
    source: ScrubSource,
) -> dict[str, Any]:
    """What insurers said of the coverage, and the network, where the practice keeps such things."""
    policy_id, patient, provider = of
    on = min((line.service_from for line in content.lines), default=None)
    found: dict[str, Any] = {}
    if on and source.once("checks kept", are_checks_kept):
        found["eligibility"] = eligibility_near(policy_id, patient, on)
    if on and source.once("networks kept", are_networks_kept):
        plan = next((each.plan_id for each in policies if each.id == policy_id), None)
        found["in_network"] = network_standing(provider, plan, on)
    return found


def _policies(patient_id: int) -> tuple[PolicyFacts, ...]:
    return tuple(
        PolicyFacts(
            policy,
            plan_name,
            date.fromisoformat(effective),
            date.fromisoformat(termination) if termination else None,
            rank,
            payer,
            plan,
        )
        for policy, plan_name, effective, termination, rank, payer, plan in select(_POLICIES, patient_id)
    )


def _history(patient_id: int, visit_id: int) -> tuple[EarlierService, ...]:
    return tuple(
        EarlierService(
            date.fromisoformat(on),
            code,
            tuple(modifiers.split()),
            units,
            provider,
            str(number or ""),
            state or "",
        )
        for on, code, modifiers, units, provider, number, state in select(_HISTORY, patient_id, visit_id)
    )


def _codes_by_day(content: ClaimContent, history: Sequence[EarlierService]) -> Mapping[date, frozenset[str]]:
    """The codes of each day of service, with what else was done that day and with earlier surgery."""
    return {
        on: frozenset(line.code for line in content.lines if line.service_from == on)
        | {each.code for each in history if each.on == on or _may_cover(each, on)}
        for on in sorted({line.service_from for line in content.lines})
    }


def _edits(
    codes: Mapping[date, frozenset[str]], diagnoses: tuple[str, ...], source: ScrubSource
) -> Mapping[date, CodeEdits]:
    found = {}
    for on, of_day in codes.items():
        asked = (tuple(sorted(of_day)), diagnoses, on)
        found[on] = source.once(("edits", *asked), partial(find_code_edits, *asked))
    return found


def _may_cover(earlier: EarlierService, on: date) -> bool:
    return is_surgery(earlier.code) and earlier.on < on <= earlier.on + timedelta(days=LONGEST_SURGERY)


def _with_global_days(
    history: Sequence[EarlierService], edits: Mapping[date, CodeEdits]
) -> tuple[EarlierService, ...]:
    days = {
        code: _GLOBAL_DAYS[rows[0].global_days]
        for found in edits.values()
        for code, rows in (found.services or {}).items()
        if rows and rows[0].global_days in _GLOBAL_DAYS
    }
    return tuple(
        replace(each, global_days=days[each.code]) if each.code in days else each for each in history
    )


def _lines(claim_id: int, content: ClaimContent, source: ScrubSource) -> tuple[LineFacts, ...]:
    rows = select(_LINES, claim_id)
    rates = source.once("rates", lambda: RateSource(list_all_contracts()))
    agreed = {each.charge_id: each.rate for each in expected_lines(claim_id, rates)}
    return tuple(
        LineFacts(
            charge,
            category or "",
            bool(is_listed),
            choose_fee(code, line.modifiers, line.service_from, _fees(code, source)),
            agreed.get(charge),
        )
        for (charge, code, category, is_listed), line in zip(rows, content.lines, strict=True)
    )


def _fees(code: str, source: ScrubSource) -> tuple[FeeRow, ...]:
    return source.once(("fees", code), lambda: _ask_fees(code))


def _ask_fees(code: str) -> tuple[FeeRow, ...]:
    rows = select("select cents, effective, modifier, ends from fee where code = ?", code)
    return tuple(
        FeeRow(code, Money(cents), date.fromisoformat(effective), modifier, ends and date.fromisoformat(ends))
        for cents, effective, modifier, ends in rows
    )


def _notices(patient_id: int, content: ClaimContent) -> tuple[NoticeFacts, ...] | None:
    """The notices of a patient, asked for only where a line speaks of one."""
    if not any(_NOTICE_MODIFIERS & set(line.modifiers) for line in content.lines):
        return None
    return tuple(NoticeFacts(each.codes, each.signed_on) for each in list_advance_notices(patient_id))


def _diagnosis_names(content: ClaimContent, source: ScrubSource) -> Mapping[str, str]:
    on = min((line.service_from for line in content.lines), default=None)
    if on is None:
        return {}
    codes = content.diagnoses
    return source.once(("names", codes, on), lambda: _ask_names(codes, on))


def _ask_names(codes: Sequence[str], on: date) -> Mapping[str, str]:
    lines = list_diagnoses(codes, on)
    return {code: line.description for code, line in zip(codes, lines, strict=True)}


@cache
def _place_codes() -> frozenset[str]:
    return frozenset(place.code for place in places_of_service())
