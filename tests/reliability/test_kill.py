"""kill -9 in the middle of selling: what was acknowledged is there, whole, once, and the numbers have no gap."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlmodel import select

from shopdesk.db import check, models
from shopdesk.shop import bills, goods, opening, selling
from tests.reliability import seller

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
ROOT = Path(__file__).parents[2]
COMMANDS = 20


def _numbers(folder: Path) -> set[str]:
    office = opening.open_office(folder, random=random.Random(2))
    try:
        with office.engine.connect() as connection:
            result = check.check(connection)
        assert result.ok, result.first_error
        with office.reading() as work:
            return set(work.session.exec(select(models.Sale.number)).all())
    finally:
        office.close()


def _killed_child(folder: Path, first: int, after: float) -> list[str]:
    """Sell in a child process, kill it `after` seconds past its first acknowledgement; answers what it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            office = opening.open_office(folder, random=random.Random(first))
            seller.sell(office, first, 100_000, writing)
        finally:
            os._exit(1)
    os.close(writing)
    said = os.read(reading, 65_536)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while part := os.read(reading, 65_536):
        said += part
    os.close(reading)
    return said.decode().split()


@pytest.mark.parametrize("kills", [40, pytest.param(180, marks=pytest.mark.nightly)])
def test_no_acknowledged_sale_is_lost_by_kills(tmp_path: Path, kills: int) -> None:
    seller.prepare(tmp_path)
    chance = random.Random(11)
    acknowledged: set[str] = set()
    for kill in range(kills):
        acknowledged |= set(_killed_child(tmp_path, kill * 100_000, chance.uniform(0, 0.03)))
        if kill % 30 == 29:
            assert acknowledged <= _numbers(tmp_path)
    assert len(acknowledged) >= kills
    assert acknowledged <= _numbers(tmp_path)


@pytest.mark.parametrize("kills", [5, pytest.param(COMMANDS, marks=pytest.mark.nightly)])
def test_no_receipt_of_the_sell_command_is_lost_by_kills(tmp_path: Path, kills: int) -> None:
    seller.prepare(tmp_path)
    office = opening.open_office(tmp_path, random=random.Random(3))
    with office.writing() as work:
        goods.create(work, goods.Draft("น้ำดื่ม", 700, codes=("8850999320014",), stock=1_000_000))
    office.close()
    chance = random.Random(12)
    command = [sys.executable, "-m", "shopdesk", "sell", "8850999320014*2", "--pay", "cash:20", "--json"]
    begun = time.monotonic()
    first = subprocess.run([*command, "--data", str(tmp_path)], cwd=ROOT, capture_output=True, check=True)
    whole = time.monotonic() - begun
    acknowledged = {str(json.loads(first.stdout)["number"])}
    for _ in range(kills):
        running = subprocess.Popen(
            [*command, "--data", str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.5, 1.3) * whole)
        running.kill()
        said = running.communicate()[0].decode()
        if '"number"' in said:
            acknowledged.add(said.split('"number"')[1].split('"')[1])
    assert acknowledged <= _numbers(tmp_path)


def test_the_open_bill_comes_back_and_a_paid_one_does_not(tmp_path: Path) -> None:
    seller.prepare(tmp_path)
    office = opening.open_office(tmp_path, random=random.Random(3))
    with office.reading() as work:
        things = goods.by_ids(work, [1, 2, 3])
    cart = seller.Cart("open").add(goods.line_of(things[0], "a", 2000)).add(goods.line_of(things[1], "b"))
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        mine = opening.open_office(tmp_path, random=random.Random(4))
        with mine.writing() as work:
            bills.keep_open(work, cart)
        os.write(writing, b"kept")
        time.sleep(60)
    assert os.read(reading, 4) == b"kept"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with office.reading() as work:
        assert bills.open_bill(work) == cart
    with office.writing() as work:
        selling.checkout(work, cart, [selling.Paid("cash", 100_000)])
    with office.writing() as work:
        bills.keep_open(work, cart)
    with office.reading() as work:
        assert bills.open_bill(work) is None
    office.close()
