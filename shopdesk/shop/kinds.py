"""What a village shop may sell, and the categories each kind begins with: data of our own, the owner's to change."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, func, select

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.db import models, records
from shopdesk.shop import settings
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of shop: `words` for the person, `categories` as (name, tint, icon). Names are data, so they are Thai."""

    key: str
    words: str
    icon: str
    categories: tuple[tuple[str, str, str], ...]

    @property
    def title(self) -> str:
        """The kind in the language of the moment."""
        return _(self.words)


KINDS = (
    Kind(
        "grocery",
        N_("Grocery"),
        "building-store",
        (
            ("ของแห้ง", "n", "package"),
            ("เครื่องดื่ม", "b", "bottle"),
            ("ขนม", "r", "cookie"),
            ("ของใช้", "b", "spray"),
            ("เครื่องปรุง", "y", "salt"),
        ),
    ),
    Kind(
        "fresh",
        N_("Fresh farm goods"),
        "carrot",
        (("ผัก", "g", "carrot"), ("ผลไม้", "y", "banana"), ("เนื้อ ปลา ไข่", "r", "meat"), ("ข้าว", "y", "grain")),
    ),
    Kind(
        "food",
        N_("Food and drinks"),
        "soup",
        (("อาหาร", "r", "soup"), ("กาแฟ ชา", "n", "coffee"), ("น้ำแข็ง", "b", "droplet")),
    ),
    Kind("craft", N_("Handicraft"), "needle-thread", (("ผ้าทอ", "p", "shirt"), ("งานฝีมือ", "p", "needle-thread"))),
    Kind(
        "farm",
        N_("Farm supplies"),
        "plant-2",
        (("ปุ๋ย", "g", "plant-2"), ("เมล็ดพันธุ์", "g", "seedling"), ("เครื่องมือ", "n", "hammer")),
    ),
    Kind("centre", N_("Community centre"), "users", (("ของชุมชน", "g", "leaf"), ("ของฝาก", "p", "gift"))),
)


@use_case(Right.SETTINGS)
def choose(desk: Desk, keys: Iterable[str]) -> None:
    """Keep what the shop sells, and add the categories that are not there yet; none is taken away. Raises Invalid."""
    chosen = [kind for kind in KINDS if kind.key in set(keys)]
    if len(chosen) != len(set(keys)):
        raise Invalid(N_("Choose one of the offered values."))
    settings.change(desk, "shop.kind", ",".join(kind.key for kind in chosen))
    there = set(desk.session.exec(select(models.Category.name)).all())
    position = desk.session.exec(select(func.count(col(models.Category.id)))).one()
    wanted = (category for kind in chosen for category in kind.categories if category[0] not in there)
    for number, (name, tint, icon) in enumerate(wanted, position):
        row = models.Category(uid="", name=name, position=number, tint=tint, icon=icon)
        records.create(desk.session, desk.entry, row, desk.now, desk.random)


@use_case(Right.LOOK)
def chosen(desk: Desk) -> list[str]:
    """The kinds chosen so far, by their keys."""
    return [key for key in settings.get(desk, "shop.kind").split(",") if key]
