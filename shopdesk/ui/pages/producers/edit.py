"""Who a producer is: name, phone, PromptPay number, village, code, photo."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import _
from shopdesk.core import promptpay
from shopdesk.shop import producers
from shopdesk.shop.producers import Person, Producer
from shopdesk.ui import theme
from shopdesk.ui.pages.products.photo_box import PhotoBox
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window


class EditSheet(Sheet):
    """Answers the producer as it is now."""

    keeps_typing = True

    def __init__(self, win: "Window", person: Producer | None) -> None:
        super().__init__(
            _("Change {name}").format(name=person.name) if person else _("Add a producer"), width=760, height=520
        )
        self._win, self._person = win, person
        halves, grid = QHBoxLayout(), QGridLayout()
        halves.setSpacing(theme.px(16))
        grid.setHorizontalSpacing(theme.px(12))
        self.photo = PhotoBox(win, lambda: None, self.strip.refuse)
        known = (person.name, person.phone, person.promptpay, person.village, person.code) if person else ("",) * 5
        self.fields = [Field(text, on_enter=self.enter) for text in known]
        titles = (_("Name"), _("Phone"), _("PromptPay number"), _("Village or group"), _("Code"))
        notes = ("", "", _("Phone or ID number of their own PromptPay"), "", "")
        rows = [Row(*parts) for parts in zip(titles, self.fields, notes, strict=True)]
        self.name, self.promptpay = rows[0], rows[2]
        for place, row in enumerate(rows):
            grid.addWidget(row, place // 2, place % 2)
        halves.addWidget(self.photo)
        halves.addLayout(grid, 1)
        self.body.addLayout(halves)
        if person:
            self.photo.show_photo(person.photo)
        self.main = Button(_("Save"), "primary", icon="check", key="Ctrl+S", on=self.enter)
        self.buttons.addWidget(Button(_("Cancel"), key="Esc", on=lambda: self.finish(None)), 1)
        self.buttons.addWidget(self.main, 1)
        self.first = self.name.field

    def deeds(self) -> dict[str, Any]:
        """Ctrl+S saves."""
        return {"save": self.enter}

    def card(self) -> Person:
        """What is written."""
        name, phone, number, village, code = [field.value() for field in self.fields]
        return Person(name, phone, number, village, code, self.photo.name())

    def enter(self) -> None:
        """Keep it; a number that cannot receive is said beside its field."""
        for row in (self.name, self.promptpay):
            row.refuse(None)
        card = self.card()
        try:
            if card.promptpay:
                promptpay.target(card.promptpay)
        except Invalid as error:
            self.promptpay.refuse(error)
            return
        self._win.attempt(lambda approver: self._keep(card, approver), self.finish, self._refused)

    def _keep(self, card: Person, approver: "Actor | None") -> Producer:
        assert self._win.office is not None
        with self._win.office.writing(self._win.actor, approver) as desk:
            if self._person is not None:
                return producers.change(desk, self._person.id, card)
            return producers.add(
                desk, card.name, card.phone, promptpay_id=card.promptpay, village=card.village, code=card.code,
                photo=card.photo,
            )  # fmt: skip

    def _refused(self, error: ShopError) -> None:
        if not self.card().name:
            self.name.refuse(error)
        else:
            self.strip.refuse(error)
