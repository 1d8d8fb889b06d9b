"""What a label on a shelf or on goods says, whatever it is printed on."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["shelf", "tag", "code", "weighed", "lot"]
KINDS: tuple[Kind, ...] = ("shelf", "tag", "code", "weighed", "lot")


@dataclass(frozen=True, slots=True)
class Ticket:
    """One label. `price` in satang, VAT inside, None where there is none; `per` is the price of one base unit in words.

    `code` is drawn as a barcode, `notes` stand below the name.
    """

    kind: Kind
    name: str
    price: int | None
    unit: str = ""
    per: str = ""
    code: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketRoll:
    """Labels that are printed under one another on a roll."""

    tickets: tuple[Ticket, ...]
