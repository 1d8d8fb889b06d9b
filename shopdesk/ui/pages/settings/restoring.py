"""Putting a backup or an export of everything in the place of the open shop.

The file is closed, replaced, and opened again, in the background.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.base.errors import DatabaseProblem, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.ui.pages import people

if TYPE_CHECKING:
    from shopdesk.shop.desk import Office
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.shell import Window

RESTORED = N_("The backup is restored. Receipts go on with a new letter.")
IN = N_("Everything is in.")


def restore(window: "Window", file: Path, refused: Callable[[ShopError], object]) -> None:
    """Make the shop from a backup file, or from the folder of an export of everything, and go to the till.

    `refused(error)` where nothing was changed.

    Only for who has the right over the shop's money, here or by the PIN of another. The shop that was there is kept
    aside in its folder. Meanwhile `window.office` is None.
    """

    def may(approver: "Actor | None") -> None:
        from shopdesk.shop.rights import Right, hold

        hold(window.actor, approver, Right.MONEY_SETTINGS)

    window.attempt(may, lambda _ok: _replace(window, file, refused), refused)


def _replace(window: "Window", file: Path, refused: Callable[[ShopError], object]) -> None:
    before, window.office = window.office, None
    window.actor = None

    def work(_job: "Job[tuple[Office, ShopError | None]]") -> "tuple[Office, ShopError | None]":
        from shopdesk.shop import backups, carrying, desk

        if before is not None:
            before.close()
        problem = None
        try:
            if file.is_dir():
                carrying.import_all(window.data_dir, file, now=window.clock)
            else:
                backups.restore(window.data_dir, file, now=window.clock)
        except ShopError as error:
            problem = error
        except OSError as error:
            problem = DatabaseProblem(N_("The shop folder cannot be written to."), hint=str(error))
        return desk.open_office(window.data_dir, now=window.clock, checkpoints=False), problem

    def opened(answer: "tuple[Office, ShopError | None]") -> None:
        office, problem = answer
        people.arrive(window, office)
        if problem is not None:
            refused(problem)
        else:
            _at_the_till(window, IN if file.is_dir() else RESTORED)

    window.jobs.run(work, opened, window.cannot_open)


def _at_the_till(window: "Window", words: str) -> None:
    if window.sheet is not None:  # Who works is asked first; then the till.
        window.sheet.done.connect(lambda _answer: _at_the_till(window, words))
        return
    window.go("till").strip.say(_(words), tone="primary")
