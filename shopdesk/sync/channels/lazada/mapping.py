"""Orders and money of Lazada as ours: one line for each piece becomes lines, words of theirs become states of ours."""

import base64
import binascii
import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any

from shopdesk.base import clock
from shopdesk.core.orderstate import WAY
from shopdesk.shop.channels import (
    MoneyLine,
    Package,
    Paper,
    RemoteLine,
    RemoteOrder,
    Statement,
)
from shopdesk.sync.channels import reading
from shopdesk.sync.channels.reading import Odd

Tree = Mapping[str, Any]

MOST_PIECES = 500
CANCELLED = "cancelled"
_HERE = frozenset({"unpaid", "new", "packing", "ready"})
STATES = {
    "unpaid": "unpaid",
    "pending": "new",
    **dict.fromkeys(("packed", "repacked", "topack", "toship", "ready_to_ship_pending"), "packing"),
    "ready_to_ship": "ready",
    **dict.fromkeys(("shipped", "shipping"), "shipped"),
    "delivered": "delivered",
    **dict.fromkeys(("failed", "lost", "lost_by_3pl", "damaged_by_3pl"), "problem"),
    "canceled": CANCELLED,
    **dict.fromkeys(("returned", "shipped_back", "shipped_back_success", "shipped_back_failed"), "returned"),
}
TO_PACK = frozenset({"pending", "repacked"})
NOT_HANDED_OVER = frozenset({*TO_PACK, "packed", "topack", "toship", "ready_to_ship_pending", "ready_to_ship"})
# What a buyer may still want back.
CAN_RETURN = frozenset({"shipped", "delivered", "problem"})
LONGEST_PAPER = 8_000_000

# Fee types as the finance page numbers them; where a number is new its name tells.
FEES = {
    "13": "item", "14": "refund", "16": "commission", "15": "commission", "3": "payment_fee", "8": "shipping",
    "7": "shipping", "26": "shipping",
}  # fmt: skip
FEE_WORDS = (
    ("commission", "commission"), ("payment fee", "payment_fee"), ("shipping", "shipping"), ("logistic", "shipping"),
    ("withholding", "tax"), ("tax", "tax"), ("item price", "item"), ("voucher", "item"), ("sponsored", "service"),
    ("service", "service"), ("fee", "service"), ("adjust", "adjustment"), ("claim", "adjustment"),
)  # fmt: skip


_EAST = timezone(timedelta(hours=8))


def zone(country: str) -> tzinfo:
    """What a time without an offset is meant in: the country's own."""
    return _EAST if country in ("sg", "my", "ph") else clock.BANGKOK


def order(head: Tree, pieces: Sequence[Tree], own_zone: tzinfo, wish: Tree | None = None) -> RemoteOrder:
    """An order with its pieces; `wish` is the return a buyer asks for. Raises Odd."""
    remote = reading.name_of(head.get("order_id"), "order_id")
    if not 0 < len(pieces) <= MOST_PIECES:
        raise Odd("order_items")
    made = lines(pieces)
    goods = sum(line.price * line.quantity for line in made)
    changed = reading.moment(head.get("updated_at"), "updated_at", own_zone)
    price = reading.charge(head["price"], "price") if reading.text(head.get("price")) else goods
    shipping = reading.charge(head.get("shipping_fee"), "shipping_fee")
    return RemoteOrder(
        remote, reading.text(head.get("order_number"), 60) or remote, state(pieces), raw(pieces),
        reading.moment(head.get("created_at"), "created_at", own_zone),
        max([changed, *_moments(pieces, "updated_at", own_zone)]), made, goods, shipping,
        reading.charge(head.get("voucher_seller"), "voucher_seller"),
        max(price - reading.charge(head.get("voucher"), "voucher") + shipping, 0),
        deadline=min(_moments(filter(waits, pieces), "sla_time_stamp", own_zone), default=None),
        cod=reading.text(head.get("payment_method")).upper() == "COD",
        currency=next((unit for one in pieces if (unit := reading.text(one.get("currency"), 3))), "THB"),
        note=" ".join(reading.text(head.get(key), 500) for key in ("buyer_note", "gift_message")).strip(),
        **_buyer(head), **_parcel(pieces), **_wants(head, pieces, wish),
    )  # fmt: skip


