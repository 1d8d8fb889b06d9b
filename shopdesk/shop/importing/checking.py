"""Each row of a file becomes a draft of goods, or the reason why it cannot.

What a file leaves out stays as it is in the shop: `given` names the fields a row speaks of, empty cells being silent.
"""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, restricted, thaitext, unit
from shopdesk.core.digits import arabic
from shopdesk.shop import goods
from shopdesk.shop.goods import Draft
from shopdesk.shop.importing import cells
from shopdesk.shop.importing.joining import Raw, raw_rows
from shopdesk.shop.importing.sources import Plan

WHOLE_UNIT = 1000


@dataclass(frozen=True, slots=True)
class Good:
    """A row that can be stored: the draft (stock and cost by base unit) and which of its fields the file speaks of."""

    row: int
    draft: Draft
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be stored; `column` is the field at fault, for a red cell, empty where it is the whole row."""

    row: int
    problem: Invalid
    column: str = ""

    @property
    def reason(self) -> str:
        """Why, and what to do, in the language of the moment."""
        return f"{self.problem} {self.problem.hint}".strip()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something done with a row that its owner should know of."""

    row: int
    text: str

    @property
    def words(self) -> str:
        """The sentence in the language of the moment."""
        return _(self.text)


@dataclass(slots=True)
class Checked:
    """What a file comes to."""

    goods: list[Good] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def _text(cell: str) -> str:
    bare = cells.unescaped(cell)
    return bare if bare.isprintable() else thaitext.strip(thaitext.printable(bare)).strip()


def _again(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """A reader that remembers: the goods of a shop share a few prices, units and categories."""
    return functools.lru_cache(maxsize=4096)(lambda cell: read(cells.unescaped(cell)))


# A photo is named by the SHA-256 of its bytes; an address or a path in a file is never followed.
_PHOTO = re.compile(r"[0-9a-f]{64}")
_READ: dict[str, Callable[[str], Any]] = {
    "name": _text,
    "variant": _text,
    "sku": _text,
    "note": _text,
    "plu": arabic,
    "category": _again(_text),
    "price": _again(cells.price),
    "cost": _again(cells.price),
    "stock": _again(cells.stock),
    "unit": _again(cells.unit_code),
    "by_weight": _again(cells.flag),
    "tracked": _again(cells.flag),
    "vat_class": _again(cells.vat_class),
    "restricted": _again(cells.restricted),
}


_MARKED = {
    "alcohol": N_("Its name sounds like alcohol. Change it in the goods if that is wrong."),
    "tobacco": N_("Its name sounds like tobacco. Change it in the goods if that is wrong."),
}


class _Bad(Exception):
    """Which cell was at fault."""

    def __init__(self, column: str, problem: Invalid) -> None:
        super().__init__(column)
        self.column, self.problem = column, problem


def check(plan: Plan, look: Callable[[int], None] = lambda done: None) -> Checked:
    """Look at every row; `look` is told how many were done and may raise to stop.

    Raises Invalid where no column holds the name.
    """
    if "name" not in plan.columns:
        raise Invalid(N_("No column holds the name of the goods."), hint=N_("Choose the column that holds the name."))
    checked = Checked(rejected=[Rejected(row.number, row.problem) for row in plan.broken])
    seen = _Seen()
    for done, raw in enumerate(raw_rows(plan), 1):
        try:
            good = _good(raw, checked.notices)
            seen.add(good)
            checked.goods.append(good)
        except _Bad as bad:
            checked.rejected.append(Rejected(raw.number, bad.problem, bad.column))
        if done % 500 == 0:
            look(done)
    checked.rejected.sort(key=lambda rejected: rejected.row)
    return checked


def _good(raw: Raw, notices: list[Notice]) -> Good:
    values = _values(raw, notices)
    given = frozenset(values)
    if "unit" in values and "by_weight" not in values and unit.measured(values["unit"]):
        values["by_weight"] = True
    if values.get("by_weight") and "unit" not in values:
        values["unit"] = "kg"
    _in_base_units(values)
    if "restricted" not in values:
        # Only for goods that are new: what the owner said of goods already here stays (it is not in `given`).
        values["restricted"] = restricted.guess(str(values.get("name", "")), str(values.get("category", "")))
        if values["restricted"]:
            notices.append(Notice(raw.number, _MARKED[values["restricted"]]))
    try:
        if not str(values.get("name", "")).strip():
            raise Invalid(N_("This row has no name."), hint=N_("Type it in the file, then choose the file again."))
        draft = goods.cleaned(Draft(**{"name": "", **values}))
    except Invalid as problem:
        raise _Bad("name" if not values.get("name") else "", problem) from None
    return Good(raw.number, draft, given)


def _values(raw: Raw, notices: list[Notice]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    column = ""
    try:
        for column, cell in raw.cells.items():
            if column in _READ:
                values[column] = _READ[column](cell)
            elif column == "codes":
                values[column], lost = cells.codes(cells.unescaped(cell))
                if lost:
                    notices.append(Notice(raw.number, N_("A 0 in front of the barcode was lost; both are kept.")))
            elif column == "photo" and _PHOTO.fullmatch(cell):
                values[column] = cell
    except Invalid as problem:
        raise _Bad(column, problem) from None
    if values.get("stock", 0) < 0:
        notices.append(Notice(raw.number, N_("The stock was below zero and counts as 0.")))
        values["stock"] = 0
    return values


def _in_base_units(values: dict[str, Any]) -> None:
    """Stock and cost are written by the sale unit and kept by the base unit (a tray of eggs, a ขีด of pork)."""
    known = unit.UNITS.get(values.get("unit", "piece"))
    ratio = known.ratio if known else WHOLE_UNIT
    if ratio != WHOLE_UNIT:
        if values.get("stock"):
            values["stock"] = money.share(values["stock"], ratio, WHOLE_UNIT)
        if values.get("cost"):
            values["cost"] = money.share(values["cost"], WHOLE_UNIT, ratio)


def sku_key(sku: str) -> str:
    """An item code as it is compared: no spaces, no case."""
    return "".join(sku.split()).casefold() if sku else ""


def name_key(draft: Draft) -> tuple[str, str, str]:
    """What makes goods without any code the same goods."""
    return draft.name, draft.variant, draft.unit


class _Seen:
    """The codes of the rows before, so that the second of twins is refused and names the first."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}
        self.skus: dict[str, int] = {}
        self.names: dict[tuple[str, str, str], int] = {}

    def add(self, good: Good) -> None:
        """Take note of a row; raises _Bad where an earlier one has the same barcode, item code or bare name."""
        draft, row = good.draft, good.row
        for code in draft.codes:
            if code in self.codes:
                raise _Bad("codes", _twin(N_("Row {row} has the same barcode."), self.codes[code]))
        sku = sku_key(draft.sku)
        if sku and sku in self.skus:
            raise _Bad("sku", _twin(N_("Row {row} has the same item code."), self.skus[sku]))
        bare = not draft.codes and not sku
        if bare and name_key(draft) in self.names:
            raise _Bad("name", _twin(N_("Row {row} has the same name."), self.names[name_key(draft)]))
        self.codes.update(dict.fromkeys(draft.codes, row))
        if sku:
            self.skus[sku] = row
        if bare:
            self.names[name_key(draft)] = row


def _twin(words: str, row: int) -> Invalid:
    return Invalid(words, hint=N_("Keep one of the two rows."), row=row)
