"""Sheets of what stands behind goods: what they are made of, certificates, containers, less before the last day."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, quantity, unit
from shopdesk.ui.pages.products.listed import ListedSheet, Thing
from shopdesk.ui.pages.products.photo_box import PhotoBox
from shopdesk.ui.pages.stock import dates
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field, MoneyField, QuantityField, Row

if TYPE_CHECKING:
    from shopdesk.shop.certificates import Certificate
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.goods import Goods
    from shopdesk.ui.shell import Window

MOST = 30


class PartsSheet(ListedSheet):
    """ประกอบจาก: what goes into one of these goods."""

    def __init__(self, win: "Window", sale_unit: int) -> None:
        self.sale_unit = sale_unit
        super().__init__(win, _("Made of"), _("Selling one takes these from the stock."))

    def fields(self) -> list[Row]:
        """Which goods, and how much of them."""
        self.part, self.qty = Field(name=_("Goods"), on_enter=self.enter), QuantityField(name=_("How much"))
        return [
            Row(_("Goods"), self.part, _("Scan, or type the name as it stands.")),
            Row(_("How much"), self.qty, _("Empty: one")),
        ]

    def scanned(self, code: str) -> None:
        """The goods that go in."""
        self.part.setText(code)

    def things(self, desk: "Desk") -> Sequence[Thing]:
        """What goes in."""
        from shopdesk.shop import composing

        return [
            (part.id, part.name, f"{quantity.text(part.qty)} {unit.name(part.unit)}")
            for part in composing.parts(desk, self.sale_unit)
        ]

    def add(self, desk: "Desk") -> object:
        """One more part."""
        from shopdesk.shop import composing

        found = named(desk, self.part.value())
        return composing.add_part(
            desk, self.sale_unit, found.sale_unit, self.qty.qty() if self.qty.value() else quantity.ONE
        )

    def remove(self, desk: "Desk", number: int) -> None:
        """It goes in no more."""
        from shopdesk.shop import composing

        composing.remove_part(desk, number)


def named(desk: "Desk", typed: str) -> "Goods":
    """The goods of a barcode, short number or name, or the only ones it finds; raises Invalid for none or several."""
    from shopdesk.shop import goods

    if typed:
        scan, found = goods.scan(desk, typed)
        found = found or goods.find(desk, scan.text or typed, limit=MOST)
        same = [one for one in found if one.name == typed]
        if len(same or found) == 1:
            return (same or found)[0]
        if found:
            raise Invalid(N_("Several goods have this in their name."), hint=N_("Type the whole name, or scan."))
    raise Invalid(N_("Nothing has this name."), hint=N_("Scan it, or type another word."))


class CertificatesSheet(ListedSheet):
    """ใบรับรอง: numbers, stars, and until when they hold."""

    def __init__(self, win: "Window", product: int) -> None:
        self.product = product
        super().__init__(win, _("Certificates"), _("The list of goods warns 30 days before one ends."))

    def fields(self) -> list[Row]:
        """Which one, its number, last day, stars, photo."""
        from shopdesk.shop import certificates

        self.kind, self.number = Choice(_("Which one"), free=False), Field(name=_("Number"), on_enter=self.enter)
        self.kind.offer([(kind, _(words)) for kind, words in certificates.KINDS.items()])
        self.kind.setCurrentIndex(0)
        self.valid_to, self.stars = dates.DateField(name=_("Valid to")), Field(name=_("Stars"), longest=1)
        self.photo = PhotoBox(self.win, lambda: None, self.strip.refuse)
        return [
            Row(_("Which one"), self.kind),
            Row(_("Number"), self.number),
            Row(_("Valid to"), self.valid_to, _("Empty: does not expire")),
            Row(_("Stars"), self.stars, _("Only OTOP: 1 to 5")),
            Row(_("Photo of the paper"), self.photo),
        ]

    def things(self, desk: "Desk") -> Sequence[Thing]:
        """Every certificate."""
        from shopdesk.shop import certificates

        return [
            (one.id, f"{one.words} {one.number}".strip(), until(one))
            for one in certificates.of_product(desk, self.product)
        ]

    def add(self, desk: "Desk") -> object:
        """One more certificate."""
        from shopdesk.shop import certificates

        stars = self.stars.value()
        paper = certificates.Paper(
            self.kind.value(), self.number.value(), int(stars) if stars.isdecimal() else 0, self.valid_to.iso(),
            self.photo.name(),
        )  # fmt: skip
        made = certificates.add(desk, paper, product=self.product)
        self.photo.show_photo("")
        return made

    def remove(self, desk: "Desk", number: int) -> None:
        """It stands behind them no more."""
        from shopdesk.shop import certificates

        certificates.put_away(desk, number)


def until(one: "Certificate") -> str:
    """Until when a certificate holds, in words."""
    if one.left is None:
        return _("does not expire")
    if one.left < 0:
        return _("expired {date}").format(date=dates.short(one.valid_to))
    return _("until {date}").format(date=dates.short(one.valid_to))


class ContainerSheet(ListedSheet):
    """มัดจำภาชนะ: what the goods go out in, and its deposit."""

    def __init__(self, win: "Window", sale_unit: int) -> None:
        self.sale_unit = sale_unit
        super().__init__(win, _("Container with a deposit"), _("The deposit is paid with the bill and is no sale."))

    def fields(self) -> list[Row]:
        """Which container, its deposit, how many for one unit."""
        from shopdesk.shop import containers

        self.container, self.deposit = Choice(_("Container")), MoneyField(name=_("Deposit for one (baht)"))
        self.qty = QuantityField(name=_("How many for one unit"), on_enter=self.enter)
        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            self.container.offer([("", ""), *((one.name, one.name) for one in containers.listing(desk))])
        return [
            Row(_("Container"), self.container, _("For example beer crate, or 20-litre bottle.")),
            Row(_("Deposit for one (baht)"), self.deposit),
            Row(_("How many for one unit"), self.qty, _("Empty: one")),
        ]

    def things(self, desk: "Desk") -> Sequence[Thing]:
        """The container of these goods."""
        from shopdesk.shop import containers

        found = containers.of_unit(desk, self.sale_unit)
        if found is None:
            return []
        return [(found[0].id, f"{found[0].name} × {quantity.text(found[1])}", money.text(found[0].deposit))]

    def add(self, desk: "Desk") -> None:
        """They go out in this one; one nobody knows yet is made, a deposit that was typed holds from now on."""
        from shopdesk.shop import containers

        name, deposit = self.container.value(), self.deposit.or_none()
        if not name.strip():
            raise Invalid(N_("The container needs a name."), hint=N_("For example beer crate, or 20-litre bottle."))
        number = next((one.id for one in containers.listing(desk) if one.name == name), None)
        if number is None:
            number = containers.add(desk, name, self.deposit.satang())
        elif deposit is not None:
            containers.set_deposit(desk, number, deposit)
        qty = self.qty.qty() if self.qty.value() else quantity.ONE
        containers.go_out_in(desk, self.sale_unit, number, qty)

    def remove(self, desk: "Desk", number: int) -> None:
        """They go out bare."""
        from shopdesk.shop import containers

        containers.go_out_in(desk, self.sale_unit, None)


class MarkdownsSheet(ListedSheet):
    """ลดราคาใกล้หมดอายุ: so many days before, so much less."""

    def __init__(self, win: "Window") -> None:
        super().__init__(
            win, _("Less before the last day"), _("Holds where the label of the lot is scanned at the till.")
        )

    def fields(self) -> list[Row]:
        """Days, percent, category."""
        from shopdesk.shop import shelf

        self.days, self.percent = QuantityField(name=_("Days before")), MoneyField(name=_("Percent less"))
        self.category = Choice(_("Category"))
        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            self.category.offer([("", ""), *((name, name) for name in shelf.category_names(desk))])
        return [
            Row(_("Days before"), self.days),
            Row(_("Percent less"), self.percent),
            Row(_("Category"), self.category, _("Empty: all goods")),
        ]

    def things(self, desk: "Desk") -> Sequence[Thing]:
        """Every rule."""
        from shopdesk.shop import markdowns

        words = _("{days} days before")
        return [
            (
                rule.id,
                " · ".join(filter(None, (words.format(days=rule.days), rule.category_name))),
                f"−{money.short(rule.percent)} %",
            )
            for rule in markdowns.rules(desk)
        ]

    def add(self, desk: "Desk") -> object:
        """One more rule."""
        from shopdesk.shop import goods, markdowns

        category = goods.category_id(desk, self.category.value())
        return markdowns.add(desk, self.days.qty() // quantity.ONE, self.percent.satang(), category)

    def remove(self, desk: "Desk", number: int) -> None:
        """The rule holds no more."""
        from shopdesk.shop import markdowns

        markdowns.remove(desk, number)
