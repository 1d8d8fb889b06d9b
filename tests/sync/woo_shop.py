"""A shop on WooCommerce as the tests know it: one that answers by a script and looks at every request."""

import base64
import contextlib
import hashlib
import hmac
import ipaddress
import json
import ssl
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from shopdesk.shop.channels import Account, Draft, DraftUnit
from shopdesk.sync.channels.woocommerce import channel
from shopdesk.sync.channels.woocommerce.client import Client
from shopdesk.sync.http import Door
from shopdesk.sync.vault import Vault, open_vault

DATA = Path(__file__).resolve().parents[1] / "data" / "woocommerce"
UID = "woo-1"
KEY, SECRET = "ck_" + "a1b2c3d4" * 5, "cs_" + "e5f6a7b8" * 5
NOW = datetime(2026, 11, 22, 18, 45, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
ANY: Any = object()


@dataclass
class Say:
    """One request as it has to be, and the answer to it."""

    method: str
    path: str
    query: Sequence[tuple[str, str]] = ()
    body: Any = None
    answer: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    anonymous: bool = False


def recorded(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return found


def replay(name: str, query: Sequence[tuple[str, str]] = ()) -> Say:
    """A recording of the live server: its request, to which the query it was asked with belongs, and its answer."""
    told = recorded(name)
    asked = told["request"]
    body = json.loads(asked["body"]) if asked["body"] else None
    path = urlsplit(asked["url"]).path
    return Say(asked["method"], path, query, body, told["json"], told["status"], told["headers"])


def php_signature(method: str, url: str, pairs: Sequence[tuple[str, str]], secret: str) -> str:
    """OAuth 1.0a as the server computes it, written from its description for these tests alone."""
    arranged = sorted((one for one in pairs if one[0] != "oauth_signature"), key=lambda one: one[0].split("[")[0])
    joined = []
    for name, value in arranged:
        once = quote(name, safe=""), quote(value, safe="")
        joined.append("%3D".join(part.replace("%", "%25") for part in once))
    base = "&".join([method.upper(), quote(url, safe=""), "%26".join(joined)])
    return base64.b64encode(hmac.new((secret + "&").encode(), base.encode(), hashlib.sha256).digest()).decode()


class Shop:
    """A server that holds every request against its script; what differs stands in `wrong`."""

    def __init__(self, script: Sequence[Say], tls: ssl.SSLContext | None = None) -> None:
        self.script, self.wrong, self.tls = list(script), list[str](), tls
        self.nonces: set[str] = set()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        if tls:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    @property
    def base(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.server.server_address[1]}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        shop = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self) -> None:
                self.raw_requestline = self.rfile.readline(65_537)
                if not self.raw_requestline or not self.parse_request():
                    self.close_connection = True
                    return
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                shop._answer(self, body)

            def log_message(self, *_args: Any) -> None:
                return

        return Handler

    def _answer(self, door: BaseHTTPRequestHandler, body: bytes) -> None:
        told = self.script.pop(0) if self.script else Say("nothing", "more")
        self._compare(door, body, told)
        plain = isinstance(told.answer, bytes)
        content = told.answer if plain else json.dumps(told.answer, ensure_ascii=False).encode()
        door.send_response(told.status)
        headers = {"Content-Type": "application/json; charset=UTF-8", **told.headers}
        for name, value in headers.items():
            door.send_header(name, value)
        door.send_header("Content-Length", str(len(content)))
        door.end_headers()
        door.wfile.write(content)

    def _compare(self, door: BaseHTTPRequestHandler, body: bytes, told: Say) -> None:
        parts = urlsplit(door.path)
        pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        own = [pair for pair in pairs if not pair[0].startswith("oauth_")]
        sent = json.loads(body) if body and told.body is not ANY else None
        wanted = None if told.body is ANY else told.body
        for what, got, want in (
            ("method", door.command, told.method), ("path", parts.path, told.path),
            ("query", sorted(own), sorted(own if told.query is ANY else told.query)), ("body", sent, wanted),
        ):  # fmt: skip
            if got != want:
                self.wrong.append(f"{told.method} {told.path}: {what} is {got!r}, not {want!r}")
        if not told.anonymous:
            self._authorised(door, parts.path, pairs)

    def _authorised(self, door: BaseHTTPRequestHandler, path: str, pairs: list[tuple[str, str]]) -> None:
        given, header = dict(pairs), door.headers.get("Authorization", "")
        if self.tls:
            basic = "Basic " + base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
            good = header == basic and not any(name.startswith("oauth_") for name in given)
        else:
            url = f"http://{door.headers['Host']}{path}"
            good = not header and given.get("oauth_consumer_key") == KEY
            good = good and given.get("oauth_signature_method") == "HMAC-SHA256"
            good = good and given.get("oauth_timestamp") == str(int(NOW.timestamp()))
            good = good and given.get("oauth_signature") == php_signature(door.command, url, pairs, SECRET)
            good = good and given["oauth_nonce"] not in self.nonces
            self.nonces.add(given.get("oauth_nonce", ""))
        if not good:
            self.wrong.append(f"{door.command} {path}: not signed as it has to be")


class Line:
    """An account at the shop, opened as the program opens it."""

    def __init__(self, base: str, folder: Path, *, keys: bool = True, root: str = "/wp-json/", **secrets: str) -> None:
        self.vault: Vault = open_vault(folder)
        if keys:
            self.vault.put(UID, {"key": KEY, "secret": SECRET, **secrets})
        self.account = Account(1, UID, "woocommerce", "ร้าน", base + root, "", "")
        self.door = Door(base=base, now=lambda: NOW, deadline=5.0)
        self.client = Client(self.account, self.vault, self.door, lambda: NOW)
        self.channel = channel.open(self.account, self.vault, self.door, lambda: NOW)


def trusted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """TLS for this machine, vouched for by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    start = datetime.now(UTC) - timedelta(days=1)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    built = x509.CertificateBuilder(name, name, key.public_key(), 1, start, start + timedelta(days=9))
    built = built.add_extension(here, critical=False)
    built = built.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    made = built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    form = serialization.PrivateFormat.PKCS8
    (folder / "ca.pem").write_bytes(made)
    own = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    (folder / "server.pem").write_bytes(own + made)
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(folder / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context


@contextlib.contextmanager
def shop(script: Sequence[Say], tls: ssl.SSLContext | None = None) -> Iterator[Shop]:
    """The shop while the block lasts; at its end everything was asked, and asked as it has to be."""
    made = Shop(script, tls)
    try:
        yield made
    finally:
        made.close()
    assert made.wrong == []
    assert made.script == []


def draft(*skus: str, price: int = 25_000, stock: int = 9, **more: Any) -> Draft:
    several = len(skus) > 1
    units = [
        DraftUnit(sku, price, stock, 500, (300, 200, 205), {"choice": f"แบบ {n}"} if several else {})
        for n, sku in enumerate(skus)
    ]
    told = {"title": "ตะกร้าไม้ไผ่สาน", "description": "สานด้วยมือ\nสีธรรมชาติ & ทน\n\nซักได้", "category": "15"}
    return Draft(**{**told, "attributes": {}, "photos": (), "units": tuple(units), "key": "p-0001", **more})
