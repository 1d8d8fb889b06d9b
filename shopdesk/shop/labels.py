"""Labels for shelf and goods: what they say, and numbers for goods that came without a barcode.

Prices on shelves include VAT (Consumer Protection Act B.E. 2522, price labels of the Central Committee on Prices).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from shopdesk.base import clock
from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.core import labels as scale_labels
from shopdesk.core import money, quantity, thaidate, unit
from shopdesk.core.tickets import KINDS, Kind, Ticket
from shopdesk.db import models, quick
from shopdesk.shop import day, editing, goods, lotlabels, settings, variants
from shopdesk.shop.desk import Desk
from shopdesk.shop.goods import Goods
from shopdesk.shop.rights import Right, use_case

MOST = 1_000
_CHANGED = (
    "SELECT DISTINCT u.id FROM change c JOIN sale_unit u ON u.uid = c.row JOIN journal j ON j.id = c.journal "
    "WHERE c.record = 'sale_unit' AND c.field = 'price' AND j.at >= :since AND u.archived_at IS NULL "
    "AND u.price IS NOT NULL ORDER BY u.id LIMIT 1000"
)


@dataclass(frozen=True, slots=True)
class Want:
    """So many labels of some goods. `qty` (sale-unit thousandths) is the weight in a pack, `lot` whose label it is."""

    sale_unit: int
    count: int = 1
    qty: int | None = None
    lot: int | None = None


@use_case(Right.LOOK)
def tickets(desk: Desk, kind: Kind, wanted: Sequence[Want]) -> list[Ticket]:
    """The labels to print, in the order asked for.

    Raises NotFound for goods that are not there, Invalid for no or too many labels, no price, weight or lot.
    """
    if kind not in KINDS or not wanted or not 0 < sum(max(want.count, 0) for want in wanted) <= MOST:
        raise Invalid(N_("Choose 1 to {most} labels."), most=MOST)
    found = {one.sale_unit: one for one in goods.by_ids(desk, [want.sale_unit for want in wanted])}
    made: list[Ticket] = []
    for want in wanted:
        if want.sale_unit not in found:
            raise NotFound(N_("These goods are no longer there."))
        made += [_ticket(desk, kind, found[want.sale_unit], want)] * max(want.count, 0)
    return made


def _ticket(desk: Desk, kind: Kind, own: Goods, want: Want) -> Ticket:
    if own.price is None:
        raise Invalid(N_("{name} has no price yet."), hint=N_("Set its price first."), name=own.name)
    plain = Ticket(kind, own.name, own.price, unit.name(own.unit), _per(desk, own), own.code)
    if kind == "weighed":
        return _weighed(desk, own, plain, want.qty)
    if kind == "lot":
        return _of_lot(desk, own, plain, want.lot)
    if not own.code and own.plu:
        return replace(plain, notes=(_("Number {plu}").format(plu=own.plu),))
    return plain if kind == "shelf" else replace(plain, per="")


def _per(desk: Desk, own: Goods) -> str:
    """What one base unit costs, where the goods are sold in something else; `3.67 บาท/ฟอง`."""
    item = desk.session.get_one(models.Item, own.item)
    if own.price is None or own.ratio == quantity.ONE:
        return ""
    base = next((way.unit for way in variants.ways(desk, own.sale_unit) if way.item == own.item
                 and way.ratio == quantity.ONE), item.base_unit)  # fmt: skip
    return _("{price} baht/{unit}").format(
        price=money.text(money.share(own.price, quantity.ONE, own.ratio)), unit=unit.name(base)
    )


def _weighed(desk: Desk, own: Goods, plain: Ticket, qty: int | None) -> Ticket:
    if not own.by_weight or not qty or qty <= 0:
        raise Invalid(N_("Say how much is in the pack."), hint=N_("Only goods sold by weight have such a label."))
    if not own.plu:
        raise Invalid(N_("{name} has no short number."), hint=N_("Give it one in its details."), name=own.name)
    stored = settings.get(desk, "barcode.rules")
    rules = scale_labels.rules_from_data(stored) if stored else scale_labels.DEFAULT_RULES
    rule = min(rules, key=lambda one: one.kind != "weight")
    assert own.price is not None
    price = money.times(own.price, qty)
    value = money.share(qty, own.ratio, quantity.ONE) if rule.kind == "weight" else price
    said = f"{unit.quantity_text(qty, own.unit)} × {money.short(own.price)}"
    return replace(plain, price=price, unit="", per=said, code=scale_labels.written(rule, own.plu, value))


def _of_lot(desk: Desk, own: Goods, plain: Ticket, lot: int | None) -> Ticket:
    known = next((one for one in lotlabels.lots(desk, own.sale_unit) if one.id == lot), None)
    if known is None:
        raise Invalid(N_("Choose the lot."), hint=N_("A lot comes with a date, a producer or a code."))
    notes = []
    if known.expires:
        notes.append(_("Best before {date}").format(date=thaidate.day(day.parse_date(known.expires))))
    if known.harvested:
        notes.append(_("Harvested {date}").format(date=thaidate.day(day.parse_date(known.harvested))))
    if known.producer:
        notes.append(_("Made by {name}").format(name=known.producer))
    if known.code:
        notes.append(_("Lot {code}").format(code=known.code))
    return replace(plain, per="", code=lotlabels.code_of(known.id), notes=tuple(notes))


@use_case(Right.LOOK)
def changed(desk: Desk, days: int = 7) -> list[int]:
    """The sale units whose price is another one since so many days: what needs a new shelf label."""
    since = clock.to_ms(desk.now - timedelta(days=days))
    return [number for (number,) in quick.rows(desk.session.connection(), _CHANGED, {"since": since})]


@use_case(Right.GOODS)
def make_codes(desk: Desk, units: Sequence[int]) -> list[Goods]:
    """Goods without a barcode get one for use inside the shop; the others stay. Raises Conflict when all are used."""
    found, taken = goods.by_ids(desk, units), list[str]()
    for own in found:
        if not own.code:
            taken.append(editing.new_code(desk, tuple(taken)))
            goods.set_codes(desk, own.sale_unit, [taken[-1]])
    return goods.by_ids(desk, units)
