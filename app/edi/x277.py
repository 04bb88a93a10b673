"""277: answers about claims, as acknowledgment (277CA, 005010X214) and as status response (005010X212).

Both are trees of the same levels: payer or clearinghouse (20), us (21), provider (19), and patients (PT, 22,
23) with their claims. An acknowledgment that refuses a whole batch may stop at our level.
"""

from dataclasses import dataclass, field
from datetime import date

from app.domain.claim_responses import Outcome, decide_outcome, worst
from app.domain.money import Money
from app.edi.interchanges import TransactionSet
from app.edi.syntax import Segment
from app.edi.values import read_amount, read_optional_amount, read_optional_day, read_period

_SOURCE, _RECEIVER, _PROVIDER = "20", "21", "19"
_PATIENTS = {"PT", "22", "23"}
_STATUS_PLACES = (1, 10, 11)


@dataclass(frozen=True, slots=True)
class StatusCode:
    """One composite of an STC: category, claim status code, and whose field it is (empty = not said)."""

    category: str
    status: str
    entity: str


@dataclass(frozen=True, slots=True)
class Status:
    """One STC: its codes, date, action (`WQ` taken, `U` refused), amounts, check, and the sender's words."""

    codes: tuple[StatusCode, ...]
    effective: date | None
    action: str
    charge: Money | None
    paid: Money | None
    finalized: date | None
    check_date: date | None
    check_number: str
    message: str

    @property
    def outcome(self) -> Outcome:
        """The worst that its codes say."""
        return worst(decide_outcome(code.category, self.action) for code in self.codes)


@dataclass(frozen=True, slots=True)
class LineStatus:
    """The answer about one service line: code, charge, our line number (REF*FJ), dates and statuses."""

    code: str
    charge: Money | None
    line_number: str
    service: tuple[date, date] | None
    statuses: tuple[Status, ...]


@dataclass(frozen=True, slots=True)
class ClaimStatus:
    """The answer about one claim.

    `reference` is what we sent to know it by: CLM01 in an acknowledgment, our trace in a status response
    (there `account_number` may bear CLM01). `payer_number` is the payer's claim number (REF*1K).
    """

    reference: str
    patient_name: str
    member_id: str
    statuses: tuple[Status, ...]
    payer_number: str
    clearinghouse_number: str
    account_number: str
    service: tuple[date, date] | None
    lines: tuple[LineStatus, ...]

    @property
    def outcome(self) -> Outcome:
        """The worst that the claim's statuses say; those of its lines count if it has none of its own."""
        statuses = self.statuses or tuple(status for line in self.lines for status in line.statuses)
        return worst(status.outcome for status in statuses) if statuses else Outcome.LOOK


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """One 277: who answers, our batch (BHT03), what is said about all of it, and the claims.

    `number` is the sender's own reference. Counts and amounts are None where they are not told.
    """

    sender: str
    number: str
    source_name: str
    source_id: str
    batch_reference: str
    statuses: tuple[Status, ...]
    provider_statuses: tuple[Status, ...]
    accepted_count: int | None
    rejected_count: int | None
    accepted_amount: Money | None
    rejected_amount: Money | None
    claims: tuple[ClaimStatus, ...]

    @property
    def outcome(self) -> Outcome:
        """The worst that is said about the batch as a whole; NO_CHANGE if nothing is."""
        return worst(status.outcome for status in self.statuses)


def read_277(transaction_set: TransactionSet) -> BatchAnswer:
    """Read one 277 of either kind; raises X12Error where a part stands out of its place or cannot be read."""
    reading = _Reading()
    for segment in transaction_set.segments():
        handle = _SEGMENTS.get(segment.id)
        if handle is not None:
            handle(reading, segment)
    if not reading.level:
        raise segment.error("The answer holds no levels (HL is missing).")
    return reading.answer(transaction_set.group.sender)


@dataclass(slots=True)
class _OpenLine:
    code: str = ""
    charge: Money | None = None
    service: tuple[date, date] | None = None
    numbers: dict[str, str] = field(default_factory=dict)
    statuses: list[Status] = field(default_factory=list)


@dataclass(slots=True)
class _OpenClaim:
    reference: str
    patient_name: str
    member_id: str
    service: tuple[date, date] | None = None
    numbers: dict[str, str] = field(default_factory=dict)
    statuses: list[Status] = field(default_factory=list)
    lines: list[_OpenLine] = field(default_factory=list)


