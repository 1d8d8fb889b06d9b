"""Goods that others know: catalogue files shared between shops, and our own starter set of loose goods.

Neither holds a price or stock. A barcode nobody sold here yet, but known from such a file, asks only for its price.
"""

from collections.abc import Container, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.dialects.sqlite import insert

from shopdesk.base import paths
from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import gtin, unit
from shopdesk.db.models import CatalogueEntry
from shopdesk.shop import photos
from shopdesk.shop.desk import Desk, Office
from shopdesk.shop.goods import Draft
from shopdesk.shop.importing import sources
from shopdesk.shop.importing.checking import check
from shopdesk.shop.rights import Actor, Right, require, use_case

_AT_ONCE = 400
_ENTRIES = CatalogueEntry.__table__  # type: ignore[attr-defined]
_PUT = insert(_ENTRIES)
_PUT = _PUT.on_conflict_do_update(
    index_elements=["code"],
    set_={
        **{name: _PUT.excluded[name] for name in ("name", "unit", "category")},
        "photo": case((_PUT.excluded["photo"] != "", _PUT.excluded["photo"]), else_=_ENTRIES.c.photo),
    },
)
_KNOWN = select(_ENTRIES).where(_ENTRIES.c.code == bindparam("code"))


def load(office: Office, path: Path, *, actor: Actor | None = None) -> int:
    """Take in a shared catalogue file, newer words replacing older ones; answers how many barcodes it knows.

    Rows without a barcode or a name are passed over, as are pictures that are none or too large. Raises NotFound,
    Invalid, NotAllowed.
    """
    with office.reading(actor) as desk:
        require(desk, Right.GOODS)
    plan = sources.plan(path)
    goods = [good for good in check(plan).goods if good.draft.codes]
    pictures = photos.keep_shared(office, _pictures(plan, {good.row for good in goods}))
    rows = [_entry(code, good.draft, pictures.get(good.row)) for good in goods for code in good.draft.codes]
    if not rows:
        raise Invalid(N_("This file knows no barcode."), hint=N_("Choose a catalogue file of another shop."))
    for at in range(0, len(rows), _AT_ONCE):
        with office.writing(actor) as desk:
            put(desk, rows[at : at + _AT_ONCE])
    return len(rows)


def _pictures(plan: sources.Plan, wanted: Container[int]) -> dict[int, str]:
    """The cells that hold a picture, by row."""
    if "photo" not in plan.columns:
        return {}
    at = plan.columns.index("photo")
    return {
        row.number: row.cells[at]
        for row in plan.rows
        if row.number in wanted and len(row.cells) > at and row.cells[at].startswith(photos.SHARED)
    }


def _entry(code: str, draft: Draft, picture: str | None) -> dict[str, Any]:
    name = f"{draft.name} {draft.variant}".strip()
    photo = picture or draft.photo
    return {"code": code, "name": name, "unit": draft.unit, "category": draft.category, "photo": photo}


@use_case(Right.GOODS)
def put(desk: Desk, rows: Sequence[dict[str, Any]]) -> None:
    """Store what a catalogue says of some barcodes."""
    desk.session.connection().execute(_PUT, list(rows))


@use_case(Right.SELL)
def known(desk: Desk, code: str) -> Draft | None:
    """What a catalogue says of a scanned barcode: everything but the price. None where nobody told us of it."""
    row = desk.session.connection().execute(_KNOWN, {"code": gtin.canonical(code)}).one_or_none()
    if row is None:
        return None
    by_weight = unit.measured(row.unit)
    return Draft(row.name, None, row.unit, by_weight, (row.code,), category=row.category, photo=row.photo)


@use_case(Right.LOOK)
def size(desk: Desk) -> int:
    """How many barcodes are known from catalogues."""
    return int(desk.session.connection().execute(select(func.count()).select_from(_ENTRIES)).scalar_one())


def starter_file() -> Path:
    """Our own set of loose goods (vegetables, fruit, rice …) without prices, in the shape of a file to import.

    Fresh farm produce is exempt from VAT (Revenue Code section 81 (1) (ก) and (ข)), the rest is not.
    """
    return paths.resource("catalogue", "starter.csv")
