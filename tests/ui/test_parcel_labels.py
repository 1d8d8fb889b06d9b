"""The labels of parcels: ours and those of platforms on one sheet, chosen, printed, kept, noted."""

from pathlib import Path
from threading import Event
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtGui import QPdfWriter
from PySide6.QtTest import QTest
from shiboken6 import isValid

from shopdesk.base import paths
from shopdesk.base.errors import Invalid
from shopdesk.paper.render import parcels
from shopdesk.practice import pdf
from shopdesk.shop import day, photos, settings
from shopdesk.shop.online import labelling, packing
from tests.ui.bills_page import rest
from tests.ui.orders_page import Board
from tests.ui.test_board import ADDRESS
from tests.ui.till_page import Till

HIDDEN = {"full": "99/*** ชัย***"}


@pytest.fixture
def board(shop: Any, till: Till) -> Board:
    with shop.office.writing() as desk:
        day.open_day(desk, 50_000)
    return Board(till)


@pytest.fixture
def seller(board: Board) -> int:
    return board.account()


def test_four_address_labels_go_on_one_sheet_and_are_noted(board: Board, seller: int, tmp_path: Path) -> None:
    with board.shop.office.writing() as desk:
        settings.change(desk, "shop.name", "ร้านค้าชุมชนบ้านโนน")
    orders = [board.comes(seller, str(500 + n), (board.jam, 1), address=ADDRESS) for n in range(4)]
    for order in orders:
        board.ready(order)
    board.tap("ใบปะหน้า")
    kept = tmp_path / "labels.pdf"
    board.sheet().ask_where = lambda _parent, _name: kept
    board.tap("เก็บเป็น PDF")
    assert kept.read_bytes().startswith(b"%PDF")
    assert kept.read_bytes().count(b"/Type /Page\n") == 1
    assert "ยังไม่มีใบปะหน้า" in board.badges("500")
    board.tap("พิมพ์ออกมาแล้ว")
    assert all("พิมพ์ใบปะหน้าแล้ว" in board.badges(str(500 + n)) for n in range(4))


def labelled(board: Board, order: int, content: bytes) -> None:
    """The platform's label of a packed order is here."""
    parcel = board.ready(order)
    with board.shop.office.writing() as desk:
        packing.label_got(desk, parcel, labelling.keep(board.shop.office, content))


def test_a_hidden_address_asks_for_the_label_of_the_platform(board: Board, seller: int) -> None:
    order = board.comes(seller, "500", (board.jam, 1), address=HIDDEN)
    board.ready(order)
    board.at("500").press("P")
    assert "ใช้ใบปะหน้าของแพลตฟอร์ม" in board.news()


def test_what_cannot_be_printed_here_says_why_and_is_opened_as_it_came(board: Board, seller: int) -> None:
    labelled(board, board.comes(seller, "500", (board.jam, 1), address=HIDDEN), b"%PDF-1.7 a label")
    board.look()
    assert "ใบปะหน้ามาแล้ว" in board.badges("500")
    board.at("500").press("P")
    assert board.sheet().told.said() == "500: ไฟล์ใบปะหน้าเสีย"
    assert not board.sheet().main.isEnabled()
    shown: list[Path] = []
    board.sheet().show_file = shown.append
    board.tap("เปิดเพื่อพิมพ์")
    assert [place.read_bytes() for place in shown] == [b"%PDF-1.7 a label"]
    assert shown[0].parent == paths.shown_dir(board.till.window.data_dir)
    board.tap("พิมพ์ออกมาแล้ว")
    assert "พิมพ์ใบปะหน้าแล้ว" in board.badges("500")


