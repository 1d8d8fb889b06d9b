"""ขายนอกร้าน: trips that are out, taking goods along, and coming home in one deed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.base.errors import Conflict, ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.head import Head
from shopdesk.ui.page import Page
from shopdesk.ui.pages.market import drafts
from shopdesk.ui.pages.market.coming import Coming, Told
from shopdesk.ui.pages.market.taking import Taking
from shopdesk.ui.pages.stock.dates import short
from shopdesk.ui.pages.stock.panes import plain
from shopdesk.ui.widgets.buttons import Button, PayButton
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from shopdesk.shop.market import Away, Came
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

TRIPS, NONE = range(2)


class MarketPage(Page):
    """Trips; one of them being taken out or brought home at a time."""

    name = "market"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.pane: Taking | Coming | None = None
        self._told: dict[int, Told] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        whole.setSpacing(theme.px(10))
        self.title = Elided("", "title")
        whole.addWidget(Head(window, self.name, self.title))
        whole.addWidget(self.strip)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._trips())
        whole.addWidget(self._stack, 1)

    def _trips(self) -> QWidget:
        self.table: Table[Away] = Table(
            [
                Column(_("Day"), lambda row: short(row.date), width=150),
                Column(_("Market"), lambda row: row.name, strong=True),
                Column(_("Goods"), lambda row: str(len(row.went)), right=True, width=100),
                Column(_("Where"), _state, width=150, tone=lambda row: "accent_text" if row.state == "out" else ""),
            ],
            _("Trips"),
        )
        self.table.picked.connect(lambda _row: self._offer())
        self.table.opened.connect(lambda _row: self.next_step())
        hint = _("Goods go out with a tick sheet. What does not come home was sold.")
        self.empty = Empty("building-store", _("No trip yet."), hint)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.empty)
        self.take = Button(_("Take goods out"), icon="truck-delivery", on=self.take_out)
        self.sheet_button = Button(_("Tick sheet"), icon="printer", key="Ctrl+P", on=self.show_sheet)
        self.main = PayButton("", icon="truck-delivery", key="Ctrl+S", on=self.next_step)
        content, column = plain()
        column.addWidget(self._lists, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        for button in (self.take, self.sheet_button):
            row.addWidget(button, 1)
        column.addLayout(row)
        column.addWidget(self.main)
        return content

    # What the window calls

    def enter(self) -> None:
        """Read the trips."""
        if self.win.office is None:
            return
        if self.pane is None:
            self.show_trips()

    def back(self) -> bool:
        """From a trip being typed to the list."""
        if self.pane is None:
            return False
        if isinstance(self.pane, Taking) and self.pane.finder.back():
            return True
        if not self.pane.panes.back():
            self._put_aside()
        return True

    def _put_aside(self) -> None:
        """Back to the trips; what was typed is gone on with the next time."""
        pane = self.pane
        if isinstance(pane, Taking):
            drafts.keep(pane)
        elif isinstance(pane, Coming):
            pane.home_as_typed()
            self._told[pane.away.id] = pane.told
        some = isinstance(pane, Coming) or (isinstance(pane, Taking) and bool(pane.pieces))
        self.show_trips()
        if some:
            self.strip.say(_("What you typed is kept."), tone="primary", seconds=6)

    def scanned(self, code: str) -> bool:
        """A scan adds one more to what goes along."""
        if isinstance(self.pane, Taking):
            self.pane.finder.scanned(code)
            return True
        return False

    def deeds(self) -> dict[str, Callable[[], object]]:
        """The keys of this page."""
        return {"save": self.next_step, "print": self.show_sheet, "find": self._find}

    def offers(self) -> list[tuple[str, Callable[[], object]]]:
        """More for the palette."""
        return [(_("Take goods out"), self.take_out)]

    def help(self) -> list[str]:
        """For the help panel."""
        return [
            _("Take out: choose goods, type how many, print the tick sheet."),
            _("Back home: type what came back and the money you counted."),
            _("Missing money is written down. It never stops you."),
        ]

    def regions(self) -> list[QWidget]:
        """F6: the list or the search, the side, the next step."""
        if isinstance(self.pane, Taking):
            return [self.pane.finder.search.field, self.pane.name, self.pane.main]
        if isinstance(self.pane, Coming):
            return [self.pane.table, self.pane.fields["back"], self.pane.main]
        return [self.table, self.main]

    def keep(self) -> object:
        """What was typed of a trip."""
        if isinstance(self.pane, Taking):
            return self.pane.draft()
        return (self.pane.away, self.pane.told) if isinstance(self.pane, Coming) else None

    def restore(self, kept: object) -> None:
        """Put it back."""
        from shopdesk.ui.pages.market.taking import Draft

        if isinstance(kept, Draft):
            self._open(Taking(self.win, kept))
        elif isinstance(kept, tuple):
            self._open(Coming(self.win, *kept))

    def _find(self) -> None:
        if isinstance(self.pane, Taking):
            self.pane.finder.focus()

    # The trips

    def show_trips(self) -> None:
        """The list: what is out first."""
        from shopdesk.shop import market

        self._close()
        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            trips = [*market.trips(desk), *market.trips(desk, "home")]
        self.table.show_rows(trips, keep=False)
        self._lists.setCurrentIndex(TRIPS if trips else NONE)
        if trips:
            self.table.selectRow(0)
        self._offer()
        (self.table if trips else self.main).setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self) -> None:
        out = self._out() is not None
        self.take.setVisible(out)
        self.sheet_button.setVisible(out)
        self.main.say(_("Bring it home") if out else _("Take goods out"))

    def _out(self) -> "Away | None":
        row = self.table.current()
        return row if row is not None and row.state == "out" else None

    def next_step(self) -> None:
        """The one green button of what is shown."""
        if isinstance(self.pane, Taking):
            self._take()
        elif isinstance(self.pane, Coming):
            self._come()
        else:
            row = self._out()
            self.bring_home(row) if row is not None else self.take_out()

    def take_out(self) -> None:
        """Choose what goes along, or go on with what was chosen before."""
        draft = drafts.kept(self.win)
        pane = Taking(self.win, draft)
        self._open(pane)
        pane.finder.focus()
        if draft is not None:
            words = _("Going on with what was chosen before.")
            self.strip.say(words, tone="primary", button=_("Begin anew"), on=self._begin_anew)

    def _begin_anew(self) -> None:
        drafts.forget(self.win)
        self.take_out()

    def bring_home(self, away: "Away") -> None:
        """Type what came home."""
        pane = Coming(self.win, away, self._told.pop(away.id, None))
        self._open(pane)
        pane.focus()

    def show_sheet(self) -> None:
        """The tick sheet of the marked trip."""
        from shopdesk.ui.pages.market.paper import open_tick_sheet

        row = self._out()
        if self.pane is None and row is not None:
            try:
                open_tick_sheet(self.win, row.id)
            except ShopError as error:
                self.strip.refuse(error)

    def _open(self, pane: "Taking | Coming") -> None:
        self._close()
        self.pane = pane
        pane.wanted.connect(self.next_step)
        if isinstance(pane, Taking):
            pane.changed.connect(lambda: drafts.keep(pane))
        words = _("Take goods out") if isinstance(pane, Taking) else _("Home from {name}").format(name=pane.away.name)
        self.title.show_text(words)
        self._stack.addWidget(pane)
        self._stack.setCurrentWidget(pane)

    def _close(self) -> None:
        if self.pane is not None:
            self._stack.removeWidget(self.pane)
            self.pane.deleteLater()
            self.pane = None
        self.title.show_text("")
        self.strip.clear()

    # Deeds

    def _take(self) -> None:
        from shopdesk.shop import market
        from shopdesk.shop.stockroom import Part

        pane = self.pane
        assert isinstance(pane, Taking)
        try:
            day = pane.date.iso()
        except ShopError as error:
            pane.date_row.refuse(error)
            return
        parts = [Part(item, qty) for item, qty in pane.parts().items()]

        def taken(approver: "Actor | None") -> int:
            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                return market.out(desk, pane.name.value(), day, parts)

        self.win.attempt(taken, self._taken)

    def _taken(self, _trip: int) -> None:
        drafts.forget(self.win)
        self.win.bus.goods_changed.emit()
        self.show_trips()
        self.strip.say(_("It is on its way. Good luck!"), tone="primary", button=_("Tick sheet"), on=self.show_sheet)

    def _come(self) -> None:
        pane = self.pane
        assert isinstance(pane, Coming)
        self.win.attempt(lambda approver: self._bring(approver, pane), self._came, self._not_yet)

    def _bring(self, approver: "Actor | None", pane: Coming) -> "Came":
        from shopdesk.shop import market

        assert self.win.office is not None
        home = pane.home()
        with self.win.office.writing(self.win.actor, approver) as desk:
            return market.back(desk, pane.away.id, home)

    def _not_yet(self, error: ShopError) -> None:
        """The day is not open: one press opens it and books the trip."""
        if isinstance(error, Conflict) and not self._day_is_open():
            words = _("Open the day and book it")
            self.strip.say(str(error), tone="accent", button=words, on=self.open_and_book)
        else:
            self.strip.refuse(error)

    def _day_is_open(self) -> bool:
        from shopdesk.shop import day

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            return day.current(desk) is not None

    def open_and_book(self) -> None:
        """Open the day with what was left in the drawer, then book the trip."""
        from shopdesk.shop import day

        def opened(approver: "Actor | None") -> None:
            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                day.open_day(desk, day.float_offered(desk))

        self.win.attempt(opened, lambda _none: self._come())

    def _came(self, came: "Came") -> None:
        from shopdesk.core.documents import short_number
        from shopdesk.shop import market

        self.win.bus.day_changed.emit()
        self.win.bus.goods_changed.emit()
        self.show_trips()
        said = market.said(came.total, came.difference)
        words = _("Bill {number}").format(number=short_number(came.number)) if came.number else ""
        self.strip.say(said, words, tone="accent" if came.difference else "primary")


def _state(row: "Away") -> str:
    return _("At the market") if row.state == "out" else _("Back home")
