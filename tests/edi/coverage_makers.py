"""Answers about coverage as payers make them, for tests: 271 as text, the person's part as segments."""

from collections.abc import Sequence

from app.edi.envelopes import SetKind, write_interchange
from tests.edi.answer_makers import answer_envelope

ANSWER_271 = SetKind("HB", "271", "005010X279A1")
PAYER = ("HL*1**20*1~", "NM1*PR*2*GOOD PAYER*****PI*12345~")
PROVIDER = ("HL*2*1*21*1~", "NM1*1P*2*GOOD PRACTICE*****XX*1234567893~")
ANA = ("NM1*IL*1*RIVERA*ANA****MI*XYZ11~", "N3*5 OAK ST~", "N4*SPRINGFIELD*IL*62704~", "DMG*D8*19610304*F~")
ACTIVE = (
    *ANA,
    "DTP*346*D8*20260101~",
    "DTP*347*D8*20261231~",
    "EB*1**30*PR*PRAIRIE GOLD PPO~",
    "EB*B**98***27*30*****Y~",
    "EB*A**30***27**.2****Y~",
    "EB*C*IND*30***23*1500*****Y~",
    "EB*C*IND*30***29*420.5*****Y~",
    "EB*C*FAM*30***29*1800*****Y~",
    "EB*G*IND*30***23*5000*****Y~",
    "EB*G*IND*30***29*3100*****Y~",
    "EB*C*IND*30***29*3000*****N~",
)
INACTIVE = (*ANA, "DTP*357*D8*20260630~", "EB*6**30~")
UNKNOWN = (*ANA, "EB*1**35*PR*DENTAL PLUS~")
NOT_FOUND = (ANA[0], "AAA*N**75*C~")
MANY = (
    *ACTIVE,
    "EB*1**1^33^47^86^88^98^AL^MH^UC~",
    "EB*F**33***23***VS*30*Y*Y~",
    "HSD*VS*30***23*1~",
    "MSG*CHIROPRACTIC CARE NEEDS NO REFERRAL~",
    "EB*F**33***29***VS*12~",
    "EB*I**35~",
    "EB*B**98***27*60*****N~",
    "EB*R**30*C1*OTHER MUTUAL~",
    "DTP*290*D8*20260101~",
    "LS*2120~",
    "NM1*PRP*2*OTHER MUTUAL*****PI*777~",
    "PER*IC**TE*8005550100*UR*OTHER.EXAMPLE~",
    "LE*2120~",
    "EB*L~",
    "LS*2120~",
    "NM1*P3*1*STONE*ADA****XX*1234567893~",
    "LE*2120~",
    "EB*X~",
    "AAA*N**42*R~",
)


def insured(trace: str, told: Sequence[str], number: int = 3) -> tuple[str, ...]:
    """The level of an insured person whose question had this trace; no trace where it is empty."""
    traced = (f"TRN*2*{trace}*9123456789~",) if trace else ()
    return (f"HL*{number}*2*22*0~", *traced, *told)


def dependent(trace: str, told: Sequence[str], number: int = 3) -> tuple[str, ...]:
    """The levels of a child and of the parent who is insured."""
    return (
        f"HL*{number}*2*22*1~",
        "NM1*IL*1*RIVERA*ANA****MI*XYZ11~",
        f"HL*{number + 1}*{number}*23*0~",
        f"TRN*2*{trace}*9123456789~",
        "NM1*03*1*RIVERA*LUZ~",
        "DMG*D8*20150506*F~",
        *told,
    )


def make_271(*persons: Sequence[str], reference: str = "PE0000001", isa: int = 9001) -> str:
    """A 271 about persons, as `insured` and `dependent` give them."""
    body = [
        f"BHT*0022*11*{reference}*20260305*0930~",
        *PAYER,
        *PROVIDER,
        *(segment for person in persons for segment in person),
    ]
    return write_interchange(answer_envelope(isa), ANSWER_271, [body])


def make_refused_271(reference: str, at: str = "provider", reason: str = "51", isa: int = 9001) -> str:
    """A 271 that refuses a whole file at the payer's or the provider's level."""
    refusal = f"AAA*N**{reason}*C~"
    levels = [*PAYER, refusal] if at == "payer" else [*PAYER, *PROVIDER, refusal]
    body = [f"BHT*0022*11*{reference}*20260305*0930~", *levels]
    return write_interchange(answer_envelope(isa), ANSWER_271, [body])