def lines(pieces: Sequence[Tree]) -> tuple[RemoteLine, ...]:
    """Pieces of the same goods, price and house are one line (there is no quantity). Raises Odd."""
    groups: dict[tuple[str, str, int, bool], list[Tree]] = {}
    for one in pieces:
        groups.setdefault(_goods(one), []).append(one)
    return tuple(_line(key, group) for key, group in groups.items())


def _goods(one: Tree) -> tuple[str, str, int, bool]:
    sku, remote = reading.text(one.get("sku"), 120), reading.id_or_none(one.get("sku_id"))
    price = reading.satang(one.get("item_price"), "item_price")
    if price < 0:
        raise Odd("item_price")
    return sku, remote, price, is_theirs(one)


def _line(key: tuple[str, str, int, bool], group: Sequence[Tree]) -> RemoteLine:
    sku, remote, price, theirs = key
    ids = tuple(piece_id(one) for one in group)
    if len(set(ids)) != len(ids):
        raise Odd("order_item_id")
    name, kind = reading.text(group[0].get("name"), 300), reading.text(group[0].get("variation"), 100)
    cancelled = sum(_state(one) == CANCELLED for one in group)
    words = f"{name} ({kind})" if kind else name
    return RemoteLine(ids, sku, words, len(ids), price, cancelled, remote, theirs)


def is_theirs(one: Tree) -> bool:
    """Whether a piece lies in the platform's own house, which packs and sends it."""
    return reading.yes(one.get("is_fbl"))


def piece_id(one: Tree) -> str:
    """The id of a piece; raises Odd."""
    return reading.name_of(one.get("order_item_id"), "order_item_id")


def same_goods(pieces: Sequence[Tree], line: RemoteLine) -> list[Tree]:
    """The pieces a line of ours may mean: its own first, then others of the same goods at the same price.

    Which of several like pieces a buyer cancelled is the platform's choice, never ours. Raises Odd.
    """
    own = [one for one in pieces if piece_id(one) in line.ids]
    kinds = {_goods(one) for one in own}
    return own + [one for one in pieces if one not in own and _goods(one) in kinds]


def word(one: Tree) -> str:
    """The platform's own word for where a piece is."""
    return reading.text(one.get("status"), 60).lower()


def _state(one: Tree) -> str:
    return STATES.get(word(one), "attention")


def state(pieces: Sequence[Tree]) -> str:
    """An order is where its slowest piece is; what is strange or went wrong with one is so with the order.

    Of one in two houses our pieces say where it is while they are here, and those of theirs that wait hold none back.
    """
    wanted = [one for one in pieces if _state(one) != CANCELLED]
    mine = _of(one for one in wanted if not is_theirs(one))
    if mine in (CANCELLED, "attention") or mine in _HERE:
        return mine if mine != CANCELLED else _of(wanted)
    whole = _of(wanted)
    return mine if whole in _HERE else whole


def _of(pieces: Iterable[Tree]) -> str:
    left = [_state(one) for one in pieces]
    if not left:
        return CANCELLED
    if "attention" in left:
        return "attention"
    if "problem" in left or ("returned" in left and set(left) != {"returned"}):
        return "problem"
    return "returned" if "returned" in left else min(left, key=WAY.index)


def raw(pieces: Sequence[Tree]) -> str:
    """All words of the platform, those nobody knows first."""
    return ",".join(sorted({word(one) for one in pieces}, key=lambda one: (one in STATES, one)))[:200]


def waits(one: Tree) -> bool:
    """Whether a piece is to be packed here."""
    return word(one) in TO_PACK and not is_theirs(one)


def is_packed(one: Tree) -> bool:
    """Whether a piece lies in a package."""
    return bool(package_of(one)) and not waits(one) and _state(one) != CANCELLED


