"""News in the place kept for it: what happened, why, and a button that helps. Nothing moves."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import icons, theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Elided, Plain, repolish

LOW = 230
SYMBOLS = {"info": "info-circle", "accent": "alert-triangle", "danger": "alert-circle", "primary": "circle-check"}
SOFT_TEXT = {"info": "info_text", "accent": "accent_text", "danger": "danger_text", "primary": "primary_soft_text"}


class _Words(Elided):
    """The words; another width parts them anew."""

    def __init__(self, part: Callable[[], object]) -> None:
        self._part = part
        super().__init__("", "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room."""
        super().resizeEvent(event)
        self._part()


class Strip(QFrame):
    """One strip of news. `height` stays reserved when it is empty, unless `reserve` is False."""

    def __init__(self, *, reserve: bool = True, height: int = 52) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._reserve = reserve
        self.setFixedHeight(theme.px(height))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), 0, theme.px(6), 0)
        row.setSpacing(theme.px(10))
        self._picture, self._words, self._what, self._why = QLabel(), _Words(self._part), "", ""
        self._second = Elided("", "sub")
        self._button = Button("", "strip")
        self._close = Button("", "icon", icon="x", name=_("Close"), on=self.clear)
        row.addWidget(self._picture)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addStretch(1)
        lines.addWidget(self._words)
        lines.addWidget(self._second)
        lines.addStretch(1)
        row.addLayout(lines, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.clear)
        self._act: Callable[[], object] | None = None
        self._button.clicked.connect(self._acted)
        self.clear()

    def say(
        self,
        what: str,
        why: str = "",
        *,
        tone: str = "info",
        button: str = "",
        on: Callable[[], object] | None = None,
        seconds: int = 0,
    ) -> None:
        """Show news. `tone`: info accent danger primary; `button` with what it does; `seconds` until it goes."""
        self.setProperty("kind", "strip")
        self.setProperty("tone", tone)
        repolish(self)
        size = theme.px(22)
        self._picture.setPixmap(
            icons.pixmap(SYMBOLS[tone], theme.color(SOFT_TEXT[tone]).name(), size, self.devicePixelRatioF())
        )
        self._words.set_tone(tone)
        self._second.set_tone(tone)
        self._what, self._why = what, why
        self._button.say(button)
        self._act = on
        for part in (self._picture, self._words, self._close):
            part.show()
        self._button.setVisible(bool(button))
        self._part()
        self.show()
        self._timer.stop()
        if seconds:
            self._timer.start(seconds * 1000)

    def _part(self) -> None:
        """One line where there is room for all of it; else what to do has a line of its own."""
        whole = f"{self._what} {self._why}".strip()
        room = self._words.width() or self.width()
        two = bool(self._why) and QFontMetricsF(self._words.font()).horizontalAdvance(whole) > room
        self._words.show_text(self._what if two else whole)
        self._second.show_text(self._why if two else "")
        self._second.setVisible(two)

    def refuse(self, error: ShopError) -> None:
        """Show why something was refused, and what to do."""
        self.say(str(error), error.hint, tone="accent")

    def said(self) -> str:
        """What it says now; empty when nothing."""
        return f"{self._what} {self._why}".strip()

    def clear(self) -> None:
        """Say nothing; the place stays."""
        self._timer.stop()
        self._act = None
        self.setProperty("kind", "plain")
        repolish(self)
        self._what = self._why = ""
        self._words.show_text("")
        for part in (self._picture, self._words, self._second, self._button, self._close):
            part.hide()
        self.setVisible(self._reserve)

    def forget(self) -> None:
        """The good news of an earlier deed is over; what has to be minded stays."""
        if self.property("tone") == "primary":
            self.clear()

    def press(self) -> None:
        """Do what the button offers."""
        self._acted()

    def _acted(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()


class Empty(QFrame):
    """What a page shows when there is nothing yet: a picture, one sentence, the buttons that begin."""

    def __init__(self, icon: str, text: str, hint: str = "", buttons: tuple[Button, ...] = ()) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(theme.px(12))
        column.addStretch(2)
        self._picture = picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, theme.tokens().border_strong, theme.px(72), self.devicePixelRatioF(), 1.2))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(picture)
        for words, role in ((text, "h"), (hint, "sub")):
            if words:
                label = Plain(words, role, wrap=True)
                label.setAlignment(Qt.AlignmentFlag.AlignCenter)
                column.addWidget(label)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in buttons:
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low place the words go before the picture."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        low = self.height() < theme.px(LOW)
        self._picture.setVisible(not low)
        self._column.setContentsMargins(*[theme.px(4 if low else 24)] * 4)
        self._column.setSpacing(theme.px(2 if low else 12))
