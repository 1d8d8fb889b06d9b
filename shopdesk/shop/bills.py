"""Bills that are not paid yet: the open one, which survives a cut, and those put aside."""

from dataclasses import dataclass

from sqlmodel import col, select

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import pricing, thaitext
from shopdesk.core.cart import Cart
from shopdesk.db import models
from shopdesk.shop import selling
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.rights import Right, use_case

MOST_HELD = 100
LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Held:
    """A bill put aside: who or what it is for, how many lines, what it comes to in satang."""

    uid: str
    label: str
    lines: int
    total: int
    minutes_ago: int


@use_case(Right.SELL)
def keep_open(desk: Desk, cart: Cart) -> None:
    """Put the open bill of this till on disk; an empty one clears it. A bill that was paid meanwhile is left alone.

    One that cannot be read makes room but is kept, and the journal says so.
    """
    others = (models.Bill.till == desk.till.id, models.Bill.state == "open", models.Bill.uid != cart.uid)
    for other in desk.session.exec(select(models.Bill).where(*others)).all():
        if _readable(other) is None:
            other.state = "torn"
            desk.session.add(other)
            record(desk, "event", kind="bill.torn", subject=other.uid)
        else:
            desk.session.delete(other)
    row = desk.session.get(models.Bill, cart.uid)
    if not cart.lines:
        if row is not None:
            desk.session.delete(row)
        return
    if _paid(desk, cart.uid):
        return
    if row is None:
        row = models.Bill(uid=cart.uid, till=desk.till.id, state="open", cart={}, changed=desk.now)
    row.cart, row.changed, row.state = cart.to_data(), desk.now, "open"
    desk.session.add(row)


@use_case(Right.SELL)
def open_bill(desk: Desk) -> Cart | None:
    """The bill that was open when the program ended; None where there was none, it was paid or cannot be read."""
    row = desk.session.exec(
        select(models.Bill)
        .where(models.Bill.till == desk.till.id, models.Bill.state == "open")
        .order_by(col(models.Bill.changed).desc())
    ).first()
    return None if row is None or _paid(desk, row.uid) else _readable(row)


@use_case(Right.SELL)
def torn(desk: Desk) -> bool:
    """Whether the bill that was open when the program ended cannot be read. `keep_open` puts it aside."""
    rows = desk.session.exec(
        select(models.Bill).where(models.Bill.till == desk.till.id, models.Bill.state == "open")
    ).all()
    return any(_readable(row) is None for row in rows)


def _readable(row: models.Bill) -> Cart | None:
    try:
        return Cart.from_data(row.cart)
    except Invalid:
        return None


@use_case(Right.SELL)
def hold(desk: Desk, cart: Cart, label: str = "", *, split: bool = False) -> None:
    """Put a bill aside under a label; raises Conflict where it was paid, is empty, or a hundred lie there already.

    What was split off a bill while it is paid always finds a place: it would be lost, or the money refused.
    """
    if not cart.lines:
        raise Conflict(N_("The bill is empty."), hint=N_("Scan something first."))
    if _paid(desk, cart.uid):
        raise Conflict(N_("This bill was paid already."))
    if not split and len(held(desk)) >= MOST_HELD:
        raise Conflict(N_("Too many bills are put aside."), hint=N_("Go on with one or throw it away first."))
    row = desk.session.get(models.Bill, cart.uid) or models.Bill(
        uid=cart.uid, till=desk.till.id, state="held", cart={}, changed=desk.now
    )
    row.cart, row.changed, row.state = cart.to_data(), desk.now, "held"
    row.label = thaitext.printable(label).strip()[:LONGEST_LABEL]
    desk.session.add(row)


@use_case(Right.SELL)
def held(desk: Desk) -> list[Held]:
    """The bills put aside, the latest first, but for those that cannot be read."""
    rows = desk.session.exec(
        select(models.Bill).where(models.Bill.state == "held").order_by(col(models.Bill.changed).desc())
    ).all()
    found, rules = [], selling.policy(desk)
    for row in rows:
        cart = _readable(row)
        if cart is not None:
            minutes = max(int((desk.now - row.changed).total_seconds() // 60), 0)
            found.append(Held(row.uid, row.label, len(cart.lines), pricing.totals(cart, rules).total, minutes))
    return found


@use_case(Right.SELL)
def lying(desk: Desk, uid: str) -> tuple[Cart, str]:
    """A bill put aside and its label, for its slip; it stays where it is. Raises NotFound."""
    row = desk.session.get(models.Bill, uid)
    cart = _readable(row) if row is not None and row.state == "held" else None
    if row is None or cart is None:
        raise NotFound(N_("That bill is no longer put aside."))
    return cart, row.label


@use_case(Right.SELL)
def recall(desk: Desk, uid: str) -> Cart:
    """Take up a bill put aside; it is the open one now. Raises NotFound where another till took it."""
    row = desk.session.get(models.Bill, uid)
    if row is None or row.state != "held" or _paid(desk, uid):
        raise NotFound(N_("That bill is no longer put aside."))
    row.state, row.till, row.changed = "open", desk.till.id, desk.now
    desk.session.add(row)
    return Cart.from_data(row.cart)


@use_case(Right.SELL)
def drop(desk: Desk, uid: str) -> None:
    """Throw a bill away that was put aside; raises NotFound."""
    row = desk.session.get(models.Bill, uid)
    if row is None:
        raise NotFound(N_("That bill is no longer put aside."))
    desk.session.delete(row)


def _paid(desk: Desk, uid: str) -> bool:
    return desk.session.exec(select(models.Sale.id).where(models.Sale.bill == uid)).first() is not None
