"""ShopDesk by command line: the same use cases as the window. What a command needs is imported when it runs."""

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command (by default what the process was started with); 0 ok, 1 refused, 2 not understood."""
    import sys

    from shopdesk.cli import program

    return program.run(list(sys.argv[1:] if arguments is None else arguments))
