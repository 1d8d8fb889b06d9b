"""The plain settings as data: what the page says about each, how it is chosen. Their names are in shop.settings."""

from dataclasses import dataclass
from typing import Any, Literal

from shopdesk.base.i18n import N_

Kind = Literal["text", "lines", "switch", "choice", "number", "money", "percent", "date"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One setting on the page; `choices` are (value, words), `unit` stands behind a number."""

    key: str
    sentence: str
    kind: Kind = "text"
    choices: tuple[tuple[Any, str], ...] = ()
    unit: str = ""


SHOP = (
    Entry("shop.name", N_("Printed at the top of every receipt.")),
    Entry("shop.address", N_("Below the name. Leave it empty to print none."), "lines"),
    Entry("shop.phone", N_("Customers call this number.")),
)
RECEIPT = (
    Entry("receipt.header", N_("Opening hours, a Facebook page, anything short."), "lines"),
    Entry("receipt.footer", N_("A thank-you at the end of the paper."), "lines"),
    Entry("receipt.auto", N_("Off: a receipt is printed only when somebody asks for it."), "switch"),
)
SELLING = (
    Entry("discount.limit", N_("Above this a cashier asks for the owner's PIN."), "percent", unit="%"),
    Entry(
        "cash.rounding",
        N_("Only cash is rounded, on a line of its own."),
        "choice",
        (
            ("none", N_("Do not round")),
            ("nearest25", N_("To 25 satang")),
            ("down25", N_("Down to 25 satang")),
            ("down100", N_("Down to a baht")),
        ),
    ),
    Entry(
        "stock.expired",
        N_("What the till does when they are put on a bill."),
        "choice",
        (("warn", N_("Say so")), ("block", N_("Do not sell them")), ("allow", N_("Sell them"))),
    ),
    Entry("cash.transfer_change", N_("A customer transfers more and takes the rest in cash."), "switch"),
)
DRAWER = (
    Entry("drawer.kick", N_("The drawer hangs on the receipt printer."), "switch"),
    Entry(
        "drawer.pin",
        N_("Most drawers open on the first. Try it; if nothing happens, take the other."),
        "choice",
        ((2, N_("First (2)")), (5, N_("Second (5)"))),
    ),
)
DAY = (
    Entry("day.change_hour", N_("Bills before this hour still count for yesterday."), "number", unit=N_("o'clock")),
    Entry("cash.blind", N_("They type what they counted; the owner sees the difference."), "switch"),
    Entry("cash.keep", N_("Change for tomorrow morning."), "money", unit=N_("baht")),
)
LOCK = (Entry("lock.minutes", N_("Only where somebody has a PIN. The bill stays open."), "number", unit=N_("minutes")),)
PROMPTPAY = (
    Entry("promptpay.id", N_("Mobile number, 13-digit ID or 15-digit e-wallet. Needs the owner's PIN.")),
    Entry("promptpay.name", N_("Type it as the bank shows it, so that everybody can compare.")),
)
PRINTER = (
    Entry(
        "receipt.width",
        N_("Measure the roll: narrow is 58, wide is 80."),
        "choice",
        ((58, N_("58 mm")), (80, N_("80 mm"))),
    ),
)
DISPLAY = (Entry("display.customer", N_("Shows the lines, the total and the QR. It closes when unplugged."), "switch"),)
ONLINE = (
    Entry("online.registered", N_("Register free of charge at the Department of Business Development."), "switch"),
    Entry("online.account_name", N_("Platforms pay only to an account in the seller's own name."), "switch"),
)
LINE = (
    Entry(
        "line.photos",
        N_("Photos of goods take much. Orders, stock and prices always go."),
        "choice",
        (
            ("ask", N_("As the computer says")),
            ("send", N_("Always send")),
            ("shrink", N_("Send them small")),
            ("wait", N_("Let them wait")),
        ),
    ),
)
TAX = (
    Entry("vat.registered", N_("Not registered: receipts never show VAT."), "switch"),
    Entry("vat.tax_id", N_("From the ภ.พ.20 certificate.")),
    Entry("vat.approved", N_("Only then a receipt may be called an abbreviated tax invoice."), "date"),
    Entry("vat.pos_id", N_("From the ภ.พ.06 letter, one for each till.")),
)
