"""A panel inside the window that dims the rest. Esc closes it; it never blocks the program as a dialog would."""

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import keys, theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.focus import MARGIN as RING
from shopdesk.ui.widgets.strip import Strip
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.ui.shell import Window

DOUBLE_KEY = 0.4
EDGE, BETWEEN = 20, 12


class Sheet(QFrame):
    """Make a subclass, fill `body` (a column) and `buttons` (a row below), then `window.open(sheet)`.

    `strip` shows refusals. `finish(result)` closes it and emits `done(result)`; Esc closes it with None, which
    `answered` leaves out. `first` is the widget that gets the keyboard. `deeds` answers keys as a page's does.
    """

    done = Signal(object)
    where = keys.EVERYWHERE
    """Whose keys of ui.keys hold while it is open."""
    keeps_typing = False
    """Whether one Esc does not throw away what was typed into its fields."""

    def __init__(self, title: str, *, width: int = 560, height: int = 0) -> None:
        super().__init__()
        self.setProperty("kind", "sheet")
        self.setAccessibleName(title)
        self.wanted = (width, height)
        self.first: QWidget | None = None
        self.window_: Window | None = None
        self.painted = self._warned = False
        self._stood: list[str] = []
        self._opened_at = 0.0
        whole = QVBoxLayout(self)
        # The ring of the keyboard stands around a control, also around one at the edge of what scrolls.
        whole.setContentsMargins(*[theme.px(EDGE) - RING] * 4)
        whole.setSpacing(theme.px(BETWEEN) - RING)
        self._put_head(whole, title)
        self._put_body(whole)
        self.strip = Strip(reserve=False)
        inset = QHBoxLayout()
        inset.setContentsMargins(RING, 0, RING, 0)
        inset.addWidget(self.strip)
        whole.addLayout(inset)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.px(10))
        self.buttons.setContentsMargins(*[RING] * 4)
        whole.addLayout(self.buttons)

    def _put_head(self, whole: QVBoxLayout, title: str) -> None:
        self.head = QHBoxLayout()
        self.head.setContentsMargins(RING, RING, RING, 0)
        self.heading = Elided(title, "title")
        self.heading.setMinimumHeight(theme.px(36))
        self.head.addWidget(self.heading, 1)
        self._closer = Button("", "icon", icon="x", name=_("Close"), key="Esc", on=lambda: self.finish(None))
        self.head.addWidget(self._closer)
        whole.addLayout(self.head)

    def _put_body(self, whole: QVBoxLayout) -> None:
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(*[RING] * 4)
        self.body.setSpacing(theme.px(10))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._content)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole.addWidget(self._scroll, 1)

    def opened(self, window: "Window") -> None:
        """Called once the sheet stands in its window; `window_` is set."""

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """What keys do while this sheet is open: names of ui.keys -> what to call."""
        return {}

    def scanned(self, code: str) -> None:
        """A barcode came in while this sheet was open; by default it is told that the sheet must be finished first."""
        self.strip.say(_("Finish this first, then scan again."), tone="accent", seconds=6)

    def answered(self, act: "Callable[[Any], object]") -> "Sheet":
        """Call `act(result)` when it is finished with a result; answers the sheet."""
        self.done.connect(lambda result: None if result is None else act(result))
        return self

    def unkept(self) -> bool:
        """Whether something was typed that closing would throw away."""
        return self.keeps_typing and self._written() != self._stood

    def _written(self) -> list[str]:
        fields = cast("list[QLineEdit]", self._content.findChildren(QLineEdit))
        return [field.text() for field in fields]

    def finish(self, result: object) -> None:
        """Close the sheet and hand its result to whoever opened it; what was typed is not thrown away by one Esc."""
        if result is None and not self._warned and self.unkept():
            self._warned = True
            self.strip.say(_("This is not kept yet."), _("Close once more to throw it away."), tone="accent")
            return
        if self.window_ is not None:
            self.window_.close_sheet(self)
        self.done.emit(result)

    def ready(self) -> bool:
        """Whether a person can have seen it: painted, and open for 400 ms; a double press is not meant."""
        assert self.window_ is not None
        return self.painted and self.window_.monotonic() - self._opened_at >= DOUBLE_KEY

    def stand(self, window: "Window") -> None:
        """Called by the window that opens it."""
        self.window_, self._opened_at = window, window.monotonic()
        self.opened(window)
        self._stood = self._written()
        target = self.first or self._first_field()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_field(self) -> QWidget | None:
        return next((w for w in order_of_tab(self) if w is not self._closer), None)

    def fitting_height(self, width: int) -> int:
        """The height that shows all of it, at this width."""
        margins = theme.px(EDGE) * 2 + theme.px(BETWEEN) * 3 - RING * 2
        content = self._content.layout()
        assert content is not None
        inner = width - 2 * (theme.px(EDGE) - RING)
        need = content.heightForWidth(inner) if content.hasHeightForWidth() else content.sizeHint().height()
        need = max(need, content.minimumSize().height())
        return need + theme.px(44) + self.buttons.sizeHint().height() + margins + self.strip_height()

    def strip_height(self) -> int:
        """What the strip takes while it speaks."""
        return 0 if self.strip.isHidden() else self.strip.height() + theme.px(BETWEEN) - RING

    def refit(self) -> None:
        """Its content became longer or shorter: take the height it needs now."""
        above = self.parentWidget()
        if isinstance(above, Dim):
            above.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """From the first painting on, a person can see it."""
        super().paintEvent(event)
        self.painted = True


def order_of_tab(root: QWidget) -> list[QWidget]:
    """Everything inside that Tab reaches, in that order."""
    found, widget = [], root.nextInFocusChain()
    while widget is not None and widget is not root:
        if root.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return [widget for widget in found if widget.isVisibleTo(root)]


class Dim(QWidget):
    """The shade over the window with one sheet in its middle; Tab stays inside."""

    def __init__(self, parent: QWidget, sheet: Sheet) -> None:
        super().__init__(parent)
        self.sheet = sheet
        sheet.setParent(self)
        self.setGeometry(parent.rect())
        self._under = parent
        parent.installEventFilter(self)
        sheet.strip.installEventFilter(self)
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the window's size, and make room when the strip speaks."""
        if event.type() == QEvent.Type.Resize and watched is self._under:
            self.setGeometry(self._under.rect())
        elif event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent) and watched is self.sheet.strip:
            self.place()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sheet in the middle."""
        super().resizeEvent(event)
        self.place()

    def place(self) -> None:
        """Put the sheet in the middle, as high as it needs to be."""
        wide, tall = self.sheet.wanted
        edge = theme.px(12)
        width = min(theme.px(wide), self.width() - 2 * edge)
        height = theme.px(tall) if tall else self.sheet.fitting_height(width)
        height = min(max(height, self.sheet.fitting_height(width)), self.height() - 2 * edge)
        self.sheet.setGeometry((self.width() - width) // 2, (self.height() - height) // 2, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shade."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 150 if theme.tokens().dark else 110))
        painter.end()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside the sheet."""
        order = order_of_tab(self.sheet)
        if not order:
            return True
        now = QApplication.focusWidget()
        place = order.index(now) + (1 if forward else -1) if now in order else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        order[place % len(order)].setFocus(reason)
        return True
