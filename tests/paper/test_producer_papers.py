"""Papers of producers: a slip to read aloud and sign, a year on A4, an agreement to sign."""

import dataclasses
import re

import pytest

from shopdesk.base import i18n
from shopdesk.core.producer_papers import AgreementPaper, Given, ItemSum, PayoutRun, PayoutSlip, YearStatement
from shopdesk.paper import layout, render
from shopdesk.paper.blocks import Rule, Text
from tests.paper import samples
from tests.paper.test_paper_layout import blocks_of, words

SLIP = PayoutSlip(
    samples.SHOP, "1A-P000012", samples.AT, "ป้าสมศรี", ("บ้านโนน",),
    (Given("22 พ.ย. กล้วยตาก · 12 ถุง", 57_600), Given("22 พ.ย. กล้วยตาก · −2 (คืนของ)", -9_600)),
    10_000, 58_000, 50_000, 8_000, "พร้อมเพย์ …1234CD", "แนน",
)  # fmt: skip
YEAR = YearStatement(
    samples.SHOP, "ป้าสมศรี", ("บ้านโนน",), 2026, samples.AT, 1_000,
    tuple(ItemSum(f"กล้วยตาก {n}", "12 ถุง", 72_000, 14_400, 7_200) for n in range(40)),
    (Given("ของเสีย ร้านจ่าย: กล้วยตาก", 3_000),), (Given("22 พ.ย. 2569 · 1A-P000012 · เงินสด", 500_000),), 1_808_000,
)  # fmt: skip
PAPER = AgreementPaper(
    samples.SHOP, ("99 หมู่ 3",), "0105540087061", "ป้าสมศรี", ("บ้านโนน",), "ของทุกอย่าง", "ร้านหัก 20 % ของที่ขายได้",
    "ของเสียร้านรับผิดชอบ", "ของขายไม่หมด เจ้าของรับกลับ", "22 พฤศจิกายน 2569", True,
)  # fmt: skip


@pytest.fixture(autouse=True)
def thai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_language", "th")


def test_a_slip_says_every_line_what_was_carried_and_the_sum_large_and_in_words() -> None:
    said = words(SLIP)
    assert "22 พ.ย. กล้วยตาก · −2 (คืนของ) | −96.00" in said
    assert "ยอดยกมา | 100.00" in said
    assert "คงค้าง | 80.00" in said
    assert "ห้าร้อยบาทถ้วน" in said
    huge = [block.text for block in blocks_of(SLIP, Text) if isinstance(block, Text) and block.role == "huge"]
    assert huge == ["฿500.00"]
    assert any(line.startswith("ผู้รับเงิน | ....") for line in said)


def test_a_slip_of_a_payout_that_was_taken_back_says_so() -> None:
    assert "ใบนี้ยกเลิกการจ่ายแล้ว" in words(dataclasses.replace(SLIP, taken_back=True))
    opposite = words(dataclasses.replace(SLIP, takes_back=True, paid=-50_000, lines=()))
    assert "ยกเลิกการจ่าย" in opposite
    assert "คืนให้ร้าน" in opposite


def test_thirty_slips_hang_together_with_lines_to_tear_along() -> None:
    run = PayoutRun((SLIP,) * 30)
    assert blocks_of(run, Rule).count(Rule(dashed=True)) == 29
    assert words(run).count("ห้าร้อยบาทถ้วน") == 30


def test_a_year_sets_the_commission_apart_and_adds_up() -> None:
    said = words(YEAR)
    assert "ในนี้เป็นค่าตัวแทน (รายได้ของร้าน) | 2,880.00" in said
    assert YEAR.carried + YEAR.sold - YEAR.share + 3_000 - YEAR.paid == YEAR.open
    assert "ค้างจ่ายสิ้นปี | 18,080.00" in said


def test_an_agent_agreement_names_both_and_has_room_for_four_names() -> None:
    said = words(PAPER)
    assert said[0] == "สัญญาตัวแทนขายสินค้า"
    assert "2. ร้านขายแทนเจ้าของสินค้า และใส่ชื่อเจ้าของในใบเสร็จ" in said
    assert sum("...." in line for line in said) == 4
    assert words(dataclasses.replace(PAPER, agent=False))[0] == "ข้อตกลงฝากขาย"


def test_practice_papers_say_so() -> None:
    for document in (SLIP, YEAR, PAPER):
        assert "ฝึกใช้ ไม่ใช่เอกสารจริง" in words(dataclasses.replace(document, practice=True))


def test_a4_pages_are_a4_and_as_many_as_it_takes(qapp: object) -> None:
    for document, least in ((PAPER, 1), (YEAR, 2)):
        pdf = render.a4(document)
        sizes = [tuple(round(float(number)) for number in found) for found in re.findall(
            rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", pdf
        )]  # fmt: skip
        assert len(sizes) >= least
        assert set(sizes) == {(595, 842)}
    assert layout.title(YEAR) == "ป้าสมศรี-2026"
