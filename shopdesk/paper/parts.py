"""Blocks that several papers share."""

from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.paper.blocks import Banner, Block, Role, Row, Space, Text


def practice(on: bool) -> list[Block]:
    """The word that it is no real document, where it is none."""
    return [Banner(_("Practice. Not a real document."))] if on else []


def amount(label: str, satang: int, role: Role = "body") -> Block:
    """A label and what it comes to."""
    return Row(label, money.text(satang), role)


def centred(lines: tuple[str, ...]) -> list[Block]:
    """Small lines in the middle; empty ones are left out."""
    return [Text(line, "small", "center") for line in lines if line]


def left(line: str) -> list[Block]:
    """A small line."""
    return [Text(line, "small")]


def signature(label: str) -> list[Block]:
    """Room to sign on."""
    return [Space("line"), Space("line"), Row(label, "." * 26)]
