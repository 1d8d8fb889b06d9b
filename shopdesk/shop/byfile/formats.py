"""The files of platforms as data: their headings in Thai and English, what each column holds, their words for states.

A heading is compared folded (importing.columns.folded); keys of hidden rows stand beside the words people see. What is
known of each heading, and from where, stands beside the sample files of the tests.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shopdesk.base.i18n import N_
from shopdesk.shop.channels import Rules

ORDERS, WIDE, LONG, WALLET, LISTING, STOCK = "orders", "income", "journal", "wallet", "listing", "stock"
MONEY = (WIDE, LONG, WALLET)
TEMPLATES = (STOCK, LISTING)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: fields it must have, and the headings of each field, surest first.

    `legs` are columns of money with the kind of settlement line each becomes. `each` are amounts told for every row,
    others are the order's own and repeated. `starts` is the first row of data that is documented (0: after headings).
    """

    code: str
    needs: tuple[str, ...]
    holds: Mapping[str, str]
    legs: tuple[tuple[str, str], ...] = ()
    each: frozenset[str] = frozenset()
    starts: int = 0


@dataclass(frozen=True, slots=True)
class Format:
    """A platform's files. `platform` is its own name, the same in every language.

    `states` maps its words (their beginning) to ours, `words` names of fees to kinds of lines; `by_piece` says that
    each row has a state of its own.
    """

    platform: str
    rules: Rules
    kinds: tuple[Kind, ...]
    states: Mapping[str, str] = field(default_factory=dict)
    words: tuple[tuple[str, str], ...] = ()
    by_piece: bool = False

    @property
    def name(self) -> str:
        """What accounts of this format say as their channel."""
        return self.rules.name


def _states(**words: str) -> dict[str, str]:
    return {word: state for state, told in words.items() for word in told.split("|")}


_FEE_WORDS = (
    ("reversal of item price", "refund"), ("refund", "refund"), ("คืนสินค้า", "refund"), ("item price", "item"),
    ("product price", "item"), ("ยอดรวมค่าสินค้า", "item"), ("payment fee", "payment_fee"),
    ("ค่าธรรมเนียมการชำระเงิน", "payment_fee"), ("transaction fee", "payment_fee"), ("commission", "commission"),
    ("ค่าธรรมเนียมการขาย", "commission"), ("คอมมิชชั่น", "commission"), ("shipping", "shipping"), ("ค่าส่ง",
    "shipping"),
    ("ค่าขนส่ง", "shipping"), ("ค่าจัดส่ง", "shipping"), ("ส่งฟรี", "shipping"), ("withholding", "tax"), ("tax", "tax"),
    ("ภาษี", "tax"), ("voucher", "item"), ("lazcoins", "item"), ("discount", "item"), ("ส่วนลด", "item"),
    ("claim", "adjustment"), ("adjust", "adjustment"), ("ชดเชย", "adjustment"), ("ปรับ", "adjustment"),
    ("fee", "service"), ("ค่าธรรมเนียม", "service"), ("ค่าบริการ", "service"), ("โฆษณา", "service"),
)  # fmt: skip

