"""What it is; what no platform takes is said here, before anybody takes a photo."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.core import offering
from shopdesk.ui.pages.listing.step import LAST, Step
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Row
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.answers import Said
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.rights import Actor

MOST = 400


class GoodsStep(Step):
    """The goods by name, scan or from the list; a name nobody knows becomes new goods when one goes on."""

    def build(self) -> None:
        """Which goods."""
        self.goods = Choice(_("What do you want to sell?"))
        self.goods.setCurrentIndex(-1)
        self.goods.currentIndexChanged.connect(lambda _place: self._changed())
        field = self.goods.lineEdit()
        assert field is not None
        field.setPlaceholderText(_("Type a name, choose or scan"))
        field.textEdited.connect(lambda _text: self._changed())
        self.goods_row = Row(_("What do you want to sell?"), self.goods, _("A new name makes new goods in the shop."))
        self.column.addWidget(self.goods_row)
        self.stop, self.why = Plain("", "strong", tone="danger", wrap=True), Plain("", "sub", wrap=True)
        self.anyway = Button(_("It is not that: go on"), "link", icon="arrow-right", on=self._overrule)
        for part in (self.stop, self.why):
            self.column.addWidget(part)
        self.column.addWidget(self.anyway, 0, Qt.AlignmentFlag.AlignLeft)
        self._known: dict[str, tuple[int, int, str]] = {}
        self._overruled, self._fresh = "", False

    def fill(self, said: "Said") -> None:
        """The goods of the shop."""
        from shopdesk.shop import goods

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            found = goods.find(desk, "", limit=MOST)
        self._known = {one.name: (one.sale_unit, one.product, one.photo) for one in found}
        self.goods.offer([(one.name, one.name) for one in found])
        self.goods.show_value(said.goods)
        self._look()

    def _changed(self) -> None:
        self._look()
        self.wizard.touched()

    def _look(self) -> None:
        refused, hard = self._refused()
        hidden = not refused or (not hard and self._overruled == self.goods.value())
        self.stop.setVisible(not hidden)
        self.why.setVisible(not hidden)
        self.anyway.setVisible(not hidden and not hard)
        if refused:
            self.stop.show_text(_("No platform sells {kind}.").format(kind=offering.label(refused)))
            self.why.show_text(_("Sell it at the counter. No photos are needed."))

    def _refused(self) -> tuple[str, bool]:
        """What class of goods no platform takes, and whether it is sure."""
        from shopdesk.shop import offers

        typed = self.goods.value()
        known = self._known.get(typed)
        if known is None or self.win.office is None:
            found = offering.refused_class("", typed)
        else:
            with self.win.office.reading(self.win.actor) as desk:
                found = offers.refused(desk, known[1])
        return found, found in offering.SURE

    def _overrule(self) -> None:
        self._overruled = self.goods.value()
        self._look()

    def choose(self, name: str) -> None:
        """These goods, as if they were typed."""
        self.goods.show_value(name)
        self._changed()

    def gathered(self, said: "Said") -> "Said":
        """The goods."""
        typed = self.goods.value()
        sale_unit, product, photo = self._known.get(typed, (0, 0, ""))
        if product != said.product or not product:
            self._fresh = True
            words = replace(said.words, title=typed, photos=(photo,) if photo else said.words.photos)
            return replace(
                said, goods=typed, sale_unit=sale_unit, product=product, words=words, prices={}, reached=said.page
            )
        return replace(said, goods=typed)

    def leaving(self, said: "Said") -> "Said":
        """One cannot go on without goods, or with goods nobody takes."""
        if not said.goods:
            raise Invalid(N_("What do you want to sell?"), hint=N_("Type a name, choose or scan"))
        refused, hard = self._refused()
        if refused and (hard or self._overruled != said.goods):
            raise Conflict(
                N_("No platform sells {kind}."), hint=N_("Sell it at the counter."), kind=offering.label(refused)
            )
        said = self._decided(said if said.product else self._new(said))
        return self._priced(self._listed_before(said))

    def _priced(self, said: "Said") -> "Said":
        """What is sold first is the way it is sold at the counter, for its price there."""
        from shopdesk.shop import variants

        assert self.win.office is not None
        if said.prices:
            return said
        with self.win.office.reading(self.win.actor) as desk:
            own = next((way.price for way in variants.ways(desk, said.sale_unit) if way.sale_unit == said.sale_unit), 0)
        return replace(said, prices={said.sale_unit: own or 0})

    def _decided(self, said: "Said") -> "Said":
        """That it is not what its name says, is on record."""
        from shopdesk.shop import offers
        from shopdesk.shop.desk import asking

        assert self.win.office is not None
        if self._refused()[0]:
            with asking(frozenset({"refused"})), self.win.office.writing(self.win.actor) as desk:
                offers.allowed(desk, said.product)
        return said

    def _new(self, said: "Said") -> "Said":
        """Goods the shop does not have yet."""
        from shopdesk.shop import goods

        made: list[goods.Goods] = []

        def make(approver: "Actor | None") -> None:
            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                made.append(goods.create(desk, goods.Draft(said.goods)))

        make(None)
        self.win.bus.goods_changed.emit()
        return replace(said, sale_unit=made[0].sale_unit, product=made[0].product)

    def _listed_before(self, said: "Said") -> "Said":
        """Goods that were offered before: what was said then is taken up."""
        from shopdesk.shop import answers, offers

        assert self.win.office is not None
        if not self._fresh:
            return said
        self._fresh = False

        def read(desk: "Desk") -> "Said | None":
            row = offers.of_product(desk, said.product)
            return answers.of_offer(desk, row.id or 0) if row is not None else None

        with self.win.office.reading(self.win.actor) as desk:
            before = read(desk)
        if before is None:
            return said
        return replace(before, page=said.page, reached=LAST)

    def scanned(self, code: str) -> None:
        """The goods of a code."""
        from shopdesk.shop import goods

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            _scan, found = goods.scan(desk, code)
        if found:
            self.choose(found[0].name)

    def first(self) -> QWidget:
        """The goods."""
        return self.goods
