"""A person's own data (PDPA sections 30 and 33): given out whole, or erased so that no backup brings it back.

Bills, sums and the chain of deeds stay; what said who it was goes. Words somebody typed into a fact, as the note of a
paid bill, belong to the chain and stay.
"""

import contextlib
import json
import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2 as driver
from sqlmodel import Session, col, select

from shopdesk.base import clock, machine
from shopdesk.base.errors import Conflict, DatabaseProblem, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, orderstate, thaitext
from shopdesk.db import engine, journal, media, models, quick, records
from shopdesk.shop import bookpapers, consents, credit, customers, orders, producers
from shopdesk.shop.desk import Desk, Office, record
from shopdesk.shop.rights import Right, use_case

_BILLS = (
    "SELECT s.number, j.at, s.total, s.note, l.name, l.qty, l.unit, l.net FROM sale s "
    "JOIN journal j ON j.id = s.journal LEFT JOIN sale_line l ON l.sale = s.id "
    "WHERE s.customer IN (SELECT value FROM json_each(:parties)) ORDER BY s.id, l.position"
)
_CARDS = (
    "WITH RECURSIVE card(id, party) AS (SELECT id, party FROM customer WHERE id = :id "
    "UNION SELECT c.id, c.party FROM customer c JOIN card ON c.merged_into = card.id) SELECT party FROM card"
)
_ERASED = "SELECT party_uid FROM erasure"
_SHOWN = (
    "SELECT photo FROM product UNION SELECT photo FROM producer UNION SELECT photo FROM expense "
    "UNION SELECT photo FROM receiving UNION SELECT photo FROM certificate UNION SELECT agreement FROM contract "
    "UNION SELECT photo FROM parcel UNION SELECT label FROM parcel "
    "UNION SELECT j.value FROM offer o, json_each(o.photos) j"
)
_log = logging.getLogger(__name__)
_LIST, _PHOTOS, _UNDONE = "erased", "erased_photos", "erasing"


@use_case(Right.CUSTOMERS)
def person(desk: Desk, customer: int) -> dict[str, Any]:
    """Everything the shop knows of a customer, as plain values; raises NotFound."""
    who = customers.one(desk, customer)
    parties = _parties(desk, customer)
    book = credit.lines(desk, who.book)
    return {
        "name": who.name, "nickname": who.nickname, "house": who.house, "phone": who.phone, "address": who.address,
        "member": who.member, "note": who.note, "limit": _baht(who.limit), "pay_day": who.pay_day,
        "balance": _baht(who.balance),
        "consents": customers.consents(desk, customer),
        "bills": _bills(desk, parties),
        "book": [
            {"at": line.at.isoformat(), "what": bookpapers.words(line), "amount": _baht(line.amount),
             "balance": _baht(line.balance), "due_on": line.due_on}
            for line in book
        ],
        "orders": [
            {"number": row.number, "fetch_on": row.fetch_on, "state": row.state, "note": row.note}
            for row in _orders(desk.session, parties)
        ],
    }  # fmt: skip