LAZADA = Format(
    "Lazada",
    Rules(
        "lazada-file", N_("Lazada by file"), by_file=True, licensed=True, places=("th",), fewest_photos=0,
        longest_title=255,
        packs=False, cancels=False,
    ),
    (
        Kind(
            ORDERS, ("item", "order", "state", "price"),
            {
                "item": "orderItemId|รหัสสินค้าในคำสั่งซื้อ", "order": "orderNumber|หมายเลขคำสั่งซื้อ",
                "state": "status|สถานะ|สถานะคำสั่งซื้อ", "sku": "sellerSku|seller sku|SKU ร้านค้า",
                "remote_unit": "lazadaSku|lazada sku", "name": "itemName|ชื่อสินค้า",
                "choice": "variation|ตัวเลือกสินค้า",
                "price": "unitPrice|ราคาต่อหน่วย", "discount": "sellerDiscountTotal|ส่วนลดจากผู้ขาย",
                "shipping": "shippingFee|ค่าจัดส่ง", "placed": "createTime|วันที่สร้างคำสั่งซื้อ",
                "changed": "updateTime|วันที่อัปเดต", "delivered": "deliveredDate|วันที่จัดส่งสำเร็จ",
                "deadline": "ttsSla|promisedShippingTime|กำหนดส่ง", "pay": "payMethod|วิธีการชำระเงิน",
                "buyer": "customerName|ชื่อลูกค้า", "recipient": "shippingName|ชื่อผู้รับ",
                "phone": "shippingPhone|เบอร์โทรผู้รับ", "street": "shippingAddress|ที่อยู่จัดส่ง",
                "subdistrict": "shippingAddress5", "district": "shippingAddress4", "province": "shippingAddress3",
                "postcode": "shippingPostCode|รหัสไปรษณีย์", "tracking": "trackingCode|หมายเลขพัสดุ",
                "carrier": "shippingProvider|บริษัทขนส่ง", "note": "sellerNote|หมายเหตุ",
                "reason": "buyerFailedDeliveryReason",
            },
            each=frozenset({"discount", "shipping"}),
        ),
        Kind(
            LONG, ("fee", "amount", "order"),
            {
                "fee": "Fee Name|ชื่อรายการธุรกรรม",
                "amount": "Amount(Include Tax)|Est Release Amount(Include Tax)|Amount|จำนวนเงิน(รวมภาษี)",
                "order": "Order Number|Order No.|หมายเลขคำสั่งซื้อ",
                "item": "Order Line ID|Order Item No.|รหัสสินค้าในคำสั่งซื้อ",
                "id": "Transaction Number",
                "on": "Transaction Date|วันที่ทำรายการ|วันที่สร้างคำสั่งซื้อ|Order Creation Date",
                "statement": "Statement Number|รหัสรอบบิล|Statement",
                "paid": "Release Date|วันที่ปรับปรุงเข้ายอดของฉัน",
                "paid_state": "Paid Status", "wht": "WHT Amount",
                "wht_inside": "WHT included in Amount|WHT รวมอยู่ในจำนวนเงินแล้ว", "sku": "Seller SKU|SKU ร้านค้า",
            },
        ),
        Kind(
            WALLET, ("id", "type", "subtype", "amount"),
            {
                "id": "Transaction Number|หมายเลขธุรกรรม", "on": "Transaction Time|เวลาทำรายการ", "type": "Type|ประเภท",
                "subtype": "Sub Type|ประเภทย่อย", "amount": "Amount|จำนวนเงิน", "note": "Remarks|หมายเหตุ",
            },
        ),
        Kind(
            STOCK, ("product", "sku", "price", "stock"),
            {
                "product": "Product ID|รหัสสินค้า", "remote_unit": "SkuId|sku_id|Lazada SKU ID",
                "sku": "SellerSKU|Seller SKU|SKU ร้านค้า", "price": "Price|ราคา",
                "stock": "Quantity|จำนวน|จำนวนสินค้า|Stock|สต็อก",
            },
        ),
        Kind(
            LISTING, ("title", "sku", "price", "stock"),
            {
                "category": "catId|Category|หมวดหมู่",
                "title": "Product Name|Product Name(Thai)|Product Name(English)|ชื่อสินค้า",
                "description": "Main Description|Description|รายละเอียดสินค้า|คำอธิบายสินค้า",
                "sku": "SellerSKU|Seller SKU|SKU ร้านค้า",
                "price": "Price|ราคา", "stock": "Quantity|จำนวน",
                "weight": "package weight (kg)|package weight|น้ำหนักพัสดุ",
                "length": "package length (cm)|package length|ความยาวพัสดุ",
                "width": "package width (cm)|package width|ความกว้างพัสดุ",
                "height": "package height (cm)|package height|ความสูงพัสดุ",
            },
        ),
    ),
    _states(
        unpaid="unpaid|รอการชำระเงิน", new="pending|รอแพ็ค|รอดำเนินการ",
        packing="packed|repacked|topack|toship|ready_to_ship_pending|แพ็คแล้ว",
        ready="ready_to_ship|พร้อมจัดส่ง|รอจัดส่ง",
        shipped="shipped|shipping|กำลังจัดส่ง|จัดส่งแล้ว", delivered="delivered|จัดส่งสำเร็จ",
        completed="confirmed|สำเร็จ",
        problem="failed|lost|lost_by_3pl|lost by 3pl|damaged_by_3pl|damaged by 3pl|ส่งไม่สำเร็จ|จัดส่งไม่สำเร็จ",
        cancelled="canceled|cancelled|ยกเลิก", returned="returned|shipped_back|package returned|คืนสินค้า",
    ),
    _FEE_WORDS, by_piece=True,
)  # fmt: skip

