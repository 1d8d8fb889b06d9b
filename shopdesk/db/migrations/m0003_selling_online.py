"""Selling online: accounts, listings, orders, reservations, settlements, the outbox."""

from alembic.operations import Operations

TABLES = (
    """
    CREATE TABLE category_match (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at
    BIGINT, merged_into INTEGER, channel VARCHAR NOT NULL, word VARCHAR NOT NULL, category VARCHAR NOT NULL, path
    VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (channel, word), UNIQUE (uid))
    """,
    """
    CREATE TABLE channel_account (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at
    BIGINT, merged_into INTEGER, channel VARCHAR NOT NULL, name VARCHAR NOT NULL, place VARCHAR NOT NULL, shop
    VARCHAR NOT NULL, app_key VARCHAR NOT NULL, party INTEGER NOT NULL, added_by INTEGER NOT NULL, paused BOOLEAN
    NOT NULL, share BIGINT NOT NULL, cap BIGINT, keep BIGINT, options TEXT NOT NULL, PRIMARY KEY (id), UNIQUE (uid),
    FOREIGN KEY(party) REFERENCES party (id), FOREIGN KEY(added_by) REFERENCES party (id))
    """,
    """
    CREATE TABLE account_state (account INTEGER NOT NULL, cursors TEXT NOT NULL, pulled_at BIGINT, pushed_at BIGINT,
    tried_at BIGINT, not_before BIGINT NOT NULL, failures INTEGER NOT NULL, why VARCHAR NOT NULL, fix VARCHAR NOT
    NULL, login VARCHAR NOT NULL, login_until BIGINT, PRIMARY KEY (account), CHECK (login IN ('ok', 'soon',
    'needed')), FOREIGN KEY(account) REFERENCES channel_account (id))
    """,
    """
    CREATE TABLE contact_day (day VARCHAR NOT NULL, account INTEGER NOT NULL, longest_gap INTEGER NOT NULL, last_at
    BIGINT, PRIMARY KEY (day, account), FOREIGN KEY(account) REFERENCES channel_account (id))
    """,
    """
    CREATE TABLE held_reply (id INTEGER NOT NULL, account INTEGER NOT NULL, kind VARCHAR NOT NULL, "key" VARCHAR NOT
    NULL, body VARCHAR NOT NULL, why VARCHAR NOT NULL, fix VARCHAR NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (id),
    UNIQUE (account, kind, "key"), FOREIGN KEY(account) REFERENCES channel_account (id))
    """,
    """
    CREATE TABLE line_use (month VARCHAR NOT NULL, account INTEGER NOT NULL, sent BIGINT NOT NULL, received BIGINT
    NOT NULL, PRIMARY KEY (month, account), FOREIGN KEY(account) REFERENCES channel_account (id))
    """,
    """
    CREATE TABLE outbox (id INTEGER NOT NULL, account INTEGER NOT NULL, kind VARCHAR NOT NULL, "key" INTEGER NOT
    NULL, version INTEGER NOT NULL, attempts INTEGER NOT NULL, not_before BIGINT NOT NULL, state VARCHAR NOT NULL,
    why VARCHAR NOT NULL, fix VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (account, kind, "key"), CHECK (kind IN
    ('listing', 'stock', 'price', 'pack', 'ship', 'label', 'cancel', 'answer')), CHECK (state IN ('due',
    'unknown', 'stuck')),
    FOREIGN KEY(account) REFERENCES channel_account (id))
    """,
    "CREATE INDEX ix_outbox_due ON outbox (account, state, not_before) WHERE state <> 'stuck'",
    """
    CREATE TABLE settlement (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, uid VARCHAR NOT
    NULL, account INTEGER NOT NULL, statement VARCHAR NOT NULL, starts VARCHAR NOT NULL, ends VARCHAR NOT NULL,
    payout BIGINT NOT NULL, paid_on VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (account, statement), UNIQUE
    (journal, n), FOREIGN KEY(journal) REFERENCES journal (id), UNIQUE (uid), FOREIGN KEY(account) REFERENCES
    channel_account (id))
    """,
    """
    CREATE TABLE offer (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, product INTEGER NOT NULL, producer INTEGER, title VARCHAR NOT NULL, english VARCHAR NOT
    NULL, description VARCHAR NOT NULL, words VARCHAR NOT NULL, photos TEXT NOT NULL, weight BIGINT NOT NULL, size
    TEXT NOT NULL, season_from VARCHAR NOT NULL, season_until VARCHAR NOT NULL, harvest_on VARCHAR NOT NULL,
    preorder BOOLEAN NOT NULL, boxes BIGINT, ship_days INTEGER NOT NULL, cutoff VARCHAR NOT NULL, perishable BOOLEAN
    NOT NULL, consent BOOLEAN NOT NULL, postage BIGINT NOT NULL, PRIMARY KEY (id), UNIQUE (uid), UNIQUE (product),
    FOREIGN KEY(product) REFERENCES product (id), FOREIGN KEY(producer) REFERENCES producer (id))
    """,
    """
    CREATE TABLE online_order (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at
    BIGINT, merged_into INTEGER, account INTEGER NOT NULL, remote VARCHAR NOT NULL, number VARCHAR NOT NULL, state
    VARCHAR NOT NULL, raw VARCHAR NOT NULL, source VARCHAR NOT NULL, placed_at BIGINT NOT NULL, changed_at BIGINT,
    seen_at BIGINT, deadline BIGINT, cod BOOLEAN NOT NULL, currency VARCHAR NOT NULL, goods BIGINT NOT NULL,
    shipping BIGINT NOT NULL, discount BIGINT NOT NULL, total BIGINT NOT NULL, buyer VARCHAR NOT NULL, phone VARCHAR
    NOT NULL, address TEXT NOT NULL, note VARCHAR NOT NULL, wants VARCHAR NOT NULL, more TEXT NOT NULL, PRIMARY KEY
    (id), UNIQUE (account, remote), CHECK (state IN ('promised', 'unpaid', 'new', 'packing', 'ready', 'shipped',
    'delivered', 'completed', 'problem', 'cancelled', 'returned', 'attention')), UNIQUE (uid), FOREIGN KEY(account)
    REFERENCES channel_account (id))
    """,
    "CREATE INDEX ix_online_order_number ON online_order (account, number)",
    "CREATE INDEX ix_online_order_state ON online_order (state)",
    """
    CREATE TABLE reserved (item INTEGER NOT NULL, qty BIGINT NOT NULL, PRIMARY KEY (item), FOREIGN KEY(item)
    REFERENCES item (id))
    """,
    """
    CREATE TABLE listing (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, account INTEGER NOT NULL, offer INTEGER NOT NULL, category VARCHAR NOT NULL, attributes
    TEXT NOT NULL, state VARCHAR NOT NULL, remote VARCHAR NOT NULL, remote_state VARCHAR NOT NULL, link VARCHAR NOT
    NULL, why VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (account, offer), CHECK (state IN ('draft', 'wanted',
    'live', 'paused', 'removed', 'refused')), UNIQUE (uid), FOREIGN KEY(account) REFERENCES channel_account (id),
    FOREIGN KEY(offer) REFERENCES offer (id))
    """,
    "CREATE INDEX ix_listing_offer ON listing (offer)",
    """
    CREATE TABLE order_event (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, online_order
    INTEGER NOT NULL, state VARCHAR NOT NULL, raw VARCHAR NOT NULL, happened_at BIGINT, PRIMARY KEY (id), CHECK
    (state IN ('promised', 'unpaid', 'new', 'packing', 'ready', 'shipped', 'delivered', 'completed', 'problem',
    'cancelled', 'returned', 'attention')), UNIQUE (journal, n), FOREIGN KEY(journal) REFERENCES journal (id),
    FOREIGN KEY(online_order) REFERENCES online_order (id))
    """,
    "CREATE INDEX ix_order_event_online_order ON order_event (online_order)",
    """
    CREATE TABLE parcel (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at BIGINT,
    merged_into INTEGER, online_order INTEGER NOT NULL, carrier VARCHAR NOT NULL, tracking VARCHAR NOT NULL, package
    VARCHAR NOT NULL, weight BIGINT NOT NULL, label VARCHAR NOT NULL, photo VARCHAR NOT NULL, contents
    TEXT NOT NULL, postage BIGINT NOT NULL, PRIMARY KEY (id), UNIQUE (uid), FOREIGN KEY(online_order)
    REFERENCES online_order (id))
    """,
    "CREATE INDEX ix_parcel_online_order ON parcel (online_order)",
    "CREATE INDEX ix_parcel_tracking ON parcel (tracking)",
    """
    CREATE TABLE settlement_line (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, account INTEGER
    NOT NULL, statement VARCHAR NOT NULL, remote VARCHAR NOT NULL, online_order INTEGER, order_number VARCHAR NOT
    NULL, kind VARCHAR NOT NULL, name VARCHAR NOT NULL, amount BIGINT NOT NULL, on_date VARCHAR NOT NULL, PRIMARY
    KEY (id), UNIQUE (account, remote), CHECK (kind IN ('item', 'shipping', 'commission', 'payment_fee', 'service',
    'tax', 'refund', 'adjustment', 'other')), UNIQUE (journal, n), FOREIGN KEY(journal) REFERENCES journal (id),
    FOREIGN KEY(account) REFERENCES channel_account (id), FOREIGN KEY(online_order) REFERENCES online_order (id))
    """,
    "CREATE INDEX ix_settlement_line_online_order ON settlement_line (online_order)",
    "CREATE INDEX ix_settlement_line_statement ON settlement_line (statement)",
    """
    CREATE TABLE listing_unit (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at
    BIGINT, merged_into INTEGER, listing INTEGER NOT NULL, account INTEGER NOT NULL, sale_unit INTEGER NOT NULL,
    item INTEGER NOT NULL, seller_sku VARCHAR NOT NULL, remote VARCHAR NOT NULL, price BIGINT NOT NULL, cap BIGINT,
    PRIMARY KEY (id), UNIQUE (account, seller_sku), UNIQUE (uid), FOREIGN KEY(listing) REFERENCES listing (id),
    FOREIGN KEY(account) REFERENCES channel_account (id), FOREIGN KEY(sale_unit) REFERENCES sale_unit (id), FOREIGN
    KEY(item) REFERENCES item (id))
    """,
    "CREATE INDEX ix_listing_unit_item ON listing_unit (item)",
    "CREATE INDEX ix_listing_unit_listing ON listing_unit (listing)",
    "CREATE INDEX ix_listing_unit_sale_unit ON listing_unit (sale_unit)",
    """
    CREATE TABLE parcel_event (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, parcel INTEGER NOT
    NULL, kind VARCHAR NOT NULL, detail VARCHAR NOT NULL, PRIMARY KEY (id), CHECK (kind IN ('packed', 'told',
    'label_got', 'label_printed', 'handed_over', 'unpacked')), UNIQUE (journal, n), FOREIGN KEY(journal) REFERENCES
    journal (id), FOREIGN KEY(parcel) REFERENCES parcel (id))
    """,
    "CREATE INDEX ix_parcel_event_parcel ON parcel_event (parcel)",
    """
    CREATE TABLE online_line (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at
    BIGINT, merged_into INTEGER, online_order INTEGER NOT NULL, position INTEGER NOT NULL, unit INTEGER, sale_unit
    INTEGER, item INTEGER, sku VARCHAR NOT NULL, name VARCHAR NOT NULL, qty BIGINT NOT NULL, price BIGINT NOT NULL,
    cancelled BIGINT NOT NULL, packed BIGINT NOT NULL, remote TEXT NOT NULL, PRIMARY KEY (id), UNIQUE (online_order,
    position), UNIQUE (uid), FOREIGN KEY(online_order) REFERENCES online_order (id), FOREIGN KEY(unit) REFERENCES
    listing_unit (id), FOREIGN KEY(sale_unit) REFERENCES sale_unit (id), FOREIGN KEY(item) REFERENCES item (id))
    """,
    "CREATE INDEX ix_online_line_unit ON online_line (unit)",
    """
    CREATE TABLE published (unit INTEGER NOT NULL, stock BIGINT, price BIGINT, at BIGINT, PRIMARY KEY (unit),
    FOREIGN KEY(unit) REFERENCES listing_unit (id))
    """,
    """
    CREATE TABLE reservation (id INTEGER NOT NULL, journal INTEGER NOT NULL, n INTEGER NOT NULL, online_order
    INTEGER NOT NULL, line INTEGER NOT NULL, item INTEGER NOT NULL, qty BIGINT NOT NULL, reason VARCHAR NOT NULL,
    PRIMARY KEY (id), CHECK (reason IN ('order', 'phone', 'cancelled', 'sold', 'changed', 'let_go')), UNIQUE
    (journal, n), FOREIGN KEY(journal) REFERENCES journal (id), FOREIGN KEY(online_order) REFERENCES online_order
    (id), FOREIGN KEY(line) REFERENCES online_line (id), FOREIGN KEY(item) REFERENCES item (id))
    """,
    "CREATE INDEX ix_reservation_line ON reservation (line)",
    "CREATE INDEX ix_reservation_online_order ON reservation (online_order)",
)

