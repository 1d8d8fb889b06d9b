"""What is settled when the window opens on a shop: who works, whose till this is, the clock, the first run."""

from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.core import thaidate
from shopdesk.ui.pages.people import persons
from shopdesk.ui.pages.people.lock import LockSheet
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.desk import Office
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window


class MovedSheet(Sheet):
    """The folder came from another machine: "moved" or "copy". It has to be answered before anything is sold."""

    def __init__(self) -> None:
        super().__init__(_("This shop was on another computer"), width=760)
        self._closer.hide()
        self.body.addWidget(Plain(_("Does the other computer still sell?"), "h", wrap=True))
        why = _("Two computers must never print the same bill number.")
        self.body.addWidget(Plain(why, "sub", wrap=True))
        moved = Button(_("No, the shop moved here"), "primary", icon="truck-delivery", on=lambda: self.answer("moved"))
        copy = Button(_("Yes, this is a second till"), icon="copy", on=lambda: self.answer("copy"))
        for button in (copy, moved):
            self.buttons.addWidget(button, 1)
        self.first = moved

    def answer(self, answer: str) -> None:
        """Say which it is."""
        from shopdesk.shop import starting

        window = self.window_
        assert window is not None
        assert window.office is not None
        office = window.office
        window.attempt(
            lambda approver: starting.claim(office, answer, window.actor, approver), lambda _done: self.finish(answer)
        )

    def finish(self, result: object) -> None:
        """Not without an answer."""
        if result is not None:
            super().finish(result)


class ClockSheet(Sheet):
    """The clock looks wrong. Asked once, before the first sale; selling never depends on it."""

    def __init__(self, window: "Window", question: str) -> None:
        super().__init__(_("Is this the right time?"), width=640)
        self.body.addWidget(Plain(thaidate.moment(window.clock()), "display"))
        why = {
            "earlier": _("The last bill is later than this. The computer's clock may have stopped."),
            "ahead": _("The last bill is dated more than a day ago."),
            "mended": _("The clock was behind at the last bill."),
        }[question]
        self.body.addWidget(Plain(why, wrap=True))
        self.body.addWidget(Plain(_("If not: set date and time in the computer's settings."), "sub", wrap=True))
        self.buttons.addWidget(Button(_("No, I will set it"), on=lambda: self.finish(None)), 1)
        right = Button(_("Yes, it is right"), "primary", icon="check", key="Enter", on=self.confirm)
        self.buttons.addWidget(right, 1)
        self.first = right

    def confirm(self) -> None:
        """The clock is right: keep that somebody said so."""
        from shopdesk.shop import day

        window = self.window_
        assert window is not None
        assert window.office is not None
        with window.office.writing(window.actor) as desk:
            day.note_clock_confirmed(desk)
        self.finish("right")


def begin(window: "Window", office: "Office") -> None:
    """Sign in where there is a PIN, then hand the file to the pages and ask what has to be asked."""
    from shopdesk.shop import users

    actor = users.again(office, None)
    if actor is None:
        window.open(LockSheet(window, office)).done.connect(lambda somebody: _here(window, office, somebody))
    else:
        _here(window, office, actor)


def _here(window: "Window", office: "Office", actor: "Actor") -> None:
    window.data_ready(office, actor)
    persons.show_name(window)
    whose_till(window)


def whose_till(window: "Window") -> None:
    """Ask about a shop from another machine, then go on."""
    if window.office is not None and window.office.question:
        window.open(MovedSheet()).done.connect(lambda _answer: right_time(window))
    else:
        right_time(window)


def right_time(window: "Window") -> None:
    """Ask about a clock that looks wrong, then go on."""
    question = _clock_question(window)
    if question:
        window.open(ClockSheet(window, question)).done.connect(lambda _answer: first_run(window))
    else:
        first_run(window)


def first_run(window: "Window") -> None:
    """A shop that never went through it begins with the first run."""
    from shopdesk.shop import settings

    assert window.office is not None
    with window.office.reading(window.actor) as desk:
        started = settings.get(desk, "shop.started")
    if not started and window.has("first-run"):
        window.go("first-run")


def _clock_question(window: "Window") -> str:
    from shopdesk.shop import day

    assert window.office is not None
    with window.office.reading(window.actor) as desk:
        return day.clock_question(desk)
