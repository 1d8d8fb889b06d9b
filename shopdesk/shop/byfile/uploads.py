"""What a platform was last told by file, and what is out of date since. Nobody but a person knows that a file arrived.

uploads.stale(desk, account)       # filled, uploaded, and each number that changed since
uploads.every(desk)                # the same of each account that is sold at by files
uploads.uploaded(desk, account)    # the person says that the file last filled was taken
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from shopdesk.base import clock
from shopdesk.base.errors import Conflict
from shopdesk.base.i18n import N_
from shopdesk.db import models, outbox, quick
from shopdesk.shop import accounts, channels, keeping, listings, publishing
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

FILLED = "filled"
_MOST = 100_000
_TAKEN = (
    "SELECT l.unit, sum(l.qty - l.cancelled) / 1000 FROM online_order o JOIN online_line l ON l.online_order = o.id "
    "WHERE o.account = :account AND o.placed_at > :since AND o.state <> 'cancelled' AND l.unit IS NOT NULL "
    "GROUP BY l.unit"
)
_GONE, _WAIT = frozenset({"paused", "removed"}), frozenset({"wanted", "refused"})


@dataclass(frozen=True, slots=True)
class Offered:
    """A listing unit as it should stand there now: `stock` in whole units, None where nobody knows; price in satang."""

    unit: int
    listing: int
    sku: str
    remote: str
    product: str
    title: str
    state: str
    price: int
    stock: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """Numbers of a unit that are others now than the platform was told."""

    listing: int
    sku: str
    title: str
    stock_then: int | None
    stock: int | None
    price_then: int | None
    price: int

    @property
    def numbers(self) -> int:
        """How many of the two are others now."""
        return (self.stock is not None and self.stock != self.stock_then) + (self.price != self.price_then)


@dataclass(frozen=True, slots=True)
class Stale:
    """When a file was filled that nobody said was uploaded, when the last one was, and what changed since.

    So many listings are `unlisted`: they wait for the platform's file and stand in none that was filled. `told` is when
    the file was filled that holds what the platform was told last, by listing. `there` is what it shows now of each
    unit: the number of that file, less what its own buyers took since. `refill`: the file that waits to be uploaded, or
    the last one, no longer holds today's numbers.
    """

    filled_at: datetime | None
    filled_kind: str
    uploaded_at: datetime | None
    changes: tuple[Change, ...]
    unlisted: int = 0
    told: Mapping[int, datetime] = field(default_factory=dict)
    there: Mapping[int, int] = field(default_factory=dict)
    refill: bool = False

    @property
    def numbers(self) -> int:
        """How many numbers changed since the platform was told."""
        return sum(one.numbers for one in self.changes)


def offered(desk: Desk, account: int) -> list[Offered]:
    """Every unit of an account, with the truth of this moment; of those taken away none is left."""
    found = desk.session.exec(
        select(models.ListingUnit, models.Listing, models.Offer)
        .where(models.ListingUnit.account == account)
        .where(models.Listing.id == models.ListingUnit.listing, models.Offer.id == models.Listing.offer)
        .order_by(col(models.ListingUnit.id))
    ).all()
    stock = publishing.to_publish(desk, [unit.id or 0 for unit, _listing, _offer in found])
    gone = {unit.id for unit, listing, _offer in found if listing.state in _GONE or unit.archived_at is not None}
    return [
        Offered(
            unit.id or 0, unit.listing, unit.seller_sku, unit.remote, listing.remote, offer.title, listing.state,
            unit.price, 0 if unit.id in gone else stock[unit.id or 0],
        )
        for unit, listing, offer in found
    ]  # fmt: skip


def remember(desk: Desk, account: int, kind: str, units: Sequence[Offered]) -> None:
    """Keep what was written into a file until somebody says that it was uploaded."""
    state = _state(desk, account)
    told = {str(one.unit): [one.stock, one.price] for one in units}
    state.cursors = {**state.cursors, FILLED: {"at": clock.to_ms(desk.now), "kind": kind, "units": told}}
    desk.session.add(state)
    desk.session.flush()


@use_case(Right.LOOK)
def every(desk: Desk) -> dict[int, Stale]:
    """How old the numbers of each account in use are that is sold at by files."""
    return {one.id: stale(desk, one.id) for one in accounts.in_use(desk) if one.options.get("by_file")}


@use_case(Right.LOOK)
def stale(desk: Desk, account: int) -> Stale:
    """How old the platform's numbers are; raises NotFound."""
    accounts.one(desk, account)
    filled = _state(desk, account).cursors.get(FILLED) or {}
    units = offered(desk, account)
    told, taken = _told(desk, account), _taken(desk, account)
    made = {one.unit: _change(one, told[one.unit], taken) for one in units if one.unit in told}
    at = clock.from_ms(int(filled["at"])) if filled else None
    uploaded_at = max((was.at for was in told.values() if was.at), default=None)
    wait = {one.listing for one in units if one.state in _WAIT and str(one.unit) not in filled.get("units", {})}
    times = {one.listing: was.at for one in units if (was := told.get(one.unit)) is not None and was.at}
    changes = {unit: change for unit, change in made.items() if change.numbers}
    now = {one.unit: [one.stock, one.price] for one in units}
    late = any(filled.get("units", {}).get(str(unit)) != now[unit] for unit in changes)
    return Stale(
        at, str(filled.get("kind", "")), uploaded_at, tuple(changes.values()), len(wait), times,
        {unit: one.stock_then for unit, one in made.items() if one.stock_then is not None}, late,
    )  # fmt: skip


