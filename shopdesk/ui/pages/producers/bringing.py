"""Goods of a producer come in, or go home again: choose how much, then one button."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from shopdesk.base.i18n import _
from shopdesk.core import quantity, unit
from shopdesk.shop import burdens, goods, producers, receiving, stock, stockroom
from shopdesk.shop.producers import Heap, Producer
from shopdesk.shop.receiving import Incoming, Load
from shopdesk.ui import theme
from shopdesk.ui.pages.producers import choices
from shopdesk.ui.widgets.buttons import Button, PayButton, Segments
from shopdesk.ui.widgets.fields import SearchField
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.stepper import QuantityStepper
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

OFFERED = 4


class _GoodsSheet(Sheet):
    """Goods with a quantity each; answers the number of the paper."""

    keeps_typing = True

    def __init__(self, win: "Window", person: Producer, title: str, main: str, icon: str) -> None:
        super().__init__(title.format(name=person.name), width=720)
        self._win, self._person = win, person
        self.steppers: dict[tuple[int, int], QuantityStepper] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(8))
        self.main = PayButton(main, icon=icon, on=self.enter)
        self.buttons.addWidget(self.main)

    def put(self, key: tuple[int, int], name: str, note: str, measure: str, highest: int) -> QuantityStepper:
        """A row for some goods, with a stepper from nothing."""
        frame = QFrame()
        frame.setProperty("kind", "plain")
        line, texts = QHBoxLayout(frame), QVBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(0)
        texts.addWidget(Elided(name, "strong"))
        texts.addWidget(Elided(note, "sub"))
        line.addLayout(texts, 1)
        stepper = QuantityStepper(0, highest=highest, name=name)
        stepper.field.returnPressed.connect(self.enter)
        line.addWidget(stepper)
        line.addWidget(Plain(unit.name(measure), "sub"))
        self.steppers[key] = stepper
        self._rows.addWidget(frame)
        return stepper

    def chosen(self) -> dict[tuple[int, int], int]:
        """(item, place) → thousandths, the chosen ones."""
        return {key: stepper.qty() for key, stepper in self.steppers.items() if stepper.qty()}

    def enter(self) -> None:
        """Do it; the owner's PIN stands in for a missing right."""
        if not self.chosen():
            words = _("Say how much first.") if self.steppers else _("Choose goods first.")
            self.strip.say(words, tone="accent")
        elif self.ready():
            self._win.attempt(self._deed, self.finish, self.strip.refuse)

    def _deed(self, approver: "Actor | None") -> str:
        assert self._win.office is not None
        with self._win.office.writing(self._win.actor, approver) as desk:
            papers = [self._paper(desk, place) for place in sorted({place for _item, place in self.chosen()})]
        return ", ".join(papers)

    def _load(self, place: int) -> Load:
        lines = tuple(Incoming(item, qty, 0) for (item, where), qty in self.chosen().items() if where == place)
        return Load(lines, owner=self._person.owner, location=place, paid_by=receiving.CONSIGNMENT)

    def _paper(self, desk: "Desk", place: int) -> str:
        raise NotImplementedError