def test_labels_of_platforms_and_ours_come_out_on_one_sheet(board: Board, seller: int, tmp_path: Path) -> None:
    for number in ("500", "501"):
        labelled(board, board.comes(seller, number, (board.jam, 1), address=HIDDEN), pdf.label("x", f"TRK{number}", []))
    board.ready(board.comes(seller, "502", (board.jam, 1), address=ADDRESS))
    labelled(board, board.comes(seller, "503", (board.jam, 1), address=HIDDEN), b"<html>")
    board.ready(board.comes(seller, "504", (board.jam, 1), address=HIDDEN))
    board.look().tap("ใบปะหน้า")
    sheet = board.sheet()
    assert sheet.strip.said() == "1 ออเดอร์ยังไม่มีใบปะหน้า"
    assert sheet.told.said() == "503: ใบปะหน้าจากแพลตฟอร์มไม่ใช่ไฟล์ PDF"
    board.tap("501")
    printing(sheet, tmp_path / "sheet.pdf")
    rest(board.till.window)
    assert codes((tmp_path / "sheet.pdf").read_bytes()) == ["502", "TRK500"]
    badges = {number: " ".join(board.look().badges(number)) for number in ("500", "501", "502", "503")}
    assert {number: "พิมพ์ใบปะหน้าแล้ว" in words for number, words in badges.items()} == {
        "500": True, "501": False, "502": True, "503": False,
    }  # fmt: skip
    assert "503" in sheet.told.said(), "what did not come out is left on the sheet"


class Gate:
    """What is done in the background waits until somebody closed the sheet."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, place: Any, name: str) -> None:
        self._open, does = Event(), getattr(place, name)

        def waits(*given: Any) -> Any:
            self._open.wait(5)
            return does(*given)

        monkeypatch.setattr(place, name, waits)

    def closed_meanwhile(self, board: Board, sheet: Any) -> None:
        sheet.finish(None)
        QTest.qWait(20)
        assert not isValid(sheet)
        self._open.set()
        board.rest()


def test_a_sheet_closed_while_its_labels_are_read_hears_nothing_more(
    board: Board, seller: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = board.comes(seller, "500", (board.jam, 1), address=HIDDEN)
    labelled(board, order, pdf.label("x", "TRK500", []))
    gate = Gate(monkeypatch, photos, "read")
    board.page.online.labels([order])
    gate.closed_meanwhile(board, board.sheet())
    assert board.till.window.sheet is None


def test_labels_that_come_out_after_the_sheet_was_closed_are_noted(
    board: Board, seller: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that were ticked when the printer was asked."""
    sheet = two_labels(board, seller)
    gate = Gate(monkeypatch, parcels, "print_on")
    printing(sheet, tmp_path / "sheet.pdf")
    sheet.turn(1)
    gate.closed_meanwhile(board, sheet)
    assert codes((tmp_path / "sheet.pdf").read_bytes()) == ["500", "501"]
    assert all("พิมพ์ใบปะหน้าแล้ว" in board.badges(number) for number in ("500", "501"))


def test_a_printer_that_refuses_after_the_sheet_was_closed_is_told_on_the_page(
    board: Board, seller: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_given: Any) -> None:
        raise Invalid("กระดาษหมด")

    sheet = two_labels(board, seller)
    monkeypatch.setattr(parcels, "print_on", refuses)
    gate = Gate(monkeypatch, parcels, "print_on")
    printing(sheet, tmp_path / "sheet.pdf")
    gate.closed_meanwhile(board, sheet)
    assert "กระดาษหมด" in board.news()
    assert "พิมพ์ใบปะหน้าแล้ว" not in board.badges("500")


def test_a_pdf_that_was_asked_for_is_kept_though_the_sheet_was_closed(
    board: Board, seller: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = two_labels(board, seller)
    gate = Gate(monkeypatch, parcels, "pdf")
    sheet.ask_where = lambda _parent, _name: tmp_path / "labels.pdf"
    sheet.save()
    gate.closed_meanwhile(board, sheet)
    assert (tmp_path / "labels.pdf").read_bytes().startswith(b"%PDF")
    assert "labels.pdf" in board.news()


def two_labels(board: Board, seller: int) -> Any:
    """The sheet of two labels of ours."""
    for number in ("500", "501"):
        board.ready(board.comes(seller, number, (board.jam, 1), address=ADDRESS))
    board.look().tap("ใบปะหน้า")
    return board.sheet()


def printing(sheet: Any, place: Path) -> None:
    """The printer is asked."""
    printers = [QPdfWriter(str(place))]
    printers[0].setResolution(600)
    sheet.ask_printer = lambda _parent: printers.pop()
    sheet.ready = lambda: True
    sheet.enter()


def codes(made: bytes) -> list[str]:
    """What a scanner reads on a page of A4."""
    document = pypdfium2.PdfDocument(made)
    (page,) = document
    shown = page.render(scale=300 / 72, grayscale=True).to_pil()
    document.close()
    return sorted(found.text for found in zxingcpp.read_barcodes(shown))