def _change(one: Offered, was: models.Published, taken: Mapping[int, int]) -> Change:
    then = None if was.stock is None else max(was.stock - taken.get(one.unit, 0), 0)
    return Change(one.listing, one.sku, one.title, then, one.stock, was.price, one.price)


def _taken(desk: Desk, account: int) -> dict[int, int]:
    """How many of each unit the platform's own buyers took since the last file was uploaded: it counts them itself."""
    since = _state(desk, account).pushed_at
    asked = {"account": account, "since": clock.to_ms(since) if since else 0}
    return dict(quick.rows(desk.session.connection(), _TAKEN, asked))


@use_case(Right.ONLINE)
def uploaded(desk: Desk, account: int) -> int:
    """The platform took the file last filled: its numbers are what it shows. Answers how many units it held.

    Raises NotFound, Conflict where no file was filled.
    """
    accounts.one(desk, account)
    state = _state(desk, account)
    filled: Mapping[str, Any] = state.cursors.get(FILLED) or {}
    if not filled:
        raise Conflict(N_("No file was filled since the last one."), hint=N_("Fill the file first."))
    units = [one for one in offered(desk, account) if str(one.unit) in filled["units"]]
    at = clock.from_ms(int(filled["at"]))
    told = _told(desk, account)
    before = max((told[one.unit].at for one in units if one.unit in told and told[one.unit].at), default=None)
    keeping.heard(desk.session.connection(), account, desk.now, before, reached=True)
    for one in units:
        stock, price = filled["units"][str(one.unit)]
        row = desk.session.get(models.Published, one.unit) or models.Published(unit=one.unit)
        row.stock, row.price, row.at = row.stock if stock is None else stock, price, at
        desk.session.add(row)
        if one.state in _WAIT:
            listings.confirmed(desk, one.listing, channels.RemoteListing(one.product, {}))
    state.cursors = {name: kept for name, kept in state.cursors.items() if name != FILLED}
    state.pushed_at = desk.now
    desk.session.add(state)
    desk.session.flush()
    _said(desk, account, units, filled["units"])
    return len(units)


def _said(desk: Desk, account: int, units: Sequence[Offered], told: Mapping[str, Any]) -> None:
    """What the file said is no longer to be said, as far as it is still true."""
    connection = desk.session.connection()
    true = {one.unit for one in units if told[str(one.unit)] == [one.stock, one.price]}
    known = {one.listing for one in units}
    for entry in outbox.listing(connection, account, _MOST):
        if (entry.kind in ("stock", "price") and entry.key in true) or (entry.kind == "listing" and entry.key in known):
            outbox.done(connection, entry)


def _state(desk: Desk, account: int) -> models.AccountState:
    return desk.session.get(models.AccountState, account) or models.AccountState(account=account)


def _told(desk: Desk, account: int) -> dict[int, models.Published]:
    """What an account was told last, by unit."""
    mine = select(models.ListingUnit.id).where(models.ListingUnit.account == account)
    found = desk.session.exec(select(models.Published).where(col(models.Published.unit).in_(mine))).all()
    return {row.unit: row for row in found}
