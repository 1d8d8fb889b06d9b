"""An offer at an account: its category there, its units and prices, and what is to be said of it.

What the channel is to be told is marked, never sent from here; `draft_of` reads the truth at the moment of sending.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import money, offering, thaitext
from shopdesk.db import models, outbox, records
from shopdesk.shop import abroad, channels, offers, publishing, reviews
from shopdesk.shop.desk import Desk
from shopdesk.shop.photos import SHORTEST_SIDE
from shopdesk.shop.rights import Right, use_case

# No platform takes shorter codes.
LONGEST_SKU, MOST_UNITS = 50, 50
LONGEST_ID, LONGEST_LINK, TAIL = 200, 400, 5


@dataclass(frozen=True, slots=True)
class Unit:
    """A sale unit as it is offered: price in satang; without a `seller_sku` one is made."""

    sale_unit: int
    price: int
    seller_sku: str = ""
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class Lack:
    """What keeps a listing from a channel: the wizard's page that mends it, and the sentence."""

    page: str
    text: str
    values: Mapping[str, object]


def small_photos(names: Sequence[str], sides: Mapping[str, int]) -> list[Lack]:
    """The photos of a draft in which a buyer sees too little; one that is lost is told of where it is sent."""
    text = N_("Photo {number} is too small: take it again.")
    small = [place for place, name in enumerate(names, 1) if sides.get(name, SHORTEST_SIDE) < SHORTEST_SIDE]
    return [Lack("photos", text, {"number": place}) for place in small]


@use_case(Right.ONLINE)
def draw_up(
    desk: Desk, offer: int, account: int, units: Sequence[Unit], category: str = "",
    attributes: Mapping[str, object] | None = None,
) -> int:  # fmt: skip
    """Put an offer together for an account, or change it; nothing is said yet. Answers the listing's row.

    A unit that is not named goes off sale. Raises Invalid for no units, a price of nothing or goods of another
    product, NotFound, Conflict for a seller SKU in use and for an account in other money.
    """
    if not units or len(units) > MOST_UNITS:
        raise Invalid(N_("Say what a buyer can put in the basket."), hint=N_("Choose at least one size."))
    own = desk.session.get(models.Offer, offer)
    there = desk.session.get(models.ChannelAccount, account)
    if own is None or there is None:
        raise NotFound(N_("There is no such listing."))
    abroad.refuse(there)
    row = of_offer(desk, offer, account)
    said: dict[str, Any] = {"category": category.strip(), "attributes": dict(attributes or {})}
    if row is None:
        row = models.Listing(uid="", account=account, offer=offer, **said)
        records.create(desk.session, desk.entry, row, desk.now, desk.random)
    else:
        records.change(desk.session, desk.entry, row, **said)
    assert row.id is not None
    for unit in units:
        _unit(desk, row, own.product, unit)
    _taken_away(desk, row.id, {unit.sale_unit for unit in units})
    if row.state in ("live", "paused", "refused"):
        tell(desk, row.id)
    return row.id


def _unit(desk: Desk, row: models.Listing, product: int, said: Unit) -> None:
    sale_unit = _priced(desk, said)
    own = desk.session.exec(
        select(models.ListingUnit).where(
            models.ListingUnit.listing == row.id, models.ListingUnit.sale_unit == said.sale_unit
        )
    ).first()
    if own is not None:
        sku = _sku_again(desk, row, own, said)
        stale = [("price", own.price != said.price), ("stock", own.archived_at is not None or own.cap != said.cap)]
        records.change(desk.session, desk.entry, own, price=said.price, cap=said.cap, archived_at=None, seller_sku=sku)
        for kind in (kind for kind, changed in stale if changed and own.remote):
            outbox.marked(desk.session.connection(), own.account, kind, own.id or 0)
        return
    if desk.session.get_one(models.Item, sale_unit.item).product != product:
        raise Invalid(N_("These are other goods."), hint=N_("Put them up by themselves."))
    sku = _sku(desk, row, said, sale_unit)
    made = models.ListingUnit(
        uid="", listing=row.id or 0, account=row.account, sale_unit=said.sale_unit, item=sale_unit.item,
        seller_sku=sku, price=said.price, cap=said.cap,
    )  # fmt: skip
    records.create(desk.session, desk.entry, made, desk.now, desk.random)


def _priced(desk: Desk, said: Unit) -> models.SaleUnit:
    money.within_limit(said.price)
    sale_unit = desk.session.get(models.SaleUnit, said.sale_unit)
    if sale_unit is None or said.price <= 0:
        raise Invalid(N_("Goods for sale online need a price."), hint=N_("Type what one costs."))
    if said.cap is not None and not 0 <= said.cap <= offers.MOST_BOXES:
        raise Invalid(N_("The number must be from {low} to {high}."), low=0, high=offers.MOST_BOXES)
    return sale_unit


