"""Labels on sheets of named stock: where each lies, and what stands on it.

Measures are in inches from the upper left corner of a Letter sheet. A sheet used in part is begun at a later
label, counted from 1 in rows from left to right; offsets move all labels right and down.
"""

from dataclasses import dataclass, field
from datetime import date

from app.domain.errors import InputError
from app.domain.letterhead import compose_postal_line
from app.domain.people import Address, PersonName

LARGEST_OFFSET = 0.5
MOST_LABELS = 200


@dataclass(frozen=True, slots=True)
class LabelStock:
    """A sheet of labels: how many there are, the first one’s corner, the steps, and the size of one."""

    key: str
    name: str
    columns: int
    rows: int
    left: float
    top: float
    step_x: float
    step_y: float
    width: float
    height: float

    @property
    def count(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """The upper left corner of a label, `place` counted from 0."""
        row, column = divmod(place, self.columns)
        return self.left + column * self.step_x, self.top + row * self.step_y


STOCKS = (
    LabelStock("30", "30 a sheet, 1 × 2 5/8 in", 3, 10, 0.1875, 0.5, 2.75, 1.0, 2.625, 1.0),
    LabelStock("80", "80 a sheet, 1/2 × 1 3/4 in", 4, 20, 0.28125, 0.5, 2.0625, 0.5, 1.75, 0.5),
    LabelStock("10", "10 a sheet, 2 × 4 in", 2, 5, 0.15625, 0.5, 4.1875, 2.0, 4.0, 2.0),
)


@dataclass(frozen=True, slots=True)
class LabelPlacing:
    """Which stock, from which label on, how many, and how far to the right and down (inches)."""

    stock: LabelStock
    start: int = 1
    count: int = 1
    right: float = 0.0
    down: float = 0.0


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on one label: a first line in bold, and lines below it."""

    head: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledPatient:
    """What labels say of a patient; `birth_date` None stays out."""

    name: PersonName
    number: str
    birth_date: date | None = None
    sex: str = ""
    phone: str = ""
    address: Address = field(default_factory=Address)


@dataclass(frozen=True, slots=True)
class LabelSheets:
    """Labels to be drawn one after another, from the placing's first label on."""

    placing: LabelPlacing
    label: Label


def find_stock(key: str) -> LabelStock:
    """The stock with this key; raises InputError for another."""
    for stock in STOCKS:
        if stock.key == key:
            return stock
    raise InputError("Choose the labels that are in the printer.")


def read_offset(text: str) -> float:
    """Read how far labels are moved, in inches: `0.05`, `-.1`; empty means not at all."""
    typed = text.strip() or "0"
    try:
        moved = float(typed)
    except ValueError:
        raise InputError("Type inches, as 0.05 or -0.1.") from None
    if not abs(moved) <= LARGEST_OFFSET:
        raise InputError("Labels can be moved by half an inch at most.")
    return moved


def check_placing(placing: LabelPlacing) -> None:
    """Refuse a first label that is not on the sheet, none or too many labels, and too large an offset."""
    if not 1 <= placing.start <= placing.stock.count:
        raise InputError(f"The first label lies between 1 and {placing.stock.count} on this sheet.")
    if not 1 <= placing.count <= MOST_LABELS:
        raise InputError(f"Print 1 to {MOST_LABELS} labels at a time.")
    if max(abs(placing.right), abs(placing.down)) > LARGEST_OFFSET:
        raise InputError("Labels can be moved by half an inch at most.")


def plan_sheets(placing: LabelPlacing) -> tuple[tuple[int, ...], ...]:
    """The places to be printed on each sheet, counted from 0."""
    places = range(placing.start - 1, placing.start - 1 + placing.count)
    sheets: dict[int, list[int]] = {}
    for place in places:
        sheets.setdefault(place // placing.stock.count, []).append(place % placing.stock.count)
    return tuple(tuple(sheet) for sheet in sheets.values())


def compose_chart_label(patient: LabelledPatient) -> Label:
    """For the chart: name, number, birth date, sex and phone; no insurance and no reason."""
    born = f"Born {patient.birth_date:%m/%d/%Y}" if patient.birth_date else ""
    facts = "  ".join(part for part in (born, patient.sex) if part)
    return Label(str(patient.name), _filled(f"No. {patient.number}", facts, patient.phone))


def compose_address_label(patient: LabelledPatient) -> Label:
    """For an envelope, as the post likes it; raises InputError where there is no address to mail to."""
    if not patient.address.is_mailable:
        raise InputError(
            "Nothing was printed. The address is not complete: it needs street, city, state and ZIP. "
            "Add it on the patient’s Details page."
        )
    first, *rest = (compose_postal_line(line) for line in (patient.name.spoken, *patient.address.lines))
    return Label(first, tuple(rest))


def compose_specimen_label(patient: LabelledPatient, on: date, provider: str = "") -> Label:
    """For a specimen: two identifiers, the day, the provider, and room for time and initials."""
    born = f"Born {patient.birth_date:%m/%d/%Y}" if patient.birth_date else ""
    facts = "  ".join(part for part in (born, f"No. {patient.number}") if part)
    return Label(str(patient.name), _filled(facts, f"{on:%m/%d/%Y}  ____:____  by ______", provider))


def _filled(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line)
