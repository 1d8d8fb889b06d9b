"""A line of an order nobody knows: search the shop's goods and say which they are."""

from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.orders.doing import write
from shopdesk.ui.pages.stock.finder import Finder
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.goods import Goods
    from shopdesk.ui.shell import Window


class MatchSheet(Sheet):
    """Answers True once it is said."""

    def __init__(self, win: "Window", line: int, name: str) -> None:
        super().__init__(_("Which goods are these?"), width=720, height=560)
        self._win, self._line = win, line
        self.body.addWidget(Plain(_("There it is called: {name}").format(name=name), "strong", wrap=True))
        usual = Empty("search", _("Scan it, or type its name."), _("From then on its goods are kept for the order."))
        self.finder = Finder(win, usual)
        self.finder.stack.setMinimumHeight(theme.px(150))
        self.finder.chosen.connect(lambda goods, _qty: self.choose(goods))
        self.finder.unknown.connect(lambda _code: self.strip.say(_("Nothing found."), tone="accent", seconds=6))
        self.body.addWidget(self.finder.search)
        self.body.addWidget(self.finder.stack, 1)
        self.buttons.addWidget(Button(_("Not now"), key="Esc", on=lambda: self.finish(None)))
        self.first = self.finder.search.field

    def scanned(self, code: str) -> None:
        """The goods in the hand."""
        self.finder.scanned(code)

    def choose(self, goods: "Goods") -> None:
        """It is these."""
        from shopdesk.shop.online import intake

        write(self._win, lambda desk: intake.match(desk, self._line, goods.sale_unit), lambda _done: self._said())

    def _said(self) -> None:
        self._win.bus.goods_changed.emit()
        self.finish(True)
