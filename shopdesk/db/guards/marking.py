"""What is out of date at a channel is marked by the file itself, in the transaction that made it so.

A mark says only that something is to be said again; goods that stand in no listing leave none. A refusal that a person
was asked to mend (stuck) is tried again once the goods moved.
"""

_MARK = (
    "INSERT INTO outbox (account, kind, key, version, attempts, not_before, state, why, fix) "
    "SELECT u.account, 'stock', u.id, 1, 0, 0, 'due', '', '' FROM listing_unit u {joined} "
    "AND u.archived_at IS NULL AND u.remote <> '' "
    "ON CONFLICT (account, kind, key) DO UPDATE SET version = version + 1, "
    "state = CASE state WHEN 'stuck' THEN 'due' ELSE state END; "
)
_OF_ITEM = _MARK.format(joined="WHERE u.item = NEW.item")
# A set is short as soon as one of its parts is.
_OF_SETS = _MARK.format(joined="JOIN part p ON p.item = u.item WHERE p.part = NEW.item AND p.archived_at IS NULL")
# So many boxes of an offer and no more: an order of one size leaves fewer of the others.
_OF_BOXES = _MARK.format(
    joined="JOIN listing l ON l.id = u.listing JOIN offer o ON o.id = l.offer WHERE o.boxes IS NOT NULL AND l.offer IN "
    "(SELECT k.offer FROM listing k JOIN listing_unit w ON w.listing = k.id WHERE w.item = NEW.item)"
)
# What else says how many are offered: the goods, their sizes, what they are made of, the offer, its units there.
_SAYS = (
    ("product", ("archived_at", "tracked"), "JOIN item i ON i.id = u.item WHERE i.product = NEW.id"),
    ("sale_unit", ("archived_at", "ratio", "item"), "WHERE u.sale_unit = NEW.id"),
    ("part", ("archived_at", "qty"), "WHERE u.item = NEW.item"),
    (
        "offer", ("season_from", "season_until", "preorder", "boxes"),
        "JOIN listing l ON l.id = u.listing WHERE l.offer = NEW.id",
    ),
    ("listing_unit", ("cap", "item", "sale_unit"), "WHERE u.id = NEW.id"),
)  # fmt: skip


def _on_change(table: str, columns: tuple[str, ...], joined: str) -> str:
    other = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    return (
        f"CREATE TRIGGER {table}_changed_marks_listings AFTER UPDATE OF {', '.join(columns)} ON {table} WHEN {other} "
        f"BEGIN {_MARK.format(joined=joined)}END"
    )


MARKING = (
    f"CREATE TRIGGER stock_move_marks_listings AFTER INSERT ON stock_move BEGIN {_OF_ITEM}{_OF_SETS}END",
    f"CREATE TRIGGER reservation_marks_listings AFTER INSERT ON reservation BEGIN {_OF_ITEM}{_OF_SETS}{_OF_BOXES}END",
    f"CREATE TRIGGER part_marks_listings AFTER INSERT ON part BEGIN {_OF_ITEM}END",
    *(_on_change(*one) for one in _SAYS),
)
