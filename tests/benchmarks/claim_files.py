"""Writing 837P files, measured against a bare generator that knows the segments of these very claims.

The generator folds nothing, checks nothing and leaves nothing out: it is what any writer must spend at least.
Both must make the same file to the letter.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from statistics import median

from app.domain.claim_content import (
    BilledPayer,
    BilledPolicy,
    BillingPractice,
    ClaimContent,
    ClaimLine,
    Coverage,
    FormPerson,
    Relationship,
    RenderingProvider,
    Signatures,
)
from app.domain.money import Money
from app.domain.people import Address, PersonName
from app.edi.envelopes import Correspondent, Envelope
from app.edi.x837p import stream_claims, write_claims
from app.edi.x837p_heading import ClaimFileEnvelope, Submitter
from tests.benchmarks.figures import Figure, at_least, seconds
from tests.benchmarks.measures import SEED

FILE_SIZE = 5000
ROUNDS = 7
PRACTICE = BillingPractice(
    "Oak Street Clinic", Address("900 Oak Street", "", "Springfield", "IL", "62701-1234"), "217 555 0100",
    "12-3456789", npi="1993999998",
)  # fmt: skip
RENDERING = RenderingProvider(PersonName("Roe", "Jane", "Q"), "1234567893")
PAYERS = tuple(
    BilledPayer(name, coverage=Coverage.GROUP, line_of_business="commercial", payer_id=payer_id)
    for name, payer_id in (
        ("Prairie Health Plan", "PRAIR"),
        ("Acme Health", "ACME1"),
        ("Lakeside Mutual", "LAKE7"),
    )
)
LASTS = ("Rivera", "Nguyen", "O’Brien", "Smith", "Núñez", "Van Dyke", "Kowalski", "Lee")
FIRSTS = ("Ana", "Luis", "Mary", "José", "Kim", "Peter", "Ruth", "Ivan")
CODES = ("99213", "99214", "36415", "93000", "90471")
DIAGNOSES = ("J06.9", "I10", "E11.65", "M54.50")
_PLAIN = str.maketrans("ñúé’", "NUE'")


def claim_file_envelope(number: int) -> ClaimFileEnvelope:
    """The envelope of a file with that control number."""
    outer = Envelope(
        Correspondent("ZZ", "PRACTICE1"),
        Correspondent("30", "CLEARHOUSE"),
        number,
        number,
        datetime(2026, 6, 1, 9, 30, tzinfo=UTC),
    )
    sender = Submitter("Oak Street Clinic", "S1234", "Maria Lee", "217 555 0100")
    return ClaimFileEnvelope(outer, sender, "Prairie Clearing", "C99", f"BATCH{number}")


def make_claims(count: int) -> Iterator[ClaimContent]:
    """Everyday claims one after another, a quarter of them for somebody else's dependent."""
    chance = random.Random(SEED)
    for number in range(count):
        yield _claim(100_000 + number, chance)


def _person(chance: random.Random) -> FormPerson:
    name = PersonName(chance.choice(LASTS), chance.choice(FIRSTS), chance.choice(("", "M")))
    born = date(1940, 1, 1) + timedelta(days=chance.randrange(25_000))
    address = Address(f"{chance.randrange(1, 999)} Elm Street", "", "Springfield", "IL", "62704")
    return FormPerson(name, born, chance.choice("MF"), address)


def _claim(number: int, chance: random.Random) -> ClaimContent:
    patient, is_apart = _person(chance), chance.random() < 0.25
    relationship = Relationship.CHILD if is_apart else Relationship.SELF
    policy = BilledPolicy(f"W{number}", "GRP551", "", relationship, _person(chance) if is_apart else None)
    day = date(2026, 5, 1) + timedelta(days=chance.randrange(28))
    lines = tuple(
        ClaimLine(
            day,
            day,
            chance.choice(CODES),
            Money(chance.randrange(20_00, 400_00)),
            modifiers=chance.choice(((), ("25",))),
            pointers=chance.choice(("A", "AB", "B")),
            rendering_npi=RENDERING.npi,
            control=f"{number}-{position}",
        )
        for position in range(chance.choice((1, 2, 2, 3, 4)))
    )
    return ClaimContent(
        str(number),
        # Each claim is read from the records on its own, so that no two share their practice.
        replace(PRACTICE, address=replace(PRACTICE.address)),
        chance.choice(PAYERS),
        patient,
        policy,
        diagnoses=tuple(chance.sample(DIAGNOSES, 2)),
        lines=lines,
        account_number=str(number),
        signatures=Signatures(True, True),
        rendering=RENDERING,
    )


