"""Paper, beside the selling and never before it: prints the queue one by one in the background, opens the drawer.

What could not be printed waits in the queue and is offered; what an earlier run left is offered too, never printed by
itself: half of it may lie in the tray already.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice

    from shopdesk.shop.desk import Desk, Office
    from shopdesk.shop.printing import Job as PaperJob
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window


@dataclass(slots=True)
class Wanted:
    """What is to be done at the printer: papers by their job, and the drawer."""

    jobs: list[int] = field(default_factory=list)
    drawer: bool = False
    by: "Actor | None" = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: what the printer refused, what waits for paper now, whether a paper came out whole."""

    error: ShopError | None
    waiting: "tuple[PaperJob, ...]"
    printed: bool = False


class Printing(QObject):
    """The print worker of a window; gives the window `print_receipt` and `open_drawer`."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._win = window
        self._line: deque[Callable[[Office], Wanted]] = deque()
        self._busy, self._broken_off = False, False
        self.waiting: tuple[PaperJob, ...] = ()
        window.print_receipt = self.print_receipt
        window.open_drawer = self.open_drawer
        window.bus.data_ready.connect(self._opened)
        window.bus.sale_done.connect(self.after)

    # What pages ask for

    def print_receipt(self, sale: int) -> None:
        """Print the receipt of a bill; without a printer, show it instead."""
        from shopdesk.shop import printing
        from shopdesk.ui.pages.receipt.sheet import open_receipt

        if self.has_printer():
            self.put(lambda desk: printing.queue_receipt(desk, sale))
        else:
            open_receipt(self._win, sale)

    def put(self, queue: "Callable[[Desk], int]", copies: int = 1, by: "Actor | None" = None) -> None:
        """Put papers into the queue by a use case of shop.printing, and print them; `by` who stands in, if anybody."""
        actor = by or self._win.actor

        def wanted(office: "Office") -> Wanted:
            with office.writing(actor) as desk:
                return Wanted([queue(desk) for _copy in range(copies)], by=by)

        self._want(wanted)

    def send(self, jobs: Sequence[int]) -> None:
        """Print papers that are in the queue already."""
        self._want(lambda _office: Wanted(list(jobs)))

    def send_waiting(self) -> None:
        """Print everything that waits, the oldest first."""
        self.send([job.id for job in self.waiting])

    def drop(self, jobs: Sequence[int]) -> None:
        """Nobody wants these papers any more."""
        from shopdesk.shop import printing

        with self._office.writing(self._win.actor) as desk:
            for job in jobs:
                printing.drop(desk, job)
        self.look()

    def after(self, sale: int) -> None:
        """A bill was paid, or money went back: the drawer opens for cash, the paper comes where the shop prints all."""
        actor = self._win.actor
        self._want(lambda office: _after(office, actor, sale))

    def open_drawer(self, reason: str) -> None:
        """Open the drawer without a sale; who and why stay on record."""
        from shopdesk.shop import day

        def note(approver: "Actor | None") -> None:
            with self._office.writing(self._win.actor, approver) as desk:
                day.note_drawer_opened(desk, reason)

        self._win.attempt(note, lambda _noted: self.kick())

    def kick(self) -> None:
        """Open the drawer, where the till has a printer to do it."""
        if self.has_printer():
            self._want(lambda _office: Wanted(drawer=True))

    def has_printer(self) -> bool:
        """Whether this till has a receipt printer."""
        from shopdesk.shop import settings

        with self._office.reading(self._win.actor) as desk:
            return bool(settings.get(desk, "printer.target"))

    def print_elsewhere(
        self, queue: "Callable[[Desk], int]", device: "QPagedPaintDevice", by: "Actor | None" = None
    ) -> None:
        """Print one paper on a printer of the system, which Qt draws on in the window's thread. Raises ShopError."""
        from shopdesk.paper import render
        from shopdesk.shop import printing, settings

        actor = by or self._win.actor
        with self._office.writing(actor) as desk:
            job = queue(desk)
            paper, width = printing.begin(desk, job), settings.get(desk, "receipt.width")
        assert paper is not None
        render.print_on(paper, width, device)
        with self._office.writing(actor) as desk:
            printing.done(desk, job)
        self.look()

    # The line

    @property
    def _office(self) -> "Office":
        assert self._win.office is not None
        return self._win.office

    def _want(self, wanted: "Callable[[Office], Wanted]") -> None:
        self._line.append(wanted)
        self._next()

    def _next(self) -> None:
        if self._busy or not self._line or self._win.office is None:
            return
        self._busy = True
        wanted, office, actor, recover = self._line.popleft(), self._win.office, self._win.actor, self._broken_off
        self._win.jobs.run(lambda _job: _work(office, actor, wanted(office), recover), self._came, self._failed)

    def _came(self, outcome: Outcome) -> None:
        self._broken_off = outcome.error is not None or (self._broken_off and not outcome.printed)
        if outcome.error is not None and self._line:
            self._set_aside(outcome.error)
            return
        self._busy = False
        self._show(outcome.waiting)
        if outcome.error is not None:
            self._tell(outcome.error)
        self._next()

    def _set_aside(self, error: ShopError) -> None:
        """The printer is not asked again by itself; what else was wanted meanwhile waits in the queue with the rest."""
        line, office, actor = tuple(self._line), self._office, self._win.actor
        self._line.clear()
        self._win.jobs.run(lambda _job: _queued(office, actor, line, error), self._came, self._failed)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, ShopError):
            raise error
        self._tell(error)
        self._next()

    def look(self) -> None:
        """Look at what waits, in the background."""
        office, actor = self._office, self._win.actor
        self._win.jobs.run(lambda _job: _waiting(office, actor), self._show)

    def _opened(self) -> None:
        office, actor = self._office, self._win.actor
        self._win.jobs.run(lambda _job: _waiting(office, actor), self._offer)

    def _offer(self, left: "tuple[PaperJob, ...]") -> None:
        """What an earlier run left: a person says whether it is printed now."""
        self._show(left)
        if left:
            words = _("To print: {count}").format(count=len(left))
            self._strip().say(words, tone="accent", button=_("Print now"), on=self.send_waiting)

    def _show(self, waiting: "tuple[PaperJob, ...]") -> None:
        self.waiting = waiting
        self._win.rail.set_count("bills", len(waiting))
        self._win.bus.paper_changed.emit()

    def _tell(self, error: ShopError) -> None:
        self._win.sounds.play("attention")
        waits = _("To print: {count}").format(count=len(self.waiting)) if self.waiting else ""
        again = _("Print again") if self.waiting else ""
        self._strip().say(waits, f"{error} {error.hint}", tone="accent", button=again, on=self.send_waiting)

    def _strip(self) -> Any:
        sheet = self._win.sheet
        return sheet.strip if sheet is not None else self._win.page.strip


