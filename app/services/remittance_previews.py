"""Remittances as they would be posted: read, matched and planned, and nothing written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from app.domain.date_entry import format_date
from app.domain.errors import AppError, RuleError
from app.domain.money import Money
from app.domain.provider_adjustments import AdjustmentPlan, plan_adjustment
from app.domain.remittance_balance import check_balance
from app.domain.remittance_plan import (
    ClaimFacts,
    ClaimPlan,
    Matched,
    RemittancePlan,
    Verdict,
    plan_claims,
)
from app.domain.remittances import RemittanceAdvice
from app.domain.rights import Right
from app.edi.x835 import read_remittances
from app.models.disk_faults import in_words
from app.models.records import TradingPartner
from app.queries.remitted_claims import (
    PostedBefore,
    carried_amounts,
    claims_referred_to,
    claims_typed_with,
    is_ours,
    match_claims,
    same_money_posted,
)
from app.queries.typed_checks import SameCheck, checks_numbered
from app.services.files import LARGEST_FILE
from app.services.inbox_files import remittances_in
from app.services.progress import Progress, no_progress
from app.services.session import Session

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class RemittancePreview:
    """One remittance of a file as it would be posted; `position` is its place in the file, from 0.

    `posted_before` is what brought the same money; then nothing of it is posted again. `held` are the claims
    that wait for a person, `held_adjustments` what waits beside them; `posting_now` is what posting explains
    at once. The three are found when it is made, off the screen's thread, since a list asks again and again.
    """

    name: str
    content: bytes = field(repr=False)
    position: int
    advice: RemittanceAdvice = field(repr=False)
    plan: RemittancePlan = field(repr=False)
    posted_before: PostedBefore | None
    held: tuple[ClaimPlan, ...] = field(init=False, compare=False, repr=False)
    held_adjustments: tuple[AdjustmentPlan, ...] = field(init=False, compare=False, repr=False)
    posting_now: Money = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Find what waits, and what is explained at once."""
        plan, claims = self.plan, self.advice.claims
        held = tuple(each for each in plan.claims if each.verdict is not Verdict.CLEAR)
        paid = sum(claims[each.index].paid for each in plan.claims if each.verdict is Verdict.CLEAR)
        beside = sum(each.amount for each in plan.adjustments if each.is_clear)
        object.__setattr__(self, "held", held)
        waiting = tuple(each for each in plan.adjustments if not each.is_clear)
        object.__setattr__(self, "held_adjustments", waiting)
        object.__setattr__(self, "posting_now", Money(paid - beside))

    @property
    def amount(self) -> Money:
        """What the payer says it pays."""
        return Money(self.advice.payment)

    @property
    def left(self) -> Money:
        """What of the payment posting leaves unexplained."""
        return self.amount - self.posting_now

    @property
    def can_post(self) -> bool:
        """Tell whether it posts with one key: it is new, and nothing about the whole needs a look."""
        return self.posted_before is None and not self.plan.warnings


@dataclass(frozen=True, slots=True)
class FilePreview:
    """A file of remittances; one that could not be read has only a `refusal`."""

    name: str
    remittances: tuple[RemittancePreview, ...] = ()
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class PlannedRemittance:
    """A plan with what it was measured against, by id of the claim."""

    plan: RemittancePlan
    facts: dict[int, ClaimFacts]


def preview_remittances(
    session: Session, paths: Sequence[Path], progress: Progress = no_progress
) -> tuple[FilePreview, ...]:
    """Read files and plan what each remittance in them would post; an odd file stops no other."""
    session.require(Right.POST_ANSWER)
    previews = []
    for count, path in enumerate(paths, start=1):
        previews.append(_read(session, path, progress))
        progress(count, len(paths), "files")
    return tuple(previews)


def preview_remittance_inboxes(session: Session, progress: Progress = no_progress) -> tuple[FilePreview, ...]:
    """Plan what is new in the inbox folders of the trading partners; what is no remittance is left alone.

    Raises RuleError where no partner has an inbox that is there.
    """
    session.require(Right.POST_ANSWER)
    partners = TradingPartner.select().where(TradingPartner.active).order_by(TradingPartner.name)
    there = [Path(each.inbox) for each in partners if each.inbox and Path(each.inbox).is_dir()]
    if not there:
        raise RuleError(
            "No trading partner has an inbox folder that is there. Choose one in the settings, or open the "
            "files by hand."
        )
    paths = [path for folder in dict.fromkeys(there) for path in remittances_in(folder)]
    found = preview_remittances(session, paths, progress)
    return tuple(
        each for each in found if each.refusal or any(not one.posted_before for one in each.remittances)
    )


