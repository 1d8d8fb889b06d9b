"""Rows of a program's file as rows of goods: what a variant's row leaves out is taken from the row it belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass

from shopdesk.shop.importing.sources import Plan

_NO_VARIANT = frozenset({"default title", "regular", "default", "ปกติ"})
_ABOVE = ("name", "category", "category_path", "by_weight", "tracked")
_OPTIONS = ("option1", "option2", "option3")


@dataclass(frozen=True, slots=True)
class Raw:
    """What one row says of goods: each field's cell as it stands, empty ones left out."""

    number: int
    cells: dict[str, str]


def raw_rows(plan: Plan) -> Iterator[Raw]:
    """The rows that are goods of their own; parts of sets, pictures and parents of variants are none."""
    held = [(position, code) for position, code in enumerate(plan.columns) if code]
    found = (Raw(row.number, _cells(row.cells, held)) for row in plan.rows)
    if plan.joined == "handle":
        return _by_handle(found)
    if plan.joined == "parent":
        return _by_parent(list(found))
    return map(_plain, found) if plan.source != "square" else map(_square, found)


def _cells(cells: tuple[str, ...], held: list[tuple[int, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    width = len(cells)
    for position, code in held:
        if position < width and (cell := cells[position].strip()):
            found[code] = f"{found[code]};{cell}" if code in found else cell
    return found


def _plain(raw: Raw) -> Raw:
    return raw


def _square(raw: Raw) -> Raw:
    return Raw(raw.number, _without_empty_variant(raw.cells))


def _without_empty_variant(cells: dict[str, str]) -> dict[str, str]:
    if cells.get("variant", "").casefold() in _NO_VARIANT:
        return {code: cell for code, cell in cells.items() if code != "variant"}
    return cells


def _varied(cells: dict[str, str]) -> dict[str, str]:
    """The cells with their options as one variant."""
    variant = " / ".join(cells[option] for option in _OPTIONS if option in cells)
    rest = {code: cell for code, cell in cells.items() if code not in _OPTIONS}
    return _without_empty_variant({**rest, "variant": variant} if variant else rest)


def _by_handle(found: Iterator[Raw]) -> Iterator[Raw]:
    """Loyverse and Shopify: the name stands in the first row of a handle; others name parts or pictures."""
    first: dict[str, dict[str, str]] = {}
    for raw in found:
        cells, handle = raw.cells, raw.cells.get("handle", "")
        above = first.get(handle, {}) if handle else {}
        if "name" in cells and handle:
            first[handle] = {code: cells[code] for code in _ABOVE if code in cells}
        own = any(code in cells for code in ("name", "sku", "codes", "price", *_OPTIONS))
        if not own or ("part_of" in cells and "name" not in cells and "price" not in cells):
            continue
        yield Raw(raw.number, _leaf({**above, **_varied(cells)}))


def _leaf(cells: dict[str, str]) -> dict[str, str]:
    """Of a path of categories (`Food > Tea`, several divided by commas) the last part of the first."""
    category = cells.get("category") or cells.get("category_path", "")
    return {**cells, "category": category.split(",")[0].rpartition(">")[2].strip()} if ">" in category else cells


def _by_parent(found: list[Raw]) -> Iterator[Raw]:
    """WooCommerce: a variation names its parent by item code or `id:NN`; a parent is not sold itself."""
    parents: dict[str, dict[str, str]] = {}
    for raw in found:
        if raw.cells.get("kind", "").casefold().startswith("variable"):
            for key in (raw.cells.get("sku"), f"id:{raw.cells.get('id')}"):
                if key:
                    parents[key] = raw.cells
    for raw in found:
        kind = raw.cells.get("kind", "").casefold()
        if kind.startswith(("variable", "grouped")):
            continue
        cells = raw.cells
        if kind.startswith("variation"):
            above = parents.get(cells.get("parent", ""), {})
            cells = {**{code: above[code] for code in _ABOVE if code in above}, **_under(above, cells)}
        else:
            cells = {code: cell for code, cell in cells.items() if code not in _OPTIONS}
        yield Raw(raw.number, _leaf(_first_category(cells)))


def _under(above: dict[str, str], cells: dict[str, str]) -> dict[str, str]:
    """A variation's own cells; where it has options, its name (which repeats them) gives way to the parent's."""
    varied = _varied(cells)
    if "name" in above and "variant" in varied:
        return {code: cell for code, cell in varied.items() if code != "name"}
    return varied


def _first_category(cells: dict[str, str]) -> dict[str, str]:
    if "," in cells.get("category", ""):
        return {**cells, "category": cells["category"].split(",")[0].strip()}
    return cells
