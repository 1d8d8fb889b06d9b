"""The first run: one question after the other on a quiet page; what was answered is stored at once."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.page import Page
from shopdesk.ui.pages.first_run.goods import FirstGoodsStep, KindStep
from shopdesk.ui.pages.first_run.hello import LanguageStep, ShopStep
from shopdesk.ui.pages.first_run.progress import Progress
from shopdesk.ui.pages.first_run.safety import DevicesStep, PromptPayStep
from shopdesk.ui.pages.first_run.step import Card, Step, focus
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field
from shopdesk.ui.widgets.focus import MARGIN as RING
from shopdesk.ui.widgets.sheet import order_of_tab
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

WIDTH, HEIGHT = 760, 680
NEEDED = 2


class FirstRunPage(Page):
    """Six steps. `afterwards` is the page to open at the end; `approver` the owner who has just set a PIN here."""

    name = "first-run"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.afterwards = "till"
        self.approver: Actor | None = None
        self.at = self._seen = 0
        self._makers: tuple[Callable[[], Step], ...] = (
            lambda: LanguageStep(self, "language", _("Welcome"), _("Six short questions, then you can sell.")),
            lambda: ShopStep(self, "building-store", _("What is the shop called?"), ""),
            lambda: KindStep(self, "basket", _("What do you sell?"), _("Choose all that fit.")),
            lambda: FirstGoodsStep(
                self, "package", _("Your first goods"), _("An unknown code asks name and price at the till.")
            ),
            lambda: PromptPayStep(
                self, "qrcode", _("PromptPay"), _("The till makes a QR with the amount, without internet.")
            ),
            lambda: DevicesStep(self, "device-usb", _("Backup, printer, scanner"), _("Everything here can wait.")),
        )
        self._steps: dict[int, Step] = {}
        self._build()
        window.bus.data_ready.connect(self._ready)

    def _build(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(*[theme.px(12)] * 4)
        card = QFrame()
        card.setProperty("kind", "card")
        card.setMaximumSize(theme.px(WIDTH), theme.px(HEIGHT))
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        outer.addStretch(1)
        outer.addWidget(card, 100)
        outer.addStretch(1)
        column = QVBoxLayout(card)
        side, top = theme.px(32) - RING, theme.px(20)
        column.setContentsMargins(side, top, side, top)
        column.setSpacing(theme.px(12))
        self.dots, self.bars = Plain("", "label"), Progress(len(self._makers))
        above = QHBoxLayout()
        above.setContentsMargins(RING, 0, RING, 0)
        above.addWidget(self.bars)
        above.addStretch(1)
        above.addWidget(self.dots)
        column.addLayout(above)
        self.view = QScrollArea()
        self.view.setWidgetResizable(True)
        self.view.verticalScrollBar().valueChanged.connect(lambda _at: self._looked())
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        self._place = QVBoxLayout(holder)
        self._place.setContentsMargins(*[RING] * 4)
        self.view.setWidget(holder)
        column.addWidget(self.view, 1)
        column.addWidget(self.strip)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(RING, 0, RING, 0)
        row.setSpacing(theme.px(10))
        self.before = Button(_("Back"), "quiet", icon="arrow-left", key="Esc", on=self.back)
        self.skipper = Button(_("Skip"), "quiet", on=self.next)
        self.go_on = Button(_("Next"), "primary", key="Ctrl+S", on=self.forward)
        self.go_on.setMinimumWidth(theme.px(200))
        row.addWidget(self.before)
        row.addStretch(1)
        row.addWidget(self.skipper)
        row.addWidget(self.go_on)
        return row

    # What the window asks

    def enter(self) -> None:
        """Nothing but the questions: the rail is away."""
        self.win.rail.hide()
        if self.win.office is not None:
            self.show_step()
            focus(self.step.first() or self.go_on)

    def leave(self) -> None:
        """The rail comes back."""
        self.win.rail.show()

    def _ready(self) -> None:
        if self.isVisible():
            self.enter()

    def back(self) -> bool:
        """One page back; the first one stays."""
        if self.at:
            self.at -= 1
            self.enter()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field goes to the next one; from the last field, and from a card, to the next page."""
        now = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(now, Card):
            self.forward()
            return
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not isinstance(now, Field):
            super().keyPressEvent(event)
            return
        order = order_of_tab(self)
        after = order[order.index(now) + 1] if now in order[:-1] else None
        if self.step.lacks(now):
            return
        if isinstance(after, Field):
            focus(after)
            self.view.ensureWidgetVisible(after)
        else:
            self.forward()

    def scanned(self, code: str) -> bool:
        """For the page that tries the scanner; elsewhere a scan is not lost on the till."""
        return bool(self._steps) and (self.step.scanned(code) or True)

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """Ctrl+S goes on."""
        return {"save": self.forward}

    def help(self) -> list[str]:
        """How it works."""
        return [_("Answer what you can and go on."), _("Everything can be changed later in Settings.")]

    def keep(self) -> object:
        """Where it stands; each answered page is stored already."""
        return self.at, self.afterwards, self.approver

    def restore(self, kept: object) -> None:
        """Go on there."""
        assert isinstance(kept, tuple)
        self.at, self.afterwards, self.approver = kept

    # Steps

    @property
    def step(self) -> Step:
        """The page that is shown."""
        return self._steps[self.at]

    def show_step(self) -> None:
        """Show the page as the shop is now."""
        from shopdesk.shop import settings

        if self.at not in self._steps:
            self._steps[self.at] = self._makers[self.at]()
            self._place.addWidget(self.step)
        if not self.step.isVisibleTo(self):
            self._seen = 0
        for number, step in self._steps.items():
            step.setVisible(number == self.at)
        self.bars.show_page(self.at)
        last = self.at == len(self._makers) - 1
        self.dots.show_text(_("{page} of {pages}").format(page=self.at + 1, pages=len(self._makers)))
        self.before.setVisible(self.at > 0)
        self.skipper.setVisible(self.at >= NEEDED and not last)
        self.go_on.say(_("Begin to sell") if last else _("Next"))
        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            self.step.fill(desk, settings.get_all(desk))

    def forward(self) -> None:
        """Store this page and go on."""
        if self._steps and self.win.office is not None:
            self.strip.clear()
            unseen = self._unseen()
            if unseen is not None:
                self.view.ensureWidgetVisible(unseen, 0, theme.px(60))
                focus(unseen)
                return
            self.step.go_on()
            for field in cast("list[Field]", self.step.findChildren(Field)):
                if field.hasFocus():
                    self.view.ensureWidgetVisible(field, 0, theme.px(60))

    def _unseen(self) -> QWidget | None:
        """The first question of this page that was never in view, however small the window."""
        self._looked()
        asked = order_of_tab(self.step) if self.step.asks else []
        inside = self.view.widget()
        return next((part for part in asked if part.mapTo(inside, part.rect().bottomLeft()).y() > self._seen), None)

    def _looked(self) -> None:
        self._seen = max(self._seen, self.view.verticalScrollBar().value() + self.view.viewport().height())

    def next(self) -> None:
        """The next page, or the end."""
        if self.at == len(self._makers) - 1:
            self._finish()
            return
        self.at += 1
        self.view.verticalScrollBar().setValue(0)
        self.enter()

    def write(
        self,
        deed: "Callable[[Desk], object]",
        then: Callable[[], object],
        refused: Callable[[ShopError], object] | None = None,
    ) -> None:
        """Do something in the shop as one deed. The owner who set a PIN two pages ago is not asked for it again."""

        def act(approver: "Actor | None") -> object:
            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver or self.approver) as desk:
                return deed(desk)

        self.win.attempt(act, lambda _answer: then(), refused)

    def signed_in(self, pin: str) -> None:
        """Names and PIN are stored: the owner acts under them from now on."""
        from shopdesk.ui.pages.people import persons

        persons.refresh(self.win)
        if pin:
            self.approver = self.win.actor
        self.next()

    def _finish(self) -> None:
        from shopdesk.shop import settings

        self.write(lambda desk: settings.change(desk, "shop.started", True), self._done)

    def _done(self) -> None:
        way, self.afterwards, self.at = self.afterwards, "till", 0
        self.win.bus.settings_changed.emit("shop.started")
        self.win.bus.goods_changed.emit()
        from shopdesk.ui.pages.till.page import TillPage

        till = self.win.page_of("till")
        if isinstance(till, TillPage):
            till.over.show_around()
        shown = self.win.go("importing" if way in ("import", "starter") else "till")
        if way == "starter":
            shown.take_starter()  # type: ignore[attr-defined]  # the page of imports has it
