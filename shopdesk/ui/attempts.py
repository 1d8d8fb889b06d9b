"""One deed of a page: done, refused in words, or tried again with somebody who has the right."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from shopdesk.base.errors import NotAllowed, ShopError

if TYPE_CHECKING:
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

T = TypeVar("T")


def attempt(
    window: "Window",
    deed: "Callable[[Actor | None], T]",
    approver: "Actor | None",
    then: Callable[[T], object] | None,
    refused: Callable[[ShopError], object] | None,
) -> bool:
    """Do a deed with this approver; see Window.attempt."""
    try:
        answer = deed(approver)
    except NotAllowed as error:
        if approver is None and window.ask_approval is not None:
            window.ask_approval(error, lambda actor: attempt(window, deed, actor, then, refused))
        else:
            (refused or window.refuse)(error)
        return False
    except ShopError as error:
        (refused or window.refuse)(error)
        return False
    if then is not None:
        then(answer)
    return True
