"""Run the parts asked for, or all of them, and print one JSON object."""

import argparse
import json
import platform
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

PARTS = ("starting", "selling", "reading", "importing", "behind", "online", "window")


def main() -> int:
    """Measure."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help=f"of: {', '.join(PARTS)}")
    wanted = parser.parse_args().parts or PARTS
    result: dict[str, Any] = {"python": platform.python_version(), "machine": platform.machine()}
    for part in wanted:
        with tempfile.TemporaryDirectory() as folder:
            result[part] = import_module(f"tools.bench.{part}").run(Path(folder))
    json.dump(result, sys.stdout, indent=1)
    print()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
