"""Orders as WooCommerce tells them, in ShopDesk's words.

Whatever a stranger's shop sends is looked at before it is believed; what cannot be read raises Strange and is kept for
a person. Money is text in baht there and satang here, by Decimal and never by float.
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from shopdesk.core import money
from shopdesk.shop.channels import RemoteLine, RemoteOrder
from shopdesk.sync.channels import ownshop, postal
from shopdesk.sync.channels.woocommerce.provinces import province

STATES = {
    "pending": "unpaid", "checkout-draft": "unpaid", "auto-draft": "unpaid", "on-hold": "unpaid", "processing": "new",
    "completed": "completed", "cancelled": "cancelled", "failed": "cancelled",
}  # fmt: skip
# Baskets, and buyers who are still at the payment page: nothing for the shop to do, nothing to hold.
NOT_YET = ("pending", "checkout-draft", "auto-draft")
PAID_LATER = ("bacs", "cheque", "cod")
LONGEST_ID = 20
_AMOUNT = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}")


class Strange(ValueError):
    """A member that cannot be what it says; the text names the field."""


def row_of(value: Any) -> Mapping[str, Any]:
    """A member that is an object; raises Strange."""
    if not isinstance(value, dict):
        raise Strange("no object")
    return value


def number(value: Any, name: str) -> int:
    """A whole number, also one that came as text or with .0; raises Strange."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        value = int(value)
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Strange(name)
    return value


def ident(value: Any, name: str) -> str:
    """An id: above 0 and at most twenty digits, kept as text. Raises Strange."""
    told = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not told.isascii() or not told.isdigit() or len(told) > LONGEST_ID or not int(told):
        raise Strange(name)
    return str(int(told))


def word(value: Any) -> str:
    """A text; anything else is none."""
    return value if isinstance(value, str) else ""


def satang(value: Any, name: str) -> int:
    """An amount in baht as satang; an empty text is none. Raises Strange for what is no amount."""
    told = str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value
    if told == "":
        return 0
    if not isinstance(told, str) or not _AMOUNT.fullmatch(told):
        raise Strange(name)
    amount = int((Decimal(told) * money.BAHT).to_integral_value(ROUND_HALF_UP))
    if abs(amount) > money.LIMIT:
        raise Strange(name)
    return amount


def instant(value: Any, name: str) -> datetime:
    """A GMT time without its zone, as the shop writes it; raises Strange."""
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise Strange(name)
    try:
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    except ValueError:
        raise Strange(name) from None


