"""The day: opened with what lies in the drawer, looked at, counted and closed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shopdesk.base import clock
from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import money, thaidate
from shopdesk.ui import printing, theme
from shopdesk.ui.head import Head
from shopdesk.ui.page import Page
from shopdesk.ui.widgets.buttons import Button, PayButton
from shopdesk.ui.widgets.fields import MoneyField, Row
from shopdesk.ui.widgets.text import Elided, Plain
from shopdesk.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from shopdesk.core.cart import Cart
    from shopdesk.shop.bills import Held
    from shopdesk.shop.closing import Closed
    from shopdesk.shop.closings import Closing
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.pages.day.cards import Card
    from shopdesk.ui.pages.day.seen import Seen
    from shopdesk.ui.pages.day.words import DayWords
    from shopdesk.ui.shell import Window
    from shopdesk.ui.widgets.sheet import Sheet

TWO_COLUMNS = 900


class DayPage(Page):
    """Cards over the one next step: open, or close."""

    name = "day"

    def __init__(self, window: "Window") -> None:
        from shopdesk.ui.pages.day.closing import Counted

        super().__init__(window)
        self.seen: Seen | None = None
        self.counted = Counted()
        self.float_field: MoneyField | None = None
        self._float_row: Row | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        whole.setSpacing(theme.px(12))
        whole.addWidget(self._head())
        whole.addWidget(self.strip)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole.addWidget(self._area, 1)
        self.toast = Toast()
        whole.addWidget(self.toast)
        whole.addLayout(self._foot())
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        bus = window.bus
        bus.day_changed.connect(self._news)
        bus.sale_done.connect(self._news)
        bus.sale_changed.connect(self._news)

    def _head(self) -> Head:
        both = QWidget()
        titles = QVBoxLayout(both)
        titles.setContentsMargins(0, 0, 0, 0)
        titles.setSpacing(0)
        self.title, self.since = Elided("", "title"), Elided("", "sub")
        titles.addWidget(self.title)
        titles.addWidget(self.since)
        return Head(self.win, self.name, both)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(12))
        self.so_far = Button(_("The day so far"), icon="report-money", key="Ctrl+P", on=self.show_so_far)
        self.so_far.setMinimumHeight(theme.px(64))
        self.main = PayButton("", icon="cash-register", key="Ctrl+S", on=self.next_step)
        foot.addWidget(self.so_far, 1)
        foot.addWidget(self.main, 2)
        return foot

    # What the window calls

    def enter(self) -> None:
        """Read the day; the keyboard goes to the opening sum, or to the one next step."""
        if self.win.office is None:
            return
        self._show(self._read())
        target = self.float_field or self.main
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.float_field is not None:
            self.float_field.selectAll()

    def deeds(self) -> dict[str, Callable[[], object]]:
        """The keys of this page."""
        return {"print": self.show_so_far, "save": self.next_step}

    def offers(self) -> list[tuple[str, Callable[[], object]]]:
        """More for the palette."""
        return [
            (_("Put cash in"), lambda: self.move_cash(1)),
            (_("Take cash out"), lambda: self.move_cash(-1)),
            (_("The day so far"), self.show_so_far),
            (self.said().close, self.close_day),
        ]

    def help(self) -> list[str]:
        """For the help panel."""
        return [
            _("The day opens by itself with the first sale."),
            _("In the evening: count the money, compare, say what stays in the drawer."),
            _("A difference never stops you. Say why if you know it."),
            _("Forgot to close? The next closing covers all days since."),
        ]

    def regions(self) -> list[QWidget]:
        """F6: the cards, the next step."""
        buttons = cast("list[Button]", self._area.findChildren(Button))
        return [*buttons[:1], self.main]

    def keep(self) -> object:
        """What was counted."""
        return self.counted, self.float_field.text() if self.float_field else ""

    def restore(self, kept: object) -> None:
        """Put it back."""
        from shopdesk.ui.pages.day.closing import Counted

        assert isinstance(kept, tuple)
        assert isinstance(kept[0], Counted)
        self.counted = kept[0]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(TWO_COLUMNS)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(across if wide else down)

    # Reading and showing

    def _read(self) -> "Seen":
        from shopdesk.ui.pages.day import seen

        assert self.win.office is not None
        return seen.read(self.win.office, self.win.actor)

    def said(self) -> "DayWords":
        """The words of this shop."""
        from shopdesk.ui.pages.day.words import words

        return words(several=self.seen is not None and self.seen.several)

    def _show(self, seen: "Seen") -> None:
        from shopdesk.ui.pages.day.words import overdue, since

        self.seen = seen
        self.win.show_several(seen.several)
        today = thaidate.day(clock.calendar_date(self.win.clock()))
        self.title.show_text(today)
        self.since.show_text(since(seen.shift, self.win.clock()))
        self.so_far.setVisible(seen.shift is not None and seen.may_close)
        self.main.setVisible(seen.shift is None or seen.may_close)
        self.main.say(self.said().open if seen.shift is None else self.said().close)
        if seen.overdue:
            self.strip.say(overdue(self.said(), seen.overdue), tone="accent")
        self._lay(seen)

    def _lay(self, seen: "Seen") -> None:
        from shopdesk.ui.pages.day import cards

        inner = QWidget()
        direction = self._columns.direction()
        self._columns = QBoxLayout(direction, inner)
        self._columns.setContentsMargins(0, 0, theme.px(4), 0)
        self._columns.setSpacing(theme.px(12))
        self.float_field = None
        left: list[QWidget] = [] if seen.shift is not None else [self._opening(seen)]
        left.append(cards.sold(seen.figures) if seen.figures is not None else cards.hidden())
        left += [cards.best(seen.best)] if seen.may_see else []
        right: list[QWidget] = [cards.held(seen.held, self.resume, self.drop)] if seen.held else []
        right += [cards.drawer(seen.float_amount, seen.moves, self.move_cash)] if seen.shift is not None else []
        right += [cards.transfers(seen.transfers, self.show_transfers)] if seen.may_see else []
        right += [cards.closings(seen.closings, self.show_closing, self.agree)] if seen.closings else []
        for column in (left, right):
            if column:
                self._columns.addLayout(cards.stacked(column), 1)
        self._replace(inner)

    def _replace(self, inner: QWidget) -> None:
        """Put new cards up. The old ones live on for a moment: one of their own buttons or fields may be calling."""
        old = self._area.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self._area.setWidget(inner)

    def _opening(self, seen: "Seen") -> "Card":
        from shopdesk.ui.pages.day.cards import Card

        card = Card(self.said().open)
        self.float_field = MoneyField(seen.offered, big=True, name=_("In the drawer now"), on_enter=self.next_step)
        left = _("Left there at the last closing: {amount}")
        note = left.format(amount=money.text(seen.offered)) if seen.offered is not None else _("Not counted last time.")
        self._float_row = Row(_("In the drawer now"), self.float_field, note)
        card.column.addWidget(self._float_row)
        card.column.addWidget(Button(_("Count notes and coins"), icon="coins", on=self.count_float))
        card.column.addWidget(Plain(_("Or just sell: the first sale opens the day."), "sub", wrap=True))
        return card

    def _news(self, _sale: int = 0) -> None:
        if self.isVisible() and self.win.office is not None:
            self._show(self._read())

    # Deeds

    def next_step(self) -> None:
        """Open the day, or close it."""
        if self.seen is not None and self.seen.shift is None:
            self.open_day()
        else:
            self.close_day()

    def open_day(self) -> None:
        """Open with the sum in the field."""
        from shopdesk.ui.pages.day.sheets import read

        if self.float_field is None or self._float_row is None:
            return
        amount = read(self.float_field, self._float_row)
        if amount is not None:
            self.win.attempt(lambda approver: self._open(approver, amount), self._opened)

    def _open(self, approver: "Actor | None", amount: int) -> None:
        from shopdesk.shop import day

        assert self.win.office is not None
        with self.win.office.writing(self.win.actor, approver) as desk:
            day.open_day(desk, amount)

    def _opened(self, _none: None) -> None:
        self.win.bus.day_changed.emit()
        self.enter()
        self.strip.say(_("It is open. Have a good day."), tone="primary", seconds=6)

    def count_float(self) -> None:
        """Count the drawer by notes and coins."""
        from shopdesk.ui.pages.day.sheets import CountSheet

        def counted(amount: int) -> None:
            if self.float_field is not None:
                self.float_field.show_amount(amount)

        self.win.open(CountSheet().answered(counted))

    def close_day(self) -> None:
        """Count, compare, keep and take."""
        from shopdesk.ui.pages.day.closing import ClosingSheet

        seen = self.seen
        if seen is None or seen.shift is None or not seen.may_close:
            return
        sheet = ClosingSheet(self.win, self.said(), self.counted)
        count = len(seen.held)
        sheet.show_around(seen.bank, _("{count} bills are still held.").format(count=count) if count else "")
        self.win.open(sheet.answered(self._closed))
        unpaid = self._unpaid()
        if unpaid:
            words = _("The bill at the till is not paid: {amount}").format(amount=money.text(unpaid))
            sheet.strip.say(words, tone="accent", button=_("Go on selling"), on=lambda: self._sell_on(sheet))

    def _unpaid(self) -> int:
        """What lies on the open bill of this till."""
        from shopdesk.shop import bills, selling

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            cart = bills.open_bill(desk)
            return selling.due(desk, cart).exact if cart is not None and cart.lines else 0

    def _sell_on(self, sheet: "Sheet") -> None:
        sheet.finish(None)
        self.win.go("till")

    def _closed(self, made: "Closed") -> None:
        from shopdesk.ui.pages.day.closing import Counted
        from shopdesk.ui.pages.day.words import closed

        self.counted = Counted()
        self.win.bus.day_changed.emit()
        self.enter()
        words = closed(self.said(), made)
        self.strip.say(words, tone="primary", button=_("See the paper"), on=lambda: self.show_closing(made.number))
        worker = printing.of(self.win)
        if worker is None or not worker.has_printer():
            self.show_closing(made.number)

    def move_cash(self, sign: int) -> None:
        """Put cash in (1) or take it out (−1)."""
        from shopdesk.ui.pages.day.sheets import CashSheet

        self.win.open(CashSheet(self.win, sign).answered(lambda _amount: self.win.bus.day_changed.emit()))

    def show_so_far(self) -> None:
        """The report of the day so far (X); for who may not see totals, the owner enters the PIN."""
        from shopdesk.ui.pages.receipt.sheet import open_so_far

        if self.seen is not None and self.seen.shift is not None:
            self.win.attempt(lambda approver: open_so_far(self.win, approver))

    def show_closing(self, number: str) -> None:
        """The paper of an earlier closing (Z)."""
        from shopdesk.ui.pages.receipt.sheet import open_report

        self._calmly(lambda: open_report(self.win, number))

    def agree(self, closing: "Closing") -> None:
        """Say which sum holds after a closing whose count did not fit."""
        from shopdesk.ui.pages.day.sheets import AgreeSheet

        self.win.open(AgreeSheet(self.win, closing).answered(lambda amount: self._agreed(closing, amount)))

    def _agreed(self, closing: "Closing", amount: int) -> None:
        self.win.bus.day_changed.emit()
        words = _("{number}: {amount} holds now.").format(number=closing.number, amount=money.text(amount))
        self.strip.say(words, tone="primary", seconds=6)

    def _calmly(self, show: Callable[[], object]) -> None:
        """Show a paper, or say why not."""
        try:
            show()
        except ShopError as error:
            self.strip.refuse(error)

    def show_transfers(self) -> None:
        """What came without cash, to be ticked off against the bank's own list."""
        from shopdesk.ui.pages.day.transfers import TransfersSheet

        self.win.open(TransfersSheet(self.win))

    def resume(self, uid: str) -> None:
        """Go on with a held bill at the till."""
        from shopdesk.ui.pages.till.page import TillPage

        till = self.win.go("till")
        assert isinstance(till, TillPage)
        till.attempt(lambda: till.counter.recall(uid))

    def drop(self, row: "Held") -> None:
        """Throw a held bill away; it can be taken back for ten seconds."""
        from shopdesk.shop import bills

        def thrown(approver: "Actor | None") -> "Cart":
            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                cart = bills.recall(desk, row.uid)
                bills.drop(desk, row.uid)
            return cart

        self.win.attempt(thrown, lambda cart: self._dropped(cart, row.label))

    def _dropped(self, cart: "Cart", label: str) -> None:
        self._news()
        words = _("Threw {name} away").format(name=label or _("No name"))
        self.toast.offer(words, lambda: self._hold_again(cart, label), icon="trash")

    def _hold_again(self, cart: "Cart", label: str) -> None:
        from shopdesk.shop import bills

        def held(approver: "Actor | None") -> None:
            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                bills.hold(desk, cart, label)

        self.win.attempt(held, lambda _none: self._news())
