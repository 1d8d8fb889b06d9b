"""Side by side: medians and tails, ratios to ShopDesk, and what each peer does more."""

from typing import Any

from tools.bench.timing import quantile

JOBS = ("sale_saved", "sale", "sale_posted", "sale_by_client", "sale_posted_by_client", "search", "import")
# How many times faster ShopDesk is to be. Tryton's sale counts as its user makes it, with what its client asks for.
AIMS = {"tryton": {"sale_by_client": 100, "import": 40}, "oscar": {"sale": 20}}
NOTES = {
    "shopdesk": [
        "A sale is one commit forced to the disk (synchronous FULL): number, lines, payment, stock moves, hash chain.",
        "An import gives way to sales: it stages the file, signs it, and stores it in short transactions.",
    ],
    "tryton": [
        "`sale`: its models called directly. `sale_by_client`: every call of its desktop client, in process (proteus).",
        "Does more: double-entry accounts. `sale_posted` adds the stock moves and the entry in the ledger to `sale`.",
        "Does more: evaluates on_change, domains and rules of each field in Python; modules may extend any model.",
        "Does more: companies, currencies, units, taxes by rule, and history; it is a whole ERP.",
        "Spared here: its window, its server and its network protocol, which a shop that uses it also waits for.",
        "On SQLite it runs with synchronous NORMAL: it may lose the last sales in a power cut, and is faster for it.",
        "Its import has no opening stock; a stock inventory would come on top.",
    ],
    "oscar": [
        "Does more: offers, vouchers, shipping, several partners; its prices come from a strategy for each customer.",
        "Does more: allocates stock for a later shipment instead of taking it from the shelf; keeps no stock moves.",
        "Spared here: web server, session, templates and e-mail.",
        "The import is the CatalogueImporter it ships; oscar itself calls that one made for its sandbox.",
        "On SQLite with WAL and synchronous FULL, as ShopDesk.",
    ],
}

Times = dict[str, list[list[float]]]


def figures(times: Times) -> dict[str, Any]:
    """Median and tail of each job in milliseconds, by the clock and by the program's own processor time."""
    found: dict[str, Any] = {}
    for job in JOBS:
        if job in times:
            wall, processor = zip(*times[job], strict=True)
            found[job] = {
                "median": quantile(wall, 0.5),
                "p95": quantile(wall, 0.95),
                "processor_median": quantile(processor, 0.5),
                "times": len(wall),
            }
    return found


def ratios(ours: dict[str, Any], peer: dict[str, Any], aims: dict[str, int]) -> dict[str, Any]:
    """How many times as long the peer takes; by the clock, and by processor time (of a server's own there is none)."""
    found: dict[str, Any] = {}
    for job, figure in peer.items():
        own = ours["sale" if job.startswith("sale") else job]
        found[job] = {"ratio": round(figure["median"] / own["median"], 1)}
        if own["processor_median"]:
            found[job]["processor_ratio"] = round(figure["processor_median"] / own["processor_median"], 1)
        if job in aims:
            found[job] |= {"aim": aims[job], "reached": found[job]["ratio"] >= aims[job]}
    return found
