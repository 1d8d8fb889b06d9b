"""What every channel says of an answer it cannot use; what cannot be read is kept, and stops nothing else."""

import hashlib
from collections.abc import Callable
from typing import TypeVar

from shopdesk.base.i18n import N_
from shopdesk.shop import mended
from shopdesk.shop.channels import Rejected, Retry, Unknown, Unread
from shopdesk.sync import strictjson
from shopdesk.sync.channels.reading import Odd

Given = TypeVar("Given")

WAIT = N_("Wait: it is tried again by itself.")
THERE = N_("Look at it on the platform.")
IN_THE_SHOP = N_("Look at it in the shop.")
MEND = N_("Change this word in the text, then take it in again.")
LONGEST_BODY = mended.LONGEST
_FIELD = N_("“{field}” in the platform's answer cannot be read.")
_WHAT = N_("This order cannot be read: {what}")


def garbled(*, writes: bool) -> Retry:
    """The problem of an answer that cannot be understood."""
    problem = Unknown if writes else Retry
    return problem(N_("The answer was cut or cannot be read."), fix=WAIT)


def strange(problem: type[Retry] = Retry) -> Retry:
    """The problem of an answer of a shop's own server that is JSON, but not what was asked for."""
    return problem(N_("The shop's answer is not what was asked for."), fix=WAIT)


def trouble(detail: str, *, writes: bool) -> Retry:
    """The problem of a platform that has one of its own; a write may have been done."""
    problem = Unknown if writes else Retry
    return problem(N_("The platform has trouble of its own."), fix=WAIT, detail=detail)


def unreadable(field: str) -> Rejected:
    """The problem of the one order that was asked for, a member of which makes no sense."""
    return Rejected(_FIELD, fix=THERE, code="answer", field=field)


def unreadable_order(what: str) -> Rejected:
    """The same where the shop's own server answers."""
    return Rejected(_WHAT, fix=IN_THE_SHOP, code="unread", what=what)


def read(kind: str, key: str, value: object, make: Callable[[], Given]) -> Given | Unread:
    """One member as it is meant to be, or the member itself with what is wrong with it."""
    try:
        return make()
    except Odd as odd:
        body = _body(value)
        name = key or f"{kind}-{hashlib.sha256(body.encode()).hexdigest()[:16]}"
        return Unread(name, body, _FIELD, THERE, {"field": odd.field})


def refused(key: str, value: object, problem: Rejected) -> Unread:
    """One member about which the platform refuses to tell more."""
    return Unread(key, _body(value), problem.why, problem.fix)


def unread_order(key: str, value: object, what: str) -> Unread:
    """An order of a shop's own server that cannot be understood, as it came; `key` may be missing."""
    body = _body(value)
    return Unread(key or f"?{hashlib.sha256(body.encode()).hexdigest()[:8]}", body, _WHAT, IN_THE_SHOP, {"what": what})


def reread(make: Callable[[], Given]) -> Given:
    """What a person mended, read as it is when it comes. Raises Rejected, and what the platform raises."""
    try:
        return make()
    except Odd as odd:
        raise Rejected(_FIELD, fix=MEND, code="answer", field=odd.field) from None


def _body(value: object) -> str:
    return strictjson.dumps(value).decode()[:LONGEST_BODY]
