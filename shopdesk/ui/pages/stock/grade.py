"""คัดเกรด/แบ่งแพ็ก: some of one lot becomes grades, boxes and waste; what the weight lost stands by itself."""

from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, quantity, unit
from shopdesk.db import models
from shopdesk.shop import stockroom
from shopdesk.shop.stockroom import Grade, Part
from shopdesk.ui import theme
from shopdesk.ui.pages.stock.finder import Finder
from shopdesk.ui.pages.stock.panes import plain, scrolled
from shopdesk.ui.widgets.buttons import Button, PayButton, Segments
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import QuantityField, Row
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.goods import Goods
    from shopdesk.shop.papers import Paper
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.pages.stock.heaps import Heap, Lying
    from shopdesk.ui.shell import Window


class GradeRow(QFrame):
    """One grade or box: what it is called, and how much it became."""

    def __init__(
        self, goods: "Goods", base: str, changed: "Callable[[], object]", gone: "Callable[[GradeRow], object]"
    ) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self.goods, self.base = goods, base
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.qty = QuantityField(name=goods.name)
        self.qty.setMaximumWidth(theme.px(120))
        self.qty.textEdited.connect(lambda _text: changed())
        row.addWidget(Elided(goods.name, "strong"), 1)
        row.addWidget(self.qty)
        row.addWidget(Plain(unit.name(goods.unit), "sub"))
        row.addWidget(Button("", "icon", icon="x", name=_("Remove the line"), on=lambda: gone(self)))

    def grade(self) -> Grade:
        """What it became, worth its selling price; raises Invalid."""
        typed = self.qty.qty()
        base = money.share(typed, self.goods.ratio, quantity.ONE)
        return Grade(self.goods.item, base, money.times(self.goods.price or 0, typed))


class GradeSheet(Sheet):
    """Answers the paper."""

    keeps_typing = True

    def __init__(self, win: "Window", lying: "Lying") -> None:
        super().__init__(_("Grade or pack: {name}").format(name=lying.name), width=760, height=620)
        self._win, self._lying = win, lying
        self.rows: list[GradeRow] = []
        self.heap = Choice(_("Which of it"), free=False)
        self.heap.offer([(str(n), f"{one.words} · {quantity.text(one.qty)}") for n, one in enumerate(lying.heaps)])
        self.heap.setCurrentIndex(0)
        self.qty = QuantityField(name=_("How much is graded"))
        self.waste = QuantityField(name=_("Waste"))
        for field in (self.qty, self.waste):
            field.textEdited.connect(lambda _text: self._show_loss())
        self.body.addLayout(self._top())
        usual, self._column = plain(6)
        self._column.addWidget(Plain(_("Scan or find what it became."), "sub", wrap=True))
        self._column.addStretch(1)
        holder = scrolled(usual)
        self.finder = Finder(win, holder)
        self.finder.chosen.connect(lambda goods, _qty: self.add(goods))
        self.finder.stack.setMinimumHeight(theme.px(170))
        self.body.addWidget(self.finder.search)
        self.body.addWidget(self.finder.stack, 1)
        self.loss = Plain("", "sub", wrap=True)
        self.body.addWidget(self.loss)
        self.by = Segments(
            [("weight", _("Cost by quantity")), ("value", _("Cost by price"))], "weight", lambda _value: None
        )
        self.body.addWidget(self.by)
        self.main = PayButton(_("Grade it"), icon="check", key="Ctrl+S", on=self.enter)
        self.buttons.addWidget(self.main)
        self.first = self.qty

    def _top(self) -> QVBoxLayout:
        column = QVBoxLayout()
        which: QWidget = Row(_("Which of it"), self.heap)
        column.addWidget(which)
        which.setVisible(len(self._lying.heaps) > 1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        words = unit.name(self._lying.unit)
        row.addWidget(Row(_("How much is graded ({unit})").format(unit=words), self.qty), 1)
        row.addWidget(Row(_("Of it waste ({unit})").format(unit=words), self.waste), 1)
        column.addLayout(row)
        return column

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """Ctrl+S writes it down."""
        return {"save": self.enter}

    def scanned(self, code: str) -> None:
        """What it became."""
        self._win.attempt(lambda _approver: self.finder.scanned(code), None, self.strip.refuse)

    def add(self, goods: "Goods") -> None:
        """It became some of these, too."""
        if all(row.goods.sale_unit != goods.sale_unit for row in self.rows):
            assert self._win.office is not None
            with self._win.office.reading(self._win.actor) as desk:
                base = desk.session.get_one(models.Item, goods.item).base_unit
            row = GradeRow(goods, base, self._show_loss, self._remove)
            self.rows.append(row)
            self._column.insertWidget(self._column.count() - 1, row)
        chosen = next(row for row in self.rows if row.goods.sale_unit == goods.sale_unit)
        chosen.qty.setFocus()
        chosen.qty.selectAll()

    def _remove(self, row: GradeRow) -> None:
        self.rows.remove(row)
        row.setParent(None)
        row.deleteLater()
        self._show_loss()

    def _show_loss(self) -> None:
        try:
            lost = self._lost()
        except ShopError:
            self.loss.show_text("")
            return
        if lost > 0 and any(row.base != self._lying.unit for row in self.rows):
            self.loss.show_text(_("Boxes are not weighed, so no lost weight is written."))
            self.loss.set_tone("")
            return
        words = unit.quantity_text(abs(lost), self._lying.unit)
        if lost < 0:
            self.loss.show_text(_("{quantity} more came out than went in.").format(quantity=words))
        else:
            self.loss.show_text(_("Lost in weight: {quantity}").format(quantity=words))
        self.loss.set_tone("danger" if lost < 0 else "")

    def _lost(self) -> int:
        """What is missing between before and after, of goods counted in the same unit."""
        became = sum(row.grade().qty for row in self.rows if row.base == self._lying.unit)
        return self.qty.qty() - self._wasted() - became

    def _wasted(self) -> int:
        return quantity.counted(self.waste.text()) if self.waste.value() else 0

    def chosen(self) -> "Heap":
        """The heap; raises Invalid where nothing lies anywhere."""
        if not self._lying.heaps:
            raise Invalid(N_("There is none of it here."), hint=N_("Count it first."))
        return self._lying.heaps[max(self.heap.currentIndex(), 0)]

    def enter(self) -> None:
        """Write the paper."""
        self._win.attempt(self._write, self.finish, self.strip.refuse)

    def _write(self, approver: "Actor | None") -> "Paper":
        assert self._win.office is not None
        heap = self.chosen()
        source = Part(self._lying.item, self.qty.qty(), heap.owner, heap.lot)
        by = cast('Literal["value", "weight"]', self.by.value())
        grades = [row.grade() for row in self.rows]
        with self._win.office.writing(self._win.actor, approver) as desk:
            return stockroom.grade(desk, source, grades, waste=self._wasted(), by=by, location=heap.place)
