"""The steps of the first set-up as data: what each asks, and which may be skipped."""

from dataclasses import dataclass

from app.domain.identifiers import read_ein, read_npi, read_taxonomy
from app.views.common.fields import Field, Kind
from app.views.common.office_fields import LOOK, PLACES, TAX_ID_KINDS, address_fields


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its key, title, the sentence that leads in, and its fields."""

    key: str
    title: str
    lead: str
    fields: tuple[Field, ...]
    may_skip: bool = True


STEPS = (
    Step("look", "How shall it look?", "You can change this at any time with Ctrl + and Ctrl −.", LOOK),
    Step(
        "practice",
        "Your practice",
        "As it stands on claim forms. Only the name is needed now; Settings keeps the rest.",
        (
            Field("name", "Name of the practice", required=True, wide=True),
            Field("npi", "Group NPI", Kind.CODE, read=read_npi),
            Field("phone", "Phone", Kind.PHONE),
            Field("tax_id", "Tax ID", Kind.CODE, read=read_ein),
            Field("tax_id_kind", "Kind of tax ID", Kind.CHOICE, choices=TAX_ID_KINDS),
            *address_fields(),
        ),
        may_skip=False,
    ),
    Step(
        "provider",
        "Who sees the patients?",
        "The first provider. Others are added in Settings.",
        (
            Field("last", "Last name"),
            Field("first", "First name"),
            Field("credential", "Credential, like MD"),
            Field("npi", "NPI", Kind.CODE, read=read_npi),
            Field("taxonomy", "Specialty code", Kind.CODE, read=read_taxonomy),
        ),
    ),
    Step(
        "place",
        "Where are they seen?",
        "The first place of service. Its address is the practice's unless you type another in Settings.",
        (
            Field("name", "Name of the place"),
            Field("pos", "Kind of place", Kind.CHOICE, choices=PLACES),
        ),
    ),
    Step(
        "files",
        "Where the practice is kept",
        "One encrypted file on this computer, in a folder that no cloud service copies. A second disk or a "
        "stick is the right place for backups.",
        (
            Field("folder", "Practice folder", required=True, wide=True),
            Field("backups", "Backup folder (may be chosen later)", wide=True),
        ),
        may_skip=False,
    ),
    Step(
        "you",
        "You",
        "You become the manager: you add the others later. The password opens the practice, so make it a "
        "long one: four or five words that do not belong together.",
        (
            Field("display_name", "Your name", required=True),
            Field("login", "Log-in name", required=True, help="Short, like maria."),
            Field("password", "Password", Kind.PASSWORD, required=True, help="12 characters or more."),
            Field("again", "Password again", Kind.PASSWORD, required=True),
        ),
        may_skip=False,
    ),
)
