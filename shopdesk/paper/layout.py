"""One layout per document: values in, blocks out. Screen, roll, PDF and office paper all draw the same blocks."""

import functools

from shopdesk.base.i18n import _
from shopdesk.core import documents, money, thaidate
from shopdesk.core.book_papers import ReminderList, Repayment, Statement
from shopdesk.core.documents import DayReport, Receipt, ReceiptLine
from shopdesk.core.market_papers import TickSheet
from shopdesk.core.parcel_papers import AddressLabels, HandoverList, PackingSlip
from shopdesk.core.producer_papers import AgreementPaper, ConsentPaper, PayoutRun, PayoutSlip, YearStatement
from shopdesk.core.shopping_paper import ShoppingList
from shopdesk.core.slips import HoldSlip, PaymentSlip, PrinterTest
from shopdesk.core.tickets import TicketRoll
from shopdesk.paper import books, markets, parcels, producers, shopping
from shopdesk.paper.blocks import Banner, Block, Edges, Facts, Label, Picture, Qr, Row, Rule, Space, Text
from shopdesk.paper.parts import amount, centred, left, practice, signature

Handed = PayoutSlip | PayoutRun | YearStatement | AgreementPaper | ConsentPaper
Written = Statement | Repayment | ReminderList
Listed = TickSheet | ShoppingList
Sent = AddressLabels | PackingSlip | HandoverList
Document = Receipt | DayReport | PaymentSlip | HoldSlip | PrinterTest | Listed | Handed | Written | Sent | TicketRoll

# Three stacked marks, marks below, long vowels: what cheap printers get wrong in their own letters.
_HARD_WORDS = "ผู้ปั่นจี๊ดฤๅฏุ๋ · น้ำผึ้ง · ญี่ปุ่น · ปั๊มน้ำ"


def page(document: Document) -> tuple[Block, ...]:
    """The blocks of a document, in the language of the moment; legal headings stay Thai."""
    return tuple(_blocks(document))


def title(document: Document) -> str:
    """What a file of this document is called."""
    match document:
        case Receipt(number=number) | DayReport(number=number):
            return number
        case Statement() | Repayment() | ReminderList():
            return document.number
        case PayoutSlip() | PayoutRun() | YearStatement() | AgreementPaper() | ConsentPaper():
            return document.number
        case PaymentSlip(reference=name) | HoldSlip(name=name) | PrinterTest(printer=name) | TickSheet(name=name):
            return name
        case TicketRoll():
            return _("Labels")
        case ShoppingList():
            return _("To buy")
        case AddressLabels():
            return _("Address labels")
        case HandoverList():
            return _("Handover of parcels")
        case PackingSlip(number=number):
            return number


@functools.singledispatch
def _blocks(document: Document) -> list[Block]:
    raise TypeError(type(document))


_blocks.register(TickSheet, markets.tick_sheet)
_blocks.register(ShoppingList, shopping.shopping_list)
_blocks.register(AddressLabels, parcels.address_labels)
_blocks.register(PackingSlip, parcels.packing_slip)
_blocks.register(HandoverList, parcels.handover)
_blocks.register(Statement, books.statement)
_blocks.register(Repayment, books.repayment)
_blocks.register(ReminderList, books.reminders)
_blocks.register(PayoutSlip, producers.payout)
_blocks.register(PayoutRun, producers.payouts)
_blocks.register(YearStatement, producers.year)
_blocks.register(AgreementPaper, producers.agreement)
_blocks.register(ConsentPaper, producers.consent)


@_blocks.register
def _labels(roll: TicketRoll) -> list[Block]:
    return [Label(ticket) for ticket in roll.tickets]


@_blocks.register
def _receipt(receipt: Receipt) -> list[Block]:
    return [
        *_receipt_head(receipt),
        Rule(),
        *_items(receipt.lines),
        Rule(),
        *_sums(receipt),
        Rule(),
        *_receipt_foot(receipt),
    ]


def _receipt_head(receipt: Receipt) -> list[Block]:
    head: list[Block] = [*practice(receipt.practice)]
    if receipt.logo:
        head.append(Picture(receipt.logo))
    head.append(Text(receipt.shop_name, "title", "center"))
    head += centred(receipt.header)
    if receipt.tax_id:
        head += centred((_("Tax ID {number}").format(number=receipt.tax_id),))
    if receipt.pos_id:
        head += centred((_("POS ID {number}").format(number=receipt.pos_id),))
    head += [Space(), Text(receipt.heading, "heading", "center")]
    if receipt.refund_of:
        head += centred((_("Refund of bill {number}").format(number=receipt.refund_of),))
    if receipt.copy:
        head.append(Banner(documents.COPY, quiet=True))
    if receipt.later:
        head.append(Banner(_("Entered later: {moment}").format(moment=receipt.later), quiet=True))
    if receipt.void:
        head.append(Banner(_("This bill is void")))
    return head


