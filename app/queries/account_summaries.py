"""Accounts as the screen, the statement and the letters read them, many at a time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import catalogs
from app.domain.account_items import AnswerFacts, ChargeFacts, EntryFacts, compose_item
from app.domain.accounts import AccountItem, AccountSummary, InsuranceOnFile, LastPayment, MailHold
from app.domain.answers import Adjustment
from app.domain.money import Money
from app.domain.people import Address, PersonName
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.rebilling import accounts_to_bill_anew
from app.queries.standing import IS_VOIDED

AT_ONCE = 500
HOLDS = (MailHold.BAD_ADDRESS, MailHold.DO_NOT_BILL, MailHold.DECEASED, MailHold.BANKRUPTCY)
Answers = dict[int, list[AnswerFacts]]


@asks(Right.SEE_PATIENT)
def find_account(account_id: int) -> AccountSummary:
    """One account with every line, its balances and its credit."""
    return find_accounts((account_id,))[0]


@asks(Right.SEE_PATIENT)
def find_accounts(account_ids: Sequence[int]) -> tuple[AccountSummary, ...]:
    """Accounts with every line, in the order given; loaded in few questions however many they are."""
    found: dict[int, AccountSummary] = {}
    for start in range(0, len(account_ids), AT_ONCE):
        found.update(_load(account_ids[start : start + AT_ONCE]))
    return tuple(found[account_id] for account_id in account_ids)


def _load(ids: Sequence[int]) -> dict[int, AccountSummary]:
    insurance: dict[int, list[InsuranceOnFile]] = defaultdict(list)
    for account, name, ends in _by_account(_INSURANCE, ids):
        insurance[account].append(InsuranceOnFile(name, date.fromisoformat(ends) if ends else None))
    beside = _Beside(
        _items(ids),
        dict(_by_account(_CREDIT, ids)),
        {row[0]: row for row in _by_account(_LAST_STATEMENT, ids)},
        {row[0]: row for row in _by_account(_LAST_PAYMENT, ids)},
        dict(_by_account(_LAST_ACTIVITY, ids)),
        insurance,
        accounts_to_bill_anew(ids),
    )
    return {row[0]: _summary(row, beside) for row in _by_account(_ACCOUNT, ids)}


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is known of accounts beside their own rows, each by account id."""

    items: dict[int, list[AccountItem]]
    credits: dict[int, int]
    statements: dict[int, tuple[Any, ...]]
    payments: dict[int, tuple[Any, ...]]
    active_on: dict[int, str]
    insurance: dict[int, list[InsuranceOnFile]]
    to_bill_anew: frozenset[int]


