"""The three jobs in ShopDesk, through the use cases its window calls."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from shopdesk.core.cart import Cart
from shopdesk.db import engine
from shopdesk.shop import goods, importing, selling
from shopdesk.shop.desk import Office
from shopdesk.shop.rights import Actor
from tools.bench import shops
from tools.bench_peers.workload import Workload

FOUND_AT_MOST = 60
CHECKPOINT_EVERY = 40


def _timed(work: Callable[[], Any]) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def _bring_in(office: Office, path: Path) -> None:
    outcome = importing.run(office, importing.plan(path))
    assert outcome.stored
    assert not outcome.rejected


def _sell(office: Office, actor: Actor, things: dict[str, goods.Goods], bill: str, basket: list[str]) -> None:
    cart = Cart(bill)
    for number, code in enumerate(basket):
        cart = cart.add(goods.line_of(things[code], f"l{number}", 1000))
    with office.writing(actor) as desk:
        selling.checkout(desk, cart, [selling.Paid("cash", cart.gross)])


def _sales(office: Office, baskets: list[list[str]], things: dict[str, goods.Goods]) -> list[tuple[float, float]]:
    # The window knows who acts; only a command asks the file.
    with office.reading() as desk:
        actor = desk.actor
    times = []
    for number, basket in enumerate(baskets):
        times.append(_timed(partial(_sell, office, actor, things, f"bill-{number}", basket)))
        if number % CHECKPOINT_EVERY == CHECKPOINT_EVERY - 1:
            engine.checkpoint(office.engine)
    return times


def _find(office: Office, typed: str) -> int:
    with office.reading() as desk:
        return len(goods.find(desk, typed, limit=FOUND_AT_MOST))


def run(folder: Path, work: Workload) -> dict[str, Any]:
    """Times of the jobs as (clock, processor) in milliseconds, in the shape the peers' scripts answer."""
    office = shops.open_shop(folder)
    brought_in = _timed(lambda: _bring_in(office, work.goods))
    engine.checkpoint(office.engine, truncate=True)
    wanted = {code for basket in work.baskets for code in basket}
    with office.reading() as desk:
        things = {code: goods.with_code(desk, code)[0] for code in wanted}
        goods.warm(desk)
    sales = _sales(office, work.baskets, things)[work.warm :]
    hits = [_find(office, typed) for typed in work.searches[: work.warm]]
    searches = [_timed(partial(_find, office, typed)) for typed in work.searches]
    office.close()
    return {"import": [brought_in], "sale": sales, "search": searches, "hits": hits}
