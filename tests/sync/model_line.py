"""The practice marketplace within this process, behind lines that break at a call of one's choice.

The program's own door, clients and mappings speak to it: only the socket is left out, and with it the waiting.
"""

import io
import json
import pickle
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import unquote, urlsplit

import requests

from shopdesk.practice import people
from shopdesk.practice.control import Control
from shopdesk.practice.faults import Faults
from shopdesk.practice.lazada.door import Lazada
from shopdesk.practice.records import KINDS, READY, Sku, Unit
from shopdesk.practice.store import Store
from shopdesk.practice.wire import Answer, Request
from shopdesk.practice.woocommerce.door import WooCommerce
from shopdesk.sync import transport

ADDRESS = "http://127.0.0.1:9"
# A listing has no key at Lazada: made after its maker looked it stands there twice, and no program can help it.
NO_KEY = ("/product/create",)
# Deeds that change nothing at a shop: a token, a paper, a photo.
NO_DEED = ("/auth/token/refresh", "/document/get", "/image/upload")
PACKED, SENT = "/order/fulfill/pack", "/order/package/rts"
STOCKS = ("/product/stock/sellable/update", "/products/batch")
NOWHERE = 999_999_999

# How often each kind of trouble really struck, over all examples of a run.
STRUCK: Counter[str] = Counter()


class PowerCut(BaseException):
    """The program ends here."""


@dataclass(slots=True)
class Strike:
    """Trouble of a kind for one call: the first one that it fits, after `skip` others that it fits too."""

    kind: str
    skip: int = 0


@dataclass(slots=True)
class _Answered:
    """An answer as the door reads it."""

    answer: Answer
    status_code: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.status_code = self.answer.status
        self.headers = {"Content-Type": self.answer.kind, **dict(self.answer.headers)}

    @property
    def raw(self) -> "_Answered":
        return self

    def stream(self, _piece: int, *, decode_content: bool) -> Iterator[bytes]:
        yield self.answer.body

    def __enter__(self) -> "_Answered":
        return self

    def __exit__(self, *_raised: object) -> None:
        return


class Safe:
    """The system's store of secrets."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[username] = password


class Market:
    """Lazada and a WooCommerce shop, with what happened there only once kept beside."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._begin(Store(None, now), now)
        people.settle_in(self.store)

    def _begin(self, store: Store, now: Callable[[], datetime]) -> None:
        self.store, self.now = store, now
        self.speakers = (Lazada(store), WooCommerce(store))
        self.control = Control(store, Faults(), Counter(), ADDRESS)
        self.packages: dict[int, set[str]] = {}
        self.sent: set[int] = set()

    def kept(self) -> bytes:
        """All it holds."""
        return pickle.dumps(([one for kind in KINDS for one in self.store.all(kind)], self.store.values))

    @classmethod
    def again(cls, kept: bytes, now: Callable[[], datetime]) -> "Market":
        """A marketplace that holds what was kept."""
        made, store = cls.__new__(cls), Store(None, now)
        records, values = pickle.loads(kept)
        for one in records:
            store.put(one)
        store.values.update(values)
        made._begin(store, now)
        return made

    def answer(self, request: Request) -> Answer:
        speaker = next(one for one in self.speakers if one.owns(request.path))
        told = speaker.answer(request)
        self.store.save()
        if request.path.endswith((PACKED, SENT)):
            for unit in self.store.all(Unit):
                if unit.package:
                    self.packages.setdefault(unit.order, set()).add(unit.package)
                if unit.state == READY:
                    self.sent.add(unit.order)
        return told

    def sku(self, seller_sku: str, seller: int) -> Sku | None:
        """The unit on the shelf there; fails where it stands there twice."""
        product = {one["product"] for one in self.control.products(seller) if one["status"] != "Deleted"}
        found = [
            one for one in self.store.all(Sku)
            if one.seller_sku == seller_sku and one.product in product and not one.more.get("gone")
        ]  # fmt: skip
        assert len(found) <= 1, f"{seller_sku} stands there {len(found)} times"
        return found[0] if found else None


