"""This screen turned round to the customer: the code over the whole of it, and nothing else to be read."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.display.faces import QrFace
from shopdesk.ui.display.view import FaceView
from shopdesk.ui.widgets.buttons import Button

_BACK = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_F9}


class Turned(FaceView):
    """Lies over the window, which fills the screen meanwhile. Enter, Esc, F9 or a touch bring the sheet back."""

    def __init__(self, window: QMainWindow, face: QrFace, gone: Callable[[], object]) -> None:
        super().__init__(face, window)
        self._window, self._gone = window, gone
        self._before = window.windowState()
        self.setAccessibleName(_("PromptPay QR for the customer"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.back = Button(
            "", "round", icon="arrow-left", name=_("Back to the till"), key="Esc", on=self.turn_back, parent=self
        )
        self.back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.back.adjustSize()
        window.installEventFilter(self)
        if window.isVisible():
            window.setWindowState(self._before | Qt.WindowState.WindowFullScreen)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn_back(self) -> None:
        """The cashier has the screen again."""
        if self.isHidden():
            return
        self._window.removeEventFilter(self)
        self._window.setWindowState(self._before)
        self.hide()
        self.deleteLater()
        self._gone()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any of the usual keys brings the till back; a scan goes on to the sheet below."""
        if event.key() in _BACK and not event.isAutoRepeat():
            self.turn_back()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """So does a touch anywhere."""
        self.turn_back()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab leads nowhere."""
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window at every size."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The way back stays in the corner."""
        super().resizeEvent(event)
        self.back.move(theme.px(16), theme.px(16))
