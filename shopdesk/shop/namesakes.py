"""Two of one name among those a shop deals with: mostly one that is written down twice, and whose book is split."""

from collections.abc import Mapping

from shopdesk.base.errors import Unsure
from shopdesk.base.i18n import N_
from shopdesk.core import thaitext
from shopdesk.shop.desk import Desk, ask


def ask_where_known(desk: Desk, name: str, known: Mapping[int, str]) -> None:
    """Ask (Unsure) whether another of a name that is `known` (party → name) already is meant."""
    wanted = thaitext.identity(name)
    party = next((number for number, other in known.items() if thaitext.identity(other) == wanted), None)
    if party is None:
        return
    question = Unsure(
        N_("{name} is written down already."), question="namesake", yes=N_("This is somebody else of that name"),
        hint=N_("Choose the one that is there, or write where this one is from."), name=name,
    )  # fmt: skip
    # Whose name it is can be erased; what is on record for good names nobody.
    ask(desk, question, party=party)
