"""The three jobs in Tryton; Tryton's own interpreter runs it: `tryton_jobs.py WORKLOAD.json RESULT.json DATABASE`.

The shop is set up by proteus with the steps of Tryton's own point-of-sale scenario. What is timed goes straight to
Tryton's models in this process, without its client, its server and its network protocol.
"""

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

FOUND_AT_MOST = 60
# More in one call ends in a RecursionError or in SQLite's "parser stack overflow": each record adds to one condition.
ROWS_AT_ONCE = 50
IMPORTED = [
    "code",
    "name",
    "default_uom",
    "sale_uom",
    "type",
    "salable",
    "account_category",
    "list_price",
    "gross_price",
    "products/suffix_code",
    "products/identifiers/type",
    "products/identifiers/code",
]
# Of every row: units to keep and to sell by, type, salable, category for the accounts.
KIND = ("Unit", "Unit", "goods", "True", "Goods")

Times = list[tuple[float, float]]


def now() -> tuple[float, float]:
    """The clock, and the processor time of this process, in milliseconds."""
    return time.perf_counter() * 1000, time.process_time() * 1000


def since(begun: tuple[float, float]) -> tuple[float, float]:
    """What passed since then by both."""
    wall, processor = now()
    return wall - begun[0], processor - begun[1]


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """How long one call takes."""
    begun = now()
    work()
    return since(begun)


def activate(uri: str, folder: Path) -> None:
    """Make the database and activate the module sale_point."""
    from trytond import backend

    server = backend.Database()
    server.connect()
    connection = server.get_connection(autocommit=True)
    server.create(connection, urlparse(uri).path.strip("/"))
    server.put_connection(connection)
    server.close()
    secret = folder / "admin.txt"
    secret.write_text("Market-day-2026\n", encoding="ascii")
    admin = Path(sys.executable).with_name("trytond-admin")
    name = urlparse(uri).path.strip("/")
    wanted = [str(admin), "-d", name, "-u", "sale_point", "--activate-dependencies", "--email", "owner@example.test"]
    subprocess.run(wanted, check=True, env={**os.environ, "TRYTONPASSFILE": str(secret)}, stdout=sys.stderr)


def set_up(uri: str) -> Any:
    """Company, chart of accounts, fiscal year, category of goods, one point of sale and cash; no tax."""
    from proteus import Model
    from proteus import config as proteus_config
    from trytond.modules.account.tests.tools import create_chart, create_fiscalyear, get_accounts
    from trytond.modules.account_invoice.tests.tools import set_fiscalyear_invoice_sequences
    from trytond.modules.company.tests.tools import create_company

    config = proteus_config.set_trytond(uri)
    create_company(config=config)
    create_chart(config=config)
    set_fiscalyear_invoice_sequences(create_fiscalyear()).click("create_period")
    accounts = get_accounts()
    category = Model.get("product.category")(name="Goods")
    category.accounting = True
    category.account_revenue, category.account_expense = accounts["revenue"], accounts["expense"]
    category.save()
    point = Model.get("sale.point")(name="Till")
    point.sequence = Model.get("ir.sequence.strict")(name="Till", company=point.company)
    (point.sequence.sequence_type,) = Model.get("ir.sequence.type").find([("name", "=", "POS")], limit=1)
    point.sequence.save()
    (point.journal,) = Model.get("account.journal").find([("type", "=", "revenue")], limit=1)
    (point.storage_location,) = Model.get("stock.location").find([("code", "=", "STO")])
    (point.customer_location,) = Model.get("stock.location").find([("code", "=", "CUS")])
    point.save()
    cash = Model.get("sale.point.payment.method")(name="Cash")
    cash.account, cash.cash = accounts["cash"], True
    cash.save()
    return config


