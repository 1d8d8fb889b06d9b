"""The one door to the network: nothing else in ShopDesk speaks HTTP.

door.send("GET", "/orders", params=[("page", "1")]).json()

Whatever goes wrong is told as a channel's problem: Offline (no line), Unknown (a write whose answer never came), Retry
(later). A refusal that concerns the call itself (4xx) is a `Reply`: the channel knows what its platform means by it.
"""

import ipaddress
import logging
import re
import ssl
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus, urlsplit

import shopdesk
from shopdesk.base import clock, log
from shopdesk.base.clock import Clock
from shopdesk.base.i18n import N_
from shopdesk.shop.channel_problems import NO_LINE, NOT_SAFE, OTHER_PAGE, Unreached, code_of
from shopdesk.shop.channels import Offline, Rejected, Retry, Unknown
from shopdesk.sync import reach, strictjson

if TYPE_CHECKING:
    import requests

    from shopdesk.sync.transport import Trip

LONGEST_WAIT = timedelta(hours=1)
LARGEST = 10_000_000
CONNECT_SECONDS = 15.0
# Packed, a piece may be a thousand times as large: so much is unpacked before anybody looks how much it is.
PIECE = 4_096
# A clock before the program was made, or in the Buddhist era, is wrong; so is one this far from the platform's.
FIRST_YEAR, LAST_YEAR = 2026, 2100
FAR_OFF = timedelta(minutes=4)
_SIGN_IN_FIRST = HTTPStatus.NETWORK_AUTHENTICATION_REQUIRED
_NOT_YET_OR_NO_MORE = (9, 10)  # OpenSSL: the certificate's time has not begun, or is over
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|script|meta)\b", re.IGNORECASE)
_PACKINGS = ("", "identity", "gzip", "deflate")

_WAIT = N_("Go on selling. It is sent by itself later.")
_CLOCK = N_("Set the date and the time of this computer right.")
_SIGN_IN = N_("Open a browser: this Wi-Fi may want you to sign in.")

_log = logging.getLogger(__name__)

Pairs = Sequence[tuple[str, str]] | Mapping[str, str]
Files = Mapping[str, tuple[str, bytes, str]]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that came whole. Header names are lower case; it does not know the address it came from."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    wrote: bool = False

    def json(self) -> Any:
        """The body read strictly: no key twice, no NaN, at most 60 deep; numbers with a point are Decimal.

        Raises Retry for what cannot be read, Unknown where that answered a write, Offline for somebody else's page.
        """
        try:
            return strictjson.loads(self.body)
        except ValueError as error:
            if self.status < HTTPStatus.BAD_REQUEST and self.body.lstrip().startswith(b"<"):
                raise _someone_else() from None
            problem = Unknown if self.wrote else Retry
            raise problem(N_("The answer was cut or cannot be read."), fix=_WAIT, detail=str(error)[:100]) from None


