"""Orders out of a platform's file: what is in it is looked at first, then it is read in the background."""

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QProgressBar

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.orders import headings
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Plain, tip

if TYPE_CHECKING:
    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.byfile.holding import Held
    from shopdesk.shop.byfile.orders import Read
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.shell import Window

HELD_SHOWN = 200


class FileSheet(Sheet):
    """Answers what was read; the accounts are those sold at by files."""

    def __init__(self, win: "Window", found: "Sequence[Standing]", account: int = 0) -> None:
        super().__init__(_("Read a file of orders"), width=760)
        self._win, self._path, self._stop = win, Path(), threading.Event()
        self.reading = False
        self.account = account if any(one.id == account for one in found) else found[0].id
        self.ask_file: Callable[[Sheet], Path | None] = _ask_file
        if len(found) > 1:
            choices = [(str(one.id), one.name) for one in found]
            self.which = Segments(choices, str(self.account), self._chosen)
            self.body.addWidget(self.which)
        else:
            self.body.addWidget(Plain(found[0].name, "strong"))
        self.body.addWidget(Plain(_("1 · On the platform's page, save your orders as a file."), wrap=True))
        self.choose = Button(_("2 · Choose the file"), icon="file-import", on=self.ask)
        self.body.addWidget(self.choose)
        self._put_outcome()
        self.main = Button("", "primary", icon="check", icon_color="on_primary", key="Ctrl+S", on=self.enter)
        self.main.hide()
        self.buttons.addWidget(self.main, 1)
        self.first = self.choose

    def _put_outcome(self) -> None:
        self.sums, self.unclear = Plain("", "h", wrap=True), Plain("", "strong", tone="accent", wrap=True)
        self.refused = Plain("", "strong", tone="danger", wrap=True)
        self.held: Table[Held] = Table(
            [
                Column(_("Row"), lambda row: str(row.row) if row.row else "", width=64),
                Column(_("Order"), lambda row: row.key, width=180, strong=True),
                Column(_("Why"), lambda row: row.reason),
            ],
            _("Rows that were held"),
        )
        self.held.setMinimumHeight(theme.px(150))
        self.held.picked.connect(lambda row: tip(self.held, row.reason))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Read a file of orders"))
        for widget in (self.sums, self.unclear, self.refused, self.held, self.bar):
            widget.hide()
            self.body.addWidget(widget)

    def _chosen(self, account: str) -> None:
        self.account = int(account)
        if self._path.name:
            self.look(self._path)

    def deeds(self) -> dict[str, Callable[[], object]]:
        """Ctrl+S reads it."""
        return {"save": self.enter}

    # What is in it

    def ask(self) -> None:
        """Which file."""
        path = self.ask_file(self)
        if path is not None:
            self.look(path)

    def look(self, path: Path) -> None:
        """Look into a file in the background; nothing is stored."""
        from shopdesk.shop.byfile import orders

        office, actor, account = self._win.office, self._win.actor, self.account
        if office is None or self.reading:
            return
        self._path = path
        self._tell(None)
        self.strip.say(_("Reading {name}…").format(name=path.name), tone="info")
        self._win.jobs.run(
            lambda _job: orders.preview(office, account, path, actor), partial(self._seen, path, account), self._failed
        )

    def _seen(self, path: Path, account: int, read: "Read") -> None:
        if (path, account) != (self._path, self.account):
            return
        self._tell(read)
        self.strip.clear()
        words = _("{file}: {new} new orders, {known} we know already.")
        found = [words.format(file=read.file, new=read.new, known=read.changed)]
        if read.before:
            found.append(_("{count} left before this account was here: they are no sales.").format(count=read.before))
        if read.older:
            found.append(
                _("This file is older than the last: {count} orders stay as they are.").format(count=read.older)
            )
        self._say("\n".join(found))
        self.main.say(_("Bring in {count} orders").format(count=read.orders))
        self.main.setVisible(bool(read.orders))
        self.refit()
        (self.main if read.orders else self.choose).setFocus()

    def _tell(self, read: "Read | None") -> None:
        """What was held, and what nobody knows."""
        held = read.held[:HELD_SHOWN] if read is not None else ()
        unclear = ", ".join(f"“{word}”" for word in read.unclear) if read is not None else ""
        words = _("Nobody knows these words for a state: {words}. Look at these orders yourself.")
        self.unclear.show_text(words.format(words=unclear))
        self.unclear.setVisible(bool(unclear))
        self.refused.show_text(_("{count} rows could not be read.").format(count=len(read.held) if read else 0))
        self.refused.setVisible(bool(held))
        self.held.show_rows(list(held))
        self.held.setVisible(bool(held))
        self.main.hide()
        self._say("")

    def _say(self, words: str) -> None:
        self.sums.show_text(words)
        self.sums.setVisible(bool(words))
        self.refit()

    # Reading it

    def enter(self) -> None:
        """Take its orders in, in the background."""
        if self.reading or self.main.isHidden() or not self.ready():
            return
        from shopdesk.shop.byfile import orders

        office, actor, account, path = self._win.office, self._win.actor, self.account, self._path
        assert office is not None
        self.reading = True
        self._stop.clear()
        self.choose.setEnabled(False)
        self.main.hide()
        self.bar.setRange(0, 0)
        self.bar.show()
        self._say(_("Reading {name}…").format(name=path.name))

        def read(job: "Job[Read]") -> "Read":
            return orders.read(office, account, path, actor, progress=job.tell, cancelled=self._stop.is_set)

        self._win.jobs.run(read, self._was_read, self._failed, self._progress)

    def _progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)
        self._say(_("{done} of {count} orders").format(done=done, count=of))

    def _was_read(self, read: "Read") -> None:
        self._ended()
        self._win.bus.goods_changed.emit()
        if not read.held and not read.cancelled:
            self.finish(read)
            return
        self._tell(read)
        self._say(told(read))
        self.choose.setFocus()
        where = _("They stand on the page of what comes and goes, until a file brings them.") if read.held else ""
        self.strip.say(_("The rest is brought in."), where, tone="accent")

    def _ended(self) -> None:
        self.reading = False
        self.choose.setEnabled(True)
        self.bar.hide()

    def _failed(self, error: Exception) -> None:
        self._ended()
        self._say("")
        if not isinstance(error, ShopError):
            raise error
        self.strip.clear()
        headings.refused(self._win, self.account, error, lambda: self.look(self._path), self.strip.refuse)
        self.choose.setFocus()

    def finish(self, result: object) -> None:
        """While a file is read, closing stops it; what came in stays."""
        if self.reading:
            self._stop.set()
            self.strip.say(_("It stops after these orders."), tone="info")
            return
        super().finish(result)


def told(read: "Read") -> str:
    """What reading did, in a line."""
    return _("{file}: {new} new, {changed} changed, {same} as before.").format(
        file=read.file, new=read.new, changed=read.changed, same=read.unchanged
    )


def _ask_file(parent: Sheet) -> Path | None:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    kinds = _("Files of platforms") + " (*.xlsx *.csv)"
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("Choose a file of orders"), folder, kinds)
    return Path(chosen) if chosen else None
