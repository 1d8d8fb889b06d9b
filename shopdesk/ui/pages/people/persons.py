"""People as the window shows them: who may sign in, who acts now, and a PIN checked in the background."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from shopdesk.shop.desk import Office
    from shopdesk.shop.rights import Actor
    from shopdesk.shop.users import UserInfo
    from shopdesk.ui.shell import Window

COLUMNS = 2


def role_name(role: str) -> str:
    """A role in the language of the moment."""
    return {"owner": _("Owner"), "manager": _("Manager"), "cashier": _("Cashier")}[role]


def listed(office: "Office | None") -> "list[UserInfo]":
    """Who can sign in at this till; nobody while the shop's file is not open."""
    from shopdesk.shop import users

    return users.listed(office) if office is not None else []


def have_pins(office: "Office | None") -> bool:
    """Whether anybody has a PIN, so that the window can be locked."""
    return any(person.has_pin for person in listed(office))


def become(window: "Window", actor: "Actor") -> None:
    """Somebody else works at the window from now on."""
    window.actor = actor
    show_name(window)
    window.bus.user_changed.emit()


def show_name(window: "Window") -> None:
    """The name in the pill, where more than one person or a PIN is known, and the words of one person or several."""
    people = listed(window.office)
    window.show_several(len(people) > 1)
    named = len(people) > 1 or any(person.has_pin for person in people)
    window.show_person(window.actor.name if named and window.actor is not None else "")


def refresh(window: "Window") -> None:
    """People, rights or PINs changed: the acting person as they are now; with no PIN in the shop, the owner acts."""
    from shopdesk.shop import users

    assert window.office is not None
    now = users.again(window.office, window.actor)
    if now is not None:
        become(window, now)


def check_pin(
    window: "Window",
    office: "Office",
    name: str,
    pin: str,
    then: "Callable[[Actor], object]",
    refused: Callable[[ShopError], object],
) -> None:
    """`then(actor)` where name and PIN fit, else `refused(error)`; a PIN takes a while to check, so both come later."""
    from shopdesk.shop import users

    def otherwise(error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        refused(error)

    window.jobs.run(lambda _job: users.sign_in(office, name, pin), then, otherwise)


class Persons(QWidget):
    """People side by side, one of them chosen; `on(person)` when another one is."""

    def __init__(self, people: "Sequence[UserInfo]", chosen: str, on: "Callable[[UserInfo], object]") -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(8))
        self._group = QButtonGroup(self)
        self._people = list(people)
        for number, person in enumerate(people):
            button = Button(person.name, "choice", icon="user-circle", on=lambda person=person: on(person))  # type: ignore[misc]
            button.setCheckable(True)
            button.setChecked(person.name == chosen or len(people) == 1)
            self._group.addButton(button, number)
            grid.addWidget(button, number // COLUMNS, number % COLUMNS)

    def chosen(self) -> "UserInfo | None":
        """Who is chosen."""
        number = self._group.checkedId()
        return self._people[number] if number >= 0 else None

    def buttons(self) -> list[Button]:
        """One for each person."""
        return [button for button in self._group.buttons() if isinstance(button, Button)]
