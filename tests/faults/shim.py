"""The shim between a process and the system: how it is built, told what to do, and read."""

import ctypes
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
KILL, FOR_EVER = 0, 2**62  # instead of an errno; instead of a number of changes
RECORD = -1  # instead of a place


def compiler() -> str | None:
    """Of C; only Linux lets a library stand in front of the system's."""
    if not sys.platform.startswith("linux"):
        return None
    return next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)


def build(cc: str, folder: Path) -> Path:
    """The library to preload."""
    made = folder / "shim.so"
    asked = ["-O2", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror"]
    subprocess.run([cc, *asked, "-o", made, SOURCE, "-ldl", "-lpthread"], check=True)
    return made


class Shim:
    """In a process that was started with it."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.shim_begin.argtypes = (
            ctypes.c_char_p,
            ctypes.c_int,
            ctypes.c_long,
            ctypes.c_long,
            ctypes.c_int,
        )
        self._library.shim_end.restype = ctypes.c_long

    def record(self, folder: Path, to: int) -> None:
        """Every change of a file below the folder goes into that open file."""
        self._library.shim_begin(os.fsencode(folder), to, 0, 0, KILL)

    def refuse(self, folder: Path, at: int, many: int = 1, error: int = KILL) -> None:
        """The change of that number, from 1, and so many from there on, end with that errno."""
        self._library.shim_begin(os.fsencode(folder), -1, at, many, error)

    def told(self, what: str) -> None:
        """Notes in the record what the process was told is safe."""
        self._library.shim_note(what.encode())

    def end(self) -> int:
        """How many changes there were, those refused among them."""
        return int(self._library.shim_end())


@dataclass(frozen=True)
class Change:
    """`number` counts from 1; `file` is the system's number of the file that it is about."""

    kind: str
    number: int
    file: int
    at: int
    content: bytes

    @property
    def paths(self) -> list[Path]:
        return [Path(os.fsdecode(one)) for one in self.content.split(b"\n")]

    def __str__(self) -> str:
        match self.kind:
            case "write":
                return f"write {len(self.content)} bytes at {self.at}"
            case "cut":
                return f"cut to {self.at} bytes"
            case "told":
                return f"told {self.content.decode()}"
            case _:
                return f"{self.kind} {' '.join(path.name for path in self.paths)}"


def changes(record: Path) -> list[Change]:
    """All that was recorded, in the order in which it happened."""
    found: list[Change] = []
    with record.open("rb") as file:
        while head := file.readline():
            kind, number, of, at, length = head.split()
            content = file.read(int(length))
            found.append(Change(kind.decode(), int(number), int(of), int(at), content))
    return found
