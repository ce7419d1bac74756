"""What lies at hand when a meeting is opened: its record, and what other records say about it."""

from dataclasses import dataclass
from datetime import datetime

from desktop_app.records.answers import anchor
from desktop_app.records.dates import in_words
from desktop_app.records.meeting import Child, Record
from desktop_app.services.last_time import previous_of
from desktop_app.services.meeting_checks import family_of
from desktop_app.storage.store import Store
from desktop_app.storage.trouble import Damaged


@dataclass(frozen=True)
class AtHand:
    """`previous` is the meeting before, `others` the store's other children.

    `family` holds the last records of brothers and sisters. `corrected` says that the meeting
    before was corrected after this one was started, or is damaged; else it is empty.
    """

    record: Record
    previous: Record | None = None
    others: tuple[Child, ...] = ()
    family: tuple[Record, ...] = ()
    corrected: str = ""


def at_hand(store: Store, meeting_id: str) -> AtHand:
    record = store.record(meeting_id)
    others = [child for child in store.children() if child.id != record.child.id]
    family = tuple(family_of(store, record, others))
    try:
        previous = previous_of(store, record)
        corrected = _corrected(store, record, previous) if previous else ""
    except Damaged as damaged:  # of the meeting before: this one is whole
        said = f"Nothing is shown of the meeting before. {damaged}"
        return AtHand(record, None, tuple(others), family, said)
    return AtHand(record, previous, tuple(others), family, corrected)


def _corrected(store: Store, record: Record, previous: Record) -> str:
    last = store.signed_versions(previous.meeting.id)[-1:]
    if record.meeting.state != "draft" or not last or last[0].number == 1:
        return ""
    if last[0].signed_at < record.meeting.created_at:
        return ""
    day = in_words(datetime.fromisoformat(last[0].signed_at).astimezone().date())
    return (
        f"The minutes of {in_words(anchor(previous))} were corrected on {day}, after this meeting "
        f"was started: {last[0].reason} See whether what was brought in from them still holds."
    )
