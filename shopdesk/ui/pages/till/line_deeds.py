"""What is done with one line of the bill: quantity, weight, price, discount, note; and goods past their date."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.core import thaidate
from shopdesk.core.line import Line

if TYPE_CHECKING:
    from shopdesk.ui.pages.till.page import TillPage


def remove(page: "TillPage") -> None:
    """Take the chosen line off, and offer to bring it back."""
    line = page.counter.remove()
    if line is not None:
        page.toast.offer(_("{name} removed").format(name=line.name), page.counter.bill.undo, icon="trash")
        page.focus_field()


def change_line(page: "TillPage") -> None:
    """What can be done with the chosen line."""
    from shopdesk.ui.pages.till import sheets

    line = page.counter.bill.line()
    if line is None:
        return
    sheet = sheets.LineSheet(line)
    page.win.open(sheet)
    acts: dict[object, Callable[[], object]] = {
        "quantity": lambda: quantity(page, line),
        "weigh": lambda: weigh_again(page, line),
        "price": lambda: price(page, line),
        "discount": lambda: discount(page),
        "note": lambda: note_line(page, line),
        "remove": lambda: remove(page),
    }
    sheet.done.connect(lambda answer: acts.get(answer, page.focus_field)())


def quantity(page: "TillPage", line: Line) -> None:
    """Another quantity for a line."""
    from shopdesk.ui.pages.till import asking

    sheet = asking.QuantitySheet(line)
    page.win.open(sheet)
    bill = page.counter.bill
    sheet.answered(lambda qty: page.attempt(lambda: bill.put(bill.cart.set_qty(line.uid, qty))))


def weigh_again(page: "TillPage", line: Line) -> None:
    """Another weight for a line."""
    from shopdesk.ui.pages.till import asking

    sheet = asking.WeightSheet(line, page.counter.scale())
    page.win.open(sheet)
    bill = page.counter.bill

    def weighed(made: object) -> None:
        if isinstance(made, Line):
            if made.amount is not None:
                bill.put(bill.cart.set_amount(line.uid, made.amount))
            else:
                bill.put(bill.cart.set_weight(line.uid, made.qty + made.tare, made.tare))

    sheet.done.connect(weighed)


def price(page: "TillPage", line: Line) -> None:
    """Another price for a line; whether the person may is asked when it is paid."""
    from shopdesk.ui.pages.till import asking

    sheet = asking.AmountSheet(line.name, _("Price of one"), _("Change it"), line.price)
    page.win.open(sheet)
    bill = page.counter.bill

    def changed(satang: int) -> None:
        bill.put(bill.cart.set_price(line.uid, satang))
        tell_waiting(page)

    sheet.answered(lambda satang: page.attempt(lambda: changed(satang)))


def tell_waiting(page: "TillPage") -> None:
    """Say at once, before the customer hears a price, that the owner has to allow what was just changed."""
    if page.counter.waiting():
        page.strip.say(_("The owner's PIN is asked when this bill is paid."), tone="accent", seconds=8)


def note_line(page: "TillPage", line: Line) -> None:
    """A note under a line."""
    from shopdesk.ui.pages.till import sheets

    sheet = sheets.NoteSheet(_("Note on {name}").format(name=line.name), line.note)
    page.win.open(sheet)
    bill = page.counter.bill
    sheet.answered(lambda text: bill.put(bill.cart.note_line(line.uid, text)))


def discount(page: "TillPage") -> None:
    """A discount on the chosen line or on the bill."""
    from shopdesk.ui.pages.till import asking

    bill = page.counter.bill
    if not bill.cart.lines:
        return
    sheet = asking.DiscountSheet(bill.line(), sum(line.net for line in bill.cart.lines))
    page.win.open(sheet)

    def given(answer: object) -> None:
        if isinstance(answer, tuple):
            place, amount = answer
            cart = bill.cart
            changed = cart.discount_bill(amount) if place == "bill" else cart.discount_line(bill.chosen, amount)
            bill.put(changed)
            tell_waiting(page)

    sheet.done.connect(lambda answer: page.attempt(lambda: given(answer)))


def tell_late(page: "TillPage", line: Line) -> None:
    """Say that a line takes goods past their date; where these are not sold, the bill is as it was before."""
    late = page.counter.late(line)
    if late is None:
        return
    page.win.sounds.play("attention")
    words = _("{name} expired on {day}.").format(name=late.name, day=thaidate.day(date.fromisoformat(late.expires)))
    bill = page.counter.bill
    if late.blocked:
        bill.undo()
        page.strip.say(words, _("Take it off the shelf."), tone="danger")
    else:
        page.strip.say(words, _("Sell it?"), tone="accent", button=_("Take it off"), on=bill.undo)
