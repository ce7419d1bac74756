"""Two children of one case number who are one are joined; parting.py beside it gives them back.

Their meetings come to the child who is kept. The other's record goes out of the list of children;
all that giving it back takes stands in the table `joining`, and goes with the child.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, insert, select, update

from desktop_app.errors import CannotProceed
from desktop_app.records.meeting import MINUTES_TAKEN_OFF, TYPED_NUMBER, Child, number_key
from desktop_app.records.numbers import whole_number
from desktop_app.records.one_child import (
    PRONOUNCED_ON,
    STATUS,
    disagreement,
    numbers_of,
    tells_of_new_identity,
)
from desktop_app.storage import lists
from desktop_app.storage.children import IN_TURN, put_child
from desktop_app.storage.rows import to_json
from desktop_app.storage.schema import JOIN, answer, child, joining, meeting
from desktop_app.storage.store import Store
from desktop_app.storage.stored import text_of, texts_of

_NOTHING = "Nothing was joined: both are as they were."
_NUMBER = "case_number"
_SHARED = (
    "SELECT 1 FROM child WHERE number <> '' GROUP BY number HAVING count(*) > 1"
    " UNION ALL SELECT 1 FROM child WHERE instr(details, ?) LIMIT 1"
)


@dataclass(frozen=True)
class KeptChild:
    """For this folder alone: a child's row, `place` among the others, `details` to the letter."""

    id: str
    place: int
    details: str

    @property
    def said(self) -> dict[str, str]:
        return texts_of(self.details, lists.DETAILS)

    @property
    def child(self) -> Child:
        return Child(self.id, self.said)


def join(store: Store, one_id: str, other_id: str, statuses: Collection[str], today: date) -> str:
    """The id of the one who was kept first, who both are from now on; asked twice it is done once.

    `statuses` are those after an adoption. Raises CannotProceed where `against` says why.
    """
    with store.writing() as connection:
        one, other = row_of(connection, one_id), row_of(connection, other_id)
        if one is None or other is None:
            return _joined_already(connection, one_id, other_id)
        if why := against(connection, one.child, other.child, statuses, today):
            raise CannotProceed(why, _NOTHING, "Correct the number that is wrong.")
        key = min(numbers_of(one.child) & numbers_of(other.child))
        kept, gone = sorted((one, other), key=lambda row: (not _owns(row, key), row.place))
        store.trail(connection, JOIN, f"{gone.id} {kept.id}")
        joined = _together(kept, gone, key)
        _note(store, connection, kept, gone, joined)
        theirs = update(meeting).where(meeting.c.child_id == gone.id)
        connection.execute(theirs.values(child_id=kept.id))
        connection.execute(delete(child).where(child.c.id == gone.id))
        put_child(store, connection, kept.id, joined)
        return kept.id


def sharing(store: Store) -> list[Child]:
    """All children where any of them may share a number, mostly none: the list of meetings asks."""
    with store.reading() as connection:
        twice = connection.exec_driver_sql(_SHARED, (f'"{TYPED_NUMBER}"',)).first()
        return lists.children(connection) if twice else []


def why_not(store: Store, one: Child, other: Child, statuses: Collection[str], today: date) -> str:
    """What speaks against joining two; empty where nothing does."""
    with store.reading() as connection:
        return against(connection, one, other, statuses, today)


def has_new_identity(store: Store, one: Child, statuses: Collection[str], today: date) -> bool:
    """By the child's details, or by what any of their meetings says."""
    with store.reading() as connection:
        return _has_new_identity(connection, one, statuses, today)


def _joined_already(connection: Connection, one_id: str, other_id: str) -> str:
    query = select(joining.c.kept).where(
        joining.c.gone.in_([one_id, other_id]), joining.c.kept.in_([one_id, other_id])
    )
    kept = connection.execute(query).scalar_one_or_none()
    if kept is None:
        raise CannotProceed("One of the two is not on this laptop any more.", _NOTHING)
    return kept


def against(
    connection: Connection, one: Child, other: Child, statuses: Collection[str], today: date
) -> str:
    """For this folder alone: as `why_not`."""
    if not numbers_of(one) & numbers_of(other):
        return "Their case numbers differ."
    if any(_has_new_identity(connection, each, statuses, today) for each in (one, other)):
        return "One of them has a new identity, and is never joined with another record."
    return disagreement(one, other, today)


def forget_joinings(connection: Connection, child_id: str) -> list[str]:
    """For this folder alone: of a child who goes; the ids of those who were joined into them."""
    query = select(joining.c.gone).where(joining.c.kept == child_id)
    gone = list(connection.execute(query).scalars())
    connection.execute(delete(joining).where(joining.c.kept == child_id))
    return [*gone, *(more for one in gone for more in forget_joinings(connection, one))]


def row_of(connection: Connection, child_id: str) -> KeptChild | None:
    """For this folder alone."""
    query = select(child.c.id, IN_TURN, child.c.details).where(child.c.id == child_id)
    found = connection.execute(query).one_or_none()
    return KeptChild(*found) if found else None


def _owns(row: KeptChild, key: str) -> bool:
    return number_key(row.child.case_number) == key


def _has_new_identity(
    connection: Connection, one: Child, statuses: Collection[str], today: date
) -> bool:
    query = (
        select(answer.c.meeting_id, answer.c.key, answer.c.value)
        .join_from(answer, meeting)
        .where(meeting.c.child_id == one.id, answer.c.key.in_([STATUS, PRONOUNCED_ON]))
    )
    said: dict[str, dict[str, str]] = {}
    for meeting_id, key, value in connection.execute(query):
        said.setdefault(meeting_id, {})[key] = text_of(value)
    told = (one.details, *said.values())
    return any(tells_of_new_identity(answers, statuses, today) for answers in told)


def _together(kept: KeptChild, gone: KeptChild, key: str) -> dict[str, str]:
    """What either knows; where they say otherwise, what the child who is kept says."""
    mine, other = kept.said, gone.said
    filled = {name: text for name, text in mine.items() if text.strip()}
    typed = [said.get(name, "") for name in (_NUMBER, TYPED_NUMBER) for said in (mine, other)]
    joined = {**other, **filled, _NUMBER: next(one for one in typed if number_key(one) == key)}
    joined.pop(TYPED_NUMBER, None)
    count = taken_off(mine) + taken_off(other)
    return joined | ({MINUTES_TAKEN_OFF: str(count)} if count else {})


def taken_off(details: Mapping[str, str]) -> int:
    """For this folder alone: of how many minutes nothing else is known here."""
    return whole_number(details.get(MINUTES_TAKEN_OFF, "")) or 0


def _note(
    store: Store,
    connection: Connection,
    kept: KeptChild,
    gone: KeptChild,
    joined: Mapping[str, str],
) -> None:
    """A correction goes where the minutes go that it corrects."""
    query = select(meeting.c.id, meeting.c.state).where(
        meeting.c.child_id == gone.id, meeting.c.corrects == ""
    )
    values = {
        "gone": gone.id,
        "kept": kept.id,
        "at": store.now(),
        "place": gone.place,
        "gone_details": gone.details,
        "kept_details": kept.details,
        "joined_details": to_json(joined),
        "meetings": json.dumps({row.id: row.state for row in connection.execute(query)}),
    }
    connection.execute(insert(joining), values)
