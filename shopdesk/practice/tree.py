"""The marketplace's categories: a cut of what a village sells, with the attributes that leaves ask for."""

from dataclasses import dataclass, field
from functools import cache

TREE = """
10000001 อาหารและเครื่องดื่ม|Groceries
  10000010 ข้าวและธัญพืช|Rice & Grains
    10000011 ข้าวสาร|Rice
    10000012 ถั่วและธัญพืช|Beans & Grains
    10000013 แป้งและวุ้นเส้น|Flour & Glass Noodles
  10000020 เครื่องปรุงและของหมัก|Condiments & Preserves
    10000021 น้ำพริกและพริกแกง|Chilli Pastes
    10000022 น้ำปลาและปลาร้า|Fish Sauce & Pla Ra
    10000023 น้ำตาลและน้ำผึ้ง|Sugar & Honey
    10000024 เกลือและเครื่องเทศ|Salt & Spices
    10000025 ผักและผลไม้ดอง|Pickles
  10000030 ขนมและของว่าง|Snacks
    10000031 ขนมไทย|Thai Sweets
    10000032 กล้วยตากและผลไม้แห้ง|Dried Fruit
    10000033 ข้าวแต๋นและขนมกรอบ|Crackers & Crisps
    10000034 ถั่วอบ|Roasted Nuts
  10000040 เครื่องดื่ม|Drinks
    10000041 กาแฟ|Coffee
    10000042 ชาและสมุนไพรชง|Tea & Herbal Infusions
    10000043 น้ำผลไม้|Juices
  10000050 อาหารแห้ง|Dried Food
    10000051 ปลาแห้งและเนื้อแห้ง|Dried Fish & Meat
    10000052 เห็ดและผักแห้ง|Dried Mushrooms & Vegetables
    10000053 ไข่เค็ม|Salted Eggs
10001001 ผ้าและเครื่องแต่งกาย|Fashion
  10001010 ผ้าทอ|Woven Cloth
    10001011 ผ้าฝ้ายทอมือ|Handwoven Cotton
    10001012 ผ้าไหม|Silk
    10001013 ผ้าคลุมไหล่|Shawls
  10001020 เสื้อผ้าพื้นเมือง|Traditional Clothes
    10001021 เสื้อหม้อห้อม|Mo Hom Shirts
    10001022 ผ้าซิ่น|Phasin Skirts
    10001023 กางเกงเล|Fisherman Trousers
  10001030 กระเป๋าและหมวก|Bags & Hats
    10001031 กระเป๋าผ้า|Cloth Bags
    10001032 กระเป๋าสาน|Woven Bags
    10001033 หมวกสาน|Woven Hats
10002001 บ้านและงานฝีมือ|Home & Crafts
  10002010 เครื่องจักสาน|Wickerwork
    10002019 ตะกร้า|Baskets
    10002012 กระติบข้าว|Sticky Rice Boxes
    10002013 เสื่อ|Mats
    10002014 โคมไฟสาน|Woven Lamps
  10002020 เครื่องปั้นและไม้|Pottery & Wood
    10002021 ถ้วยชามเซรามิก|Ceramics
    10002022 ของใช้ไม้|Wooden Ware
    10002023 ของตกแต่งบ้าน|Home Decoration
  10002030 เครื่องเงินและเครื่องประดับ|Jewellery
    10002031 เครื่องเงิน|Silver
    10002032 ลูกปัดและสร้อย|Beads & Necklaces
10003001 สุขภาพและความงาม|Health & Beauty
  10003010 สบู่และแชมพู|Soap & Shampoo
    10003011 สบู่สมุนไพร|Herbal Soap
    10003012 แชมพูสมุนไพร|Herbal Shampoo
  10003020 สมุนไพร|Herbs
    10003021 ยาดมและยาหม่อง|Inhalers & Balms
    10003022 ลูกประคบ|Herbal Compresses
    10003023 น้ำมันนวด|Massage Oils
10004001 เกษตรและสวน|Garden & Farm
  10004010 ปลูกพืช|Growing
    10004011 เมล็ดพันธุ์|Seeds
    10004012 ปุ๋ยและดินปลูก|Fertiliser & Soil
    10004013 ต้นไม้|Plants
  10004020 เครื่องมือ|Tools
    10004021 มีดและจอบ|Knives & Hoes
"""

FOOD = range(10_000_000, 10_001_000)
CLOTHES = range(10_001_020, 10_001_030)
# Honey, fish sauce and the like want a maker's name: No Brand is not taken there (error 4156).
BRANDED_ONLY = frozenset({"10000043"})
RESTRICTED = frozenset({"10003021"})

Option = tuple[int, str, str]


@dataclass(slots=True)
class Node:
    """A category; a leaf takes goods."""

    id: str
    thai: str
    english: str
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)

    @property
    def leaf(self) -> bool:
        """Whether goods may stand in it."""
        return not self.children

    @property
    def path(self) -> str:
        """The Thai names from the root."""
        return self.thai if self.parent is None else f"{self.parent.path} > {self.thai}"


