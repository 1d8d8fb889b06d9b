"""What belongs to this computer: language, text size, colours, sounds."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shopdesk.base import i18n, machine
from shopdesk.base.i18n import N_, _
from shopdesk.ui import theme
from shopdesk.ui.pages.settings.changes import Change
from shopdesk.ui.pages.settings.controls import Chooser, switch
from shopdesk.ui.pages.settings.rows import Card, SettingRow, grid
from shopdesk.ui.pages.settings.section import Section
from shopdesk.ui.sound import NAMES
from shopdesk.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk

COLOURS = (("system", N_("Like the computer")), ("light", N_("Light")), ("dark", N_("Dark")))
SIZES = tuple((size, f"{size} %") for size in theme.SIZES)
LANGUAGES = tuple(i18n.NAMES.items())


class LookSection(Section):
    """Each applies at once to the whole window."""

    def build(self) -> None:
        """Language, size, colours."""
        card = self.card()
        self._choice(
            card, _("Language"), _("Every screen and paper speaks it."), LANGUAGES, i18n.language, self.win.set_language
        )
        self._choice(
            card,
            _("Text size"),
            _("Ctrl and + makes it larger, Ctrl and − smaller."),
            SIZES,
            theme.scale,
            self.win.set_text_size,
        )
        self._choice(
            card,
            _("Colours"),
            _("Dark is easier on the eyes in the evening."),
            COLOURS,
            self._theme,
            self.win.set_theme,
        )

    def _theme(self) -> str:
        return str(machine.read(self.win.data_dir).get("theme", "system"))

    def _choice(
        self,
        card: Card,
        title: str,
        sentence: str,
        choices: tuple[tuple[Any, str], ...],
        now: Callable[[], Any],
        put: Callable[[Any], object],
    ) -> None:
        def told(value: Any) -> None:
            old = now()
            words = _("Changed: {setting}").format(setting=title)
            change = Change(words, lambda _approver: self._soon(put, value), lambda _approver: self._soon(put, old))
            self.changes.make(change)

        chooser = Chooser(choices, told)
        chooser.show_value(now())
        self.put(card, SettingRow(title, sentence, chooser.widget(), below=True))

    def _soon(self, put: Callable[[Any], object], value: Any) -> None:
        """The page is built anew: not under the feet of the button that asks for it."""
        self.win.later(0, lambda: put(value))


class SoundSection(Section):
    """Short sounds beside what is seen."""

    def build(self) -> None:
        """On or off, and each of them to listen to."""
        card = self.card()
        self._switch = switch(self._told)
        sentence = _("They go with what is seen, and are never the only sign.")
        self.put(card, SettingRow(_("Short sounds"), sentence, self._switch.widget()))
        words = {
            "scan": _("Scanned"),
            "unknown": _("Unknown code"),
            "sale": _("Sold"),
            "attention": _("Look here"),
            "order": _("New order"),
        }
        buttons = [Button(words[name], "chip", icon="volume", on=lambda name=name: self._play(name)) for name in NAMES]  # type: ignore[misc]
        self.put(card, SettingRow(_("Listen"), _("Touch one to hear it."), grid(buttons, 3), below=True))

    def fill(self, desk: "Desk", values: dict[str, Any]) -> None:
        """Show whether they are on."""
        self._switch.show_value(self.win.sounds.on)

    def _told(self, on: bool) -> None:
        words = _("Changed: {setting}").format(setting=_("Short sounds"))
        self.changes.make(Change(words, lambda _approver: self._put(on), lambda _approver: self._put(not on)))

    def _put(self, on: bool) -> None:
        machine.write(self.win.data_dir, sounds=on)
        self.win.sounds.on = on

    def _play(self, name: str) -> None:
        from shopdesk.ui.sound import Sounds

        Sounds().play(name)
