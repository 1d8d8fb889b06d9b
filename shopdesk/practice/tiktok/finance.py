"""TikTok Shop's account with the shop: a statement each, its transactions one for an order. Costs are negative."""

from shopdesk.practice import ledger
from shopdesk.practice.records import Data, MoneyRow, Statement
from shopdesk.practice.tiktok.call import Call, Refusal, Route, seconds, text
from shopdesk.practice.wire import whole

FIRST = "7238804564"


def statements(call: Call) -> Data:
    """GET /finance/202309/statements"""
    (size, at), first = call.page(), whole(call.query.get("statement_time_ge", ""))
    last = whole(call.query.get("statement_time_lt", "")) or 10**11
    if call.query.get("sort_field") != "statement_time":
        raise Refusal(12052910, "Invalid input parameters: sort_field")
    found = [
        one for one in call.store.all(Statement) if one.seller == call.shop.id and first <= seconds(one.ends) < last
    ]
    token = f"p{at + size}" if at + size < len(found) else ""
    return {"statements": [_statement(call, one) for one in found[at : at + size]], "next_page_token": token}


def _rows(call: Call, one: Statement) -> list[MoneyRow]:
    return [row for row in call.store.all(MoneyRow) if row.statement == one.id]


def _statement(call: Call, one: Statement) -> Data:
    return {
        "id": f"{FIRST}{one.id}", "statement_time": seconds(one.ends), "currency": "THB",
        "settlement_amount": text(sum(row.amount for row in _rows(call, one))),
        "payment_status": "PAID" if one.paid else "PROCESSING", "payment_id": f"3459{one.id}",
    }  # fmt: skip


def transactions(call: Call) -> Data:
    """GET /finance/202501/statements/{id}/statement_transactions"""
    size, at = call.page()
    one = call.store.get(Statement, whole(call.ids[0].removeprefix(FIRST)))
    if one is None or one.seller != call.shop.id or call.query.get("sort_field") != "order_create_time":
        raise Refusal(12052910, "Invalid input parameters: statement_id or sort_field")
    rows = _rows(call, one)
    orders = list(dict.fromkeys(row.order for row in rows))
    found = [_transaction(one, order, [row for row in rows if row.order == order]) for order in orders]
    token = f"p{at + size}" if at + size < len(found) else ""
    head = {"id": call.ids[0], "status": "SETTLED", "currency": "THB", "total_count": len(found)}
    return {**head, "transactions": found[at : at + size], "next_page_token": token}


def _transaction(one: Statement, order: int, rows: list[MoneyRow]) -> Data:
    def total(*fees: str) -> int:
        return sum(row.amount for row in rows if row.fee in fees)

    goods, back, voucher = total(ledger.ITEM), total(ledger.ITEM_BACK), total(ledger.VOUCHER)
    commission, paying = total(ledger.COMMISSION_FEE, ledger.COMMISSION_BACK), total(ledger.PAYMENT)
    shipping = total(ledger.SHIPPING_PAID)
    return {
        "id": f"{one.id}{order}", "type": "ORDER", "order_id": str(order), "adjustment_id": "",
        "settlement_amount": text(sum(row.amount for row in rows)), "adjustment_amount": "0",
        "revenue_amount": text(goods + back + voucher),
        "revenue_breakdown": {
            "subtotal_before_discount_amount": text(goods), "refund_subtotal_before_discount_amount": text(back),
            "seller_discount_amount": text(voucher), "seller_discount_refund_amount": "0",
        },
        "shipping_cost_amount": text(shipping),
        "shipping_cost_breakdown": {"customer_paid_shipping_fee_amount": text(shipping)},
        "fee_tax_amount": text(commission + paying),
        "fee_tax_breakdown": {
            "fee": {"platform_commission_amount": text(commission), "transaction_fee_amount": text(paying)}, "tax": {},
        },
    }  # fmt: skip


ROUTES = (
    Route("GET", "/finance/202309/statements", statements),
    Route("GET", "/finance/202501/statements/([0-9]+)/statement_transactions", transactions),
)
