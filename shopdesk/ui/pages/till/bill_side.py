"""The right side of the till: the bill, what was just undone, and the money; after a sale the change."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.core.cart import Cart
from shopdesk.ui import theme
from shopdesk.ui.pages.till.money_block import MoneyBlock
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.text import Plain, mnemonic_free

if TYPE_CHECKING:
    from shopdesk.ui.pages.till.after import AfterCard
    from shopdesk.ui.pages.till.lines import LinesView
    from shopdesk.ui.shell import Window
    from shopdesk.ui.widgets.toast import Toast

BILL, AFTER = 0, 1
EMPTY, LINES = 0, 1
# The buttons beside the heading; where there is no room they lose their words in this order.
EMPTIES, DISCOUNT, RECALL, HOLD, CUSTOMER = range(5)
LONGEST_NAME = 16


def _word(button: Button, worded: bool) -> None:
    """A button of the head with its words, or with the picture alone; its name stays."""
    words = mnemonic_free(button.accessibleName()) if worded else ""
    if button.text() != words:
        button.setText(words)
        button.set_icon(button.property("symbol"), "text2")


class BillSide(QFrame):
    """`pay` opens the pay sheet on a tab, `give` finishes with this cash; the buttons above do deeds of ui.keys.

    What an empty bill does not show is made when it is first asked for. `chose`, `stepped`, `opened` are the lines'.
    """

    chose = Signal(str)
    stepped = Signal(int)
    opened = Signal(str)

    def __init__(self, window: "Window", pay: Callable[[str], object], give: Callable[[int], object]) -> None:
        super().__init__()
        self.setProperty("kind", "side")
        self._win = window
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.heading = self._head()
        column.addWidget(self.heading)
        self._stack = QStackedWidget()
        self.money = MoneyBlock(pay, give)
        self._stack.addWidget(self._bill())
        column.addWidget(self._stack, 1)

    @cached_property
    def after(self) -> "AfterCard":
        """The change of the last sale."""
        from shopdesk.ui.pages.till.after import AfterCard

        card = AfterCard(lambda: self._stack.setCurrentIndex(BILL))
        self._stack.addWidget(card)
        return card

    @cached_property
    def lines(self) -> "LinesView":
        """The lines of the bill."""
        from shopdesk.ui.pages.till.lines import LinesView

        view = LinesView()
        for own, said in ((view.chose, self.chose), (view.stepped, self.stepped), (view.opened, self.opened)):
            own.connect(said)
        self._lines_stack.addWidget(view)
        return view

    @cached_property
    def toast(self) -> "Toast":
        """What was just done, to be taken back."""
        from shopdesk.ui.widgets.toast import Toast

        toast = Toast()
        self._paper.addWidget(toast)
        return toast

    def _has(self, part: str) -> bool:
        return part in self.__dict__

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("kind", "head")
        head.setFixedHeight(theme.px(63))
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.px(20), 0, theme.px(12), 0)
        row.setSpacing(0)
        self._title, self.number = Plain(_("This bill"), "h"), Plain("", "sub")
        row.addWidget(self._title)
        row.addSpacing(theme.px(8))
        row.addWidget(self.number)
        row.addStretch(1)
        self._head_row = row
        self._fitted: object = None
        return head

    @cached_property
    def _beside(self) -> tuple[Button, ...]:
        """Containers that come back, discount, recall, hold, and whose bill it is; only those that are of use now."""
        made = (
            self._button(_("Containers come back"), "package", "Ctrl+E", "empties"),
            self._button(_("Discount"), "discount", "Ctrl+D", "discount"),
            self._button(_("Recall"), "player-play", "Ctrl+R", "recall"),
            self._button(_("Hold"), "player-pause", "Ctrl+H", "hold"),
            self._button(_("Customer"), "user-plus", "F3", "customer"),
        )
        for button in (made[CUSTOMER], *made[DISCOUNT:CUSTOMER], made[EMPTIES]):
            button.setMinimumWidth(theme.px(44))
            button.hide()
            self._head_row.addWidget(button)
        return made

    def _button(self, words: str, icon: str, key: str, deed: str) -> Button:
        button = Button(words, "quiet", icon=icon, icon_color="text2", key=key, on=lambda: self._win.perform(deed))
        button.setProperty("symbol", icon)
        return button

    def _bill(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        self.paper = QWidget()
        self._paper = paper = QVBoxLayout(self.paper)
        paper.setContentsMargins(theme.px(10), theme.px(6), theme.px(10), 0)
        paper.setSpacing(theme.px(6))
        self._lines_stack = QStackedWidget()
        self._lines_stack.addWidget(Empty("basket", _("The bill is empty"), _("Scan, or tap the goods.")))
        paper.addWidget(self._lines_stack, 1)
        self.today = Plain("", "sub")
        self.today.setAlignment(theme.CENTER)
        paper.addWidget(self.today)
        column.addWidget(self.paper, 1)
        column.addWidget(self.money)
        return side

    def show_cart(self, cart: Cart, chosen: str, waiting: frozenset[str]) -> None:
        """Show the lines; where there are none, what there is to do, or the change of the last sale."""
        lines = cart.lines
        if lines or self._has("lines"):
            self.lines.show_cart(lines, chosen, waiting)
        self._lines_stack.setCurrentIndex(LINES if lines else EMPTY)
        self.today.setVisible(not lines and bool(self.today.text()))
        paid = self._has("after") and self.after.sold is not None
        self._stack.setCurrentIndex(AFTER if paid and not lines else BILL)
        if lines or self._has("_beside"):
            for button in (self._beside[DISCOUNT], self._beside[HOLD]):
                button.setVisible(bool(lines))
            self._beside[CUSTOMER].setVisible(bool(lines) or cart.customer is not None)
        self._fit_head()

    def show_customer(self, name: str) -> None:
        """Whose bill it is, in place of its usual heading; empty for anybody's."""
        shown = name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME].rstrip()}…"
        self._title.show_text(shown or _("This bill"))
        if name or self._has("_beside"):
            button = self._beside[CUSTOMER]
            button.setProperty("symbol", "user" if name else "user-plus")
            button.set_icon(button.property("symbol"), "text2")
            button.setVisible(bool(name) or self._beside[DISCOUNT].isVisibleTo(self))
        self._fit_head()

    def _fit_head(self) -> None:
        """The bill's name and number are always read; where there is no room, buttons keep only their pictures."""
        shown = [button for button in self._beside if button.isVisibleTo(self)] if self._has("_beside") else []
        now = (self.width(), self.number.text(), self._title.text(), shown)
        if now == self._fitted:
            return
        self._fitted = now
        heading = self._title.sizeHint().width() + self.number.sizeHint().width()
        for bare in range(len(shown) + 1):
            for place, button in enumerate(shown):
                _word(button, place >= bare)
            if heading + sum(button.sizeHint().width() for button in shown) + theme.px(44) <= self.width():
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The head is fitted to the new width."""
        super().resizeEvent(event)
        self._fit_head()

    def show_held(self, held: int, *, empties: bool = False) -> None:
        """How many bills wait, and whether containers can come back."""
        if held or empties or self._has("_beside"):
            self._beside[RECALL].setVisible(held > 0)
            self._beside[EMPTIES].setVisible(empties)
            self._fit_head()

    def show_number(self, words: str) -> None:
        """The number the bill will have, `#0142`."""
        self.number.show_text(words)
        self._fit_head()

    def show_today(self, words: str) -> None:
        """What was sold today, under an empty bill."""
        self.today.show_text(words)
        self.today.setVisible(bool(words) and self._lines_stack.currentIndex() == EMPTY)
