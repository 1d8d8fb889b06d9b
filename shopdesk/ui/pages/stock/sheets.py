"""Small sheets of the store room: thrown away or used, carried to another place, a new place, when to buy again."""

from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.core import quantity, unit
from shopdesk.db import models
from shopdesk.shop import shopping, stockroom
from shopdesk.shop.stockroom import Part
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button, PayButton, Segments
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field, QuantityField, Row
from shopdesk.ui.widgets.reasons import Reasons
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.papers import Paper
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.pages.stock.heaps import Heap, Lying
    from shopdesk.ui.shell import Window


class _Leaving(Sheet):
    """Some of one heap leaves; answers the paper."""

    def __init__(self, win: "Window", title: str, lying: "Lying", done: str) -> None:
        super().__init__(title, width=600)
        self._win, self._lying = win, lying
        self.heap = Choice(_("Which of it"), free=False)
        self.heap.offer([(str(n), f"{heap.words} · {quantity.text(heap.qty)}") for n, heap in enumerate(lying.heaps)])
        self.heap.setCurrentIndex(0)
        self.qty = QuantityField(name=_("How much"), on_enter=self.enter)
        self.main = PayButton(done, icon="check", on=self.enter)
        self.buttons.addWidget(self.main)
        self.first = self.qty

    def _fields(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        which = Row(_("Which of it"), self.heap)
        row.addWidget(which, 3)
        row.addWidget(Row(_("How much ({unit})").format(unit=unit.name(self._lying.unit)), self.qty), 2)
        column.addLayout(row)
        which.setVisible(len(self._lying.heaps) > 1)

    def chosen(self) -> "Heap":
        """The heap; raises Invalid where nothing lies anywhere."""
        if not self._lying.heaps:
            raise Invalid(N_("There is none of it here."), hint=N_("Count it first."))
        return self._lying.heaps[max(self.heap.currentIndex(), 0)]

    def part(self) -> Part:
        """What leaves; raises Invalid."""
        heap = self.chosen()
        return Part(self._lying.item, self.qty.qty(), heap.owner, heap.lot)

    def enter(self) -> None:
        """Write the paper."""
        if self.ready():
            self._win.attempt(self._write, self.finish, self.strip.refuse)

    def _write(self, approver: "Actor | None") -> "Paper":
        raise NotImplementedError


class TakeOutSheet(_Leaving):
    """Thrown away, or used by the shop, with a reason."""

    def __init__(self, win: "Window", lying: "Lying") -> None:
        super().__init__(win, _("Take out: {name}").format(name=lying.name), lying, _("Take it off the stock"))
        self.kind = Segments([("waste", _("Waste")), ("own_use", _("Own use"))], "waste", lambda _value: None)
        self.body.addWidget(self.kind)
        self._fields(self.body)
        self.body.addWidget(Plain(_("Why?"), "label"))
        self.reasons = Reasons([_("Spoiled"), _("Expired"), _("Broken"), _("Cooked here"), _("Given away")])
        self.reasons.field.returnPressed.connect(self.enter)
        self.body.addWidget(self.reasons)

    def _write(self, approver: "Actor | None") -> "Paper":
        assert self._win.office is not None
        part, heap = self.part(), self.chosen()
        kind = cast('Literal["waste", "own_use"]', self.kind.value())
        with self._win.office.writing(self._win.actor, approver) as desk:
            return stockroom.take_out(desk, kind, [part], self.reasons.value(), heap.place)


class CarrySheet(_Leaving):
    """From one place to another."""

    def __init__(self, win: "Window", lying: "Lying", places: "list[models.Location]") -> None:
        super().__init__(win, _("Move: {name}").format(name=lying.name), lying, _("Move it there"))
        self.target = Choice(_("Where to"), free=False)
        self._fields(self.body)
        self.body.addWidget(Row(_("Where to"), self.target))
        self.buttons.insertWidget(0, Button(_("New place"), icon="plus", on=self._new_place))
        self._offer(places)

    def _offer(self, places: "list[models.Location]") -> None:
        self.target.offer([(str(place.id), place.name) for place in places])
        here = self._lying.heaps[0].place if self._lying.heaps else 0
        self.target.show_value(next((str(place.id) for place in places if place.id != here), ""))

    def _new_place(self) -> None:
        self._win.open(PlaceSheet(self._win).answered(self._made))

    def _made(self, place: int) -> None:
        assert self._win.office is not None
        with self._win.office.reading(self._win.actor) as desk:
            self._offer(stockroom.places(desk))
        self.target.show_value(str(place))

    def _write(self, approver: "Actor | None") -> "Paper":
        assert self._win.office is not None
        part, heap = self.part(), self.chosen()
        with self._win.office.writing(self._win.actor, approver) as desk:
            return stockroom.transfer(desk, [part], heap.place, int(self.target.value() or 0))


class PlaceSheet(Sheet):
    """A new place for stock; answers its id."""

    def __init__(self, win: "Window") -> None:
        super().__init__(_("New place for stock"), width=520)
        self._win = win
        self.name = Field(name=_("Name"), hint=_("Back room"), longest=stockroom.LONGEST_NAME, on_enter=self.enter)
        self.kind = Segments([("store", _("Store room")), ("elsewhere", _("Elsewhere"))], "store", lambda _value: None)
        self.body.addWidget(Row(_("Name"), self.name))
        self.body.addWidget(self.kind)
        self.main = PayButton(_("Keep"), icon="check", on=self.enter)
        self.buttons.addWidget(self.main)
        self.first = self.name

    def enter(self) -> None:
        """Keep it."""
        self._win.attempt(self._add, self.finish, self.strip.refuse)

    def _add(self, approver: "Actor | None") -> int:
        assert self._win.office is not None
        with self._win.office.writing(self._win.actor, approver) as desk:
            return stockroom.add_place(desk, self.name.value(), self.kind.value())


class BuyAgainSheet(Sheet):
    """At how much goods come onto the shopping list, and up to how much is bought; answers True."""

    def __init__(self, win: "Window", lying: "Lying", at: int | None, upto: int | None) -> None:
        super().__init__(_("Buy again: {name}").format(name=lying.name), width=560)
        self._win, self._lying = win, lying
        self.at = QuantityField(at, name=_("When so much is left"), on_enter=self.enter)
        self.upto = QuantityField(upto, name=_("Buy up to"), on_enter=self.enter)
        words = unit.name(lying.unit)
        self.body.addWidget(
            Row(_("When so much is left ({unit})").format(unit=words), self.at, _("Empty: never listed"))
        )
        self.body.addWidget(Row(_("Buy up to ({unit})").format(unit=words), self.upto))
        self.main = PayButton(_("Keep"), icon="check", on=self.enter)
        self.buttons.addWidget(self.main)
        self.first = self.at

    def enter(self) -> None:
        """Keep it."""
        self._win.attempt(self._store, self.finish, self.strip.refuse)

    def _store(self, approver: "Actor | None") -> bool:
        at = quantity.counted(self.at.text()) if self.at.value() else None
        upto = self.upto.qty() if self.upto.value() else None
        assert self._win.office is not None
        with self._win.office.writing(self._win.actor, approver) as desk:
            shopping.set_point(desk, self._lying.item, at, upto)
        return True
