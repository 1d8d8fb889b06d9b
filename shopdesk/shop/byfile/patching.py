"""Cells written into a file that somebody else made, everything else left byte for byte as it was.

A workbook keeps its sheets, hidden rows, styles and lists to choose from: only the rows of one sheet are spliced, and
new words are added to the end of its shared ones. Text begins no formula: in a workbook it is text by its kind.
"""

import csv
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.shop.importing import reading
from shopdesk.shop.importing.cells import escaped

# Text by row number (from 1) and column (from 0).
Cells = Mapping[tuple[int, int], str]
_TAG = re.compile(rb"<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]+)")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_SHARED = "xl/sharedStrings.xml"


def written(data: bytes, sheet: str, cells: Cells) -> bytes:
    """The file with these cells in it; `sheet` is empty for a text file. Raises Invalid for one that cannot be kept."""
    return _workbook(data, sheet, cells) if sheet else _text(data, cells)


def _text(data: bytes, cells: Cells) -> bytes:
    """The same rows in the same letters, divided as they were."""
    decoded = reading.decoded(data)
    delimiter, rest = reading.delimited(decoded)
    rows = list(csv.reader(io.StringIO(rest, newline=""), delimiter=delimiter))
    for (number, column), said in sorted(cells.items()):
        rows += [[] for _n in range(number - len(rows))]
        row = rows[number - 1]
        row += [""] * (column + 1 - len(row))
        row[column] = said if _NUMBER.fullmatch(said) else escaped(said)
    made = io.StringIO(newline="")
    made.write(decoded[: len(decoded) - len(rest)])
    csv.writer(made, delimiter=delimiter, lineterminator="\r\n" if "\r\n" in rest else "\n").writerows(rows)
    return _encoded(made.getvalue(), data)


def _encoded(text: str, before: bytes) -> bytes:
    """In the letters of the file it comes from; where those lack one, in UTF-8 with its mark."""
    if before.startswith((b"\xff\xfe", b"\xfe\xff")):
        return text.encode("utf-16")
    for encoding in () if before.startswith(b"\xef\xbb\xbf") else ("utf-8", "cp874"):
        try:
            before.decode(encoding)
            return text.encode(encoding)
        except UnicodeError:
            continue
    return text.encode("utf-8-sig")


def _workbook(data: bytes, sheet: str, cells: Cells) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        part = _part(source, sheet)
        words = _Words(source.read(_SHARED) if _SHARED in source.namelist() else b"")
        spliced = _Splicer(source.read(part), cells, words).done()
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == part:
                content = spliced
            elif entry.filename == _SHARED:
                content = words.done()
            target.writestr(entry, content, entry.compress_type)
    return made.getvalue()


def _part(source: zipfile.ZipFile, sheet: str) -> str:
    """The part that holds a sheet, by the workbook's own table."""
    book, relations = _elements(source.read("xl/workbook.xml")), _elements(source.read("xl/_rels/workbook.xml.rels"))
    targets = {told.get("Id"): told.get("Target", "") for _name, told in relations}
    wanted = next((told for name, told in book if name == "sheet" and told.get("name") == sheet), {})
    relation = next((told for name, told in wanted.items() if name.rpartition(":")[2] == "id"), "")
    target = targets.get(relation, "").lstrip("/")
    name = target if target.startswith("xl/") else f"xl/{target}"
    if name not in source.namelist():
        raise _unkept()
    return name