class Shop:
    """One Tryton database, used as its server uses it: a transaction of its own for every request."""

    def __init__(self, name: str, user: int) -> None:
        from trytond.pool import Pool

        self.name, self.user, self.pool, self.context = name, user, Pool(name), {}
        self.context = self.request(lambda: self.pool.get("res.user").get_preferences(context_only=True))
        self.point = self.request(lambda: self.pool.get("sale.point").search([])[0].id)
        self.cash = self.request(lambda: self.pool.get("sale.point.payment.method").search([])[0].id)

    def request(self, work: Callable[[], Any]) -> Any:
        """Work in a transaction; begun again with a lock where Tryton asks for it, as its server does."""
        from trytond.transaction import Transaction, TransactionError

        extras: dict[str, Any] = {}
        while True:
            with Transaction().start(self.name, self.user, context=self.context, **extras) as transaction:
                try:
                    return work()
                except TransactionError as wish:
                    transaction.rollback()
                    wish.fix(extras)

    def bring_in(self, rows: list[list[str]]) -> None:
        """Some rows of the file, by the import of Tryton's client."""
        self.request(lambda: self.pool.get("product.template").import_data(IMPORTED, rows))

    def find(self, typed: str) -> int:
        """What the client's search box asks for, and the columns its list shows."""
        product = self.pool.get("product.product")

        def work() -> int:
            found = product.search([("rec_name", "ilike", f"%{typed}%")], limit=FOUND_AT_MOST)
            return len(product.read([record.id for record in found], ["code", "rec_name", "gross_price_used"]))

        return int(self.request(work))

    def save(self, products: list[int]) -> int:
        """A sale with its lines, priced by the line's own on_change_product, as an open sale."""
        pool = self.pool

        def work() -> int:
            sale = pool.get("sale.point.sale")(point=self.point, company=self.context["company"])
            sale.date = pool.get("ir.date").today()
            lines = [pool.get("sale.point.sale.line")(product=product, quantity=1, sale=sale) for product in products]
            for line in lines:
                line.on_change_product()
            sale.lines = lines
            sale.save()
            return int(sale.id)

        return int(self.request(work))

    def pay(self, sale_id: int) -> None:
        """The exact sum in cash; the sale gets its number and is done. What the client's pay wizard does."""
        sales = self.pool.get("sale.point.sale")

        def work() -> str:
            sale = sales(sale_id)
            payment = self.pool.get("sale.point.payment")(sale=sale, method=self.cash, amount=sale.amount_to_pay)
            payment.save()
            sales.process([sales(sale_id)])
            return str(sales(sale_id).state)

        if self.request(work) != "done":
            raise SystemExit("Tryton did not complete the sale")

    def post(self, sale_id: int) -> None:
        """Stock moves and the entry in the accounts."""
        sales = self.pool.get("sale.point.sale")
        self.request(lambda: sales.post([sales(sale_id)]))

    def by_code(self) -> dict[str, int]:
        """The id of each product by its code."""
        product = self.pool.get("product.product")
        rows = self.request(lambda: product.search_read([], fields_names=["code"]))
        return {row["code"]: row["id"] for row in rows}


def sell_by_client(config: Any, products: list[int]) -> tuple[tuple[float, float], tuple[float, float]]:
    """A sale by the calls that Tryton's desktop client makes, through proteus: times until it is done, and posted."""
    from proteus import Model

    point = Model.get("sale.point", config=config).find([])[0]
    cash = Model.get("sale.point.payment.method", config=config).find([])[0]
    product_model = Model.get("product.product", config=config)
    begun = now()
    sale = Model.get("sale.point.sale", config=config)(point=point)
    for product in products:
        line = sale.lines.new()
        line.product = product_model(product)
        line.quantity = 1
    sale.save()
    payment = sale.click("pay")
    payment.form.method = cash
    payment.execute("pay")
    done = since(begun)
    if sale.state != "done":
        raise SystemExit("Tryton did not complete the sale")
    sale.click("post")
    return done, since(begun)


def rows_of(path: str) -> list[list[str]]:
    """The file of goods as rows for Tryton's import; a template and its only variant on one row."""
    with open(path, encoding="utf-8", newline="") as file:
        return [
            ["", row["Name"], *KIND, row["Price"], row["Price"], row["Barcode"], "ean", row["Barcode"]]
            for row in csv.DictReader(file)
        ]


def bring_all_in(shop: Shop, path: str) -> None:
    """The whole file, in slices that Tryton's import takes."""
    rows = rows_of(path)
    for at in range(0, len(rows), ROWS_AT_ONCE):
        shop.bring_in(rows[at : at + ROWS_AT_ONCE])


def sell(shop: Shop, baskets: list[list[int]]) -> dict[str, Times]:
    """Each basket through its three steps; the times add up from the start of the sale."""
    times: dict[str, Times] = {"sale_saved": [], "sale": [], "sale_posted": []}
    for basket in baskets:
        begun = now()
        sale = shop.save(basket)
        times["sale_saved"].append(since(begun))
        shop.pay(sale)
        times["sale"].append(since(begun))
        shop.post(sale)
        times["sale_posted"].append(since(begun))
    return times


def main() -> None:
    """Set the shop up, do the jobs, write the times."""
    workload = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    uri = sys.argv[3]
    folder = Path(sys.argv[2]).parent
    os.environ.update(TRYTOND_DATABASE_URI=uri, TRYTOND_DATABASE__PATH=str(folder))
    activate(uri, folder)
    config = set_up(uri)
    shop = Shop(urlparse(uri).path.strip("/"), config.user)
    brought_in = timed(lambda: bring_all_in(shop, workload["goods"]))
    known = shop.by_code()
    baskets = [[known[code] for code in basket] for basket in workload["baskets"]]
    warm = workload["warm"]
    sell(shop, baskets[:warm])
    result: dict[str, Any] = sell(shop, baskets[warm:])
    by_client = [sell_by_client(config, basket) for basket in baskets][warm:]
    result["sale_by_client"] = [done for done, _ in by_client]
    result["sale_posted_by_client"] = [posted for _, posted in by_client]
    hits = [shop.find(typed) for typed in workload["searches"][:warm]]
    result["search"] = [timed(partial(shop.find, typed)) for typed in workload["searches"]]
    result["import"], result["goods"], result["hits"] = [brought_in], len(known), hits
    Path(sys.argv[2]).write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main()
