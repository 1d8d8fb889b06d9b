"""What the till reads of the shop to show it: tiles, chips, waiting bills, what is to be said. It changes nothing."""

from typing import TYPE_CHECKING

from shopdesk.base import clock
from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.core.documents import short_number
from shopdesk.core.line import Line

if TYPE_CHECKING:
    from shopdesk.core.barcode import Scan
    from shopdesk.shop.desk import Office
    from shopdesk.shop.goods import CategoryInfo, Goods
    from shopdesk.shop.selling import Sold
    from shopdesk.ui.shell import Window

TILES = 60


class Reader:
    """Reads for whoever works at this window."""

    def __init__(self, window: "Window") -> None:
        self.win = window

    @property
    def office(self) -> "Office":
        """The shop's file; only asked for once it is open."""
        assert self.win.office is not None
        return self.win.office

    def look(self, typed: str, category: int | None) -> "list[Goods]":
        """The tiles for what was typed."""
        from shopdesk.shop import goods

        with self.office.reading(self.win.actor) as desk:
            return goods.find(desk, typed, category, TILES)

    def read(self, typed: str) -> "tuple[Scan, list[Goods]]":
        """What was scanned or typed, and the goods it names exactly; raises Invalid."""
        from shopdesk.shop import goods

        with self.office.reading(self.win.actor) as desk:
            return goods.scan(desk, typed)

    def categories(self) -> "list[CategoryInfo]":
        """The chips."""
        from shopdesk.shop import goods

        with self.office.reading(self.win.actor) as desk:
            return goods.categories(desk)

    def coming(self) -> str:
        """The number the open bill will have, `#0142`."""
        from shopdesk.shop import numbers

        with self.office.reading(self.win.actor) as desk:
            return short_number(numbers.coming(desk))

    def reminders(self, line: Line) -> list[str]:
        """What the law asks to be said about a line, calmly."""
        from shopdesk.shop import rules

        if not line.restricted:
            return []
        with self.office.reading(self.win.actor) as desk:
            return [reminder.text() for reminder in rules.reminders(desk, {line.restricted})]

    def today(self) -> str:
        """What was sold today, in a sentence; empty where the person may not see it or nothing was sold."""
        from shopdesk.shop import reports
        from shopdesk.shop.rights import Right, allowed

        with self.office.reading(self.win.actor) as desk:
            if not allowed(desk, Right.SEE_TOTALS):
                return ""
            date = clock.business_date(desk.now, desk.change_hour).isoformat()
            figures = reports.day_figures(desk, date)
        if not figures.kept:
            return ""
        return _("Today {amount} in {count} bills").format(amount=money.text(figures.net), count=figures.kept)

    def can_undo(self, sold: "Sold") -> bool:
        """Whether this person may take the bill back at once."""
        from shopdesk.shop import refunds

        with self.office.reading(self.win.actor) as desk:
            return refunds.can_undo(desk, sold.id)

    def known_name(self, code: str) -> str:
        """What a shared catalogue calls this code; empty where none knows it."""
        from shopdesk.shop import catalogue

        with self.office.reading(self.win.actor) as desk:
            known = catalogue.known(desk, code)
        return known.name if known else ""

    def scale(self) -> str:
        """Which scale this till reads; empty where weights are typed."""
        from shopdesk.shop import settings

        with self.office.reading(self.win.actor) as desk:
            setting: str = settings.get(desk, "scale.target")
        return setting

    def has_printer(self) -> bool:
        """Whether this till has a receipt printer."""
        from shopdesk.ui import printing

        worker = printing.of(self.win)
        return worker is not None and worker.has_printer()

    def held(self) -> list[tuple[str, str, int]]:
        """The bills that wait: (uid, words, satang)."""
        from shopdesk.shop import bills

        with self.office.reading(self.win.actor) as desk:
            rows = bills.held(desk)
        return [(row.uid, _held_words(row.label, row.lines, row.minutes_ago), row.total) for row in rows]

    def has_containers(self) -> bool:
        """Whether the shop takes deposits for containers that come back."""
        from shopdesk.shop import containers

        with self.office.reading(self.win.actor) as desk:
            return bool(containers.listing(desk))


def _held_words(label: str, lines: int, minutes: int) -> str:
    items = _("{count} items").format(count=lines) if lines != 1 else _("1 item")
    ago = _("{minutes} min ago").format(minutes=minutes) if minutes else _("just now")
    return " · ".join(part for part in (label, items, ago) if part)
