"""practice serve: the marketplace to practise with, on this machine."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.base.errors import Conflict
from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Option, command
from shopdesk.cli.running import Answer, Run

if TYPE_CHECKING:
    from shopdesk.practice.server import Practice

PORT = 8765


@command("practice serve", N_("Run the practice marketplace on this computer"))
def serve(
    run: Run,
    port: Annotated[int, Option("--port", min=0, max=65_535, help=N_("Port; 0 takes any free one"))] = PORT,
    folder: Annotated[Path | None, Option("--folder", metavar="DIR", help=N_("Folder that keeps its goods"))] = None,
) -> Answer:
    """Only this computer reaches it. It ends with Ctrl+C."""
    from shopdesk.practice import server

    try:
        practice = server.Practice(folder, port)
    except OSError as error:
        raise Conflict(
            N_("Port {port} is in use."), hint=N_("Name another one with --port, or 0 for any."), port=port
        ) from error
    try:
        for line in _told(practice):
            run.say(line)
        threading.Event().wait()
    except KeyboardInterrupt:
        run.say(_("The practice marketplace is closed."))
    finally:
        practice.close()
    return Answer({"address": practice.address})


def _told(practice: "Practice") -> list[str]:
    from shopdesk.practice import people

    lines = [_("The practice marketplace: {address}").format(address=f"{practice.address}/shop")]
    for platform in people.PLATFORMS:
        shop = practice.control.seller(platform)
        own = platform in people.BY_KEY
        where = f"--place {practice.address}" if own else f"--app-key {shop['app_key']} --server {practice.address}"
        lines += [
            platform,
            _("App key: {key}").format(key=shop["app_key"]),
            _("App secret: {secret}").format(secret=shop["secret"]),
            f"shopdesk channels add {shop['name']} --channel {platform} {where}",
        ]
    return lines
