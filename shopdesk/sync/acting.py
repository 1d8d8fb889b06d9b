"""What may happen only once at a channel: a listing made, an order packed, sent, cancelled, a buyer answered.

`act` looks at the platform first, does what is still to be done there, and answers what is to be stored.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import cast

from shopdesk.base.errors import DatabaseProblem
from shopdesk.base.i18n import N_
from shopdesk.core import orderstate, quantity
from shopdesk.db import models, outbox
from shopdesk.shop import channels, listings, photo_limits, photos, settings
from shopdesk.shop.channels import Draft, Rejected, RemoteLine, RemoteListing, RemoteOrder, Retry
from shopdesk.shop.desk import Desk
from shopdesk.shop.online import contents, elsewhere, holding, intake, labelling, packages, packing
from shopdesk.sync.pulling import Visit

Store = Callable[[Desk], None]
PACKED = ("ready", "shipped", "delivered", "completed")
GONE = ("shipped", "delivered", "completed")
PAUSED = "paused"
# What an order says of itself where its platform made more than one package of it.
SEVERAL = "packages"


class NotYet(Retry):
    """It waits for something of its own, not for the platform to answer better."""


@dataclass(frozen=True, slots=True)
class _Order:
    """An order as the shop has it, with what the deed needs beside it: of its lines those that are packed here, of its
    parcels those that `left`."""

    row: models.OnlineOrder
    lines: Sequence[models.OnlineLine]
    parcels: Sequence[models.Parcel]
    left: Set[int]


def act(visit: Visit, entry: outbox.Entry) -> Store:
    """Say this one thing; answers what is stored with its being done. Raises ChannelProblem, ShopError."""
    deeds: dict[str, Callable[[Visit, int], Store]] = {
        "listing": _listing,
        "pack": _pack,
        "ship": _ship,
        "label": _label,
        "cancel": _cancel,
        "answer": _answer,
    }
    return deeds[entry.kind](visit, entry.key)


def refused(desk: Desk, entry: outbox.Entry, why: str) -> None:
    """The platform refuses a listing: shown beside the page that mends it."""
    listings.refused_there(desk, entry.key, why)


def _nothing(_desk: Desk) -> None:
    return


def _listing(visit: Visit, key: int) -> Store:
    with visit.office.reading(visit.actor) as desk:
        row = listings.one(desk, key)
        draft, digests = listings.draft_of(desk, key)
        own = listings.all_units(desk, key)
    remotes = [unit.remote for unit in own if unit.remote]
    if row.state in ("draft", "removed", PAUSED):
        return _away(visit, row, own)
    if not row.remote:
        return _created(visit, row, draft, digests)
    try:
        told = visit.channel.update(replace(draft, photos=_uploaded(visit, digests)))
    except Rejected:
        if any(unit.listing == row.remote for unit in visit.channel.find([unit.seller_sku for unit in draft.units])):
            raise
        return _lost(row)
    if row.remote_state == PAUSED:
        visit.channel.resume(row.remote, remotes)
    return _confirmed(visit, key, told, digests)


def _away(visit: Visit, row: models.Listing, own: Sequence[models.ListingUnit]) -> Store:
    if row.state == "draft":
        return _nothing
    there, units = row.remote, {unit.seller_sku: unit.remote for unit in own if unit.remote}
    if not there:
        # The answer to its making may have been lost: on sale there, and nobody here knew.
        found = visit.channel.find([unit.seller_sku for unit in own])
        if not found:
            return _nothing
        there, units = found[0].listing, {unit.seller_sku: unit.remote for unit in found}
    if row.state == "removed":
        visit.channel.remove(there, list(units.values()))
        return _lost(row)
    told = RemoteListing(there, units, PAUSED, live=False, link=row.link)
    with visit.writing() as desk:
        # Once it was asked for it may be off the shelf, whatever came of the answer: putting it back has to say so.
        listings.confirmed(desk, row.id or 0, told)
    visit.channel.pause(there, list(units.values()))
    return _nothing


def _lost(row: models.Listing) -> Store:
    """Its ids there are worth nothing any more: put up again it is made anew."""

    def store(desk: Desk) -> None:
        listings.lost(desk, [unit.id or 0 for unit in listings.all_units(desk, row.id or 0)])

    return store


def _created(visit: Visit, row: models.Listing, draft: Draft, digests: Sequence[str]) -> Store:
    """Make it, or find that it is there: an answer may have been lost, or the program ended before it was stored."""
    found = visit.channel.find([unit.seller_sku for unit in draft.units])
    names = _uploaded(visit, digests)
    if found:
        units = {unit.seller_sku: unit.remote for unit in found}
        own = tuple(replace(unit, remote=units.get(unit.seller_sku, "")) for unit in draft.units)
        told = visit.channel.update(replace(draft, photos=names, units=own, remote=found[0].listing))
        told = replace(told, remote=told.remote or found[0].listing, units={**units, **told.units})
        return _with_prices(visit, row.id or 0, _confirmed(visit, row.id or 0, told, digests))
    return _confirmed(visit, row.id or 0, visit.channel.create(replace(draft, photos=names)), digests)


def _with_prices(visit: Visit, listing: int, store: Store) -> Store:
    """It was made there before, at what it cost then: no price was said of it since, for nobody knew it was there."""

    def both(desk: Desk) -> None:
        store(desk)
        for unit in listings.units(desk, listing):
            outbox.marked(desk.session.connection(), visit.account.id, "price", unit.id or 0)

    return both


def _confirmed(visit: Visit, listing: int, told: RemoteListing, digests: Sequence[str]) -> Store:
    """It stands there; that it does without its photos is said."""
    rules = visit.channel.rules
    note = "" if rules.most_photos or not digests else rules.photoless
    return lambda desk: listings.confirmed(desk, listing, told, note)


def _uploaded(visit: Visit, digests: Sequence[str]) -> list[str]:
    """The platform's names of the photos, as many as it takes; each is handed over once while the program runs."""
    digests = digests[: visit.channel.rules.most_photos]
    for digest in digests:
        if digest in visit.uploaded:
            continue
        with _media():
            content = photos.read(visit.office, [digest]).get(digest)
        if content is None:
            raise Rejected(N_("A photo of this listing is lost."), fix=N_("Add the photo again."))
        visit.uploaded[digest] = visit.channel.upload_photo(_fitted(visit, content))
    return [visit.uploaded[digest] for digest in digests]


