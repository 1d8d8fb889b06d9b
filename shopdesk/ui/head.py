"""The first row of a page: the tabs of its area, what the page puts in the middle, the pills."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import places, theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window

# What the middle keeps at least; below it the tabs fold into one button.
MIDDLE, TITLE = 150, 260
# Narrower than these, the pills say less.
NARROW, TINY = 1_200, 700
GAP = 12


class Head(QWidget):
    """`middle` is the search or the title of a page, or nothing. With little room one button opens the other tabs."""

    def __init__(self, window: "Window", name: str, middle: QWidget | None = None) -> None:
        super().__init__()
        self._window, self._name, self._middle = window, name, middle
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(GAP))
        row.addWidget(self._tabs())
        self._fold = Button(_(places.find(name).tab), icon="chevron-down", name=_("Other screens"), on=self.unfold)
        self._fold.hide()
        row.addWidget(self._fold)
        if middle is None:
            row.addStretch(1)
        else:
            row.addWidget(middle, 1)
        self._bar = window.top_bar()
        row.addWidget(self._bar)

    def _tabs(self) -> QWidget:
        self._row = QWidget()
        line = QHBoxLayout(self._row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(2))
        self._buttons: dict[str, Button] = {}
        for number, place in enumerate(places.tabs(self._name), 1):
            button = Button(_(place.tab), "tab", key=f"Alt+{number}", on=lambda name=place.name: self._go(name))  # type: ignore[misc]
            button.setCheckable(True)
            button.setChecked(place.name == self._name)
            line.addWidget(button)
            self._buttons[place.name] = button
        return self._row

    def _go(self, name: str) -> None:
        for place, button in self._buttons.items():
            button.setChecked(place == self._name)
        self._window.go(name)

    def unfold(self) -> None:
        """The tabs as a list, where there is no room for them."""
        from shopdesk.ui.palette import Offer, Palette

        found = enumerate(places.tabs(self._name), 1)
        offers = [
            Offer(_(place.tab), f"Alt+{number}", lambda name=place.name: self._window.go(name))  # type: ignore[misc]
            for number, place in found
        ]
        self._window.open(Palette(offers)).done.connect(lambda offer: offer and offer.act())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What has no room gives way: the words of the pills, then the tabs."""
        super().resizeEvent(event)
        self._bar.narrow(self.width() < theme.px(NARROW), brief=True)
        self._bar.tiny(self.width() < theme.px(TINY))
        self._fit()

    def event(self, event: QEvent) -> bool:
        """The pills or the title say something longer."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        parts = [self._row, self._bar, *([self._middle] if self._middle is not None else [])]
        need = self._row.sizeHint().width() + self._bar.sizeHint().width() + theme.px(GAP) * len(parts)
        self._row.setVisible(need + self._wanted() <= self.width())
        self._fold.setVisible(need + self._wanted() > self.width())

    def _wanted(self) -> int:
        """What the middle wants: a title its words, anything else its least width."""
        if self._middle is None:
            return 0
        if isinstance(self._middle, Elided):
            words = self._middle.fontMetrics().horizontalAdvance(self._middle.said())
            return min(words, theme.px(TITLE))
        return max(theme.px(MIDDLE), self._middle.minimumSizeHint().width())
