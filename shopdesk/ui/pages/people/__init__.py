"""Who works at the window: PINs, the lock, changing person, the owner's approval, and the questions at the start."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopdesk.shop.desk import Office
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


def arrive(window: "Window", office: "Office") -> None:
    """The shop's file is open: sign in where there is a PIN, ask what has to be asked, first run of a new shop.

    Pages hear of the file only when somebody works, so that nothing is read for nobody.
    """
    from shopdesk.ui.pages.people import arrival

    arrival.begin(window, office)
