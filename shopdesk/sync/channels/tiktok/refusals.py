"""What TikTok Shop's codes mean (common errors, error tables): whose turn it is, and a sentence with a way out."""

from collections.abc import Mapping
from typing import Any

from shopdesk.base.i18n import N_
from shopdesk.shop.channels import ChannelProblem, NeedsLogin, Rejected, Retry
from shopdesk.sync import tokens
from shopdesk.sync.channels import answers, reading
from shopdesk.sync.channels.answers import THERE, WAIT
from shopdesk.sync.http import wrong_clock
from shopdesk.sync.tokens import Expired

EXPIRED = "105002"
# Of a token, of the app's key or of the time: only the words tell.
DOUBTFUL = "36009004"
LOGIN = frozenset({"101000", "106013", "36004004"})
SCOPE = "105005"
NOT_LET = N_("The app was not let do that.")
CLOSED = frozenset({"12052700", "12052995"})
SIGNING = "106001"
THROTTLED = frozenset({"429", "36009002"})
TRANSIENT = frozenset({"36009003", "36009007", "12001000", "11001031", "12052881", "25001028", "25001058"})
OURS = frozenset({"36009009", "36009010", "36009022", "36009023", "12052910", "11050001", "25001001"})
STILL_MADE = "11034037"
NO_MATCH = "12019064"
QUANTITY = "12052055"
NOT_THERE = frozenset({"12052048", "12052704"})

_KEYS = (N_("The key or the secret of the app is wrong."), N_("Copy both again."))
_PHOTO = (N_("The platform does not take a photo."), N_("Take the photo again."))
_CATEGORY = (N_("The category there does not fit."), N_("Choose the category again."))
_CAMPAIGN = (N_("A campaign holds these goods for now."), N_("Wait until the campaign is over."))
_PRICE = (N_("The platform does not take this price."), N_("Write another price."))
_KINDS = (N_("The sizes or kinds are not told apart."), N_("Give each size a name of its own."))
_WORDS = (N_("The platform does not allow these words or goods."), N_("Change the words."))
_MOVED = (N_("The order has moved on at the platform."), THERE)
_WAREHOUSE = (N_("The warehouse there is not ready."), N_("Look at the warehouses on the platform."))
_BY_CODES: tuple[tuple[str, tuple[str, str]], ...] = (
    ("36009033", (
        N_("TikTok Shop refuses the internet address of this line."),
        N_("Empty the app's IP list at TikTok Shop, or use a line with a fixed address."))),
    ("36009021", (N_("The photo is too large."), N_("Take the photo again."))),
    ("12038002 12038004 12038005 12038014 12038015 12052300 12052301 12052305 12052722 12052340 12052341", _PHOTO),
    ("12052306", (N_("There are too many photos."), N_("Take some of them away."))),
    ("12052023 12052024 12052025 12052217 12052230 12052446 12052912", _CATEGORY),
    ("12052013", (N_("A text is too long."), N_("Make the text shorter."))),
    ("12052051 12052261", (N_("The title is too short or too long."), N_("Write it with 25 to 255 letters."))),
    ("12052931 12052932 12052933 12052934 12052935",
     (N_("The text has signs that are not allowed."), N_("Take the odd signs out."))),
    ("12052262 12052266 12052345 12052346 12052351", _WORDS),
    ("12052094", (N_("Something the category asks for is missing."), N_("Fill in what the category asks."))),
    ("12052570 12052375 12052383 12052424", _PRICE),
    ("12052550 12052560 12052525 12052526", _KINDS),
    ("12052393 12052038", _CAMPAIGN),
    ("12052055", (N_("The platform does not take this number of pieces."), THERE)),
    ("12019028 12052530 12052531 12052532 12052403 12052405 12052420 12052535", _WAREHOUSE),
    ("12052180", (N_("The shop has too many listings there."), N_("Take old listings away first."))),
    ("12052048", (N_("The platform does not know this listing any more."), THERE)),
    ("11001003 25007006", (N_("The platform does not know this order."), THERE)),
    ("11034004", (N_("The platform does not know this parcel."), N_("Pack the order again."))),
    ("21011003 21011004 25001003", _MOVED),
    ("21011030", (N_("The platform does not take this parcel number."), N_("Scan it from the label again."))),
    ("25001021", (N_("The platform offers no such reason."), N_("Cancel it on the platform."))),
    ("25001022 25011011 25020003 25020010",
     (N_("This can no longer be cancelled."), THERE)),
    ("25001044 25011010 25011012 25020009", (N_("The buyer's wish is no longer open."), THERE)),
)  # fmt: skip
SENTENCES = {code: sentence for codes, sentence in _BY_CODES for code in codes.split()}


def refusal(told: Mapping[str, Any], *, writes: bool) -> ChannelProblem | Expired:
    """The problem of an answer whose code is not 0; `writes` where it answers a write that may have been done."""
    return by_code(reading.text(told.get("code"), 20), reading.text(told.get("message"), 300), writes=writes)


def by_code(code: str, message: str, *, writes: bool = False) -> ChannelProblem | Expired:
    """The problem of a code."""
    word = f"{code} {message}".strip()
    if code == EXPIRED:
        return Expired(word)
    if code == DOUBTFUL:
        return _doubtful(word, message.lower())
    if code in LOGIN:
        return tokens.needs_login(word)
    if code in CLOSED:
        why = N_("The shop there is closed or not checked yet.")
        return NeedsLogin(why, fix=N_("Read the platform's message to you."), detail=word)
    if code == SCOPE:
        return NeedsLogin(NOT_LET, fix=N_("Sign in again, and agree to all it asks."), detail=word)
    if code in THROTTLED:
        return Retry(N_("The platform asks us to wait."), fix=WAIT, detail=word)
    if code in TRANSIENT:
        return answers.trouble(word, writes=writes)
    return _refused(code, word)


def _doubtful(word: str, message: str) -> ChannelProblem | Expired:
    if "timestamp" in message:
        return wrong_clock(word)
    if "app_key" in message or "app key" in message:
        return Rejected(_KEYS[0], fix=_KEYS[1], detail=word, code=DOUBTFUL)
    return Expired(word)


def may_be_the_clock(told: object) -> bool:
    """Whether an answer refuses what is signed or dated, and does not say that it means the token."""
    if not isinstance(told, dict) or reading.text(told.get("code"), 20) not in (DOUBTFUL, SIGNING):
        return False
    return "token" not in reading.text(told.get("message"), 300).lower()


def of_one(told: Mapping[str, Any]) -> Rejected:
    """The refusal of one of several: what stands deepest in it says most."""
    detail = told.get("detail")
    extra = reading.trees(detail.get("extra_errors")) if isinstance(detail, dict) else []
    codes = [reading.text(one.get("code"), 20) for one in (*extra, told)]
    code = next((one for one in codes if one in SENTENCES), codes[-1])
    words = next((said for one in (told, *extra) if (said := reading.text(one.get("message"), 300))), "")
    return _refused(code, f"{code} {words}".strip())


def _refused(code: str, word: str) -> Rejected:
    if code == SIGNING:
        sentence = _KEYS
    elif code in OURS:
        sentence = (N_("The platform did not understand ShopDesk."), N_("Take a newer ShopDesk."))
    else:
        sentence = SENTENCES.get(code, (N_("The platform refuses this."), THERE))
    return Rejected(sentence[0], fix=sentence[1], detail=word, code=code)
