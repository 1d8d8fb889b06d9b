"""Two products that are one: codes, units and stock of the one go over to the other; what was sold stays as it was."""

from sqlmodel import col, select

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.base.i18n import N_
from shopdesk.db import models, records
from shopdesk.shop import goods, papers, stock, variants
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case


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
    _move_units(desk, ours, theirs, keep)
    _move_stock(desk, ours, theirs)
    _move_rest(desk, ours, theirs)
    for row in (theirs, desk.session.get_one(models.Product, theirs.product)):
        records.archive(desk.session, desk.entry, row, desk.now)
    variants.refresh_keys(desk, ours.product)


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
        codes = desk.session.exec(select(models.SaleCode.code).where(models.SaleCode.sale_unit == number)).all()
        goods.set_codes(desk, same.id or 0, dict.fromkeys([*known[own.ratio].codes, *codes]))
        goods.set_codes(desk, number, ())
        if own.plu and not same.plu:
            records.change(desk.session, desk.entry, same, plu=own.plu)
        records.change(desk.session, desk.entry, own, plu="", archived_at=desk.now)


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
