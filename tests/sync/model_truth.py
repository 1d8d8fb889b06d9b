"""What must be so of the model's shop: after every deed, and once the line is well."""

from collections import Counter

from shopdesk.core import quantity
from shopdesk.db import check
from shopdesk.db.guards.derived import DERIVED
from shopdesk.practice.records import CANCELED, DELIVERED, PACKED, PENDING, READY, SHIPPED, UNPAID, Order, Product
from shopdesk.shop import accounts, keeping
from tests.sync.model_shop import Life, Place

# What is looked at after every deed; the whole check ends each life.
RULES = (
    "numbers have no gap", "an order that is over holds nothing", "no more is let go than was promised",
    "an order stands where its last step put it",
)  # fmt: skip
RESERVED = next(one for one in DERIVED if one.table == "reserved")
# Where the pieces of an order may be there while it stands so here, at a platform that knows packing and at one that
# does not.
THERE_WHERE = {
    "unpaid": ({UNPAID}, {UNPAID}), "new": ({PENDING}, {PENDING}), "packing": ({PENDING}, {PENDING}),
    "ready": ({PACKED}, {PENDING}), "shipped": ({READY, SHIPPED}, {DELIVERED}), "delivered": ({DELIVERED}, {DELIVERED}),
    "completed": ({DELIVERED}, {DELIVERED}), "cancelled": ({CANCELED}, {CANCELED}),
    # It left with pieces that its buyer had cancelled: some, or all.
    "problem": ({CANCELED, READY, SHIPPED, DELIVERED}, {CANCELED}),
}  # fmt: skip


def holds(life: Life) -> None:
    """True after every deed."""
    for name in RULES:
        assert life.rows(f"{check.RULES[name]} LIMIT 1") == [], name
    columns, rebuild = RESERVED.columns, RESERVED.rebuild
    assert life.rows(f"SELECT {columns} FROM reserved EXCEPT {rebuild}") == [], "reserved"
    assert life.rows(f"SELECT * FROM ({rebuild}) EXCEPT SELECT {columns} FROM reserved") == [], "reserved"
    lies = dict(life.rows("SELECT item, sum(qty) FROM stock GROUP BY item"))
    assert lies == {item: life.stock[item] for item in lies}


def agrees(life: Life) -> None:
    """Both sides tell the same, nothing happened twice, nothing is lost."""
    holds(life)
    with life.office.engine.connect() as connection:
        result = check.check(connection)
    assert result.ok, result.first_error
    _standings(life)
    for place in life.made.places:
        _orders(life, place)
        _shelf(life, place)
    _once(life)
    _books(life)


def _standings(life: Life) -> None:
    with life.office.reading() as desk:
        for one in accounts.listing(desk):
            assert (one.why, one.login, one.held) == ("", "ok", 0), one


def _orders(life: Life, place: Place) -> None:
    """Each order there is one order here, in the same state, with as many pieces."""
    own = life.rows(
        "SELECT remote, state, id FROM online_order WHERE account = ? AND remote NOT LIKE 'phone:%'", place.account
    )
    there = {str(one.id): one for one in life.market.store.all(Order) if one.seller == place.seller}
    assert len({remote for remote, *_ in own}) == len(own)
    assert there.keys() == {remote for remote, *_ in own}, f"{place.channel}: {own} here, {there} there"
    for remote, state, row in own:
        _order_agrees(life, place, str(state), int(str(row)), there[str(remote)])


def _order_agrees(life: Life, place: Place, state: str, row: int, order: Order) -> None:
    pieces = life.pieces(order)
    left = {unit.state for unit in pieces if unit.state != CANCELED} or {CANCELED}
    wanted = THERE_WHERE[state][place.channel == "woocommerce"]
    assert state != "problem" or any(unit.state == CANCELED for unit in pieces)
    assert left <= wanted, f"{place.channel} {order.id} is {state} here, {left} there"
    ((ordered, off),) = life.rows("SELECT sum(qty), sum(cancelled) FROM online_line WHERE online_order = ?", row)
    assert ordered == len(pieces) * quantity.ONE
    gone = sum(unit.state == CANCELED for unit in pieces)
    gone += sum(line["quantity"] for one in order.more.get("refunds", ()) for line in one["lines"])
    # A web shop cancels an order as a whole, whatever of it was given back before.
    if state != "problem" and (state, place.channel) != ("cancelled", "woocommerce"):
        assert off == gone * quantity.ONE, f"{place.channel} {order.id}: {off} cancelled here, {gone} there"


def _shelf(life: Life, place: Place) -> None:
    """What a buyer sees: each unit once, as many as there are to publish, at the price that was said."""
    units = life.rows(
        "SELECT u.id, u.seller_sku, u.price, l.state, u.item FROM listing_unit u "
        "JOIN listing l ON l.id = u.listing WHERE u.account = ?", place.account,
    )  # fmt: skip
    wanted = _to_publish(life)
    for unit, sku, price, state, item in units:
        found = life.market.sku(str(sku), place.seller)
        assert (found is None) == (state == "draft"), f"{place.channel} {sku} is {state}"
        if found is None:
            continue
        product = life.market.store.get(Product, found.product)
        assert product is not None
        shown = wanted[int(str(item))]
        assert (found.sellable, found.price) == (shown, price), f"{place.channel} {sku}: stock or price"
        published = life.rows("SELECT stock, price FROM published WHERE unit = ?", unit)
        assert published[0][0] == shown, f"{place.channel} {sku}: published"
        assert (product.status == "Active") == (state == "live"), f"{place.channel} {sku} is {state}"


def _to_publish(life: Life) -> dict[int, int]:
    """What is there, less what is promised and what stays for the counter, of each of the goods."""
    promised = dict(life.rows("SELECT item, sum(qty) FROM reservation GROUP BY item"))
    with life.office.reading() as desk:
        at = life.made.places[0].account
        kept = keeping.learnt(desk, [(at, item) for item in life.stock])
    left = {item: life.stock[item] - int(str(promised.get(item, 0))) - kept[at, item].qty for item in life.stock}
    return {item: max(0, qty) // quantity.ONE for item, qty in left.items()}


def _once(life: Life) -> None:
    """What may happen only once there happened once."""
    effects = life.market.store.effects
    assert all(len(packages) == 1 for packages in life.market.packages.values()), "packed twice"
    assert effects["packages"] == len(life.market.packages), "packed twice"
    assert effects["handed over"] == len(life.market.sent), "sent twice"
    assert effects["cancels"] <= life.asked_off, "cancelled twice"
    for order in life.market.store.all(Order):
        notes = [one["note"] for one in order.more.get("notes", ())]
        assert len(notes) == len(set(notes)), "told a buyer twice"


def _books(life: Life) -> None:
    """No sale is lost and none is there twice, at the counter and online; the money is theirs."""
    told = Counter(str(number) for (number,) in life.rows("SELECT number FROM sale"))
    assert told == life.numbers
    ((money,),) = life.rows(
        "SELECT coalesce(sum(s.total), 0) FROM sale s WHERE s.id NOT IN (SELECT sale FROM sale_void)"
    )
    assert money == life.money