def _taken_away(desk: Desk, listing: int, named: Set[int]) -> None:
    """Units that are offered no more: the platform hears that none is left. Orders of before still know them."""
    for unit in units(desk, listing):
        if unit.sale_unit not in named:
            records.archive(desk.session, desk.entry, unit, desk.now)
            if unit.remote:
                outbox.marked(desk.session.connection(), unit.account, "stock", unit.id or 0)


def _sku(desk: Desk, row: models.Listing, said: Unit, sale_unit: models.SaleUnit) -> str:
    """What was typed, else a code of our own: the row's number is given again in another file, its uid is not."""
    wanted = _typed_sku(said) or f"SD-{said.sale_unit}-{sale_unit.uid[-TAIL:].upper()}"
    taken = select(models.ListingUnit).where(
        models.ListingUnit.account == row.account, models.ListingUnit.seller_sku == wanted
    )
    if desk.session.exec(taken).first() is not None:
        raise Conflict(N_("This seller code is on other goods."), hint=N_("Type another code."))
    return wanted


def _typed_sku(said: Unit) -> str:
    typed = "".join(thaitext.printable(said.seller_sku).split())
    if len(typed) > LONGEST_SKU:
        raise Invalid(N_("The code may have {most} letters."), most=LONGEST_SKU)
    return typed


def _sku_again(desk: Desk, row: models.Listing, own: models.ListingUnit, said: Unit) -> str:
    """Another code for what was offered before: only as long as nobody there can know it by the old one."""
    if _typed_sku(said) in ("", own.seller_sku):
        return own.seller_sku
    if own.remote or row.remote or row.state not in ("draft", "refused"):
        hint = N_("Leave the code as it is.")
        raise Conflict(N_("It is known there by the code {sku} already."), hint=hint, sku=own.seller_sku)
    return _sku(desk, row, said, desk.session.get_one(models.SaleUnit, own.sale_unit))


@use_case(Right.ONLINE)
def publish(desk: Desk, listing: int) -> None:
    """It shall be for sale there. Raises Conflict for goods no platform takes, or whose producer took the word back."""
    row = one(desk, listing)
    offer = desk.session.get_one(models.Offer, row.offer)
    product = desk.session.get_one(models.Product, offer.product)
    refused = offering.refused_class(product.restricted)
    if refused:
        raise Conflict(
            N_("No platform sells {kind}."), hint=N_("Sell it at the counter."), kind=offering.label(refused)
        )
    _agreed(offer)
    records.change(desk.session, desk.entry, row, state="live" if row.remote else "wanted", why="")
    tell(desk, listing)
    for unit in units(desk, listing):
        outbox.marked(desk.session.connection(), row.account, "stock", unit.id or 0)


@use_case(Right.ONLINE)
def set_state(desk: Desk, listing: int, state: str) -> None:
    """Take it off the shelf there (paused), put it back (live), or away for good (removed). Raises Conflict."""
    row = one(desk, listing)
    if state not in ("paused", "live", "removed") or row.state in ("draft", "removed"):
        raise Conflict(N_("This listing cannot do that now."))
    if state == "live":
        _agreed(desk.session.get_one(models.Offer, row.offer))
    records.change(desk.session, desk.entry, row, state=state, why="")
    tell(desk, listing)


def _agreed(offer: models.Offer) -> None:
    if offer.producer is not None and offer.photos and not offer.consent:
        raise Conflict(
            N_("The producer has not agreed to the photos yet."), hint=N_("Let them sign at “Whose is it?”.")
        )


@use_case(Right.ONLINE)
def set_price(desk: Desk, unit: int, price: int) -> None:
    """Another price at one account; raises Invalid, NotFound."""
    own = desk.session.get(models.ListingUnit, unit)
    if own is None:
        raise NotFound(N_("There is no such listing."))
    if money.within_limit(price) <= 0:
        raise Invalid(N_("Goods for sale online need a price."), hint=N_("Type what one costs."))
    if records.change(desk.session, desk.entry, own, price=price) and own.remote:
        outbox.marked(desk.session.connection(), own.account, "price", unit)


def tell(desk: Desk, listing: int) -> None:
    """What the channel shows is out of date."""
    row = desk.session.get_one(models.Listing, listing)
    outbox.marked(desk.session.connection(), row.account, "listing", listing)


