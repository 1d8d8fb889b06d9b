"""One line of chosen labels, and the sheet that asks how many of them, of which weight or lot."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import quantity
from shopdesk.shop.labels import Want
from shopdesk.ui.pages.stock import dates
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import QuantityField, Row
from shopdesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.lotlabels import Lot
    from shopdesk.ui.shell import Window


@dataclass(frozen=True, slots=True)
class Chosen:
    """Goods whose labels are wanted; `lot_words` is which lot in words."""

    name: str
    code: str
    by_weight: bool
    want: Want
    lot_words: str = ""

    @property
    def more(self) -> str:
        """Weight and lot, where they were said."""
        weight = quantity.text(self.want.qty) if self.want.qty else ""
        return " · ".join(part for part in (weight, self.lot_words) if part)


def lot_words(lot: "Lot") -> str:
    """A lot as one calls it: producer, last day, code."""
    parts = (lot.producer, dates.short(lot.expires), lot.code)
    return " · ".join(part for part in parts if part) or _("Lot {code}").format(code=lot.id)


class CountSheet(Sheet):
    """Answers the line as it is from now on."""

    def __init__(self, win: "Window", row: Chosen) -> None:
        from shopdesk.shop import lotlabels

        super().__init__(row.name)
        self._row = row
        self.count = QuantityField(row.want.count * quantity.ONE, big=True, on_enter=self.enter)
        self.body.addWidget(Row(_("How many labels"), self.count))
        self.weight = QuantityField(row.want.qty, name=_("Weight in each pack"), on_enter=self.enter)
        self._weight_row = Row(_("Weight in each pack"), self.weight, _("For labels of weighed goods"))
        self.body.addWidget(self._weight_row)
        self._weight_row.setVisible(row.by_weight)
        assert win.office is not None
        with win.office.reading(win.actor) as desk:
            self.lots = {str(lot.id): lot for lot in lotlabels.lots(desk, row.want.sale_unit)}
        self.lot = Choice(_("Lot"), free=False)
        self.lot.offer([("", ""), *((number, lot_words(lot)) for number, lot in self.lots.items())])
        self.lot.show_value(str(row.want.lot or ""))
        self._lot_row = Row(_("Lot"), self.lot, _("For labels of a lot"))
        self.body.addWidget(self._lot_row)
        self._lot_row.setVisible(bool(self.lots))
        self.buttons.addStretch(1)
        self.buttons.addWidget(Button(_("Keep"), "primary", key="Ctrl+S", on=self.enter))
        self.first = self.count
        self.count.selectAll()

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """Ctrl+S keeps it."""
        return {"save": self.enter}

    def enter(self) -> None:
        """Answer what was typed, or say what is wrong."""
        try:
            count = self.count.qty()
            if count % quantity.ONE:
                raise Invalid(N_("Labels come whole."), hint=N_("Type a whole number."))
            weight = self.weight.qty() if self.weight.value() else None
        except ShopError as error:
            self.strip.refuse(error)
            return
        lot = self.lots.get(self.lot.value())
        want = replace(self._row.want, count=count // quantity.ONE, qty=weight, lot=lot.id if lot else None)
        self.finish(replace(self._row, want=want, lot_words=lot_words(lot) if lot else ""))
