"""Producers in the words of whoever pays them; tests know the widgets only through this."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from shopdesk.shop import goods, producers, receiving
from shopdesk.ui.pages.producers.page import ProducersPage
from tests.ui.bills_page import Counter


class Paymaster(Counter):
    """A till whose producers are looked after."""

    def woman(self, name: str, percent: int = 2_000, **more: str) -> producers.Producer:
        with self.shop.office.writing() as desk:
            made = producers.add(desk, name, **more)
            producers.agree(desk, made.id, producers.Agreement("percent", percent, "2026-01-01"))
        return made

    def leaves(self, who: producers.Producer, name: str, price: int, qty: int = 10_000) -> goods.Goods:
        thing: goods.Goods = self.shop.add(name, price)
        line = receiving.Incoming(thing.item, qty, 0)
        with self.shop.office.writing() as desk:
            receiving.receive(desk, receiving.Load((line,), owner=who.owner, paid_by=receiving.CONSIGNMENT))
        return thing

    @property
    def page(self) -> ProducersPage:
        page = self.window.page_of("producers")
        assert isinstance(page, ProducersPage)
        return page

    def open(self) -> "Paymaster":
        self.go_to("producers")
        return self

    @property
    def people(self) -> list[str]:
        return [card.person.name for card in self.page.list.cards.rows.cards]

    def press_(self, key: Qt.Key, widget: Any = None) -> "Paymaster":
        self.ticks.wait(1)
        QTest.keyClick(widget or self.window.focusWidget(), key)
        self.paint_()
        return self

    def owed(self, who: producers.Producer) -> int:
        with self.shop.office.reading(self.window.actor) as desk:
            return producers.one(desk, who.id).balance

    def fill(self, field: Any, text: str) -> "Paymaster":
        field.setFocus()
        field.setText(text)
        return self

    @property
    def sheet(self) -> Any:
        assert self.window.sheet is not None
        self.paint_()
        return self.window.sheet
