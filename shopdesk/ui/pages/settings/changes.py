"""What was changed on the settings page, so that it can be taken back and done again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

Deed = Callable[["Actor | None"], object]
Refused = Callable[[ShopError], object]
MOST = 50


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what it is called, how it is done, how it is taken back (None where it cannot be)."""

    words: str
    do: Deed
    undo: Deed | None


class Changes:
    """Does changes through the window, so that a missing right asks for the owner's PIN; remembers them in order.

    `told(words, can_undo)` is called after each, with what was done.
    """

    def __init__(self, window: "Window", told: Callable[[str, bool], object]) -> None:
        self._window, self.told = window, told
        self._done: list[Change] = []
        self._undone: list[Change] = []

    def by_desk(self, deed: "Callable[[Desk], object]") -> Deed:
        """A deed of the shop as one transaction."""

        def act(approver: "Actor | None") -> object:
            assert self._window.office is not None
            with self._window.office.writing(self._window.actor, approver) as desk:
                return deed(desk)

        return act

    def make(self, change: Change, refused: Refused | None = None) -> None:
        """Do it now."""
        self._window.attempt(change.do, lambda _answer: self._made(change), refused)

    def setting(self, key: str, value: Any, old: Any, refused: Refused | None = None) -> None:
        """Change a setting of the shop."""
        from shopdesk.shop import settings

        title = settings.SETTINGS[key].title
        change = Change(
            _("Changed: {setting}").format(setting=title),
            self.by_desk(lambda desk: settings.change(desk, key, value)),
            self.by_desk(lambda desk: settings.change(desk, key, old)),
        )
        self._window.attempt(change.do, lambda _answer: self._made(change, key), refused)

    def _made(self, change: Change, key: str = "") -> None:
        self._done = [*self._done[-MOST + 1 :], change] if change.undo else self._done
        self._undone.clear()
        self._tell(change.words, change.undo is not None, key)

    def _tell(self, words: str, can_undo: bool, key: str = "") -> None:
        self.told(words, can_undo)
        self._window.bus.settings_changed.emit(key)

    def undo(self) -> None:
        """Take the last one back."""
        if self._done:
            change = self._done[-1]
            assert change.undo is not None
            self._window.attempt(change.undo, lambda _answer: self._taken_back(change))

    def _taken_back(self, change: Change) -> None:
        self._done.remove(change)
        self._undone.append(change)
        self._tell(_("Taken back: {what}").format(what=change.words), False)

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._undone:
            change = self._undone[-1]
            self._window.attempt(change.do, lambda _answer: self._done_again(change))

    def _done_again(self, change: Change) -> None:
        self._undone.remove(change)
        self._done.append(change)
        self._tell(change.words, True)