_CREDIT = "select guarantor_id, -cents from account_balance where account = 'unapplied' and guarantor_id"
_ACCOUNT = (
    "select id, number, last, first, middle, suffix, street, street2, city, state, zip, language, "
    "returned_mail, do_not_bill, deceased, bankruptcy from guarantor_account where id"
)
_LAST_STATEMENT = (
    "select account_id, max(on_date), "
    "(select count(*) from statement t where t.account_id = s.account_id "
    "and t.on_date > coalesce((select max(received_on) from payment p "
    f"where p.account_id = s.account_id and not {IS_VOIDED}), '')) "
    "from statement s where account_id"
)
_LAST_PAYMENT = (
    f"select account_id, received_on, cents, max(id) from payment p where not {IS_VOIDED} and account_id"
)
_LAST_ACTIVITY = (
    "select e.guarantor_id, max(p.posted_on) from entry e join posting p on p.id = e.posting_id "
    "where e.account in ('patient_ar', 'unapplied') and e.guarantor_id"
)
_INSURANCE = (
    "select t.account_id, y.name, o.termination from (select id, account_id from patient "
    "where confidential = 0 union all select id, own_account_id from patient) t "
    "join policy o on o.patient_id = t.id join plan n on n.id = o.plan_id "
    "join payer y on y.id = n.payer_id where t.account_id"
)
_CHARGES = (
    "select c.id, c.visit_id, c.patient_id, t.last, t.first, t.middle, t.suffix, "
    "coalesce(trim(v.first || ' ' || v.last), ''), c.service_on, c.code, coalesce(r.name, c.code), "
    "coalesce(r.name_es, ''), c.cents, i.self_pay, (select min(s.on_date) from statement_item x "
    "join statement s on s.id = x.statement_id where x.charge_id = c.id) "
    "from charge c join patient t on t.id = c.patient_id join visit i on i.id = c.visit_id "
    "left join provider v on v.id = c.provider_id left join procedure r on r.code = c.code where c.id"
)
_ENTRIES = (
    "select e.guarantor_id, e.charge_id, p.id, p.kind, p.posted_on, p.effective_on, e.account, e.policy_id, "
    "e.cents, p.reverses is not null or exists(select 1 from posting b where b.reverses = p.id) "
    "from entry e join posting p on p.id = e.posting_id "
    "where e.charge_id is not null and e.account <> 'unapplied' and e.guarantor_id"
)
_ANSWERS = (
    "select l.charge_id, a.id, a.posting_id, y.name, m.rank, a.received_on, l.allowed_cents, l.paid_cents "
    "from adjudication_line l join adjudication a on a.id = l.adjudication_id "
    "join claim m on m.id = a.claim_id join policy o on o.id = a.policy_id "
    "join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id "
    "where not exists(select 1 from adjudication_void w where w.adjudication_id = a.id) and l.charge_id"
)
_ADJUSTMENTS = (
    "select adjudication_id, charge_id, group_code, reason_code, cents, accepted "
    "from adjudication_adjustment where charge_id"
)
_SENT = (
    "select l.charge_id, m.policy_id, m.state, "
    "(select min(v.made_at) from claim_version v where v.claim_id = m.id) "
    "from claim_line l join claim m on m.id = l.claim_id where m.state <> 'void' and l.charge_id"
)
_DISPUTED = (
    "select l.charge_id, min(date(d.opened_at)) from dispute_line l join dispute_case d on d.id = l.case_id "
    "where d.stage <> 'closed' and d.kind = 'denial' and l.charge_id"
)
_PAYERS = (
    "select o.id, y.name from policy o join plan n on n.id = o.plan_id "
    "join payer y on y.id = n.payer_id where o.id"
)
_GROUPED = {
    _LAST_STATEMENT: " group by account_id",
    _LAST_PAYMENT: " group by account_id",
    _LAST_ACTIVITY: " group by e.guarantor_id",
    _ENTRIES: " order by e.guarantor_id, e.id",
    _DISPUTED: " group by l.charge_id",
    _ANSWERS: " order by a.id",
    _ADJUSTMENTS: " order by id",
}


