"""The goods, people and places that a command names."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_

T = TypeVar("T")
OFFERED = 5

if TYPE_CHECKING:
    from shopdesk.core.barcode import Scan
    from shopdesk.shop.containers import Container
    from shopdesk.shop.customers import Customer
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.goods import Goods
    from shopdesk.shop.producers import Producer
    from shopdesk.shop.suppliers import Supplier


def goods(desk: "Desk", typed: str) -> "tuple[Scan, Goods]":
    """The goods of a barcode, label, short number or name, and how much was asked for; raises as the till does.

    The beginning of a name will do where no other begins so. NotFound for none, Conflict for several.
    """
    scan, found = _scanned(desk, typed)
    if not found and scan.text:
        found, others = _named(desk, scan.text)
        if len(others) > 1:
            offered = ", ".join(one.name for one in others[:OFFERED])
            raise Conflict(N_("“{code}” begins several names."), hint=offered, code=typed[:80])
        found = found or others
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


def _named(desk: "Desk", name: str) -> "tuple[list[Goods], list[Goods]]":
    """Goods of exactly this name; where there are none, those whose name begins so."""
    from shopdesk.core import thaitext
    from shopdesk.shop import goods

    wanted = thaitext.fold(name)
    known = [(thaitext.fold(found.name), found) for found in goods.find(desk, name)]
    exact = [found for own, found in known if own == wanted]
    return exact, [] if exact or not wanted else [found for own, found in known if own.startswith(wanted)]


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
    return _one([(found.name, found.id or 0) for found in known], name)


def supplier(desk: "Desk", name: str) -> "Supplier":
    """The supplier of this name; raises NotFound."""
    from shopdesk.shop import suppliers

    return _one([(found.name, found) for found in suppliers.listing(desk)], name)


def customer(desk: "Desk", typed: str) -> "Customer":
    """The customer of a member number, exact name, nickname or house; raises NotFound, Conflict for several."""
    from shopdesk.core import thaitext
    from shopdesk.shop import customers

    wanted = thaitext.fold(typed)
    known = customers.find(desk, typed, customers.MOST_FOUND)
    own = [one for one in known if one.member == typed.strip() != ""]
    exact = own or [one for one in known if wanted in map(thaitext.fold, (one.name, one.nickname, one.house))]
    if not exact:
        raise NotFound(N_("There is no customer “{name}”."), hint=N_("See: shopdesk customers list"), name=typed[:60])
    if len(exact) > 1:
        offered = ", ".join(f"{one.name} ({one.house or one.member})" for one in exact[:OFFERED])
        raise Conflict(N_("“{name}” is several customers."), hint=offered, name=typed[:60])
    return exact[0]


def price_group(desk: "Desk", name: str) -> int | None:
    """The id of a group that has prices of its own, None where none is named; raises NotFound."""
    from shopdesk.shop import prices

    return _one([(label, group) for group, label in prices.groups(desk)], name) if name else None


def containers(desk: "Desk", typed: str) -> "tuple[Container, int]":
    """A container and how many (thousandths), one without a star; raises NotFound, Invalid."""
    from shopdesk.core import quantity
    from shopdesk.shop import containers

    name, star, count = typed.rpartition("*")
    found = _one([(one.name, one) for one in containers.listing(desk)], name if star else typed)
    return found, quantity.parse(count) if star else quantity.ONE


def producer(desk: "Desk", name: str) -> "Producer":
    """The producer of this name or code; raises NotFound."""
    from shopdesk.shop import producers

    found = producers.listing(desk)
    by_code = {one.code: one for one in found if one.code}
    return by_code[name] if name in by_code else _one([(one.name, one) for one in found], name)


def owner(desk: "Desk", name: str) -> int:
    """Whose stock it is: a producer's by name, else the shop's own; raises NotFound."""
    from shopdesk.shop import stock

    return producer(desk, name).owner if name else stock.SHOP


def day(typed: str) -> str:
    """A day as people write it, as it is stored; nothing for nothing typed. Raises Invalid."""
    from shopdesk.core import thaidate

    return thaidate.parse(typed).isoformat() if typed else ""


def _one(known: "Iterable[tuple[str, T]]", name: str) -> T:
    """The only one of this name; raises NotFound with the names there are, Conflict for several."""
    there = list(known)
    found = [one for own, one in there if own == name]
    if not found:
        offered = ", ".join(own for own, _found in there[: 2 * OFFERED])
        raise NotFound(N_("There is no “{name}”."), hint=offered, name=name[:60])
    if len(found) > 1:
        raise Conflict(N_("There are several “{name}”."), hint=N_("Use their code."), name=name[:60])
    return found[0]
