"""Listings as commands tell them: what is shown, what is missing, what stands there otherwise."""

import contextlib
from typing import TYPE_CHECKING, Any

from shopdesk.base.errors import Conflict
from shopdesk.base.i18n import N_, _
from shopdesk.cli import online_files
from shopdesk.cli.columns import row
from shopdesk.cli.running import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shopdesk.shop.channels import Rules
    from shopdesk.shop.desk import Desk, Office
    from shopdesk.shop.forecasts import Settled
    from shopdesk.shop.listings import Lack


def lacks(office: "Office", desk: "Desk", listing: int) -> "list[Lack]":
    """What keeps a listing back from its platform."""
    from shopdesk.shop import listings, photos

    rules, names = _rules(desk, listing), listings.draft_of(desk, listing)[1]
    small = listings.small_photos(names, photos.sides(office, names)) if rules.fewest_photos else []
    return [*listings.lacks(desk, listing, rules), *small]


def _rules(desk: "Desk", listing: int) -> "Rules":
    from shopdesk.cli import channels
    from shopdesk.shop import accounts, listings

    return channels.rules(accounts.one(desk, listings.one(desk, listing).account).channel)


@contextlib.contextmanager
def agreeing(desk: "Desk", producer: int | None) -> "Iterator[None]":
    """A refusal for want of a producer's word names the option too, where nobody asked them yet."""
    from shopdesk.shop import consents, offers

    try:
        yield
    except Conflict as error:
        if error.text != offers.NOT_AGREED or producer is None or consents.last(desk, producer) is not None:
            raise
        hint = N_("Let them sign at “Whose is it?”, or add --consent once they said yes.")
        raise Conflict(offers.NOT_AGREED, hint=hint) from error


def answer(office: "Office", desk: "Desk", found: "Sequence[int]", after: tuple[str, ...] = ()) -> Answer:
    """Listings as they are told; code 1 where something lacks before what comes `after`."""
    from shopdesk.shop import listings

    carried = online_files.files(desk)
    there = {one: carried.get(listings.one(desk, one).account) for one in found}
    told = [_told(office, desk, one, files) for one, files in there.items()]
    lines = [line for one in told for line in _lines(one)]
    lacking = any(one["missing"] for one in told)
    return Answer({"listings": told}, (*lines, *(() if lacking else after)), 1 if lacking and after else 0)


def goes_out(desk: "Desk", found: "Sequence[int]") -> tuple[str, ...]:
    """How listings come to their platforms: with a round, or in a file that a person carries."""
    from shopdesk.shop import accounts, listings

    where = dict.fromkeys(listings.one(desk, one).account for one in found)
    carried = [account for account in where if accounts.one(desk, account).options.get("by_file")]
    line = (_("It goes out with: shopdesk sync --once"),) if len(carried) < len(where) else ()
    told = _("Fill the platform's template and upload it: shopdesk listing template FILE --account {name}")
    return (*line, *(told.format(name=account) for account in carried))


def _told(office: "Office", desk: "Desk", listing: int, files: "online_files.Files | None") -> dict[str, Any]:
    from shopdesk.cli import channels
    from shopdesk.core import money
    from shopdesk.db import models
    from shopdesk.shop import accounts, byfile, differing, forecasts, listings, publishing

    own = listings.one(desk, listing)
    units = listings.units(desk, listing)
    may = publishing.to_publish(desk, [unit.id or 0 for unit in units])
    shown = {unit.id: desk.session.get(models.Published, unit.id) for unit in units}
    carried = files.stale.there if files is not None else {}
    each = [
        {"sku": unit.seller_sku, "price": money.plain(unit.price), "may_show": may[unit.id or 0],
         "shown": carried.get(unit.id or 0, there.stock) if (there := shown[unit.id]) else None,
         "remote": unit.remote,
         "settled": _settled(forecasts.settled(desk, unit.sale_unit, own.account))}
        for unit in units
    ]  # fmt: skip
    missing = [_(one.text).format(**one.values) if one.values else _(one.text) for one in lacks(office, desk, listing)]
    notes = [_(one.text).format(**one.values) for one in differing.notes(desk, listing, _rules(desk, listing))]
    return {
        "listing": listing, "title": desk.session.get_one(models.Offer, own.offer).title,
        "account": accounts.one(desk, own.account).name, "state": own.state, "remote": own.remote,
        "remote_state": own.remote_state, "link": own.link, "why": channels.told_why(own.why), "units": each,
        "category": own.category, "missing": missing, "notes": notes,
        "files": byfile.of_listing(files.stale, listing, desk.now) if files is not None else None,
    }  # fmt: skip


def _settled(found: "Settled | None") -> dict[str, Any] | None:
    """What one piece really brought, in baht; None where none was settled yet."""
    from shopdesk.core import money

    if found is None:
        return None
    parts = {"brought": found.brought, "fee": found.fee, "postage": found.postage, "left": found.left}
    return {"pieces": found.pieces, **{name: money.plain(amount) for name, amount in parts.items()}}


def _lines(one: dict[str, Any]) -> list[str]:
    words = {
        "draft": _("Described"), "wanted": _("On its way there"), "live": _("For sale"), "paused": _("Paused"),
        "removed": _("Taken away"), "refused": _("Refused there"),
    }  # fmt: skip
    if one["files"] is not None:
        words["wanted"] = _("Waits for its file")
    lines = [row(f"{one['title']} · {one['account']}", words[one["state"]])]
    for unit in one["units"]:
        shown = "–" if unit["shown"] is None else unit["shown"]
        if one["files"] and unit["may_show"] not in (None, unit["shown"]):
            shown = f"{shown} → {unit['may_show']}"
        lines.append(row(f"  {unit['sku']} {unit['price']}", _("shows {shown}").format(shown=shown)))
        if unit["settled"]:
            settled = _("Settled so far ({pieces} sold): brought {brought}, fees {fee} for one")
            lines.append(f"    {settled.format(**unit['settled'])}")
    return lines + [f"  {words}" for words in (one["files"], one["why"], one["link"]) if words] + [
        *(f"  ! {words}" for words in one["missing"]), *(f"  · {words}" for words in one["notes"])
    ]  # fmt: skip
