"""What was held because nobody could take it in, tried again: as it stands, or as a person mended its text.

A text in the platform's own words goes through the channel's own reading, one of a file through the file's. What cannot
be read so stays held, with the text as it was typed and the reason of now.
"""

import contextlib
import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shopdesk.base.errors import DatabaseProblem, Invalid, NotAllowed, NotFound, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.db import models
from shopdesk.shop import accounts, exchange, mended, settlements
from shopdesk.shop.byfile import holding
from shopdesk.shop.byfile import money as file_money
from shopdesk.shop.byfile import orders as file_orders
from shopdesk.shop.channels import (
    Account,
    Channel,
    ChannelProblem,
    Money,
    MoneyLine,
    RemoteLine,
    RemoteOrder,
    Retry,
    Statement,
)
from shopdesk.shop.desk import Desk, Office
from shopdesk.shop.online import intake
from shopdesk.shop.rights import Actor, Right, require
from shopdesk.sync import pulling, standing, strictjson

Told = Mapping[str, Any]
# An order without a number of its own is held under a name of ours.
_NAMELESS = ("order-", "?", "row-")


@dataclass(frozen=True, slots=True)
class _Case:
    """One held reply: what it is, whose, its text as it was held, and what is to be taken in."""

    id: int
    kind: str
    key: str
    account: Account
    body: str
    told: Told = field(default_factory=dict)
    edited: bool = False

    @property
    def by_file(self) -> bool:
        """Whether it stood in a file."""
        return bool(self.account.options.get("by_file"))


def replay(office: Office, actor: Actor | None, held: int, text: str, opened: Callable[[Account], Channel]) -> None:
    """Take it in and let it go, as a deed of whoever asks. What came over the line and was not changed, or is empty,
    or was too long to be held whole, is asked for anew.

    Raises Invalid for a text that is not whole, NotFound where it is gone, what the shop and the channel raise.
    """
    found = _case(office, actor, held)
    with _kept_if_refused(office, actor, found, text):
        case = _typed(found, text)
        if case.kind == pulling.ORDERS:
            _take_order(office, actor, case, opened)
        else:
            _take_money(office, actor, case, opened)


def _case(office: Office, actor: Actor | None, held: int) -> _Case:
    with office.reading(actor) as desk:
        require(desk, Right.ONLINE)
        row = desk.session.get(models.HeldReply, held)
        if row is None:
            raise _gone()
        account = accounts.account_of(desk.session.get_one(models.ChannelAccount, row.account))
        return _Case(held, row.kind, row.key, account, row.body)


def _typed(case: _Case, text: str) -> _Case:
    """The same with what a person made of its text; raises Invalid."""
    if len(case.body) >= mended.LONGEST and _same(text, case.body):
        text = ""
    told = _read(text) if text.strip() else {}
    return dataclasses.replace(case, told=told, edited=not _same(text, case.body))


@contextlib.contextmanager
def _kept_if_refused(office: Office, actor: Actor | None, case: _Case, text: str) -> Iterator[None]:
    """Nothing that was typed is lost: it takes the place of the text before, with why it could not be taken in."""
    try:
        yield
    except (NotFound, NotAllowed, DatabaseProblem):
        raise
    except (ShopError, ChannelProblem) as problem:
        why, fix = _reason(problem)
        with office.writing(actor) as desk:
            row = _row(desk, case)
            if row is not None and text.strip():
                body = row.body if _same(text, row.body) else text
                exchange.mend(desk, case.id, body, why, fix)
        raise


def _row(desk: Desk, case: _Case) -> models.HeldReply | None:
    """It as it is held now: meanwhile somebody may have taken it in, and its number may be another's."""
    row = desk.session.get(models.HeldReply, case.id)
    mine = row is not None and (row.account, row.kind, row.key) == (case.account.id, case.kind, case.key)
    return row if mine else None


def _still_held(desk: Desk, case: _Case) -> models.HeldReply:
    row = _row(desk, case)
    if row is None:
        raise _gone()
    return row


def _reason(problem: ShopError | ChannelProblem) -> tuple[str, str]:
    """Why a text could not be taken in; a line that is away says nothing of the text."""
    if isinstance(problem, ChannelProblem):
        return ("", "") if isinstance(problem, Retry) else (standing.said(problem), problem.fix)
    return (_(problem.text).format(**problem.values) if problem.values else problem.text), problem.hint_text


