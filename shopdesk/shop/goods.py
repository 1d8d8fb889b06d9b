"""Goods as the till and the list see them: finding, making, changing, putting away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from sqlalchemy import bindparam, delete, text
from sqlmodel import col, func, select

from shopdesk.base.errors import Conflict, Invalid, NotFound
from shopdesk.base.i18n import N_
from shopdesk.core import barcode, gtin, labels, money, quantity, restricted, thaitext, unit
from shopdesk.core.barcode import Scan
from shopdesk.core.line import Line
from shopdesk.db import models, records, search
from shopdesk.shop import composing, settings, stock
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

LONGEST_NAME = 200
MOST_CODES = 20
VAT_CLASSES = ("standard", "zero", "exempt", "none")
RESTRICTED = ("", "alcohol", "tobacco")


@dataclass(frozen=True, slots=True)
class Goods:
    """One way of selling one thing. `stock` in base-unit thousandths; no price: ask for it.

    `stock` is None where none is kept, and where nobody ever counted any nor had it come in: then nobody knows it.
    """

    sale_unit: int
    item: int
    product: int
    name: str
    unit: str
    ratio: int
    price: int | None
    by_weight: bool
    vat_class: str
    restricted: str
    category: int | None
    tint: str
    icon: str
    photo: str
    note: str
    plu: str
    stock: int | None
    code: str
    agent: bool = False
    container: int | None = None
    container_name: str = ""
    holds: int = 0
    deposit: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person or a file says about goods; everything but the name may be left out. Satang and thousandths."""

    name: str
    price: int | None = None
    unit: str = "piece"
    by_weight: bool = False
    codes: tuple[str, ...] = ()
    plu: str = ""
    category: str = ""
    vat_class: str = "standard"
    vat_note: str = ""
    restricted: str = ""
    tracked: bool = True
    photo: str = ""
    note: str = ""
    sku: str = ""
    variant: str = ""
    cost: int | None = None
    stock: int | None = field(default=None)


# Rows of one query over everything a tile, a line or a list shows; stock is what lies everywhere.
_VIEW = (
    "SELECT u.id AS sale_unit, u.item, i.product, p.name, i.variant, u.label, u.unit, u.ratio, u.price, "  # noqa: S608
    "u.by_weight, "
    "p.vat_class, p.restricted, p.category, coalesce(c.tint, 'n') AS tint, coalesce(c.icon, 'package') AS icon, "
    f"p.photo, p.note, u.plu, p.tracked OR {composing.COMPOSED} AS tracked, "
    f"CASE WHEN {composing.COMPOSED} OR EXISTS (SELECT 1 FROM stock_move m WHERE m.item = i.id "
    f"AND m.reason NOT IN ('sale', 'refund', 'void')) THEN {composing.LYING} END AS stock, "
    "coalesce((SELECT min(k.code) FROM sale_code k WHERE k.sale_unit = u.id), '') AS code, "
    "p.kind = 'agent' AS agent, m.container, b.name AS container_name, m.qty AS holds, b.deposit "
    "FROM sale_unit u JOIN item i ON i.id = u.item JOIN product p ON p.id = i.product "
    "LEFT JOIN category c ON c.id = p.category "
    "LEFT JOIN companion m ON m.sale_unit = u.id AND m.archived_at IS NULL LEFT JOIN container b ON b.id = m.container "
)
_BY_IDS = text(f"{_VIEW} WHERE u.id IN :ids").bindparams(bindparam("ids", expanding=True))
_WITH_CODE = "WHERE u.archived_at IS NULL AND u.id IN (SELECT sale_unit FROM sale_code WHERE code IN :codes)"
_BY_CODES = text(_VIEW + _WITH_CODE).bindparams(bindparam("codes", expanding=True))
_BY_PLU = text(f"{_VIEW} WHERE u.archived_at IS NULL AND u.plu = :plu")


def _goods(row: Any) -> Goods:
    name = " ".join(part for part in (row.name, row.variant, row.label) if part)
    stock_now = row.stock if row.tracked else None
    return Goods(
        row.sale_unit, row.item, row.product, name, row.unit, row.ratio, row.price, bool(row.by_weight), row.vat_class,
        row.restricted, row.category, row.tint, row.icon, row.photo, row.note, row.plu, stock_now, row.code,
        bool(row.agent), row.container, row.container_name or "", row.holds or 0, row.deposit or 0,
    )  # fmt: skip


