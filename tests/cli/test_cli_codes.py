"""QR codes and papers from the command line."""

import io
import json
import struct
import zlib
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtWidgets import QApplication

from tests.cli.conftest import Terminal
from tests.devices import escpos_reader

VECTORS = json.loads((Path(__file__).parents[1] / "data/vectors/promptpay.json").read_text("utf-8"))["vectors"]
SLIP = "004100060000010103014022000111222233344ABCD125102TH910417DF"


def read(path: Path) -> list[str]:
    with Image.open(path) as picture:
        return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


MOBILE = [v for v in VECTORS if v["target_type"] == "mobile" and v["tag_order"] == "ascending" and not v.get("ref3")]


@pytest.mark.parametrize("case", MOBILE[:6], ids=lambda v: str(v["n"]))
def test_a_payment_qr_says_what_independent_programs_say(shopdesk: Terminal, case: dict[str, str]) -> None:
    amount = ["--amount", case["amount"]] if case["amount"] else []
    static = ["--static"] if case["poi"] == "static" else []
    made = shopdesk("promptpay", "--to", case["id"], *amount, *static, "--json").json
    assert made["payload"] == case["payload"]
    back = shopdesk("qr", "read", case["payload"], "--json").json
    assert back["kind"] == "mobile"
    assert back["static"] is (case["poi"] == "static")


@pytest.mark.parametrize(
    ("kind", "number", "more"),
    [
        ("mobile", "0812345678", []),
        ("id", "1101700230708", []),
        ("ewallet", "140000812345678", []),
        ("account", "0141234567890", []),
        ("biller", "099400016550100", ["--ref1", "BILL1", "--ref2", "ABC"]),
    ],
)
def test_every_kind_of_receiver_is_read_back(
    shopdesk: Terminal, tmp_path: Path, kind: str, number: str, more: list[str]
) -> None:
    picture = tmp_path / "ภาพ.png"
    words = ["--to", number, "--kind", kind, "--amount", "1234.50", *more, "--png", picture]
    payload = shopdesk("promptpay", *words, "--json").json["payload"]
    assert read(picture) == [payload]
    back = shopdesk("qr", "read", picture, "--json").json
    assert (back["kind"], back["to"], back["amount"]) == (kind, number, "1234.50")
    assert back["payload"] == payload
    assert back["bank"] == ("014" if kind == "account" else None)
    assert (back["ref1"], back["ref2"]) == (("BILL1", "ABC") if kind == "biller" else (None, None))


@pytest.mark.parametrize(
    "words",
    [
        ["--to", "0212345678"],
        ["--to", "081234567"],
        ["--to", "1101700230709"],
        ["--to", "0812345678", "--amount", "0"],
        ["--to", "0812345678", "--amount", "1.234"],
        ["--to", "0812345678", "--amount", "-5"],
        ["--to", "0812345678", "--ref1", "A"],
        ["--to", "099400016550100", "--kind", "biller"],
        ["--to", "๑"],
    ],
)
def test_a_number_that_cannot_receive_is_refused(shopdesk: Terminal, words: list[str]) -> None:
    refused = shopdesk("promptpay", *words, "--json")
    assert refused.code == 1
    assert refused.json["error"]


def test_a_number_with_a_wrong_check_digit_passes_only_when_asked_for(shopdesk: Terminal) -> None:
    case = next(v for v in VECTORS if v["id"] == "0105536000315" and v["poi"] == "static")
    assert shopdesk("promptpay", "--to", case["id"]).code == 1
    assert shopdesk("promptpay", "--to", case["id"], "--unchecked", "--json").json["payload"] == case["payload"]
    assert shopdesk("qr", "read", case["payload"], "--json").json["number_fits"] is False


def test_a_kind_that_does_not_exist_is_not_understood(shopdesk: Terminal) -> None:
    assert shopdesk("promptpay", "--to", "0812345678", "--kind", "bitcoin").code == 2


