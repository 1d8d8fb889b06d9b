"""What every test shares: a shop in a temporary folder with a clock and a random source of its own.

Every shop file that lies below a test's temporary folder when the test ends is checked, whoever made it: the test, a
command, a child process. A test that leaves one broken on purpose is marked `broken_shop`, one with a key `keyed_shop`.
"""

import os
import random
import shutil
from collections import defaultdict
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from shopdesk.base import paths
from shopdesk.core.cart import Cart
from shopdesk.db import check, engine, migrations
from shopdesk.shop import goods, opening, selling
from shopdesk.shop.desk import Office

# What the tests of each folder may take together, in seconds of processor time, which a busy machine lengthens little:
# a quiet one takes two thirds of them. A suite that grows past its own is seen before the whole is late. Counted with
# `--budget`, as `make test` does.
BUDGETS = {
    "core": 45, "db": 40, "devices": 40, "paper": 30, "cli": 120, "importing": 50, "shop": 130, "ui": 420,
    "reliability": 150, "sync": 400, "practice": 50, "vendure": 90, "tests": 60,
}  # fmt: skip
# Whoever may take so many seconds is known to take long.
LONG = 600
_spent: dict[str, float] = defaultdict(float)
_before = sum(os.times()[:4])


IN_MEMORY, ROOM = Path("/dev/shm"), 4_000_000_000


def pytest_configure() -> None:
    """The shops of tests lie in memory where the system offers that: every deed waits for the disk, and no test for a
    power cut relies on a real one.
    """
    if IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--budget", action="store_true", help="fail where a folder's tests take longer than they may")
    parser.addoption("--nothing-skipped", action="store_true", help="fail where a test was skipped: a proof not made")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Each report carries the time it took here and in its children to whoever adds them up."""
    global _before
    report = yield
    now = sum(os.times()[:4])
    report.user_properties.append(("processor", now - _before))
    _before = now
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    parts = Path(report.nodeid.partition("::")[0]).parts
    suite = parts[1] if len(parts) > 2 else "tests"
    # A server of its own, where one is set up.
    suite = "vendure" if parts[-1].startswith("test_vendure") else suite
    took = [value for name, value in report.user_properties if name == "processor" and isinstance(value, float)]
    _spent[suite] += sum(took)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that take long lie evenly among the first, so that none of them is what everybody waits for in the end."""
    long = [item for item in items if any(mark.args[0] >= LONG for mark in item.iter_markers("timeout"))]
    short = [item for item in items if item not in long]
    for number, item in enumerate(long):
        short.insert(number * max(1, len(short) * 3 // 4 // max(1, len(long))), item)
    items[:] = short


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput") and not session.exitstatus:
        late = session.config.getoption("--budget") and _late()
        session.exitstatus = 1 if late or _unproven(session.config) else 0


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.getoption("--budget"):
        told = (f"{suite} {spent:.0f} of {BUDGETS.get(suite, 0)} s" for suite, spent in sorted(_spent.items()))
        terminalreporter.write_line("time of the suites: " + ", ".join(told))
        if late := _late():
            terminalreporter.write_line("over their budget: " + ", ".join(late), red=True)
    if unproven := _unproven(config):
        terminalreporter.write_line(f"{unproven} skipped, which is a failure here: why stands above", red=True)


def _late() -> list[str]:
    return [suite for suite, spent in _spent.items() if spent > BUDGETS.get(suite, 0)]


def _unproven(config: pytest.Config) -> int:
    """How many tests were skipped where none may be."""
    told = config.pluginmanager.get_plugin("terminalreporter")
    return len(told.stats.get("skipped", [])) if told and config.getoption("--nothing-skipped") else 0


MORNING = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


class TestClock:
    """A clock that moves one second at each look, and can be set."""

    __test__ = False

    def __init__(self, start: datetime = MORNING) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class Shop:
    """A shop to try things in, in words of a shop."""

    office: Office
    clock: TestClock
    bills: int = 0

    def add(self, name: str, price: int | None, **more: object) -> goods.Goods:
        with self.office.writing() as work:
            return goods.create(work, goods.Draft(name, price, **more))  # type: ignore[arg-type]

    def cart(self, *wanted: tuple[goods.Goods, int]) -> Cart:
        self.bills += 1
        cart = Cart(f"bill-{self.bills}")
        for n, (thing, qty) in enumerate(wanted):
            cart = cart.add(goods.line_of(thing, f"line-{n}", qty))
        return cart

    def sell(self, *wanted: tuple[goods.Goods, int], paid: list[selling.Paid] | None = None) -> selling.Sold:
        cart = self.cart(*wanted)
        with self.office.writing() as work:
            payments = paid or [selling.Paid("cash", selling.due(work, cart).cash)]
            return selling.checkout(work, cart, payments)

    def check(self) -> check.Result:
        with self.office.engine.connect() as connection:
            return check.check(connection)


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


def examine(path: Path, key: str | None = None) -> check.Result:
    """The check's word on a shop file as it lies there, open elsewhere or not; a file still without tables is fine."""
    reader = engine.open_reader(path, key)
    try:
        with reader.connect() as connection:
            if not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one():
                return check.Result(True, 0)
            return check.check(connection)
    finally:
        reader.dispose()


@pytest.fixture(scope="session", autouse=True)
def _one_application(qapp: object) -> None:
    """The window's application before any test: what draws a paper would otherwise make one without widgets first, and
    a process has only one. The order of the tests must not decide which."""


@pytest.fixture(autouse=True)
def _every_shop_adds_up(request: pytest.FixtureRequest) -> Iterator[None]:
    """Set up before all others, and so the last to end: whoever had a shop open has closed it by then."""
    yield
    folder: Path | None = request.node.funcargs.get("tmp_path")
    if folder is None or request.node.get_closest_marker("broken_shop"):
        return
    keyed = request.node.get_closest_marker("keyed_shop")
    for path in sorted(folder.rglob(paths.SHOP_FILE)):
        result = examine(path, keyed.args[0] if keyed else None)
        assert result.ok, f"{path}: {result.first_error}"


def nothing() -> None:
    """Before a first start there is no shop to keep a backup of."""


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop file as a first start lays it out, before its first row. Making one takes as long as most tests."""
    path = tmp_path_factory.mktemp("empty") / "laid-out"
    opened = engine.open_engine(path)
    migrations.ensure(path, opened, before=nothing, verify=check.verify)
    engine.checkpoint(opened, truncate=True)
    opened.dispose()
    return path


def begin(folder: Path, laid_out: Path) -> None:
    """The first half of a first start: a folder with a shop file without a row, unless there is one already."""
    if not paths.shop_file(folder).exists():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(laid_out, paths.shop_file(folder))


@pytest.fixture
def shop(tmp_path: Path, clock: TestClock, empty_file: Path) -> Iterator[Shop]:
    folder = tmp_path / "shop"
    begin(folder, empty_file)
    office = opening.open_office(folder, now=clock, random=random.Random(7))
    yield Shop(office, clock)
    office.close()
