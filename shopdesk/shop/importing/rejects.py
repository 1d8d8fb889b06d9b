"""The rows of a file that were not imported, as a file of their own: mended, it can be imported as it is."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from shopdesk.base import files
from shopdesk.base.i18n import N_, _
from shopdesk.shop.importing.cells import escaped
from shopdesk.shop.importing.checking import Rejected
from shopdesk.shop.importing.sources import Plan

REASON = N_("Reason it was not imported")


def write(path: Path, plan: Plan, rejected: Sequence[Rejected]) -> None:
    """Write the rejected rows as CSV (UTF-8 with its mark), letter for letter, the reason in a last column."""
    cells = {row.number: row.cells for row in plan.rows}
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    width = len(plan.headings)
    writer.writerow([*plan.headings, _(REASON)])
    for bad in rejected:
        own = cells.get(bad.row, ())
        writer.writerow([*map(escaped, own[:width]), *[""] * (width - len(own)), bad.reason])
    files.write_whole(path, text.getvalue().encode("utf-8-sig"))
