"""What a power cut may leave of a folder: rebuilt from the record of what was done to it.

Two models. *Ordered* is a file system with a journal: names change in the order in which they were
changed, and any flush brings every earlier one with it. *Strict* promises no more than the
standard does: a name lives once its folder was flushed, and of the others chance keeps some. In
both, what was written and not flushed is lost, torn at 512 bytes, or there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Literal

from shim import Change

Model = Literal["ordered", "strict"]
SECTOR = 512  # bytes that come whole or not at all
LOST, TORN = 0.45, 0.20  # of what was not flushed


@dataclass(eq=False)
class _File:
    """`waiting` was done since the last flush: a place with what was written, or a cut."""

    content: bytearray = field(default_factory=bytearray)
    durable: bytes = b""
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)

    def change(self, at: int, written: bytes | None) -> None:
        _apply(self.content, at, written)
        self.waiting.append((at, written))

    def flush(self) -> None:
        self.durable = bytes(self.content)
        self.waiting.clear()

    def after_the_cut(self, chance: Random) -> bytes:
        left = bytearray(self.durable)
        for at, written in self.waiting:
            fate = chance.random()
            if fate < LOST:
                continue
            if written is None or fate >= LOST + TORN:
                _apply(left, at, written)
            else:
                _tear(left, at, written, chance)
        return bytes(left)


@dataclass(eq=False)
class _Folder:
    """`entries` as the process sees them, and as they are on the disk."""

    entries: dict[str, "_File | _Folder"] = field(default_factory=dict)
    durable: dict[str, "_File | _Folder"] = field(default_factory=dict)


_Entry = tuple[_Folder, str, _File | _Folder | None]  # None takes the name away


def _apply(content: bytearray, at: int, written: bytes | None) -> None:
    if written is None:
        del content[at:]
        content.extend(bytes(at - len(content)))
        return
    content.extend(bytes(max(0, at - len(content))))
    content[at : at + len(written)] = written


def _tear(content: bytearray, at: int, written: bytes, chance: Random) -> None:
    start = at - at % SECTOR
    for begin in range(start, at + len(written), SECTOR):
        if chance.random() < 0.5:
            first, last = max(begin, at), min(begin + SECTOR, at + len(written))
            _apply(content, first, written[first - at : last - at])


@dataclass(frozen=True)
class Before:
    """A folder as it lay there, all of it flushed; `files` by path, with the system's number."""

    root: Path
    folders: list[Path]
    files: dict[Path, tuple[int, bytes]]


def as_it_lies(root: Path) -> Before:
    """The folder itself is there in any case."""
    below = sorted(root.rglob("*"))
    files = {path: (path.stat().st_ino, path.read_bytes()) for path in below if path.is_file()}
    return Before(root, [path for path in below if path.is_dir()], files)


class Disk:
    """What a process does to a folder; asked once what the power leaves of it."""

    def __init__(self, before: Before, model: Model, *, honours_flushes: bool = True) -> None:
        self._root = before.root
        self._model = model
        self._honours_flushes = honours_flushes
        self._files: dict[int, _File] = {}
        self._names: list[list[_Entry]] = []  # changes of names that are not on the disk yet
        self._top = _Folder()
        self.told: list[str] = []
        for path in before.folders:
            _begin(self._folder(path.parent), path.name, _Folder())
        for path, (number, content) in before.files.items():
            self._files[number] = file = _File(bytearray(content), content)
            _begin(self._folder(path.parent), path.name, file)

    def do(self, what: Iterable[Change]) -> None:
        """What the process did next."""
        for one in what:
            match one.kind:
                case "told":
                    self.told.append(one.content.decode())
                case "write":
                    self._files[one.file].change(one.at, one.content)
                case "cut":
                    self._files[one.file].change(one.at, None)
                case "flush":
                    self._flush(one)
                case "flush_folder":
                    self._flush_folder(self._folder(one.paths[0]))
                case _:
                    self._rename(one)

    def _flush(self, one: Change) -> None:
        if self._honours_flushes:
            self._files[one.file].flush()
            if self._model == "ordered":
                self._keep(self._names)

    def _flush_folder(self, folder: _Folder) -> None:
        if not self._honours_flushes:
            return
        if self._model == "ordered":
            self._keep(self._names)
        else:
            self._keep([one for one in self._names if any(of is folder for of, _, _ in one)])

    def _keep(self, names: list[list[_Entry]]) -> None:
        for one in list(names):
            for folder, name, entry in one:
                _set(folder.durable, name, entry)
            self._names.remove(one)

    def _rename(self, one: Change) -> None:
        of, name = self._folder(one.paths[0].parent), one.paths[0].name
        match one.kind:
            case "create":
                self._files[one.file] = file = _File()
                done: list[_Entry] = [(of, name, file)]
            case "mkdir":
                done = [(of, name, _Folder())]
            case "unlink":
                done = [(of, name, None)]
            case "link":
                done = [(self._folder(one.paths[1].parent), one.paths[1].name, of.entries[name])]
            case "rename":
                to = self._folder(one.paths[1].parent)
                done = [(of, name, None), (to, one.paths[1].name, of.entries[name])]
            case other:
                raise ValueError(other)
        for folder, called, entry in done:
            _set(folder.entries, called, entry)
        self._names.append(done)

    def _folder(self, path: Path) -> _Folder:
        found: _File | _Folder = self._top
        for part in path.relative_to(self._root).parts:
            assert isinstance(found, _Folder)
            found = found.entries[part]
        assert isinstance(found, _Folder)
        return found

    def after_the_cut(self, to: Path, chance: Random) -> None:
        """Writes what the disk may hold now: what was flushed, and of the rest what chance left."""
        if self._model == "ordered":
            there = self._names[: chance.randint(0, len(self._names))]
        else:
            share = chance.choice((0, 0.2, 0.8))  # whichever came first
            there = [one for one in self._names if chance.random() < share]
        self._keep(there)
        self._write(self._top, to, chance)

    def _write(self, folder: _Folder, to: Path, chance: Random) -> None:
        to.mkdir(mode=0o700, exist_ok=True)
        for name, entry in folder.durable.items():
            if isinstance(entry, _Folder):
                self._write(entry, to / name, chance)
            else:
                (to / name).write_bytes(entry.after_the_cut(chance))

    def as_it_is(self) -> dict[str, bytes]:
        """Every file as the process sees it, by its path below the folder."""
        return dict(_seen(self._top, ""))


def _seen(folder: _Folder, begins: str) -> Iterable[tuple[str, bytes]]:
    for name, entry in folder.entries.items():
        if isinstance(entry, _Folder):
            yield from _seen(entry, f"{begins}{name}/")
        else:
            yield f"{begins}{name}", bytes(entry.content)


def _begin(folder: _Folder, name: str, entry: _File | _Folder) -> None:
    folder.entries[name] = folder.durable[name] = entry


def _set(entries: "dict[str, _File | _Folder]", name: str, entry: "_File | _Folder | None") -> None:
    if entry is None:
        entries.pop(name, None)
    else:
        entries[name] = entry
