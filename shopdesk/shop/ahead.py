"""What the window asks first, asked before it in the background: its own thread then finds code and statements ready.

The answers are dropped. The window asks again as the person who works at it.
"""

from dataclasses import replace

from shopdesk.core import thaitext
from shopdesk.db import search
from shopdesk.shop import backups, bills, day, goods, reports, rules, selling, settings, users
from shopdesk.shop.desk import Office
from shopdesk.shop.rights import Right


def ask(office: Office) -> None:
    """Read every name into memory and ask what a till that was just opened asks; takes no write lock."""
    users.again(office, None)
    with office.reading() as desk:
        search.warm(desk.session, settings.business_day(desk))
        # With a PIN nobody has a right yet, and nobody sees what is answered here.
        anyone = replace(desk, actor=replace(desk.actor, rights=frozenset(Right)))
        for shown in goods.find(anyone, ""):
            # The window draws these names first; where their words end is remembered.
            thaitext.wrap(shown.name)
        goods.categories(anyone)
        bills.open_bill(anyone)
        bills.held(anyone)
        selling.policy(anyone)
        reports.day_figures(anyone, settings.today(anyone).isoformat())
        backups.standing(anyone)
        day.clock_question(anyone)
        rules.vat_needs_check(anyone)
