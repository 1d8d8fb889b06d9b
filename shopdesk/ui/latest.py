"""Reading the shop's file for a page without holding up its window: of several readings only the last is shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.ui.page import Page

T = TypeVar("T")


class Latest(QObject, Generic[T]):
    """`show(what was read)` and `failed(error)` are called in the window's thread as long as the page is there."""

    def __init__(self, page: "Page", show: Callable[[T], object], failed: Callable[[Exception], object]) -> None:
        super().__init__(page)
        self._page, self._show, self._failed = page, show, failed
        self._asked, self._after = 0, list[Callable[[], object]]()

    def ask(self, read: "Callable[[Desk], T]", then: Callable[[], object] | None = None) -> None:
        """Read this in the background; `then` is called once it, or something newer, is shown."""
        win = self._page.win
        office, actor = win.office, win.actor
        if office is None:
            return
        self._after += [then] if then is not None else []
        self._asked += 1
        number = self._asked

        def seen(_job: object) -> T:
            with office.reading(actor) as desk:
                return read(desk)

        def told(found: T) -> None:
            if number == self._asked:
                self._show(found)
                after, self._after = self._after, []
                for each in after:
                    each()

        def failed(error: Exception) -> None:
            self._failed(error)

        win.jobs.run(seen, told, failed)

    def after(self, then: Callable[[], object]) -> None:
        """Call this once what was asked last is shown."""
        self._after.append(then)
