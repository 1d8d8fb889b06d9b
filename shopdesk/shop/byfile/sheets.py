"""A platform's file as rows of known fields: which sheet, which row holds the headings, whose file it is."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.shop.byfile import formats, mandatory
from shopdesk.shop.byfile.formats import Format, Kind
from shopdesk.shop.byfile.holding import not_whole
from shopdesk.shop.importing import columns, reading
from shopdesk.shop.importing.reading import Broken, Row, Table

_HEADING_WITHIN = 15
# Of a kind that needs fewer headings, one that is missing says nothing of what the file is.
_SURE = 2
# The name of a sheet that stood in no file; its rows are below every documented first row.
WRITTEN, _FAR = "written", 1_000
_BRACKETS = re.compile(r"[(\[（][^)\]）]*[)\]）]")


class Lacking(Invalid):
    """One column keeps a file from being known: the words it is known by, and the file's headings nobody knows, each
    with what stands below it."""

    def __init__(self, words: Sequence[str], free: Sequence[tuple[str, str]]) -> None:
        super().__init__(
            N_("The file has no column “{heading}”."), hint=N_("Say once what it is called there."), heading=words[0]
        )
        self.words, self.free = tuple(words), tuple(free)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a known kind. `columns` are positions by field, `legs` the name, kind of line and position of each
    money column, the name the same in every language; `headings` as they stand in row `at`. `name` is empty for text.
    `asked` are the columns the platform says must not be empty, by position, as people call them.
    """

    name: str
    kind: Kind
    headings: tuple[str, ...]
    at: int
    columns: Mapping[str, int]
    legs: tuple[tuple[str, str, int], ...]
    rows: tuple[Row, ...]
    broken: tuple[Broken, ...] = ()
    asked: Mapping[int, str] = field(default_factory=dict)

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
        """The row as it stands in the file, for a person to look at and to mend: where something is missing its
        heading stands all the same."""
        known, told = {*self.columns.values(), *(at for _name, _kind, at in self.legs)}, dict[str, str]()
        for at, heading in enumerate(self.headings):
            cell = row.cells[at] if at < len(row.cells) else ""
            if heading and (cell.strip() or at in known):
                told.setdefault(heading, cell)
        return told


def opened(
    own: Format, path: Path, wanted: Sequence[str], named: Mapping[str, str] | None = None
) -> tuple[Sheet, bytes]:  # fmt: skip
    """The sheet of a file that is of one of the wanted kinds, the surest kind first, and the file's bytes.

    `named` are headings a person said: a known one, folded, and what it is called in the files. Raises NotFound,
    Invalid where it cannot be read, is of another platform, or holds something else.
    """
    data = reading.content(path)
    tables = [(name, table) for name, table in reading.sheets(data, path.suffix) if table.rows]
    if not tables:
        raise Invalid(N_("The file is empty."), hint=N_("Download it again."))
    found = _best(own, tables, wanted, named or {})
    if found is None:
        raise _refused(own, tables, wanted, named or {})
    return found, data


