"""The bill being made: the cart of the moment, the ones before it for undo, the line the keyboard is on."""

from collections.abc import Callable

from shopdesk.base.errors import NotFound
from shopdesk.core.cart import Cart, Line

MOST_STEPS = 200


class OpenBill:
    """Carts are values, so undo keeps the old ones. `changed` is called after each change.

    `priced` answers a cart with the prices that hold for its customer and quantities.
    """

    def __init__(self, cart: Cart, changed: Callable[[], object]) -> None:
        self.cart = cart
        self.chosen = cart.lines[-1].uid if cart.lines else ""
        self._before: list[tuple[Cart, str]] = []
        self._after: list[tuple[Cart, str]] = []
        self._changed = changed
        self.priced: Callable[[Cart], Cart] = lambda cart: cart

    def listen(self, changed: Callable[[], object]) -> None:
        """Tell somebody else from now on."""
        self._changed = changed

    def put(self, cart: Cart, chosen: str = "") -> None:
        """Make this the cart; the one before can be brought back."""
        cart = self.priced(cart)
        if cart == self.cart:
            return
        self._before = [*self._before[-MOST_STEPS:], (self.cart, self.chosen)]
        self._after = []
        self._show(cart, chosen or self.chosen)

    def begin(self, cart: Cart) -> None:
        """Another bill begins, or one is brought back; what was before is no longer undone."""
        self._before, self._after = [], []
        self._show(cart, "")

    def undo(self) -> bool:
        """One step back; False where there is none."""
        return self._step(self._before, self._after)

    def redo(self) -> bool:
        """The step forward again; False where there is none."""
        return self._step(self._after, self._before)

    def _step(self, source: list[tuple[Cart, str]], target: list[tuple[Cart, str]]) -> bool:
        if not source:
            return False
        cart, chosen = source.pop()
        target.append((self.cart, self.chosen))
        self._show(cart, chosen)
        return True

    def _show(self, cart: Cart, chosen: str) -> None:
        self.cart = cart
        there = [line.uid for line in cart.lines]
        self.chosen = chosen if chosen in there else (there[-1] if there else "")
        self._changed()

    def add(self, line: Line) -> Line:
        """Put one more line on the bill and choose it; answers the line as it stands there. Raises Invalid."""
        own = self.cart.partner(line)
        cart = self.cart.add(line)
        self.put(cart, own.uid if own else line.uid)
        return cart.line(self.chosen)

    def line(self) -> Line | None:
        """The chosen line."""
        try:
            return self.cart.line(self.chosen)
        except NotFound:
            return None

    def choose(self, uid: str) -> None:
        """The keyboard goes to a line."""
        if uid != self.chosen:
            self.chosen = uid
            self._changed()

    def move(self, step: int) -> None:
        """Choose the line above (−1) or below (+1)."""
        uids = [line.uid for line in self.cart.lines]
        if uids:
            place = uids.index(self.chosen) + step if self.chosen in uids else 0
            self.choose(uids[max(0, min(len(uids) - 1, place))])