def can_cancel(one: Tree) -> bool:
    """Whether the shop may still take a piece out of its order."""
    return word(one) in NOT_HANDED_OVER and not is_theirs(one)


def _moments(pieces: Iterable[Tree], field: str, own_zone: tzinfo) -> Iterator[datetime]:
    """What pieces tell beside their order: where it cannot be read, the order does without."""
    for one in pieces:
        with contextlib.suppress(Odd):
            yield reading.moment(one.get(field), field, own_zone)


def _buyer(head: Tree) -> dict[str, Any]:
    """Who it goes to; the district's key is misspelt in lists, and words may be masked."""
    told = head.get("address_shipping")
    address = told if isinstance(told, dict) else {}

    def said(*keys: str) -> str:
        return " ".join(found for key in keys if (found := reading.text(address.get(key), 300)))

    names = (reading.text(head.get(key), 120) for key in ("customer_first_name", "customer_last_name"))
    buyer = " ".join(name for name in names if name)
    place = {
        "name": said("first_name", "last_name") or buyer, "phone": said("phone") or said("phone2"),
        "street": said("address1", "address2"), "subdistrict": said("addressDistrict") or said("addressDsitrict"),
        "district": said("address4"), "province": said("address3"), "postcode": said("post_code") or said("address5"),
        "country": said("country"),
    }  # fmt: skip
    return {"buyer": buyer or place["name"], "phone": place["phone"], "address": {k: v for k, v in place.items() if v}}


def _parcel(pieces: Sequence[Tree]) -> dict[str, Any]:
    packed = next((one for one in _own_first(pieces) if one.get("tracking_code")), {})
    tracking, carrier = reading.text(packed.get("tracking_code"), 60), reading.text(packed.get("shipment_provider"), 60)
    return {"tracking": tracking, "carrier": carrier}


def _own_first(pieces: Sequence[Tree]) -> list[Tree]:
    """What is still wanted; of two parcels the shop's own is the one it is asked about."""
    return sorted((one for one in pieces if _state(one) != CANCELLED), key=is_theirs)


def _wants(head: Tree, pieces: Sequence[Tree], wish: Tree | None) -> dict[str, Any]:
    package = next((name for one in _own_first(pieces) if (name := package_of(one))), "")
    several = {name for one in _own_first(pieces) if (name := package_of(one)) and not is_theirs(one)}
    more = {
        "package": package, "packages": str(len(several)) if len(several) > 1 else "",
        "tax_id": reading.text(head.get("tax_code"), 20),
        "branch": reading.text(head.get("branch_number"), 20),
    }  # fmt: skip
    wants = ""
    asked = [one for one in pieces if _asks_to_cancel(one)]
    if asked or (_asks_to_cancel(head) and state(pieces) in WAY):
        reverse = next((name for one in asked if (name := reading.id_or_none(one.get("reverse_order_id")))), "")
        wants, more["reverse"] = "cancel", reverse
        more["until"] = reading.text(next((one.get("cancel_trigger_time") for one in asked), ""), 40)
    elif wish is not None:
        wants = "return"
        more |= {key: reading.text(wish.get(key)) for key in ("reverse", "kind", "lines")}
    return {"wants": wants, "more": {key: value for key, value in more.items() if value}}


def _asks_to_cancel(one: Tree) -> bool:
    asked = reading.yes(one.get("need_cancel_confirm")) or reading.yes(one.get("is_cancel_pending"))
    return asked and _state(one) not in (CANCELLED, "returned")


def package_of(one: Tree) -> str:
    """The package a piece is in, "" before it is packed."""
    return reading.id_or_none(one.get("package_id"))


def returns_asked(pieces: Sequence[Tree]) -> str:
    """The wish of a buyer that may be a return, "" where there is none."""
    own = (one for one in pieces if _state(one) in CAN_RETURN and not _asks_to_cancel(one))
    return next((name for one in own if (name := reading.id_or_none(one.get("reverse_order_id")))), "")