def _elements(data: bytes) -> list[tuple[str, dict[str, str]]]:
    """The names and attributes of a small part; one that declares words of its own is refused."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = _parser()
    parser.StartElementHandler = lambda name, told: found.append((name.rpartition(":")[2], told))
    parser.Parse(data, True)
    return found


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _declared
    return parser


def _declared(*_told: object) -> None:
    raise _unkept()


def _unkept() -> Invalid:
    return Invalid(
        N_("This Excel file cannot be filled without changing it."), hint=N_("Download a fresh one and choose that.")
    )


class _Words:
    """The shared words of a workbook: new ones stand behind those that are there."""

    def __init__(self, data: bytes) -> None:
        self.data, self.added, self.known = data, list[str](), 0
        self.closing = re.search(rb"</(?:[A-Za-z0-9]+:)?sst\s*>\s*$", data)
        if self.closing:
            parser = _parser()
            parser.StartElementHandler = self._start
            parser.Parse(data, True)

    def _start(self, name: str, _attributes: Mapping[str, str]) -> None:
        self.known += name.rpartition(":")[2] == "si"

    def cell(self, reference: str, style: str, said: str, prefix: str) -> bytes:
        """A cell of text; where the workbook shares no words its own."""
        text = _NOT_XML.sub("", said)
        if not self.closing:
            inside = f"<{prefix}v>{escape(text)}</{prefix}v>"
            return f'<{prefix}c r="{reference}"{style} t="str">{inside}</{prefix}c>'.encode()
        if text not in self.added:
            self.added.append(text)
        at = self.known + self.added.index(text)
        return f'<{prefix}c r="{reference}"{style} t="s"><{prefix}v>{at}</{prefix}v></{prefix}c>'.encode()

    def done(self) -> bytes:
        if not self.closing or not self.added:
            return self.data
        prefix = self.closing.group().partition(b"</")[2].partition(b"sst")[0].decode()
        made = "".join(
            f'<{prefix}si><{prefix}t xml:space="preserve">{escape(word)}</{prefix}t></{prefix}si>'
            for word in self.added
        )
        head = re.sub(rb'\s(?:count|uniqueCount)="[0-9]*"', b"", self.data[:2000], count=2)
        body = head + self.data[2000:]
        at = body.rindex(b"</")
        return body[:at] + made.encode() + body[at:]


@dataclass(slots=True)
class _Open:
    """A row or cell that is being read: where its tag begins and ends, and whether it is closed within its tag."""

    number: int
    begin: int
    end: int
    empty: bool
    attributes: Mapping[str, str] = field(default_factory=dict)
    valued: bool = False


class _Splicer:
    """Goes through a sheet once and notes what to put where."""

    def __init__(self, data: bytes, cells: Cells, words: _Words) -> None:
        self.data, self.words = data, words
        self.wanted: dict[int, dict[int, str]] = {}
        for (row, column), said in cells.items():
            self.wanted.setdefault(row, {})[column] = said
        self.last_row = max(self.wanted, default=1)
        self.last_column = max((column for _row, column in cells), default=0)
        self.edits: list[tuple[int, int, bytes]] = []
        self.prefix = ""
        self.row: _Open | None = None
        self.cell: _Open | None = None
        self.before, self.column = 0, -1
        self.inside = False
        self.whole = _Open(0, 0, 0, empty=False)

    def done(self) -> bytes:
        if self.data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise _unkept()
        self.parser = _parser()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.Parse(self.data, True)
        if self.wanted:
            raise _unkept()
        made, at = [], 0
        for begin, end, put in self.edits:
            made += [self.data[at:begin], put]
            at = end
        return b"".join([*made, self.data[at:]])

    def _tag(self) -> tuple[int, int, bool]:
        begin = self.parser.CurrentByteIndex
        found = _TAG.match(self.data, begin)
        if found is None:
            raise _unkept()
        return begin, found.end(), found.group().endswith(b"/>")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        prefix, _colon, local = name.rpartition(":")
        if local == "dimension" and not self.inside:
            self._dimension(attributes.get("ref", ""))
        elif local == "sheetData":
            self.prefix, self.inside = f"{prefix}:" if prefix else "", True
            self.whole = _Open(0, *self._tag())
        elif local == "row" and self.inside:
            self.before = int(attributes.get("r", self.before + 1))
            self.row, self.column = _Open(self.before, *self._tag()), -1
            self._rows_before(self.before, self.row.begin)
        elif local == "c" and self.row is not None:
            found = _REFERENCE.fullmatch(attributes.get("r", ""))
            self.column = _index(found[1]) if found else self.column + 1
            self.cell = _Open(self.column, *self._tag(), attributes)
            self._cells_before(self.column, self.cell.begin)
        elif local == "v" and self.cell is not None:
            self.cell.valued = True

    def _end(self, name: str) -> None:
        local, at = name.rpartition(":")[2], self.parser.CurrentByteIndex
        if local == "c" and self.cell is not None:
            self._replaced(self.cell, self.cell.end if self.cell.empty else _span(self.data, at)[1])
            self.cell = None
        elif local == "row" and self.row is not None:
            self._closed(self.row, name, at, self._left(self.row.number))
            self.row = None
        elif local == "sheetData":
            self._closed(self.whole, name, at, b"".join(self._new(number) for number in sorted(self.wanted)))
            self.inside = False

    def _closed(self, opened: _Open, name: str, at: int, put: bytes) -> None:
        """Put something at the end of an element, which may have been closed within its own tag."""
        if not put:
            return
        if opened.empty:
            tag = self.data[opened.begin : opened.end - 2].rstrip() + b">"
            self.edits.append((opened.begin, opened.end, tag + put + f"</{name}>".encode()))
        else:
            self.edits.append((at, at, put))

    def _rows_before(self, number: int, at: int) -> None:
        for missing in sorted(row for row in self.wanted if row < number):
            self.edits.append((at, at, self._new(missing)))

    def _new(self, number: int) -> bytes:
        return f'<{self.prefix}row r="{number}">'.encode() + self._left(number) + f"</{self.prefix}row>".encode()

    def _left(self, number: int) -> bytes:
        """The cells of a row that are still to be written."""
        cells = self.wanted.pop(number, {})
        return b"".join(self._made(number, column, cells[column]) for column in sorted(cells))

    def _cells_before(self, column: int, at: int) -> None:
        cells = self.wanted.get(self.before, {})
        for missing in sorted(one for one in cells if one < column):
            self.edits.append((at, at, self._made(self.before, missing, cells.pop(missing))))

    def _replaced(self, cell: _Open, end: int) -> None:
        said = self.wanted.get(self.before, {}).pop(cell.number, None)
        if said is None:
            return
        style = f' s="{cell.attributes["s"]}"' if cell.attributes.get("s", "").isdecimal() else ""
        number = cell.valued and cell.attributes.get("t", "n") == "n" and _NUMBER.fullmatch(said) is not None
        self.edits.append((cell.begin, end, self._made(self.before, cell.number, said, style, number=number)))

    def _made(self, row: int, column: int, said: str, style: str = "", *, number: bool = False) -> bytes:
        """A cell; what was a number stays one, everything else is text."""
        reference, tag = f"{_letters(column)}{row}", f"{self.prefix}c"
        if number:
            return f'<{tag} r="{reference}"{style}><{self.prefix}v>{said}</{self.prefix}v></{tag}>'.encode()
        return self.words.cell(reference, style, said, self.prefix)

    def _dimension(self, reference: str) -> None:
        """Readers go by how far a sheet says it reaches."""
        first, _colon, last = reference.partition(":")
        found = _REFERENCE.fullmatch(last or first)
        if found is None:
            return
        reach = f"{_letters(max(_index(found[1]), self.last_column))}{max(int(found[2]), self.last_row)}"
        begin, end, _empty = self._tag()
        tag = self.data[begin:end].replace(f'"{reference}"'.encode(), f'"{first}:{reach}"'.encode())
        self.edits.append((begin, end, tag))


def _span(data: bytes, begin: int) -> tuple[int, int]:
    found = _TAG.match(data, begin)
    if found is None:
        raise _unkept()
    return found.span()


def _index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _letters(index: int) -> str:
    made = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        made = chr(65 + rest) + made
    return made
