"""The pages of the wizard: their question, a sentence, and what makes them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.ui.pages.listing.checking import CheckStep
from shopdesk.ui.pages.listing.goods import GoodsStep
from shopdesk.ui.pages.listing.matching import MatchingStep
from shopdesk.ui.pages.listing.naming import EnglishStep, NamingStep, WordsStep
from shopdesk.ui.pages.listing.pictures import PicturesStep
from shopdesk.ui.pages.listing.placing import PlacingStep
from shopdesk.ui.pages.listing.pricing import PostageStep, PricingStep
from shopdesk.ui.pages.listing.sizing import SizingStep, WaysStep, WeightStep
from shopdesk.ui.pages.listing.step import Step
from shopdesk.ui.pages.listing.story import PapersStep, StoryStep
from shopdesk.ui.pages.listing.telling import BoxesStep, HarvestStep, MakingStep, SeasonStep, SendingStep
from shopdesk.ui.pages.listing.whose import WhoseStep

if TYPE_CHECKING:
    from shopdesk.ui.pages.listing.wizard import Wizard

Make = Callable[["Wizard", str, str, str], Step]


def chapters() -> tuple[tuple[str, str], ...]:
    """The bars: what each is about, and its picture."""
    return (
        (_("Whose is it?"), "basket"), (_("Take photos"), "camera"), (_("What is it?"), "tag"),
        (_("Size, weight, pack"), "ruler-measure"), (_("Price"), "coins"), (_("Story, papers, season"), "notebook"),
        (_("Where to sell"), "cloud"),
    )  # fmt: skip


def pages() -> dict[str, tuple[str, str, Make]]:
    """Every page by its name: question, sentence, maker."""
    skip = _("May be left empty: Enter goes on.")
    return {
        "goods": (_("What do you want to sell?"), "", GoodsStep),
        "whose": (_("Whose is it?"), "", WhoseStep),
        "photos": (_("Take photos"), _("On a white sheet, near a window, 3 to 8 photos."), PicturesStep),
        "name": (_("What is it?"), _("A buyer far away knows only these words."), NamingStep),
        "words": (_("What do people here call it?"), skip, WordsStep),
        "english": (_("And in English?"), skip, EnglishStep),
        "category": (_("Category at each online shop"), _("Not sure? It is asked again at the end."), MatchingStep),
        "weight": (_("How heavy is the parcel?"), _("Of the parcel as it is sent, box included."), WeightStep),
        "size": (_("How large is the parcel?"), _("Of the parcel as it is sent, box included."), SizingStep),
        "ways": (_("What a buyer can put in the basket"), "", WaysStep),
        "price": (_("Price"), _("What is left after fee and postage."), PricingStep),
        "postage": (_("Who pays for sending?"), skip, PostageStep),
        "story": (_("What is its story?"), skip, StoryStep),
        "papers": (_("Which papers does it have?"), skip, PapersStep),
        "season": (_("When is it sold?"), skip, SeasonStep),
        "harvest": (_("When was it harvested or made?"), skip, HarvestStep),
        "boxes": (_("How many are there?"), skip, BoxesStep),
        "sending": (_("How soon is it sent?"), skip, SendingStep),
        "making": (_("What must a buyer know?"), skip, MakingStep),
        "where": (_("Where to sell"), "", PlacingStep),
        "check": (_("As a buyer sees it"), "", CheckStep),
    }
