"""A customer's card: the name is enough, everything else may stay empty."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.shop import customers, prices
from shopdesk.shop.customers import Card, Customer
from shopdesk.ui import theme
from shopdesk.ui.pages.customers.choosing import ChooseSheet
from shopdesk.ui.pages.customers.deeds import card_of, pay_days
from shopdesk.ui.pages.customers.picker import called
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field, MoneyField, Row
from shopdesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

TWO_COLUMNS = 620


class CardSheet(Sheet):
    """Answers the customer as kept."""

    def __init__(self, window: "Window", person: Customer | None) -> None:
        super().__init__(_("New customer") if person is None else person.name, width=760)
        self.win, self._person = window, person
        self._card = card_of(person) if person is not None else Card("")
        card = self._card
        self.name = Field(card.name, name=_("Name"), longest=customers.LONGEST_NAME)
        self.nickname, self.house = self._field(card.nickname, _("Nickname")), self._field(card.house, _("House"))
        self.phone, self.member = self._field(card.phone, _("Telephone")), self._field(card.member, _("Member number"))
        self.note = self._field(card.note, _("Note"))
        self.limit = MoneyField(card.limit, name=_("Limit"), hint=_("none agreed"))
        self.pay_day = Choice(_("Agreed pay-day"), free=False)
        self.pay_day.offer(list(pay_days().items()))
        self.pay_day.show_value(card.pay_day)
        self.group = Choice(_("Group with its own prices"))
        self._groups = self._read_groups()
        self.group.offer([("", _("None")), *[(str(number), name) for number, name in self._groups]])
        self.group.show_value(str(card.group or ""))
        self._tab = card.tab
        self.tab = Button("", icon="home", on=self._choose_tab)
        self._name_tab()
        self._lay()
        self.buttons.addWidget(Button(_("Keep"), "primary", key="Ctrl+S", on=self.keep))
        self.first = self.name

    def _field(self, text: str, name: str) -> Field:
        return Field(text, name=name, longest=customers.LONGEST)

    def _lay(self) -> None:
        rows = [
            Row(_("Name"), self.name, _("A nickname is enough.")), Row(_("Nickname"), self.nickname),
            Row(_("House"), self.house), Row(_("Telephone"), self.phone),
            Row(_("Member number"), self.member), Row(_("Group with its own prices"), self.group),
            Row(_("Limit"), self.limit), Row(_("Agreed pay-day"), self.pay_day),
            Row(_("Whose book"), self.tab), Row(_("Note"), self.note),
        ]  # fmt: skip
        place = QWidget()
        self._grid = QGridLayout(place)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(2))
        for number, row in enumerate(rows):
            self._grid.addWidget(row, number // 2, number % 2)
        self.body.addWidget(place)
        for field in (self.name, self.nickname, self.house, self.phone, self.member, self.limit, self.note):
            field.returnPressed.connect(self.keep)

    def _read_groups(self) -> list[tuple[int, str]]:
        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            return prices.groups(desk)

    # Whose book it is

    def _name_tab(self) -> None:
        self.tab.say(_("Own book") if self._tab is None else self._head())

    def _head(self) -> str:
        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            try:
                return called(customers.one(desk, self._tab or 0))
            except ShopError:
                return _("Own book")

    def _choose_tab(self) -> None:
        if self._tab is not None:
            self._tab = None
            self._name_tab()
            return
        sheet = ChooseSheet(self.win, _("In whose book is it written?"))
        self.win.open(sheet)
        sheet.answered(self._tab_chosen)

    def _tab_chosen(self, head: Customer) -> None:
        self._tab = head.id
        self._name_tab()

    # Keeping

    def unkept(self) -> bool:
        """Whether another card stands here than is kept."""
        try:
            return self._typed() != self._card
        except ShopError:
            return True

    def deeds(self) -> dict[str, object]:  # type: ignore[override]  # one key
        """Ctrl+S keeps it."""
        return {"save": self.keep}

    def scanned(self, code: str) -> None:
        """A member's card: its number."""
        self.member.setText(code)

    def keep(self) -> None:
        """Keep the card, or say what is wrong."""
        try:
            card = self._typed()
        except ShopError as error:
            self.strip.refuse(error)
            return
        self.win.attempt(lambda approver: self._kept(card, approver), self.finish, self.strip.refuse)

    def _typed(self) -> Card:
        return replace(
            self._card, name=self.name.value(), nickname=self.nickname.value(), house=self.house.value(),
            phone=self.phone.value(), member=self.member.value(), note=self.note.value(), limit=self.limit.or_none(),
            pay_day=self.pay_day.value(), tab=self._tab,
        )  # fmt: skip

    def _kept(self, card: Card, approver: "Actor | None") -> Customer:
        assert self.win.office is not None
        with self.win.office.writing(self.win.actor, approver) as desk:
            chosen = self.group.value()
            known = {str(number): number for number, _name in self._groups}
            group = known[chosen] if chosen in known else prices.add_group(desk, chosen) if chosen else None
            card = replace(card, group=group)
            if self._person is None:
                return customers.add(desk, card)
            return customers.change(desk, self._person.id, card)
