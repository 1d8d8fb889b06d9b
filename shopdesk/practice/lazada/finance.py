"""Lazada's account with the shop: transaction rows and payouts."""

import re
from datetime import date

from shopdesk.practice import ledger
from shopdesk.practice.lazada.call import Call, Refusal, Route, baht, moment
from shopdesk.practice.records import Data, MoneyRow, Statement, Unit

MOST, LONGEST_DAYS = 500, 180
NAMES = {
    ledger.ITEM: ("Item Price Credit", "Orders-Sales"),
    ledger.ITEM_BACK: ("Reversal Item Price", "Refunds-Claims"),
    ledger.COMMISSION_FEE: ("Commission", "Orders-Lazada Fees"),
    ledger.COMMISSION_BACK: ("Reversal Commission", "Refunds-Lazada Fees"),
    ledger.PAYMENT: ("Payment Fee", "Orders-Lazada Fees"),
    ledger.SHIPPING_PAID: ("Shipping Fee (Paid By Customer)", "Orders-Logistics"),
    ledger.VOUCHER: ("Promotional Charges Vouchers", "Orders-Marketing Fees"),
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def transactions(call: Call) -> Data:
    """GET /finance/transaction/details/get"""
    starts, ends = _day(call.text("start_time")), _day(call.text("end_time"))
    if ends < starts or (ends - starts).days >= LONGEST_DAYS:
        raise Refusal("1000012", "E1000012: The date range is not below 180 days", "ISP")
    limit, offset = call.number("limit", MOST, 1, MOST, "19"), call.number("offset", 0, 0, 1_000_000, "14")
    rows = [
        row for row in call.store.all(MoneyRow)
        if row.seller == call.seller.id and starts <= ledger.day(row.at).date() <= ends and _wanted(call, row)
    ]  # fmt: skip
    return {"data": [_told(call, row) for row in rows[offset : offset + limit]]}


def _wanted(call: Call, row: MoneyRow) -> bool:
    order, kind = call.params.get("trade_order_id", ""), call.params.get("trans_type", "")
    return order in ("", str(row.order)) and kind in ("", "-1", row.fee)


def _told(call: Call, row: MoneyRow) -> Data:
    unit, closed = call.store.get(Unit, row.unit), call.store.get(Statement, row.statement)
    assert unit is not None
    name, kind = NAMES[row.fee]
    return {
        "order_no": str(row.order), "orderItem_no": str(row.unit), "transaction_type": kind, "fee_type": row.fee,
        "fee_name": name, "amount": baht(row.amount), "VAT_in_amount": baht(row.vat), "WHT_amount": "0.00",
        "WHT_included_in_amount": "No", "statement": closed.number if closed else "",
        "paid_status": "paid" if closed and closed.paid else "Not paid", "transaction_date": _written(row.at),
        "transaction_number": f"TH{row.id}", "seller_sku": unit.seller_sku, "lazada_sku": f"TH-{unit.sku}",
        "orderItem_status": unit.state, "shipping_provider": unit.carrier, "details": unit.name, "comment": "",
        "reference": "", "payment_ref_id": "", "shipping_speed": "", "shipment_type": "",
    }  # fmt: skip


def payouts(call: Call) -> Data:
    """GET /finance/payout/status/get"""
    typed = call.text("created_after")
    after = moment(typed) if "T" in typed else _starts(typed)
    found = [one for one in call.store.all(Statement) if one.seller == call.seller.id and one.ends >= after]
    return {"data": [_statement(call, one) for one in found]}


def _statement(call: Call, one: Statement) -> Data:
    rows = [row for row in call.store.all(MoneyRow) if row.statement == one.id]

    def total(*fees: str) -> str:
        return baht(sum(row.amount for row in rows if row.fee in fees))

    at = f"{ledger.day(one.ends):%Y-%m-%d %H:%M:%S}"
    return {
        "statement_number": one.number, "opening_balance": baht(one.opening), "item_revenue": total(ledger.ITEM),
        "shipment_fee": "0.00", "shipment_fee_credit": total(ledger.SHIPPING_PAID),
        "fees_total": total(ledger.COMMISSION_FEE, ledger.PAYMENT, ledger.COMMISSION_BACK, ledger.VOUCHER),
        "refunds": total(ledger.ITEM_BACK), "other_revenue_total": "0.00", "closing_balance": baht(one.payout),
        "payout": f"{baht(max(0, one.payout))} THB", "paid": "1" if one.paid else "0",
        "created_at": at, "updated_at": at,
    }  # fmt: skip


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed) if re.fullmatch(r"\d{4}-\d\d-\d\d", typed) else _no_day(typed)
    except ValueError:
        return _no_day(typed)


def _no_day(typed: str) -> date:
    raise Refusal("17", f"E017: “{typed[:40]}” Invalid Date Format")


def _starts(typed: str) -> int:
    return moment(f"{_day(typed).isoformat()}T00:00:00+07:00")


def _written(milliseconds: int) -> str:
    at = ledger.day(milliseconds)
    return f"{at.day:02} {MONTHS[at.month - 1]} {at.year}"


ROUTES = {
    "/finance/transaction/details/get": Route(transactions),
    "/finance/payout/status/get": Route(payouts),
}
