"""The list of goods: search, chips, lines, and below them what can be done."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import N_, _
from shopdesk.ui import theme
from shopdesk.ui.head import Head
from shopdesk.ui.pages.products.shelf_model import PRICE, ShelfModel
from shopdesk.ui.pages.products.shelf_view import ShelfView
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import SearchField
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.text import Elided
from shopdesk.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from shopdesk.shop.shelf import Counts, Only, Row
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.page import Page

CHIPS: "tuple[tuple[Only, str], ...]" = (
    ("all", N_("All")),
    ("low", N_("Running low")),
    ("none", N_("Sold out")),
    ("unpriced", N_("No price")),
    ("away", N_("Off the list")),
)
# Narrower than this, taking goods out is found behind bringing them in.
NARROW = 760
LIST, NOTHING_YET, NOTHING_FOUND, NOT_READY = range(4)


class ListPane(QWidget):
    """`act(name)` does what a button says: new, edit, remove, import, export, starter."""

    def __init__(self, page: "Page", act: Callable[[str], object]) -> None:
        super().__init__()
        self.win, self._page, self._act = page.win, page, act
        self._job: Job[tuple[Sequence[int], Counts]] | None = None
        self._only: Only = "all"
        self._counts: Counts | None = None
        self._go_to: int | None = None
        self.lines = ShelfModel(self._read)
        self.view = ShelfView(self.lines, self.win.photos, page.refuse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        self.search = SearchField(_("Find goods by name or number"), self._searched)
        self.search.field.returnPressed.connect(self.to_lines)
        self.view.searched.connect(self._begin_search)
        column.addWidget(Head(self.win, page.name, self.search))
        column.addLayout(self._chip_row())
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        for widget in (self.view, self._nothing_yet(), self._nothing_found(), QWidget()):
            self._stack.addWidget(widget)
        self.foot = self._foot()
        column.addWidget(self.foot)
        self.toast = Toast()
        self.toast.setParent(self)
        self._stack.setCurrentIndex(NOT_READY)

    # Building

    def _chip_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        content = QWidget()
        line = QHBoxLayout(content)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        group = QButtonGroup(self)
        self.chips: dict[str, Button] = {}
        for only, words in CHIPS:
            chip = Button(_(words), "chip", on=lambda only=only: self.choose(only))  # type: ignore[misc]
            chip.setCheckable(True)
            group.addButton(chip)
            line.addWidget(chip)
            self.chips[only] = chip
        line.addStretch(1)
        self.chips["all"].setChecked(True)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFixedHeight(theme.px(52))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        row.addWidget(area, 1)
        self.new = Button(
            _("New goods"), "primary", icon="plus", icon_color="on_primary", key="Ctrl+N", on=lambda: self._act("new")
        )
        row.addWidget(self.new)
        return row

    def _nothing_yet(self) -> Empty:
        buttons = (
            Button(_("Bring in from a file"), icon="file-import", on=lambda: self._act("import")),
            Button(_("Take the starter set"), icon="basket", on=lambda: self._act("starter")),
        )
        return Empty("barcode", _("No goods yet."), _("Scan the first thing to name and price it."), buttons)

    def _nothing_found(self) -> Empty:
        return Empty("search", _("Nothing found."), _("Try another word, or scan the barcode."))

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        self.count = Elided("", "sub")
        row.addWidget(self.count, 1)
        self.feet = {
            "import": Button(_("Bring in"), "quiet", icon="file-import", on=lambda: self._act("import")),
            "export": Button(_("Save to a file"), "quiet", icon="file-export", on=lambda: self._act("export")),
            "labels": Button(_("Labels"), "quiet", icon="tags", on=lambda: self._act("labels")),
            "several": Button(_("Change several"), icon="stack-2", on=lambda: self._act("several")),
            "price": Button(_("Change price"), icon="tag", key="F2", on=self.view.edit_current),
            "edit": Button(_("Edit"), icon="pencil", key="Enter", on=lambda: self._act("edit")),
            "back": Button(_("Sell it again"), icon="arrow-back-up", on=lambda: self._act("back")),
            "remove": Button(_("Take off"), icon="trash", key="Del", on=lambda: self._act("remove")),
        }
        for button in self.feet.values():
            row.addWidget(button)
        self.view.moved.connect(self._moved)
        self._moved()
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The toast lies over the last lines."""
        super().resizeEvent(event)
        self._moved()
        edge = theme.px(12)
        bottom = self.height() - self.foot.sizeHint().height() - theme.px(10)
        self.toast.setGeometry(edge, bottom - self.toast.height() - edge, self.width() - 2 * edge, self.toast.height())
        self.toast.raise_()

    # Reading

    def _read(self, numbers: Sequence[int]) -> "list[Row]":
        from shopdesk.shop import shelf

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            return shelf.page(desk, numbers)

    def reload(self, go_to: int | None = None, *, count: bool = True) -> None:
        """Read what is to be listed, in the background; the keyboard then goes to the goods of `go_to`.

        `count` counts for the chips as well, which only other goods or prices can change.
        """
        office, actor, only = self.win.office, self.win.actor, self._only
        if office is None:
            return
        typed = self.search.field.value()
        self._go_to = go_to or self._go_to

        if count:
            self._counts = None
        counted = self._counts

        def read(_job: "Job[tuple[Sequence[int], Counts]]") -> "tuple[Sequence[int], Counts]":
            from shopdesk.shop import shelf

            with office.reading(actor) as desk:
                return shelf.numbers(desk, typed, only), counted or shelf.counts(desk)

        if self._job is not None:
            self._job.cancel()
        self._job = self.win.jobs.run(read, self._came)

    def _came(self, answer: "tuple[Sequence[int], Counts]") -> None:
        numbers, counts = answer
        self._counts = counts
        place, line = self.view.currentIndex().row(), self.view.current()
        wanted = self._go_to or (line.sale_unit if line is not None else None)
        if numbers == self.lines.numbers:
            self.lines.refresh()
        else:
            self.lines.show_numbers(numbers)
        self._put_keyboard(numbers, wanted, place)
        for only, words in CHIPS:
            self.chips[only].say(f"{_(words)} {getattr(counts, only):,}")
        self.count.show_text(_("{count} goods").format(count=f"{len(numbers):,}"))
        self._stack.setCurrentIndex(LIST if numbers else NOTHING_FOUND if counts.all else NOTHING_YET)
        self._moved()

    def _put_keyboard(self, numbers: Sequence[int], wanted: int | None, place: int) -> None:
        """To the goods that are wanted, else to the line where it was."""
        self._go_to = None
        if not numbers:
            return
        place = min(max(place, 0), len(numbers) - 1)
        found = next((n for n, number in enumerate(numbers) if number == wanted), place)
        column = self.view.currentIndex().column()
        self.view.go_to(found, column if column >= 0 else PRICE)

    def _moved(self) -> None:
        chosen = self.view.current() is not None
        marked = len(self.view.marks)
        one, away = chosen and not marked and bool(self.lines.numbers), self._only == "away"
        for name in ("price", "edit", "remove"):
            self.feet[name].setVisible(one and not away)
        self.feet["back"].setVisible(one and away)
        self.feet["several"].setVisible(marked > 0 and not away)
        self.feet["several"].say(_("Change {count} goods").format(count=marked))
        wide = self.width() >= theme.px(NARROW)
        self.feet["labels"].setVisible((wide or marked > 0) and bool(self.lines.numbers))
        self.feet["export"].setVisible(wide and bool(self.lines.numbers))
        self.count.setVisible(wide)

    # What a person does

    def offer(self, words: str, undo: Callable[[], object] | None, icon: str = "check") -> None:
        """Say what was done, over the last lines; with `undo` it can be taken back."""
        self.toast.offer(words, undo, icon=icon)
        self.toast.raise_()

    def choose(self, only: "Only") -> None:
        """Show only these."""
        self._only = only
        self.chips[only].setChecked(True)
        self.reload()

    @property
    def only(self) -> "Only":
        """Which chip is on."""
        return self._only

    def _searched(self, _typed: str) -> None:
        self.reload(count=False)

    def _begin_search(self, letters: str) -> None:
        self.search.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.field.setText(letters)

    def to_lines(self) -> None:
        """From the search to what was found."""
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def back(self) -> bool:
        """Esc: the marks, what was typed, then the chip."""
        if self.view.marks:
            self.view.unmark()
            return True
        if self.search.field.text():
            self.search.clear()
            self.reload()
            return True
        if self._only != "all":
            self.choose("all")
            return True
        return False
