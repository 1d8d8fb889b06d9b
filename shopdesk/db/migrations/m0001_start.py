"""The first shape of a shop's file.

Written out as SQL, since a step must go on meaning the same when the models change.
"""

from alembic.operations import Operations

TABLES = (
    """
    CREATE TABLE catalogue_entry (code VARCHAR NOT NULL, name VARCHAR NOT NULL, unit VARCHAR NOT NULL, category
    VARCHAR NOT NULL, photo VARCHAR NOT NULL, PRIMARY KEY (code))
    """,
    """
    CREATE TABLE category (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, name VARCHAR NOT NULL, position INTEGER NOT NULL, tint VARCHAR NOT NULL, icon VARCHAR NOT
    NULL, PRIMARY KEY (id), UNIQUE (uid), UNIQUE (name))
    """,
    """
    CREATE TABLE import_row (batch VARCHAR NOT NULL, "row" INTEGER NOT NULL, goods TEXT NOT NULL, PRIMARY KEY
    (batch, "row"))
    """,
    """
    CREATE TABLE location (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, name VARCHAR NOT NULL, kind VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (uid))
    """,
    """
    CREATE TABLE party (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, name VARCHAR NOT NULL, phone VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (uid))
    """,
    """
    CREATE TABLE payment_request (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at
    BIGINT, merged_into INTEGER, bill VARCHAR NOT NULL, payload VARCHAR NOT NULL, amount BIGINT NOT NULL, currency
    VARCHAR NOT NULL, state VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (uid))
    """,
    """
    CREATE INDEX ix_payment_request_bill ON payment_request (bill)
    """,
    """
    CREATE TABLE restricted_rule (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at
    BIGINT, merged_into INTEGER, restricted VARCHAR NOT NULL, starts VARCHAR NOT NULL, hours TEXT NOT NULL,
    closed_days TEXT NOT NULL, age INTEGER NOT NULL, source VARCHAR NOT NULL, verified_on VARCHAR NOT NULL, PRIMARY
    KEY (id), UNIQUE (uid))
    """,
    """
    CREATE TABLE setting (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, scope VARCHAR NOT NULL, owner INTEGER NOT NULL, "key" VARCHAR NOT NULL, value TEXT, PRIMARY
    KEY (id), UNIQUE (scope, owner, "key"), CHECK (scope IN ('shop', 'till', 'user')), UNIQUE (uid))
    """,
    """
    CREATE TABLE tender (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, code VARCHAR NOT NULL, kind VARCHAR NOT NULL, name VARCHAR NOT NULL, english VARCHAR NOT
    NULL, icon VARCHAR NOT NULL, bars TEXT NOT NULL, digits INTEGER NOT NULL, gives_change BOOLEAN NOT NULL,
    categories TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (id), CHECK (kind IN ('cash', 'promptpay',
    'named')), UNIQUE (uid), UNIQUE (code))
    """,
    """
    CREATE TABLE till (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, code VARCHAR NOT NULL, name VARCHAR NOT NULL, installation VARCHAR NOT NULL, PRIMARY KEY
    (id), UNIQUE (uid), UNIQUE (code))
    """,
    """
    CREATE TABLE vat_rate (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, starts VARCHAR NOT NULL, rate BIGINT NOT NULL, source VARCHAR NOT NULL, verified_to VARCHAR
    NOT NULL, PRIMARY KEY (id), UNIQUE (uid))
    """,
    """
    CREATE TABLE bill (uid VARCHAR NOT NULL, till INTEGER NOT NULL, state VARCHAR NOT NULL, label VARCHAR NOT NULL,
    cart TEXT NOT NULL, changed BIGINT NOT NULL, PRIMARY KEY (uid), CHECK (state IN ('open', 'held', 'torn')),
    FOREIGN KEY(till) REFERENCES till (id))
    """,
    """
    CREATE INDEX ix_bill_till ON bill (till)
    """,
    """
    CREATE TABLE day_total (business_date VARCHAR NOT NULL, till INTEGER NOT NULL, sales BIGINT NOT NULL, total
    BIGINT NOT NULL, discount BIGINT NOT NULL, rounding BIGINT NOT NULL, vat_base BIGINT NOT NULL, vat BIGINT NOT
    NULL, refunds BIGINT NOT NULL, refund_total BIGINT NOT NULL, voids BIGINT NOT NULL, void_total BIGINT NOT NULL,
    PRIMARY KEY (business_date, till), FOREIGN KEY(till) REFERENCES till (id))
    """,
    """
    CREATE TABLE journal (id INTEGER NOT NULL, uid VARCHAR NOT NULL, till INTEGER NOT NULL, seq INTEGER NOT NULL,
    kind VARCHAR NOT NULL, at BIGINT NOT NULL, business_date VARCHAR NOT NULL, actor INTEGER NOT NULL, on_behalf_of
    INTEGER, approved_by INTEGER, format INTEGER NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL, PRIMARY KEY
    (id), UNIQUE (till, seq), UNIQUE (uid), FOREIGN KEY(till) REFERENCES till (id), FOREIGN KEY(actor) REFERENCES
    party (id), FOREIGN KEY(on_behalf_of) REFERENCES party (id), FOREIGN KEY(approved_by) REFERENCES party (id))
    """,
    """
    CREATE INDEX ix_journal_at ON journal (at)
    """,
    """
    CREATE INDEX ix_journal_business_date ON journal (business_date)
    """,
    """
    CREATE TABLE owner (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, party INTEGER, terms VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (uid), FOREIGN KEY(party)
    REFERENCES party (id))
    """,
    """
    CREATE TABLE product (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, name VARCHAR NOT NULL, category INTEGER, vat_class VARCHAR NOT NULL, vat_note VARCHAR NOT
    NULL, restricted VARCHAR NOT NULL, tracked BOOLEAN NOT NULL, photo VARCHAR NOT NULL, note VARCHAR NOT NULL,
    PRIMARY KEY (id), CHECK (vat_class IN ('standard', 'zero', 'exempt', 'none')), CHECK (restricted IN ('',
    'alcohol', 'tobacco')), UNIQUE (uid), FOREIGN KEY(category) REFERENCES category (id))
    """,
    """
    CREATE INDEX ix_product_category ON product (category)
    """,
    """
    CREATE TABLE series (id INTEGER NOT NULL, till INTEGER NOT NULL, kind VARCHAR NOT NULL, period VARCHAR NOT NULL,
    letter VARCHAR NOT NULL, next INTEGER NOT NULL, active BOOLEAN NOT NULL, PRIMARY KEY (id), UNIQUE (till, kind,
    period, letter), FOREIGN KEY(till) REFERENCES till (id))
    """,
    """
    CREATE TABLE shop_user (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, party INTEGER NOT NULL, login VARCHAR NOT NULL, role VARCHAR NOT NULL, pin_hash VARCHAR NOT
    NULL, rights TEXT NOT NULL, PRIMARY KEY (id), CHECK (role IN ('owner', 'manager', 'cashier')), UNIQUE (uid),
    FOREIGN KEY(party) REFERENCES party (id), UNIQUE (login))
    """,
    """
    CREATE TABLE tender_day (business_date VARCHAR NOT NULL, till INTEGER NOT NULL, tender INTEGER NOT NULL, count
    BIGINT NOT NULL, amount BIGINT NOT NULL, PRIMARY KEY (business_date, till, tender), FOREIGN KEY(till) REFERENCES
    till (id), FOREIGN KEY(tender) REFERENCES tender (id))
    """,
    """
    CREATE TABLE cash_move (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, till INTEGER NOT
    NULL, kind VARCHAR NOT NULL, amount BIGINT NOT NULL, reason VARCHAR NOT NULL, PRIMARY KEY (id), CHECK (kind IN
    ('in', 'out', 'take')), UNIQUE (journal, n), FOREIGN KEY(journal) REFERENCES journal (id), FOREIGN KEY(till)
    REFERENCES till (id))
    """,
    """
    CREATE TABLE change (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, record VARCHAR NOT NULL,
    "row" VARCHAR NOT NULL, field VARCHAR NOT NULL, old TEXT, new TEXT, PRIMARY KEY (id), UNIQUE (journal, n),
    FOREIGN KEY(journal) REFERENCES journal (id))
    """,
    """
    CREATE INDEX ix_change_row ON change ("row")
    """,
    """
    CREATE TABLE event (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, kind VARCHAR NOT NULL,
    subject VARCHAR NOT NULL, detail TEXT, PRIMARY KEY (id), UNIQUE (journal, n), FOREIGN KEY(journal) REFERENCES
    journal (id))
    """,
    """
    CREATE INDEX ix_event_kind ON event (kind)
    """,
    """
    CREATE TABLE item (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, product INTEGER NOT NULL, variant VARCHAR NOT NULL, base_unit VARCHAR NOT NULL, sku VARCHAR
    NOT NULL, cost BIGINT, PRIMARY KEY (id), UNIQUE (uid), FOREIGN KEY(product) REFERENCES product (id))
    """,
    """
    CREATE INDEX ix_item_product ON item (product)
    """,
    """
    CREATE INDEX ix_item_sku ON item (sku)
    """,
    """
    CREATE TABLE pin_try (id INTEGER NOT NULL, user INTEGER NOT NULL, till INTEGER NOT NULL, failures INTEGER NOT
    NULL, seen BIGINT NOT NULL, until BIGINT NOT NULL, PRIMARY KEY (id), UNIQUE (user, till), FOREIGN KEY(user)
    REFERENCES shop_user (id), FOREIGN KEY(till) REFERENCES till (id))
    """,
    """
    CREATE TABLE sale (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, uid VARCHAR NOT NULL, kind
    VARCHAR NOT NULL, series INTEGER NOT NULL, seq INTEGER NOT NULL, number VARCHAR NOT NULL, refund_of INTEGER,
    bill VARCHAR NOT NULL, customer INTEGER, currency VARCHAR NOT NULL, gross BIGINT NOT NULL, discount BIGINT NOT
    NULL, total BIGINT NOT NULL, rounding BIGINT NOT NULL, vat_base BIGINT NOT NULL, vat BIGINT NOT NULL, heading
    VARCHAR NOT NULL, note VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (series, seq), CHECK (kind IN ('sale',
    'refund')), UNIQUE (journal, n), FOREIGN KEY(journal) REFERENCES journal (id), UNIQUE (uid), FOREIGN KEY(series)
    REFERENCES series (id), UNIQUE (number), FOREIGN KEY(refund_of) REFERENCES sale (id), UNIQUE (bill), FOREIGN
    KEY(customer) REFERENCES party (id))
    """,
    """
    CREATE INDEX ix_sale_refund_of ON sale (refund_of)
    """,
    """
    CREATE TABLE shift_open (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, uid VARCHAR NOT
    NULL, till INTEGER NOT NULL, float_amount BIGINT NOT NULL, PRIMARY KEY (id), UNIQUE (journal, n), FOREIGN
    KEY(journal) REFERENCES journal (id), UNIQUE (uid), FOREIGN KEY(till) REFERENCES till (id))
    """,
    """
    CREATE INDEX ix_shift_open_till ON shift_open (till)
    """,
    """
    CREATE TABLE lot (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, item INTEGER, code VARCHAR NOT NULL, expires VARCHAR NOT NULL, harvested VARCHAR NOT NULL,
    PRIMARY KEY (id), UNIQUE (uid), FOREIGN KEY(item) REFERENCES item (id))
    """,
    """
    CREATE INDEX ix_lot_item ON lot (item)
    """,
    """
    CREATE TABLE payment (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, uid VARCHAR NOT NULL,
    sale INTEGER NOT NULL, tender INTEGER NOT NULL, kind VARCHAR NOT NULL, amount BIGINT NOT NULL, currency VARCHAR
    NOT NULL, digits VARCHAR NOT NULL, request VARCHAR NOT NULL, PRIMARY KEY (id), CHECK (kind IN ('pay', 'change',
    'refund', 'void')), UNIQUE (journal, n), FOREIGN KEY(journal) REFERENCES journal (id), UNIQUE (uid), FOREIGN
    KEY(sale) REFERENCES sale (id), FOREIGN KEY(tender) REFERENCES tender (id))
    """,
    """
    CREATE INDEX ix_payment_sale ON payment (sale)
    """,
    """
    CREATE TABLE print_event (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, sale INTEGER NOT
    NULL, copy_number INTEGER NOT NULL, PRIMARY KEY (id), UNIQUE (journal, n), FOREIGN KEY(journal) REFERENCES
    journal (id), FOREIGN KEY(sale) REFERENCES sale (id))
    """,
    """
    CREATE INDEX ix_print_event_sale ON print_event (sale)
    """,
    """
    CREATE TABLE print_job (id INTEGER NOT NULL, till INTEGER NOT NULL, kind VARCHAR NOT NULL, title VARCHAR NOT NULL,
    sale INTEGER, document TEXT NOT NULL, state VARCHAR NOT NULL, why VARCHAR NOT NULL, made BIGINT NOT NULL,
    PRIMARY KEY (id), CHECK (state IN ('waiting', 'sending', 'done', 'failed', 'dropped')), FOREIGN KEY(till)
    REFERENCES till (id), FOREIGN KEY(sale) REFERENCES sale (id))
    """,
    """
    CREATE INDEX ix_print_job_sale ON print_job (sale)
    """,
    """
    CREATE INDEX ix_print_job_state ON print_job (state)
    """,
    """
    CREATE INDEX ix_print_job_till ON print_job (till)
    """,
    """
    CREATE INDEX ix_print_job_title ON print_job (title)
    """,
    """
    CREATE TABLE sale_state (sale INTEGER NOT NULL, voided BOOLEAN NOT NULL, refunded BIGINT NOT NULL, prints
    INTEGER NOT NULL, PRIMARY KEY (sale), FOREIGN KEY(sale) REFERENCES sale (id))
    """,
    """
    CREATE TABLE sale_unit (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, item INTEGER NOT NULL, unit VARCHAR NOT NULL, ratio BIGINT NOT NULL, price BIGINT, currency
    VARCHAR NOT NULL, by_weight BOOLEAN NOT NULL, plu VARCHAR NOT NULL, label VARCHAR NOT NULL, search_key VARCHAR
    NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (id), UNIQUE (uid), FOREIGN KEY(item) REFERENCES item (id))
    """,
    """
    CREATE INDEX ix_sale_unit_item ON sale_unit (item)
    """,
    """
    CREATE INDEX ix_sale_unit_plu ON sale_unit (plu)
    """,
    """
    CREATE TABLE sale_void (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, sale INTEGER NOT
    NULL, kind VARCHAR NOT NULL, reason VARCHAR NOT NULL, PRIMARY KEY (id), CHECK (kind IN ('undo', 'void')), UNIQUE
    (journal, n), FOREIGN KEY(journal) REFERENCES journal (id), UNIQUE (sale), FOREIGN KEY(sale) REFERENCES sale
    (id))
    """,
    """
    CREATE TABLE shift_close (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, shift INTEGER NOT
    NULL, number VARCHAR NOT NULL, first_date VARCHAR NOT NULL, last_date VARCHAR NOT NULL, expected BIGINT NOT
    NULL, counted BIGINT, agreed BIGINT NOT NULL, kept BIGINT NOT NULL, reason VARCHAR NOT NULL, pieces TEXT, totals
    TEXT, PRIMARY KEY (id), UNIQUE (journal, n), FOREIGN KEY(journal) REFERENCES journal (id), UNIQUE (shift),
    FOREIGN KEY(shift) REFERENCES shift_open (id), UNIQUE (number))
    """,
    """
    CREATE TABLE sold_day (business_date VARCHAR NOT NULL, item INTEGER NOT NULL, qty BIGINT NOT NULL, net BIGINT
    NOT NULL, PRIMARY KEY (business_date, item), FOREIGN KEY(item) REFERENCES item (id)) WITHOUT ROWID
    """,
    """
    CREATE TABLE sold_year (year VARCHAR NOT NULL, item INTEGER NOT NULL, qty BIGINT NOT NULL, net BIGINT NOT NULL,
    PRIMARY KEY (year, item), FOREIGN KEY(item) REFERENCES item (id)) WITHOUT ROWID
    """,
    """
    CREATE TABLE payment_event (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, payment INTEGER
    NOT NULL, state VARCHAR NOT NULL, detail TEXT, PRIMARY KEY (id), UNIQUE (journal, n), FOREIGN KEY(journal)
    REFERENCES journal (id), FOREIGN KEY(payment) REFERENCES payment (id))
    """,
    """
    CREATE INDEX ix_payment_event_payment ON payment_event (payment)
    """,
    """
    CREATE TABLE payment_state (payment INTEGER NOT NULL, state VARCHAR NOT NULL, PRIMARY KEY (payment), FOREIGN
    KEY(payment) REFERENCES payment (id))
    """,
    """
    CREATE TABLE sale_code (code VARCHAR NOT NULL, sale_unit INTEGER NOT NULL, PRIMARY KEY (code, sale_unit),
    FOREIGN KEY(sale_unit) REFERENCES sale_unit (id))
    """,
    """
    CREATE INDEX ix_sale_code_sale_unit ON sale_code (sale_unit)
    """,
    """
    CREATE TABLE sale_line (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, sale INTEGER NOT
    NULL, position INTEGER NOT NULL, item INTEGER NOT NULL, sale_unit INTEGER NOT NULL, refund_of INTEGER, name
    VARCHAR NOT NULL, unit VARCHAR NOT NULL, code VARCHAR NOT NULL, qty BIGINT NOT NULL, base_qty BIGINT NOT NULL,
    list_price BIGINT NOT NULL, price BIGINT NOT NULL, gross BIGINT NOT NULL, line_discount BIGINT NOT NULL,
    bill_discount BIGINT NOT NULL, net BIGINT NOT NULL, vat_class VARCHAR NOT NULL, vat_rate BIGINT NOT NULL, vat
    BIGINT NOT NULL, tare BIGINT NOT NULL, note VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (journal, n), FOREIGN
    KEY(journal) REFERENCES journal (id), FOREIGN KEY(sale) REFERENCES sale (id), FOREIGN KEY(item) REFERENCES item
    (id), FOREIGN KEY(sale_unit) REFERENCES sale_unit (id), FOREIGN KEY(refund_of) REFERENCES sale_line (id))
    """,
    """
    CREATE INDEX ix_sale_line_sale ON sale_line (sale)
    """,
    """
    CREATE TABLE slip (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, payment INTEGER NOT NULL,
    bank VARCHAR NOT NULL, reference VARCHAR NOT NULL, tail VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (journal, n),
    FOREIGN KEY(journal) REFERENCES journal (id), FOREIGN KEY(payment) REFERENCES payment (id))
    """,
    """
    CREATE INDEX ix_slip_payment ON slip (payment)
    """,
    """
    CREATE INDEX ix_slip_tail ON slip (tail)
    """,
    """
    CREATE TABLE stock (item INTEGER NOT NULL, location INTEGER NOT NULL, owner INTEGER NOT NULL, lot INTEGER NOT
    NULL, qty BIGINT NOT NULL, value BIGINT NOT NULL, PRIMARY KEY (item, location, owner, lot), FOREIGN KEY(item)
    REFERENCES item (id), FOREIGN KEY(location) REFERENCES location (id), FOREIGN KEY(owner) REFERENCES owner (id),
    FOREIGN KEY(lot) REFERENCES lot (id))
    """,
    """
    CREATE TABLE stock_move (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, item INTEGER NOT
    NULL, location INTEGER NOT NULL, owner INTEGER NOT NULL, lot INTEGER NOT NULL, qty BIGINT NOT NULL, value BIGINT
    NOT NULL, reason VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (journal, n), FOREIGN KEY(journal) REFERENCES
    journal (id), FOREIGN KEY(item) REFERENCES item (id), FOREIGN KEY(location) REFERENCES location (id), FOREIGN
    KEY(owner) REFERENCES owner (id), FOREIGN KEY(lot) REFERENCES lot (id))
    """,
    """
    CREATE INDEX ix_stock_move_counted ON stock_move (item) WHERE reason NOT IN ('sale', 'refund', 'void')
    """,
    """
    CREATE TABLE line_refund (line INTEGER NOT NULL, qty BIGINT NOT NULL, net BIGINT NOT NULL, PRIMARY KEY (line),
    FOREIGN KEY(line) REFERENCES sale_line (id))
    """,
    """
    CREATE TABLE sale_take (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, line INTEGER NOT
    NULL, owner INTEGER NOT NULL, lot INTEGER NOT NULL, qty BIGINT NOT NULL, value BIGINT NOT NULL, terms VARCHAR
    NOT NULL, PRIMARY KEY (id), UNIQUE (journal, n), FOREIGN KEY(journal) REFERENCES journal (id), FOREIGN KEY(line)
    REFERENCES sale_line (id), FOREIGN KEY(owner) REFERENCES owner (id), FOREIGN KEY(lot) REFERENCES lot (id))
    """,
    """
    CREATE INDEX ix_sale_take_line ON sale_take (line)
    """,
)


def upgrade(operations: Operations) -> None:
    """Make every table of the first version. The rows a shop begins with are put in by shop.starting."""
    for statement in TABLES:
        operations.get_bind().exec_driver_sql(" ".join(statement.split()))
