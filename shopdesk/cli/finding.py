"""The goods, people and places that a command names."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_

T = TypeVar("T")

if TYPE_CHECKING:
    from shopdesk.core.barcode import Scan
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.goods import Goods
    from shopdesk.shop.producers import Producer


def goods(desk: "Desk", typed: str) -> "tuple[Scan, Goods]":
    """The goods of a barcode, label, short number or exact name, and how much was asked for; raises as the till does.

    NotFound for none, Conflict where a code is on several.
    """
    scan, found = _scanned(desk, typed)
    found = found or (_named(desk, scan.text) if scan.text else [])
    if not found:
        raise NotFound(N_("There are no goods “{code}”."), hint=N_("Check the number or name."), code=typed[:80])
    if len(found) > 1:
        raise Conflict(N_("“{code}” is on several goods."), hint=N_("Use their short number or name."), code=typed[:80])
    return scan, found[0]


def _scanned(desk: "Desk", typed: str) -> "tuple[Scan, list[Goods]]":
    """What was typed: the code first and how much after the star; a short number before it is the code as well."""
    from shopdesk.core import barcode
    from shopdesk.shop import goods

    code, star, asked = typed.rpartition("*")
    much = barcode.parse(f"{asked}*") if star and code.strip() else None
    if much is None or much.kind not in ("quantity", "money"):
        return goods.scan(desk, typed)
    scan, found = goods.scan(desk, code)
    return replace(scan, qty=much.qty, money=much.money), found


def _named(desk: "Desk", name: str) -> "list[Goods]":
    from shopdesk.core import thaitext
    from shopdesk.shop import goods

    wanted = thaitext.fold(name)
    return [found for found in goods.find(desk, name) if thaitext.fold(found.name) == wanted]


def amount(desk: "Desk", typed: str, *, counted: bool = False) -> "tuple[Goods, int]":
    """Goods and how much of them in base-unit thousandths, from `CODE*QTY` in their sale unit.

    Nothing may be left where they were `counted`. Raises as `goods`, Invalid without a quantity.
    """
    from shopdesk.core import money, quantity

    code, star, asked = typed.rpartition("*")
    _scan, found = goods(desk, code if star else typed)
    if not star:
        raise Invalid(N_("Say how much of {name}."), hint=N_("Write {code}*1.35"), name=found.name, code=typed[:80])
    qty = quantity.counted(asked) if counted else quantity.parse(asked)
    return found, money.share(qty, found.ratio, quantity.ONE)


def place(desk: "Desk", name: str) -> int:
    """The id of a place for stock, the counter where none is named; raises NotFound."""
    from shopdesk.shop import stock, stockroom

    if not name:
        return stock.COUNTER
    known = stockroom.places(desk)
    return _one({found.name: found.id or 0 for found in known}, name)


def supplier(desk: "Desk", name: str) -> int | None:
    """The party of a supplier, None where none is named; raises NotFound."""
    from shopdesk.shop import suppliers

    return _one({found.name: found.party for found in suppliers.listing(desk)}, name) if name else None


def producer(desk: "Desk", name: str) -> "Producer":
    """The producer of this name or code; raises NotFound."""
    from shopdesk.shop import producers

    found = producers.listing(desk)
    by_code = {one.code: one for one in found if one.code}
    return by_code[name] if name in by_code else _one({one.name: one for one in found}, name)


def owner(desk: "Desk", name: str) -> int:
    """Whose stock it is: a producer's by name, else the shop's own; raises NotFound."""
    from shopdesk.shop import stock

    return producer(desk, name).owner if name else stock.SHOP


def _one(known: "dict[str, T]", name: str) -> T:
    if name not in known:
        offered: Sequence[str] = list(known)[:10]
        raise NotFound(N_("There is no “{name}”."), hint=", ".join(offered), name=name[:60])
    return known[name]
