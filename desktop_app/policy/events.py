"""The events that deadlines are counted from, and where the dates of them are asked."""

from collections.abc import Collection, Iterator, Mapping, Sequence
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
    otherwise: str = ""  # where the date stands when `question` gives none
    forms: tuple[str, ...] = ()  # the date counts on these records only; on any when empty
    where: Mapping[str, tuple[str, ...]] = {}  # only if that answer has one of the words
    noted: str = ""  # what the chair notes of the minutes once it is done, where no form asks it


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
    wanted: Collection[str] | None = None,
) -> dict[str, date]:
    """The events whose date a meeting's answers or a child's details give, read from `anchor`.

    All kinds unless some are `wanted`. Of several rows of a table the earliest date counts: its
    deadline comes first.
    """
    found: dict[str, date] = {}
    for event in event_kinds().values():
        elsewhere = event.forms and form not in event.forms
        if elsewhere or (wanted is not None and event.kind not in wanted):
            continue
        for question in filter(None, (event.question, event.otherwise)):
            texts = _texts(event, question, answers, tables)
            if known := [day for text in texts if (day := read_date(text, anchor))]:
                found[event.kind] = min(known)
                break
    return found


def is_so(kind: str, answers: Mapping[str, str], tables: Mapping[str, Sequence[Row]]) -> bool:
    """Whether the answers have what the event's `where` asks of them."""
    where = event_kinds()[kind].where
    return all(_says(_look_up(key, answers, tables), words) for key, words in where.items())


def is_answered(kind: str, answers: Mapping[str, str], tables: Mapping[str, Sequence[Row]]) -> bool:
    """Whether anything is said of it at all."""
    return all(_look_up(key, answers, tables).strip() for key in event_kinds()[kind].where)


def _texts(
    event: EventKind,
    question: str,
    answers: Mapping[str, str],
    tables: Mapping[str, Sequence[Row]],
) -> Iterator[str]:
    table, _, column = question.partition(".")
    if not column:
        if not event.where or is_so(event.kind, answers, tables):
            yield answers.get(question, "")
        return
    for row in tables.get(table, ()):
        if all(_says(row.values.get(key, ""), words) for key, words in event.where.items()):
            yield row.values.get(column, "")


def _look_up(key: str, answers: Mapping[str, str], tables: Mapping[str, Sequence[Row]]) -> str:
    """An answer, or `table.row.column`."""
    question, _, cell = key.partition(".")
    if not cell:
        return answers.get(question, "")
    row_id, _, column = cell.partition(".")
    rows = (row for row in tables.get(question, ()) if row.id == row_id)
    return next((row.values.get(column, "") for row in rows), "")


def _says(text: str, words: Sequence[str]) -> bool:
    small = text.casefold()
    return any(one in small for one in words)
