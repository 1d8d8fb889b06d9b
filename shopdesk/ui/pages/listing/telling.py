"""Season, harvest, how many, when it is sent, how it is made: a page each, and each may be left empty."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.core import digits
from shopdesk.ui import theme
from shopdesk.ui.pages.listing.step import Step, tick
from shopdesk.ui.pages.stock.dates import DateField
from shopdesk.ui.widgets.fields import Field, Row

if TYPE_CHECKING:
    from shopdesk.shop.answers import Said

MOST_DAYS, MOST_BOXES = 60, 1_000_000


class _RowsStep(Step):
    """Fields beside one another."""

    def put(self, *rows: Row) -> None:
        """Put them side by side."""
        line = QHBoxLayout()
        line.setSpacing(theme.px(16))
        self.rows = rows
        for row in rows:
            line.addWidget(row, 1)
        if len(rows) == 1:
            line.addStretch(1)
        self.column.addLayout(line)

    def first(self) -> QWidget:
        """The first field."""
        return self.rows[0].field


class _DatesStep(_RowsStep):
    """Days as people write them; `names` are those of the answers."""

    names: tuple[str, ...] = ()

    def ask(self, words: tuple[str, ...], note: str) -> None:
        """A field for each day."""
        self.dates = [DateField(name=one) for one in words]
        self.put(*(Row(one, field, note) for one, field in zip(words, self.dates, strict=True)))
        self.heard(*self.dates)

    def fill(self, said: "Said") -> None:
        """The days so far."""
        for field, name in zip(self.dates, self.names, strict=True):
            field.show_iso(getattr(said.words, name))

    def gathered(self, said: "Said") -> "Said":
        """What is understood of them."""
        asked = zip(self.dates, self.names, strict=True)
        found: dict[str, Any] = {name: _iso(field, getattr(said.words, name)) for field, name in asked}
        return replace(said, words=replace(said.words, **found))

    def wrong(self) -> bool:
        """A day that cannot be."""
        bad = False
        for row, field in zip(self.rows, self.dates, strict=True):
            row.refuse(None)
            try:
                field.iso()
            except Invalid as error:
                row.refuse(error)
                bad = True
        return bad


class SeasonStep(_DatesStep):
    """From when until when it is sold."""

    names = ("season_from", "season_until")

    def build(self) -> None:
        """Two days."""
        self.ask((_("On sale from"), _("On sale until")), _("Empty: all year"))


class HarvestStep(_DatesStep):
    """When it was harvested or made."""

    names = ("harvest_on",)

    def build(self) -> None:
        """A day."""
        self.ask((_("Harvest or made on"),), _("May be left empty."))


class BoxesStep(_RowsStep):
    """Until how many are sold."""

    def build(self) -> None:
        """A number."""
        self.boxes = Field(name=_("Until so many are sold"))
        self.put(Row(_("Until so many are sold"), self.boxes, _("Empty: as long as there are any")))
        self.heard(self.boxes)

    def fill(self, said: "Said") -> None:
        """The number so far."""
        self.boxes.setText("" if said.words.boxes is None else str(said.words.boxes))

    def gathered(self, said: "Said") -> "Said":
        """What is a number."""
        boxes = _whole(self.boxes, MOST_BOXES)
        return said if boxes == -1 else replace(said, words=replace(said.words, boxes=boxes))

    def wrong(self) -> bool:
        """What is none."""
        return _no_number(self.boxes, self.rows[0], MOST_BOXES)


class SendingStep(_RowsStep):
    """How soon it is sent."""

    def build(self) -> None:
        """Days, and the hour until which an order goes the same day."""
        self.days = Field(name=_("Sent within days"))
        self.cutoff = Field(name=_("Orders until"), hint="14:00", longest=5)
        self.put(
            Row(_("Sent within days"), self.days), Row(_("Orders until"), self.cutoff, _("Later ones go the next day."))
        )
        self.heard(self.days, self.cutoff)

    def fill(self, said: "Said") -> None:
        """What was said so far."""
        self.days.setText(str(said.words.ship_days))
        self.cutoff.setText(said.words.cutoff)

    def gathered(self, said: "Said") -> "Said":
        """What is understood of it."""
        days = _whole(self.days, MOST_DAYS)
        ship_days = said.words.ship_days if days in (-1, None) else days or 0
        return replace(said, words=replace(said.words, ship_days=ship_days, cutoff=self.cutoff.value()))

    def wrong(self) -> bool:
        """What is no number."""
        return _no_number(self.days, self.rows[0], MOST_DAYS)


class MakingStep(Step):
    """What a buyer has to know of how it is made and kept."""

    def build(self) -> None:
        """Two ticks."""
        self.preorder = tick(_("Made or picked to order"), "clock")
        self.perishable = tick(_("Spoils quickly: send it fast"), "leaf")
        for button in (self.preorder, self.perishable):
            button.clicked.connect(lambda: self.wizard.touched())
            self.column.addWidget(button)

    def fill(self, said: "Said") -> None:
        """What was ticked."""
        self.preorder.setChecked(said.words.preorder)
        self.perishable.setChecked(said.words.perishable)

    def gathered(self, said: "Said") -> "Said":
        """What is ticked."""
        words = replace(said.words, preorder=self.preorder.isChecked(), perishable=self.perishable.isChecked())
        return replace(said, words=words)


def _no_number(field: Field, row: Row, most: int) -> bool:
    bad = _whole(field, most) == -1
    row.refuse(Invalid(N_("The number must be from {low} to {high}."), low=0, high=most) if bad else None)
    return bad


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
