"""A deed at the desk from a page or a sheet of the orders."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from shopdesk.base.errors import ShopError
    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

T = TypeVar("T")


def write(
    win: "Window",
    deed: "Callable[[Desk], T]",
    then: "Callable[[T], object] | None" = None,
    refused: "Callable[[ShopError], object] | None" = None,
) -> None:
    """Do a use case in one writing block, with somebody's PIN where a right is missing; refusals go to the strip."""

    def act(approver: "Actor | None") -> T:
        assert win.office is not None
        with win.office.writing(win.actor, approver) as desk:
            return deed(desk)

    win.attempt(act, then, refused)


def read(win: "Window", deed: "Callable[[Desk], T]") -> T:
    """Look something up; raises ShopError."""
    assert win.office is not None
    with win.office.reading(win.actor) as desk:
        return deed(desk)


def accounts_of(win: "Window") -> "list[Standing]":
    """The accounts in use; raises ShopError."""
    from shopdesk.shop import accounts

    return read(win, accounts.listing)
