"""Three to eight photos, each looked at; their order is the order in which a buyer sees them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.listing import looking
from shopdesk.ui.pages.listing.framing import FrameGuide
from shopdesk.ui.pages.listing.looking import Look
from shopdesk.ui.pages.listing.step import Step, emptied
from shopdesk.ui.pages.products.photo_box import Frame
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.answers import Said
    from shopdesk.ui.jobs import Job

FEWEST, MOST, SIDE, CARD = 3, 8, 1_600, 84
Asked = tuple[int, Path]


class PicturesStep(Step):
    """Photos are kept small in the background; what is wrong with one is said under it, and nothing is forbidden."""

    def build(self) -> None:
        """Where they come from, how they are, in a grid."""
        above, left, row = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        self.chooser = Button(_("Choose photos"), icon="photo", on=self.choose)
        self.paster = Button(_("Paste"), icon="clipboard-list", on=self.paste)
        for button in (self.chooser, self.paster):
            row.addWidget(button)
        self.told = Plain("", "strong", wrap=True)
        left.addLayout(row)
        left.addWidget(self.told)
        left.addStretch(1)
        above.setSpacing(theme.px(24))
        above.addLayout(left)
        above.addWidget(FrameGuide(), 1)
        self.column.addLayout(above)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(8))
        self.column.addLayout(self._grid)
        self._deeds = QHBoxLayout()
        self.column.addLayout(self._deeds)
        self._marked = ""
        self.names: list[str] = []
        self.looks: dict[str, Look | None] = {}
        self._asked: list[Asked] = []
        self._ready: dict[Asked, tuple[str, Look | None] | None] = {}
        self._count = 0

    def fill(self, said: "Said") -> None:
        """The photos so far."""
        self.names = list(said.words.photos)
        self._show()
        unseen = [name for name in self.names if name not in self.looks]
        office = self.win.office
        if unseen and office is not None:

            def read(_job: "Job[dict[str, Look | None]]") -> "dict[str, Look | None]":
                from shopdesk.shop import photos

                return {name: looking.look(data) for name, data in photos.read(office, unseen).items()}

            self.win.jobs.run(read, self._looked)

    def _looked(self, looks: "dict[str, Look | None]") -> None:
        self.looks |= looks
        self._show()

    def gathered(self, said: "Said") -> "Said":
        """The photos in their order."""
        return replace(said, words=replace(said.words, photos=tuple(self.names)))

    def first(self) -> QWidget:
        """Choosing some."""
        return self.chooser

    # Getting them

    def choose(self) -> None:
        """Ask for files."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        pictures = _("Pictures") + " (*.png *.jpg *.jpeg *.webp *.bmp *.gif)"
        chosen, _kind = QFileDialog.getOpenFileNames(self, _("Choose photos"), folder, pictures)
        self.put_files([Path(one) for one in chosen])

    def put_files(self, paths: list[Path]) -> None:
        """Keep these, as many as there is room for."""
        from shopdesk.shop import photos
        from shopdesk.shop.rights import Right

        office, actor = self.win.office, self.win.actor
        for path in paths[: MOST - len(self.names)]:
            if office is not None:
                self._count += 1
                self._asked.append((self._count, path))
                self._keep(
                    lambda path=path: photos.keep_file(office, path, actor, side=SIDE, right=Right.ONLINE),  # type: ignore[misc]
                    asked=self._asked[-1],
                )
        if len(paths) > MOST - len(self.names):
            self.wizard.page.strip.say(_("At most {most} photos.").format(most=MOST), tone="accent", seconds=8)

    def paste(self) -> None:
        """Keep the picture of the clipboard."""
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self.wizard.page.refuse(ShopError(_("There is no picture to paste."), hint=_("Copy a picture first.")))
        elif len(self.names) < MOST:
            self._put_bytes(looking.as_png(image))

    def _put_bytes(self, data: bytes, instead_of: str = "") -> None:
        from shopdesk.shop import photos
        from shopdesk.shop.rights import Right

        office, actor = self.win.office, self.win.actor
        if office is not None:
            self._keep(lambda: photos.keep(office, data, actor, side=SIDE, right=Right.ONLINE), instead_of)

    def _keep(self, keep: Callable[[], str], instead_of: str = "", asked: "Asked | None" = None) -> None:
        office = self.win.office

        def kept(_job: "Job[tuple[str, Look | None]]") -> "tuple[str, Look | None]":
            from shopdesk.shop import photos

            assert office is not None
            name = keep()
            return name, looking.look(photos.read(office, [name])[name])

        self.win.jobs.run(
            kept,
            lambda told: self._put(*told, instead_of) if asked is None else self._came(asked, told),
            lambda error: self._failed(error, asked),
        )

    def _came(self, asked: "Asked", told: "tuple[str, Look | None] | None") -> None:
        """Photos chosen together stand in the order they were chosen, whichever was ready first."""
        self._ready[asked] = told
        while self._asked and self._asked[0] in self._ready:
            found = self._ready.pop(self._asked.pop(0))
            if found is not None:
                self._put(*found, "")

    def _put(self, name: str, look: "Look | None", instead_of: str) -> None:
        self.looks[name] = look
        if instead_of in self.names:
            self.names[self.names.index(instead_of)] = name
        elif name not in self.names and len(self.names) < MOST:
            self.names.append(name)
        self._changed()

    def _failed(self, error: Exception, asked: "Asked | None" = None) -> None:
        if asked is not None:
            self._came(asked, None)
        if not isinstance(error, ShopError):
            raise error
        if asked is not None:
            self.wizard.page.strip.say(f"{asked[1].name}: {error}", error.hint, tone="accent", seconds=15)
        else:
            self.wizard.page.refuse(error)

    # Changing them

    def make_square(self, name: str) -> None:
        """The middle of it, as platforms show it."""
        office = self.win.office
        if office is not None:

            def cut(_job: "Job[bytes]") -> bytes:
                from shopdesk.shop import photos

                return looking.square(photos.read(office, [name])[name])

            self.win.jobs.run(cut, lambda data: self._put_bytes(data, name))

    def put(self, name: str, by: int) -> None:
        """Earlier or later."""
        at = self.names.index(name)
        to = max(0, min(len(self.names) - 1, at + by))
        self.names.insert(to, self.names.pop(at))
        self._changed()

    def remove(self, name: str) -> None:
        """Without it."""
        self.names.remove(name)
        self._changed()

    def _changed(self) -> None:
        self._show()
        self.wizard.touched()

    # Showing them

    def _show(self) -> None:
        for part in (self._grid, self._deeds):
            emptied(part)
        if self._marked not in self.names:
            self._marked = next((name for name in self.names if self._wants(name)), next(iter(self.names), ""))
        for place, name in enumerate(self.names):
            self._grid.addWidget(self._card(place, name), 0, place)
        self._grid.setColumnStretch(MOST, 1)
        if self._marked:
            self._tell(self._marked)
        self.chooser.setEnabled(len(self.names) < MOST)
        missing = FEWEST - len(self.names)
        good = _("{count} photos. The first is the one buyers see first.").format(count=len(self.names))
        self.told.show_text(good if missing <= 0 else _("Better with {count} more photos.").format(count=missing))
        self.told.set_tone("" if missing <= 0 else "accent")

    def _wants(self, name: str) -> bool:
        look = self.looks.get(name)
        return look is not None and (bool(look.words()) or not look.square)

    def _card(self, place: int, name: str) -> QWidget:
        card = QWidget()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        frame = Frame(self.win)
        frame.setFixedSize(theme.px(CARD), theme.px(CARD))
        frame.name = name
        column.addWidget(frame)
        number = f"{place + 1} !" if self._wants(name) else str(place + 1)
        button = Button(number, "chip", name=_("Photo {number}").format(number=place + 1), on=lambda: self.mark(name))
        button.setCheckable(True)
        button.setChecked(name == self._marked)
        column.addWidget(button)
        return card

    def mark(self, name: str) -> None:
        """What can be done is done with this one."""
        self._marked = name
        self._show()
        self._grid.itemAtPosition(0, self.names.index(name)).widget().findChild(Button).setFocus()  # type: ignore[union-attr]  # it was just put there

    def _tell(self, name: str) -> None:
        """What is to be done better with the marked one, and what can be done with it."""
        number = str(self.names.index(name) + 1)
        for icon, words, act in (
            ("chevron-left", _("Photo {number} earlier"), lambda: self.put(name, -1)),
            ("chevron-right", _("Photo {number} later"), lambda: self.put(name, 1)),
            ("trash", _("Remove photo {number}"), lambda: self.remove(name)),
        ):
            self._deeds.addWidget(Button("", "icon", icon=icon, name=words.format(number=number), on=act))
        look = self.looks.get(name)
        if look is not None and not look.square:
            self._deeds.addWidget(Button(_("Make it square"), "link", icon="photo", on=lambda: self.make_square(name)))
        told = Plain(" ".join(look.words()) if look is not None else "", "cap", tone="accent", wrap=True)
        told.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._deeds.addWidget(told, 1)
