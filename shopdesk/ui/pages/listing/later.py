"""What was passed over: each a press away, on the last page."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.listing.step import PAGES, emptied
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.answers import Said
    from shopdesk.ui.pages.listing.wizard import Wizard

ACROSS, LARGE = 2, 125


def passed(said: "Said", *, papers: bool) -> list[str]:
    """The pages that may be left empty and were, in their order."""
    words = said.words
    answered = {
        "photos": bool(words.photos), "words": bool(words.words), "english": bool(words.english),
        "weight": bool(words.weight), "size": bool(words.size), "postage": bool(said.postage),
        "story": bool(words.description), "papers": papers, "season": bool(words.season_from or words.season_until),
        "harvest": bool(words.harvest_on), "boxes": words.boxes is not None, "sending": bool(words.cutoff),
    }  # fmt: skip
    return [page for page in PAGES if answered.get(page) is False]


def page_words(page: str) -> str:
    """A page in a word or two."""
    words = {
        "photos": _("Photos"), "words": _("Local name"), "english": _("In English"), "weight": _("Weight"),
        "size": _("Size"), "postage": _("Postage"), "story": _("Story"), "papers": _("Certificates"),
        "season": _("Season"), "harvest": _("Harvest"), "boxes": _("How many pieces"), "sending": _("Orders until"),
    }  # fmt: skip
    return words[page]


def _left(wizard: "Wizard", said: "Said") -> list[str]:
    from shopdesk.shop import certificates

    assert wizard.win.office is not None
    with wizard.win.office.reading(wizard.win.actor) as desk:
        papers = bool(certificates.of_product(desk, said.product))
    return passed(said, papers=papers)


class Later(QFrame):
    """The list; nothing is shown where everything was answered."""

    def __init__(self, wizard: "Wizard") -> None:
        super().__init__()
        self._wizard = wizard
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(12)] * 4)
        column.setSpacing(theme.px(4))
        column.addWidget(Plain(_("Left for later"), "strong"))
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(2))
        column.addLayout(self._grid)
        self.buttons: dict[str, Button] = {}

    def fill(self, said: "Said") -> None:
        """What was passed over of these answers."""
        emptied(self._grid)
        self.buttons = {page: self._way(page) for page in _left(self._wizard, said)}
        across = ACROSS if theme.px(100) < LARGE else 1
        for place, button in enumerate(self.buttons.values()):
            self._grid.addWidget(button, place // across, place % across)
        self.setVisible(bool(self.buttons))

    def _way(self, page: str) -> Button:
        return Button(page_words(page), "link", on=lambda: self._wizard.mend(page))
