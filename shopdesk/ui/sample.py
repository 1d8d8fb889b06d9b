"""A small village shop for the pictures of the tour: sixteen goods, a held bill, a sale or two."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopdesk.shop.desk import Office

# name, satang, category, who made it, pieces in stock
GOODS: tuple[tuple[str, int, str, str, int], ...] = (
    ("ข้าวหอมมะลิ 5 กก.", 18_500, "ของแห้ง", "", 50),
    ("ไข่ไก่เบอร์ 2 แผง 30 ฟอง", 12_500, "ของสด", "", 20),
    ("น้ำปลาแท้ 700 มล.", 3_200, "ของแห้ง", "", 30),
    ("น้ำดื่ม 600 มล.", 700, "เครื่องดื่ม", "", 90),
    ("มะม่วงน้ำดอกไม้", 4_500, "ของสด", "สวนลุงคำ", 80),
    ("กล้วยตากน้ำผึ้ง 250 ก.", 6_000, "ของสด", "ป้าสมศรี", 30),
    ("ผักบุ้งปลอดสาร (กำ)", 1_500, "ของสด", "กลุ่มผักบ้านโนน", 3),
    ("น้ำผึ้งป่าเดือนห้า 750 มล.", 28_000, "งานฝีมือ", "กลุ่มเลี้ยงผึ้ง", 12),
    ("บะหมี่ถ้วยต้มยำกุ้ง", 1_500, "ของแห้ง", "", 20),
    ("นมสด ยูเอชที 225 มล.", 1_300, "เครื่องดื่ม", "", 40),
    ("น้ำตาลทราย 1 กก.", 2_800, "ของแห้ง", "", 40),
    ("กาแฟคั่วบด ดอยใหม่", 15_000, "เครื่องดื่ม", "วิสาหกิจฯ", 4),
    ("ผ้าขาวม้าทอมือ", 35_000, "งานฝีมือ", "ย่าบุญมี", 9),
    ("สบู่สมุนไพรขมิ้น", 3_500, "ของใช้", "กลุ่มแม่บ้าน", 30),
    ("ปุ๋ยอินทรีย์ 25 กก.", 22_000, "เกษตร", "", 20),
    ("ผงซักฟอก 800 ก.", 3_900, "ของใช้", "", 0),
)
WEIGHED = "มะม่วงน้ำดอกไม้"
FIRST_CODE = 885_000_000_000


def code(number: int) -> str:
    """The barcode of the n-th goods: an EAN-13 with its check digit."""
    from shopdesk.core.gtin import check_digit

    digits = str(FIRST_CODE + number)
    return f"{digits}{check_digit(digits)}"


def fill(office: "Office") -> None:
    """Put the goods, a PromptPay number and a held bill into an empty shop."""
    from shopdesk.core.cart import Cart
    from shopdesk.shop import bills, goods, settings
    from shopdesk.shop.goods import Draft

    with office.writing() as desk:
        made = []
        for number, (name, price, category, maker, stock) in enumerate(GOODS):
            weighed = name == WEIGHED
            draft = Draft(
                name, price, unit="kg" if weighed else "piece", by_weight=weighed, category=category, note=maker,
                codes=(code(number),), stock=stock * 1000, cost=price * 3 // 4,
            )  # fmt: skip
            made.append(goods.create(desk, draft))
        settings.change(desk, "shop.name", "ร้านค้าชุมชนบ้านโนน")
        settings.change(desk, "promptpay.id", "0812345678")
        settings.change(desk, "promptpay.name", "ร้านค้าชุมชนบ้านโนน")
        cart = Cart("held-1").add(goods.line_of(made[2], "l1")).add(goods.line_of(made[8], "l2", 3000))
        bills.hold(desk, cart, "ป้าแดง")
