"""What stands on each paper, before anything is drawn."""

import dataclasses

import pytest

from shopdesk.base import i18n
from shopdesk.core import documents
from shopdesk.paper import layout
from shopdesk.paper.blocks import Banner, Block, Facts, Qr, Row, Text
from tests.paper import samples


@pytest.fixture(autouse=True)
def thai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_language", "th")


def words(document: layout.Document) -> list[str]:
    """Every text of a page from top to bottom, a row as `left | right`."""
    found: list[str] = []
    for block in layout.page(document):
        match block:
            case Text(text=text) | Banner(text=text):
                found.append(text)
            case Row(left=left, right=right):
                found.append(f"{left} | {right}")
            case Facts(parts=parts):
                found.append(" · ".join(parts))
    return found


def blocks_of(document: layout.Document, kind: type[Block]) -> list[Block]:
    return [block for block in layout.page(document) if isinstance(block, kind)]


def test_a_receipt_reads_as_the_law_and_the_customer_want_it() -> None:
    assert words(samples.RECEIPT) == [
        "ร้านค้าชุมชนบ้านโนนสวรรค์",
        "โทร 08x-xxx-xxxx",
        "ใบเสร็จรับเงิน/บิลเงินสด",
        "ข้าวหอมมะลิ 5 กก.",
        "1 × 185 | 185.00",
        "ไข่ไก่เบอร์ 2 แผง 30 ฟอง",
        "1 × 125 | 125.00",
        "มะม่วงน้ำดอกไม้",
        "1.35 กก. × 45 | 60.75",
        "กล้วยตากน้ำผึ้ง 250 ก.",
        "2 × 60 | 120.00",
        "น้ำดื่ม 600 มล.",
        "3 × 7 | 21.00",
        "ส่วนลดสมาชิก | −10.00",
        "รวม | 501.75",
        "รับเงินสด | 520.00",
        "เงินทอน | 18.25",
        "22 พ.ย. 2569 14:05 · บิล 1A-000142 · สมศรี",
        "ขอบคุณที่อุดหนุนชุมชน",
    ]


def test_only_a_receipt_with_vat_speaks_of_tax() -> None:
    plain, taxed = " ".join(words(samples.RECEIPT)), " ".join(words(samples.TAX_RECEIPT))
    for word in ("ภาษี", "VAT", "POS ID"):
        assert word not in plain
        assert word in taxed
    assert documents.VAT_INCLUDED in taxed
    assert "0105540087061" in taxed
    assert "E0123456789" in taxed


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("copy", True, "สำเนา"),
        ("void", True, "บิลนี้ยกเลิกแล้ว"),
        ("practice", True, "ฝึกใช้ ไม่ใช่เอกสารจริง"),
        ("refund_of", "1A-000099", "คืนเงินของบิล 1A-000099"),
        ("rounding", -25, "ปัดเศษ | −0.25"),
    ],
)
def test_what_is_special_about_a_bill_is_said_on_it(field: str, value: object, shown: str) -> None:
    special = dataclasses.replace(samples.RECEIPT, **{field: value})  # type: ignore[arg-type]
    assert shown in words(special)
    assert shown not in words(samples.RECEIPT)


def test_practice_papers_say_so_whatever_they_are() -> None:
    for document in (samples.RECEIPT, samples.REPORT, samples.PAYMENT, samples.HOLD):
        assert "ฝึกใช้ ไม่ใช่เอกสารจริง" in words(dataclasses.replace(document, practice=True))


def test_a_payment_slip_shows_amount_receiver_and_exactly_its_payload() -> None:
    assert "฿501.75" in words(samples.PAYMENT)
    assert "พร้อมเพย์ 08x-xxx-5678" in words(samples.PAYMENT)
    assert blocks_of(samples.PAYMENT, Qr) == [Qr(samples.PAYLOAD)]
    assert not any("฿" in line for line in words(dataclasses.replace(samples.PAYMENT, amount=None)))
    assert "ลองโอน 1 บาทให้ร้านเอง" in words(dataclasses.replace(samples.PAYMENT, test=True))


def test_a_held_bill_cannot_be_taken_for_a_receipt() -> None:
    text = " ".join(words(samples.HOLD))
    assert "ไม่ใช่ใบเสร็จ" in text
    assert "ใบเสร็จรับเงิน" not in text


def test_a_day_report_keeps_sections_and_leaves_room_to_sign_only_when_closed() -> None:
    assert "ขายได้ | 12,345.50" in words(samples.REPORT)
    assert any(line.startswith("ผู้นับเงิน") for line in words(samples.REPORT))
    running = dataclasses.replace(samples.REPORT, kind="X")
    assert not any(line.startswith("ผู้นับเงิน") for line in words(running))


def test_headings_of_law_stay_thai_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_language", "en")
    text = words(samples.RECEIPT)
    assert "ใบเสร็จรับเงิน/บิลเงินสด" in text
    assert "Total | 501.75" in text
    assert "22 Nov 2026 14:05 · Bill 1A-000142 · สมศรี" in text