def generate_plainly(claims: Sequence[ClaimContent], number: int) -> str:
    """The same file by f-strings alone."""
    made = "20260601*0930"
    parts = [
        "ISA*00*          *00*          *ZZ*PRACTICE1      *30*CLEARHOUSE     *260601*0930*^*00501"
        f"*{number:09d}*0*P*:~GS*HC*PRACTICE1*CLEARHOUSE*{made}*{number}*X*005010X222A1~ST*837*0001*005010X222A1~"
        f"BHT*0019*00*BATCH{number}*{made}*CH~NM1*41*2*OAK STREET CLINIC*****46*S1234~"
        "PER*IC*MARIA LEE*TE*2175550100~NM1*40*2*PRAIRIE CLEARING*****46*C99~HL*1**20*1~"
        "NM1*85*2*OAK STREET CLINIC*****XX*1993999998~N3*900 OAK STREET~N4*SPRINGFIELD*IL*627011234~"
        "REF*EI*123456789~"
    ]
    level = 1
    for claim in claims:
        parts += _plain_claim(claim, level)
        level += 2 if claim.policy.subscriber else 1
    count = sum(part.count("~") for part in parts) - 1
    parts.append(f"SE*{count}*0001~GE*1*{number}~IEA*1*{number:09d}~")
    return "".join(parts)


def _plain_claim(claim: ClaimContent, level: int) -> list[str]:
    payer, policy, patient = claim.payer, claim.policy, claim.patient
    parts = []
    payer_segment = f"NM1*PR*2*{payer.name.upper()}*****PI*{payer.payer_id}~"
    if policy.subscriber:
        holder = _plain_name("IL", policy.subscriber.name)
        parts.append(
            f"HL*{level + 1}*1*22*1~SBR*P**{policy.group_number}******CI~{holder}*MI*{policy.member_id}~"
            f"{payer_segment}HL*{level + 2}*{level + 1}*23*0~PAT*19~"
            f"{_plain_name('QC', patient.name).rstrip('*')}~"
            f"{_plain_facts(patient)}"
        )
    else:
        parts.append(
            f"HL*{level + 1}*1*22*0~SBR*P*18*{policy.group_number}******CI~{_plain_name('IL', patient.name)}"
            f"*MI*{policy.member_id}~{_plain_facts(patient)}{payer_segment}"
        )
    first, second = claim.diagnoses
    charged = _plain_amount(sum(line.charge.cents for line in claim.lines))
    parts.append(
        f"CLM*{claim.claim_number}*{charged}***11:B:1*Y*A*Y*Y~"
        f"REF*EA*{claim.account_number}~HI*ABK:{first.replace('.', '')}*ABF:{second.replace('.', '')}~"
        f"{_plain_name('82', claim.rendering.name)}*XX*{claim.rendering.npi}~"
    )
    for number, line in enumerate(claim.lines, start=1):
        procedure = ":".join(("HC", line.code, *line.modifiers))
        pointers = ":".join("1" if letter == "A" else "2" for letter in line.pointers)
        parts.append(
            f"LX*{number}~SV1*{procedure}*{_plain_amount(line.charge.cents)}*UN*{line.units}***{pointers}~"
            f"DTP*472*D8*{line.service_from:%Y%m%d}~REF*6R*{line.control}~"
        )
    return parts


def _plain_name(who: str, name: PersonName) -> str:
    last = name.last.translate(_PLAIN).upper().replace("'", "")
    return f"NM1*{who}*1*{last}*{name.first.translate(_PLAIN).upper()}*{name.middle}**"


def _plain_facts(person: FormPerson) -> str:
    address = person.address
    return (
        f"N3*{address.street.upper()}~N4*{address.city.upper()}*{address.state}*{address.zip}~"
        f"DMG*D8*{person.birth_date:%Y%m%d}*{person.sex}~"
    )


def _plain_amount(cents: int) -> str:
    dollars, rest = divmod(cents, 100)
    return f"{dollars}.{rest:02d}".rstrip("0") if rest else str(dollars)


def measure_claim_files(count: int = FILE_SIZE) -> list[Figure]:
    """The writer, from claims to the text with each claim's place in it, against the bare generator."""
    claims = list(make_claims(count))
    envelope = claim_file_envelope(1)
    if write_claims(claims, envelope).text != generate_plainly(claims, 1):
        raise SystemExit("The bare generator does not make the file that the writer makes.")
    rounds = [
        (
            seconds(lambda: write_claims(claims, envelope)),
            seconds(lambda: generate_plainly(claims, 1)),
        )
        for _ in range(ROUNDS)
    ]
    ours, bare = (median(times) for times in zip(*rounds, strict=True))
    ratio = median(plain / own for own, plain in rounds)
    return [
        Figure("837P: claims to text", f"{count / ours:,.0f} a second, bare {count / bare:,.0f}"),
        at_least("837P against a bare generator", ratio, 0.5, "x"),
    ]


def write_files(count: int) -> int:
    """Write so many claims in files of at most 5,000, part by part, and keep nothing; gives the letters."""
    letters, left, number = 0, count, 0
    while left > 0:
        number += 1
        claims = make_claims(min(left, FILE_SIZE))
        letters += sum(len(part.text) for part in stream_claims(claims, claim_file_envelope(number)))
        left -= FILE_SIZE
    return letters
