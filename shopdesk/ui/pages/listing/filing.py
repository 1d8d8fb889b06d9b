"""The seller's own files: filled here, carried to the platform by a person, and said to be there."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.carried import Carried
from shopdesk.ui.pages.orders import headings
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Paragraphs, Plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopdesk.shop.byfile import Filled, Handed, Left
    from shopdesk.ui.pages.listing.page import ListingPage


class Filing:
    """What the page does with files."""

    def __init__(self, page: "ListingPage") -> None:
        self._page, self._win = page, page.win
        self.carried = Carried(page, lambda: page.side.show_file())

    def fill_marked(self) -> None:
        """Fill the template of the account of the marked one."""
        one = self._page.table.current()
        if one is not None:
            self.fill_template(one.account)

    def fill_template(self, account: int) -> None:
        """Ask for the seller's own file, fill it in the background, ask where to put it."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        kinds = _("Files of platforms") + " (*.xlsx *.csv)"
        chosen, _kind = QFileDialog.getOpenFileName(self._page, _("Choose the template you downloaded"), folder, kinds)
        if chosen:
            self.fill_file(account, Path(chosen))

    def fill_file(self, account: int, path: Path) -> None:
        """Fill this file."""
        from shopdesk.shop.byfile import templates

        office, actor = self._win.office, self._win.actor
        if office is not None:
            self._win.jobs.run(
                lambda _job: templates.fill(office, account, path, actor), lambda made: self._filled(path, made),
                lambda error: self._failed(account, path, error),
            )  # fmt: skip

    def _filled(self, path: Path, made: "Filled") -> None:
        if not made.lines:
            self._saved(made)
            return
        kinds = _("Files of platforms") + f" (*{path.suffix})"
        start = str(path.with_name(f"{path.stem}-shopdesk{path.suffix}"))
        chosen, _kind = QFileDialog.getSaveFileName(self._page, _("Save the filled file"), start, kinds)
        if chosen:
            self.save_filled(made, Path(chosen))

    def save_filled(self, made: "Filled", path: Path) -> None:
        """Put it there in the background, its photos beside it, and say what is in it and what is not."""
        from shopdesk.shop.byfile import templates

        office, actor = self._win.office, self._win.actor
        if office is not None:
            self._win.jobs.run(
                lambda _job: templates.save(office, made, path, actor), lambda handed: self._saved(made, handed),
                self._not_saved,
            )  # fmt: skip

    def _saved(self, made: "Filled", handed: "Handed | None" = None) -> None:
        self._page.look()
        folder, late = (handed.folder, handed.left) if handed is not None else (None, ())
        if not made.lines:
            self._page.strip.say(_("Nothing of ours is in this file."), made.nothing, tone="accent")
        else:
            told = _("{count} rows are filled. Upload the file, then say so here.").format(count=len(made.lines))
            where = _("Its photos lie in the folder {name}.").format(name=folder.name) if folder else ""
            self._page.strip.say(
                told, where, tone="primary", button=_("The file was uploaded"),
                on=lambda: self.uploaded(made.account),
            )  # fmt: skip
        if made.left or late:
            self._win.open(LeftSheet((*made.left, *late), folder))

    def _not_saved(self, error: Exception) -> None:
        if isinstance(error, OSError):
            self._page.strip.say(_("The file cannot be saved there."), _("Choose another folder."), tone="accent")
        elif isinstance(error, ShopError):
            self._page.refuse(error)
        else:
            raise error

    def _failed(self, account: int, path: Path, error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        headings.refused(self._win, account, error, lambda: self.fill_file(account, path), self._page.refuse)

    def uploaded_marked(self) -> None:
        """The platform took the file of the account of the marked one."""
        one = self._page.table.current()
        if one is not None:
            self.uploaded(one.account)

    def uploaded(self, account: int) -> None:
        """The platform took the file: its numbers are what buyers see."""

        def done() -> None:
            self._page.look()
            self._page.strip.say(_("Kept: buyers see what stands in the file."), tone="primary", seconds=8)
            self._page.table.setFocus(Qt.FocusReason.OtherFocusReason)

        self.carried.uploaded(account, done)


class LeftSheet(Sheet):
    """What a filled file lacks and what to do about each, and where the photos lie."""

    def __init__(self, left: "Sequence[Left]", folder: Path | None) -> None:
        super().__init__(_("Not in the file yet"), width=720, height=520)
        self.body.addWidget(Plain(_("The platform wants this too. Do it before or after the upload."), wrap=True))
        self.text = Paragraphs("\n\n".join(_told(one) for one in left))
        self.text.setAccessibleName(_("Not in the file yet"))
        self.text.setMinimumHeight(theme.px(120))
        self.body.addWidget(self.text, 1)
        if folder is not None:
            page = QUrl.fromLocalFile(str(folder))
            self.buttons.addWidget(
                Button(_("Open the photos"), icon="photo", on=lambda: QDesktopServices.openUrl(page))
            )
        self.first = Button(_("Done"), "primary", icon="check", icon_color="on_primary", on=lambda: self.finish(True))
        self.buttons.addWidget(self.first, 1)


def _told(one: "Left") -> str:
    where = _("Row {row}").format(row=one.row) if one.row else ""
    return "\n".join((" · ".join(part for part in (one.what, where) if part), one.reason))
