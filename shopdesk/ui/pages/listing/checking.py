"""The last page: what each platform would show and still asks for, how many are said to be there, what was left."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import money
from shopdesk.ui import theme
from shopdesk.ui.pages.listing.later import Later
from shopdesk.ui.pages.listing.placing import everywhere
from shopdesk.ui.pages.listing.step import Step, emptied, focus
from shopdesk.ui.pages.products.photo_box import Frame
from shopdesk.ui.pages.stock.panes import card
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.answers import Said, Where
    from shopdesk.shop.channels import Account, Attribute, Category, ChannelProblem, Rules
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.listed import Rule
    from shopdesk.shop.listings import Lack
    from shopdesk.shop.rights import Actor

SIDE, MOST_SHOWN = 84, 2


@dataclass(frozen=True, slots=True)
class Outlook:
    """What one account would say: what is missing, how many a buyer sees and why, what stands there otherwise."""

    lacks: "tuple[Lack, ...]"
    rule: "Rule | None"
    notes: "tuple[Lack, ...]" = ()


class CheckStep(Step):
    """One account at a time, through the eyes of its platform; beside it what was left for later."""

    def build(self) -> None:
        """The account at the left, what was left at the right."""
        self.told = Plain("", "sub", wrap=True)
        self.add = Button(_("Add an online shop"), icon="plus", on=lambda: self.win.go("accounts"))
        self._bar, self._cards = QVBoxLayout(), QVBoxLayout()
        left, right, row = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        row.setSpacing(theme.px(16))
        for part in (left, right):
            part.setSpacing(theme.px(6))
        left.addWidget(self.told)
        left.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        left.addLayout(self._bar)
        left.addLayout(self._cards)
        left.addStretch(1)
        self.later = Later(self.wizard)
        right.addWidget(self.later)
        right.addStretch(1)
        row.addLayout(left, 3)
        row.addLayout(right, 2)
        self.column.addLayout(row)
        self.mends: list[Button] = []
        self.outlooks: dict[int, Outlook] = {}
        self._shown = 0

    def fill(self, said: "Said") -> None:
        """Every ticked account."""
        accounts = self.wizard.page.accounts()
        self.wizard.said = everywhere(said, accounts)
        ticked = self.wizard.said.ticked()
        none = _("There is no online shop yet. Keep this as a draft, or add one.")
        self.told.show_text(_("Tick a shop on the page before.") if accounts else none)
        self.told.setVisible(not ticked)
        self.add.setVisible(not accounts)
        self._shown = self._shown if self._shown in ticked else next(iter(ticked), 0)
        self._ask_attributes()
        self.look()
        self.later.fill(self.wizard.said)

    # What would be

    def look(self) -> None:
        """Try it out on paper, and show a card for each account."""
        accounts, said = self.wizard.page.accounts(), self.wizard.said
        self.outlooks = self._outlooks(said, {one.id: one for one in accounts})
        emptied(self._cards)
        self.mends = []
        self._choose_one([one for one in accounts if said.where[one.id].ticked])
        for one in accounts:
            if one.id == self._shown and said.where[one.id].ticked:
                self._cards.addWidget(self._card(one, said))
        files = [one for one in accounts if said.where[one.id].ticked and self._by_file(one)]
        self.wizard.template.setVisible(bool(files))
        none = bool(accounts) and not said.ticked()
        self.wizard.go_on.say(_("Choose a shop first") if none else _("Put on sale"))
        self.wizard.go_on.setEnabled(bool(said.ticked()))
        self.wizard.fit()

    def _choose_one(self, ticked: "Sequence[Standing]") -> None:
        """Which of several is looked at; one that lacks something says so."""
        emptied(self._bar)
        if len(ticked) > 1:
            lacking = {account for account, outlook in self.outlooks.items() if outlook.lacks}
            names = [(str(one.id), f"{'! ' if one.id in lacking else ''}{one.name}") for one in ticked]
            self._bar.addWidget(Segments(names, str(self._shown), lambda account: self.show_account(int(account))))

    def show_account(self, account: int) -> None:
        """Look at this one."""
        self._shown = account
        self.win.later(0, self.look)

    def _by_file(self, one: "Standing") -> bool:
        rules = self.wizard.page.rules(one.channel)
        return rules is not None and rules.by_file

    def _outlooks(self, said: "Said", accounts: "Mapping[int, Standing]") -> dict[int, Outlook]:
        from shopdesk.shop import answers, differing, listed
        from shopdesk.shop.channels import Rules
        from shopdesk.shop.listings import Lack

        asked = [account for account in said.ticked() if account in accounts]
        if not any(said.prices.values()):
            lack = Lack("price", N_("There is no price yet."), {})
            return {account: Outlook((lack,), None) for account in asked}

        office = self.win.office
        assert office is not None

        def seen(desk: "Desk", drawn: Mapping[int, int]) -> dict[int, Outlook]:
            found = {}
            for account in asked:
                rules = self.wizard.page.rules(accounts[account].channel) or Rules("", "")
                asks = self._attributes(account, accounts)
                lacks = self.wizard.page.lacking.lacks(office, desk, drawn[account], rules, asks)
                notes = differing.notes(desk, drawn[account], rules)
                found[account] = Outlook(lacks, listed.rule(desk, drawn[account]), tuple(notes))
            return found

        only = replace(said, where={account: said.where[account] for account in asked})
        try:
            return answers.tried(office, only, self.win.actor, seen)
        except ShopError as error:
            self.wizard.page.refuse(error)
            return {}

    def _attributes(self, account: int, accounts: "Mapping[int, Standing]") -> "list[Attribute]":
        tree, here = self.wizard.page.tree, self.wizard.said.where[account]
        return list(tree.attributes_known(accounts[account], here.category))

    def _ask_attributes(self) -> None:
        """What the categories ask for, where there is a line; without one the platform says it later."""
        for account in self.wizard.said.ticked():
            category = self.wizard.said.where[account].category
            known = self.wizard.page.opened(account)
            if category and known is not None and not self.wizard.page.by_file(known.channel):
                told, refused = partial(self._asks, known, category), partial(self._refused, known, category)
                self.wizard.page.tree.ask_attributes(known, category, told, refused)

    def _asks(self, known: "Account", category: str, found: "Sequence[Attribute]") -> None:
        if not found:
            # Some platforms say nothing of a category they no longer have.
            self._look_for(known, category)
        if self.isVisible():
            self.look()

    def _refused(self, known: "Account", category: str, problem: "ChannelProblem") -> None:
        from shopdesk.shop.channels import Rejected

        if isinstance(problem, Rejected):
            self._look_for(known, category)

    def _look_for(self, known: "Account", category: str) -> None:
        self.wizard.page.tree.ask_gone(known, category, lambda: self._gone(known, category))

    def _gone(self, known: "Account", category: str) -> None:
        """The platform has it no more: it is asked for again."""
        here = self.wizard.said.where.get(known.id)
        if here is not None and here.category == category:
            self.wizard.forget(known, category)
            self._set(known.id, replace(here, category="", path=""))

    # One card

    def _card(self, one: "Standing", said: "Said") -> QWidget:
        frame, column = card()
        rules = self.wizard.page.rules(one.channel)
        label = _(rules.label) if rules is not None else one.channel
        if len(said.ticked()) == 1:
            column.addWidget(Plain(f"{one.name} · {label}", "strong", wrap=True))
        outlook = self.outlooks.get(one.id)
        if outlook is not None:
            column.addLayout(self._preview(said, rules, outlook))
            for lack in outlook.lacks[:MOST_SHOWN]:
                column.addWidget(self._lack(one.id, lack))
            if len(outlook.lacks) > MOST_SHOWN:
                left = len(outlook.lacks) - MOST_SHOWN
                column.addWidget(Plain(_("and {count} more").format(count=left), "sub", tone="danger"))
            for note in outlook.notes:
                column.addWidget(Plain(f"• {_(note.text).format(**note.values)}", "sub", wrap=True))
            if rules is not None and rules.own_tree:
                column.addWidget(self._own_category(one.id, said), 0, Qt.AlignmentFlag.AlignLeft)
            if not outlook.lacks and self._attributes(one.id, {one.id: one}):
                asks = Button(_("Answer what it asks"), "link", icon="pencil", on=lambda: self.ask(one.id))
                column.addWidget(asks, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _own_category(self, account: int, said: "Said") -> Button:
        """A shop of one's own sells without a category; one can be chosen."""
        path = said.where[account].path
        words = _("Category: {path}").format(path=path) if path else _("Choose a category, if you like")
        return Button(words, "link", icon="pencil", on=lambda: self.choose_category(account))

    def choose_category(self, account: int) -> None:
        """Ask for the category at an account."""
        self.wizard.page.choose_category(account, lambda category: self._categorised(account, category))

    def _preview(self, said: "Said", rules: "Rules | None", outlook: Outlook) -> QHBoxLayout:
        """As a buyer finds it: photo, name, price; below it how many and why."""
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        frame = Frame(self.win)
        frame.setFixedSize(theme.px(SIDE), theme.px(SIDE))
        frame.name = said.words.photos[0] if said.words.photos else ""
        row.addWidget(frame)
        column = QVBoxLayout()
        column.setSpacing(theme.px(2))
        longest = rules.longest_title if rules is not None else len(said.words.title)
        column.addWidget(Plain((said.words.title or said.goods)[:longest], "strong", wrap=True))
        prices = [price for price in said.prices.values() if price]
        amount = money.text(min(prices)) if prices else "–"
        column.addWidget(Plain(f"฿{amount}", "h"))
        column.addWidget(Plain(offered(outlook.rule), "sub", wrap=True))
        column.addStretch(1)
        row.addLayout(column, 1)
        return row

    def _lack(self, account: int, lack: "Lack") -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        words = _(lack.text).format(**lack.values) if lack.values else _(lack.text)
        row.addWidget(Plain(f"• {words}", "", tone="danger", wrap=True), 1)
        name = _("Mend: {what}").format(what=words)
        button = Button(_("Mend it"), icon="pencil", name=name, on=lambda: self.mend(account, lack))
        self.mends.append(button)
        row.addWidget(button)
        return line

    def mend(self, account: int, lack: "Lack") -> None:
        """To the page that mends it; what belongs to this account alone is asked here."""
        if lack.page != "where":
            self.wizard.mend(lack.page)
        elif self.wizard.said.where[account].category:
            self.ask(account)
        else:
            self.choose_category(account)

    def _categorised(self, account: int, category: "Category") -> None:
        self.wizard.categorised(account, category)
        self._go_on()

    def _go_on(self) -> None:
        """What stood in the way may be gone: on to what is left, once the sheet gave the keyboard back."""
        self.wizard.page.strip.clear()
        self.win.later(0, lambda: focus(next(iter(self.mends), self.wizard.go_on)))

    def ask(self, account: int) -> None:
        """What the category asks for there."""
        from shopdesk.ui.pages.listing.asking import AttributesSheet

        here, known = self.wizard.said.where[account], self.wizard.page.opened(account)
        if known is not None:
            asked = self.wizard.page.tree.attributes_known(known, here.category)
            sheet = AttributesSheet(asked, here.attributes)
            self.win.open(sheet.answered(lambda found: self._answered(account, found)))

    def _answered(self, account: int, found: Mapping[str, object]) -> None:
        here = self.wizard.said.where[account]
        self._set(account, replace(here, attributes=found))
        self._go_on()

    def _set(self, account: int, where: "Where") -> None:
        said = self.wizard.said
        self.wizard.said = replace(said, where={**said.where, account: where})
        self.wizard.keep_as_is()
        self.look()

    # Taking up and doing

    def gathered(self, said: "Said") -> "Said":
        """Everything was taken up before."""
        return said

    def keep_draft(self) -> None:
        """Keep it in the shop, unsaid."""
        self._do(lambda desk, drawn: 0, lambda _count: self._done(_("Kept as a draft. Nothing was sent.")))

    def put_on_sale(self) -> None:
        """Say it where nothing is missing; where something is, it stays a draft."""
        from shopdesk.shop import listings

        whole = [account for account, one in self.outlooks.items() if not one.lacks]
        short = len(self.outlooks) - len(whole)
        if not whole:
            first = next((one.lacks[0] for one in self.outlooks.values() if one.lacks), None)
            words = _(first.text).format(**first.values) if first else _("Tick where it shall be sold.")
            self.wizard.page.strip.say(_("Not yet."), words, tone="accent")
            focus(self.first())
            return

        def publish(desk: "Desk", drawn: Mapping[int, int]) -> int:
            for account in whole:
                listings.publish(desk, drawn[account])
            return len(whole)

        rest = [_("{count} still lack something.").format(count=short)] if short else []
        self._do(publish, lambda _count: self._done(" ".join([*self._said(whole), *rest])))

    def _said(self, whole: "Sequence[int]") -> "list[str]":
        """How it comes to its platforms: over the line, or in files."""
        known = {one.id: one for one in self.wizard.page.accounts()}
        files = [known[account].name for account in whole if account in known and self._by_file(known[account])]
        online = len(whole) - len(files)
        said = [_("On sale at {count}. It is sent when there is a line.").format(count=online)] if online else []
        carried = _("Now fill the file of {names} and upload it.").format(names=", ".join(files))
        return [*said, carried] if files else said

    def fill_template(self) -> None:
        """Put it on sale where files are carried, then fill the file of the first of them."""
        from shopdesk.shop import listings

        ticked, page = self.wizard.said.ticked(), self.wizard.page
        files = [one for one in page.accounts() if one.id in ticked and self._by_file(one)]
        whole = [one.id for one in files if one.id in self.outlooks and not self.outlooks[one.id].lacks]

        def publish(desk: "Desk", drawn: Mapping[int, int]) -> int:
            for account in whole:
                listings.publish(desk, drawn[account])
            return len(whole)

        def then(count: int) -> None:
            kept = _("Ready for the file. Choose the template you downloaded.")
            self._done(kept if count else _("Kept as a draft. Nothing was sent."))
            page.files.fill_template(files[0].id)

        if files:
            self._do(publish, then)

    def _do(self, deed: "Callable[[Desk, Mapping[int, int]], int]", then: Callable[[int], object]) -> None:
        from shopdesk.shop import answers

        said = self.wizard.said

        def attempt(approver: "Actor | None") -> int:
            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                return deed(desk, answers.store(desk, said))

        self.win.attempt(attempt, then)

    def _done(self, words: str) -> None:
        self.wizard.finished()
        self.wizard.page.strip.say(words, tone="primary", seconds=10)
        if self.win.online is not None:
            self.win.online.now()

    def first(self) -> QWidget | None:
        """What mends something, else what sells."""
        return next(iter(self.mends), self.wizard.go_on)


def offered(rule: "Rule | None") -> str:
    """How many a buyer will see, and why."""
    if rule is None:
        return ""
    if rule.count is None:
        return _("Nobody counted these goods yet: count them, then a number is said there.")
    return f"{_('{count} will be offered.').format(count=rule.count)} {rule.sentence}"
