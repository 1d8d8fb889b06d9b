"""What a laid-out page is made of. Sizes belong to the drawing; here stand only roles."""

from dataclasses import dataclass
from typing import Literal

from shopdesk.core.tickets import Ticket

Align = Literal["left", "center", "right"]
# title: the shop; heading: what paper it is; total: the one number that matters; huge: an amount read across a counter.
Role = Literal["title", "heading", "body", "strong", "small", "total", "huge"]
Gap = Literal["item", "half", "line"]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; wraps at word breaks."""

    text: str
    role: Role = "body"
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Facts:
    """Small facts in the middle, joined by dots; a line ends only between two of them."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Two columns on one line: the right one (money) keeps its width, the left one wraps."""

    left: str
    right: str
    role: Role = "body"
    right_role: Role | None = None


@dataclass(frozen=True, slots=True)
class Banner:
    """A word nobody may overlook: white on black, or framed where `quiet`."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across; dashed where the paper may be torn."""

    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """Empty paper."""

    gap: Gap = "half"


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code, as large as the paper lets a phone read it well."""

    payload: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG in the middle, at most `percent` of the width: the shop's logo."""

    data: bytes
    percent: int = 50


@dataclass(frozen=True, slots=True)
class Edges:
    """Bars from edge to edge of the printable width: a printer set to the wrong width cuts one off."""


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a roll, as high as all of them."""

    ticket: Ticket


Block = Text | Facts | Row | Banner | Rule | Space | Qr | Picture | Edges | Label
