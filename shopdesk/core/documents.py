"""What paper says, as values without layout: a receipt, a day report, and the heading the law wants."""

import string
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from shopdesk.core import money, unit

# Legal headings are Thai in every language of the screen (Revenue Code sections 105 bis and 86/6).
CASH_BILL = "ใบเสร็จรับเงิน/บิลเงินสด"
RECEIPT = "ใบเสร็จรับเงิน"
ABBREVIATED_INVOICE = "ใบเสร็จรับเงิน/ใบกำกับภาษีอย่างย่อ"
VAT_INCLUDED = "ราคารวมภาษีมูลค่าเพิ่มแล้ว (VAT INCLUDED)"
COPY = "สำเนา"
# The letter in which every till begins its numbers; it goes without saying.
FIRST_LETTER = "A"


@dataclass(frozen=True, slots=True)
class TaxStanding:
    """How the shop stands with the Revenue Department; `approved` is the date of its ภ.พ.06, `pos_id` the machine."""

    vat_registered: bool = False
    approved: date | None = None
    pos_id: str = ""
    tax_id: str = ""

    def abbreviated_on(self, day: date) -> bool:
        """Whether this machine may print abbreviated tax invoices on a day: registered, approved, numbered."""
        return self.vat_registered and self.approved is not None and self.approved <= day and bool(self.pos_id)


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One thing sold: name, `1.35 กก. × 45`, amount in satang, and notes such as a line discount."""

    name: str
    quantity: str
    amount: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiptTender:
    """A labelled amount in satang: a way of paying, or a discount (negative)."""

    label: str
    amount: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """A sale as the customer gets it. Amounts in satang; `at` is an aware instant, shown in Bangkok time.

    `extras` are no sale (deposits, money passed on); `total` is with them.

    `later` says when a bill that was entered later really happened. `signer` has to sign what is written in the book.
    """

    shop_name: str
    heading: str
    number: str
    at: datetime
    cashier: str
    lines: tuple[ReceiptLine, ...]
    total: int
    header: tuple[str, ...] = ()
    discounts: tuple[ReceiptTender, ...] = ()
    rounding: int | None = None
    vat: tuple[tuple[str, int], ...] = ()
    tenders: tuple[ReceiptTender, ...] = ()
    change: int | None = None
    footer: tuple[str, ...] = ()
    copy: bool = False
    void: bool = False
    practice: bool = False
    payment_qr: str | None = None
    tax_id: str | None = None
    pos_id: str | None = None
    refund_of: str | None = None
    logo: bytes = b""
    extras: tuple[ReceiptTender, ...] = ()
    later: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A label and its value as text."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class ReportSection:
    """Rows under a title; the title may be empty."""

    title: str
    rows: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True)
class DayReport:
    """The X (so far) or Z (closed) report of a day or shift."""

    kind: Literal["X", "Z"]
    shop_name: str
    title: str
    period: str
    till: str
    number: str
    sections: tuple[ReportSection, ...]
    practice: bool = False
    copy: bool = False


def heading(standing: TaxStanding, day: date) -> str:
    """The heading of a receipt, derived and never typed.

    Not registered for VAT: receipt or cash bill (section 105 bis), never a word of tax. Registered without approval
    of the machine: receipt, a full invoice on request. Approved (form ภ.พ.06): abbreviated tax invoice (86/6).
    """
    if not standing.vat_registered:
        return CASH_BILL
    return ABBREVIATED_INVOICE if standing.abbreviated_on(day) else RECEIPT


def quantity_line(qty: int, unit_code: str, price: int) -> str:
    """`1.35 กก. × 45`: quantity in thousandths, price of one unit in satang."""
    return f"{unit.quantity_text(qty, unit_code)} × {money.short(price)}"


def short_number(number: str) -> str:
    """`#0142` from a document number such as `1A-000142`: at least four digits, as people call it out.

    From the second letter of a till on the letter is part of it, `#B0001`: after a restore numbers begin again.
    """
    head, _dash, tail = number.rpartition("-")
    letter = head.lstrip(string.digits)
    shown = "" if letter == FIRST_LETTER else letter
    return f"#{shown}{int(tail):04d}" if tail.isascii() and tail.isdigit() else number