def install(window: "Window") -> Printing:
    """Give a window its print worker, before its shop's file is open."""
    return Printing(window)


def of(window: "Window") -> Printing | None:
    """The print worker of a window, where it has one."""
    found: Printing | None = window.findChild(Printing)
    return found


def _after(office: "Office", actor: "Actor | None", sale: int) -> Wanted:
    """What a finished bill asks of the printer."""
    from shopdesk.shop import history, printing, settings

    with office.reading(actor) as desk:
        values = settings.get_all(desk)
        drawer = bool(values["printer.target"] and values["drawer.kick"] and history.moved_cash(desk, sale))
    if not (values["printer.target"] and values["receipt.auto"]):
        return Wanted(drawer=drawer)
    with office.writing(actor) as desk:
        return Wanted([printing.queue_receipt(desk, sale)], drawer)


def _work(office: "Office", actor: "Actor | None", wanted: Wanted, recover: bool) -> Outcome:
    """Everything wanted, one after the other, until the printer refuses. Runs in the background."""
    error: ShopError | None = None
    try:
        if wanted.drawer and not wanted.jobs:
            _kick(office, actor)
        for number, job in enumerate(wanted.jobs):
            _print(
                office, wanted.by or actor, job, drawer=wanted.drawer and number == 0, recover=recover and number == 0
            )
    except ShopError as refused:
        error = refused
    return Outcome(error, _waiting(office, actor), bool(wanted.jobs) and error is None)


def _queued(
    office: "Office", actor: "Actor | None", line: "Sequence[Callable[[Office], Wanted]]", error: ShopError
) -> Outcome:
    """Nothing is printed: the papers wait."""
    for wanted in line:
        wanted(office)
    return Outcome(error, _waiting(office, actor))


def _kick(office: "Office", actor: "Actor | None") -> None:
    from shopdesk.devices import escpos, printer
    from shopdesk.shop import settings

    with office.reading(actor) as desk:
        target, pin = settings.get(desk, "printer.target"), settings.get(desk, "drawer.pin")
    printer.hand_over(escpos.INIT + escpos.open_drawer(pin), printer.parse(target))


def _print(office: "Office", actor: "Actor | None", job: int, *, drawer: bool, recover: bool) -> None:
    """One paper: sending, drawn, handed over whole, done; or failed with the reason, and the error goes on."""
    from shopdesk.devices import escpos, printer
    from shopdesk.paper import render
    from shopdesk.shop import printing, settings

    try:
        with office.writing(actor) as desk:
            paper, values = printing.begin(desk, job), settings.get_all(desk)
        if paper is None:
            return
        dots = render.raster(paper, values["receipt.width"])
        pin = values["drawer.pin"] if drawer else None
        data = escpos.job(dots.bits, dots.width, drawer=pin, recover=recover)
        printer.hand_over(data, printer.parse(values["printer.target"]))
    except ShopError as error:
        with office.writing(actor) as desk:
            printing.failed(desk, job, str(error))
        raise
    with office.writing(actor) as desk:
        printing.done(desk, job)


def _waiting(office: "Office", actor: "Actor | None") -> "tuple[PaperJob, ...]":
    from shopdesk.shop import printing

    with office.reading(actor) as desk:
        return tuple(printing.waiting(desk))
