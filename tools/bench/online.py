"""Selling online: a week offline, a first push of 10,000 listings, the till beside a bad line, a day over 64 kbit/s."""

import random
import statistics
import sys
import threading
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from shopdesk.base import clock
from shopdesk.shop.channels import Account, Channel
from shopdesk.sync.engine import Opened
from shopdesk.sync.pacing import Pace
from tools.bench.online_line import InMemory, SlowLine
from tools.bench.online_shop import Market, OnlineShop
from tools.bench.timing import milliseconds, summary

LISTED, WEEK_SALES = 300, 2_000
PUSHED, ALLOWED = 10_000, 5.0
DAY_SALES, DAY_ORDERS = 200, 20
SLOW_BITS, SLOW_DELAY, LOSS = 64_000, 0.8, 0.05
BILLS, TURNS, LINES = 50, 8, 5
TURN_SECONDS = 0.001
# Not "throttle": a platform that asks for a pause gets one, and a round that pauses troubles nobody.
TROUBLE = ("drop_after", "cut", "html", "slow", "drop_before")


def _happened(market: Market) -> tuple[int, int]:
    """Stock writes, and looks at the list of orders."""
    calls = market.ask("calls")
    return market.ask("effects").get("stock writes", 0), calls.get("/rest/orders/get", 0)


def week(folder: Path, market: Market) -> dict[str, Any]:
    """A week without a line: many sales of 300 products come to one number each."""
    shop = OnlineShop(folder, LISTED, market)
    shop.offer(shop.things)
    shop.level(shop.engine())
    chance = random.Random(6)
    for at in range(WEEK_SALES):
        shop.sell([chance.choice(shop.things)], "week", at)
    writes, looks = _happened(market)
    took = milliseconds(lambda: shop.level(shop.engine()))
    after = _happened(market)
    shop.close()
    return {
        "sales": WEEK_SALES, "listed": LISTED, "stock_writes": after[0] - writes, "aim": LISTED,
        "looks_at_orders": after[1] - looks, "seconds": round(took / 1000, 1),
    }  # fmt: skip


def _memory() -> float:
    """The most memory this program ever had, in MB; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def first_push(folder: Path) -> dict[str, Any]:
    """Listings put up for the first time at a platform that allows so many calls a second; waiting is only counted."""
    shop = OnlineShop(folder, PUSHED)
    shop.offer(shop.things)
    platform = InMemory(ALLOWED)
    # The shop's clock goes on with what is only counted, so that its rounds end when they would.
    shop.office.clock = lambda: clock.system_clock() + timedelta(seconds=platform.waits.slept)

    def opened(_account: Account) -> Opened:
        return Opened(cast("Channel", platform))

    rounds = shop.engine(opened)
    start, before = platform.waits.tick(), _memory()
    worked = milliseconds(lambda: shop.level(rounds))
    seconds = platform.waits.tick() - start
    shop.close()
    assert platform.listings == PUSHED
    rate = platform.calls / seconds
    return {
        "listings": PUSHED, "calls": platform.calls, "allowed_a_second": ALLOWED, "calls_a_second": round(rate, 2),
        "part_of_allowed": round(rate / ALLOWED, 3), "aim": 0.95, "minutes_at_that_pace": round(seconds / 60),
        "longest_without_a_look_at_orders_s": round(platform.longest()),
        "own_work_ms_a_listing": round(worked / PUSHED, 2), "memory_grew_mb": round(_memory() - before, 1),
        "memory_mb": round(_memory()),
    }  # fmt: skip


def beside(folder: Path, market: Market) -> dict[str, Any]:
    """Bills at the counter in turns: while nothing is sent, and while rounds follow each other over a bad line."""
    shop = OnlineShop(folder, LISTED, market)
    shop.offer(shop.things)
    shop.level(shop.engine())
    # As the window has it: the till's thread gets its turn this soon, and a platform is called at its own pace.
    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN_SECONDS)
    shop.pace = Pace(ALLOWED)
    rounds, chance = shop.engine(), random.Random(7)
    ending, runs, done = threading.Event(), threading.Event(), list[int]()
    calls = sum(market.ask("calls").values())

    def work() -> None:
        while not ending.is_set():
            if runs.wait(0.05):
                rounds.step(at_once=True)
                done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    quiet: list[float] = []
    busy: list[float] = []

    def sells(times: list[float], prefix: str) -> None:
        for at in range(BILLS):
            things = chance.sample(shop.things, LINES)
            times.append(milliseconds(lambda: shop.sell(things, prefix, at)))  # noqa: B023 - called at once
            time.sleep(0.02)

    for turn in range(TURNS):
        runs.clear()
        time.sleep(0.5)
        sells(quiet, f"quiet{turn}")
        for kind in TROUBLE:
            market.ask("fault", kind=kind, path="/rest/", times=4)
        runs.set()
        sells(busy, f"busy{turn}")
    ending.set()
    thread.join()
    sys.setswitchinterval(before)
    market.ask("no_faults")
    calls = sum(market.ask("calls").values()) - calls
    shop.close()
    told = {"quiet": summary(quiet), "while_sending": summary(busy)}
    # Beside other work on the machine the middle of many pairs says more than one tail over all of them.
    pairs = [_p95(busy, at) / _p95(quiet, at) for at in range(TURNS)]
    whole = told["while_sending"]["p95"] / told["quiet"]["p95"]
    ratios = {"ratio_p95": round(statistics.median(pairs), 2), "over_all": round(whole, 2), "aim": 1.2}
    return {**told, **ratios, "rounds": len(done), "calls": calls}


def _p95(times: Sequence[float], turn: int) -> float:
    return float(summary(times[turn * BILLS : (turn + 1) * BILLS])["p95"])


def slow_day(folder: Path, market: Market) -> dict[str, Any]:
    """A day's sales come level over a line of 64 kbit/s that answers 0.8 s late and loses one segment of twenty."""
    shop = OnlineShop(folder, LISTED, market)
    shop.offer(shop.things)
    shop.level(shop.engine())
    chance = random.Random(8)
    for at in range(DAY_SALES):
        shop.sell([chance.choice(shop.things)], "day", at)
    for _ in range(DAY_ORDERS):
        market.ask("buy", sku=f"SKU-{chance.choice(shop.things).sale_unit}")
    line = SlowLine(market.address, SLOW_BITS, SLOW_DELAY, LOSS)
    shop.address = line.address
    took = milliseconds(lambda: shop.level(shop.engine()))
    line.close()
    shop.close()
    return {
        "sales": DAY_SALES, "orders": DAY_ORDERS, "seconds": round(took / 1000, 1), "aim": 300,
        "kilobytes": round(line.carried / 1000), "lost_segments": line.lost,
    }  # fmt: skip


def run(folder: Path) -> dict[str, Any]:
    """All four; the platform is the practice marketplace in a process of its own, or one in memory for its pace."""
    found: dict[str, Any] = {}
    for name, work in (("week_offline", week), ("checkout_beside_faults", beside), ("day_over_64_kbit", slow_day)):
        market = Market()
        try:
            found[name] = work(folder / name, market)
        finally:
            market.close()
    found["first_push"] = first_push(folder / "first_push")
    return found
