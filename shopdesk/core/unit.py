"""Units a village shop sells in. An owner may also write a unit of their own; it then stands for itself."""

from dataclasses import dataclass

from shopdesk.base.i18n import N_, _
from shopdesk.core import quantity


@dataclass(frozen=True, slots=True)
class Unit:
    """A sale unit: `base` is what stock counts in, `ratio` the thousandths of it in one unit, where that is usual."""

    code: str
    name: str
    base: str = "piece"
    ratio: int = 1000
    by_weight: bool = False
    also: tuple[str, ...] = ()


UNITS = {
    unit.code: unit
    for unit in (
        Unit("piece", N_("piece"), also=("pcs", "pc", "each", "อัน", "ชิ้น")),
        Unit("kg", N_("kg"), "kg", 1000, True, ("กก", "กก.", "กิโล", "กิโลกรัม", "โล", "kilogram", "kilo")),
        Unit("kheed", N_("100 g"), "kg", 100, True, ("ขีด", "kheed", "hg")),
        Unit("gram", N_("g"), "kg", 1, True, ("กรัม", "ก.", "gram", "grams")),
        Unit("bunch", N_("bunch"), also=("กำ",)),
        Unit("bundle", N_("bundle"), also=("มัด",)),
        Unit("dozen", N_("dozen"), ratio=12_000, also=("โหล",)),
        Unit("half_dozen", N_("half dozen"), ratio=6000, also=("ครึ่งโหล",)),
        Unit("pack", N_("pack"), also=("แพ็ก", "แพ็ค", "แพค", "ห่อ")),
        Unit("bottle", N_("bottle"), also=("ขวด",)),
        Unit("can", N_("can"), also=("กระป๋อง",)),
        Unit("box", N_("box"), also=("กล่อง",)),
        Unit("carton", N_("carton"), also=("ลัง",)),
        Unit("tray", N_("tray of 30"), ratio=30_000, also=("แผง", "tray")),
        Unit("sack", N_("sack"), also=("กระสอบ",)),
        Unit("bag", N_("bag"), also=("ถุง",)),
        Unit("sachet", N_("sachet"), also=("ซอง",)),
        Unit("fruit", N_("fruit"), also=("ลูก", "ผล")),
        Unit("egg", N_("egg"), also=("ฟอง",)),
        Unit("hand", N_("hand of bananas"), also=("หวี",)),
        Unit("stem", N_("whole stem"), also=("เครือ",)),
        Unit("jar", N_("jar"), also=("กระปุก", "โหลแก้ว")),
        Unit("tube", N_("tube"), also=("หลอด",)),
        Unit("bar", N_("bar"), also=("ก้อน", "แท่ง")),
        Unit("sheet", N_("piece of cloth"), also=("ผืน",)),
        Unit("garment", N_("garment"), also=("ตัว",)),
        Unit("pair", N_("pair"), also=("คู่",)),
        Unit("set", N_("set"), also=("ชุด",)),
        Unit("roll", N_("roll"), also=("ม้วน",)),
        Unit("tree", N_("plant"), also=("ต้น",)),
        Unit("tub", N_("bucket"), also=("ถัง",)),
        Unit("litre", N_("litre"), "litre", 1000, True, ("ลิตร", "l", "liter")),
        Unit("metre", N_("metre"), "metre", 1000, True, ("เมตร", "m", "meter")),
        Unit("service", N_("time"), also=("ครั้ง",)),
    )
}


def find(text: str) -> str | None:
    """The code for a unit as people write it (`กก.`, `ขวด`, `Kg`), or None where it is not one of ours."""
    wanted = text.strip().casefold()
    for unit in UNITS.values():
        if wanted in (unit.code, unit.name.casefold(), *unit.also):
            return unit.code
    return None


def name(code: str) -> str:
    """The unit in the language of the moment; the owner's own word where the code is none of ours."""
    return _(UNITS[code].name) if code in UNITS else code


def measured(code: str) -> bool:
    """Whether one weighs, pours or cuts it, rather than counting it."""
    return code in UNITS and UNITS[code].by_weight


def quantity_text(qty: int, code: str) -> str:
    """`1.35 กก.`, `2 กำ`; a plain piece goes without saying: `3`."""
    return quantity.text(qty) if code in ("", "piece") else f"{quantity.text(qty)} {name(code)}"