@use_case(Right.SELL)
def scan(desk: Desk, typed: str) -> tuple[Scan, list[Goods]]:
    """Read what was scanned or typed and find the goods it names exactly; several where a code is on two goods.

    Raises Invalid for a quantity or amount out of range.
    """
    from shopdesk.shop import lotlabels

    rules = settings.get(desk, "barcode.rules")
    read = barcode.parse(typed, labels.rules_from_data(rules) if rules else labels.DEFAULT_RULES)
    found = _exact(desk, read)
    return (read, found) if found else lotlabels.scanned(desk, read)


def _exact(desk: Desk, read: Scan) -> list[Goods]:
    connection = desk.session.connection()
    if read.codes:
        found = [_goods(row) for row in connection.execute(_BY_CODES, {"codes": list(read.codes)})]
        if found:
            return sorted(found, key=lambda goods: goods.sale_unit)
    if read.plu:
        return [_goods(row) for row in connection.execute(_BY_PLU, {"plu": read.plu})]
    return []


@use_case(Right.SELL)
def find(desk: Desk, typed: str, category: int | None = None, limit: int = 60) -> list[Goods]:
    """Goods whose name or number holds what was typed, best sellers first; nothing typed answers the best sellers.

    Their order is that of the days before this one, so that no picture moves while a day is open.
    """
    return by_ids(desk, search.find(desk.session, typed, category, limit, settings.business_day(desk)))


@use_case(Right.LOOK)
def by_ids(desk: Desk, ids: Sequence[int]) -> list[Goods]:
    """Goods by sale unit, in the order asked for; those no longer there are left out."""
    rows = desk.session.connection().execute(_BY_IDS, {"ids": list(ids)})
    found = {row.sale_unit: _goods(row) for row in rows}
    return [found[number] for number in ids if number in found]


@use_case(Right.LOOK)
def warm(desk: Desk) -> int:
    """Read the names into memory so that the first key finds at once; answers how many. For a background thread."""
    return len(search.warm(desk.session, settings.business_day(desk)).ids)


def line_of(goods: Goods, uid: str, qty: int = quantity.ONE, price: int | None = None) -> Line:
    """A bill's line; `price` where the goods have none or a label says another. Raises Invalid without either."""
    listed = goods.price if goods.price is not None else price
    if listed is None:
        raise Invalid(N_("{name} has no price yet."), hint=N_("Type its price."), name=goods.name)
    return Line(
        uid, goods.name, listed if price is None else price, qty, goods.sale_unit, goods.item, goods.product,
        goods.unit, listed, goods.by_weight, vat_class=goods.vat_class, category=goods.category,
        restricted=goods.restricted,
        ratio=goods.ratio, code=goods.code, container=goods.container, container_name=goods.container_name,
        holds=goods.holds, deposit=goods.deposit,
    )  # fmt: skip


@use_case(Right.GOODS)
def create(desk: Desk, draft: Draft) -> Goods:
    """Put new goods on the shelf, with opening stock where the draft says one; raises Invalid for what cannot be."""
    return _create(desk, draft)


@use_case(Right.SELL)
def create_at_till(desk: Desk, name: str, price: int, code: str = "", known: Draft | None = None) -> Goods:
    """Goods nobody knew, sold at once: name and price suffice. `known` is what a shared catalogue says of the code."""
    base = known or Draft(name=name, restricted=restricted.guess(name))
    return _create(desk, replace(base, name=name, price=price, codes=(code,) if code else ()))


def _create(desk: Desk, draft: Draft) -> Goods:
    draft = cleaned(draft)

    def new(row: models.Record) -> int:
        return cast(int, records.create(desk.session, desk.entry, row, desk.now, desk.random).id)

    known = unit.UNITS.get(draft.unit)
    product = new(models.Product(uid="", **_product_fields(desk, draft)))
    item = new(
        models.Item(
            uid="",
            product=product,
            variant=draft.variant,
            base_unit=known.base if known else draft.unit,
            sku=draft.sku,
            cost=draft.cost,
        )
    )
    sale_unit = new(models.SaleUnit(uid="", item=item, ratio=known.ratio if known else 1000, **_unit_fields(draft)))
    set_codes(desk, sale_unit, draft.codes)
    if draft.stock and draft.tracked:
        value = money.times(draft.cost or 0, draft.stock)
        stock.move(desk, stock.Take(item, stock.SHOP, stock.NO_LOT, draft.stock, value), 1, "opening")
    return _with_stock(by_ids(desk, [sale_unit])[0], draft)


