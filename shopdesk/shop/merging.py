"""Two products that are one: codes, units and stock of the one go over to the other; what was sold stays as it was.

The one that went points to the one that stays: bills still open and goods of old bills that come back follow it. Until
some of either moves again, it can be taken back.
"""

import json
from collections.abc import Iterable
from dataclasses import replace

from sqlmodel import col, select

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import orderstate
from shopdesk.core.cart import Cart
from shopdesk.db import models, quick, records
from shopdesk.shop import goods, papers, shortfalls, stock, variants
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.online import holding
from shopdesk.shop.rights import Right, use_case

MERGED = "goods.merged"
_UNITS = (
    "WITH RECURSIVE same(first, id, next) AS (SELECT id, id, merged_into FROM sale_unit WHERE merged_into IS NOT NULL "
    "AND id IN (SELECT value FROM json_each(:ids)) UNION SELECT s.first, r.id, r.merged_into FROM same s "
    "JOIN sale_unit r ON r.id = s.next) SELECT first, id FROM same WHERE next IS NULL"
)
_ITEM_OF = "SELECT id, item FROM sale_unit WHERE id IN (SELECT value FROM json_each(:ids))"
_LAST = "SELECT journal, detail FROM event WHERE kind = :kind AND subject = :product ORDER BY id DESC LIMIT 1"
_SINCE = "SELECT 1 FROM stock_move WHERE journal > :deed AND item IN (:ours, :theirs) LIMIT 1"
_PAPERS = "SELECT id, note FROM stock_document WHERE journal = :deed ORDER BY id"
_MOVES = "SELECT item, location, owner, lot, qty, value FROM stock_move WHERE document = :document ORDER BY n"


@use_case(Right.GOODS)
def merge(desk: Desk, keep: int, gone: int) -> None:
    """The goods of sale unit `gone` become those of `keep`: barcodes, other units, stock with its lots and owners.

    The stock goes over by one paper per place. Raises Invalid for the same goods twice, Conflict where they are not
    counted alike, come in sizes or are made of others.
    """
    ours, theirs = _item(desk, keep), _item(desk, gone)
    if ours.product == theirs.product:
        raise Invalid(N_("These are the same goods already."))
    _check(desk, ours, theirs, keep, gone)
    left = desk.session.get_one(models.Product, theirs.product)
    before = {number: _codes(desk, number) for number in (*_units(desk, ours), *_units(desk, theirs))}
    _move_units(desk, ours, theirs, keep)
    _move_stock(desk, ours, theirs)
    _move_rest(desk, ours, theirs)
    _move_online(desk, ours, theirs)
    for row, into in ((theirs, ours.id), (left, ours.product)):
        records.change(desk.session, desk.entry, row, archived_at=desk.now, merged_into=into)
    detail = {"ours": ours.id, "theirs": theirs.id, "codes": before}
    record(desk, "event", kind=MERGED, subject=left.uid, detail=detail)
    variants.refresh_keys(desk, ours.product)


@use_case(Right.GOODS)
def bring_back(desk: Desk, sale_unit: int) -> None:
    """Goods that were put away are on the list again; what was merged is two again, with codes, units and stock.

    Raises NotFound, Conflict where some of what was merged moved or changed since.
    """
    own = desk.session.get(models.SaleUnit, sale_unit)
    if own is None or own.merged_into is None:
        goods.bring_back(desk, sale_unit)
        return
    product = desk.session.get_one(models.Product, desk.session.get_one(models.Item, own.item).product)
    row = quick.first(desk.session.connection(), _LAST, {"kind": MERGED, "product": product.uid})
    deed, detail = row[0], json.loads(row[1])
    asked = {"deed": deed, "ours": detail["ours"], "theirs": detail["theirs"]}
    if quick.first(desk.session.connection(), _SINCE, asked):
        raise Conflict(N_("Some of these goods moved since they became one."), hint=N_("Begin new goods and count."))
    kept = desk.session.get_one(models.Item, detail["ours"])
    _stock_back(desk, deed)
    records.take_back(desk.session, desk.entry, deed)
    for order in _open_orders(desk, {detail["ours"], detail["theirs"]}):
        holding.hold(desk, order, "changed")
    for number, codes in detail["codes"].items():
        goods.set_codes(desk, int(number), codes)
    for one in (kept.product, product.id or 0):
        variants.refresh_keys(desk, one)


