"""Every step, by the version that it leads to; a test says when schema.py has gone on without one.

A step is never changed once a store may have gone through it: what it builds stands in it word for
word, and not in schema.py, which goes on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop_app.storage.upgrades import to_2

if TYPE_CHECKING:
    from desktop_app.storage.connect import dbapi2

Execute = Callable[..., "dbapi2.Cursor"]
Whole = dict[str, Any]  # the content of a handed-over draft, as its file holds it


@dataclass(frozen=True)
class Step:
    """`database` has statements executed, in a transaction that is not its own.

    `draft` gives what a handed-over draft of the version before says today; None where it says the
    same.
    """

    database: Callable[[Execute], None]
    draft: Callable[[Whole], Whole] | None = None


Steps = Mapping[int, Step]
STEPS: Steps = {2: Step(to_2.database)}


def of_today(whole: Whole, version: int, steps: Steps = STEPS) -> Whole:
    """A draft's content that a Chairside of that version wrote."""
    for number in sorted(one for one in steps if one > version):
        if change := steps[number].draft:
            whole = change(whole)
    return whole