def _items(lines: tuple[ReceiptLine, ...]) -> list[Block]:
    found: list[Block] = []
    for line in lines:
        if found:
            found.append(Space("item"))
        found.append(Text(line.name))
        found.append(Row(line.quantity, money.text(line.amount), "small", "body"))
        found += [Text(note, "small") for note in line.notes]
    return found


def _sums(receipt: Receipt) -> list[Block]:
    sums: list[Block] = [amount(row.label, row.amount) for row in receipt.discounts]
    if receipt.extras:
        sums.append(amount(_("Goods"), receipt.total - sum(row.amount for row in receipt.extras)))
        sums += [amount(row.label, row.amount) for row in receipt.extras]
    if receipt.rounding:
        sums.append(amount(_("Rounding"), receipt.rounding))
    sums.append(amount(_("Total"), receipt.total, "total"))
    sums += [amount(row.label, row.amount) for row in receipt.tenders]
    if receipt.change:
        sums.append(amount(_("Change"), receipt.change, "strong"))
    if receipt.vat:
        sums += [amount(label, satang, "small") for label, satang in receipt.vat]
        sums += centred((documents.VAT_INCLUDED,))
    return sums


def _receipt_foot(receipt: Receipt) -> list[Block]:
    foot: list[Block] = _to_pay(receipt.payment_qr)
    bill = _("Bill {number}").format(number=receipt.number)
    foot.append(Facts((thaidate.moment(receipt.at), bill, receipt.cashier)))
    if receipt.signer:
        foot += [Text(_("Customer {name}").format(name=receipt.signer)), *signature(_("Signature")), Space("line")]
    foot += centred(receipt.footer)
    return [*foot, *practice(receipt.practice)]


def _to_pay(payload: str | None) -> list[Block]:
    return [Text(_("Scan to pay"), "strong", "center"), Qr(payload)] if payload else []


@_blocks.register
def _day_report(report: DayReport) -> list[Block]:
    head: list[Block] = [
        *practice(report.practice),
        Text(report.shop_name, "title", "center"),
        Text(report.title, "heading", "center"),
        *centred((report.period,)),
        Facts((report.till, report.number)),
    ]
    if report.copy:
        head.append(Banner(documents.COPY, quiet=True))
    for section in report.sections:
        head.append(Rule())
        if section.title:
            head.append(Text(section.title, "strong"))
        head += [Row(row.label, row.value, "strong" if row.strong else "body") for row in section.rows]
    if report.kind == "Z":
        head += [Rule(), Space("line"), Row(_("Counted by"), "." * 26), Space("line")]
    return [*head, *practice(report.practice)]


@_blocks.register
def _payment_slip(slip: PaymentSlip) -> list[Block]:
    return [
        *practice(slip.practice),
        Text(slip.shop_name, "title", "center"),
        *([Text(_("Test: pay 1 baht to yourself"), "heading", "center")] if slip.test else []),
        *([] if slip.amount is None else [Text(f"฿{money.text(slip.amount)}", "huge", "center")]),
        Qr(slip.payload),
        Text(_("Scan with any bank app"), "strong", "center"),
        *centred((slip.receiver,)),
        Facts((thaidate.moment(slip.at), slip.reference)),
        *([Rule(), *left(_("Look at the name in the bank app. It must be the shop's own."))] if slip.test else []),
    ]


@_blocks.register
def _hold_slip(slip: HoldSlip) -> list[Block]:
    return [
        *practice(slip.practice),
        Banner(_("Bill on hold"), quiet=True),
        Text(slip.name, "total", "center"),
        *centred((slip.shop_name,)),
        Facts((thaidate.moment(slip.at), slip.cashier)),
        Rule(),
        *_items(slip.lines),
        Rule(),
        amount(_("Total"), slip.total, "total"),
        *_to_pay(slip.payment_qr),
        *centred((_("Not paid yet. This is not a receipt."),)),
    ]


@_blocks.register
def _printer_test(test: PrinterTest) -> list[Block]:
    return [
        Text(test.shop_name, "title", "center"),
        Text(_("Printer test"), "heading", "center"),
        Facts((test.printer, thaidate.moment(test.at))),
        Edges(),
        Text(_HARD_WORDS),
        Row("1.35 × 45", "1,234,567.89", "small", "body"),
        amount(_("Total"), 123_456_789, "total"),
        Qr("https://example.org/shopdesk-printer-test"),
        *left(_("Both black bars whole, no letter cut, a phone reads the QR: the printer is ready.")),
        Edges(),
    ]
