"""The window: rail, pages, sheets, keys, help. It paints before the shop's file is opened."""

import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from shopdesk.base import clock, i18n, machine
from shopdesk.base.errors import NotAllowed, ShopError
from shopdesk.ui import attempts, places, theme
from shopdesk.ui.bus import Bus
from shopdesk.ui.jobs import Jobs
from shopdesk.ui.page import Page
from shopdesk.ui.rail import Rail
from shopdesk.ui.shortcuts import Shortcuts
from shopdesk.ui.sound import Sounds
from shopdesk.ui.topbar import Pills, TopBar
from shopdesk.ui.watch import Watch
from shopdesk.ui.widgets.text import repolish

if TYPE_CHECKING:
    from shopdesk.shop.desk import Office
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.online import Online
    from shopdesk.ui.photos import Photos
    from shopdesk.ui.widgets.sheet import Dim, Sheet

T = TypeVar("T")


class Window(QMainWindow):
    """What pages use: `office` `actor` `jobs` `bus` `sounds` `photos` `clock` `random` `data_dir`, and its methods."""

    def __init__(
        self,
        data_dir: Path,
        *,
        now: clock.Clock = clock.system_clock,
        monotonic: Callable[[], float] = time.monotonic,
        random: Random | None = None,
    ) -> None:
        super().__init__()
        self.data_dir, self.clock, self.monotonic = data_dir, now, monotonic
        self.random = random or SystemRandom()
        self.office: Office | None = None
        self.actor: Actor | None = None
        self.jobs, self.bus, self.sounds = Jobs(self), Bus(self), Sounds()
        self.ask_approval: Callable[[NotAllowed, Callable[[Actor], object]], object] | None = None
        self.lock_with: Callable[[], object] | None = None
        self.print_receipt: Callable[[int], object] | None = None
        self.open_drawer: Callable[[str], object] | None = None
        self.online: Online | None = None
        self._pages: dict[str, Page] = {}
        self._kept: dict[str, object] = {}
        self._sheets: list[Dim] = []
        self.here = ""
        self._help: QWidget | None = None
        self._stale = False
        self.pills = Pills()
        self.several = False
        self.setWindowTitle("ShopDesk")
        self.setMinimumSize(800, 500)
        self.watch = Watch(self, monotonic)
        self.watch.scanned.connect(self._scanned)
        self._build()
        self._shortcuts = Shortcuts(self, lambda deed: self.perform(deed))
        self.bus.net_changed.connect(self.pills.show_net)
        theme.on_system_change(self, self.look_changed)

    def _build(self) -> None:
        """Rail and stack, empty."""
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail(self.go, several=self.several)
        self._stack = QStackedWidget()
        row.addWidget(self.rail)
        row.addWidget(self._stack, 1)
        self._row = row
        self.setCentralWidget(whole)

    @cached_property
    def photos(self) -> "Photos":
        """The photos of the goods."""
        from shopdesk.ui.photos import Photos

        return Photos(self)

    # Pages

    def go(self, name: str) -> Page:
        """Show a page, made on the spot when it is its first time; raises StopIteration for an unknown name."""
        if self._sheets:
            return self._pages[self.here]
        if name != self.here and self.here:
            self._pages[self.here].leave()
            self._pages[self.here].forget_news()
        self.close_help()
        self.here = name
        page = self._page(name)
        self._stack.setCurrentWidget(page)
        self.rail.show_place(name)
        self._arm_shortcuts()
        page.enter()
        return page

    def _page(self, name: str) -> Page:
        if name not in self._pages:
            self._pages[name] = places.find(name).make(self)
            self._stack.addWidget(self._pages[name])
            if name in self._kept:
                self._pages[name].restore(self._kept.pop(name))
        return self._pages[name]

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._pages[self.here]

    def page_of(self, name: str) -> Page | None:
        """A page that was already made."""
        return self._pages.get(name)

    def has(self, name: str) -> bool:
        """Whether there is a screen of this name."""
        return any(place.name == name for place in places.PLACES)

    # Sheets

    def open(self, sheet: "Sheet") -> "Sheet":
        """Put a sheet over the window; it closes by `sheet.finish`, or by Esc."""
        from shopdesk.ui.widgets.sheet import Dim

        self.close_help()
        dim = Dim(self.centralWidget(), sheet)
        self._sheets.append(dim)
        self._arm_shortcuts()
        self.watch.follow(None)
        dim.show()
        dim.raise_()
        sheet.stand(self)
        return sheet

    def close_sheet(self, sheet: "Sheet") -> None:
        """Called by a sheet that is done."""
        for dim in [dim for dim in self._sheets if dim.sheet is sheet]:
            self._sheets.remove(dim)
            dim.hide()
            dim.deleteLater()
        self._arm_shortcuts()
        if not self._sheets and self._stale:
            self._renew()
        elif not self._sheets and self.here:
            self.page.enter()
        elif self._sheets:
            self._sheets[-1].sheet.stand(self)

    @property
    def sheet(self) -> "Sheet | None":
        """The sheet on top, if any."""
        return self._sheets[-1].sheet if self._sheets else None

    # Deeds and keys

    def _arm_shortcuts(self) -> None:
        """The keys of the sheet on top hold, else those of the page."""
        self._shortcuts.arm(self.sheet.where if self.sheet is not None else self.here)

    def perform(self, deed: str) -> bool:
        """Do a deed of ui.keys: as the sheet, the page or the window understands it. False where nobody does."""
        act = self._own_deeds().get(deed) if deed in ALWAYS else None
        if act is None and self.sheet is not None:
            act = self.sheet.deeds().get(deed)
        elif act is None and self.here:
            act = self.page.deeds().get(deed) or self._own_deeds().get(deed)
        if act is not None:
            act()
        return act is not None

    def _own_deeds(self) -> dict[str, Callable[[], object]]:
        from shopdesk.ui import offers

        return offers.own(self)

    def back(self) -> None:
        """Esc: the sheet, the help, a step inside the page, then the till. It never ends the program."""
        if self.sheet is not None:
            self.sheet.finish(None)
        elif self._help is not None:
            self.close_help()
        elif not self.page.back() and self.here != "till":
            self.go("till")

    def next_region(self) -> None:
        """The keyboard goes to the next part of the page."""
        regions = [self.rail.buttons.get(places.area(self.here), self.rail), *self.page.regions()]
        now = QApplication.focusWidget()
        at = next((n for n, part in enumerate(regions) if part is now or (now and part.isAncestorOf(now))), -1)
        regions[(at + 1) % len(regions)].setFocus(Qt.FocusReason.TabFocusReason)

    def toggle_full_screen(self) -> None:
        """The whole screen, or a window again."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def open_palette(self) -> None:
        """Everything that can be done now, to be found by its words."""
        from shopdesk.ui import offers
        from shopdesk.ui.palette import Palette

        if self.sheet is None:
            sheet = self.open(Palette(offers.of(self)))
            sheet.done.connect(lambda offer: offer and offer.act())

    def lock(self) -> None:
        """Hide the screen until somebody enters a PIN; nothing where the shop has no PIN. The bill stays."""
        if self.lock_with is not None and self.sheet is None:
            self.lock_with()

    # Help

    def toggle_help(self) -> None:
        """Open the help of this page, or close it."""
        if self._help is not None:
            self.close_help()
        elif self.sheet is None:
            self._open_help()

    def _open_help(self) -> None:
        from shopdesk.ui.help import HelpPanel

        place = places.find(self.here)
        title = place.title(several=self.several)
        panel = HelpPanel(title, self.page, set(self._own_deeds()), self.close_help)
        self._help = panel
        panel.stand(self.centralWidget(), self._row)
        panel.closer.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_help(self) -> None:
        """Close the help panel."""
        if self._help is not None:
            self._help.hide()
            self._help.deleteLater()
            self._help = None
            self.page.enter()

    @property
    def help_panel(self) -> QWidget | None:
        """The help panel while it is open."""
        return self._help

    # Work and refusals

    def attempt(
        self,
        deed: "Callable[[Actor | None], T]",
        then: Callable[[T], object] | None = None,
        refused: Callable[[ShopError], object] | None = None,
    ) -> bool:
        """Do `deed(approver)`; `then(answer)` after it, `refused(error)` where the shop says no.

        Where a right is missing and somebody may stand in, the PIN is asked for and the deed is tried again with
        them as approver. Answers whether it was done at once.
        """
        self.page.forget_news()
        if self.sheet is not None:
            self.sheet.strip.forget()
        return attempts.attempt(self, deed, None, then, refused)

    def refuse(self, error: ShopError) -> None:
        """The shop said no: on the sheet that is open, else on the page."""
        self.sounds.play("attention")
        if self.sheet is not None:
            self.sheet.strip.refuse(error)
        else:
            self.page.refuse(error)

    def _scanned(self, code: str) -> None:
        """A scanner sent a code: to the sheet, else the page, else the till."""
        if self.sheet is not None:
            self.sheet.scanned(code)
        elif self.here and not self.page.scanned(code):
            self.go("till").scanned(code)

    def data_ready(self, office: "Office", actor: "Actor | None") -> None:
        """The shop's file is open."""
        self.office, self.actor = office, actor
        self.bus.data_ready.emit()

    # The look

    def look_changed(self) -> None:
        """Colours, text size or language changed: the style at once, the page anew when no sheet stands over it."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        stored = machine.read(self.data_dir)
        theme.apply(app, str(stored.get("theme", "system")), int(stored.get("text_size", 100)))
        self._stale = True
        if not self._sheets:
            self._renew()

    def _renew(self) -> None:
        """Build rail and pages anew, with what was typed. The till hears of everything, so it is there at once."""
        self._stale = False
        self._kept |= {name: page.keep() for name, page in self._pages.items()}
        here, had_help = self.here, self._help is not None
        self._help, self.here = None, ""
        for page in self._pages.values():
            page.deleteLater()
        self._pages.clear()
        self.pills.forget()
        self.watch.follow(None)
        self._build()
        if "till" in self._kept:
            self._page("till")
        if here:
            self.go(here)
            if had_help:
                self._open_help()
        repolish(self)

    def set_text_size(self, percent: int) -> None:
        """100, 115, 130 or 150; kept on this machine."""
        machine.write(self.data_dir, text_size=percent)
        self.look_changed()

    def set_theme(self, mode: str) -> None:
        """ "system", "light" or "dark"; kept on this machine."""
        machine.write(self.data_dir, theme=mode)
        self.look_changed()

    def set_language(self, code: str) -> None:
        """A language of base.i18n.NAMES; kept on this machine. Raises KeyError."""
        if code not in i18n.NAMES:
            raise KeyError(code)
        machine.write(self.data_dir, language=code)
        i18n.set_language(code)
        self.look_changed()

    # The pills

    def top_bar(self) -> TopBar:
        """The pills for the top right of a page."""
        return self.pills.bar(TopBar(self.toggle_help, self.lock, lambda: self.go("sync")))

    def show_person(self, words: str) -> None:
        """The day and the person at the till, for the pill."""
        self.pills.show_person(words)

    def show_several(self, several: bool) -> None:
        """Whether several people take turns at the till: then the words speak of a shift, else of the day."""
        self.several = several
        self.rail.show_several(several)

    # Qt

    def come_forward(self) -> None:
        """The program was started again: show this window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def cannot_open(self, error: Exception) -> None:
        """The shop's file cannot be opened: say what to do; every other fault goes to the crash box."""
        if not isinstance(error, ShopError):
            raise error
        self.page.strip.say(str(error), error.hint, tone="danger")

    def changeEvent(self, event: QEvent) -> None:
        """A window that lost the keyboard shows no keycaps."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange:
            self.watch.caps.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let pages finish, stop the rounds and the jobs, close the file."""
        for page in self._pages.values():
            page.leave()
        if self.online is not None:
            self.online.let_go()
        self.jobs.close()
        if self.office is not None:
            self.office.close()
            self.office = None
        super().closeEvent(event)

    def later(self, milliseconds: int, act: Callable[[], object]) -> None:
        """Do something soon, in the window's thread."""
        QTimer.singleShot(milliseconds, self, lambda: act())


ALWAYS = {"back", "larger", "smaller", "usual-size", "full-screen"}
