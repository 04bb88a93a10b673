"""Insurers' checks that are typed by hand: claims they may pay, checks begun, the same one posted before."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.date_entry import format_date, read_date
from app.domain.errors import InputError
from app.domain.money import Money
from app.domain.provider_adjustments import PaidClaim
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks
from app.queries.insurer_answers import AnswerableClaim, find_answerable_claim
from app.queries.patients import search_words
from app.queries.remitted_claims import claims_referred_to

PANEL = "check"
MOST_FOUND = 20
LONGEST_NUMBER = 15


@dataclass(frozen=True, slots=True)
class CheckClaimLine:
    """A claim that a check of its insurer may pay; `open` is what that insurer still owes on it."""

    id: int
    number: int
    patient: str
    service_on: date
    charged: Money
    open: Money


@dataclass(frozen=True, slots=True)
class BegunCheck:
    """A check that somebody began to type; the texts are as they stand in its head."""

    draft_id: int
    user_id: int
    user: str
    subject: str
    payer: str
    number: str
    amount: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class SameCheck:
    """The posting of a check or remittance with the same number, which stands."""

    id: int
    payer: str
    number: str
    amount: Money
    paid_on: date
    at: datetime
    user: str
    typed: bool

    @property
    def words(self) -> str:
        """Say when and by whom it was posted."""
        how = "typed" if self.typed else "read from a remittance file"
        return (
            f"Check {self.number} of {self.payer}, {self.amount.dollars} of {format_date(self.paid_on)}, was "
            f"posted on {format_date(self.at.date())} by {self.user}, {how}."
        )


@asks(Right.POST_ANSWER)
def list_check_claims(payer_id: int, text: str, today: date) -> tuple[CheckClaimLine, ...]:
    """The claims with something open at an insurer that a number, a name or a day of service finds."""
    rows = select(
        "with found(id) as (select id from claim where number = ?1 "
        "union select c.id from patient_search s cross join claim c on c.patient_id = s.rowid "
        "where s.patient_search match ?2 "
        "union select c.id from visit v cross join claim c on c.visit_id = v.id where v.on_date = ?3), "
        "sums as (select m.id, sum(c.cents) as charged, coalesce(sum((select sum(b.cents) "
        "from charge_balance b where b.charge_id = c.id and b.account = 'insurance_ar' "
        "and b.policy_id = m.policy_id)), 0) as open from found f "
        "cross join claim m on m.id = f.id join claim_line l on l.claim_id = m.id "
        "join charge c on c.id = l.charge_id where m.state in ('ready', 'printed', 'sent') group by m.id) "
        "select m.id, m.number, t.last || ', ' || t.first, v.on_date, s.charged, s.open from sums s "
        "cross join claim m on m.id = s.id join patient t on t.id = m.patient_id "
        "join visit v on v.id = m.visit_id join policy o on o.id = m.policy_id "
        "join plan n on n.id = o.plan_id where n.payer_id = ?4 and s.open <> 0 "
        f"order by v.on_date, m.number limit {MOST_FOUND}",
        _number(text),
        search_words(text, today) or '""',
        _day(text, today),
        payer_id,
    )
    return tuple(
        CheckClaimLine(
            claim, number, patient.strip(", "), date.fromisoformat(on), Money(charged), Money(left)
        )
        for claim, number, patient, on, charged, left in rows
    )


@asks(Right.POST_ANSWER)
def find_answerable_claims(claim_ids: Sequence[int]) -> tuple[AnswerableClaim, ...]:
    """Claims with all that their answers are measured against, in the order given."""
    return tuple(find_answerable_claim(claim) for claim in claim_ids)


@asks(Right.POST_ANSWER)
def find_takeback_claim(reference: str) -> PaidClaim | None:
    """The claim that a takeback names, by our number or the insurer's, with what is paid on its lines."""
    return claims_referred_to([reference]).get(reference)


