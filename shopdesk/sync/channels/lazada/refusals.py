"""What Lazada's refusals mean (platforms' error tables): whose turn it is, and a sentence with a way out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from shopdesk.base.i18n import N_
from shopdesk.shop.channels import ChannelProblem, NeedsLogin, Rejected, Retry
from shopdesk.sync import tokens
from shopdesk.sync.channels import answers, reading
from shopdesk.sync.channels.answers import THERE, WAIT
from shopdesk.sync.http import wrong_clock
from shopdesk.sync.tokens import Expired

LOGIN = frozenset({"IllegalRefreshToken", "AUTH_TYPE_UNSUPPORTED", "InvalidCode"})
CLOSED = frozenset({"SellerNotVerified", "SellerNotActive"})
OLD_TOKEN = frozenset({"IllegalAccessToken", "InvalidToken"})
KEYS = frozenset({"IncompleteSignature", "InvalidAppKey"})
OURS = frozenset(
    {"MissingParameter", "InvalidApiPath", "InvalidHttpMethod", "UnsupportedSignMethod", "5", "30", "1001"}
)
THROTTLED = frozenset({"ApiCallLimit", "AppCallLimit", "SellerCallLimit", "901", "4154", "4171"})
TRANSIENT = frozenset({"ServiceTimeout", "ServiceUnavailable", "6", "513", "1000", "4159", "IC_EXCEPTION"})
CLOCK = frozenset({"IllegalTimestamp", "InvalidTimestamp"})
# The seconds of a ban stand in the message; where they do not, a minute.
_SECONDS = re.compile(r"([0-9]{1,5}) *s(?:ec|\b)", re.IGNORECASE)
_BAN, _LONGEST_BAN = timedelta(minutes=1), timedelta(hours=1)

_NO_LONGER_THERE = (N_("The platform does not know this listing any more."), THERE)
_PHOTO = (N_("The platform does not take a photo."), N_("Take the photo again."))
_PRICE = (N_("The platform does not take this price."), N_("Write another price."))
_SPECIAL = (N_("The special price there does not fit."), N_("Change the special price on the platform."))
_BRAND = (N_("The brand is not allowed there."), N_("Choose another brand."))
_KINDS = (N_("The sizes or kinds are not told apart."), N_("Give each size a name of its own."))
_WORDS = (N_("The platform does not allow these words or goods."), N_("Change the words."))
_CATEGORY = (N_("The category there does not fit."), N_("Choose the category again."))
_PARCEL = (N_("The platform does not know this parcel."), N_("Pack the order again."))
_ORDER = (N_("The platform does not know this order."), THERE)
_BY_CODES: tuple[tuple[str, tuple[str, str]], ...] = (
    ("201 57 4134 4227 4228", _CATEGORY),
    ("4163", (N_("This category needs the platform's leave."), N_("Choose another category."))),
    ("4105 4135 THD_IC_ERR", (N_("The seller code is on other goods there."), N_("Give it another seller code."))),
    ("4108 4110", (N_("Something the category asks for is missing."), N_("Fill in what the category asks."))),
    ("4106 4120", (N_("A text is too long."), N_("Make the text shorter."))),
    ("4107", (N_("A number is written wrong."), N_("Write it with digits only."))),
    ("4115 4140", (N_("A choice is not in the platform's list."), N_("Choose from the list."))),
    ("4109 4112 4113 4143 4144", _KINDS),
    ("4116", (N_("The same photo stands there twice."), N_("Take one of the two away."))),
    ("4139", (N_("The main photo is missing."), N_("Add a photo."))),
    ("4138 4153 4158 300 301 302", _PHOTO),
    ("303", (N_("The photo is too large."), N_("Take the photo again."))),
    ("4169", (N_("There are too many photos."), N_("Take some of them away."))),
    ("4104 4118 4121 10006", _PRICE),
    ("4117 4119 4157", _SPECIAL),
    ("4149 4164 4165", (N_("The parcel is too heavy or too large."), N_("Weigh and measure it again."))),
    ("4129", (N_("The text has signs that are not allowed."), N_("Take the odd signs out."))),
    ("4131 512 4123 4124 4151 4221", _WORDS),
    ("4130 4142 4156 4168", _BRAND),
    ("4148", (N_("The shop has too many listings there."), N_("Take old listings away first."))),
    ("207 208 4136 4137 4150 EDIT_ITEM_NOT_BELONG_SELLER", _NO_LONGER_THERE),
    ("4155", (N_("The platform has locked this listing."), N_("Read the platform's message to you."))),
    ("4152", (N_("The platform does not take this number of pieces."), THERE)),
    ("4170", (N_("A campaign holds the stock for now."), N_("Wait until the campaign is over."))),
    ("4225", (N_("The platform itself sets this price."), N_("Change the price on the platform."))),
    ("16 20 37 38 39 56", _ORDER),
    ("34 600001 600002 30012", _PARCEL),
    ("600201 600202", (N_("The order has moved on at the platform."), THERE)),
    ("700040", (N_("There is nothing to print for this parcel."), THERE)),
)
SENTENCES = {code: sentence for codes, sentence in _BY_CODES for code in codes.split()}
# The whole family of cancelling (error table of the reverse API).
_CANCEL = (N_("This can no longer be cancelled."), THERE)
_CANCELLING = range(102, 125)
# What is gone there.
NOT_THERE = frozenset({"207", "208", "4136", "4137", "EDIT_ITEM_NOT_BELONG_SELLER"})


@dataclass(frozen=True, slots=True)
class Detail:
    """What is wrong with one of several: the names it may be known by, the code, the platform's words."""

    names: frozenset[str]
    code: str
    message: str


