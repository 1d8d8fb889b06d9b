"""A real Vendure server as the tests sell at it: started here, with its own database, run by an operator of its own.

Nothing of the channel under test is used to run it or to buy there: the operator and the buyers speak for themselves.
"""

import hashlib
import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from shopdesk.sync import locking

HOME = Path(__file__).resolve().parents[1] / "vendure"
PACKAGES = HOME / "node_modules"
RIGHTS = ["ReadCatalog", "CreateCatalog", "UpdateCatalog", "DeleteCatalog", "ReadOrder", "UpdateOrder"]
PASSWORD = "ผ้าไหม-บ้านเชียง-9"
_START, _OLDEST_NODE = 90.0, 20
_REFUSED = "... on ErrorResult { errorCode message }"


def missing() -> str:
    """Why the server cannot be started here; "" where it can."""
    node = shutil.which("node")
    if not node:
        return "node is not installed"
    version = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30).stdout
    if int(version.strip().lstrip("v").partition(".")[0] or 0) < _OLDEST_NODE:
        return f"node {version.strip()} is older than the Vendure server needs"
    # npm writes it when all the others are there.
    if not (PACKAGES / ".package-lock.json").exists():
        return "the packages of the Vendure server are not installed; `make test` does it where npm is"
    return ""


def laid_out() -> Path:
    """A database as the server lays it out at its first start; made once for these packages and this configuration."""
    seen = hashlib.sha256(b"".join((HOME / name).read_bytes() for name in ("config.js", "populate.js", "package.json")))
    path = PACKAGES / f".laid-out-{seen.hexdigest()[:16]}.sqlite"
    # Those who test beside each other wait for the one that makes it.
    with locking.held(path.with_suffix(".lock"), seconds=200):
        if not path.exists():
            beside = path.with_suffix(".part")
            beside.unlink(missing_ok=True)
            subprocess.run(
                ["node", "populate.js"], cwd=HOME, env=_environment(beside, _free_port(), LAY_OUT="1"), check=True,
                capture_output=True, timeout=180,
            )  # fmt: skip
            beside.replace(path)
    return path


def _environment(database: Path, port: int, **more: str) -> dict[str, str]:
    own = {"SQLITE": str(database), "PORT": str(port), "VENDURE_DISABLE_TELEMETRY": "true", "NODE_ENV": "test"}
    return {**os.environ, **own, **more}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass(frozen=True)
class Keys:
    """What the operator gives a shop: its channel's token and code, and the name it signs in with."""

    token: str
    code: str
    user: str
    channel: str

    @property
    def pasted(self) -> str:
        return f"{self.user} {PASSWORD}"


