"""The states of the lock, of changing person, of an approval, and of the questions at the start, for the tour."""

from typing import TYPE_CHECKING

from shopdesk.base.errors import NotAllowed
from shopdesk.base.i18n import N_
from shopdesk.shop import rights, users
from shopdesk.shop.rights import Right
from shopdesk.ui.pages import people
from shopdesk.ui.pages.people import arrival, lock, persons
from shopdesk.ui.pages.people.pinpad import PinSheet
from shopdesk.ui.pages.settings.states import staff
from shopdesk.ui.tour import settle, state

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window


def cashier(window: "Window") -> None:
    """A cashier works."""
    people.install(window)
    staff(window)
    assert window.office is not None
    persons.become(window, users.sign_in(window.office, "น้องแนน", "2222"))


def refused() -> NotAllowed:
    """A cashier wants to void a bill."""
    words = N_("{name} may not do this: {deed}.")
    return NotAllowed(words, right=Right.VOID.value, name="น้องแนน", deed=rights.label(Right.VOID))


@state("people-lock")
def locked(window: "Window") -> None:
    """The locked window."""
    cashier(window)
    window.lock()


@state("people-lock-wrong")
def wrong(window: "Window") -> None:
    """A wrong PIN."""
    cashier(window)
    window.lock()
    sheet = window.sheet
    assert isinstance(sheet, PinSheet)
    sheet.pin.setText("9999")
    sheet.enter()
    settle(window)


@state("people-switch")
def switch(window: "Window") -> None:
    """Another person goes on, without PINs."""
    people.install(window)
    persons.refresh(window)
    assert window.office is not None
    with window.office.writing(window.actor) as desk:
        users.add(desk, "น้องแนน", "cashier", "")
    lock.lock(window)


@state("people-approval")
def approval(window: "Window") -> None:
    """The owner's PIN is asked for."""
    cashier(window)
    assert window.ask_approval is not None
    window.ask_approval(refused(), lambda actor: actor)


@state("people-moved")
def moved(window: "Window") -> None:
    """The folder came from another computer."""
    window.open(arrival.MovedSheet())


@state("people-clock")
def clock(window: "Window") -> None:
    """The clock looks wrong."""
    window.open(arrival.ClockSheet(window, "earlier"))