COLUMNS = ("CREATE INDEX ix_part_part ON part (part)",)

# A channel pays for its orders later: a kind of tender. SQLite cannot widen a check in place.
TENDERS = (
    """
    CREATE TABLE tender_new (id INTEGER NOT NULL, uid VARCHAR NOT NULL, version INTEGER NOT NULL, archived_at
    BIGINT, merged_into INTEGER, code VARCHAR NOT NULL, kind VARCHAR NOT NULL, name VARCHAR NOT NULL, english
    VARCHAR NOT NULL, icon VARCHAR NOT NULL, bars TEXT NOT NULL, digits INTEGER NOT NULL, gives_change BOOLEAN NOT
    NULL, categories TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (id), CHECK (kind IN ('cash',
    'promptpay', 'named', 'credit', 'channel')), UNIQUE (uid), UNIQUE (code))
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
SERIES = (
    "INSERT INTO series (till, kind, period, letter, next, active) SELECT till, 'online', '', letter, 1, 1 "
    "FROM series WHERE kind = 'sale' AND active",
)
# Files of the first version do not have it.
INDEXES = (
    """
    CREATE INDEX IF NOT EXISTS ix_stock_move_counted ON stock_move (item)
    WHERE reason NOT IN ('sale', 'refund', 'void')
    """,
)


def upgrade(operations: Operations) -> None:
    """Add what selling online needs; nothing of what was stored changes."""
    for statement in (*TABLES, *COLUMNS, *TENDERS, *SERIES, *INDEXES):
        operations.execute(" ".join(statement.split()))
