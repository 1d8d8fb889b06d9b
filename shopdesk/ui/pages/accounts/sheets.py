"""Adding an account, its keys, and how much of the stock it may offer."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtNetwork import QHostAddress
from PySide6.QtWidgets import QGridLayout, QLineEdit

from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import digits
from shopdesk.shop.channels import ChannelProblem
from shopdesk.ui import theme
from shopdesk.ui.pages.sync.words import problem_words
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.channels import Account, Rules
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

COMES_BACK = "https://localhost/shopdesk"
LONGEST_SECRET, LONGEST_ADDRESS = 400, 300
MOST_UNITS = 99_999


def secret_field(name: str) -> Field:
    """A field whose letters nobody reads over a shoulder."""
    field = Field(name=name, longest=LONGEST_SECRET)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def sentence(rules: "Rules") -> str:
    """What an account of this kind asks for, in a line."""
    if rules.by_file:
        return _("No key needed: you carry files to the platform and back.")
    if rules.needs_app:
        return _("By itself. Needs an app key from the platform.")
    if rules.needs_address:
        return _("By itself. For a web shop of your own.")
    return _("By itself, after you sign in.")


def _grouped(known: "Sequence[Rules]") -> "list[tuple[str, list[Rules]]]":
    """Platforms by what an account of them asks for, in the order they came."""
    groups: dict[str, list[Rules]] = {}
    for rules in known:
        groups.setdefault(sentence(rules), []).append(rules)
    return list(groups.items())


class ChooseSheet(Sheet):
    """Which platform; answers its rules. `practise` is what begins practising instead."""

    def __init__(self, known: "Sequence[Rules]", practise: Callable[[], object] | None = None) -> None:
        super().__init__(_("Where do you want to sell?"), width=640)
        self.buttons_of: dict[str, Button] = {}
        for words, group in _grouped(known):
            self.body.addWidget(Plain(words, "strong", wrap=True))
            grid = QGridLayout()
            grid.setSpacing(theme.px(8))
            for place, rules in enumerate(group):
                picture = "file-text" if rules.by_file else "cloud"
                button = Button(_(rules.label), "choice", icon=picture, on=self._told(rules))
                grid.addWidget(button, place // 2, place % 2)
                self.buttons_of[rules.name] = button
            grid.setColumnStretch(0, 1)
            grid.setColumnStretch(1, 1)
            self.body.addLayout(grid)
        if any(rules.by_file for rules in known):
            self.body.addWidget(Plain(_("No app key yet? Begin with files, add the key later."), "sub", wrap=True))
        if not known:
            self.body.addWidget(Plain(_("This ShopDesk knows no platform yet. Take a newer one."), wrap=True))
        if practise is not None:
            words = _("Practise selling (a marketplace on this computer)")
            self.practise = Button(words, icon="school", on=lambda: self._practised(practise))
            self.buttons.addWidget(self.practise, 1)

    def _practised(self, practise: Callable[[], object]) -> None:
        self.finish(None)
        practise()

    def _told(self, rules: "Rules") -> Callable[[], object]:
        return lambda: self.finish(rules)


class _Keys:
    """The fields for keys and address that a kind of account asks for."""

    def __init__(self, sheet: Sheet, rules: "Rules", account: "Standing | None", comes_back_to: str) -> None:
        self.rules = rules
        where = _("As you type it in the browser, with https:// in front")
        self.place = Field(account.place if account else "", name=_("Address of the web shop"), longest=LONGEST_ADDRESS)
        self.key = Field(account.app_key if account else "", name=_("App key"), longest=100)
        self.service = Field(name=_("Service number"), longest=LONGEST_ADDRESS)
        self.secret = secret_field(_("App secret"))
        self.back = Field(comes_back_to, name=_("Address that comes back"), longest=LONGEST_ADDRESS)
        self.place_row = Row(_("Address of the web shop"), self.place, where)
        self.key_row = Row(_("App key"), self.key, _("From the platform's page for developers"))
        where = _("It stands in the link with which shops sign in.")
        told = f"{where} · {_('empty: as before')}" if account else where
        self.service_row = Row(_("Service number"), self.service, told)
        self.secret_row = Row(_("App secret"), self.secret, self._about_secret(account is not None))
        same = _("Exactly as it stands in the app there; usually it can stay")
        self.back_row = Row(_("Address that comes back"), self.back, same)
        if rules.needs_address:
            sheet.body.addWidget(self.place_row)
        if rules.needs_app:
            # A service knows by itself where its apps come back to.
            last = self.service_row if rules.needs_service else self.back_row
            for row in (self.key_row, self.secret_row, last):
                sheet.body.addWidget(row)

    def _about_secret(self, known: bool) -> str:
        told = _("Kept in the safe of this computer, never in the shop's file or a backup")
        return f"{told} · {_('empty: as before')}" if known else told

    def check(self, *, secret_too: bool) -> None:
        """Raise Invalid, and say it at its field, for what is missing."""
        for row in (self.place_row, self.key_row, self.service_row, self.secret_row):
            row.refuse(None)
        if self.rules.needs_address and not self.place.value().startswith(("https://", "http://")):
            self._missing(self.place_row, Invalid(N_("The address begins with https://")))
        if self.rules.needs_app and not self.key.value():
            self._missing(self.key_row, Invalid(N_("The app key is missing.")))
        if self.rules.needs_service and secret_too and not self.service.value():
            self._missing(self.service_row, Invalid(N_("The number of the service is missing.")))
        if self.rules.needs_app and secret_too and not self.secret.value():
            self._missing(self.secret_row, Invalid(N_("The app secret is missing.")))

    def heard(self, enter: Callable[[], object]) -> None:
        """Enter in a field goes on."""
        for field in (self.place, self.key, self.secret, self.back):
            field.returnPressed.connect(enter)

    def _missing(self, row: Row, error: Invalid) -> None:
        row.refuse(error)
        row.field.setFocus()
        raise error

    def secrets(self) -> dict[str, str]:
        """What goes to the safe."""
        return {"secret": self.secret.value()} if self.secret.value() else {}


def _on_this_computer(address: str) -> bool:
    """Whether a web shop stands on this computer: nobody far away buys there."""
    host = QUrl(address).host().strip("[]").casefold()
    return host == "localhost" or QHostAddress(host).isLoopback()


class AddSheet(Sheet):
    """Name and keys of a new account; answers the account, with its secret in the safe."""

    def __init__(self, win: "Window", rules: "Rules") -> None:
        super().__init__(_("Add {platform}").format(platform=_(rules.label)), width=640)
        self._win, self._rules = win, rules
        self._added: Account | None = None
        self.name = Field(name=_("Name of the shop there"), longest=60, on_enter=self.enter)
        self.name_row = Row(_("Name of the shop there"), self.name, sentence(rules))
        self.body.addWidget(self.name_row)
        self.country = self._countries()
        self.keys = _Keys(self, rules, None, COMES_BACK)
        self.keys.heard(self.enter)
        if rules.needs_app:
            self.body.addWidget(Plain(_("No app key yet? Begin with files, add the key later."), "sub", wrap=True))
        self.main = Button(_("Go on"), "primary", icon="check", icon_color="on_primary", on=self.enter)
        self.buttons.addWidget(self.main, 1)
        self.first = self.name

    def _countries(self) -> "Segments | None":
        """Which country, where accounts of several have answered; None where there is nothing to choose."""
        from shopdesk.shop import abroad

        assert self._win.office is not None
        with self._win.office.reading(self._win.actor) as desk:
            known = [one for one in abroad.answered(desk, self._rules.name) if one in dict(self._rules.elsewhere)]
        if not known:
            return None
        home = self._rules.places[0]
        found = Segments([(one, abroad.country(one)) for one in (home, *known)], home, lambda _place: None)
        self.body.addWidget(found)
        return found

    def _place(self) -> str:
        """The address of a web shop, else the country."""
        if self._rules.needs_address:
            return self.keys.place.value()
        home = self._rules.places[0] if self._rules.places else ""
        return str(self.country.value()) if self.country is not None else home

    def unkept(self) -> bool:
        """Whether something was typed."""
        return bool(self.name.value() or self.keys.key.value() or self.keys.secret.value())

    def enter(self) -> None:
        """Add it, then put the secret in the safe."""
        try:
            self.keys.check(secret_too=True)
        except Invalid:
            return
        if self._added is not None:
            self._keep(self._added)
        elif self.ready():
            self._win.attempt(self._add, self._keep, self.name_row.refuse)

    def _add(self, approver: "Actor | None") -> "Account":
        from shopdesk.shop import accounts

        assert self._win.office is not None
        rules, keys = self._rules, self.keys
        options: dict[str, object] = {"by_file": True} if rules.by_file else {}
        if rules.needs_app:
            options["comes_back_to"] = keys.back.value()
        if rules.needs_service:
            options["service"] = keys.service.value()
        if rules.needs_address and _on_this_computer(keys.place.value()):
            options["practice"] = True
        place = self._place()
        options |= {"currency": money} if (money := dict(rules.elsewhere).get(place)) else {}
        with self._win.office.writing(self._win.actor, approver) as desk:
            return accounts.add(
                desk, rules.name, self.name.value(), place=place, app_key=keys.key.value(), options=options
            )

    def _keep(self, account: "Account") -> None:
        self._added = account
        keep_secrets(self._win, self, account, self.keys.secrets())

    def finish(self, result: object) -> None:
        """What was added is not warned about; closed in between, the account is there without its secret."""
        self._warned = self._warned or result is not None
        super().finish(result if result is not None else self._added)


class KeysSheet(Sheet):
    """Another key or secret of an account; answers the account."""

    def __init__(self, win: "Window", rules: "Rules", one: "Standing", comes_back_to: str) -> None:
        super().__init__(_("Keys of {name}").format(name=one.name), width=640)
        self._win, self._one = win, one
        self.keys = _Keys(self, rules, one, comes_back_to or COMES_BACK)
        self.keys.heard(self.enter)
        self.main = Button(_("Save"), "primary", icon="check", icon_color="on_primary", on=self.enter)
        self.buttons.addWidget(self.main, 1)

    def enter(self) -> None:
        """Store them."""
        try:
            self.keys.check(secret_too=False)
        except Invalid:
            return
        self._win.attempt(
            self._store,
            lambda account: keep_secrets(self._win, self, account, self.keys.secrets()),
            self.strip.refuse,
        )

    def _store(self, approver: "Actor | None") -> "Account":
        from shopdesk.shop import accounts

        assert self._win.office is not None
        keys = self.keys
        with self._win.office.writing(self._win.actor, approver) as desk:
            return accounts.keyed(
                desk, self._one.id, app_key=keys.key.value(), place=keys.place.value(),
                comes_back_to=keys.back.value(), service=keys.service.value(),
            )  # fmt: skip


def keep_secrets(win: "Window", sheet: Sheet, account: "Account", secrets: dict[str, str]) -> None:
    """Put secrets in the safe, in the background, and finish the sheet with the account."""
    outside = win.online.outside if win.online is not None else None
    if not secrets or outside is None:
        sheet.finish(account)
        return

    def refused(error: Exception) -> None:
        if isinstance(error, ChannelProblem):
            sheet.strip.say(*problem_words(error), tone="danger")
        elif isinstance(error, ShopError):
            sheet.strip.refuse(error)
        else:
            raise error

    win.jobs.run(lambda _job: outside.keep(account.uid, secrets), lambda _nothing: sheet.finish(account), refused)


class StockSheet(Sheet):
    """How much of the stock an account may offer; answers True."""

    def __init__(self, win: "Window", one: "Standing", examples: Sequence[tuple[str, str]]) -> None:
        super().__init__(_("Stock for {name}").format(name=one.name), width=640)
        self._win, self._one = win, one
        self.share = Field(str(one.share // 100), name=_("How much of the stock is offered"), longest=3)
        self.cap = Field("" if one.cap is None else str(one.cap), name=_("At most of each"), longest=5)
        self.keep_ = Field("" if one.keep is None else str(one.keep), name=_("Kept for the counter"), longest=5)
        about = _("In percent. 100 offers everything that is free.")
        self.share_row = Row(_("How much of the stock is offered"), self.share, about)
        self.cap_row = Row(_("At most of each"), self.cap, _("Empty: no limit"))
        learnt = _("Empty: ShopDesk learns from your own days how many to keep")
        self.keep_row = Row(_("Kept for the counter"), self.keep_, learnt)
        for row in (self.share_row, self.cap_row, self.keep_row):
            self.body.addWidget(row)
        for name, words in examples:
            self.body.addWidget(Plain(f"{name}: {words}", "sub", wrap=True))
        self.main = Button(_("Save"), "primary", icon="check", icon_color="on_primary", on=self.enter)
        self.buttons.addWidget(self.main, 1)
        self.first = self.share

    def enter(self) -> None:
        """Store it."""
        share, cap, keep = (_whole(row, field) for row, field in self._fields())
        if self.ready() and not any(row.field.property("wrong") == "true" for row, _field in self._fields()):
            self._win.attempt(
                lambda approver: self._store(approver, share, cap, keep), lambda _done: self.finish(True),
                self.share_row.refuse,
            )  # fmt: skip

    def _fields(self) -> list[tuple[Row, Field]]:
        return [(self.share_row, self.share), (self.cap_row, self.cap), (self.keep_row, self.keep_)]

    def _store(self, approver: "Actor | None", share: int | None, cap: int | None, keep: int | None) -> None:
        from shopdesk.shop import accounts

        assert self._win.office is not None
        points = None if share is None else share * 100
        with self._win.office.writing(self._win.actor, approver) as desk:
            accounts.change(desk, self._one.id, share=points, cap=cap, keep=keep)


def _whole(row: Row, field: Field) -> int | None:
    """The number typed, None for an empty field; what is none is said at the field."""
    typed = digits.arabic(field.value())
    row.refuse(None)
    if typed and not (typed.isascii() and typed.isdigit() and int(typed) <= MOST_UNITS):
        row.refuse(Invalid(N_("Type a whole number.")))
        return None
    return int(typed) if typed else None
