"""How a listing stands, in the words of the page."""

from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.ui.pages.sync.words import parted

if TYPE_CHECKING:
    from shopdesk.shop.listed import Listed

# What platforms' refusals of photos say is to be done; where only the reason is known, how it begins.
PHOTO_FIXES = (
    "Take the photo again.", "Add the photo again.", "Add a photo.", "Take some of them away.",
    "Take one of the two away.",
)  # fmt: skip
PHOTO_WHYS = ("The platform does not take a photo.", "The photo is too large.", "The main photo is missing.")


def state(one: "Listed", *, by_file: bool) -> tuple[str, str]:
    """A word or two, and their tone."""
    if one.waits == "stuck" or one.state == "refused":
        return _("Refused"), "danger_text"
    if one.state in ("wanted", "live", "paused") and one.waits and not by_file:
        return _("Waiting to be sent"), "accent_text"
    if by_file and one.state == "wanted":
        return _("Waits for its file"), "accent_text"
    words = {
        "draft": (_("Draft"), "muted"),
        "wanted": (_("Waiting to be sent"), "accent_text"),
        "live": (_("On sale"), "primary"),
        "paused": (_("Paused"), "accent_text"),
        "removed": (_("Taken down"), "muted"),
    }
    return words[one.state]


def counts(one: "Listed") -> str:
    """What a buyer sees there, and what it shall become where that differs."""
    if one.state in ("draft", "removed") or one.published is None:
        # Nobody can buy there.
        return "–"
    if one.offered is None or one.offered == one.published:
        return str(one.published)
    return f"{one.published} → {one.offered}"


def refusal(one: "Listed") -> tuple[str, str]:
    """Why it was refused with the platform's own word, and what to do; both empty where it was not."""
    plain, detail = parted(one.why)
    return (f"{plain} ({detail})" if detail else plain), _(one.fix) if one.fix else ""


def mending(one: "Listed") -> str:
    """The wizard's page that mends a refusal: of a photo its own, else the last, where each thing has its way."""
    return "photos" if one.fix in PHOTO_FIXES or one.why.startswith(PHOTO_WHYS) else "check"
