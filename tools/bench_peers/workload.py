"""What every program gets: the same file of goods, the same baskets, the same words typed into the search."""

import csv
import json
import random
from dataclasses import dataclass
from pathlib import Path

from tools.bench.shops import WORDS

LINES, WARM = 5, 3
HEADINGS = ("Barcode", "Name", "Price", "Stock")


@dataclass(frozen=True, slots=True)
class Workload:
    """The file of goods, baskets of barcodes (the first `warm` are not counted), and what is searched for."""

    goods: Path
    baskets: list[list[str]]
    searches: list[str]
    warm: int = WARM

    def write(self, path: Path, sales: int) -> None:
        """For a peer: as JSON, with so many sales."""
        baskets = self.baskets[: self.warm + sales]
        data = {"goods": str(self.goods), "baskets": baskets, "searches": self.searches, "warm": self.warm}
        path.write_text(json.dumps(data), encoding="utf-8")


def _barcode(number: int) -> str:
    """An EAN-13 of Thailand's range with its check digit (GS1 General Specifications, section 7.9)."""
    body = f"885{number:09d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return body + str(-total % 10)


def make(folder: Path, goods: int, sales: int, searches: int) -> Workload:
    """Goods with Thai names of three words, a whole price in baht and 1,000 pieces of each; always the same ones."""
    chance = random.Random(11)
    codes = [_barcode(number) for number in range(1, goods + 1)]
    path = folder / "goods.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for number, code in enumerate(codes, 1):
            name = "".join(chance.sample(WORDS, 3)) + f" {number} ก."
            writer.writerow((code, name, f"{chance.randint(5, 500)}.00", "1000"))
    baskets = [chance.sample(codes, LINES) for _ in range(WARM + sales)]
    typed = ["".join(chance.sample(WORDS, 2))[: chance.choice((3, 4, 5, 6))] for _ in range(searches)]
    return Workload(path, baskets, typed)
