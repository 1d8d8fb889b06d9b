"""The price, and who gets what of it at each platform; below what it cost is said, never forbidden."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.ui import theme
from shopdesk.ui.pages.listing.brought import settled_lines
from shopdesk.ui.pages.listing.step import Step, emptied
from shopdesk.ui.pages.stock.panes import card
from shopdesk.ui.widgets.fields import MoneyField, Row
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.answers import Said
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.forecasts import Forecast
    from shopdesk.shop.variants import Sold


@dataclass(frozen=True, slots=True)
class Asked:
    """One way of selling: its price field and what is said below."""

    field: MoneyField
    row: Row
    gets: Plain
    sums: Plain
    settled: Plain

    def said(self) -> str:
        """Everything that stands below the price."""
        return "\n".join(part.said() for part in (self.gets, self.sums, self.settled) if not part.isHidden())


class PricingStep(Step):
    """A price for each way that is ticked."""

    def build(self) -> None:
        """A place for the prices."""
        self._place = QVBoxLayout()
        self._place.setSpacing(theme.px(10))
        self.column.addLayout(self._place)
        self.asked: dict[int, Asked] = {}
        self._ways: dict[int, Sold] = {}

    def fill(self, said: "Said") -> None:
        """The prices so far."""
        from shopdesk.shop import variants

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            ways = {way.sale_unit: way for way in variants.ways(desk, said.sale_unit)}
        emptied(self._place)
        self._ways = {sale_unit: ways[sale_unit] for sale_unit in said.prices if sale_unit in ways}
        self.asked = {sale_unit: self._ask(way, said.prices[sale_unit]) for sale_unit, way in self._ways.items()}
        self._show()

    def _ask(self, way: "Sold", price: int) -> Asked:
        frame, column = card()
        words = _("Price for one {unit} (baht)").format(unit=way.words)
        field = MoneyField(price or None, name=words)
        row = Row(words, field)
        labels = Plain("", "h", wrap=True), Plain("", "sub", wrap=True), Plain("", "sub", tone="info", wrap=True)
        for part in (row, *labels):
            column.addWidget(part)
        self._place.addWidget(frame)
        self.heard(field)
        field.textEdited.connect(lambda _text: self._show())
        return Asked(field, row, *labels)

    # Showing who gets what

    def _show(self) -> None:
        assert self.win.office is not None
        said = self.gathered(self.wizard.said)
        with self.win.office.reading(self.win.actor) as desk:
            for sale_unit, asked in self.asked.items():
                self._say(desk, said, sale_unit, asked)

    def _say(self, desk: "Desk", said: "Said", sale_unit: int, asked: Asked) -> None:
        from shopdesk.shop import forecasts

        price, accounts = said.prices.get(sale_unit, 0), self.wizard.page.accounts()
        for label in (asked.gets, asked.sums, asked.settled):
            label.setVisible(bool(price))
        if not price:
            return
        everywhere: list[Standing | None] = [*accounts] or [None]
        told = [
            (one, forecasts.forecast(
                desk, sale_unit, price, account=0 if one is None else one.id, postage=said.postage,
                producer=said.words.producer, own_shop=self._own(one),
            ))
            for one in everywhere
        ]  # fmt: skip
        worst = min((found for _one, found in told), key=lambda found: found.left)
        asked.gets.show_text(self._gets(worst, self._ways[sale_unit].words))
        asked.gets.set_tone("danger" if worst.left < 0 else "primary")
        asked.sums.show_text("\n".join(_sums(one, found) for one, found in told))
        lines = settled_lines(desk, sale_unit, self.wizard.page.accounts())
        asked.settled.setVisible(bool(lines))
        asked.settled.show_text("\n".join(lines))

    def _own(self, one: "Standing | None") -> bool:
        rules = self.wizard.page.rules(one.channel) if one is not None else None
        return rules is not None and rules.own_tree

    def _gets(self, found: "Forecast", unit: str) -> str:
        left = money.short(abs(found.left))
        if found.left < 0:
            return _("Below cost: {amount} baht are lost for each {unit}").format(amount=left, unit=unit)
        if found.made_by:
            words = _("{name} gets {amount} baht for each {unit}, the shop {left}")
            return words.format(name=found.made_by, amount=money.short(found.producer), unit=unit, left=left)
        return _("The shop keeps {amount} baht for each {unit}").format(amount=left, unit=unit)

    # Taking up

    def gathered(self, said: "Said") -> "Said":
        """Prices that are amounts."""
        prices = dict(said.prices)
        for sale_unit, asked in self.asked.items():
            prices[sale_unit] = _amount(asked.field, prices.get(sale_unit, 0))
        return replace(said, prices=prices)

    def wrong(self) -> bool:
        """What is no amount."""
        bad = False
        for one in self.asked.values():
            bad = _refused(one.field, one.row) or bad
        return bad

    def field_of(self, sale_unit: int) -> QWidget | None:
        """Where the price of a way of selling is typed; the first one where that way is not sold."""
        asked = self.asked.get(sale_unit)
        return asked.field if asked is not None else self.first()

    def first(self) -> QWidget | None:
        """The first price."""
        return next((one.field for one in self.asked.values()), None)


class PostageStep(Step):
    """What the shop pays for sending one, where it does."""

    def build(self) -> None:
        """The field."""
        words = _("Postage the shop pays (baht)")
        self.postage = MoneyField(name=words)
        self.postage_row = Row(words, self.postage, _("Empty where the buyer pays for sending."))
        self.column.addWidget(self.postage_row)
        self.heard(self.postage)

    def fill(self, said: "Said") -> None:
        """The postage so far."""
        if said.postage:
            self.postage.show_amount(said.postage)
        else:
            self.postage.clear()

    def gathered(self, said: "Said") -> "Said":
        """What is an amount."""
        return replace(said, postage=_amount(self.postage, said.postage))

    def wrong(self) -> bool:
        """What is no amount."""
        return _refused(self.postage, self.postage_row)

    def first(self) -> QWidget:
        """The field."""
        return self.postage


def _amount(field: MoneyField, before: int) -> int:
    try:
        return field.or_none() or 0
    except Invalid:
        return before


def _refused(field: MoneyField, row: Row) -> bool:
    row.refuse(None)
    try:
        field.or_none()
    except Invalid as error:
        row.refuse(error)
        return True
    return False


def _sums(account: "Standing | None", found: "Forecast") -> str:
    """`Lazada: 120 − fee 14.40 (usual, not learnt yet) − postage 30 − ป้าสมศรี 84 = 21.60`."""
    how = _("learnt from what was settled") if found.learnt else _("the usual; yours is not known yet")
    parts = [
        money.text(found.price),
        _("fee {amount} ({how})").format(amount=money.text(found.fee), how=how) if found.fee or found.learnt else "",
        _("postage {amount}").format(amount=money.text(found.postage)) if found.postage else "",
        f"{found.made_by} {money.text(found.producer)}" if found.made_by else "",
        _("cost {amount}").format(amount=money.text(found.cost)) if found.cost else "",
    ]
    name = f"{account.name}: " if account is not None else ""
    sign = "−" if found.left < 0 else ""
    return f"{name}{' − '.join(part for part in parts if part)} = {sign}{money.text(abs(found.left))}"
