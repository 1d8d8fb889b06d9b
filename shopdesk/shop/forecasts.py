"""What one sale online leaves for whom, before it is offered; and what it left, once platforms settled some."""

from dataclasses import dataclass

from shopdesk.core import consignment, money
from shopdesk.db import models, quick
from shopdesk.shop import editing, producers, settings, settlements
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

# So many of the latest orders of these goods teach what a sale leaves: however many there were, it takes no longer.
LATEST = 500
_SETTLED = (
    # A platform may tell the money before the shop knows the order: such a line is the order's by its number.
    "WITH early AS MATERIALIZED (SELECT account, order_number, kind, amount FROM settlement_line "
    "WHERE online_order IS NULL AND order_number <> ''), "
    "mine AS MATERIALIZED (SELECT o.id, o.account, o.number FROM online_order o WHERE o.id IN ("
    "SELECT online_order FROM online_line WHERE unit IN (SELECT id FROM listing_unit WHERE sale_unit = :sale_unit) "
    "UNION SELECT online_order FROM online_line WHERE unit IS NULL AND sale_unit = :sale_unit) "
    "AND (:account = 0 OR o.account = :account) AND (EXISTS (SELECT 1 FROM settlement_line k "
    "WHERE k.online_order = o.id AND k.kind = 'item') OR (o.account, o.number) IN (SELECT account, order_number "
    "FROM early WHERE kind = 'item')) ORDER BY o.id DESC LIMIT :latest), "
    "lines AS (SELECT m.id AS id, l.kind AS kind, l.amount AS amount FROM mine m "
    "JOIN settlement_line l ON l.online_order = m.id UNION ALL SELECT m.id, e.kind, e.amount FROM mine m "
    "JOIN early e ON e.order_number = m.number AND e.account = m.account), "
    "told AS MATERIALIZED (SELECT id, "
    "sum(CASE WHEN kind NOT IN ('item', 'refund', 'shipping') THEN amount END) AS fee, "
    "sum(CASE kind WHEN 'shipping' THEN amount END) AS shipping FROM lines GROUP BY id) "
    "SELECT sum(l.price * (l.qty - l.cancelled) / 1000), sum(l.qty - l.cancelled) / 1000, s.fee, s.shipping, "
    "(SELECT sum(p.postage) FROM parcel p WHERE p.online_order = s.id AND p.archived_at IS NULL), "
    "(SELECT sum(m.price * (m.qty - m.cancelled) / 1000) FROM online_line m WHERE m.online_order = s.id) "
    "FROM told s CROSS JOIN online_line l ON l.online_order = s.id WHERE l.sale_unit = :sale_unit "
    "GROUP BY s.id HAVING sum(l.qty - l.cancelled) > 0"
)
_POSTAGE = (
    "SELECT o.postage FROM sale_unit s JOIN item i ON i.id = s.item JOIN offer o ON o.product = i.product "
    "WHERE s.id = :sale_unit"
)


@dataclass(frozen=True, slots=True)
class Forecast:
    """One piece at a price, in satang. `learnt` says whether the shop's own settlements taught the fee.

    `producer` is what its maker gets by the terms (0 for the shop's own), `cost` what the shop paid (None: unknown).
    """

    price: int
    fee: int
    learnt: bool
    postage: int
    producer: int
    cost: int | None
    made_by: str = ""

    @property
    def left(self) -> int:
        """What stays with the shop after fee, postage, maker and cost."""
        return self.price - self.fee - self.postage - self.producer - (self.cost or 0)


@dataclass(frozen=True, slots=True)
class Settled:
    """What platforms really settled of so many pieces: what they brought, fees and postage (satang for one piece).

    `postage` is what sending cost beyond what buyers paid for it: at the platform, and at the shop's own post office.
    """

    pieces: int
    brought: int
    fee: int
    postage: int = 0

    @property
    def left(self) -> int:
        """What was left before maker and cost."""
        return self.brought - self.fee - self.postage


@use_case(Right.LOOK)
def forecast(
    desk: Desk, sale_unit: int, price: int, *, account: int = 0, postage: int | None = None,
    producer: int | None = None, own_shop: bool = False,
) -> Forecast:  # fmt: skip
    """What one sale would leave; without an account the usual fee is taken, without postage the offer's.

    A web shop of one's own (`own_shop`) takes nothing, unless its settlements say so. Raises NotFound.
    """
    postage = _postage(desk, sale_unit) if postage is None else postage
    points, learnt = settlements.fee_share(desk, account) if account else (settlements.USUAL_FEE, False)
    fee = 0 if own_shop and not learnt else money.percent(price, points)
    if producer is None:
        return Forecast(price, fee, learnt, postage, 0, editing.opened(desk, sale_unit).cost)
    own = desk.session.get_one(models.SaleUnit, sale_unit)
    maker = producers.one(desk, producer)
    return Forecast(price, fee, learnt, postage, _owed(desk, producer, own, price), None, maker.name)


def _postage(desk: Desk, sale_unit: int) -> int:
    found = quick.first(desk.session.connection(), _POSTAGE, {"sale_unit": sale_unit})
    return int(found[0]) if found else 0


def _owed(desk: Desk, producer: int, own: models.SaleUnit, price: int) -> int:
    """By the terms that hold today, those of the goods before those of all; without terms all of it."""
    today = settings.today(desk).isoformat()
    agreed = [terms for terms in producers.agreements(desk, producer) if terms.starts <= today]
    for item in (own.item, None):
        for terms in agreed:
            if terms.item == item:
                return consignment.owed(consignment.Terms(terms.kind, terms.value), price, own.ratio)  # type: ignore[arg-type]  # the column holds these words alone
    return price


@use_case(Right.LOOK)
def settled(desk: Desk, sale_unit: int, account: int = 0) -> Settled | None:
    """What platforms settled of the latest orders of these goods, for one piece; None where they settled none.

    Fees and postage of an order with several goods are shared by what each cost.
    """
    asked = {"sale_unit": sale_unit, "account": account, "latest": LATEST}
    rows = quick.rows(desk.session.connection(), _SETTLED, asked)
    pieces = sum(row[1] for row in rows)
    if not pieces:
        return None
    fees, postage = 0, 0
    for amount, _pieces, fee, shipping, own, whole in rows:
        if whole:
            fees += money.share(-(fee or 0), amount, whole)
            postage += money.share((own or 0) - (shipping or 0), amount, whole)
    brought = sum(row[0] for row in rows)
    return Settled(pieces, *(money.share(amount, 1, pieces) for amount in (brought, fees, postage)))