@dataclass(frozen=True, slots=True)
class Attribute:
    """What a category asks for. `sale` attributes tell variants apart."""

    id: int
    name: str
    thai: str
    english: str
    kind: str = "text"
    needed: bool = False
    sale: bool = False
    options: tuple[Option, ...] = ()
    sku: bool = False


@cache
def nodes() -> dict[str, Node]:
    """All categories by id, roots first."""
    found: dict[str, Node] = {}
    above: list[Node] = []
    for line in TREE.strip("\n").split("\n"):
        depth = (len(line) - len(line.lstrip())) // 2
        number, _, names = line.strip().partition(" ")
        thai, _, english = names.partition("|")
        node = Node(number, thai, english, above[depth - 1] if depth else None)
        if node.parent is not None:
            node.parent.children.append(node)
        above[depth:] = [node]
        found[number] = node
    return found


WARRANTY = ((1, "ไม่มีการรับประกัน", "No Warranty"), (2, "รับประกันโดยร้าน", "Seller Warranty"))
MATERIALS = (
    (11, "ไม้ไผ่", "Bamboo"),
    (12, "หวาย", "Rattan"),
    (13, "ผ้าฝ้าย", "Cotton"),
    (14, "ไม้", "Wood"),
    (15, "อื่นๆ", "Other"),
)
SIZES = ((21, "S", "S"), (22, "M", "M"), (23, "L", "L"), (24, "XL", "XL"), (25, "ฟรีไซส์", "Free Size"))
STORING = ((31, "อุณหภูมิห้อง", "Room Temperature"), (32, "แช่เย็น", "Chilled"))

COMMON = (
    Attribute(1, "name", "ชื่อสินค้า", "Product Name", "text", True),
    Attribute(2, "description", "รายละเอียด", "Description", "richText"),
    Attribute(3, "short_description", "จุดเด่น", "Highlights", "richText"),
    Attribute(4, "brand", "แบรนด์", "Brand", "singleSelect", True),
    Attribute(5, "model", "รุ่น", "Model"),
    Attribute(6, "warranty_type", "การรับประกัน", "Warranty", "singleSelect", options=WARRANTY),
    Attribute(7, "disableAutoFillAttribute", "ไม่เติมข้อมูลเอง", "No Auto Fill"),
)
SKU_LEVEL = (
    Attribute(8, "SellerSku", "รหัสของร้าน", "Seller SKU", sku=True),
    Attribute(9, "price", "ราคา", "Price", "numeric", True, sku=True),
    Attribute(10, "package_weight", "น้ำหนักพัสดุ (กก.)", "Package Weight (kg)", "numeric", True, sku=True),
    Attribute(11, "package_length", "ยาว (ซม.)", "Length (cm)", "numeric", True, sku=True),
    Attribute(12, "package_width", "กว้าง (ซม.)", "Width (cm)", "numeric", True, sku=True),
    Attribute(13, "package_height", "สูง (ซม.)", "Height (cm)", "numeric", True, sku=True),
)
FOODS = (
    Attribute(101, "shelf_life", "เก็บได้กี่วัน", "Shelf Life (days)", "numeric", True),
    Attribute(102, "storage", "วิธีเก็บ", "Storage", "singleSelect", options=STORING),
    Attribute(103, "fda_number", "เลขสารบบอาหาร (อย.)", "FDA Number"),
)
CRAFTS = (Attribute(201, "material", "วัสดุ", "Material", "multiSelect", options=MATERIALS),)
SIZE = Attribute(301, "size", "ขนาด", "Size", "enumInput", False, True, SIZES, True)
COLOUR = Attribute(302, "color_family", "สี", "Colour", "enumInput", False, True, (), True)


def attributes(category: str) -> tuple[Attribute, ...]:
    """Everything a leaf asks for."""
    number = int(category)
    own: tuple[Attribute, ...]
    if number in FOOD:
        own = (*FOODS, Attribute(303, "net_weight", "น้ำหนักสุทธิ", "Net Weight", "enumInput", False, True, (), True))
    else:
        own = (*CRAFTS, SIZE, COLOUR)
        if number in CLOTHES:
            own = (Attribute(201, "material", "วัสดุ", "Material", "multiSelect", True, options=MATERIALS), SIZE, COLOUR)
    return (*COMMON, *own, *SKU_LEVEL)


NO_BRAND = 30768
BRANDS = (
    (NO_BRAND, "No Brand", "No Brand"),
    (41001, "ดอยคำ", "Doi Kham"),
    (41002, "วิสาหกิจชุมชนบ้านดอน", "Ban Don Community"),
    (41003, "กลุ่มแม่บ้านแม่แจ่ม", "Mae Chaem Housewives"),
    (41004, "จักสานป่าบง", "Pa Bong Wicker"),
    (41005, "ผ้าทอไทลื้อ", "Tai Lue Weaving"),
)