def test_a_slip_tells_its_bank_and_reference_and_that_it_proves_nothing(shopdesk: Terminal) -> None:
    for words in (["slip", SLIP], ["qr", "read", SLIP]):
        read_back = shopdesk(*words, "--json").json
        assert (read_back["kind"], read_back["bank"]) == ("slip", "014")
        assert read_back["ref"] == "00111222233344ABCD12"
        assert read_back["tail"] == "ABCD12"
    assert "does not prove" in shopdesk("slip", SLIP).out


@pytest.mark.parametrize("text", ["", "x", "0" * 5000, SLIP[:-1] + "E", "https://example.invalid", "\x00", "ก" * 300])
def test_a_text_that_is_no_payment_is_refused(shopdesk: Terminal, text: str) -> None:
    for words in (["qr", "read", text], ["slip", text]):
        refused = shopdesk(*words, "--json")
        assert refused.code == 1
        assert refused.json["error"]


def huge_png() -> bytes:
    """A PNG of 30,000 x 30,000 dots in a few bytes: refused before it is decoded."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


def broken_png() -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (64, 64), 255).save(buffer, "PNG")
    return buffer.getvalue()[:-30]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", b""),
        ("b.png", b"\x89PNG\r\n\x1a\n"),
        ("c.png", broken_png()),
        ("d.png", huge_png()),
        ("e.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
        ("f.jpg", b"%PDF-1.4"),
        ("g.gif", b"GIF89a\xff\xff\xff\xff"),
    ],
)
def test_a_picture_that_is_none_or_too_large_is_refused(
    shopdesk: Terminal, tmp_path: Path, name: str, data: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    refused = shopdesk("qr", "read", path, "--json")
    assert refused.code == 1
    assert refused.json["error"]
    assert shopdesk("qr", "read", tmp_path / "nowhere.png").code == 1


def test_a_picture_without_a_qr_or_with_two_is_refused(shopdesk: Terminal, tmp_path: Path) -> None:
    one, two = tmp_path / "1.png", tmp_path / "2.png"
    shopdesk("promptpay", "--to", "0812345678", "--png", one)
    shopdesk("promptpay", "--to", "0912345678", "--png", two)
    with Image.open(one) as left, Image.open(two) as right:
        both = Image.new("L", (left.width * 2, left.height), 255)
        both.paste(left, (0, 0))
        both.paste(right, (left.width, 0))
    both.save(tmp_path / "both.png")
    Image.new("L", (200, 200), 255).save(tmp_path / "none.png")
    assert "2" in shopdesk("qr", "read", tmp_path / "both.png").err
    assert shopdesk("qr", "read", tmp_path / "none.png").code == 1


def test_a_receipt_is_drawn_as_a_picture_a_pdf_and_printer_bytes(
    qapp: QApplication, till: Terminal, tmp_path: Path
) -> None:
    number = till("sell", "7*3", "--pay", "cash:20", "--json").json["number"]
    sizes = {}
    for ending in ("png", "pdf", "escpos"):
        out = tmp_path / f"ใบเสร็จ.{ending}"
        told = till("receipt", number, "--out", out, "--width", "80", "--json").json
        assert told["number"] == number
        sizes[ending] = out.stat().st_size
    assert all(size > 1000 for size in sizes.values())
    with Image.open(tmp_path / "ใบเสร็จ.png") as picture:
        assert picture.width > 500
    assert (tmp_path / "ใบเสร็จ.pdf").read_bytes().startswith(b"%PDF")
    printed = escpos_reader.read((tmp_path / "ใบเสร็จ.escpos").read_bytes())
    assert {len(row) * 8 for row in printed.rows} == {576}
    assert till("receipt", number.rpartition("-")[2], "--out", tmp_path / "short.png").code == 0


def test_a_receipt_goes_only_where_it_can(qapp: QApplication, till: Terminal, tmp_path: Path) -> None:
    number = till("sell", "7", "--pay", "cash", "--json").json["number"]
    assert till("receipt", number, "--out", tmp_path / "a.exe").code == 1
    assert till("receipt", number, "--out", tmp_path / "no" / "where.png", "--json").json["error"]
    assert till("receipt", "1A-777777", "--out", tmp_path / "a.png").code == 1
    assert list(tmp_path.glob("*.exe")) == []
