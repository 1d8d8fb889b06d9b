"""The catalogue of sentences: `merge FILE.csv` adds rows to resources/i18n/th.csv, `missing` lists what lacks Thai.

`prune` drops the rows of sentences that are no longer in the program. Standard library only.
"""

import ast
import contextlib
import csv
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
THAI = ROOT / "resources" / "i18n" / "th.csv"
MARKS = {"_", "N_"}


def sources(folder: Path = ROOT / "shopdesk") -> dict[str, str]:
    """Every sentence the program marks, with the place where it stands."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
                for argument in node.args[:1]:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        found.setdefault(argument.value, f"{path.relative_to(ROOT)}:{node.lineno}")
    return found


def read(path: Path) -> dict[str, str]:
    """A catalogue file as a mapping; raises SystemExit with the place of a bad row."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    if rows and rows[0][:2] == ["source", "text"]:
        rows = rows[1:]
    for number, row in enumerate(rows, 2):
        if row and len(row) != 2:
            raise SystemExit(f"{path.name}:{number}: a row has two cells: {row}")
    return {row[0]: row[1] for row in rows if row}


@contextlib.contextmanager
def locked() -> Iterator[None]:
    """One writer at a time, by a lock file that another process can see."""
    lock = THAI.with_suffix(".lock")
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            time.sleep(0.1)
    try:
        yield
    finally:
        lock.unlink()


def write(rows: dict[str, str]) -> None:
    """Store the catalogue sorted by its English sentences."""
    with THAI.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["source", "text"])
        writer.writerows(sorted(rows.items()))


def main(arguments: list[str]) -> int:
    """Run one of: merge FILE…, missing, prune."""
    command, *files = arguments or ["missing"]
    if command == "merge":
        with locked():
            write({**read(THAI), **{k: v for name in files for k, v in read(Path(name)).items()}})
        return 0
    used, known = sources(), read(THAI)
    if command == "prune":
        with locked():
            write({source: text for source, text in read(THAI).items() if source in used})
        return 0
    missing = {source: place for source, place in used.items() if source not in known}
    for source, place in missing.items():
        print(f"{place}: no Thai for {source!r}")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
