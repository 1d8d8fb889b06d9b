"""People at the till: who they are, what they may do, their PINs."""

from typing import TYPE_CHECKING, Any

from shopdesk.base.i18n import _
from shopdesk.ui.pages.people import persons
from shopdesk.ui.pages.settings import entries
from shopdesk.ui.pages.settings.changes import Change
from shopdesk.ui.pages.settings.person import Person, PersonSheet
from shopdesk.ui.pages.settings.rows import buttons_row
from shopdesk.ui.pages.settings.section import Section
from shopdesk.ui.pages.settings.short_table import ShortTable
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.table import Column
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.users import UserInfo


class UsersSection(Section):
    """The list of people; one is opened by a touch or Enter."""

    def build(self) -> None:
        """The people, then the lock."""
        card = self.card(_("Who works here"))
        self.table: ShortTable[UserInfo] = ShortTable(
            [
                Column(_("Name"), lambda person: person.name, icon=lambda _person: "user-circle", strong=True),
                Column(_("Role"), lambda person: persons.role_name(person.role), width=150),
                Column(_("PIN"), lambda person: _("yes") if person.has_pin else _("none"), width=110),
            ],
            _("Who works here"),
            self.open,
        )
        card.add(self.table)
        self.hint = Plain(_("Without a PIN everybody may do everything."), "sub", wrap=True)
        card.add(self.hint)
        self.adder = Button(_("Add a person"), icon="user-plus", on=lambda: self.open(None))
        card.add(buttons_row(self.adder))
        self.entries(entries.LOCK, _("The lock"))

    def fill(self, desk: "Desk", values: dict[str, Any]) -> None:
        """Show the people."""
        people = persons.listed(self.win.office)
        self.table.show_rows(people)
        self.hint.setVisible(not any(person.has_pin for person in people))

    def open(self, person: "UserInfo | None") -> None:
        """The sheet of a person, or of a new one."""
        last = person is not None and self.table.count() == 1
        sheet = self.win.open(PersonSheet(person, removable=person is not None and not last))
        sheet.done.connect(lambda answer: self._answered(person, answer))

    def _answered(self, person: "UserInfo | None", answer: Person | str | None) -> None:
        if isinstance(answer, Person) and person is None:
            self._add(answer)
        elif isinstance(answer, Person) and person is not None:
            self._change(person, answer)
        elif answer == "remove" and person is not None:
            self._remove(person)

    def _add(self, wanted: Person) -> None:
        from shopdesk.shop import users

        def add(desk: "Desk") -> None:
            new = users.add(desk, wanted.name, wanted.role, wanted.pin or "")
            users.change(desk, new, name=wanted.name, role=wanted.role, single_rights=wanted.single_rights)

        self._make(Change(_("Added: {name}").format(name=wanted.name), self.changes.by_desk(add), None))

    def _change(self, person: "UserInfo", wanted: Person) -> None:
        from shopdesk.shop import users

        def change(desk: "Desk") -> None:
            users.change(desk, person.id, name=wanted.name, role=wanted.role, single_rights=wanted.single_rights)
            if wanted.pin is not None:
                users.set_pin(desk, person.id, wanted.pin)

        def undo(desk: "Desk") -> None:
            users.change(desk, person.id, name=person.name, role=person.role, single_rights=person.single_rights)

        # A PIN is not kept anywhere it could be taken back from.
        back = None if wanted.pin is not None else self.changes.by_desk(undo)
        words = _("Changed: {setting}").format(setting=wanted.name)
        self._make(Change(words, self.changes.by_desk(change), back))

    def _remove(self, person: "UserInfo") -> None:
        from shopdesk.shop import users

        remove = self.changes.by_desk(lambda desk: users.remove(desk, person.id))
        back = self.changes.by_desk(lambda desk: users.bring_back(desk, person.id))
        self._make(Change(_("Removed: {name}").format(name=person.name), remove, back))

    def _make(self, change: Change) -> None:
        self.changes.make(change)
        self.win.later(0, self._people_changed)

    def _people_changed(self) -> None:
        if self.win.office is not None:
            persons.refresh(self.win)
