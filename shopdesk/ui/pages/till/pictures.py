"""A picture and a colour for goods without a photo, guessed from a word of their name, else a parcel."""

import functools

from shopdesk.core import thaitext

# Thai names begin with what the thing is, so the word that comes first in the name wins. (words, icon, tint)
GUESSES: tuple[tuple[str, str, str], ...] = (
    ("ไข่ egg", "egg", "y"),
    ("น้ำปลา ซีอิ๊ว ซอส น้ำมัน sauce oil", "bottle", "r"),
    ("น้ำผึ้ง honey", "flask", "y"),
    ("ดื่ม น้ำเปล่า น้ำแข็ง water", "droplet", "b"),
    ("น้ำตาล เกลือ ผงชูรส พริกไทย sugar salt", "salt", "n"),
    ("นม โยเกิร์ต milk", "milk", "b"),
    ("กาแฟ ชา โอวัลติน coffee tea", "coffee", "n"),
    ("เบียร์ เหล้า สุรา ไวน์ beer wine", "beer", "y"),
    ("บุหรี่ ยาเส้น ยาสูบ tobacco cigarette", "smoking", "n"),
    ("มะม่วง ส้ม แอปเปิล ฝรั่ง มะละกอ ลำไย ผลไม้ apple fruit mango", "apple", "y"),
    ("กล้วย banana", "banana", "y"),
    ("มะนาว lemon lime", "lemon", "y"),
    ("พริก chilli pepper", "pepper", "r"),
    ("เห็ด mushroom", "mushroom", "n"),
    ("แครอท หัวไชเท้า carrot", "carrot", "y"),
    ("ผัก คะน้า กะหล่ำ โหระพา vegetable", "leaf", "g"),
    ("บะหมี่ มาม่า ก๋วยเตี๋ยว เส้น วุ้นเส้น noodle", "bowl-chopsticks", "r"),
    ("แกง ต้ม ข้าวต้ม โจ๊ก soup curry", "soup", "r"),
    ("ปุ๋ย ต้นไม้ กล้า fertilizer plant", "plant-2", "g"),
    ("เมล็ด seed", "seedling", "g"),
    ("ข้าว แป้ง ธัญพืช ถั่ว งา rice grain", "plant", "g"),
    ("หมู ไก่ เนื้อ กุนเชียง ไส้ meat pork chicken", "meat", "r"),
    ("ปลา กุ้ง หมึก ปู หอย fish shrimp", "fish", "b"),
    ("ขนมปัง เค้ก bread cake", "bread", "y"),
    ("คุกกี้ ขนม ข้าวเกรียบ cookie snack", "cookie", "y"),
    ("ลูกอม ช็อกโกแลต candy chocolate", "candy", "p"),
    ("ไอศกรีม ไอติม ice cream", "ice-cream", "p"),
    ("สบู่ แชมพู ครีม ยาสีฟัน soap shampoo", "bath", "y"),
    ("ซักฟอก ปรับผ้านุ่ม ล้างจาน detergent", "wash", "b"),
    ("ผ้าอ้อม แพมเพิส เด็ก diaper baby", "baby-carriage", "p"),
    ("ยา พารา พลาสเตอร์ medicine", "pills", "r"),
    ("เสื้อ กางเกง ผ้า ซิ่น shirt cloth", "shirt", "p"),
    ("ด้าย เข็ม ไหม thread", "needle-thread", "p"),
    ("หลอดไฟ ไฟฉาย bulb", "bulb", "y"),
    ("ถ่าน แบตเตอรี่ battery", "battery", "n"),
    ("แก๊ส เทียน ไฟแช็ก ฟืน gas candle", "flame", "r"),
    ("ตะกร้า กระบุง สาน basket", "basket", "n"),
    ("ถัง ขัน กะละมัง bucket", "bucket", "b"),
    ("สเปรย์ ยากันยุง spray", "spray", "g"),
    ("ค้อน ตะปู จอบ hammer", "hammer", "n"),
    ("สมุด ปากกา ดินสอ notebook pen", "notebook", "b"),
    ("ถุง bag", "shopping-bag", "n"),
    ("ของขวัญ gift", "gift", "p"),
)
NONE = "package"


@functools.cache
def _folded() -> tuple[tuple[tuple[str, ...], str, str], ...]:
    return tuple((tuple(thaitext.fold(words).split()), icon, tint) for words, icon, tint in GUESSES)


@functools.lru_cache(4096)
def guess(name: str) -> tuple[str, str] | None:
    """Icon and tint for a name; None where no word is known."""
    key = thaitext.fold(name)
    hits = [
        (key.find(word), -len(word), icon, tint) for words, icon, tint in _folded() for word in words if word in key
    ]
    return min(hits)[2:] if hits else None


def picture(name: str, icon: str, tint: str) -> tuple[str, str]:
    """The category's icon where the owner chose one, else a guess from the name, else a parcel."""
    if icon != NONE:
        return icon, tint
    return guess(name) or (NONE, tint)
