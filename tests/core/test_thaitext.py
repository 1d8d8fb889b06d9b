"""Line breaks for the screen and keys for the search, on words a shop uses."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.core import thaitext

ANY_TEXT = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("กขเแไำํา่้๊๋์็ๅ๐๙ๆ \u200b\u200d\u00a0")), max_size=60)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("มะม่วงน้ำดอกไม้", ["มะม่วง", "น้ำ", "ดอก", "ไม้"]),
        ("กล้วยตากน้ำผึ้ง 250 ก.", ["กล้วย", "ตาก", "น้ำ", "ผึ้ง 250\u00a0ก."]),
        ("ไข่ไก่เบอร์ 2 แผง 30 ฟอง", ["ไข่", "ไก่", "เบอร์ 2\u00a0แผง 30\u00a0ฟอง"]),
        ("Coca-Cola 325 ml", ["Coca-Cola 325 ml"]),
        ("", [""]),
    ],
)
def test_words_may_break_between_and_a_number_stays_with_its_unit(text: str, pieces: list[str]) -> None:
    assert thaitext.wrap(text).split("\u200b") == pieces


@given(ANY_TEXT)
def test_stripping_gives_back_what_was_wrapped(text: str) -> None:
    plain = text.replace("\u200b", "").replace("\u00a0", " ")
    assert thaitext.strip(thaitext.wrap(text)) == plain
    assert thaitext.wrap(thaitext.wrap(text)) == thaitext.wrap(text)


@given(st.text(alphabet="กรมนวเแโใไะัาำิีึืุูๅ็่้๊๋์", max_size=40))
def test_no_break_tears_a_letter_from_its_marks(text: str) -> None:
    for left, right in itertools.pairwise(thaitext.wrap(text).split("\u200b")):
        assert unicodedata.category(right[0]) != "Mn"
        assert right[0] not in "ะาำๅๆ"
        assert left[-1] not in "เแโใไ"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("กลวยนำวา", "กล้วยน้ำว้า"),
        ("นํ้าปลา", "น้ำปลา"),
        ("น้ํา", "น้ำ"),
        ("เเป้ง", "แป้ง"),
        ("ก่ี", "กี่"),
        ("เป็ด", "เปด"),
        ("ฤาษี", "ฤๅษี"),
        ("๓๒๕", "325"),
        ("LEO เบียร์", "leo  เบียร"),
        ("น้ำ\u200bปลา", "น้ำปลา"),
        ("30\u00a0ฟอง", "30 ฟอง"),
        ("Cafe\u0301", "CAFÉ"),
        ("  ไข่ ", "ไข"),
    ],
)
def test_spellings_a_person_calls_the_same_share_one_key(typed: str, stored: str) -> None:
    assert thaitext.fold(typed) == thaitext.fold(stored)


def test_different_words_keep_different_keys() -> None:
    words = ["ข้าว", "ขาว", "น้ำ", "นา", "แกง", "เกง", "ไก่", "ใก่", "ปู", "ปุ", "½", "1/2", "ﬁ"]
    assert len({thaitext.fold(word) for word in words}) == len(words) - 1, "only ข้าว and ขาว meet, as wished"
    assert "ำ" in thaitext.fold("น้ำ")


@given(ANY_TEXT)
def test_folding_a_key_changes_nothing(text: str) -> None:
    assert thaitext.fold(thaitext.fold(text)) == thaitext.fold(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("น้ำ\x00ปลา\x1b@\r\n", "น้ำ ปลา @  "),
        ("\u202e12.00\u202c", "12.00"),
        ("\ud83d x", " x"),
        ("ผู้ปั่นจี๊ด <b>", "ผู้ปั่นจี๊ด <b>"),
        ("ก" * 1000, "ก" * 400),
    ],
)
def test_what_cannot_be_seen_does_not_reach_screen_or_paper(text: str, shown: str) -> None:
    assert thaitext.printable(text) == shown
