"""The pay sheet in the cashier's words. Tests know its widgets only through this."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import zxingcpp
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from sqlmodel import Session, col, select

from shopdesk.core import emv, money
from shopdesk.db import models
from shopdesk.ui.display.turned import Turned
from shopdesk.ui.pages.pay.sheet import PaySheet
from shopdesk.ui.widgets.buttons import Button
from tests.ui.till_page import Till

BEER = "8850000000048"


def read_qr(picture: QImage) -> list[str]:
    """What a telephone reads off a screen."""
    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    return [code.text for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)]


def slip_text(reference: str, bank: str = "004") -> str:
    """The mini QR of a transfer slip."""
    inner = emv.joined((("00", "000001"), ("01", bank), ("02", reference)))
    return emv.sealed(emv.joined((("00", inner), ("51", "TH"))), "91")


class Pay:
    """What a cashier does and sees while taking the money."""

    def __init__(self, till: Till) -> None:
        self.till = till

    def set(self, key: str, value: object) -> "Pay":
        from shopdesk.shop import settings

        with self.till.shop.office.writing() as desk:
            settings.change(desk, key, value)
        return self

    def open(self, key: str = "Enter") -> "Pay":
        """Enter for cash, F9 for PromptPay, F12 for several ways; then everything is painted."""
        self.till.press(key).paint()
        return self

    def press(self, *keys: str, wait: float = 1.0) -> "Pay":
        """Press keys; what they show is painted."""
        for key in keys:
            self.till.press(key, wait=wait).paint()
        return self

    def type(self, text: str) -> "Pay":
        self.till.type(text)
        return self

    def wait_for_digit(self) -> "Pay":
        QTest.qWait(250)
        self.till.paint()
        return self

    def tap_notes(self, *baht: int) -> "Pay":
        for each in baht:
            next(b for b in self.tab.notes if b.satang == each * 100).click()
        return self

    def finish(self) -> "Pay":
        return self.press("Enter")

    def read_picture(self, path: Path) -> "Pay":
        self.tab.slip.read_picture(path)
        while self.till.window.jobs.busy():
            QTest.qWait(5)
        return self

    def undo_sale(self) -> None:
        from shopdesk.shop import refunds

        with self.till.shop.office.writing() as desk:
            refunds.void(desk, 1, "ผิด")

    def bar(self, tender: str, category: str) -> None:
        """The owner bars a category; it is made by its first goods."""
        from shopdesk.shop import goods, payments, selling

        self.till.shop.add("กรอบรูป", 9900, category=category)
        with self.till.shop.office.writing() as desk:
            way = next(way for way in selling.tenders(desk) if way.code == tender)
            number = next(info.id for info in goods.categories(desk) if info.name == category)
            payments.put_tender(desk, replace(way, bars=(), categories=(number,)), 6)

    def mark(self, name: str, restricted: str) -> None:
        """The owner marks goods as restricted."""
        from shopdesk.shop import goods

        with self.till.shop.office.writing() as desk:
            (found,) = goods.find(desk, name)
            draft = replace(goods.draft_of(desk, found.sale_unit), restricted=restricted)
            goods.change(desk, found.sale_unit, draft)

    def hold_many(self, count: int) -> None:
        from shopdesk.shop import bills

        with self.till.shop.office.writing() as desk:
            for _one in range(count):
                bills.hold(desk, self.till.shop.cart((self.till.rice, 1000)))

    # What a cashier sees

    @property
    def sheet(self) -> PaySheet:
        sheet = self.till.window.sheet
        assert isinstance(sheet, PaySheet)
        return sheet

    @property
    def is_open(self) -> bool:
        return isinstance(self.till.window.sheet, PaySheet)

    @property
    def tab(self) -> Any:
        return self.sheet.tab

    @property
    def button(self) -> str:
        return self.sheet.ok.said() if self.sheet.ok.isVisible() else ""

    @property
    def strip(self) -> str:
        return self.sheet.strip.said()

    @property
    def tabs(self) -> list[str]:
        return [button.said() for button in self.sheet.segments.findChildren(Button)]

    @property
    def tab_widths(self) -> list[int]:
        self.till.paint()
        return [button.width() for button in self.sheet.segments.findChildren(Button)]

    @property
    def to_pay(self) -> str:
        return money.text(self.sheet.total.amount())

    @property
    def amount(self) -> str:
        return self.tab.field.text()

    @property
    def pieces(self) -> dict[int, int]:
        return dict(self.tab.pieces.pieces())

    @property
    def turned(self) -> Turned | None:
        found = [each for each in self.till.window.findChildren(Turned) if each.isVisible()]
        return found[0] if found else None

    def scanned_off(self, widget: QWidget) -> list[str]:
        return read_qr(widget.grab().toImage())

    # What the shop has in its books afterwards

    def payments(self) -> list[tuple[str, str, str, str]]:
        """(tender, amount, state, last digits) of everything paid, in order."""
        with Session(self.till.shop.office.engine) as session:
            rows = session.exec(
                select(models.Tender.code, models.Payment.amount, models.PaymentState.state, models.Payment.digits)
                .join(models.Payment, col(models.Payment.tender) == models.Tender.id)
                .join(models.PaymentState, col(models.PaymentState.payment) == models.Payment.id, isouter=True)
                .order_by(col(models.Payment.id))
            ).all()
        return [(code, money.text(amount), state or "", digits or "") for code, amount, state, digits in rows]

    def held(self) -> list[tuple[str, int]]:
        from shopdesk.shop import bills

        with self.till.shop.office.reading() as desk:
            return [(row.label, row.total) for row in bills.held(desk)]
