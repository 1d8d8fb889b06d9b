"""Buttons: a picture and a word, at least 44 pixels tall, each with the key that does the same."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyleOptionButton,
    QWidget,
)

from shopdesk.core import money
from shopdesk.ui import icons, theme
from shopdesk.ui.widgets import amounts, notes
from shopdesk.ui.widgets.text import elided, mnemonic_free, one_line, repolish, tip

ICON_COLORS = {
    "primary": "on_primary",
    "danger": "danger_text",
    "quiet": "text2",
    "link": "info",
    "toast": "toast_act",
    "pill": "text2",
}


class Button(QPushButton):
    """A button. `kind`: "" (secondary), primary, danger, quiet, link, chip, segment, icon, round, strip, toast, pill.

    `icon` names a file of resources/icons; `key` is shown while Alt is held and in the tip; `on` is called at a click.
    """

    def __init__(
        self,
        text: str = "",
        kind: str = "",
        *,
        icon: str = "",
        icon_color: str = "",
        key: str = "",
        on: Callable[[], object] | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(mnemonic_free(text), parent)
        self.setProperty("kind", kind)
        self.key = key
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name or text)
        if key or name:
            tip(self, f"{name or text} ({key})" if key else name)
        if icon:
            self.set_icon(icon, icon_color or ICON_COLORS.get(kind, "text"))
        if on is not None:
            action = on
            self.clicked.connect(lambda: action())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def set_icon(self, name: str, color: str) -> None:
        """Another picture, in a colour of the theme; with words beside it, it keeps its distance."""
        self._picture = (name, color)
        size, room = theme.px(22), theme.px(8) if self.text() else 0
        self.setIcon(icons.icon(name, color, room=room))
        self.setIconSize(QSize(size + room, size))

    def show_words(self, shown: bool) -> None:
        """With its words, or with the picture alone; its name stays."""
        words = mnemonic_free(self.accessibleName()) if shown else ""
        if self.text() != words:
            self.setText(words)
            room = theme.px(8) if words else 0
            self.setIcon(icons.icon(*self._picture, room=room))
            self.setIconSize(QSize(theme.px(22) + room, theme.px(22)))

    def said(self) -> str:
        """The words on it."""
        return self.text().replace("&&", "&")

    def say(self, text: str) -> None:
        """Replace the words on it."""
        self.setText(mnemonic_free(text))
        self.setAccessibleName(text)

    def set_kind(self, kind: str, tone: str = "") -> None:
        """Change the look."""
        self.setProperty("kind", kind)
        self.setProperty("tone", tone)
        repolish(self)


def fit_words(buttons: Sequence[Button], room: int, gap: int) -> None:
    """Buttons in a row lose their words, the first first, until they fit into this width."""
    for bare in range(len(buttons) + 1):
        for place, button in enumerate(buttons):
            button.show_words(place >= bare)
        if sum(button.sizeHint().width() + gap for button in buttons) <= room:
            return


class LongButton(Button):
    """A button for words of any length, as a folder: the middle is left out where they do not fit."""

    def __init__(self, text: str, kind: str = "", *, icon: str = "", on: Callable[[], object] | None = None) -> None:
        super().__init__(text, kind, icon=icon, on=on, name=text)
        self._whole = one_line(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def said(self) -> str:
        """The whole of the words."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew for the new width."""
        super().resizeEvent(event)
        room = self.width() - self.iconSize().width() - theme.px(36)
        middle = Qt.TextElideMode.ElideMiddle
        self.setText(mnemonic_free(QFontMetricsF(self.font()).elidedText(self._whole, middle, room)))


