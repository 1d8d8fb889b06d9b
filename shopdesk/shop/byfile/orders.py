"""Order exports come home: each order a deed of its own, the same file twice changes nothing, what cannot be read is
held and the next goes on.

    orders.preview(office, account, path)      # what would happen
    orders.read(office, account, path, progress=...)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlmodel import col, select

from shopdesk.base.errors import DatabaseProblem, ShopError
from shopdesk.core import orderstate, quantity
from shopdesk.db import models
from shopdesk.shop.byfile import formats, holding, mapping, sheets
from shopdesk.shop.byfile.formats import Format
from shopdesk.shop.byfile.holding import Held, Progress, never, nobody
from shopdesk.shop.channels import RemoteOrder
from shopdesk.shop.desk import Desk, Office
from shopdesk.shop.online import holding as keeping
from shopdesk.shop.online import intake
from shopdesk.shop.rights import Actor, Right, require

KIND, SOURCE = "orders", "file"
_SOME = 400


@dataclass(frozen=True, slots=True)
class Read:
    """What a file of orders did or, from `preview`, would do. `unclear` are words for a state that nobody knows."""

    file: str
    orders: int
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    unclear: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()
    stored: bool = False
    cancelled: bool = False


def preview(office: Office, account: int, path: Path, actor: Actor | None = None) -> Read:
    """What is in a file, storing nothing; `changed` counts orders the shop has already. Raises what `read` does."""
    found, held = _opened(office, account, path, actor)
    with office.reading(actor) as desk:
        known = _known(desk, account, [order.remote for order in found])
    new = sum(order.remote not in known for order in found)
    return Read(path.name, len(found), new, len(found) - new, unclear=_unclear(found), held=tuple(held))


def read(
    office: Office, account: int, path: Path, actor: Actor | None = None, *, progress: Progress = nobody,
    cancelled: Callable[[], bool] = never,
) -> Read:  # fmt: skip
    """Take in every order of a file; stopped in between, what was taken in stays.

    Raises NotFound, Conflict for an account that is not sold by files, Invalid for a file that is not its own,
    NotAllowed, DatabaseProblem.
    """
    found, held = _opened(office, account, path, actor)
    told = Read(path.name, len(found), unclear=_unclear(found), stored=True)
    for done, order in enumerate(found):
        if cancelled():
            return replace(told, held=tuple(held), cancelled=True)
        taken = _take_in(office, account, order, actor, held)
        if taken is not None:
            told = replace(
                told, new=told.new + taken.new, changed=told.changed + (taken.changed and not taken.new),
                unchanged=told.unchanged + (not taken.changed),
            )  # fmt: skip
        progress(done + 1, len(found))
    with office.writing(actor) as desk:
        for one in held:
            holding.hold(desk, account, KIND, one)
        holding.looked(desk, account)
    return replace(told, held=tuple(sorted(held, key=lambda one: one.row)))


def _opened(office: Office, account: int, path: Path, actor: Actor | None) -> tuple[list[RemoteOrder], list[Held]]:
    with office.reading(actor) as desk:
        require(desk, Right.ONLINE)
        own, now = holding.format_of(desk, account), desk.now
    sheet, _data = sheets.opened(own, path, (formats.ORDERS,))
    found, held = mapping.orders(own, sheet, now)
    return [_whole(office, account, own, order, actor) for order in found] if own.by_piece else found, held


def _take_in(
    office: Office, account: int, order: RemoteOrder, actor: Actor | None, held: list[Held]
) -> intake.Taken | None:
    try:
        with office.writing(actor) as desk:
            taken = intake.take_in(desk, account, order, SOURCE)
            holding.let_go(desk, account, KIND, order.remote)
        return taken
    except DatabaseProblem:
        raise
    except ShopError as problem:
        held.append(_refused(order, problem))
        return None


def _refused(order: RemoteOrder, problem: ShopError) -> Held:
    body = {"number": order.number, "state": order.raw, "lines": [line.name for line in order.lines]}
    return Held(0, order.remote, problem.text, problem.hint_text, body, problem.values)


def _unclear(found: Sequence[RemoteOrder]) -> tuple[str, ...]:
    return tuple(sorted({order.raw for order in found if order.state == "attention"}))


def _known(desk: Desk, account: int, remotes: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for at in range(0, len(remotes), _SOME):
        own = select(models.OnlineOrder.remote).where(
            models.OnlineOrder.account == account, col(models.OnlineOrder.remote).in_(remotes[at : at + _SOME])
        )
        found |= set(desk.session.exec(own).all())
    return found


def _whole(office: Office, account: int, own: Format, order: RemoteOrder, actor: Actor | None) -> RemoteOrder:
    """An order of which another file told other pieces: their worth stays, and nothing moves on without them."""
    told = {one for line in order.lines for one in line.ids}
    with office.reading(actor) as desk:
        mine = select(models.OnlineOrder).where(
            models.OnlineOrder.account == account, models.OnlineOrder.remote == order.remote
        )
        row = desk.session.exec(mine).first()
        if row is None or row.id is None:
            return order
        others = [line for line in keeping.lines_of(desk, row.id) if line.remote and not told & set(line.remote)]
        if not others:
            return order
        worth = sum(line.price * line.qty // quantity.ONE for line in others)
        waits = any(line.qty > line.cancelled for line in others)
        state = order.state
        if waits and (order.state in (*orderstate.LEFT, "cancelled", "returned")):
            state = row.state
    return replace(order, state=state, goods=order.goods + worth, total=order.total + worth)