def _fitted(visit: Visit, photo: bytes) -> bytes:
    """As the platform takes it, and small where the owner wants that of photos."""
    with visit.office.reading(visit.actor) as desk:
        lean = settings.get(desk, "line.photos") == "shrink"
    return photo_limits.fitted(photo, visit.channel.rules, lean=lean)


def _read(visit: Visit, order: int) -> _Order:
    with visit.office.reading(visit.actor) as desk:
        row = desk.session.get_one(models.OnlineOrder, order)
        lines = elsewhere.ours(row, holding.lines_of(desk, order))
        return _Order(row, lines, packing.parcels(desk, order), contents.left(desk, order))


def _parcel(visit: Visit, parcel: int) -> tuple[_Order, models.Parcel]:
    with visit.office.reading(visit.actor) as desk:
        own = desk.session.get_one(models.Parcel, parcel)
    return _read(visit, own.online_order), own


def _and_take_in(visit: Visit, told: RemoteOrder, store: Store = _nothing) -> Store:
    """What was seen on the way is news of the order too."""

    def both(desk: Desk) -> None:
        store(desk)
        intake.take_in(desk, visit.account.id, told)

    return both


def _pack(visit: Visit, key: int) -> Store:
    own = _read(visit, key)
    if not visit.channel.rules.packs or not own.parcels:
        return _nothing
    told = visit.channel.order(own.row.remote)
    if told.state in PACKED:
        return _packed_there(visit, own, told)
    if told.state == "cancelled":
        return _and_take_in(visit, told)
    if len(own.parcels) > 1:
        raise _takes_one()
    try:
        made = visit.channel.pack(own.row.remote, _wanted(own))
    except Rejected:
        # What was shown before may have been old: an order that is packed is refused a second time.
        told = visit.channel.order(own.row.remote)
        if told.state not in PACKED:
            raise
        return _packed_there(visit, own, told)
    return _known(visit, own, made)


def _packed_there(visit: Visit, own: _Order, told: RemoteOrder) -> Store:
    made: Sequence[channels.Package] = [
        channels.Package(told.more.get("package", ""), (), told.tracking, told.carrier)
    ]  # fmt: skip
    if told.more.get(SEVERAL):
        # Asked once more it answers all of them, and packs nothing twice.
        made = visit.channel.pack(own.row.remote, _wanted(own)) or made
    if len(own.parcels) > len(made) and not own.left:
        raise _takes_one()
    return _and_take_in(visit, told, _known(visit, own, made))


def _takes_one() -> Rejected:
    return Rejected(N_("This platform takes one parcel of an order."), fix=N_("Take them apart, pack it as one."))


def _wanted(own: _Order) -> list[RemoteLine]:
    return [_kept(line) for line in own.lines if line.qty > line.cancelled]


def _known(visit: Visit, own: _Order, told: Sequence[channels.Package]) -> Store:
    def store(desk: Desk) -> None:
        for parcel in packages.known(desk, own.row.id or 0, told):
            if visit.channel.rules.labels:
                outbox.marked(desk.session.connection(), visit.account.id, "label", parcel)

    return store


