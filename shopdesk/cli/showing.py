"""tour: every screen, sheet and state of the window as a picture."""

import os
import re
from pathlib import Path
from typing import Literal

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _, language
from shopdesk.cli.declaring import Annotated, Option, command
from shopdesk.cli.running import Answer, Run

SMALLEST, LARGEST = 320, 7680


@command("tour", N_("Draw every screen into pictures"))
def tour(
    run: Run,
    out: Annotated[Path, Option("--out", metavar="DIR", help=N_("Folder for the pictures"))],
    size: Annotated[str, Option("--size", metavar="WxH", help=N_("Size of the window"))] = "1366x768",
    theme: Annotated[Literal["light", "dark"], Option("--theme", help=N_("Light or dark"))] = "light",
    scale: Annotated[Literal["100", "115", "130", "150"], Option("--scale", help=N_("Text size in percent"))] = "100",
) -> Answer:
    """One PNG for each state, drawn with a sample shop and without a display."""
    wanted = _size(size)
    # Pictures are drawn without a display, also where there is one.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from shopdesk.ui import theme as looks
    from shopdesk.ui import tour as pictures

    looks.application("shopdesk")
    files = pictures.run_tour(out, wanted, theme, language(), int(scale))
    said = _("{count} pictures are in {place}.").format(count=len(files), place=out)
    return Answer({"files": [str(file) for file in files]}, (said,))


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{3,4})x([0-9]{3,4})", text)
    if found is None or not all(SMALLEST <= int(side) <= LARGEST for side in found.groups()):
        raise Invalid(N_("“{typed}” is not a size."), hint=N_("Write it like 1366x768"), typed=text[:40])
    return int(found[1]), int(found[2])
