"""Orders as a Vendure server tells them, in ShopDesk's words. Money there is whole satang, VAT inside."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from shopdesk.core import money
from shopdesk.shop.channels import RemoteLine, RemoteOrder
from shopdesk.sync.channels import ownshop, postal
from shopdesk.sync.channels.reading import Odd, id_or_none, moment, name_of, text, tree, trees, whole

# What Vendure's own order process says; a word of a plugin, or an order somebody is just changing, is for a person.
STATES = {
    "PaymentAuthorized": "new", "PaymentSettled": "new", "Shipped": "shipped", "PartiallyDelivered": "shipped",
    "Delivered": "delivered", "Cancelled": "cancelled",
}  # fmt: skip
AT_ONCE = 50
_ADDRESS = "fullName company streetLine1 streetLine2 city province postalCode countryCode phoneNumber"
FIELDS = (
    "id code state orderPlacedAt updatedAt totalWithTax shippingWithTax currencyCode "
    "lines { id quantity orderPlacedQuantity unitPriceWithTax proratedLinePriceWithTax "
    "productVariant { id sku name } } surcharges { priceWithTax } payments { method } "
    "fulfillments { id state method trackingCode lines { orderLineId quantity } } "
    "shippingLines { shippingMethod { fulfillmentHandlerCode } } "
    "shippingAddress { " + _ADDRESS + " } billingAddress { " + _ADDRESS + " } "
    "customer { firstName lastName phoneNumber }"
)
_COD = re.compile(r"(?:^|[^a-z])(?:cod|cash)(?:[^a-z]|$)", re.IGNORECASE)
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def utc(at: datetime) -> str:
    """An aware instant as a filter takes it; parts of a second are dropped, as some databases do there."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def order(row: Mapping[str, Any]) -> RemoteOrder:
    """An order; raises Odd. What a line costs is price × pieces; coupons and promotions are the discount."""
    told = trees(row.get("lines"))
    lines = tuple(_line(one) for one in told)
    extra = [_signed(one.get("priceWithTax"), "surcharges") for one in trees(row.get("surcharges"))]
    kept = sum(line.price * (line.quantity - line.cancelled) for line in lines)
    paid = sum(_signed(one.get("proratedLinePriceWithTax"), "proratedLinePriceWithTax") for one in told)
    paid += sum(one for one in extra if one < 0)
    status = text(row.get("state"), 60)
    sent = next((one for one in fulfilled(row) if text(one.get("trackingCode"))), {})
    return RemoteOrder(
        remote=name_of(row.get("id"), "id"), number=name_of(row.get("code"), "code"),
        state=STATES.get(status, "attention"), raw=status, placed_at=moment(row.get("orderPlacedAt"), "orderPlacedAt"),
        changed_at=moment(row.get("updatedAt"), "updatedAt"), lines=lines,
        goods=sum(line.price * line.quantity for line in lines),
        shipping=_signed(row.get("shippingWithTax"), "shippingWithTax") + sum(one for one in extra if one > 0),
        discount=min(max(kept - paid, 0), kept), total=_signed(row.get("totalWithTax"), "totalWithTax"),
        cod=status == "PaymentAuthorized" and any(_COD.search(one) for one in _ways(row)),
        currency=text(row.get("currencyCode"), 3), **_buyer(row), tracking=text(sent.get("trackingCode"), 60),
        carrier=text(sent.get("method"), 60),
    )  # fmt: skip


def _line(one: Mapping[str, Any]) -> RemoteLine:
    left = whole(one.get("quantity"), "quantity")
    ordered = max(whole(one.get("orderPlacedQuantity"), "orderPlacedQuantity"), left)
    if not ordered:
        raise Odd("quantity")
    goods = tree(one.get("productVariant"), "productVariant")
    return RemoteLine(
        (name_of(one.get("id"), "lines.id"),), text(goods.get("sku"), 200), text(goods.get("name"), 300), ordered,
        _signed(one.get("unitPriceWithTax"), "unitPriceWithTax"), ordered - left, id_or_none(goods.get("id")),
    )  # fmt: skip


def _signed(value: object, name: str) -> int:
    """An amount of money in whole satang; raises Odd."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > money.LIMIT:
        raise Odd(name)
    return value


def _ways(row: Mapping[str, Any]) -> list[str]:
    return [text(one.get("method"), 60) for one in trees(row.get("payments"))]


def fulfilled(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The parcels of an order that were not called back."""
    return [one for one in trees(row.get("fulfillments")) if one.get("state") != "Cancelled"]


def left(row: Mapping[str, Any]) -> dict[str, int]:
    """How many pieces of each line are in no parcel yet; raises Odd."""
    found = {
        name_of(one.get("id"), "lines.id"): whole(one.get("quantity"), "quantity") for one in trees(row.get("lines"))
    }
    for parcel in fulfilled(row):
        for one in trees(parcel.get("lines")):
            line = name_of(one.get("orderLineId"), "orderLineId")
            found[line] = found.get(line, 0) - whole(one.get("quantity"), "quantity")
    return {line: pieces for line, pieces in found.items() if pieces > 0}


def _buyer(row: Mapping[str, Any]) -> dict[str, Any]:
    """Name, telephone and address of whom the parcel goes to; the payer's where no other is given."""
    shipping, billing = _place(row.get("shippingAddress")), _place(row.get("billingAddress"))
    given = shipping if shipping["streetLine1"] else billing
    customer = row.get("customer")
    person = customer if isinstance(customer, dict) else {}
    name = given["fullName"] or f"{text(person.get('firstName'), 60)} {text(person.get('lastName'), 60)}".strip()
    told = {
        "phone": given["phoneNumber"] or text(person.get("phoneNumber"), 60),
        **postal.lanes(given["company"], given["streetLine1"], given["streetLine2"]), "district": given["city"],
        "province": given["province"], "postcode": given["postalCode"], "country": given["countryCode"],
    }  # fmt: skip
    return postal.receiver(name, told)


def _place(told: object) -> dict[str, str]:
    given = told if isinstance(told, dict) else {}
    return {name: text(given.get(name), 200) for name in _ADDRESS.split()}


@dataclass(frozen=True, slots=True)
class Place:
    """Where reading of the orders stands: changed after when, and how many of those are read."""

    after: str
    skip: int = 0

    @property
    def cursor(self) -> str:
        """The place as one text."""
        return f"{self.after}|{self.skip}"

    @classmethod
    def read(cls, cursor: str) -> "Place | None":
        """The place of a cursor; None for what is none."""
        found = re.fullmatch(rf"({_INSTANT.pattern})\|(0|[1-9][0-9]{{0,6}})", cursor)
        return cls(found.group(1), int(found.group(2))) if found else None

    def next(self, rows: Sequence[Mapping[str, Any]]) -> "Place | None":
        """Where it goes on after these rows; None at the end."""
        if len(rows) < AT_ONCE:
            return None
        onward = ownshop.onward(self.after, [_changed(row) for row in rows], utc)
        return Place(onward) if onward else Place(self.after, self.skip + len(rows))


def _changed(row: Mapping[str, Any]) -> datetime | None:
    try:
        return moment(row.get("updatedAt"), "updatedAt")
    except Odd:
        return None
