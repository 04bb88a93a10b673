"""What is known when a question is asked: frozen facts of one patient, read in one snapshot.

None and empty mean that the practice does not know; an answer then says so.
"""

from dataclasses import dataclass, field
from datetime import date

from app.domain.accounts import AccountItem, AccountSummary
from app.domain.accumulators import Accumulators
from app.domain.authorizations import Authorization, Kind
from app.domain.benefits import BenefitRow
from app.domain.coverage import PolicyTerm, choose_policies
from app.domain.disputes.cases import Stage
from app.domain.money import ZERO, Money
from app.domain.payer_windows import PayerWindows
from app.domain.questions.policies import PracticePolicies

MEDICARE, MEDICAID = "medicare", "medicaid"
ACCIDENT_LINES = frozenset({"workers_comp", "auto"})


@dataclass(frozen=True, slots=True)
class Focus:
    """What the question is about where it is about something: a visit, a line, a code, a day."""

    visit_id: int | None = None
    charge_id: int | None = None
    code: str = ""
    on: date | None = None

    def fits(self, item: AccountItem) -> bool:
        """Tell whether a line is one of those asked about."""
        return (
            self.visit_id in (None, item.visit_id)
            and self.charge_id in (None, item.charge_id)
            and self.code in ("", item.code)
            and self.on in (None, item.service_date)
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is asked: its number, what it is about, and who asks it.

    `is_money_only`: this caller may hear what is owed and paid, and not why the patient was seen. `is_payer`:
    he pays the bill, and so hears of everybody's lines on it. `is_permitted`: he calls with the patient's
    permission, and so hears of the patient's lines alone, and of those of the minors on the bill that the
    patient pays.
    """

    number: int
    focus: Focus = Focus()
    is_money_only: bool = False
    is_payer: bool = False
    is_permitted: bool = False


@dataclass(frozen=True, slots=True)
class PermittedFacts:
    """Somebody with whom the patient lets the office talk."""

    id: int
    name: str
    relation: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """The patient, and who gets the bill."""

    id: int
    name: str
    guarantor: str = ""
    language: str = "en"
    birth_date: date | None = None
    is_self_pay: bool = False
    permitted: tuple[PermittedFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class NetworkFacts:
    """Whether a provider is in a plan's network, as found on a day."""

    id: int
    provider: str
    is_in: bool | None
    as_of: date


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """The latest eligibility check of a policy; `is_active` is None where the answer did not say."""

    id: int
    on: date
    is_active: bool | None = None


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """One insurance of the patient, with what is known of its plan and payer."""

    id: int
    term: PolicyTerm
    windows: PayerWindows
    payer_id: int = 0
    plan_id: int = 0
    phone: str = ""
    deductible: Money | None = None
    benefits: tuple[BenefitRow, ...] = ()
    accumulators: Accumulators | None = None
    check: CheckFacts | None = None
    network: NetworkFacts | None = None
    order_reason: str = ""
    is_qmb: bool = False

    @property
    def name(self) -> str:
        """Payer and plan."""
        return self.term.name


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """The service asked about, by the practice's own name; `fee` is its price for one unit."""

    code: str
    names: tuple[str, str]
    category: str = ""
    fee: Money | None = None


@dataclass(frozen=True, slots=True)
class ApprovalRule:
    """Whether a payer wants to approve the service beforehand; `words` are read out as they are."""

    id: int
    words: tuple[str, str]
    is_needed: bool
    source: str = ""


@dataclass(frozen=True, slots=True)
class GuidelineFacts:
    """What the office's notes of a payer's rules say of the service; `words` are read out as they are.

    `id` is that of the record's chain; `is_known` tells whether coverage is known at all.
    """

    id: int
    is_known: bool
    is_covered: bool
    words: tuple[str, str]
    needs_referral: bool | None = None
    source: str = ""
    approval: ApprovalRule | None = None


@dataclass(frozen=True, slots=True)
class EstimateFacts:
    """The latest estimate of a visit with `services`; `parts` are (English, Spanish) with their amounts."""

    id: int
    total: Money
    made_on: date
    visit_id: int | None = None
    parts: tuple[tuple[tuple[str, str], Money], ...] = ()
    is_good_faith: bool = False
    services: int = 1


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """An authorization or a referral, with what is used of it."""

    authorization: Authorization
    used: int = 0

    @property
    def left(self) -> int | None:
        """How many are left; None where there is no limit."""
        approved = self.authorization.approved
        return None if approved is None else max(0, approved - self.used)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The dispute of a refused line: its number and how far it came."""

    id: int
    number: int
    stage: Stage


@dataclass(frozen=True, slots=True)
class DenialFacts:
    """A line that an insurer refused and that is open or in dispute; `due` is the last day to dispute it."""

    charge_id: int
    claim_id: int
    claim_number: int
    payer: str
    received_on: date
    open: Money
    reason: str
    due: date | None = None
    action: tuple[str, str] = ("", "")
    action_on: date | None = None
    answer_by: date | None = None
    case: CaseFacts | None = None


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """A payment of the patient's side; `returned_on` where its check came back."""

    id: int
    receipt: int
    on: date
    amount: Money
    method: str
    returned_on: date | None = None
    fee: Money = ZERO


@dataclass(frozen=True, slots=True)
class RefundFacts:
    """Money given back, or asked for to be given back (`issued_on` is None until it is)."""

    id: int
    amount: Money
    method: str = ""
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """An advance notice (ABN) the patient was given."""

    id: int
    services: tuple[str, str]
    issued_on: date
    estimate: Money
    is_signed: bool = False


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """A visit as questions need it; `is_accident` is a work, car or other accident."""

    id: int
    on: date
    provider: str = ""
    is_planned: bool = False
    is_accident: bool = False
    is_sent: bool = False


@dataclass(frozen=True, slots=True)
class BillFacts:
    """What was mailed: how many bills, the last one's id and day."""

    count: int = 0
    last_id: int = 0
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """Everything an answer may need, of one patient at one moment."""

    today: date
    person: PersonFacts
    account_id: int
    account: AccountSummary
    policies: tuple[PolicyFacts, ...] = ()
    visits: tuple[VisitFacts, ...] = ()
    service: ServiceFacts | None = None
    guideline: GuidelineFacts | None = None
    estimate: EstimateFacts | None = None
    approvals: tuple[ApprovalFacts, ...] = ()
    denials: tuple[DenialFacts, ...] = ()
    payments: tuple[PaymentFacts, ...] = ()
    refunds: tuple[RefundFacts, ...] = ()
    notices: tuple[NoticeFacts, ...] = ()
    bills: BillFacts = BillFacts()
    categories: tuple[tuple[int, str], ...] = ()
    rules: PracticePolicies = field(default_factory=PracticePolicies)
    pay_url: str = ""
    phone: str = ""
    focus: Focus = Focus()
    is_money_only: bool = False
    children: frozenset[int] = frozenset()

    def may_name(self, item: AccountItem) -> bool:
        """Tell whether the service of a line may be named: the patient's own, or a child's on the bill."""
        return not self.is_money_only and item.patient_id in (self.person.id, *self.children)

    @property
    def chosen_items(self) -> tuple[AccountItem, ...]:
        """The lines asked about: all of the account where nothing was chosen."""
        return tuple(item for item in self.account.items if self.focus.fits(item))

    @property
    def owed_items(self) -> tuple[AccountItem, ...]:
        """Of the lines asked about, those for which the patient's side owes now, by what is not disputed."""
        return tuple(item for item in self.chosen_items if item.owes_now > ZERO)

    @property
    def is_chosen(self) -> bool:
        """Tell whether the question is about something chosen."""
        return self.focus != Focus()

    @property
    def day(self) -> date:
        """The day the question is about: the one chosen, that of what was chosen, else today."""
        if self.focus.on:
            return self.focus.on
        if self.visit:
            return self.visit.on
        if self.focus.charge_id and self.chosen_items:
            return self.chosen_items[0].service_date
        return self.today

    @property
    def visit(self) -> VisitFacts | None:
        """The visit that was chosen."""
        return next((each for each in self.visits if each.id == self.focus.visit_id), None)

    @property
    def policies_in_force(self) -> tuple[PolicyFacts, ...]:
        """The insurances in force on the day asked about, in the order in which they pay."""
        by_id = {policy.id: policy for policy in self.policies}
        terms = choose_policies([policy.term for policy in self.policies], self.day)
        return tuple(by_id[term.policy_id] for term in terms)

    @property
    def first_policy(self) -> PolicyFacts | None:
        """The insurance that pays first on the day asked about."""
        return next(iter(self.policies_in_force), None)

    def approvals_of(self, kind: Kind) -> tuple[ApprovalFacts, ...]:
        """Authorizations or referrals, the newest last."""
        return tuple(each for each in self.approvals if each.authorization.kind is kind)

    def item_of(self, charge_id: int) -> AccountItem | None:
        """One line of the account."""
        return next((item for item in self.account.items if item.charge_id == charge_id), None)

    def category_of(self, item: AccountItem) -> str:
        """The kind of service of a line, as the practice's list has it."""
        return dict(self.categories).get(item.charge_id, "")
