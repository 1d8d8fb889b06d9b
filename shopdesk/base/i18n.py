"""One translation system for every layer: English in the code, other languages in resources/i18n/<language>.csv.

`_("English")` answers in the language of the moment; `N_("English")` marks a sentence that is translated later.
"""

import csv
import functools

from shopdesk.base import paths

SOURCE_LANGUAGE = "en"
NAMES = {"th": "ไทย", "en": "English"}

_language = "th"


@functools.cache
def catalogue(language: str) -> dict[str, str]:
    """The sentences of one language, by their English source; empty for English itself."""
    if language == SOURCE_LANGUAGE:
        return {}
    with paths.resource("i18n", f"{language}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        columns = next(rows)
        source, text = columns.index("source"), columns.index("text")
        return {row[source]: row[text] for row in rows}


def _(source: str) -> str:
    """The sentence in the language of the moment; the English one where there is no translation."""
    return catalogue(_language).get(source, source)


def N_(source: str) -> str:  # noqa: N802 - the name the tools of the field know
    """Mark a sentence for the catalogue without translating it yet."""
    return source


def language() -> str:
    """The code of the language of the moment."""
    return _language


def set_language(code: str) -> None:
    """Switch every later `_()` to another language; raises KeyError for one that is not offered."""
    global _language
    if code not in NAMES:
        raise KeyError(code)
    _language = code