def _take_order(
    office: Office, actor: Actor | None, case: _Case, opened: Callable[[Account], Channel]
) -> None:  # fmt: skip
    asked = None if case.by_file or _ours(case.told) else _asked(case, opened(case.account))
    with office.writing(actor) as desk:
        row = _still_held(desk, case)
        order = asked or (_order(case.told) if _ours(case.told) else _of_file(desk, case))
        if order.remote != case.key and not case.key.startswith(_NAMELESS):
            raise Invalid(N_("This is another order."), hint=N_("Leave the order number as it stood."))
        intake.take_in(desk, case.account.id, order, file_orders.SOURCE if case.by_file else "api")
        _let_go(desk, row)


def _asked(case: _Case, channel: Channel) -> RemoteOrder:
    return channel.reread(case.told) if case.edited and case.told else channel.order(case.key)


def _of_file(desk: Desk, case: _Case) -> RemoteOrder:
    if not case.told:
        raise _only_in_the_file()
    return file_orders.mended(desk, case.account.id, case.key, case.told)


def _take_money(
    office: Office, actor: Actor | None, case: _Case, opened: Callable[[Account], Channel]
) -> None:  # fmt: skip
    """What was not changed is read once more by the next round, with all of the platform's account with the shop."""
    ours = _ours_of_money(case.told)
    again = not ours and not case.by_file and not (case.edited and case.told)
    asked = None if again or ours or case.by_file else opened(case.account).reread_money(case.told)
    with office.writing(actor) as desk:
        row = _still_held(desk, case)
        if again:
            pulling.money_again(desk.session.connection(), case.account.id)
            standing.let_go(desk.session.connection(), case.account.id, case.kind, case.key)
            return
        settlements.take_in(desk, case.account.id, asked or (_money(case.told) if ours else _money_of_file(desk, case)))
        _let_go(desk, row)


def _money_of_file(desk: Desk, case: _Case) -> Money:
    if not case.told:
        raise _only_in_the_file()
    return file_money.mended(desk, case.account.id, case.told)


def _let_go(desk: Desk, row: models.HeldReply) -> None:
    """It was taken in, and the same text told once more is no news."""
    connection = desk.session.connection()
    mended.remember(connection, row.account, row.kind, row.key, row.body)
    standing.let_go(connection, row.account, row.kind, row.key)


def _read(text: str) -> Told:
    try:
        told = strictjson.loads(text.encode())
    except (ValueError, RecursionError):
        raise holding.not_whole() from None
    if not isinstance(told, dict):
        raise holding.not_whole()
    return told


def _same(text: str, body: str) -> bool:
    """Whether nobody changed what is said, however it is laid out."""
    try:
        return bool(strictjson.loads(text.encode()) == strictjson.loads(body.encode()))
    except (ValueError, RecursionError):
        return text.strip() == body.strip()


def _ours(told: Mapping[str, Any]) -> bool:
    return {"remote", "number", "state", "lines", "placed_at"} <= set(told)


def _ours_of_money(told: Told) -> bool:
    return isinstance(told.get("lines"), list) and isinstance(told.get("statements"), list)


def _money(told: Told) -> Money:
    lines = tuple(_made(MoneyLine, one) for one in told["lines"])
    return Money(lines, tuple(_made(Statement, one) for one in told["statements"]))


def _order(told: Mapping[str, Any]) -> RemoteOrder:
    lines = told["lines"]
    if not isinstance(lines, list):
        raise holding.not_whole()
    whole = {**told, "lines": tuple(_line(one) for one in lines)}
    for name in ("placed_at", "changed_at", "deadline"):
        whole[name] = _instant(told.get(name))
    order: RemoteOrder = _made(RemoteOrder, whole)
    return order


def _line(told: Any) -> RemoteLine:
    if not isinstance(told, dict) or not isinstance(told.get("ids"), list):
        raise holding.not_whole()
    line: RemoteLine = _made(RemoteLine, {**told, "ids": tuple(str(one) for one in told["ids"])})
    return line


def _made(kind: type[Any], told: Any) -> Any:
    """A value of a channel out of its members; numbers are whole, words are words. Raises Invalid."""
    if not isinstance(told, dict):
        raise holding.not_whole()
    plain = {field.name: field.type for field in dataclasses.fields(kind)}
    for name, value in told.items():
        wanted = {"int": int, "str": str, "bool": bool}.get(str(getattr(plain.get(name), "__name__", plain.get(name))))
        if name not in plain or (wanted is not None and type(value) is not wanted):
            raise holding.not_whole()
    try:
        return kind(**told)
    except TypeError:
        raise holding.not_whole() from None


def _instant(text: Any) -> datetime | None:
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise holding.not_whole() from None
    if found.tzinfo is None:
        raise holding.not_whole()
    return found


def _only_in_the_file() -> Invalid:
    return Invalid(N_("What stood there is only in the file."), hint=N_("Mend the file and choose it once more."))


def _gone() -> NotFound:
    return NotFound(N_("This was taken in already."))
