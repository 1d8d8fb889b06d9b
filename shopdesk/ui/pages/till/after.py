"""After a sale: the change, large, with the notes and coins to give, until the next scan or for twenty seconds."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.core.cart import UNDO_SECONDS
from shopdesk.core.documents import short_number
from shopdesk.ui import icons, theme
from shopdesk.ui.widgets.amounts import Amount
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.notes import ChangeRow
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.shop.selling import Sold

SECONDS = 20
BESIDE = 520


class AfterCard(QFrame):
    """What to give back. `undo` and `print_` are called with the sale; None hides the button."""

    def __init__(self, gone: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self.sold: Sold | None = None
        self._gone = gone
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        self._column.setSpacing(theme.px(10))
        self._content: QWidget | None = None
        self._turned: list[QBoxLayout] = []
        self._deeds: QWidget | None = None
        self._timer = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._timer.timeout.connect(self.clear)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._count_down)
        self._left = 0
        self.undo_button: Button | None = None
        self.change = Amount(46, color="primary_soft_text")

    def show_sold(
        self, sold: "Sold", undo: "Callable[[Sold], object] | None", print_: "Callable[[Sold], object] | None"
    ) -> None:
        """Show a finished sale."""
        self.sold = sold
        self._replace(self._made(sold, undo, print_))
        self._timer.start()
        self._left = UNDO_SECONDS
        if undo is not None:
            self._tick.start()
            self._name_undo()

    def _replace(self, content: QWidget) -> None:
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.deleteLater()
        self._content = content
        self._column.addWidget(content)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is wide it is low: things stand side by side."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        wide = self.width() >= theme.px(BESIDE)
        for layout in self._turned:
            layout.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        if self._deeds is not None:
            (self._head if wide else self._foot).addWidget(self._deeds)

    def _made(
        self, sold: "Sold", undo: "Callable[[Sold], object] | None", print_: "Callable[[Sold], object] | None"
    ) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        self._turned, self._head, self._foot = [], QHBoxLayout(), QVBoxLayout()
        tick = Plain()
        tick.setPixmap(icons.pixmap("circle-check", theme.tokens().primary, theme.px(28), self.devicePixelRatioF(), 2))
        self._head.addWidget(tick)
        self._head.addWidget(Elided(_("Sold, bill {number}").format(number=short_number(sold.number)), "h"), 1)
        column.addLayout(self._head)
        column.addWidget(self._given(sold) if sold.cash or sold.change else self._transferred(sold))
        column.addStretch(1)
        column.addLayout(self._foot)
        self._deeds = self._buttons(sold, undo, print_)
        return content

    def _buttons(
        self, sold: "Sold", undo: "Callable[[Sold], object] | None", print_: "Callable[[Sold], object] | None"
    ) -> QWidget:
        whole = QWidget()
        deeds = self._turning(whole)
        if print_ is not None:
            printing = print_
            deeds.addWidget(Button(_("Print the receipt"), icon="printer", key="Ctrl+P", on=lambda: printing(sold)))
        self.undo_button = None
        if undo is not None:
            taking_back = undo
            self.undo_button = Button(" ", icon="arrow-back-up", key="Ctrl+Z", on=lambda: taking_back(sold))
            deeds.addWidget(self.undo_button)
        return whole

    def _turning(self, whole: QWidget) -> QBoxLayout:
        layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(10))
        self._turned.append(layout)
        return layout

    def _given(self, sold: "Sold") -> QWidget:
        """The change to give, and what was received."""
        self.change = Amount(64, color="primary_soft_text" if sold.change else "text2")
        self.change.set_amount(sold.change)
        pieces = ChangeRow()
        pieces.show_change(sold.change)
        said = _("Received {paid} of {total}").format(
            paid=money.text(sold.paid - sold.signed), total=money.text(sold.total + sold.rounding)
        )
        if sold.signed:
            said = f"{said} · {_('On credit')} {money.text(sold.signed)}"
        box = QWidget()
        halves = self._turning(box)
        given = QWidget()
        beside = self._turning(given)
        beside.addWidget(Plain(_("Change"), "label"))
        beside.addWidget(self.change, 1)
        halves.addWidget(given, 1)
        halves.addWidget(_stacked(pieces, Plain(said, "sub")), 1)
        return box

    def _transferred(self, sold: "Sold") -> QWidget:
        """No cash took part, so there is no change to speak of."""
        self.change = Amount(64, color="primary_soft_text")
        self.change.set_amount(sold.paid)
        words = _("Written in the book") if sold.signed == sold.paid else _("Paid without cash")
        return _stacked(Plain(words, "label"), self.change)

    def _count_down(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._tick.stop()
            if self.undo_button is not None:
                self.undo_button.hide()
        self._name_undo()

    def _name_undo(self) -> None:
        if self.undo_button is not None:
            self.undo_button.say(_("Undo this bill ({seconds} s)").format(seconds=self._left))

    def can_undo(self) -> bool:
        """Whether the ten seconds still run."""
        return self.sold is not None and self._tick.isActive()

    def clear(self) -> None:
        """Nothing was sold just now."""
        if self.sold is not None:
            self.sold = None
            self._timer.stop()
            self._tick.stop()
            self._gone()


def _stacked(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(10))
    for widget in widgets:
        column.addWidget(widget)
    return box
