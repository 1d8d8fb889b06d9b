"""The list of producers: search, chips, cards, and the way to pay them."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout

from shopdesk.base.i18n import _
from shopdesk.core import money, thaitext
from shopdesk.shop import producers
from shopdesk.ui import theme
from shopdesk.ui.head import Head
from shopdesk.ui.pages.producers.cards import Card, CardsView
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import SearchField
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from shopdesk.shop.producers import Producer
    from shopdesk.ui.pages.producers.page import ProducersPage


class ListPane(QFrame):
    """Cards of everybody, of those who are owed, or of those who owe."""

    def __init__(self, page: "ProducersPage") -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._page, self.win, self.only = page, page.win, "all"
        self._all: list[Card] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        self.search = SearchField(_("Name, village or code"), lambda _typed: self.show_found())
        self.search.field.returnPressed.connect(self._entered)
        column.addWidget(Head(self.win, page.name, self.search))
        column.addLayout(self._chips())
        self.cards = CardsView(self.win)
        self.cards.opened.connect(page.open_person)
        self.cards.ticked.connect(self._sums)
        column.addWidget(self.cards, 1)
        new = Button(_("Add a producer"), icon="user-plus", on=page.new)
        words = _("Add the first one: a name is enough.")
        self.empty = Empty("users", _("Nobody leaves goods to sell yet."), words, (new,))
        self.nobody = Empty("search", _("Nobody was found."), _("Try another word."))
        column.addWidget(self.empty, 1)
        column.addWidget(self.nobody, 1)
        column.addLayout(self._foot())

    def _chips(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.chips: dict[str, Button] = {}
        group = QButtonGroup(self)
        for only, words in (("all", _("All")), ("owed", _("Unpaid")), ("owing", _("Owe the shop"))):
            chip = Button(words, "chip", on=lambda only=only: self.choose(only))  # type: ignore[misc]
            chip.setCheckable(True)
            group.addButton(chip)
            row.addWidget(chip)
            self.chips[only] = chip
        self.chips["all"].setChecked(True)
        row.addStretch(1)
        row.addWidget(Button(_("Add a producer"), icon="user-plus", key="Ctrl+N", on=self._page.new))
        return row

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.sum = Elided("", "sub")
        self.pay = Button(_("Pay producers"), "primary", icon="cash", key="Ctrl+S", on=self._page.pay)
        foot.addWidget(self.sum, 1)
        foot.addWidget(self.pay)
        return foot

    def choose(self, only: str) -> None:
        """Show all, those who are owed, or those who owe."""
        self.only = only
        self.chips[only].setChecked(True)
        self.show_found()

    def look(self) -> None:
        """Read everybody anew."""
        if self.win.office is None:
            return
        with self.win.office.reading(self.win.actor) as desk:
            sold = producers.sold_since(desk)
            bare = producers.without_terms(desk)
            self._all = [
                Card(person, sold.get(person.party, 0), person.owner not in bare) for person in producers.listing(desk)
            ]
        self.cards.rows.ticked &= {card.person.party for card in self._all}
        self.show_found()

    def show_found(self) -> None:
        """Show who fits what is typed and chosen."""
        wanted = thaitext.fold(self.search.field.value())
        found = [card for card in self._all if _fits(card, self.only) and wanted in _key(card)]
        at = self.cards.currentIndex().row()
        self.cards.rows.show_cards(found)
        if found:
            self.cards.setCurrentIndex(self.cards.rows.index(min(max(at, 0), len(found) - 1)))
        self.cards.setVisible(bool(found))
        self.empty.setVisible(not self._all)
        self.nobody.setVisible(bool(self._all) and not found)
        self._sums()

    def _sums(self) -> None:
        open_sum = sum(max(card.person.balance, 0) for card in self._all)
        ticked = self.ticked()
        words = _("Ticked: {count}").format(count=len(ticked)) if ticked else _("Space ticks whom to pay.")
        self.sum.show_text(_("Unpaid in all: {amount}").format(amount=money.text(open_sum)) + f" · {words}")
        self.pay.setEnabled(open_sum > 0)

    def ticked(self) -> "list[Producer]":
        """Whom Space chose."""
        return [card.person for card in self._all if card.person.party in self.cards.rows.ticked]

    def _entered(self) -> None:
        self.show_found()
        if len(self.cards.rows.cards) == 1:
            self._page.open_person(self.cards.rows.cards[0].person)
        elif self.cards.rows.cards:
            self.cards.setFocus()


def _fits(card: Card, only: str) -> bool:
    return only == "all" or (card.person.balance > 0 if only == "owed" else card.person.balance < 0)


def _key(card: Card) -> str:
    person = card.person
    return thaitext.fold(f"{person.name} {person.village} {person.code} {person.phone}")