class Refused(Rejected):
    """A refusal with what was said of each one. `rest_done` where the others were applied all the same."""

    def __init__(
        self, sentence: tuple[str, str], code: str, detail: str, details: tuple[Detail, ...] = (),
        *, rest_done: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(sentence[0], fix=sentence[1], detail=detail, code=code)
        self.details, self.rest_done = details, rest_done


def refusal(told: Mapping[str, Any], *, writes: bool) -> ChannelProblem | Expired:
    """The problem an answer that says no is; `writes` where it answers a write that may have been done."""
    code, message = reading.text(told.get("code"), 60), reading.text(told.get("message"), 300)
    return by_code(code, message, _details(told.get("detail")), writes=writes)


def by_code(
    code: str, message: str, details: tuple[Detail, ...] = (), *, writes: bool = False
) -> ChannelProblem | Expired:
    """The problem of a code."""
    word = f"{code} {message}".strip()
    if code in OLD_TOKEN:
        return Expired(word)
    if code in LOGIN:
        return tokens.needs_login(word)
    if code in CLOSED:
        why = N_("The shop there is closed or not checked yet.")
        return NeedsLogin(why, fix=N_("Read the platform's message to you."), detail=word)
    if code in THROTTLED:
        return Retry(N_("The platform asks us to wait."), fix=WAIT, detail=word, after=_ban(message))
    if code in CLOCK:
        return wrong_clock(word)
    if code in TRANSIENT:
        return answers.trouble(word, writes=writes)
    return _refused(code, word, details)


def behind_it(code: str, message: str, *, writes: bool) -> ChannelProblem:
    """The problem of a code from behind the gateway, which took the token: another one would help nobody."""
    problem = by_code(code, message, writes=writes)
    return tokens.needs_login(str(problem)) if isinstance(problem, Expired) else problem


def of_one(detail: Detail) -> Refused:
    """The refusal of one of several."""
    return _refused(detail.code, f"{detail.code} {detail.message}".strip(), ())


def _refused(code: str, word: str, details: tuple[Detail, ...]) -> Refused:
    known = next((one for one in details if one.code in SENTENCES), None)
    if known is not None:
        words = "; ".join(f"{one.code} {one.message}" for one in details[:5])
        return Refused(SENTENCES[known.code], known.code, words, details, rest_done=code == "501")
    return Refused(_sentence(code), code, word, details, rest_done=code == "501")


def _sentence(code: str) -> tuple[str, str]:
    if code in KEYS:
        return N_("The key or the secret of the app is wrong."), N_("Copy both again.")
    if code in OURS:
        return N_("The platform did not understand ShopDesk."), N_("Take a newer ShopDesk.")
    if code.isdecimal() and len(code) < 5 and int(code) in _CANCELLING:
        return _CANCEL
    return SENTENCES.get(code, (N_("The platform refuses this."), THERE))


def _ban(message: str) -> timedelta:
    found = _SECONDS.search(message)
    return min(max(timedelta(seconds=int(found[1])), timedelta(seconds=1)), _LONGEST_BAN) if found else _BAN


def _details(told: object) -> tuple[Detail, ...]:
    """Keys differ from call to call: `field` or `sku` names the thing, `code` may be missing."""
    return tuple(_detail(one) for one in reading.trees(told)[:100])


def _detail(one: Mapping[str, Any]) -> Detail:
    names: Sequence[str] = [
        reading.text(one.get(key), 100) for key in ("field", "sku", "seller_sku", "sku_id", "SkuId")
    ]
    code, message = reading.text(one.get("code"), 60), reading.text(one.get("message"), 200)
    return Detail(frozenset(name for name in names if name), code, message)
