"""Customers: a nickname and a house number are enough. Several names may write in one household's book."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import col, select

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, thaidate, thaitext
from shopdesk.db import models, quick, records
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, require, use_case

LONGEST_NAME = 120
LONGEST = 60
MOST_FOUND = 200
PAY_DAYS = ("", "month_end", "harvest", "welfare")
PURPOSES = ("credit", "news", "online")

_FIND = (
    'SELECT c.id, c.party, p.name, c.nickname, c.house, p.phone, c.member, c."group", c.tab, c.credit_limit, '
    "c.pay_day, c.note, coalesce(t.party, c.party) AS book, coalesce(b.balance, 0) AS balance, p.address "
    "FROM customer c JOIN party p ON p.id = c.party LEFT JOIN customer t ON t.id = c.tab "
    "LEFT JOIN ledger_balance b ON b.book = 'customer' AND b.party = coalesce(t.party, c.party) "
    "WHERE c.archived_at IS NULL AND c.merged_into IS NULL "
)
# Two cards of one person: the one that stays, by the party of either, and whose book it writes in.
_SAME = (
    "WITH RECURSIVE same(id, party, next) AS (SELECT id, party, merged_into FROM customer WHERE party = :party "
    "UNION SELECT c.id, c.party, c.merged_into FROM customer c JOIN same ON c.id = same.next) "
    "SELECT s.id, coalesce(h.party, s.party), s.party FROM same s JOIN customer c ON c.id = s.id "
    "LEFT JOIN customer h ON h.id = c.tab WHERE s.next IS NULL"
)
_HOLDS = (
    "SELECT container, qty, amount FROM container_balance WHERE book = 'customer' AND party = :party "
    "AND (qty <> 0 OR amount <> 0)"
)
_BOUGHT = (
    "SELECT c.member, p.name, c.nickname, c.house, sum(s.total) FROM sale s JOIN customer c ON c.party = s.customer "
    "JOIN party p ON p.id = c.party JOIN journal j ON j.id = s.journal JOIN sale_state e ON e.sale = s.id "
    "WHERE s.customer IS NOT NULL AND NOT e.voided AND substr(j.business_date, 1, 4) = :year "
    "GROUP BY c.id ORDER BY c.member, p.name"
)


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody who buys. `book` is the party whose debts are written (the household's), `balance` what it says."""

    id: int
    party: int
    name: str
    nickname: str
    house: str
    phone: str
    member: str
    group: int | None
    tab: int | None
    limit: int | None
    pay_day: str
    note: str
    book: int
    balance: int
    address: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a person says of a customer; a name is enough. `limit` in satang, none means none was agreed."""

    name: str
    nickname: str = ""
    house: str = ""
    phone: str = ""
    member: str = ""
    group: int | None = None
    tab: int | None = None
    limit: int | None = None
    pay_day: str = ""
    note: str = ""
    address: str = ""


@use_case(Right.CREDIT)
def find(desk: Desk, typed: str = "", limit: int = 50) -> list[Customer]:
    """Customers by name, nickname, house or member number, tone-blind; those who owe most first for no word."""
    key = thaitext.fold(typed)
    asked = {"key": f"%{_escaped(key)}%", "member": typed.strip(), "most": min(limit, MOST_FOUND)}
    found = quick.rows(
        desk.session.connection(),
        _FIND + "AND (c.search_key LIKE :key ESCAPE '!' OR (c.member <> '' AND c.member = :member)) "
        "ORDER BY c.member <> '' AND c.member = :member DESC, balance DESC, p.name LIMIT :most",
        asked,
    )
    return [Customer(*row) for row in found]


def _escaped(key: str) -> str:
    return key.replace("!", "!!").replace("%", "!%").replace("_", "!_")


@use_case(Right.CREDIT)
def owing(desk: Desk) -> list[Customer]:
    """Everybody in whose own book a debt is open."""
    rows = quick.rows(desk.session.connection(), _FIND + "AND c.tab IS NULL AND b.balance > 0", {})
    return [Customer(*row) for row in rows]


@use_case(Right.CREDIT)
def one(desk: Desk, customer: int) -> Customer:
    """The customer of this id; raises NotFound."""
    row = quick.first(desk.session.connection(), _FIND + "AND c.id = :id", {"id": customer})
    if row is None:
        raise NotFound(N_("There is no such customer."))
    return Customer(*row)


@use_case(Right.CREDIT)
def household(desk: Desk, customer: int) -> list[Customer]:
    """Everybody who writes in the same book as this customer, its head first; raises NotFound."""
    person = one(desk, customer)
    asked = {"head": person.tab or person.id}
    own = _FIND + "AND coalesce(c.tab, c.id) = :head ORDER BY c.tab IS NOT NULL, p.name"
    return [Customer(*row) for row in quick.rows(desk.session.connection(), own, asked)]


@use_case(Right.CREDIT)
def of_party(desk: Desk, party: int) -> Customer:
    """The customer a bill names, or whoever they were found to be the same person as; raises NotFound."""
    row = quick.first(desk.session.connection(), _SAME, {"party": party})
    return one(desk, row[0] if row else 0)


@use_case(Right.CREDIT)
def of_member(desk: Desk, number: str) -> Customer:
    """Whose member number this is, as typed or scanned; raises NotFound."""
    asked = {"number": thaitext.printable(number).strip()}
    row = quick.first(desk.session.connection(), _FIND + "AND c.member <> '' AND c.member = :number", asked)
    if row is None:
        raise NotFound(N_("There is no such customer."))
    return Customer(*row)


@use_case(Right.CUSTOMERS)
def add(desk: Desk, card: Card) -> Customer:
    """A new customer. Raises Invalid for no name, Conflict for a member number twice; a limit needs its right."""
    card = _cleaned(desk, card, None)
    if card.limit is not None:
        require(desk, Right.CREDIT_ABOVE)
    party = models.Party(uid="", name=card.name, phone=card.phone, address=card.address)
    records.create(desk.session, desk.entry, party, desk.now, desk.random)
    assert party.id is not None
    row = models.Customer(uid="", party=party.id, **_fields(card))
    records.create(desk.session, desk.entry, row, desk.now, desk.random)
    assert row.id is not None
    return one(desk, row.id)


@use_case(Right.CUSTOMERS)
def change(desk: Desk, customer: int, card: Card) -> Customer:
    """What a customer's card says from now on; raises as `add`, NotFound. The limit needs its own right.

    Whoever writes in a household's book from now on takes along what is open in their own.
    """
    row = _row(desk, customer)
    card = _cleaned(desk, card, customer)
    old = one(desk, customer)
    if card.limit != row.credit_limit:
        require(desk, Right.CREDIT_ABOVE)
    party = desk.session.get_one(models.Party, row.party)
    records.change(desk.session, desk.entry, party, name=card.name, phone=card.phone, address=card.address)
    records.change(desk.session, desk.entry, row, **_fields(card))
    if old.tab is None and card.tab is not None:
        _carry_over(desk, old, _row(desk, card.tab).party)
    return one(desk, customer)


def _carry_over(desk: Desk, old: Customer, book: int) -> None:
    """What is open in somebody's own book stands in another from now on."""
    if old.balance:
        for party, amount in ((old.book, -old.balance), (book, old.balance)):
            record(desk, "ledger_entry", book="customer", party=party, kind="merge", amount=amount)


