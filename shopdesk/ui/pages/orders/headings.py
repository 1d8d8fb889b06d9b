"""A file has a heading nobody knows: a person points at the column once, and the account remembers it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.orders.doing import write
from shopdesk.ui.widgets.buttons import Button, PayButton
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.base.errors import ShopError
    from shopdesk.shop.byfile.sheets import Lacking
    from shopdesk.ui.shell import Window

SHOWN = 40


def refused(
    win: "Window",
    account: int,
    error: "ShopError",
    again: Callable[[], object],
    refuse: "Callable[[ShopError], object]",
) -> None:
    """A file was refused: ask for the column where that is all that is wrong, and read it `again`; else say why."""
    from shopdesk.shop.byfile.sheets import Lacking

    if not isinstance(error, Lacking) or not error.free:
        refuse(error)
        return
    sheet = HeadingSheet(win, account, error)
    sheet.done.connect(lambda told: again() if told else refuse(error))
    win.open(sheet)


class HeadingSheet(Sheet):
    """Answers True once it was said."""

    def __init__(self, win: "Window", account: int, error: "Lacking") -> None:
        super().__init__(_("Which column is it?"), width=720, height=560)
        self._win, self._account, self._known = win, account, error.words[0]
        words = " / ".join(dict.fromkeys(error.words[:2]))
        self.body.addWidget(Plain(_("The file has no column “{heading}”.").format(heading=words), "h", wrap=True))
        self.body.addWidget(Plain(_("It is called otherwise there. This is asked once."), "sub", wrap=True))
        self.table: Table[tuple[str, str]] = Table(
            [
                Column(_("Column of the file"), lambda row: row[0], strong=True),
                Column(_("What stands there"), lambda row: row[1]),
            ],
            _("Columns of the file"),
        )
        self.table.setMinimumHeight(theme.px(200))
        self.table.show_rows(error.free[:SHOWN])
        self.table.selectRow(0)
        self.table.opened.connect(lambda _row: self.enter())
        self.body.addWidget(self.table, 1)
        self.none = Button(_("None of them"), key="Esc", on=lambda: self.finish(None))
        self.none.setMinimumHeight(theme.px(64))
        self.main = PayButton(_("It is this one"), icon="check", on=self.enter)
        self.buttons.addWidget(self.none, 1)
        self.buttons.addWidget(self.main, 2)
        self.first = self.table

    def enter(self) -> None:
        """The account knows it from now on."""
        from shopdesk.shop.byfile import holding

        row = self.table.current()
        if row is not None and self.ready():
            there = row[0]
            write(
                self._win, lambda desk: holding.name_heading(desk, self._account, self._known, there),
                lambda _done: self.finish(True),
            )  # fmt: skip