def _stock_back(desk: Desk, deed: int) -> None:
    for paper, note in quick.rows(desk.session.connection(), _PAPERS, {"deed": deed}):
        rows = quick.rows(desk.session.connection(), _MOVES, {"document": paper})
        moves = [
            papers.Going(stock.Take(item, who, lot, qty, value), -1, at) for item, at, who, lot, qty, value in rows
        ]
        papers.post(desk, "reversal", moves, note=note, reverses=paper)
    shortfalls.unsettle(desk, deed)


def carry_on(desk: Desk, takes: Iterable[stock.Take]) -> None:
    """Goods of an old bill that came back to the counter lie under the name they have now, by a paper."""
    found = list(takes)
    now = stock.living(desk, (take.item for take in found))
    moves = []
    for take in found:
        if take.item in now:
            moves += [papers.Going(take, -1), papers.Going(replace(take, item=now[take.item]), 1)]
    if any(move.take.qty or move.take.value for move in moves):
        papers.post(desk, "grade", moves)


def followed(desk: Desk, cart: Cart) -> Cart:
    """A bill with the goods that stay in place of those that went since it was begun."""
    connection = desk.session.connection()
    ids = {line.sale_unit for line in cart.lines if line.sale_unit is not None}
    units = dict(quick.rows(connection, _UNITS, {"ids": quick.numbers(sorted(ids))}))
    items = dict(quick.rows(connection, _ITEM_OF, {"ids": quick.numbers(sorted(ids | set(units.values())))}))
    lines = []
    for line in cart.lines:
        unit = units.get(line.sale_unit or 0, line.sale_unit)
        lines.append(line)
        known = items.get(unit or 0)
        gone = line.item is not None and known not in (None, line.item)
        if gone and stock.living(desk, [line.item or 0]).get(line.item or 0) == known:
            lines[-1] = replace(line, sale_unit=unit, item=known)
    return replace(cart, lines=tuple(lines))


def _units(desk: Desk, item: models.Item) -> list[int]:
    return variants.siblings(desk, item.id or 0)


def _codes(desk: Desk, sale_unit: int) -> list[str]:
    rows = select(models.SaleCode.code).where(models.SaleCode.sale_unit == sale_unit)
    return sorted(desk.session.exec(rows).all())


def _item(desk: Desk, sale_unit: int) -> models.Item:
    own = desk.session.get(models.SaleUnit, sale_unit)
    if own is None or own.archived_at is not None:
        raise Conflict(N_("These goods are no longer there."))
    return desk.session.get_one(models.Item, own.item)


def _check(desk: Desk, ours: models.Item, theirs: models.Item, keep: int, gone: int) -> None:
    kept, left = (desk.session.get_one(models.Product, item.product) for item in (ours, theirs))
    if ours.base_unit != theirs.base_unit or kept.tracked != left.tracked:
        raise Conflict(N_("Their stock is counted by another measure."), hint=N_("Make the units the same first."))
    if len({way.item for way in variants.ways(desk, gone)}) > 1:
        raise Conflict(N_("These goods come in several sizes."), hint=N_("Merge the goods without sizes into them."))
    if stock.parts(desk, [ours.id or 0, theirs.id or 0]):
        raise Conflict(N_("These goods are made of others."), hint=N_("Take them off the list instead."))


