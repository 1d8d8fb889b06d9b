"""The left side of the till: the chips of the categories over the tiles, or what to do where there are none."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.till.chips import Chips
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.strip import Empty

if TYPE_CHECKING:
    from shopdesk.shop.goods import Goods
    from shopdesk.ui.pages.till.tiles import TileGrid
    from shopdesk.ui.shell import Window


class Shelf(QWidget):
    """`chosen` gets the category of a chip, `taken` and `asked` the goods of a tap and of a right click."""

    def __init__(
        self,
        window: "Window",
        chosen: Callable[[int | None], object],
        taken: Callable[["Goods"], object],
        asked: Callable[["Goods"], object],
    ) -> None:
        super().__init__()
        self._win, self._chosen, self._taken, self._asked = window, chosen, taken, asked
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        self._row = QWidget()
        self._row.setFixedHeight(theme.px(50))
        column.addWidget(self._row)
        area = QWidget()
        self._stack = QStackedLayout(area)
        self._stack.addWidget(QWidget())
        self._instead: dict[bool, Empty] = {}
        column.addWidget(area, 1)

    @cached_property
    def chips(self) -> Chips:
        """The categories, in the place kept for them."""
        chips = Chips(self._chosen)
        row = QHBoxLayout(self._row)
        row.setContentsMargins(theme.px(6), theme.px(6), theme.px(20), 0)
        row.addWidget(chips)
        return chips

    @cached_property
    def grid(self) -> "TileGrid":
        """The tiles."""
        from shopdesk.ui.pages.till.tiles import TileGrid

        grid = TileGrid(self._win.photos)
        grid.taken.connect(self._taken)
        grid.asked.connect(self._asked)
        self._stack.addWidget(grid)
        return grid

    def show_bill(self, in_bill: dict[int, str]) -> None:
        """Show how much of each tile is on the bill."""
        if in_bill or "grid" in self.__dict__:
            self.grid.tiles.show_bill(in_bill)

    def _empty(self, narrowed: bool) -> Empty:
        """What stands instead of tiles, made when it is first needed."""
        if narrowed not in self._instead:
            self._instead[narrowed] = self._nothing_found() if narrowed else self._no_goods()
            self._stack.addWidget(self._instead[narrowed])
        return self._instead[narrowed]

    @staticmethod
    def _nothing_found() -> Empty:
        return Empty("search", _("Nothing found."), _("Try another word, or scan the barcode."))

    def _no_goods(self) -> Empty:
        buttons = []
        if self._win.has("products"):
            buttons.append(Button(_("Bring in from a file"), icon="file-import", on=lambda: self._win.go("importing")))
        return Empty("barcode", _("No goods yet."), _("Scan the first thing to sell it."), tuple(buttons))

    def show_goods(self, found: "list[Goods]", *, narrowed: bool) -> None:
        """Show these tiles; `narrowed` says that only some of the goods were asked for."""
        self.grid.tiles.show_goods(found)
        self._win.photos.want([goods.photo for goods in found])
        self._stack.setCurrentWidget(self.grid if found else self._empty(narrowed))
        if narrowed:
            self.grid.scrollToTop()