class BringSheet(_GoodsSheet):
    """What they bring: goods they brought before, and any other by name or scan."""

    def __init__(self, win: "Window", person: Producer) -> None:
        super().__init__(win, person, _("Receive goods · {name}"), _("Receive them"), "truck-delivery")
        self.search = SearchField(_("Scan, or type the name of other goods"), self._typed)
        self.search.field.returnPressed.connect(self._first)
        assert win.office is not None
        with win.office.reading(win.actor) as desk:
            known, bare = producers.lying(desk, person.id, past=True), producers.without_terms(desk)
        if person.owner in bare:
            self.body.addWidget(Plain(choices.no_terms(), "sub", tone="accent", wrap=True))
        self.body.addWidget(self.search)
        self._offered = QHBoxLayout()
        self._offered.setSpacing(theme.px(8))
        self.offers: list[Button] = []
        self.body.addLayout(self._offered)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        for heap in {heap.item: heap for heap in known}.values():
            self._put(heap.item, heap.name, heap.unit)
        self.first = next(iter(self.steppers.values())).field if self.steppers else self.search.field

    def _put(self, item: int, name: str, measure: str) -> QuantityStepper:
        key = (item, stock.COUNTER)
        if key in self.steppers:
            return self.steppers[key]
        return self.put(key, name, _("paid when it is sold"), measure, quantity.LIMIT)

    def _typed(self, typed: str) -> None:
        for button in self.offers:
            button.deleteLater()
        self.offers = []
        for thing in self._found(typed) if typed else []:
            button = Button(thing.name, "chip", on=lambda thing=thing: self._take(thing))  # type: ignore[misc]
            self.offers.append(button)
            self._offered.addWidget(button)

    def _found(self, typed: str) -> list[goods.Goods]:
        if self._win.office is None:
            return []
        with self._win.office.reading(self._win.actor) as desk:
            return goods.find(desk, typed, limit=OFFERED)

    def _first(self) -> None:
        found = self._found(self.search.field.value()) if self.search.field.value() else []
        if found:
            self._take(found[0])

    def _take(self, thing: goods.Goods) -> None:
        stepper = self._put(thing.item, thing.name, "piece" if thing.ratio != quantity.ONE else thing.unit)
        self.search.field.clear()
        self._typed("")
        stepper.field.setFocus()
        stepper.field.selectAll()

    def scanned(self, code: str) -> None:
        """A scan is one more of these goods."""
        assert self._win.office is not None
        with self._win.office.reading(self._win.actor) as desk:
            _scan, found = goods.scan(desk, code)
        if found:
            self._take(found[0])
            self.steppers[found[0].item, stock.COUNTER].go(1)
        else:
            self._win.sounds.play("unknown")

    def _paper(self, desk: "Desk", place: int) -> str:
        return receiving.receive(desk, self._load(place)).number


class HomeSheet(_GoodsSheet):
    """What goes home or ends by the agreement: at most what lies there."""

    def __init__(self, win: "Window", person: Producer, heaps: Sequence[Heap]) -> None:
        super().__init__(win, person, _("Give goods back · {name}"), _("Stop selling it"), "arrow-back-up")
        assert win.office is not None
        with win.office.reading(win.actor) as desk:
            self._rules = burdens.rules(desk, person.id, {heap.item for heap in heaps})
        ways = [("rule", _("As agreed")), ("home", _("All of it goes home"))]
        self.way = Segments(ways, "rule", lambda _way: None)
        if all(rule == "return" for rule in self._rules.values()):
            self.way.hide()
        self.body.addWidget(self.way)
        for heap in heaps:
            if heap.qty > 0:
                left = _("{left} in stock").format(left=unit.quantity_text(heap.qty, heap.unit))
                note = " · ".join((heap.place, left, choices.unsold(self._rules[heap.item])))
                self.put((heap.item, heap.location), heap.name, note, heap.unit, heap.qty)
        self.whole = Button(_("Return everything"), icon="check", on=self.take_all)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.whole)
        self.body.addStretch(1)
        self._heaps = {(heap.item, heap.location): heap.qty for heap in heaps}
        self.first = next(iter(self.steppers.values())).field if self.steppers else None

    def take_all(self) -> None:
        """All that lies there."""
        for key, stepper in self.steppers.items():
            stepper.set_qty(self._heaps[key])
        self.main.setFocus()

    def _paper(self, desk: "Desk", place: int) -> str:
        if self.way.value() == "home" or self.way.isHidden():
            return receiving.send_back(desk, self._load(place), _("Taken back by the owner")).number
        numbers = [
            stockroom.unsold(desk, self._person.id, item, qty, place)
            for (item, where), qty in self.chosen().items()
            if where == place
        ]
        return ", ".join(numbers)
