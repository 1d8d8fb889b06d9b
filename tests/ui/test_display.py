"""What the customer sees on a monitor of their own."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from shopdesk.core import pricing, promptpay
from shopdesk.core.vat import VatPolicy
from shopdesk.ui.display import faces, second
from shopdesk.ui.display.faces import BillFace, ChangeFace, IdleFace, QrFace
from shopdesk.ui.display.second import SecondScreen
from shopdesk.ui.display.view import QR_SIDE, FaceView
from tests.ui.pay_page import Pay, read_qr
from tests.ui.till_page import RICE, WATER, Till

PAYLOAD = promptpay.build(promptpay.target("0812345678"), 50_175)
QR = QrFace("ร้านบ้านโนน", PAYLOAD, 50_175, "นางสมศรี ใจดี", "08x-xxx-5678")

TWO_MONITORS = """
import sys
from pathlib import Path
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from shopdesk import app
from shopdesk.shop import opening, settings
from shopdesk.ui.display.second import SecondScreen
from shopdesk.ui.shell import Window

folder = Path(sys.argv[1])
running = app.make_application(folder)
window = Window(folder)
window.sounds.on = False
window.go("till")
screens = {screen.name(): screen for screen in QGuiApplication.screens()}
window.setScreen(screens["till"])
window.setGeometry(screens["till"].availableGeometry())
window.show()
window.data_ready(opening.open_office(folder), None)
second = SecondScreen(window)
QTest.qWait(20)
print("shown", second.view is not None and second.view.geometry() == screens["customer"].geometry())
with window.office.writing() as work:
    settings.change(work, "display.customer", False)
window.bus.settings_changed.emit("display.customer")
print("off", second.view is None)
with window.office.writing() as work:
    settings.change(work, "display.customer", True)
window.bus.settings_changed.emit("display.customer")
print("on", second.view is not None)
running.screenRemoved.emit(screens["customer"])
print("pulled out", second.view is None)
window.close()
QTest.qWait(20)
print("closed", second.view is None)
"""


@pytest.fixture
def customer(till: Till) -> SecondScreen:
    """What a second monitor would show, whether or not this machine has one."""
    Pay(till).set("shop.name", "ร้านบ้านโนน").set("promptpay.id", "0812345678")
    return SecondScreen(till.window)


def test_the_customer_follows_the_bill_from_scan_to_change(till: Till, customer: SecondScreen) -> None:
    assert customer.face == IdleFace("ร้านบ้านโนน")
    till.scan(RICE).scan(WATER).scan(RICE)
    face = customer.face
    assert isinstance(face, BillFace)
    assert (face.last.name, face.last.amount) == ("ข้าวหอมมะลิ 5 กก.", 37_000)
    assert ([item.amount for item in face.items], face.total) == ([37_000, 700], 37_700)
    Pay(till).open("F9")
    face = customer.face
    assert isinstance(face, QrFace)
    assert promptpay.parse(face.payload).amount == 37_700
    Pay(till).press("Ctrl+1")
    assert isinstance(customer.face, BillFace)
    Pay(till).type("400").press("Enter")
    assert customer.face == ChangeFace("ร้านบ้านโนน", 37_700, 2_300)
    till.scan(WATER)
    assert isinstance(customer.face, BillFace)


def test_a_shop_opened_again_has_one_customers_monitor_and_no_old_change(till: Till, customer: SecondScreen) -> None:
    till.scan(RICE)
    Pay(till).open().type("400").press("Enter")
    assert isinstance(customer.face, ChangeFace)
    Pay(till).set("shop.name", "ร้านใหม่")
    for _restored in range(2):
        till.window.data_ready(till.shop.office, till.window.actor)
    assert second.install(till.window) is customer
    assert till.window.findChildren(SecondScreen) == [customer]
    assert customer.face == IdleFace("ร้านใหม่")
    till.scan(WATER)
    assert isinstance(customer.face, BillFace)


def test_neither_notes_nor_a_customer_are_shown(till: Till) -> None:
    cart = replace(till.shop.cart((till.rice, 1000)).note_bill("ป้าแดงค้าง 320"), customer=7)
    cart = cart.note_line(cart.lines[0].uid, "ให้หลาน")
    face = faces.of_bill("ร้าน", cart, pricing.totals(cart, VatPolicy(registered=False, rate=0)), None)
    assert "320" not in repr(face)
    assert "หลาน" not in repr(face)


@pytest.mark.parametrize("size", [(1366, 768), (1024, 600), (1920, 1080), (800, 1280)])
def test_a_telephone_reads_the_code_at_every_size_of_monitor(application: QApplication, size: tuple[int, int]) -> None:
    view = FaceView(QR)
    view.resize(QSize(*size))
    picture = view.grab().toImage()
    assert read_qr(picture) == [PAYLOAD]


def test_the_code_is_as_large_as_the_reference_says(application: QApplication) -> None:
    view = FaceView(QR)
    view.resize(1366, 768)
    (code,) = zxingcpp.read_barcodes(view.grab().toImage(), formats=zxingcpp.BarcodeFormat.QRCode)
    quiet = 41 / 33
    assert (code.position.top_right.x - code.position.top_left.x) * quiet >= QR_SIDE


def test_a_long_bill_keeps_its_newest_lines_and_its_total(application: QApplication) -> None:
    items = tuple(faces.Item(f"สินค้า {n}", "1 × 10", 1000) for n in range(200))
    view = FaceView(BillFace("ร้าน", items[-1], items, 500, 199_500))
    view.resize(1366, 768)
    assert not view.grab().isNull()


def test_the_second_monitor_opens_and_closes_by_itself(tmp_path: Path) -> None:
    names = (("till", 0, 1366, 768), ("customer", 1366, 1920, 1080))
    monitors = [
        {"name": name, "x": x, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
        for name, x, width, height in names
    ]
    config = tmp_path / "monitors.json"
    config.write_text(json.dumps({"screens": monitors}), encoding="utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    script = [sys.executable, "-c", TWO_MONITORS, str(tmp_path / "shop")]
    told = subprocess.run(script, env=environment, capture_output=True, text=True, timeout=60, check=False)
    wanted = ["shown", "off", "on", "pulled out", "closed"]
    assert told.stdout.splitlines() == [f"{what} True" for what in wanted], told.stderr
