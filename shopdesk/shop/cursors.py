"""What is remembered of an account between rounds, each under a name: where reading stands, what was dealt with."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from shopdesk.db import quick

START = (
    "INSERT OR IGNORE INTO account_state (account, cursors, not_before, failures, why, fix, login) VALUES "
    "(:account, '{}', 0, 0, '', '', 'ok')"
)
_CURSORS = "SELECT cursors FROM account_state WHERE account = :account"
_MOVED = "UPDATE account_state SET cursors = :cursors WHERE account = :account"


def cursor(connection: Connection, account: int, name: str) -> dict[str, Any]:
    """Where reading of this kind stands at an account; empty at the beginning."""
    found = quick.first(connection, _CURSORS, {"account": account})
    kept: dict[str, Any] = (json.loads(found[0]) if found and found[0] else {}).get(name) or {}
    return kept


def moved(connection: Connection, account: int, name: str, values: Mapping[str, Any]) -> None:
    """Reading of this kind stands here now; part of the transaction that stored what was read."""
    quick.rows(connection, START, {"account": account})
    found = quick.first(connection, _CURSORS, {"account": account})
    told = {**(json.loads(found[0]) if found[0] else {}), name: dict(values)}
    quick.rows(connection, _MOVED, {"account": account, "cursors": json.dumps(told)})
