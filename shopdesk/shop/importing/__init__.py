"""Bringing goods in from a file: `plan` reads it and says whose it is, `preview` what would happen, `run` does it.

plan = importing.plan(path)             # plan.title, plan.headings, plan.columns, plan.sample, plan.with_column(...)
importing.preview(office, plan)         # counts, rejected rows with reasons, notices
importing.run(office, plan, skip_bad=True, progress=..., cancelled=...)
"""

from shopdesk.shop.importing.applying import Outcome, finish, preview, run
from shopdesk.shop.importing.checking import Notice, Rejected
from shopdesk.shop.importing.columns import FIELDS, label
from shopdesk.shop.importing.rejects import write as write_rejected
from shopdesk.shop.importing.sources import Plan, plan

__all__ = [
    "FIELDS",
    "Notice",
    "Outcome",
    "Plan",
    "Rejected",
    "finish",
    "label",
    "plan",
    "preview",
    "run",
    "write_rejected",
]
