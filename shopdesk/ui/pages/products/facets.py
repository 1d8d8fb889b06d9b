"""What more there is of goods: one row for each thing, with what is set and a button to its sheet."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from shopdesk.base.i18n import N_, _
from shopdesk.core import money
from shopdesk.ui import theme
from shopdesk.ui.pages.products import made, ways
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.ui.pages.products.listed import ListedSheet
    from shopdesk.ui.shell import Window

NAMES = {
    "units": N_("Several units"),
    "variants": N_("Sizes and colours"),
    "prices": N_("Other prices"),
    "parts": N_("Made of"),
    "certificates": N_("Certificates"),
    "container": N_("Container with a deposit"),
}


class Facets(QFrame):
    """`show_goods` reads what there is of a sale unit; hidden for goods that are not stored yet."""

    def __init__(self, window: "Window") -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.win = window
        self.sale_unit = self.product = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(8), theme.px(12), theme.px(8))
        column.setSpacing(theme.px(2))
        self.said: dict[str, Elided] = {}
        self.openers: dict[str, Button] = {}
        for name, words in NAMES.items():
            column.addLayout(self._row(name, _(words)))
        self.passing = Button(_("Money for somebody else (top-ups, bills)"), "chip", icon="cash", on=self.pass_on)
        self.passing.setCheckable(True)
        column.addWidget(self.passing)

    def _row(self, name: str, words: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        label = Plain(words, "label")
        label.setMinimumWidth(theme.px(150))
        row.addWidget(label)
        self.said[name] = Elided("", "sub")
        row.addWidget(self.said[name], 1)
        spoken = _("Change: {name}").format(name=words)
        self.openers[name] = Button(_("Set"), icon="pencil", name=spoken, on=lambda: self.open(name))
        row.addWidget(self.openers[name])
        return row

    def show_goods(self, sale_unit: int) -> None:
        """Show what there is of the goods of a sale unit."""
        self.sale_unit = sale_unit
        self.refresh()

    def refresh(self) -> None:
        """Read it anew."""
        from shopdesk.shop import goods

        if self.win.office is None or not self.sale_unit:
            return
        with self.win.office.reading(self.win.actor) as desk:
            own = goods.by_ids(desk, [self.sale_unit])
            if not own:
                return
            self.product = own[0].product
            self.passing.setChecked(own[0].agent)
            for name, words in _summaries(desk, self.sale_unit, self.product).items():
                self.said[name].show_text(words or "–")

    def open(self, name: str) -> "ListedSheet":
        """The sheet of one of them."""
        makers: dict[str, Callable[[], ListedSheet]] = {
            "units": lambda: ways.UnitsSheet(self.win, self.sale_unit),
            "variants": lambda: ways.VariantsSheet(self.win, self.sale_unit),
            "prices": lambda: ways.PricesSheet(self.win, self.sale_unit),
            "parts": lambda: made.PartsSheet(self.win, self.sale_unit),
            "certificates": lambda: made.CertificatesSheet(self.win, self.product),
            "container": lambda: made.ContainerSheet(self.win, self.sale_unit),
        }
        sheet = makers[name]()
        self.win.open(sheet)
        sheet.done.connect(lambda _answer: self.refresh())
        return sheet

    def pass_on(self) -> None:
        """Money for these goods goes to somebody else, or to the shop again."""
        from shopdesk.shop import containers
        from shopdesk.shop.rights import Actor

        on = self.passing.isChecked()

        def attempt(approver: Actor | None) -> None:
            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                containers.pass_on(desk, self.sale_unit, on)

        self.win.attempt(attempt, lambda _answer: self.win.bus.goods_changed.emit())
        self.refresh()


def _summaries(desk: "Desk", sale_unit: int, product: int) -> dict[str, str]:
    from shopdesk.shop import certificates, composing, containers, prices, variants

    sold = variants.ways(desk, sale_unit)
    item = next((way.item for way in sold if way.sale_unit == sale_unit), 0)
    held = containers.of_unit(desk, sale_unit)
    return {
        "units": " · ".join(way.words for way in sold if way.item == item),
        "variants": " · ".join(dict.fromkeys(way.variant for way in sold if way.variant)),
        "prices": " · ".join(money.short(rule.price) for rule in prices.rules(desk, [sale_unit])),
        "parts": " · ".join(part.name for part in composing.parts(desk, sale_unit)),
        "certificates": " · ".join(one.words for one in certificates.of_product(desk, product)),
        "container": held[0].name if held is not None else "",
    }
