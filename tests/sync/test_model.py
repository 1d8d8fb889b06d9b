"""Whatever three tills, buyers far away, two platforms and a bad line do in whatever order: once the line is well, both
sides tell the same, nothing happened twice and nothing is lost."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import providers
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.sync import model_truth
from tests.sync.model_line import FITS, STRUCK, Strike
from tests.sync.model_shop import Life, Made, Pick

CHOICES = st.tuples(st.integers(0, 2**24 - 1), st.integers(0, 2**24 - 1))
LOOKS = st.one_of(st.just(0), st.just(0), st.integers(1, 40))
MINUTES = st.sampled_from((0, 1, 7, 30, 90))
DEEDS: Counter[str] = Counter()


class Days(RuleBasedStateMachine):
    """Any deed may follow any other."""

    made: Made

    def __init__(self) -> None:
        super().__init__()
        self.life = Life.begun(self.made)
        self.settled = False

    def do(self, name: str, choices: tuple[int, int], *more: object) -> None:
        DEEDS[name] += 1
        left = choices[0] * 2**24 + choices[1]

        def pick(below: int) -> int:
            nonlocal left
            left, picked = divmod(left, below)
            return picked

        getattr(self.life, name)(pick, *more)

    @rule(choices=CHOICES, name=st.sampled_from(("sell", "sell", "sell", "refund", "void", "receive", "count")))
    def at_the_counter(self, name: str, choices: tuple[int, int]) -> None:
        self.do(name, choices)

    @rule(choices=CHOICES, name=st.sampled_from(("price", "shelf")))
    def what_is_offered(self, name: str, choices: tuple[int, int]) -> None:
        self.do(name, choices)

    @rule(choices=CHOICES)
    def somebody_orders(self, choices: tuple[int, int]) -> None:
        self.do("buy", choices)

    @rule(choices=CHOICES)
    def a_buyer_or_the_courier_goes_on(self, choices: tuple[int, int]) -> None:
        self.do("buyer", choices)

    @rule(choices=CHOICES, name=st.sampled_from(("pack", "ship")))
    def the_shop_sends(self, name: str, choices: tuple[int, int]) -> None:
        self.do(name, choices)

    @rule(choices=CHOICES, name=st.sampled_from(("cancel", "promise", "promise", "let_go")))
    def the_shop_decides(self, name: str, choices: tuple[int, int]) -> None:
        self.do(name, choices)

    @rule(choices=CHOICES, name=st.sampled_from(("refuse", "refuse", "again", "again", "clock", "clock", "week")))
    def trouble(self, name: str, choices: tuple[int, int]) -> None:
        if name == "refuse":
            self.do(name, choices)
        elif name == "clock":
            self.life.set_clock((-1, 0, 1)[choices[0] % 3])
        elif name == "week":
            self.life.week_away()
        else:
            self.life.try_again()

    @rule(choices=CHOICES, kinds=st.lists(st.sampled_from(sorted(FITS)), max_size=3), minutes=MINUTES, looks=LOOKS)
    def a_round(self, choices: tuple[int, int], kinds: list[str], minutes: int, looks: int) -> None:
        """What strikes, strikes now or in a later round; `looks` at the clock and the program ends, never for 0."""
        for kind in kinds:
            self.do("strike", choices, kind)
            choices = choices[::-1]
        self.life.fuse = looks or -1
        self.life.round(timedelta(minutes=minutes), at_once=bool(kinds))

    @invariant()
    def it_holds(self) -> None:
        model_truth.holds(self.life)

    def teardown(self) -> None:
        try:
            self.life.settle()
            model_truth.agrees(self.life)
        finally:
            self.life.close()


def _forget_numbers_of_code() -> None:
    """Hypothesis also draws numbers that stand in loaded modules: which those are depends on the tests before."""
    providers._get_local_constants = providers.Constants
    providers.CONSTANTS_CACHE.cache.clear()


def live(made: Made, seed: int, lives: int, deeds: int, phases: Sequence[Phase] = tuple(Phase)) -> None:
    """So many lives of so many deeds; raises what was not so at the end of the shortest that fails."""
    _forget_numbers_of_code()
    machine = hypothesis.seed(seed)(type("Days", (Days,), {"made": made}))
    how = settings(
        max_examples=lives, stateful_step_count=deeds, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), print_blob=False, phases=phases,
    )  # fmt: skip
    run_state_machine_as_test(machine, settings=how)  # type: ignore[no-untyped-call]


PARTS, MOST_KINDS = 5, 9
NIGHTLY = [pytest.mark.nightly, pytest.mark.timeout(1_800)]


@pytest.mark.parametrize(
    ("seed", "lives", "deeds"),
    [
        *(pytest.param(seed, 500 // PARTS, 50, marks=pytest.mark.timeout(900)) for seed in range(PARTS)),
        *(pytest.param(seed, 500, 100, marks=NIGHTLY) for seed in range(100, 110)),
    ],
)
def test_in_the_end_both_sides_agree_and_nothing_happened_twice(made: Made, seed: int, lives: int, deeds: int) -> None:
    STRUCK.clear()
    live(made, seed, lives, deeds)
    assert len(+STRUCK) >= MOST_KINDS, STRUCK


def some(*given: int) -> Pick:
    left = iter(given)
    return lambda below: min(next(left, 0), below - 1)


@pytest.mark.parametrize("kind", sorted(FITS))
def test_every_kind_of_trouble_strikes_and_is_outlived(made: Made, kind: str) -> None:
    STRUCK.clear()
    life = Life.begun(made)
    try:
        life.buy(some(0, 0, 0, 1, 1))
        life.round(timedelta(minutes=1))
        for deed in (life.pack, life.ship):
            for line in life.lines.values():
                line.strikes.append(Strike(kind))
            for thing in range(2):
                life.sell(some(0, thing, 3))
            deed(some())
            for _ in range(3):
                life.round(timedelta(hours=1))
        assert STRUCK[kind]
        assert STRUCK["arrived late"] or kind != "late"
        life.settle()
        model_truth.agrees(life)
    finally:
        life.close()
