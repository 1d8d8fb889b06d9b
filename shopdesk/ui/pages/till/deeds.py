"""What the keys and buttons of the till do, one short function each."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.core.barcode import Scan
from shopdesk.core.documents import short_number
from shopdesk.shop import ringing
from shopdesk.ui.pages.till import line_deeds
from shopdesk.ui.pages.till.empties import bring_back

if TYPE_CHECKING:
    from shopdesk.shop.customers import Customer
    from shopdesk.shop.goods import Goods
    from shopdesk.shop.selling import Sold
    from shopdesk.ui.pages.till.page import TillPage


def table(page: "TillPage") -> dict[str, Callable[[], object]]:
    """The deeds of ui.keys at the till."""
    found: dict[str, Callable[[], object]] = {
        "search": page.focus_field,
        "find": page.focus_field,
        "customer": lambda: choose_customer(page),
        "credit": lambda: page.pay("credit"),
        "promptpay": lambda: page.pay("promptpay"),
        "mixed": lambda: page.pay("mixed"),
        "undo": lambda: undo(page),
        "redo": page.counter.bill.redo,
        "line-up": lambda: page.counter.bill.move(-1),
        "line-down": lambda: page.counter.bill.move(1),
        "remove": lambda: line_deeds.remove(page),
        "hold": lambda: hold(page),
        "recall": lambda: recall(page),
        "discount": lambda: line_deeds.discount(page),
        "empties": lambda: bring_back(page),
        "print": lambda: print_last(page),
    }
    for number in range(1, 5):
        found[f"cash-{number}"] = lambda number=number: quick(page, number)  # type: ignore[misc]
    if page.win.has("bills"):
        found["bills"] = lambda: page.win.go("bills")
    if page.win.open_drawer is not None:
        found["drawer"] = lambda: open_drawer(page)
    return found


def how_to_sell() -> list[str]:
    """The sentences of the help, shortest way first."""
    return [
        _("Scan the goods, or tap their picture."),
        _("Press Enter to take the money. For exact cash press Enter twice."),
        _("The buttons with notes finish the sale at once and show the change."),
        _("Wrong goods? Choose the line and press Del. Ctrl+Z brings it back."),
        _("Three of the same: type 3* before the scan."),
        _("Pays later: press F4, type the name, press Enter twice."),
        _("Weighed goods by money: type 50บ on the weight sheet."),
    ]


def offers(page: "TillPage") -> list[tuple[str, Callable[[], object]]]:
    """More for the palette."""
    return [
        (_("Note on this bill"), lambda: note_bill(page)),
        (_("Containers come back"), lambda: bring_back(page)),
        (_("Change the chosen line"), lambda: line_deeds.change_line(page)),
        (_("Take the money"), lambda: page.pay("cash")),
        *lessons(page),
    ]


def lessons(page: "TillPage") -> list[tuple[str, Callable[[], object]]]:
    """What help shows on the spot."""
    return [(_("Show me around in four steps"), page.over.show_guide)]


def quick(page: "TillPage", number: int) -> None:
    """Quick cash 1 to 4."""
    amount = page.money.quick(number)
    if amount is not None:
        page.give(amount)


def undo(page: "TillPage") -> None:
    """One step back on the bill; right after a sale, the sale itself where the person may."""
    page.toast.clear()
    sold = page.after.sold
    if sold is not None and not page.counter.bill.cart.lines:
        if page.after.can_undo() and page.after.undo_button is not None:
            undo_sale(page, sold)
        else:
            page.strip.say(_("The 10 seconds are over. Void the bill in Bills."), tone="accent", seconds=8)
        return
    page.counter.bill.undo()


def undo_sale(page: "TillPage", sold: "Sold") -> None:
    """Take the bill back within its ten seconds."""

    def done(_number: str) -> None:
        page.after.clear()
        page.strip.say(
            _("Bill {number} was taken back.").format(number=short_number(sold.number)), tone="primary", seconds=8
        )
        page.win.bus.sale_changed.emit(sold.id)
        page.counter.bring_back(sold)
        page.refresh()

    page.win.attempt(lambda approver: page.counter.undo_sale(sold, approver), done)


def rung(page: "TillPage", typed: str, scan: Scan, found: "list[Goods]", by_scanner: bool) -> None:
    """Goods that are known, a quantity or a sum alone, the first tile of a search, or something unknown."""
    alone = scan.kind in ("quantity", "money")
    if len(found) > 1:
        choose_goods(page, found, scan)
    elif found:
        page.take(found[0], scan)
    elif alone:
        amount_alone(page, scan)
    elif not by_scanner and not scan.doubtful and page.grid.first() and page.field.input.text():
        page.take(page.grid.tiles.goods(0), scan)
    elif not take_card(page, typed):
        page.over.not_known(typed, scan, by_scanner)
    if by_scanner or found or alone:
        page.field.clear()


def amount_alone(page: "TillPage", scan: Scan) -> None:
    """`3*` asks for the next goods, `*3` sets the chosen line, `50บ` sells that much of a weighed line."""
    bill, line = page.counter.bill, page.counter.bill.line()
    if scan.money is not None:
        if line is not None:
            bill.put(bill.cart.set_amount(line.uid, scan.money))
    elif scan.qty is not None and scan.last and line is not None:
        bill.put(bill.cart.set_qty(line.uid, scan.qty))
    elif scan.qty is not None:
        page.field.ask_quantity(scan.qty)


def asked(page: "TillPage", goods: "Goods", scan: Scan) -> bool:
    """Ask what a scan does not say of goods: price, weight, how much is passed on; False where nothing is missing."""
    if ringing.needs_price(goods, scan):
        ask_price(page, goods, scan)
    elif ringing.needs_face(goods, scan):
        ask_face(page, goods, scan)
    elif ringing.needs_weight(goods, scan):
        ask_weight(page, goods)
    else:
        return False
    return True


def ask_face(page: "TillPage", goods: "Goods", scan: Scan) -> None:
    """A top-up or somebody's bill: ask how much is passed on."""
    from shopdesk.ui.pages.till import asking

    sheet = asking.AmountSheet(goods.name, _("How much is passed on"), _("Put on the bill"))
    page.win.open(sheet)
    sheet.answered(lambda satang: page.take(goods, replace(scan, money=satang)))


