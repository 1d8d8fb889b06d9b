"""Goods, stock papers, the books of customers, suppliers and producers."""

from alembic.operations import Operations

TABLES = (
    """
    CREATE TABLE container (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, name VARCHAR NOT NULL, deposit BIGINT NOT NULL, PRIMARY KEY (id), UNIQUE (uid), UNIQUE
    (name))
    """,
    """
    CREATE TABLE customer_group (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at
    BIGINT, merged_into INTEGER, name VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (uid), UNIQUE (name))
    """,
    """
    CREATE TABLE recurring_expense (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at
    BIGINT, merged_into INTEGER, kind VARCHAR NOT NULL, amount BIGINT NOT NULL, paid_by VARCHAR NOT NULL, day
    INTEGER NOT NULL, note VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (uid))
    """,
    """
    CREATE TABLE container_balance (container INTEGER NOT NULL, book VARCHAR NOT NULL, party INTEGER NOT NULL, qty
    BIGINT NOT NULL, amount BIGINT NOT NULL, PRIMARY KEY (container, book, party), FOREIGN KEY(container) REFERENCES
    container (id)) WITHOUT ROWID
    """,
    """
    CREATE TABLE customer (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, party INTEGER NOT NULL, nickname VARCHAR NOT NULL, house VARCHAR NOT NULL, member VARCHAR
    NOT NULL, "group" INTEGER, tab INTEGER, credit_limit BIGINT, pay_day VARCHAR NOT NULL, search_key VARCHAR NOT
    NULL, note VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (uid), UNIQUE (party), FOREIGN KEY(party) REFERENCES party
    (id), FOREIGN KEY("group") REFERENCES customer_group (id), FOREIGN KEY(tab) REFERENCES customer (id))
    """,
    "CREATE INDEX ix_customer_member ON customer (member)",
    "CREATE INDEX ix_customer_tab ON customer (tab)",
    """
    CREATE TABLE ledger_balance (book VARCHAR NOT NULL, party INTEGER NOT NULL, balance BIGINT NOT NULL, PRIMARY KEY
    (book, party), FOREIGN KEY(party) REFERENCES party (id)) WITHOUT ROWID
    """,
    """
    CREATE TABLE markdown (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, category INTEGER, days INTEGER NOT NULL, percent BIGINT NOT NULL, PRIMARY KEY (id), UNIQUE
    (uid), FOREIGN KEY(category) REFERENCES category (id))
    """,
    """
    CREATE TABLE supplier (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, party INTEGER NOT NULL, tax_number VARCHAR NOT NULL, credit_days INTEGER NOT NULL, PRIMARY
    KEY (id), UNIQUE (uid), UNIQUE (party), FOREIGN KEY(party) REFERENCES party (id))
    """,
    """
    CREATE TABLE trip (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, name VARCHAR NOT NULL, date VARCHAR NOT NULL, location INTEGER NOT NULL, state VARCHAR NOT
    NULL, PRIMARY KEY (id), CHECK (state IN ('out', 'home', 'dropped')), UNIQUE (uid), FOREIGN KEY(location)
    REFERENCES location (id))
    """,
    """
    CREATE TABLE consent (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, party INTEGER NOT NULL,
    purpose VARCHAR NOT NULL, given BOOLEAN NOT NULL, PRIMARY KEY (id), UNIQUE (journal, n), FOREIGN KEY(journal)
    REFERENCES journal (id), FOREIGN KEY(party) REFERENCES party (id))
    """,
    "CREATE INDEX ix_consent_party ON consent (party)",
    """
    CREATE TABLE container_move (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, container
    INTEGER NOT NULL, party INTEGER, book VARCHAR NOT NULL, qty BIGINT NOT NULL, amount BIGINT NOT NULL, PRIMARY KEY
    (id), UNIQUE (journal, n), FOREIGN KEY(journal) REFERENCES journal (id), FOREIGN KEY(container) REFERENCES
    container (id), FOREIGN KEY(party) REFERENCES party (id))
    """,
    "CREATE INDEX ix_container_move_container ON container_move (container)",
    """
    CREATE TABLE erasure (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, party_uid VARCHAR NOT
    NULL, PRIMARY KEY (id), UNIQUE (journal, n), FOREIGN KEY(journal) REFERENCES journal (id), UNIQUE (party_uid))
    """,
    """
    CREATE TABLE expense (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, uid VARCHAR NOT NULL,
    kind VARCHAR NOT NULL, on_date VARCHAR NOT NULL, amount BIGINT NOT NULL, paid_by VARCHAR NOT NULL, party
    INTEGER, photo VARCHAR NOT NULL, reverses INTEGER, note VARCHAR NOT NULL, PRIMARY KEY (id), CHECK (paid_by IN
    ('drawer', 'owner', 'transfer')), UNIQUE (journal, n), FOREIGN KEY(journal) REFERENCES journal (id), UNIQUE
    (uid), FOREIGN KEY(party) REFERENCES party (id), UNIQUE (reverses), FOREIGN KEY(reverses) REFERENCES expense
    (id))
    """,
    "CREATE INDEX ix_expense_on_date ON expense (on_date)",
    """
    CREATE TABLE payout (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, uid VARCHAR NOT NULL,
    book VARCHAR NOT NULL, series INTEGER NOT NULL, seq INTEGER NOT NULL, number VARCHAR NOT NULL, party INTEGER NOT
    NULL, amount BIGINT NOT NULL, paid_by VARCHAR NOT NULL, reference VARCHAR NOT NULL, up_to INTEGER NOT NULL,
    reverses INTEGER, PRIMARY KEY (id), UNIQUE (series, seq), CHECK (book IN ('supplier', 'producer')), CHECK
    (paid_by IN ('drawer', 'owner', 'transfer')), UNIQUE (journal, n), FOREIGN KEY(journal) REFERENCES journal (id),
    UNIQUE (uid), FOREIGN KEY(series) REFERENCES series (id), UNIQUE (number), FOREIGN KEY(party) REFERENCES party
    (id), UNIQUE (reverses), FOREIGN KEY(reverses) REFERENCES payout (id))
    """,
    "CREATE INDEX ix_payout_party ON payout (party)",
    """
    CREATE TABLE producer (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, party INTEGER NOT NULL, owner INTEGER NOT NULL, promptpay VARCHAR NOT NULL, village VARCHAR
    NOT NULL, photo VARCHAR NOT NULL, code VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (uid), UNIQUE (party), FOREIGN
    KEY(party) REFERENCES party (id), UNIQUE (owner), FOREIGN KEY(owner) REFERENCES owner (id))
    """,
    "CREATE INDEX ix_producer_code ON producer (code)",
    """
    CREATE TABLE stock_document (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, uid VARCHAR NOT
    NULL, kind VARCHAR NOT NULL, series INTEGER NOT NULL, seq INTEGER NOT NULL, number VARCHAR NOT NULL, reason
    VARCHAR NOT NULL, trip INTEGER, reverses INTEGER, note VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (series, seq),
    CHECK (kind IN ('receive', 'return', 'waste', 'own_use', 'transfer', 'opening', 'grade', 'count', 'market_out',
    'market_back', 'payout', 'reversal')), UNIQUE (journal, n), FOREIGN KEY(journal) REFERENCES journal (id), UNIQUE
    (uid), FOREIGN KEY(series) REFERENCES series (id), UNIQUE (number), FOREIGN KEY(trip) REFERENCES trip (id),
    UNIQUE (reverses), FOREIGN KEY(reverses) REFERENCES stock_document (id))
    """,
    "CREATE INDEX ix_stock_document_trip ON stock_document (trip)",
    """
    CREATE TABLE certificate (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at
    BIGINT, merged_into INTEGER, product INTEGER, producer INTEGER, kind VARCHAR NOT NULL, number VARCHAR NOT NULL,
    stars INTEGER NOT NULL, valid_to VARCHAR NOT NULL, photo VARCHAR NOT NULL, PRIMARY KEY (id), CHECK (kind IN
    ('fda', 'gap', 'organic', 'pgs', 'otop', 'gi', 'tcps', 'halal', 'other')), UNIQUE (uid), FOREIGN KEY(product)
    REFERENCES product (id), FOREIGN KEY(producer) REFERENCES producer (id))
    """,
    "CREATE INDEX ix_certificate_producer ON certificate (producer)",
    "CREATE INDEX ix_certificate_product ON certificate (product)",
    """
    CREATE TABLE contract (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, owner INTEGER NOT NULL, item INTEGER, starts VARCHAR NOT NULL, kind VARCHAR NOT NULL, value
    BIGINT NOT NULL, agent BOOLEAN NOT NULL, agreement VARCHAR NOT NULL, waste VARCHAR NOT NULL, unsold VARCHAR NOT
    NULL, PRIMARY KEY (id), CHECK (kind IN ('percent', 'fixed')), CHECK (unsold IN ('return', 'buy', 'share')),
    UNIQUE (uid), FOREIGN KEY(owner) REFERENCES owner (id), FOREIGN KEY(item) REFERENCES item (id))
    """,
    "CREATE INDEX ix_contract_owner ON contract (owner)",
    """
    CREATE TABLE extra (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, sale INTEGER NOT NULL,
    kind VARCHAR NOT NULL, container INTEGER, product INTEGER, name VARCHAR NOT NULL, qty BIGINT NOT NULL, amount
    BIGINT NOT NULL, PRIMARY KEY (id), CHECK (kind IN ('deposit', 'agent', 'prepaid')), UNIQUE (journal, n), FOREIGN
    KEY(journal) REFERENCES journal (id), FOREIGN KEY(sale) REFERENCES sale (id), FOREIGN KEY(container) REFERENCES
    container (id), FOREIGN KEY(product) REFERENCES product (id))
    """,
    "CREATE INDEX ix_extra_sale ON extra (sale)",
    """
    CREATE TABLE ledger_entry (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, book VARCHAR NOT
    NULL, party INTEGER NOT NULL, kind VARCHAR NOT NULL, amount BIGINT NOT NULL, due_on VARCHAR NOT NULL, sale
    INTEGER, document INTEGER, reverses INTEGER, signer INTEGER, paid_by VARCHAR NOT NULL, reference VARCHAR NOT
    NULL, note VARCHAR NOT NULL, PRIMARY KEY (id), CHECK (book IN ('customer', 'supplier', 'producer')), UNIQUE
    (journal, n), FOREIGN KEY(journal) REFERENCES journal (id), FOREIGN KEY(party) REFERENCES party (id), FOREIGN
    KEY(sale) REFERENCES sale (id), FOREIGN KEY(document) REFERENCES stock_document (id), UNIQUE (reverses), FOREIGN
    KEY(reverses) REFERENCES ledger_entry (id), FOREIGN KEY(signer) REFERENCES party (id))
    """,
    "CREATE INDEX ix_ledger_entry_party ON ledger_entry (party)",
    "CREATE INDEX ix_ledger_entry_sale ON ledger_entry (sale)",
    """
    CREATE TABLE manual_order (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at
    BIGINT, merged_into INTEGER, number VARCHAR NOT NULL, customer INTEGER, name VARCHAR NOT NULL, phone VARCHAR NOT
    NULL, came_by VARCHAR NOT NULL, fetch_on VARCHAR NOT NULL, state VARCHAR NOT NULL, deposit BIGINT NOT NULL, sale
    INTEGER, lines TEXT NOT NULL, note VARCHAR NOT NULL, PRIMARY KEY (id), CHECK (state IN ('new', 'ready',
    'fetched', 'cancelled')), UNIQUE (uid), UNIQUE (number), FOREIGN KEY(customer) REFERENCES party (id), FOREIGN
    KEY(sale) REFERENCES sale (id))
    """,
    "CREATE INDEX ix_manual_order_fetch_on ON manual_order (fetch_on)",
    """
    CREATE TABLE part (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, item INTEGER NOT NULL, part INTEGER NOT NULL, qty BIGINT NOT NULL, PRIMARY KEY (id), UNIQUE
    (uid), FOREIGN KEY(item) REFERENCES item (id), FOREIGN KEY(part) REFERENCES item (id))
    """,
    "CREATE INDEX ix_part_item ON part (item)",
    """
    CREATE TABLE receiving (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, document INTEGER NOT
    NULL, supplier INTEGER, paid_by VARCHAR NOT NULL, total BIGINT NOT NULL, vat BIGINT NOT NULL, due_on VARCHAR NOT
    NULL, paper_number VARCHAR NOT NULL, paper_date VARCHAR NOT NULL, tax_number VARCHAR NOT NULL, photo VARCHAR NOT
    NULL, PRIMARY KEY (id), CHECK (paid_by IN ('drawer', 'owner', 'transfer', 'credit', 'consignment')), UNIQUE
    (journal, n), FOREIGN KEY(journal) REFERENCES journal (id), UNIQUE (document), FOREIGN KEY(document) REFERENCES
    stock_document (id), FOREIGN KEY(supplier) REFERENCES party (id))
    """,
    "CREATE INDEX ix_receiving_supplier ON receiving (supplier)",
    """
    CREATE TABLE stocktake (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, name VARCHAR NOT NULL, location INTEGER NOT NULL, category INTEGER, blind BOOLEAN NOT NULL,
    sold_on VARCHAR NOT NULL, state VARCHAR NOT NULL, document INTEGER, PRIMARY KEY (id), CHECK (state IN ('open',
    'agreed', 'dropped')), UNIQUE (uid), FOREIGN KEY(location) REFERENCES location (id), FOREIGN KEY(category)
    REFERENCES category (id), FOREIGN KEY(document) REFERENCES stock_document (id))
    """,
    """
    CREATE TABLE companion (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, sale_unit INTEGER NOT NULL, container INTEGER NOT NULL, qty BIGINT NOT NULL, PRIMARY KEY
    (id), UNIQUE (uid), UNIQUE (sale_unit), FOREIGN KEY(sale_unit) REFERENCES sale_unit (id), FOREIGN KEY(container)
    REFERENCES container (id))
    """,
    """
    CREATE TABLE count_entry (id INTEGER NOT NULL, stocktake INTEGER NOT NULL, item INTEGER NOT NULL, owner INTEGER
    NOT NULL, lot INTEGER NOT NULL, shelf VARCHAR NOT NULL, party INTEGER NOT NULL, qty BIGINT NOT NULL,
    position BIGINT NOT NULL, PRIMARY KEY (id), UNIQUE (stocktake, item, owner, lot, shelf, party), FOREIGN
    KEY(stocktake) REFERENCES stocktake (id), FOREIGN KEY(item) REFERENCES item (id), FOREIGN KEY(owner) REFERENCES
    owner (id), FOREIGN KEY(lot) REFERENCES lot (id), FOREIGN KEY(party) REFERENCES party (id))
    """,
    "CREATE INDEX ix_count_entry_stocktake ON count_entry (stocktake)",
    """
    CREATE TABLE count_line (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, document INTEGER NOT
    NULL, item INTEGER NOT NULL, location INTEGER NOT NULL, owner INTEGER NOT NULL, lot INTEGER NOT NULL, recorded
    BIGINT NOT NULL, counted BIGINT NOT NULL, agreed BIGINT NOT NULL, reason VARCHAR NOT NULL, PRIMARY KEY (id),
    UNIQUE (journal, n), FOREIGN KEY(journal) REFERENCES journal (id), FOREIGN KEY(document) REFERENCES
    stock_document (id), FOREIGN KEY(item) REFERENCES item (id), FOREIGN KEY(location) REFERENCES location (id),
    FOREIGN KEY(owner) REFERENCES owner (id), FOREIGN KEY(lot) REFERENCES lot (id))
    """,
    "CREATE INDEX ix_count_line_document ON count_line (document)",
    """
    CREATE TABLE price_rule (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at
    BIGINT, merged_into INTEGER, sale_unit INTEGER NOT NULL, "group" INTEGER, from_qty BIGINT NOT NULL, price BIGINT
    NOT NULL, PRIMARY KEY (id), UNIQUE (uid), FOREIGN KEY(sale_unit) REFERENCES sale_unit (id), FOREIGN KEY("group")
    REFERENCES customer_group (id))
    """,
    "CREATE INDEX ix_price_rule_sale_unit ON price_rule (sale_unit)",
)