@use_case(Right.LOOK)
def one(desk: Desk, listing: int) -> models.Listing:
    """The listing of this id; raises NotFound."""
    row = desk.session.get(models.Listing, listing)
    if row is None:
        raise NotFound(N_("There is no such listing."))
    return row


@use_case(Right.LOOK)
def of_offer(desk: Desk, offer: int, account: int) -> models.Listing | None:
    """The listing of an offer at an account, None where none was drawn up."""
    return desk.session.exec(
        select(models.Listing).where(models.Listing.account == account, models.Listing.offer == offer)
    ).first()


@use_case(Right.LOOK)
def listing(desk: Desk, account: int = 0, *, removed: bool = False) -> list[models.Listing]:
    """The listings of one account or (0) of all in use; those taken away only where `removed`."""
    wanted = (
        select(models.Listing)
        .join(models.ChannelAccount, col(models.ChannelAccount.id) == models.Listing.account)
        .where(col(models.ChannelAccount.archived_at).is_(None))
    )
    if not removed:
        wanted = wanted.where(models.Listing.state != "removed")
    if account:
        wanted = wanted.where(models.Listing.account == account)
    return list(desk.session.exec(wanted.order_by(col(models.Listing.id))).all())


@use_case(Right.LOOK)
def units(desk: Desk, listing: int) -> list[models.ListingUnit]:
    """The units of a listing in use."""
    own = select(models.ListingUnit).where(
        models.ListingUnit.listing == listing, col(models.ListingUnit.archived_at).is_(None)
    )
    return list(desk.session.exec(own.order_by(col(models.ListingUnit.id))).all())


@use_case(Right.LOOK)
def all_units(desk: Desk, listing: int) -> list[models.ListingUnit]:
    """The units of a listing, those that were taken away too: the platform may still show them."""
    own = select(models.ListingUnit).where(models.ListingUnit.listing == listing)
    return list(desk.session.exec(own.order_by(col(models.ListingUnit.id))).all())


@use_case(Right.LOOK)
def draft_of(desk: Desk, listing: int) -> tuple[channels.Draft, tuple[str, ...]]:
    """The listing as it should stand there now, and the digests of its photos; raises NotFound.

    A size that was taken away stays in it, sold out: a platform shapes goods of one size otherwise than of several.
    """
    row = one(desk, listing)
    offer = desk.session.get_one(models.Offer, row.offer)
    own = [unit for unit in all_units(desk, listing) if unit.archived_at is None or unit.remote]
    stock = publishing.to_publish(desk, [unit.id or 0 for unit in own])
    made = tuple(_draft_unit(desk, offer, unit, stock[unit.id or 0] or 0, several=len(own) > 1) for unit in own)
    draft = channels.Draft(
        offer.title, offer.description, row.category, row.attributes, (), made, row.uid, row.remote,
        offer.ship_days if offer.preorder else 0,
    )  # fmt: skip
    return draft, tuple(offer.photos)


def _draft_unit(
    desk: Desk, offer: models.Offer, unit: models.ListingUnit, stock: int, *, several: bool
) -> channels.DraftUnit:
    sale_unit = desk.session.get_one(models.SaleUnit, unit.sale_unit)
    item = desk.session.get_one(models.Item, unit.item)
    choice = " ".join(part for part in (item.variant, sale_unit.label) if part) or sale_unit.unit
    size = (*offer.size, 0, 0, 0)[:3]
    return channels.DraftUnit(
        unit.seller_sku, unit.price, stock, offer.weight, (size[0], size[1], size[2]),
        {"choice": choice} if several else {}, unit.remote,
    )  # fmt: skip


@use_case(Right.ONLINE)
def confirmed(desk: Desk, listing: int, told: channels.RemoteListing, note: str = "") -> None:
    """The channel holds the listing now: its ids, its own word for the state, where a buyer sees it; `note` is an
    English catalogue sentence for what is not as it should be there."""
    row = one(desk, listing)
    state = "live" if row.state in ("wanted", "refused") else row.state
    records.change(
        desk.session, desk.entry, row, remote=_plain(told.remote), remote_state=_plain(told.state)[:60],
        link=_link(told.link), state=state, why=note,
    )  # fmt: skip
    for unit in units(desk, listing):
        remote = _plain(told.units.get(unit.seller_sku, ""))
        if remote and records.change(desk.session, desk.entry, unit, remote=remote):
            outbox.marked(desk.session.connection(), row.account, "stock", unit.id or 0)


def _plain(text: str) -> str:
    """A platform's word or name of something on one line, without what turns the reading direction."""
    return thaitext.printable(text).strip()[:LONGEST_ID]


