"""What platforms refuse, told before anybody takes a photo: from the shop's own classes and from plain words.

The classes are those that Lazada, Shopee and TikTok Shop all list as prohibited or licensed in Thailand; a word is only
a hint, and the person decides.
"""

from shopdesk.base.i18n import N_, _
from shopdesk.core import thaitext

_WORDS: dict[str, tuple[str, ...]] = {
    "alcohol": ("เหล้า", "สุรา", "เบียร์", "ไวน์", "สาโท", "อุ", "whisky", "beer", "wine", "liquor"),
    "tobacco": ("บุหรี่", "ยาสูบ", "ยาเส้น", "ซิการ์", "พอต", "cigarette", "tobacco", "vape"),
    "medicine": ("ยาแก้", "ยาลด", "ยาน้ำ", "ยาปฏิชีวนะ", "พารา", "ยาชุด", "medicine", "antibiotic"),
    "animal": ("ไก่เป็น", "ลูกไก่", "ลูกหมู", "ปลาเป็น", "ลูกปลา", "สัตว์มีชีวิต", "live animal", "puppy", "ลูกหมา", "ลูกแมว"),
    "weapon": ("ปืน", "กระสุน", "ดาบ", "gun", "ammunition"),
    "cannabis": ("กัญชา", "กระท่อม", "cannabis", "kratom"),
    "wild": ("งาช้าง", "ของป่า", "สัตว์ป่า", "ไม้พะยูง", "ivory"),
    "seed_licence": ("เมล็ดพันธุ์ควบคุม", "ปุ๋ยเคมี", "ยาฆ่าหญ้า", "ยาฆ่าแมลง", "pesticide", "herbicide"),
}
_SHORT = 2


def refused_class(restricted: str, *texts: str) -> str:
    """The class of goods no platform takes, "" where nothing points to one."""
    if restricted in ("alcohol", "tobacco"):
        return restricted
    folded = [thaitext.fold(text) for text in texts]
    for name, words in _WORDS.items():
        if any(_stands(thaitext.fold(word), text) for word in words for text in folded):
            return name
    return ""


def _stands(word: str, text: str) -> bool:
    """Thai has no spaces: a long word may stand anywhere, a short one only alone."""
    return word in text.split() if len(word) <= _SHORT else word in text


def label(name: str) -> str:
    """The class in the words of the wizard."""
    words = {
        "alcohol": N_("alcohol"),
        "tobacco": N_("tobacco"),
        "medicine": N_("medicine"),
        "animal": N_("living animals"),
        "weapon": N_("weapons"),
        "cannabis": N_("cannabis and kratom"),
        "wild": N_("wild animals and plants"),
        "seed_licence": N_("chemicals that need a licence"),
    }
    return _(words[name])