def _with_stock(goods: Goods, draft: Draft) -> Goods:
    """The goods with the stock of the draft: its move is stored only at the end of the deed."""
    return replace(goods, stock=draft.stock) if draft.tracked and draft.stock is not None else goods


def _product_fields(desk: Desk, draft: Draft) -> dict[str, Any]:
    return {
        "name": draft.name,
        "category": category_id(desk, draft.category),
        "vat_class": draft.vat_class,
        "vat_note": draft.vat_note,
        "restricted": draft.restricted,
        "tracked": draft.tracked,
        "photo": draft.photo,
        "note": draft.note,
    }


def _unit_fields(draft: Draft) -> dict[str, Any]:
    return {
        "unit": draft.unit,
        "price": draft.price,
        "by_weight": draft.by_weight,
        "plu": draft.plu,
        "search_key": search_key(draft),
    }


def search_key(draft: Draft, label: str = "") -> str:
    """Under what words goods are found; `label` is what tells this way of selling them from the others."""
    parts = (draft.name, draft.variant, label, draft.plu, draft.sku, draft.note)
    return thaitext.fold(" ".join(part for part in parts if part))


def cleaned(draft: Draft) -> Draft:
    """The draft as it can be stored; raises Invalid for a missing name, a code too long, a value out of range."""
    name = thaitext.strip(thaitext.printable(draft.name)).strip()
    if not name:
        raise Invalid(N_("The goods need a name."), hint=N_("Type a name, then save."))
    if len(name) > LONGEST_NAME:
        raise Invalid(N_("The name is too long."), hint=N_("Use at most {most} letters."), most=LONGEST_NAME)
    codes = tuple(dict.fromkeys(filter(None, (gtin.canonical(thaitext.printable(code)) for code in draft.codes))))
    if len(codes) > MOST_CODES or any(len(code) > barcode.LONGEST_CODE for code in codes):
        raise Invalid(N_("There are too many barcodes, or one is too long."))
    if draft.plu and not (gtin.is_number(draft.plu) and len(draft.plu) <= barcode.LONGEST_PLU):
        raise Invalid(N_("A short number has 1 to 6 digits."))
    if draft.vat_class not in VAT_CLASSES or draft.restricted not in RESTRICTED:
        raise Invalid(N_("Choose one of the offered values."))
    for amount in (draft.price, draft.cost):
        if amount is not None:
            money.within_limit(amount)
    if draft.stock:
        quantity.within_limit(draft.stock)
    return _with_texts(draft, {"name": name, "codes": codes, "plu": draft.plu.lstrip("0")})


def _with_texts(draft: Draft, changed: dict[str, Any]) -> Draft:
    """The draft with these fields and its other texts on one line each; itself where they are so already."""
    before: dict[str, Any] = {"name": draft.name, "codes": draft.codes, "plu": draft.plu}
    for key in ("note", "sku", "variant", "unit"):
        if written := getattr(draft, key):
            before[key], changed[key] = written, thaitext.printable(written).strip()[:LONGEST_NAME]
    return draft if before == changed else replace(draft, **changed)


def category_id(desk: Desk, name: str) -> int | None:
    """The category of this name, made when there is none; None for no name."""
    name = thaitext.printable(name).strip()[:LONGEST_NAME]
    if not name:
        return None
    found = desk.session.exec(select(models.Category).where(models.Category.name == name)).first()
    if found is None:
        position = desk.session.exec(select(func.count(col(models.Category.id)))).one()
        tint = "gyrbpn"[position % 6]
        new = models.Category(uid="", name=name, position=position, tint=tint)
        found = records.create(desk.session, desk.entry, new, desk.now, desk.random)
    elif found.archived_at is not None:
        records.restore(desk.session, desk.entry, found)
    return found.id


def set_codes(desk: Desk, sale_unit: int, codes: Iterable[str]) -> None:
    """These are the barcodes of a sale unit from now on."""
    desk.session.connection().execute(delete(models.SaleCode).where(col(models.SaleCode.sale_unit) == sale_unit))
    desk.session.add_all([models.SaleCode(code=code, sale_unit=sale_unit) for code in codes])
    desk.session.flush()


def _rows(desk: Desk, sale_unit: int) -> tuple[models.SaleUnit, models.Item, models.Product]:
    own = desk.session.get(models.SaleUnit, sale_unit)
    if own is None:
        raise NotFound(N_("These goods are no longer there."))
    item = desk.session.get_one(models.Item, own.item)
    return own, item, desk.session.get_one(models.Product, item.product)


