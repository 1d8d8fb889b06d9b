"""One deed of a page: done, refused in words, asked about first, or tried again with somebody who has the right."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from shopdesk.base.errors import NotAllowed, ShopError, Unsure

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
    answered: frozenset[str] = frozenset(),
) -> bool:
    """Do a deed with this approver and these questions answered; see Window.attempt."""
    from shopdesk.shop import desk

    try:
        with desk.asking(answered):
            answer = deed(approver)
    except NotAllowed as error:
        if approver is None and window.ask_approval is not None:
            window.ask_approval(error, lambda actor: attempt(window, deed, actor, then, refused, answered))
        else:
            (refused or window.refuse)(error)
        return False
    except Unsure as error:
        question = error.question
        _ask(window, error, lambda: attempt(window, deed, approver, then, refused, answered | {question}))
        return False
    except ShopError as error:
        (refused or window.refuse)(error)
        return False
    if then is not None:
        then(answer)
    return True


def _ask(window: "Window", error: Unsure, go_on: Callable[[], object]) -> None:
    from shopdesk.ui.widgets.question import QuestionSheet

    window.sounds.play("attention")
    window.open(QuestionSheet(error).answered(lambda _yes: go_on()))