class Door:
    """The way out for one account. `secrets` never appear in logs or problems; `meter` hears bytes sent and received.

    `deadline` are seconds for a whole request, however slowly it drips; `largest` bytes of an answer, unpacked.
    `pace` waits until the next request may go out. `asked`: a person waits who may have typed the base wrongly.
    """

    def __init__(
        self, *, base: str = "", secrets: Collection[str] = (), deadline: float = 60.0, largest: int = LARGEST,
        meter: Callable[[int, int], None] | None = None, session: "requests.Session | None" = None,
        pace: Callable[[], None] | None = None, now: Clock = clock.system_clock, asked: bool = False,
    ) -> None:  # fmt: skip
        self._asked = asked
        self._base, self._deadline, self._largest = base, deadline, largest
        self._meter, self._session, self._pace, self._now = meter, session, pace, now
        self._secrets: set[str] = set()
        self.hide(*secrets)

    def __repr__(self) -> str:
        return f"Door({urlsplit(self._base).hostname or ''})"

    def hide(self, *secrets: str) -> None:
        """Mask these values from now on, as they are and as an address writes them: a token that was renewed."""
        for secret in secrets:
            for shape in {secret, quote(secret, safe=""), quote_plus(secret)}:
                if len(shape) >= 4:
                    self._secrets.add(shape)
                log.hide(shape)

    def send(
        self, method: str, url: str, *, params: Pairs = (), headers: Mapping[str, str] | None = None,
        json: object | None = None, form: Mapping[str, str] | None = None, files: Files | None = None,
        body: bytes | None = None, writes: bool = False, signed_url: str | None = None,
    ) -> Reply:  # fmt: skip
        """One request and its whole answer. `signed_url` goes out letter for letter; a `url` alone follows the base.

        Raises Offline, Retry (for a write: Unknown), or Rejected for an address that must not be called.
        """
        import requests

        target = signed_url or self._address(url)
        self._refuse_unsafe(target)
        given = {"User-Agent": f"ShopDesk/{shopdesk.__version__}", "Accept-Encoding": "gzip", **(headers or {})}
        if json is not None:
            body, given = strictjson.dumps(json), {"Content-Type": "application/json", **given}
        _refuse_letters(given)
        pairs = list(params.items() if isinstance(params, Mapping) else params)
        try:
            wish = requests.Request(
                method, target, params=[] if signed_url else pairs, headers=given, data=body or form, files=files
            ).prepare()
        except (requests.RequestException, ValueError):
            raise _bad_address() from None
        if signed_url:
            wish.url = signed_url
        return self._exchange(wish, writes)

    def _address(self, url: str) -> str:
        return url if "://" in url else f"{self._base.rstrip('/')}/{url.lstrip('/')}"

    def _refuse_unsafe(self, target: str) -> None:
        try:
            there, home = urlsplit(target), urlsplit(self._base)
            plain_home = home.scheme == "http" and (home.hostname, home.port) == (there.hostname, there.port)
            allowed = there.scheme == "https" or (
                there.scheme == "http" and (plain_home or is_loopback(there.hostname or ""))
            )
        except ValueError:
            raise _bad_address() from None
        if not allowed or not there.hostname or there.username is not None:
            raise _bad_address()

    def _exchange(self, wish: "requests.PreparedRequest", writes: bool) -> Reply:
        from shopdesk.sync.transport import Trip

        if self._pace:
            self._pace()
        trip = Trip(self._deadline, self._largest)
        place = f"{wish.method} {urlsplit(wish.url or '').hostname}{urlsplit(wish.url or '').path}"
        try:
            with trip:
                reply = self._whole(wish, trip, writes)
            self._judge(reply)
            reach.heard(_host(wish))
        except Retry as problem:
            if not isinstance(problem, Offline) and trip.received:
                reach.heard(_host(wish))
            kinds = " ".join(getattr(problem, "__notes__", ()))
            told = f"{place}: {type(problem).__name__}: {problem.why} {code_of(problem.detail)} {kinds}"
            _log.info("%s", self._masked(told.rstrip()))
            raise
        finally:
            if self._meter:
                self._meter(trip.sent, trip.received)
        return reply

    def _whole(self, wish: "requests.PreparedRequest", trip: "Trip", writes: bool) -> Reply:
        import http.client

        import requests
        import urllib3

        try:
            if self._session is None:
                self._session = _session()
            wait = (min(CONNECT_SECONDS, trip.left), trip.left)
            with self._session.send(wish, stream=True, timeout=wait, allow_redirects=False, verify=True) as answer:
                body = self._read(answer, trip)
                headers = {name.lower(): value for name, value in answer.headers.items()}
                return Reply(answer.status_code, headers, body, writes)
        except (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError) as error:
            problem = self._told(error, _host(wish), said=trip.sent > 0, writes=writes)
            # For the log alone: a person has no use for the names, and whole addresses stand in the rest.
            problem.add_note(" < ".join(type(one).__name__ for one in _causes(error)))
            raise problem from None

    def _read(self, answer: "requests.Response", trip: "Trip") -> bytes:
        if answer.headers.get("Content-Encoding", "").strip().lower() not in _PACKINGS:
            raise OSError("an unknown packing")
        parts, size = [], 0
        for part in answer.raw.stream(PIECE, decode_content=True):
            size += len(part)
            if size > self._largest or trip.left <= 0:
                raise OSError("a body larger than allowed")
            parts.append(part)
        return b"".join(parts)

    def _told(self, error: Exception, host: str, *, said: bool, writes: bool) -> Retry:
        refused = next((one for one in _causes(error) if isinstance(one, ssl.SSLError)), None)
        if not said and refused is not None:
            return self._unsafe_line(refused)
        if not said:
            refuses = any(isinstance(one, ConnectionRefusedError) for one in _causes(error))
            return self._nobody(host, proven=refuses or reach.has_line(besides=host))
        if writes:
            return Unknown(N_("The answer never came: it may be done or not."), fix=_WAIT)
        return Retry(N_("The answer did not come whole."), fix=_WAIT)

    def _nobody(self, host: str, *, proven: bool) -> Unreached:
        """The problem of a host where nobody answers; a machine that refuses is there, and so is the line to it."""
        if proven:
            return silent(host, own=bool(self._base))
        if self._asked and self._base:
            why, fix = N_("This address does not answer."), N_("Check the address, and whether there is internet.")
            return Unreached(why, fix=fix, host=host, own=True)
        return Unreached(NO_LINE, fix=_WAIT, host=host, own=bool(self._base))

    def _unsafe_line(self, error: ssl.SSLError) -> Offline:
        wrong = not FIRST_YEAR <= self._now().year <= LAST_YEAR
        wrong = wrong or getattr(error, "verify_code", 0) in _NOT_YET_OR_NO_MORE
        fix = _CLOCK if wrong else N_("Use another line; this one is not safe.")
        return Offline(NOT_SAFE, fix=fix)

    def _judge(self, reply: Reply) -> None:
        """Raise what the status alone says; what is left is for the channel to understand."""
        status = reply.status
        elsewhere = HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST
        if elsewhere or status == _SIGN_IN_FIRST or (status < HTTPStatus.MULTIPLE_CHOICES and _is_page(reply)):
            raise _someone_else()
        after = _retry_after(reply.headers, self._now())
        detail = f"{status} {self._masked(reply.body[:300].decode('utf-8', 'replace'))}"
        if status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS):
            raise Retry(N_("The platform asks us to wait."), fix=_WAIT, detail=detail, after=after)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status < HTTPStatus.OK:
            problem = Unknown if reply.wrote else Retry
            raise problem(N_("The platform has trouble of its own."), fix=_WAIT, detail=detail, after=after)

    def _masked(self, text: str) -> str:
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, "•••")
        return log.clean(text)