def members(row: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """A list of objects; none where it is left out. Raises Strange."""
    told = row.get(name) or []
    if not isinstance(told, list):
        raise Strange(name)
    return [row_of(one) for one in told]


def known_as(row: Any) -> str:
    """The id of a member that may be anything; "" where it has none."""
    try:
        return ident(row_of(row).get("id"), "id")
    except Strange:
        return ""


def gmt(at: datetime) -> str:
    """An aware instant as the shop takes it with `dates_are_gmt`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def changed_at(row: Mapping[str, Any]) -> datetime:
    """When an order changed last; raises Strange."""
    return instant(row.get("date_modified_gmt") or row.get("date_created_gmt"), "date_modified_gmt")


def has_refunds(row: Mapping[str, Any]) -> bool:
    """Whether money of an order went back, so that its refunds have to be read too."""
    return bool(members(row, "refunds"))


def is_not_yet(row: Mapping[str, Any]) -> bool:
    """Whether an order is only a basket, or waits at a payment page. A failed payment is often tried once more."""
    status = row.get("status")
    failed = status == "failed" and not row.get("date_paid_gmt") and row.get("payment_method") not in PAID_LATER
    return status in NOT_YET or failed


def for_the_shop(rows: Sequence[Any]) -> list[Any]:
    """The rows that are the shop's business, each once; what is no order at all is told too."""
    found: list[Any] = []
    for row in rows:
        if not (isinstance(row, dict) and is_not_yet(row)) and row not in found:
            found.append(row)
    return found


def state(status: str, *, finished: bool) -> str:
    """Our state for a status; `finished` where the order had been completed. A plugin's status is for a person."""
    if status == "refunded":
        return "returned" if finished else "cancelled"
    if status == "trash":
        return "completed" if finished else "cancelled"
    return STATES.get(status, "attention")


@dataclass(frozen=True, slots=True)
class _Back:
    """What went back of an order: pieces by line id, satang of goods, satang in all."""

    pieces: Mapping[str, int]
    goods: int
    total: int


def order(row: Mapping[str, Any], refunds: Sequence[Any] = ()) -> RemoteOrder:
    """An order with its refunds; raises Strange. What the buyer pays for the goods is price × pieces − discount."""
    back = _back(refunds)
    lines = tuple(_line(one, back.pieces) for one in members(row, "line_items"))
    paid = sum(_with_tax(one) for one in members(row, "line_items")) - back.goods
    fees = [_with_tax(one) for one in members(row, "fee_lines")]
    paid += sum(fee for fee in fees if fee < 0)
    kept = sum(line.price * (line.quantity - line.cancelled) for line in lines)
    shipping = satang(row.get("shipping_total", ""), "shipping_total")
    shipping += satang(row.get("shipping_tax", ""), "shipping_tax") + sum(fee for fee in fees if fee > 0)
    status = word(row.get("status"))
    remote = ident(row.get("id"), "id")
    return RemoteOrder(
        remote=remote, number=_number(row, remote), state=state(status, finished=bool(row.get("date_completed_gmt"))),
        raw=status, placed_at=instant(row.get("date_created_gmt"), "date_created_gmt"), changed_at=changed_at(row),
        lines=lines, goods=sum(line.price * line.quantity for line in lines), shipping=shipping,
        discount=min(max(kept - paid, 0), kept), total=max(satang(row.get("total"), "total") - back.total, 0),
        cod=row.get("payment_method") == "cod", currency=word(row.get("currency")) or "THB",
        **_buyer(row), note=word(row.get("customer_note")), tracking=_meta(row, "_tracking_number"),
        carrier=_meta(row, "_tracking_provider"),
    )  # fmt: skip


def _number(row: Mapping[str, Any], remote: str) -> str:
    told = row.get("number")
    return str(told) if isinstance(told, int | str) and not isinstance(told, bool) else remote


def _with_tax(one: Mapping[str, Any], name: str = "total") -> int:
    return satang(one.get(name, ""), name) + satang(one.get(f"{name}_tax", ""), f"{name}_tax")


def _line(one: Mapping[str, Any], gone: Mapping[str, int]) -> RemoteLine:
    own, quantity = ident(one.get("id"), "line_items.id"), number(one.get("quantity"), "quantity")
    if quantity < 1:
        raise Strange("quantity")
    whole = max(_with_tax(one, "subtotal"), _with_tax(one))
    if whole < 0:
        raise Strange("subtotal")
    product = one.get("variation_id") or one.get("product_id")
    return RemoteLine(
        # Where the line is no multiple of a piece, the satang too many are part of the discount.
        (own,), word(one.get("sku")), html.unescape(word(one.get("name"))), quantity, -(-whole // quantity),
        min(gone.get(own, 0), quantity), ident(product, "product_id") if product else "",
    )  # fmt: skip


def _back(refunds: Sequence[Any]) -> _Back:
    pieces: dict[str, int] = {}
    goods = total = 0
    for one in map(row_of, refunds):
        amount = abs(satang(one.get("amount"), "amount"))
        elsewhere = [*members(one, "shipping_lines"), *members(one, "fee_lines")]
        total += amount
        goods += max(amount - abs(sum(map(_with_tax, elsewhere))), 0)
        for line in members(one, "line_items"):
            own = _meta(line, "_refunded_item_id")
            pieces[own] = pieces.get(own, 0) + abs(number(line.get("quantity", 0), "quantity"))
    return _Back(pieces, goods, total)


def _meta(row: Mapping[str, Any], key: str) -> str:
    found = next((one.get("value") for one in members(row, "meta_data") if one.get("key") == key), "")
    return str(found) if isinstance(found, int | str) and not isinstance(found, bool) else ""


def _buyer(row: Mapping[str, Any]) -> dict[str, Any]:
    """Name, telephone and address of whom the parcel goes to; the payer's where no other is given."""
    billing, shipping = _person(row, "billing"), _person(row, "shipping")
    given = shipping if shipping["address_1"] else billing
    name = _name(given) or _name(billing)
    told = {
        "phone": shipping["phone"] or billing["phone"], **postal.lanes(given["address_1"], given["address_2"]),
        "district": given["city"], "province": province(given["state"]), "postcode": given["postcode"],
        "country": given["country"],
    }  # fmt: skip
    return postal.receiver(name, told)


def _person(row: Mapping[str, Any], name: str) -> dict[str, str]:
    told = row.get(name)
    given = told if isinstance(told, dict) else {}
    names = ("first_name", "last_name", "company", "address_1", "address_2", "city", "state", "postcode", "country")
    return {key: word(given.get(key)).strip() for key in (*names, "phone")}


def _name(person: Mapping[str, str]) -> str:
    name = f"{person['first_name']} {person['last_name']}".strip()
    return f"{name} ({person['company']})" if name and person["company"] else name or person["company"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where reading of the orders stands: which list, changed after when, and its page."""

    part: str
    after: str
    page: int = 1

    @property
    def cursor(self) -> str:
        """The place as one text."""
        return f"{self.part}|{self.after}|{self.page}"

    @classmethod
    def read(cls, cursor: str) -> "Place | None":
        """The place of a cursor; None for what is none."""
        found = re.fullmatch(rf"(any|trash)\|({_INSTANT.pattern})\|([1-9][0-9]{{0,5}})", cursor)
        return cls(found.group(1), found.group(2), int(found.group(3))) if found else None

    def next(self, rows: Sequence[Any], pages: int, since: str) -> "Place | None":
        """Where it goes on after these rows: after the last page comes the trash."""
        if not rows or self.page >= pages:
            return Place("trash", since) if self.part == "any" else None
        onward = ownshop.onward(self.after, [_changed(row) for row in rows], gmt)
        return Place(self.part, onward) if onward else Place(self.part, self.after, self.page + 1)


def _changed(row: Any) -> datetime | None:
    try:
        return changed_at(row_of(row))
    except Strange:
        return None


def refund(row: Mapping[str, Any], told: RemoteOrder, gone: Mapping[str, int], reason: str) -> dict[str, Any]:
    """What gives pieces of some lines back, without moving money or stock: the shop says both absolutely itself."""
    lines, amount = [], 0
    for own, one in zip(told.lines, members(row, "line_items"), strict=True):
        pieces = min(gone.get(own.ids[0], 0), own.quantity - own.cancelled)
        if pieces:
            net = money.share(satang(one.get("total"), "total"), pieces, own.quantity)
            taxes = {
                number(tax.get("id"), "taxes.id"): money.share(satang(tax.get("total"), "taxes"), pieces, own.quantity)
                for tax in members(one, "taxes")
            }
            amount += net + sum(taxes.values())
            lines.append({
                "id": int(own.ids[0]), "quantity": pieces, "refund_total": _amount(net),
                "refund_tax": [{"id": key, "refund_total": _amount(tax)} for key, tax in taxes.items()],
            })  # fmt: skip
    said = {"amount": money.plain(amount), "reason": reason, "api_refund": False, "api_restock": False}
    return {**said, "line_items": lines}


def _amount(satang_: int) -> Decimal:
    return Decimal(money.plain(satang_))
