"""A paper of the store room is taken back whole: its goods, its money, and what it wrote into a producer's book."""

from shopdesk.base.errors import Conflict
from shopdesk.base.i18n import N_
from shopdesk.db import quick
from shopdesk.shop import burdens, papers, receiving, shortfalls, stock
from shopdesk.shop.desk import Desk
from shopdesk.shop.papers import Going, Paper
from shopdesk.shop.rights import Right, use_case

_MOVES = "SELECT item, location, owner, lot, qty, value FROM stock_move WHERE document = :document ORDER BY journal, n"


@use_case(Right.STOCK)
def reverse(desk: Desk, number: str, reason: str = "") -> Paper:
    """Take a paper back whole by its opposite, money included; raises NotFound, Conflict where it was done already."""
    paper = papers.by_number(desk, number)
    if not papers.can_reverse(desk, number):
        raise Conflict(N_("This paper cannot be taken back."), hint=N_("Write a new paper instead."))
    assert paper.id is not None
    rows = quick.rows(desk.session.connection(), _MOVES, {"document": paper.id})
    moves = [Going(stock.Take(item, owner, lot, qty, value), -1, place) for item, place, owner, lot, qty, value in rows]
    made = papers.post(desk, "reversal", moves, reason=reason, reverses=paper.id)
    receiving.take_back(desk, paper.id, made)
    burdens.take_back(desk, paper.id, made.id)
    shortfalls.unsettle(desk, paper.journal)
    return made
