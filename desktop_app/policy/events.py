"""The events that deadlines are counted from, and where the dates of them are asked."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from desktop_app.errors import ProgramFault
from desktop_app.forms.model import Piece
from desktop_app.forms.toml import BadFile, read
from desktop_app.paths import RESOURCES
from desktop_app.records.dates import read_date
from desktop_app.records.meeting import Row

TIMESCALES = RESOURCES / "timescales"


class EventKind(Piece, frozen=True):
    """`words` make a clause: "the child came into care".

    `question` is the key of a question, or `table.column`; empty where no form asks the date.
    """

    kind: str
    words: str
    question: str = ""
    forms: tuple[str, ...] = ()  # the date counts on these records only; on any when empty


class _File(Piece, frozen=True):
    event: tuple[EventKind, ...]


@cache
def event_kinds() -> Mapping[str, EventKind]:
    """Every event by its kind."""
    try:
        events = read(TIMESCALES / "events.toml", _File).event
    except BadFile as bad:
        raise ProgramFault(str(bad)) from bad
    return {event.kind: event for event in events}


def dates_in(
    form: str,
    answers: Mapping[str, str],
    tables: Mapping[str, Sequence[Row]],
    anchor: date,
) -> dict[str, date]:
    """The events whose date a meeting's answers or a child's details give, read from `anchor`.

    Of several rows of a table the earliest date counts: its deadline comes first.
    """
    found: dict[str, date] = {}
    for event in event_kinds().values():
        if event.question and (not event.forms or form in event.forms):
            days = [read_date(text, anchor) for text in _texts(event.question, answers, tables)]
            if known := [day for day in days if day]:
                found[event.kind] = min(known)
    return found


def _texts(
    question: str, answers: Mapping[str, str], tables: Mapping[str, Sequence[Row]]
) -> Iterator[str]:
    table, _, column = question.partition(".")
    if not column:
        yield answers.get(question, "")
    for row in tables.get(table, ()) if column else ():
        yield row.values.get(column, "")
