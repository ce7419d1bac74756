"""Trouble with the disk, told in sentences instead of codes."""

import errno
from collections.abc import Generator
from contextlib import contextmanager

from desktop_app.errors import CannotProceed

READ_ONLY = "its folder cannot be written to"
_FULL = "the disk is full"
_FAILED = "the disk reported a fault; it may be full, or no longer connected"
_BUSY = "another program is holding the file"

_OF_THE_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
}
_OF_SQLITE = {5: _BUSY, 6: _BUSY, 8: READ_ONLY, 10: _FAILED, 13: _FULL, 14: READ_ONLY}
_DAMAGE = (11, 26)
_INTERRUPTED = 9


_REMEDY = {
    _FULL: "Free some space on this laptop, then try again.",
    _FAILED: "Free some space or connect the disk again, then try again.",
    READ_ONLY: "Ask IT to let you read and write the folder in which Chairside keeps its files.",
    _BUSY: "Close the other program, for example a backup, or wait until it has finished.",
}


class NotSaved(CannotProceed):
    """Nothing of what was handed over is on the disk; trying again later may work."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Not saved: {why}.", "Everything saved before is safe.", _REMEDY[why])


class NotRead(CannotProceed):
    """The disk did not give what was asked of it; trying again later may work."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Chairside cannot reach its files: {why}.", "Nothing has been changed.", _REMEDY[why]
        )


class Damaged(CannotProceed):
    """The store is ours, but some of it cannot be read back as it was written."""

    def __init__(self) -> None:
        super().__init__(
            "Part of the store is damaged and cannot be read.",
            "Chairside has not changed the file.",
            "Copy the whole folder somewhere safe before doing anything else, and tell IT.",
        )


class Stopped(CannotProceed):
    """What ran beside the chair's work was asked to end: it can be begun again."""

    def __init__(self) -> None:
        super().__init__(
            "The backup was not made: Chairside was locked or closed, or minutes were removed.",
            "The store is as it was, and backups made before are still there.",
            "Make it again.",
        )


def of_system(error: OSError, kind: type[NotSaved | NotRead]) -> CannotProceed:
    return kind(_OF_THE_SYSTEM.get(error.errno or 0, _FAILED))


def of_database(error: object, kind: type[NotSaved | NotRead]) -> CannotProceed | None:
    """The sentence for an error of SQLite; None when the mistake is ours."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGE:
        return Damaged()
    if code == _INTERRUPTED:
        return Stopped()
    return kind(_OF_SQLITE[code]) if code in _OF_SQLITE else None


@contextmanager
def in_sentences(kind: type[NotSaved | NotRead]) -> Generator[None]:
    """Turns what the system says of a file into `kind`."""
    try:
        yield
    except OSError as error:
        raise of_system(error, kind) from error
