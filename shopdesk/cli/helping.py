"""The help of a command in the language of the moment, and options that take several values at once.

The parser speaks English only, so the page is written here from what it knows of each command.
"""

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from shopdesk.base.i18n import _
from shopdesk.cli.running import as_json

UNDERSTOOD_NOT = 2


class Command(TyperCommand):
    """A command whose options that may repeat take several values after one name, where nothing else could be meant."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """`--back A B --waste C` is read as `--back A --back B --waste C`."""
        return super().parse_args(ctx, _spread(self.params, args))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Usage, what it does, arguments, options."""
        _page(self, ctx, formatter)


class Group(TyperGroup):
    """A command that is a group of others."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Usage, what it is about, options, commands."""
        _page(self, ctx, formatter)
        names = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        rows = [(name, found.get_short_help_str(formatter.width)) for name, found in names.items() if found]
        _section(formatter, _("Commands"), rows)


def lost(ctx: typer.Context, *, json: bool) -> typer.Exit:
    """Show the help of a group whose command was not named; exit code 2."""
    said = {"error": _("Say which command."), "hint": _("See: {command} --help").format(command=ctx.command_path)}
    print(as_json(said) if json else ctx.get_help())
    return typer.Exit(UNDERSTOOD_NOT)


def _spread(params: list[Any], args: list[str]) -> list[str]:
    if any(param.param_type_name == "argument" for param in params):
        return args
    several = {name for param in params if param.multiple for name in param.opts}
    read: list[str] = []
    option, given = "", False
    for word in args:
        if word.startswith("--"):
            option, given = word.partition("=")[0], "=" in word
        elif option in several and given:
            read.append(option)
        else:
            given = True
        read.append(word)
    return read


def _page(command: Any, ctx: Any, formatter: Any) -> None:
    params = command.get_params(ctx)
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param.param_type_name == "option"]
    group = [_("COMMAND …")] if isinstance(command, Group) else []
    pieces = [*(_shown(param) for param in arguments), *group, _("[OPTIONS]")]
    formatter.write_usage(ctx.command_path, " ".join(pieces), f"{_('Usage')}: ")
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(command.help or "")
    _section(formatter, _("Arguments"), [(param.metavar, param.help or "") for param in arguments])
    _section(formatter, _("Options"), [(_option(param), _about(param)) for param in options])


def _shown(argument: Any) -> str:
    name = str(argument.metavar)
    return name if argument.required or name.startswith("[") else f"[{name}]"


def _section(formatter: Any, heading: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(heading):
            formatter.write_dl(rows)


def _option(param: Any) -> str:
    names = ", ".join(param.opts)
    if param.is_flag:
        return names
    value = param.metavar or "|".join(_choices(param)) or _("VALUE")
    return f"{names} {value}{' …' if param.multiple else ''}"


def _choices(param: Any) -> list[str]:
    from shopdesk.cli import mistyped

    return [choice for choice in mistyped.choices(param) if choice]


def _about(param: Any) -> str:
    if "--help" in param.opts:
        return _("Show this help")
    known = _choices(param) and param.default
    more = _("needed") if param.required else _("default: {value}").format(value=param.default) if known else ""
    return f"{param.help or ''}{f'  [{more}]' if more else ''}"
