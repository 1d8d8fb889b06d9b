"""listing new, push, list, price, pause, resume, remove: goods for sale online."""

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.cli import listing_categories, listing_told
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shopdesk.db import models
    from shopdesk.shop.desk import Desk, Office
    from shopdesk.shop.goods import Goods
    from shopdesk.shop.offers import Words
    from shopdesk.shop.rights import Actor

Code = Annotated[str, Argument(metavar="GOODS", help=N_("Barcode, short number or name"))]
Account = Annotated[str, Option("--account", metavar="NAME", help=N_("Name or number of the account"))]
_SIDES = 3


@command("listing new", N_("Describe goods for sale online; nothing leaves the shop yet"))
def new(
    run: Run,
    code: Code,
    account: Account,
    price: Annotated[str, Option("--price", metavar="AMOUNT", help=N_("What a buyer pays for one, in baht"))],
    title: Annotated[str, Option("--title", help=N_("Name that a buyer reads; else the goods' own"))] = "",
    word: Annotated[str, Option("--word", help=N_("What people here call it; finds the category again"))] = "",
    text: Annotated[str, Option("--text", help=N_("What a buyer reads below it"))] = "",
    photo: Annotated[list[Path] | None, Option("--photo", metavar="FILE", help=N_("In this order"))] = None,
    weight: Annotated[int | None, Option("--weight", metavar="GRAMS", help=N_("Of the parcel"))] = None,
    size: Annotated[str, Option("--size", metavar="LxWxH", help=N_("Of the parcel, in centimetres"))] = "",
    postage: Annotated[str, Option("--postage", metavar="AMOUNT", help=N_("What the shop pays for sending one"))] = "",
    category: Annotated[str, Option("--category", metavar="ID", help=N_("See: listing categories"))] = "",
    attribute: Annotated[list[str] | None, Option("--attribute", metavar="ID=VALUE", help=N_("It asks for"))] = None,
    sku: Annotated[str, Option("--sku", help=N_("Your code for it there; else one is made"))] = "",
    most: Annotated[int | None, Option("--most", metavar="N", min=0, help=N_("Show at most so many"))] = None,
    boxes: Annotated[int | None, Option("--boxes", metavar="N", help=N_("Sell until so many are sold"))] = None,
    season_from: Annotated[str, Option("--from", metavar="DATE", help=N_("First day of its season"))] = "",
    season_until: Annotated[str, Option("--until", metavar="DATE", help=N_("Last day of its season"))] = "",
    harvest: Annotated[str, Option("--harvest", metavar="DATE", help=N_("Day of the harvest"))] = "",
    ship_days: Annotated[
        int | None, Option("--ship-days", metavar="N", min=0, max=60, help=N_("Days until it is sent"))
    ] = None,
    cutoff: Annotated[str, Option("--orders-until", metavar="HH:MM", help=N_("Later ones go the next day"))] = "",
    preorder: Annotated[bool, Option("--preorder", help=N_("It is made once it is ordered"))] = False,
    perishable: Annotated[bool, Option("--perishable", help=N_("It spoils quickly"))] = False,
    producer: Annotated[str, Option("--producer", metavar="NAME", help=N_("Whose goods these are"))] = "",
    consent: Annotated[bool, Option("--consent", help=N_("The producer agreed to photos and story"))] = False,
) -> Answer:
    """What is not named stays as it was. Answers what the platform still asks for."""
    said: dict[str, Any] = {
        "title": title, "words": word, "description": text, "weight": weight, "boxes": boxes, "size": _size(size),
        "cutoff": cutoff, "season_from": _day(season_from), "season_until": _day(season_until),
        "harvest_on": _day(harvest), "ship_days": ship_days, "postage": _amount(postage), "consent": consent or None,
        "preorder": preorder or None, "perishable": perishable or None,
    }  # fmt: skip
    wish = _Wish(code, account, _amount(price) or 0, sku, most, category, _attributes(attribute or ()), producer)
    return _described(run, wish, said, photo or ())


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is asked for beside the words of the offer: goods and account by name, price in satang."""

    code: str
    account: str
    price: int
    sku: str
    most: int | None
    category: str
    attributes: dict[str, object]
    producer: str


def _described(run: Run, wish: _Wish, said: dict[str, Any], photos: "Sequence[Path]") -> Answer:
    from shopdesk.shop import accounts, offers

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.reading(actor) as desk:
            found, where = _found(desk, wish.code, wish.account)
            account, before = accounts.account_of(where), _listing(desk, found, where.id or 0)
            word = _words(desk, found, said).words or found.name
        with office.writing(actor) as desk:
            # Before anybody keeps photos; a yes stays on record.
            offers.allowed(desk, found.product, said["title"], said["words"])
        said["photos"] = _photos(office, actor, photos)
        wanted = wish.category
        if before is not None and before.category and not wanted:
            place = listing_categories.Place(before.category)
        else:
            place = listing_categories.place(run, office, actor, account, word, wanted)
        with office.writing(actor) as desk:
            said["producer"] = _producer(desk, wish.producer)
            words = _words(desk, found, said)
            with listing_told.agreeing(desk, words.producer):
                offer = offers.save(desk, found.product, words)
            place.keep(desk)
            made = _drawn(desk, found, offer, account.id, replace(wish, category=place.category))
        with office.reading(actor) as desk:
            return listing_told.answer(office, desk, [made])


def _drawn(desk: "Desk", found: "Goods", offer: int, account: int, wish: _Wish) -> int:
    """The listing with these goods in it; the other sizes it has stay, and so do answers that were not given again."""
    from shopdesk.shop import listings

    before = listings.of_offer(desk, offer, account)
    unit = listings.Unit(found.sale_unit, wish.price, wish.sku, wish.most)
    others = [
        listings.Unit(one.sale_unit, one.price, cap=one.cap)
        for one in (listings.units(desk, before.id or 0) if before else ())
        if one.sale_unit != found.sale_unit
    ]
    asked = {**(before.attributes if before else {}), **wish.attributes}
    return listings.draw_up(desk, offer, account, [*others, unit], wish.category, asked)


def _amount(typed: str) -> int | None:
    from shopdesk.core import money

    return money.parse(typed) if typed else None


def _size(typed: str) -> tuple[int, ...] | None:
    """Centimetres as millimetres."""
    if not typed:
        return None
    sides = typed.lower().split("x")
    if len(sides) != _SIDES or not all(side.isascii() and side.isdigit() for side in sides):
        raise Invalid(N_("“{typed}” is not a size."), hint=N_("Write it like 30x20x15"), typed=typed[:40])
    return tuple(int(side) * 10 for side in sides)


def _day(typed: str) -> str:
    from shopdesk.core import thaidate

    return thaidate.parse(typed).isoformat() if typed else ""


def _attributes(typed: "Sequence[str]") -> dict[str, object]:
    found: dict[str, object] = {}
    for word in typed:
        name, sign, value = word.partition("=")
        if not sign:
            raise Invalid(N_("Write it like {example}"), example="brand=No Brand")
        found[name.strip()] = value.strip()
    return found


def _photos(office: "Office", actor: "Actor | None", named: "Sequence[Path]") -> tuple[str, ...] | None:
    from shopdesk.shop import photos
    from shopdesk.shop.rights import Right

    # Platforms want no small ones.
    kept = [photos.keep_file(office, path, actor, side=photos.PAPER_SIDE, right=Right.ONLINE) for path in named]
    return tuple(kept) or None


def _producer(desk: "Desk", name: str) -> int | None:
    from shopdesk.cli import finding

    return finding.producer(desk, name).id if name else None


def _words(desk: "Desk", found: "Goods", said: dict[str, Any]) -> "Words":
    """What was said before, with what is said now over it."""
    from shopdesk.shop import offers

    before = offers.of_product(desk, found.product)
    words = offers.Words(found.name)
    if before is not None:
        kept = {field.name: getattr(before, field.name) for field in fields(offers.Words)}
        words = offers.Words(**{**kept, "photos": tuple(before.photos), "size": tuple(before.size)})
    return replace(words, **{name: value for name, value in said.items() if value not in (None, "")})


def _found(desk: "Desk", code: str, account: str) -> "tuple[Goods, models.ChannelAccount]":
    from shopdesk.cli import finding
    from shopdesk.shop import accounts

    return finding.goods(desk, code)[1], accounts.named(desk, account)


def _listing(desk: "Desk", found: "Goods", account: int) -> "models.Listing | None":
    from shopdesk.shop import listings, offers

    offer = offers.of_product(desk, found.product)
    return listings.of_offer(desk, offer.id or 0, account) if offer else None


@command("listing push", N_("Put goods up for sale, or say again what is shown there"))
def push(
    run: Run,
    code: Annotated[str, Argument(metavar="[GOODS]", help=N_("Barcode, short number or name"))] = "",
    every: Annotated[bool, Option("--all", help=N_("All that was described"))] = False,
    account: Annotated[str, Option("--account", metavar="NAME", help=N_("Only there"))] = "",
) -> Answer:
    """It goes out with the next round. What still lacks something stays here; code 1 then."""
    from shopdesk.shop import listings

    if bool(code) == every:
        raise Invalid(N_("Say which goods, or --all."), hint=N_("See: shopdesk listing list"))
    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.writing(actor) as desk:
            found = _wanted(desk, code, account, removed=bool(code))
            wanted = [row.id or 0 for row in found if row.state != "paused"]
            for one in wanted:
                if not listing_told.lacks(office, desk, one):
                    listings.publish(desk, one)
        with office.reading(actor) as desk:
            return listing_told.answer(office, desk, wanted, listing_told.goes_out(desk, wanted))


def _wanted(desk: "Desk", code: str, account: str, *, removed: bool = False) -> "list[models.Listing]":
    """The listings of these goods, or all, at one account or every one; raises NotFound for none."""
    from shopdesk.cli import finding, online
    from shopdesk.shop import listings, offers

    where = online.account_id(desk, account)
    found = listings.listing(desk, where, removed=removed)
    if code:
        offer = offers.of_product(desk, finding.goods(desk, code)[1].product)
        found = [row for row in found if offer is not None and row.offer == offer.id]
    if not found:
        raise NotFound(N_("There is no such listing."), hint=N_("First: shopdesk listing new"))
    return found


@command("listing list", N_("Goods for sale online, what is shown of each and what is missing"))
def listed(
    run: Run,
    account: Annotated[str, Option("--account", metavar="NAME", help=N_("Only there"))] = "",
) -> Answer:
    """`shown` is what the platform confirmed, `may_show` what it may show now."""
    from shopdesk.cli import online
    from shopdesk.shop import listings

    with run.office() as office, office.reading(run.actor(office)) as desk:
        found = listings.listing(desk, online.account_id(desk, account))
        told = listing_told.answer(office, desk, [row.id or 0 for row in found])
    return Answer(told.data, told.lines or (_("Nothing is for sale online yet."),))


@command("listing show", N_("One of the goods for sale online, and what its sales brought"))
def show(
    run: Run, code: Code, account: Annotated[str, Option("--account", metavar="NAME", help=N_("Only there"))] = ""
) -> Answer:
    """At every account, or one."""
    with run.office() as office, office.reading(run.actor(office)) as desk:
        return listing_told.answer(office, desk, [row.id or 0 for row in _wanted(desk, code, account)])


@command("listing price", N_("Another price of goods at an account"))
def price(
    run: Run,
    code: Code,
    amount: Annotated[str, Argument(metavar="AMOUNT", help=N_("What a buyer pays for one, in baht"))],
    account: Account,
) -> Answer:
    """Of all its sizes in the basket."""
    from shopdesk.core import money
    from shopdesk.shop import listings

    satang = money.parse(amount)

    def deed(desk: "Desk", listing: int) -> None:
        for unit in listings.units(desk, listing):
            listings.set_price(desk, unit.id or 0, satang)

    return _changed(run, code, account, deed)


@command("listing pause", N_("Take goods off the shelf there"))
def pause(run: Run, code: Code, account: Account) -> Answer:
    """They can come back."""
    return _state(run, code, account, "paused")


@command("listing resume", N_("Put goods back on the shelf there"))
def resume(run: Run, code: Code, account: Account) -> Answer:
    """As they were."""
    return _state(run, code, account, "live")


@command("listing remove", N_("Take goods away from there for good"))
def remove(
    run: Run,
    code: Code,
    account: Account,
    size: Annotated[bool, Option("--size", help=N_("Only this size; the others stay on sale"))] = False,
) -> Answer:
    """The goods stay in the shop."""
    if size:
        return _changed(run, code, account, lambda desk, listing: _without(desk, listing, code))
    return _state(run, code, account, "removed")


def _without(desk: "Desk", listing: int, code: str) -> None:
    from shopdesk.cli import finding
    from shopdesk.shop import listings

    row, gone = listings.one(desk, listing), finding.goods(desk, code)[1].sale_unit
    left = [
        listings.Unit(one.sale_unit, one.price, cap=one.cap)
        for one in listings.units(desk, listing) if one.sale_unit != gone
    ]  # fmt: skip
    listings.draw_up(desk, row.offer, row.account, left, row.category, row.attributes)


def _state(run: Run, code: str, account: str, state: str) -> Answer:
    from shopdesk.shop import listings

    return _changed(run, code, account, lambda desk, listing: listings.set_state(desk, listing, state))


def _changed(run: Run, code: str, account: str, deed: "Callable[[Desk, int], None]") -> Answer:
    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.writing(actor) as desk:
            (own,) = _wanted(desk, code, account)
            deed(desk, own.id or 0)
        with office.reading(actor) as desk:
            return listing_told.answer(office, desk, [own.id or 0])