COLUMNS = (
    "ALTER TABLE party ADD COLUMN address VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE product ADD COLUMN kind VARCHAR NOT NULL DEFAULT 'goods'",
    "ALTER TABLE product ADD COLUMN shared BOOLEAN NOT NULL DEFAULT 0",
    "ALTER TABLE item ADD COLUMN reorder_at BIGINT",
    "ALTER TABLE item ADD COLUMN reorder_to BIGINT",
    "ALTER TABLE item ADD COLUMN keeps_days INTEGER",
    "ALTER TABLE sale ADD COLUMN extra BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE sale ADD COLUMN happened_at BIGINT",
    "ALTER TABLE sale ADD COLUMN trip INTEGER REFERENCES trip (id)",
    "CREATE INDEX ix_sale_customer ON sale (customer) WHERE customer IS NOT NULL",
    "ALTER TABLE lot ADD COLUMN received VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE lot ADD COLUMN owner INTEGER REFERENCES owner (id)",
    "ALTER TABLE lot ADD COLUMN source INTEGER REFERENCES lot (id)",
    "ALTER TABLE payment ADD COLUMN party INTEGER REFERENCES party (id)",
    "ALTER TABLE payment ADD COLUMN due_on VARCHAR NOT NULL DEFAULT ''",
    "CREATE INDEX ix_payment_party ON payment (party) WHERE party IS NOT NULL",
    "ALTER TABLE stock_move ADD COLUMN document INTEGER REFERENCES stock_document (id)",
    "CREATE INDEX ix_stock_move_document ON stock_move (document) WHERE document IS NOT NULL",
    "CREATE INDEX ix_stock_move_item ON stock_move (item)",
    "ALTER TABLE sale_take ADD COLUMN item INTEGER REFERENCES item (id)",
    "ALTER TABLE sale_take ADD COLUMN owed BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE sale_take ADD COLUMN net BIGINT NOT NULL DEFAULT 0",
    "CREATE INDEX ix_sale_take_owner ON sale_take (owner, journal) WHERE owner <> 1",
)