SHOPEE = Format(
    "Shopee",
    Rules(
        "shopee-file", N_("Shopee by file"), by_file=True, licensed=True, places=("th",), fewest_photos=0,
        longest_title=120,
        shortest_title=5, packs=False, cancels=False, most_photos=9, largest_photo=10_000_000, whole_baht=True,
    ),
    (
        Kind(
            ORDERS, ("order", "state", "quantity", "price", "placed"),
            {
                "order": "หมายเลขคำสั่งซื้อ|Order ID|Order SN", "state": "สถานะการสั่งซื้อ|Order Status",
                "reason": "เหตุผลในการยกเลิกคำสั่งซื้อ|Cancel reason|Cancellation reason",
                "return": "สถานะการคืนเงินหรือคืนสินค้า|Return / Refund Status",
                "buyer": "ชื่อผู้ใช้ (ผู้ซื้อ)|Username (Buyer)",
                "placed": "วันที่ทำการสั่งซื้อ|Order Creation Date",
                "paid": "เวลาการชำระสินค้า|Order Paid Time|Payment Time",
                "pay": "ช่องทางการชำระเงิน|Payment Method", "carrier": "ตัวเลือกการจัดส่ง|Shipping Option",
                "tracking": "หมายเลขติดตามพัสดุ|Tracking Number",
                "deadline": "วันที่คาดว่าจะทำการจัดส่งสินค้า|Estimated Ship Out Date",
                "shipped": "เวลาส่งสินค้า|Ship Time",
                "sku": "เลขอ้างอิง SKU (SKU Reference No.)|SKU Reference No.",
                "parent": "เลขอ้างอิง Parent SKU|Parent SKU Reference No.",
                "name": "ชื่อสินค้า|Product Name", "choice": "ชื่อตัวเลือก|Variation Name",
                "price": "ราคาขาย|Deal Price",
                "quantity": "จำนวน|Quantity", "returned": "จำนวนที่ส่งคืน|Returned quantity",
                "discount": "โค้ดส่วนลดชำระโดยผู้ขาย|Seller Voucher|Seller Voucher(THB)",
                "bundle": "ส่วนลด bundle deal ชำระโดยผู้ขาย|Seller Bundle Discount",
                "shipping": "ค่าจัดส่งที่ชำระโดยผู้ซื้อ|Buyer Paid Shipping Fee",
                "total": "จำนวนเงินทั้งหมด|Grand Total|Total Amount",
                "recipient": "ชื่อผู้รับ|Receiver Name", "phone": "หมายเลขโทรศัพท์|Phone Number",
                "note": "หมายเหตุจากผู้ซื้อ|Remark from buyer",
                "street": "ที่อยู่ในการจัดส่ง|Delivery Address", "province": "จังหวัด|Province",
                "district": "เขต/อำเภอ|District|City", "postcode": "รหัสไปรษณีย์|Zip Code",
                "completed": "เวลาที่ทำการสั่งซื้อสำเร็จ|Order Complete Time",
            },
        ),
        Kind(
            WIDE, ("order", "on", "total"),
            {
                "order": "หมายเลขคำสั่งซื้อ|Order ID", "on": "วันที่โอนชำระเงินสำเร็จ|Payout Completed Date",
                "total": "จำนวนเงินทั้งหมดที่โอนแล้ว (฿)|Total Released Amount (฿)|Total Released Amount (THB)",
            },
            legs=(
                ("item", "สินค้าราคาปกติ|Original product price"), ("item",
                "ส่วนลดสินค้าจากผู้ขาย|Your Seller product promotion"),
                ("item", "โค้ดส่วนลดที่ออกโดยผู้ขาย|Voucher Sponsored by Seller"),
                ("item", "โค้ดส่วนลดร่วมที่ออกโดยผู้ขาย|Cofund Voucher Sponsored by Seller"),
                ("item", "Coins Cashback ที่สนับสนุนโดยผู้ขาย|Coin Cashback Sponsored by Seller"),
                ("item", "Coins Cashback ร่วมที่สนับสนุนโดยผู้ขาย"),
                ("refund", "จำนวนเงินที่ทำการคืนให้ผู้ซื้อ|Refund Amount to Buyer"),
                ("shipping", "ค่าจัดส่งที่ชำระโดยผู้ซื้อ|Shipping Fee Paid by Buyer"),
                ("shipping", "ค่าจัดส่งสินค้าที่ออกโดย Shopee|Shipping Fee Rebate From Shopee"),
                ("shipping", "ค่าจัดส่งที่ Shopee ชำระโดยชื่อของคุณ|Shipping Fee Paid by Shopee on Your Behalf"),
                ("shipping", "ค่าจัดส่งสินค้าคืน|Return Shipping Fee"), ("shipping",
                "ค่าจัดส่งสินค้าคืนผู้ขาย|Return to Seller Fee"),
                ("shipping", "โปรแกรมประหยัดค่าจัดส่งคืนสินค้า"), ("shipping",
                "ค่าธรรมเนียม ของโปรแกรมประหยัดค่าจัดส่ง"),
                ("commission", "ค่าคอมมิชชั่น AMS|AMS Commission Fee"), ("commission", "ค่าคอมมิชชั่น|Commission fee"),
                ("service", "ค่าบริการ|Service Fee"), ("service",
                "ค่าธรรมเนียมโครงสร้างพื้นฐานแพลตฟอร์ม|Platform Infrastructure Fee"),
                ("service", "ค่าธรรมเนียมเติมเงินโฆษณาจากเงิน Escrow"), ("payment_fee",
                "ค่าธุรกรรมการชำระเงิน|Transaction Fee"),
                ("tax", "ภาษี|Tax"),
            ),
        ),
        Kind(
            WALLET, ("on", "type", "amount", "flow"),
            {
                "on": "วันที่|Date", "type": "ประเภทการทำธุรกรรม|Transaction Type", "note": "คำอธิบาย|Description",
                "order": "รหัสคำสั่งซื้อ|Order ID", "flow": "รูปแบบธุรกรรม|Money Direction",
                "amount": "จำนวนเงิน|Amount",
                "state": "สถานะ|Status", "balance": "ยอด|Balance After Transactions",
            },
        ),
        Kind(
            STOCK, ("product", "remote_unit", "price", "stock"),
            {
                "product": "et_title_product_id|รหัสสินค้า|Product ID",
                "remote_unit": "et_title_variation_id|รหัสตัวเลือกสินค้า|Variation ID",
                "sku": "et_title_variation_sku|เลข SKU|SKU",
                "parent": "et_title_parent_sku|เลขอ้างอิง Parent SKU|Parent SKU",
                "price": "et_title_variation_price|ราคา|Price",
                "stock": "et_title_variation_stock|คลัง|Stock|Seller Stock",
            },
            starts=7,
        ),
        Kind(
            LISTING, ("title", "price", "stock", "weight"),
            {
                "category": "ps_category|หมวดหมู่|Category", "title": "ps_product_name|ชื่อสินค้า|Product Name",
                "description": "ps_product_description|รายละเอียดสินค้า|Product Description",
                "parent": "ps_sku_parent_short|Parent SKU|เลขอ้างอิง Parent SKU",
                "group": "et_title_variation_integration_no|Variation Integration No.",
                "choice_name": "et_title_variation_1|Variation Name1", "price": "ps_price|ราคา|Price",
                "choice": "et_title_option_for_variation_1|Option for Variation 1", "stock": "ps_stock|คลัง|Stock",
                "sku": "ps_sku_short|SKU|เลข SKU", "weight": "ps_weight|น้ำหนัก|Weight",
                "length": "ps_length|ความยาว|Length",
                "width": "ps_width|ความกว้าง|Width", "height": "ps_height|ความสูง|Height",
                "days": "ps_product_pre_order_dts",
            },
            starts=7,
        ),
    ),
    _states(
        unpaid="ที่ต้องชำระ|unpaid|to pay", new="ที่ต้องจัดส่ง|to ship|ready to ship",
        shipped="การจัดส่ง|กำลังจัดส่ง|shipping|shipped|to receive",
        delivered="จัดส่งสำเร็จแล้ว|ผู้ซื้อได้รับสินค้าแล้ว|delivered", completed="สำเร็จแล้ว|completed",
        cancelled="ยกเลิกแล้ว|cancelled|canceled", returned="การคืนเงิน/คืนสินค้า|return/refund",
        problem="การจัดส่งไม่สำเร็จ|failed delivery",
    ),
    _FEE_WORDS,
)  # fmt: skip

