"""The program behind `shopdesk COMMAND`: finds the language, builds the commands, turns the end into an exit code."""

import importlib
import io
import sys
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from shopdesk import __version__
from shopdesk.base import i18n, machine, paths
from shopdesk.base.i18n import N_, _
from shopdesk.cli import declaring, mistyped
from shopdesk.cli.declaring import Shared, with_shared
from shopdesk.cli.helping import UNDERSTOOD_NOT, Group, lost
from shopdesk.cli.running import Answer, Run, as_json, seen

MODULES = (
    "selling",
    "goods",
    "days",
    "payments",
    "codes",
    "papers",
    "labels",
    "stockroom",
    "shelves",
    "trips",
    "producers",
    "payouts",
    "carrying",
    "customer_files",
    "customers",
    "credit",
    "orders",
    "online",
    "parcel_labels",
    "channels",
    "channel_keys",
    "listing",
    "listing_categories",
    "sync",
    "online_files",
    "settlements",
    "collecting",
    "containers",
    "suppliers",
    "expenses",
    "keeping",
    "playing",
    "practice",
    "showing",
)
GROUPS = {
    "import": N_("Bring data in"),
    "export": N_("Give data out"),
    "day": N_("Open and close the day"),
    "report": N_("What was sold"),
    "payments": N_("Money without cash"),
    "stock": N_("Goods in, out, counted and moved"),
    "suppliers": N_("Who the shop buys from"),
    "expense": N_("What the shop spends"),
    "market": N_("Sell at a market"),
    "credit": N_("Who owes, and what was paid"),
    "customers": N_("Customers and their data"),
    "orders": N_("What people order, here and far away"),
    "channels": N_("Accounts where the shop sells online"),
    "listing": N_("Goods for sale online"),
    "settlement": N_("What the platforms paid"),
    "sync": N_("Send to the platforms and take orders in"),
    "sync held": N_("What came and could not be read"),
    "containers": N_("Crates and bottles that come back"),
    "producers": N_("People who leave goods to sell"),
    "payout": N_("Pay producers"),
    "qr": N_("Read QR codes"),
    "till": N_("Which till this is"),
    "practice": N_("A marketplace to practise with"),
}


def run(arguments: list[str]) -> int:
    """Run one command and answer its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    i18n.set_language(_language(arguments))
    try:
        code = _program(_first_word(arguments))(arguments, prog_name="shopdesk", standalone_mode=False)
    except TyperException as error:
        return _not_understood(error, "--json" in arguments)
    except typer.Abort:
        return 1
    return code if isinstance(code, int) else 0


def _language(arguments: list[str]) -> str:
    """--lang where it stands, else what this machine's window speaks, else Thai."""
    folder = _option(arguments, "--data")
    stored = machine.read(Path(folder) if folder else paths.default_data_dir()).get("language")
    wanted = _option(arguments, "--lang") or stored
    return wanted if wanted in i18n.NAMES else "th"


def _option(arguments: list[str], name: str) -> str | None:
    for at, word in enumerate(arguments):
        if word == name:
            return arguments[at + 1] if at + 1 < len(arguments) else None
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
    return None


def _first_word(arguments: list[str]) -> str:
    """The command or group that is called; nothing where that takes all of them to say, as for help."""
    words = iter(arguments)
    for word in words:
        if not word.startswith("-"):
            return word
        name, valued, _value = word.partition("=")
        if name not in declaring.SHARED_FLAGS | declaring.SHARED_VALUES:
            return ""
        if name in declaring.SHARED_VALUES and not valued:
            next(words, None)
    return ""


def _not_understood(error: TyperException, wants_json: bool) -> int:
    """A command that was typed wrongly: what is wrong with it, and where help is."""
    place = getattr(error, "ctx", None)
    said = mistyped.said(error)
    hint = _("See: {command} --help").format(command=place.command_path if place else "shopdesk")
    if wants_json:
        print(as_json({"error": said, "hint": hint}))
    else:
        print(seen(f"{said} {hint}"), file=sys.stderr)
    return UNDERSTOOD_NOT


def _program(called: str) -> typer.Typer:
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, cls=Group)
    app.callback(invoke_without_command=True, help=_("ShopDesk: sell with or without a network"))(with_shared(_start))
    for name in MODULES:
        importlib.import_module(f"shopdesk.cli.{name}")
    declaring.build(app, GROUPS, called)
    return app


def _start(
    ctx: typer.Context,
    shared: Shared,
    version: Annotated[bool, typer.Option("--version", help=N_("Which ShopDesk this is"))] = False,
    selftest: Annotated[bool, typer.Option("--selftest", help=N_("Try everything in an empty folder"))] = False,
) -> None:
    ctx.obj = shared
    work = _version if version else _selftest if selftest else None
    if work is not None:
        run = shared.run()
        raise typer.Exit(declaring.attempt(run, lambda: work(run)))
    if ctx.invoked_subcommand is None:
        raise lost(ctx, json=bool(shared.json))


def _version(_run: Run) -> Answer:
    return Answer({"version": __version__}, (f"ShopDesk {__version__}",))


def _selftest(run: Run) -> Answer:
    from shopdesk import selftest

    done = selftest.run(run.say)
    return Answer({"ok": True, "steps": done}, (_("Everything works."),))
