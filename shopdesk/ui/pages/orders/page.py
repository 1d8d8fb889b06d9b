"""The board of orders, from channels and written down here: what is to be packed, sent or fetched, and until when."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.head import Head
from shopdesk.ui.latest import Latest
from shopdesk.ui.page import Page
from shopdesk.ui.pages.orders import entries
from shopdesk.ui.pages.orders.board import CHAT, LABEL, NEXT, Board
from shopdesk.ui.pages.orders.doing import accounts_of, write
from shopdesk.ui.pages.orders.entries import ALL, Entry, Found
from shopdesk.ui.pages.orders.filters import Filters
from shopdesk.ui.pages.orders.handing_all import CarrierDeeds
from shopdesk.ui.pages.orders.manual import ManualDeeds
from shopdesk.ui.pages.orders.online import OnlineDeeds
from shopdesk.ui.pages.orders.taking import Taking
from shopdesk.ui.widgets.buttons import Button, PayButton
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from shopdesk.shop.orders import Order
    from shopdesk.ui.shell import Window

BOARD, NONE = range(2)
# Countdowns are in hours and minutes; a round says often how far it is.
MINUTE, SOON = 60_000, 1_500


class OrdersPage(Page):
    """The orders that wait, the most pressing first; a new one is written down in the place of the board."""

    name = "orders"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.pane: Taking | None = None
        self.kept: Taking | None = None
        self.past, self.account, self.most = False, ALL, entries.MOST
        self._latest = Latest(self, self._found, self._not_read)
        self.online, self.carrier = OnlineDeeds(self, self.look), CarrierDeeds(self, self.look)
        self.manual = ManualDeeds(self, self.look)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        whole.setSpacing(theme.px(8))
        self.title = Elided("", "title")
        whole.addWidget(Head(window, self.name, self.title))
        whole.addWidget(self.strip)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._content())
        whole.addWidget(self._stack, 1)
        window.bus.sale_done.connect(self._news)
        self._soon = QTimer(self, interval=SOON, singleShot=True)
        self._soon.timeout.connect(self._news)
        window.bus.net_changed.connect(self._heard)
        self._minutes = QTimer(self, interval=MINUTE)
        self._minutes.timeout.connect(self._news)

    def _content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.filters = Filters(self)
        column.addWidget(self.filters)
        self.board = Board(self.win.clock, self.win.photos)
        self.board.opened.connect(self.open_entry)
        self.board.answered.connect(lambda entry, agree: self.online.answer(entry, agree=agree))
        self.board.moved.connect(self._tell)
        self.board.typed.connect(self._typed)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.board)
        self._lists.addWidget(self._nothing())
        column.addWidget(self._lists, 1)
        self.further = Button("", "link", icon="chevron-down", on=self.show_more)
        self.further.hide()
        column.addWidget(self.further, 0, Qt.AlignmentFlag.AlignLeft)
        self.main = PayButton("", icon="package", key=_("Space"), on=self.next_step)
        column.addLayout(self.carrier.foot(self.main))
        return content

    def _nothing(self) -> Empty:
        shop = Button(_("Connect an online shop"), icon="building-store", on=lambda: self.win.go("accounts"))
        self.begin = Button(_("Write a new order"), icon="plus", key="Ctrl+N", on=self.take)
        words = _("Orders of your online shops and by telephone stand here.")
        return Empty("clipboard-list", _("No orders."), words, (shop, self.begin))

    # What the window calls

    def enter(self) -> None:
        """Read the board."""
        self._minutes.start()
        if self.win.office is not None and self.pane is None:
            self.show_board()

    def leave(self) -> None:
        """Time stands still."""
        self._minutes.stop()

    def back(self) -> bool:
        """From a new order to the board, from what is over to what waits."""
        if self.pane is not None:
            if not self.pane.finder.back() and not self.pane.panes.back():
                self._put_aside()
            return True
        if self.past:
            self.turn()
            return True
        return False

    def _put_aside(self) -> None:
        """To the board; an order that was begun stays as it is."""
        if self.pane is not None and self.pane.typed():
            self.kept, self.pane = self.pane, None
        self.show_board()
        if self.kept is not None:
            words = _("The order you began is still there.")
            self.strip.say(words, tone="info", button=_("Throw it away"), on=self._throw_away)

    def _throw_away(self) -> None:
        if self.kept is not None:
            self._stack.removeWidget(self.kept)
            self.kept.deleteLater()
            self.kept = None
            self._tell()

    def scanned(self, code: str) -> bool:
        """A scan goes onto a new order; on the board it finds an order or a parcel by its number."""
        if self.pane is not None:
            self.pane.finder.scanned(code)
            return True
        return self.online.find(code)

    def deeds(self) -> dict[str, Callable[[], object]]:
        """The keys of this page."""
        return {"save": self.next_step, "new": self.take, "print": self.print_label}

    def offers(self) -> list[tuple[str, Callable[[], object]]]:
        """More for the palette."""
        return [
            (_("Keep goods for a phone order"), self.promise),
            (_("Print the labels of all parcels"), self.print_all),
            (_("Handover of parcels"), self.carrier.handover),
            (_("Chat with the buyer"), self.chat),
            (_("Orders that are finished"), self.turn),
            (_("Read a file of orders"), self.read_file),
        ]

    def help(self) -> list[str]:
        """For the help panel."""
        return [
            _("Space does the next step: pack, then hand over."),
            _("P prints the label, C opens the chat with the buyer."),
            _("Scan a parcel or a packing slip: its order opens."),
            _("Without the internet you pack on; the platform hears it later."),
            _("Write an order down with its pick-up day."),
            _("What is paid ahead comes off the bill by itself."),
            _("Sell makes the order the bill at the till."),
        ]

    def regions(self) -> list[QWidget]:
        """F6: the list or the search, the next step."""
        pane = self.pane
        if pane is not None:
            return [pane.finder.search.field, pane.name, pane.main]
        return [self.board.keyboard(), self.filters.over, self.main]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and P, wherever the keyboard is on the board."""
        if self.pane or not self._typed(event.text()):
            super().keyPressEvent(event)

    def _typed(self, text: str) -> bool:
        if text and text in NEXT:
            self.next_step()
        elif text and text in LABEL:
            self.print_label()
        elif text and text in CHAT:
            self.chat()
        else:
            return False
        return True

    def keep(self) -> object:
        """Whose orders are shown, and whether those that are over."""
        return self.account, self.past

    def restore(self, kept: Any) -> None:
        """Go on with them."""
        self.account, self.past = kept

    # The board

    def show_board(self) -> None:
        """The board, in the place of whatever was there."""
        self._close()
        self.board.keyboard().setFocus(Qt.FocusReason.OtherFocusReason)
        self.look(self._to_begin)

    def _to_begin(self) -> None:
        """Where there is no order the keyboard is on the way to one."""
        if not self.board.entries() and self.isVisible() and self.pane is None and self.win.sheet is None:
            self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def look(self, then: Callable[[], object] | None = None) -> None:
        """Read what waits, or what is over, in the background; `then` is called once it is shown."""
        account, most, past = self.account, self.most, self.past
        self._latest.ask(lambda desk: entries.found(desk, account, most, past=past), then)

    def _found(self, found: Found) -> None:
        self.filters.offer(found.accounts, self.account, past=self.past)
        self.board.show_entries(found.entries, past=self.past)
        self._lists.setCurrentIndex(BOARD if found.entries else NONE)
        self.further.say(_("Show more: {count} less pressing ones").format(count=found.more))
        self.further.setVisible(found.more > 0)
        self.win.rail.set_count("customers", found.new)
        self._tell()

    def _not_read(self, error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        self.refuse(error)

    def show_more(self) -> None:
        """Those too that have longest to wait."""
        self.most += entries.MOST
        self.look()

    def filter(self, account: int) -> None:
        """The orders of one account, of all, or those written down here."""
        self.account, self.most = account, entries.MOST
        self.show_board()

    def turn(self) -> None:
        """What is over, or again what waits."""
        self.past, self.most = not self.past, entries.MOST
        self.show_board()

    def _news(self, *_news: object) -> None:
        """Something happened, or a minute went by."""
        if self.isVisible() and self.win.office is not None and self.pane is None and self.win.sheet is None:
            self.look()
            self.board.draw_anew()

    def _heard(self, *_line: object) -> None:
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def current(self) -> Entry | None:
        """The order the keyboard is on."""
        return self.board.current() if self.board.entries() else None

    def _tell(self) -> None:
        entry = self.current()
        new = _("Write a new order") if self.kept is None else _("Go on with the order")
        self.filters.new.say(new)
        self.begin.say(new)
        self.filters.new.setVisible(bool(self.board.entries()))
        words = self._next_words(entry)
        self.main.say(words or new)
        order = entry.order if entry and words else None
        self.main.set_amount(order.total - order.deposit if order else 0)
        self.main.setVisible(bool(self.board.entries()) and (bool(words) or not self.past))
        self.carrier.tell(self.board.entries())
        self.filters.fit(self.width() // 2)

    def _next_words(self, entry: Entry | None) -> str:
        if entry is None:
            return ""
        if entry.order is not None:
            return _("Sell") if entry.waits else ""
        return self.online.next_words(entry)

    def resizeEvent(self, event: object) -> None:
        """Buttons lose their words where there is no room for them."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.filters.fit(self.width() // 2)

    # Deeds

    def open_entry(self, entry: Entry) -> None:
        """Everything of an order."""
        if entry.order is not None:
            self.manual.open(entry.order)
        else:
            self.online.open(entry.id)

    def mend(self, order: int, parcel: int = 0) -> None:
        """What the platform refused of an order is put right here."""
        self.online.mend(order, parcel)

    def next_step(self) -> None:
        """The one green button of what is shown."""
        entry = self.current()
        if self.pane is not None:
            self._write()
        elif entry is None or not self._next_words(entry):
            self.take()
        elif entry.order is not None:
            self.manual.sell(entry.order)
        else:
            self.online.next(entry.id)

    def print_label(self) -> None:
        """The label of the order the keyboard is on."""
        entry = self.current()
        if entry is not None and entry.card is not None:
            self.online.label(entry.id)
        else:
            self.strip.say(_("Labels are for orders that are sent."), tone="info", seconds=6)

    def print_all(self) -> None:
        """Labels of all parcels that wait for the carrier."""
        self.online.print_all(self.board.entries())

    def chat(self) -> None:
        """Speak with the buyer of the order the keyboard is on."""
        self.online.chat(self.current())

    def promise(self) -> None:
        """Keep goods for an order the telephone shows."""
        self.online.promise(accounts_of(self.win))

    def read_file(self, account: int = 0) -> None:
        """Read what a platform's file holds, of this account or the one that is shown."""
        self.online.read_file(accounts_of(self.win), account or self.account)

    def take(self) -> None:
        """Write a new order down."""
        self.strip.clear()
        pane, self.kept = self.kept, None
        if pane is None:
            self._close()
            pane = Taking(self.win)
            pane.wanted.connect(self.next_step)
            self._stack.addWidget(pane)
        self.pane = pane
        self.title.show_text(_("Write a new order"))
        self._stack.setCurrentWidget(pane)
        pane.finder.focus()

    def _close(self) -> None:
        if self.pane is not None:
            self._stack.removeWidget(self.pane)
            self.pane.deleteLater()
            self.pane = None
        self.title.show_text("")

    def _write(self) -> None:
        from shopdesk.shop import orders

        assert self.pane is not None
        self.strip.clear()
        draft = self.pane.draft()
        if draft is not None:
            write(self.win, lambda desk: orders.take(desk, draft), self._written)

    def _written(self, order: "Order") -> None:
        self.past = False
        self.win.bus.day_changed.emit()
        self.show_board()
        self._latest.after(lambda: self.board.go_to(entries.of_order(order)))
        self.strip.say(_("Order {number} is written down.").format(number=order.number), tone="primary", seconds=6)

    def refuse(self, error: ShopError) -> None:
        """The shop said no."""
        self.strip.refuse(error)