class Painted(Button):
    """A button whose content is drawn by `draw` over the box that the style sheet gives."""

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """The box alone: Qt draws no words on it."""
        super().initStyleOption(option)
        option.text = ""  # type: ignore[attr-defined]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, then the content."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.draw(painter, QRectF(self.rect()))
        painter.end()

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Draw the content."""
        raise NotImplementedError


def keycap(
    painter: QPainter, right: QPointF, text: str, fill: QColor, ink: QColor, edge: QColor | None = None
) -> float:
    """Draw a key with its right middle at a point; answers its width."""
    font, width, height = theme.font("cap", 600), keycap_width(text), theme.px(26)
    box = QRectF(right.x() - width, right.y() - height / 2, width, height)
    painter.setPen(QPen(edge, 1) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(box, theme.px(6), theme.px(6))
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return width


def keycap_width(text: str) -> float:
    """How wide a key is drawn."""
    return max(QFontMetricsF(theme.font("cap", 600)).horizontalAdvance(text) + theme.px(16), theme.px(28))


class PayButton(Painted):
    """The one next step of a screen: a word, the amount, the Enter key."""

    def __init__(
        self, text: str, *, icon: str = "cash", key: str = "Enter", on: Callable[[], object] | None = None
    ) -> None:
        super().__init__(text, "pay", key=key, on=on)
        self._symbol, self._satang = icon, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_amount(self, satang: int) -> None:
        """Show the amount to pay."""
        self._satang = satang
        self.update()

    def set_key(self, key: str) -> None:
        """Another key presses it now; with none it shows none."""
        self.key = key
        tip(self, f"{self.said()} ({key})" if key else self.said())
        self.update()

    def ink(self) -> QColor:
        """The colour of what is drawn on it."""
        return theme.color("on_primary" if self.isEnabled() else "muted")

    def _has_room(self, room: float) -> bool:
        """Whether the key has a place beside the word and the amount."""
        beside = fitting(self._satang, room - theme.px(100)) is not None if self._satang else True
        return bool(self.key) and beside and room >= keycap_width(self.key) + theme.px(24)

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """The picture, the word, the amount, the key."""
        ink = self.ink()
        size, inset = theme.px(28), theme.px(20)
        icons.paint(painter, self._symbol, QRectF(inset, box.center().y() - size / 2, size, size), ink)
        painter.setFont(theme.font("title"))
        painter.setPen(ink)
        begin, metrics = inset + size + theme.px(10), QFontMetricsF(theme.font("title"))
        words = elided(self.said(), metrics, box.right() - begin - theme.px(8))
        painter.drawText(box.adjusted(begin, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        left = begin + theme.px(8) + metrics.horizontalAdvance(words)
        room = box.right() - left
        shade = QColor(0, 0, 0, 36) if theme.tokens().dark else QColor(255, 255, 255, 40)
        taken = 0.0
        if self._has_room(room):
            taken = keycap(painter, QPointF(box.right() - theme.px(16), box.center().y()), self.key, shade, ink)
        free = QRectF(left, box.top(), room - theme.px(16) - (taken + theme.px(12) if taken else 0), box.height())
        font = fitting(self._satang, free.width())
        if self._satang and font is not None:
            painter.setFont(font)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(free, right, f"{amounts.BAHT}{money.short(self._satang)}")


def fitting(satang: int, room: float) -> QFont | None:
    """The largest font in which an amount fits into a width; None where it would be too small to read."""
    words = f"{amounts.BAHT}{money.short(satang)}"
    fonts = (theme.sized(pixels, 700) for pixels in range(20, 13, -1))
    return next((font for font in fonts if QFontMetricsF(font).horizontalAdvance(words) <= room), None)


class CashButton(Painted):
    """One quick amount of cash: what is handed over, its notes, and the change."""

    def __init__(self, key: str, on: Callable[[int], object]) -> None:
        super().__init__("", "cash", key=key, on=lambda: on(self.satang))
        self.satang = 0
        self._head, self._foot, self._exact, self.tall = "", "", False, True
        self.setProperty("tall", "true")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_amount(self, satang: int, head: str, foot: str, *, exact: bool) -> None:
        """Offer another amount."""
        self.satang = satang
        self._head, self._foot, self._exact = head, foot, exact
        self.setAccessibleName(f"{head} {foot}")
        tip(self, f"{head} {foot} ({self.key})")
        self.update()

    def set_tall(self, tall: bool) -> None:
        """With the pictures of the notes, or without."""
        if tall != self.tall:
            self.tall = tall
            self.setProperty("tall", "true" if tall else "false")
            repolish(self)

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """The amount over its notes over the change."""
        third = theme.px(26)
        top = box.center().y() - theme.px(36 if self.tall else 27)
        line = QRectF(box.left(), top, box.width(), third)
        _shrunk(painter, line, self._head, 19, 700, theme.color("text"))
        if self.tall:
            middle = line.translated(0, third - theme.px(2))
            if self._exact:
                size = theme.px(18)
                spot = QRectF(middle.center().x() - size / 2, middle.center().y() - size / 2, size, size)
                icons.paint(painter, "check", spot, theme.color("primary"), icons.STROKE_ACTIVE)
            else:
                notes.paint_notes(painter, middle, notes.given_with(self.satang))
            line = middle.translated(0, -theme.px(4))
        _shrunk(painter, line.translated(0, third), self._foot, 14, 400, theme.color("text2"))


def _shrunk(painter: QPainter, box: QRectF, text: str, pixels: float, weight: int, color: QColor) -> None:
    while QFontMetricsF(theme.sized(pixels, weight)).horizontalAdvance(text) > box.width() - 6 and pixels > 11:
        pixels -= 0.5
    painter.setFont(theme.sized(pixels, weight))
    painter.setPen(color)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


NAV_HEIGHT = 64


class NavButton(Painted):
    """A place of the rail: a picture over a word, with a count where something waits."""

    def __init__(self, text: str, symbol: str, *, key: str, on: Callable[[], object]) -> None:
        super().__init__(text, "nav", key=key, on=on)
        self._symbol, self.count = symbol, 0
        self.setCheckable(True)
        self.setFixedSize(theme.px(76), theme.px(NAV_HEIGHT))

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """The picture over the word; where the window is low the picture gives way."""
        color = theme.color("primary_soft_text" if self.isChecked() else "text2")
        missing = max(0.0, theme.px(NAV_HEIGHT) - box.height())
        size = theme.px(26) - missing / 2
        stroke = icons.STROKE_ACTIVE if self.isChecked() else icons.STROKE
        spot = QRectF(box.center().x() - size / 2, box.top() + theme.px(8) - missing / 4, size, size)
        icons.paint(painter, self._symbol, spot, color, stroke)
        line = QRectF(box.left(), box.top() + theme.px(35) - missing * 3 / 4, box.width(), theme.px(24))
        _shrunk(painter, line, self.said(), 14, 600 if self.isChecked() else 500, color)
        if self.count:
            self._badge(painter, spot)

    def _badge(self, painter: QPainter, spot: QRectF) -> None:
        size = theme.px(22)
        disc = QRectF(spot.right() - size * 0.35, spot.top() - size * 0.3, size, size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("danger"))
        painter.drawEllipse(disc)
        _shrunk(painter, disc.adjusted(-4, 0, 4, 0), str(self.count), 13, 600, theme.color("surface"))


class Segments(QFrame):
    """A choice of few, side by side; one is always on."""

    def __init__(self, choices: list[tuple[str, str]], chosen: str, on: Callable[[str], object]) -> None:
        """`choices`: (value, words) pairs; `on` gets the value picked by the person."""
        super().__init__()
        self.setProperty("kind", "segments")
        row = QHBoxLayout(self)
        row.setContentsMargins(*[theme.px(4)] * 4)
        row.setSpacing(theme.px(4))
        self._group, self._buttons = QButtonGroup(self), dict[str, Button]()
        for value, words in choices:
            button = Button(words, "segment", on=lambda value=value: on(value))  # type: ignore[misc]
            button.setCheckable(True)
            self._group.addButton(button)
            row.addWidget(button, 1)
            self._buttons[value] = button
        self._buttons[chosen].setChecked(True)

    def value(self) -> str:
        """What is chosen."""
        return next(value for value, button in self._buttons.items() if button.isChecked())

    def choose(self, value: str) -> None:
        """Choose without calling `on`."""
        self._buttons[value].setChecked(True)
