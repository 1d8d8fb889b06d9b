"""docs/commands.md names every command with every option it has, and nothing that is not there."""

import inspect
import re
from importlib import import_module
from typing import get_args, get_origin

from shopdesk.cli import declaring, program
from shopdesk.shop import desk
from tests.cli.conftest import ROOT

# Read at its own place in the page: options that all commands share.
SHARED = {"--data", "--lang", "--json", "--quiet", "--user", "--anyway"}


def _documented() -> dict[str, set[str]]:
    """Each command of the tables, and the options beside it."""
    for name in program.MODULES:
        import_module(f"shopdesk.cli.{name}")
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for line in text.splitlines():
        if line.startswith("| `"):
            head = line.split(" | ")[0].replace("\\|", "|")
            for usage in re.findall(r"`([^`]+)`", head):
                words = re.match(r"[a-z -]+", usage)
                names = [name for name in declaring.COMMANDS if words and f"{words[0]} ".startswith(f"{name} ")]
                if names:
                    found[max(names, key=len)] = set(re.findall(r"--[a-z][a-z0-9-]*", usage))
    return found


def _options(name: str) -> set[str]:
    work, _words = declaring.COMMANDS[name]
    found = set()
    for param in inspect.signature(work, eval_str=True).parameters.values():
        if get_origin(param.annotation) is declaring.Annotated:
            info = get_args(param.annotation)[1]
            told = (info.default, *(info.param_decls or ()))
            found |= {word for word in told if isinstance(word, str) and word.startswith("--")}
    return found


def test_every_command_stands_in_the_page_with_all_its_options() -> None:
    documented = _documented()
    assert set(declaring.COMMANDS) == set(documented)
    assert {name: _options(name) for name in documented} == documented


def test_the_options_of_all_commands_stand_at_the_top_of_the_page() -> None:
    head = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8").split("## Selling")[0]
    assert {word for word in SHARED if f"`{word}" in head} == SHARED
    assert {f"--{name}" for name in declaring.SHARED} == SHARED


def test_every_question_a_deed_asks_can_be_answered_in_advance() -> None:
    asked = {
        name
        for path in (ROOT / "shopdesk" / "shop").rglob("*.py")
        for name in re.findall(r'question="(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert asked == desk.QUESTIONS
