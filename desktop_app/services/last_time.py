"""What was said last time to each question, and whether it is still the same."""

from dataclasses import dataclass

from desktop_app.forms.model import Question
from desktop_app.records.answers import anchor, filled_rows
from desktop_app.records.dates import printed, short
from desktop_app.records.meeting import Record, Row
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.store import Store


@dataclass(frozen=True)
class LastTime:
    """`text` as it was said, `held` the day in short; `change` compares it with now."""

    held: str
    text: str
    change: str


def previous_of(store: Store, record: Record) -> Record | None:
    """The meeting this one follows, else the child's last signed one before it."""
    if before := record.meeting.follows:
        return store.record(before) if store.has_meeting(before) else None
    lines = store.meetings()
    of = record.meeting.corrects or record.meeting.id
    here = next(place for place, line in enumerate(lines) if line.meeting.id == of)
    of_child = (line.meeting for line in lines[:here] if line.child.id == record.child.id)
    signed = [meeting for meeting in of_child if meeting.state == "signed"]
    return store.record(signed[-1].id) if signed else None


def last_time(previous: Record, meeting: OpenMeeting, question: Question) -> LastTime:
    """Of a table one line a row; empty text where nothing was said."""
    then = _said(previous, question)
    now = _said(meeting.record, question)
    return LastTime(short(anchor(previous)), then, _change(then, now))


def _said(record: Record, question: Question) -> str:
    if not question.has_rows:
        text = record.answers.get(question.key, "").strip()
        return printed(text, anchor(record)) if question.kind == "date" else text
    named = {fixed.key: fixed.label for fixed in question.rows}
    rows = filled_rows(record, question)
    return "\n".join(
        ": ".join(part for part in (named.get(row.id, ""), _cells(row, question, record)) if part)
        for row in rows
    )


def _cells(row: Row, question: Question, record: Record) -> str:
    printing = ((c, row.values.get(c.key, "").strip()) for c in question.columns if c.printed)
    cells = (printed(text, anchor(record)) if c.kind == "date" else text for c, text in printing)
    return "; ".join(text for text in cells if text)


def _change(then: str, now: str) -> str:
    if not then:
        return "Nothing was said about this last time."
    if not now:
        return "Nothing said yet today."
    return "The same as today." if then == now else "Not the same as today."
