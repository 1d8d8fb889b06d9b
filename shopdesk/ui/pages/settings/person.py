"""One person at the till: name, role, PIN, and single rights given or taken."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.shop import rights
from shopdesk.shop.rights import Right
from shopdesk.ui import theme
from shopdesk.ui.pages.people.persons import role_name
from shopdesk.ui.pages.settings.tick import Tick
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.fields import Field, PinField, Row
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.users import UserInfo

# What everybody at a till can do anyway.
ALWAYS = frozenset({Right.LOOK, Right.SELL})
# Above this size of text (percent) two rights do not fit beside each other.
LARGE = 130


@dataclass(frozen=True, slots=True)
class Person:
    """What was typed. `pin` is None where it stays as it is, empty where it is taken away."""

    name: str
    role: str
    pin: str | None
    single_rights: dict[str, bool]


class PersonSheet(Sheet):
    """Answers a Person, "remove", or None."""

    def __init__(self, person: "UserInfo | None", *, removable: bool) -> None:
        super().__init__(person.name if person else _("A new person"), width=760)
        self._person = person
        self.name = Field(person.name if person else "", longest=60)
        self.name_row = Row(_("Name"), self.name, _("Printed on receipts."))
        self.body.addWidget(self.name_row)
        role = person.role if person else "cashier"
        self.role = Segments([(key, role_name(key)) for key in rights.ROLES], role, self._show_role)
        self.body.addWidget(Row(_("Role"), self.role, _("A role brings its rights; change single ones below.")))
        self._put_pin(person)
        self._boxes = self._put_rights()
        self._mark(rights.of_role(role, person.single_rights if person else {}))
        self._put_buttons(removable)
        self.first = self.name

    def _put_pin(self, person: "UserInfo | None") -> None:
        self.pin = PinField(name=_("PIN"), on_enter=self.save)
        has = person is not None and person.has_pin
        note = _("Empty: the PIN stays as it is.") if has else _("4 to 6 digits, or none.")
        self.pin_row = Row(_("New PIN") if has else _("PIN"), self.pin, note)
        self.body.addWidget(self.pin_row)
        self.no_pin = Tick(_("Take the PIN away"))
        self.body.addWidget(self.no_pin)
        self.no_pin.setVisible(has)

    def _put_rights(self) -> dict[Right, Tick]:
        self.body.addWidget(Plain(_("May"), "label"))
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(8))
        boxes = {right: Tick(rights.label(right)) for right in Right if right not in ALWAYS}
        columns = 2 if theme.scale() <= LARGE else 1
        for number, box in enumerate(boxes.values()):
            grid.addWidget(box, number // columns, number % columns)
        self.body.addWidget(whole)
        return boxes

    def _put_buttons(self, removable: bool) -> None:
        if removable:
            self.remove = Button(_("Take off the till"), "danger", icon="trash", on=lambda: self.finish("remove"))
            self.buttons.addWidget(self.remove)
        self.buttons.addStretch(1)
        self.ok = Button(_("Save"), "primary", icon="check", key="Ctrl+S", on=self.save)
        self.buttons.addWidget(self.ok)

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """Ctrl+S saves."""
        return {"save": self.save}

    def _show_role(self, role: str) -> None:
        self._mark(rights.of_role(role, {}))

    def _mark(self, owned: frozenset[Right]) -> None:
        for right, box in self._boxes.items():
            box.setChecked(right in owned)

    def read(self) -> Person:
        """What was typed; raises Invalid."""
        if not self.name.value():
            raise Invalid(N_("Type a name."))
        wanted = ALWAYS | {right for right, box in self._boxes.items() if box.isChecked()}
        role = self.role.value()
        pin = "" if self.no_pin.isChecked() else self.pin.value() or None
        return Person(self.name.value(), role, pin, rights.single(role, frozenset(wanted)))

    def save(self) -> None:
        """Answer what was typed, or say what is missing."""
        try:
            answer = self.read()
        except Invalid as error:
            self.name_row.refuse(error)
            return
        self.finish(answer)
