"""The photos of goods beside a filled template: no file of a platform holds pictures, so a person puts them up there.

pictures.hand_over(office, shots, Path("filled.xlsx"), rules)     # filled-photos/JAM-1-1.jpg, JAM-1-2.jpg, …
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shopdesk.base import files
from shopdesk.base.i18n import N_, _
from shopdesk.shop import photo_limits, photos
from shopdesk.shop.channels import Rejected, Rules
from shopdesk.shop.desk import Office

# What a name of a file may not hold on Windows or elsewhere.
_FORBIDDEN = re.compile(r"[^\w.-]+")
_LONGEST = 60


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
    """Write the photos into a folder beside the file, each as its platform takes it: slow, for the background.

    Raises OSError.
    """
    folder, count = beside.with_name(f"{beside.stem}-{_('photos')}"), 0
    left: list[Left] = []
    for one in shots:
        kept = photos.read(office, one.photos)
        for place in range(1, rules.most_photos + 1):
            # Of an earlier file none stays behind: nobody could tell which are meant.
            (folder / f"{_named(one.sku)}-{place}.jpg").unlink(missing_ok=True)
        for place, name in enumerate(one.photos, 1):
            try:
                fitted = photo_limits.fitted(kept.get(name, b""), rules)
            except Rejected as problem:
                why = N_("Photo {number}: {why}")
                said = _(problem.why).format(**problem.values)
                left.append(Left(one.title, why, {"number": place, "why": said}))
                continue
            folder.mkdir(exist_ok=True)
            files.write_whole(folder / f"{_named(one.sku)}-{place}.jpg", fitted)
            count += 1
    return Handed(folder if count else None, count, tuple(left))


def _named(sku: str) -> str:
    """The seller code as a name of a file."""
    return _FORBIDDEN.sub("_", sku)[:_LONGEST].strip(".") or "_"
