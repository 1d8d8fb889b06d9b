"""Make what the peers need, let everybody do the same jobs, and print one JSON object."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tools.bench_peers import comparing, environments, ours, postgres, workload
from tools.bench_peers.comparing import Times
from tools.bench_peers.workload import Workload

SCRIPTS = Path(__file__).parent / "scripts"
CONTESTS = ("tryton-sqlite", "tryton-postgresql", "oscar-sqlite")
SEARCHES = 60


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _peer(name: str, folder: Path, work: Workload, sales: int) -> Times | None:
    """One peer on one database, in its own interpreter; None where its database is not installed."""
    peer, database = name.split("-")
    if database == "sqlite":
        place = "sqlite:///shop" if peer == "tryton" else str(folder / "shop.sqlite")
        return _job(peer, folder, work, sales, place)
    with postgres.server() as address:
        return _job(peer, folder, work, sales, f"{address}shop") if address else None


def _job(peer: str, folder: Path, work: Workload, sales: int, place: str) -> Times:
    told, answer = folder / "workload.json", folder / "result.json"
    work.write(told, sales)
    script = SCRIPTS / f"{peer}_jobs.py"
    command = [str(environments.python_of(peer)), str(script), str(told), str(answer), place]
    subprocess.run(command, check=True, cwd=folder, stdout=sys.stderr)
    times: Times = json.loads(answer.read_text(encoding="utf-8"))
    return times


def _ours(folder: Path, work: Workload, so_far: Times) -> Times:
    """ShopDesk once more; its times are put to those of before, for the machine is never equally busy."""
    _say("shopdesk")
    new = ours.run(folder, work)
    return {job: [*so_far.get(job, []), *times] for job, times in new.items()}


def _compare(mine: Times, theirs: dict[str, Times | None]) -> dict[str, Any]:
    own = comparing.figures(mine)
    result: dict[str, Any] = {"shopdesk": {"ms": own, "notes": comparing.NOTES["shopdesk"]}}
    for name, times in theirs.items():
        peer = name.split("-")[0]
        if times is None:
            result[name] = {"left_out": "PostgreSQL is not installed here."}
            continue
        found = comparing.figures(times)
        ratios = comparing.ratios(own, found, comparing.AIMS[peer])
        result[name] = {"ms": found, "shopdesk_is_faster": ratios, "notes": comparing.NOTES[peer]}
    return result


def _conditions(goods: int) -> dict[str, Any]:
    return {
        "goods": goods,
        "lines_in_a_sale": workload.LINES,
        "unit": "ms",
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "tryton": environments.release("tryton", "trytond"),
        "sale_point": environments.release("tryton", "trytond-sale-point"),
        "django-oscar": environments.release("oscar", "django-oscar"),
    }


def _load() -> float | None:
    """How busy the machine is with everything, where the system tells: more than the processors makes all slower."""
    return round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None


def main() -> int:
    """Measure."""
    parser = argparse.ArgumentParser(prog="bench-peers", description=__doc__)
    parser.add_argument("contests", nargs="*", choices=[*CONTESTS, []], help=f"of: {', '.join(CONTESTS)}")
    parser.add_argument("--goods", type=int, default=10_000, help="how many goods (Tryton takes minutes for 10,000)")
    parser.add_argument("--sales", type=int, default=20, help="how many sales of each peer; ShopDesk makes five times")
    given = parser.parse_args()
    wanted = given.contests or CONTESTS
    for peer in sorted({name.split("-")[0] for name in wanted}):
        environments.python_of(peer)
    load = [_load()]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        work = workload.make(folder, given.goods, 5 * given.sales, SEARCHES)
        mine = _ours(folder / "before", work, {})
        theirs: dict[str, Times | None] = {}
        for contest in wanted:
            _say(contest)
            (folder / contest).mkdir()
            theirs[contest] = _peer(contest, folder / contest, work, given.sales)
            load.append(_load())
        mine = _ours(folder / "after", work, mine)
    result = {**_conditions(given.goods), "load": load, **_compare(mine, theirs)}
    json.dump(result, sys.stdout, indent=1)
    print()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