def ask_price(page: "TillPage", goods: "Goods", scan: Scan) -> None:
    """Goods without a price: ask it, then sell."""
    from shopdesk.ui.pages.till import asking

    sheet = asking.AmountSheet(goods.name, _("Price of one"), _("Put on the bill"))
    page.win.open(sheet)
    sheet.answered(lambda price: page.take(replace(goods, price=price), scan))


def ask_weight(page: "TillPage", goods: "Goods") -> None:
    """Weighed goods: ask how much, then sell."""
    from shopdesk.ui.pages.till import asking

    sheet = asking.WeightSheet(ringing.line(goods, page.counter.new_uid()), page.counter.scale())
    page.win.open(sheet)
    sheet.answered(page.put_line)


def choose_goods(page: "TillPage", found: "list[Goods]", scan: Scan) -> None:
    """One code on several goods: ask which."""
    from shopdesk.ui.pages.till import sheets

    sheet = sheets.ChoiceSheet(found)
    page.win.open(sheet)
    sheet.answered(lambda goods: page.take(goods, scan))


def ask_goods(page: "TillPage", goods: "Goods") -> None:
    """A right click or long press on a tile."""
    from shopdesk.ui.pages.till import sheets

    sheet = sheets.GoodsSheet(goods, page.win.has("products"))
    page.win.open(sheet)

    def chosen(answer: object) -> None:
        if answer == "sell":
            page.take(goods)
        elif answer == "edit":
            page.win.go("products").open_goods(goods.sale_unit)  # type: ignore[attr-defined]  # that page has it

    sheet.done.connect(chosen)


def note_bill(page: "TillPage") -> None:
    """A note on the bill."""
    from shopdesk.ui.pages.till import sheets

    bill = page.counter.bill
    sheet = sheets.NoteSheet(_("Note on this bill"), bill.cart.note)
    page.win.open(sheet)
    sheet.answered(lambda text: bill.put(bill.cart.note_bill(text)))


def hold(page: "TillPage") -> None:
    """Put the bill aside, under a name if the person gives one."""
    from shopdesk.ui.pages.till import sheets

    if not page.counter.bill.cart.lines or page.quiet():
        return
    sheet = sheets.HoldSheet(can_print=page.counter.has_printer())
    page.win.open(sheet)

    def named(label: str, *, slip: bool) -> None:
        held = page.counter.hold(label)
        if slip:
            page.counter.print_slip(held)
        page.toast.offer(_("The bill is held"), lambda: recall_last(page), icon="player-pause")
        page.enter()

    sheet.answered(lambda answer: page.attempt(lambda: named(answer[0], slip=answer[1])))


def choose_customer(page: "TillPage") -> None:
    """Whose bill it is."""
    from shopdesk.ui.pages.customers.choosing import NOBODY, ChooseSheet

    if page.win.office is None:
        return
    sheet = ChooseSheet(page.win, named=page.counter.bill.cart.customer is not None)
    page.win.open(sheet)
    sheet.answered(lambda answer: take_customer(page, None if answer == NOBODY else answer))


def take_customer(page: "TillPage", person: "Customer | None") -> None:
    """The bill is this customer's; None makes it anybody's."""
    page.attempt(lambda: page.counter.name_customer(person.party if person else None))
    page.focus_field()


def take_card(page: "TillPage", code: str) -> bool:
    """A member's card was scanned; False where it is nobody's."""
    from shopdesk.ui.pages.customers.choosing import of_card

    person = of_card(page.win, code)
    if person is not None:
        page.win.sounds.play("scan")
        page.field.clear()
        take_customer(page, person)
    return person is not None


def recall_last(page: "TillPage") -> None:
    """Bring back the bill that was held last."""
    held = page.counter.held()
    if held:
        page.attempt(lambda: taken_up(page, held[0][0]))


def taken_up(page: "TillPage", bill: str) -> None:
    """Go on with a bill that waits; what was said of waiting bills holds no more."""
    page.counter.recall(bill)
    page.toast.clear()
    if page.over.says():
        page.strip.clear()


def recall(page: "TillPage") -> None:
    """Choose among the bills that wait."""
    from shopdesk.ui.pages.till import sheets

    if page.win.office is None:
        return
    sheet = sheets.HeldSheet(
        page.counter.held(),
        lambda uid: page.attempt(lambda: page.counter.drop(uid)),
        page.counter.print_slip if page.counter.has_printer() else None,
    )
    page.win.open(sheet)

    def chosen(uid: object) -> None:
        if isinstance(uid, str):
            taken_up(page, uid)
        page.enter()

    sheet.done.connect(lambda uid: page.attempt(lambda: chosen(uid)))


def print_last(page: "TillPage") -> None:
    """The receipt of the sale just made."""
    printing, sold = page.win.print_receipt, page.after.sold
    if printing is not None and sold is not None:
        printing(sold.id)


def open_drawer(page: "TillPage") -> None:
    """Open the drawer; why goes on record."""
    from shopdesk.ui.pages.till import sheets

    sheet = sheets.NoteSheet(_("Why open the drawer?"), "")
    page.win.open(sheet)
    opening = page.win.open_drawer
    sheet.done.connect(lambda why: opening(why) if why and opening is not None else None)
