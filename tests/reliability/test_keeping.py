"""What is kept for the counter: fewer pieces sold twice than by a fixed buffer, more offered where it sells slowly."""

from collections import Counter

from shopdesk.core import keeping
from tools import simulate_stock


def _sums(seeds: range) -> tuple[Counter[str], dict[tuple[str, str], int]]:
    results = simulate_stock.all_results(seeds)
    oversold: Counter[str] = Counter()
    for one in results:
        oversold[one.rule] += one.oversold
    return oversold, {(one.village, one.rule): one.sold_online for one in results}


def test_what_is_learnt_sells_less_twice_than_two_kept_and_sells_more_where_the_counter_is_slow() -> None:
    oversold, sold = _sums(range(6))
    assert oversold["learnt"] < oversold["two kept"] < oversold["nothing kept"]
    slow = [village.name for village in simulate_stock.VILLAGES if village.counter < 1]
    assert slow
    assert all(sold[name, "learnt"] > sold[name, "two kept"] for name in slow)


def test_the_simulation_is_the_same_for_the_same_seed() -> None:
    village = simulate_stock.VILLAGES[1]
    assert simulate_stock.run(village, "learnt", simulate_stock.learnt, 3) == simulate_stock.run(
        village, "learnt", simulate_stock.learnt, 3
    )


def test_with_too_little_to_learn_from_two_stay() -> None:
    assert keeping.keep([1000] * 59, 600) == keeping.Kept(2000, learnt=False)
    assert not keeping.keep([0] * 85 + [1000] * 4, 600).learnt


def test_a_longer_while_without_a_line_keeps_more_and_a_shop_that_never_sells_it_keeps_none() -> None:
    days = [3000, 5000, 1000] * 30
    assert keeping.keep(days, 600).qty < keeping.keep(days, 4 * 3600).qty < keeping.keep(days, 12 * 3600).qty
    assert keeping.keep([0] * 80 + [1000, 0] * 5, 600).qty == 0


def test_the_usual_gap_is_what_nine_days_of_ten_stay_within() -> None:
    assert keeping.usual_gap([600] * 27 + [9000] * 3) == 600
    assert keeping.usual_gap([600] * 20 + [9000] * 10) == 9000
    assert keeping.usual_gap([]) == keeping.SHORTEST_GAP
