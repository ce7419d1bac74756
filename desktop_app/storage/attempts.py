"""Wrong passphrases, counted in one file for the store and its backups, and the waits that follow.

A thief who has the files skips the waits; the cost of Argon2id is the real wall.
"""

import json
import math
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop_app.records.json_text import Misshapen, a_number, a_table, item, parse
from desktop_app.storage.trouble import NotRead, NotSaved, in_sentences
from desktop_app.storage.whole_file import replace_whole

_FREE = 3
_END_OF_TIME = 1e11  # seconds since 1970, in the fifty-first century
_WAITS = (10, 30, 60)  # seconds after the third, fourth, fifth and every later wrong attempt

Clock = Callable[[], float]


@dataclass(frozen=True)
class _Attempts:
    """`last` is when a wrong passphrase was last tried, in seconds since 1970."""

    wrong: int = 0
    last: float = 0.0


def beside(keys: Path) -> Path:
    """Where they are counted for the store of that key file."""
    return keys.with_name("attempts.json")


def seconds_to_wait(path: Path, clock: Clock = time.time) -> int:
    """Seconds until a passphrase may be tried; 0 is now. Raises NotRead, NotSaved.

    A clock set forward ends the wait. One set back starts it again, noted in the file, so
    that it neither ends early nor lasts until the old time comes round.
    """
    found, now = _read(path), clock()
    wait = _wait_after(found.wrong)
    if wait and now < found.last:
        _write(path, _Attempts(found.wrong, now))
        return wait
    return max(0, math.ceil(found.last + wait - now))


def count(path: Path, clock: Clock = time.time) -> int:
    """One more; the seconds to wait. Raises NotRead, NotSaved."""
    now = _Attempts(_read(path).wrong + 1, clock())
    _write(path, now)
    return _wait_after(now.wrong)


def forgive(path: Path) -> None:
    """After the right passphrase; what the disk says to it must not keep the chair out."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _wait_after(wrong: int) -> int:
    if wrong < _FREE:
        return 0
    return _WAITS[min(wrong - _FREE, len(_WAITS) - 1)]


def _read(path: Path) -> _Attempts:
    """What is missing or damaged counts as none: it must not keep the chair out."""
    with in_sentences(NotRead):
        raw = path.read_bytes() if path.exists() else b""
    with suppress(Misshapen):
        found = a_table(parse(raw))
        wrong, last = a_number(item(found, "wrong")), item(found, "last")
        if isinstance(last, int | float) and 0 <= last < _END_OF_TIME:  # nor NaN
            return _Attempts(wrong, last)
    return _Attempts()


def _write(path: Path, attempts: _Attempts) -> None:
    with in_sentences(NotSaved):
        replace_whole(path, json.dumps(asdict(attempts)).encode())
