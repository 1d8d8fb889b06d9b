"""Which scale the till reads live, at what speed, and whether its weight arrives."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from shopdesk.base.i18n import N_, _
from shopdesk.ui.pages.settings.devices import DeviceChoice
from shopdesk.ui.pages.settings.rows import buttons_row
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.devices.scale import Reading
    from shopdesk.ui.shell import Window

SPEEDS = (9600, 4800, 2400, 1200)


class ScaleChoice(DeviceChoice):
    """The serial ports with something behind them, the speed, none, and a trial that shows the weight."""

    symbol = "scale"
    looking = N_("Looking for the scale…")
    nothing = N_("No scale found. Plug in its cable, then look again.")

    def __init__(self, window: "Window", told: Callable[[str], object]) -> None:
        super().__init__(window, told, _("Try the scale"))
        self._tell = told
        self.speed = Segments([(str(baud), str(baud)) for baud in SPEEDS], str(SPEEDS[0]), self._speed_chosen)
        self.speed.setAccessibleName(_("Speed of the scale"))
        self.without = Button(_("No scale, type weights"), icon="keyboard", on=lambda: told(""))
        layout = self.layout()
        assert layout is not None
        layout.addWidget(Plain(self.speed.accessibleName(), "label"))
        layout.addWidget(self.speed)
        layout.addWidget(buttons_row(self.without))

    def discover(self) -> Sequence[tuple[str, str]]:
        """The ports of this computer, each at the speed chosen."""
        from shopdesk.devices import scale

        return [(f"serial:{port}@{self.speed.value()}", name) for port, name in scale.discover()]

    def show_chosen(self, setting: str) -> None:
        """Mark the scale of this till, and its speed."""
        super().show_chosen(setting)
        baud = setting.rpartition("@")[2]
        if baud in {str(speed) for speed in SPEEDS}:
            self.speed.choose(baud)
        self.without.setEnabled(bool(setting))

    def _speed_chosen(self, baud: str) -> None:
        """The same scale at another speed, and every port offered at it."""
        if self.chosen:
            self._tell(f"{self.chosen.partition('@')[0]}@{baud}")
        self.look()

    def attempt(self) -> None:
        """Read one weight, in the background, and say it."""
        from shopdesk.devices import scale

        setting = self.chosen
        self.news.show_text(_("Asking the scale…"))
        self.news.set_tone("")
        self.win.jobs.run(lambda _job: scale.weigh(setting), self._weighed, self.refused)

    def _weighed(self, reading: "Reading") -> None:
        from shopdesk.core import unit

        self.works(_("The scale works: {weight}").format(weight=unit.quantity_text(reading.grams, "kg")))