def _hand_over(desk: Desk, old: int, new: int) -> None:
    """The containers somebody holds are held by another from now on."""
    for container, qty, amount in quick.rows(desk.session.connection(), _HOLDS, {"party": old}):
        for party, sign in ((old, -1), (new, 1)):
            record(
                desk, "container_move", container=container, party=party, book="customer", qty=sign * qty,
                amount=sign * amount,
            )  # fmt: skip


@use_case(Right.CUSTOMERS)
def merge(desk: Desk, customer: int, into: int) -> None:
    """Two cards of one person become one: debts and containers go over, bills keep the name they were written on.

    Whoever wrote in the book of the one writes in the other's from now on. Raises NotFound, Conflict for a card and
    itself, or where one of them writes in the book of the other.
    """
    if customer == into:
        raise Conflict(N_("Choose two different customers."))
    old, new = one(desk, customer), one(desk, into)
    if new.tab == customer or (new.tab is not None and _names(desk, customer)):
        raise Conflict(N_("A household's book cannot hang on another."), hint=N_("Choose the head of the household."))
    if old.tab is None:
        _carry_over(desk, old, new.book)
    _hand_over(desk, old.party, new.party)
    for name in _names(desk, customer):
        records.change(desk.session, desk.entry, name, tab=into)
    records.change(desk.session, desk.entry, _row(desk, customer), merged_into=into)


@use_case(Right.LOOK)
def surviving(desk: Desk, party: int) -> int:
    """Whose book stands for this one since cards were merged or joined a household."""
    row = quick.first(desk.session.connection(), _SAME, {"party": party})
    return int(row[1]) if row else party


@use_case(Right.LOOK)
def same_person(desk: Desk, party: int) -> int:
    """Whose card this one is since cards were merged; the household does not matter."""
    row = quick.first(desk.session.connection(), _SAME, {"party": party})
    return int(row[2]) if row else party