@use_case(Right.LOOK)
def draft_of(desk: Desk, sale_unit: int) -> Draft:
    """What the editor starts from; raises NotFound."""
    own, item, product = _rows(desk, sale_unit)
    codes = desk.session.exec(select(models.SaleCode.code).where(models.SaleCode.sale_unit == sale_unit)).all()
    category = desk.session.get(models.Category, product.category) if product.category else None
    return Draft(
        product.name, own.price, own.unit, own.by_weight, tuple(sorted(codes)), own.plu,
        category.name if category else "",
        product.vat_class, product.vat_note, product.restricted, product.tracked, product.photo, product.note, item.sku,
        item.variant, item.cost, stock.balance(desk, item.id or 0),
    )  # fmt: skip


@use_case(Right.GOODS)
def change(desk: Desk, sale_unit: int, draft: Draft) -> Goods:
    """Change goods to what the draft says (None for `stock` leaves it); raises NotFound, Invalid."""
    from shopdesk.shop import variants

    draft = cleaned(draft)
    own, item, product = _rows(desk, sale_unit)
    records.change(desk.session, desk.entry, product, **_product_fields(desk, draft))
    records.change(desk.session, desk.entry, item, sku=draft.sku, variant=draft.variant, cost=draft.cost)
    fields = {**_unit_fields(draft), "search_key": search_key(draft, own.label)}
    if draft.unit != own.unit and _only_way(desk, own):
        known = unit.UNITS.get(draft.unit)
        if known and known.base != item.base_unit and stock.balance(desk, item.id or 0):
            raise Conflict(
                N_("These goods are in stock by another measure."),
                hint=N_("Count the stock to 0, then change the unit."),
            )
        fields["ratio"] = known.ratio if known else 1000
        records.change(desk.session, desk.entry, item, base_unit=known.base if known else draft.unit)
    records.change(desk.session, desk.entry, own, **fields)
    set_codes(desk, sale_unit, draft.codes)
    variants.refresh_keys(desk, product.id or 0)
    if draft.stock is not None and draft.tracked:
        stock.set_balance(desk, item.id or 0, draft.stock)
    return _with_stock(by_ids(desk, [sale_unit])[0], draft)


def _only_way(desk: Desk, own: models.SaleUnit) -> bool:
    """Whether an item is sold in one unit only, so that another unit may also change what its stock counts in."""
    return len(desk.session.exec(select(models.SaleUnit.id).where(models.SaleUnit.item == own.item)).all()) == 1


@use_case(Right.GOODS)
def set_price(desk: Desk, sale_unit: int, price: int | None) -> None:
    """Set the price in satang, None asks at the till; raises NotFound, Invalid."""
    if price is not None:
        money.within_limit(price)
    records.change(desk.session, desk.entry, _rows(desk, sale_unit)[0], price=price)


@use_case(Right.GOODS)
def put_away(desk: Desk, sale_unit: int) -> None:
    """Take goods off the till and the list; nothing of their past is lost. Raises NotFound, Conflict."""
    own, _item, _product = _rows(desk, sale_unit)
    records.archive(desk.session, desk.entry, own, desk.now)


@use_case(Right.GOODS)
def bring_back(desk: Desk, sale_unit: int) -> None:
    """Undo `put_away`."""
    records.restore(desk.session, desk.entry, _rows(desk, sale_unit)[0])


@use_case(Right.LOOK)
def with_code(desk: Desk, code: str) -> list[Goods]:
    """Which goods carry this barcode, so that an editor can say so before it is on two."""
    rows = desk.session.connection().execute(_BY_CODES, {"codes": [gtin.canonical(code)]})
    return [_goods(row) for row in rows]


@dataclass(frozen=True, slots=True)
class CategoryInfo:
    """A chip at the till."""

    id: int
    name: str
    tint: str
    icon: str


@use_case(Right.LOOK)
def categories(desk: Desk) -> list[CategoryInfo]:
    """The categories that hold goods or were made by hand, in the owner's order."""
    rows = desk.session.exec(
        select(models.Category)
        .where(col(models.Category.archived_at).is_(None))
        .order_by(col(models.Category.position))
    ).all()
    return [CategoryInfo(row.id or 0, row.name, row.tint, row.icon) for row in rows]
