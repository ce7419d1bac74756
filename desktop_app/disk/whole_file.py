"""Writes a file whole or not at all, and flushed before anybody is told that it is there."""

import errno
import os
import re
import secrets
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Protocol

from desktop_app.disk.why import GONE, NO_FOLDER, Why, why
from desktop_app.errors import CannotProceed, ProgramFault

_NEW_AND_PRIVATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_LEFT_OVER = re.compile(r"chairside-[a-z0-9_]{8}\.tmp")
_NO_SUCH_THING = (errno.EINVAL, errno.ENOTSUP, errno.EBADF)  # of flushing, where none is known

Check = Callable[[Path], object]


class Write(Protocol):
    """Writes a file that leaves: `check` looks at it, and raises, before it gets its name.

    A file of that name is replaced. Raises CannotProceed: then nothing is left of the new one, and
    what was there is as before.
    """

    def __call__(self, path: Path, content: bytes, check: Check = ..., /) -> None: ...


_IN_THE_WAY = Why(
    "it is open in another program, perhaps in Word, or it is protected",
    "Close it there, then try again.",
    "Close it there, or choose another name.",
)


class NotWritten(CannotProceed):
    """`is_in_the_way`: a file of that name could not be replaced."""

    def __init__(self, path: Path, error: OSError | ValueError) -> None:
        self.is_in_the_way = isinstance(error, PermissionError) and bool(error.filename2)
        reason = _IN_THE_WAY if self.is_in_the_way else why(error)
        if reason is GONE:  # of a file that is new, only the folder can be
            reason = NO_FOLDER
        super().__init__(
            f"“{path.name}” cannot be saved in {path.parent}: {reason.words}.",
            "Everything is safe in Chairside, and no file was changed.",
            reason.elsewhere,
        )


class NotConfirmed(CannotProceed):
    """The file has its name, but the disk did not say that it will keep it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}” was written in {path.parent}, but the disk reported a fault after it.",
            "Everything is safe in Chairside. The file may be gone after the power goes.",
            "Save it again, in another folder if that fails too.",
        )


class NotOpened(CannotProceed):
    """A file from elsewhere that the system does not give."""

    def __init__(self, path: Path, error: OSError | ValueError) -> None:
        reason = why(error)
        super().__init__(
            f"“{path.name}” cannot be opened: {reason.words}.",
            "Nothing was changed.",
            reason.elsewhere,
        )


class IsThere(CannotProceed):
    """A file has that name, and may not be replaced."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"There is a file {path.name} already.",
            "It has not been changed.",
            "Choose another name.",
        )


def anything(_: Path) -> None:
    """The check of what needs none."""


def never_over(path: Path) -> Check:
    """The check of what may replace no file; raises IsThere."""

    def check(_: Path) -> None:
        if path.exists():
            raise IsThere(path)

    return check


def first_free(paths: Iterable[Path]) -> Path:
    """The first that no file has. Raises NotWritten."""
    for path in paths:
        try:
            if not path.exists():
                return path
        except OSError as error:
            raise NotWritten(path, error) from error
    raise ProgramFault("no further name was offered")


def temporary_beside(path: Path) -> Path:
    """Where a file is written until it is whole; its name says nothing of what is in it."""
    return path.with_name(f"chairside-{secrets.token_hex(4)}.tmp")


def write(
    path: Path, content: bytes, check: Check = anything, *, temporary: Path | None = None
) -> None:
    """As Write says. What a run before left in that folder, cut short, goes first."""
    if "\0" in str(path):
        raise NotWritten(path, ValueError("a name with a NUL"))
    beside = temporary or temporary_beside(path)
    try:
        _sweep(path.parent)
        with writing(path, beside, check) as file:
            file.write(content)
    except OSError as error:
        raise NotWritten(path, error) from error


@contextmanager
def writing(path: Path, temporary: Path, check: Check = anything) -> Generator[IO[bytes]]:
    """What is written gets its name at the end, flushed; on any exception all is as it was.

    `check` is asked last of all. Raises OSError.
    """
    try:
        with os.fdopen(new_private_file(temporary), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        check(temporary)
        _put_in_place(temporary, path)
    finally:
        with suppress(OSError):  # held by another program: the next start takes it away
            temporary.unlink(missing_ok=True)


def _put_in_place(temporary: Path, path: Path) -> None:
    before = content_of(path)
    temporary.replace(path)
    try:
        flush_folder(path.parent)
    except OSError:
        try:
            put_back(path, before, temporary)
        except OSError as error:
            raise NotConfirmed(path) from error
        raise


def content_of(path: Path) -> bytes | None:
    """None where there is no file of that name. Raises OSError."""
    return path.read_bytes() if path.is_file() else None


def put_back(path: Path, before: bytes | None, temporary: Path) -> None:
    """What stood there before, whole at every moment. Raises OSError."""
    if before is None:
        path.unlink(missing_ok=True)
    else:
        with os.fdopen(new_private_file(temporary), "wb") as file:
            file.write(before)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    with suppress(OSError):  # it stands there again, whatever the disk says
        flush_folder(path.parent)


def new_private_file(path: Path) -> int:
    """An open handle that only the user may read; raises FileExistsError."""
    return os.open(path, _NEW_AND_PRIVATE, 0o600)


def flush_folder(folder: Path) -> None:
    """Makes a rename in it survive a power cut; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:  # some network folders and sticks do not know it
        if error.errno not in _NO_SUCH_THING:
            raise
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """What cannot be taken away keeps nobody from saving."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            if _LEFT_OVER.fullmatch(entry.name):
                with suppress(OSError):
                    Path(entry.path).unlink()
