"""Counts that wait to be gone on with, and a new one: where, what of it, blind or not."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.base import clock
from shopdesk.base.i18n import _
from shopdesk.shop import goods, settings, stock, stockroom, stocktaking
from shopdesk.ui import theme
from shopdesk.ui.pages.stock.panes import Panes, card, plain, scrolled
from shopdesk.ui.widgets.buttons import Button, PayButton, Segments
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.db.models import Stocktake
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

EVERYTHING, SOLD_TODAY = "", "sold today"


class CountStart(QWidget):
    """`go_on(count)` with the one that was begun or chosen."""

    def __init__(self, win: "Window", go_on: "Callable[[Stocktake], object]") -> None:
        super().__init__()
        self._win, self._go_on = win, go_on
        self._places: dict[int, str] = {}
        self.side = self._new()
        self.panes = Panes(self._waiting(), self.side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.panes)

    def _waiting(self) -> QWidget:
        main, column = plain()
        column.addWidget(Plain(_("Counts in progress"), "h"))
        self.table: Table[Stocktake] = Table(
            [
                Column(_("Name"), lambda row: row.name, strong=True),
                Column(_("Where"), lambda row: self._places.get(row.location, ""), width=150),
                Column("", lambda row: _("Counted blind") if row.blind else "", width=140),
            ],
            _("Counts in progress"),
        )
        self.table.opened.connect(self._go_on)
        self.table.clicked.connect(lambda index: self._go_on(self.table.rows.row(index.row())))
        self.empty = Empty("clipboard-list", _("No count in progress."), _("Begin one. You can leave and come back."))
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        self.narrow = Button(_("New count"), icon="plus", on=lambda: self.panes.show_side(True))
        column.addWidget(self.narrow)
        return main

    def _new(self) -> QWidget:
        side, whole = plain()
        frame, column = card()
        self.place = Choice(_("Where"), free=False)
        self.what = Choice(_("What"), free=False)
        self.blind = Segments([("blind", _("Hide the number")), ("open", _("Show it"))], "blind", lambda _value: None)
        self.called = Field(name=_("Name of the count"), hint=_("May stay empty"), on_enter=self.begin)
        column.addWidget(Plain(_("New count"), "h"))
        column.addWidget(Row(_("Where"), self.place))
        column.addWidget(Row(_("What is counted"), self.what))
        column.addWidget(Row(_("What the file says"), self.blind, _("Hidden, nobody copies the old number.")))
        column.addWidget(Row(_("Name of the count"), self.called))
        column.addStretch(1)
        whole.addWidget(scrolled(frame), 1)
        self.main = PayButton(_("Begin to count"), icon="clipboard-list", on=self.begin)
        whole.addWidget(self.main)
        return side

    def look(self) -> None:
        """Read what waits, and what can be counted."""
        if self._win.office is None:
            return
        with self._win.office.reading(self._win.actor) as desk:
            waiting, places, groups = stocktaking.open_counts(desk), stockroom.places(desk), goods.categories(desk)
        self._places = {place.id or 0: place.name for place in places}
        self.table.show_rows(waiting)
        self.table.setVisible(bool(waiting))
        self.empty.setVisible(not waiting)
        self.place.offer([(str(number), name) for number, name in self._places.items()])
        if not self.place.value():
            self.place.show_value(str(stock.COUNTER))
        kinds = [(EVERYTHING, _("Everything")), (SOLD_TODAY, _("What was sold today"))]
        self.what.offer([*kinds, *((str(group.id), group.name) for group in groups)])
        if self.what.currentIndex() < 0:
            self.what.setCurrentIndex(0)

    def resizeEvent(self, event: object) -> None:
        """Where it is narrow, the new count is a step of its own."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.narrow.setVisible(self.width() < theme.px(860))

    def begin(self) -> None:
        """Start it, and go there."""
        self._win.attempt(self._start, self._started)

    def _start(self, approver: "Actor | None") -> int:
        assert self._win.office is not None
        what = self.what.value()
        with self._win.office.writing(self._win.actor, approver) as desk:
            day = settings.today(desk).isoformat() if what == SOLD_TODAY else ""
            return stocktaking.start(
                desk,
                self.called.value() or self._usual_name(),
                int(self.place.value() or stock.COUNTER),
                int(what) if what.isdigit() else None,
                self.blind.value() == "blind",
                day,
            )

    def _usual_name(self) -> str:
        """`หน้าร้าน · ของแห้ง 14:05`: what tells it from the others."""
        parts = [self.place.currentText(), self.what.currentText() if self.what.value() else ""]
        now = self._win.clock().astimezone(clock.BANGKOK)
        return f"{' · '.join(part for part in parts if part)} {now:%H:%M}"

    def _started(self, count: int) -> None:
        self.called.clear()
        self.look()
        self._go_on(next(row for row in self.table.rows.rows() if row.id == count))
