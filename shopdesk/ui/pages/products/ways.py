"""Sheets of how goods are sold: in several units, in sizes and colours, at other prices."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.core import money, quantity, unit
from shopdesk.ui.pages.products.listed import ListedSheet, Thing
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field, MoneyField, QuantityField, Row

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.variants import Sold
    from shopdesk.ui.shell import Window


def asked(price: int | None) -> str:
    """A price, or that it is asked for."""
    return money.text(price) if price is not None else _("ask")


def _codes(field: Field) -> tuple[str, ...]:
    return (field.value(),) if field.value() else ()


class UnitsSheet(ListedSheet):
    """หลายหน่วย: a tray, a sack, a hand of the same stock."""

    def __init__(self, win: "Window", sale_unit: int) -> None:
        self.sale_unit = sale_unit
        super().__init__(win, _("Several units"), _("All of them are sold from one stock."))

    def fields(self) -> list[Row]:
        """Unit, how much is in it, price, barcode."""
        self.unit, self.ratio = Choice(_("Unit")), QuantityField(name=_("How much is in one"))
        self.unit.offer([("", ""), *((code, unit.name(code)) for code in unit.UNITS)])
        self.price, self.code = MoneyField(), Field(name=_("Barcode"), on_enter=self.enter)
        return [
            Row(_("Unit"), self.unit, _("Tray, sack, hand, pack …")),
            Row(_("How much is in one"), self.ratio, _("For example 30 for a tray of 30 eggs.")),
            Row(_("Price for one unit (baht)"), self.price),
            Row(_("Barcode"), self.code),
        ]

    def scanned(self, code: str) -> None:
        """The barcode of the unit."""
        self.code.setText(code)

    def things(self, desk: "Desk") -> Sequence[Thing]:
        """Every unit; the one that is open stays."""
        from shopdesk.shop import variants

        ways = variants.ways(desk, self.sale_unit)
        item = next((way.item for way in ways if way.sale_unit == self.sale_unit), 0)
        own = [way for way in ways if way.item == item]
        base = next((way.words for way in own if way.ratio == quantity.ONE), "")
        return [
            (0 if way.sale_unit == self.sale_unit else way.sale_unit, _unit_words(way, base), asked(way.price))
            for way in own
        ]

    def add(self, desk: "Desk") -> object:
        """One more unit."""
        from shopdesk.shop import variants

        ratio = self.ratio.qty() if self.ratio.value() else None
        way = variants.Way(self.unit.value(), self.price.or_none(), ratio, _codes(self.code))
        return variants.add_unit(desk, self.sale_unit, way)

    def remove(self, desk: "Desk", number: int) -> None:
        """Sold in this unit no more."""
        from shopdesk.shop import goods

        goods.put_away(desk, number)


def _unit_words(way: "Sold", base: str) -> str:
    if way.ratio == quantity.ONE:
        return way.words
    return f"{way.words} = {quantity.text(way.ratio)} {base or unit.name(way.base)}"


class VariantsSheet(ListedSheet):
    """ตัวเลือก: sizes and colours, each with a stock of its own."""

    def __init__(self, win: "Window", sale_unit: int) -> None:
        self.sale_unit = sale_unit
        super().__init__(win, _("Sizes and colours"), _("Each one has its own price, barcode and stock."))

    def fields(self) -> list[Row]:
        """Name, price, barcode, own number."""
        self.name, self.price = Field(name=_("Size or colour")), MoneyField()
        self.code, self.sku = Field(name=_("Barcode"), on_enter=self.enter), Field(name=_("Your own number"))
        return [
            Row(_("Size or colour"), self.name, _("For example XL, red.")),
            Row(_("Price for one unit (baht)"), self.price),
            Row(_("Barcode"), self.code),
            Row(_("Your own number"), self.sku),
        ]

    def scanned(self, code: str) -> None:
        """The barcode of the size or colour."""
        self.code.setText(code)

    def things(self, desk: "Desk") -> Sequence[Thing]:
        """Every size and colour."""
        from shopdesk.shop import variants

        ways = variants.ways(desk, self.sale_unit)
        return [
            (
                0 if way.sale_unit == self.sale_unit else way.sale_unit,
                way.variant or _("Without a name"),
                asked(way.price),
            )
            for way in ways
        ]

    def add(self, desk: "Desk") -> object:
        """One more size or colour."""
        from shopdesk.shop import variants

        made = variants.Variant(self.name.value(), self.price.or_none(), _codes(self.code), sku=self.sku.value())
        return variants.add_variant(desk, self.sale_unit, made)

    def remove(self, desk: "Desk", number: int) -> None:
        """Off the list; what was sold of it stays."""
        from shopdesk.shop import goods

        goods.put_away(desk, number)


class PricesSheet(ListedSheet):
    """ราคาส่ง: from a quantity on, or for a group of customers."""

    def __init__(self, win: "Window", sale_unit: int) -> None:
        self.sale_unit = sale_unit
        super().__init__(win, _("Other prices"), _("The lowest price that fits is taken at the till."))

    def fields(self) -> list[Row]:
        """From how many, for whom, price."""
        from shopdesk.shop import prices

        self.from_qty, self.group = QuantityField(name=_("From how many")), Choice(_("For whom"))
        self.price = MoneyField(on_enter=self.enter)
        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            self.group.offer([("", ""), *((name, name) for _number, name in prices.groups(desk))])
        return [
            Row(_("From how many"), self.from_qty, _("Empty: from the first one")),
            Row(_("For whom"), self.group, _("Empty: everybody. Or a group, as members.")),
            Row(_("Price for one unit (baht)"), self.price),
        ]

    def things(self, desk: "Desk") -> Sequence[Thing]:
        """Every other price."""
        from shopdesk.shop import prices

        return [
            (rule.id, _rule_words(rule.from_qty, rule.group_name), money.text(rule.price))
            for rule in prices.rules(desk, [self.sale_unit])
        ]

    def add(self, desk: "Desk") -> object:
        """One more price; a group nobody knows yet is made."""
        from shopdesk.shop import prices

        wanted = self.group.value()
        group = next((number for number, name in prices.groups(desk) if name == wanted), None)
        if wanted and group is None:
            group = prices.add_group(desk, wanted)
        from_qty = self.from_qty.qty() if self.from_qty.value() else 0
        return prices.add_rule(desk, self.sale_unit, self.price.satang(), group=group, from_qty=from_qty)

    def remove(self, desk: "Desk", number: int) -> None:
        """The price holds no more."""
        from shopdesk.shop import prices

        prices.remove_rule(desk, number)


def _rule_words(from_qty: int, group: str) -> str:
    start = _("From {count}").format(count=quantity.text(from_qty)) if from_qty else ""
    return " · ".join(part for part in (start, group) if part)
