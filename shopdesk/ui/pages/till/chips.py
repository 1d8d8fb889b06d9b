"""The categories as a row of chips: best sellers first, then the owner's order; a long row scrolls sideways."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button


class Chips(QScrollArea):
    """`chosen(None)` for the best sellers, else a category's id."""

    def __init__(self, chosen: Callable[[int | None], object]) -> None:
        super().__init__()
        self._chosen = chosen
        self.setWidgetResizable(True)
        self.setFixedHeight(theme.px(44))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._known: list[tuple[int, str]] | None = None
        self.buttons: list[Button] = []
        self._group = QButtonGroup(self)
        self.show_categories([])

    def show_categories(self, categories: list[tuple[int, str]]) -> None:
        """Show these: (id, name)."""
        if categories == self._known:
            return
        self._known = categories
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.buttons = [self._chip(_("Best sellers"), None), *(self._chip(name, number) for number, name in categories)]
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.buttons[0].setChecked(True)
        self.setWidget(content)
        if categories:
            self._scroll_by_touch()

    def _scroll_by_touch(self) -> None:
        """A finger moves the row; asked for only once there is something to move."""
        from PySide6.QtWidgets import QScroller

        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def _chip(self, words: str, category: int | None) -> Button:
        button = Button(words, "chip", on=lambda: self._choose(button, category))
        button.setCheckable(True)
        self._group.addButton(button)
        return button

    def _choose(self, button: Button, category: int | None) -> None:
        self.ensureWidgetVisible(button)
        self._chosen(category)
