"""The shop behind the counter at 100,000 goods and 2,000,000 moves: stock page, stock card, payouts, check."""

import functools
import random
from pathlib import Path
from typing import Any

from shopdesk.db import check
from shopdesk.shop import papers, payouts, producers, shelf
from shopdesk.shop.desk import Office
from shopdesk.shop.rights import Actor
from tools.bench import behind_shop
from tools.bench.timing import milliseconds, summary

ROUNDS = 100


def _pages(office: Office, actor: Actor, chance: random.Random) -> list[float]:
    """A page of 60 lines of the stock list, wherever one scrolls to."""
    with office.reading(actor) as desk:
        numbers = shelf.numbers(desk)

    def page(first: int) -> None:
        with office.reading(actor) as desk:
            shelf.page(desk, numbers[first : first + 60])

    places = [chance.randrange(len(numbers) - 60) for _ in range(ROUNDS)]
    return [milliseconds(functools.partial(page, at)) for at in places]


def _cards(office: Office, actor: Actor, items: list[int]) -> list[float]:
    def card(item: int) -> None:
        with office.reading(actor) as desk:
            papers.card(desk, item)

    return [milliseconds(functools.partial(card, item)) for item in items]


def _most_moved(office: Office) -> list[int]:
    with office.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT item FROM stock_move GROUP BY item ORDER BY count(*) DESC LIMIT 20")
        return [item for (item,) in rows.all()]


def _payout(office: Office, actor: Actor) -> dict[str, Any]:
    with office.reading(actor) as desk:
        parties = [one.party for one in producers.listing(desk)]
        told = [milliseconds(functools.partial(payouts.owed, desk, party)) for party in parties[:20]]

    def pay() -> None:
        with office.writing(actor) as desk:
            assert len(payouts.pay_all(desk, parties)) == len(parties)

    return {"all_600": round(milliseconds(pay), 1), "lines_of_one": summary(told)}


def _check(office: Office) -> float:
    with office.engine.connect() as connection:
        looked: list[check.Result] = []
        took = milliseconds(lambda: looked.append(check.check(connection)))
        assert looked[0].ok, looked[0].first_error
        return round(took)


def run(folder: Path) -> dict[str, Any]:
    """Milliseconds of what a person waits for behind the counter."""
    chance = random.Random(9)
    office = behind_shop.make(folder)
    with office.reading() as desk:
        actor = desk.actor
    pages = _pages(office, actor, chance)
    cards = _cards(office, actor, [chance.randrange(1, behind_shop.GOODS) for _ in range(ROUNDS)])
    busiest = _cards(office, actor, _most_moved(office))
    paid = _payout(office, actor)
    checked = _check(office)
    office.close()
    return {
        "stock_page": {"unit": "ms", **summary(pages), "aim": 16},
        "stock_card": {"unit": "ms", **summary(cards), "aim": 50},
        "stock_card_of_the_most_moved": {"unit": "ms", **summary(busiest), "aim": 50},
        "payout": {"unit": "ms", **paid, "aim": 1_000},
        "check_2m_moves": {"unit": "ms", "once": checked, "aim": 60_000},
    }
