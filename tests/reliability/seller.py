"""A program that sells without pause and says each number once its receipt could be shown: the victim of the tests.

    seller.py FOLDER FIRST COUNT [SYNCHRONOUS]      a COUNT of 0 only opens the shop, which makes it where there is none

A number is acknowledged on standard output only after checkout has returned, the moment a till may print.
"""

import os
import sys
from pathlib import Path
from random import Random

from sqlalchemy import event

from shopdesk.core.cart import Cart
from shopdesk.shop import goods, opening, refunds, selling
from shopdesk.shop.desk import Office


def prepare(folder: Path) -> None:
    """A shop with three things to sell."""
    office = opening.open_office(folder, random=Random(1))
    with office.writing() as work:
        for name, price in (("ไข่", 500), ("ข้าวสาร", 4_025), ("น้ำปลา", 3_200)):
            goods.create(work, goods.Draft(name, price, stock=10_000_000, cost=price // 2))
    office.close()


def sell(office: Office, first: int, count: int, ack: int) -> None:
    """Sell bills first … first+count−1, every seventh one refunded; write each number to the descriptor."""
    with office.reading() as work:
        things = goods.by_ids(work, [1, 2, 3])
    chance = Random(first)
    for n in range(first, first + count):
        cart = Cart(f"bill-{n}")
        for line, thing in enumerate(chance.sample(things, chance.randint(1, 3))):
            cart = cart.add(goods.line_of(thing, f"l{line}", chance.randint(1, 5) * 1000))
        with office.writing() as work:
            sold = selling.checkout(work, cart, [selling.Paid("cash", selling.due(work, cart).cash)])
        os.write(ack, f"{sold.number}\n".encode())
        if n % 7 == 0:
            with office.writing() as work:
                back = refunds.refund(work, sold.id)
            os.write(ack, f"{back.number}\n".encode())


def main(arguments: list[str]) -> None:
    """Run from the command line."""
    folder, first, count = Path(arguments[0]), int(arguments[1]), int(arguments[2])
    office = opening.open_office(folder, random=Random(first))
    if len(arguments) > 3:
        level = arguments[3]
        event.listen(office.engine, "connect", lambda raw, _record: raw.execute(f"PRAGMA synchronous = {level}"))
        office.engine.dispose()
    if count:
        sell(office, first, count, 1)


if __name__ == "__main__":
    main(sys.argv[1:])
