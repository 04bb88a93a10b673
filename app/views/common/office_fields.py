"""Fields that the first set-up and the settings ask alike: addresses, places, tax numbers, the look."""

from app.catalogs import places_of_service, states
from app.domain.identifiers import read_zip
from app.views.common.fields import Field, Kind
from app.views.common.theme import TEXT_SIZES

STATES = (("", ""), *((state.code, f"{state.code} {state.name}") for state in states()))
PLACES = tuple((place.code, f"{place.code} {place.name}") for place in places_of_service())
TAX_ID_KINDS = (("ein", "EIN (of the practice)"), ("ssn", "SSN (of one person)"))
SCHEMES = (("system", "As this computer is set"), ("light", "Light"), ("dark", "Dark"))
LOOK = (
    Field("percent", "Text size", Kind.CHOICE, choices=tuple((size, f"{size} %") for size in TEXT_SIZES)),
    Field("scheme", "Colors", Kind.CHOICE, choices=SCHEMES),
)


def address_fields(prefix: str = "", about: str = "") -> tuple[Field, ...]:
    """Street, city, state and ZIP; their columns begin with `prefix`, their labels with `about`."""

    def label(word: str) -> str:
        return f"{about} {word}" if about else word[0].upper() + word[1:]

    return (
        Field(f"{prefix}street", label("street")),
        Field(f"{prefix}street2", label("suite or floor")),
        Field(f"{prefix}city", label("city")),
        Field(f"{prefix}state", label("state"), Kind.CHOICE, choices=STATES),
        Field(f"{prefix}zip", label("ZIP"), Kind.CODE, read=read_zip),
    )
