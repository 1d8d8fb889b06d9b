"""Four bubbles for whoever sells here for the first time: where to scan, tap, take money and close. Selling goes on."""

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base import machine
from shopdesk.base.errors import DatabaseProblem
from shopdesk.base.i18n import N_, _
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.ui.pages.till.page import TillPage

WIDTH, POINTER, EDGE = 330, 12, 8
STEPS = (
    N_("Scan the goods here, or type a name."),
    N_("No barcode? Tap the picture."),
    N_("That is all? Take the money here."),
    N_("In the evening close the shop here."),
)


def place_of(page: "TillPage", step: int) -> QWidget:
    """What a bubble speaks of."""
    goods = page.shelf if page.shelf.isVisible() else page.turn
    places: tuple[QWidget, ...] = (page.field, goods, page.money.pay, page.win.rail.buttons["day"])
    return places[step]


class Ring(QWidget):
    """A line around what a bubble speaks of; fingers and mouse reach through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("focus"), 3))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), theme.px(14), theme.px(14))
        painter.end()


class Guide(QFrame):
    """One bubble after the other beside its place. It takes no keyboard, and goes when another screen is shown."""

    def __init__(self, page: "TillPage", gone: Callable[[], object]) -> None:
        whole = page.win.centralWidget()
        super().__init__(whole)
        self._page, self._whole, self._gone = page, whole, gone
        self.step = 0
        self._side, self._tip = "", QPoint()
        self.ring = Ring(whole)
        column = QVBoxLayout(self)
        inner = theme.px(POINTER)
        column.setContentsMargins(
            inner + theme.px(18), inner + theme.px(12), inner + theme.px(12), inner + theme.px(10)
        )
        column.setSpacing(theme.px(4))
        self.count, self.words = Plain("", "cap"), Plain("", "h", wrap=True)
        column.addWidget(self.count)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.addStretch(1)
        self.skip = Button(_("Skip"), "quiet", on=self.end)
        self.on = Button(_("Next"), "primary", on=self.next)
        for button in (self.skip, self.on):
            # A press leaves the keyboard, and with it the scanner, in the field of the till.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        column.addLayout(row)
        with contextlib.suppress(DatabaseProblem):  # It is shown again the next time, and no more.
            machine.write(page.win.data_dir, guided=True)
        whole.installEventFilter(self)
        page.installEventFilter(self)
        self._show()

    def next(self) -> None:
        """The next bubble; after the last one it is over."""
        if self.step + 1 == len(STEPS):
            self.end()
        else:
            self.step += 1
            self._show()

    def end(self) -> None:
        """It is over."""
        for watched in (self._whole, self._page):
            watched.removeEventFilter(self)
        for part in (self, self.ring):
            part.hide()
            part.deleteLater()
        self._gone()
        self._page.focus_field()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay beside its place when the window changes; end where another screen is shown."""
        if watched is self._page and event.type() == QEvent.Type.Hide:
            self.end()
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._page.win.later(0, self._place)
        return False

    def _show(self) -> None:
        self.count.show_text(_("{page} of {pages}").format(page=self.step + 1, pages=len(STEPS)))
        self.words.show_text(_(STEPS[self.step]))
        last = self.step + 1 == len(STEPS)
        self.on.say(_("Begin to sell") if last else _("Next"))
        self.skip.setVisible(not last)
        self._place()
        for part in (self.ring, self):
            part.show()
            part.raise_()

    def _place(self) -> None:
        """Below, left, right or above its place, wherever there is room; else in the middle of it."""
        of = place_of(self._page, self.step)
        place = QRect(of.mapTo(self._whole, QPoint(0, 0)), of.size()).intersected(self._whole.rect())
        self.ring.setGeometry(place.adjusted(-4, -4, 4, 4))
        width = theme.px(WIDTH + 2 * POINTER)
        layout = self.layout()
        assert layout is not None
        size = QRect(0, 0, width, max(layout.totalHeightForWidth(width), layout.minimumSize().height()))
        room = self._whole.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        for side, corner in _beside(place, size):
            box = size.translated(corner)
            box.moveLeft(max(room.left(), min(box.left(), room.right() - box.width())))
            box.moveTop(max(room.top(), min(box.top(), room.bottom() - box.height())))
            if side == "" or not box.adjusted(1, 1, -1, -1).intersects(place):
                self._side, self._tip = side, place.center() - box.topLeft()
                self.setGeometry(box)
                self.update()
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        """A box, and the corner that points to its place."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("focus"), 2))
        painter.setBrush(theme.color("surface"))
        inset = theme.px(POINTER)
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, theme.px(14), theme.px(14))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("focus"))
        painter.drawPolygon(_pointer(box, self._side, self._tip, inset))
        painter.end()


def _beside(place: QRect, size: QRect) -> list[tuple[str, QPoint]]:
    """Where a bubble may stand, best first: the side its corner points from, and its upper left."""
    middle = QPoint(place.center().x() - size.width() // 2, place.center().y() - size.height() // 2)
    return [
        ("top", QPoint(middle.x(), place.bottom() + 2)),
        ("right", QPoint(place.left() - size.width() - 2, middle.y())),
        ("left", QPoint(place.right() + 2, middle.y())),
        ("bottom", QPoint(middle.x(), place.top() - size.height() - 2)),
        ("", middle),
    ]


def _pointer(box: QRectF, side: str, tip: QPoint, size: int) -> QPolygonF:
    """The corner at a side of the box, as near to the middle of its place as the side is long."""
    along = 2 * size
    x = max(box.left() + along, min(float(tip.x()), box.right() - along))
    y = max(box.top() + along, min(float(tip.y()), box.bottom() - along))
    at = {
        "top": (QPointF(x - size, box.top()), QPointF(x, box.top() - size), QPointF(x + size, box.top())),
        "bottom": (QPointF(x - size, box.bottom()), QPointF(x, box.bottom() + size), QPointF(x + size, box.bottom())),
        "left": (QPointF(box.left(), y - size), QPointF(box.left() - size, y), QPointF(box.left(), y + size)),
        "right": (QPointF(box.right(), y - size), QPointF(box.right() + size, y), QPointF(box.right(), y + size)),
    }
    return QPolygonF(at.get(side, ()))
