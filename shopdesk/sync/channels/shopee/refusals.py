"""What Shopee's errors mean: whose turn it is, and a sentence with a way out. Names come with and without a prefix."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta, timezone
from typing import Any

from shopdesk.base.i18n import N_
from shopdesk.shop.channels import ChannelProblem, NeedsLogin, Rejected, Retry
from shopdesk.sync import tokens
from shopdesk.sync.channels import answers, reading
from shopdesk.sync.channels.answers import THERE, WAIT
from shopdesk.sync.http import wrong_clock
from shopdesk.sync.tokens import Expired

LOGIN = frozenset({
    "invalid_code", "invalid_shop_id", "refresh_token_expired", "error_shop_refresh_token", "shop_access_expired",
    "shop_no_linked", "partner_shop_no_link",
})  # fmt: skip
CLOSED = frozenset({"shop_banned", "error_kyc_auth", "error_seller_under_penalty"})
# The misspelling is theirs.
OLD_TOKEN = frozenset({"invalid_acceess_token", "invalid_access_token"})
TRANSIENT = frozenset({"error_server", "error_inner", "error_network", "error_system_busy", "error_data"})
NOT_THERE = "error_item_not_found"
ALL_FAILED = "batch_api_all_failed"
SHORT, LONGEST = timedelta(minutes=1), timedelta(days=1)
_DAY = timezone(timedelta(hours=8))

_KEYS = (N_("The key or the secret of the app is wrong."), N_("Copy both again."))
_MAY_NOT = (N_("The platform does not let this app do that."), N_("Ask the platform to open it for the app."))
_CAMPAIGN = (N_("A campaign holds these goods for now."), N_("Wait until the campaign is over."))
_PRICE = (N_("The platform does not take this price."), N_("Write another price."))
_KINDS = (N_("The sizes or kinds there are others than here."), THERE)
_MOVED = (N_("The order has moved on at the platform."), THERE)
_TRACKING = (N_("The platform does not take this parcel number."), N_("Scan it from the label again."))
_PARCEL = (N_("The platform does not know this parcel."), N_("Pack the order again."))
_BY_NAMES: tuple[tuple[str, tuple[str, str]], ...] = (
    ("error_sign invalid_partner_id", _KEYS),
    ("error_partner_key_expired", (N_("The key of the app is too old."), N_("Make a new key at the platform."))),
    (
        "source_ip_undeclared",
        (N_("Shopee refuses the internet address of this line."),
         N_("Empty the app's IP list at Shopee, or use a line with a fixed address.")),
    ),
    ("error_api_permission error_permission error_api_call_restricted api_suspended", _MAY_NOT),
    (NOT_THERE, (N_("The platform does not know this listing any more."), THERE)),
    ("error_price_exceed_min_limitt error_price_exceed_max_limitt error_price_exceed_min_limit "
     "error_price_exceed_max_limit error_invalid_price_for_logistic", _PRICE),
    ("error_in_item_promotion_item_price_lock error_cannot_update_price_in_promotion "
     "error_cannt_edit_stock_in_promotion error_promotion_cantnot_update_stock", _CAMPAIGN),
    ("error_holiday_mode_change_stock", (N_("The shop there is on holiday."), N_("End the holiday at the platform."))),
    ("error_busi", (N_("The shop there has several warehouses."), N_("Set the stock on the platform."))),
    ("error_edit_item_price_for_item_has_model error_edit_item_stock_for_item_has_model error_item_has_no_model "
     "error_model_not_found error_tier_variation_exist", _KINDS),
    ("error_invalid_category", (N_("The category there does not fit."), N_("Choose the category again."))),
    ("error_invalid_brand", (N_("The brand is not allowed there."), N_("Choose another brand."))),
    ("error_attribute_mandatory",
     (N_("Something the category asks for is missing."), N_("Fill in what the category asks."))),
    ("error_invalid_image", (N_("The platform does not take a photo."), N_("Take the photo again."))),
    ("error_invalid_logistic_info", (N_("No courier there takes these goods."), N_("Switch on a courier there."))),
    ("order_not_found error_not_found", (N_("The platform does not know this order."), THERE)),
    ("order_status_not_support error_status_limit", _MOVED),
    ("error_tracking_number tracking_number_invalid", _TRACKING),
    ("error_package_not_found", _PARCEL),
)  # fmt: skip
SENTENCES = {name: sentence for names, sentence in _BY_NAMES for name in names.split()}
# What stands in the words where the name is a common one.
_WORDS = (
    ("promotion", _CAMPAIGN), ("reserved stock", _CAMPAIGN), ("tracking", _TRACKING), ("gtin", (
        N_("The platform wants the number of the barcode."), N_("Fill in what the category asks."))),
    ("price", _PRICE), ("image", SENTENCES["error_invalid_image"]),
    ("product not found", SENTENCES[NOT_THERE]),
)  # fmt: skip


class Refused(Rejected):
    """A refusal with what came beside it: the lists of what worked and what did not."""

    def __init__(self, sentence: tuple[str, str], code: str, detail: str, response: Mapping[str, Any]) -> None:
        super().__init__(sentence[0], fix=sentence[1], detail=detail, code=code)
        self.response = response


def refusal(told: Mapping[str, Any], now: datetime, *, writes: bool) -> ChannelProblem | Expired:
    """The problem an answer that says no is; `writes` where it answers a write that may have been done."""
    found = told.get("response")
    response = found if isinstance(found, dict) else {}
    name, message = reading.text(told.get("error"), 100), reading.text(told.get("message"), 300)
    return by_name(name, message, now, response, writes=writes)


def by_name(
    name: str, message: str, now: datetime, response: Mapping[str, Any] | None = None, *, writes: bool = False
) -> ChannelProblem | Expired:
    """The problem of an error; only what stands behind the last dot of its name counts."""
    code, word = name.rpartition(".")[2], f"{name} {message}".strip()
    if code in OLD_TOKEN or (code == "error_auth" and "access_token" in message.lower()):
        return Expired(word)
    if code in LOGIN or code == "error_auth":
        return tokens.needs_login(word)
    if code in CLOSED:
        why = N_("The shop there is closed or not checked yet.")
        return NeedsLogin(why, fix=N_("Read the platform's message to you."), detail=word)
    if code in ("error_rate_limit", "error_limit"):
        after = SHORT if code == "error_rate_limit" else until_midnight(now)
        return Retry(N_("The platform asks us to wait."), fix=WAIT, detail=word, after=after)
    if code == "error_pickup_time":
        # The next try asks anew when the courier comes.
        return Retry(N_("The courier no longer comes at this time."), fix=WAIT, detail=word)
    if code == "error_param" and "timestamp" in message.lower():
        return wrong_clock(word)
    if code in TRANSIENT:
        return answers.trouble(word, writes=writes)
    return Refused(_sentence(code, message), code, word, response or {})


def of_one(reason: str) -> Rejected:
    """The refusal of one of several: only its words are told."""
    return Refused(_sentence("", reason), "", reason, {})


def until_midnight(now: datetime) -> timedelta:
    """A limit for a day ends at midnight of UTC+8."""
    there = now.astimezone(_DAY)
    return min(datetime.combine(there.date() + timedelta(days=1), time(), _DAY) - there, LONGEST)


def _sentence(code: str, message: str) -> tuple[str, str]:
    if code in SENTENCES:
        return SENTENCES[code]
    folded = message.lower()
    return next((one for part, one in _WORDS if part in folded), (N_("The platform refuses this."), THERE))
