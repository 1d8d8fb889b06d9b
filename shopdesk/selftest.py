"""`shopdesk --selftest`: everything a till needs, tried once in an empty folder; so a packed program proves itself."""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.base import clock
from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import N_, _

if TYPE_CHECKING:
    from shopdesk.paper.layout import Document
    from shopdesk.paper.render import Raster
    from shopdesk.shop.desk import Office

NAME = "น้ำผึ้งป่าผู้เฒ่า"
CODE, PRICE = "20000011", 8_625
PAYMENT, NUMBER = "0812345678", "TH47123456789A"


def run(say: Callable[[str], None]) -> list[str]:
    """Do every step and say it; answers the steps. Raises ShopError, or what went wrong, at the first that fails."""
    from shopdesk.shop import opening

    done: list[str] = []

    def step(text: str) -> None:
        done.append(text)
        say(f"✓ {text}")

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        office = opening.open_office(Path(folder) / "shop", now=clock.system_clock)
        try:
            step(_("A new shop opens"))
            sale = _sell(office)
            step(_("A bill is sold"))
            _papers(office, sale, step)
            _backup(office, Path(folder) / "copies")
            step(_("A backup is made and checked"))
            _check(office)
            step(_("Everything adds up"))
        finally:
            office.close()
    return done


def _sell(office: "Office") -> int:
    from shopdesk.core.cart import Cart
    from shopdesk.shop import goods, selling
    from shopdesk.shop.settling import Paid

    with office.writing() as desk:
        goods.create(desk, goods.Draft(NAME, PRICE, codes=(CODE,)))
    with office.writing() as desk:
        found = goods.scan(desk, CODE)[1]
        _expect(len(found) == 1, "scan")
        cart = Cart("selftest").add(goods.line_of(found[0], "1"))
        sold = selling.checkout(desk, cart, [Paid("cash", 10_000)])
    _expect(sold.change == 10_000 - PRICE, "change")
    return sold.id


def _papers(office: "Office", sale: int, step: Callable[[str], None]) -> None:
    """The receipt as dots and PDF, and a payment QR that a reader reads back from the dots."""
    from shopdesk.core import promptpay
    from shopdesk.core.slips import PaymentSlip
    from shopdesk.paper import render
    from shopdesk.shop import documents

    _app = render.ensure_app()
    with office.reading() as desk:
        receipt = documents.receipt(desk, sale)
    _expect(any(_raster(receipt).bits), "receipt")
    _expect(render.pdf(receipt, 80).startswith(b"%PDF"), "pdf")
    step(_("A receipt is drawn"))
    payload = promptpay.build(promptpay.target(PAYMENT), PRICE)
    slip = PaymentSlip("ShopDesk", payload, "", PRICE, datetime(2026, 11, 22, tzinfo=UTC))
    _expect(_read(_raster(slip)) == [payload], "qr")
    step(_("A payment QR is read back"))
    _expect(_labelled() == [NUMBER], "label")
    step(_("A platform's label is read back"))


def _labelled() -> list[str]:
    """A label drawn as a PDF, then drawn from it on another sheet as a platform's own: what a courier reads there."""
    import zxingcpp
    from PIL import Image
    from PySide6.QtGui import QImage

    from shopdesk.core.parcel_papers import AddressLabel
    from shopdesk.paper.render import courier, parcels

    ours = AddressLabel(NUMBER, "ShopDesk", (), NAME, "", ())
    drawn = parcels.picture(courier.pages(parcels.pdf([ours], "100x150")), "a6x4")
    grey = drawn.convertToFormat(QImage.Format.Format_Grayscale8)
    size = (grey.width(), grey.height())
    image = Image.frombytes("L", size, bytes(grey.constBits()), "raw", "L", grey.bytesPerLine())
    return [code.text for code in zxingcpp.read_barcodes(image)]


def _raster(document: "Document") -> "Raster":
    from shopdesk.paper import render

    return render.raster(document, 58)


def _read(dots: "Raster") -> list[str]:
    import zxingcpp
    from PIL import Image

    white = bytes(byte ^ 0xFF for byte in dots.bits)
    image = Image.frombytes("1", (dots.width, dots.height), white).convert("L")
    return [code.text for code in zxingcpp.read_barcodes(image)]


def _backup(office: "Office", folder: Path) -> None:
    from shopdesk.shop import backups

    made = backups.make(office, folder=folder)
    _expect(made.path.is_file() and made.size > 0, "backup")


def _check(office: "Office") -> None:
    from shopdesk.db import check

    with office.engine.connect() as connection:
        check.verify(connection)


def _expect(right: bool, what: str) -> None:
    if not right:
        raise ShopError(N_("The program does not work here: {what}"), hint=N_("Install ShopDesk again."), what=what)
