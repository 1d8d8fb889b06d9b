"""How heavy the parcel is, how large it is, and what a buyer can put in the basket: a page each."""

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
    from shopdesk.shop.variants import Sold

HEAVIEST, LONGEST_SIDE, MILLIMETRES = 100_000, 3_000, 10


def _strange() -> Invalid:
    return Invalid(N_("Weight or size cannot be right."), hint=N_("Weigh and measure the parcel once."))


class WeightStep(Step):
    """Grams of the packed parcel."""

    def build(self) -> None:
        """The field."""
        self.weight = Field(name=_("Weight (grams)"), hint="500", longest=7)
        self.weight_row = Row(_("Weight (grams)"), self.weight, _("Put the packed parcel on the scale once."))
        self.column.addWidget(self.weight_row)
        self.heard(self.weight)

    def fill(self, said: "Said") -> None:
        """The grams so far."""
        self.weight.setText(str(said.words.weight) if said.words.weight else "")

    def gathered(self, said: "Said") -> "Said":
        """What is understood of it."""
        weight = self._weight()
        return said if weight is None else replace(said, words=replace(said.words, weight=weight))

    def _weight(self) -> int | None:
        typed = digits.arabic(self.weight.value())
        if not typed:
            return 0
        fits = typed.isascii() and typed.isdigit() and int(typed) <= HEAVIEST
        return int(typed) if fits else None

    def wrong(self) -> bool:
        """A weight that cannot be."""
        bad = self._weight() is None
        self.weight_row.refuse(_strange() if bad else None)
        return bad

    def first(self) -> QWidget:
        """The weight."""
        return self.weight


class SizingStep(Step):
    """Three sides in centimetres."""

    def build(self) -> None:
        """The sides beside one another."""
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
        self.heard(*self.sides)

    def fill(self, said: "Said") -> None:
        """The sides so far."""
        for field, side in zip(self.sides, said.words.size or (0, 0, 0), strict=True):
            field.setText(quantity.plain(side * quantity.ONE // MILLIMETRES) if side else "")

    def gathered(self, said: "Said") -> "Said":
        """What is understood of it."""
        size = self._size()
        return said if size is None else replace(said, words=replace(said.words, size=size))

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
        """A side that cannot be."""
        bad = self._size() is None
        self.side_rows[0].refuse(_strange() if bad else None)
        return bad

    def first(self) -> QWidget:
        """The length."""
        return self.sides[0]


class WaysStep(Step):
    """Of the ways the goods are sold those that are ticked are offered."""

    def build(self) -> None:
        """A place for the ways."""
        self._ways = QVBoxLayout()
        self._ways.setSpacing(theme.px(6))
        self.column.addLayout(self._ways)
        self.ticks: dict[int, Button] = {}
        self._prices: dict[int, int] = {}

    def _sold(self, said: "Said") -> "list[Sold]":
        from shopdesk.shop import variants

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            return list(variants.ways(desk, said.sale_unit))

    def applies(self, said: "Said") -> bool:
        """Goods that are sold in one way leave nothing to choose."""
        return len(self._sold(said)) > 1

    def fill(self, said: "Said") -> None:
        """How the goods are sold."""
        ways = self._sold(said)
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
        """Prices of ways that are new here are those of the counter."""
        chosen = [sale_unit for sale_unit, button in self.ticks.items() if button.isChecked()]
        return replace(
            said, prices={sale_unit: said.prices.get(sale_unit, self._prices[sale_unit]) for sale_unit in chosen}
        )

    def first(self) -> QWidget | None:
        """The first way."""
        return next(iter(self.ticks.values()), None)
