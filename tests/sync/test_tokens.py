"""Tokens: renewed in time, once, by one program; a renewal token that works only once survives a crash."""

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from keyring.backends import fail

from shopdesk.shop.channels import NeedsLogin, Offline, Retry, Unknown
from shopdesk.sync.tokens import Expired, Fresh, Tokens, login_until
from shopdesk.sync.vault import Vault, open_vault

START = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
UID = "account-1"
LIFE, LONG_LIFE = timedelta(hours=4), timedelta(days=30)


class Platform:
    """Gives tokens; every renewal token works once."""

    def __init__(self) -> None:
        self.now = START
        self.good = ""
        self.renewal = ""
        self.renewals = 0
        self.fault: Exception | None = None
        self.answer_lost = False

    def sign_in(self) -> str:
        self.renewals += 1
        self.good, self.renewal = f"access-{self.renewals}", f"refresh-{self.renewals}"
        return json.dumps({"a": self.good, "r": self.renewal})

    def ask(self, refresh: str) -> str:
        if self.fault:
            raise self.fault
        if refresh != self.renewal:
            return json.dumps({"error": "invalid_grant"})
        text = self.sign_in()
        if self.answer_lost:
            raise Unknown("lost")
        return text

    def read(self, text: str) -> Fresh:
        try:
            told = json.loads(text)
        except ValueError:
            raise Retry("garbled") from None
        if "error" in told:
            raise NeedsLogin(told["error"])
        return Fresh(told["a"], told["r"], self.now + LIFE, self.now + LONG_LIFE, {"cipher": "c"})

    def use(self, access: str) -> str:
        if access != self.good:
            raise Expired("old")
        return f"done with {access}"


class Books:
    def __init__(self, folder: Path) -> None:
        self.platform = Platform()
        self.vault = open_vault(folder)
        self.tokens = self.again()

    def again(self, read: Callable[[str], Fresh] | None = None) -> Tokens:
        now = lambda: self.platform.now  # noqa: E731
        return Tokens(self.vault, UID, self.platform.ask, read or self.platform.read, now)

    def signed_in(self) -> "Books":
        self.tokens.keep(self.platform.sign_in())
        return self


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Books:
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    return Books(tmp_path)


def test_nobody_signed_in_is_told_so(books: Books) -> None:
    with pytest.raises(NeedsLogin):
        books.tokens.access()
    assert login_until(books.vault, UID) is None


def test_a_token_is_renewed_at_half_its_life_and_not_before(books: Books) -> None:
    books.signed_in()
    books.platform.now += LIFE / 2 - timedelta(seconds=1)
    assert books.tokens.access() == "access-1"
    books.platform.now += timedelta(seconds=1)
    assert books.tokens.access() == "access-2"
    assert books.again().access() == "access-2"
    assert books.vault.get(UID)["refresh"] == "refresh-2"
    assert books.vault.get(UID)["cipher"] == "c"
    assert login_until(books.vault, UID) == books.platform.now + LONG_LIFE


def test_a_clock_set_back_renews_nothing(books: Books) -> None:
    books.signed_in()
    books.platform.now -= timedelta(days=400)
    assert books.tokens.access() == "access-1"
    assert books.tokens.call(books.platform.use) == "done with access-1"


def test_without_a_line_the_token_is_used_while_it_holds(books: Books) -> None:
    books.signed_in()
    books.platform.fault = Offline("no line")
    books.platform.now += LIFE * 0.75
    assert books.tokens.access() == "access-1"
    books.platform.now += LIFE
    with pytest.raises(Offline):
        books.tokens.access()
    books.platform.fault = None
    assert books.tokens.access() == "access-2"


def test_a_token_that_ran_out_in_the_middle_is_renewed_once_and_the_call_done_again(books: Books) -> None:
    books.signed_in()
    done = []
    for item in range(1_000):
        if item == 500:
            books.platform.good = "revoked"
        done.append(books.tokens.call(lambda access, item=item: (books.platform.use(access), item)[1]))  # type: ignore[misc]
    assert done == list(range(1_000))
    assert books.platform.renewals == 2


def test_a_second_refusal_asks_for_a_person(books: Books) -> None:
    books.signed_in()

    def refuse(_access: str) -> None:
        raise Expired("no")

    with pytest.raises(NeedsLogin) as told:
        books.tokens.call(refuse)
    assert told.value.fix
    assert books.platform.renewals == 2


def test_a_renewal_token_that_is_over_asks_for_a_person(books: Books) -> None:
    books.signed_in()
    books.platform.renewal = "revoked"
    books.platform.good = "other"
    with pytest.raises(NeedsLogin):
        books.tokens.call(books.platform.use)
    assert "answer" not in books.vault.get(UID)


def test_two_threads_renew_once(books: Books) -> None:
    books.signed_in()
    books.platform.now += LIFE * 0.6
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(books.again().access())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == ["access-2"] * 4
    assert books.platform.renewals == 2


class PowerCut(BaseException):
    pass


def cut(*_given: object) -> Fresh:
    raise PowerCut


def test_a_crash_after_the_answer_came_loses_no_token(books: Books) -> None:
    books.signed_in()
    books.platform.now += LIFE * 0.6
    with pytest.raises(PowerCut):
        books.again(read=cut).access()
    assert books.platform.renewals == 2
    assert books.again().access() == "access-2"
    assert books.platform.renewals == 2
    assert "answer" not in books.vault.get(UID)


def test_a_crash_between_storing_and_clearing_is_harmless(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    books.signed_in()
    books.platform.now += LIFE * 0.6
    store, stores = Vault._store, []

    def failing(vault: Vault, uid: str, values: dict[str, str]) -> None:
        stores.append(values)
        if len(stores) == 2:
            raise PowerCut
        store(vault, uid, values)

    monkeypatch.setattr(Vault, "_store", failing)
    with pytest.raises(PowerCut):
        books.tokens.access()
    monkeypatch.undo()
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    assert books.again().access() == "access-2"
    assert books.platform.renewals == 2


def test_an_answer_that_was_lost_on_the_way_leaves_the_old_token_in_use(books: Books) -> None:
    books.signed_in()
    books.platform.now += LIFE * 0.6
    books.platform.answer_lost = True
    assert books.tokens.access() == "access-1"
    books.platform.answer_lost = False
    with pytest.raises(NeedsLogin):
        books.tokens.call(books.platform.use)


def test_a_garbled_answer_is_asked_for_again(books: Books) -> None:
    books.signed_in()
    with pytest.raises(Retry):
        books.tokens.keep("<html>")
    assert books.tokens.access() == "access-1"


def test_no_word_of_it_holds_a_token(books: Books) -> None:
    books.signed_in()
    assert "access-1" not in repr(books.tokens) + repr(vars(books.tokens))
