"""One server that is silent is not the line: where another answered the internet is there, and the address is told."""

import contextlib
import random
import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from keyring.backends import fail

from shopdesk.base import i18n
from shopdesk.shop import accounts, exchange
from shopdesk.shop.channels import Offline
from shopdesk.sync import channels, reach
from shopdesk.sync.engine import Engine
from shopdesk.sync.http import Door
from shopdesk.sync.vault import open_vault
from tests.cli.conftest import Terminal
from tests.conftest import Shop
from tests.sync.test_http import says, serving, whole
from tests.sync.vendure_stand import StandIn
from tests.sync.woo_shop import KEY, SECRET

WELL, DEAD = "well.example", "dead.example"


class Names:
    """The names the world knows; they lead to this computer."""

    def __init__(self, ask: Callable[..., Any]) -> None:
        self._ask, self.known = ask, {WELL}

    def __call__(self, host: Any, *args: Any, **more: Any) -> Any:
        if str(host).endswith(".example") and host not in self.known:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return self._ask("127.0.0.1" if host in self.known else host, *args, **more)


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[Names]:
    made = Names(socket.getaddrinfo)
    monkeypatch.setattr(socket, "getaddrinfo", made)
    reach.forget()
    yield made
    reach.forget()


def problem(base: str, **more: bool) -> Offline:
    with pytest.raises(Offline) as told:
        Door(base=base, **more).send("GET", "/")
    return told.value


def hear(host: str) -> None:
    with serving(says(whole())) as server:
        assert Door(base=f"http://{host}:{server.port}").send("GET", "/").status == 200


def test_without_any_answer_it_is_the_line() -> None:
    told = problem(f"http://{DEAD}")
    assert told.why == "There is no internet."
    hear("127.0.0.1")
    assert problem(f"http://{DEAD}").why == "There is no internet.", "this computer itself is not the internet"


def test_where_another_answered_lately_it_is_this_address(monkeypatch: pytest.MonkeyPatch) -> None:
    hear(WELL)
    told = problem(f"http://{DEAD}")
    assert told.why == "This shop's address does not answer."
    assert "Check the address" in told.fix
    with pytest.raises(Offline) as platform:
        Door().send("GET", f"https://{DEAD}/orders")
    assert platform.value.why == "The platform does not answer now."
    later = time.monotonic() + 700
    monkeypatch.setattr("time.monotonic", lambda: later)
    assert problem(f"http://{DEAD}").why == "There is no internet.", "what answered long ago proves nothing"


def test_a_machine_that_refuses_is_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert problem(f"http://127.0.0.1:{port}").why == "This shop's address does not answer."


def test_whoever_just_typed_the_address_checks_it_first() -> None:
    told = problem(f"http://{DEAD}", asked=True)
    assert (told.why, told.fix) == (
        "This address does not answer.", "Check the address, and whether there is internet."
    )  # fmt: skip


@contextlib.contextmanager
def two_shops(shop: Shop, names: Names) -> Iterator[tuple[list[int], Engine]]:
    """Two accounts at two servers, the one that dies is asked first."""
    vault = open_vault(shop.office.data_dir)
    opener = channels.opener(vault, shop.clock)
    names.known = {WELL, DEAD}
    with contextlib.closing(StandIn(shop.clock)) as dead, contextlib.closing(StandIn(shop.clock)) as well:
        made = []
        for host, stand in ((DEAD, dead), (WELL, well)):
            with shop.office.writing() as desk:
                account = accounts.add(desk, "vendure", host, place=stand.address.replace("127.0.0.1", host))
            seller = opener(account).channel.finish_sign_in(stand.open_shop().pasted, "")
            with shop.office.writing() as desk:
                accounts.signed_in(desk, account.id, seller)
            made.append(account.id)
        reach.forget()
        yield made, Engine(shop.office, opener, shop.clock, random.Random(3))


def whys(shop: Shop) -> list[str]:
    with shop.office.reading() as desk:
        return [one.why for one in sorted(accounts.listing(desk), key=lambda one: one.id)]


def test_of_two_shops_the_dead_one_is_told_by_its_address_whichever_was_asked_first(
    shop: Shop, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    monkeypatch.setattr("shopdesk.sync.channels.Pace", lambda _calls: lambda: None)
    shop.clock.now = datetime.now(UTC)
    with two_shops(shop, names) as (_made, engine):
        names.known = {WELL}
        engine.whole(at_once=True)
        assert whys(shop) == ["This shop's address does not answer.", ""]
        with shop.office.reading() as desk:
            line = exchange.line(desk)
        assert (line.fine, line.away) == (True, False)
        names.known = set()
        reach.forget()
        shop.clock.now += timedelta(minutes=30)
        # Connections that stand would answer still.
        Engine(shop.office, channels.opener(open_vault(shop.office.data_dir), shop.clock), shop.clock,
               random.Random(3)).whole(at_once=True)  # fmt: skip
        assert whys(shop) == ["There is no internet."] * 2
        with shop.office.reading() as desk:
            line = exchange.line(desk)
        assert (line.fine, line.away) == (False, True)


def test_a_command_that_signs_in_or_tests_says_check_the_address(
    shop: Shop, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, empty_file: Path
) -> None:  # fmt: skip
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setattr("keyring.get_keyring", fail.Keyring)
    before = i18n.language()
    till = Terminal(shop.office.data_dir, capsys, monkeypatch, empty_file)
    keys = f"{KEY} {SECRET}\n"
    added = till("channels", "add", "เว็บ", "--channel", "woocommerce", "--place", f"http://{DEAD}")
    assert added.code == 0, added.err
    signed = till("channels", "login", "เว็บ", "--state", "0", stdin=keys)
    with shop.office.reading() as desk:
        (account,) = accounts.listing(desk)
        uid = accounts.account_of(accounts.one(desk, account.id)).uid
    open_vault(shop.office.data_dir).put(uid, {"key": KEY, "secret": SECRET})
    tested = till("channels", "test", "เว็บ")
    i18n.set_language(before)
    for ended in (tested, signed):
        assert ended.code == 1
        assert "Check the address" in ended.err, ended.err
