"""Papers as a village shop prints them."""

import dataclasses
from datetime import UTC, date, datetime

from shopdesk.core import documents
from shopdesk.core.book_papers import BookRow, ReminderList, ReminderRow, Repayment, Statement
from shopdesk.core.documents import DayReport, Receipt, ReceiptLine, ReceiptTender, ReportRow, ReportSection
from shopdesk.core.slips import HoldSlip, PaymentSlip, PrinterTest

AT = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)
SHOP = "ร้านค้าชุมชนบ้านโนนสวรรค์"
# PromptPay to a mobile number with an amount.
PAYLOAD = "00020101021229370016A0000006770101110113006681234567853037645406501.755802TH63048A5F"

RECEIPT = Receipt(
    shop_name=SHOP,
    heading=documents.CASH_BILL,
    number="1A-000142",
    at=AT,
    cashier="สมศรี",
    lines=(
        ReceiptLine("ข้าวหอมมะลิ 5 กก.", "1 × 185", 18500),
        ReceiptLine("ไข่ไก่เบอร์ 2 แผง 30 ฟอง", "1 × 125", 12500),
        ReceiptLine("มะม่วงน้ำดอกไม้", "1.35 กก. × 45", 6075),
        ReceiptLine("กล้วยตากน้ำผึ้ง 250 ก.", "2 × 60", 12000),
        ReceiptLine("น้ำดื่ม 600 มล.", "3 × 7", 2100),
    ),
    total=50175,
    header=("โทร 08x-xxx-xxxx",),
    discounts=(ReceiptTender("ส่วนลดสมาชิก", -1000),),
    tenders=(ReceiptTender("รับเงินสด", 52000),),
    change=1825,
    footer=("ขอบคุณที่อุดหนุนชุมชน",),
)
TAX_RECEIPT = dataclasses.replace(
    RECEIPT,
    heading=documents.ABBREVIATED_INVOICE,
    tax_id="0105540087061",
    pos_id="E0123456789",
    vat=(("VAT 7%", 3282),),
    payment_qr=PAYLOAD,
    rounding=-25,
)
REPORT = DayReport(
    kind="Z",
    shop_name=SHOP,
    title="ปิดร้าน",
    period="22 พ.ย. 2569 06:00 – 20:15",
    till="เครื่อง 1",
    number="1Z-000012",
    sections=(
        ReportSection("ยอดขาย", (ReportRow("จำนวนบิล", "142"), ReportRow("ขายได้", "12,345.50", True))),
        ReportSection("", (ReportRow("เลขพร้อมเพย์", "เดิม 081-xxx-1234 ใหม่ 089-xxx-9999 โดยเจ้าของร้าน"),)),
    ),
)
PAYMENT = PaymentSlip(SHOP, PAYLOAD, "พร้อมเพย์ 08x-xxx-5678", 50175, AT, "1A-000142")
HOLD = HoldSlip(SHOP, "ป้าแดง", AT, "สมศรี", RECEIPT.lines[:2], 31000)
PRINTER_TEST = PrinterTest(SHOP, "POS-58", AT)
STATEMENT = Statement(
    SHOP,
    ("โทร. 0812345678",),
    "สมศรี ใจดี",
    ("ป้าแดง", "บ้านเลขที่ 12"),
    (
        BookRow(date(2026, 11, 1), "ยกมาจากสมุดเดิม", 32000, 32000),
        BookRow(date(2026, 11, 9), "บิล #0142", 18550, 50550),
        BookRow(date(2026, 11, 20), "จ่าย", -10000, 40550),
    ),
    brought=0,
    balance=40550,
    overdue=22000,
    due_on="2026-11-30",
    at=AT,
    cashier="สมศรี",
    number="ใบแจ้งยอด",
)
REPAYMENT = Repayment(SHOP, (), "สมศรี ใจดี", ("ป้าแดง",), 50550, 10000, "เงินสด", AT, "สมศรี", "R000006")
WHO_OWES = ReminderList(
    SHOP,
    (ReminderRow("สมศรี ใจดี", "ป้าแดง · บ้านเลขที่ 12", date(2026, 11, 1), "2026-11-30", 40550, 22000),),
    40550,
    AT,
    "รายชื่อคนค้าง",
)
BOOKS = (STATEMENT, REPAYMENT, WHO_OWES)
ALL = (
    RECEIPT,
    TAX_RECEIPT,
    REPORT,
    PAYMENT,
    dataclasses.replace(PAYMENT, test=True, amount=100),
    HOLD,
    PRINTER_TEST,
    *BOOKS,
)
