"""Orders of a platform in the sample shop, for the tour."""

from datetime import timedelta
from typing import TYPE_CHECKING

from shopdesk.ui import sample

if TYPE_CHECKING:
    from shopdesk.shop.channels import RemoteOrder
    from shopdesk.ui.shell import Window

# number, state, pieces of goods by their row in the sample, hours until it has to leave, buyer, cash on delivery
ORDERS = (
    ("260117K4R2", "new", ((7, 1), (5, 2)), 1, "ส***ง", True),
    ("260117K4R9", "new", ((11, 2),), 5, "ป***ย", False),
    ("260117M0A1", "attention", ((12, 1),), 20, "m***k", False),
    ("260116H7T3", "packing", ((5, 3), (13, 2), (2, 1)), 4, "น***า", False),
    ("260116F2C8", "ready", ((7, 2),), 9, "วิชัย ใจดี", True),
    ("260116F2D1", "ready", ((13, 4),), 30, "อรทัย สุขใจ", False),
    ("260114B5N6", "shipped", ((5, 1),), -20, "จ***ี", False),
    ("260112A9Z4", "problem", ((12, 1),), -60, "ก***น", True),
)


def online(window: "Window") -> dict[str, int]:
    """Two accounts with orders in every column; answers the rows by number."""
    from shopdesk.shop import accounts, goods
    from shopdesk.shop.online import holding, intake, packing
    from shopdesk.shop.orders import Wanted

    office = window.office
    assert office is not None
    with office.writing() as desk:
        first = accounts.add(desk, "practice", "ลาซาด้า ป้าสมศรี").id
        other = accounts.add(desk, "practice", "ร้านวิสาหกิจบ้านโนน").id
        units = [goods.find(desk, one[0], limit=1)[0] for one in sample.GOODS]
    made = {}
    for place, (number, told, wanted, hours, buyer, cod) in enumerate(ORDERS):
        account = other if place % 3 == 2 else first
        lines = [(sample.GOODS[row][0], pieces, units[row].price or 0) for row, pieces in wanted]
        with office.writing() as desk:
            state_ = told if told in ("attention", "problem", "shipped") else "new"
            remote = _order(window, number, state_, lines, hours, buyer, cod=cod)
            made[number] = order = intake.take_in(desk, account, remote).id
            rows = list(holding.lines_of(desk, order))
            for line, (row, _pieces) in zip(rows, wanted, strict=True):
                if told != "attention":
                    intake.match(desk, line.id or 0, units[row].sale_unit)
            if told == "packing":
                packing.put_in(desk, rows[0].id or 0, 2000)
            if told == "ready":
                for line in rows:
                    packing.put_in(desk, line.id or 0, line.qty)
                packing.packed(desk, order)
    with office.writing() as desk:
        made["phone"] = intake.promise(desk, first, "260117P8X0", [Wanted(units[5].sale_unit, 2000)])
    return made


def _order(
    window: "Window",
    number: str,
    state_: str,
    lines: "list[tuple[str, int, int]]",
    hours: int,
    buyer: str,
    *,
    cod: bool,
) -> "RemoteOrder":
    from shopdesk.shop.channels import RemoteLine, RemoteOrder

    now = window.clock()
    told = tuple(
        RemoteLine((f"{number}-{place}",), f"SKU-{place}", name, pieces, price)
        for place, (name, pieces, price) in enumerate(lines, 1)
    )
    worth = sum(line.price * line.quantity for line in told)
    address = {
        "name": buyer, "phone": "089-111-2222", "street": "99/12 หมู่ 4", "subdistrict": "ต.ผักปัง", "district": "อ.ภูเขียว",
        "province": "จ.ชัยภูมิ", "postcode": "36110",
    }  # fmt: skip
    return RemoteOrder(
        number, number, state_, state_, now - timedelta(hours=3), now - timedelta(hours=2), told, goods=worth,
        shipping=4_000, discount=0, total=worth + 4_000, deadline=now + timedelta(hours=hours), cod=cod, buyer=buyer,
        address=address if buyer != "m***k" else {"full": "***"}, wants="cancel" if number == "260117K4R9" else "",
        note="ห่อกันกระแทกด้วยนะคะ" if cod else "",
    )  # fmt: skip
