"""Whatever a shop does in whatever order, its books say what was done: stock, drawer, numbers, who is owed how much."""

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from shopdesk.shop.opening import open_office
from tests.conftest import TestClock
from tests.shop.town import ALL, Town
from tests.shop.village import do


class Books(RuleBasedStateMachine):
    """Any deed may follow any other; hypothesis looks for the shortest way to a sum that is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.office = open_office(Path(self.folder.name), now=TestClock(), random=random.Random(1))
        self.village = Town(self.office, people=3)

    @rule(deed=st.sampled_from([name for name, often in ALL.items() for _ in range(often)]), data=st.data())
    def something_happens(self, deed: str, data: st.DataObject) -> None:
        do(self.village, deed, lambda below: data.draw(st.integers(0, below - 1)))

    @invariant()
    def the_books_agree(self) -> None:
        self.village.agrees()

    def teardown(self) -> None:
        self.office.close()
        self.folder.cleanup()


def test_after_every_deed_stock_drawer_numbers_and_books_add_up() -> None:
    once = settings(max_examples=8, stateful_step_count=30, deadline=None, derandomize=True, database=None)
    run_state_machine_as_test(Books, settings=once)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("steps", "people", "seed"), [(250, 8, 3), pytest.param(10_000, 50, 11, marks=pytest.mark.nightly)]
)
def test_every_producer_is_owed_what_the_ledger_says_at_every_step(
    tmp_path: Path, steps: int, people: int, seed: int
) -> None:
    chance = random.Random(seed)
    office = open_office(tmp_path / "shop", now=TestClock(), random=random.Random(seed))
    village = Town(office, people)
    for n in range(1, steps + 1):
        (deed,) = chance.choices(list(ALL), weights=list(ALL.values()))
        do(village, deed, chance.randrange)
        village.agrees(wholly=n % (steps // 5) == 0)
    assert village.settled, "nothing was sold before it came"
    office.close()
