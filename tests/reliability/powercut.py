"""The disk as a power cut may leave it: a recorded run of a program, replayed to any moment.

Everything before a file's last fsync is kept; of what came later nothing, a part, or any 512-byte sectors are.
Renames and unlinks count as durable at once; a disk that lies about flushing is outside.
"""

import os
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
SECTOR = 512


@dataclass(frozen=True, slots=True)
class Call:
    """One call that reached the disk: W(rite), T(runcate), S(ync), U(nlink), R(ename; the data are the new path)."""

    op: str
    path: str
    offset: int
    data: bytes


def build_shim(folder: Path) -> Path:
    """Compile the shim; the compiler is part of what a developer's machine has."""
    library = folder / "shim.so"
    source = Path(__file__).with_name("shim.c")
    subprocess.run(["gcc", "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl", "-lpthread"], check=True)
    return library


def record(shim: Path, shop: Path, log: Path, *arguments: str, program: str = "seller") -> list[Call]:
    """Run a program on a shop below the shim, its acknowledgements in a file of the same folder; answers its calls."""
    acks = shop / "acks.txt"
    environment = {**os.environ, "LD_PRELOAD": str(shim), "SHIM_DIR": str(shop), "SHIM_LOG": str(log)}
    with acks.open("wb") as out:
        subprocess.run(
            [sys.executable, "-m", f"tests.reliability.{program}", str(shop), *arguments],
            cwd=ROOT, env=environment, stdout=out, check=True,
        )  # fmt: skip
    return list(_calls(log.read_bytes()))


def _calls(log: bytes) -> "list[Call]":
    calls, at = [], 0
    while at < len(log):
        op, size = struct.unpack_from("<cH", log, at)
        path = log[at + 3 : at + 3 + size].decode()
        offset, length = struct.unpack_from("<QQ", log, at + 3 + size)
        at += 19 + size
        data = log[at : at + length] if op in b"WR" else b""
        at += len(data)
        calls.append(Call(op.decode(), path, offset, data))
    return calls


@dataclass(slots=True)
class Disk:
    """Files as they are for sure, and what was written since their last sync."""

    sure: dict[str, bytearray]
    loose: dict[str, list[Call]]

    def apply(self, call: Call) -> None:
        """Take over one call."""
        if call.op == "U":
            self.sure.pop(call.path, None)
            self.loose.pop(call.path, None)
        elif call.op == "R":
            for files in (self.sure, self.loose):
                files.pop(call.data.decode(), None)
                if call.path in files:
                    files[call.data.decode()] = files.pop(call.path)
        elif call.op == "S":
            for earlier in self.loose.pop(call.path, []):
                _do(self.sure.setdefault(call.path, bytearray()), earlier)
        else:
            self.loose.setdefault(call.path, []).append(call)

    def after_cut(self, chance: Random) -> dict[str, bytes]:
        """One way the disk may look after the power went now."""
        files = {path: bytearray(content) for path, content in self.sure.items()}
        for path, calls in self.loose.items():
            content = files.setdefault(path, bytearray())
            manner = chance.random()
            if manner < 0.3:
                continue
            kept = calls if manner > 0.6 else calls[: chance.randint(0, len(calls))]
            for call in kept:
                _do(content, call, chance if manner > 0.6 else None)
        return {path: bytes(content) for path, content in files.items()}


def _do(content: bytearray, call: Call, chance: Random | None = None) -> None:
    if call.op == "T":
        if chance is None or chance.random() < 0.5:
            del content[call.offset :]
            content.extend(b"\0" * (call.offset - len(content)))
        return
    for start in range(0, len(call.data), SECTOR):
        if chance is not None and chance.random() < 0.5:
            continue
        piece = call.data[start : start + SECTOR]
        at = call.offset + start
        if len(content) < at:
            content.extend(b"\0" * (at - len(content)))
        content[at : at + len(piece)] = piece
