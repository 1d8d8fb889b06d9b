"""How a call to a channel may fail: not now, not at all, not without a person. Everybody takes them from `channels`."""

import re
from datetime import timedelta

from shopdesk.base.i18n import N_

# What is said where the line itself is away; every other trouble is that of one account.
NO_LINE = N_("There is no internet.")
NOT_SAFE = N_("The line is not safe, so nothing was sent.")
OTHER_PAGE = N_("Another page answers in place of the platform.")
AWAY = (NO_LINE, NOT_SAFE, OTHER_PAGE)
# Of the marketplace to practise with: a person opens it, the line has no part in it.
OPEN_PRACTICE = N_("Press “Practise selling” to open it again.")
# A code as it stands before a platform's words, or a fault of ours: 4120, 36009003, product.error_param, KeyError.
_CODE = re.compile(r"(?:[1-9]\d{2,8}|[A-Za-z]+(?:[._][A-Za-z]+)+|[A-Za-z]+Error)(?=$|[\s);:,])", re.ASCII)


def code_of(detail: str) -> str:
    """The code at the head of a platform's own word, for a log or a helper: what follows may be a buyer's."""
    found = _CODE.match(detail)
    return found.group() if found else ""


class ChannelProblem(Exception):
    """A call that did not do what it should. `why` and `fix` are English catalogue sentences for a person.

    `detail` is the platform's own word, bounded, without secrets.
    """

    def __init__(self, why: str, *, fix: str = "", detail: str = "", **values: object) -> None:
        super().__init__(why)
        self.why, self.fix, self.detail, self.values = why, fix, detail[:500], values


class Retry(ChannelProblem):
    """Not now; the same again later. `after` where the platform named a time to wait."""

    def __init__(
        self, why: str, *, fix: str = "", detail: str = "", after: timedelta | None = None, **values: object
    ) -> None:
        super().__init__(why, fix=fix, detail=detail, **values)
        self.after = after


class Offline(Retry):
    """There is no line, or something on the way answers instead of the platform (a sign-in page of a Wi-Fi)."""


class Unreached(Offline):
    """Nobody answers at this host. `proven` where others answered lately, so that it is not the line; `own` where its
    address was typed by the shop."""

    def __init__(self, why: str, *, fix: str = "", host: str = "", own: bool = False, proven: bool = False) -> None:
        super().__init__(why, fix=fix)
        self.host, self.own, self.proven = host, own, proven


def of_practice(problem: ChannelProblem) -> ChannelProblem:
    """The problem of an account at the marketplace of this computer: where nobody answers, it is closed."""
    if not isinstance(problem, Unreached):
        return problem
    why = N_("The practice marketplace does not answer.")
    return Unreached(why, fix=OPEN_PRACTICE, host=problem.host, own=problem.own, proven=True)


class Unknown(Retry):
    """The answer to a write never came: it may have been done. The truth is read before it is tried again."""


class Rejected(ChannelProblem):
    """The platform refuses this one thing; a person mends it. `code` is its own code."""

    def __init__(self, why: str, *, fix: str = "", detail: str = "", code: str = "", **values: object) -> None:
        super().__init__(why, fix=fix, detail=detail, **values)
        self.code = code


class NeedsLogin(ChannelProblem):
    """The account has to be signed in again by a person; nothing else helps."""
