"""Putting a backup or an export of everything in the place of the open shop.

The file is closed, replaced, and opened again, in the background.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from shiboken6 import isValid

from shopdesk.base.errors import DatabaseProblem, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.ui import jobs
from shopdesk.ui.pages import people

if TYPE_CHECKING:
    from shopdesk.shop.desk import Office
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.shell import Window
    from shopdesk.ui.widgets.strip import Strip

RESTORED = N_("The backup is restored. Receipts go on with a new letter.")
WAITS = N_("Selling online waits: count the goods, then let each account go on.")
IN = N_("Everything is in.")
WAIT_FOR_OTHERS = 20.0


def restore(window: "Window", file: Path, strip: "Strip", refused: Callable[[ShopError], object]) -> None:
    """Make the shop from a backup, or from the folder of an export of everything, and go to the till.

    `refused(error)` where nothing was changed.

    Only for who has the right over the shop's money, here or by the PIN of another. The shop that was there is kept
    aside in its folder. Meanwhile `window.office` is None, and `strip` says what is being done.
    """

    def may(approver: "Actor | None") -> None:
        from shopdesk.shop.rights import Right, hold

        hold(window.actor, approver, Right.MONEY_SETTINGS)

    window.attempt(may, lambda _ok: _replace(window, file, strip, refused), refused)


def steps() -> tuple[str, ...]:
    """What is being done, in words."""
    return (
        _("Waiting for other work to end…"),
        _("Copying and checking the backup…"),
        _("The backup is whole. Putting it in place…"),
        _("Opening the shop…"),
    )


def _replace(window: "Window", file: Path, strip: "Strip", refused: Callable[[ShopError], object]) -> None:
    before, window.office = window.office, None
    window.actor = None

    def work(job: "Job[tuple[Office, ShopError | None]]") -> "tuple[Office, ShopError | None]":
        from shopdesk.shop import opening

        told = iter(range(len(steps())))
        job.tell(next(told), len(steps()))
        if before is not None:
            _let_go(window, before, job)
        job.tell(next(told), len(steps()))
        problem = _put(window, file, lambda: job.tell(next(told), len(steps())))
        job.tell(len(steps()) - 1, len(steps()))
        return opening.open_office(window.data_dir, now=window.clock, checkpoints=False), problem

    def opened(answer: "tuple[Office, ShopError | None]") -> None:
        office, problem = answer
        if isValid(strip):
            strip.clear()
        people.arrive(window, office)
        if problem is not None:
            (window.refuse if jobs.gone(refused) else refused)(problem)
        else:
            _at_the_till(window, _(IN) if file.is_dir() else _restored(office))

    def tell(done: int, of: int) -> None:
        strip.say(steps()[done], _("Step {step} of {steps}").format(step=done + 1, steps=of), tone="primary")

    window.jobs.run(work, jobs.Always(opened), window.cannot_open, tell)


def _restored(office: "Office") -> str:
    from sqlmodel import col, select

    from shopdesk.db.models import ChannelAccount

    paused = select(ChannelAccount.id).where(col(ChannelAccount.paused), col(ChannelAccount.archived_at).is_(None))
    with office.reading() as desk:
        waits = desk.session.exec(paused).first() is not None
    return " ".join(_(words) for words in ((RESTORED, WAITS) if waits else (RESTORED,)))


def _put(window: "Window", file: Path, whole: "Callable[[], object]") -> ShopError | None:
    """The backup or export takes the shop's place; answers why it could not. `whole()` once it was read to its end."""
    from shopdesk.shop import backups, carrying

    try:
        if file.is_dir():
            carrying.import_all(window.data_dir, file, now=window.clock)
        else:
            backups.restore(window.data_dir, file, now=window.clock, whole=whole)
    except ShopError as error:
        return error
    except OSError as error:
        return DatabaseProblem(N_("The shop folder cannot be written to."), hint=str(error))
    return None


def _let_go(window: "Window", office: "Office", job: "Job[tuple[Office, ShopError | None]]") -> None:
    """Close the file once nothing in the background works with it, or waits to: that would hold it or open it anew."""
    if window.online is not None:
        window.online.let_go(WAIT_FOR_OTHERS)
    end = time.monotonic() + WAIT_FOR_OTHERS
    while window.jobs.others(job) and time.monotonic() < end:
        time.sleep(0.01)
    office.close()


def _at_the_till(window: "Window", words: str) -> None:
    if window.sheet is not None:  # Who works is asked first; then the till.
        window.sheet.done.connect(lambda _answer: _at_the_till(window, words))
        return
    window.go("till").strip.say(words, tone="primary")
