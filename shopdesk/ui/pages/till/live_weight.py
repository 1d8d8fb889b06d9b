"""What the scale says, live, over the fields of the weight sheet. Typing a weight never waits for it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, quantity, unit
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.devices.scale import Reading
    from shopdesk.ui.jobs import Job, Jobs

GRAMS = 1000


class LiveWeight(QFrame):
    """The weight large, whether it is at rest, and what can be done with it.

    `ratio` is the line's. `changed` is called whenever the scale says something, `take` by the button, `tare` with what
    the pan holds now, as text in the line's unit.
    """

    def __init__(
        self,
        setting: str,
        ratio: int,
        changed: Callable[[], object],
        take: Callable[[], object],
        tare: Callable[[str], object],
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._setting, self._ratio, self._changed, self._tare_to = setting, ratio, changed, tare
        self._said: Reading | None = None
        self._job: Job[None] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(6), theme.px(12), theme.px(6))
        row.setSpacing(theme.px(10))
        words = QVBoxLayout()
        words.setSpacing(0)
        self.figure = Plain("–", "display")
        self.state = Plain(_("Looking for the scale…"), "sub", wrap=True)
        words.addWidget(self.figure)
        words.addWidget(self.state)
        row.addLayout(words, 1)
        self.tare = Button(_("Take off the container"), icon="bucket", on=self._tared)
        self.take = Button(
            _("Take this weight"), "primary", icon="scale", icon_color="on_primary", key="Enter", on=take
        )
        row.addWidget(self.tare)
        row.addWidget(self.take)
        self._allow()

    def listen(self, jobs: "Jobs") -> None:
        """Read the scale in the background until `stop`; nothing where it is read already, or there is none."""
        from shopdesk.devices import scale

        if self._job is not None or not self._setting:
            return

        def work(job: "Job[None]") -> None:
            scale.watch(self._setting, lambda said: jobs.post(lambda: self._heard(job, said)), lambda: job.cancelled)

        self._job = jobs.run(work, otherwise=self._cannot)

    def stop(self) -> None:
        """Let the scale go."""
        if self._job is not None:
            self._job.cancel()

    def qty(self) -> int:
        """What lies on the pan in thousandths of the line's unit; raises Invalid where it is none yet."""
        if self._said is None:
            raise Invalid(N_("No weight came from the scale."), hint=N_("Type the weight."))
        if self._said.state != "still":
            raise Invalid(N_("The scale is still moving."), hint=N_("Take your hand off, then weigh again."))
        if self._said.grams <= 0:
            raise Invalid(N_("Nothing is on the scale."), hint=N_("Put the goods on it, or type the weight."))
        return money.share(self._said.grams, quantity.ONE, self._ratio)

    def _heard(self, job: "Job[None]", said: "Reading | ShopError") -> None:
        """The scale said something, or nothing for too long; weights can be typed all the same."""
        if job.cancelled:
            return
        if isinstance(said, ShopError):
            self._cannot(said)
        elif said != self._said:
            self.show_reading(said)
        self._changed()

    def show_reading(self, said: "Reading") -> None:
        """Show what the scale says."""
        self._said = said
        sign = "−" if said.grams < 0 else ""
        self.figure.show_text(f"{sign}{abs(said.grams) // GRAMS}.{abs(said.grams) % GRAMS:03d} {unit.name('kg')}")
        still = said.state == "still"
        self.state.show_text(_("Steady") if still else _("Not steady yet"))
        self.state.set_tone("primary" if still else "accent")
        self._allow()

    def _cannot(self, error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        self._said = None
        self.figure.show_text("–")
        self.state.show_text(f"{error} {_('Type the weight.')}")
        self.state.set_tone("accent")
        self._allow()

    def _allow(self) -> None:
        some = self._said is not None and self._said.state == "still" and self._said.grams > 0
        self.take.setEnabled(some)
        self.tare.setEnabled(some)

    def _tared(self) -> None:
        """What lies on the pan now is the container."""
        self._tare_to(quantity.plain(self.qty()))
