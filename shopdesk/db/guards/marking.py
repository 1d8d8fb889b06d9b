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

MARKING = tuple(
    f"CREATE TRIGGER {table}_marks_listings AFTER INSERT ON {table} BEGIN {_OF_ITEM}{_OF_SETS}END"
    for table in ("stock_move", "reservation")
)
