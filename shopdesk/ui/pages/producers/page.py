"""Producers (คนฝากขาย): the list, one of them, and paying many at once."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import NotFound
from shopdesk.base.i18n import _
from shopdesk.ui import printing, theme
from shopdesk.ui.page import Page
from shopdesk.ui.pages.producers.list_pane import ListPane
from shopdesk.ui.pages.producers.paying import PayPane
from shopdesk.ui.pages.producers.person import PersonPane

if TYPE_CHECKING:
    from shopdesk.shop.producers import Producer
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window


class ProducersPage(Page):
    """Enter opens somebody, Esc goes a step back: from paying to the person or the list."""

    name = "producers"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._looker: Actor | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(12))
        whole.setSpacing(theme.px(10))
        self.list, self.person, self.round = ListPane(self), PersonPane(self), PayPane(self)
        self._stack = QStackedLayout()
        whole.addLayout(self._stack, 1)
        whole.addWidget(self.strip)
        for pane in (self.list, self.person, self.round):
            self._stack.addWidget(pane)
        window.bus.data_ready.connect(self.enter)
        window.bus.sale_done.connect(self._sale)
        window.bus.sale_changed.connect(self._sale)

    # Where it stands

    @property
    def pane(self) -> QWidget | None:
        """What is shown: the list, a person, or the round of payouts."""
        return self._stack.currentWidget()

    def open_person(self, person: "Producer") -> None:
        """Show one of them, to whoever may see what is owed."""
        self.allowed(lambda: self._open(person))

    def _open(self, person: "Producer") -> None:
        self.strip.clear()
        self._stack.setCurrentWidget(self.person)
        self.person.show_person(person)
        self.person.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def who(self) -> "Actor | None":
        """Whose eyes look at the sums: the person at the till, or who stood in while the page is open."""
        return self._looker or self.win.actor

    def allowed(self, then: Callable[[], object]) -> None:
        """Go on where this person may see payouts; the owner's PIN stands in until the page is left."""

        def look(approver: "Actor | None") -> "Actor | None":
            from shopdesk.shop.rights import Right, require

            assert self.win.office is not None
            with self.win.office.reading(approver or self.who) as desk:
                require(desk, Right.PAYOUT)
            return approver or self._looker

        def go_on(looker: "Actor | None") -> None:
            self._looker = looker
            then()

        self.win.attempt(look, go_on)

    def leave(self) -> None:
        """Whoever stood in stands in no longer."""
        self._looker = None
        if self.pane is not self.list:
            self._stack.setCurrentWidget(self.list)

    def to_list(self) -> None:
        """Show everybody."""
        self._stack.setCurrentWidget(self.list)
        self.list.look()
        self.list.cards.setFocus(Qt.FocusReason.OtherFocusReason)

    def read_again(self) -> None:
        """Something changed: read what is shown; who is gone leaves to the list."""
        if self.win.office is None:
            return
        if self.pane is self.person and self.person.person is not None:
            try:
                self.person.read_again()
            except NotFound:
                self.to_list()
        elif self.pane is self.round:
            self.round.look()
        else:
            self.list.look()

    def changed(self, words: str = "") -> None:
        """A deed was done here: show it, and say so."""
        self.strip.clear()
        self.read_again()
        self.win.bus.goods_changed.emit()
        if words:
            self.strip.say(words, tone="primary", seconds=8)

    def _sale(self, _sale: int) -> None:
        if self.isVisible():
            self.read_again()

    # Deeds of the page

    def new(self) -> None:
        """Somebody new."""
        from shopdesk.ui.pages.producers.edit import EditSheet

        self.win.open(EditSheet(self.win, None).answered(self._added))

    def _added(self, person: "Producer") -> None:
        self.open_person(person)
        self.strip.say(_("{name} is saved.").format(name=person.name), tone="primary", seconds=8)

    def pay(self) -> None:
        """Pay: the open person, those ticked, or everybody who is owed."""
        if self.pane is self.round:
            self.round.enter()
            return
        chosen = [self.person.person] if self.pane is self.person and self.person.person else self.list.ticked()
        self.allowed(lambda: self._begin(chosen))

    def _begin(self, chosen: "list[Producer]") -> None:
        self.strip.clear()
        self._stack.setCurrentWidget(self.round)
        self.round.begin({person.party for person in chosen})

    def print_slips(self, numbers: "list[str]") -> None:
        """All slips into the print queue in one go; shown first where there is no receipt printer."""
        from shopdesk.shop import printing as queue

        worker = printing.of(self.win)
        if not numbers or self.win.office is None:
            return
        if worker is None or not worker.has_printer():
            self.show_slips(numbers)
            return
        with self.win.office.writing(self.who) as desk:
            jobs = [queue.queue_payouts(desk, [number]) for number in numbers]
        worker.send(jobs)
        self.strip.say(_("{count} slips go to the printer.").format(count=len(jobs)), tone="primary", seconds=8)

    def show_slips(self, numbers: "list[str]") -> None:
        """The slips as paper on the screen: to keep as a file, or for another printer."""
        from shopdesk.shop import printing as queue
        from shopdesk.shop import statements
        from shopdesk.ui.pages.receipt.sheet import PaperSheet

        assert self.win.office is not None
        with self.win.office.reading(self.who) as desk:
            run = statements.slips(desk, numbers)
        paper = run if len(numbers) > 1 else run.slips[0]
        title = _("Payout slips") if len(numbers) > 1 else _("Payout slip {number}").format(number=numbers[0])
        self.win.open(PaperSheet(self.win, title, paper, run.number, lambda desk: queue.queue_payouts(desk, numbers)))

    # The window's hooks

    def enter(self) -> None:
        """Read what is shown; the keyboard goes to the cards."""
        self.read_again()
        if self.pane is self.list:
            self.list.cards.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> bool:
        """Esc: out of paying, out of a person, then what was typed."""
        if self.pane is self.round and self.person.person is not None and self.round.of_one:
            self.open_person(self.person.person)
        elif self.pane is not self.list:
            self.to_list()
        elif self.list.search.field.value():
            self.list.search.clear()
        else:
            return False
        return True

    def deeds(self) -> dict[str, Callable[[], object]]:
        """The keys of this page."""
        found: dict[str, Callable[[], object]] = {"new": self.new, "find": self._find, "save": self.pay}
        if self.pane is self.round:
            found["print"] = self.round.print_
        elif self.pane is self.person:
            found["print"] = self.person.print_
            found["edit"] = self.person.edit
        return found

    def offers(self) -> list[tuple[str, Callable[[], object]]]:
        """More for the palette."""
        return [(_("Pay producers"), self.pay), *(self.person.offers() if self.pane is self.person else [])]

    def help(self) -> list[str]:
        """For the help panel."""
        return [
            _("Space ticks somebody, Enter opens, Ctrl+S pays."),
            _("Every sale says what is owed. Nobody is paid twice."),
            _("A wrong payout? Take it back; it is owed again."),
            _("Goods of somebody without terms are owed whole."),
        ]

    def regions(self) -> list[QWidget]:
        """F6."""
        if self.pane is self.round:
            return [self.round.table, self.round.main]
        if self.pane is self.person:
            return [self.person.table, self.person.pay]
        return [self.list.search.field, self.list.cards, self.list.pay]

    def keep(self) -> object:
        """What was typed, who is open."""
        return self.list.search.field.text(), self.list.only, self.person.person if self.pane is self.person else None

    def restore(self, kept: Any) -> None:
        """Go on with it."""
        typed, only, person = kept
        self.list.search.field.setText(typed)
        self.list.choose(only)
        if person is not None:
            self.open_person(person)

    def _find(self) -> None:
        if self.pane is not self.list:
            self.to_list()
        self.list.search.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
