"""The outbox says what is out of date at a channel, never what to say: the truth is read at the moment of sending.

marked(connection, account, "stock", unit)         it is out of date
for entry in due(connection, account, now_ms, 50): ...
done(connection, entry)                            unless it was marked again meanwhile
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from shopdesk.db import quick

# Milliseconds. Nothing waits longer for its turn: what does was put off while the clock was wrong.
LONGEST_WAIT = 3_600_000
_MARK = (
    "INSERT INTO outbox (account, kind, key, version, attempts, not_before, state, why, fix) "
    "VALUES (:account, :kind, :key, 1, 0, 0, 'due', '', '') ON CONFLICT (account, kind, key) DO UPDATE SET "
    "version = version + 1, not_before = 0, state = CASE state WHEN 'stuck' THEN 'due' ELSE state END"
)
_ALL_STOCK = (
    "INSERT INTO outbox (account, kind, key, version, attempts, not_before, state, why, fix) "
    "SELECT account, 'stock', id, 1, 0, 0, 'due', '', '' FROM listing_unit WHERE account = :account "
    "AND archived_at IS NULL AND remote <> '' ON CONFLICT (account, kind, key) DO UPDATE SET "
    "version = version + 1, not_before = 0, state = CASE state WHEN 'stuck' THEN 'due' ELSE state END"
)
_DUE = (
    "SELECT id, account, kind, key, version, attempts, not_before, state, why, fix FROM outbox "
    "WHERE account = :account AND state <> 'stuck' AND (not_before <= :now OR not_before > :far) ORDER BY "
    "CASE kind WHEN 'cancel' THEN 0 WHEN 'pack' THEN 1 WHEN 'ship' THEN 2 WHEN 'label' THEN 3 "
    "WHEN 'answer' THEN 4 WHEN 'stock' THEN 5 WHEN 'price' THEN 6 ELSE 7 END, not_before, id LIMIT :most"
)
_OF = (
    "SELECT id, account, kind, key, version, attempts, not_before, state, why, fix FROM outbox "
    "WHERE account = :account ORDER BY state = 'stuck' DESC, id LIMIT :most"
)
_DONE = "DELETE FROM outbox WHERE id = :id AND version = :version"
_SAID = (
    "UPDATE outbox SET attempts = attempts + 1, not_before = :not_before, state = :state, why = :why, fix = :fix "
    "WHERE id = :id AND version = :version"
)
_AGAIN = "UPDATE outbox SET state = 'due', not_before = 0, attempts = 0 WHERE id = :id"
_DROP = "DELETE FROM outbox WHERE id = :id"
_ANY_STUCK = "SELECT 1 FROM outbox WHERE state = 'stuck' LIMIT 1"
_MOOT = (
    "DELETE FROM outbox WHERE account = :account AND state = 'stuck' AND CASE kind WHEN 'cancel' THEN "
    "key = :order AND :state = 'cancelled' WHEN 'pack' THEN key = :order AND :state IN ('ready', 'shipped', "
    "'delivered', 'completed') WHEN 'ship' THEN key IN (SELECT id FROM parcel WHERE online_order = :order) "
    "AND :state IN ('shipped', 'delivered', 'completed') END"
)
_COUNT = "SELECT account, sum(state <> 'stuck') AS due, sum(state = 'stuck') AS stuck FROM outbox GROUP BY account"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is out of date; `not_before` in UTC milliseconds, `version` is what `done` compares."""

    id: int
    account: int
    kind: str
    key: int
    version: int
    attempts: int
    not_before: int
    state: str
    why: str
    fix: str


def marked(connection: Connection, account: int, kind: str, key: int) -> None:
    """Something is out of date from now on; what was stuck or waiting is tried again."""
    quick.rows(connection, _MARK, {"account": account, "kind": kind, "key": key})


def all_stock(connection: Connection, account: int) -> None:
    """The stock of everything on sale at an account is out of date, in one statement."""
    quick.rows(connection, _ALL_STOCK, {"account": account})


def due(connection: Connection, account: int, now: int, most: int) -> Sequence[Entry]:
    """What may be said now, the most pressing first: acts on orders, then stock, then prices, then listings."""
    asked = {"account": account, "now": now, "far": now + LONGEST_WAIT, "most": most}
    return [Entry(*row) for row in quick.rows(connection, _DUE, asked)]


def listing(connection: Connection, account: int, most: int) -> Sequence[Entry]:
    """Everything that waits at an account, what a person has to mend first."""
    return [Entry(*row) for row in quick.rows(connection, _OF, {"account": account, "most": most})]


def done(connection: Connection, entry: Entry) -> None:
    """It was said; where it was marked again meanwhile the row stays and is said anew."""
    quick.rows(connection, _DONE, {"id": entry.id, "version": entry.version})


def failed(connection: Connection, entry: Entry, state: str, not_before: int, why: str, fix: str) -> None:
    """It was not said, or nobody knows: `state` is due, unknown or stuck. Marked again meanwhile, it stays as it is."""
    values = {"id": entry.id, "version": entry.version, "not_before": not_before, "why": why, "fix": fix}
    quick.rows(connection, _SAID, {**values, "state": state})


def again(connection: Connection, entry: int) -> None:
    """A person asks to try it now."""
    quick.rows(connection, _AGAIN, {"id": entry})


def drop(connection: Connection, entry: int) -> None:
    """A person decides that it is not said."""
    quick.rows(connection, _DROP, {"id": entry})


def moot(connection: Connection, told: Sequence[tuple[int, int, str]]) -> None:
    """What was stuck and is done there after all needs nobody any more: accounts, orders, and the state they told."""
    if quick.first(connection, _ANY_STUCK) is not None:
        for account, order, state in told:
            quick.rows(connection, _MOOT, {"account": account, "order": order, "state": state})


def counts(connection: Connection) -> dict[int, tuple[int, int]]:
    """For each account how many things wait, and how many somebody has to mend."""
    return {account: (waiting, stuck) for account, waiting, stuck in quick.rows(connection, _COUNT)}
