"""Bringing goods in from a file: `plan` reads it and says whose it is, `preview` what would happen, `run` does it.

plan = importing.plan(path)             # plan.title, plan.headings, plan.columns, plan.sample, plan.with_column(...)
importing.preview(office, plan)         # counts, rejected rows with reasons, notices
importing.run(office, plan, skip_bad=True, progress=..., cancelled=...)
importing.take_back(office, batch)      # the whole import, where nothing of it was sold since
"""

from shopdesk.shop.importing.applying import Outcome, finish, preview, run, tidy
from shopdesk.shop.importing.checking import Notice, Rejected
from shopdesk.shop.importing.columns import FIELDS, label
from shopdesk.shop.importing.rejects import write as write_rejected
from shopdesk.shop.importing.sources import Plan, plan
from shopdesk.shop.importing.undoing import Imported, last, take_back

__all__ = [
    "FIELDS",
    "Imported",
    "Notice",
    "Outcome",
    "Plan",
    "Rejected",
    "finish",
    "label",
    "last",
    "plan",
    "preview",
    "run",
    "take_back",
    "tidy",
    "write_rejected",
]
