"""What the palette lists: screens, what the page offers, what the window can do."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.ui import keys, places, theme
from shopdesk.ui.palette import Offer
from shopdesk.ui.places import PLACES
from shopdesk.ui.rail import on_rail

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window

_HIDDEN = {"palette", "back", "region", "line-up", "line-down"}


def of(window: "Window") -> list[Offer]:
    """Everything that can be done now, screens first."""
    several = window.several
    found = [
        Offer(
            place.title(several=several),
            "",
            lambda name=place.name: window.go(name),  # type: ignore[misc]
            _(place.tab) if place.tab else "",
        )
        for place in PLACES
    ]
    found += [Offer(words, "", act) for words, act in window.page.offers()]
    deeds = set(window.page.deeds()) | {"help", "lock", "larger", "smaller", "usual-size", "full-screen"}
    for key in keys.of(window.page.name):
        if key.deed in deeds and key.deed not in _HIDDEN:
            found.append(Offer(_(key.words), key.label, lambda deed=key.deed: window.perform(deed)))  # type: ignore[misc]
    return found


def _resize(window: "Window", direction: int) -> None:
    window.attempt(lambda _approver: window.set_text_size(theme.next_size(direction)))


def own(window: "Window") -> dict[str, Callable[[], object]]:
    """The deeds of ui.keys that the window does itself."""
    deeds: dict[str, Callable[[], object]] = {
        "help": window.toggle_help,
        "back": window.back,
        "palette": window.open_palette,
        "lock": window.lock,
        "larger": lambda: _resize(window, 1),
        "smaller": lambda: _resize(window, -1),
        "usual-size": lambda: _resize(window, 0),
        "full-screen": window.toggle_full_screen,
        "region": window.next_region,
        "search": lambda: window.go("till"),
    }
    for number, place in enumerate(on_rail(), 1):
        deeds[f"place-{number}"] = lambda name=place.name: window.go(name)  # type: ignore[misc]
    for number, place in enumerate(places.tabs(window.here) if window.here else (), 1):
        deeds[f"tab-{number}"] = lambda name=place.name: window.go(name)  # type: ignore[misc]
    return deeds
