"""Help at the right edge, beside the work where there is room: a few sentences and the keys. It needs no network."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import keys, theme
from shopdesk.ui.page import Page
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain

WIDTH = 380
# What the work keeps at least; in a narrower window help lies over it.
WORK = 700


class HelpPanel(QFrame):
    """The sentences of a page and its keys."""

    def __init__(self, title: str, page: Page, deeds: set[str], close: Callable[[], object]) -> None:
        """`deeds`: what the window itself does for a key. Help closes for a lesson shown on the spot."""
        super().__init__()
        self.setProperty("kind", "side")
        self.setFixedWidth(theme.px(WIDTH))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(8), theme.px(14))
        head = QHBoxLayout()
        head.addWidget(Plain(_("Help: {screen}").format(screen=title), "h"), 1)
        self.closer = Button("", "icon", icon="x", name=_("Close"), key="Esc", on=close)
        head.addWidget(self.closer)
        whole.addLayout(head)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme.px(12), 0)
        column.setSpacing(theme.px(10))
        for sentence in page.help():
            column.addWidget(Plain(sentence, wrap=True))
        for words, show in page.lessons():
            column.addWidget(Button(words, icon="bulb", on=lambda show=show: (close(), show())))  # type: ignore[misc]
        column.addSpacing(theme.px(8))
        column.addWidget(Plain(_("Keys"), "h"))
        column.addLayout(self._keys(page, deeds))
        column.addWidget(Plain(_("Hold Alt to see the keys on the buttons."), "sub", wrap=True))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole.addWidget(scroll, 1)

    def stand(self, whole: QWidget, row: QBoxLayout) -> None:
        """Go to the right end of the window's row, or over it where the work would be squeezed."""
        self._whole = whole
        if whole.width() >= self.width() + theme.px(WORK):
            row.addWidget(self)
            return
        self.setParent(whole)
        whole.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the right edge of the window."""
        if event.type() == QEvent.Type.Resize and watched is self._whole:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.setGeometry(self._whole.width() - self.width(), 0, self.width(), self._whole.height())

    @staticmethod
    def _keys(page: Page, deeds: set[str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(4))
        for line, (caps, words) in enumerate(keys.rows(page.name, deeds | page.deeds().keys())):
            grid.addWidget(Plain(caps, "strong"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Plain(words, "sub", wrap=True), line, 1)
        return grid
