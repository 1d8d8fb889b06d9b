"""Scripted buyers: what they want, how they pay and what they regret comes from a seed."""

from random import Random

from shopdesk.practice import deeds, trade
from shopdesk.practice.records import DELIVERED, Order, Product, Seller, Sku, Unit
from shopdesk.practice.store import Store

NAMES = (
    "สมหญิง ใจดี",
    "บุญมี แสงทอง",
    "จันทร์เพ็ญ ปินตา",
    "วิชัย ศรีสุข",
    "Somchai Jaidee",
    "นก",
    "อรทัย <b>ดี</b>",
    "ประยูร ณ เชียงใหม่",
)
NOTES = ("", "", "", "ขอห่อของขวัญ", "ส่งก่อนวันศุกร์", "ฝากไว้หน้าบ้าน", "<script>alert(1)</script>", "🎁 วันเกิดแม่")
PLACES = (
    ("สุเทพ", "เมืองเชียงใหม่", "เชียงใหม่", "50200"),
    ("บางรัก", "บางรัก", "กรุงเทพมหานคร", "10500"),
    ("ในเมือง", "เมืองขอนแก่น", "ขอนแก่น", "40000"),
    ("ตลาดใหญ่", "เมืองภูเก็ต", "ภูเก็ต", "83000"),
)
REASONS = ("ของไม่ตรงรูป", "ของเสียระหว่างทาง", "ได้ไม่ครบ")
MOST_PIECES = 3


def buyers(store: Store, seed: int, count: int, seller: int) -> list[str]:
    """Let so many buyers come by; answers the orders they made. Who finds nothing on the shelf goes home; some of those
    who have their parcel want to send it back."""
    random = Random(seed)  # noqa: S311 - a play, nothing secret
    placed: list[str] = []
    _send_back(store, random, seller)
    for _ in range(count):
        order = _one(store, random, seller)
        if order is not None:
            placed.append(deeds.named(store, order))
    return placed


def _one(store: Store, random: Random, seller: int) -> Order | None:
    shelf = [sku for sku in store.all(Sku) if _there(store, sku, seller)]
    if not shelf:
        return None
    first = random.choice(shelf)
    lines = [(first.id, random.randint(1, min(MOST_PIECES, first.sellable)))]
    beside = [sku for sku in shelf if sku.id != first.id and _shop(store, sku) == _shop(store, first)]
    if beside and random.random() < 0.3:
        lines.append((random.choice(beside).id, 1))
    payment = random.choice(("paid", "paid", "cod", "cod", "unpaid"))
    basket = trade.Basket(lines, payment, _buyer(random), random.choice(NOTES), random.choice((0, 3_000, 4_000)))
    order = trade.place(store, basket)
    _regret(store, random, order, payment)
    return order


def _send_back(store: Store, random: Random, seller: int) -> None:
    for order in store.all(Order):
        shop = store.get(Seller, order.seller)
        # A web shop of one's own knows no such wish: there the money goes back by hand.
        if seller not in (0, order.seller) or shop is None or shop.platform == "woocommerce":
            continue
        units = store.under(Unit, order.id)
        if any(unit.state == DELIVERED and not unit.reverse for unit in units) and random.random() < 0.15:
            deeds.ask_return(store, deeds.named(store, order), (), "RETURN", random.choice(REASONS))


def _there(store: Store, sku: Sku, seller: int) -> bool:
    return sku.sellable > 0 and trade.can_be_bought(store, sku) and seller in (0, _shop(store, sku))


def _shop(store: Store, sku: Sku) -> int:
    product = store.get(Product, sku.product)
    return product.seller if product else 0


def _buyer(random: Random) -> dict[str, str]:
    tambon, amphoe, province, postcode = random.choice(PLACES)
    return {
        "name": random.choice(NAMES), "phone": f"08{random.randrange(10**8):08}", "postcode": postcode,
        "address": f"{random.randint(1, 299)} หมู่ {random.randint(1, 12)}", "tambon": tambon, "amphoe": amphoe,
        "province": province,
    }  # fmt: skip


def _regret(store: Store, random: Random, order: Order, payment: str) -> None:
    """Some who have not paid pay, some give up; a few who paid ask to cancel."""
    word, luck = deeds.named(store, order), random.random()
    if payment == "unpaid" and luck < 0.6:
        trade.pay(store, order)
    elif payment == "unpaid" and luck < 0.8:
        deeds.cancel(store, word, (), "system", "ไม่ได้จ่ายเงิน")
    elif payment != "unpaid" and luck < 0.1:
        deeds.ask_cancel(store, word, "สั่งผิด")
