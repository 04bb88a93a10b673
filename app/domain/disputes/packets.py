"""What a packet holds, in which order, on which pages, and when it is too large for the way it is to go."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import RuleError

_MEGABYTE = 1024 * 1024
LARGEST_PACKET, LARGEST_FOR_PORTALS = 25 * _MEGABYTE, 10 * _MEGABYTE
MOST_FAX_PAGES = 50


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """A paper of a packet with its first and last page, counted through the whole packet from 1."""

    title: str
    first: int
    last: int

    @property
    def words(self) -> str:
        """Its pages in words: `3`, or `3–7`."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def place_parts(titles_and_pages: Sequence[tuple[str, int]], index_pages: int) -> tuple[PlacedPart, ...]:
    """Place papers one after another; the first is the letter, and the index follows it."""
    placed = []
    page = 1
    for at, (title, count) in enumerate(titles_and_pages):
        placed.append(PlacedPart(title, page, page + count - 1))
        page += count + (index_pages if at == 0 else 0)
    return tuple(placed)


def packet_stamp(case_number: int, page: int, pages: int) -> str:
    """What each page bears: `Case 1001, page 3 of 12`."""
    return f"Case {case_number}, page {page} of {pages}"


def too_large(size: int) -> RuleError:
    """What is said of a packet that cannot be kept; `size` in bytes."""
    return RuleError(
        f"The packet would have {size / _MEGABYTE:.0f} MB; at most 25 MB can be kept. Nothing was made. "
        "Scan its documents in a lower quality, or mark some as not needed."
    )


def warn_of_size(size: int, pages: int) -> tuple[str, ...]:
    """Warn of a packet that a portal or a fax may refuse; `size` in bytes."""
    warnings = []
    if size > LARGEST_FOR_PORTALS:
        megabytes = size / _MEGABYTE
        warnings.append(
            f"The packet has {megabytes:.1f} MB; many portals take at most 10 MB. Scan pictures in a lower "
            "quality, or mail it."
        )
    if pages > MOST_FAX_PAGES:
        warnings.append(
            f"The packet has {pages} pages; a fax of more than {MOST_FAX_PAGES} often fails. Mail it."
        )
    return tuple(warnings)
