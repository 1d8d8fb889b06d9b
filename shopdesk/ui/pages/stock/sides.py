"""Whose goods come in: suppliers and producers, with a new one written in the same place."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.shop import producers, stock, suppliers
from shopdesk.ui.widgets.buttons import PayButton, Segments
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.stepper import Stepper

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window


@dataclass(frozen=True, slots=True)
class Bringer:
    """Somebody who brings goods: a supplier (by party), or a producer who leaves them to sell (by owner)."""

    name: str
    supplier: int | None = None
    owner: int = stock.SHOP
    credit_days: int = 0
    tax_number: str = ""

    @property
    def key(self) -> str:
        """What the choice keeps."""
        return f"supplier {self.supplier}" if self.supplier else f"owner {self.owner}"


def everybody(desk: "Desk") -> list[Bringer]:
    """Who brings goods, suppliers first."""
    firms = [
        Bringer(one.name, one.party, credit_days=one.credit_days, tax_number=one.tax_number)
        for one in suppliers.listing(desk)
    ]
    return [*firms, *(Bringer(one.name, owner=one.owner) for one in producers.listing(desk))]


class BringerSheet(Sheet):
    """A new supplier, or a new producer; answers the Bringer."""

    keeps_typing = True

    def __init__(self, win: "Window", *, kinds: bool = True) -> None:
        super().__init__(_("Who brings the goods?"), width=560)
        self._win = win
        self.kind = Segments(
            [("supplier", _("Supplier")), ("producer", _("Leaves goods to sell"))], "supplier", self._chosen
        )
        self.name = Field(name=_("Name"), longest=suppliers.LONGEST_NAME, on_enter=self.enter)
        self.phone = Field(name=_("Telephone"), longest=40, on_enter=self.enter)
        self.tax = Field(name=_("Tax number"), longest=20, on_enter=self.enter)
        self.days = Stepper(0, highest=suppliers.MOST_DAYS, name=_("Days of credit"))
        if kinds:
            self.body.addWidget(self.kind)
        self.body.addWidget(Row(_("Name"), self.name))
        self.body.addWidget(Row(_("Telephone"), self.phone))
        self._firm = [
            Row(_("Tax number"), self.tax, _("13 digits, may stay empty")),
            Row(_("Days of credit"), self.days),
        ]
        for row in self._firm:
            self.body.addWidget(row)
        self.main = PayButton(_("Keep"), icon="check", on=self.enter)
        self.buttons.addWidget(self.main)
        self.first = self.name

    def _chosen(self, kind: str) -> None:
        for row in self._firm:
            row.setVisible(kind == "supplier")
        self.name.setFocus()

    def enter(self) -> None:
        """Keep them."""
        self._win.attempt(self._add, self.finish, self.strip.refuse)

    def _add(self, approver: "Actor | None") -> Bringer:
        assert self._win.office is not None
        with self._win.office.writing(self._win.actor, approver) as desk:
            if self.kind.value() == "producer":
                made = producers.add(desk, self.name.value(), self.phone.value())
                return Bringer(made.name, owner=made.owner)
            one = suppliers.add(desk, self.name.value(), self.phone.value(), self.tax.value(), self.days.value())
            return Bringer(one.name, one.party, credit_days=one.credit_days, tax_number=one.tax_number)
