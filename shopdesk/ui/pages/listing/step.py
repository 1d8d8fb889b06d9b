"""What each page is: one question, a sentence, its answer; it shows what was answered and takes it up again."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLineEdit, QVBoxLayout, QWidget

from shopdesk.ui import icons, theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.answers import Said
    from shopdesk.ui.pages.listing.wizard import Wizard

# The pages in their order, and which of the seven bars each belongs to.
CHAPTER = {
    "goods": 0, "whose": 0, "photos": 1, "name": 2, "words": 2, "english": 2, "category": 2, "weight": 3, "size": 3,
    "ways": 3, "price": 4, "postage": 4, "story": 5, "papers": 5, "season": 5, "harvest": 5, "boxes": 5, "sending": 5,
    "making": 5, "where": 6, "check": 6,
}  # fmt: skip
PAGES = tuple(CHAPTER)
LAST = len(PAGES) - 1
_POINTS = str.maketrans("", "", ".,")


class Step(QWidget):
    """Subclass it: fill `column` in `build`, show answers in `fill`, take them up in `gathered`."""

    def __init__(self, wizard: "Wizard", icon: str, title: str, sentence: str) -> None:
        super().__init__()
        self.wizard, self.win = wizard, wizard.win
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, theme.px(6), 0)
        self.column.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        picture = Plain()
        picture.setPixmap(icons.pixmap(icon, theme.tokens().primary, theme.px(32), self.devicePixelRatioF()))
        head.addWidget(picture)
        head.addWidget(Plain(title, "title", wrap=True), 1)
        self.column.addLayout(head)
        if sentence:
            self.column.addWidget(Plain(sentence, "sub", wrap=True))
        self.build()
        self.column.addStretch(1)

    def applies(self, said: "Said") -> bool:
        """Whether there is anything to ask of these goods."""
        return True

    def heard(self, *fields: QLineEdit) -> None:
        """What is typed in these is kept soon."""
        for field in fields:
            field.textEdited.connect(lambda _text: self.wizard.touched())

    def build(self) -> None:
        """Put the fields into the column."""
        raise NotImplementedError

    def fill(self, said: "Said") -> None:
        """Show what was answered."""
        raise NotImplementedError

    def gathered(self, said: "Said") -> "Said":
        """The answers with what stands here now; what is not understood is left as it was, and said by `wrong`."""
        raise NotImplementedError

    def wrong(self) -> bool:
        """Whether something typed here cannot be; then it is said beside it, and the keyboard is there."""
        return False

    def leaving(self, said: "Said") -> "Said":
        """The person goes on: the last word on the answers. Raises ShopError where one cannot go on from here."""
        return said

    def first(self) -> QWidget | None:
        """Who gets the keyboard."""
        return None


def focus(widget: QWidget | None) -> None:
    """Give the keyboard to a widget, if there is one."""
    if widget is not None:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        # A number that stands there is typed over; letters are gone on with.
        if isinstance(widget, QLineEdit) and widget.text().translate(_POINTS).isdecimal():
            widget.selectAll()


def tick(words: str, icon: str = "check") -> Button:
    """Something to tick: Space and Enter tick it."""
    button = Button(words, "choice", icon=icon)
    button.setCheckable(True)
    return button


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout, to be filled anew."""
    while layout.count():
        widget = layout.takeAt(0).widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
