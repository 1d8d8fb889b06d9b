"""practice serve: the marketplace to practise with, on this machine."""

import os
import shlex
import threading
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Option, command
from shopdesk.cli.running import Answer, Run, as_json

if TYPE_CHECKING:
    from shopdesk.practice.server import Practice

PORT = 8765


@command("practice serve", N_("Run the practice marketplace on this computer"))
def serve(
    run: Run,
    port: Annotated[int, Option("--port", min=0, max=65_535, help=N_("Port; 0 takes any free one"))] = PORT,
    folder: Annotated[Path | None, Option("--folder", metavar="DIR", help=N_("Folder that keeps its goods"))] = None,
) -> Answer:
    """Only this computer reaches it. It ends with Ctrl+C; begun again on the same folder it knows all it knew."""
    from shopdesk.practice import host, server

    try:
        practice = server.Practice(folder or run.data / host.FOLDER, port)
    except OSError as error:
        raise Conflict(
            N_("Port {port} is in use."), hint=N_("Name another one with --port, or 0 for any."), port=port
        ) from error
    try:
        _tell(run, practice)
        threading.Event().wait()
    except KeyboardInterrupt:
        run.say(_("The practice marketplace is closed."))
    finally:
        practice.close()
    return Answer({"ended": True})


def _tell(run: Run, practice: "Practice") -> None:
    """What whoever wants in needs, at once: it goes on until somebody ends it."""
    told = shops(practice, run.data.absolute() if run.named else None)
    if run.json:
        window = f"{practice.address}/shop"
        print(as_json({"address": practice.address, "window": window, "shops": told}), flush=True)
    run.say(_("The practice marketplace: {address}").format(address=f"{practice.address}/shop"))
    for one in told:
        run.say(
            one["platform"],
            _("App key: {key}").format(key=one["app_key"]),
            _("App secret: {secret}").format(secret=one["secret"]),
            one["add"],
            one["login"],
        )


def shops(practice: "Practice", data: Path | None) -> list[dict[str, str]]:
    """What lets a program in at each platform, and the lines to type; `data` where the shop's folder was named."""
    from shopdesk.practice import people

    # Without it the account would come to the shop that is opened when none is named: the real one.
    for_shop = f" --data {_quoted(str(data))}" if data else ""
    return [_shop(practice, platform, for_shop) for platform in people.PLATFORMS]


def _shop(practice: "Practice", platform: str, for_shop: str) -> dict[str, str]:
    from shopdesk.practice import people

    shop = practice.control.seller(platform)
    own = platform in people.BY_KEY
    where = f"--place {practice.address}" if own else f"--app-key {shop['app_key']} --server {practice.address}"
    add = f"shopdesk channels add {shop['name']} --channel {platform} {where}{for_shop}"
    login = f"shopdesk channels login {platform}{for_shop}"
    keys = {"name": shop["name"], "app_key": shop["app_key"], "secret": shop["secret"]}
    return {"platform": platform, **keys, "add": add, "login": login}


def _quoted(folder: str) -> str:
    """As the terminal of this machine takes it for one word."""
    if os.name == "nt":
        return f'"{folder}"' if " " in folder else folder
    return shlex.quote(folder)


@command("practice buyers", N_("Let buyers of a script come by"))
def buyers(
    run: Run,
    count: Annotated[int, Option("--count", min=1, max=200, help=N_("How many buyers"))] = 10,
    seed: Annotated[int | None, Option("--seed", min=0, help=N_("The same number, the same buyers"))] = None,
    server: Annotated[str, Option("--server", metavar="ADDRESS", help=N_("Where the marketplace is"))] = "",
) -> Answer:
    """They buy, pay or not, change their minds, and some send back what they have."""
    from random import SystemRandom

    from shopdesk.shop.channels import ChannelProblem
    from shopdesk.sync.http import Door, is_loopback

    address = server or f"http://127.0.0.1:{PORT}"
    if not is_loopback(urlsplit(address).hostname or ""):
        raise Invalid(N_("The practice marketplace is on this computer."), hint=N_("Name its address of 127.0.0.1."))
    asked = {"seed": SystemRandom().getrandbits(32) if seed is None else seed, "count": count}
    try:
        reply = Door(base=address).send("POST", "/practice/buyers", json=asked)
        orders = reply.json()["result"] if reply.status == HTTPStatus.OK else None
    except ChannelProblem:
        orders = None
    if orders is None:
        raise Conflict(N_("No practice marketplace answers there."), hint=N_("Begin it with: shopdesk practice serve"))
    told = _("{count} orders: {orders}").format(count=len(orders), orders=", ".join(orders))
    return Answer({"orders": orders}, (told,))
