"""Answers to claims as senders make them, for tests: TA1, 999, 277CA and 277 as text.

`isa` is our control number in a TA1 and that of the answer elsewhere; `gs` is our group number.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from app.edi.codec import write_composite, write_segment
from app.edi.envelopes import Correspondent, Envelope, SetKind, write_iea, write_interchange, write_isa

ANSWER_999 = SetKind("FA", "999", "005010X231A1")
ANSWER_277CA = SetKind("HN", "277", "005010X214")
ANSWER_277 = SetKind("HN", "277", "005010X212")
MADE_AT = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)


def answer_envelope(isa: int = 9001) -> Envelope:
    """The envelope of a clearinghouse's answer."""
    return Envelope(Correspondent("30", "CLEARHOUSE"), Correspondent("ZZ", "PRACTICE1"), isa, isa, MADE_AT)


def make_ta1(isa: int, code: str = "A", note: str = "000") -> str:
    """A file with nothing but a receipt for our interchange `isa`."""
    envelope = answer_envelope()
    receipt = write_segment("TA1", f"{isa:09d}", "260304", "1506", code, note)
    return write_isa(envelope) + receipt + write_iea(envelope).replace("IEA*1*", "IEA*0*")


def make_999(isa: int, gs: int, sts: Sequence[tuple[str, str, Sequence[tuple[str, ...]]]]) -> str:
    """A 999 about our group `gs`: for each set ST02, IK5 code, and errors as rows (`("IK3", "NM1", ...)`)."""
    body = [write_segment("AK1", "HC", str(gs), "005010X222A1")]
    for number, code, errors in sts:
        body.append(write_segment("AK2", "837", number, "005010X222A1"))
        body += [write_segment(*row) for row in errors]
        body.append(write_segment("IK5", code, "5" if code == "R" else ""))
    taken = sum(code in {"A", "E"} for _, code, _ in sts)
    verdict = "A" if taken == len(sts) else "P" if taken else "R"
    body.append(write_segment("AK9", verdict, str(len(sts)), str(len(sts)), str(taken)))
    return write_interchange(answer_envelope(isa), ANSWER_999, [body])


def make_277ca(
    bht03: str,
    claims: Sequence[tuple[str, str, str, str, str, str]],
    batch_status: tuple[str, str, str] = ("A1:19:PR", "WQ", "400"),
) -> str:
    """A 277CA about our batch: claims as (CLM01, category, status, entity, action, payer's claim number)."""
    composite, action, charge = batch_status
    refused = sum(row[4] == "U" for row in claims)
    body = [
        "BHT*0085*08*277ANSWER1*20260305*0930*TH~",
        "HL*1**20*1~NM1*AY*2*CLEARING HOUSE*****46*CLEAR1~TRN*1*CLEARTRACE1~",
        "DTP*050*D8*20260304~DTP*009*D8*20260305~",
        "HL*2*1*21*1~NM1*41*2*GOOD PRACTICE*****46*PRACT1~",
        write_segment("TRN", "2", bht03),
        write_segment("STC", composite, "20260305", action, charge),
        write_segment("QTY", "90", str(len(claims) - refused)),
        write_segment("QTY", "AA", str(refused)),
        "AMT*YU*300~AMT*YY*100~",
    ]
    if claims:
        body.append("HL*3*2*19*1~NM1*85*2*GOOD PRACTICE*****XX*1234567893~")
    for number, (clm01, category, status, entity, answer, payer_control) in enumerate(claims, start=4):
        body += [
            write_segment("HL", str(number), "3", "PT"),
            "NM1*QC*1*DOE*JANE****MI*W123456789~",
            write_segment("TRN", "2", clm01),
            write_segment("STC", write_composite(category, status, entity), "20260305", answer, "100"),
            *([write_segment("REF", "1K", payer_control)] if payer_control else []),
            write_segment("REF", "D9", f"D9{clm01}"),
            "DTP*472*D8*20260301~",
        ]
    return _whole(ANSWER_277CA, body)


def make_277(traces: Sequence[tuple[str, str, str, str]], finals: Sequence[str] = ()) -> str:
    """A 277 status response: (trace, category, status, payer's claim number); `finals` follow STC04 on.

    `finals` are STC05 to STC09: paid, adjudicated on, method, check date and check number.
    """
    body = [
        "BHT*0010*08*277STATUS1*20260305*0930*DG~",
        "HL*1**20*1~NM1*PR*2*GOOD PAYER*****PI*12345~",
        "HL*2*1*21*1~NM1*41*2*GOOD PRACTICE*****46*PRACT1~",
        "HL*3*2*19*1~NM1*1P*2*GOOD PRACTICE*****XX*1234567893~",
    ]
    for number, (trace, category, status, payer_control) in enumerate(traces, start=4):
        body += [
            write_segment("HL", str(number), "3", "22", "0"),
            "NM1*IL*1*DOE*JANE****MI*W123456789~",
            write_segment("TRN", "2", trace),
            write_segment("STC", write_composite(category, status), "20260305", "", "125", *finals),
            *([write_segment("REF", "1K", payer_control)] if payer_control else []),
            write_segment("REF", "EJ", f"ACCT{trace}"),
            "DTP*472*RD8*20260301-20260302~",
        ]
    return _whole(ANSWER_277, body)


def _whole(kind: SetKind, body: Sequence[str]) -> str:
    segments = [f"{part}~" for text in body for part in text.split("~") if part]
    return write_interchange(answer_envelope(), kind, [segments])