def silent(host: str, *, own: bool) -> Unreached:
    """The problem of one host that is silent while the line is there; `own` where its address was typed."""
    if own:
        why, fix = N_("This shop's address does not answer."), N_("Check the address. Selling at the counter goes on.")
    else:
        why, fix = N_("The platform does not answer now."), _WAIT
    return Unreached(why, fix=fix, host=host, own=own, proven=True)


def clock_off(reply: Reply, now: datetime) -> timedelta | None:
    """How far our clock is from the platform's where that is too far for its signatures; None where it is not."""
    told = _date(reply.headers.get("date", ""))
    return now - told if told is not None and abs(now - told) > FAR_OFF else None


def wrong_clock(detail: str = "") -> Retry:
    """The problem of a platform that refuses our time; for a channel that reads so in an answer."""
    return Retry(N_("The platform says that our clock is wrong."), fix=_CLOCK, detail=detail)


def _session() -> "requests.Session":
    from shopdesk.sync import transport

    # It writes whole addresses, with their signatures, to whoever listens.
    logging.getLogger("urllib3").setLevel(logging.CRITICAL)
    return transport.session()


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_page(reply: Reply) -> bool:
    kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind in ("text/html", "application/xhtml+xml") or _HTML.match(reply.body[:500]) is not None


def _someone_else() -> Offline:
    return Offline(OTHER_PAGE, fix=_SIGN_IN)


def _host(wish: "requests.PreparedRequest") -> str:
    return urlsplit(wish.url or "").hostname or ""


def _refuse_letters(headers: Mapping[str, str]) -> None:
    if not all(value.isascii() and value.isprintable() for value in headers.values()):
        raise Rejected(N_("The key has letters that no key has."), fix=N_("Copy the key again."), code="key")


def _bad_address() -> Rejected:
    return Rejected(
        N_("This address cannot be called."),
        fix=N_("Write it again; it begins with https://."),
        code="address",
    )


def _causes(error: BaseException) -> list[BaseException]:
    """An exception with all it was made of; the libraries keep the first cause in several places."""
    found: list[BaseException] = []
    open_: list[object] = [error]
    while open_ and len(found) < 10:
        one = open_.pop(0)
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            open_ += [getattr(one, "reason", None), one.__cause__, one.__context__, *one.args]
    return found


def _date(text: str) -> datetime | None:
    try:
        told = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return told.replace(tzinfo=UTC) if told.tzinfo is None else told


def _retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """RFC 9110 §10.2.3: seconds or a date, which is counted from the platform's own clock where it tells it."""
    told = headers.get("retry-after", "").strip()
    if told.isascii() and told.isdigit():
        return min(timedelta(seconds=int(told[:9])), LONGEST_WAIT)
    until = _date(told)
    if until is None:
        return None
    wait = until - (_date(headers.get("date", "")) or now)
    return min(wait, LONGEST_WAIT) if wait > timedelta(0) else None
