"""How a command is declared: a function of a `Run` and its own options that answers an `Answer`.

    @command("report day", N_("The figures of a day"))
    def day(run: Run, date: Annotated[str, Option("--date", help=N_("…"))] = "") -> Answer: ...

The options that all commands share are added here, and may stand before or after the command's name.
"""

import errno
import inspect
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import typer
from typer import Argument, Exit, Option

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import N_, _, set_language
from shopdesk.cli.helping import Command, Group, lost
from shopdesk.cli.running import Answer, Run

Work = Callable[..., Answer]
COMMANDS: dict[str, tuple[Work, str]] = {}
# What a group does itself where no command of it is named.
ALONE: dict[str, Work] = {}

Data = Annotated[Path | None, Option("--data", metavar="DIR", help=N_("Folder of the shop"))]
Lang = Annotated[Literal["th", "en"] | None, Option("--lang", help=N_("Language: th or en"))]
Json = Annotated[bool | None, Option("--json", help=N_("Answer with one JSON object"))]
Quiet = Annotated[bool | None, Option("--quiet", help=N_("Only the answer, no remarks"))]
User = Annotated[str | None, Option("--user", metavar="NAME", help=N_("Who acts; the PIN comes on standard input"))]


Anyway = Annotated[bool | None, Option("--anyway", help=N_("Do it although the shop would ask first"))]


@dataclass(frozen=True, slots=True)
class Shared:
    """The options of every command; None where one was not given."""

    data: Path | None = None
    lang: str | None = None
    json: bool | None = None
    quiet: bool | None = None
    user: str | None = None
    anyway: bool | None = None

    def over(self, other: "Shared | None") -> "Shared":
        """These options, with those of an earlier place where they were not given here."""
        given = {name: value for name in self.__slots__ if (value := getattr(self, name)) is not None}
        return replace(other or Shared(), **given)

    def run(self) -> Run:
        """The run they ask for."""
        if self.lang:
            set_language(self.lang)
        run = Run(json=bool(self.json), quiet=bool(self.quiet), user=self.user, anyway=bool(self.anyway))
        if self.data is not None:
            run.data, run.named = self.data, True
        return run


SHARED = {"data": Data, "lang": Lang, "json": Json, "quiet": Quiet, "user": User, "anyway": Anyway}
SHARED_VALUES = {"--data", "--lang", "--user"}
SHARED_FLAGS = {f"--{name}" for name in SHARED} - SHARED_VALUES


def command(name: str, words: str) -> Callable[[Work], Work]:
    """Declare a command by its name and what it does (an N_ sentence)."""

    def declare(work: Work) -> Work:
        COMMANDS[name] = (work, words)
        return work

    return declare


def alone(group: str) -> Callable[[Work], Work]:
    """Declare what a group does where none of its commands is named, but one of the group's own options."""

    def declare(work: Work) -> Work:
        ALONE[group] = work
        return work

    return declare


def build(app: typer.Typer, groups: dict[str, str], called: str) -> None:
    """Put the declared commands into the app, their help in the language of the moment.

    Only what the command or group `called` takes where there is such a one: all of them take a tenth of a second.
    """
    known = called in groups or called in COMMANDS
    folders: dict[str, typer.Typer] = {}
    for name, words in groups.items():
        above, _space, own = name.rpartition(" ")
        if known and name.partition(" ")[0] != called:
            continue
        folders[name] = folder = typer.Typer(add_completion=False, rich_markup_mode=None, cls=Group)
        folder.callback(invoke_without_command=True)(with_shared(_group(name)))
        (folders[above] if above else app).add_typer(folder, name=own, help=_(words))
    for name, (work, words) in COMMANDS.items():
        if known and name.partition(" ")[0] != called:
            continue
        group, _space, own = name.rpartition(" ")
        (folders[group] if group else app).command(own, cls=Command, help=_(words))(with_shared(_edge(work)))


def _group(name: str) -> Callable[..., None]:
    work = ALONE.get(name)

    def called(ctx: typer.Context, *, shared: Shared, **given: Any) -> None:
        ctx.obj = own = shared.over(ctx.obj)
        if ctx.invoked_subcommand is not None:
            return
        if work is None or not any(given.values()):
            raise lost(ctx, json=bool(own.json))
        run = own.run()
        raise Exit(attempt(run, lambda: work(run, **given)))

    own = [param for param_name, param in _signature(work).items() if param_name != "run"] if work else []
    called.__signature__ = inspect.Signature(own)  # type: ignore[attr-defined]
    return called


def with_shared(work: Callable[..., None]) -> Callable[..., None]:
    """The function with the shared options in its signature, handed to it as `shared`."""
    own = [_translated(param) for name, param in _signature(work).items() if name not in ("ctx", "shared")]
    word = inspect.Parameter.KEYWORD_ONLY
    context = inspect.Parameter("ctx", word, annotation=typer.Context)
    common = [
        _translated(inspect.Parameter(name, word, default=None, annotation=kind)) for name, kind in SHARED.items()
    ]

    def called(ctx: typer.Context, **given: Any) -> None:
        shared = Shared(**{name: given.pop(name) for name in SHARED})
        work(ctx, shared=shared, **given)

    parameters = [context, *own, *common]
    called.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    called.__annotations__ = {param.name: param.annotation for param in parameters}
    return called


def _edge(work: Work) -> Callable[..., None]:
    def called(ctx: typer.Context, *, shared: Shared, **given: Any) -> None:
        run = shared.over(ctx.obj).run()
        raise Exit(attempt(run, lambda: work(run, **given)))

    own = [param for name, param in _signature(work).items() if name != "run"]
    called.__signature__ = inspect.Signature(own)  # type: ignore[attr-defined]
    return called


def attempt(run: Run, work: Callable[[], Answer]) -> int:
    """Do the work and tell its answer, or its refusal; answers the exit code."""
    try:
        answer = work()
    except ShopError as error:
        return run.refuse(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        place = error.filename or ""
        return run.refuse(
            ShopError(
                N_("{place} cannot be used: {why}"),
                hint=N_("Check the name, the folder and the disk."),
                place=place,
                why=_why(error),
            )
        )
    return run.tell(answer)


def _why(error: OSError) -> str:
    """What the system said about a file or folder, in the words of the shop."""
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return _("this computer does not allow it.")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _("there is no such place.")
    return _("the disk is full.") if error.errno == errno.ENOSPC else _("the disk does not take it.")


def _signature(work: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    return dict(inspect.signature(work, eval_str=True).parameters)


def _translated(param: inspect.Parameter) -> inspect.Parameter:
    """The parameter with its help in the language of the moment, given by name only."""
    annotation = param.annotation
    if get_origin(annotation) is Annotated:
        kind, info = get_args(annotation)
        info = copy(info)
        info.help = _(info.help) if info.help else None
        annotation = Annotated[kind, info]
    return param.replace(annotation=annotation, kind=inspect.Parameter.KEYWORD_ONLY)


__all__ = ["COMMANDS", "Annotated", "Argument", "Option", "alone", "attempt", "build", "command"]
