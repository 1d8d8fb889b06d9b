"""How a Vendure server is spoken to: GraphQL over one address, a sign-in that is renewed, and what refusals mean.

client.ask("query($id: ID!){ order(id: $id){ id } }", id="7")
client.say("mutation($i: UpdateProductInput!){ updateProduct(input: $i){ id } }", i={…})

A refusal comes in three shapes: errors beside the data (with status 200), status 400 for a question the server does
not know, and an `ErrorResult` in the place of what was asked for.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, NoReturn

from shopdesk.base.clock import Clock
from shopdesk.base.i18n import N_
from shopdesk.shop.channels import Account, ChannelProblem, NeedsLogin, Rejected, Retry, Unknown
from shopdesk.sync import strictjson
from shopdesk.sync.channels import answers, ownshop, typed
from shopdesk.sync.channels.reading import text, trees
from shopdesk.sync.http import Door, Reply
from shopdesk.sync.tokens import Expired, Fresh, Tokens, needs_login
from shopdesk.sync.vault import Vault, required

API, DEFAULT = "/admin-api", "__default_channel__"
GONE = "ENTITY_NOT_FOUND"
_PAGES = re.compile(r"/(?:admin|dashboard|shop-api)(?:/|$)")
_BAD_QUESTION = ("GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED", "BAD_USER_INPUT", "BAD_REQUEST")
_REFUSED = "... on ErrorResult { errorCode message }"
_LOGIN = (
    "mutation($user: String!, $password: String!) { login(username: $user, password: $password, rememberMe: true) "
    "{ __typename ... on CurrentUser { channels { token code } } " + _REFUSED + " } }"
)
_ACTIVE = (
    "query { activeChannel { code defaultLanguageCode defaultCurrencyCode pricesIncludeTax seller { name } } "
    "me { identifier } }"
)
_UPLOAD = (
    "mutation($file: Upload!) { createAssets(input: [{ file: $file }]) "
    "{ __typename ... on Asset { id } " + _REFUSED + " } }"
)

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop at the server: its channel's token and name, and the language its words are kept in."""

    token: str
    code: str
    name: str
    language: str


@dataclass(frozen=True, slots=True, repr=False)
class Session:
    """A sign-in that came just now: its token, and the channels (token, code) this user serves."""

    access: str
    channels: Sequence[tuple[str, str]]


class Client:
    """One shop at a server, with the sign-in of one account."""

    def __init__(self, account: Account, vault: Vault, door: Door, now: Clock) -> None:
        self._account, self._vault, self._door = account, vault, door
        self._tokens = Tokens(vault, account.uid, self._again, _read, now)
        self._shop: Shop | None = None

    def __repr__(self) -> str:
        return f"Client({self._account.uid})"

    @property
    def url(self) -> str:
        """Where its API is, from the address as it was typed; raises Rejected for what is no address."""
        return address(str(self._account.options.get("base") or self._account.place))

    def ask(self, question: str, **values: object) -> Told:
        """Read something. Raises any problem of a channel."""
        return self._signed_in(question, values, writes=False)

    def say(self, deed: str, **values: object) -> Told:
        """Change something; an answer that never came is Unknown. Raises any problem of a channel."""
        return self._signed_in(deed, values, writes=True)

    def upload(self, name: str, content: bytes) -> Told:
        """Hand a file over as the GraphQL multipart request specification has it."""
        operations = json.dumps({"query": _UPLOAD, "variables": {"file": None}})
        form = {"operations": operations, "map": '{"0":["variables.file"]}'}
        token = self._token()

        def send(access: str) -> Told:
            files = {"0": (name, content, "image/jpeg")}
            headers = _headers(access, token)
            return _judged(self._door.send("POST", self.url, headers=headers, form=form, files=files, writes=True))

        return self._let_in(send)

    def shop(self) -> Shop:
        """Our shop there, read once while the program runs; raises Rejected where it does not keep prices as we do."""
        if self._shop is None:
            self._shop = fitting(self.ask(_ACTIVE), self._token())
        return self._shop

    def sign_in(self, user: str, password: str, code: str) -> Shop:
        """Sign in for the first time and keep what is needed to do it again. `code` where the user serves several."""
        self._door.hide(password)
        session = self._log_in(user, password)
        token = _chosen(session, code)
        found = fitting(_judged(self._send(_ACTIVE, {}, session.access, token, writes=False)), token)
        self._vault.put(self._account.uid, {"user": user, "refresh": password, "channel": token})
        self._tokens.keep(_text(session))
        self._shop = found
        return found

    def _token(self) -> str:
        return required(self._vault.get(self._account.uid), "channel")[0]

    def _signed_in(self, document: str, values: Mapping[str, object], *, writes: bool) -> Told:
        token = self._token()
        return self._let_in(lambda access: _judged(self._send(document, values, access, token, writes=writes)))

    def _let_in(self, send: Any) -> Told:
        """Renew the sign-in where it is over; a server says the same to one who may not do a thing."""
        try:
            told: Told = self._tokens.call(send)
        except NeedsLogin as refused:
            if refused.detail and self._is_known():
                fix = N_("Ask the platform for the right to do it.")
                raise Rejected(N_("This user may not do that there."), fix=fix, code="FORBIDDEN") from None
            raise
        return told

    def _is_known(self) -> bool:
        access = self._vault.get(self._account.uid).get("access", "")
        try:
            return bool(_judged(self._send("query { me { id } }", {}, access, self._token(), writes=False)).get("me"))
        except (Expired, ChannelProblem):
            return False

    def _send(self, document: str, values: Mapping[str, object], access: str, token: str, *, writes: bool) -> Reply:
        body = {"query": document, "variables": dict(values)}
        return self._door.send("POST", self.url, headers=_headers(access, token), json=body, writes=writes)

    def _again(self, password: str) -> str:
        user = required(self._vault.get(self._account.uid), "user")[0]
        return _text(self._log_in(user, password))

    def _log_in(self, user: str, password: str) -> Session:
        reply = self._send(_LOGIN, {"user": user, "password": password}, "", "", writes=False)
        told = _judged(reply).get("login")
        access = reply.headers.get("vendure-auth-token", "")
        if not isinstance(told, dict) or "errorCode" in told or not access:
            fix = N_("Type name and password as you do on its page.")
            raise NeedsLogin(N_("The shop does not know this name and password."), fix=fix, detail=_code(told))
        self._door.hide(access)
        found = [(text(one.get("token"), 200), text(one.get("code"), 200)) for one in trees(told.get("channels"))]
        return Session(access, found)


