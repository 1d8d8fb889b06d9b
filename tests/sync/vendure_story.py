"""Everything a shop does at a Vendure server, once, one call after the other: told to the real one and to its tape.

The tape (tests/data/vendure/story.json) is what the real server answered. It is recorded anew by
`python -m tests.sync.vendure_story`, and a test sells by it where no server is.
"""

import json
import re
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import requests

from shopdesk.shop.channels import Account, Channel, Draft, DraftUnit, Package, Write
from shopdesk.sync.channels.vendure import channel
from shopdesk.sync.http import Door
from shopdesk.sync.vault import open_vault
from tests.sync.vendure_shop import Keys, Server

TAPE = Path(__file__).resolve().parents[1] / "data" / "vendure" / "story.json"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
UID = "vendure-1"
# Four bytes that begin as a JPEG does are enough for a server that only keeps them.
PHOTO = b"\xff\xd8\xff\xe0 a photo"

Buy = Callable[[], None]


def draft(*skus: str, **more: Any) -> Draft:
    units = tuple(DraftUnit(sku, 25_000, 9, 500, (300, 200, 205), {"choice": f"แบบ {sku}"}) for sku in skus)
    return replace(Draft("ตะกร้าไม้ไผ่", "สานด้วยมือ\nทน & เบา", "-", {}, (), units, "K-STORY"), **more)


def told(there: Channel, pasted: str, buy: Buy) -> list[Any]:
    """Do all of it; answers what came back of each call, in order."""
    heard: list[Any] = [there.finish_sign_in(pasted, "").name, there.categories("th")[0].id]
    name = there.upload_photo(PHOTO)
    made = there.create(draft("ST-1", "ST-2", photos=(name,)))
    heard += [name, made, there.find(["ST-1", "ST-2", "ST-9"])]
    writes = [Write(made.remote, made.units["ST-1"], "ST-1", 4), Write(made.remote, "99999", "GONE", 4)]
    heard += [there.set_stock(writes), there.set_price([replace(writes[0], value=31_000)])]
    buy()
    page = there.orders(LONG_AGO, "")
    (order,) = page.orders
    heard += [page, there.set_stock(writes[:1]), there.find(["ST-1"])]
    there.cancel(order.remote, [replace(order.lines[0], quantity=1)], "out_of_stock")
    package = Package("", tuple(one.ids[0] for one in order.lines), "EF582568151TH", "EMS")
    there.ship(order.remote, package)
    there.ship(order.remote, package)
    heard.append(there.order(order.remote))
    there.pause(made.remote, [])
    there.resume(made.remote, [])
    heard.append(there.update(draft("ST-1", "ST-2", "ST-3", remote=made.remote)))
    for _ in range(2):
        there.remove(made.remote, [])
    return heard


def opened(base: str, folder: Path) -> Channel:
    """The account, as the program opens it."""
    account = Account(1, UID, "vendure", "ร้าน", base, "", "")
    return channel.open(account, open_vault(folder), Door(base=base), lambda: datetime.now(UTC))


class Taped:
    """Answers from a tape, or passes everything on to a real server and keeps what it said.

    What was asked otherwise than on the tape stands in `wrong`.
    """

    def __init__(self, upstream: str = "") -> None:
        self.upstream, self.wrong = upstream, list[str]()
        self.tape: list[dict[str, Any]] = [] if upstream else json.loads(TAPE.read_text(encoding="utf-8"))
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)

    def questions(self) -> list[str]:
        return [entry["asked"]["query"] for entry in self.tape]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        taped = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                entry = taped._passed_on(self, body) if taped.upstream else taped._from_tape(self, body)
                content = json.dumps(entry["answer"], ensure_ascii=False).encode()
                self.send_response(entry["status"])
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                if entry["token"]:
                    self.send_header("vendure-auth-token", entry["token"])
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_args: Any) -> None:
                return

        return Handler

    def _passed_on(self, door: BaseHTTPRequestHandler, body: bytes) -> dict[str, Any]:
        kept = ("Authorization", "vendure-token", "Content-Type", "apollo-require-preflight")
        headers = {name: door.headers[name] for name in kept if door.headers[name]}
        reply = requests.post(self.upstream + door.path, data=body, headers=headers, timeout=60)
        entry = {
            "asked": asked(body), "signed": "Authorization" in headers, "shop": headers.get("vendure-token", ""),
            "status": reply.status_code, "token": reply.headers.get("vendure-auth-token", ""), "answer": reply.json(),
        }  # fmt: skip
        self.tape.append(entry)
        return entry

    def _from_tape(self, door: BaseHTTPRequestHandler, body: bytes) -> dict[str, Any]:
        entry = self.tape.pop(0)
        sent = {
            "asked": asked(body), "signed": bool(door.headers["Authorization"]),
            "shop": door.headers["vendure-token"] or "",
        }  # fmt: skip
        self.wrong += [f"{name}: {sent[name]} is not {entry[name]}" for name in sent if sent[name] != entry[name]]
        return entry


def asked(body: bytes) -> Any:
    """The operation and its values, whatever a request wraps them in."""
    if not body.startswith(b"{"):
        found = re.search(rb'name="operations"\r\n\r\n(.*?)\r\n--', body, re.DOTALL)
        assert found, "a file goes with its operation"
        body = found.group(1)
    return json.loads(body)


def record() -> None:
    """Tell the story to a real server and keep the tape."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = Server(folder)
        keys = server.open_shop()
        taped = Taped(server.address)
        try:
            told(opened(taped.base, folder), keys.pasted, lambda: bought(server, keys))
        finally:
            taped.close()
            server.close()
    TAPE.parent.mkdir(exist_ok=True)
    TAPE.write_text(json.dumps(taped.tape, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def bought(server: Server, keys: Keys) -> None:
    server.buy(keys, ST_1=2, ST_2=1)


if __name__ == "__main__":
    record()
