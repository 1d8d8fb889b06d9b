"""The smaller papers as values without layout: a payment QR, a held bill, the page that tries a printer."""

from dataclasses import dataclass
from datetime import datetime

from shopdesk.core.documents import ReceiptLine


@dataclass(frozen=True, slots=True)
class PaymentSlip:
    """A PromptPay QR on paper. `amount` in satang, None where the payer types it; `receiver` is the masked number.

    `test` marks the 1-baht QR an owner scans after changing the receiving number.
    """

    shop_name: str
    payload: str
    receiver: str
    amount: int | None
    at: datetime
    reference: str = ""
    test: bool = False
    practice: bool = False


@dataclass(frozen=True, slots=True)
class HoldSlip:
    """A bill put aside: what the customer or the cook carries until it is called again. Not a receipt.

    `payment_qr` asks for its total by PromptPay, None in a shop without a number.
    """

    shop_name: str
    name: str
    at: datetime
    cashier: str
    lines: tuple[ReceiptLine, ...]
    total: int
    practice: bool = False
    payment_qr: str | None = None


@dataclass(frozen=True, slots=True)
class PrinterTest:
    """The page that shows whether a printer prints Thai, the whole width and a QR that reads."""

    shop_name: str
    printer: str
    at: datetime
