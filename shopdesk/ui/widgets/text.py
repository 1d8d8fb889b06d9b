"""Text on the screen. Data is shown letter for letter: never as markup, always with Thai line breaks."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSizePolicy, QWidget

from shopdesk.core import thaitext
from shopdesk.ui import theme

# A text as short as this fits any line; the first screen has no others, and need not load the word breaker.
SHORT = 24
ONE_LINE_TIP = 60
_CONTROL = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], " ")
_CONTROL_BUT_LINES = {code: " " for code in _CONTROL if code != 0x0A}


def one_line(text: str) -> str:
    """The text without line breaks, control characters and characters that turn the direction of writing."""
    return text.translate(_CONTROL)


def shown(text: str) -> str:
    """The text as a wrapping label shows it: breaks at Thai words, number and unit kept together."""
    return thaitext.wrap(text.translate(_CONTROL_BUT_LINES))


def elided(text: str, metrics: QFontMetricsF, width: float) -> str:
    """One line cut with … where it is too long for a painted place."""
    return metrics.elidedText(one_line(text), Qt.TextElideMode.ElideRight, width)


class Plain(QLabel):
    """A label that shows exactly the letters given. `role`: display title h strong sub label cap, or "" for body.

    `tone` colours it (danger accent primary info muted). `wrap` breaks it into lines, else it keeps to one.
    """

    def __init__(
        self, text: str = "", role: str = "", *, tone: str = "", wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Replace the text."""
        self.setText(shown(text) if self.wordWrap() and len(text) > SHORT else one_line(text))

    def said(self) -> str:
        """The text as it was given, without break marks."""
        return thaitext.strip(self.text())

    def set_tone(self, tone: str) -> None:
        """Change the colour: danger accent primary info muted, or "" for the usual one."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            repolish(self)


class Elided(Plain):
    """A one-line label that gives way in a layout and ends in … when too narrow."""

    def __init__(self, text: str = "", role: str = "", *, tone: str = "", parent: QWidget | None = None) -> None:
        self._whole = ""
        super().__init__(text, role, tone=tone, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Replace the text."""
        self._whole = one_line(text)
        self.setAccessibleName(self._whole)
        self._fit()

    def said(self) -> str:
        """The whole text."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew for the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fitting = elided(self._whole, QFontMetricsF(self.font()), self.width() or 10_000)
        if fitting != self.text():
            self.setText(fitting)


class Paragraphs(QPlainTextEdit):
    """Longer text to read and copy, as a report or a log; copying leaves the break marks out."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setPlainText(shown(text))
        self.setFont(theme.font("sub"))

    def createMimeDataFromSelection(self) -> QMimeData:
        """What a copy takes along."""
        data = QMimeData()
        data.setText(thaitext.strip(self.textCursor().selection().toPlainText()))
        return data


def tip(widget: QWidget, text: str) -> None:
    """Explain a widget to the mouse and to the screen reader. The text is shown letter for letter."""
    widget.setToolTip(f"<span>{escaped(text)}</span>")
    widget.setAccessibleDescription(one_line(text))


def escaped(text: str) -> str:
    """Text for places where Qt would take markup for markup."""
    words = shown(text) if len(text) > ONE_LINE_TIP else one_line(text)
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mnemonic_free(text: str) -> str:
    """Text for a button or a menu: & is a letter, not a mnemonic."""
    return one_line(text).replace("&", "&&")


def copy(text: str) -> None:
    """Put text on the clipboard without break marks."""
    QGuiApplication.clipboard().setText(thaitext.strip(text))


def repolish(widget: QWidget) -> None:
    """Let the style sheet look at a changed property; a widget that was never shown has it looked at anyway."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
