"""Page 4: how heavy and large the parcel is, and what a buyer can put in the basket."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.core import digits, quantity
from shopdesk.ui import theme
from shopdesk.ui.pages.listing.step import Step, tick
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field, QuantityField, Row
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.answers import Said

HEAVIEST, LONGEST_SIDE, MILLIMETRES = 100_000, 3_000, 10


class SizingStep(Step):
    """Grams and centimetres; of the ways the goods are sold those that are ticked are offered."""

    def build(self) -> None:
        """Weight, three sides, the ways."""
        self.weight = Field(name=_("Weight (grams)"), hint="500", longest=7)
        self.weight_row = Row(_("Weight (grams)"), self.weight, _("Put the packed parcel on the scale once."))
        self.column.addWidget(self.weight_row)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        self.sides, self.side_rows = [], []
        for words in (_("Length (cm)"), _("Width (cm)"), _("Height (cm)")):
            field = QuantityField(name=words)
            self.sides.append(field)
            self.side_rows.append(Row(words, field))
            row.addWidget(self.side_rows[-1])
        self.column.addLayout(row)
        self.column.addWidget(Plain(_("A hand with spread fingers is about 20 cm."), "sub", wrap=True))
        self.heard(self.weight, *self.sides)
        self.head = Plain(_("What a buyer can put in the basket"), "strong")
        self.column.addWidget(self.head)
        self._ways = QVBoxLayout()
        self._ways.setSpacing(theme.px(6))
        self.column.addLayout(self._ways)
        self.ticks: dict[int, Button] = {}
        self._prices: dict[int, int] = {}

    def fill(self, said: "Said") -> None:
        """The numbers so far, and how the goods are sold."""
        from shopdesk.shop import variants

        self.weight.setText(str(said.words.weight) if said.words.weight else "")
        for field, side in zip(self.sides, said.words.size or (0, 0, 0), strict=True):
            field.setText(quantity.plain(side * quantity.ONE // MILLIMETRES) if side else "")
        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            ways = variants.ways(desk, said.sale_unit)
        for button in self.ticks.values():
            button.hide()
            button.deleteLater()
        self._prices = {way.sale_unit: way.price or 0 for way in ways}
        self.ticks = {}
        for way in ways:
            button = tick(way.words)
            button.setChecked(way.sale_unit in said.prices or (not said.prices and way.sale_unit == said.sale_unit))
            button.clicked.connect(lambda: self.wizard.touched())
            self._ways.addWidget(button)
            self.ticks[way.sale_unit] = button

    def gathered(self, said: "Said") -> "Said":
        """What is understood of it; prices of ways that are new here are those of the counter."""
        weight, size = self._weight(), self._size()
        words = replace(
            said.words, weight=said.words.weight if weight is None else weight,
            size=said.words.size if size is None else size,
        )  # fmt: skip
        chosen = [sale_unit for sale_unit, button in self.ticks.items() if button.isChecked()]
        prices = {sale_unit: said.prices.get(sale_unit, self._prices[sale_unit]) for sale_unit in chosen}
        return replace(said, words=words, prices=prices)

    def _weight(self) -> int | None:
        typed = digits.arabic(self.weight.value())
        if not typed:
            return 0
        fits = typed.isascii() and typed.isdigit() and int(typed) <= HEAVIEST
        return int(typed) if fits else None

    def _size(self) -> tuple[int, ...] | None:
        """In millimetres; nothing where no side is typed, None where one cannot be."""
        if not any(field.value() for field in self.sides):
            return ()
        try:
            sides = tuple(field.qty() * MILLIMETRES // quantity.ONE for field in self.sides)
        except Invalid:
            return None
        return sides if all(0 < side <= LONGEST_SIDE for side in sides) else None

    def wrong(self) -> bool:
        """A weight or a side that cannot be."""
        bad_weight, bad_size = self._weight() is None, self._size() is None
        strange = Invalid(N_("Weight or size cannot be right."), hint=N_("Weigh and measure the parcel once."))
        self.weight_row.refuse(strange if bad_weight else None)
        self.side_rows[0].refuse(strange if bad_size and not bad_weight else None)
        return bad_weight or bad_size

    def first(self) -> QWidget:
        """The weight."""
        return self.weight
