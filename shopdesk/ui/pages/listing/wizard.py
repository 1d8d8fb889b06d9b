"""One question to a page, seven bars of them; each answer is on disk soon, and no way back loses one."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.shop import answers
from shopdesk.ui import theme
from shopdesk.ui.pages.listing.bars import Bars
from shopdesk.ui.pages.listing.checking import CheckStep
from shopdesk.ui.pages.listing.pages import chapters, pages
from shopdesk.ui.pages.listing.pricing import PricingStep
from shopdesk.ui.pages.listing.step import CHAPTER, LAST, PAGES, Step, focus
from shopdesk.ui.widgets.buttons import Button, fit_words
from shopdesk.ui.widgets.focus import MARGIN as RING
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.channels import Account, Category
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.pages.listing.page import ListingPage
    from shopdesk.ui.shell import Window

WIDTH, KEEP_AFTER_MS = 860, 500


def set_aside(win: "Window", product: int, unfinished: Callable[[answers.Said, ShopError], object]) -> bool:
    """Answers about other goods that lie half done become a draft of the shop; False where that cannot be."""
    left = answers.kept(win.office) if win.office is not None else None
    if left is None or left.product in (0, product):
        return True
    stored: list[object] = []

    def store(approver: "Actor | None") -> None:
        assert win.office is not None
        with win.office.writing(win.actor, approver) as desk:
            stored.append(answers.store(desk, left))

    win.attempt(store, refused=lambda error: unfinished(left, error))
    return bool(stored)


class Wizard(QFrame):
    """`begin(said)` shows the page where it was left. `closed()` is called when the person leaves it."""

    def __init__(self, page: "ListingPage", closed: Callable[[], object]) -> None:
        super().__init__()
        self.page, self.win, self._closed = page, page.win, closed
        self.said = answers.Said()
        self._steps: dict[int, Step] = {}
        self._makers = pages()
        self._chapters = chapters()
        self._timer = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep_now)
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        self.bars, self.count = Bars([title for title, _icon in self._chapters], self.visit), Plain("", "label")
        above = QHBoxLayout()
        above.addWidget(self.bars)
        above.addWidget(self.count)
        above.addStretch(1)
        self.closer = Button(_("Later"), "quiet", icon="clock", on=self.close_for_now)
        above.addWidget(self.closer)
        column.addLayout(above)
        self.view = QScrollArea()
        self.view.setWidgetResizable(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(*[RING] * 4)
        inner = QWidget()
        inner.setMaximumWidth(theme.px(WIDTH))
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._place = QVBoxLayout(inner)
        self._place.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inner, 100)
        row.addStretch(1)
        self.view.setWidget(holder)
        column.addWidget(self.view, 1)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        self.before = Button(_("Back"), "quiet", icon="arrow-left", key="Esc", on=self.back)
        self.template = Button(_("Fill the template file"), icon="file-export", on=lambda: self.placing.fill_template())
        self.draft = Button(_("Keep as draft"), icon="device-floppy", on=lambda: self.placing.keep_draft())
        self.go_on = Button(_("Next"), "primary", key="Ctrl+S", on=self.forward)
        self.go_on.setMinimumWidth(theme.px(180))
        row.addWidget(self.before)
        row.addStretch(1)
        for button in (self.template, self.draft, self.go_on):
            row.addWidget(button)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the quiet buttons lose their words."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give the buttons below as many words as there is room for."""
        gap = theme.px(10)
        taken = self.before.sizeHint().width() + max(self.go_on.sizeHint().width(), self.go_on.minimumWidth()) + 3 * gap
        fit_words([one for one in (self.template, self.draft) if not one.isHidden()], self.width() - taken, gap)

    # Where it stands

    @property
    def step(self) -> Step:
        """The page that is shown."""
        return self._steps[self.said.page]

    @property
    def placing(self) -> CheckStep:
        """The last page."""
        step = self._step_of(LAST)
        assert isinstance(step, CheckStep)
        return step

    @property
    def pricing(self) -> PricingStep | None:
        """The page of the prices, once it was shown."""
        step = self._steps.get(PAGES.index("price"))
        return step if isinstance(step, PricingStep) else None

    def begin(self, said: answers.Said) -> None:
        """Show the page where these answers were left."""
        page, reached = min(said.page, LAST), min(max(said.reached, said.page), LAST)
        self.said = replace(said, page=page, reached=reached)
        self.show_page()

    def _step_of(self, at: int) -> Step:
        if at not in self._steps:
            title, sentence, make = self._makers[PAGES[at]]
            icon = self._chapters[CHAPTER[PAGES[at]]][1]
            self._steps[at] = make(self, icon, title, sentence)
            self._place.addWidget(self._steps[at])
            self._steps[at].hide()
        return self._steps[at]

    def show_page(self) -> None:
        """Show the page as the answers are now."""
        at = self.said.page
        self._step_of(at)
        for number, step in self._steps.items():
            step.setVisible(number == at)
        bar, own = CHAPTER[PAGES[at]], [n for n, page in enumerate(PAGES) if CHAPTER[page] == CHAPTER[PAGES[at]]]
        self.bars.show_page(bar, (own.index(at) + 1) / len(own), CHAPTER[PAGES[self.said.reached]])
        self.count.show_text(_("{page} of {pages}").format(page=bar + 1, pages=len(self._chapters)))
        last = at == LAST
        self.go_on.setEnabled(True)
        self.go_on.say(_("Put on sale") if last else _("Next"))
        self.draft.setVisible(last)
        self.template.setVisible(False)
        self.view.verticalScrollBar().setValue(0)
        self.step.fill(self.said)
        self.fit()
        focus(self.step.first() or self.go_on)

    def categorised(self, account: int, category: "Category") -> None:
        """The category at an account, remembered for the word it came from."""
        where = {**self.said.where}
        where[account] = replace(where[account], category=category.id, path=category.path)
        self.said = replace(self.said, where=where)
        word = self.said.words.words or self.said.goods
        own = next(one for one in self.page.accounts() if one.id == account)
        rules = self.page.rules(own.channel)
        if rules is not None:
            tree = rules.tree(own.uid)
            self.win.attempt(lambda approver: self._remember(approver, tree, word, category))
        self.jump(self.said.page)

    def forget(self, account: "Account", category: str) -> None:
        """A category its platform no longer has: no word comes to it."""
        rules = self.page.rules(account.channel)
        if rules is not None:
            tree = rules.tree(account.uid)
            self.win.attempt(lambda approver: self._forget(approver, tree, category))

    def _forget(self, approver: "Actor | None", tree: str, category: str) -> None:
        from shopdesk.shop import categories

        assert self.win.office is not None
        with self.win.office.writing(self.win.actor, approver) as desk:
            categories.forget(desk, tree, category)

    def _remember(self, approver: "Actor | None", tree: str, word: str, category: "Category") -> None:
        from shopdesk.shop import categories

        assert self.win.office is not None
        with self.win.office.writing(self.win.actor, approver) as desk:
            categories.remember(desk, tree, word, category)

    # Keeping

    def touched(self) -> None:
        """Something was typed or chosen: it is on disk soon."""
        self._timer.start()

    def take_up(self) -> None:
        """What stands on the page belongs to the answers."""
        if self._steps:
            self.said = self.step.gathered(self.said)

    def keep_now(self) -> None:
        """Put the answers on disk."""
        self._timer.stop()
        if self.win.office is not None and self._steps:
            self.take_up()
            self.win.attempt(lambda _approver: self._write(self.said))

    def _write(self, said: answers.Said | None) -> None:
        assert self.win.office is not None
        answers.keep(self.win.office, said)

    def finished(self) -> None:
        """It is stored as an offer now: nothing has to be kept."""
        self._timer.stop()
        self._write(None)
        self.said = answers.Said()
        self._closed()

    # Going

    def forward(self) -> None:
        """The next page; from the last one, put on sale."""
        if self.said.page < LAST:
            self._onward()
            return
        self.page.strip.clear()
        self.take_up()
        if not self.step.wrong():
            self.placing.put_on_sale()

    def _onward(self, page: int = 0) -> None:
        """To a later page, else the next that asks anything, once what stands here can be."""
        self.page.strip.clear()
        self.take_up()
        if self.step.wrong():
            return
        try:
            self.said = self.step.leaving(self.said)
        except ShopError as error:
            self.page.refuse(error)
            return
        # Other goods have answers of their own: what was not asked of them yet is not gone past.
        self.jump(min(page, self.said.reached) if self.said.page < page <= self.said.reached else self._beside(1))

    def _beside(self, way: int) -> int:
        """The next page one way or the other that asks anything of these goods."""
        at = self.said.page + way
        while 0 < at < LAST and not self._step_of(at).applies(self.said):
            at += way
        return at

    def visit(self, bar: int) -> None:
        """To the first question of a bar that was asked before: back at once, onward as `forward` goes."""
        page = next(n for n, name in enumerate(PAGES) if CHAPTER[name] == bar)
        if page > self.said.page:
            self._onward(page)
        elif page < self.said.page:
            self.take_up()
            self.page.strip.clear()
            self.jump(page)
        else:
            focus(self.step.first() or self.go_on)

    def back(self) -> bool:
        """One page back; from the first one to the list."""
        self.take_up()
        self.page.strip.clear()
        if self.said.page:
            self.jump(self._beside(-1))
        else:
            self.close_for_now()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field goes on: what may be left empty is passed with one press."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.forward()
        else:
            super().keyPressEvent(event)

    def jump(self, page: int) -> None:
        """To a page; what was answered stays."""
        self.said = replace(self.said, page=page, reached=max(page, self.said.reached))
        self.keep_as_is()
        self.show_page()

    def mend(self, page: str) -> None:
        """To the page that mends something."""
        self.take_up()
        self.jump(PAGES.index(page))

    def keep_as_is(self) -> None:
        """Put the answers on disk as they were taken up."""
        self._timer.stop()
        self.win.attempt(lambda _approver: self._write(self.said))

    def close_for_now(self) -> None:
        """To the list; it goes on where it was left."""
        self.keep_now()
        self._closed()
