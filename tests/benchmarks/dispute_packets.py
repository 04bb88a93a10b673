"""A dispute with a dozen scanned documents, 300 pages in all, and what composing its packet takes."""

import random
from io import BytesIO
from pathlib import Path
from time import perf_counter

from PIL import Image
from pypdf import PdfWriter

from app.documents.picture_page import draw_picture_page
from app.domain.disputes.cases import Lane
from app.models.disputes import DisputeCase
from app.services.dispute_evidence import add_evidence, obtain_evidence
from app.services.dispute_letters import draft_letter, keep_letter
from app.services.dispute_packets import make_packet
from app.services.files import NewFile
from tests.benchmarks.figures import peak_memory
from tests.dispute_samples import deny
from tests.practice_fixtures import Clock, open_at, prepare_practice

FILE = "dispute.plainbill"
DOCUMENTS, PAGES_EACH = 12, 25
SCAN, QUALITY, SEED = (400, 520), 20, 20261128
MIB, MB = 1024 * 1024, 1_000_000


def make_large_case(folder: Path) -> None:
    """Make a practice whose one case has its letter and all these documents; kept and used again."""
    path = folder / FILE
    if path.exists():
        return
    practice = prepare_practice(path)
    denied = deny(practice)
    session, case = practice.session, denied.open()
    keep_letter(session, case, draft_letter(session, case))
    chance = random.Random(SEED)
    for number in range(1, DOCUMENTS + 1):
        evidence = add_evidence(session, case, f"Record {number}", Lane.DOCTOR)
        scan = NewFile("", f"record-{number}.pdf", _scans(chance))
        obtain_evidence(session, evidence, scan)
    practice.opened.close()


def compose_packet(folder: Path) -> dict[str, float]:
    """Compose the packet, and tell its pages, size, time, and the memory before and at most."""
    opened = open_at(folder / FILE, "maria", Clock())
    case = DisputeCase.get()
    before = peak_memory() * MIB / MB
    start = perf_counter()
    made = make_packet(opened.session, case.id)
    took = perf_counter() - start
    opened.close()
    peak = peak_memory() * MIB / MB
    return {"pages": made.pages, "mb": made.size / MB, "seconds": took, "before_mb": before, "peak_mb": peak}


def _scans(chance: random.Random) -> bytes:
    """A document of scanned pages, each a picture that nothing makes smaller."""
    writer = PdfWriter()
    for _ in range(PAGES_EACH):
        picture = Image.frombytes("L", SCAN, chance.randbytes(SCAN[0] * SCAN[1]))
        out = BytesIO()
        picture.save(out, "JPEG", quality=QUALITY)
        writer.append(BytesIO(draw_picture_page(out.getvalue())))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
