"""Cuts short what Python does with files: the process dies, or the system refuses, at each step."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache

import pytest

KILLED = 9
_CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir")

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")


def killed_at(step: int, act: Callable[[], object]) -> bool:
    """Acts in a process that dies before it changes a name for that time; True if it died."""
    child = os.fork()
    if child == 0:

        def die() -> None:
            os._exit(KILLED)

        _at(step, die)
        with suppress(BaseException):
            act()
            os._exit(0)
        os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, KILLED)
    return code == KILLED


def _at(step: int, then: Callable[[], None]) -> None:
    left = step

    def look(what: str, args: tuple[object, ...]) -> None:
        nonlocal left
        writes = what == "open" and isinstance(args[2], int) and args[2] & os.O_CREAT
        if what in _CHANGES or writes:
            left -= 1
            if left == -1:
                then()

    sys.addaudithook(look)


_refusing: list[int] = []  # steps that are left, then the errno; empty while nothing is refused


def _refuse(what: str, args: tuple[object, ...]) -> None:
    if not _refusing:
        return
    writes = what == "open" and isinstance(args[2], int) and args[2] & os.O_CREAT
    if what in _CHANGES or writes:
        _refusing[0] -= 1
        if _refusing[0] == -1:
            error = _refusing[1]
            raise OSError(error, os.strerror(error))


@cache
def _begin_to_listen() -> None:
    sys.addaudithook(_refuse)


@contextmanager
def refused_at(step: int, error: int) -> Iterator[Callable[[], bool]]:
    """The system refuses one step; what it gives says whether it came to that."""
    _begin_to_listen()
    _refusing[:] = [step, error]
    try:
        yield lambda: _refusing[0] < 0
    finally:
        _refusing.clear()
