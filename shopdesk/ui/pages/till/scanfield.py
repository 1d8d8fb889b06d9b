"""The one field of the till: a scanner types here, a person searches here, and Enter on nothing takes the money."""

from functools import cached_property

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from shopdesk.base.i18n import _
from shopdesk.core import quantity
from shopdesk.ui import icons, theme
from shopdesk.ui.scanner import GAP
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field
from shopdesk.ui.widgets.text import Plain, repolish

# While it is empty these keys belong to the bill, not to the text.
# Digits, and what their keys give on the two Thai layouts.
_SCAN_BEGINS = frozenset("0123456789ๅ/-ภถุึคตจ=๒๓๔๕ู๗๘๙๐๑๖")
CAPPED = 260
_FREE = {Qt.Key.Key_Delete, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_K}


class _Input(Field):
    """A field that leaves the keys of the bill alone while it is empty."""

    single = Signal(str)

    def event(self, event: QEvent) -> bool:
        """Let the window's shortcuts have Del, arrows and Ctrl+Z while nothing is typed."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            mine = Qt.Key(event.key()) not in _FREE or (self.text() and event.key() != Qt.Key.Key_K)
            if not mine:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ and − on an empty field change the chosen line."""
        if not self.text() and event.text() in ("+", "-", "−"):
            self.single.emit("-" if event.text() == "−" else event.text())
            return
        super().keyPressEvent(event)


class ScanField(QFrame):
    """`entered` carries what was typed at Enter; `searched` what to look for while typing; `single` a + or −."""

    entered = Signal(str)
    searched = Signal(str)
    single = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "scan")
        self.setProperty("idle", "false")
        self.setFixedHeight(theme.px(52))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), 0, theme.px(10), 0)
        row.setSpacing(theme.px(12))
        picture = Plain()
        picture.setPixmap(icons.pixmap("line-scan", theme.tokens().primary, theme.px(26), self.devicePixelRatioF(), 2))
        row.addWidget(picture)
        self.input = _Input(hint=_("Scan a barcode, or type a name"), name=_("Scan or search"))
        self.input.setProperty("kind", "bare")
        self.input.setClearButtonEnabled(False)
        row.addWidget(self.input, 1)
        self._key = Button("F2", "keycap", on=self.input.setFocus)
        self._key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(self._key)
        self._row = row
        self._cap = True
        self.qty: int | None = None
        self._sought = ""
        self._timer = QTimer(self, singleShot=True, interval=round(GAP * 1000))
        self._timer.timeout.connect(self._search)
        self.input.textEdited.connect(self._edited)
        self.input.textChanged.connect(self._changed)
        self.input.returnPressed.connect(self._enter)
        self.input.single.connect(self.single)
        self.input.installEventFilter(self)

    @cached_property
    def _times(self) -> Button:
        """How often the next goods are wanted; a press takes it back."""
        button = Button("", "pill", icon="x", on=self.drop_quantity)
        self._row.insertWidget(1, button)
        return button

    @cached_property
    def _clear(self) -> Button:
        button = Button("", "icon", icon="x", name=_("Clear"), on=self.clear)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row.addWidget(button)
        return button

    def _edited(self, text: str) -> None:
        """A key searches at once; what may be the start of a scan, or follows faster than a hand types, waits."""
        waits = self._timer.isActive() or (len(text) == 1 and text in _SCAN_BEGINS)
        self._timer.start(round(GAP * 1000))
        if not waits:
            self._search()

    def _search(self) -> None:
        self._timer.stop()
        wanted = self.input.value()
        if wanted != self._sought:
            self._sought = wanted
            self.searched.emit(wanted)

    def _changed(self, text: str) -> None:
        if text or "_clear" in self.__dict__:
            self._clear.setVisible(bool(text))
        self._key.setVisible(self._cap and not text)
        if not text:
            self._timer.start(0)

    def _enter(self) -> None:
        self._timer.stop()
        self.entered.emit(self.input.value())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The longest hint that fits; in a narrow field the words go before the keycap."""
        super().resizeEvent(event)
        hints = (_("Scan a barcode, or type a name"), _("Scan or search"), _("Scan"))
        room = self.width() - theme.px(100)
        self._cap = self.width() > theme.px(CAPPED)
        self._key.setVisible(self._cap and not self.input.text())
        room -= self._key.sizeHint().width() if self._cap else 0
        metrics = self.input.fontMetrics()
        fitting = (hint for hint in hints if metrics.horizontalAdvance(hint) <= room)
        self.input.setPlaceholderText(next(fitting, hints[-1]))

    def clear(self) -> None:
        """Empty it and look for nothing."""
        self.input.clear()

    def ask_quantity(self, qty: int) -> None:
        """The next goods come this many times (thousandths)."""
        self.qty = qty
        self._times.say(f"{quantity.text(qty)} ×")
        self._times.show()

    def drop_quantity(self) -> None:
        """The next goods come once again."""
        if self.qty is not None:
            self.qty = None
            self._times.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The frame shows where the keyboard is."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            idle = "false" if event.type() is QEvent.Type.FocusIn else "true"
            if self.property("idle") != idle:
                self.setProperty("idle", idle)
                repolish(self)
        return super().eventFilter(watched, event)
