"""The steps of an order that came from elsewhere: which may follow which, and what each means for the goods.

The shop is often ahead of the platform (packed here, not yet told there) and news come late or twice: so an order goes
only forward. What fits nowhere is for a person to look at, and is never dropped.
"""

from shopdesk.base.i18n import N_, _

WAY = ("promised", "unpaid", "new", "packing", "ready", "shipped", "delivered", "completed")
STATES = (*WAY, "problem", "cancelled", "returned", "attention")
# Goods are kept for the buyer in these; a sale exists from "shipped" on.
HOLDING = frozenset({"promised", "unpaid", "new", "packing", "ready", "attention"})
LEFT = frozenset({"shipped", "delivered", "completed"})
OVER = frozenset({"completed", "cancelled", "returned"})
# Stands in what more is known of an order whose buyer was erased.
ERASED = "erased"
TO_DO = ("attention", "new", "packing", "ready", "problem")


def follows(before: str, after: str) -> str:
    """The state an order is in when news of `after` come: forward, or to the side; never back."""
    if before == after or before in ("cancelled", "returned"):
        return before
    if after == "cancelled":
        return "problem" if before in LEFT else after
    if after in ("problem", "attention"):
        return before if before in OVER else ("problem" if before in LEFT else after)
    if after == "returned":
        return after
    if before == "attention":
        return after
    if before == "problem":
        return after if after in (*LEFT, "cancelled") else before
    return after if WAY.index(after) > WAY.index(before) else before


def label(state: str) -> str:
    """The state in the words of the board."""
    words = {
        "promised": N_("kept for a phone order"),
        "unpaid": N_("not paid yet"),
        "new": N_("new"),
        "packing": N_("packing"),
        "ready": N_("ready to send"),
        "shipped": N_("sent"),
        "delivered": N_("arrived"),
        "completed": N_("finished"),
        "problem": N_("problem"),
        "cancelled": N_("cancelled"),
        "returned": N_("came back"),
        "attention": N_("look at it"),
    }
    return _(words[state])
