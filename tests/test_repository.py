"""What holds for the repository as a whole: sizes, words, places where a dangerous thing may stand, licences."""

import ast
import csv
import importlib.metadata
import itertools
import re
import string
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import catalogue

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "shopdesk"
NOT_OURS = {"build", "dist", "__pycache__", "node_modules"}

LARGEST_FILE, USUAL_FILE, USUAL_FUNCTION = 650, 400, 31
MAY_CATCH_ALL = {"shopdesk/ui/jobs.py", "shopdesk/ui/crash.py", "shopdesk/sync/running.py"}
MAY_SHOW_RAW_TEXT = ("shopdesk/ui/widgets/", "shopdesk/paper/")
MAY_BUILD_SQL = ("shopdesk/db/guards/", "shopdesk/db/migrations/", "shopdesk/db/check.py", "shopdesk/db/journal.py")
FREE = re.compile(r"MIT|BSD|Apache|PSF|Mozilla|MPL-2\.0|LGPL|ISC|Unlicense|zlib|HPND", re.IGNORECASE)
TELLS_NO_LICENCE = {"sqlcipher3": "zlib, in its own LICENSE file"}
NEVER_SAID = ("ซิงก์", "ซิงค์", "ซิงโครไนซ์", "โทเค็น", "โทเคน", "เซสชัน", "เซสชั่น", "ดำเนินการ", "ข้อผิดพลาด 0x")


