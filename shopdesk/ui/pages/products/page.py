"""Goods: the list, and one of them opened."""

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.page import Page
from shopdesk.ui.pages.products import several
from shopdesk.ui.pages.products.editor import Editor
from shopdesk.ui.pages.products.list_pane import ListPane
from shopdesk.ui.pages.products.made import MarkdownsSheet
from shopdesk.ui.pages.products.shelf_model import PRICE
from shopdesk.ui.pages.till.counter import code_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.base.errors import ShopError
    from shopdesk.shop.goods import Draft, Goods
    from shopdesk.shop.rights import Actor
    from shopdesk.shop.shelf import Row
    from shopdesk.ui.pages.labels.page import LabelsPage
    from shopdesk.ui.shell import Window


class ProductsPage(Page):
    """Every change can be taken back with Ctrl+Z."""

    name = "products"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(12))
        whole.setSpacing(theme.px(8))
        self.list = ListPane(self, lambda name: self._acts[name]())
        self._editor: Editor | None = None
        self._warned = False
        self._stack = QStackedLayout()
        whole.addLayout(self._stack, 1)
        self._stack.addWidget(self.list)
        self.strip.setParent(self)
        self._acts: dict[str, Callable[[], object]] = {
            "new": self.open_new,
            "edit": self._edit,
            "remove": self.remove,
            "back": self.sell_again,
            "import": lambda: window.go("importing"),
            "export": lambda: window.go("importing").export(),  # type: ignore[attr-defined]  # that page has it
            "labels": self._labels,
            "several": lambda: several.change_several(self),
            "starter": lambda: window.go("importing").take_starter(),  # type: ignore[attr-defined]  # that page has it
        }
        self.list.view.opened.connect(lambda line: self.open_goods(line.sale_unit))
        self.list.view.changed.connect(self._typed_over)
        window.bus.data_ready.connect(self.enter)
        window.bus.goods_changed.connect(self._goods_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The strip lies over the last lines, so that nothing moves."""
        super().resizeEvent(event)
        edge, high = theme.px(32), self.strip.height()
        self.strip.setGeometry(edge, self.height() - theme.px(86) - high, self.width() - 2 * edge, high)
        self.strip.raise_()

    # The window's hooks

    @property
    def editing(self) -> bool:
        """Whether goods are open."""
        return self._editor is not None and self._stack.currentWidget() is self._editor

    @property
    def editor(self) -> Editor:
        """The page of one goods, made when it is first needed."""
        if self._editor is None:
            self._editor = Editor(self, self._saved, self.close_editor)
            self._stack.addWidget(self._editor)
        return self._editor

    def enter(self) -> None:
        """Read the list as it is now."""
        if self.win.office is not None and not self.editing:
            self.list.reload()
            self.list.to_lines()
            if not self._warned:
                self._warned = True
                several.warn_of_certificates(self)

    def _goods_changed(self) -> None:
        if self.isVisible():
            self.list.reload()

    def back(self) -> bool:
        """Esc: out of the goods, else out of the search."""
        if self.editing:
            self.close_editor()
            return True
        return self.list.back()

    def scanned(self, code: str) -> bool:
        """In the editor a barcode of these goods; in the list it finds goods, or begins new ones."""
        if self.win.office is None:
            return False
        if self.editing:
            self.editor.scanned(code)
        else:
            self.win.attempt(lambda _approver: self._find(code))
        return True

    def _find(self, code: str) -> None:
        from shopdesk.shop import goods

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            scan, found = goods.scan(desk, code)
        if found:
            self.open_goods(found[0].sale_unit)
        else:
            self.win.sounds.play("unknown")
            self.open_new(code_of(scan, code))

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """What the keys do here."""
        find = {"find": self._to_search, "undo": self.list.toast.undo}
        if self.editing:
            return {"save": self.editor.save}
        return {**find, "search": self._to_search, "edit": self.list.view.edit_current, "new": self.open_new,
                "remove": self.remove}  # fmt: skip

    def offers(self) -> "list[tuple[str, Callable[[], object]]]":
        """Import, export, starter set."""
        return [
            (_("Bring in from a file"), self._acts["import"]),
            (_("Save to a file"), self._acts["export"]),
            (_("Labels"), self._acts["labels"]),
            (_("Less before the last day"), lambda: self.win.open(MarkdownsSheet(self.win))),
            (_("Take the starter set"), self._acts["starter"]),
        ]

    def help(self) -> list[str]:
        """How the page works."""
        return [
            _("Tap a price or what is left twice, type, press Enter."),
            _("The ↓ key keeps it and goes to the next line."),
            _("Scan a barcode to open its goods, or to begin new ones."),
            _("Goods taken off come back with Ctrl+Z, or under “Off the list”."),
            _("Space, or a tap on the picture, marks goods to change several."),
        ]

    def regions(self) -> list[QWidget]:
        """Search, chips, lines; in the editor its fields."""
        if self.editing:
            return [self.editor.form.name, self.editor.form.codes.field, self.editor.save_button]
        return [self.list.search.field, self.list.chips["all"], self.list.view, self.list.new]

    def keep(self) -> object:
        """Search, chip, and what was typed in the editor."""
        opened = self.editor.kept() if self.editing else None
        return self.list.search.field.text(), self.list.only, opened

    def restore(self, kept: Any) -> None:
        """Go on with them."""
        text, only, opened = kept
        self.list.search.field.setText(text)
        self.list.choose(only)
        if opened is not None:
            self.editor.go_on(opened)
            self._stack.setCurrentWidget(self.editor)

    # Opening and leaving goods

    def open_new(self, code: str = "") -> None:
        """New goods."""
        if self.win.office is not None:
            self.strip.clear()
            self._stack.setCurrentWidget(self.editor)
            self.editor.open_new(code)

    def open_goods(self, sale_unit: int) -> None:
        """These goods; says so where they are no longer there."""
        self.strip.clear()
        if self.win.attempt(lambda _approver: self.editor.open_goods(sale_unit)):
            self._stack.setCurrentWidget(self.editor)
            self.editor.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit(self) -> None:
        line = self.list.view.current()
        if line is not None:
            self.open_goods(line.sale_unit)

    def close_editor(self) -> None:
        """Back to the list; what was typed and not stored can be had again."""
        kept = self.editor.kept() if self.editor.changed() else None
        self.show_list(self.editor.sale_unit)
        if kept is not None:
            self.list.offer(_("Not saved."), lambda: self._again(kept), icon="pencil")

    def _again(self, kept: "tuple[int | None, Draft, Draft | None]") -> None:
        self._stack.setCurrentWidget(self.editor)
        self.editor.go_on(kept)

    def show_list(self, sale_unit: int | None) -> None:
        """Out of the goods to the list, at the line of these."""
        self.strip.clear()
        self._stack.setCurrentWidget(self.list)
        self.list.reload(sale_unit)
        self.list.to_lines()

    def _saved(self, goods: "Goods", before: "Draft | None") -> None:
        self.show_list(goods.sale_unit)
        self.list.offer(_("{name} is saved.").format(name=goods.name), lambda: self._unsave(goods.sale_unit, before))
        self.win.bus.goods_changed.emit()

    def _unsave(self, sale_unit: int, before: "Draft | None") -> None:
        from shopdesk.shop import editing, goods

        if before is None:
            self.do(lambda desk: goods.put_away(desk, sale_unit))
        else:
            self.do(lambda desk: editing.store(desk, before, sale_unit))

    def refuse(self, error: "ShopError") -> None:
        """Say it over the last lines."""
        super().refuse(error)
        self.strip.raise_()

    # Deeds of the list

    def do(self, deed: "Callable[[Any], object]", words: str = "", undo: "Callable[[], object] | None" = None) -> None:
        """One deed of the shop; what was done is said, and can be taken back."""

        def attempt(approver: "Actor | None") -> None:
            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                deed(desk)

        def done(_answer: None) -> None:
            self.strip.clear()
            self.win.bus.goods_changed.emit()
            if words:
                self.list.offer(words, undo)

        self.win.attempt(attempt, done)

    def _typed_over(self, line: "Row", column: int, value: Any) -> None:
        """A price or a count was typed in the list."""
        from shopdesk.shop import goods, shelf

        if column == PRICE:
            words = _("New price for {name}").format(name=line.name)
            self.do(
                lambda desk: goods.set_price(desk, line.sale_unit, value), words,
                lambda: self.do(lambda desk: goods.set_price(desk, line.sale_unit, line.price)),
            )  # fmt: skip
        else:
            words = _("Counted: {name}").format(name=line.name)
            self.do(
                lambda desk: shelf.set_left(desk, line.sale_unit, value), words,
                lambda: self.do(lambda desk: shelf.set_left(desk, line.sale_unit, max(line.left or 0, 0))),
            )  # fmt: skip

    def sell_again(self) -> None:
        """Goods that were put away are on the list again; what had become one is two again."""
        from shopdesk.shop import goods, merging

        line = self.list.view.current()
        if line is not None:
            words = _("{name} is on the list again.").format(name=line.name)
            self.do(
                lambda desk: merging.bring_back(desk, line.sale_unit), words,
                lambda: self.do(lambda desk: goods.put_away(desk, line.sale_unit)),
            )  # fmt: skip

    def remove(self) -> None:
        """Take the goods of the line off the list; Ctrl+Z brings them back."""
        from shopdesk.shop import goods

        line = self.list.view.current()
        if line is not None and self.list.only != "away":
            words = _("{name} is off the list.").format(name=line.name)
            self.do(
                lambda desk: goods.put_away(desk, line.sale_unit), words,
                lambda: self.do(lambda desk: goods.bring_back(desk, line.sale_unit)),
            )  # fmt: skip

    def _labels(self) -> None:
        """To the labels, with the marked goods."""
        from shopdesk.shop import goods

        page = cast("LabelsPage", self.win.go("labels"))
        if self.list.view.marks and self.win.office is not None:
            with self.win.office.reading(self.win.actor) as desk:
                for one in goods.by_ids(desk, self.list.view.marked()):
                    page.add(one)
            self.list.view.unmark()

    def _to_search(self) -> None:
        self.list.search.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.field.selectAll()
