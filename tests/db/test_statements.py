"""What a sale asks and writes is prepared once, not once for each sale."""

import pytest
from sqlalchemy import exc
from sqlcipher3 import dbapi2

from shopdesk.db import quick
from shopdesk.shop.selling import Paid
from tests.conftest import Shop


def test_the_statements_of_a_sale_stay_prepared(shop: Shop) -> None:
    egg = shop.add("ไข่", 500, stock=100_000)
    prepared: list[int] = []

    def watch(action: int, *_names: str | None) -> int:
        # SQLite asks whoever watches when it prepares a statement, not when it runs one.
        prepared.append(action)
        return int(dbapi2.SQLITE_OK)

    with shop.office.engine.connect() as connection:
        driver = connection.connection.driver_connection
    assert driver is not None
    driver.set_authorizer(watch)
    shop.sell((egg, 1000), paid=[Paid("cash", 500)])
    written = prepared.count(dbapi2.SQLITE_INSERT)
    prepared.clear()
    shop.sell((egg, 1000), paid=[Paid("cash", 500)])
    driver.set_authorizer(None)
    assert written > 10
    assert not prepared.count(dbapi2.SQLITE_INSERT)
    assert not prepared.count(dbapi2.SQLITE_READ)
    assert shop.check().ok


def test_what_the_file_refuses_comes_as_every_other_refusal_and_without_its_values(shop: Shop) -> None:
    with shop.office.engine.begin() as connection, pytest.raises(exc.IntegrityError) as refused:
        quick.rows(connection, "INSERT INTO setting (scope, key, value) VALUES (:s, NULL, :v)", {"s": "x", "v": "ลับ"})
    assert "ลับ" not in str(refused.value)
