"""รับของ: scan, type how much, Enter goes on; who brought it and how it is paid stand beside."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.core import money, quantity, unit
from shopdesk.ui import theme
from shopdesk.ui.head import Head
from shopdesk.ui.page import Page
from shopdesk.ui.pages.labels.page import LabelsPage
from shopdesk.ui.pages.stock import after, draft, load
from shopdesk.ui.pages.stock.after import Wanted
from shopdesk.ui.pages.stock.dates import short
from shopdesk.ui.pages.stock.dearer import DearerStrip
from shopdesk.ui.pages.stock.finder import Finder
from shopdesk.ui.pages.stock.fitting import FittingTable
from shopdesk.ui.pages.stock.line_bar import LineBar
from shopdesk.ui.pages.stock.load import LoadLine
from shopdesk.ui.pages.stock.panes import Panes, plain
from shopdesk.ui.pages.stock.receive_side import ReceiveSide
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column
from shopdesk.ui.widgets.text import Elided
from shopdesk.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.goods import Goods
    from shopdesk.shop.receiving import Received
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

EACH, SUM, LAST_DAY = 2, 3, 4
LOW = 520


class ReceivePage(Page):
    """Two keys a line: the scan, and the quantity with Enter."""

    name = "receive"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.lines: list[LoadLine] = []
        self.at = -1
        self.waiting: list[str] = []
        self.labels: list[Wanted] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        whole.setSpacing(theme.px(10))
        main = self._main()
        whole.addWidget(Head(window, self.name, self.finder.search))
        whole.addWidget(self.strip)
        self.side = ReceiveSide(window, self.save, self._side_changed, self.refuse)
        self.panes = Panes(main, self.side)
        whole.addWidget(self.panes, 1)
        window.bus.data_ready.connect(self.enter)

    def _main(self) -> QWidget:
        main, column = plain()
        self.table = FittingTable(self._columns(), _("Goods of the load"), {EACH: 560, LAST_DAY: 640})
        self.table.clicked.connect(lambda index: self.choose(index.row()))
        self.table.opened.connect(lambda _line: self.choose(self.table.currentIndex().row(), type_=True))
        usual, inner = plain(0)
        self.empty = Empty("truck-delivery", _("Scan the first thing that came."), _("Then type how much of it."))
        inner.addWidget(self.table)
        inner.addWidget(self.empty)
        self.finder = Finder(self.win, usual)
        self.finder.chosen.connect(self.take)
        self.finder.unknown.connect(self.quick_add)
        self.bar = LineBar()
        self.bar.changed.connect(self._typed)
        self.bar.done.connect(self.go_on)
        self.bar.removed.connect(self.remove)
        self.dearer = DearerStrip(self.win)
        self.dearer.over.connect(self._priced)
        column.addWidget(self.finder.stack, 1)
        self.toast = Toast()
        for part in (self.toast, self.dearer, self.bar):
            column.addWidget(part)
        self.foot = self._foot()
        column.addWidget(self.foot)
        return main

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        self.count = Elided("", "sub")
        self.pay = Button(_("Who, and how paid"), icon="arrow-right", on=self._to_side)
        row.addWidget(self.count, 1)
        row.addWidget(self.pay)
        return foot

    def _columns(self) -> list[Column[LoadLine]]:
        return [
            Column(_("Goods"), lambda row: row.goods.name, strong=True),
            Column(_("How much"), lambda row: unit.quantity_text(row.qty, row.goods.unit), right=True, width=120),
            Column(_("Each"), lambda row: _money(row, row.each), right=True, width=90),
            Column(_("Sum"), lambda row: _money(row, row.total), right=True, width=104, strong=True),
            Column(_("Last day"), lambda row: short(row.expires), width=132),
        ]

    # What the window calls

    def enter(self) -> None:
        """To the scan."""
        if self.win.office is not None:
            self.side.look()
            self._begun_before()
            self.show_lines()
            self._offer_labels()
            self.finder.focus()

    def leave(self) -> None:
        """What was typed beside is kept, too."""
        draft.keep(self.win, self.lines, self.side.keep())

    def _begun_before(self) -> None:
        """A load that a power cut interrupted goes on."""
        before = None if self.lines else draft.kept(self.win)
        if before is not None:
            self.restore((before[0], -1, before[1]))
            words = _("This load was typed before. Go on with it.")
            self.strip.say(words, tone="primary", button=_("Empty this load"), on=self.clear)

    def back(self) -> bool:
        """Esc: the search, the line, the side."""
        if self.finder.back() or self.panes.back():
            return True
        if self.at >= 0:
            self.go_on()
            return True
        return False

    def scanned(self, code: str) -> bool:
        """One more of it; it waits where the line that is typed cannot be understood yet."""
        self.waiting.append(code)
        if self.bar.wrong():
            self.bar.wait_for(len(self.waiting))
            return True
        while self.waiting:
            self._next_scan()
        return True

    def _next_scan(self) -> None:
        code = self.waiting.pop(0)
        self.bar.wait_for(len(self.waiting))
        self.win.attempt(lambda _approver: self.finder.scanned(code))

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """The keys of this page."""
        found: dict[str, Callable[[], object]] = {
            "find": self.finder.focus, "search": self.finder.focus, "save": self.save, "undo": self.toast.undo,
            "new": self.side.write_new, "print": self.print_labels,
        }  # fmt: skip
        return found

    def offers(self) -> "list[tuple[str, Callable[[], object]]]":
        """More for the palette."""
        return [(_("New supplier or producer"), self.side.write_new), (_("Empty this load"), self.clear)]

    def help(self) -> list[str]:
        """How the page works."""
        return [
            _("Scan, type how much came, press Enter. Then the next one."),
            _("The last cost is offered; type over it where it changed."),
            _("Goods with a last day become a lot of their own; Ctrl+P prints their labels."),
            _("Two lots of one thing: scan it again and type the other day."),
            _("Ctrl+S receives the load. Ctrl+Z takes it back whole."),
        ]

    def regions(self) -> list[QWidget]:
        """F6: field, lines, who, save."""
        return [self.finder.search.field, self.table, self.side.who, self.side.main]

    def keep(self) -> object:
        """The load as it is."""
        return self.lines, self.at, self.side.keep()

    def restore(self, kept: Any) -> None:
        """Go on with it."""
        self.lines, self.at, side = kept
        self.side.restore(side)

    # Lines

    def take(self, goods: "Goods", qty: int | None) -> None:
        """One more of these goods, or as many as were scanned with them; the quantity can be typed over.

        Where a lot was typed for them, it is a line of its own that begins with the same: another day makes another
        lot of it, else the two are one when the line is done.
        """
        from shopdesk.shop import incoming

        self.dearer.hide()
        self.lines = load.joined(self.lines)
        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            begun = load.begin(goods, incoming.usual(desk, goods.item), qty or quantity.ONE)
        at = next((n for n in reversed(range(len(self.lines))) if self.lines[n].goods.sale_unit == goods.sale_unit), -1)
        if at >= 0 and self.lines[at].lot == begun.lot:
            line = self.lines.pop(at)
            self.lines.append(line.with_qty(line.qty + begun.qty))
        else:
            self.lines.append(self.lines[at].with_qty(begun.qty) if at >= 0 else begun)
        self.choose(len(self.lines) - 1, type_=True)

    def choose(self, at: int, *, type_: bool = False) -> None:
        """Type the line at this place."""
        self.at = at
        self.bar.folder.setChecked(False)
        self.show_lines()
        if type_:
            self.bar.to_qty()

    def go_on(self) -> None:
        """The line is right: the next scan."""
        self.at = -1
        self.lines = load.joined(self.lines)
        draft.keep(self.win, self.lines, self.side.keep())
        self.show_lines()
        self.finder.focus()
        if self.waiting:
            self._next_scan()

    def remove(self) -> None:
        """This line did not come."""
        if 0 <= self.at < len(self.lines):
            del self.lines[self.at]
        self.go_on()

    def _typed(self, line: LoadLine) -> None:
        if 0 <= self.at < len(self.lines):
            self.lines[self.at] = line
            self._show_table()

    def show_lines(self) -> None:
        """The lines, the one that is typed, and the sums."""
        line = self.lines[self.at] if 0 <= self.at < len(self.lines) else None
        if self.lines:  # With the next load begun, going back is no longer about the last one.
            self.toast.clear()
        left = self.side.consigning()
        self.bar.show_line(line, costs=not left)
        self.table.leave_out(frozenset({EACH, SUM}) if left else frozenset())
        self._show_table()

    def _show_table(self) -> None:
        self.table.show_rows(self.lines, keep=False)
        if self.at >= 0:
            self.table.selectRow(self.at)
        self.table.setVisible(bool(self.lines))
        self.empty.setVisible(not self.lines)
        self._show_sums()

    def _show_sums(self) -> None:
        total = sum(line.total for line in self.lines)
        self.count.show_text(_("{count} goods").format(count=len(self.lines)) if self.lines else "")
        self.side.main.set_amount(0 if self.side.unpaid() else total)
        self.side.main.setEnabled(bool(self.lines))
        self._fit()

    def resizeEvent(self, event: Any) -> None:
        """Where it is narrow, the side is a step of its own."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a low window what is asked takes the place of the foot."""
        asking = not (self.bar.isHidden() and self.dearer.isHidden())
        self.foot.setVisible(not asking or self.height() >= theme.px(LOW))
        self.pay.setVisible(not self.panes.wide())

    def _side_changed(self) -> None:
        self.show_lines()

    def _to_side(self) -> None:
        self.panes.show_side(True)
        self.side.who.setFocus()

    def quick_add(self, code: str) -> None:
        """A code nobody knows: its name and price, then the load goes on."""
        from shopdesk.ui.pages.stock.quick_add import QuickAdd

        self.win.open(QuickAdd(self.win, code).answered(self._added))

    def _added(self, goods: "Goods") -> None:
        self.win.bus.goods_changed.emit()
        self.take(goods, None)

    # Taking it in

    def save(self) -> None:
        """Take the load in; Ctrl+Z takes it back whole."""
        if self.lines and not self.bar.wrong():
            self.strip.clear()
            self.lines, self.at = load.joined(self.lines), -1
            self.win.attempt(self._receive, self._received)

    def _receive(self, approver: "Actor | None") -> "Received":
        from shopdesk.shop import receiving

        assert self.win.office is not None
        wanted = self.side.load(tuple(load.incoming(line) for line in self.lines))
        with self.win.office.writing(self.win.actor, approver) as desk:
            return receiving.receive(desk, wanted)

    def _received(self, done: "Received") -> None:
        kept = self.keep()
        words = _("Received: {number} · {total}").format(number=done.number, total=money.text(done.total))
        if self.side.unpaid():
            words = _("Received to sell: {number}") if self.side.consigning() else _("Written down: {number}")
            words = words.format(number=done.number)
        self.labels = after.of_lots(self.win, self.lines, done.lots)
        self.clear()
        self.toast.offer(words, lambda: self._take_back(done.number, kept))
        self.win.sounds.play("sale")
        self.win.bus.goods_changed.emit()
        self.win.bus.day_changed.emit()
        self._offer_labels()
        self.dearer.ask(done.dearer)
        self._fit()

    def _priced(self) -> None:
        """Every price was asked: the shelves with another one get new labels."""
        self.labels += after.of_shelves(self.win, self.dearer.changed)
        self._offer_labels()
        self.go_on()

    def _offer_labels(self) -> None:
        if self.labels:
            self.strip.say(self.labels[0].words, tone="primary", button=_("Labels Ctrl+P"), on=self.print_labels)

    def print_labels(self) -> None:
        """The labels the last load asks for, on their page; those of the shelves after those of the lots."""
        if self.labels:
            wanted = self.labels.pop(0)
            self.strip.clear()
            page = self.win.go("labels")
            assert isinstance(page, LabelsPage)
            page.begin(wanted.kind, wanted.chosen)

    def _take_back(self, number: str, kept: object) -> None:
        from shopdesk.shop import reversing

        def undo(approver: "Actor | None") -> None:
            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                reversing.reverse(desk, number)

        def undone(_none: None) -> None:
            self.dearer.hide()
            self.labels.clear()
            self.restore(kept)
            self.enter()
            self.strip.say(_("Paper {number} is taken back.").format(number=number), tone="primary", seconds=8)
            self.win.bus.goods_changed.emit()
            self.win.bus.day_changed.emit()

        self.win.attempt(undo, undone)

    def clear(self) -> None:
        """Begin the next load."""
        self.lines, self.at = [], -1
        draft.keep(self.win, self.lines, None)
        self.waiting.clear()
        self.side.clear()
        self.panes.show_side(False)
        self.show_lines()
        self.finder.focus()


def _money(row: LoadLine, satang: int | None) -> str:
    return "" if satang is None or row.each is None else money.text(satang)