def _link(address: str) -> str:
    """Where a buyer sees it; anything but a page of the web is none, for a press on it would open it."""
    plain = thaitext.printable(address).strip()
    return plain if plain.startswith(("https://", "http://")) and len(address) <= LONGEST_LINK else ""


@use_case(Right.ONLINE)
def refused_there(desk: Desk, listing: int, why: str) -> None:
    """The channel refuses it: shown beside the page that mends it."""
    row = one(desk, listing)
    state = "refused" if row.state in ("wanted", "refused") else row.state
    records.change(desk.session, desk.entry, row, state=state, why=why[:500])


@use_case(Right.LOOK)
def under_review(desk: Desk, account: int, words: Sequence[str]) -> dict[str, int]:
    """The listings at an account that the platform still looks at, by its id; `words` is what it calls that."""
    wanted = select(models.Listing).where(
        models.Listing.account == account, models.Listing.state == "live", col(models.Listing.remote_state).in_(words)
    )
    rows = desk.session.exec(wanted.order_by(col(models.Listing.id))).all()
    return {row.remote: row.id or 0 for row in rows if row.remote}


@use_case(Right.ONLINE)
def judged(desk: Desk, listing: int, told: reviews.Review) -> None:
    """The platform looked at it: for sale now, or refused with its own reason, or there no more."""
    row = one(desk, listing)
    if row.state != "live" or row.remote != told.listing:
        return
    if told.verdict == "gone":
        lost(desk, [unit.id or 0 for unit in all_units(desk, listing)])
        return
    refused = told.verdict == "refused"
    unsaid = N_("The platform does not show it to buyers. Look there for the reason.")
    why = (thaitext.printable(told.why).strip() or unsaid) if refused else ""
    state = "refused" if refused else row.state
    records.change(desk.session, desk.entry, row, remote_state=_plain(told.state)[:60], state=state, why=why)
    for unit in units(desk, listing):
        # What was refused while it was looked at is said again.
        outbox.marked(desk.session.connection(), row.account, "stock", unit.id or 0)


@use_case(Right.ONLINE)
def lost(desk: Desk, gone: Sequence[int]) -> None:
    """These units are at the platform no more: put in again where others of the listing are left, else it is gone."""
    for unit in (desk.session.get_one(models.ListingUnit, one) for one in gone):
        records.change(desk.session, desk.entry, unit, remote="")
    for listing in {desk.session.get_one(models.ListingUnit, one).listing for one in gone}:
        row = one(desk, listing)
        if any(unit.remote for unit in units(desk, listing)):
            tell(desk, listing)
            continue
        why = N_("It is gone from the platform. Put it up again, or take it away here too.")
        kept = row.state in ("removed", "draft")
        records.change(
            desk.session, desk.entry, row, remote="", remote_state="", link="",
            state=row.state if kept else "refused", why="" if kept else why,
        )  # fmt: skip


@use_case(Right.LOOK)
def lacks(desk: Desk, listing: int, rules: channels.Rules, asked: Sequence[channels.Attribute] = ()) -> list[Lack]:
    """What this channel still asks for, each with the wizard's page that mends it; photos are looked at elsewhere."""
    draft, photos = draft_of(desk, listing)
    found: list[Lack] = []

    def lack(wrong: bool, page: str, text: str, **values: object) -> None:
        if wrong:
            found.append(Lack(page, text, values))

    lack(len(draft.title) < rules.shortest_title, "name", N_("The title needs {least} letters or more."),
         least=rules.shortest_title)  # fmt: skip
    lack(len(draft.title) > rules.longest_title, "name", N_("The title may have {most} letters."),
         most=rules.longest_title)  # fmt: skip
    lack(len(draft.description) > rules.longest_description, "story", N_("The text may have {most} letters."),
         most=rules.longest_description)  # fmt: skip
    lack(len(photos) < rules.fewest_photos, "photos", N_("It needs {least} photos or more."), least=rules.fewest_photos)
    # A shop of one's own sells without one, and a fresh one has none that fits.
    lack(not draft.category and not rules.own_tree, "where", N_("Choose the category there."))
    lack(rules.needs_weight and not draft.units[0].weight, "weight", N_("How heavy is the parcel?"))
    lack(rules.needs_size and not all(draft.units[0].size), "size", N_("How large is the parcel?"))
    lack(any(not rules.lowest_price <= unit.price <= rules.highest_price for unit in draft.units), "price",
         N_("The price must be from {low} to {high} baht."), low=rules.lowest_price // 100,
         high=rules.highest_price // 100)  # fmt: skip
    for attribute in asked:
        lack(attribute.required and not draft.attributes.get(attribute.id), "where", N_("It asks: {what}"),
             what=attribute.label)  # fmt: skip
    return found
