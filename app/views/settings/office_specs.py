"""The office's lists as data: providers, places, payers, plans and procedures."""

from functools import partial
from typing import Any

from app.domain.errors import InputError
from app.domain.filing_codes import FILING_CODES, ID_QUALIFIERS
from app.domain.identifiers import read_clia, read_npi, read_taxonomy
from app.domain.partner_ids import read_interchange_id, read_submitter_id
from app.queries.office_lists import OfficeLine, ProcedureLine, list_office, list_procedures
from app.services.office import add_to_list, change_in_list, keep_procedure, set_fee
from app.services.session import Session
from app.views.common.columns import Column
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.common.office_fields import PLACES, address_fields
from app.views.settings.record_list import RecordSpec, Values

Words = tuple[str, str, str]
Fields = tuple[Field, ...]
Columns = tuple[Column, ...]
IN_USE = Field("active", "In use", Kind.CHECK)


def _named(line: Any) -> str:
    return str(line.name) if line.active else f"{line.name} (not in use)"


_BUSINESS = (
    ("commercial", "Commercial"),
    ("medicare", "Medicare"),
    ("medicare_advantage", "Medicare Advantage"),
    ("medicaid", "Medicaid"),
    ("tricare", "TRICARE"),
    ("workers_comp", "Workers' compensation"),
    ("auto", "Auto accident"),
    ("other", "Other"),
)
_FORM_KINDS = (
    ("group", "Group health plan"),
    ("other", "Other"),
    ("medicare", "Medicare"),
    ("medicaid", "Medicaid"),
    ("tricare", "TRICARE"),
    ("champva", "CHAMPVA"),
    ("feca", "FECA, black lung"),
)
_PAGE_STYLES = (("stand_alone", "Each page adds up by itself"), ("continued", "Total on the last page only"))


_FILING = (("", "By the line of business"), *((code, f"{code} · {words}") for code, words in FILING_CODES))
_QUALIFIERS = tuple((code, f"{code} · {words}") for code, words in ID_QUALIFIERS)
_USAGES = (("T", "Testing: no claim is paid"), ("P", "Real claims"))
_FAMILY_DEDUCTIBLE = (
    ("embedded", "Each person has an own one within it"),
    ("aggregate", "Only the family's counts"),
)
_COB_METHODS = (
    ("standard", "Standard: pays what the first left, up to its own benefit"),
    ("non_duplication", "Non-duplication: its own benefit less what the first paid"),
    ("carve_out", "Carve-out: the same, as some plans call it"),
    ("medicaid", "Medicaid: up to its own rate"),
)
_SAME = "Empty: the same as in ISA."
ON_PAPER = ((None, "Paper"),)


def read_count(text: str) -> str:
    """Read a whole number from 1 to 9999 as typed."""
    if not text.strip().isdigit() or not 1 <= int(text) <= 9999:
        raise InputError("Type a whole number, 1 to 9999.")
    return str(int(text))


def _save(what: str, session: Session, row: OfficeLine | None, values: Values) -> int:
    if row is None:
        return add_to_list(session, what, values)
    change_in_list(session, what, row.id, row.version, values)
    return row.id


def _spec(what: str, words: Words, fields: Fields, columns: Columns, **more: Any) -> RecordSpec:
    one, title, lead = words
    return RecordSpec(
        key=what,
        title=title,
        one=one,
        lead=lead,
        fields=fields if IN_USE in fields else (*fields, IN_USE),
        columns=columns,
        query=list_office,
        arguments=lambda _desk: (what,),
        save=partial(_save, what),
        values=lambda line: line.values,
        identity=lambda line: line.id,
        fresh={"active": True, **more.pop("fresh", {})},
        **more,
    )


def _save_procedure(session: Session, row: ProcedureLine | None, values: Values) -> str:
    code = str(values.pop("code"))
    fee, effective = values.pop("fee"), values.pop("effective")
    keep_procedure(session, code, values)
    if fee is not None and (row is None or (fee, effective) != (row.fee, row.effective)):
        set_fee(session, code, fee, effective or session.today())
    return code