def _ship(visit: Visit, key: int) -> Store:
    own, parcel = _parcel(visit, key)
    told = visit.channel.order(own.row.remote)
    if told.state in GONE or told.state in ("cancelled", "returned"):
        if told.state in GONE and visit.channel.rules.renumbers and _numbers(own) not in ("", told.tracking):
            package = channels.Package(parcel.package, (), _numbers(own), parcel.carrier)
            cast("channels.Renumbering", visit.channel).renumber(own.row.remote, package)
        return _and_take_in(visit, told)
    refused = None
    for package in _to_send(visit, own, parcel):
        try:
            visit.channel.ship(own.row.remote, package)
        except Rejected as problem:
            # One of several that went before; the others are sent all the same.
            refused = problem
    if refused is None:
        return _nothing
    told = visit.channel.order(own.row.remote)
    if told.state not in GONE:
        raise refused
    return _and_take_in(visit, told)


def _to_send(visit: Visit, own: _Order, parcel: models.Parcel) -> list[channels.Package]:
    """Each parcel by itself where the platform made several, else all that left as one."""
    if visit.channel.rules.packs and any(not one.package for one in (*own.parcels, parcel)):
        raise NotYet(N_("The platform does not know the parcel yet."), fix=N_("Wait: it is tried again by itself."))
    if visit.channel.rules.packs and len(own.parcels) > 1:
        return [channels.Package(one.package, (), one.tracking, one.carrier) for one in own.parcels]
    ids = tuple(one for line in _wanted(own) for one in line.ids)
    return [channels.Package(parcel.package, ids, _numbers(own), parcel.carrier)]


def _numbers(own: _Order) -> str:
    """The numbers of all parcels of an order."""
    return " ".join(dict.fromkeys(parcel.tracking for parcel in own.parcels if parcel.tracking))


def _label(visit: Visit, key: int) -> Store:
    own, parcel = _parcel(visit, key)
    try:
        paper = visit.channel.label(parcel.package) if parcel.package else None
    except Rejected:
        # What is cancelled there is unpacked there too, and what left needs no label any more.
        told = visit.channel.order(own.row.remote)
        if told.state not in (*orderstate.LEFT, "cancelled", "returned"):
            raise
        return _and_take_in(visit, told)
    if paper is None:
        return _nothing
    with _media():
        digest = labelling.keep(visit.office, paper.content)
    return lambda desk: packing.label_got(desk, key, digest)


@contextlib.contextmanager
def _media() -> Iterator[None]:
    """The file of photos is not the shop file: where it is locked or full, only what needs it has to wait."""
    try:
        yield
    except DatabaseProblem as problem:
        raise NotYet(problem.text, fix=problem.hint_text) from problem


def _cancel(visit: Visit, key: int) -> Store:
    own = _read(visit, key)
    told = visit.channel.order(own.row.remote)
    there = {one: line for line in told.lines for one in line.ids}
    lines = []
    for line in own.lines:
        known = next((there[one] for one in line.remote if one in there), None)
        if known is None:
            # It was taken out there by hand.
            continue
        # Of a line that was made smaller there, what is missing was not cancelled here.
        pieces = line.qty // quantity.ONE
        before = pieces - (known.quantity - known.cancelled)
        if line.cancelled // quantity.ONE > before:
            lines.append(_pieces(line, pieces - line.cancelled // quantity.ONE, pieces - before))
    if told.state != "cancelled" and lines:
        visit.channel.cancel(own.row.remote, lines, str(own.row.more.get("cancel", "out_of_stock")))
        return _stock_again(visit, own)
    return _and_take_in(visit, told, _stock_again(visit, own))


def _stock_again(visit: Visit, own: _Order) -> Store:
    """Some platforms take goods off sale when a shop cancels, and parcels apart; what is really so is said again."""

    def store(desk: Desk) -> None:
        if own.parcels and any(line.qty > line.cancelled for line in own.lines):
            outbox.marked(desk.session.connection(), visit.account.id, "pack", own.row.id or 0)
        for unit in {line.unit for line in own.lines if line.unit is not None and line.cancelled}:
            outbox.marked(desk.session.connection(), visit.account.id, "stock", unit)

    return store


def _answer(visit: Visit, key: int) -> Store:
    own = _read(visit, key)
    told = visit.channel.order(own.row.remote)
    asked = orderstate.wish(told.wants, told.more.get("reverse", ""))
    if asked and orderstate.same_wish(str(own.row.more.get(orderstate.ANSWERED, "")), asked):
        agree = own.row.more.get(orderstate.ANSWER) == "yes"
        visit.channel.answer(own.row.remote, told.wants, agree, told.more)
        return _nothing
    return _and_take_in(visit, told)


def _kept(line: models.OnlineLine) -> RemoteLine:
    """What of a line is sent. Of pieces with ids of their own the last ones are those that were cancelled."""
    pieces = (line.qty - line.cancelled) // quantity.ONE
    return _pieces(line, 0, pieces)


def _pieces(line: models.OnlineLine, start: int, end: int) -> RemoteLine:
    ids = [str(one) for one in line.remote]
    if len(ids) == line.qty // quantity.ONE:
        ids = ids[start:end]
    return RemoteLine(tuple(ids), line.sku, line.name, end - start, line.price)
