"""The three jobs in django-oscar; oscar's own interpreter runs it: `oscar_jobs.py WORKLOAD.json RESULT.json DATABASE`.

Straight to oscar's own classes in this process, without web server, session and templates.
"""

import csv
import json
import logging
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

FOUND_AT_MOST = 60
# The same promise as ShopDesk's: a paid sale is on the disk.
PRAGMAS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """How long one call takes by the clock, and the processor time of this process, in milliseconds."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def set_up(database: str) -> None:
    """Configure Django for oscar on this database, make the tables, and a kind of goods that is not shipped."""
    import django
    import oscar.defaults
    from django.conf import settings
    from django.core.management import call_command

    own = {name: value for name, value in vars(oscar.defaults).items() if name.startswith("OSCAR_")}
    options = {"init_command": PRAGMAS, "transaction_mode": "IMMEDIATE"}
    settings.configure(
        SECRET_KEY="measured",  # noqa: S106
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": database,
                "ATOMIC_REQUESTS": True,
                "OPTIONS": options,
            }
        },
        INSTALLED_APPS=oscar.INSTALLED_APPS,
        HAYSTACK_CONNECTIONS={"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        SITE_ID=1,
        USE_TZ=True,
        **{**own, "OSCAR_DEFAULT_CURRENCY": "THB"},
    )
    django.setup()
    call_command("migrate", verbosity=0)
    from oscar.core.loading import get_model

    get_model("catalogue", "ProductClass").objects.create(name="Goods", requires_shipping=False, track_stock=True)
    get_model("payment", "SourceType").objects.create(name="Cash")
    get_model("order", "PaymentEventType").objects.create(name="Paid")


def bring_in(path: str) -> None:
    """The file by the importer that oscar ships; its columns are put into its order first, which costs nothing."""
    from oscar.core.loading import get_class

    with tempfile.TemporaryDirectory() as folder:
        mapped = Path(folder) / "goods.csv"
        with open(path, encoding="utf-8", newline="") as file, mapped.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            for row in csv.DictReader(file):
                what = ("Goods", "Goods", row["Barcode"], row["Name"], "")
                writer.writerow((*what, "Shop", row["Barcode"], row["Price"], row["Stock"]))
        get_class("partner.importers", "CatalogueImporter")(logging.getLogger("import")).handle(str(mapped))


def find(typed: str) -> int:
    """Goods with this in their title, and the price of each."""
    from oscar.core.loading import get_model

    found = get_model("catalogue", "Product").objects.filter(title__icontains=typed).prefetch_related("stockrecords")
    return len([(product.title, product.stockrecords.all()[0].price) for product in found[:FOUND_AT_MOST]])


def sell(products: list[Any]) -> None:
    """Basket, offers, order with its stock allocated, the payment and its event: one web request, one transaction."""
    from django.db import transaction

    with transaction.atomic():
        _place(products)


def _place(products: list[Any]) -> None:
    from oscar.core.loading import get_class, get_model

    basket = get_model("basket", "Basket").objects.create()
    basket.strategy = get_class("partner.strategy", "Selector")().strategy()
    for product in products:
        basket.add_product(product)
    get_class("offer.applicator", "Applicator")().apply(basket)
    shipping = get_class("shipping.methods", "NoShippingRequired")()
    charge = shipping.calculate(basket)
    total = get_class("checkout.calculators", "OrderTotalCalculator")().calculate(basket, charge)
    creator = get_class("order.utils", "OrderCreator")()
    order = creator.place_order(basket, total, shipping, charge, status="Paid")
    kind = get_model("payment", "SourceType").objects.get(name="Cash")
    source = get_model("payment", "Source").objects.create(order=order, source_type=kind, currency=total.currency)
    source.debit(total.incl_tax)
    paid = get_model("order", "PaymentEventType").objects.get(name="Paid")
    event = get_model("order", "PaymentEvent").objects.create(order=order, amount=total.incl_tax, event_type=paid)
    quantities = get_model("order", "PaymentEventQuantity").objects
    for line in order.lines.all():
        quantities.create(event=event, line=line, quantity=line.quantity)
    basket.submit()


def main() -> None:
    """Set the shop up, do the jobs, write the times."""
    workload = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    set_up(sys.argv[3])
    from oscar.core.loading import get_model

    brought_in = timed(lambda: bring_in(workload["goods"]))
    warm, searches = workload["warm"], workload["searches"]
    product = get_model("catalogue", "Product").objects
    wanted = {code for basket in workload["baskets"] for code in basket}
    known = {thing.upc: thing for thing in product.all() if thing.upc in wanted}
    baskets = [[known[code] for code in basket] for basket in workload["baskets"]]
    for basket in baskets[:warm]:
        sell(basket)
    result: dict[str, Any] = {"import": [brought_in], "goods": product.count()}
    result["sale"] = [timed(partial(sell, basket)) for basket in baskets[warm:]]
    result["hits"] = [find(typed) for typed in searches[:warm]]
    result["search"] = [timed(partial(find, typed)) for typed in searches]
    Path(sys.argv[2]).write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main()