def wish(told: object, reverse: str) -> Tree | None:
    """A return that waits for our answer; None for one that is over or cannot be read."""
    data = told if isinstance(told, dict) else {}
    rows = reading.trees(data.get("reverseOrderLineDTOList")) or reading.trees(data.get("reverse_order_lines"))
    waiting = [one for one in rows if reading.text(one.get("reverse_status")).upper() == "REQUEST_INITIATE"]
    ids = [name for one in waiting if (name := reading.id_or_none(one.get("reverse_order_line_id")))]
    if not ids:
        return None
    return {"reverse": reverse, "kind": reading.text(data.get("request_type"), 40).upper(), "lines": ",".join(ids)}


def packages(pieces: Sequence[Tree], wanted: Sequence[str]) -> tuple[Package, ...]:
    """The packages these pieces lie in. Raises Odd."""
    found: dict[str, list[Tree]] = {}
    for one in pieces:
        if package_of(one) and piece_id(one) in wanted:
            found.setdefault(package_of(one), []).append(one)
    return tuple(_package(name, group) for name, group in found.items())


def _package(name: str, group: Sequence[Tree]) -> Package:
    first = group[0]
    tracking = reading.text(first.get("tracking_number"), 60) or reading.text(first.get("tracking_code"), 60)
    return Package(name, tuple(map(piece_id, group)), tracking, reading.text(first.get("shipment_provider"), 60))


def paper(data: object) -> Paper:
    """The label inside an answer: a whole PDF, and nothing else. Raises Odd."""
    told = reading.tree(data, "data").get("file")
    if not isinstance(told, str) or len(told) > LONGEST_PAPER:
        raise Odd("file")
    try:
        content = base64.b64decode(
            "".join(told.partition("base64,")[2 if "base64," in told[:60] else 0].split()), validate=True
        )
    except (binascii.Error, ValueError):
        raise Odd("file") from None
    if not content.startswith(b"%PDF-"):
        raise Odd("file")
    return Paper("pdf", content)


def money_line(row: Tree, own_zone: tzinfo) -> MoneyLine | None:
    """A line of their account with us; None while it belongs to no statement and nobody paid it. Raises Odd."""
    statement = reading.text(row.get("statement"), 80)
    if not statement and reading.text(row.get("paid_status")).lower() not in ("paid", "1"):
        return None
    fee, name = reading.text(row.get("fee_type"), 20), reading.text(row.get("fee_name"), 120)
    amount, on = reading.satang(row.get("amount"), "amount"), reading.day(row.get("transaction_date"), "date", own_zone)
    number, piece = reading.text(row.get("order_no"), 60), reading.text(row.get("orderItem_no"), 60)
    own = reading.text(row.get("transaction_number"), 60)
    # Without a number of its own a line is known by all that never changes of it.
    parts = (own, fee, piece) if own else (number, piece, fee, on, str(amount))
    remote = ":".join(parts)
    if len(remote) > 80:
        remote = hashlib.sha256(remote.encode()).hexdigest()[:40]
    return MoneyLine(remote, kind_of(fee, name, amount), name, amount, on, number, statement)


def kind_of(fee: str, name: str, amount: int) -> str:
    """Our kind of a line. What a shop's own voucher takes off was never sold for more: it belongs to the goods."""
    if fee in FEES:
        return FEES[fee]
    folded = name.lower()
    found = next((kind for part, kind in FEE_WORDS if part in folded), "other")
    return "refund" if found == "item" and "reversal" in folded and amount < 0 else found


def statement(row: Tree, own_zone: tzinfo) -> Statement:
    """A statement; it is paid where they say so. Raises Odd."""
    number = reading.text(row.get("statement_number"), 80)
    if not number:
        raise Odd("statement_number")
    ends = reading.day(row.get("created_at"), "created_at", own_zone)
    paid = reading.yes(row.get("paid"))
    on = reading.day(row.get("updated_at") or row.get("created_at"), "updated_at", own_zone) if paid else ""
    return Statement(number, ends, ends, reading.satang(row.get("payout"), "payout"), on)