def _today(desk: Desk) -> tuple[object, ...]:
    return (desk.session.today(),)


PROVIDERS = _spec(
    "provider",
    (
        "provider",
        "Providers",
        "Who renders services. Whoever left stays on old claims: take the tick from In use.",
    ),
    (
        Field("last", "Last name", required=True),
        Field("first", "First name"),
        Field("middle", "Middle name"),
        Field("suffix", "Suffix", width=6),
        Field("credential", "Credential, like MD", width=8),
        Field("npi", "NPI", Kind.CODE, read=read_npi, width=12),
        Field("taxonomy", "Specialty code", Kind.CODE, read=read_taxonomy, width=12),
        Field("license", "State license"),
    ),
    (Column("Name", _named), Column("NPI", lambda line: line.detail, width=11)),
)
OFFICES = _spec(
    "place",
    ("place", "Places", "Where services are given: box 32 of the claim form and the place-of-service code."),
    (
        Field("name", "Name", required=True),
        Field("pos", "Kind of place", Kind.CHOICE, choices=PLACES),
        Field("npi", "NPI of the place", Kind.CODE, read=read_npi, width=12),
        Field("clia", "Lab certificate (CLIA)", Kind.CODE, read=read_clia, width=12),
        *address_fields(),
    ),
    (Column("Name", _named), Column("Where", lambda line: line.detail)),
    fresh={"pos": "11"},
)
PAYERS = _spec(
    "payer",
    (
        "insurer",
        "Insurers",
        "Each insurer with its address and how it wants its claim forms. Days in gray are the usual ones, "
        "not confirmed: type those of your contract.",
    ),
    (
        Field("name", "Name", required=True, wide=True),
        Field("line_of_business", "Line of business", Kind.CHOICE, choices=_BUSINESS),
        Field("form_kind", "Box 1 of the form", Kind.CHOICE, choices=_FORM_KINDS),
        *address_fields(),
        Field("phone", "Phone", Kind.PHONE),
        Field("portal", "Web portal"),
        Field("partner", "Claims go out by", Kind.CHOICE, choices=ON_PAPER),
        Field("claim_payer_id", "Payer ID for claims"),
        Field("filing_code", "Kind of plan in the claim file", Kind.CHOICE, choices=_FILING),
        Field("eligibility_payer_id", "Payer ID for eligibility"),
        Field("page_style", "Claims of more than six lines", Kind.CHOICE, choices=_PAGE_STYLES),
        Field("line_limit", "Most lines a claim", Kind.CODE, read=read_count, width=6, required=True),
        Field("filing_days", "Days to file a claim", Kind.CODE, read=read_count),
        Field("corrected_days", "Days to correct a claim", Kind.CODE, read=read_count),
        Field("appeal_days", "Days to appeal", Kind.CODE, read=read_count),
        Field("answer_days", "Days until it answers", Kind.CODE, read=read_count),
        Field("page_label", "Print “Page 1 of 2”", Kind.CHECK),
        Field("one_pointer", "One diagnosis pointer a line", Kind.CHECK),
        Field("takes_replacement", "Takes a corrected claim as a replacement", Kind.CHECK),
        Field("wants_taxonomy", "Wants specialty codes in the claim file", Kind.CHECK),
    ),
    (Column("Name", _named), Column("Payer ID", lambda line: line.detail, width=12)),
    numbers=frozenset({"line_limit", "filing_days", "corrected_days", "appeal_days", "answer_days"}),
    fresh={
        "line_limit": 50,
        "form_kind": "group",
        "line_of_business": "commercial",
        "takes_replacement": True,
        "filing_code": "",
    },
)
PARTNERS = _spec(
    "trading_partner",
    (
        "trading partner",
        "Trading partners",
        "A clearinghouse or insurer that takes claim files (837P). It gives you the ids; which insurers it "
        "serves stands in their own records.",
    ),
    (
        Field("name", "Name", required=True, wide=True),
        Field("submitter_name", "Our name for it", required=True),
        Field("submitter_id", "Our submitter id", Kind.CODE, required=True, read=read_submitter_id),
        Field("contact_name", "Contact person", required=True),
        Field("contact_phone", "Contact’s phone", Kind.PHONE),
        Field("contact_email", "Contact’s e-mail"),
        Field("usage", "Files are for", Kind.CHOICE, choices=_USAGES),
        Field("receiver_name", "Receiver’s name", required=True),
        Field("receiver_id", "Receiver’s id", Kind.CODE, required=True, read=read_submitter_id),
        Field("sender_qualifier", "Kind of our id (ISA05)", Kind.CHOICE, choices=_QUALIFIERS),
        Field("interchange_sender", "Our id (ISA06)", Kind.CODE, required=True, read=read_interchange_id),
        Field("receiver_qualifier", "Kind of its id (ISA07)", Kind.CHOICE, choices=_QUALIFIERS),
        Field("interchange_receiver", "Its id (ISA08)", Kind.CODE, required=True, read=read_interchange_id),
        Field("group_sender", "Our id in the group (GS02)", Kind.CODE, read=read_interchange_id, help=_SAME),
        Field(
            "group_receiver", "Its id in the group (GS03)", Kind.CODE, read=read_interchange_id, help=_SAME
        ),
        Field("outbox", "Outbox: the folder for our files", wide=True),
        Field("inbox", "Inbox: the folder of its replies", wide=True),
        Field("line_feed", "Each segment on its own line", Kind.CHECK),
        Field("wants_ta1", "Ask for a receipt (TA1)", Kind.CHECK),
    ),
    (Column("Name", _named), Column("Files are for", lambda line: line.detail, width=12)),
    fresh={"usage": "T", "sender_qualifier": "ZZ", "receiver_qualifier": "ZZ"},
)


