"""Trouble with the disk, told in sentences instead of codes."""

from collections.abc import Generator
from contextlib import contextmanager

from desktop_app.disk.why import (
    FAULT_OR_FULL,
    FULL,
    GONE,
    IN_USE,
    NO_MEMORY,
    NOT_WRITABLE,
    Why,
    why,
)
from desktop_app.errors import CannotProceed

READ_ONLY = NOT_WRITABLE
_NOT_OPENED = Why(
    "a file of the store cannot be opened",
    "See that the folder of Chairside is where it was and can be written to; else tell IT.",
    "",
)
_OF_SQLITE = {
    5: IN_USE,
    6: IN_USE,
    7: NO_MEMORY,
    8: NOT_WRITABLE,
    10: FAULT_OR_FULL,
    13: FULL,
    14: _NOT_OPENED,
    15: IN_USE,
}
_OF_SQLITE_IN_FULL = {1032: GONE, 3082: NO_MEMORY}  # moved or deleted under our hands; no memory
_DAMAGE = (11, 18, 26)  # 18: what a damaged page says of its length is beyond all bounds
_NOT_TEXT = "Could not decode to UTF-8"  # how the driver says it, without a code
_INTERRUPTED = 9


class NotSaved(CannotProceed):
    """Nothing of what was handed over is on the disk; trying again later may work."""

    def __init__(self, because: Why) -> None:
        super().__init__(
            f"Not saved: {because.words}.", "Everything saved before is safe.", because.here
        )


class NotRead(CannotProceed):
    """The disk did not give what was asked of it; trying again later may work."""

    def __init__(self, because: Why) -> None:
        super().__init__(
            f"Chairside cannot reach its files: {because.words}.",
            "Nothing has been changed.",
            because.here,
        )


class Damaged(CannotProceed):
    """The store is ours, but some of it cannot be read back as it was written: `about` names it."""

    def __init__(self, about: str = "") -> None:
        self.about = about
        super().__init__(
            f"Part of the store is damaged and cannot be read{f': {about}' if about else ''}.",
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
    return kind(why(error))


def of_database(error: object, kind: type[NotSaved | NotRead]) -> CannotProceed | None:
    """The sentence for an error of SQLite; None when the mistake is ours."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGE or str(error).startswith(_NOT_TEXT):
        return Damaged()
    if code == _INTERRUPTED:
        return Stopped()
    whole_code = getattr(error, "sqlite_errorcode", 0)
    because = _OF_SQLITE_IN_FULL.get(whole_code, _OF_SQLITE.get(code))
    return kind(because) if because else None


@contextmanager
def in_sentences(kind: type[NotSaved | NotRead]) -> Generator[None]:
    """Turns what the system says of a file into `kind`."""
    try:
        yield
    except OSError as error:
        raise of_system(error, kind) from error
