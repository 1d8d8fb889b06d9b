"""Pages 3 and 4: what the shop sells, how it stands with VAT, and where its first goods come from."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from shopdesk.base.i18n import _
from shopdesk.ui.pages.first_run.step import Card, Step
from shopdesk.ui.pages.settings.rows import grid
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.fields import Row
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk


class KindStep(Step):
    """Several kinds may be chosen; each brings a few categories."""

    asks = True

    def build(self) -> None:
        """The kinds, then VAT."""
        from shopdesk.shop import kinds

        self.kinds = {kind.key: Card(kind.title, kind.icon) for kind in kinds.KINDS}
        self.column.addWidget(grid(list(self.kinds.values()), 3))
        choices = [("no", _("Not yet, or not sure")), ("yes", _("Registered"))]
        self.vat = Segments(choices, "no", lambda _value: None)
        note = _("Most village shops are not. It can be changed in Settings.")
        self.column.addWidget(Row(_("Is the shop registered for VAT?"), self.vat, note))

    def fill(self, desk: "Desk", values: dict[str, Any]) -> None:
        """What was chosen before."""
        from shopdesk.shop import kinds

        for key in kinds.chosen(desk):
            self.kinds[key].setChecked(True)
        self.vat.choose("yes" if values["vat.registered"] else "no")

    def first(self) -> QWidget:
        """The first kind."""
        return next(iter(self.kinds.values()))

    def chosen(self) -> list[str]:
        """The kinds that are on."""
        return [key for key, button in self.kinds.items() if button.isChecked()]

    def store(self, desk: "Desk") -> None:
        """Kinds with their categories, and VAT."""
        from shopdesk.shop import kinds, settings

        kinds.choose(desk, self.chosen())
        settings.change(desk, "vat.registered", self.vat.value() == "yes")


class FirstGoodsStep(Step):
    """Nothing has to be typed in before the first sale: an unknown scan asks name and price at the till."""

    def build(self) -> None:
        """Where to go when the first run is over."""
        words = [("till", _("Scan goods at the till"), "line-scan")]
        if self.win.has("importing"):
            words.append(("import", _("Take them from a file"), "file-import"))
            words.append(("starter", _("Take the starter set"), "basket"))
        words.append(("later", _("Later"), "clock"))
        self.ways: dict[str, Button] = {}
        for key, text, icon in words:
            self.ways[key] = Button(text, "choice", icon=icon, on=lambda key=key: self.take(key))  # type: ignore[misc]
            self.ways[key].setCheckable(True)
        self.column.addWidget(grid(list(self.ways.values()), 2))
        self.about = Plain("", "sub", wrap=True)
        self.column.addWidget(self.about)
        self.choose(self.run.afterwards)

    def take(self, way: str) -> None:
        """This one, and on."""
        self.choose(way)
        self.run.forward()

    def choose(self, way: str) -> None:
        """Remember where to go at the end."""
        self.run.afterwards = way
        for key, button in self.ways.items():
            button.setChecked(key == way)
        told = {
            "till": _("The till opens at the end. Scan the first thing you sell."),
            "import": _("At the end a page opens for files of Loyverse, Shopify, Excel and others."),
            "starter": _("Vegetables, fruit, rice by weight, ice. You only add prices."),
            "later": _("Goods can be added at any time."),
        }
        self.about.show_text(told[way])

    def first(self) -> QWidget:
        """The chosen way."""
        return self.ways[self.run.afterwards]
