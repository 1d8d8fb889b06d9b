"""Where bringing in begins: what a person may have in hand."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import icons, theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain

TWO_COLUMNS = 760


class StartPane(QScrollArea):
    """`act(name)`: file, starter, catalogue, export."""

    def __init__(self, act: Callable[[str], object]) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        self._grid = QGridLayout(content)
        self._grid.setContentsMargins(0, 0, theme.px(8), 0)
        self._grid.setSpacing(theme.px(14))
        self.file = Button(
            _("Choose a file"), "primary", icon="file-import", icon_color="on_primary", on=lambda: act("file")
        )
        self.starter = Button(_("Take the starter set"), icon="basket", on=lambda: act("starter"))
        self.catalogue = Button(_("Choose a catalogue file"), icon="tags", on=lambda: act("catalogue"))
        self.export = Button(_("Save to a file"), icon="file-export", on=lambda: act("export"))
        self._cards = self._made()
        self.setWidget(content)
        self._lay_out(2)

    def _made(self) -> list[QFrame]:
        return [
            _card(
                "file-import",
                "g",
                _("From a file of goods"),
                _("Excel or CSV, also from Loyverse, Shopify, WooCommerce or Square."),
                self.file,
            ),
            _card(
                "basket",
                "y",
                _("No file? Begin with loose goods"),
                _("Vegetables, fruit, rice, eggs, ice … You only add the prices."),
                self.starter,
            ),
            _card(
                "barcode",
                "b",
                _("Let another shop's barcodes help"),
                _("A scan known there asks only for the price."),
                self.catalogue,
            ),
            _card(
                "file-export",
                "p",
                _("Take your goods out"),
                _("As a file for Excel, or a catalogue for a neighbour's shop."),
                self.export,
            ),
        ]

    def _lay_out(self, columns: int) -> None:
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // columns, number % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._grid.setRowStretch(9, 1)

    def resizeEvent(self, event: object) -> None:
        """One column where it is narrow."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._lay_out(2 if self.width() >= theme.px(TWO_COLUMNS) else 1)


def _card(icon: str, tint: str, title: str, hint: str, button: Button) -> QFrame:
    frame = QFrame()
    frame.setProperty("kind", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(*[theme.px(20)] * 4)
    column.setSpacing(theme.px(8))
    head = QHBoxLayout()
    head.setSpacing(theme.px(14))
    picture = Plain()
    picture.setPixmap(icons.pixmap(icon, theme.tokens().tints[tint][1], theme.px(36), frame.devicePixelRatioF()))
    head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(theme.px(2))
    words.addWidget(Plain(title, "h", wrap=True))
    words.addWidget(Plain(hint, "sub", wrap=True))
    head.addLayout(words, 1)
    column.addLayout(head)
    column.addStretch(1)
    column.addWidget(button)
    return frame