def _names(desk: Desk, head: int | None) -> list[models.Customer]:
    """Who writes in the book of this household; nobody in that of a card that is new."""
    if head is None:
        return []
    own = select(models.Customer).where(models.Customer.tab == head, col(models.Customer.archived_at).is_(None))
    return list(desk.session.exec(own.where(col(models.Customer.merged_into).is_(None))).all())


@use_case(Right.CUSTOMERS)
def put_away(desk: Desk, customer: int) -> None:
    """Take a customer off the list; raises NotFound, Conflict where a debt is open or others write in this book."""
    person = one(desk, customer)
    if person.tab is None and person.balance:
        raise Conflict(N_("Money is still owed in this book."), hint=N_("Settle it first."))
    if _names(desk, customer):
        raise Conflict(N_("Others write in this book."), hint=N_("Give them a book of their own first."))
    if quick.first(desk.session.connection(), _HOLDS, {"party": person.party}):
        raise Conflict(N_("They still have containers of the shop."), hint=N_("Take them back first."))
    records.archive(desk.session, desk.entry, _row(desk, customer), desk.now)


@use_case(Right.CUSTOMERS)
def consent(desk: Desk, customer: int, purpose: str, given: bool) -> None:
    """A customer says yes to one purpose, or takes it back (PDPA section 19). Raises NotFound, Invalid."""
    if purpose not in PURPOSES:
        raise Invalid(N_("Choose one of the offered values."))
    record(desk, "consent", party=one(desk, customer).party, purpose=purpose, given=given)


@use_case(Right.CREDIT)
def consents(desk: Desk, customer: int) -> dict[str, bool]:
    """The last word of a customer for each purpose that was asked."""
    party = one(desk, customer).party
    rows = desk.session.exec(
        select(models.Consent.purpose, models.Consent.given)
        .where(models.Consent.party == party)
        .order_by(col(models.Consent.id))
    ).all()
    return dict(rows)


@use_case(Right.SEE_TOTALS)
def bought(desk: Desk, year: str) -> list[tuple[str, str, str, str, int]]:
    """What each named customer bought in a year (เฉลี่ยคืน): member number, name, nickname, house, satang."""
    return [tuple(row) for row in quick.rows(desk.session.connection(), _BOUGHT, {"year": year})]


@use_case(Right.SEE_TOTALS)
def bought_table(desk: Desk, year: str) -> list[Sequence[str]]:
    """The same as a table for exporting.write_csv, amounts in baht."""
    spent = _("Bought in {year}").format(year=thaidate.year(int(year)))
    head = (_("Member number"), _("Name"), _("Nickname"), _("House"), spent)
    return [head, *((*words, money.plain(total)) for *words, total in bought(desk, year))]


def purpose_words(purpose: str) -> str:
    """What a customer may agree to, in the language of the moment."""
    words = {"credit": N_("Keep a credit book"), "news": N_("Send news and offers"), "online": N_("Sell online")}
    return _(words[purpose])


def _row(desk: Desk, customer: int) -> models.Customer:
    row = desk.session.get(models.Customer, customer)
    if row is None or row.archived_at is not None or row.merged_into is not None:
        raise NotFound(N_("There is no such customer."))
    return row


def _fields(card: Card) -> dict[str, Any]:
    words = (card.name, card.nickname, card.house, card.member, card.phone)
    return {
        "nickname": card.nickname,
        "house": card.house,
        "member": card.member,
        "group": card.group,
        "tab": card.tab,
        "credit_limit": card.limit,
        "pay_day": card.pay_day,
        "note": card.note,
        "search_key": thaitext.fold(" ".join(filter(None, words))),
    }


def _cleaned(desk: Desk, card: Card, own: int | None) -> Card:
    texts: dict[str, Any] = {
        key: thaitext.printable(getattr(card, key)).strip()[:LONGEST]
        for key in ("nickname", "house", "phone", "member", "note")
    }
    name = thaitext.printable(card.name).strip()[:LONGEST_NAME] or texts["nickname"]
    if not name:
        raise Invalid(N_("The customer needs a name."), hint=N_("A nickname is enough."))
    if card.pay_day not in PAY_DAYS:
        raise Invalid(N_("Choose one of the offered values."))
    if card.limit is not None:
        money.within_limit(card.limit)
    if card.tab is not None and (card.tab == own or _row(desk, card.tab).tab is not None or _names(desk, own)):
        raise Conflict(N_("A household's book cannot hang on another."), hint=N_("Choose the head of the household."))
    if texts["member"]:
        rows = desk.session.exec(select(models.Customer.id).where(models.Customer.member == texts["member"])).all()
        if any(found != own for found in rows):
            raise Conflict(N_("This member number is taken."), hint=N_("Choose another number."))
    return replace(card, name=name, address=thaitext.printable(card.address).strip()[:300], **texts)
