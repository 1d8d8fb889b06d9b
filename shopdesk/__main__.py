"""`shopdesk` opens the window; `shopdesk COMMAND` runs a command. Decides before importing either."""

import gc
import sys

WINDOW_OPTIONS = ("--data", "--lang")


def wants_window(arguments: list[str]) -> bool:
    """Whether nothing but options of the window was given."""
    rest = list(arguments)
    while rest and rest[0].partition("=")[0] in WINDOW_OPTIONS:
        taken = 1 if "=" in rest[0] else 2
        if len(rest) < taken:
            return False
        del rest[:taken]
    return not rest


def main() -> None:
    """Open the window or run a command; ends the process with its exit code."""
    arguments = sys.argv[1:]
    if wants_window(arguments):
        # What is loaded at the start stays: to look for rubbish in it would take time. On again once the file is open.
        gc.disable()
        from shopdesk.app import main as window

        raise SystemExit(window(arguments))
    from shopdesk.cli import main as command

    raise SystemExit(command())


if __name__ == "__main__":
    main()
