"""What was chosen for a market and is not booked yet, kept in a small file: neither Esc nor a power cut loses it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.base import files
from shopdesk.base.errors import ShopError
from shopdesk.db import models
from shopdesk.ui.pages.market.taking import Draft, Taking

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.ui.shell import Window

NAME = "market-draft.json"
MOST_BYTES = 100_000


def keep(pane: Taking) -> None:
    """Write down what is chosen so far; nothing is left of an empty list."""
    place, draft = _place(pane.win), pane.draft()
    if not draft.pieces:
        place.unlink(missing_ok=True)
        return
    parts = list(pane.parts().items())
    said = json.dumps({"name": draft.name, "date": draft.date, "parts": parts}, ensure_ascii=False)
    files.write_whole(place, said.encode())


def kept(win: "Window") -> Draft | None:
    """What was chosen before, as far as it is goods of this shop; None where there is nothing to go on with."""
    assert win.office is not None
    try:
        said = json.loads(files.read_bounded(_place(win), MOST_BYTES))
        name, date = str(said["name"]), str(said["date"])
        parts = {int(item): int(qty) for item, qty in said["parts"] if int(qty) > 0}
    except (OSError, ShopError, ValueError, KeyError, TypeError):
        return None
    with win.office.reading(win.actor) as desk:
        return _draft(desk, parts, name, date)


def _draft(desk: "Desk", parts: Mapping[int, int], name: str, date: str) -> Draft | None:
    from shopdesk.shop import market

    known = {item: qty for item, qty in parts.items() if desk.session.get(models.Item, item) is not None}
    return Draft(tuple(market.pieces(desk, known)), name, date) if known else None


def forget(win: "Window") -> None:
    """It is booked, or nobody wants it."""
    _place(win).unlink(missing_ok=True)


def _place(win: "Window") -> Path:
    return Path(win.data_dir) / NAME
