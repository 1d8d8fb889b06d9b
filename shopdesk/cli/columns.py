"""Lines for a terminal: Thai marks that stand above or below a letter take no room of their own."""

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopdesk.core.documents import DayReport

WIDTH = 56
_NO_ROOM = frozenset({"Mn", "Me", "Cf"})


def width(text: str) -> int:
    """The columns a text takes in a terminal."""
    return sum(0 if unicodedata.category(letter) in _NO_ROOM else 1 for letter in text)


def row(left: str, right: str, room: int = WIDTH) -> str:
    """A label and its value, the value at the right edge."""
    return f"{left}{' ' * max(room - width(left) - width(right), 2)}{right}"


def padded(text: str, room: int) -> str:
    """The text with spaces up to a column; a longer one is cut with a sign that it was."""
    while width(text) > room:
        text = f"{text.removesuffix('…')[:-1]}…"
    return text + " " * (room - width(text))


def report(document: "DayReport") -> tuple[str, ...]:
    """The X or Z paper as lines."""
    lines = [f"{document.title} {document.number} · {document.period}".replace("  ", " ")]
    for section in document.sections:
        lines += ["─" * WIDTH, *([section.title] if section.title else [])]
        lines += [row(f"  {entry.label}" if section.title else entry.label, entry.value) for entry in section.rows]
    return tuple(lines)
