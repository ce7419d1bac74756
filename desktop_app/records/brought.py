"""Marks of what was brought in from elsewhere and nobody has confirmed today, among the answers.

`brought.KEY` marks an answer, `brought.KEY.ROW` a row; the text says where it came from.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from desktop_app.forms.model import Question
from desktop_app.records.dates import in_words
from desktop_app.records.meeting import Row

MARK = "brought."
WHOLE = ""  # stands for the row of an answer that has none
LAST_TIME, PREPARED, PASTED = "last time", "prepared", "pasted"
Marks = Mapping[str, str]  # where it came from, by row


def mark_key(question: str, row: str = WHOLE) -> str:
    return f"{MARK}{question}.{row}" if row else f"{MARK}{question}"


def marked_question(key: str) -> str:
    """The question that an answer with this key marks something of."""
    return key.removeprefix(MARK).partition(".")[0]


def of_meeting(day: date) -> str:
    """Said at a meeting on that day."""
    return f"{LAST_TIME} {day.isoformat()}"


def is_of_meeting(source: str) -> bool:
    return source.startswith(LAST_TIME)


def day_of(source: str) -> date | None:
    """Of the meeting; None where it is not known, or there was none."""
    try:
        return date.fromisoformat(source.removeprefix(LAST_TIME).strip())
    except ValueError:
        return None


def whence(source: str) -> str:
    """`Brought in from the meeting of 2 November 2026`."""
    if source == PREPARED:
        return "Prepared before the meeting"
    if source == PASTED:
        return "Pasted from a table"
    day = day_of(source)
    return f"Brought in from {f'the meeting of {in_words(day)}' if day else 'last time'}"


def marks_in(answers: Mapping[str, str], question: Question, rows: Iterable[Row]) -> dict[str, str]:
    """Drafts of before marked all rows of a table by one mark."""
    whole = answers.get(mark_key(question.key), "")
    if not question.has_rows:
        return {WHOLE: whole} if whole else {}
    found = ((row.id, answers.get(mark_key(question.key, row.id)) or whole) for row in rows)
    return {row: source for row, source in found if source}


def said_in(row: Row) -> dict[str, str]:
    """As two rows are compared: without empty cells, and the hard spaces that no box keeps."""
    return {key: text.replace("\u00a0", " ") for key, text in row.values.items() if text}


def untouched(marks: Marks, before: Iterable[Row], now: Iterable[Row]) -> dict[str, str]:
    """The marks of the rows that say what they said."""
    stood = {row.id: said_in(row) for row in before if row.id in marks}
    return {row.id: marks[row.id] for row in now if stood.get(row.id) == said_in(row)}


def is_old_views(question: Question, source: str) -> bool:
    """What somebody thought on another day: nobody can say for them that it still holds."""
    return question.nature == "views" and is_of_meeting(source)


def why_key(question: Question) -> str:
    """Of the answer that says why there are no new views."""
    return f"reason.{question.key}.brought"


def no_new_views(source: str) -> str:
    """How that answer begins, on screen and in print."""
    day = day_of(source)
    return f"No new views since {in_words(day) if day else 'last time'}, because"
