"""The small Markdown that letters are written in: paragraphs, lists, and bold words.

What it does not know stands as it was typed; nothing typed is ever lost.
"""

import re
from dataclasses import dataclass

_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_ITEM = re.compile(r"^\s*[-*]\s+")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or one item of a list."""

    words: tuple[Words, ...]
    is_item: bool = False

    @property
    def plain(self) -> str:
        """Its text without weights."""
        return "".join(each.text for each in self.words)


def read_markdown(text: str) -> tuple[Paragraph, ...]:
    """Read a text: an empty line ends a paragraph, a line that begins with a dash is an item of a list."""
    paragraphs: list[Paragraph] = []
    waiting: list[str] = []
    for line in [*text.replace("\r\n", "\n").split("\n"), ""]:
        is_item = bool(_ITEM.match(line))
        if waiting and (is_item or not line.strip()):
            paragraphs.append(Paragraph(_weighed(" ".join(waiting))))
            waiting = []
        if is_item:
            paragraphs.append(Paragraph(_weighed(_ITEM.sub("", line).strip()), is_item=True))
        elif line.strip():
            waiting.append(line.strip())
    return tuple(paragraphs)


def _weighed(text: str) -> tuple[Words, ...]:
    found: list[Words] = []
    end = 0
    for bold in _BOLD.finditer(text):
        found += [Words(text[end : bold.start()]), Words(bold.group(1), bold=True)]
        end = bold.end()
    found.append(Words(text[end:]))
    return tuple(each for each in found if each.text)
