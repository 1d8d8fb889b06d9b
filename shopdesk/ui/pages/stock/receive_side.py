"""Who brought the goods, how they are paid, and what stands on their paper."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base import clock
from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.shop import producers, purse, receiving, stock, stockroom
from shopdesk.ui import theme
from shopdesk.ui.pages.producers import choices
from shopdesk.ui.pages.products.photo_box import PhotoBox
from shopdesk.ui.pages.stock.dates import DateField
from shopdesk.ui.pages.stock.panes import card, plain, scrolled
from shopdesk.ui.pages.stock.sides import Bringer, BringerSheet, everybody
from shopdesk.ui.widgets.buttons import Button, PayButton
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field, MoneyField, Row
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.receiving import Incoming, Load
    from shopdesk.ui.shell import Window

WAYS = (*purse.PURSES, receiving.CREDIT, receiving.OPENING)


class ReceiveSide(QWidget):
    """`changed()` after another bringer; `save()` for the green button; `refused(error)` for what cannot be read."""

    def __init__(
        self,
        win: "Window",
        save: "Callable[[], object]",
        changed: "Callable[[], object]",
        refused: "Callable[[ShopError], object]",
    ) -> None:
        super().__init__()
        self._win, self._changed = win, changed
        self._bringers: dict[str, Bringer] = {}
        self._bare: set[int] = set()
        self.way = "drawer"
        self._due_of = ""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(10))
        content, column = plain()
        for part in (self._who(), self._paying(), self._paper(refused)):
            column.addWidget(part)
        column.addStretch(1)
        self.area = scrolled(content)
        whole.addWidget(self.area, 1)
        self.main = PayButton(_("Receive them"), icon="truck-delivery", key="Ctrl+S", on=save)
        whole.addWidget(self.main)
        self.choose_way("drawer")

    def _who(self) -> QFrame:
        frame, column = card()
        self.who = Choice(_("Who brought it"), free=False)
        self.who.currentIndexChanged.connect(lambda _index: self._other())
        self.place = Choice(_("Where it goes"), free=False)
        self.new = Button("", "round", icon="user-plus", name=_("New supplier or producer"), on=self.write_new)
        self._people, people = plain(6)
        people.addWidget(Plain(_("Who brought it"), "label"))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.who, 1)
        row.addWidget(self.new)
        people.addLayout(row)
        column.addWidget(self._people)
        self._places = Row(_("Where it goes"), self.place)
        column.addWidget(self._places)
        return frame

    def _paying(self) -> QFrame:
        frame, column = card()
        column.addWidget(Plain(_("How it is paid"), "label"))
        self._ways = QWidget()
        grid = QGridLayout(self._ways)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(8))
        self.ways: dict[str, Button] = {}
        for number, way in enumerate(WAYS):
            chip = Button(_way(way), "chip", on=lambda way=way: self.choose_way(way))  # type: ignore[misc]
            chip.setCheckable(True)
            grid.addWidget(chip, number // 2, number % 2)
            self.ways[way] = chip
        column.addWidget(self._ways)
        self.consigned = Plain(_("Paid when it is sold. It stays theirs."), "sub", wrap=True)
        column.addWidget(self.consigned)
        self.had = Plain(_("Nobody is paid. It is what the shop begins with."), "sub", wrap=True)
        column.addWidget(self.had)
        self.due = DateField(name=_("Pay before"))
        self._due = Row(_("Pay before"), self.due)
        column.addWidget(self._due)
        return frame

    def _paper(self, refused: "Callable[[ShopError], object]") -> QFrame:
        self._own_paper, column = card()
        self.folder = Button(_("Their paper"), "quiet", icon="chevron-right", on=self._fold)
        self.folder.setCheckable(True)
        column.addWidget(self.folder)
        self._folded, inner = plain(6)
        self.number = Field(longest=receiving.LONGEST)
        self.date = DateField()
        self.tax = Field(longest=20)
        self.vat = MoneyField()
        self.photo = PhotoBox(self._win, lambda: None, refused)
        self.note = Field()
        for words, field in (
            (_("Number on the paper"), self.number),
            (_("Date on the paper"), self.date),
            (_("Tax number"), self.tax),
            (_("VAT on the paper"), self.vat),
            (_("Note"), self.note),
        ):
            inner.addWidget(Row(words, field))
        inner.addWidget(self.photo)
        column.addWidget(self._folded)
        self._folded.hide()
        return self._own_paper

    def _fold(self) -> None:
        self._folded.setVisible(self.folder.isChecked())
        self.folder.set_icon("chevron-down" if self.folder.isChecked() else "chevron-right", "text2")

    # People and places

    def look(self) -> None:
        """Read who brings goods, and where they may lie."""
        if self._win.office is None:
            return
        with self._win.office.reading(self._win.actor) as desk:
            people, places = everybody(desk), stockroom.places(desk)
            self._bare = producers.without_terms(desk)
        self._offer(people)
        self.place.offer([(str(one.id), one.name) for one in places])
        if not self.place.value():
            self.place.show_value(str(stock.COUNTER))
        self._places.setVisible(len(places) > 1)
        self._other()

    def _offer(self, people: list[Bringer]) -> None:
        self._bringers = {one.key: one for one in people}
        self.who.offer([("", _("Market, no name")), *((one.key, one.name) for one in people)])
        if self.who.currentIndex() < 0:
            self.who.setCurrentIndex(0)

    def bringer(self) -> Bringer | None:
        """Who was chosen; None for nobody by name."""
        return self._bringers.get(self.who.value())

    def unpaid(self) -> bool:
        """Whether no money is meant: left to sell, or in the shop before."""
        return self.consigning() or self.way == receiving.OPENING

    def consigning(self) -> bool:
        """Whether a producer leaves the goods to sell."""
        chosen = self.bringer()
        return chosen is not None and chosen.owner != stock.SHOP

    def write_new(self) -> None:
        """A new one, in place."""
        self._win.open(BringerSheet(self._win).answered(self._made))

    def _made(self, made: Bringer) -> None:
        self.look()
        self.choose_bringer(made.key)

    def choose_bringer(self, key: str) -> None:
        """Choose by what the choice keeps."""
        self.who.show_value(key)
        self._other()

    def _other(self) -> None:
        left = self.consigning()
        self._ways.setVisible(not left)
        self.consigned.setVisible(left)
        chosen = self.bringer()
        bare = chosen is not None and chosen.owner in self._bare
        self.consigned.show_text(choices.no_terms() if bare else _("Paid when it is sold. It stays theirs."))
        self.consigned.set_tone("accent" if bare else "")
        self.choose_way(self.way)
        self._changed()

    def choose_way(self, way: str) -> None:
        """How it is paid; credit is due after the supplier's days, and nobody brought what was there before."""
        self.way = way
        if way == receiving.OPENING and self.who.currentIndex() > 0:
            self.who.setCurrentIndex(0)
        chosen = self.bringer()
        self._people.setVisible(way != receiving.OPENING)
        self.had.setVisible(way == receiving.OPENING)
        self._own_paper.setVisible(way != receiving.OPENING)
        for own, chip in self.ways.items():
            chip.setChecked(own == way)
        credit = way == receiving.CREDIT and not self.consigning()
        self._due.setVisible(credit)
        if credit and chosen is not None and chosen.key != self._due_of:
            # What was typed over stays, until somebody else brought the goods.
            self._due_of = chosen.key
            today = self._win.clock().astimezone(clock.BANGKOK).date()
            # Whoever gives credit without days agreed has no day, and is not late tomorrow.
            due = (today + timedelta(days=chosen.credit_days)).isoformat() if chosen.credit_days else ""
            self.due.show_iso(due)

    # Reading it

    def load(self, lines: "tuple[Incoming, ...]") -> "Load":
        """The load with these lines; raises Invalid for what cannot be read."""
        from shopdesk.shop.receiving import CONSIGNMENT, CREDIT, Load

        chosen, left = self.bringer(), self.consigning()
        if self.way == CREDIT and chosen is None:
            raise Invalid(N_("Say whose goods these are."), hint=N_("Credit needs the supplier's name."))
        return Load(
            lines,
            supplier=chosen.supplier if chosen else None,
            owner=chosen.owner if chosen else stock.SHOP,
            location=int(self.place.value() or stock.COUNTER),
            paid_by=CONSIGNMENT if left else self.way,
            due_on=self.due.iso() if self.way == CREDIT and not left else "",
            vat=0 if self.unpaid() else self.vat.or_none() or 0,
            paper_number=self.number.value(),
            paper_date=self.date.iso(),
            tax_number=self.tax.value(),
            photo=self.photo.name(),
            note=self.note.value(),
        )

    def clear(self) -> None:
        """The next load: nothing of the last paper."""
        for field in (self.number, self.date, self.tax, self.vat, self.note, self.due):
            field.clear()
        self.photo.show_photo("")
        self._due_of, self.way = "", "drawer"
        self.who.setCurrentIndex(0)
        self._other()

    def keep(self) -> object:
        """What was chosen and typed."""
        texts = [field.text() for field in (self.number, self.date, self.tax, self.vat, self.note, self.due)]
        return self.who.value(), self.way, self.place.value(), texts, self.photo.name(), self.folder.isChecked()

    def restore(self, kept: Any) -> None:
        """Put it back."""
        who, way, place, texts, photo, unfolded = kept
        self.look()
        self.choose_bringer(who)
        self.choose_way(way)
        self.place.show_value(place)
        for field, text in zip((self.number, self.date, self.tax, self.vat, self.note, self.due), texts, strict=True):
            field.setText(text)
        self.photo.show_photo(photo)
        self.folder.setChecked(unfolded)
        self._fold()


def _way(way: str) -> str:
    """Short words for a chip."""
    return {
        "drawer": _("From the drawer"),
        "owner": _("Owner's money"),
        "transfer": _("Transfer"),
        "credit": _("Pay later"),
        "opening": _("Was here before"),
    }[way]
