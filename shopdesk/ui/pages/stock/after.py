"""After a load: labels for the lots that came, and for the shelves whose price changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.core import quantity
from shopdesk.core.tickets import Kind
from shopdesk.shop import goods, lotlabels, stock
from shopdesk.shop.labels import Want
from shopdesk.ui.pages.labels.chosen import Chosen, lot_words

if TYPE_CHECKING:
    from shopdesk.ui.pages.stock.load import LoadLine
    from shopdesk.ui.shell import Window


@dataclass(frozen=True, slots=True)
class Wanted:
    """Labels of one kind that a load asks for."""

    kind: Kind
    chosen: tuple[Chosen, ...]

    @property
    def words(self) -> str:
        """What is offered."""
        count = sum(one.want.count for one in self.chosen)
        said = _("{count} lot labels can be printed.") if self.kind == "lot" else _("{count} prices need a new label.")
        return said.format(count=count)


def of_lots(win: "Window", lines: Sequence["LoadLine"], lots: Sequence[int]) -> list[Wanted]:
    """A label for each piece of the lots that came, one for what is weighed; nothing where no line is a lot."""
    assert win.office is not None
    found = []
    with win.office.reading(win.actor) as desk:
        for line, number in zip(lines, lots, strict=True):
            if number != stock.NO_LOT and line.goods.price is not None:
                own = next(one for one in lotlabels.lots(desk, line.goods.sale_unit) if one.id == number)
                count = 1 if line.goods.by_weight else max(line.qty // quantity.ONE, 1)
                want = Want(line.goods.sale_unit, count, lot=number)
                found.append(Chosen(line.goods.name, line.goods.code, line.goods.by_weight, want, lot_words(own)))
    return [Wanted("lot", tuple(found))] if found else []


def of_shelves(win: "Window", units: Sequence[int]) -> list[Wanted]:
    """A label for each shelf whose price is another one now."""
    assert win.office is not None
    with win.office.reading(win.actor) as desk:
        found = goods.by_ids(desk, units)
    chosen = tuple(Chosen(one.name, one.code, one.by_weight, Want(one.sale_unit)) for one in found)
    return [Wanted("shelf", chosen)] if chosen else []
