"""Names and postal addresses as the trade writes them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's legal name; only `last` and `first` are always there."""

    last: str
    first: str
    middle: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        """Write for a list: `Rivera Jr, Ana M`."""
        last = " ".join(part for part in (self.last, self.suffix) if part)
        first = " ".join(part for part in (self.first, self.middle) if part)
        return ", ".join(part for part in (last, first) if part)

    @property
    def spoken(self) -> str:
        """Write as it is said: `Ana M Rivera Jr`."""
        return " ".join(part for part in (self.first, self.middle, self.last, self.suffix) if part)


@dataclass(frozen=True, slots=True)
class Address:
    """A US postal address; `zip` is 5 digits or 9 with a hyphen."""

    street: str = ""
    street2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""

    @property
    def city_line(self) -> str:
        """Write the last line: `Springfield IL 62704-1234`."""
        return " ".join(part for part in (self.city, self.state, self.zip) if part)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines from street to city, without the empty ones."""
        return tuple(line for line in (self.street, self.street2, self.city_line) if line)

    @property
    def is_mailable(self) -> bool:
        """Tell whether the post can deliver to it."""
        return bool(self.street and self.city and self.state and len(self.zip) >= 5)
