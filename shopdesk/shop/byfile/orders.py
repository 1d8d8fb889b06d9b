"""Order exports come home: some orders at a time, the same file twice changes nothing, what cannot be read is held and
the next goes on.

    orders.preview(office, account, path)      # what would happen
    orders.read(office, account, path, progress=...)
"""

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shopdesk.base.errors import DatabaseProblem, Invalid, ShopError
from shopdesk.base.i18n import N_
from shopdesk.core import orderstate
from shopdesk.db import quick
from shopdesk.shop.byfile import formats, holding, mapping, sheets
from shopdesk.shop.byfile.holding import Held, Progress, never, nobody
from shopdesk.shop.channels import RemoteOrder
from shopdesk.shop.desk import Desk, Office
from shopdesk.shop.online import intake, telling
from shopdesk.shop.rights import Actor, Right, require, use_case

KIND, SOURCE = "orders", "file"
# So many orders are one transaction: short enough that nobody at the counter waits for it.
_AT_ONCE = 40
_KNOWN = (
    "SELECT remote FROM online_order WHERE account = :account AND remote IN (SELECT value FROM json_each(:remotes))"
)
_LINES = (
    "SELECT o.remote, o.state, l.remote, l.price * l.qty / 1000, l.qty > l.cancelled FROM online_order o "
    "JOIN online_line l ON l.online_order = o.id WHERE o.account = :account "
    "AND o.remote IN (SELECT value FROM json_each(:remotes)) ORDER BY l.position"
)


@dataclass(frozen=True, slots=True)
class Read:
    """What a file of orders did or, from `preview`, would do. `unclear` are words for a state that nobody knows.

    Of its orders the shop has later news of so many `older`: they stay as they are. So many that left and are new here
    are no sales: they left `before` the account was here, or another account of the platform had them.
    """

    file: str
    orders: int
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    unclear: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()
    stored: bool = False
    cancelled: bool = False
    older: int = 0
    before: int = 0


def preview(office: Office, account: int, path: Path, actor: Actor | None = None) -> Read:
    """What is in a file, storing nothing; `changed` counts orders the shop has already. Raises what `read` does."""
    found, held = _opened(office, account, path, actor)
    with office.reading(actor) as desk:
        told = Read(path.name, len(found), unclear=_unclear(found), held=tuple(held))
        for at in range(0, len(found), _AT_ONCE):
            told = _foreseen(desk, account, found[at : at + _AT_ONCE], told)
    return told


def _foreseen(desk: Desk, account: int, some: Sequence[RemoteOrder], told: Read) -> Read:
    known = telling.known(desk, account, some)
    looked = [known.told(order) for order in some]
    fresh = [one for one in looked if one.new]
    return replace(
        told, new=told.new + len(fresh), changed=told.changed + len(looked) - len(fresh),
        older=told.older + sum(one.older for one in looked),
        before=told.before + len(telling.earlier(desk, account, fresh)),
    )  # fmt: skip


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
    for at in range(0, len(found), _AT_ONCE):
        for taken in _together(office, account, found[at : at + _AT_ONCE], actor, held):
            told = replace(
                told, new=told.new + taken.new, changed=told.changed + (taken.changed and not taken.new),
                unchanged=told.unchanged + (not taken.changed),
            )  # fmt: skip
        progress(min(at + _AT_ONCE, len(found)), len(found))
        if cancelled():
            return replace(told, held=tuple(held), cancelled=True)
    with office.writing(actor) as desk:
        holding.hold_all(desk, account, KIND, held)
        holding.looked(desk, account)
    return replace(told, held=tuple(sorted(held, key=lambda one: one.row)))


@use_case(Right.ONLINE)
def mended(desk: Desk, account: int, key: str, told: Mapping[str, object]) -> RemoteOrder:
    """The order in the text that was held under this key, as a person mended it. Raises Invalid, NotFound, Conflict."""
    own, rows = holding.format_of(desk, account), told.get("rows")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise holding.not_whole()
    sheet = sheets.written(own, rows, (formats.ORDERS,), holding.headings_of(desk, account))
    found, held = mapping.orders(own, sheet, desk.now)
    if held:
        raise Invalid(held[0].why, hint=held[0].fix, **held[0].values)
    if len(found) != 1:
        raise Invalid(N_("This is one order."), hint=N_("Write the same order number into each of its rows."))
    if own.by_piece:
        return _whole(desk, account, found)[0]
    if key.startswith(mapping.ROW) and _known(desk, account, [found[0].remote]):
        raise Invalid(
            N_("Other rows of this order are here already."), hint=N_("Mend the file and choose it once more.")
        )
    return found[0]


def _opened(office: Office, account: int, path: Path, actor: Actor | None) -> tuple[list[RemoteOrder], list[Held]]:
    with office.reading(actor) as desk:
        require(desk, Right.ONLINE)
        own, now = holding.format_of(desk, account), desk.now
        named = holding.headings_of(desk, account)
    sheet, _data = sheets.opened(own, path, (formats.ORDERS,), named)
    found, held = mapping.orders(own, sheet, now)
    if not own.by_piece:
        return found, held
    with office.reading(actor) as desk:
        return _whole(desk, account, found), held


def _together(
    office: Office, account: int, some: Sequence[RemoteOrder], actor: Actor | None, held: list[Held]
) -> list[intake.Taken]:
    """Take some orders in together, or one by one where one of them is refused."""
    try:
        with office.writing(actor) as desk:
            taken = intake.take_in_all(desk, account, some, SOURCE)
            holding.let_go_all(desk, account, KIND, [order.remote for order in some])
        return taken
    except DatabaseProblem:
        raise
    except ShopError as problem:
        if len(some) == 1:
            held.append(_refused(some[0], problem))
            return []
    return [taken for order in some for taken in _together(office, account, [order], actor, held)]


def _refused(order: RemoteOrder, problem: ShopError) -> Held:
    return Held(0, order.remote, problem.text, problem.hint_text, dataclasses.asdict(order), problem.values)


def _unclear(found: Sequence[RemoteOrder]) -> tuple[str, ...]:
    return tuple(sorted({order.raw for order in found if order.state == "attention"}))


def _known(desk: Desk, account: int, remotes: Sequence[str]) -> set[str]:
    asked = {"account": account, "remotes": json.dumps(remotes)}
    return {str(remote) for (remote,) in quick.rows(desk.session.connection(), _KNOWN, asked)}


def _whole(desk: Desk, account: int, found: Sequence[RemoteOrder]) -> list[RemoteOrder]:
    """Orders of which another file told other pieces: their worth stays, and nothing moves on without them."""
    asked = {"account": account, "remotes": json.dumps([order.remote for order in found])}
    others: dict[str, list[tuple[str, set[str], int, bool]]] = {}
    for remote, state, ids, worth, waits in quick.rows(desk.session.connection(), _LINES, asked):
        others.setdefault(remote, []).append((state, set(json.loads(ids)), worth, bool(waits)))
    return [_with(order, others.get(order.remote, ())) for order in found]


def _with(order: RemoteOrder, known: Sequence[tuple[str, set[str], int, bool]]) -> RemoteOrder:
    told = {one for line in order.lines for one in line.ids}
    others = [(state, worth, waits) for state, ids, worth, waits in known if ids and not told & ids]
    if not others:
        return order
    worth, state = sum(worth for _state, worth, _waits in others), order.state
    if any(waits for *_rest, waits in others) and state in (*orderstate.LEFT, "cancelled", "returned"):
        state = others[0][0]
    return replace(order, state=state, goods=order.goods + worth, total=order.total + worth)
