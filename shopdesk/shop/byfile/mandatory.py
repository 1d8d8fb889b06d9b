"""The columns of a template that a platform wants filled, and which of them are for pictures.

Each says it in its own way: in the hidden key of a heading (`ps_item_cover_image|1|3`), with a star (`*Price`), or in a
row of words below the headings. How a column is called by people may stand below its key.
"""

from collections.abc import Mapping, Sequence

_KEY, _STAR = "1", "*"
_WORDS = frozenset({"mandatory", "required", "จำเป็น", "บังคับ", "จำเป็นต้องกรอก", "ต้องระบุ"})
_FREE = frozenset({"optional", "ไม่จำเป็น", "ไม่บังคับ", "conditional mandatory", "recommended", "แนะนำ"})
_PICTURES = ("image", "photo", "picture", "รูป", "ภาพ")


def columns(headings: Sequence[str], below: Sequence[Sequence[str]]) -> Mapping[int, str]:
    """The mandatory columns by position, each as people call it; `below` are the rows down to the first one of data."""
    names = _names(headings, below)
    marks = [heading.strip().split("|") for heading in headings]
    keyed = [at for at, mark in enumerate(marks) if len(mark) > 1]
    starred = [at for at, heading in enumerate(headings) if heading.strip().startswith(_STAR)]
    if keyed:
        wanted = [at for at in keyed if marks[at][1] == _KEY]
    else:
        wanted = starred or _said(below)
    return {at: names[at] for at in wanted if names[at]}


def pictures(heading: str) -> bool:
    """Whether a column is for pictures."""
    return any(word in heading.casefold() for word in _PICTURES)


def _said(below: Sequence[Sequence[str]]) -> list[int]:
    """What a row says that holds nothing but such words."""
    for row in below:
        told = {at: cell.strip().casefold() for at, cell in enumerate(row) if cell.strip()}
        if told and set(told.values()) <= _WORDS | _FREE:
            return [at for at, word in told.items() if word in _WORDS]
    return []


def _names(headings: Sequence[str], below: Sequence[Sequence[str]]) -> list[str]:
    """By the row below the keys that tells most apart, else as the heading itself."""
    told = max(below, key=lambda row: len({cell.strip() for cell in row if cell.strip()}), default=())
    different = len({cell.strip() for cell in told if cell.strip()}) * 2 > len([cell for cell in headings if cell])
    own = [heading.partition("|")[0].strip().lstrip(_STAR).strip() for heading in headings]
    return [
        told[at].strip() if different and at < len(told) and told[at].strip() else name for at, name in enumerate(own)
    ]
