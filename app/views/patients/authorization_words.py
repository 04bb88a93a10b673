"""The words of authorizations and referrals: the fields of their form and the columns of their list."""

from app.domain.authorizations import STATUS_NAMES, Kind, Status
from app.domain.code_ranges import tidy_codes, write_codes
from app.domain.errors import InputError
from app.domain.identifiers import read_diagnosis_code, read_npi
from app.domain.service_counts import CountBy
from app.queries.authorizations import AuthorizationLine
from app.views.common import fields
from app.views.common.columns import Column
from app.views.common.fields import Field
from app.views.common.use_bar import UseBar

KIND_NAMES = {Kind.AUTHORIZATION: "Authorization", Kind.REFERRAL: "Referral"}
_KINDS = tuple((kind.value, name) for kind, name in KIND_NAMES.items())
_STATUSES = tuple((status.value, name.capitalize()) for status, name in STATUS_NAMES.items())
_COUNTS = ((CountBy.VISITS.value, "Visits"), (CountBy.UNITS.value, "Units"))


def read_amount(text: str) -> str:
    """Read a whole number from 0 to 9999 as typed."""
    if not text.strip().isdigit() or int(text) > 9999:
        raise InputError("Type a whole number, 0 to 9999.")
    return str(int(text))


FIELDS = (
    Field("kind", "Kind", fields.Kind.CHOICE, choices=_KINDS),
    Field("policy", "Insurance", fields.Kind.CHOICE),
    Field("status", "Status", fields.Kind.CHOICE, choices=_STATUSES),
    Field("number", "Number"),
    Field("codes", "Codes", fields.Kind.CODE, read=tidy_codes, help="Empty: any service."),
    Field("approved", "Approved", fields.Kind.CODE, read=read_amount, width=8, help="Empty: no limit."),
    Field("count_by", "Counted in", fields.Kind.CHOICE, choices=_COUNTS),
    Field("starts", "From", fields.Kind.DATE),
    Field("ends", "To", fields.Kind.DATE),
    Field("used_before", "Used before", fields.Kind.CODE, read=read_amount, width=8),
    Field("diagnosis", "Diagnosis", fields.Kind.CODE, read=read_diagnosis_code, help="Empty: any."),
    Field("provider", "Only this provider", fields.Kind.CHOICE),
    Field("place", "Only this place", fields.Kind.CHOICE),
    Field("requested_on", "Asked on", fields.Kind.DATE),
    Field("decided_on", "Answered on", fields.Kind.DATE),
    Field("call_reference", "Reference of the call"),
    Field("referred_by", "Referred by"),
    Field("referred_by_npi", "NPI of who referred", fields.Kind.CODE, read=read_npi),
    Field("denial_reason", "Why it was denied", wide=True),
    Field("note", "Note", wide=True),
)
NUMBERS = frozenset({"approved", "used_before"})
DATES = frozenset({"starts", "ends", "requested_on", "decided_on"})
CHOSEN = frozenset({"policy", "provider", "place"})


def bar_of(line: AuthorizationLine) -> UseBar:
    """How much is used, as a bar; what is not granted says its status instead."""
    authorization = line.authorization
    if not authorization.is_granted:
        return UseBar(STATUS_NAMES[authorization.status].capitalize(), None, line.weight)
    share = None
    if authorization.approved is not None:
        share = line.used / authorization.approved if authorization.approved else 1.0
    return UseBar(line.left, share, line.weight)


COLUMNS = (
    Column("Kind", lambda line: KIND_NAMES[line.authorization.kind], width=12),
    Column("Number", lambda line: line.authorization.number, width=11),
    Column("Insurance", lambda line: line.insurance),
    Column("Codes", lambda line: write_codes(line.authorization.codes) or "any", width=14),
    Column("From", lambda line: line.authorization.starts, width=10),
    Column("Left", bar_of, width=28, spoken=str, text=str),
)
BAR_COLUMN = next(at for at, column in enumerate(COLUMNS) if column.title == "Left")
NEW = {
    "kind": Kind.AUTHORIZATION.value,
    "status": Status.APPROVED.value,
    "count_by": CountBy.VISITS.value,
    "used_before": "0",
}
