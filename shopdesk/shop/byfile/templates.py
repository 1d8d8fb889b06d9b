"""The seller's own files filled: a new listing for each that is ready, or today's prices and stock in rows that are
there. What the shop does not know stays as it is and is told; no file holds pictures, so those lie beside it.

    filled = templates.fill(office, account, path)
    handed = templates.save(office, filled, out)
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from shopdesk.base import files
from shopdesk.base.i18n import N_, _
from shopdesk.core import money
from shopdesk.db import models
from shopdesk.shop import channels, listings
from shopdesk.shop.byfile import formats, holding, mandatory, owning, patching, pictures, sheets, uploads, values
from shopdesk.shop.byfile.formats import Format
from shopdesk.shop.byfile.pictures import Handed, Left, Shots
from shopdesk.shop.byfile.sheets import Sheet
from shopdesk.shop.byfile.uploads import Offered
from shopdesk.shop.desk import Desk, Office
from shopdesk.shop.importing.reading import Row
from shopdesk.shop.rights import Actor, Right, require

_MILLIMETRES, _GRAMS = 10, 1000
# What goods of one size need not say.
_CHOICES = ("choice_name", "choice", "group")


@dataclass(frozen=True, slots=True)
class Line:
    """A row that was filled: its number, whose it is, what stands there now (stock None: left as it was)."""

    row: int
    sku: str
    title: str
    price: int
    stock: int | None


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled file: `kind` is "stock" or "listing", `unknown` are rows we know nothing of, `left` what is missing.

    `told` is what the rows stand for, `names` the platform's ids found beside our goods, `shots` their photos. So many
    goods are on sale `there` already: they need no new row.
    """

    account: int
    file: str
    kind: str
    lines: tuple[Line, ...]
    unknown: tuple[Left, ...]
    left: tuple[Left, ...]
    content: bytes
    told: tuple[Offered, ...]
    names: Mapping[int, tuple[str, str]]
    shots: tuple[Shots, ...] = ()
    there: int = 0

    @property
    def nothing(self) -> str:
        """Why nothing stands in a template of new goods where none wait for it; else empty."""
        if self.kind != formats.LISTING or self.lines or not self.there:
            return ""
        told = _("{count} goods are on sale there already. Take the file of prices and stock.")
        return told.format(count=self.there)


@dataclass(slots=True)
class _Work:
    """What is to be written, and what it stands for."""

    cells: dict[tuple[int, int], str]
    lines: list[Line]
    unknown: list[Left]
    left: list[Left]
    told: list[Offered]
    names: dict[int, tuple[str, str]]
    shots: list[Shots] = field(default_factory=list)
    there: int = 0


def fill(office: Office, account: int, path: Path, actor: Actor | None = None) -> Filled:
    """The file with our numbers in it; nothing is kept of it before it is saved.

    Raises NotFound, Conflict for an account that is not sold by files, Invalid for a file that is none of its
    templates or cannot be kept as it is, NotAllowed, DatabaseProblem.
    """
    sheet, data, own = _opened(office, account, path, actor)
    with office.reading(actor) as desk:
        work = _worked(desk, account, own, sheet)
    content = patching.written(data, sheet.name, work.cells) if work.cells else data
    return Filled(
        account, path.name, sheet.kind.code, tuple(work.lines), tuple(work.unknown), tuple(work.left), content,
        tuple(work.told), work.names, tuple(work.shots), work.there,
    )  # fmt: skip


def save(office: Office, filled: Filled, path: Path, actor: Actor | None = None) -> Handed:
    """Put the filled file where the person wants it, whole or not at all, and the photos of its goods beside it; what
    stands in it is remembered until somebody says that it was uploaded (uploads.uploaded). Slow where there are photos:
    for the background. Raises OSError, NotAllowed, DatabaseProblem."""
    with office.reading(actor) as desk:
        require(desk, Right.ONLINE)
        rules = holding.format_of(desk, filled.account).rules
    files.write_whole(path, filled.content)
    handed = pictures.hand_over(office, filled.shots, path, rules)
    with office.writing(actor) as desk:
        uploads.remember(desk, filled.account, filled.kind, filled.told)
        _learn(desk, filled)
    return handed


