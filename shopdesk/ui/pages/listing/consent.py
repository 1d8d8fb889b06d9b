"""A producer agrees to be shown online: read aloud, signed here or on paper, or spoken; and how it is taken back."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout

from shopdesk.base import files
from shopdesk.base.errors import ShopError, Unsure
from shopdesk.base.i18n import N_, _
from shopdesk.core import thaidate
from shopdesk.shop import consents, photos
from shopdesk.shop.rights import Right
from shopdesk.ui import theme
from shopdesk.ui.pages.listing.signing import Signature, SignaturePad
from shopdesk.ui.pages.receipt import saving
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.question import QuestionSheet
from shopdesk.ui.widgets.sheet import EDGE, Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.consents import Said
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.shell import Window


def open_consent(win: "Window", producer: int, name: str) -> Sheet:
    """Ask for a producer's word, or show the one that was given. The sheet answers True where anything changed."""
    assert win.office is not None
    with win.office.reading(win.actor) as desk:
        said = consents.last(desk, producer)
    if said is not None and said.given:
        return win.open(GivenSheet(win, producer, name, said))
    return win.open(ConsentSheet(win, producer, name))


class ConsentSheet(Sheet):
    """The text, a frame to sign in, and the other ways."""

    def __init__(self, win: "Window", producer: int, name: str) -> None:
        super().__init__(_("Consent of {name}").format(name=name), width=760)
        self._win, self._producer = win, producer
        self.ask_where, self.ask_photo = saving.ask_where, _ask_photo
        self.body.addWidget(Plain(_("Read it to them:"), "sub"))
        self.body.addWidget(Plain(_(consents.TEXT), "h", wrap=True))
        self.pad = SignaturePad()
        self.pad.changed.connect(self._arm)
        self.body.addWidget(self.pad, 1)
        # In two rows where one is too narrow for the words.
        self._ways, first = QBoxLayout(QBoxLayout.Direction.LeftToRight), QHBoxLayout()
        for row in (self._ways, first):
            row.setSpacing(theme.px(8))
        self.anew = Button(_("Sign anew"), icon="eraser", on=self.pad.clear)
        self.to_print = Button(_("Make the consent paper (A4)"), icon="file-text", key="Ctrl+P", on=self.print_)
        self.photo = Button(_("Photo of the signed consent"), icon="photo", on=self.choose)
        for button in (self.anew, self.to_print):
            first.addWidget(button)
        self._ways.addLayout(first)
        self._ways.addWidget(self.photo)
        self.body.addLayout(self._ways)
        self.spoken = Button(_("They said yes, nothing signed"), icon="message", on=lambda: self._give("spoken"))
        self.main = Button(_("Keep the signature"), "primary", icon="check", icon_color="on_primary", key="Ctrl+S",
                           on=self.keep)  # fmt: skip
        self.buttons.addWidget(self.spoken)
        self.buttons.addWidget(self.main, 1)
        self.first = self.pad
        self._arm()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside one another where there is room."""
        super().resizeEvent(event)
        buttons = (self.anew, self.to_print, self.photo)
        need = sum(button.sizeHint().width() for button in buttons) + 2 * theme.px(8) + 2 * theme.px(EDGE)
        way = QBoxLayout.Direction.LeftToRight if need <= self.width() else QBoxLayout.Direction.TopToBottom
        if way != self._ways.direction():
            self._ways.setDirection(way)
            self.refit()

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """Ctrl+S keeps, Ctrl+P makes the paper."""
        return {"save": self.keep, "print": self.print_}

    def unkept(self) -> bool:
        """Whether somebody signed and it is not kept."""
        return self.pad.signed

    def _arm(self) -> None:
        self.main.setEnabled(self.pad.signed)
        self.anew.setEnabled(bool(self.pad.strokes))

    def keep(self) -> None:
        """The signature in the frame."""
        office, actor = self._win.office, self._win.actor
        if office is None or not self.pad.signed:
            return
        picture = self.pad.picture()
        self.main.setEnabled(False)
        self._win.jobs.run(
            lambda _job: photos.keep(office, picture, actor, right=Right.ONLINE),
            lambda kept: self._give("screen", kept),
            self._failed,
        )

    def choose(self) -> None:
        """The paper was signed: its photo."""
        place, office, actor = self.ask_photo(self), self._win.office, self._win.actor
        if place is None or office is None:
            return

        def kept(_job: "Job[str]") -> str:
            return photos.keep_file(office, place, actor, side=photos.PAPER_SIDE, right=Right.ONLINE)

        self._win.jobs.run(kept, lambda name: self._give("paper", name), self._failed)

    def _give(self, how: str, picture: str = "") -> None:
        def deed(approver: "Actor | None") -> bool:
            assert self._win.office is not None
            with self._win.office.writing(self._win.actor, approver) as desk:
                consents.give(desk, self._producer, how, picture)
            return True

        self._win.attempt(deed, self._given, self._failed)

    def _given(self, done: bool) -> None:
        self._warned = True
        self.finish(done)

    def _failed(self, error: Exception) -> None:
        self._arm()
        if not isinstance(error, ShopError):
            raise error
        self.strip.refuse(error)

    def print_(self) -> None:
        """The text as a PDF of one A4 page, to print and sign."""
        from shopdesk.paper import render

        assert self._win.office is not None
        with self._win.office.reading(self._win.actor) as desk:
            paper = consents.paper(desk, self._producer)
        place = self.ask_where(self, f"{paper.number}.pdf")
        if place is not None:
            files.write_whole(place, render.a4(paper))
            self.strip.say(_("Kept as {name}").format(name=place.name), tone="primary")


class GivenSheet(Sheet):
    """The word that was given: when, who wrote it down, on which text, the signature."""

    def __init__(self, win: "Window", producer: int, name: str, said: "Said") -> None:
        super().__init__(_("Consent of {name}").format(name=name), width=620)
        self._win, self._producer, self._name = win, producer, name
        self.body.addWidget(Plain(given_words(said), "h", wrap=True))
        self.body.addWidget(Plain(said.text or _(consents.TEXT), wrap=True))
        self.body.addWidget(Plain(_("Written down by {name}").format(name=said.by), "sub", wrap=True))
        self.picture = Signature()
        self.picture.hide()
        self.body.addWidget(self.picture)
        self._paper = said.paper
        self.back = Button(_("They take it back"), "danger", icon="arrow-back-up", on=self.ask_back)
        self.close_ = Button(_("Close"), key="Esc", on=lambda: self.finish(None))
        self.buttons.addWidget(self.back, 1)
        self.buttons.addWidget(self.close_, 1)
        self.first = self.close_

    def opened(self, window: "Window") -> None:
        """Fetch the signature."""
        office = window.office
        if self._paper and office is not None:
            window.jobs.run(lambda _job: photos.read(office, [self._paper]), self._fetched)

    def _fetched(self, found: dict[str, bytes]) -> None:
        self.picture.show_picture(found.get(self._paper, b""))
        self.refit()

    def ask_back(self) -> None:
        """Ask: what is on sale comes off."""
        question = Unsure(
            N_("Take back the consent of {name}?"), question="withdraw", yes=N_("Take the consent back"),
            hint=N_("What is on sale of them pauses. Orders that came stay."), name=self._name,
        )  # fmt: skip
        self._win.open(QuestionSheet(question).answered(lambda _yes: self._take_back()))

    def _take_back(self) -> None:
        def deed(approver: "Actor | None") -> bool:
            assert self._win.office is not None
            with self._win.office.writing(self._win.actor, approver) as desk:
                consents.withdraw(desk, self._producer)
            return True

        self._win.attempt(deed, self._taken, self.strip.refuse)

    def _taken(self, done: bool) -> None:
        if self._win.online is not None:
            self._win.online.wake()
        self.finish(done)


def given_words(said: "Said") -> str:
    """`ยินยอมแล้ว 22 พ.ย. 2569 09:30 · เซ็นบนจอ`."""
    words = _("Agreed {when} · {how}")
    return words.format(when=thaidate.moment(said.at), how=consents.how_words(said.how))


def agreed(desk: "Desk", producer: int) -> "Said | None":
    """The word of a producer where it stands."""
    said = consents.last(desk, producer)
    return said if said is not None and said.given else None


def _ask_photo(parent: Sheet) -> Path | None:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    pictures = _("Pictures") + " (*.png *.jpg *.jpeg *.webp *.bmp)"
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("Photo of the signed consent"), folder, pictures)
    return Path(chosen) if chosen else None