def preview_content(
    session: Session, name: str, content: bytes, progress: Progress = no_progress
) -> tuple[RemittancePreview, ...]:
    """Plan every remittance of a file that was read; raises X12Error for one that can not be understood."""
    session.require(Right.POST_ANSWER)
    return tuple(
        _preview(session, _Part(name, content, position, advice), progress)
        for position, advice in enumerate(read_remittances(content))
    )


def renew_preview(session: Session, shown: RemittancePreview) -> RemittancePreview:
    """Plan a remittance anew as things stand now, as after another one of the same file was posted."""
    session.require(Right.POST_ANSWER)
    return _preview(session, _Part(shown.name, shown.content, shown.position, shown.advice), no_progress)


def plan_remittance(advice: RemittanceAdvice, progress: Progress = no_progress) -> PlannedRemittance:
    """Match and plan all of one remittance as things stand now; a large one tells how far it is."""
    matched = _match(advice, progress)
    claims = plan_claims(matched)
    facts = {each.facts.known.claim_id: each.facts for each in matched if each.facts}
    plan = RemittancePlan(claims, _plan_adjustments(advice), tuple(_warnings(advice)))
    return PlannedRemittance(plan, facts)


def money_key(advice: RemittanceAdvice, today: date) -> tuple[str, str, str, int]:
    """What tells one payment from all others: payer, number, day and cents."""
    return payer_key(advice), advice.trace_number, paid_on(advice, today).isoformat(), advice.payment


def payer_key(advice: RemittanceAdvice) -> str:
    """By what a payer is known from one remittance to the next."""
    return advice.payer_id or advice.payer.id or advice.payer_name


def paid_on(advice: RemittanceAdvice, today: date) -> date:
    """The day of the payment as the payer says it; today where it says none."""
    return advice.effective or advice.production or today


def digest_of(content: bytes) -> str:
    """How a file is known again."""
    return sha256(content).hexdigest()


class _Part(NamedTuple):
    """One remittance of a file, and where it stands in it."""

    name: str
    content: bytes
    position: int
    advice: RemittanceAdvice


def _preview(session: Session, part: _Part, progress: Progress) -> RemittancePreview:
    before = same_money_posted(*money_key(part.advice, session.today()))
    return RemittancePreview(*part, plan_remittance(part.advice, progress).plan, before)


def _match(advice: RemittanceAdvice, progress: Progress) -> list[Matched]:
    claims, matched = advice.claims, list[Matched]()
    for first in range(0, len(claims), _AT_ONCE):
        matched += match_claims(claims[first : first + _AT_ONCE], first)
        if len(claims) > _AT_ONCE:
            progress(len(matched), len(claims), "claims compared")
    return matched


def _plan_adjustments(advice: RemittanceAdvice) -> tuple[AdjustmentPlan, ...]:
    parts = advice.provider_adjustments
    if not parts:
        return ()
    references = {part.reference for part in parts}
    paid = claims_referred_to(references)
    carried = carried_amounts(payer_key(advice), references)
    return tuple(
        plan_adjustment(index, part, carried.get(part.reference, 0), paid.get(part.reference))
        for index, part in enumerate(parts)
    )


def _warnings(advice: RemittanceAdvice) -> list[str]:
    """What about the whole remittance a person must pass, with a reason that stays on record."""
    warnings = [each.sentence for each in check_balance(advice) if each.claim is None]
    if advice.source.is_test:
        warnings.append("The file is marked as a test: it may move no money.")
    typed = claims_typed_with(advice.trace_number)
    if typed and not advice.is_notice:
        numbers = ", ".join(map(str, typed))
        warnings.append(
            f"Answers with the check number {advice.trace_number} were typed by hand, for claim {numbers}. "
            "Take those back first, so that the money is not in the bank twice."
        )
    if not advice.is_notice:
        warnings += [explain_typed(same) for same in checks_numbered(advice.trace_number) if same.typed]
    if not is_ours(advice.payee_npi, advice.payee_tax_id):
        warnings.append(
            f"The payment is for {advice.payee.name or 'somebody'} with NPI {advice.payee_npi or 'unknown'}, "
            "which is not this practice."
        )
    return warnings


def explain_typed(same: SameCheck) -> str:
    """Say that a check with this number was typed by hand before."""
    return (
        f"{same.words} Take that one back first if it is the same money, so that it is not in the bank twice."
    )


def explain_posted_before(before: PostedBefore) -> str:
    """Say when and by whom the same money was posted."""
    return f"Posted before, on {format_date(before.at.date())} by {before.user}. Nothing is posted twice."


def _read(session: Session, path: Path, progress: Progress) -> FilePreview:
    try:
        with in_words(path):
            if path.stat().st_size > LARGEST_FILE:
                return FilePreview(path.name, refusal="The file is larger than 25 MB and was not read.")
            content = path.read_bytes()
        return FilePreview(path.name, preview_content(session, path.name, content, progress))
    except AppError as error:
        return FilePreview(path.name, refusal=str(error))
