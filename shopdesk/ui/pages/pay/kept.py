"""What was typed on the pay sheet before Esc, to be there again while the bill is still the same."""

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from shopdesk.core.cart import Cart

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window

Typed = dict[str, dict[str, str]]
_kept: "WeakKeyDictionary[Window, tuple[Cart, Typed]]" = WeakKeyDictionary()


def put(window: "Window", cart: Cart, typed: Typed) -> None:
    """Keep what was typed on each tab for a bill."""
    _kept[window] = (cart, typed)


def take(window: "Window", cart: Cart) -> Typed:
    """What was typed for this bill, once; nothing where it is another."""
    known = _kept.pop(window, None)
    return known[1] if known is not None and known[0] == cart else {}