def tracked() -> list[Path]:
    """The files of the repository; where git is not there, the files that lie in the folder."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]
    except (OSError, subprocess.CalledProcessError):
        inner = (path for path in ROOT.rglob("*") if not NOT_OURS & set(path.parts))
        ours = (path for path in inner if not any(p.startswith(".") and p != ".ci" for p in path.parts))
        return [path for path in ours if path.is_file() and ".egg-info" not in str(path)]


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the package, by its path from the root."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call, with the last part of the called name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id, node
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr, node


def at(sizes: list[int], share: float) -> int:
    """The size that this share of all stays within."""
    return sorted(sizes)[min(len(sizes) - 1, int(len(sizes) * share))]


def test_files_and_functions_stay_small() -> None:
    files = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {path.name: size for path, size in files.items() if size > LARGEST_FILE} == {}
    assert at(list(files.values()), 0.95) <= USUAL_FILE
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    functions = [n for _, tree in modules() for n in ast.walk(tree) if isinstance(n, kinds)]
    assert at([(n.end_lineno or n.lineno) - n.lineno + 1 for n in functions], 0.95) <= USUAL_FUNCTION


def test_lock_files_name_hashes_and_no_place() -> None:
    locks = [path for path in tracked() if path.suffix == ".lock" or path.name.startswith("requirements")]
    assert {path.name for path in locks} >= {"requirements.lock", "requirements-dev.lock"}
    for path in locks:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?:|index-url|find-links|trusted-host|\.org\b|\.com\b", text), path.name
        wanted = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert all(line.endswith("\\") and "==" in line for line in wanted), path.name


def test_the_tools_of_developers_agree_with_what_the_program_runs_on() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        return {line.split(" ")[0] for line in lines if "==" in line and not line.startswith(" ")}

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_no_registry_and_no_machine_is_named() -> None:
    hosts = ("py" + "pi.org", "python" + "hosted", "npm" + "js.", "deb." + "debian", "/" + "work/main", "/" + "root/")
    for path in tracked():
        if path.suffix in {".png", ".ttf", ".wav", ".db", ".jpg", ".webp", ".xlsx", ".ico"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not [host for host in hosts if host in text], path.relative_to(ROOT)


def rows() -> list[list[str]]:
    """The Thai catalogue's rows, without its heading."""
    with catalogue.THAI.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def fields(sentence: str) -> set[str]:
    """The names in braces of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_every_sentence_has_its_thai_and_every_thai_its_sentence() -> None:
    used, known = catalogue.sources(), {row[0] for row in rows()}
    assert {source: place for source, place in used.items() if source not in known} == {}
    assert known - set(used) == set(), "rows of sentences that are gone: tools/catalogue.py prune"


def test_the_catalogue_is_sorted_and_says_each_sentence_once() -> None:
    sources = [row[0] for row in rows()]
    assert all(len(row) == 2 and row[1].strip() for row in rows())
    assert sources == sorted(set(sources))


def test_both_languages_fill_in_the_same_values() -> None:
    assert {source: text for source, text in rows() if fields(source) != fields(text)} == {}


@pytest.mark.parametrize("word", NEVER_SAID)
def test_no_word_a_villager_would_not_use(word: str) -> None:
    said = [
        text for path in (ROOT / "resources" / "i18n").glob("*.csv") for text in path.read_text("utf-8").splitlines()
    ]
    assert [text for text in said if word in text] == []


def test_text_from_data_is_never_shown_as_markup() -> None:
    raw = {"QLabel", "QMessageBox", "setToolTip", "setHtml", "setWhatsThis"}
    found = [
        f"{place}:{call.lineno} {name}"
        for place, tree in modules()
        if not place.startswith(MAY_SHOW_RAW_TEXT)
        for name, call in calls(tree)
        if name in raw
    ]
    assert found == []


def swallows(handler: ast.ExceptHandler) -> bool:
    """Whether a handler takes every exception and does not hand it on."""
    caught = [ast.unparse(kind) for kind in ast.walk(handler.type)] if handler.type else ["BaseException"]
    hands_on = isinstance(handler.body[-1], ast.Raise)
    return not hands_on and bool({"Exception", "BaseException"} & set(caught))


def test_a_fault_of_ours_is_swallowed_nowhere() -> None:
    found = [
        f"{place}:{node.lineno}"
        for place, tree in modules()
        if place not in MAY_CATCH_ALL
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and swallows(node)
    ]
    assert found == []


def fixed(part: ast.expr) -> bool:
    """Whether this piece of SQL was written by us: a literal, or a constant of the module."""
    if isinstance(part, ast.FormattedValue):
        return fixed(part.value)
    return isinstance(part, ast.Constant) or (isinstance(part, ast.Name) and part.id.isupper())


def built_at_run_time(statement: ast.expr) -> bool:
    """Whether SQL text is put together from something that is no constant."""
    if isinstance(statement, ast.JoinedStr):
        pragma = ast.unparse(statement)[2:].lstrip("'\"").startswith("PRAGMA ")
        return not pragma and not all(fixed(part) for part in statement.values)
    if isinstance(statement, ast.BinOp):
        words = any(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in ast.walk(statement))
        return words and not (fixed(statement.left) and fixed(statement.right))
    if (
        isinstance(statement, ast.Call)
        and isinstance(statement.func, ast.Attribute)
        and statement.func.attr == "format"
    ):
        given = itertools.chain(statement.args, (word.value for word in statement.keywords))
        return not all(fixed(value) for value in given)
    return False


def test_no_value_ever_becomes_part_of_a_statement() -> None:
    doors = {"text", "execute", "executemany", "executescript", "exec", "exec_driver_sql"}
    found = [
        f"{place}:{call.lineno}"
        for place, tree in modules()
        if not place.startswith(MAY_BUILD_SQL)
        for name, call in calls(tree)
        if name in doors and call.args and built_at_run_time(call.args[0])
    ]
    assert found == []


def locked() -> list[str]:
    """The packages the program runs on that are installed on this system."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    names = [line.split("==")[0] for line in lines if "==" in line]
    here = {
        found.metadata["Name"].lower().replace("_", "-").replace(".", "-")
        for found in importlib.metadata.distributions()
    }
    return [name for name in names if name in here]


@pytest.mark.parametrize("name", locked())
def test_every_library_may_be_given_on(name: str) -> None:
    told = importlib.metadata.metadata(name)
    kinds = [text for text in told.get_all("Classifier") or [] if text.startswith("License ::")]
    licence = " ".join([told.get("License-Expression") or "", (told.get("License") or "")[:80], *kinds])
    assert FREE.search(licence) or name in TELLS_NO_LICENCE, licence


def test_the_font_and_icons_carry_their_licences() -> None:
    assert "SIL OPEN FONT LICENSE" in (ROOT / "resources/fonts/OFL.txt").read_text(encoding="utf-8").upper()
    assert (ROOT / "resources/icons/LICENSE").is_file()


def test_every_link_in_the_pages_leads_somewhere() -> None:
    pages = [path for path in tracked() if path.suffix == ".md"]
    links = [
        (page, target)
        for page in pages
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if "://" not in target
    ]
    assert [f"{page.name}: {target}" for page, target in links if not (page.parent / target).exists()] == []
