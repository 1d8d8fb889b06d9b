"""Suppliers the shop buys from, and what it owes them: the credit book turned round."""

from dataclasses import dataclass
from datetime import datetime

from shopdesk.base import clock
from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import thaiid, thaitext
from shopdesk.db import models, quick, records
from shopdesk.shop import namesakes
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

LONGEST_NAME = 120
MOST_DAYS = 365

# What was paid went to the oldest papers: those whose later ones do not make up the balance are open.
_LIST = (
    "SELECT s.id, s.party, p.name, p.phone, s.tax_number, s.credit_days, coalesce(b.balance, 0), "
    "coalesce((SELECT min(due_on) FROM (SELECT r.due_on, sum(r.total) OVER (ORDER BY r.id DESC) - r.total AS later "
    "FROM receiving r WHERE r.supplier = s.party AND r.paid_by = 'credit' AND r.total > 0) "
    "WHERE due_on <> '' AND later < b.balance), '') FROM supplier s JOIN party p ON p.id = s.party "
    "LEFT JOIN ledger_balance b ON b.book = 'supplier' AND b.party = s.party "
    "WHERE s.archived_at IS NULL ORDER BY p.name"
)
_LINES = (
    "SELECT j.at, d.kind, d.number, r.paper_number, r.total, r.due_on, j.id FROM receiving r "
    "JOIN stock_document d ON d.id = r.document JOIN journal j ON j.id = r.journal "
    "WHERE r.supplier = :party AND r.paid_by = 'credit' "
    "UNION ALL SELECT j.at, 'payout', o.number, o.reference, -o.amount, '', j.id FROM payout o "
    "JOIN journal j ON j.id = o.journal WHERE o.book = 'supplier' AND o.party = :party ORDER BY 7"
)


@dataclass(frozen=True, slots=True)
class Supplier:
    """A firm or person the shop buys from; `balance` satang is what the shop owes, `due_on` the earliest paper's."""

    id: int
    party: int
    name: str
    phone: str
    tax_number: str
    credit_days: int
    balance: int
    due_on: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a supplier's book: bought on credit (+), given back or paid (−), and what is owed after it."""

    at: datetime
    kind: str
    number: str
    paper: str
    amount: int
    due_on: str
    balance: int


@use_case(Right.LOOK)
def listing(desk: Desk) -> list[Supplier]:
    """Every supplier in use, by name. What is settled has no due day."""
    found = [Supplier(*row) for row in quick.rows(desk.session.connection(), _LIST)]
    return [one if one.balance > 0 else _settled(one) for one in found]


def _settled(one: Supplier) -> Supplier:
    return Supplier(one.id, one.party, one.name, one.phone, one.tax_number, one.credit_days, one.balance, "")


@use_case(Right.STOCK)
def add(desk: Desk, name: str, phone: str = "", tax_number: str = "", credit_days: int = 0) -> Supplier:
    """A new supplier; raises Invalid for no name, a wrong tax number or credit of more than a year.

    Asks where there is one of this name.
    """
    name = thaitext.printable(name).strip()[:LONGEST_NAME]
    if not name:
        raise Invalid(N_("The supplier needs a name."), hint=N_("Type a name, then save."))
    if not 0 <= credit_days <= MOST_DAYS:
        raise Invalid(N_("The number must be from {low} to {high}."), low=0, high=MOST_DAYS)
    tax_number = thaiid.parse(tax_number) if tax_number else ""
    namesakes.ask_where_known(desk, name, {one.party: one.name for one in listing(desk)})
    party = models.Party(uid="", name=name, phone=thaitext.printable(phone).strip()[:40])
    records.create(desk.session, desk.entry, party, desk.now, desk.random)
    assert party.id is not None
    row = models.Supplier(uid="", party=party.id, tax_number=tax_number, credit_days=credit_days)
    records.create(desk.session, desk.entry, row, desk.now, desk.random)
    return one(desk, row.id or 0)


@use_case(Right.LOOK)
def one(desk: Desk, supplier: int) -> Supplier:
    """The supplier of this id; raises NotFound."""
    for found in listing(desk):
        if found.id == supplier:
            return found
    raise NotFound(N_("There is no such supplier."))


@use_case(Right.LOOK)
def lines(desk: Desk, party: int) -> list[Line]:
    """A supplier's book, oldest first, with what is owed after each line."""
    found, owed = [], 0
    for at, kind, number, paper, amount, due_on, _id in quick.rows(desk.session.connection(), _LINES, {"party": party}):
        owed += amount
        found.append(Line(clock.from_ms(at), kind, number, paper, amount, due_on, owed))
    return found
