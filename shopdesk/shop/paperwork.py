"""A paper of the store room read again: what it moved, and what it says of money."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shopdesk.base import clock
from shopdesk.base.errors import NotFound
from shopdesk.base.i18n import N_
from shopdesk.db import quick
from shopdesk.shop import papers
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

_HEAD = (
    "SELECT d.id, d.number, d.kind, j.at, d.reason, d.note, p.name, coalesce(q.name, ''), coalesce(r.paid_by, ''), "
    "coalesce(r.total, 0), coalesce(r.vat, 0), coalesce(r.due_on, ''), coalesce(r.paper_number, ''), "
    "coalesce(r.paper_date, ''), coalesce(r.photo, ''), coalesce(b.number, ''), coalesce(a.number, '') "
    "FROM stock_document d JOIN journal j ON j.id = d.journal JOIN party p ON p.id = j.actor "
    "LEFT JOIN receiving r ON r.document = d.id LEFT JOIN party q ON q.id = r.supplier "
    "LEFT JOIN stock_document b ON b.reverses = d.id LEFT JOIN stock_document a ON a.id = d.reverses "
    "WHERE d.number = :number"
)
_MOVES = (
    "SELECT m.item, p.name, i.variant, i.base_unit, l.name, coalesce(w.name, ''), t.expires, m.qty, m.value, "
    "m.reason "
    "FROM stock_move m JOIN item i ON i.id = m.item JOIN product p ON p.id = i.product "
    "JOIN location l ON l.id = m.location JOIN lot t ON t.id = m.lot JOIN owner o ON o.id = m.owner "
    "LEFT JOIN producer c ON c.owner = o.id LEFT JOIN party w ON w.id = c.party "
    "WHERE m.document = :document ORDER BY m.journal, m.n"
)


@dataclass(frozen=True, slots=True)
class Moved:
    """One move of a paper: base-unit thousandths and their cost in satang, negative where goods left the place.

    `reason` is the paper's kind, or the line's own: waste and lost weight of a grading.
    """

    item: int
    name: str
    unit: str
    place: str
    owner: str
    expires: str
    qty: int
    value: int
    reason: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A whole paper; `taken_back_by` and `takes_back` are numbers of other papers, "" for none."""

    number: str
    kind: str
    at: datetime
    reason: str
    note: str
    by: str
    supplier: str
    paid_by: str
    total: int
    vat: int
    due_on: str
    paper_number: str
    paper_date: str
    photo: str
    taken_back_by: str
    takes_back: str
    moves: tuple[Moved, ...]
    reversible: bool


@use_case(Right.LOOK)
def opened(desk: Desk, number: str) -> Opened:
    """The paper of this number; raises NotFound."""
    connection = desk.session.connection()
    head = quick.first(connection, _HEAD, {"number": number.strip().upper()})
    if head is None:
        raise NotFound(N_("There is no paper {number}."), number=number.strip()[:40])
    document, own, kind, at, *rest = head
    moves = tuple(
        Moved(item, f"{name} {variant}".strip(), *more)
        for item, name, variant, *more in quick.rows(connection, _MOVES, {"document": document})
    )
    said: list[Any] = [own, kind, clock.from_ms(at), *rest, moves, papers.can_reverse(desk, own)]
    return Opened(*said)