@asks(Right.POST_ANSWER)
def find_same_check(payer_id: int, number: str, amount: Money | None) -> SameCheck | None:
    """What was posted already with this number: by this insurer, or to the same amount by whatever name."""
    payer, key = payer_names(payer_id)
    for found in checks_numbered(number):
        if found.payer == payer or found.amount == amount or _key_of(found.id) in (key, payer):
            return found
    return None


@asks(Right.POST_ANSWER)
def list_begun_checks() -> tuple[BegunCheck, ...]:
    """The checks that anybody began to type and has not posted, the latest first."""
    rows = select(
        "select d.id, d.user_id, u.display_name, d.subject, d.content, d.saved_at from draft d "
        "join user u on u.id = d.user_id where d.panel = ? order by d.saved_at desc, d.id desc",
        PANEL,
    )
    return tuple(_begun(*row) for row in rows)


def checks_numbered(number: str) -> list[SameCheck]:
    """Remittances with this number that stand, typed or read from a file, the first posted first.

    Few payers have many remittances: their keys are walked one by one, since only a key leads to a number.
    """
    rows = select(
        "with recursive payers(reached) as (select min(payer_key) from remittance union all "
        "select (select min(payer_key) from remittance where payer_key > reached) from payers "
        "where reached is not null) "
        "select r.id, r.payer_name, r.trace, r.cents, r.paid_on, r.at, u.display_name, f.subject "
        "from payers p cross join remittance r on r.payer_key = p.reached join user u on u.id = r.user_id "
        "join stored_file f on f.id = r.file_id where r.trace = ? and not exists "
        "(select 1 from remittance_void v where v.remittance_id = r.id) order by r.id",
        number.strip(),
    )
    return [
        SameCheck(
            row[0],
            payer=row[1],
            number=row[2],
            amount=Money(row[3]),
            paid_on=date.fromisoformat(row[4]),
            at=datetime.fromisoformat(row[5]),
            user=row[6],
            typed=row[7] == PANEL,
        )
        for row in rows
    ]


def payer_names(payer_id: int) -> tuple[str, str]:
    """The name of an insurer, and the id by which its claims go out; empty where it has none."""
    name, key = select("select name, claim_payer_id from payer where id = ?", payer_id)[0]
    return name, key


def answers_typed_with(payer_id: int, number: str) -> tuple[int, ...]:
    """The claims of an insurer whose answers were typed one by one with this check number and stand."""
    rows = select(
        "select distinct m.number from adjudication a join claim m on m.id = a.claim_id "
        "join policy o on o.id = a.policy_id join plan n on n.id = o.plan_id "
        "where a.check_number = ? and a.check_number <> '' and n.payer_id = ? "
        "and not exists(select 1 from adjudication_void w where w.adjudication_id = a.id) "
        "and not exists(select 1 from remittance_step s where s.adjudication_id = a.id) order by 1 limit 20",
        number.strip(),
        payer_id,
    )
    return tuple(claim for (claim,) in rows)


def _key_of(remittance_id: int) -> str:
    return str(select("select payer_key from remittance where id = ?", remittance_id)[0][0])


def _begun(draft: int, user_id: int, user: str, subject: str, content: str, saved_at: str) -> BegunCheck:
    texts = json.loads(content)
    payer, number, amount = (str(texts.get(name, "")) for name in ("payer", "number", "amount"))
    return BegunCheck(draft, user_id, user, subject, payer, number, amount, datetime.fromisoformat(saved_at))


def _number(text: str) -> int:
    digits = text.strip().lstrip("#")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER else -1


def _day(text: str, today: date) -> str:
    """The day that a text names, as the database writes it; one that lies ahead is meant of last year."""
    try:
        found = read_date(text, today)
    except InputError:
        return ""
    if found > today and text.count("/") == 1:
        return read_date(f"{text}/{found.year - 1}", today).isoformat()
    return found.isoformat()
