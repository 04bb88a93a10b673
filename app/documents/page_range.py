"""Some pages of a kept file as a file of their own, so that one claim of a batch can be printed again."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter


def draw_page_range(pdf: bytes, first: int, last: int) -> bytes:
    """Copy pages `first` to `last` (from 1, both included) as they are; the same pages give the same bytes.

    The whole file comes back untouched when all its pages are asked for. Raises ValueError beyond its pages.
    """
    reader = PdfReader(BytesIO(pdf))
    if not 1 <= first <= last <= len(reader.pages):
        raise ValueError(f"pages {first} to {last} are not among the {len(reader.pages)} of the file")
    if (first, last) == (1, len(reader.pages)):
        return pdf
    writer = PdfWriter()
    for page in reader.pages[first - 1 : last]:
        writer.add_page(page)
    writer.metadata = {"/Producer": "Plainbill"}
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
