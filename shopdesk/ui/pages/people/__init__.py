"""Who works at the window: PINs, the lock, changing person, the owner's approval, and the questions at the start."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window


def install(window: "Window") -> None:
    """Let the window ask for an approval, and lock itself."""

    def approve(error: object, then: object) -> None:
        from shopdesk.ui.pages.people import approval

        approval.ask(window, error, then)  # type: ignore[arg-type]  # the two the window's attempt hands over

    def lock() -> None:
        from shopdesk.ui.pages.people import lock as locking

        locking.lock(window)

    window.ask_approval, window.lock_with = approve, lock


def greet(window: "Window") -> None:
    """As soon as the shop's file is open: sign in, ask what has to be asked, and the first run of a new shop."""

    def ready() -> None:
        from shopdesk.ui.pages.people import arrival

        arrival.begin(window)

    window.bus.data_ready.connect(ready)
