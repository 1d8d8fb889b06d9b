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
# What the shop itself notes beside an order, among what its platform says more: the buyer was erased; the shop cancels
# and why; it answered, and what; the order left with goods nobody knows; it left before its account was here, or
# another account of the shop sold it; somebody has to look at it, and at what; which of its pieces lie in the
# platform's own house; what is cancelled there, as it was told last; it was cancelled and is wanted again.
ERASED, CANCEL, ANSWER, ANSWERED, AWAY, EARLIER, LOOK, THEIRS, THERE, AGAIN = (
    "erased", "cancel", "answer", "answered", "away", "earlier", "look", "theirs", "there", "again"
)  # fmt: skip
OWN = frozenset({ERASED, CANCEL, ANSWER, ANSWERED, AWAY, EARLIER, LOOK, THEIRS, THERE, AGAIN})
# What there is to look at: a parcel holds more than is wanted, a parcel is of an order nobody wants any more, the buyer
# got money back and nobody knows for which goods, it is told as come back and nobody said what came.
FEWER, OPEN, MONEY, BACK = "fewer", "open", "money", "back"
# What came back has to be said in these.
ASKED = (MONEY, BACK)
# What its platform says it paid back to the buyer without naming goods, in satang.
PAID_BACK = "paid_back"
# All of its pieces lie there; else their ids are named.
ALL = "all"
TO_DO = ("attention", "new", "packing", "ready", "problem")


def follows(before: str, after: str, *, left: bool = False) -> str:
    """The state an order is in when news of `after` come: forward, or to the side; never back. `left`: it was sent."""
    if before == after or before in ("cancelled", "returned") or after == "returned":
        return after if after == "returned" and before != "cancelled" else before
    gone = left or before in LEFT
    if after in ("cancelled", "problem", "attention"):
        return _beside(before, after, gone=gone)
    if gone and after not in LEFT:
        return before
    forward = before in ("attention", "problem") or WAY.index(after) > WAY.index(before)
    return after if forward else before


def _beside(before: str, after: str, *, gone: bool) -> str:
    """News that lead off the way: of goods that left, somebody has to see about them; else they stay kept."""
    if after == "cancelled":
        return "problem" if gone else after
    return before if before in OVER else ("problem" if gone else "attention")


def wish(wants: str, reverse: str) -> str:
    """What a buyer wishes, to be told from another wish: what for, and the platform's number of it where it has one."""
    return f"{wants}:{reverse}" if wants else ""


def same_wish(one: str, other: str) -> bool:
    """Whether two are the same; a number that is told only once makes no difference."""
    (what, _, number), (that, _, other_number) = one.partition(":"), other.partition(":")
    return what == that and (number == other_number or not number or not other_number)


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