def _by_account(sql: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """Ask for a set of ids; the question ends before its `in`."""
    marks = ", ".join("?" * len(ids))
    return select(f"{sql} in ({marks}){_GROUPED.get(sql, '')}", *ids)


def _items(ids: Sequence[int]) -> dict[int, list[AccountItem]]:
    entries: dict[int, list[EntryFacts]] = defaultdict(list)
    owner: dict[int, int] = {}
    for guarantor, charge, posting, kind, *days, account, policy, cents, is_reversed in _by_account(
        _ENTRIES, ids
    ):
        posted_on, effective_on = map(date.fromisoformat, days)
        owner[charge] = guarantor
        entries[charge].append(
            EntryFacts(
                posting, kind, posted_on, effective_on, account, policy, Money(cents), bool(is_reversed)
            )
        )
    charges = list(entries)
    facts = _in_slices(_CHARGES, charges)
    answers = _answers(charges)
    policies = {entry.policy_id for found in entries.values() for entry in found if entry.policy_id}
    names = dict(_in_slices(_PAYERS, list(policies)))
    sent, disputed = _sent(charges), dict(_in_slices(_DISPUTED, charges))
    items: dict[int, list[AccountItem]] = defaultdict(list)
    for row in facts:
        charge = _charge(row, sent.get(row[0], {}), disputed.get(row[0]))
        item = compose_item(charge, entries[row[0]], answers.get(row[0], []), names)
        if item is not None:
            items[owner[row[0]]].append(item)
    for found in items.values():
        found.sort(key=lambda item: (item.service_date, item.charge_id))
    return items


def _in_slices(sql: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(ids), 10_000):
        found.extend(_by_account(sql, ids[start : start + 10_000]))
    return found


def _answers(charges: Sequence[int]) -> Answers:
    adjustments: dict[tuple[int, int], list[Adjustment]] = defaultdict(list)
    for answer, charge, group, code, cents, accepted in _in_slices(_ADJUSTMENTS, charges):
        adjustments[(answer, charge)].append(Adjustment(group, code, Money(cents), bool(accepted)))
    found: Answers = defaultdict(list)
    for charge, answer, posting, payer, rank, on, allowed, paid in _in_slices(_ANSWERS, charges):
        found[charge].append(
            AnswerFacts(
                posting,
                payer,
                rank,
                date.fromisoformat(on),
                None if allowed is None else Money(allowed),
                Money(paid),
                tuple(adjustments[(answer, charge)]),
                _meanings(adjustments[(answer, charge)]),
            )
        )
    return found


def _meanings(parts: Sequence[Adjustment]) -> dict[str, tuple[str, str]]:
    """What the patient is told of codes, by the adjustment's name; nothing of what the sentences say already.

    Our texts speak of a refusal that the office follows up; of a part that the plan leaves to the patient
    only those are told whose codes let the patient be billed.
    """
    found = {}
    for part in parts:
        code = catalogs.denial_codes().get(part.code)
        is_told = code and (code.patient_billable == "yes" if part.is_share else not part.write_off_kind)
        if code and is_told and not part.is_cost_share:
            found[part.name] = (code.patient_en, code.patient_es)
    return found


def _sent(charges: Sequence[int]) -> dict[int, dict[int, date | None]]:
    """By charge and policy, when the claim was first printed; None for one that never was."""
    found: dict[int, dict[int, date | None]] = defaultdict(dict)
    for charge, policy, state, made_at in _in_slices(_SENT, charges):
        if made_at or state == "ready":
            found[charge][policy] = date.fromisoformat(made_at[:10]) if made_at else None
    return found


def _charge(row: tuple[Any, ...], sent_on: dict[int, date | None], disputed: str | None) -> ChargeFacts:
    (
        charge,
        visit,
        patient,
        last,
        first,
        middle,
        suffix,
        provider,
        on,
        code,
        en,
        es,
        cents,
        self_pay,
        shown,
    ) = row
    return ChargeFacts(
        charge,
        visit,
        patient,
        PersonName(last, first, middle, suffix).spoken,
        provider,
        date.fromisoformat(on),
        code,
        en,
        es,
        Money(cents),
        bool(self_pay),
        date.fromisoformat(shown) if shown else None,
        sent_on,
        date.fromisoformat(disputed) if disputed else None,
    )


def _summary(row: tuple[Any, ...], beside: _Beside) -> AccountSummary:
    account = row[0]
    holds = [hold for hold, is_set in zip(HOLDS, row[12:16], strict=True) if is_set]
    holds += [MailHold.BILL_ANEW] if account in beside.to_bill_anew else []
    statement, payment = beside.statements.get(account), beside.payments.get(account)
    active_on = beside.active_on.get(account)
    return AccountSummary(
        number=row[1],
        guarantor=PersonName(row[2], row[3], row[4], row[5]),
        address=Address(*row[6:11]),
        language=row[11],
        items=tuple(beside.items.get(account, ())),
        credit=Money(beside.credits.get(account, 0)),
        last_statement_on=date.fromisoformat(statement[1]) if statement else None,
        last_activity_on=date.fromisoformat(active_on) if active_on else None,
        last_payment=LastPayment(date.fromisoformat(payment[1]), Money(payment[2])) if payment else None,
        insurance_on_file=tuple(beside.insurance.get(account, ())),
        holds=tuple(holds),
        mailings=statement[2] if statement else 0,
    )
