"""What a producer is owed, line by line: sold, refunded, voided, or borne by the shop. Read, never computed anew."""

from dataclasses import dataclass
from datetime import datetime

from shopdesk.base import clock
from shopdesk.db import quick
from shopdesk.shop.desk import Desk

# In the unit it was sold by, where that is what stock counts.
UNIT = "CASE WHEN l.base_qty = l.qty THEN l.unit ELSE i.base_unit END"
# CROSS JOIN keeps the order of tables: from one owner, or from the few voids, never through all takes.
_LINES = (
    f"SELECT j.at, s.number, l.name, t.qty, {UNIT}, t.owed, t.net, s.kind, t.journal "  # noqa: S608
    "FROM owner o CROSS JOIN sale_take t ON t.owner = o.id JOIN sale_line l ON l.id = t.line "
    "JOIN sale s ON s.id = l.sale JOIN item i ON i.id = coalesce(t.item, l.item) JOIN journal j ON j.id = t.journal "
    "WHERE o.party = :party AND t.owner <> 1 AND t.journal > :since AND t.journal <= :up_to "
    f"UNION ALL SELECT j.at, s.number, l.name, -t.qty, {UNIT}, -t.owed, -t.net, 'void', v.journal "
    "FROM sale_void v CROSS JOIN sale s ON s.id = v.sale CROSS JOIN sale_line l ON l.sale = s.id "
    "CROSS JOIN sale_take t ON t.line = l.id JOIN owner o ON o.id = t.owner "
    "JOIN item i ON i.id = coalesce(t.item, l.item) JOIN journal j ON j.id = v.journal "
    "WHERE o.party = :party AND t.owner <> 1 AND v.journal > :since AND v.journal <= :up_to "
    "UNION ALL SELECT j.at, coalesce(d.number, ''), e.note, 0, '', e.amount, 0, e.kind, e.journal FROM ledger_entry e "
    "JOIN journal j ON j.id = e.journal LEFT JOIN stock_document d ON d.id = e.document "
    "WHERE e.book = 'producer' AND e.party = :party AND e.journal > :since AND e.journal <= :up_to ORDER BY 9, 2"
)
_BALANCE = "SELECT balance FROM ledger_balance WHERE book = 'producer' AND party = :party"
_THEN = (
    "SELECT (SELECT coalesce(sum(t.owed), 0) FROM owner o JOIN sale_take t ON t.owner = o.id "
    "WHERE o.party = :party AND t.owner <> 1 AND t.journal <= :up_to) "
    "- (SELECT coalesce(sum(t.owed), 0) FROM owner o JOIN sale_take t ON t.owner = o.id "
    "JOIN sale_line l ON l.id = t.line JOIN sale_void v ON v.sale = l.sale "
    "WHERE o.party = :party AND t.owner <> 1 AND v.journal <= :up_to) "
    "+ (SELECT coalesce(sum(amount), 0) FROM ledger_entry "
    "WHERE book = 'producer' AND party = :party AND journal <= :up_to) "
    "- (SELECT coalesce(sum(amount), 0) FROM payout WHERE book = 'producer' AND party = :party AND id < :payout)"
)
_SINCE = (
    "SELECT coalesce(max(up_to), 0) FROM payout p WHERE book = 'producer' AND party = :party AND id < :payout "
    "AND reverses IS NULL AND NOT EXISTS (SELECT 1 FROM payout r WHERE r.reverses = p.id AND r.id < :payout)"
)
LATEST = 1 << 62


@dataclass(frozen=True, slots=True)
class Share:
    """One line of what a producer is owed: sold, refunded (negative) or voided, or what the shop bears of goods that
    were not sold (`kind` waste, own_use, lost, unsold; no quantity); base-unit thousandths, satang."""

    at: datetime
    number: str
    name: str
    qty: int
    unit: str
    owed: int
    net: int
    kind: str


@dataclass(frozen=True, slots=True)
class Owed:
    """What stands to be paid: the lines since the payout before, what was carried from earlier, and the sum."""

    party: int
    lines: tuple[Share, ...]
    carried: int
    balance: int


def lines(desk: Desk, party: int, since: int = 0, up_to: int = LATEST) -> tuple[Share, ...]:
    """The lines of the deeds after one journal row up to another, the oldest first."""
    asked = {"party": party, "since": since, "up_to": up_to}
    found = quick.rows(desk.session.connection(), _LINES, asked)
    return tuple(Share(clock.from_ms(at), *rest) for at, *rest, _journal in found)


def standing(desk: Desk, party: int) -> Owed:
    """What stands to be paid now; the sum is the book's own."""
    row = quick.first(desk.session.connection(), _BALANCE, {"party": party})
    balance = int(row[0]) if row else 0
    new = lines(desk, party, _since(desk, party, LATEST))
    return Owed(party, new, balance - sum(line.owed for line in new), balance)


def before(desk: Desk, party: int, payout: int, up_to: int) -> Owed:
    """What stood to be paid when a payout was made; the same whenever it is asked again."""
    asked = {"party": party, "payout": payout, "up_to": up_to}
    balance = quick.first(desk.session.connection(), _THEN, asked)[0]
    new = lines(desk, party, _since(desk, party, payout), up_to)
    return Owed(party, new, balance - sum(line.owed for line in new), balance)


def _since(desk: Desk, party: int, payout: int) -> int:
    return int(quick.first(desk.session.connection(), _SINCE, {"party": party, "payout": payout})[0])
