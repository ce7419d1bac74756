"""Who sees it differently: the rows of one table, many of them raised at a question."""

from collections.abc import Iterable, Mapping
from datetime import date

from desktop_app.forms.model import Form, Question
from desktop_app.records.answers import anchor, filled_rows
from desktop_app.records.dates import printed
from desktop_app.records.meeting import RAISED_AT, Record, Row

ABOUT = "about"
_ENDS = (".", "!", "?", "…", "”", '"')


def begun_at(question: Question) -> dict[str, str]:
    """What a row says of where it was raised, before anybody types."""
    return {RAISED_AT: question.key, ABOUT: question.label or question.words}


def raised_at(rows: Iterable[Row], key: str) -> tuple[Row, ...]:
    """Those raised at that question."""
    return tuple(row for row in rows if row.values.get(RAISED_AT) == key)


def says_more(row: Row, begun: Mapping[str, str]) -> bool:
    """Whether anybody typed more than it began with."""
    return any(t.strip() and t != begun.get(key) for key, t in row.values.items())


def with_raised_at(rows: Iterable[Row], key: str, here: Iterable[Row]) -> tuple[Row, ...]:
    """All rows, with `here` in the places of those raised at that question, then at the end."""
    ours = iter(here)
    kept = (next(ours, None) if row.values.get(RAISED_AT) == key else row for row in rows)
    return (*[row for row in kept if row], *ours)


def without_place(rows: Iterable[Row]) -> tuple[Row, ...]:
    """As a later meeting takes them over: what they are about stays, but nobody raised it there."""
    return tuple(
        Row(row.id, {key: text for key, text in row.values.items() if key != RAISED_AT})
        for row in rows
    )


def printed_at(form: Form, record: Record) -> dict[str, str]:
    """By the key of each question: who disagrees there, a paragraph each."""
    question = form.of_kind("disagreements")
    if question is None:
        return {}
    found: dict[str, str] = {}
    for row in filled_rows(record, question):
        key = row.values.get(RAISED_AT)
        relation = _relation(row.values.get("who", "").strip(), record)
        if key and (said := in_words(row.values, relation, anchor(record))):
            found[key] = f"{found[key]}\n{said}" if key in found else said
    return found


def in_words(values: Mapping[str, str], relation: str, day: date) -> str:
    """`Ms Example (grandmother): She was not asked. To resolve it: the manager, by 3 March.`"""
    who, view, step = (values.get(key, "").strip() for key in ("who", "view", "step"))
    until = printed(values.get("by_when", ""), day)
    who = f"{who} ({relation})" if who and relation else who
    view = _ended(view or ("Disagrees." if who else ""))
    if step:
        step = f"To resolve it: {step.rstrip('.')}{f', by {until}' if until else ''}."
    elif until:
        step = f"To be resolved by {until}."
    said = ": ".join(part for part in (who, view) if part)
    return " ".join(part for part in (said, step) if part)


def _relation(name: str, record: Record) -> str:
    """As it stands among those present."""
    present = {row.values.get("name", "").strip(): row.values for row in record.attendance}
    return present.get(name, {}).get("relation", "").strip()


def _ended(words: str) -> str:
    return words if not words or words.endswith(_ENDS) else f"{words}."
