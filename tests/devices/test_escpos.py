"""What the printer gets, read back by a printer that lives in memory."""

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtGui import QGuiApplication

from shopdesk.devices import escpos
from shopdesk.paper import render
from tests.devices import escpos_reader
from tests.paper import samples


@pytest.mark.parametrize("width", [58, 80])
def test_every_paper_comes_out_dot_for_dot_and_its_qr_reads(qapp: QGuiApplication, width: render.Width) -> None:
    for document in samples.ALL:
        dots = render.raster(document, width)
        printed = escpos_reader.read(escpos.job(dots.bits, dots.width))
        assert printed.bits == dots.bits
        assert printed.text == b""
        assert {len(row) for row in printed.rows} == {dots.width // 8}
        picture = Image.frombytes("1", (dots.width, dots.height), bytes(byte ^ 0xFF for byte in printed.bits))
        read = [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]
        payload = getattr(document, "payload", None) or getattr(document, "payment_qr", None)
        assert payload is None or read == [payload]


@given(st.integers(1, 12), st.integers(0, 300), st.randoms(use_true_random=False))
def test_any_picture_of_any_size_survives(row: int, height: int, random: object) -> None:
    bits = random.randbytes(row * height)  # type: ignore[attr-defined]
    assert escpos_reader.read(escpos.job(bits, row * 8)).bits == bits


def test_a_job_starts_clean_feeds_past_the_cutter_and_cuts() -> None:
    events = escpos_reader.read(escpos.job(b"\xff" * 48 * 130, 384)).events
    assert events == ["init", "raster 48x64", "raster 48x64", "raster 48x2", "feed 4", "cut 1"]


def test_a_printer_without_a_cutter_is_not_asked_to_cut() -> None:
    assert not any("cut" in event for event in escpos_reader.read(escpos.job(b"\x00" * 48, 384, cut=False)).events)


@pytest.mark.parametrize(("pin", "pulse"), [(2, "pulse 0 100 100"), (5, "pulse 1 100 100")])
def test_the_drawer_opens_alone_or_before_the_print(pin: int, pulse: str) -> None:
    assert escpos_reader.read(escpos.open_drawer(pin)).events == [pulse]
    events = escpos_reader.read(escpos.job(b"\x00" * 48, 384, drawer=pin)).events
    assert events[:3] == ["init", pulse, "raster 48x1"]


@pytest.mark.parametrize("cut_at", [7, 8, 9, 500, 48 * 64 - 1, 48 * 200])
def test_after_a_cut_off_print_the_next_one_comes_out_whole(cut_at: int) -> None:
    """The printer still waits for the rest of a band; without the filling it would take the next print for dots."""
    first = escpos.job(b"\xaa" * 48 * 300, 384)
    second = escpos.job(b"\x55" * 48 * 100, 384, recover=True)
    printed = escpos_reader.read(first[: len(escpos.INIT) + cut_at] + second)
    assert printed.text == b""
    assert printed.bits.endswith(b"\x55" * 48 * 100)
    assert printed.events[-3:] == ["raster 48x36", "feed 4", "cut 1"]


def test_rows_that_are_not_whole_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="whole bytes"):
        escpos.job(b"\x00" * 48, 380)
    with pytest.raises(ValueError, match="whole bytes"):
        escpos.job(b"\x00" * 47, 384)
