"""A drawn insurance card for the demo practice: a small PNG, made here pixel by pixel."""

import struct
import zlib

WIDTH, HEIGHT = 320, 200
PAPER, BAND, INK = b"\xff\xff\xff", b"\x1f\x4e\x79", b"\x9a\xa5\xb1"


def card_image() -> bytes:
    """Draw a white card with a coloured band and grey lines where the text would be; PNG bytes."""
    rows = b"".join(b"\x00" + _row(line) for line in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _row(line: int) -> bytes:
    if line < 44:
        return BAND * WIDTH
    if line >= 70 and (line - 70) % 26 < 8:
        written = 120 + 37 * ((line - 70) // 26) % 120
        return PAPER * 20 + INK * written + PAPER * (WIDTH - 20 - written)
    return PAPER * WIDTH


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
