"""Customers as a file, CSV or XLSX, and back: every field of their cards, households too. Debts stay in the book."""

from collections.abc import Sequence
from pathlib import Path

from sqlmodel import col, select

from shopdesk.base import i18n
from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, thaitext
from shopdesk.db import models
from shopdesk.shop import customers, prices
from shopdesk.shop.customers import Card
from shopdesk.shop.desk import Desk
from shopdesk.shop.importing import reading
from shopdesk.shop.importing.cells import unescaped
from shopdesk.shop.rights import Right, use_case

HEADINGS = {
    "no": N_("No."),
    "name": N_("Name"),
    "nickname": N_("Nickname"),
    "house": N_("House"),
    "phone": N_("Telephone"),
    "address": N_("Address"),
    "member": N_("Member number"),
    "group": N_("Price group"),
    "limit": N_("Credit limit"),
    "pay_day": N_("Pay-day"),
    "household": N_("Book of no."),
    "note": N_("Note"),
}
Cells = dict[str, str]


@use_case(Right.SEE_TOTALS)
def table(desk: Desk) -> list[list[str]]:
    """Every customer as a row of text under our headings, for exporting.write_csv and write_xlsx."""
    found = [customers.one(desk, number) for number in _all(desk)]
    groups = dict(prices.groups(desk))
    places = {person.id: str(place) for place, person in enumerate(found, 1)}
    rows = [
        [
            places[one.id], one.name, one.nickname, one.house, one.phone, one.address, one.member,
            groups.get(one.group or 0, ""), "" if one.limit is None else money.plain(one.limit), one.pay_day,
            places.get(one.tab or 0, ""), one.note,
        ]
        for one in found
    ]  # fmt: skip
    return [[_(words) for words in HEADINGS.values()], *rows]


def _all(desk: Desk) -> list[int]:
    known = select(models.Customer.id).where(
        col(models.Customer.archived_at).is_(None), col(models.Customer.merged_into).is_(None)
    )
    return [number or 0 for number in desk.session.exec(known.order_by(col(models.Customer.id))).all()]


@use_case(Right.CUSTOMERS)
def bring_in(desk: Desk, path: Path) -> tuple[int, int]:
    """Add the customers of a file, or change those it knows by member number or name; answers (new, changed).

    All of them or none: raises Invalid with the line that cannot be taken, NotAllowed for limits without the right.
    """
    rows = _read(path)
    groups = {name: number for number, name in prices.groups(desk)}
    known = _known(desk)
    ids: dict[str, int] = {}
    counts = [0, 0]
    # Whose book others write in comes first.
    for line, cells in sorted(rows, key=lambda row: bool(row[1]["household"])):
        try:
            card = _card(desk, cells, groups, ids)
            own = known.get(_key(card))
            before = None if own is None else customers.one(desk, own)
            person = customers.add(desk, card) if own is None else customers.change(desk, own, card)
        except ShopError as error:
            raise Invalid(N_("Line {line}: {reason}"), hint=error.hint, line=line, reason=str(error)) from error
        if person != before:
            counts[own is not None] += 1
        ids[cells["no"]] = known[_key(card)] = person.id
    return counts[0], counts[1]


def _read(path: Path) -> list[tuple[int, Cells]]:
    rows = [row for row in reading.read(path).rows if any(cell.strip() for cell in row.cells)]
    names = _columns(rows[0].cells) if rows else {}
    if "name" not in names:
        raise Invalid(N_("This file has no customers."), hint=N_("It needs a column of names."))
    found = []
    for row in rows[1:]:
        cells = [unescaped(cell).strip() for cell in row.cells]
        picked = {name: cells[place] if place < len(cells) else "" for name, place in names.items()}
        found.append((row.number, dict.fromkeys(HEADINGS, "") | picked))
    return found


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Where each field stands, by its heading in any of our languages."""
    words = {
        thaitext.fold(i18n.catalogue(language).get(text, text)): name
        for language in i18n.NAMES
        for name, text in HEADINGS.items()
    }
    return {words[key]: place for place, cell in enumerate(cells) if (key := thaitext.fold(cell)) in words}


def _card(desk: Desk, cells: Cells, groups: dict[str, int], ids: dict[str, int]) -> Card:
    group = cells["group"]
    if group and group not in groups:
        groups[group] = prices.add_group(desk, group)
    if cells["household"] and cells["household"] not in ids:
        raise Invalid(N_("The household {number} is not in the file."), number=cells["household"][:20])
    limit = cells["limit"]
    return Card(
        cells["name"], cells["nickname"], cells["house"], cells["phone"], cells["member"],
        groups.get(group), ids.get(cells["household"]) if cells["household"] else None,
        (money.parse(limit) if limit.strip("0.") else 0) if limit else None,
        cells["pay_day"], cells["note"], cells["address"],
    )  # fmt: skip


def _known(desk: Desk) -> dict[tuple[str, ...], int]:
    found = [customers.one(desk, number) for number in _all(desk)]
    return {_key(Card(one.name, one.nickname, one.house, member=one.member)): one.id for one in found}


def _key(card: Card) -> tuple[str, ...]:
    return (card.member,) if card.member else (card.name, card.nickname, card.house)
