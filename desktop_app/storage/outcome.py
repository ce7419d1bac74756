"""What became of a transaction that SQLite says it could not commit, before anything is said of it.

When the last flush fails, SQLite gives the transaction up; but its pages may stand whole in the
log, and then the next connection takes them for kept. The trail tells: each audited act ends in an
entry that no other has.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from desktop_app.errors import CannotProceed
from desktop_app.storage import audit
from desktop_app.storage.trouble import Damaged, NotRead, NotSaved


class Unconfirmed(CannotProceed):
    """It may be kept or not: the disk has not said."""

    def __init__(self) -> None:
        super().__init__(
            "The disk reported a fault in the moment of saving: whether this is kept is not known.",
            "Everything saved before is safe.",
            "See that the disk has room and is connected, then lock Chairside and unlock it: it "
            "shows what was kept.",
        )


def is_kept(
    entry: str,
    reading: Callable[[], AbstractContextManager[Connection]],
    settle: Callable[[], None],
) -> bool:
    """Whether the act that wrote this entry is in the store, on the disk. Raises Unconfirmed.

    On a new connection alone. A flush that failed is not tried again: the system may have let go
    of what it could not write, so the log is moved into the file, which is flushed anew.
    """
    try:
        with reading() as connection:
            if not audit.has(connection, entry):
                return False
        settle()
    except (NotRead, NotSaved, Damaged) as trouble:
        raise Unconfirmed from trouble
    return True
