"""The shopping list: what runs low, by who brings it, to read, copy or save as paper."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from shopdesk.base.i18n import _
from shopdesk.core import money, thaidate, unit
from shopdesk.shop import shopping
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Plain, copy

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.shopping import Needed
    from shopdesk.ui.shell import Window


class ShoppingSheet(Sheet):
    """What to buy now."""

    def __init__(self, win: "Window") -> None:
        super().__init__(_("To buy"), width=820, height=600)
        self._win = win
        assert win.office is not None
        with win.office.reading(win.actor) as desk:
            self.needed = shopping.needed(desk)
        if not self.needed:
            empty = Empty("basket", _("Nothing is running low."), _("Say on the stock page when to buy again."))
            self.body.addWidget(empty, 1)
            return
        self.table: Table[Needed] = Table(
            [
                Column(_("Goods"), lambda row: row.name, strong=True),
                Column(_("Left"), lambda row: unit.quantity_text(row.lying, row.unit), right=True, width=100),
                Column(_("Buy"), lambda row: unit.quantity_text(row.buy, row.unit), right=True, width=100, strong=True),
                Column(_("About"), lambda row: money.short(row.cost), right=True, width=90),
                Column(_("Delivered by"), lambda row: row.supplier or "–", width=160),
            ],
            _("To buy"),
        )
        self.table.show_rows(self.needed)
        self.body.addWidget(self.table, 1)
        total = sum(row.cost for row in self.needed)
        self.body.addWidget(Plain(_("About {amount} baht in all").format(amount=money.short(total)), "sub"))
        self.buttons.addWidget(Button(_("Copy as text"), icon="copy", on=self.copy))
        self.buttons.addWidget(Button(_("Save as a file"), icon="download", on=self.save))
        self.buttons.addWidget(Button(_("Print"), "primary", icon="printer", icon_color="on_primary", key="Ctrl+P",
                                      on=self.print_))  # fmt: skip
        self.first = self.table

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """Ctrl+P shows it as paper."""
        return {"print": self.print_} if self.needed else {}

    def print_(self) -> None:
        """Look at it as paper; from there into the print queue, or kept as a file."""
        from shopdesk.shop import printing as queue
        from shopdesk.ui.pages.receipt.sheet import PaperSheet

        assert self._win.office is not None
        with self._win.office.reading(self._win.actor) as desk:
            paper = shopping.paper(desk)
        self._win.open(PaperSheet(self._win, _("To buy"), paper, _("To buy"), queue.queue_shopping))

    def text(self) -> str:
        """The list as one would write it on paper, by who brings it."""
        lines = [_("To buy · {date}").format(date=thaidate.day(self._win.clock().date()))]
        supplier = None
        for row in self.needed:
            if row.supplier != supplier:
                supplier = row.supplier
                lines += ["", supplier or _("From anywhere")]
            lines.append(f"[ ] {row.name}  {unit.quantity_text(row.buy, row.unit)}")
        return "\n".join(lines) + "\n"

    def copy(self) -> None:
        """To the clipboard, for a message."""
        copy(self.text())
        self.strip.say(_("Copied. Paste it into a message."), tone="primary", seconds=6)

    def save(self) -> None:
        """A text file, to print anywhere."""
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as a file"), f"{_('To buy')}.txt", "*.txt")
        if chosen:
            try:
                Path(chosen).write_text(self.text(), encoding="utf-8-sig")
            except OSError as error:
                self.strip.say(_("The file could not be written."), str(error.strerror or ""), tone="danger")
