"""Labels: scan or choose goods, say what kind and on which paper, look at them, print."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import quantity
from shopdesk.core.tickets import Kind
from shopdesk.ui import theme
from shopdesk.ui.head import Head
from shopdesk.ui.page import Page
from shopdesk.ui.pages.labels.chosen import Chosen, CountSheet
from shopdesk.ui.pages.labels.side import Side
from shopdesk.ui.pages.stock.finder import Finder
from shopdesk.ui.pages.stock.panes import plain
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from shopdesk.core.tickets import Ticket
    from shopdesk.shop.goods import Goods
    from shopdesk.shop.labels import Want
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

NARROW, NARROWEST = 1000, 760
BARCODE, MORE = 1, 2


class LabelsPage(Page):
    """What is chosen stays until it is printed or taken off."""

    name = "labels"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.chosen: list[Chosen] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(12))
        whole.setSpacing(theme.px(8))
        self.finder = Finder(window, self._lines())
        self.finder.chosen.connect(self.add)
        whole.addWidget(Head(window, self.name, self.finder.search))
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(theme.px(16))
        left = QVBoxLayout()
        left.setSpacing(theme.px(8))
        left.addWidget(self.finder.stack, 1)
        left.addWidget(self._foot())
        self._sides.addLayout(left, 1)
        self.side = Side(window, self.look, self.save, self.print_)
        self._sides.addWidget(self.side)
        whole.addLayout(self._sides, 1)
        whole.addWidget(self.strip)
        self._show()

    def _lines(self) -> QWidget:
        self.table: Table[Chosen] = Table(
            [
                Column(_("Name"), lambda row: row.name, strong=True),
                Column(_("Barcode"), lambda row: row.code or _("none"), width=190),
                Column(_("Weight or lot"), lambda row: row.more, width=190),
                Column(_("Labels"), lambda row: str(row.want.count), right=True, width=84),
            ],
            _("Labels"),
        )
        self.table.opened.connect(self.ask)
        self.table.doubleClicked.connect(lambda _index: self._ask_current())
        usual, column = plain()
        self.empty = Empty("tags", _("No labels chosen yet."), _("Scan goods, or type their name above."), ())
        column.addWidget(self.empty, 1)
        column.addWidget(self.table, 1)
        return usual

    def _foot(self) -> QWidget:
        foot = QWidget()
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, foot)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.px(8))
        self.said = Elided("", "sub")
        self.feet = {
            "changed": Button(_("Changed prices"), "quiet", icon="tag", on=self.add_changed),
            "make": Button(_("Make barcodes"), "quiet", icon="barcode", on=self.make_codes),
            "count": Button(_("How many"), icon="pencil", key="Enter", on=self._ask_current),
            "remove": Button(_("Take off"), icon="trash", key="Del", on=self.remove),
        }
        for names in (("changed", "make"), ("count", "remove")):
            row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            row.setSpacing(theme.px(8))
            if "changed" in names:
                row.addWidget(self.said, 1)
                self._offers = row
            else:
                row.addStretch(1)
            for name in names:
                row.addWidget(self.feet[name])
            self._rows.addLayout(row, 1 if "changed" in names else 0)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the barcodes give way and the buttons stand in two rows."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(NARROW)
        self.table.setColumnHidden(BARCODE, not wide)
        self.side.setFixedWidth(theme.px(330 if wide else 280))
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._rows.setDirection(way)
        self.said.setVisible(wide)
        narrowest = self.width() < theme.px(NARROWEST)
        self._offers.setDirection(QBoxLayout.Direction.TopToBottom if narrowest else QBoxLayout.Direction.LeftToRight)

    # The window's hooks

    def enter(self) -> None:
        """To the search."""
        self.finder.focus()

    def back(self) -> bool:
        """Esc: what was typed, then to the goods."""
        if not self.finder.back():
            self.win.go("products")
        return True

    def scanned(self, code: str) -> bool:
        """One more label of these goods."""
        if self.win.office is None:
            return False
        self.win.attempt(lambda _approver: self.finder.scanned(code))
        return True

    def deeds(self) -> dict[str, Callable[[], object]]:
        """What the keys do here."""
        return {"find": self.finder.focus, "search": self.finder.focus, "remove": self.remove, "print": self.print_,
                "save": self.save}  # fmt: skip

    def help(self) -> list[str]:
        """How the page works."""
        return [
            _("Scan goods: each scan is one more label."),
            _("Press Enter on a line to say how many, the weight or the lot."),
            _("A sheet that was begun: say its first free cell."),
        ]

    def regions(self) -> list[QWidget]:
        """Search, lines, settings."""
        return [self.finder.search.field, self.table, self.side.kind_choice, self.side.printer]

    def keep(self) -> object:
        """What is chosen, and how it is printed."""
        return self.chosen, self.side.keep()

    def restore(self, kept: Any) -> None:
        """Go on with it."""
        self.chosen, settings = kept
        self.side.restore(settings)
        self._show()

    # What is chosen

    def add(self, goods: "Goods", qty: int | None = None) -> None:
        """One more label of goods, or as many as were asked for with them."""
        from shopdesk.shop.labels import Want

        count = max((qty or quantity.ONE) // quantity.ONE, 1)
        same = next((n for n, one in enumerate(self.chosen) if one.want.sale_unit == goods.sale_unit), None)
        if same is None:
            self.chosen.append(Chosen(goods.name, goods.code, goods.by_weight, Want(goods.sale_unit, count)))
        else:
            old = self.chosen[same]
            self.chosen[same] = replace(old, want=replace(old.want, count=old.want.count + count))
        self._show(len(self.chosen) - 1 if same is None else same)

    def begin(self, kind: Kind, chosen: Sequence[Chosen]) -> None:
        """These labels of this kind, instead of what was chosen."""
        self.chosen = list(chosen)
        self.side.kind_choice.show_value(kind)
        self._show()

    def add_changed(self) -> None:
        """All goods whose price is another one since a week."""
        from shopdesk.shop import goods, labels

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            known = {one.want.sale_unit for one in self.chosen}
            units = [unit for unit in labels.changed(desk) if unit not in known]
            found = goods.by_ids(desk, units)
        for one in found:
            self.add(one)
        words = _("{count} new prices").format(count=len(found)) if found else _("No price changed this week.")
        self.strip.say(words, tone="primary", seconds=6)

    def make_codes(self) -> None:
        """Goods without a barcode get one."""
        from shopdesk.shop import labels

        def attempt(approver: "Actor | None") -> "list[Goods]":
            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                return labels.make_codes(desk, [one.want.sale_unit for one in self.chosen])

        def done(found: "list[Goods]") -> None:
            codes = {one.sale_unit: one.code for one in found}
            self.chosen = [replace(one, code=codes.get(one.want.sale_unit, one.code)) for one in self.chosen]
            self._show()
            self.win.bus.goods_changed.emit()

        self.win.attempt(attempt, done)

    def _ask_current(self) -> None:
        row = self.table.current()
        if row is not None:
            self.ask(row)

    def ask(self, row: Chosen) -> None:
        """How many, which weight, which lot."""
        place = self.chosen.index(row)
        sheet = CountSheet(self.win, row)
        self.win.open(sheet)
        sheet.answered(lambda made: self._put(place, made))

    def _put(self, place: int, made: Chosen) -> None:
        self.chosen[place] = made
        self._show(place)

    def remove(self) -> None:
        """Take the line off."""
        row = self.table.current()
        if row is not None:
            place = self.chosen.index(row)
            del self.chosen[place]
            self._show(min(place, len(self.chosen) - 1))

    def _show(self, place: int = 0) -> None:
        self.table.show_rows(self.chosen)
        self.table.setColumnHidden(MORE, not any(one.more for one in self.chosen))
        if self.chosen:
            self.table.selectRow(max(place, 0))
        self.empty.setVisible(not self.chosen)
        self.table.setVisible(bool(self.chosen))
        for name in ("make", "count", "remove"):
            self.feet[name].setEnabled(bool(self.chosen))
        self.said.show_text(_("{count} labels").format(count=sum(one.want.count for one in self.chosen)))
        self.look()

    # On paper

    def look(self) -> None:
        """Show the paper as it will be, or why it cannot be."""
        try:
            self.side.show_tickets(self._tickets() if self.chosen else [])
            self.strip.clear()
        except ShopError as error:
            self.side.show_tickets([])
            self.refuse(error)

    def _tickets(self) -> "list[Ticket]":
        from shopdesk.shop import labels

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            return labels.tickets(desk, self.side.kind(), self._wants())

    def _wants(self) -> "Sequence[Want]":
        return [one.want for one in self.chosen]

    def save(self) -> None:
        """A PDF of stickers, or of the roll."""
        from shopdesk.ui.pages.receipt.saving import ask_where

        def drawn(_approver: object) -> bytes:
            return self.side.data(self._tickets())

        def write(data: bytes) -> None:
            place = ask_where(self, f"{_('Labels')}.pdf")
            if place is not None:
                self.save_to(place, data)

        self.win.attempt(drawn, write)

    def save_to(self, place: Path, data: bytes) -> None:
        """Write the file whole, or say that it cannot be."""
        from shopdesk.base import files

        try:
            files.write_whole(place, data)
        except OSError:
            self.strip.say(_("It could not be saved there."), _("Choose another folder."), tone="danger")
            return
        self.strip.say(_("Saved: {file}").format(file=place.name), tone="primary", seconds=8)

    def print_(self) -> None:
        """On the roll printer; sheets of stickers are saved as a file for any office printer."""
        from shopdesk.shop import printing as queue
        from shopdesk.ui import printing

        worker = printing.of(self.win)
        if self.side.paper_choice.value() != "roll" or worker is None:
            self.save()
            return

        def put(tickets: "list[Ticket]") -> None:
            worker.put(lambda desk: queue.queue_labels(desk, tickets))
            self.strip.say(_("The labels are being printed."), tone="primary", seconds=6)

        self.win.attempt(lambda _approver: self._tickets(), put)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
