"""Claims of every kind that an 837P takes, made by hypothesis."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from app.domain.claim_content import (
    AccidentFacts,
    BilledPayer,
    BilledPolicy,
    BillingPractice,
    ClaimContent,
    ClaimDates,
    ClaimLine,
    Coverage,
    DrugCode,
    EarlierLine,
    EarlierPayer,
    FormPerson,
    ReferringProvider,
    Relationship,
    RenderingProvider,
    ServiceFacility,
    Signatures,
    TaxIdKind,
)
from app.domain.identifiers import STATE_CODES
from app.domain.money import Money
from app.domain.people import Address, PersonName

DIAGNOSES = ("J06.9", "I10", "E11.65", "Z00.00", "M54.50", "S93.401A")
NPIS = ("1234567893", "1993999998", "1245319599", "1679576722")
BUSINESSES = (
    "commercial",
    "medicare",
    "medicare_advantage",
    "medicaid",
    "tricare",
    "workers_comp",
    "auto",
    "other",
)
FILING_CODES = ("", "", "", "12", "16", "BL", "CI", "HM", "MA", "MB", "MC", "WC", "ZZ")
DAYS = st.dates(date(2024, 1, 1), date(2026, 6, 1))


def texts(most: int, least: int = 1) -> st.SearchStrategy[str]:
    """A text of a letter and what people type after it: capitals, accents, marks, delimiters."""
    letters = st.sampled_from("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789éñüßØ’'-.,&#/*:~^@ ()")
    start = st.text(st.sampled_from("ABCDEFGHIKLMNOPRST"), min_size=least, max_size=least)
    # One letter may become two (ß), so a text has half the room.
    return st.builds(str.__add__, start, st.text(letters, max_size=(most - least) // 2))


def codes(least: int, most: int) -> st.SearchStrategy[str]:
    """A number of the trade: capitals and digits."""
    return st.text(st.sampled_from("ABCDEFGHJKMNPQRTVW0123456789"), min_size=least, max_size=most)


def optional(strategy: st.SearchStrategy) -> st.SearchStrategy:
    """Nothing, or such a value."""
    return st.none() | strategy


def text_or_none(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """An empty text, or such a one."""
    return st.just("") | strategy


def digits(count: int) -> st.SearchStrategy[str]:
    """So many digits."""
    return st.text(st.sampled_from("0123456789"), min_size=count, max_size=count)


NAMES = st.builds(
    PersonName, texts(40), texts(30), text_or_none(texts(20)), st.sampled_from(("", "", "Jr", "Sr.", "III"))
)
ZIPS = digits(5) | st.builds("{}-{}".format, digits(5), digits(4))
ADDRESSES = st.builds(
    Address,
    texts(50),
    text_or_none(texts(50)),
    texts(28, least=2),
    st.sampled_from(sorted(STATE_CODES - {"AA", "AE", "AP", "FM", "MH", "PW"})),
    ZIPS,
)
PEOPLE = st.builds(
    FormPerson,
    NAMES,
    optional(st.dates(date(1920, 1, 1), date(2023, 1, 1))),
    st.sampled_from(("M", "F", "")),
    ADDRESSES | st.just(Address()),
)
PATIENTS = st.builds(
    FormPerson,
    NAMES,
    st.dates(date(1920, 1, 1), date(2023, 1, 1)),
    st.sampled_from(("M", "F", "")),
    ADDRESSES,
)
PRACTICES = st.builds(
    BillingPractice,
    texts(50),
    ADDRESSES,
    st.sampled_from(("", "217 555 0100", "217-555-0177")),
    st.builds("{}-{}".format, digits(2), digits(7)),
    st.sampled_from(TaxIdKind),
    st.sampled_from(NPIS),
    st.sampled_from(("", "207Q00000X")),
    ADDRESSES | st.just(Address()),
)
PAYERS = st.builds(
    BilledPayer,
    name=texts(50),
    address=ADDRESSES | st.just(Address()),
    coverage=st.sampled_from(Coverage),
    line_of_business=st.sampled_from(BUSINESSES),
    wants_taxonomy=st.booleans(),
    payer_id=codes(2, 10),
    filing_code=st.sampled_from(FILING_CODES),
)
MSP_TYPES = ("", "12", "13", "14", "15", "16", "41", "42", "43", "47")
AMOUNTS = st.integers(0, 2_000_000).map(Money)
SIGNED_AMOUNTS = st.integers(-50_000, 500_000).map(Money)


@st.composite
def policies(draw) -> BilledPolicy:
    """A policy held by the patient, another person, or an employer."""
    relationship = draw(st.sampled_from(Relationship))
    is_self = relationship is Relationship.SELF
    return BilledPolicy(
        member_id=draw(codes(2, 20)),
        group_number=draw(text_or_none(codes(1, 20))),
        plan_name=draw(text_or_none(texts(50))),
        relationship=relationship,
        subscriber=None if is_self else draw(PEOPLE),
        employer=draw(text_or_none(texts(40))),
        msp_type=draw(st.sampled_from(MSP_TYPES)),
    )


ACCIDENTS = st.builds(
    AccidentFacts,
    st.booleans(),
    st.booleans(),
    st.sampled_from(("", "IL", "TX")),
    st.booleans(),
    text_or_none(codes(1, 20)),
    optional(DAYS),
)


@st.composite
def claim_dates(draw) -> ClaimDates:
    """Items 14, 15, 16 and 18."""
    unable = sorted(draw(st.tuples(DAYS, DAYS)))
    stay = sorted(draw(st.tuples(DAYS, DAYS)))
    return ClaimDates(
        draw(optional(DAYS)),
        draw(st.sampled_from(("431", "484"))),
        draw(optional(DAYS)),
        draw(st.sampled_from(("", "454", "304", "453", "439", "455", "471", "090", "091", "444"))),
        draw(st.sampled_from((None, unable[0]))),
        draw(st.sampled_from((None, unable[1]))),
        draw(st.sampled_from((None, stay[0]))),
        draw(st.sampled_from((None, stay[1]))),
    )


SPOKEN_NAMES = st.builds(
    "{}{} {}{}".format,
    st.sampled_from(("", "Dr. ", "")),
    st.sampled_from(("Jane", "José Q.", "Ann Mary")),
    st.sampled_from(("Roe", "de la Cruz", "O’Brien-Lee", "Do")),
    st.sampled_from(("", " MD", ", M.D., Ph.D.", " Jr. DO", " III")),
)
REFERRING = st.builds(
    ReferringProvider,
    st.sampled_from(("DN", "DK", "DQ")),
    SPOKEN_NAMES,
    st.sampled_from(("", *NPIS)),
    st.sampled_from(("", "0B", "1G", "G2", "LU", "ZZ")),
    text_or_none(codes(1, 15)),
)
RENDERING = st.builds(RenderingProvider, NAMES, st.sampled_from(NPIS), st.sampled_from(("", "207R00000X")))
FACILITIES = st.builds(
    ServiceFacility, text_or_none(texts(50)), ADDRESSES | st.just(Address()), st.sampled_from(("", *NPIS))
)
DRUGS = st.builds(
    DrugCode,
    digits(11),
    st.sampled_from(("F2", "GR", "ME", "ML", "UN")),
    st.sampled_from(("1", "0.5", "12.250", "100")),
)
PROCEDURES = st.sampled_from(
    ("99213", "99214", "36415", "J1885", "A4550", "0001U", "00100", "01996", "99999")
)


@st.composite
def claim_lines(draw, diagnoses: int) -> ClaimLine:
    """A line that points to the first diagnoses of its claim."""
    start, end = sorted(draw(st.tuples(DAYS, DAYS)))
    letters = draw(st.permutations("ABCDEFGHIJKL"[:diagnoses]))
    return ClaimLine(
        service_from=start,
        service_to=draw(st.sampled_from((start, end))),
        code=draw(PROCEDURES),
        charge=draw(AMOUNTS),
        place_code=draw(st.sampled_from(("11", "11", "12", "21", "02"))),
        emergency=draw(st.booleans()),
        modifiers=tuple(draw(st.lists(st.sampled_from(("25", "59", "GT", "XU")), max_size=4))),
        pointers="".join(letters[: draw(st.integers(1, 4))]),
        units=draw(st.sampled_from(("1", "2", "15", "0.5", "1.250", "10.0"))),
        epsdt=draw(st.sampled_from(("", "", "Y", "E", "F", "B", "N"))),
        epsdt_reason=draw(st.sampled_from(("", "AV", "S2", "NU"))),
        supplemental=draw(st.sampled_from(("", "ZZwords"))),
        control=draw(text_or_none(codes(1, 30))),
        description=draw(text_or_none(texts(60))),
        drug=draw(optional(DRUGS)),
    )


@st.composite
def earlier_lines(draw, number: int) -> EarlierLine:
    """What a payer did with the line of that number."""
    adjustment = st.tuples(
        st.sampled_from(("CO", "PR", "OA", "PI")),
        st.sampled_from(("1", "2", "3", "45", "97", "253")),
        SIGNED_AMOUNTS,
    )
    return EarlierLine(
        number,
        draw(SIGNED_AMOUNTS),
        tuple(draw(st.lists(adjustment, max_size=8))),
        draw(st.sampled_from(("", "", "99212", "99213"))),
        draw(st.sampled_from(("", "", "1", "2.0"))),
    )


@st.composite
def earlier_payers(draw, order: int, lines: int) -> EarlierPayer:
    """A payer before, which has answered some lines, all or none."""
    numbers = draw(st.lists(st.integers(1, lines), unique=True, max_size=lines))
    answered = tuple(draw(earlier_lines(number)) for number in numbers)
    return EarlierPayer(
        order,
        draw(PAYERS),
        draw(policies()),
        draw(DAYS if answered else optional(DAYS)),
        draw(text_or_none(codes(1, 20))),
        lines=answered,
    )


@st.composite
def claims(draw) -> ClaimContent:
    """A claim with all its parts, original or not, to the first, second or third payer."""
    diagnoses = draw(st.lists(st.sampled_from(DIAGNOSES), unique=True, min_size=1, max_size=6))
    lines = tuple(draw(st.lists(claim_lines(len(diagnoses)), min_size=1, max_size=4)))
    order = draw(st.sampled_from((1, 1, 2, 3)))
    earlier = [draw(earlier_payers(place, len(lines))) for place in range(1, order)]
    earlier = [replace(one, payer=replace(one.payer, payer_id=f"E{one.order}")) for one in earlier]
    return ClaimContent(
        claim_number=draw(codes(1, 20)),
        practice=draw(PRACTICES),
        payer=draw(PAYERS),
        patient=draw(PATIENTS),
        policy=draw(policies()),
        payer_order=order,
        accident=draw(ACCIDENTS),
        dates=draw(claim_dates()),
        referring=draw(optional(REFERRING)),
        claim_codes=draw(st.sampled_from(("", "AA", "W2 W3"))),
        additional_info=draw(text_or_none(texts(78))),
        diagnoses=tuple(diagnoses),
        resubmission_code=draw(st.sampled_from(("", "1", "7", "8"))),
        original_reference=draw(codes(1, 30)),
        authorization_number=draw(text_or_none(codes(1, 30))),
        lines=lines,
        account_number=draw(text_or_none(codes(1, 14))),
        accept_assignment=draw(st.booleans()),
        amount_paid=draw(SIGNED_AMOUNTS),
        signatures=Signatures(draw(st.booleans()), draw(st.booleans()), "Jane Roe MD", date(2026, 5, 1)),
        facility=draw(optional(FACILITIES)),
        rendering=draw(st.just(RenderingProvider()) | RENDERING),
        referral_number=draw(text_or_none(codes(1, 20))),
        clia_number=draw(st.sampled_from(("", "14D1234567"))),
        earlier_payers=tuple(earlier),
    )


def files_of_claims() -> st.SearchStrategy[list[ClaimContent]]:
    """Up to three claims with numbers of their own."""
    return st.lists(claims(), min_size=1, max_size=3, unique_by=lambda content: content.claim_number)
