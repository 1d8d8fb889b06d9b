"""The photos of goods beside a filled template: no file of a platform holds pictures, so a person puts them up there.

pictures.hand_over(office, shots, Path("filled.xlsx"), rules)     # filled-photos/JAM-1-1.jpg, JAM-1-2.jpg, …
"""

import hashlib
import itertools
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shopdesk.base import files
from shopdesk.base.i18n import N_, _
from shopdesk.shop import photo_limits, photos
from shopdesk.shop.channels import Rejected, Rules
from shopdesk.shop.desk import Office

# What a name of a file may not hold on Windows or elsewhere.
_FORBIDDEN = re.compile(r"[^\w.\u0e31-\u0e4e-]+")
_LONGEST = 60
_LIST = ".shopdesk"


@dataclass(frozen=True, slots=True)
class Left:
    """Something that is not in the file, or a row that is nobody's: its name and why."""

    what: str
    why: str
    values: Mapping[str, object]
    row: int = 0

    @property
    def reason(self) -> str:
        """The sentence in the language of the moment."""
        return _(self.why).format(**self.values) if self.values else _(self.why)


@dataclass(frozen=True, slots=True)
class Shots:
    """The photos of one listing in their order, under the seller code and the title of its goods."""

    sku: str
    title: str
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Handed:
    """The folder in which so many photos lie (None: there are none), and those that could not be made to fit."""

    folder: Path | None = None
    photos: int = 0
    left: tuple[Left, ...] = ()


def hand_over(office: Office, shots: Sequence[Shots], beside: Path, rules: Rules) -> Handed:
    """Write the photos into a folder beside the file, each as its platform takes it: slow, for the background. Of an
    earlier file none of ours stays behind, for nobody could tell which are meant; a person's own stay as they are.

    Raises OSError.
    """
    folder = _Folder(beside.with_name(f"{beside.stem}-{_('photos')}"))
    left: list[Left] = []
    for one in shots:
        kept, fitted = photos.read(office, one.photos), dict[int, bytes]()
        for place, name in enumerate(one.photos, 1):
            try:
                fitted[place] = photo_limits.fitted(kept.get(name, b""), rules)
            except Rejected as problem:
                why = N_("Photo {number}: {why}")
                said = _(problem.why).format(**problem.values)
                left.append(Left(one.title, why, {"number": place, "why": said}))
        folder.put(one.sku, fitted)
    return Handed(folder.path if folder.count else None, folder.count, tuple(left))


class _Folder:
    """A folder of photos, some of which are ours: a list in it says which, and as what they were written."""

    def __init__(self, path: Path) -> None:
        self.path, self.count = path, 0
        self._list = path / _LIST
        self._stems, self._others = set[str](), set[str]()
        if path.is_dir():
            self._clear()

    def _clear(self) -> None:
        """Take away what an earlier file of ours left there and nobody changed."""
        ours = set(self._list.read_text("utf-8", "replace").splitlines()) if self._list.is_file() else set[str]()
        names = {line.partition(" ")[2] for line in ours}
        for one in sorted(self.path.iterdir()):
            if one.name in names and _line(one.name, one.read_bytes()) in ours:
                one.unlink()
            elif one != self._list:
                self._others.add(_folded(one.name))
        self._list.unlink(missing_ok=True)
        if ours and not self._others:
            self.path.rmdir()

    def put(self, sku: str, fitted: Mapping[int, bytes]) -> None:
        """Write the photos of one listing by their places, under a name that nothing else there has."""
        if not fitted:
            return
        stem = next(stem for stem in _stems(sku) if self._free(stem, fitted))
        self._stems.add(_folded(stem))
        self.path.mkdir(exist_ok=True)
        # Before they lie there: what is cut short here is still known as ours.
        with self._list.open("a", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{_line(_named(stem, place), fitted[place])}\n" for place in fitted)
            file.flush()
            os.fsync(file.fileno())
        for place, content in fitted.items():
            files.write_whole(self.path / _named(stem, place), content)
            self.count += 1

    def _free(self, stem: str, places: Iterable[int]) -> bool:
        names = {_folded(_named(stem, place)) for place in places}
        return _folded(stem) not in self._stems and not names & self._others


def _named(stem: str, place: int) -> str:
    return f"{stem}-{place}.jpg"


def _line(name: str, content: bytes) -> str:
    return f"{hashlib.sha256(content).hexdigest()} {name}"


def _folded(name: str) -> str:
    """The same for two names that are one file on Windows or on a Mac."""
    return unicodedata.normalize("NFC", name).casefold()


def _stems(sku: str) -> Iterator[str]:
    """The seller code as a name of a file, then with a number."""
    own = _FORBIDDEN.sub("_", sku)[:_LONGEST].strip(".") or "_"
    yield own
    yield from (f"{own}_{number}" for number in itertools.count(2))
