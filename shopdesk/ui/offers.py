"""What the palette lists: screens, what the page offers, what the window can do."""

from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.ui import keys
from shopdesk.ui.palette import Offer
from shopdesk.ui.places import PLACES

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window

_HIDDEN = {"palette", "back", "region", "line-up", "line-down"}


def of(window: "Window") -> list[Offer]:
    """Everything that can be done now, screens first."""
    found = [Offer(_(place.words), "", lambda name=place.name: window.go(name)) for place in PLACES]  # type: ignore[misc]
    found += [Offer(words, "", act) for words, act in window.page.offers()]
    deeds = set(window.page.deeds()) | {"help", "lock", "larger", "smaller", "usual-size", "full-screen"}
    for key in keys.of(window.page.name):
        if key.deed in deeds and key.deed not in _HIDDEN:
            found.append(Offer(_(key.words), key.label, lambda deed=key.deed: window.perform(deed)))  # type: ignore[misc]
    return found
