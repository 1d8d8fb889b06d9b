"""A code nobody knows, in the store room: its name and price, and the load or the count goes on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from shopdesk.base.i18n import _
from shopdesk.core import unit
from shopdesk.shop import catalogue, goods
from shopdesk.ui.widgets.buttons import PayButton
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field, MoneyField, Row
from shopdesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from shopdesk.shop.goods import Goods
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window


class QuickAdd(Sheet):
    """Answers the goods that were made."""

    keeps_typing = True

    def __init__(self, win: "Window", code: str) -> None:
        super().__init__(_("Not known yet: {code}").format(code=code), width=560)
        self._win, self._code = win, code
        self.name = Field(name=_("Name"), on_enter=self._next)
        self.price = MoneyField(name=_("Price"), on_enter=self.enter)
        self.unit = Choice(_("Unit"))
        self.unit.offer([(one.code, _(one.name)) for one in unit.UNITS.values()])
        self.unit.show_value("piece")
        self.body.addWidget(Row(_("Name"), self.name))
        self.body.addWidget(Row(_("Selling price"), self.price, _("May stay empty: the till asks.")))
        self.body.addWidget(Row(_("Unit"), self.unit))
        self.main = PayButton(_("Keep and go on"), icon="check", on=self.enter)
        self.buttons.addWidget(self.main)
        self.first = self.name
        self._look_up()

    def _look_up(self) -> None:
        """A shared catalogue may know its name."""
        if self._win.office is None or not self._code:
            return
        with self._win.office.reading(self._win.actor) as desk:
            known = catalogue.known(desk, self._code)
        if known is not None:
            self.name.setText(known.name)
            self.first = self.price

    def _next(self) -> None:
        self.price.setFocus(Qt.FocusReason.TabFocusReason)

    def enter(self) -> None:
        """Make the goods."""
        self._win.attempt(self._make, self.finish, self.strip.refuse)

    def _make(self, approver: "Actor | None") -> "Goods":
        kind = unit.find(self.unit.value()) or self.unit.value()
        draft = goods.Draft(
            self.name.value(), self.price.or_none(), kind, unit.measured(kind), (self._code,) if self._code else ()
        )
        assert self._win.office is not None
        with self._win.office.writing(self._win.actor, approver) as desk:
            return goods.create(desk, draft)
