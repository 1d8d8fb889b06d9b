"""A day with everything that is secret in it: neither the log nor a crash report holds any of it."""

import logging
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from shopdesk.base import log
from shopdesk.base.errors import DatabaseProblem, NotAllowed
from shopdesk.db import models
from shopdesk.shop import backups, closing, opening, settings, users
from shopdesk.shop.selling import Paid
from shopdesk.ui import crash
from tests.conftest import Shop, TestClock

KEY = "5ec2e7" * 10 + "abcd"
PIN, WRONG_PIN = "730164", "730165"
NATIONAL_ID, TAX_ID, PHONE = "1101700230708", "3101700230705", "0891234567"
SECRETS = (KEY, PIN, WRONG_PIN, NATIONAL_ID, TAX_ID, PHONE)


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[Path]:
    log.start(tmp_path / "shop")
    yield tmp_path / "shop" / "logs" / "shopdesk.log"
    root = logging.getLogger("shopdesk")
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    root.propagate = True


def _check_digit(digits: str) -> str:
    return digits + str((11 - sum(int(d) * (13 - n) for n, d in enumerate(digits)) % 11) % 10)


def _full_day(folder: Path) -> Shop:
    """People with PINs, a wrong PIN, PromptPay to a national id, a tax number, sales, a backup, the closing."""
    clock = TestClock()
    shop = Shop(opening.open_office(folder, now=clock, random=random.Random(1), key=KEY), clock)
    with shop.office.writing() as work:
        settings.change(work, "promptpay.id", _check_digit(NATIONAL_ID[:12]))
    with shop.office.writing() as work:
        settings.change(work, "promptpay.id", PHONE)
    egg = shop.add(f"ไข่ของ {PHONE}", 500, stock=9_000)
    shop.sell((egg, 1000), paid=[Paid("promptpay", 500)])
    shop.sell((egg, 1000))
    with shop.office.writing() as work:
        closing.close_day(work)
    with shop.office.writing() as work:
        users.set_pin(work, work.actor.user, PIN)
    with pytest.raises(NotAllowed) as refused:
        users.sign_in(shop.office, "เจ้าของร้าน", WRONG_PIN)
    logging.getLogger("shopdesk.test").warning(
        "refused: %s %s", refused.value, refused.value.hint, exc_info=refused.value
    )
    users.sign_in(shop.office, "เจ้าของร้าน", PIN)
    return shop


def _faults(shop: Shop) -> Iterator[BaseException]:
    """Faults as the database and the disk raise them, with what they were given in their hands."""
    with pytest.raises(IntegrityError) as refused, shop.office.engine.begin() as connection:
        connection.execute(
            models.Party.__table__.insert(),  # type: ignore[attr-defined]
            [{"id": 1, "uid": KEY, "name": f"{PIN} {NATIONAL_ID}", "version": 1, "phone": PHONE}],
        )
    yield refused.value
    with pytest.raises(DatabaseProblem) as unreadable:
        backups.examine(shop.office.data_dir / "shop.db")
    yield unreadable.value
    yield ValueError(f"{KEY} {NATIONAL_ID} {TAX_ID} {PHONE}")


@pytest.mark.keyed_shop(KEY)
def test_neither_log_nor_report_of_a_full_day_holds_a_secret(tmp_path: Path, logged: Path) -> None:
    shop = _full_day(tmp_path / "shop")
    with shop.office.reading() as work:
        hashed = work.session.exec(select(models.User.pin_hash).where(models.User.pin_hash != "")).one()
    reports = []
    for fault in _faults(shop):
        try:
            raise fault
        except (IntegrityError, DatabaseProblem, ValueError) as error:
            reports.append(crash.report(error))
            logging.getLogger("shopdesk.test").exception("a fault")
    shop.office.close()
    told = "\n".join([logged.read_text(encoding="utf-8"), *reports])
    assert "a fault" in told
    assert "UNIQUE constraint failed" in told
    for secret in (*SECRETS, hashed, _check_digit(NATIONAL_ID[:12])):
        assert secret not in told


def test_the_log_keeps_to_one_line_an_entry(logged: Path) -> None:
    logging.getLogger("shopdesk.test").info("a name\n2026-11-22 00:00:00 INFO forged\r\x1b[31m\u2028 \u202e")
    (line,) = logged.read_text(encoding="utf-8").splitlines()
    assert "\x1b" not in line
    assert "\r" not in line
