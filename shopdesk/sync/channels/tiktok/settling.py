"""What TikTok Shop settled, as ours: a statement for each day, and what each of its transactions is made of."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from shopdesk.base import clock
from shopdesk.shop.channels import MoneyLine, Statement
from shopdesk.sync.channels import reading

Tree = Mapping[str, Any]

PAID = "PAID"
# What the shop's own vouchers take off was never sold for more: it belongs to the goods.
_GOODS = (
    ("subtotal_before_discount_amount", "item"), ("seller_discount_amount", "item"),
    ("seller_discount_refund_amount", "refund"), ("refund_subtotal_before_discount_amount", "refund"),
)  # fmt: skip
_FEES = {
    "platform_commission_amount": "commission", "transaction_fee_amount": "payment_fee",
    "credit_card_handling_fee_amount": "payment_fee",
}  # fmt: skip


def statement(row: Tree) -> Statement:
    """A statement; it is paid where they say so. Raises Odd."""
    number, on = reading.name_of(row.get("id"), "id"), _day(row.get("statement_time"))
    payout = reading.satang(row.get("settlement_amount"), "settlement_amount")
    paid = reading.text(row.get("payment_status")).upper() == PAID
    return Statement(number, on, on, payout, on if paid else "")


def _day(value: object) -> str:
    at: datetime = reading.moment(value, "statement_time")
    return clock.calendar_date(at).isoformat()


def lines(row: Tree, of: Statement) -> list[MoneyLine]:
    """A transaction of a statement, part by part; the parts add up to what was settled. Raises Odd."""
    name = reading.name_of(row.get("id"), "id")
    order = reading.id_or_none(row.get("order_id")) or reading.id_or_none(row.get("adjustment_order_id"))
    settled = _amount(row, "settlement_amount")
    kind = reading.text(row.get("type"), 80)
    if reading.id_or_none(row.get("adjustment_id")) or not reading.id_or_none(row.get("order_id")):
        settled = settled or _amount(row, "adjustment_amount")
        parts = [("adjustment", "adjustment", kind or "adjustment", settled)]
    else:
        parts = list(_parts(row, settled))
    return [
        MoneyLine(f"{name}:{field}"[:80], part, called.replace("_", " ")[:120], amount, of.ends, order, of.number)
        for field, part, called, amount in parts
        if amount
    ]


def _parts(row: Tree, settled: int) -> Iterator[tuple[str, str, str, int]]:
    """Goods, what was paid back, shipping, each fee and tax, and what none of them explains."""
    revenue, shipping = _amount(row, "revenue_amount"), _amount(row, "shipping_cost_amount")
    fees, adjusted = _amount(row, "fee_tax_amount"), _amount(row, "adjustment_amount")
    # The page says that costs are taken off; live answers send them as negative numbers that are added.
    sign = -1 if revenue - shipping - fees - adjusted == settled else 1
    found = [(field, kind, field, amount) for field, kind, amount in _of_goods(row, revenue)]
    found.append(("shipping", "shipping", "shipping", sign * shipping))
    found += [(field, kind, field, sign * amount) for field, kind, amount in _of_fees(row, fees)]
    found.append(("adjustment", "adjustment", "adjustment", sign * adjusted))
    yield from found
    rest = settled - sum(amount for _field, _kind, _called, amount in found)
    yield "rest", "adjustment", "rest", rest


def _of_goods(row: Tree, revenue: int) -> list[tuple[str, str, int]]:
    """What the goods brought; whatever of it has no name of its own is the goods' too."""
    told = _tree(row.get("revenue_breakdown"))
    found = [(field, kind, _amount(told, field)) for field, kind in _GOODS]
    if found[1][2] > 0:
        found[1] = (found[1][0], found[1][1], -found[1][2])
    return [*found, ("revenue", "item", revenue - sum(amount for _field, _kind, amount in found))]


def _of_fees(row: Tree, fees: int) -> list[tuple[str, str, int]]:
    told = _tree(row.get("fee_tax_breakdown"))
    found = [
        (str(field)[:60], _FEES.get(str(field), kind), _amount(own, field))
        for part, kind in (("fee", "service"), ("tax", "tax"))
        for own in [_tree(told.get(part))]
        for field in list(own)[:60]
        if field != "affiliate_commission_amount_before_pit" and not isinstance(own[field], dict | list)
    ]
    left = fees - sum(amount for _field, _kind, amount in found)
    return [*found, ("fees", "service", left)]


def _tree(value: object) -> Tree:
    return value if isinstance(value, dict) else {}


def _amount(row: Tree, field: str) -> int:
    return reading.satang(row[field], field) if reading.text(row.get(field)) else 0
