"""Derived tables: kept by AFTER INSERT triggers on their facts and by nothing else.

Beside each trigger stands the SELECT that makes the same table from the facts; `check` compares the two.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived table: its columns, the triggers that keep it, the SELECT that rebuilds it."""

    table: str
    columns: str
    triggers: tuple[str, ...]
    rebuild: str


STOCK = Derived(
    "stock",
    "item, location, owner, lot, qty, value",
    (
        "CREATE TRIGGER stock_move_keeps_stock AFTER INSERT ON stock_move BEGIN "
        "INSERT INTO stock (item, location, owner, lot, qty, value) "
        "VALUES (NEW.item, NEW.location, NEW.owner, NEW.lot, NEW.qty, NEW.value) "
        "ON CONFLICT (item, location, owner, lot) DO UPDATE SET qty = qty + NEW.qty, value = value + NEW.value; END",
    ),
    "SELECT item, location, owner, lot, sum(qty), sum(value) FROM stock_move GROUP BY item, location, owner, lot",
)

_TOTALS = "sales, total, discount, rounding, vat_base, vat, refunds, refund_total, voids, void_total"
_ADD_TOTALS = ", ".join(f"{column} = {column} + excluded.{column}" for column in _TOTALS.split(", "))
_OF_SALE = (
    "{s}.kind = 'sale', CASE {s}.kind WHEN 'sale' THEN {s}.total ELSE 0 END, {s}.discount, {s}.rounding, "
    "{s}.vat_base, {s}.vat, {s}.kind = 'refund', CASE {s}.kind WHEN 'refund' THEN -{s}.total ELSE 0 END, 0, 0"
)
_OF_VOID = "0, 0, -s.discount, -s.rounding, -s.vat_base, -s.vat, 0, 0, 1, s.total"

DAY_TOTAL = Derived(
    "day_total",
    f"business_date, till, {_TOTALS}",
    (
        "CREATE TRIGGER sale_keeps_day_total AFTER INSERT ON sale BEGIN "
        f"INSERT INTO day_total (business_date, till, {_TOTALS}) "
        f"SELECT j.business_date, j.till, {_OF_SALE.format(s='NEW')} FROM journal j WHERE j.id = NEW.journal "
        f"ON CONFLICT (business_date, till) DO UPDATE SET {_ADD_TOTALS}; END",
        "CREATE TRIGGER void_keeps_day_total AFTER INSERT ON sale_void BEGIN "
        f"INSERT INTO day_total (business_date, till, {_TOTALS}) "
        f"SELECT j.business_date, j.till, {_OF_VOID} FROM journal j, sale s "
        "WHERE j.id = NEW.journal AND s.id = NEW.sale "
        f"ON CONFLICT (business_date, till) DO UPDATE SET {_ADD_TOTALS}; END",
    ),
    f"WITH deeds (business_date, till, {_TOTALS}) AS ("
    f"SELECT j.business_date, j.till, {_OF_SALE.format(s='s')} FROM sale s JOIN journal j ON j.id = s.journal "
    f"UNION ALL SELECT j.business_date, j.till, {_OF_VOID} FROM sale_void v "
    "JOIN journal j ON j.id = v.journal JOIN sale s ON s.id = v.sale) "
    f"SELECT business_date, till, {', '.join(f'sum({column})' for column in _TOTALS.split(', '))} "
    "FROM deeds GROUP BY business_date, till",
)

TENDER_DAY = Derived(
    "tender_day",
    "business_date, till, tender, count, amount",
    (
        "CREATE TRIGGER payment_keeps_tender_day AFTER INSERT ON payment BEGIN "
        "INSERT INTO tender_day (business_date, till, tender, count, amount) "
        "SELECT j.business_date, j.till, NEW.tender, NEW.kind = 'pay', NEW.amount "
        "FROM journal j WHERE j.id = NEW.journal "
        "ON CONFLICT (business_date, till, tender) DO UPDATE SET "
        "count = count + excluded.count, amount = amount + excluded.amount; END",
    ),
    "SELECT j.business_date, j.till, p.tender, sum(p.kind = 'pay'), sum(p.amount) FROM payment p "
    "JOIN journal j ON j.id = p.journal GROUP BY j.business_date, j.till, p.tender",
)


def _sold(table: str, period: str, key: str) -> Derived:
    when = {"day": "j.business_date", "year": "substr(j.business_date, 1, 4)"}[period]
    add = f"ON CONFLICT ({key}, item) DO UPDATE SET qty = qty + excluded.qty, net = net + excluded.net; END"
    lines = "FROM sale_line l JOIN journal j ON j.id = {journal} {more}"
    return Derived(
        table,
        f"{key}, item, qty, net",
        (
            f"CREATE TRIGGER line_keeps_{table} AFTER INSERT ON sale_line BEGIN "
            f"INSERT INTO {table} ({key}, item, qty, net) SELECT {when}, NEW.item, NEW.base_qty, NEW.net "
            f"FROM journal j WHERE j.id = NEW.journal {add}",
            f"CREATE TRIGGER void_keeps_{table} AFTER INSERT ON sale_void BEGIN "
            f"INSERT INTO {table} ({key}, item, qty, net) SELECT {when}, l.item, -l.base_qty, -l.net "
            f"FROM sale_line l JOIN journal j ON j.id = NEW.journal WHERE l.sale = NEW.sale {add}",
        ),
        f"SELECT period, item, sum(qty), sum(net) FROM ("
        f"SELECT {when} AS period, l.item AS item, l.base_qty AS qty, l.net AS net "
        f"{lines.format(journal='l.journal', more='')} UNION ALL "
        f"SELECT {when}, l.item, -l.base_qty, -l.net FROM sale_void v JOIN journal j ON j.id = v.journal "
        f"JOIN sale_line l ON l.sale = v.sale) GROUP BY period, item",
    )


