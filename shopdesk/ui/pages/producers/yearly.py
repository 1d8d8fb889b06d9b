"""A producer's year: read it here, keep it as A4 or as a file for a spreadsheet."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from shopdesk.base import files
from shopdesk.base.i18n import _
from shopdesk.core import thaidate
from shopdesk.core.producer_papers import YearStatement
from shopdesk.shop import settings, statements
from shopdesk.shop.producers import Producer
from shopdesk.ui import theme
from shopdesk.ui.pages.receipt import saving
from shopdesk.ui.pages.receipt.paper import Preview
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window


class YearSheet(Sheet):
    """One year at a time; ← and → go to others."""

    def __init__(self, win: "Window", person: Producer, who: "Actor | None") -> None:
        super().__init__(_("Statement of the year · {name}").format(name=person.name), width=760, height=620)
        self._win, self._person, self._who = win, person, who
        self.ask_where = saving.ask_where
        assert win.office is not None
        with win.office.reading(win.actor) as desk:
            self._this = self.year = settings.today(desk).year
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        before, after = _("The year before"), _("The year after")
        row.addWidget(Button("", "round", icon="chevron-left", name=before, on=lambda: self.go(-1)))
        self.said = Plain("", "h")
        row.addWidget(self.said)
        self.after = Button("", "round", icon="chevron-right", name=after, on=lambda: self.go(1))
        row.addWidget(self.after)
        row.addStretch(1)
        self.body.addLayout(row)
        self.preview = Preview()
        self.body.addWidget(self.preview, 1)
        self.main = Button(_("Keep as A4"), "primary", icon="file-text", key="Ctrl+P", on=self.keep_a4)
        self.buttons.addWidget(Button(_("Keep for a spreadsheet"), icon="file-export", on=self.keep_csv), 1)
        self.buttons.addWidget(self.main, 1)
        self.first = self.main
        self.go(0)

    def deeds(self) -> dict[str, Any]:
        """Ctrl+P keeps the A4."""
        return {"print": self.keep_a4, "save": self.keep_a4}

    def go(self, by: int) -> None:
        """Another year, none after this one."""
        self.year = min(self.year + by, self._this)
        self.after.setEnabled(self.year < self._this)
        assert self._win.office is not None
        with self._win.office.reading(self._who) as desk:
            self.statement: YearStatement = statements.year(desk, self._person.id, self.year)
        self.said.show_text(str(thaidate.year(self.year)))
        self.preview.show_paper(self.statement, 80)

    def keep_a4(self) -> None:
        """As a PDF of A4 pages."""
        from shopdesk.paper import render

        place = self.ask_where(self, f"{self.statement.number}.pdf")
        if place is not None:
            files.write_whole(place, render.a4(self.statement))
            self._kept(place)

    def keep_csv(self) -> None:
        """As rows."""
        from shopdesk.shop import exporting

        place = self.ask_where(self, f"{self.statement.number}.csv")
        if place is not None:
            exporting.write_csv(place, statements.year_table(self.statement))
            self._kept(place)

    def _kept(self, place: Path) -> None:
        self.strip.say(_("Kept as {name}").format(name=place.name), tone="primary")
