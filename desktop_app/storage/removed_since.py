"""What a backup may not bring back: what was lawfully removed after it was made.

The trail of the present store tells it, unless the minutes were taken in again after. What the
backup's own trail knows already it has outlived: minutes that are in it came in again later.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from desktop_app.storage.handover import RECEIVED
from desktop_app.storage.removal import (
    ACTIONS,
    REMOVE,
    REMOVE_CHILD,
    remove_again,
    remove_child_again,
)
from desktop_app.storage.schema import TAKEN_AGAIN, TAKEN_OFF, audit, child, meeting
from desktop_app.storage.store import Store
from desktop_app.storage.taken_in import TAKEN_IN

_CAME = ("start meeting", "sign", RECEIVED, TAKEN_IN, TAKEN_AGAIN)  # acts of the trail
_CHILD_CAME = ("create child",)
_TRAIL = select(audit.c.act, audit.c.object, audit.c.at, audit.c.hash).order_by(audit.c.seq)


@dataclass(frozen=True)
class Gone:
    """A removal that stands: of minutes by their reference, of a child by its id.

    `at` is UTC, `entry` the hash of its place in the trail. `kept` are the ids of the actions
    that a kernel of the minutes holds, or of which it says how they stand; None without a kernel.
    """

    act: str
    about: str
    rule: str
    at: str
    entry: str
    kept: frozenset[str] | None = None


def gone_from(store: Store) -> list[Gone]:
    """Every removal that still stands there. Raises NotRead, Damaged."""
    with store.reading() as connection:
        here = _here(connection)
        return [
            Gone(act, about, rule, at, entry, _kept(connection, about))
            for act, about, rule, at, entry in _last_removals(connection)
            if about not in here
        ]


def remove_since(store: Store, gone: Iterable[Gone]) -> list[str]:
    """Removes it from a backup too, and lets its trail know; a sentence for each that was there.

    `removal.finish` has still to be called. Raises NotSaved.
    """
    with store.writing() as connection:
        known = set(connection.execute(select(audit.c.hash)).scalars())
        came = _came_last(connection)
        since = [
            one for one in gone if one.entry not in known and came.get(one.about, "") <= one.at
        ]
        return [said for one in since if (said := _removed(store, connection, one))]


def _removed(store: Store, connection: Connection, one: Gone) -> str:
    """Empty when nothing of it was there."""
    if one.act == REMOVE:
        was_here = remove_again(store, connection, one.about, one.rule, one.kept)
        return f"{one.about} had been removed since, and was removed again." if was_here else ""
    was_here = remove_child_again(store, connection, one.about)
    return "A child had been removed since, and was removed again." if was_here else ""


def _last_removals(connection: Connection) -> list[tuple[str, str, str, str, str]]:
    """Act, reference or id, rule, time and hash of each after which nothing came in again."""
    found: dict[str, tuple[str, str, str, str, str]] = {}
    for act, said, at, entry in connection.execute(_TRAIL):
        if act in (REMOVE, REMOVE_CHILD):
            about, _, rule = said.partition(": ")
            found.pop(about, None)
            found[about] = (act, about, rule, at, entry)
        elif act in (*_CAME, *_CHILD_CAME):
            found.pop(said.partition(" ")[0], None)
    return list(found.values())


def _came_last(connection: Connection) -> dict[str, str]:
    """When each reference and each child came into the store last."""
    return {
        said.partition(" ")[0]: at
        for act, said, at, _ in connection.execute(_TRAIL)
        if act in (*_CAME, *_CHILD_CAME)
    }


def _here(connection: Connection) -> set[str]:
    present = select(meeting.c.reference).where(meeting.c.state.not_in(TAKEN_OFF))
    return {
        *connection.execute(present).scalars(),
        *connection.execute(select(child.c.id)).scalars(),
    }


def _kept(connection: Connection, reference: str) -> frozenset[str] | None:
    kernel = select(meeting.c.id).where(
        meeting.c.reference == reference, meeting.c.state == "kernel"
    )
    one = connection.execute(kernel).scalar_one_or_none()
    if one is None:
        return None
    return frozenset(
        key
        for table in ACTIONS
        for key in connection.execute(select(table.c.id).where(table.c.meeting_id == one)).scalars()
    )