SALE_STATE = Derived(
    "sale_state",
    "sale, voided, refunded, prints",
    (
        "CREATE TRIGGER sale_keeps_state AFTER INSERT ON sale BEGIN "
        "INSERT INTO sale_state (sale, voided, refunded, prints) VALUES (NEW.id, 0, 0, 0); "
        "UPDATE sale_state SET refunded = refunded - NEW.total WHERE sale = NEW.refund_of; END",
        "CREATE TRIGGER void_keeps_state AFTER INSERT ON sale_void BEGIN "
        "UPDATE sale_state SET voided = 1 WHERE sale = NEW.sale; END",
        "CREATE TRIGGER print_keeps_state AFTER INSERT ON print_event BEGIN "
        "UPDATE sale_state SET prints = prints + 1 WHERE sale = NEW.sale; END",
    ),
    "SELECT s.id, EXISTS (SELECT 1 FROM sale_void v WHERE v.sale = s.id), "
    "coalesce(r.refunded, 0), coalesce(p.prints, 0) "
    "FROM sale s LEFT JOIN (SELECT refund_of, -sum(total) AS refunded FROM sale WHERE refund_of IS NOT NULL "
    "GROUP BY refund_of) r ON r.refund_of = s.id "
    "LEFT JOIN (SELECT sale, count(*) AS prints FROM print_event GROUP BY sale) p ON p.sale = s.id",
)

LINE_REFUND = Derived(
    "line_refund",
    "line, qty, net",
    (
        "CREATE TRIGGER line_keeps_refund AFTER INSERT ON sale_line WHEN NEW.refund_of IS NOT NULL BEGIN "
        "INSERT INTO line_refund (line, qty, net) VALUES (NEW.refund_of, -NEW.qty, -NEW.net) "
        "ON CONFLICT (line) DO UPDATE SET qty = qty + excluded.qty, net = net + excluded.net; END",
    ),
    "SELECT refund_of, -sum(qty), -sum(net) FROM sale_line WHERE refund_of IS NOT NULL GROUP BY refund_of",
)

PAYMENT_STATE = Derived(
    "payment_state",
    "payment, state",
    (
        "CREATE TRIGGER event_keeps_payment_state AFTER INSERT ON payment_event BEGIN "
        "INSERT INTO payment_state (payment, state) VALUES (NEW.payment, NEW.state) "
        "ON CONFLICT (payment) DO UPDATE SET state = excluded.state; END",
    ),
    "SELECT payment, state FROM payment_event e WHERE id = (SELECT max(id) FROM payment_event "
    "WHERE payment = e.payment)",
)

_OWE = (
    "INSERT INTO ledger_balance (book, party, balance) {rows} "
    "ON CONFLICT (book, party) DO UPDATE SET balance = balance + excluded.balance; END"
)
_TAKEN = (
    "SELECT 'producer', o.party, {sign}t.owed FROM sale_take t JOIN owner o ON o.id = t.owner "
    "{more} WHERE t.owner <> 1 AND t.owed <> 0 AND o.party IS NOT NULL"
)
# From the few voids to their takes, never through all takes: CROSS JOIN keeps the order of tables.
_VOIDED = (
    "SELECT 'producer', o.party, -t.owed FROM sale_void v CROSS JOIN sale_line l ON l.sale = v.sale "
    "CROSS JOIN sale_take t ON t.line = l.id JOIN owner o ON o.id = t.owner "
    "WHERE t.owner <> 1 AND t.owed <> 0 AND o.party IS NOT NULL"
)

# What a channel pays out is owed by it until then; item and refund lines only repeat the shop's own sales and refunds.
# What it paid out is on its way ("transit") until it was seen in the bank; what only moved from its wallet to the bank
# is on its way once.
_SEEN = "{row}.remote >= 'hand:balance:' AND {row}.remote < 'hand:bank;'"
_BOOK = "(SELECT CASE kind WHEN 'channel' THEN 'channel' ELSE 'customer' END FROM tender WHERE id = {payment}.tender)"