def written(
    own: Format, rows: Sequence[Mapping[str, object]], wanted: Sequence[str], named: Mapping[str, str]
) -> Sheet:
    """Rows as `as_text` told them and a person mended them, as a sheet again. Raises Invalid."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    table = Table((Row(1, tuple(headings)), *(_row(number, headings, row) for number, row in enumerate(rows))))
    found = _best(own, [(WRITTEN, table)], wanted, named)
    if found is None:
        raise _refused(own, [(WRITTEN, table)], wanted, named)
    return found


def _row(number: int, headings: Sequence[str], row: Mapping[str, object]) -> Row:
    """A row far below all headings; a number may be typed without its signs."""
    if not all(cell is None or isinstance(cell, str | int | Decimal) for cell in row.values()):
        raise not_whole()
    told = (row.get(heading) for heading in headings)
    return Row(_FAR + number, tuple("" if cell is None else str(cell) for cell in told))


def _best(
    own: Format, tables: Sequence[tuple[str, Table]], wanted: Sequence[str], named: Mapping[str, str]
) -> Sheet | None:  # fmt: skip
    """Of the first kind that fits the sheet in which most columns are known."""
    for kind in own.kinds:
        if kind.code in wanted:
            fitting = [sheet for name, table in tables if (sheet := _fits(kind, name, table, named))]
            if fitting:
                return max(fitting, key=lambda sheet: len(sheet.columns) + len(sheet.legs))
    return None


def _refused(
    own: Format, tables: Sequence[tuple[str, Table]], wanted: Sequence[str], named: Mapping[str, str]
) -> Invalid:  # fmt: skip
    hint = N_("Choose the file that {platform} gave you.")
    every = [kind.code for kind in own.kinds]
    if _best(own, tables, [code for code in every if code not in wanted], named):
        return Invalid(N_("This file holds something else."), hint=hint, platform=own.platform)
    for other in formats.FORMATS.values():
        if other is not own and _best(other, tables, [kind.code for kind in other.kinds], {}):
            return Invalid(
                N_("This is a file of {other}."), hint=N_("Choose that account, or another file."),
                other=other.platform,
            )  # fmt: skip
    lacking = _lacking(own, tables, wanted, named)
    if lacking is not None:
        return lacking
    return Invalid(N_("The headings of this file are not known."), hint=hint, platform=own.platform)


def _lacking(
    own: Format, tables: Sequence[tuple[str, Table]], wanted: Sequence[str], named: Mapping[str, str]
) -> Lacking | None:
    """The one column that keeps a file from being known; None where more is missing."""
    for kind in own.kinds:
        if kind.code not in wanted or len(kind.needs) <= _SURE:
            continue
        for _name, table in tables:
            for place, row in enumerate(table.rows[:_HEADING_WITHIN]):
                held = _held(kind, row.cells, named)
                missing = [field for field in kind.needs if field not in held]
                if len(missing) == 1:
                    below = table.rows[place + 1].cells if place + 1 < len(table.rows) else ()
                    return Lacking(kind.holds[missing[0]].split("|"), _free(row.cells, below, {*held.values()}))
    return None


def _free(cells: Sequence[str], below: Sequence[str], held: Set[int]) -> list[tuple[str, str]]:
    """The headings that are none of those known, with the cell below each."""
    free = [(at, cell.strip()) for at, cell in enumerate(cells) if cell.strip() and at not in held]
    return [(heading, below[at].strip() if at < len(below) else "") for at, heading in free]


def _fits(kind: Kind, name: str, table: Table, named: Mapping[str, str]) -> Sheet | None:
    """The table as this kind, by the first row among its first that has every heading the kind needs."""
    for position, row in enumerate(table.rows[:_HEADING_WITHIN]):
        held = _held(kind, row.cells, named)
        if all(field in held for field in kind.needs):
            headings = tuple(cell.strip() for cell in row.cells)
            folded = [_plain(heading) for heading in headings]
            legs = [(words.partition("|")[0], leg, _at(folded, words.split("|"))) for leg, words in kind.legs]
            rows = tuple(one for one in table.rows[position + 1 :] if one.number >= kind.starts)
            below = [one.cells for one in table.rows[position + 1 :] if one.number < kind.starts]
            return Sheet(
                name, kind, headings, row.number, held, tuple(leg for leg in legs if leg[2] >= 0), rows, table.broken,
                mandatory.columns(row.cells, below),
            )  # fmt: skip
    return None


def _held(kind: Kind, cells: Sequence[str], named: Mapping[str, str]) -> dict[str, int]:
    """Where each field stands: by its very heading, else by one that differs in signs and brackets alone."""
    folded = [_plain(cell.strip()) for cell in cells]
    words = {field: _also(told.split("|"), named) for field, told in kind.holds.items()}
    held = {field: at for field, known in words.items() if (at := _at(folded, known)) >= 0}
    for loosely in (_letters, _unbracketed):
        free = ["" if at in held.values() else loosely(heading) for at, heading in enumerate(folded)]
        for name in (name for name in words if name not in held):
            fitting = {at for word in words[name] for at, found in enumerate(free) if found and found == loosely(word)}
            if len(fitting) == 1:
                held[name] = fitting.pop()
    return held


def _also(words: Sequence[str], named: Mapping[str, str]) -> list[str]:
    return [*(named[_plain(word)] for word in words if _plain(word) in named), *words]


def _plain(heading: str) -> str:
    """A heading as it is compared; of a hidden key (`ps_price|1|1`) only the key."""
    return columns.folded(heading.partition("|")[0])


def _letters(heading: str) -> str:
    """Its letters and digits alone."""
    return "".join(letter for letter in _plain(heading) if letter.isalnum() or "\u0e30" <= letter <= "\u0e4e")


def _unbracketed(heading: str) -> str:
    """As `_letters`, without what stands in brackets."""
    return _letters(_BRACKETS.sub("", _plain(heading)))


def _at(folded: Sequence[str], words: Sequence[str]) -> int:
    for word in words:
        wanted = columns.folded(word)
        if wanted in folded:
            return folded.index(wanted)
    return -1
