"""Where a platform tells another amount than before: what is written here and what came, beside each other.

Money is never put together by itself: what is here stays until a person decided.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shopdesk.db import quick
from shopdesk.shop.desk import Desk
from shopdesk.shop.exchange import Held
from shopdesk.shop.rights import Right, use_case

MOST = 20
_LINE = "SELECT amount FROM settlement_line WHERE account = :account AND remote = :name"
_PAYOUT = "SELECT payout FROM settlement WHERE account = :account AND statement = :name"


@dataclass(frozen=True, slots=True)
class Side:
    """One amount, in satang, as it is `here` and as it came from `there`."""

    name: str
    here: int
    there: int


@use_case(Right.LOOK)
def sides(desk: Desk, held: Held) -> list[Side]:
    """What a held reply tells otherwise than it was told before; none where nothing of it is known here."""
    if held.kind != "money" or '"lines"' not in held.body:
        return []
    try:
        told = json.loads(held.body)
    except (ValueError, RecursionError):
        return []
    found = []
    for statement, name, label, amount in _amounts(told):
        known = quick.first(desk.session.connection(), statement, {"account": held.account, "name": name})
        if known and known[0] != amount:
            found.append(Side(label, known[0], amount))
    return found


def _amounts(told: Any) -> Iterator[tuple[str, str, str, int]]:
    """The amounts of a text of ours, each with where it is looked up, its name there and one for people."""
    members = told if isinstance(told, dict) else {}
    for field, statement, name, amount in (
        ("lines", _LINE, "remote", "amount"), ("statements", _PAYOUT, "number", "payout")
    ):  # fmt: skip
        rows = members.get(field)
        for row in (rows if isinstance(rows, list) else [])[:MOST]:
            if isinstance(row, dict) and type(row.get(amount)) is int and row.get(name):
                label = row.get("name") or row[name]
                yield statement, str(row[name])[:80], str(label)[:120], row[amount]
