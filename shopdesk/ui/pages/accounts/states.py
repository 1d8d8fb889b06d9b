"""The states of the page of online shops and its sheets, for the tour."""

from datetime import timedelta
from typing import TYPE_CHECKING

from shopdesk.ui.pages.accounts import sample
from shopdesk.ui.pages.accounts.page import AccountsPage
from shopdesk.ui.pages.accounts.practising import PracticeSheet
from shopdesk.ui.pages.accounts.sheets import AddSheet, StockSheet
from shopdesk.ui.pages.accounts.signing import SignInSheet
from shopdesk.ui.tour import settle, state

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window


def _page(window: "Window") -> AccountsPage:
    assert window.online is not None
    window.online.look()
    page = window.go("accounts")
    assert isinstance(page, AccountsPage)
    settle(window)
    return page


def _three(window: "Window") -> AccountsPage:
    first, second, third = sample.accounts(window, "lazada", "woo", "shopee-file")
    sample.stands(window, first, timedelta(minutes=1), login="soon", until=timedelta(days=5))
    sample.stands(window, second, timedelta(minutes=2))
    assert third
    return _page(window)


@state("accounts-none")
def none(window: "Window") -> None:
    """No account yet."""
    sample.install(window)
    _page(window)


@state("accounts-list")
def listed(window: "Window") -> None:
    """Three of them; one has to be signed in soon."""
    _three(window)


@state("accounts-files")
def files(window: "Window") -> None:
    """One is sold at by files: what was uploaded is two days old, a price is another one now."""
    sample.carried(window)
    _page(window)


@state("accounts-filled")
def filled(window: "Window") -> None:
    """A file was filled of which nobody said that it was uploaded."""
    sample.carried(window, filled=True)
    _page(window)


@state("accounts-one")
def one(window: "Window") -> None:
    """One of them, where there is room for one thing at a time."""
    page = _three(window)
    page.table.opened.emit(page.table.rows.row(0))


@state("accounts-login")
def login(window: "Window") -> None:
    """The platform no longer lets us in."""
    first, second = sample.accounts(window, "lazada", "woo")
    why, fix = "The platform no longer lets us in.", "Sign in at the platform again."
    sample.stands(window, first, timedelta(hours=5), login="needed", why=why, fix=fix, failures=1)
    sample.paused(window, second)
    _page(window).choose(first)


@state("accounts-choose")
def choose(window: "Window") -> None:
    """Which platform."""
    _three(window).new()


@state("accounts-add")
def add(window: "Window") -> None:
    """Name and keys; something is missing."""
    _three(window)
    sheet = AddSheet(window, sample.KNOWN[0])
    window.open(sheet)
    sheet.name.setText("ร้านป้าสมศรี")
    sheet.keys.key.setText("100500")
    sheet.enter()


@state("accounts-add-address")
def add_address(window: "Window") -> None:
    """A web shop of one's own."""
    _three(window)
    window.open(AddSheet(window, sample.KNOWN[1]))


@state("accounts-add-service")
def add_service(window: "Window") -> None:
    """A platform whose apps belong to a service; its number is missing."""
    _three(window)
    sheet = AddSheet(window, sample.KNOWN[3])
    window.open(sheet)
    sheet.name.setText("ร้านป้าสมศรี")
    sheet.keys.key.setText("6kc76cungq9pl")
    sheet.enter()


@state("accounts-sign-in")
def sign_in(window: "Window") -> None:
    """The page is open in the browser; what came back was too old."""
    page = _three(window)
    account = page.marked()
    assert account is not None
    sheet = SignInSheet(window, sample.Shown(), account, lambda _page: None)
    window.open(sheet)
    sheet.open_page()
    settle(window)
    sheet.pasted.setText("https://localhost/shopdesk?code=0_100500_x&state=1")
    sheet.enter()


@state("accounts-practise")
def practise(window: "Window") -> None:
    """Where one can practise."""
    _three(window)
    known = [one for one in sample.KNOWN if one.name in sample.NAMES]
    window.open(PracticeSheet(window, sample.Shown(), known, lambda _page: None))


@state("accounts-stock")
def stock(window: "Window") -> None:
    """How much it may offer."""
    page = _three(window)
    chosen = page.table.current()
    assert chosen is not None
    kept = "เก็บไว้หน้าร้าน 3 ขวด ขายวันละ 1.4 ขวด เน็ตหลุดนานสุด 45 นาที"
    window.open(StockSheet(window, chosen, [("แยมมะม่วง", kept)]))


@state("accounts-away")
def away(window: "Window") -> None:
    """The question before an account is put away."""
    _three(window).ask_put_away()


@state("accounts-tested")
def tested(window: "Window") -> None:
    """The platform answered."""
    _three(window).test()
