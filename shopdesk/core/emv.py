"""The grammar of payment QR codes: tag, length, value, and at the end a checksum (EMVCo Merchant-Presented Mode)."""

import binascii
import re
from collections.abc import Iterable

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import keyboard

LONGEST = 512
LONGEST_VALUE = 99
Fields = dict[str, str]

_DIGITS = frozenset("0123456789")


def crc(text: str) -> str:
    """CRC-16/CCITT-FALSE as four capital hex digits, over everything before the checksum, its own tag included."""
    return f"{binascii.crc_hqx(text.encode('ascii'), 0xFFFF):04X}"


def field(tag: str, value: str) -> str:
    """One tag, the length of its value in two decimal digits, and the value."""
    if not (len(tag) == 2 and set(tag) <= _DIGITS and value.isascii() and 0 < len(value) <= LONGEST_VALUE):
        raise ValueError(f"not a field: {tag} {value!r}")
    return f"{tag}{len(value):02d}{value}"


def joined(fields: Iterable[tuple[str, str]]) -> str:
    """Fields one after another, those without a value left out."""
    return "".join(field(tag, value) for tag, value in fields if value)


def sealed(body: str, tag: str) -> str:
    """The body with its checksum in a last field."""
    return f"{body}{tag}04{crc(f'{body}{tag}04')}"


def fields(text: str) -> Fields:
    """The fields in their order; raises Invalid unless lengths use up the text exactly and no tag comes twice.

    A field of length 00, which some banks write for a reference they leave out, is read as an empty one.
    """
    found: Fields = {}
    at = 0
    while at < len(text):
        head, size = text[at : at + 4], text[at + 2 : at + 4]
        if len(head) < 4 or not set(head) <= _DIGITS or head[:2] in found:
            raise broken()
        value = text[at + 4 : at + 4 + int(size)]
        if len(value) < int(size):
            raise broken()
        found[head[:2]] = value
        at += 4 + int(size)
    return found


def scanned(text: str) -> str:
    """The code as printed: a scanner that types it through a Thai keyboard layout sends its keys' Thai letters."""
    text = text.strip()
    readings = (keyboard.typed_on(layout, text) for layout in keyboard.LAYOUTS)
    return next((reading for reading in readings if reading and reading.startswith("00")), text)


def unsealed(text: str, tag: str) -> Fields:
    """The fields of a code whose last one is the checksum `tag`; raises Invalid where it is missing or wrong."""
    if not (text.isascii() and text.isprintable()) or len(text) > LONGEST:
        raise broken()
    found = fields(text)
    if list(found)[-1:] != [tag] or not re.fullmatch(r"[0-9A-Fa-f]{4}", found[tag]):
        raise broken()
    if found.pop(tag).upper() != crc(text[:-4]):
        raise Invalid(N_("The QR was not read right."), hint=N_("Scan it again"))
    return found


def broken() -> Invalid:
    """The refusal of a text that is not a payment code at all."""
    return Invalid(N_("This is not a payment QR."), hint=N_("Scan it again, or ask for another"))
