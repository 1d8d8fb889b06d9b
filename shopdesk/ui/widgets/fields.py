"""Fields for one line of text, an amount of money, a quantity; what is wrong stands next to the field."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.core import money, pin, quantity, thaitext
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain, one_line, repolish

LONGEST = 200


class Field(QLineEdit):
    """One line of text. `value()` is what was typed without break marks, control characters and outer blanks."""

    def __init__(
        self,
        text: str = "",
        *,
        hint: str = "",
        name: str = "",
        longest: int = LONGEST,
        on_enter: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(text)
        self.setMaxLength(longest)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name or hint)
        if on_enter is not None:
            enter = on_enter
            self.returnPressed.connect(lambda: enter())

    def value(self) -> str:
        """What was typed."""
        return one_line(thaitext.strip(self.text())).strip()

    def mark(self, *, wrong: bool) -> None:
        """Show or remove the red edge."""
        self.setProperty("wrong", "true" if wrong else "false")
        repolish(self)

    def createMimeDataFromSelection(self) -> QMimeData:
        """What a copy takes along."""
        data = QMimeData()
        data.setText(thaitext.strip(self.selectedText()))
        return data


class MoneyField(Field):
    """An amount. `satang()` reads it and raises Invalid; `or_none()` answers None for an empty field."""

    def __init__(
        self,
        satang: int | None = None,
        *,
        hint: str = "",
        name: str = "",
        big: bool = False,
        on_enter: Callable[[], object] | None = None,
    ) -> None:
        super().__init__("", hint=hint, name=name, longest=18, on_enter=on_enter)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        if big:
            self.setProperty("kind", "amount")
        if satang is not None:
            self.show_amount(satang)

    def show_amount(self, satang: int) -> None:
        """Put an amount in the field."""
        self.setText(money.short(satang).replace(",", ""))

    def satang(self) -> int:
        """The amount typed; raises Invalid."""
        return money.parse(self.text())

    def or_none(self) -> int | None:
        """The amount typed, None where nothing is; raises Invalid."""
        return self.satang() if self.text().strip() else None


class QuantityField(Field):
    """A quantity in thousandths. `qty()` reads it and raises Invalid for what is no quantity."""

    def __init__(
        self,
        qty: int | None = None,
        *,
        hint: str = "",
        name: str = "",
        big: bool = False,
        on_enter: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(
            "" if qty is None else quantity.plain(qty), hint=hint, name=name, longest=14, on_enter=on_enter
        )
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        if big:
            self.setProperty("kind", "amount")

    def qty(self) -> int:
        """The quantity typed; raises Invalid."""
        return quantity.parse(self.text())


class PinField(Field):
    """The digits of a PIN that nobody reads over a shoulder; Thai digits count as digits."""

    def __init__(self, *, name: str = "", on_enter: Callable[[], object] | None = None) -> None:
        super().__init__("", name=name, longest=pin.LONGEST, on_enter=on_enter)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setProperty("kind", "amount")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)


class SearchField(QFrame):
    """A field with a picture, a key hint and a cross. `changed` is called 120 ms after the last letter typed."""

    def __init__(
        self, hint: str, changed: Callable[[str], object], *, key: str = "Ctrl+F", icon: str = "search"
    ) -> None:
        from PySide6.QtCore import QTimer

        super().__init__()
        self.setProperty("kind", "scan")
        self.setProperty("idle", "true")
        self.setFixedHeight(theme.px(52))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), 0, theme.px(8), 0)
        self.field = Field(hint=hint, name=hint)
        self.field.setProperty("kind", "bare")
        self.field.installEventFilter(self)
        self._clear = Button("", "icon", icon="x", name=hint, on=self.clear)
        self._clear.hide()
        picture = Plain()
        from shopdesk.ui import icons

        picture.setPixmap(icons.pixmap(icon, theme.tokens().text2, theme.px(22), self.devicePixelRatioF()))
        row.addWidget(picture)
        row.addWidget(self.field, 1)
        row.addWidget(self._clear)
        self._timer = QTimer(self, singleShot=True, interval=120)
        self._timer.timeout.connect(lambda: changed(self.field.value()))
        self.field.textChanged.connect(self._typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The edge shows whether the keyboard is in it."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setProperty("idle", "false" if event.type() == QEvent.Type.FocusIn else "true")
            repolish(self)
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._timer.start()

    def waiting(self) -> bool:
        """Whether something was typed that `changed` was not told of yet; from now on it is not told of it."""
        typed = self._timer.isActive()
        self._timer.stop()
        return typed

    def clear(self) -> None:
        """Empty it."""
        self.field.clear()
        self.field.setFocus()


class Row(QWidget):
    """One field of a form: its name above, a sentence or what is wrong with it below."""

    def __init__(self, title: str, field: QWidget, note: str = "") -> None:
        super().__init__()
        self.field = field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        self._title = Plain(title, "label")
        self._title.setBuddy(field)
        column.addWidget(self._title)
        column.addWidget(field)
        self._usual = note
        self._note = Plain(note, "cap", wrap=True)
        self._note.setMinimumHeight(theme.px(22))
        column.addWidget(self._note)
        if not field.accessibleName():
            field.setAccessibleName(title)

    def refuse(self, error: ShopError | None) -> None:
        """Show what is wrong next to the field and go there; None shows the usual sentence again."""
        self._note.show_text(f"{error} {error.hint}".strip() if error else self._usual)
        self._note.set_tone("danger" if error else "")
        if isinstance(self.field, Field):
            self.field.mark(wrong=error is not None)
        if error:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_why()

    def _show_why(self) -> None:
        """In a low window the field may be in view and what is wrong with it not."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(self._note, 0, theme.px(12))

    def rename(self, title: str, note: str = "") -> None:
        """The field is for something else from now on."""
        self._title.show_text(title)
        self.field.setAccessibleName(title)
        self._usual = note
        self._note.show_text(note)

    def said(self) -> str:
        """What stands below the field."""
        return self._note.said()
