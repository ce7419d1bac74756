"""A step of the chair's: pressed again before its answer came, it is not taken twice."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial, wraps
from typing import Concatenate, ParamSpec, TypeVar

S = TypeVar("S")
P = ParamSpec("P")

_taken: ContextVar[Step | None] = ContextVar("step", default=None)


def step_now() -> Step | None:
    """The step that is being taken, or whose answer is being acted on."""
    return _taken.get()


@contextmanager
def within(step: Step | None, release: Callable[[], None]) -> Generator[None]:
    """What is asked in here belongs to that step, or to none; `release` comes at the end."""
    before = _taken.set(step)
    try:
        yield
    finally:
        _taken.reset(before)
        release()


class Step:
    """Under way until it has acted, and all that was asked meanwhile is answered and acted on.

    So it also lasts through the asking that follows from an answer. A step that is taken within
    another holds that one, too. `over` is called when it has come to its end in any way.
    """

    def __init__(self, over: Callable[[], object] | None = None) -> None:
        self._over = over
        self._outer: Callable[[], None] | None = None  # lets go of the step it was taken within
        self._holds = 0

    @property
    def is_under_way(self) -> bool:
        return self._holds > 0

    def take(self, act: Callable[[], object]) -> None:
        """Acts, unless it is under way."""
        if self.is_under_way:
            return
        outer = step_now()
        self._outer = outer.hold() if outer else None
        with within(self, self.hold()):
            act()

    def hold(self) -> Callable[[], None]:
        """Keeps it under way until what is given back is called, for the first time."""
        self._holds += 1
        held = [True]

        def release() -> None:
            if held:
                held.clear()
                self._release()

        return release

    def _release(self) -> None:
        self._holds -= 1
        if self._holds:
            return
        if self._over:
            self._over()
        if self._outer:
            self._outer()


def step(act: Callable[Concatenate[S, P], object]) -> Callable[Concatenate[S, P], None]:
    """A method that is a step, whatever leads to it: button, key, Enter in a box, a chosen row."""

    @wraps(act)
    def pressed(self: S, /, *args: P.args, **kwargs: P.kwargs) -> None:
        steps: dict[str, Step] = self.__dict__.setdefault("_steps", {})
        steps.setdefault(act.__name__, Step()).take(partial(act, self, *args, **kwargs))

    return pressed
