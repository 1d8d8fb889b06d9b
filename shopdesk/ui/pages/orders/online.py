"""What the page does with an order of a channel: one sheet leads to the next; after the last the board is read anew."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from shopdesk.base.errors import NotFound, ShopError
from shopdesk.base.i18n import _
from shopdesk.core import orderstate
from shopdesk.ui.pages.orders.chatting import ChatSheet, open_page
from shopdesk.ui.pages.orders.doing import read, write
from shopdesk.ui.pages.orders.entries import Entry
from shopdesk.ui.pages.orders.whole import NUMBERED, OrderSheet

if TYPE_CHECKING:
    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.online.board import Whole
    from shopdesk.ui.page import Page
    from shopdesk.ui.shell import Window


class OnlineDeeds:
    """`then` reads the board anew."""

    def __init__(self, page: "Page", then: Callable[[], object]) -> None:
        self._page, self._then = page, then
        self.show_page: Callable[[str], object] = open_page

    @property
    def _win(self) -> "Window":
        return self._page.win

    def next_words(self, entry: Entry) -> str:
        """What the next step of an order is called; empty where the shop waits."""
        if entry.card is not None and entry.card.wants:
            return _("Answer the buyer")
        if entry.card is not None and entry.card.look in orderstate.ASKED:
            return _("Say what came back")
        if entry.card is not None and entry.card.look:
            return _("Unpack the parcel")
        words = {"pack": _("Pack"), "ship": _("Hand over to the carrier")}
        return words.get(entry.card.next if entry.card is not None else "", "")

    def open(self, order: int) -> None:
        """Everything of an order."""
        self._win.open(OrderSheet(self._win, order).answered(lambda _deed: self.step(order)))

    def mend(self, order: int, parcel: int = 0) -> None:
        """An order of which the platform refused something; of a `parcel` that left, its number."""
        try:
            self.open(order)
        except ShopError as error:
            self._page.refuse(error)
            return
        sheet = self._win.sheet
        if parcel and isinstance(sheet, OrderSheet) and sheet.whole.card.state in NUMBERED:
            sheet.renumber(parcel)

    def next(self, order: int) -> None:
        """The next step; where the buyer waits for an answer, or a parcel is to be opened, the whole order."""
        card = self._whole(order).card
        if card.wants or card.look:
            self.open(order)
        else:
            self.step(order)

    def step(self, order: int) -> None:
        """Pack it, or hand it over."""
        from shopdesk.ui.pages.orders.handing import HandoverSheet
        from shopdesk.ui.pages.orders.packing import PackingSheet

        self._page.strip.clear()
        whole = self._whole(order)
        step = whole.card.next
        if step == "pack":
            self._win.open(PackingSheet(self._win, order).answered(lambda _parcel: self._packed(order)))
        elif step == "ship":
            self._win.open(HandoverSheet(self._win, whole).answered(lambda sale: self._left(order, sale)))

    def _whole(self, order: int) -> "Whole":
        from shopdesk.shop.online import board

        return read(self._win, lambda desk: board.one(desk, order))

    def _packed(self, order: int) -> None:
        number = self._whole(order).card.number
        words = _("Order {number} is packed.").format(number=number)
        self._page.strip.say(words, tone="primary", button=_("Print the label"), on=lambda: self.label(order))

    def _left(self, order: int, number: str) -> None:
        from shopdesk.ui.pages.orders.handing import told

        if number:
            self._page.strip.say(told(number), tone="primary", seconds=10)
        else:
            on = lambda: self.next(order)  # noqa: E731
            self._page.strip.say(told(number), tone="primary", button=_("Hand over to the carrier"), on=on)

    def label(self, order: int) -> None:
        """The label of an order."""
        from shopdesk.ui.pages.orders.labels import open_label

        try:
            open_label(self._win, self._whole(order))
        except ShopError as error:
            self._page.strip.refuse(error)

    def labels(self, orders: Sequence[int]) -> None:
        """Our labels of several orders, four on a sheet."""
        from shopdesk.ui.pages.orders.labels import open_labels

        try:
            open_labels(self._win, orders)
        except ShopError as error:
            self._page.strip.refuse(error)

    def answer(self, entry: Entry, *, agree: bool) -> None:
        """Answer what the buyer asks, right on the board."""
        from shopdesk.shop.online import packing

        words = _("Agreed. The platform is told.") if agree else _("Refused. The platform is told.")
        write(
            self._win,
            lambda desk: packing.answer(desk, entry.id, agree=agree),
            lambda _done: self._answered(words),
        )

    def _answered(self, words: str) -> None:
        self._win.bus.goods_changed.emit()
        self._then()
        self._page.strip.say(words, tone="primary", seconds=8)

    def chat(self, entry: Entry | None) -> None:
        """Speak with the buyer: the platform's chat page, once its address is known; of an order here, its number."""
        from shopdesk.shop import accounts

        card = entry.card if entry is not None else None
        if entry is None or card is None:
            phone = entry.order.phone if entry is not None and entry.order is not None else ""
            words = _("Tel. {phone}").format(phone=phone) if phone else _("No telephone is written down.")
            self._page.strip.say(words, tone="info", seconds=10)
            return
        known = read(self._win, lambda desk: accounts.chat_page(desk, card.account))
        if known:
            self.show_page(known)
            self._page.strip.say(
                _("Look for order {number} there.").format(number=card.number), tone="info", seconds=10
            )
        else:
            self._win.open(ChatSheet(self._win, card, show=lambda address: self.show_page(address)))

    def print_all(self, found: Sequence[Entry]) -> None:
        """Labels of all parcels among these that wait for the carrier."""
        ready = [entry.id for entry in found if entry.card is not None and entry.waits and entry.state == "ready"]
        if ready:
            self.labels(ready)
        else:
            self._page.strip.say(_("No packed parcel waits for a label."), tone="info", seconds=6)

    def promise(self, accounts: "list[Standing]") -> None:
        """Keep goods for an order the telephone shows."""
        from shopdesk.ui.pages.orders.phone import PhoneSheet

        if not accounts:
            self._page.strip.say(_("No online shop is connected."), tone="info", seconds=6)
            return
        self._win.open(PhoneSheet(self._win, accounts).answered(lambda _order: self._promised()))

    def read_file(self, accounts: "list[Standing]", account: int) -> None:
        """Orders of a shop that is sold at by files come with its file."""
        from shopdesk.ui.pages.orders.filing import FileSheet, told

        found = [one for one in accounts if one.by_file]
        if not found:
            words = _("No shop is sold at by files.")
            self._page.strip.say(words, _("Add one among the online shops."), tone="info", seconds=8)
            return
        sheet = FileSheet(self._win, found, account)
        # Whatever way the sheet ends, orders may have come.
        sheet.done.connect(lambda _read: self._then())
        self._win.open(sheet.answered(lambda read: self._page.strip.say(told(read), tone="primary", seconds=12)))

    def _promised(self) -> None:
        words = _("The goods are kept until the order comes.")
        self._page.strip.say(words, tone="primary", seconds=8)

    def find(self, code: str) -> bool:
        """Open the order of a number or a parcel; False where nobody knows it."""
        from shopdesk.shop.online import board

        if self._win.office is None:
            return False
        try:
            order = read(self._win, lambda desk: board.by_number(desk, code))
        except NotFound:
            return False
        except ShopError as error:
            self._page.strip.refuse(error)
            return True
        self._win.sounds.play("scan")
        self.open(order)
        return True
