"""What was held because nobody could take it in, tried again: as it stands, or as a person mended its text."""

import dataclasses
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.db import models
from shopdesk.shop import accounts, settlements
from shopdesk.shop.channels import Account, Channel, Money, MoneyLine, RemoteLine, RemoteOrder, Statement
from shopdesk.shop.desk import Office
from shopdesk.shop.online import intake
from shopdesk.shop.rights import Actor
from shopdesk.sync import pulling, standing


def replay(office: Office, actor: Actor | None, held: int, text: str, opened: Callable[[Account], Channel]) -> None:
    """Take it in and let it go, as a deed of whoever asks; an order in the platform's own shape, or one that was too
    long to be held whole, is asked for anew instead.

    Raises Invalid for a text that is not whole, NotFound where it is gone, what the shop and the channel raise.
    """
    with office.reading(actor) as desk:
        row = desk.session.get(models.HeldReply, held)
        if row is None:
            raise NotFound(N_("This was taken in already."))
        account = desk.session.get_one(models.ChannelAccount, row.account)
        known = accounts.account_of(account)
    cut = len(row.body) >= standing.LONGEST_BODY and text == row.body
    told = {} if cut else _read(text)
    if row.kind == pulling.ORDERS:
        order = _order(told) if _ours(told) else opened(known).order(row.key)
        _take_order(office, actor, row, order)
    else:
        _take_money(office, actor, row, told)


def _take_order(office: Office, actor: Actor | None, row: models.HeldReply, order: RemoteOrder) -> None:
    with office.writing(actor) as desk:
        intake.take_in(desk, row.account, order)
        standing.let_go(desk.session.connection(), row.account, row.kind, row.key)


def _take_money(office: Office, actor: Actor | None, row: models.HeldReply, told: Mapping[str, Any]) -> None:
    """Our own shape is taken in; else the next round reads the platform's account with the shop once more."""
    whole = isinstance(told.get("lines"), list) and isinstance(told.get("statements"), list)
    with office.writing(actor) as desk:
        connection = desk.session.connection()
        if whole:
            lines = tuple(_made(MoneyLine, one) for one in told["lines"])
            statements = tuple(_made(Statement, one) for one in told["statements"])
            settlements.take_in(desk, row.account, Money(lines, statements))
        else:
            pulling.money_again(connection, row.account)
        standing.let_go(connection, row.account, row.kind, row.key)


def _read(text: str) -> Mapping[str, Any]:
    try:
        told = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError):
        raise _not_whole() from None
    return told if isinstance(told, dict) else {}


def _ours(told: Mapping[str, Any]) -> bool:
    return {"remote", "number", "state", "lines", "placed_at"} <= set(told)


def _order(told: Mapping[str, Any]) -> RemoteOrder:
    lines = told["lines"]
    if not isinstance(lines, list):
        raise _not_whole()
    whole = {**told, "lines": tuple(_line(one) for one in lines)}
    for name in ("placed_at", "changed_at", "deadline"):
        whole[name] = _instant(told.get(name))
    order: RemoteOrder = _made(RemoteOrder, whole)
    return order


def _line(told: Any) -> RemoteLine:
    if not isinstance(told, dict) or not isinstance(told.get("ids"), list):
        raise _not_whole()
    line: RemoteLine = _made(RemoteLine, {**told, "ids": tuple(str(one) for one in told["ids"])})
    return line


def _made(kind: type[Any], told: Any) -> Any:
    """A value of a channel out of its members; numbers are whole, words are words. Raises Invalid."""
    if not isinstance(told, dict):
        raise _not_whole()
    plain = {field.name: field.type for field in dataclasses.fields(kind)}
    for name, value in told.items():
        wanted = {"int": int, "str": str, "bool": bool}.get(str(getattr(plain.get(name), "__name__", plain.get(name))))
        if name not in plain or (wanted is not None and type(value) is not wanted):
            raise _not_whole()
    try:
        return kind(**told)
    except TypeError:
        raise _not_whole() from None


def _instant(text: Any) -> datetime | None:
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise _not_whole() from None
    if found.tzinfo is None:
        raise _not_whole()
    return found


def _not_whole() -> Invalid:
    return Invalid(
        N_("This text cannot be read."), hint=N_("Change only words and numbers, leave the signs around them.")
    )