def _opened(office: Office, account: int, path: Path, actor: Actor | None) -> tuple[Sheet, bytes, Format]:
    with office.reading(actor) as desk:
        require(desk, Right.ONLINE)
        own, named = holding.format_of(desk, account), holding.headings_of(desk, account)
    sheet, data = sheets.opened(own, path, formats.TEMPLATES, named)
    if sheet.kind.code == formats.STOCK and not any(sheet.cell(row, "product") for row in sheet.rows):
        # A list of goods that are there names them; one that names none is for new ones.
        sheet, data = sheets.opened(own, path, (formats.LISTING,), named)
    for broken in sheet.broken:
        raise broken.problem
    return sheet, data, own


def _worked(desk: Desk, account: int, own: Format, sheet: Sheet) -> _Work:
    work = _Work({}, [], [], [], [], {})
    if sheet.kind.code == formats.STOCK:
        _stock(uploads.offered(desk, account), own, sheet, work)
    else:
        _new(desk, account, own, sheet, work)
    return work


def _stock(units: Sequence[Offered], own: Format, sheet: Sheet, work: _Work) -> None:
    """Today's price and stock in each row that is one of ours."""
    known = owning.Known(units)
    for row in sheet.rows:
        one = _ours(known, sheet, row)
        word = sheet.cell(row, "sku") or sheet.cell(row, "remote_unit") or sheet.cell(row, "product")
        if one is not None:
            _today(one, own, sheet, row, work)
        elif word:
            work.unknown.append(Left(word, N_("ShopDesk does not know this row; it stays."), {}, row.number))
    found = {one.unit for one in work.told}
    for one in units:
        if one.unit not in found and one.state in ("live", "wanted"):
            work.left.append(Left(f"{one.title} ({one.sku})", _absent(one), {}))


def _absent(one: Offered) -> str:
    """Of what no file of the platform named yet nobody knows whether it is there: a row may have been refused."""
    if one.state == "wanted" or one.product:
        return N_("It is not in this file.")
    return N_("It is not in this file. Did the platform refuse it? Put it on sale here again.")


def _today(one: Offered, own: Format, sheet: Sheet, row: Row, work: _Work) -> None:
    wrong = _wrong_price(own, one.price)
    if wrong is not None:
        work.left.append(replace(wrong, what=one.title, row=row.number))
        return
    if one.stock is None:
        work.left.append(Left(one.title, N_("Nobody counted it yet, so its stock stays."), {}, row.number))
    else:
        work.cells[row.number, sheet.columns["stock"]] = str(one.stock)
    price = own.rules.price(one.price)
    work.cells[row.number, sheet.columns["price"]] = _baht(price)
    work.lines.append(Line(row.number, one.sku, one.title, price, one.stock))
    work.told.append(one)
    names = values.name_of(sheet.cell(row, "product")), values.name_of(sheet.cell(row, "remote_unit"))
    work.names[one.unit] = names


def _ours(known: owning.Known, sheet: Sheet, row: Row) -> Offered | None:
    """Whose row it is: by our own code, else by the platform's."""
    return known.whose(
        values.words(sheet.cell(row, "sku")), values.name_of(sheet.cell(row, "remote_unit")),
        values.name_of(sheet.cell(row, "product")), values.words(sheet.cell(row, "parent")),
    )  # fmt: skip