# A tender may be the book of debts now. Its table is made anew, since SQLite cannot widen a check in place.
TENDERS = (
    """
    CREATE TABLE tender_new (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at
    BIGINT, merged_into INTEGER, code VARCHAR NOT NULL, kind VARCHAR NOT NULL, name VARCHAR NOT NULL, english
    VARCHAR NOT NULL, icon VARCHAR NOT NULL, bars TEXT NOT NULL, digits INTEGER NOT NULL, gives_change BOOLEAN NOT
    NULL, categories TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (id), CHECK (kind IN ('cash',
    'promptpay', 'named', 'credit')), UNIQUE (uid), UNIQUE (code))
    """,
    """
    INSERT INTO tender_new (id, uid, version, archived_at, merged_into, code, kind, name, english, icon, bars,
    digits, gives_change, categories, position) SELECT id, uid, version, archived_at, merged_into, code, kind, name,
    english, icon, bars, digits, gives_change, categories, position FROM tender
    """,
    "DROP TABLE tender",
    "ALTER TABLE tender_new RENAME TO tender",
)

# Every till goes on in its letter with the numbers of the new papers.
SERIES = tuple(
    f"INSERT INTO series (till, kind, period, letter, next, active) SELECT till, '{kind}', '', letter, 1, 1 "  # noqa: S608
    "FROM series WHERE kind = 'sale' AND active"
    for kind in ("paper", "payout", "market")
)


def upgrade(operations: Operations) -> None:
    """Add what the shop behind the counter needs; nothing of what was stored changes."""
    for statement in (*TABLES, *COLUMNS, *TENDERS, *SERIES):
        operations.get_bind().exec_driver_sql(" ".join(statement.split()))
