"""How long a test waits for what comes a moment later: on a busy machine the moment is long."""

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

PATIENCE = 60_000  # milliseconds; far less than the limit of one test


class PatientBot(QtBot):
    """Gives up on nothing sooner, whatever less a test says: only one that fails waits longer."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:  # noqa: N802 - as Qt names it
        __tracebackhide__ = True
        super().waitUntil(callback, timeout=max(timeout, PATIENCE))

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE, **more: Any) -> Any:  # noqa: N802, ANN401
        return super().waitSignal(signal, timeout=_at_least(timeout, more), **more)

    def waitSignals(self, signals: Any, *, timeout: int = PATIENCE, **more: Any) -> Any:  # noqa: N802, ANN401
        return super().waitSignals(signals, timeout=_at_least(timeout, more), **more)


def _at_least(timeout: int, more: dict[str, Any]) -> int:
    """What need not come is not waited for: so asks `assertNotEmitted`."""
    return timeout if more.get("raising") is False else max(timeout, PATIENCE)