def _wrong_price(own: Format, price: int) -> Left | None:
    low, high = own.rules.lowest_price, own.rules.highest_price
    if low <= price <= high:
        return None
    return Left("", N_("The price must be from {low} to {high} baht."), {"low": low // 100, "high": high // 100})


def _baht(price: int) -> str:
    return money.plain(price).removesuffix(".00")


def _new(desk: Desk, account: int, own: Format, sheet: Sheet, work: _Work) -> None:
    """A row for each unit of each listing that is ready; one that was filled before is filled again in its place."""
    before = {values.words(sheet.cell(row, "sku")): row.number for row in sheet.rows}
    free = max([sheet.at, sheet.kind.starts - 1, *(row.number for row in sheet.rows)]) + 1
    known = {one.unit: one for one in uploads.offered(desk, account)}
    for listing in listings.listing(desk, account):
        if listing.state not in ("wanted", "refused", "draft"):
            work.there += 1
            continue
        draft, photos = listings.draft_of(desk, listing.id or 0)
        if not _ready(desk, listing, own, draft.title, work):
            continue
        units = listings.units(desk, listing.id or 0)
        shots = Shots(units[0].seller_sku, draft.title, photos[: own.rules.most_photos])
        work.shots.append(shots)
        words = desk.session.get_one(models.Offer, listing.offer).words
        for unit in units:
            number = before.get(unit.seller_sku, 0) or free
            free += number == free
            said = next(one for one in draft.units if one.seller_sku == unit.seller_sku)
            _row(own, sheet, work, number, known[unit.id or 0], _said(listing.id or 0, words, draft, own.rules, said))
            _lacking(sheet, work, number, draft, shots)


def _ready(desk: Desk, listing: models.Listing, own: Format, title: str, work: _Work) -> bool:
    """Whether it is to stand in the file; why not is told."""
    lacks = listings.lacks(desk, listing.id or 0, own.rules)
    work.left += [Left(title, lack.text, lack.values) for lack in lacks]
    if listing.state == "draft" and not lacks:
        work.left.append(Left(title, N_("It is a draft: put it on sale first, then fill the file again."), {}))
    return listing.state != "draft" and not lacks


def _row(own: Format, sheet: Sheet, work: _Work, number: int, one: Offered, said: Iterable[tuple[str, str]]) -> None:
    """One row of a new listing."""
    if one.stock is None:
        work.left.append(Left(one.title, N_("Nobody counted it yet, so its stock is 0 there."), {}, number))
    for name, cell in said:
        if name in sheet.columns and cell:
            work.cells[number, sheet.columns[name]] = cell
    work.lines.append(Line(number, one.sku, one.title, own.rules.price(one.price), one.stock))
    work.told.append(one)


def _lacking(sheet: Sheet, work: _Work, number: int, draft: channels.Draft, shots: Shots) -> None:
    """The columns the platform wants filled that stay empty in a row, and what to do about them."""
    stood = next((row.cells for row in sheet.rows if row.number == number), ())
    alone = {sheet.columns.get(name) for name in _CHOICES} if len(draft.units) == 1 else set()
    empty = [
        heading
        for at, heading in sheet.asked.items()
        if (number, at) not in work.cells and at not in alone and not (at < len(stood) and stood[at].strip())
    ]
    seen = [heading for heading in empty if mandatory.pictures(heading)]
    rest = [heading for heading in empty if heading not in seen]
    photos = N_("{columns}: put the photos beside the file up on the platform's page.")
    none = N_("{columns}: it has no photos yet. Take some, then fill the file again.")
    for text, named in ((photos if shots.photos else none, seen), (N_("{columns}: fill this in the file."), rest)):
        if named:
            work.left.append(Left(draft.title, text, {"columns": ", ".join(named)}, number))


def _said(
    listing: int, words: str, draft: channels.Draft, rules: channels.Rules, unit: channels.DraftUnit
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """What each column is given; of what a column does not ask for nothing."""
    yield from (("title", draft.title), ("description", draft.description), ("category", draft.category))
    yield from (("sku", unit.seller_sku), ("price", _baht(rules.price(unit.price))))
    yield "stock", str(unit.stock)
    yield from (("grams", str(unit.weight or "")), ("weight", _kilograms(unit.weight)))
    for name, side in zip(("length", "width", "height"), unit.size, strict=True):
        yield name, str(-(-side // _MILLIMETRES)) if side else ""
    if len(draft.units) > 1:
        yield from (("parent", f"L{listing}"), ("group", str(listing)), ("choice_name", _("Size")))
        yield "choice", next(iter(unit.choice.values()), "")
    else:
        yield "parent", unit.seller_sku
    yield from (("days", str(draft.preorder_days or "")), ("keywords", words), ("unit", "Piece"), ("currency", "THB"))


def _kilograms(grams: int) -> str:
    """`0.35` for 350 grams."""
    whole, part = divmod(grams, _GRAMS)
    return f"{whole}.{part:03d}".rstrip("0").rstrip(".") if grams else ""


def _learn(desk: Desk, filled: Filled) -> None:
    """The platform's names of our goods, as they stand beside them in its file."""
    for one in filled.told:
        product, remote = filled.names.get(one.unit, ("", ""))
        remote = remote if remote not in ("", "0") else product
        if product and (one.product, one.remote) != (product, remote):
            listings.confirmed(desk, one.listing, channels.RemoteListing(product, {one.sku: remote}))