class Server:
    """The server and its operator. What is killed can be started again, with all it knew."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.shops = folder, _free_port(), 0
        self.line = requests.Session()
        self.process: subprocess.Popen[bytes] | None = None
        self.access = ""
        shutil.copyfile(laid_out(), folder / "vendure.sqlite")
        self.start()
        self.rights = {"defaultCurrencyCode": "THB", "availableCurrencyCodes": ["THB"], "pricesIncludeTax": True}
        self.operate("mutation($i: UpdateChannelInput!) { updateChannel(input: $i) { __typename } }",
                     i={"id": "1", **self.rights, "trackInventory": True})  # fmt: skip

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        log = self.folder / "vendure.log"
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                ["node", "server.js"], cwd=HOME, env=_environment(self.folder / "vendure.sqlite", self.port),
                stdout=out, stderr=out,
            )  # fmt: skip
        end = time.monotonic() + _START
        while b"READY" not in log.read_bytes():
            running = self.process.poll() is None and time.monotonic() < end
            assert running, log.read_text(encoding="utf-8")
            time.sleep(0.05)
        self.access = self.signed_in("superadmin", "superadmin")

    def kill(self) -> None:
        """As when the power goes."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(30)
            self.process = None

    def close(self) -> None:
        self.kill()
        self.line.close()

    # Asking

    def ask(self, where: str, question: str, access: str = "", token: str = "", **values: Any) -> tuple[Any, str]:
        headers = {"Authorization": f"Bearer {access}"} if access else {}
        headers |= {"vendure-token": token} if token else {}
        self.line.cookies.clear()
        reply = self.line.post(
            f"{self.address}/{where}", json={"query": question, "variables": values}, headers=headers, timeout=60
        )
        told = reply.json()
        assert "errors" not in told, told["errors"]
        return told["data"], reply.headers.get("vendure-auth-token", "")

    def signed_in(self, user: str, password: str) -> str:
        question = "mutation($u: String!, $p: String!) { login(username: $u, password: $p) { __typename } }"
        return self.ask("admin-api", question, u=user, p=password)[1]

    def operate(self, question: str, token: str = "", **values: Any) -> Any:
        return self.ask("admin-api", question, self.access, token, **values)[0]

    # The operator

    def open_shop(self, **changes: Any) -> Keys:
        """A shop of its own: a channel, and a person who may sell there and nowhere else."""
        self.shops += 1
        code = f"shop-{self.shops}"
        rights = changes.pop("rights", RIGHTS)
        seller = self.operate("mutation($n: String!) { createSeller(input: { name: $n }) { id } }", n=f"ร้าน {code}")
        made = {
            "code": code, "token": f"token-{code}", "defaultLanguageCode": "th", "availableLanguageCodes": ["th"],
            **self.rights, "trackInventory": True, "defaultTaxZoneId": "1", "defaultShippingZoneId": "1",
            "sellerId": seller["createSeller"]["id"], **changes,
        }  # fmt: skip
        create = "mutation($i: CreateChannelInput!) { createChannel(input: $i) { ... on Channel { id } } }"
        channel = self.operate(create, i=made)["createChannel"]["id"]
        for what in ("ShippingMethods", "PaymentMethods", "StockLocations"):
            member = f"{what[0].lower()}{what[1:-1]}Ids"
            assign = (
                f"mutation($c: ID!) {{ assign{what}ToChannel(input: {{ {member}: [1], channelId: $c }}) {{ id }} }}"
            )
            self.operate(assign, c=channel)
        return Keys(made["token"], code, self.person(code, [channel], rights), channel)

    def person(self, name: str, channels: list[str], rights: list[str]) -> str:
        """Somebody who may do this in these channels; answers the name to sign in with."""
        role = self.operate(
            "mutation($i: CreateRoleInput!) { createRole(input: $i) { id } }",
            i={"code": name, "description": name, "permissions": rights, "channelIds": channels},
        )["createRole"]["id"]
        user = f"{name}@example.com"
        self.operate(
            "mutation($i: CreateAdministratorInput!) { createAdministrator(input: $i) { id } }",
            i={"firstName": "ป้า", "lastName": name, "emailAddress": user, "password": PASSWORD, "roleIds": [role]},
        )
        return user

    def variant(self, keys: Keys, sku: str) -> dict[str, Any]:
        """What the operator sees of goods: with what a buyer can buy under `sellable`."""
        question = (
            "query($s: String!) { productVariants(options: { filter: { sku: { eq: $s } } }) { items "
            "{ id enabled priceWithTax stockOnHand stockAllocated featuredAsset { id } product "
            "{ id name slug description enabled featuredAsset { name } variants { id } } } } }"
        )
        (found,) = self.operate(question, keys.token, s=sku)["productVariants"]["items"]
        return {**found, "sellable": found["stockOnHand"] - found["stockAllocated"]}

    def order(self, keys: Keys, code: str) -> dict[str, Any]:
        question = (
            "query($c: String!) { orders(options: { filter: { code: { eq: $c } } }) { items { id code state "
            "lines { id quantity productVariant { sku } } fulfillments { state method trackingCode "
            "lines { quantity } } } } }"
        )
        (found,) = self.operate(question, keys.token, c=code)["orders"]["items"]
        return dict(found)

    def listed(self, keys: Keys) -> dict[str, int]:
        """What lies there by code."""
        question = "query($s: Int!) { productVariants(options: { take: 100, skip: $s }) { items { sku stockOnHand } } }"
        found: dict[str, int] = {}
        while True:
            page = self.operate(question, keys.token, s=len(found))["productVariants"]["items"]
            found |= {one["sku"]: one["stockOnHand"] for one in page}
            if len(page) < 100:
                return found

    def products(self, keys: Keys) -> int:
        return int(self.operate("{ products { totalItems } }", keys.token)["products"]["totalItems"])

    # A buyer

    def basket(self, keys: Keys, **skus: int) -> "Basket":
        """A buyer with goods in the basket: nothing is promised yet."""
        basket = Basket(self, keys)
        for sku, pieces in skus.items():
            basket.add(sku.replace("_", "-"), pieces)
        return basket

    def buy(self, keys: Keys, **skus: int) -> str:
        """A buyer who pays; answers the order's code."""
        return self.basket(keys, **skus).pay()


class Basket:
    """What a buyer in the server's own shop does."""

    def __init__(self, server: Server, keys: Keys) -> None:
        self.server, self.keys, self.access = server, keys, ""

    def _say(self, deed: str, **values: Any) -> dict[str, Any]:
        told, access = self.server.ask("shop-api", deed, self.access, self.keys.token, **values)
        self.access = self.access or access
        (answer,) = told.values()
        return dict(answer) if isinstance(answer, dict) else {"list": answer}

    def add(self, sku: str, pieces: int) -> dict[str, Any]:
        return self._say(
            "mutation($v: ID!, $n: Int!) { addItemToOrder(productVariantId: $v, quantity: $n) "
            "{ __typename " + _REFUSED + " } }", v=self.server.variant(self.keys, sku)["id"], n=pieces,
        )  # fmt: skip

    def pay(self) -> str:
        who = '{ firstName: "หญิง", lastName: "ใจดี", emailAddress: "ying@example.com" }'
        self._say("mutation { setCustomerForOrder(input: " + who + ") { __typename } }")
        where = (
            '{ fullName: "สมหญิง ใจดี", streetLine1: "1 หมู่ 2", streetLine2: "ต.สุเทพ", city: "เมืองเชียงใหม่", '
            'province: "เชียงใหม่", postalCode: "50200", countryCode: "TH", phoneNumber: "0810000000" }'
        )
        self._say("mutation { setOrderShippingAddress(input: " + where + ") { __typename } }")
        self._say('mutation { setOrderShippingMethod(shippingMethodId: ["1"]) { __typename } }')
        self._say('mutation { transitionOrderToState(state: "ArrangingPayment") { __typename } }')
        paid = self._say(
            'mutation { addPaymentToOrder(input: { method: "test", metadata: {} }) '
            "{ __typename ... on Order { code } " + _REFUSED + " } }"
        )
        assert paid["__typename"] == "Order", paid
        return str(paid["code"])