class Line:
    """A line from one account to the marketplace; stands in for the session of the account's door."""

    def __init__(self, market: Market, seller: int) -> None:
        self.market, self.seller, self.away = market, seller, False
        self.strikes: list[Strike] = []
        self.late: list[tuple[int, Request]] = []
        self.calls: list[str] = []

    def heal(self) -> None:
        self.strikes.clear()
        self.late.clear()
        self.away = False

    def send(self, wish: requests.PreparedRequest, **_how: object) -> _Answered:
        """One call, whole, cut, twice or not at all."""
        request = _read(wish)
        self.calls.append(request.path)
        self._deliver_late()
        if self.away:
            STRUCK["away"] += 1
            raise requests.ConnectionError("no line")
        transport._current.get().sent += len(request.body) + 1
        return _Answered(self._struck(request, self._strike(request)))

    def _strike(self, request: Request) -> str:
        for one in self.strikes:
            if FITS[one.kind](request):
                one.skip -= 1
                if one.skip < 0:
                    self.strikes.remove(one)
                    STRUCK[one.kind] += 1
                    return one.kind
                return ""
        return ""

    def _struck(self, request: Request, kind: str) -> Answer:
        if kind == "crash before":
            raise PowerCut
        if kind in ("request lost", "late"):
            if kind == "late":
                self.late.append((0 if request.path.endswith(NO_KEY) else 2, request))
            raise requests.ReadTimeout("no answer")
        if kind == "token over":
            self.market.control.expire_token(self.seller)
        if kind == "partial batch":
            return self._but_one(request)
        told = self.market.answer(request)
        if kind == "said twice":
            self.market.answer(request)
        if kind == "answer lost":
            raise requests.ReadTimeout("no answer")
        if kind == "crash after":
            raise PowerCut
        return told

    def _deliver_late(self) -> None:
        """What was held up on the way arrives after all, whatever was said since."""
        due = [request for left, request in self.late if left <= 0]
        self.late = [(left - 1, request) for left, request in self.late if left > 0]
        for request in due:
            STRUCK["arrived late"] += 1
            self.market.answer(request)

    def _but_one(self, request: Request) -> Answer:
        """All of a batch but its last member."""
        if request.path.endswith(STOCKS[0]):
            sku = _skus(request)[-1]
            self.market.control.freeze(sku, "campaign")
            told = self.market.answer(request)
            self.market.control.freeze(sku, "")
            return told
        given = json.loads(request.body)
        own, given["update"][-1]["id"] = given["update"][-1]["id"], NOWHERE
        told = self.market.answer(replace(request, body=json.dumps(given).encode()))
        return replace(told, body=told.body.replace(str(NOWHERE).encode(), str(own).encode()))


def _read(wish: requests.PreparedRequest) -> Request:
    parts = urlsplit(str(wish.url))
    body = wish.body or b""
    headers = {name.lower(): str(value) for name, value in wish.headers.items()} | {"host": parts.netloc}
    raw = body.encode() if isinstance(body, str) else body
    return Request(str(wish.method), unquote(parts.path), parts.query, headers, raw, ADDRESS)


def _any(_request: Request) -> bool:
    return True


def is_deed(request: Request) -> bool:
    """Whether the call is to change something there."""
    asked = request.method == "GET" and not request.path.endswith(("/cancel/create", "/decide"))
    return not asked and not request.path.endswith(NO_DEED)


def _is_deed_with_a_key(request: Request) -> bool:
    return is_deed(request) and not request.path.endswith(NO_KEY)


def _is_batch(request: Request) -> bool:
    if request.path.endswith(STOCKS[0]):
        return len(_skus(request)) > 1
    return request.path.endswith(STOCKS[1]) and len(json.loads(request.body).get("update", ())) > 1


def _skus(request: Request) -> list[str]:
    return re.findall("<SellerSku>([^<]*)<", dict(request.form()[0]).get("payload", ""))


def _has_token(request: Request) -> bool:
    return "access_token=" in request.query or b"access_token=" in request.body


FITS: dict[str, Callable[[Request], bool]] = {
    "request lost": is_deed,
    "answer lost": is_deed,
    "said twice": _is_deed_with_a_key,
    "late": is_deed,
    "partial batch": _is_batch,
    "token over": _has_token,
    "crash before": _any,
    "crash after": is_deed,
}


def photo() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (400, 400), (200, 120, 40)).save(out, "JPEG")
    return out.getvalue()
