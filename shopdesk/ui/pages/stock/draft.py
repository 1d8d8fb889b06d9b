"""A load that is typed and not taken in yet, kept in a small file: a power cut loses at most the line being typed."""

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.base import files
from shopdesk.base.errors import ShopError
from shopdesk.core import money, quantity
from shopdesk.ui.pages.stock.load import LoadLine

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window

NAME = "receive-draft.json"
MOST_BYTES = 400_000


def keep(win: "Window", lines: Sequence[LoadLine], side: object) -> None:
    """Write down the load as it is; nothing is left of an empty one. A full disk stops nobody who receives goods."""
    place = Path(win.data_dir) / NAME
    said = [
        [line.goods.sale_unit, line.qty, line.each, line.total, line.expires, line.harvested, line.lot_code]
        for line in lines
    ]
    with contextlib.suppress(OSError, ShopError):
        if said:
            files.write_whole(place, json.dumps({"lines": said, "side": side}, ensure_ascii=False).encode())
        else:
            place.unlink(missing_ok=True)


def kept(win: "Window") -> tuple[list[LoadLine], Any] | None:
    """What was typed before, as far as it is goods of this shop, and what stood beside; None where there is nothing."""
    from shopdesk.shop import goods

    assert win.office is not None
    try:
        said = json.loads(files.read_bounded(Path(win.data_dir) / NAME, MOST_BYTES))
        rows, side = [_checked(row) for row in said["lines"]], _beside(said["side"])
        with win.office.reading(win.actor) as desk:
            known = {one.sale_unit: one for one in goods.by_ids(desk, [row[0] for row in rows])}
    except (OSError, ShopError, ValueError, KeyError, TypeError):
        return None
    lines = [
        LoadLine(known[unit], qty, each, total, expires, harvested, code)
        for unit, qty, each, total, expires, harvested, code in rows
        if unit in known
    ]
    return (lines, side) if lines else None


def _checked(row: Any) -> tuple[int, int, int | None, int, str, str, str]:
    unit, qty, each, total, *lot = row
    expires, harvested, code = map(str, lot)
    each = None if each is None else money.within_limit(int(each))
    return int(unit), quantity.within_limit(int(qty)), each, money.within_limit(int(total)), expires, harvested, code


def _beside(side: Any) -> tuple[str, str, str, list[str], str, bool]:
    who, way, place, texts, photo, unfolded = side
    return str(who), str(way), str(place), [str(text) for text in texts], str(photo), bool(unfolded)
