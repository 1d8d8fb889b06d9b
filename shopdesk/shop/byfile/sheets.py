"""A platform's file as rows of known fields: which sheet, which row holds the headings, whose file it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.shop.byfile import formats
from shopdesk.shop.byfile.formats import Format, Kind
from shopdesk.shop.importing import columns, reading
from shopdesk.shop.importing.reading import Broken, Row, Table

_HEADING_WITHIN = 15


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a known kind. `columns` are positions by field, `legs` the name, kind of line and position of each
    money column, the name the same in every language; `headings` as they stand in row `at`. `name` is empty for text.
    """

    name: str
    kind: Kind
    headings: tuple[str, ...]
    at: int
    columns: Mapping[str, int]
    legs: tuple[tuple[str, str, int], ...]
    rows: tuple[Row, ...]
    broken: tuple[Broken, ...] = ()

    def cell(self, row: Row, field: str) -> str:
        """What a row says of a field; empty where the file has no such column or the row ends before it."""
        at = self.columns.get(field, -1)
        return row.cells[at].strip() if 0 <= at < len(row.cells) else ""

    def others(self, row: Row) -> Iterator[tuple[str, str]]:
        """What stands in columns nobody here knows."""
        known = {*self.columns.values(), *(at for _name, _kind, at in self.legs)}
        for at, cell in enumerate(row.cells):
            if at not in known and cell.strip() and at < len(self.headings) and self.headings[at]:
                yield self.headings[at], cell.strip()

    def as_text(self, row: Row) -> dict[str, str]:
        """The row as it stands in the file, for a person to look at."""
        return {head: cell for head, cell in zip(self.headings, row.cells, strict=False) if head and cell.strip()}


def opened(own: Format, path: Path, wanted: Sequence[str]) -> tuple[Sheet, bytes]:
    """The sheet of a file that is of one of the wanted kinds, the surest kind first, and the file's bytes.

    Raises NotFound, Invalid where it cannot be read, is of another platform, or holds something else.
    """
    data = reading.content(path)
    tables = [(name, table) for name, table in reading.sheets(data, path.suffix) if table.rows]
    if not tables:
        raise Invalid(N_("The file is empty."), hint=N_("Download it again."))
    found = _best(own, tables, wanted)
    if found is None:
        raise _refused(own, tables, wanted)
    return found, data


def _best(own: Format, tables: Sequence[tuple[str, Table]], wanted: Sequence[str]) -> Sheet | None:
    """Of the first kind that fits the sheet in which most columns are known."""
    for kind in own.kinds:
        if kind.code in wanted:
            fitting = [sheet for name, table in tables if (sheet := _fits(kind, name, table))]
            if fitting:
                return max(fitting, key=lambda sheet: len(sheet.columns) + len(sheet.legs))
    return None


def _refused(own: Format, tables: Sequence[tuple[str, Table]], wanted: Sequence[str]) -> Invalid:
    hint = N_("Choose the file that {platform} gave you.")
    every = [kind.code for kind in own.kinds]
    if _best(own, tables, [code for code in every if code not in wanted]):
        return Invalid(N_("This file holds something else."), hint=hint, platform=own.platform)
    for other in formats.FORMATS.values():
        if other is not own and _best(other, tables, [kind.code for kind in other.kinds]):
            return Invalid(
                N_("This is a file of {other}."), hint=N_("Choose that account, or another file."),
                other=other.platform,
            )  # fmt: skip
    return Invalid(N_("The headings of this file are not known."), hint=hint, platform=own.platform)


def _fits(kind: Kind, name: str, table: Table) -> Sheet | None:
    """The table as this kind, by the first row among its first that has every heading the kind needs."""
    for position, row in enumerate(table.rows[:_HEADING_WITHIN]):
        headings = tuple(cell.strip() for cell in row.cells)
        folded = [_plain(heading) for heading in headings]
        held = {field: at for field, words in kind.holds.items() if (at := _at(folded, words)) >= 0}
        if all(field in held for field in kind.needs):
            legs = [(words.partition("|")[0], leg, _at(folded, words)) for leg, words in kind.legs]
            rows = tuple(one for one in table.rows[position + 1 :] if one.number >= kind.starts)
            return Sheet(
                name, kind, headings, row.number, held, tuple(leg for leg in legs if leg[2] >= 0), rows, table.broken
            )
    return None


def _plain(heading: str) -> str:
    """A heading as it is compared; of a hidden key (`ps_price|1|1`) only the key."""
    return columns.folded(heading.partition("|")[0])


def _at(folded: Sequence[str], words: str) -> int:
    for word in words.split("|"):
        wanted = columns.folded(word)
        if wanted in folded:
            return folded.index(wanted)
    return -1