def address(given: str) -> str:
    """Where the API is, from the address of the server, of its own pages, or of the API; raises Rejected."""
    base = typed.address(given, _PAGES)
    return base if base.endswith(API) else base + API


def fitting(told: Told, token: str) -> Shop:
    """The shop of an answer; raises Rejected where it does not count in baht with VAT inside, or may not be seen."""
    one = told.get("activeChannel")
    if not isinstance(one, dict):
        raise answers.strange()
    currency = text(one.get("defaultCurrencyCode"), 10)
    if currency != "THB":
        raise ownshop.not_in_baht(currency)
    if one.get("pricesIncludeTax") is not True:
        why = N_("The shop there keeps prices without VAT.")
        raise Rejected(why, fix=N_("Let its prices include VAT first."), code="vat")
    seller = one.get("seller")
    name = text(seller.get("name"), 200) if isinstance(seller, dict) else ""
    code = text(one.get("code"), 200)
    return Shop(token, code, name or code, text(one.get("defaultLanguageCode"), 20) or "th")


def outcome(told: Told, name: str) -> Told:
    """The member of an answer that was asked for; raises Rejected for an ErrorResult in its place, Unknown for none."""
    one = told.get(name)
    one = one[0] if isinstance(one, list) and one else one
    if not isinstance(one, dict):
        raise answers.strange(Unknown)
    if "errorCode" in one:
        raise refused(_code(one), text(one.get("transitionError")) or text(one.get("message")))
    return one


def items(told: Told, name: str) -> list[Told]:
    """The rows of a list that was asked for, however far it goes on; raises Retry for what is no list."""
    found = told.get(name)
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise answers.strange()
    return trees(found["items"])


def refused(code: str, said: str) -> Rejected:
    """The refusal of one thing, in the server's own words."""
    if code == GONE:
        return ownshop.gone(code, said)
    fix = N_("Read its reason and mend it.")
    return Rejected(N_("The shop refuses this."), fix=fix, detail=f"{code} {said}".strip()[:300], code=code)


def _headers(access: str, token: str) -> dict[str, str]:
    # Servers that guard against forged forms want the last one with files.
    signed = {"Authorization": f"Bearer {access}"} if access else {}
    return {**signed, **({"vendure-token": token} if token else {}), "apollo-require-preflight": "true"}


def _judged(reply: Reply) -> Told:
    """The data of an answer. Raises Expired, and any problem of a channel."""
    try:
        told = strictjson.loads(reply.body) if reply.status >= HTTPStatus.BAD_REQUEST else reply.json()
    except ValueError:
        told = None
    if not isinstance(told, dict):
        why = N_("A page answers in place of the shop.")
        raise Retry(why, fix=answers.WAIT, detail=str(reply.status))
    if errors := trees(told.get("errors")):
        _raise(errors[0], wrote=reply.wrote)
    data = told.get("data")
    if not isinstance(data, dict):
        raise answers.strange(Unknown if reply.wrote else Retry)
    return data


def _raise(error: Told, *, wrote: bool) -> NoReturn:
    extensions = error.get("extensions")
    code = text(extensions.get("code"), 60) if isinstance(extensions, dict) else ""
    said = text(error.get("message"), 300)
    if code in ("FORBIDDEN", "UNAUTHENTICATED"):
        raise Expired(said or code)
    if code == "CHANNEL_NOT_FOUND":
        raise NeedsLogin(N_("The platform no longer lets us in."), fix=N_("Sign in at the platform again."))
    if code in _BAD_QUESTION:
        why = N_("This server is older or newer than ShopDesk knows.")
        raise Rejected(why, fix=N_("Take a newer ShopDesk."), detail=said, code=code)
    if code in ("", "INTERNAL_SERVER_ERROR"):
        raise answers.trouble(said, writes=wrote)
    raise refused(code, said)


def _chosen(session: Session, code: str) -> str:
    """The token of the shop's own channel: the one named, or the only one this user serves."""
    own = [one for one in session.channels if one[1] != DEFAULT] or list(session.channels)
    named = [token for token, known in own if code in (token, known)] if code else [token for token, _known in own]
    if len(named) == 1:
        return named[0]
    names = ", ".join(known for _token, known in own[:10])
    fix = N_("Type the shop's code behind the password.")
    if not own:
        raise needs_login("")
    raise Rejected(N_("Which shop is yours there? {names}"), fix=fix, code="channel", names=names)


def _code(told: object) -> str:
    return text(told.get("errorCode"), 60) if isinstance(told, dict) else ""


def _text(session: Session) -> str:
    return json.dumps({"access": session.access})


def _read(told: str) -> Fresh:
    return Fresh(json.loads(told)["access"])
