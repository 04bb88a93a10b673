"""The papers that the demo practice has kept or can print of a case, as pictures, for `paper_pictures.py`."""

from collections.abc import Iterator

from app.models.database import select
from app.queries.kept_files import find_file_content
from app.services.dispute_packets import print_handover
from app.services.session import Session

KINDS = {
    "dispute_packet": "dispute-packet",
    "estimate_sheet": "estimate",
    "good_faith_estimate": "good-faith-estimate",
}


def draw_kept_papers(session: Session) -> Iterator[tuple[str, bytes]]:
    """One paper of each kind, the one with most pages, and the hand-over sheet of the first open case."""
    for kind, name in KINDS.items():
        for (file_id,) in select(
            "select id from stored_file where kind = ? order by pages desc, id limit 1", kind
        ):
            yield name, find_file_content(file_id)
    for (case_id,) in select("select id from dispute_case where stage <> 'closed' order by id limit 1"):
        yield "dispute-handover", find_file_content(print_handover(session, case_id))
