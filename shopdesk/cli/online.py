"""Orders of buyers far away on the command line.

`orders list`, `pack` and `cancel` are declared with the shop's own orders in `orders.py`; they come here by the number.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.cli.columns import row
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from shopdesk.core.parcel_papers import HandoverList
    from shopdesk.db import models
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.online.board import Card, Whole
    from shopdesk.shop.online.leaving import Leaving

Number = Annotated[str, Argument(metavar="NUMBER", help=N_("Number of the order at the platform"))]
Account = Annotated[str, Option("--account", metavar="NAME", help=N_("Where several platforms have this number"))]
Codes = Annotated[list[str], Argument(metavar="CODE[*QTY]...", help=N_("Barcode, short number or name, and how much"))]
WAITING = ("attention", "promised", "unpaid", "new", "packing", "ready", "problem")
PAST = ("shipped", "delivered", "completed", "cancelled", "returned")


def account_id(desk: "Desk", name: str, *, put_away: bool = False) -> int:
    """The id of the account a person named, `put_away` also one that is used no more; 0 where none was."""
    from shopdesk.shop import accounts

    return accounts.named(desk, name, put_away=put_away).id or 0 if name else 0


def find(desk: "Desk", number: str, account: str = "") -> int:
    """The online order of a number. Raises NotFound, Conflict where several accounts have it."""
    from shopdesk.shop.online import board

    return board.by_number(desk, number, account_id(desk, account, put_away=True))


def known(desk: "Desk", number: str, account: str = "") -> int | None:
    """As `find`, None where no platform has the number."""
    try:
        return find(desk, number, account)
    except NotFound:
        return None


def cards(desk: "Desk", *, past: bool, account: str = "") -> "list[Card]":
    """The orders of the board, or those that are over."""
    from shopdesk.shop.online import board

    return board.cards(desk, PAST if past else WAITING, account_id(desk, account, put_away=past))


def told(one: "Card") -> dict[str, Any]:
    """An order as JSON."""
    from shopdesk.cli.channels import instant
    from shopdesk.core import money

    wait = one.leaving.wait.isoformat() if one.leaving.wait else None
    return {
        "number": one.number, "account": one.account_name, "channel": one.channel, "state": one.state,
        "name": one.buyer, "total": money.plain(one.total), "estimated": one.estimated, "cod": one.cod,
        "placed": instant(one.placed_at),
        "deadline": instant(one.deadline), "seen": instant(one.seen_at), "goods": [one.goods] if one.goods else [],
        "unknown": one.unknown, "wants": one.wants, "tracking": one.tracking, "note": one.note,
        "sent_by_platform": one.theirs, "leaves_by": instant(one.leaving.by), "wait_for": wait,
    }  # fmt: skip


def lines(one: "Card") -> tuple[str, ...]:
    """An order for people."""
    from shopdesk.core import money, orderstate

    head = row(f"{one.number} · {one.account_name} · {one.buyer}".rstrip(" ·"), orderstate.label(one.state))
    until = [f"  {words}" for words in _leaves(one.leaving)]
    asks = {"cancel": _("The buyer wants to cancel."), "return": _("The buyer wants to send it back.")}
    more = [f"  {asks[one.wants]}"] if one.wants in asks else []
    more += [f"  {_('{count} goods the shop does not know').format(count=one.unknown)}"] if one.unknown else []
    more += [f"  {_('The platform sends it')}"] if one.theirs else []
    parcel = [f"  {_('Parcel')} {one.tracking}"] if one.tracking else []
    total = row(f"  {_('Total, about') if one.estimated else _('Total')}", money.text(one.total))
    return (head, f"  {one.goods}", *until, *more, *parcel, total)


def _leaves(leaving: "Leaving") -> "Iterator[str]":
    """Until when it has to leave, by its platform or what the shop promised, and whether it should wait."""
    from shopdesk.base import clock
    from shopdesk.core import thaidate

    if leaving.by is not None:
        at = leaving.by
        # What the shop promised is a day.
        when = thaidate.day(clock.calendar_date(at)) if leaving.promised else thaidate.moment(at)
        yield _("Send by {when}").format(when=when)
    if leaving.advice:
        yield f"! {leaving.advice}"


@command("orders show", N_("One order of a platform whole: goods, parcels, steps"))
def show(run: Run, number: Number, account: Account = "") -> Answer:
    """The lines have numbers, for orders match."""
    with run.looking() as desk:
        return whole(desk, find(desk, number, account))


def whole(desk: "Desk", order: int) -> Answer:
    """An order with its lines, parcels and steps."""
    from shopdesk.shop.online import board, returning

    return _whole(board.one(desk, order), returning.taken(desk, order))


def _whole(whole: "Whole", back: int) -> Answer:
    from shopdesk.cli.channels import instant
    from shopdesk.core import money, orderstate, quantity, thaidate
    from shopdesk.shop.online import contents

    goods = [
        {"line": line.position, "sku": line.sku, "name": line.name, "quantity": quantity.plain(line.qty),
         "cancelled": quantity.plain(line.cancelled), "packed": quantity.plain(line.packed),
         "price": money.plain(line.price), "known": line.sale_unit is not None}
        for line in whole.lines
    ]  # fmt: skip
    parcels = [
        {"tracking": one.tracking, "carrier": one.carrier, "package": one.package, "label": bool(one.label),
         "holds": {at: quantity.plain(qty) for at, qty in contents.of(one, whole.lines).items()},
         "left": one.id in whole.left, "postage": money.plain(one.postage)}
        for one in whole.parcels
    ]  # fmt: skip
    steps = [{"at": instant(at), "state": state, "raw": raw} for at, state, raw in whole.steps]
    data = {
        **told(whole.card), "shipping": money.plain(whole.order.shipping), "packed": quantity.plain(whole.card.packed),
        "came_back": quantity.plain(back), "lines": goods, "parcels": parcels, "steps": steps,
    }  # fmt: skip
    each = [row(f"  {one['line']}. {one['name']} × {one['quantity']}", "" if one["known"] else "?") for one in goods]
    done = [row(f"  {orderstate.label(state)}", thaidate.moment(at)) for at, state, _raw in whole.steps]
    return Answer(data, (*lines(whole.card), *_facts(whole, back), *each, *done))


def _facts(whole: "Whole", back: int) -> "Iterator[str]":
    """What the buyer wrote and pays at the door, the shipping, what lies in the parcel, what came back."""
    from shopdesk.core import money, orderstate, quantity

    card, order = whole.card, whole.order
    if order.note:
        yield "  " + _("Note: {note}").format(note=order.note)
    if order.cod:
        yield "  " + _("Collect {amount} baht").format(amount=money.text(card.total))
    if order.shipping:
        yield row(f"  {_('Postage')}", money.text(order.shipping))
    if card.packed and card.state in orderstate.HOLDING:
        packed, wanted = quantity.plain(card.packed), quantity.plain(card.wanted)
        yield "  " + _("In the parcel: {packed} of {wanted}").format(packed=packed, wanted=wanted)
    if back:
        yield "  " + _("Came back to the shop: {count}").format(count=quantity.plain(back))


def changed(run: Run, number: str, account: str, deed: "Callable[[Desk, int], object]") -> Answer:
    """Do something with an online order and tell how it stands."""
    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.writing(actor) as desk:
            order = find(desk, number, account)
            deed(desk, order)
        with office.reading(actor) as desk:
            return whole(desk, order)


def pack(desk: "Desk", order: int, codes: "Sequence[str]", weight: int, *, part: bool = False) -> None:
    """Put goods into the parcel: all that is wanted without codes, else what was scanned; closed once all is in.

    A `part` of the order is closed with what lies in it, the rest follows in another parcel.
    """
    from shopdesk.shop.online import board, packing

    for code in codes:
        packing.scan_in(desk, order, code)
    if not codes:
        for line in board.one(desk, order).lines:
            packing.put_in(desk, line.id or 0, line.qty - line.cancelled)
    if part or all(line.packed >= line.qty - line.cancelled for line in board.one(desk, order).lines):
        _parts_allowed(desk, order, part=part)
        packing.packed(desk, order, weight, part=part)


def _parts_allowed(desk: "Desk", order: int, *, part: bool) -> None:
    """A platform that makes the parcels itself takes one of an order. Raises Conflict."""
    from shopdesk.cli import channels
    from shopdesk.shop import accounts
    from shopdesk.shop.online import board

    account = accounts.one(desk, board.one(desk, order).order.account)
    if part and not account.options.get("by_file") and channels.rules(account.channel).packs:
        raise Conflict(N_("This platform takes one parcel of an order."), hint=N_("Pack all of it, or cancel a part."))


def cancel(desk: "Desk", order: int, reason: str) -> None:
    """Cancel all of it; raises Invalid without a reason the platforms know."""
    from shopdesk.shop.online import packing

    if not reason:
        raise Invalid(N_("Say why it is cancelled."), hint=f"--reason {'|'.join(packing.REASONS)}")
    packing.cancel(desk, order, reason)


@command("orders ship", N_("A packed order of a platform left the shop"))
def ship(
    run: Run,
    number: Number,
    tracking: Annotated[str, Option("--tracking", metavar="NUMBER", help=N_("Number of the parcel"))] = "",
    carrier: Annotated[str, Option("--carrier", metavar="NAME", help=N_("Who carries it"))] = "",
    postage: Annotated[str, Option("--postage", metavar="AMOUNT", help=N_("What the shop paid the post"))] = "",
    account: Account = "",
) -> Answer:
    """Of several parcels the next one; with the last one it is sold, and the platform is told with the next round."""
    from shopdesk.core import money
    from shopdesk.shop.online import contents, packing

    paid = money.parse(postage) if postage else None

    def deed(desk: "Desk", order: int) -> None:
        left = contents.left(desk, order)
        here = [parcel for parcel in packing.parcels(desk, order) if parcel.id not in left]
        if not here:
            raise Conflict(N_("The order is not packed yet."), hint=N_("First: shopdesk orders pack NUMBER"))
        packing.handed_over(desk, here[0].id or 0, tracking, carrier, paid)

    return changed(run, number, account, deed)


@command("orders handover", N_("The list of parcels for the carrier to sign"))
def handover(
    run: Run,
    carrier: Annotated[str, Option("--carrier", metavar="NAME", help=N_("Who carries them"))] = "",
    out: Annotated[Path | None, Option("--out", metavar="FILE", help=N_("A .png, .pdf or .escpos file"))] = None,
    done: Annotated[bool, Option("--done", help=N_("They were handed over now"))] = False,
    account: Annotated[str, Option("--account", metavar="NAME", help=N_("Only those of this account"))] = "",
) -> Answer:
    """All that are packed and here still. With --done each is sent and sold."""
    from shopdesk.base import files
    from shopdesk.cli import papers as drawing
    from shopdesk.shop.online import packing, papers

    if out is not None and out.suffix.lower() not in drawing.ENDINGS:
        raise Invalid(N_("The file must end in .png, .pdf or .escpos."))
    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.reading(actor) as desk:
            parcels = papers.waiting(desk, account_id(desk, account))
            paper = papers.handover(desk, parcels, carrier)
        if out is not None:
            files.write_whole(out, drawing.drawn(paper, 80, out.suffix.lower()))
        for parcel in parcels if done else ():
            with office.writing(actor) as desk:
                packing.handed_over(desk, parcel, carrier=carrier)
    return _handed(paper, out, done=done)


def _handed(paper: "HandoverList", out: Path | None, *, done: bool) -> Answer:
    from shopdesk.core import money

    told = [
        {"tracking": one.tracking, "number": one.number, "to": one.receiver, "where": one.where,
         "collect": money.plain(one.cod or 0), "weight": one.weight}
        for one in paper.rows
    ]  # fmt: skip
    words = [row(f"{one.tracking or one.number} · {one.receiver}", money.text(one.cod or 0)) for one in paper.rows]
    words.append(row(_("Parcels"), str(len(told))))
    data = {"carrier": paper.carrier, "parcels": told, "handed_over": done, "file": str(out) if out else ""}
    return Answer(data, tuple(words))


@command("orders reserve", N_("Keep goods for an order that only the phone shows"))
def reserve(
    run: Run,
    number: Number,
    codes: Codes,
    account: Annotated[str, Option("--account", metavar="NAME", help=N_("Whose order it is"))],
) -> Answer:
    """When the order comes it becomes this one."""
    from shopdesk.cli.selling import line
    from shopdesk.shop.online import intake
    from shopdesk.shop.orders import Wanted

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.writing(actor) as desk:
            wanted = [Wanted(one.sale_unit or 0, one.qty) for one in (line(desk, typed) for typed in codes)]
            order = intake.promise(desk, account_id(desk, account), number, wanted)
        with office.reading(actor) as desk:
            return whole(desk, order)


@command("orders let-go", N_("An order of the phone never came: its goods are free again"))
def let_go(run: Run, number: Number, account: Account = "") -> Answer:
    """Refused for an order that came."""
    from shopdesk.shop.online import intake

    return changed(run, number, account, intake.let_go)


@command("orders answer", N_("Answer a buyer who wants to cancel or to send back"))
def answer(
    run: Run,
    number: Number,
    say: Annotated[Literal["yes", "no"], Option("--say", help=N_("Agree, or not"))],
    account: Account = "",
) -> Answer:
    """The platform hears it with the next round."""
    from shopdesk.shop.online import packing

    return changed(run, number, account, lambda desk, order: packing.answer(desk, order, agree=say == "yes"))


@command("orders came-back", N_("A sent order came back to the shop"))
def came_back(
    run: Run,
    number: Number,
    spoiled: Annotated[bool, Option("--spoiled", help=N_("Its goods can no longer be sold"))] = False,
    only: Annotated[
        list[str] | None, Option("--only", metavar="LINE[=COUNT]", help=N_("Only these came, see orders show"))
    ] = None,
    account: Account = "",
) -> Answer:
    """Its sale is taken back; the goods lie in the shop again, or are written off. Money alone is only written down."""
    from shopdesk.shop.online import holding, returning

    def deed(desk: "Desk", order: int) -> None:
        came = dict(_came(holding.lines_of(desk, order), typed) for typed in only) if only else None
        returning.came_back(desk, order, whole=not spoiled, came=came)

    return changed(run, number, account, deed)


def _came(lines: "Sequence[models.OnlineLine]", typed: str) -> tuple[int, int]:
    from shopdesk.core import quantity

    position, _equals, count = typed.partition("=")
    line = _line(lines, int(position) if position.isdecimal() else 0)
    own = next(one for one in lines if one.id == line)
    return line, quantity.parse(count) if count else own.qty - own.cancelled


@command("orders match", N_("Say which goods of the shop a line of an order is"))
def match(
    run: Run,
    number: Number,
    position: Annotated[int, Argument(metavar="LINE", help=N_("Number of the line, see orders show"))],
    code: Annotated[str, Argument(metavar="CODE", help=N_("Barcode, short number or name"))],
    account: Account = "",
) -> Answer:
    """They are kept for the buyer from then on."""
    from shopdesk.cli import finding
    from shopdesk.shop.online import holding, intake

    def deed(desk: "Desk", order: int) -> None:
        line = _line(holding.lines_of(desk, order), position)
        intake.match(desk, line, finding.goods(desk, code)[1].sale_unit)

    return changed(run, number, account, deed)


def _line(known_lines: "Sequence[models.OnlineLine]", position: int) -> int:
    found = next((line.id for line in known_lines if line.position == position), None)
    if found is None:
        raise NotFound(N_("There is no such order line."))
    return found
