"""What is asked before something is left out or thrown away."""

from shopdesk.base.errors import Unsure
from shopdesk.base.i18n import N_
from shopdesk.ui.pages.sync.words import Thing


def question(thing: Thing) -> Unsure:
    """The question of a row."""
    if thing.sides:
        return Unsure(
            N_("Keep what is here? What came is thrown away."), question="skip", yes=N_("Keep what is here"),
            hint=N_("Ask the platform first which is right."),
        )  # fmt: skip
    if thing.held is not None and thing.held.by_file:
        return Unsure(
            N_("Throw this away? It is not taken in."), question="skip", yes=N_("Throw it away"),
            hint=N_("It comes again when the file is read again."),
        )  # fmt: skip
    if thing.held is not None:
        return Unsure(
            N_("Throw this away? It is not taken in."), question="skip", yes=N_("Throw it away"),
            hint=N_("An order comes again when it changes on the platform."),
        )  # fmt: skip
    return Unsure(
        N_("Leave this out? The platform is not told."), question="skip", yes=N_("Leave this one out"),
        hint=N_("It is sent again when something changes here."),
    )  # fmt: skip
