"""Remittance advices as payers make them, for tests: 835 files as text that balance at every level.

Everything is decided by its arguments (and a seed where chance is asked for). Amounts are cents. What a line
pays is its charge less its cuts, and so on upwards; an imbalance is made by changing the text afterwards.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from app.domain.money import Money
from app.edi.codec import write_amount, write_composite, write_date, write_segment
from app.edi.envelopes import (
    Correspondent,
    Envelope,
    SetKind,
    set_number,
    write_ge,
    write_gs,
    write_iea,
    write_isa,
    write_se,
)

REMITTANCE_835 = SetKind("HP", "835", "005010X221A1")
MADE_AT = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
DAY = date(2026, 2, 3)
CODES = ("99213", "99214", "36415", "80053", "93000", "90471", "20610", "G0439")
NAMES = ("DOE", "RIVERA", "CHEN", "OKAFOR", "HANSEN", "LOPEZ", "NOWAK", "SINGH")

Cut = tuple[str, str, int]


@dataclass(frozen=True)
class MadeLine:
    """A line of an advice; `cuts` are (group, code, cents)."""

    charge: int
    cuts: tuple[Cut, ...] = ()
    code: str = "99213"
    modifiers: tuple[str, ...] = ()
    billed: str = ""
    units: str = ""
    day: date = DAY
    allowed: int | None = None
    remarks: tuple[str, ...] = ()
    more: tuple[str, ...] = ()

    @property
    def paid(self):
        return self.charge - sum(cents for _, _, cents in self.cuts)


@dataclass(frozen=True)
class MadeClaim:
    """A claim of an advice; without lines `charge` is what it bills. `names` and `more` are segments."""

    number: str
    lines: tuple[MadeLine, ...] = ()
    cuts: tuple[Cut, ...] = ()
    status: str = "1"
    bare_charge: int = 0
    control: str = ""
    last: str = "DOE"
    names: tuple[str, ...] = ()
    more: tuple[str, ...] = ()

    @property
    def charge(self):
        return sum(line.charge for line in self.lines) if self.lines else self.bare_charge

    @property
    def all_cuts(self):
        return self.cuts + tuple(cut for line in self.lines for cut in line.cuts)

    @property
    def paid(self):
        return self.charge - sum(cents for _, _, cents in self.all_cuts)

    @property
    def patient_share(self):
        return sum(cents for group, _, cents in self.all_cuts if group == "PR")


@dataclass(frozen=True)
class MadeAdvice:
    """One advice; `plbs` are (code, reference, cents), as many to a segment as `plbs_in_segment`."""

    claims: tuple[MadeClaim, ...] = ()
    plbs: tuple[tuple[str, str, int], ...] = ()
    trace: str = "EFT0001"
    handling: str = "I"
    method: str = "ACH"
    plbs_in_segment: int = 6
    more: tuple[str, ...] = field(default=())

    @property
    def amount(self):
        return sum(claim.paid for claim in self.claims) - sum(cents for _, _, cents in self.plbs)


def money(cents):
    """Write cents as X12 does."""
    return write_amount(Money(cents))


def write_line(line, number):
    """SVC and what belongs to it."""
    composite = write_composite("HC", line.code, *line.modifiers)
    billed = write_composite("HC", line.billed) if line.billed else ""
    rows = [
        write_segment("SVC", composite, money(line.charge), money(line.paid), "", line.units, billed),
        write_segment("DTM", "472", write_date(line.day)),
        *write_cuts(line.cuts),
        write_segment("REF", "6R", str(number)),
        *line.more,
    ]
    if line.allowed is not None:
        rows.append(write_segment("AMT", "B6", money(line.allowed)))
    return rows + [write_segment("LQ", "HE", remark) for remark in line.remarks]


def write_cuts(cuts):
    """CAS segments, one a group, with up to six reasons each."""
    rows = []
    for group in dict.fromkeys(group for group, _, _ in cuts):
        own = [(code, money(cents), "") for name, code, cents in cuts if name == group]
        for start in range(0, len(own), 6):
            rows.append(
                write_segment("CAS", group, *(text for cut in own[start : start + 6] for text in cut))
            )
    return rows


def write_claim(claim):
    """CLP and what belongs to it."""
    share = money(claim.patient_share) if claim.patient_share else ""
    control = claim.control or f"P{claim.number}"
    row = ("CLP", claim.number, claim.status, money(claim.charge), money(claim.paid), share, "12", control)
    rows = [
        write_segment(*row, "11", "1"),
        *write_cuts(claim.cuts),
        write_segment("NM1", "QC", "1", claim.last, "JANE", "Q", "", "", "MI", f"W{claim.number}"),
        *claim.names,
        *claim.more,
    ]
    for number, line in enumerate(claim.lines, start=1):
        rows += write_line(line, number)
    return rows


def write_plbs(advice):
    """PLB segments."""
    rows, step = [], advice.plbs_in_segment
    for start in range(0, len(advice.plbs), step):
        pairs = [
            text
            for code, reference, cents in advice.plbs[start : start + step]
            for text in (write_composite(code, reference), money(cents))
        ]
        rows.append(write_segment("PLB", "1234567893", "20261231", *pairs))
    return rows


def write_advice(advice):
    """The segments between ST and SE."""
    header = ("BPR", advice.handling, money(advice.amount), "C", advice.method)
    account = ("CCP", "01", "999988880", "DA", "1234567", "1351840597", "", "01", "999988880", "DA", "98765")
    bank = account if advice.method == "ACH" else ("",) * 11
    rows = [
        write_segment(*header, *bank, "20260304"),
        write_segment("TRN", "1", advice.trace, "1351840597"),
        "REF*EV*PRACT1~DTM*405*20260303~",
        "N1*PR*GOOD PAYER*XV*12345~N3*1 PAYER WAY~N4*AUSTIN*TX*787011234~REF*2U*99999~",
        "PER*CX*CLAIMS DESK*TE*8005550100~PER*BL*EDI DESK*TE*8005550101*EM*EDI@PAYER.EXAMPLE~",
        "N1*PE*GOOD PRACTICE*XX*1234567893~REF*TJ*123456789~",
        *advice.more,
    ]
    if advice.claims:
        rows.append("LX*1~")
    for claim in advice.claims:
        rows += write_claim(claim)
    return [f"{row}~" for text in rows + write_plbs(advice) for row in text.split("~") if row]


def make_835(*advices, isa=9001):
    """A whole file with one ST an advice."""
    envelope = Envelope(Correspondent("30", "GOODPAYER"), Correspondent("ZZ", "PRACTICE1"), isa, isa, MADE_AT)
    rows = [write_isa(envelope), write_gs(envelope, REMITTANCE_835)]
    for index, advice in enumerate(advices):
        body = write_advice(advice)
        rows += [write_segment("ST", "835", set_number(index)), *body]
        rows.append(write_se(len(body) + 2, set_number(index), envelope.delimiters))
    return "".join([*rows, write_ge(envelope, len(advices)), write_iea(envelope)])


def paid(number="C1"):
    """Paid in full by contract."""
    return MadeClaim(number, (MadeLine(15000, (("CO", "45", 5000),), allowed=10000),))


def denied(number="C2"):
    """Nothing paid, no approval beforehand."""
    return MadeClaim(number, (MadeLine(42000, (("CO", "197", 42000),), "76700", remarks=("N54", "M127")),))


def partly_paid(number="C3"):
    """Two lines, one paid less copay, deductible and coinsurance, the other denied; a code was changed."""
    first = MadeLine(
        21000,
        (("CO", "45", 8160), ("PR", "3", 2500), ("PR", "1", 1000), ("PR", "2", 55)),
        "99214",
        ("25",),
        billed="99215",
        units="1",
        allowed=12840,
    )
    second = MadeLine(4200, (("CO", "97", 4200),), "36415", day=DAY + timedelta(days=1), remarks=("M15",))
    return MadeClaim(number, (first, second))


def reversal_of(claim):
    """The same claim taken back: every amount negated, status 22."""

    def negated(cuts):
        return tuple((group, code, -cents) for group, code, cents in cuts)

    lines = tuple(
        replace(line, charge=-line.charge, cuts=negated(line.cuts), allowed=None) for line in claim.lines
    )
    return replace(
        claim,
        lines=lines,
        cuts=negated(claim.cuts),
        status="22",
        bare_charge=-claim.bare_charge,
        control="R1",
    )


def forwarded(number="C5"):
    """Medicare paid, less sequestration, and sent it on to the supplement."""
    line = MadeLine(
        21000, (("CO", "45", 8000), ("CO", "253", 208), ("PR", "2", 2600)), "99214", allowed=13000
    )
    names = ("NM1*82*1*ROE*SAM****XX*1234567893~", "NM1*TT*2*SUPPLEMENT PLAN*****PI*54321~")
    return MadeClaim(number, (line,), status="19", names=names, more=("MOA***MA01*MA18~",))


def secondary(number="C6"):
    """A second payer that repeats what the first one took."""
    line = MadeLine(21000, (("OA", "23", 18192), ("PR", "2", 208)), "99214", allowed=13000)
    return MadeClaim(number, (line,), status="2")


def without_lines(number="C7"):
    """A claim that is answered as a whole, with its own dates."""
    more = ("DTM*232*20260203~DTM*233*20260205~", "AMT*AU*8000~AMT*I*1.25~QTY*CA*2~")
    return MadeClaim(number, (), (("CO", "45", 2000), ("PR", "1", 500)), bare_charge=10000, more=more)


def full_advice(trace="EFT0001"):
    """Every kind of claim, a takeback pair, and provider adjustments over two segments."""
    earlier = paid("C4")
    corrected = MadeClaim("C4", (MadeLine(15000, (("CO", "45", 5000), ("PR", "1", 4000)), allowed=10000),))
    claims = (
        paid(),
        denied(),
        partly_paid(),
        reversal_of(earlier),
        corrected,
        forwarded(),
        secondary(),
        without_lines(),
    )
    plbs = (("WO", "OLD77", 1750), ("L6", "C1", -125), ("FB", "EFT0000", -300), ("72", "CHK9", 99))
    return MadeAdvice(claims, plbs, trace, plbs_in_segment=6)


def plb_only(trace="EFT0002"):
    """No claims: interest and a balance brought forward."""
    return MadeAdvice((), (("L6", "2026", -1250), ("FB", "EFT0001", 1000)), trace, method="CHK")


def notice(trace="NOTICE1"):
    """Nothing paid, everything denied."""
    return MadeAdvice((denied(),), (), trace, "H", "NON")


@dataclass(frozen=True)
class Prices:
    """What a practice charges for each code, and what a payer allows."""

    charges: dict[str, int]
    allowed: dict[str, int]


def make_large(claims: int, claims_in_set: int = 1000, seed: int = 7, own_prices: bool = True) -> str:
    """A file of many claims by chance, a thousand to each ST.

    With `own_prices` the practice has a price for each of 40 services, and each payer (ST) allows its own, as
    it is; without, every line has prices by chance, so that hardly an amount comes twice.
    """
    chance = random.Random(seed)
    codes = (*CODES, *(str(code) for code in chance.sample(range(10_000, 99_000), 32)))
    charges = {code: chance.randrange(20, 600) * 100 for code in codes}
    advices = []
    for start in range(0, claims, claims_in_set):
        allowed = {code: charge * chance.randrange(3500, 9000) // 10_000 for code, charge in charges.items()}
        prices = Prices(charges, allowed) if own_prices else None
        numbers = range(start, min(start + claims_in_set, claims))
        made = tuple(_any_claim(chance, f"{number:07d}", prices) for number in numbers)
        plbs = (("WO", f"OLD{start}", chance.randrange(100, 9000)), ("L6", "", -chance.randrange(1, 500)))
        advices.append(MadeAdvice(made, plbs, f"EFT{start:07d}"))
    return make_835(*advices)


def _any_claim(chance: random.Random, number: str, prices: Prices | None) -> MadeClaim:
    day = DAY - timedelta(days=chance.randrange(60))
    lines = tuple(_any_line(chance, day, prices) for _ in range(chance.choice((1, 2, 2, 3))))
    claim = MadeClaim(
        number,
        lines,
        last=chance.choice(NAMES),
        names=("NM1*82*1*ROE*SAM****XX*1234567893~",),
        more=(
            write_segment("REF", "1L", f"GRP{chance.randrange(500)}"),
            write_segment("REF", "CE", "PREFERRED PROVIDERS"),
            write_segment("DTM", "232", write_date(day)),
            write_segment("DTM", "233", write_date(day)),
            write_segment("DTM", "050", write_date(day + timedelta(days=9))),
            write_segment("AMT", "AU", money(sum(line.charge for line in lines))),
        ),
    )
    return reversal_of(claim) if chance.random() < 0.03 else claim


def _any_line(chance: random.Random, day: date, prices: Prices | None) -> MadeLine:
    if prices:
        code = chance.choice(tuple(prices.charges))
        charge, allowed = prices.charges[code], prices.allowed[code]
        shares = (("1", allowed), ("2", allowed // 5), ("3", min(allowed, chance.choice((2000, 3000, 4500)))))
        reason, share = chance.choice(shares)
    else:
        code, charge = chance.choice(CODES), chance.randrange(2000, 60000)
        allowed = charge - chance.randrange(1, charge // 2)
        reason, share = chance.choice("123"), chance.randrange(1, charge // 3)
    if chance.random() < 0.1:
        return MadeLine(charge, (("CO", "197", charge),), code, day=day, remarks=("N54",))
    cuts = (("CO", "45", charge - allowed), ("PR", reason, share))
    return MadeLine(charge, cuts, code, day=day, allowed=allowed)