LEDGER_BALANCE = Derived(
    "ledger_balance",
    "book, party, balance",
    (
        "CREATE TRIGGER entry_keeps_ledger AFTER INSERT ON ledger_entry BEGIN "
        + _OWE.format(rows="VALUES (NEW.book, NEW.party, NEW.amount)"),
        "CREATE TRIGGER payment_keeps_ledger AFTER INSERT ON payment WHEN NEW.party IS NOT NULL BEGIN "
        + _OWE.format(rows=f"VALUES ({_BOOK.format(payment='NEW')}, NEW.party, NEW.amount)"),
        "CREATE TRIGGER settlement_keeps_ledger AFTER INSERT ON settlement BEGIN "
        + _OWE.format(rows="SELECT 'channel', a.party, -NEW.payout FROM channel_account a WHERE a.id = NEW.account"),
        "CREATE TRIGGER settlement_line_keeps_ledger AFTER INSERT ON settlement_line "
        "WHEN NEW.kind NOT IN ('item', 'refund') BEGIN "
        + _OWE.format(rows="SELECT 'channel', a.party, NEW.amount FROM channel_account a WHERE a.id = NEW.account"),
        "CREATE TRIGGER settlement_is_on_its_way AFTER INSERT ON settlement BEGIN "
        + _OWE.format(rows="SELECT 'transit', a.party, NEW.payout FROM channel_account a WHERE a.id = NEW.account"),
        f"CREATE TRIGGER settlement_line_arrives AFTER INSERT ON settlement_line WHEN {_SEEN.format(row='NEW')} BEGIN "
        + _OWE.format(rows="SELECT 'transit', a.party, -NEW.amount FROM channel_account a WHERE a.id = NEW.account"),
        "CREATE TRIGGER take_keeps_ledger AFTER INSERT ON sale_take WHEN NEW.owed <> 0 BEGIN "
        + _OWE.format(rows=_TAKEN.format(sign="", more="") + " AND t.id = NEW.id"),
        "CREATE TRIGGER void_keeps_ledger AFTER INSERT ON sale_void BEGIN "
        + _OWE.format(
            rows=_TAKEN.format(sign="-", more="JOIN sale_line l ON l.id = t.line") + " AND l.sale = NEW.sale"
        ),
        "CREATE TRIGGER receiving_keeps_ledger AFTER INSERT ON receiving WHEN NEW.paid_by = 'credit' BEGIN "
        + _OWE.format(rows="VALUES ('supplier', NEW.supplier, NEW.total)"),
        "CREATE TRIGGER payout_keeps_ledger AFTER INSERT ON payout BEGIN "
        + _OWE.format(rows="VALUES (NEW.book, NEW.party, -NEW.amount)"),
    ),
    "SELECT book, party, sum(amount) FROM (SELECT book, party, amount FROM ledger_entry "
    f"UNION ALL SELECT {_BOOK.format(payment='p')}, party, amount FROM payment p WHERE party IS NOT NULL "
    "UNION ALL SELECT 'channel', a.party, -s.payout FROM settlement s JOIN channel_account a ON a.id = s.account "
    "UNION ALL SELECT 'channel', a.party, l.amount FROM settlement_line l JOIN channel_account a ON a.id = l.account "
    "WHERE l.kind NOT IN ('item', 'refund') "
    "UNION ALL SELECT 'transit', a.party, s.payout FROM settlement s JOIN channel_account a ON a.id = s.account "
    "UNION ALL SELECT 'transit', a.party, -l.amount FROM settlement_line l JOIN channel_account a ON a.id = l.account "
    f"WHERE {_SEEN.format(row='l')} "
    f"UNION ALL {_TAKEN.format(sign='', more='')} UNION ALL {_VOIDED} "
    "UNION ALL SELECT 'supplier', supplier, total FROM receiving WHERE paid_by = 'credit' "
    "UNION ALL SELECT book, party, -amount FROM payout) GROUP BY book, party",
)

CONTAINER_BALANCE = Derived(
    "container_balance",
    "container, book, party, qty, amount",
    (
        "CREATE TRIGGER container_move_keeps_balance AFTER INSERT ON container_move BEGIN "
        "INSERT INTO container_balance (container, book, party, qty, amount) "
        "VALUES (NEW.container, NEW.book, coalesce(NEW.party, 0), NEW.qty, NEW.amount) "
        "ON CONFLICT (container, book, party) DO UPDATE SET qty = qty + excluded.qty, "
        "amount = amount + excluded.amount; END",
    ),
    "SELECT container, book, coalesce(party, 0), sum(qty), sum(amount) FROM container_move "
    "GROUP BY container, book, coalesce(party, 0)",
)

RESERVED = Derived(
    "reserved",
    "item, qty",
    (
        "CREATE TRIGGER reservation_keeps_reserved AFTER INSERT ON reservation BEGIN "
        "INSERT INTO reserved (item, qty) VALUES (NEW.item, NEW.qty) "
        "ON CONFLICT (item) DO UPDATE SET qty = qty + excluded.qty; END",
    ),
    "SELECT item, sum(qty) FROM reservation GROUP BY item",
)

DERIVED = (
    STOCK,
    DAY_TOTAL,
    TENDER_DAY,
    _sold("sold_day", "day", "business_date"),
    _sold("sold_year", "year", "year"),
    SALE_STATE,
    LINE_REFUND,
    PAYMENT_STATE,
    LEDGER_BALANCE,
    CONTAINER_BALANCE,
    RESERVED,
)
