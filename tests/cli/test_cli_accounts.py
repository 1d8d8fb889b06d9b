"""The accounts of the shop by commands: keys, signing in, putting away, a marketplace that is closed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopdesk.db import models
from shopdesk.practice import server
from shopdesk.practice.server import Practice
from shopdesk.shop import accounts, producers
from shopdesk.sync.vault import open_vault
from tests.cli.conftest import Terminal
from tests.cli.test_cli_online import did, photo


@pytest.fixture
def practice() -> Iterator[Practice]:
    with server.running(port=0) as made:
        yield made


def added(till: Terminal, practice: Practice) -> None:
    app = practice.control.app()
    did(till("channels", "add", "ฝึก", "--channel", "lazada", "--app-key", app["app_key"], "--server",
             practice.address, "--json", stdin=app["secret"] + "\n"))  # fmt: skip


def kept(till: Terminal) -> tuple[str, str]:
    """The secret in the safe and the app key of the first account."""
    office = till.office()
    with office.reading() as desk:
        row = desk.session.get_one(models.ChannelAccount, 1)
        found = open_vault(till.data).get(row.uid).get("secret", ""), row.app_key
    office.engine.dispose()
    return found


def test_another_secret_or_key_is_kept_and_what_is_not_given_stays(till: Terminal, practice: Practice) -> None:
    added(till, practice)
    app = practice.control.app()
    ended = till("channels", "keys", "1", "--json", stdin="another-secret\n")
    assert did(ended)["app_key"] == app["app_key"]
    assert "another-secret" not in ended.out + ended.err
    assert kept(till) == ("another-secret", app["app_key"])
    assert did(till("channels", "keys", "ฝึก", "--app-key", "654321", "--json"))["app_key"] == "654321"
    assert kept(till) == ("another-secret", "654321")
    assert "channels login 1" in till("channels", "keys", "1", stdin="x\n").out
    assert till("channels", "keys", "1").code == 1, "nothing was given"
    till.set_pin("1234")
    assert till("channels", "keys", "1", "--app-key", "1", stdin="s\n").code == 1
    assert kept(till) == ("x", "654321")


def test_by_files_there_is_no_key_and_an_account_is_put_away(till: Terminal) -> None:
    made = did(till("channels", "add", "ไฟล์", "--channel", "shopee", "--by-file", "--json"))
    assert made["login"] == "ok", "nobody signs in there"
    assert "by files" in till("channels", "keys", "1", "--app-key", "k").err
    assert did(till("channels", "put-away", "1", "--json")) == {
        "id": 1, "name": "ไฟล์", "channel": "shopee-file", "in_use": False, "forgotten": True
    }  # fmt: skip
    assert did(till("channels", "list", "--json"))["accounts"] == []
    assert till("channels", "put-away", "1").code == 1


def test_whoever_may_puts_an_account_away_and_its_secrets_go_with_it(till: Terminal, practice: Practice) -> None:
    added(till, practice)
    office = till.office()
    with office.reading() as desk:
        uid = accounts.in_use(desk)[0].uid
    office.engine.dispose()
    assert open_vault(till.data).get(uid)
    assert did(till("channels", "put-away", "ฝึก", "--json"))["forgotten"]
    assert not open_vault(till.data).get(uid)


def test_the_page_alone_names_the_command_that_comes_then(till: Terminal, practice: Practice) -> None:
    added(till, practice)
    told = till("channels", "login", "1", "--page", lang="th").out
    assert "วางสิ่งที่ได้กลับมาตรงนี้" not in told
    assert "shopdesk channels login 1 --state " in told


def test_a_producer_nobody_asked_may_say_yes_by_the_option(till: Terminal, tmp_path: Path) -> None:
    till("channels", "add", "ไฟล์", "--channel", "shopee", "--by-file")
    office = till.office()
    with office.writing() as desk:
        producers.add(desk, "ป้าสมศรี")
    office.engine.dispose()
    words = (
        "listing",
        "new",
        "7",
        "--account",
        "1",
        "--price",
        "9",
        "--photo",
        photo(tmp_path),
        "--producer",
        "ป้าสมศรี",
    )
    refused = till(*words)
    assert (refused.code, "--consent" in refused.err) == (1, True)
    assert till(*words, "--consent").code == 0


def test_where_the_practice_marketplace_is_closed_the_way_to_open_it_is_named(till: Terminal) -> None:
    with server.running(port=0) as made:
        added(till, made)
        page = did(till("channels", "login", "1", "--page", "--json"))
        back = f"https://localhost/?code={made.control.code()}&state={page['state']}"
        assert till("channels", "login", "1", "--state", page["state"], stdin=back).code == 0
    asked = till("channels", "test", "1", "--json")
    assert (asked.code, asked.json["hint"]) == (1, "Open it again: shopdesk practice serve")
    one = did(till("sync", "--once", "--json"), 1)["accounts"][0]
    assert (one["why"], one["fix"]) == ("The practice marketplace does not answer.", asked.json["hint"])
    assert "shopdesk practice serve" in till("channels", "list", lang="th").out