TIKTOK = Format(
    "TikTok Shop",
    Rules(
        "tiktok-file", N_("TikTok Shop by file"), by_file=True, licensed=True, places=("th",), fewest_photos=0,
        longest_title=255,
        packs=False, cancels=False, most_photos=9, shortest_side=300, longest_side=4_000, largest_photo=10_000_000,
    ),
    (
        Kind(
            ORDERS, ("order", "state", "quantity", "price", "remote_unit"),
            {
                "order": "Order ID|หมายเลขคำสั่งซื้อ", "state": "Order Status|สถานะคำสั่งซื้อ",
                "substate": "Order Substatus|สถานะย่อยของคำสั่งซื้อ",
                "return": "Cancelation/Return Type|ประเภทการยกเลิก/การคืนสินค้า",
                "remote_unit": "SKU ID|รหัส SKU", "sku": "Seller SKU|SKU ของผู้ขาย", "name": "Product Name|ชื่อสินค้า",
                "choice": "Variation|ตัวเลือกสินค้า", "quantity": "Quantity|จำนวน",
                "price": "SKU Unit Original Price|ราคาเดิมต่อหน่วยของ SKU",
                "discount": "SKU Seller Discount|ส่วนลด SKU จากผู้ขาย",
                "shipping": "Shipping Fee After Discount|ค่าจัดส่งหลังหักส่วนลด",
                "total": "Order Amount|ยอดรวมคำสั่งซื้อ", "placed": "Created Time|เวลาที่สร้าง",
                "paid": "Paid Time|เวลาที่ชำระเงิน",
                "ready": "RTS Time|เวลาพร้อมจัดส่ง", "shipped": "Shipped Time|เวลาที่จัดส่ง",
                "delivered": "Delivered Time|เวลาที่จัดส่งสำเร็จ",
                "cancelled": "Cancelled Time|เวลาที่ยกเลิก", "reason": "Cancel Reason|เหตุผลการยกเลิก",
                "tracking": "Tracking ID|หมายเลขพัสดุ", "carrier": "Shipping Provider Name|ผู้ให้บริการขนส่ง",
                "note": "Buyer Message|ข้อความจากผู้ซื้อ", "buyer": "Buyer Username|ชื่อผู้ใช้ของผู้ซื้อ",
                "recipient": "Recipient|ผู้รับ",
                "phone": "Phone #|เบอร์โทรศัพท์", "postcode": "Zipcode|รหัสไปรษณีย์", "province": "Province|จังหวัด",
                "district": "Districts|District|อำเภอ/เขต", "street": "Detail Address|ที่อยู่โดยละเอียด",
                "pay": "Payment Method|วิธีการชำระเงิน",
                "package": "Package ID|รหัสพัสดุ",
            },
            each=frozenset({"discount"}),
        ),
        Kind(
            WIDE, ("order", "type", "total"),
            {
                "order": "Order/adjustment ID|หมายเลขคำสั่งซื้อ/การปรับ", "type": "Type|Transaction type|ประเภทธุรกรรม",
                "total": "Total settlement amount|จำนวนเงินที่ชำระทั้งหมด",
                "related": "Related order ID|หมายเลขคำสั่งซื้อที่เกี่ยวข้อง",
                "on": "Order settled time|Statement date|เวลาที่ชำระคำสั่งซื้อ|วันที่ชำระคำสั่งซื้อ",
                "statement": "Statement ID|รหัสใบแจ้งยอด",
            },
            legs=(
                ("item", "Subtotal before discounts|ยอดรวมค่าสินค้าก่อนหักส่วนลด"), ("item",
                "Seller discounts|ส่วนลดจากร้านค้า"),
                ("refund", "Refund subtotal before seller discounts|ยอดรวมเงินคืนก่อนหักส่วนลดจากร้านค้า"),
                ("refund", "Refund of seller discounts|เงินคืนจากส่วนลดร้านค้า"), ("payment_fee",
                "Transaction fee|ค่าธรรมเนียมคำสั่งซื้อ"),
                ("commission", "TikTok Shop commission fee|ค่าคอมมิชชั่น TikTok Shop"),
                ("service", "Commerce growth fee|ค่าธรรมเนียมสนับสนุนการเติบโตของร้านค้า"),
                ("service", "Infrastructure fee|ค่าธรรมเนียมโครงสร้างพื้นฐาน"), ("service",
                "SFP service fee|ค่าธรรมเนียมการบริการ SFP"),
                ("shipping", "Actual shipping fee|ค่าธรรมเนียมการจัดส่งจริง"),
                ("shipping", "Platform shipping fee discount|ส่วนลดค่าธรรมเนียมการจัดส่งจากแพลตฟอร์ม"),
                ("shipping", "Customer shipping fee|ค่าธรรมเนียมการจัดส่งของลูกค้า"), ("shipping",
                "Shipping subsidy|เงินสนับสนุนการจัดส่ง"),
                ("shipping", "Actual return shipping fee|ค่าธรรมเนียมการจัดส่งสินค้าคืนตามจริง"),
                ("commission", "Affiliate commission|ค่าคอมมิชชั่นแอฟฟิลิเอต"),
                ("adjustment", "Adjustment amount|Ajustment amount|จำนวนการปรับยอด"),
            ),
        ),
        Kind(
            STOCK, ("product", "remote_unit", "price", "stock"),
            {
                "product": "product_id|Product ID|รหัสสินค้า", "remote_unit": "sku_id|SKU ID|รหัส SKU",
                "sku": "seller_sku|Seller SKU|SKU ของผู้ขาย", "price": "price|ราคา", "stock": "quantity|Quantity|จำนวน",
            },
            starts=6,
        ),
        Kind(
            LISTING, ("title", "price", "stock", "category"),
            {
                "category": "category|หมวดหมู่", "title": "product_name|Product name|ชื่อสินค้า",
                "description": "product_description|Product description|รายละเอียดสินค้า",
                "sku": "seller_sku|Seller SKU|SKU ของผู้ขาย",
                "choice_name": "property_name_1|Variation 1", "choice": "property_value_1|Variation value 1",
                "price": "price|ราคา", "stock": "quantity|จำนวน",
                "grams": "parcel_weight|Parcel weight(g)|น้ำหนักพัสดุ(กรัม)",
                "length": "parcel_length|Parcel length(cm)", "width": "parcel_width|Parcel width(cm)",
                "height": "parcel_height|Parcel height(cm)",
            },
            starts=6,
        ),
    ),
    _states(
        unpaid="unpaid|on hold|ยังไม่ชำระเงิน|รอการชำระเงิน", new="to ship|awaiting shipment|รอจัดส่ง|ที่จะจัดส่ง",
        ready="awaiting collection|รอเข้ารับ|รอการเข้ารับ", packing="partially shipped",
        shipped="shipped|in transit|อยู่ระหว่างขนส่ง|จัดส่งแล้ว|กำลังจัดส่ง", delivered="delivered|จัดส่งสำเร็จ",
        completed="completed|เสร็จสมบูรณ์|เสร็จสิ้น", cancelled="canceled|cancelled|ยกเลิกแล้ว|ยกเลิก",
        problem="failed delivery|delivery failed|การจัดส่งไม่สำเร็จ", returned="returned|คืนสินค้าแล้ว",
    ),
    _FEE_WORDS,
)  # fmt: skip

ALIBABA = Format(
    "Alibaba.com",
    Rules(
        "alibaba-file", N_("Alibaba.com by file"), by_file=True, fewest_photos=0, longest_title=128,
        packs=False, cancels=False, needs_size=False,
    ),
    (
        Kind(
            LISTING, ("title", "price"),
            {
                "category": "Category ID|Category", "title": "Product Name|Subject|Product Title",
                "description": "Product Description|Description", "keywords": "Keywords|Product Keyword",
                "sku": "Model Number|SKU Code|SKU", "price": "Price|Unit Price|FOB Price (THB)",
                "stock": "Inventory|Available Quantity|Quantity",
                "weight": "Package Weight (kg)|Weight (kg)|Gross Weight (kg)",
                "length": "Package Length (cm)", "width": "Package Width (cm)", "height": "Package Height (cm)",
                "unit": "Unit|Unit Type", "currency": "Currency",
            },
        ),
    ),
)  # fmt: skip

FORMATS = {one.name: one for one in (LAZADA, SHOPEE, TIKTOK, ALIBABA)}
RULES = {name: one.rules for name, one in FORMATS.items()}
