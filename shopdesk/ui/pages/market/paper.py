"""The tick sheet before it is printed: on the roll, or as a table on A4."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from shopdesk.base import files
from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.ui.pages.receipt.sheet import PaperSheet
from shopdesk.ui.widgets.text import copy

if TYPE_CHECKING:
    from shopdesk.core.market_papers import TickSheet
    from shopdesk.ui.shell import Window


class TickPaper(PaperSheet):
    """The sheet that goes along."""

    def __init__(self, win: "Window", trip: int, paper: "TickSheet") -> None:
        from shopdesk.shop import printing as queue

        self._table = paper
        super().__init__(
            win, _("Market tick sheet"), paper, paper.name, lambda desk: queue.queue_tick_sheet(desk, trip)
        )

    def _others(self) -> list[tuple[str, str, Callable[[], object]]]:
        return [(_("Keep as A4 table"), "file-text", self.save_table), *super()._others()]

    def save_table(self) -> None:
        """Keep it as a PDF of A4 pages."""
        from shopdesk.paper.render import table_pages

        place = self.ask_where(self, f"{self._name}-A4.pdf")
        if place is None:
            return
        try:
            files.write_whole(place, table_pages.pdf(self._table, self._name))
        except OSError:
            self.strip.refuse(ShopError(N_("It could not be saved there."), hint=N_("Choose another folder.")))
            return
        words = _("Kept as {name}").format(name=place.name)
        self.strip.say(words, tone="primary", button=_("Copy the place"), on=lambda: copy(str(place)))


def open_tick_sheet(win: "Window", trip: int) -> TickPaper:
    """Show the tick sheet of a trip; raises NotFound, NotAllowed."""
    from shopdesk.shop import market

    assert win.office is not None
    with win.office.reading(win.actor) as desk:
        paper = market.tick_sheet(desk, trip)
    sheet = TickPaper(win, trip, paper)
    win.open(sheet)
    return sheet
