"""What is kept for the counter: fewer pieces sold twice than by a fixed buffer, more offered where it sells slowly."""

from shopdesk.core import keeping
from tools import simulate_stock


def _oversold(results: list[simulate_stock.Result], rule: str) -> int:
    return sum(one.oversold for one in results if one.rule == rule)


def test_what_is_learnt_sells_less_twice_than_two_kept_and_sells_more_where_the_counter_is_slow() -> None:
    results = simulate_stock.all_results(range(2))
    ruled = [_oversold(results, rule) for rule in ("learnt", "counter alone", "two kept", "nothing kept")]
    assert ruled == sorted(ruled)
    assert len(set(ruled)) == len(ruled)
    sold = {(one.village, one.rule): one.sold_online for one in results}
    slow = [one.name for one in simulate_stock.VILLAGES if one.counter < 1 and not one.sides[0].upload]
    assert slow
    assert all(sold[name, "learnt"] > sold[name, "two kept"] for name in slow)


def test_orders_promised_from_the_phone_are_sold_twice_less() -> None:
    late = [one for one in simulate_stock.FAR if any(side.read != 1 for side in one.sides)][:3]
    for name, rule in (("two kept", simulate_stock.plain), ("learnt", simulate_stock.learnt)):
        without, seen = (
            sum(simulate_stock.summed(one, name, rule, range(4), share).oversold for one in late)
            for share in (0.0, simulate_stock.SEEN)
        )
        assert seen < without


def test_the_simulation_is_the_same_for_the_same_seed() -> None:
    village = simulate_stock.VILLAGES[1]
    assert simulate_stock.run(village, "learnt", simulate_stock.learnt, 3) == simulate_stock.run(
        village, "learnt", simulate_stock.learnt, 3
    )


def _learns(sold: list[int], gap: int, *accounts: keeping.Account) -> int:
    return keeping.keep(sold, [gap] * 3, accounts).qty


def test_with_too_little_to_learn_from_two_stay() -> None:
    assert keeping.keep([1000] * 59, [600] * 3) == keeping.Kept(2000, learnt=False)
    assert not keeping.keep([0] * 85 + [1000] * 4, [600] * 3).learnt
    assert not keeping.keep([1000] * 90, [600] * 2).learnt


def test_a_longer_while_without_a_line_keeps_more_and_a_shop_that_never_sells_it_keeps_none() -> None:
    days = [3000, 5000, 1000] * 30
    assert _learns(days, 600) < _learns(days, 4 * 3600) < _learns(days, 12 * 3600)
    assert _learns([0] * 80 + [1000, 0] * 5, 600) == 0


def test_a_gap_that_is_long_on_some_days_keeps_more_than_its_mean_and_less_than_its_longest() -> None:
    days = [5000] * 90
    now_and_then = keeping.keep(days, [600, 600, 30_000] * 10).qty
    assert _learns(days, 10_400) < now_and_then < _learns(days, 30_000)
    assert keeping.keep(days, [30_000] * 60 + [600] * keeping.GAPS_LOOKED_AT).qty == _learns(days, 600)


def test_what_accounts_sold_unread_and_sell_meanwhile_stays_too() -> None:
    days, online = [5000] * 90, [2000] * 90
    told = keeping.Account(online, 0, own=True)
    assert _learns(days, 20_000, told) == _learns(days, 20_000)
    aged = keeping.Account(online, 3 * keeping.OPEN_DAY, own=True)
    assert _learns(days, 20_000, aged) >= _learns(days, 20_000) + 6000
    other = keeping.Account(online, 0, own=False)
    assert _learns(days, 20_000, told, other) > _learns(days, 20_000)
    assert keeping.keep(days, [20_000] * 3, [aged]).unread == _learns(days, 20_000, aged) - _learns(days, 20_000)


def test_a_night_is_no_time_of_the_shop_and_a_day_is_a_day_however_long_it_is_open() -> None:
    hour, day = 3_600, 86_400
    hours = keeping.open_hours([(8 * hour, 14 * hour)] * 4 + [(2 * hour, 23 * hour)])
    assert hours == (8 * hour, 14 * hour)
    at = 40 * day
    assert keeping.open_time(at - 10 * hour, at + 8 * hour, hours) == 0
    assert keeping.open_time(at - day + 8 * hour, at + 8 * hour, hours) == keeping.OPEN_DAY
    assert keeping.open_time(at - 5 * hour, at + 11 * hour, hours) == keeping.OPEN_DAY // 2
    assert keeping.open_time(at - 99 * day, at, hours) == 7 * keeping.OPEN_DAY
    assert keeping.open_time(at, at - hour, hours) == 0
    late = keeping.open_hours([(17 * hour, 25 * hour)])
    assert keeping.open_time(at, at + 2 * hour, late) == keeping.OPEN_DAY // 8


def test_a_shop_of_few_bills_is_open_from_seven_to_seven() -> None:
    seven_to_seven = (7 * 3_600, 19 * 3_600)
    assert keeping.open_hours(()) == keeping.open_hours([(36_000, 36_000)] * 9) == seven_to_seven
