"""Weights as real scales send them, and nothing else taken for a weight."""

import os
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.base import i18n
from shopdesk.base.errors import Invalid, ShopError
from shopdesk.devices import scale
from shopdesk.devices.scale import Reading


@pytest.fixture(autouse=True)
def thai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_language", "th")


@pytest.mark.parametrize(
    ("line", "reading"),
    [
        ("ST,GS,+  1.350kg", Reading(1350, "still")),
        ("ST,NT,+0001.350 kg", Reading(1350, "still", True)),
        ("US,GS,+  1.347kg", Reading(1347, "moving")),
        ("ST,GS,-  0.020kg", Reading(-20, "still")),
        ("ST,GS,+001350 g", Reading(1350, "still")),
        ("ST,GS, 12.5kg", Reading(12_500, "still")),
        ("S S      1.350 kg", Reading(1350, "still")),
        ("S D      1.350 kg", Reading(1350, "moving")),
        ("+  1.350 kg", Reading(1350, "unsaid")),
        ("   0.4994kg ", Reading(499, "unsaid")),
        ("   0.4995kg ", Reading(500, "unsaid")),
    ],
)
def test_lines_of_common_scales(line: str, reading: Reading) -> None:
    assert scale.parse(line) == reading


@pytest.mark.parametrize(
    "line",
    [
        "", "1.350", "ST,GS,+  1.350lb", "ST,GS,+  1.350k", "T,GS,+  1.350kg", "ST,GS,+  1.3.50kg", "ST,GS,+  1,350kg",
        "1e3kg",
        "ST,GS,+ 99999.000kg", "ST,GS,+  ๑.๓๕๐kg", "ST,GS,+1.35000kg", "x" * 100, "+ 1.350 kg + 1.350 kg", "NaN kg",
    ],
)  # fmt: skip
def test_anything_else_is_no_weight(line: str) -> None:
    assert scale.parse(line) is None


@given(st.text(max_size=60))
def test_no_line_breaks_the_reader(line: str) -> None:
    try:
        reading = scale.parse(line)
    except ShopError:
        return
    assert reading is None or abs(reading.grams) <= scale.HEAVIEST


@pytest.mark.parametrize("line", ["OL,GS,+999.999kg", "OL,GS,+------kg", "S +"])
def test_too_heavy_is_told(line: str) -> None:
    with pytest.raises(ShopError, match="หนักเกินตาชั่ง"):
        scale.parse(line)


Wire = Callable[..., str]


@pytest.fixture
def wire() -> Iterator[Wire]:
    """A scale that says its lines over and over; answers the setting to reach it."""
    over = threading.Event()
    ends: list[int] = []
    threads: list[threading.Thread] = []

    def start(*lines: bytes, every: float = 0.02) -> str:
        import tty

        far, near = os.openpty()
        tty.setraw(near)
        tty.setraw(far)
        ends.extend((far, near))

        def talk() -> None:
            while not over.is_set():
                for line in lines:
                    os.write(far, line)
                    time.sleep(every)
                    if over.is_set():
                        return
                if not lines:
                    time.sleep(every)

        threads.append(threading.Thread(target=talk))
        threads[-1].start()
        return f"serial:{os.ttyname(near)}@9600"

    yield start
    over.set()
    for thread in threads:
        thread.join(5)
    for end in ends:
        os.close(end)


def test_a_weight_at_rest_is_taken_over_the_wire(wire: Wire) -> None:
    moving = (b"US,GS,+  1.%03dkg\r\n" % grams for grams in (100, 300, 340))
    assert scale.weigh(wire(*moving, b"ST,GS,+  1.350kg\r\n")) == Reading(1350, "still")


def test_lines_torn_anywhere_and_noise_between_them_do_no_harm(wire: Wire) -> None:
    setting = wire(b"\x02ST,GS,+", b"  1.3", b"50kg", b"\x03\r", b"\n\xff\xfe", b"\x00\x00garbage" * 20 + b"\r\n")
    assert scale.weigh(setting).grams == 1350


def test_a_scale_that_does_not_speak_of_rest_must_say_the_same_twice(wire: Wire) -> None:
    assert scale.weigh(wire(b" 1.200 kg\r\n", b" 1.300 kg\r\n", b" 1.350 kg\r\n", b" 1.350 kg\r\n")).grams == 1350


def test_a_swinging_pan_a_silent_scale_and_a_missing_port_are_told_apart(wire: Wire) -> None:
    with pytest.raises(ShopError, match="ตาชั่งยังไม่นิ่ง"):
        scale.weigh(wire(b"US,GS,+  1.350kg\r\n"), seconds=0.4)
    with pytest.raises(ShopError, match="ตาชั่งไม่ตอบ"):
        scale.weigh(wire(), seconds=0.4)
    with pytest.raises(ShopError, match="ตาชั่งไม่ตอบ"):
        scale.weigh(wire(b"x" * 500), seconds=0.4)
    with pytest.raises(ShopError):
        scale.weigh("serial:/dev/no-such-scale")
    with pytest.raises(Invalid, match="ตาชั่งต้องต่อสายซีเรียล"):
        scale.weigh("os:POS-58@9600")