def _move_units(desk: Desk, ours: models.Item, theirs: models.Item, keep: int) -> None:
    """Units of the same size give their barcodes, the others change the goods they belong to."""
    known = {way.ratio: way for way in variants.ways(desk, keep) if way.item == ours.id}
    for number in variants.siblings(desk, theirs.id or 0):
        own = desk.session.get_one(models.SaleUnit, number)
        if own.ratio not in known:
            records.change(desk.session, desk.entry, own, item=ours.id)
            continue
        same = desk.session.get_one(models.SaleUnit, known[own.ratio].sale_unit)
        goods.set_codes(desk, same.id or 0, dict.fromkeys([*_codes(desk, same.id or 0), *_codes(desk, number)]))
        goods.set_codes(desk, number, ())
        if own.plu and not same.plu:
            records.change(desk.session, desk.entry, same, plu=own.plu)
        records.change(desk.session, desk.entry, own, plu="", archived_at=desk.now, merged_into=same.id)


def _move_stock(desk: Desk, ours: models.Item, theirs: models.Item) -> None:
    for lot in desk.session.exec(select(models.Lot).where(models.Lot.item == theirs.id)).all():
        records.change(desk.session, desk.entry, lot, item=ours.id)
    rows = desk.session.exec(select(models.Stock).where(models.Stock.item == theirs.id)).all()
    for place in sorted({row.location for row in rows}):
        moves: list[papers.Going] = []
        for row in rows:
            if row.location == place and (row.qty or row.value):
                for item, sign in ((theirs, -1), (ours, 1)):
                    take = stock.Take(item.id or 0, row.owner, row.lot, row.qty, row.value)
                    moves.append(papers.Going(take, sign, place))
        if moves:
            papers.post(desk, "grade", moves, note=desk.session.get_one(models.Product, theirs.product).name)


def _move_rest(desk: Desk, ours: models.Item, theirs: models.Item) -> None:
    """What else speaks of the goods: sets they go into, agreements with producers, certificates."""
    for part in desk.session.exec(select(models.Part).where(models.Part.part == theirs.id)).all():
        records.change(desk.session, desk.entry, part, part=ours.id)
    for contract in desk.session.exec(select(models.Contract).where(models.Contract.item == theirs.id)).all():
        records.change(desk.session, desk.entry, contract, item=ours.id)
    owned = select(models.Certificate).where(
        models.Certificate.product == theirs.product, col(models.Certificate.archived_at).is_(None)
    )
    for paper in desk.session.exec(owned).all():
        records.change(desk.session, desk.entry, paper, product=ours.product)


def _move_online(desk: Desk, ours: models.Item, theirs: models.Item) -> None:
    """What is on sale elsewhere and what was ordered there: the goods that stay are offered, and held."""
    listed = select(models.ListingUnit).where(models.ListingUnit.item == theirs.id)
    for unit in desk.session.exec(listed).all():
        _renamed(desk, unit, ours)
    orders = _open_orders(desk, {theirs.id or 0})
    for order in orders:
        for line in holding.lines_of(desk, order.id or 0):
            if line.item == theirs.id:
                _renamed(desk, line, ours)
    for order in orders:
        holding.hold(desk, order, "changed")


def _renamed(desk: Desk, row: models.ListingUnit | models.OnlineLine, ours: models.Item) -> None:
    unit = desk.session.get(models.SaleUnit, row.sale_unit)
    now = (unit.merged_into if unit else None) or row.sale_unit
    records.change(desk.session, desk.entry, row, item=ours.id, sale_unit=now)


def _open_orders(desk: Desk, items: set[int]) -> list[models.OnlineOrder]:
    """Orders of channels that wait for some of these goods."""
    waiting = (
        select(models.OnlineOrder)
        .join(models.OnlineLine, col(models.OnlineLine.online_order) == models.OnlineOrder.id)
        .where(col(models.OnlineLine.item).in_(items), col(models.OnlineOrder.state).in_(orderstate.HOLDING))
        .distinct()
    )
    return list(desk.session.exec(waiting).all())
