"""The print queue: selling never waits for paper. A job is done when all its bytes were handed over.

What a cut caught while sending is offered again and never printed by itself: half of it may lie in the tray already.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import col, select

from shopdesk.base.errors import NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.core.cart import Cart
from shopdesk.core.documents import DayReport, Receipt
from shopdesk.core.market_papers import TickSheet
from shopdesk.core.parcel_papers import AddressLabels, HandoverList, PackingSlip
from shopdesk.core.producer_papers import PayoutRun, PayoutSlip
from shopdesk.core.shopping_paper import ShoppingList
from shopdesk.core.slips import HoldSlip, PaymentSlip
from shopdesk.core.tickets import Ticket, TicketRoll
from shopdesk.db import models
from shopdesk.shop import bookpapers, documents, market, reports, shopping, statements
from shopdesk.shop.desk import Desk, record
from shopdesk.shop.online import papers
from shopdesk.shop.rights import Right, allowed, use_case

# Papers that say what was sold.
TOTALS = ("report", "so_far")
# Papers that say what somebody is paid.
PAYOUTS = ("payouts",)

Paper = (
    Receipt
    | DayReport
    | PaymentSlip
    | HoldSlip
    | TickSheet
    | ShoppingList
    | PayoutSlip
    | PayoutRun
    | TicketRoll
    | AddressLabels
    | PackingSlip
    | HandoverList
    | bookpapers.Paper
)


@dataclass(frozen=True, slots=True)
class Job:
    """A paper in the queue. `state`: waiting, sending, done, failed, dropped; `why` says what went wrong."""

    id: int
    kind: str
    title: str
    state: str
    why: str
    sale: int | None


@use_case(Right.LOOK)
def queue_receipt(desk: Desk, sale: int) -> int:
    """Put the receipt of a bill into the queue; answers the job. Raises NotFound."""
    bill = desk.session.get(models.Sale, sale)
    if bill is None:
        raise NotFound(N_("That bill is not there."))
    return _queue(desk, "receipt", bill.number, {}, sale)


@use_case(Right.CLOSE_DAY)
def queue_report(desk: Desk, number: str) -> int:
    """Put the paper of a closing into the queue, the slip of the count where this person may not see the totals;
    answers the job."""
    # Who stands in for a moment is gone when the paper comes out.
    kind = "report" if Right.SEE_TOTALS in desk.actor.rights else "count"
    return _queue(desk, kind, number, {"number": number})


@use_case(Right.SELL)
def queue_payment_code(desk: Desk, payload: str) -> int:
    """Put a PromptPay QR into the queue; answers the job."""
    return _queue(desk, "payment_code", "PromptPay", {"payload": payload})


@use_case(Right.SEE_TOTALS)
def queue_so_far(desk: Desk) -> int:
    """Put the report of the open day so far (X) into the queue; answers the job."""
    return _queue(desk, "so_far", "X", {})


@use_case(Right.SELL)
def queue_hold_slip(desk: Desk, cart: Cart, label: str) -> int:
    """Put the slip of a bill that is put aside into the queue; answers the job."""
    return _queue(desk, "hold", label, {"label": label, "cart": cart.to_data()})


@use_case(Right.STOCK)
def queue_tick_sheet(desk: Desk, trip: int) -> int:
    """Put the tick sheet of a market trip into the queue; answers the job. Raises NotFound."""
    return _queue(desk, "tick_sheet", market.tick_sheet(desk, trip).name, {"trip": trip})


@use_case(Right.LOOK)
def queue_shopping(desk: Desk) -> int:
    """Put the shopping list into the queue; answers the job."""
    return _queue(desk, "shopping", _("To buy"), {})


@use_case(Right.PAYOUT)
def queue_payouts(desk: Desk, numbers: Sequence[str]) -> int:
    """Put the slips of some payouts into the queue as one paper; answers the job. Raises NotFound, Invalid."""
    return _queue(desk, "payouts", statements.slips(desk, numbers).number, {"numbers": list(numbers)})


@use_case(Right.CREDIT)
def queue_statement(desk: Desk, customer: int) -> int:
    """Put the statement of a customer's book into the queue; answers the job. No name is written into the queue."""
    return _queue(desk, "statement", _("Statement"), {"customer": customer})


@use_case(Right.CREDIT)
def queue_repayment(desk: Desk, entry: int) -> int:
    """Put the receipt of a payment into a book into the queue; answers the job."""
    return _queue(desk, "repayment", bookpapers.number_of(entry), {"entry": entry})


@use_case(Right.CREDIT)
def queue_reminders(desk: Desk) -> int:
    """Put the list of who owes into the queue; answers the job."""
    return _queue(desk, "reminders", _("Who owes"), {})


@use_case(Right.LOOK)
def queue_labels(desk: Desk, tickets: Sequence[Ticket]) -> int:
    """Put labels into the queue of the roll printer; answers the job."""
    return _queue(desk, "labels", _("Labels"), {"tickets": [asdict(one) for one in tickets]})


@use_case(Right.PACK)
def queue_address_labels(desk: Desk, orders: Sequence[int], parcel: int = 0) -> int:
    """Put the address labels of online orders, or of one `parcel`, into the queue of the roll printer; answers the job.
    No name and no address is written into the queue. Raises NotFound, Invalid."""
    papers.labels(desk, orders, parcel)
    return _queue(desk, "address_labels", _("Address labels"), {"orders": list(orders), "parcel": parcel})


