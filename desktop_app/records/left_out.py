"""A section that was not discussed: with a reason, and without a word in it.

What is typed, carried or taken in shows that it was discussed, whatever the mark says: the words
then print, and the mark does not.
"""

from collections.abc import Iterator

from desktop_app.forms.model import Form, Question, Section
from desktop_app.forms.reasons import in_short, no_reason, says_why
from desktop_app.records.answers import rows_of
from desktop_app.records.disagreements import printed_at
from desktop_app.records.meeting import RAISED_AT, Record, Row


def left_out_key(section: str) -> str:
    """Of the answer that says why a section was not discussed."""
    return f"not_discussed.{section}"


def may_be_left_out(section: Section) -> bool:
    """Not one that signing waits for, nor who was there."""
    return not any(one.blocks or one.kind == "attendance" for one in section.question)


def reasons_left_out(form: Form, record: Record) -> dict[str, str]:
    """Why each section was not discussed, by its key: of those alone that print so."""
    return {
        section.key: why
        for section in form.in_the_room()
        if (why := _mark(section, record))
        and may_be_left_out(section)
        and says_why(why)
        and not questions_with_words(form, section, record)
    }


def left_out_in_vain(form: Form, section: Section, record: Record) -> str:
    """What is wrong with a mark that does not print, and what to do; empty where nothing is."""
    why = _mark(section, record)
    if not why:
        return ""
    if not may_be_left_out(section):
        return "This cannot be marked as not discussed, and does not print so. Take the mark off."
    if said := questions_with_words(form, section, record):
        names = "; ".join(question.words for question in said)
        return (
            f"This is marked as not discussed (“{in_short(why)}”), and there are words in it: "
            f"{names}. The words print, and the mark does not. Take the mark off, or the words out."
        )
    if refused := no_reason(why):
        return f"Why was this not discussed? {refused} Until then it does not print so."
    return ""


def questions_with_words(form: Form, section: Section, record: Record) -> list[Question]:
    """Asked now or not; a disagreement counts where it was raised."""
    disputed = printed_at(form, record)
    return [
        question
        for question in section.question
        if question.key in disputed or _has_words(question, record)
    ]


def without_words(question: Question, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows as a meeting begins with them: what is left once their words are taken out."""
    begun = ((row.id, dict(_as_begun(question, row))) for row in rows)
    return tuple(Row(row_id, values) for row_id, values in begun if values)


def _mark(section: Section, record: Record) -> str:
    return record.answers.get(left_out_key(section.key), "").strip()


def _has_words(question: Question, record: Record) -> bool:
    if question.has_rows:
        return any(_says_more(question, row) for row in rows_of(record, question))
    said = record.answers.get(question.key, "").strip()
    return bool(said) and said != "\n".join(question.start_with)


def _says_more(question: Question, row: Row) -> bool:
    begun = dict(_as_begun(question, row))
    return any(
        text.strip() for key, text in row.values.items() if key not in begun and key != RAISED_AT
    )


def _as_begun(question: Question, row: Row) -> Iterator[tuple[str, str]]:
    """The cells that came with the row: of an earlier action, or a name the form begins with."""
    first = question.columns[0].key
    if question.kind == "carried_actions":
        said_here = {column.key for column in question.columns if not column.read_only}
        yield from ((key, text) for key, text in row.values.items() if key not in said_here)
    elif (name := row.values.get(first, "")) in question.start_with:
        yield first, name
