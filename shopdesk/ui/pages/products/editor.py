"""One goods, all of it on one page: what it needs first, the rest when there is time."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.products import several
from shopdesk.ui.pages.products.form import Asked, Form
from shopdesk.ui.pages.till.tiles import TileGrid
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.shop.goods import Draft, Goods
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.pages.products.page import ProductsPage
    from shopdesk.ui.shell import Window

SIDE = 252
LOOK_AFTER_MS = 120


class Editor(QWidget):
    """`saved(goods, before)` after it was stored (`before` None for new goods), `closed()` when it is left."""

    def __init__(
        self,
        page: "ProductsPage",
        saved: "Callable[[Goods, Draft | None], object]",
        closed: Callable[[], object],
    ) -> None:
        super().__init__()
        self.win: Window = page.win
        self._merge: Callable[[int, int], object] = lambda own, other: several.merge(page, own, other)
        self._saved, self._closed = saved, closed
        self.sale_unit: int | None = None
        self._before: Draft | None = None
        self._base: Draft | None = None
        self._opened: Draft | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addLayout(self._head())
        middle = QHBoxLayout()
        middle.setSpacing(theme.px(16))
        self.form = Form(self.win, Asked(self._look_soon, self._code_came, self._make_code, page.refuse))
        self.form.name.returnPressed.connect(self.form.price.setFocus)
        self.form.price.returnPressed.connect(self.save)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.form)
        middle.addWidget(self.area, 1)
        middle.addWidget(self._side())
        column.addLayout(middle, 1)
        self._timer = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._timer.timeout.connect(self.look)

    # Building

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        back = Button(_("Goods"), "quiet", icon="arrow-left", key="Esc", on=lambda: self._closed())
        self.title = Elided("", "title")
        row.addWidget(back)
        row.addWidget(self.title, 1)
        self.save_button = Button(
            _("Save"), "primary", icon="check", icon_color="on_primary", key="Ctrl+S", on=self.save
        )
        row.addWidget(self.save_button)
        self.bar = self.win.top_bar()
        row.addWidget(self.bar)
        return row

    def _side(self) -> QFrame:
        self.side = QFrame()
        self.side.setProperty("kind", "plain")
        self.side.setFixedWidth(theme.px(SIDE))
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, theme.px(4), 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(Plain(_("How it looks at the till"), "label"))
        self.tile = TileGrid(self.win.photos)
        self.tile.setFixedHeight(theme.px(182))
        self.tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tile.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tile.setAccessibleName(_("How it looks at the till"))
        column.addWidget(self.tile)
        hint = Plain(_("Name and price are enough to sell it."), "cap", wrap=True)
        column.addWidget(hint)
        column.addStretch(1)
        return self.side

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the fields need the room."""
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= theme.px(820))
        self.bar.narrow(self.window().width() < theme.px(1280))

    # Opening

    def open_new(self, code: str = "") -> None:
        """New goods, with the barcode that was scanned; what a catalogue knows of it is filled in."""
        from shopdesk.shop import catalogue
        from shopdesk.shop.goods import Draft

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            known = catalogue.known(desk, code) if code else None
        self._show(None, known or Draft("", codes=(code,) if code else ()), Draft(""))

    def open_goods(self, sale_unit: int) -> None:
        """The goods of this sale unit; raises NotFound."""
        from shopdesk.shop import editing

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            draft = editing.opened(desk, sale_unit)
        self._show(sale_unit, draft, draft)

    def _show(self, sale_unit: int | None, draft: "Draft", base: "Draft") -> None:
        from shopdesk.shop import settings, shelf

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            self.form.offer_categories(shelf.category_names(desk))
            self.form.show_vat(settings.get(desk, "vat.registered"))
        self.sale_unit, self._base = sale_unit, base
        self._before = draft if sale_unit is not None else None
        self.title.show_text(draft.name if sale_unit is not None else _("New goods"))
        self.form.facets.show_goods(sale_unit or 0)
        self.form.unfold()
        self.form.show_draft(draft)
        any(self._say_others(code) for code in draft.codes)
        self._opened = self.form.read(base)[0]
        self.area.verticalScrollBar().setValue(0)
        self.look()
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def changed(self) -> bool:
        """Whether anything was typed that is not stored."""
        assert self._base is not None
        return self.form.read(self._base)[0] != self._opened

    def kept(self) -> "tuple[int | None, Draft, Draft | None]":
        """What was typed, to be opened again with `go_on`."""
        assert self._base is not None
        return self.sale_unit, self.form.read(self._base)[0], self._before

    def go_on(self, kept: "tuple[int | None, Draft, Draft | None]") -> None:
        """Open what `kept` answered."""
        from shopdesk.shop.goods import Draft

        sale_unit, draft, before = kept
        base = before or Draft("")
        self._show(sale_unit, base, base)
        self.form.show_draft(draft)
        self._before = before
        self.look()

    # Deeds

    def save(self) -> None:
        """Store it, or say beside the fields what is wrong."""
        from shopdesk.shop import editing

        assert self._base is not None
        draft, wrong = self.form.read(self._base)
        if not self.form.show_problems({**editing.problems(draft), **wrong}):
            before = self._before
            if before is not None and draft.stock is None:
                before = replace(before, stock=None)
            self.win.attempt(lambda approver: self._store(draft, approver), lambda goods: self._saved(goods, before))

    def _store(self, draft: "Draft", approver: "Actor | None") -> "Goods":
        from shopdesk.shop import editing

        assert self.win.office is not None
        with self.win.office.writing(self.win.actor, approver) as desk:
            return editing.store(desk, draft, self.sale_unit)

    def scanned(self, code: str) -> None:
        """A barcode of these goods."""
        self.form.codes.add(code)

    def _code_came(self, code: str) -> None:
        """Say where another goods has this barcode."""
        if self._say_others(code):
            self.win.sounds.play("attention")
        else:
            self.form.codes.say("")

    def _say_others(self, code: str) -> bool:
        from shopdesk.shop import editing

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            others = editing.others_with(desk, code, self.sale_unit)
        if others:
            words = _("{name} has this barcode too.").format(name=others[0].name)
            own, number = self.sale_unit, others[0].sale_unit
            merge = None if own is None else lambda: self._merge(own, number)
            self.form.codes.say(words, "accent", lambda: self.open_goods(number), merge)
        return bool(others)

    def _make_code(self) -> None:
        self.win.attempt(lambda _approver: self._new_code(), self.form.codes.add)

    def _new_code(self) -> str:
        from shopdesk.shop import editing

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            return editing.new_code(desk, self.form.codes.codes())

    def _look_soon(self) -> None:
        self._timer.start()

    def look(self) -> None:
        """Show the tile as it will be."""
        from shopdesk.shop import editing

        if self._base is None or self.win.office is None:
            return
        draft, _wrong = self.form.read(self._base)
        with self.win.office.reading(self.win.actor) as desk:
            goods = editing.looks(desk, draft, self._before, self.sale_unit)
        self.tile.tiles.show_goods([goods])