@use_case(Right.PACK)
def queue_packing_slip(desk: Desk, order: int) -> int:
    """Put the packing slip of an online order into the queue; answers the job. Raises NotFound."""
    return _queue(desk, "packing_slip", papers.packing_slip(desk, order).number, {"order": order})


@use_case(Right.PACK)
def queue_handover(desk: Desk, parcels: Sequence[int], carrier: str = "") -> int:
    """Put the list of parcels for a carrier into the queue; answers the job. Raises NotFound, Invalid for none."""
    papers.handover(desk, parcels, carrier)
    return _queue(desk, "handover", _("Handover of parcels"), {"parcels": list(parcels), "carrier": carrier})


def _queue(desk: Desk, kind: str, title: str, document: dict[str, Any], sale: int | None = None) -> int:
    row = models.PrintJob(till=desk.till.id, kind=kind, title=title, sale=sale, document=document, made=desk.now)
    desk.session.add(row)
    desk.session.flush()
    return row.id or 0


@use_case(Right.LOOK)
def waiting(desk: Desk) -> list[Job]:
    """What is not on paper yet, the oldest first: waiting, failed, and what a cut caught while sending.

    Papers with totals or payouts wait for somebody who may see them.
    """
    barred = [*(() if allowed(desk, Right.SEE_TOTALS) else TOTALS), *(() if allowed(desk, Right.PAYOUT) else PAYOUTS)]
    rows = desk.session.exec(
        select(models.PrintJob)
        .where(models.PrintJob.till == desk.till.id, col(models.PrintJob.state).in_(("waiting", "sending", "failed")))
        .where(col(models.PrintJob.kind).not_in(barred))
        .order_by(col(models.PrintJob.id))
    ).all()
    return [Job(row.id or 0, row.kind, row.title, row.state, row.why, row.sale) for row in rows]


@use_case(Right.LOOK)
def begin(desk: Desk, job: int) -> Paper | None:
    """Mark a job as being sent and answer its paper as it is now; None where it is out or was dropped meanwhile.

    Raises NotFound.
    """
    row = _job(desk, job)
    if row.state in ("done", "dropped"):
        return None
    row.state, row.why = "sending", ""
    desk.session.add(row)
    return _paper(desk, row)


def _paper(desk: Desk, row: models.PrintJob) -> Paper:
    """What a job puts on paper, as it is now. Raises NotFound for an X report after the day was closed, NotAllowed for
    totals this person may not see."""
    match row.kind, row.document:
        case "report", {"number": number}:
            return reports.z_report(desk, number, copy=_printed(desk, row))
        case "count", {"number": number}:
            return reports.count_slip(desk, number, copy=_printed(desk, row))
        case "so_far", _:
            report = reports.x_report(desk)
            if report is None:
                raise NotFound(N_("The day is not open."))
            return report
        case "payouts", {"numbers": numbers}:
            run = statements.slips(desk, numbers)
            return run if len(run.slips) > 1 else run.slips[0]
        case (("statement" | "repayment" | "reminders"), document):
            return bookpapers.paper(desk, row.kind, document, copy=_printed(desk, row))
        case _:
            return _small(desk, row)


def _small(desk: Desk, row: models.PrintJob) -> Paper:
    match row.kind, row.document:
        case "hold", {"cart": cart, "label": label}:
            return documents.hold_slip(desk, Cart.from_data(cart), label)
        case "tick_sheet", {"trip": trip}:
            return market.tick_sheet(desk, trip)
        case "shopping", _:
            return shopping.paper(desk)
        case "address_labels", {"orders": orders}:
            return papers.labels(desk, orders, int(row.document.get("parcel", 0)))
        case "packing_slip", {"order": order}:
            return papers.packing_slip(desk, order)
        case "handover", {"parcels": parcels, "carrier": carrier}:
            return papers.handover(desk, parcels, carrier)
        case "labels", {"tickets": tickets}:
            return TicketRoll(tuple(Ticket(**{**one, "notes": tuple(one["notes"])}) for one in tickets))
        case "payment_code", {"payload": payload}:
            return documents.payment_slip(desk, payload)
        case _:
            return documents.receipt(desk, row.sale or 0)


def _printed(desk: Desk, row: models.PrintJob) -> bool:
    """Whether the paper of a closing was printed before; the next one is a copy."""
    before = select(models.PrintJob.id).where(
        models.PrintJob.title == row.title, models.PrintJob.kind == row.kind, models.PrintJob.state == "done"
    )
    return desk.session.exec(before.limit(1)).first() is not None


@use_case(Right.LOOK)
def done(desk: Desk, job: int) -> None:
    """All bytes were handed over: the bill has its paper, the next one is a copy."""
    row = _job(desk, job)
    if row.state == "done":
        return
    row.state, row.why = "done", ""
    desk.session.add(row)
    if row.sale is not None:
        prints = desk.session.get_one(models.SaleState, row.sale).prints
        record(desk, "print_event", sale=row.sale, copy_number=prints)


@use_case(Right.LOOK)
def failed(desk: Desk, job: int, why: str) -> None:
    """The printer refused; the job stays and can be tried again."""
    row = _job(desk, job)
    row.state, row.why = "failed", why[:200]
    desk.session.add(row)


@use_case(Right.LOOK)
def drop(desk: Desk, job: int) -> None:
    """Nobody wants this paper any more."""
    row = _job(desk, job)
    row.state = "dropped"
    desk.session.add(row)


def _job(desk: Desk, job: int) -> models.PrintJob:
    row = desk.session.get(models.PrintJob, job)
    if row is None:
        raise NotFound(N_("That paper is no longer in the queue."))
    return row
