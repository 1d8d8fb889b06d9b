"""Transfer slips: known by bank and reference, never taken for money."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.base import i18n
from shopdesk.base.errors import Invalid
from shopdesk.core import banks, emv, promptpay, slip
from tests.core.vectors import load

DATA = load("promptpay")


@pytest.mark.parametrize("case", DATA["slip"], ids=lambda case: case["payload"][-12:])
def test_slips_of_several_banks_are_read(case: dict[str, Any]) -> None:
    read = slip.parse(case["payload"])
    if case["kind"] == "bank_slip":
        assert (read.bank, read.reference) == (case["sendingBank"], case["transRef"])
    else:
        assert (read.bank, read.reference, read.event) == ("truemoney", case["transactionId"], case["eventType"])
        assert read.day == date(2024, 1, 25)


@pytest.mark.parametrize("case", DATA["slip_truncated_crc"], ids=lambda case: case["why"])
def test_a_checksum_that_lost_its_zeros_is_filled_up(case: dict[str, Any]) -> None:
    read = slip.parse(case["given"])
    assert {"sendingBank": read.bank, "transRef": read.reference} == case["parses_as"]


def test_a_slip_scanned_through_the_thai_keyboard_layout_is_read() -> None:
    layout = str.maketrans(load("kedmanee_map")["us_to_kedmanee"])
    for case in DATA["slip"]:
        assert slip.parse(case["payload"].translate(layout)) == slip.parse(case["payload"])


def made(*fields: tuple[str, str]) -> str:
    return emv.sealed(emv.joined(fields), "91")


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "8850999320014",
        promptpay.build(promptpay.target("0812345678"), 100),
        "0030000600000101030140209T000000865102TH91040538",
        "0030000600000101030140209T000000865102TH91",
        made(("00", "000600000101030140209T00000086")),
        made(("00", "000600000101030140209T00000086"), ("51", "SG")),
        made(("00", "000600000201030140209T00000086"), ("51", "TH")),
        made(("00", "00060000010103ABC0209T00000086"), ("51", "TH")),
        made(("00", "0006000001010301402"), ("51", "TH")),
        made(("00", "0002010102010203P2P0313TXN0000000005040831022024")),
        made(("00", "0002010102010203P2P0313TXN00000000050408AB012024")),
        made(("00", "0002010102020203P2P0313TXN0000000005040825012024")),
        "0" * 600,
    ],
)
def test_what_is_no_slip_is_refused(payload: str) -> None:
    with pytest.raises(Invalid):
        slip.parse(payload)
    assert not slip.looks_like(payload)


def test_the_last_six_characters_stand_for_a_slip_that_cannot_be_scanned() -> None:
    read = slip.parse("004100060000010103014022000111222233344ABCD125102TH910417DF")
    assert read.tail == "ABCD12"
    assert slip.looks_like("004100060000010103014022000111222233344ABCD125102TH910417DF")
    for typed in ("abcd12", "00111222233344ABCD12", " ab cd-12 "):
        assert slip.typed_tail(typed) == read.tail
    with pytest.raises(Invalid):
        slip.typed_tail("12345")


@given(st.text(max_size=120))
def test_anything_scanned_is_a_slip_or_refused(text: str) -> None:
    try:
        slip.parse(text)
    except Invalid:
        return


def test_banks_are_named_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    read = slip.Slip("034", "X")
    monkeypatch.setattr(i18n, "_language", "th")
    assert read.bank_name() == "ธ.ก.ส."
    monkeypatch.setattr(i18n, "_language", "en")
    assert read.bank_name() == "BAAC"
    assert slip.Slip("truemoney", "X").bank_name() == "TrueMoney"
    assert banks.name("999") == "999"
    assert all(len(code) == 3 and code.isdigit() for code in banks.BANKS)
