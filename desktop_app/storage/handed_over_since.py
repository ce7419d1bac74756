"""A draft that was handed over after a backup was made is not in work again because of it.

What the present store knows of handings over is told to the backup, as far as that makes no draft
out of words that are not in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from sqlalchemy import Connection, insert, select, update

from desktop_app.storage.handover import RECEIVED, SENT, TAKEN_BACK
from desktop_app.storage.schema import event, meeting
from desktop_app.storage.store import Store

_OUT = "handed over"
_STATE = {SENT: _OUT, TAKEN_BACK: "draft"}


@dataclass(frozen=True)
class Passed:
    """A draft was handed over, came back, or was taken back; `at` is UTC, `detail` as kept."""

    at: str
    act: str
    detail: str


@dataclass(frozen=True)
class _Draft:
    id: str
    reference: str
    state: str


Passings = dict[str, list[Passed]]  # of each reference, in turn


def passings(store: Store) -> Passings:
    """Of every meeting there that was ever handed over. Raises NotRead."""
    with store.reading() as connection:
        return _passings(connection)


def hand_over_since(store: Store, present: Passings) -> list[str]:
    """Lets a backup know too, and its trail; a sentence for each draft that it changes.

    Raises NotSaved.
    """
    with store.writing() as connection:
        known = _passings(connection)
        drafts = select(meeting.c.reference, meeting.c.id, meeting.c.state).where(
            meeting.c.state.in_(_STATE.values()), meeting.c.corrects == ""
        )
        return [
            said
            for reference, meeting_id, state in connection.execute(drafts).all()
            for said in _up_to(
                store,
                connection,
                _Draft(meeting_id, reference, state),
                known.get(reference, []),
                present.get(reference, []),
            )
        ]


def _passings(connection: Connection) -> Passings:
    query = (
        select(meeting.c.reference, event.c.at, event.c.act, event.c.detail)
        .join_from(event, meeting)
        .where(event.c.act.in_((SENT, RECEIVED, TAKEN_BACK)), meeting.c.corrects == "")
        .order_by(event.c.id)
    )
    found: Passings = {}
    for reference, at, act, detail in connection.execute(query):
        found.setdefault(reference, []).append(Passed(at, act, detail))
    return found


def _up_to(
    store: Store,
    connection: Connection,
    draft: _Draft,
    known: list[Passed],
    present: list[Passed],
) -> Iterator[str]:
    if known == present[: len(known)]:
        if since := present[len(known) :]:
            yield from _again(store, connection, draft, since)
    elif present != known[: len(present)]:  # else the backup is the newer one
        yield (
            f"{draft.reference} went to and fro otherwise in the backup than here. See where it "
            "is in work before you go on with it."
        )


def _again(
    store: Store, connection: Connection, draft: _Draft, since: list[Passed]
) -> Iterator[str]:
    """What came back is not in the backup: until its file is taken in, the draft stays out."""
    is_out = since[-1].act == SENT
    told = since if is_out else list(takewhile(lambda one: one.act != RECEIVED, since))
    for one in told:
        values = {"at": one.at, "act": one.act, "detail": one.detail}
        connection.execute(insert(event), {"meeting_id": draft.id, **values})
        store.trail(connection, one.act, draft.reference)
    into = _STATE[told[-1].act] if told else draft.state
    if into != draft.state:
        change = update(meeting).where(meeting.c.id == draft.id)
        connection.execute(change.values(state=into))
    if is_out:
        yield (
            f"{draft.reference} had been handed over since, and is handed over again: what is "
            "shown here is what the backup holds of it."
        )
    elif len(told) < len(since):
        file = " Take in the file that brought it back once more." if into == _OUT else ""
        yield (
            f"{draft.reference} had come back from another laptop since, and what was typed there "
            f"is not in the backup.{file}"
        )
    elif into != draft.state:
        yield f"{draft.reference} had been taken back since, and is in work here again."
