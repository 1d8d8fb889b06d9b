"""A window over a real shop, offscreen, with clocks that the test moves."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from shopdesk import app
from shopdesk.base import i18n, machine
from shopdesk.ui.shell import Window


class Ticks:
    """A clock that only goes forward, in seconds; each look takes a millisecond."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        self.now += 0.001
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def application(qapp: QApplication, tmp_path: Any) -> Iterator[QApplication]:
    machine.write(tmp_path / "shop", theme="light", language="th", text_size=100)
    made = app.make_application(tmp_path / "shop")
    yield made
    i18n.set_language("th")


@pytest.fixture
def closed_window(application: QApplication, shop: Any, ticks: Ticks) -> Iterator[Window]:
    """The window as it is before the shop's file is open."""
    made = Window(shop.office.data_dir, now=shop.clock, monotonic=ticks, random=random.Random(3))
    made.sounds.on = False
    made.resize(1366, 768)
    made.go("till")
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    yield made
    for page in list(made._pages.values()):
        page.leave()
    while made.jobs.busy():
        QTest.qWait(5)
    made.office = None
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def window(closed_window: Window, shop: Any) -> Window:
    """The window with the shop's file open."""
    closed_window.data_ready(shop.office, None)
    return closed_window


@pytest.fixture
def till(window: Window, shop: Any, ticks: Ticks) -> Any:
    """The till with a few goods, in the cashier's words."""
    from tests.ui.till_page import Till

    return Till(window, shop, ticks)
