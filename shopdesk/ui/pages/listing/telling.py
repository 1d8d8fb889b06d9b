"""Page 6: the story, the papers behind it, season and harvest, how it is sent. Everything may be left empty."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QWidget

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.core import digits, thaitext
from shopdesk.ui import theme
from shopdesk.ui.pages.listing.step import Step, tick
from shopdesk.ui.pages.stock.dates import DateField
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.answers import Said

MOST_DAYS, MOST_BOXES, HIGH = 60, 1_000_000, 110


class TellingStep(Step):
    """Dates as people write them; whole numbers."""

    def build(self) -> None:
        """The story, the papers, then two abreast."""
        self.story = QPlainTextEdit()
        self.story.setAccessibleName(_("Story and description"))
        self.story.setPlaceholderText(_("Who makes it, how, how long it keeps, how to eat it."))
        self.story.setTabChangesFocus(True)
        self.story.setFixedHeight(theme.px(HIGH))
        self.story.textChanged.connect(lambda: self.wizard.touched())
        self.column.addWidget(Row(_("Story and description"), self.story))
        self.papers = Plain("", "sub", wrap=True)
        self.column.addWidget(self.papers)
        self.paper_button = Button(_("Certificates"), icon="file-text", on=self.open_papers)
        self.column.addWidget(self.paper_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._fields()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        for place, row in enumerate(self.rows):
            grid.addWidget(row, place // 2, place % 2)
        self.column.addLayout(grid)
        self.preorder = tick(_("Made or picked to order"), "clock")
        self.perishable = tick(_("Spoils quickly: send it fast"), "leaf")
        for button in (self.preorder, self.perishable):
            button.clicked.connect(lambda: self.wizard.touched())
            self.column.addWidget(button)

    def _fields(self) -> None:
        self.season_from, self.season_until = DateField(name=_("On sale from")), DateField(name=_("On sale until"))
        self.harvest, self.boxes = DateField(name=_("Harvest or made on")), Field(name=_("Until so many are sold"))
        self.days, self.cutoff = (
            Field(name=_("Sent within days")),
            Field(name=_("Orders until"), hint="14:00", longest=5),
        )
        empty = _("Empty: all year")
        self.rows = [
            Row(_("On sale from"), self.season_from, empty),
            Row(_("On sale until"), self.season_until, empty),
            Row(_("Harvest or made on"), self.harvest),
            Row(_("Until so many are sold"), self.boxes, _("Empty: as long as there are any")),
            Row(_("Sent within days"), self.days),
            Row(_("Orders until"), self.cutoff, _("Later ones go the next day.")),
        ]
        self.dates = (self.season_from, self.season_until, self.harvest)
        self.heard(*self.dates, self.boxes, self.days, self.cutoff)

    def fill(self, said: "Said") -> None:
        """What was told so far."""
        words = said.words
        self.story.blockSignals(True)
        self.story.setPlainText(words.description)
        self.story.blockSignals(False)
        for field, iso in zip(self.dates, (words.season_from, words.season_until, words.harvest_on), strict=True):
            field.show_iso(iso)
        self.boxes.setText("" if words.boxes is None else str(words.boxes))
        self.days.setText(str(words.ship_days))
        self.cutoff.setText(words.cutoff)
        self.preorder.setChecked(words.preorder)
        self.perishable.setChecked(words.perishable)
        self._show_papers(said)

    def _show_papers(self, said: "Said") -> None:
        from shopdesk.shop import certificates

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            found = certificates.of_product(desk, said.product)
            if said.words.producer is not None:
                found += certificates.of_producer(desk, said.words.producer)
        told = " · ".join(f"{one.words} {one.number}".strip() for one in found)
        none = _("No papers: go on. Food and cosmetics may be refused without an FDA number.")
        self.papers.show_text(told or none)

    def open_papers(self) -> None:
        """FDA number, OTOP stars and so on, of the goods."""
        from shopdesk.ui.pages.products.made import CertificatesSheet

        self.wizard.keep_now()
        sheet = self.win.open(CertificatesSheet(self.win, self.wizard.said.product))
        sheet.done.connect(lambda _none: self._show_papers(self.wizard.said))

    def gathered(self, said: "Said") -> "Said":
        """What is understood of it."""
        before = said.words
        old = (before.season_from, before.season_until, before.harvest_on)
        dates = [_iso(field, iso) for field, iso in zip(self.dates, old, strict=True)]
        boxes, days = _whole(self.boxes, MOST_BOXES), _whole(self.days, MOST_DAYS)
        words = replace(
            before, description=thaitext.strip(self.story.toPlainText()), season_from=dates[0], season_until=dates[1],
            harvest_on=dates[2], boxes=before.boxes if boxes == -1 else boxes,
            ship_days=before.ship_days if days in (-1, None) else days or 0, cutoff=self.cutoff.value(),
            preorder=self.preorder.isChecked(), perishable=self.perishable.isChecked(),
        )  # fmt: skip
        return replace(said, words=words)

    def wrong(self) -> bool:
        """A day or a number that cannot be."""
        bad = False
        for row in self.rows:
            row.refuse(None)
        for row, date in zip(self.rows, self.dates, strict=False):
            try:
                date.iso()
            except Invalid as error:
                row.refuse(error)
                bad = True
        for row, field, most in ((self.rows[3], self.boxes, MOST_BOXES), (self.rows[4], self.days, MOST_DAYS)):
            if _whole(field, most) == -1:
                row.refuse(Invalid(N_("The number must be from {low} to {high}."), low=0, high=most))
                bad = True
        return bad

    def first(self) -> QWidget:
        """The story."""
        return self.story


def _iso(field: DateField, before: str) -> str:
    try:
        return field.iso()
    except Invalid:
        return before


def _whole(field: Field, most: int) -> int | None:
    """The number typed, None for nothing, -1 for what is none."""
    typed = digits.arabic(field.value())
    if not typed:
        return None
    return int(typed) if typed.isascii() and typed.isdigit() and int(typed) <= most else -1
