"""What came without cash, to be held against the bank's own list: tick what is there, and what was paid out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from shopdesk.base.i18n import _
from shopdesk.core import money, tender
from shopdesk.core.documents import short_number
from shopdesk.shop import history, transfers
from shopdesk.shop.transfers import Transfer
from shopdesk.ui import theme
from shopdesk.ui.pages.bills.words import when
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.desk import Desk
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

LIST_HEIGHT = 240


class _Ticking(Table[Transfer]):
    """Space ticks as Enter does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The row the keyboard is on."""
        row = self.current()
        if event.key() == Qt.Key.Key_Space and row is not None:
            self.opened.emit(row)
        else:
            super().keyPressEvent(event)


class TransfersSheet(Sheet):
    """The list of a span of days; of older days only what is not settled."""

    def __init__(self, win: "Window") -> None:
        super().__init__(_("Transfers and schemes"), width=860, height=640)
        self._win = win
        self.ticked: set[int] = set()
        spans = [("today", _("Today")), ("week", _("7 days")), ("month", _("30 days"))]
        self.span = Segments(spans, "today", lambda _span: self.look())
        self.table = _Ticking(self._columns(), _("Transfers and schemes"))
        self.table.setMinimumHeight(theme.px(LIST_HEIGHT))
        self.table.opened.connect(self.tick)
        self.table.clicked.connect(lambda index: self.tick(self.table.rows.row(index.row())))
        self.told = Plain("", "strong")
        self.body.addWidget(self.span)
        self.body.addWidget(self.told)
        self.body.addWidget(self.table, 1)
        self.all = Button(_("Tick all"), "quiet", on=self.tick_all)
        self.paid_out = Button(_("Paid out in full"), icon="coins", on=lambda: self._mark(transfers.settle))
        self.main = Button(_("On the account"), "primary", icon="check", on=self.enter)
        for button in (self.all, self.paid_out, self.main):
            button.setMinimumHeight(theme.px(56))
            self.buttons.addWidget(button, 1)
        self.first = self.table
        self.look()

    def _columns(self) -> "list[Column[Transfer]]":
        on = self._ground
        return [
            Column("", lambda _row: "", width=44, icon=lambda row: "check" if self._is(row) else "circle", ground=on),
            Column(_("Time"), lambda row: when(row.at, self._win.clock()), width=124, ground=on),
            Column(_("Bill"), lambda row: short_number(row.number), width=98, strong=True, ground=on),
            Column(_("Way of paying"), lambda row: row.label, ground=on),
            Column(_("State"), lambda row: row.words, tone=_tone, ground=on),
            Column(_("Amount"), lambda row: money.text(row.amount), right=True, width=110, strong=True, ground=on),
        ]

    def _ground(self, row: Transfer) -> str:
        return "primary_soft" if self._is(row) else ""

    def _is(self, row: Transfer) -> bool:
        return row.payment in self.ticked

    def look(self) -> None:
        """Read the list of the chosen days; nothing stays ticked."""
        assert self._win.office is not None
        self.ticked.clear()
        span = self.span.value()
        with self._win.office.reading(self._win.actor) as desk:
            days = history.days(desk, span)
            assert days is not None
            self.table.show_rows(transfers.listed(desk, *days, unsettled=span != "today"))
        self._tell()

    def tick(self, row: Transfer) -> None:
        """Tick a payment, or take the tick away; a settled one has nothing before it."""
        if row.state != "settled":
            self.ticked ^= {row.payment}
            self._tell()

    def tick_all(self) -> None:
        """Tick whatever the bank has not shown yet and somebody owes."""
        self.ticked = {row.payment for row in self.table.rows.rows() if not (row.on_account or row.given_up)}
        self._tell()

    def _tell(self) -> None:
        """How much is ticked, to compare with the bank's own sum."""
        rows = self.table.rows.rows()
        chosen = [row for row in rows if self._is(row)]
        total = money.text(sum(row.amount for row in chosen))
        words = _("Ticked: {count} · {amount}").format(count=len(chosen), amount=total)
        self.told.show_text(words if rows else _("Nothing came without cash."))
        self.main.say(_("On the account") if chosen else _("Tick what the bank shows"))
        self.main.setEnabled(bool(chosen) and not any(row.on_account for row in chosen))
        self.paid_out.setEnabled(bool(chosen))
        self.all.setEnabled(bool(rows))
        self.table.viewport().update()

    def enter(self) -> None:
        """The bank's own list shows what is ticked; with nothing to say so of, nothing happens."""
        if self.main.isEnabled():
            self._mark(transfers.mark_seen_by_bank)

    def _mark(self, deed: "Callable[[Desk, list[int]], None]") -> None:
        def marked(approver: "Actor | None") -> int:
            assert self._win.office is not None
            with self._win.office.writing(self._win.actor, approver) as desk:
                deed(desk, sorted(self.ticked))
            return len(self.ticked)

        self._win.attempt(marked, self._marked, self.strip.refuse)

    def _marked(self, count: int) -> None:
        self.look()
        self.strip.say(_("Noted: {count}").format(count=count), tone="primary", seconds=6)
        self._win.bus.day_changed.emit()


def _tone(row: Transfer) -> str:
    return "" if tender.received(row.state) or row.given_up else "accent_text"
