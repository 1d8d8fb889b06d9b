"""นับของ: begin or go on, scan and type, agree on the differences. One can leave and come back at any time."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.head import Head
from shopdesk.ui.page import Page
from shopdesk.ui.pages.stock.count_end import CountEnd, differences
from shopdesk.ui.pages.stock.count_pane import CountPane
from shopdesk.ui.pages.stock.count_start import CountStart
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.db.models import Stocktake
    from shopdesk.shop.papers import Paper
    from shopdesk.shop.rights import Actor
    from shopdesk.shop.stocktaking import Heap
    from shopdesk.ui.shell import Window


class CountPage(Page):
    """Three steps: which count, counting, the differences."""

    name = "count"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        whole.setSpacing(theme.px(10))
        self.start = CountStart(window, self.go_on)
        self.pane = CountPane(window, self.to_end)
        self.end = CountEnd(window, self._over, self.to_counting)
        middle = QWidget()
        top = QHBoxLayout(middle)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(theme.px(12))
        self.title = Elided("", "title")
        self.pane.finder.search.setMinimumWidth(theme.px(120))
        self.leaver = Button("", "round", icon="arrow-left", name=_("To the counts"), key="Esc", on=self.to_start)
        top.addWidget(self.leaver)
        top.addWidget(self.title, 1)
        top.addWidget(self.pane.finder.search, 1)
        whole.addWidget(Head(window, self.name, middle))
        whole.addWidget(self.strip)
        self._stack = QStackedLayout()
        whole.addLayout(self._stack, 1)
        for part in (self.start, self.pane, self.end):
            self._stack.addWidget(part)
        self._show(self.start)
        window.bus.data_ready.connect(self.enter)

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        counting = part is self.pane
        self.pane.finder.search.setVisible(counting)
        self.leaver.setVisible(part is not self.start)
        self.title.setVisible(not counting)
        self.title.show_text(_("What is different") if part is self.end else "")
        self.title.setMinimumWidth(theme.px(180) if part is self.end else 0)

    @property
    def step(self) -> str:
        """start, count or end."""
        return {self.start: "start", self.pane: "count"}.get(self._stack.currentWidget(), "end")

    # What the window calls

    def enter(self) -> None:
        """Read what there is to count."""
        if self.win.office is None:
            return
        try:
            if self.step == "start":
                self.start.look()
            elif self.step == "count":
                self.pane.look()
        except ShopError as error:
            self.refuse(error)

    def back(self) -> bool:
        """Esc: one step back."""
        if self.step == "start":
            return self.start.panes.back()
        if self.step == "end":
            if not self.end.panes.back():
                self.to_counting()
        elif not self.pane.back():
            self.to_start()
        return True

    def scanned(self, code: str) -> bool:
        """While counting: these goods are counted next."""
        if self.step != "count":
            return False
        self.win.attempt(lambda _approver: self.pane.finder.scanned(code))
        return True

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """The keys of this page."""
        if self.step == "count":
            return {"find": self.pane.finder.focus, "search": self.pane.finder.focus, "save": self.to_end}
        if self.step == "end":
            return {"save": self.end.agree}
        return {"new": self.start.begin}

    def offers(self) -> "list[tuple[str, Callable[[], object]]]":
        """More for the palette."""
        return [] if self.step == "start" else [(_("Cancel this count"), self.drop)]

    def help(self) -> list[str]:
        """How the page works."""
        return [
            _("Scan, type how much is there, press Enter. 0 where nothing is left."),
            _("Several people may count: each types their own shelf."),
            _("Leave at any time; the count waits under its name."),
            _("The stock changes only when you correct it at the end."),
        ]

    def regions(self) -> list[QWidget]:
        """F6: the parts of the step."""
        return {
            "start": [self.start.table, self.start.place, self.start.main],
            "count": [self.pane.finder.search.field, self.pane.table, self.pane.shelf, self.pane.main],
            "end": [self.end.table, self.end.qty, self.end.main],
        }[self.step]

    def keep(self) -> object:
        """Which count is open."""
        return self.step, self.pane.count, self.pane.shelf.text(), self.end.reasons, self.end.agreed

    def restore(self, kept: Any) -> None:
        """Go on with it."""
        step, count, shelf, reasons, agreed = kept
        if count is None or step == "start":
            return
        self.go_on(count)
        self.pane.shelf.setText(shelf)
        if step == "end":
            self.to_end()
            self.end.reasons, self.end.agreed = reasons, agreed

    # The steps

    def to_start(self) -> None:
        """To the counts; this one waits."""
        self._show(self.start)
        self.start.panes.show_side(False)
        self.start.look()

    def go_on(self, count: "Stocktake") -> None:
        """Count on."""
        self.strip.clear()
        self._show(self.pane)
        self.pane.show_count(count)

    def to_counting(self) -> None:
        """Back from the differences."""
        self._show(self.pane)
        self.pane.look()
        self.pane.next_scan()

    def to_end(self) -> None:
        """The differences, for those who may mend the stock."""
        count = self.pane.count
        if count is not None and self.pane.table.rows.rowCount():
            self.win.attempt(lambda approver: differences(self.win, count, approver), self._ended)

    def _ended(self, found: "list[Heap]") -> None:
        assert self.pane.count is not None
        self._show(self.end)
        self.end.show_count(self.pane.count, found)

    def _over(self, paper: "Paper") -> None:
        self.pane.count = None
        self.to_start()
        self.strip.say(_("The stock is corrected: {number}").format(number=paper.number), tone="primary", seconds=10)
        self.win.sounds.play("sale")
        self.win.bus.goods_changed.emit()

    def drop(self) -> None:
        """The count is given up; the stock stays as it is."""
        from shopdesk.shop import stocktaking

        def drop(approver: "Actor | None") -> None:
            assert self.win.office is not None
            assert self.pane.count is not None
            assert self.pane.count.id is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                stocktaking.drop(desk, self.pane.count.id)

        self.win.attempt(drop, lambda _none: self.to_start())
