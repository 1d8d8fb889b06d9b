"""Several processes and threads sell the same thing at once: nothing lost, nothing counted twice, no number skipped."""

import subprocess
import sys
import threading
from pathlib import Path

from sqlmodel import select

from shopdesk.core.cart import Cart
from shopdesk.db import models
from shopdesk.shop import goods, selling, stock
from shopdesk.shop.selling import Paid
from tests.conftest import Shop

ROOT = Path(__file__).parents[2]

SELLER = """
import sys
from pathlib import Path
from shopdesk.core.cart import Cart
from shopdesk.shop import goods, opening, selling
folder, who, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
office = opening.open_office(folder)
with office.reading() as work:
    thing = goods.by_ids(work, [1])[0]
for n in range(count):
    with office.writing() as work:
        selling.checkout(work, Cart(f"{who}-{n}").add(goods.line_of(thing, "l")), [selling.Paid("cash", 500)])
office.engine.dispose()
"""


def test_four_processes_sell_one_thing(shop: Shop) -> None:
    egg = shop.add("ไข่", 500, stock=1_000_000)
    sellers = [
        subprocess.Popen([sys.executable, "-c", SELLER, str(shop.office.data_dir), f"p{n}", "25"], cwd=ROOT)
        for n in range(4)
    ]
    assert [seller.wait(120) for seller in sellers] == [0] * 4
    with shop.office.reading() as work:
        assert stock.balance(work, egg.item) == 900_000
        numbers = sorted(work.session.exec(select(models.Sale.seq)).all())
        assert numbers == list(range(1, 101))


def test_four_threads_of_one_program_sell_one_thing(shop: Shop) -> None:
    egg = shop.add("ไข่", 500, stock=1_000_000)
    failures: list[BaseException] = []

    def sell(who: int) -> None:
        try:
            for n in range(25):
                cart = Cart(f"t{who}-{n}").add(goods.line_of(egg, "l"))
                with shop.office.writing() as work:
                    selling.checkout(work, cart, [Paid("cash", 500)])
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=sell, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failures == []
    with shop.office.reading() as work:
        assert stock.balance(work, egg.item) == 900_000
        assert len(work.session.exec(select(models.Sale.id)).all()) == 100
