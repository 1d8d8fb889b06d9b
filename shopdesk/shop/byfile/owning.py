"""Whose a row of a platform's file is, found in one look however many goods and rows there are.

known = owning.Known(units)
known.whose("JAM-1", remote="", product="", parent="")     # by our own code, else by the platform's; None: nobody's
"""

from collections.abc import Iterable

from shopdesk.shop.byfile.uploads import Offered


class Known:
    """The units of an account by every name a row may call them; of two with one name the first has it."""

    def __init__(self, units: Iterable[Offered]) -> None:
        self._skus, self._remotes = dict[str, Offered](), dict[str, Offered]()
        self._products: dict[str, list[Offered]] = {}
        for one in units:
            self._skus.setdefault(one.sku, one)
            self._remotes.setdefault(one.remote, one)
            self._products.setdefault(one.product, []).append(one)

    def whose(self, sku: str, remote: str, product: str, parent: str) -> Offered | None:
        """A code of ours alone decides where there is one; the platform's number of goods only of one size."""
        if sku:
            return self._skus.get(sku)
        found = self._remotes.get(remote) if remote not in ("", "0") else None
        if found is not None:
            return found
        alone = self._products.get(product, []) if product else []
        if len(alone) == 1:
            return alone[0]
        return self._skus.get(parent) if parent else None