class _Reading:
    """How far the reading of one 277 has come."""

    def __init__(self) -> None:
        self.level = ""
        self.number = ""
        self.names: dict[str, tuple[str, str]] = {}
        self.batch_reference = ""
        self.statuses: dict[str, list[Status]] = {_SOURCE: [], _RECEIVER: [], _PROVIDER: []}
        self.counts: dict[str, int] = {}
        self.amounts: dict[str, Money] = {}
        self.claims: list[_OpenClaim] = []
        self.in_claim = False

    @property
    def place(self) -> "_OpenClaim | _OpenLine | None":
        """Where what follows belongs to: the last line of the open claim, the claim, or none."""
        if not self.in_claim:
            return None
        claim = self.claims[-1]
        return claim.lines[-1] if claim.lines else claim

    def take_header(self, segment: Segment) -> None:
        self.number = segment.element(3)

    def begin_level(self, segment: Segment) -> None:
        level = segment.element(3)
        if level not in self.statuses and level not in _PATIENTS:
            raise segment.error(f"The level {level[:10] or '(none)'} is not known here.")
        self.level, self.in_claim = level, False
        self.names.pop(level, None)

    def take_name(self, segment: Segment) -> None:
        self.refuse_without_level(segment)
        if not self.in_claim and self.level not in self.names:
            name = " ".join(filter(None, (segment.element(4), segment.element(5), segment.element(3))))
            self.names[self.level] = (name, segment.element(9))

    def take_trace(self, segment: Segment) -> None:
        self.refuse_without_level(segment)
        if self.level in _PATIENTS:
            if not segment.element(2):
                raise segment.error("The answer does not say which claim it is about.")
            self.claims.append(_OpenClaim(segment.element(2), *self.names.get(self.level, ("", ""))))
            self.in_claim = True
        elif self.level == _RECEIVER and not self.batch_reference:
            self.batch_reference = segment.element(2)

    def take_status(self, segment: Segment) -> None:
        self.refuse_without_level(segment)
        status = _status(segment)
        if self.place is not None:
            self.place.statuses.append(status)
        elif self.level in self.statuses:
            self.statuses[self.level].append(status)
        else:
            raise segment.error("A status is told before the claim it belongs to (TRN is missing).")

    def take_number(self, segment: Segment) -> None:
        if self.place is not None:
            self.place.numbers.setdefault(segment.element(1), segment.element(2))

    def take_dates(self, segment: Segment) -> None:
        if self.place is not None and segment.element(1) in {"472", "232"}:
            self.place.service = read_period(segment, segment.element(2), segment.element(3))

    def begin_line(self, segment: Segment) -> None:
        if not self.in_claim:
            raise segment.error("A service line stands before its claim (TRN is missing).")
        charge = read_optional_amount(segment, segment.element(2))
        self.claims[-1].lines.append(_OpenLine(segment.component(1, 2), charge))

    def take_count(self, segment: Segment) -> None:
        if self.level == _RECEIVER:
            text = segment.element(2)
            if not (text.isascii() and text.isdecimal() and len(text) <= 10):
                raise segment.error("The number of claims cannot be read.")
            self.counts.setdefault(segment.element(1), int(text))

    def take_amount(self, segment: Segment) -> None:
        if self.level == _RECEIVER:
            self.amounts.setdefault(segment.element(1), read_amount(segment, segment.element(2)))

    def refuse_without_level(self, segment: Segment) -> None:
        if not self.level:
            raise segment.error("This stands before the first level (HL is missing).")

    def answer(self, sender: str) -> BatchAnswer:
        """Make the value of what was read."""
        name, source_id = self.names.get(_SOURCE, ("", ""))
        return BatchAnswer(
            sender=sender,
            number=self.number,
            source_name=name,
            source_id=source_id,
            batch_reference=self.batch_reference,
            statuses=tuple(self.statuses[_SOURCE] + self.statuses[_RECEIVER]),
            provider_statuses=tuple(self.statuses[_PROVIDER]),
            accepted_count=self.counts.get("90"),
            rejected_count=self.counts.get("AA"),
            accepted_amount=self.amounts.get("YU"),
            rejected_amount=self.amounts.get("YY"),
            claims=tuple(map(_claim, self.claims)),
        )


_SEGMENTS = {
    "BHT": _Reading.take_header,
    "HL": _Reading.begin_level,
    "NM1": _Reading.take_name,
    "TRN": _Reading.take_trace,
    "STC": _Reading.take_status,
    "REF": _Reading.take_number,
    "DTP": _Reading.take_dates,
    "SVC": _Reading.begin_line,
    "QTY": _Reading.take_count,
    "AMT": _Reading.take_amount,
}


def _status(segment: Segment) -> Status:
    codes = []
    for at in _STATUS_PLACES:
        parts = segment.components(at)
        if parts:
            category, status, entity = (*parts, "", "")[:3]
            codes.append(StatusCode(category, status, entity))
    if not codes or not codes[0].category:
        raise segment.error("The status has no category.")
    return Status(
        codes=tuple(codes),
        effective=read_optional_day(segment, segment.element(2)),
        action=segment.element(3),
        charge=read_optional_amount(segment, segment.element(4)),
        paid=read_optional_amount(segment, segment.element(5)),
        finalized=read_optional_day(segment, segment.element(6)),
        check_date=read_optional_day(segment, segment.element(8)),
        check_number=segment.element(9),
        message=segment.element(12),
    )


def _claim(claim: _OpenClaim) -> ClaimStatus:
    return ClaimStatus(
        reference=claim.reference,
        patient_name=claim.patient_name,
        member_id=claim.member_id,
        statuses=tuple(claim.statuses),
        payer_number=claim.numbers.get("1K", ""),
        clearinghouse_number=claim.numbers.get("D9", ""),
        account_number=claim.numbers.get("EJ", ""),
        service=claim.service,
        lines=tuple(
            LineStatus(line.code, line.charge, line.numbers.get("FJ", ""), line.service, tuple(line.statuses))
            for line in claim.lines
        ),
    )