PLANS = _spec(
    "plan",
    (
        "plan",
        "Plans",
        "An insurer's plans with their yearly amounts; below, what each pays by kind of service.",
    ),
    (
        Field("name", "Name of the plan", required=True),
        Field("payer", "Insurer", Kind.CHOICE, required=True),
        Field("kind", "Kind, like PPO", width=10),
        IN_USE,
        Field("deductible", "Deductible a year", Kind.MONEY, width=12),
        Field("family_deductible", "Deductible, family", Kind.MONEY, width=12),
        Field("oop", "Most out of pocket a year", Kind.MONEY, width=12),
        Field("family_oop", "Most out of pocket, family", Kind.MONEY, width=12),
        Field("family_deductible_kind", "The family's deductible", Kind.CHOICE, choices=_FAMILY_DEDUCTIBLE),
        Field("cob_method", "Where it pays second", Kind.CHOICE, choices=_COB_METHODS),
    ),
    (Column("Plan", _named), Column("Insurer", lambda line: line.detail)),
    fresh={"family_deductible_kind": "embedded", "cob_method": "standard"},
)
PROCEDURES = RecordSpec(
    key="procedure",
    title="Procedures and fees",
    one="procedure",
    lead="The practice's own list, in its own words. Plainbill ships no CPT codes or descriptions: they need "
    "a license from the AMA.",
    fields=(
        Field("code", "Code", Kind.CODE, required=True, width=8),
        Field("category", "Category, like office or lab"),
        Field("name", "Plain name", required=True),
        Field("name_es", "Plain name in Spanish"),
        Field("fee", "Fee", Kind.MONEY, width=12),
        Field("effective", "Fee since", Kind.DATE, width=12, help="Empty: from today."),
        IN_USE,
    ),
    columns=(
        Column("Code", lambda line: line.code, width=8),
        Column("Name", _named),
        Column("Fee", lambda line: line.fee, right=True, width=10),
    ),
    query=list_procedures,
    arguments=_today,
    save=_save_procedure,
    values=lambda line: {name: getattr(line, name) for name in line.__slots__},
    identity=lambda line: line.code,
    fresh={"active": True, "category": "office"},
    locked=frozenset({"code"}),
)
