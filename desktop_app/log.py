"""Faults of ours in a small file that rotates: kind, place and time, and no word of any minutes."""

import faulthandler
import logging
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path

from desktop_app import __version__
from desktop_app.errors import places_of

LARGEST = 200_000  # bytes; one older file of that size is kept beside it
_LOGGER = logging.getLogger("chairside")
_LOGGER.addHandler(logging.NullHandler())  # without it, what nobody handles goes to a console


def start(folder: Path) -> None:
    """Into `chairside.log` from now on, crashes of the interpreter included.

    A folder that cannot be written to must not keep the chair out: then nothing is kept.
    """
    logging.raiseExceptions = False
    try:
        handler = _File(folder / "chairside.log")
    except OSError:
        return
    handler.setFormatter(logging.Formatter(f"%(asctime)s {__version__} {sys.platform} %(message)s"))
    _LOGGER.addHandler(handler)
    threading.excepthook = lambda said: note(said.exc_value or said.exc_type())
    sys.unraisablehook = lambda said: note(said.exc_value or said.exc_type())


def note(fault: BaseException) -> None:
    """Never its message: that may quote what was typed."""
    kinds = " from ".join(_kind(one) for one in _chain(fault))
    _LOGGER.error("%s at %s", kinds, " < ".join(places_of(fault)) or "unknown")


class _File(RotatingFileHandler):
    """The interpreter writes its last words into the file that is open now."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=LARGEST, backupCount=1, encoding="utf-8")
        self._hear_crashes()

    def _hear_crashes(self) -> None:
        if self.stream:
            faulthandler.enable(self.stream)

    def doRollover(self) -> None:  # noqa: N802 - the library's own name
        faulthandler.disable()
        super().doRollover()
        self._hear_crashes()


def _chain(fault: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    step: BaseException | None = fault
    while step is not None and step not in found:
        found.append(step)
        step = step.__cause__ or step.__context__
    return found


def _kind(fault: BaseException) -> str:
    """With the name that SQLite gives its own, which says nothing of the content."""
    code = getattr(getattr(fault, "orig", fault), "sqlite_errorname", "")
    number = getattr(fault, "errno", None)
    about = code or (f"errno {number}" if number else "")
    return f"{type(fault).__name__}({about})" if about else type(fault).__name__