def _bills(desk: Desk, parties: Sequence[int]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    asked = {"parties": quick.numbers(parties)}
    for number, at, total, note, name, qty, unit, net in quick.rows(desk.session.connection(), _BILLS, asked):
        instant = clock.from_ms(at).isoformat()
        bill = found.setdefault(
            number, {"number": number, "at": instant, "total": _baht(total), "note": note, "lines": []}
        )
        if name is not None:
            bill["lines"].append({"name": name, "quantity": qty, "unit": unit, "amount": _baht(net)})
    return list(found.values())


def _baht(satang: int | None) -> str:
    return "" if satang is None else money.plain(satang)


def as_json(known: dict[str, Any]) -> bytes:
    """What is known of a person as JSON for another program."""
    return json.dumps(known, ensure_ascii=False, indent=1).encode()


def as_table(known: dict[str, Any]) -> list[Sequence[str]]:
    """The same as a table for a person to read, for exporting.write_csv: kind, date, what, amount in baht."""
    rows: list[Sequence[str]] = [(_("Part"), _("Date"), _("What"), _("Amount"))]
    rows += [("card", "", f"{key}: {value}", "") for key, value in known.items() if isinstance(value, str) and value]
    rows += [("consent", "", f"{purpose}: {given}", "") for purpose, given in known["consents"].items()]
    for bill in known["bills"]:
        rows.append(("bill", bill["at"], bill["number"], bill["total"]))
        rows += [("line", bill["at"], line["name"], line["amount"]) for line in bill["lines"]]
    rows += [("book", line["at"], line["what"], line["amount"]) for line in known["book"]]
    return rows


@use_case(Right.ERASE)
def erase(desk: Desk, customer: int) -> None:
    """Empty everything that says who a customer was, cards that were made one with theirs as well.

    Raises NotFound, Conflict where money is open or others write in this book.
    """
    who = customers.one(desk, customer)
    if credit.balance(desk, who.party):
        raise Conflict(N_("Money is still owed in this book."), hint=N_("Settle it first."))
    others = desk.session.exec(select(models.Customer.id).where(models.Customer.tab == customer)).first()
    if others is not None:
        raise Conflict(N_("Others write in this book."), hint=N_("Give them a book of their own first."))
    parties = _parties(desk, customer)
    names = [who.name, who.nickname]
    _empty_work(desk.session, parties, names)
    for party in parties:
        row = desk.session.get_one(models.Party, party)
        record(desk, "erasure", party_uid=row.uid)
        _empty(desk.session, desk.entry, row, desk.now)


@use_case(Right.ERASE)
def erase_producer(desk: Desk, producer: int) -> tuple[str, ...]:
    """Empty everything that says who a producer was, their PromptPay number too; answers names of pictures.

    Signed agreements and slips of payouts are papers of the books and stay. The photo and the signatures of a consent
    go with `finish`. Raises NotFound, Conflict where money is open or goods lie here.
    """
    who = producers.one(desk, producer)
    producers.no_open_ends(desk, who)
    pictures = tuple(filter(None, (who.photo, *consents.papers(desk, producer))))
    row = desk.session.get_one(models.Party, who.party)
    _empty_work(desk.session, [who.party], [who.name])
    record(desk, "erasure", party_uid=row.uid)
    _empty(desk.session, desk.entry, row, desk.now)
    return pictures


@use_case(Right.ERASE)
def erase_order(desk: Desk, order: int) -> None:
    """Empty name, telephone and note of an order by somebody without a card.

    Raises NotFound, Conflict while it waits, for one of a customer, and where it was done already.
    """
    row = desk.session.get(models.ManualOrder, order)
    if row is None:
        raise NotFound(N_("There is no such order."))
    if row.state in orders.OPEN:
        raise Conflict(N_("This order still waits."), hint=N_("Sell it or cancel it first."))
    if row.customer is not None:
        raise Conflict(N_("This order is on a customer's card."), hint=N_("Erase the customer there."))
    if not row.name:
        raise Conflict(N_("It was done already."))
    _empty_work(desk.session, [], [row.name])
    record(desk, "erasure", party_uid=row.uid)
    _empty_order(desk.session, desk.entry, row)


@use_case(Right.ERASE)
def erase_buyer(desk: Desk, order: int) -> tuple[str, ...]:
    """Empty who bought an online order; its platform may tell the name again, it is not written down any more.

    Answers names of pictures and labels, which go with `finish`. Raises NotFound, Conflict while the order is open and
    where it was done already.
    """
    row = desk.session.get(models.OnlineOrder, order)
    if row is None:
        raise NotFound(N_("There is no such order."))
    if row.state in orderstate.HOLDING:
        raise Conflict(N_("This order still waits."), hint=N_("Send it or cancel it first."))
    if row.more.get(orderstate.ERASED):
        raise Conflict(N_("It was done already."))
    _empty_work(desk.session, [], [row.buyer])
    record(desk, "erasure", party_uid=row.uid)
    return _empty_buyer(desk.session, desk.entry, row)


def _parties(desk: Desk, customer: int) -> list[int]:
    return [row[0] for row in quick.rows(desk.session.connection(), _CARDS, {"id": customer})]


def _orders(session: Session, parties: Sequence[int]) -> Sequence[models.ManualOrder]:
    return session.exec(select(models.ManualOrder).where(col(models.ManualOrder.customer).in_(parties))).all()


def _empty(session: Session, entry: journal.Entry, party: models.Party, now: datetime) -> None:
    """The words of one person, wherever a record holds them."""
    records.change(session, entry, party, name=_("Erased"), phone="", address="")
    for card in session.exec(select(models.Customer).where(models.Customer.party == party.id)).all():
        records.change(
            session, entry, card, nickname="", house="", member="", note="", search_key="", group=None, tab=None,
            credit_limit=None, pay_day="", archived_at=card.archived_at or now,
        )  # fmt: skip
    for owner in session.exec(select(models.Producer).where(models.Producer.party == party.id)).all():
        records.change(
            session, entry, owner, promptpay="", village="", photo="", code="", archived_at=owner.archived_at or now
        )
    assert party.id is not None
    for order in _orders(session, [party.id]):
        _empty_order(session, entry, order)


def _empty_order(session: Session, entry: journal.Entry, order: models.ManualOrder) -> None:
    records.change(session, entry, order, name="", phone="", note="")


def _kept(order: models.OnlineOrder) -> dict[str, str]:
    """What says nothing of the buyer, and what the order does not come to be sold or taken from the shelf by."""
    notes = (orderstate.EARLIER, orderstate.AWAY, orderstate.THEIRS)
    return {orderstate.ERASED: "yes", **{word: order.more[word] for word in notes if word in order.more}}


def _empty_buyer(session: Session, entry: journal.Entry, order: models.OnlineOrder) -> tuple[str, ...]:
    """The words of the buyer; answers the papers with the address and the pictures of the parcels."""
    records.change(session, entry, order, buyer="", phone="", address={}, note="", more=_kept(order))
    papers: list[str] = []
    for parcel in session.exec(select(models.Parcel).where(models.Parcel.online_order == order.id)).all():
        papers += filter(None, (parcel.label, parcel.photo))
        records.change(session, entry, parcel, label="", photo="")
    return tuple(papers)


def _empty_work(session: Session, parties: Sequence[int], names: Sequence[str]) -> None:
    """Bills that wait, papers of the queue, leftovers of an import, replies that were held: work, not facts."""
    keys = [name for name in names if name]
    for bill in session.exec(select(models.Bill)).all():
        own = bill.cart.get("customer") in parties
        if own:
            bill.cart = {**bill.cart, "customer": None, "note": ""}
        if own or _names(keys, bill.label):
            bill.label = ""
        session.add(bill)
    for job in session.exec(select(models.PrintJob)).all():
        if _names(keys, json.dumps(job.document, ensure_ascii=False)):
            job.document, job.state = {"title": ""}, "dropped"
            session.add(job)
    for row in session.exec(select(models.ImportRow)).all():
        if _names(keys, json.dumps(row.goods, ensure_ascii=False)):
            session.delete(row)
    for reply in session.exec(select(models.HeldReply)).all():
        if _names(keys, reply.body):
            session.delete(reply)


def _names(keys: Sequence[str], text: str) -> bool:
    folded = thaitext.fold(text)
    return any(thaitext.fold(key) in folded for key in keys)


# So that it stays so


def finish(office: Office, *photos: str) -> bool:
    """After an erasure was stored: nothing of it is left between the pages of the file, and this machine remembers it.

    `photos` are names of pictures of the erased. False where the file is in use: `tidy` does it again.
    """
    known = set(_strings(office.data_dir, _PHOTOS)) | set(filter(None, photos))
    machine.write(office.data_dir, **{_UNDONE: True, _PHOTOS: sorted(known) or None})
    remember(office.data_dir, erased(office.engine))
    try:
        _drop_photos(office)
        scrub(office.engine)
    except DatabaseProblem as problem:
        _log.warning("what was erased still stands between the pages: %s", problem)
        return False
    machine.write(office.data_dir, **{_UNDONE: None})
    return True


def tidy(office: Office) -> None:
    """In a quiet moment: what could not be finished when somebody was erased, or what a restore brought back."""
    here = set(erased(office.engine))
    lost = not here.issubset(remembered(office.data_dir))
    if lost or machine.read(office.data_dir).get(_UNDONE) or _photos_back(office):
        finish(office)


def _photos_back(office: Office) -> bool:
    names = _strings(office.data_dir, _PHOTOS)
    return bool(names) and media.holds(office.data_dir, names)


def _drop_photos(office: Office) -> None:
    """Pictures of the erased go, unless something else shows the same one."""
    names = _strings(office.data_dir, _PHOTOS)
    if names:
        with office.engine.connect() as connection:
            shown = {row[0] for row in quick.rows(connection, _SHOWN, {})}
        media.drop(office.data_dir, [name for name in names if name not in shown])


def erased(opened: Engine) -> list[str]:
    """Who was erased in a shop file, by uid; none where it cannot be read."""
    with contextlib.suppress(DatabaseError, DatabaseProblem), opened.connect() as connection:
        return [row[0] for row in quick.rows(connection, _ERASED, {})]
    return []


def remember(data_dir: Path, uids: Iterable[str]) -> None:
    """Keep who was erased beside the shop, for the day when only an old backup is left."""
    known = set(remembered(data_dir))
    if not known.issuperset(uids):
        machine.write(data_dir, **{_LIST: sorted(known | set(uids))})


def remembered(data_dir: Path) -> list[str]:
    """Who this machine remembers as erased."""
    return _strings(data_dir, _LIST)


def _strings(data_dir: Path, name: str) -> list[str]:
    found = machine.read(data_dir).get(name)
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def again(session: Session, entry: journal.Entry, uids: Iterable[str], now: datetime) -> bool:
    """Erase in a restored file whoever was erased since it was made; answers whether anybody was."""
    done = {row[0] for row in quick.rows(session.connection(), _ERASED, {})}
    anybody = False
    for uid in uids:
        if uid not in done and _emptied_again(session, entry, uid, now):
            journal.add(entry, session.connection(), "erasure", {"party_uid": uid})
            anybody = True
    return anybody


def _emptied_again(session: Session, entry: journal.Entry, uid: str, now: datetime) -> bool:
    """Whether somebody of this uid, or an order by somebody without a card, was there to be emptied."""
    party = session.exec(select(models.Party).where(models.Party.uid == uid)).first()
    if party is not None:
        assert party.id is not None
        card = session.exec(select(models.Customer).where(models.Customer.party == party.id)).first()
        _empty_work(session, [party.id], [party.name, card.nickname if card else ""])
        _empty(session, entry, party, now)
        return True
    order = session.exec(select(models.ManualOrder).where(models.ManualOrder.uid == uid)).first()
    if order is not None:
        _empty_work(session, [], [order.name])
        _empty_order(session, entry, order)
        return True
    bought = session.exec(select(models.OnlineOrder).where(models.OnlineOrder.uid == uid)).first()
    if bought is not None:
        _empty_work(session, [], [bought.buyer])
        _empty_buyer(session, entry, bought)
    return bought is not None


def scrub(opened: Engine) -> None:
    """Write the file anew without what was left between its pages, and empty its log; raises DatabaseProblem."""
    raw = opened.raw_connection()
    try:
        assert raw.driver_connection is not None
        raw.driver_connection.execute("PRAGMA secure_delete = ON")
        raw.driver_connection.execute("VACUUM")
    except driver.Error as error:
        raise engine.known(error) or error from error
    finally:
        raw.close()
    engine.checkpoint(opened, truncate=True)
