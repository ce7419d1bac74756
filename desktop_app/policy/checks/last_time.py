"""What stands as it stood last time: word for word, or with days in it that have passed since."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from desktop_app.forms.model import Question
from desktop_app.policy.checks.case import Case, listed, plain
from desktop_app.records.answers import anchor, filled_rows, unconfirmed
from desktop_app.records.brought import WHOLE, day_of
from desktop_app.records.dates import in_words, read_date
from desktop_app.records.findings import Finding
from desktop_app.records.meeting import Record

_ASKED = {
    "views": "The same words as last time. Were they asked again?",
    "moves": "The same words as last time. Is there nothing new?",
}
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}\.?,?(?: \d{{4}}\b)?"
    r"|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{4}-\d\d-\d\d\b",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_COUNTED = re.compile(  # from the day on which it was said
    rf"\b(?:today|tonight|tomorrow|yesterday|(?:next|last|this|coming) (?:week|month|{_WEEKDAY})"
    r"|(?:\w+|\d+) (?:days?|weeks?|months?) ago|in (?:\w+|\d+) (?:days?|weeks?|months?)"
    r"|(?:within|over) the next (?:few |\w+ )?(?:days|weeks|months))\b",
    re.IGNORECASE,
)


def said_anew(case: Case) -> Iterator[Finding]:
    """What is still marked as brought in says so already."""
    if case.previous is None:
        return
    for question in case.questions:
        asked = _ASKED.get(question.nature or "")
        if not asked or unconfirmed(case.record, question):
            continue
        now, then = (_texts(record, question) for record in (case.record, case.previous))
        if (same := _same(now, then)) and (same.keys() == now.keys() or question.rows):
            rows = [] if same.keys() == now.keys() else [_called(question, row) for row in same]
            message = f"{asked} ({listed(rows)})" if rows else asked
            yield case.found(question.key, "as-last-time", message, "LP 1.5; practice")


def _texts(record: Record, question: Question) -> dict[str, list[str]]:
    """The plain words by row: of fixed ones by their keys, of others by what they say."""
    if not question.has_rows:
        words = plain(record.answers.get(question.key, ""))
        return {WHOLE: words} if words else {}
    printed = [column.key for column in question.columns if column.printed]
    found: dict[str, list[str]] = {}
    for row in filled_rows(record, question):
        words = plain(" ".join(row.values.get(key, "") for key in printed))
        found[row.id if question.rows else " ".join(words)] = words
    return found


def _same(now: Mapping[str, list[str]], then: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {row: words for row, words in now.items() if words and then.get(row) == words}


def _called(question: Question, row: str) -> str:
    return next((fixed.label for fixed in question.rows if fixed.key == row), row)


def days_have_not_passed(case: Case) -> Iterator[Finding]:
    """A day that was to come when the words were written, or that is counted from then."""
    for question in case.questions:
        if question.carry != "previous" or question.nature == "views":
            continue
        over: list[str] = []
        for since, text in _old_words(case, question):
            over += _passed(text, since, case.held)
        if over:
            message = "Said at an earlier meeting, and its day is over: say what came of it."
            about = f"{message} ({listed(over)})"
            yield case.found(question.key, "day-is-over", about, "Practice")


def _old_words(case: Case, question: Question) -> Iterator[tuple[date, str]]:
    """Each text that was brought in or stands as last time, with the day on which it was said."""
    marks = unconfirmed(case.record, question)
    before = anchor(case.previous) if case.previous else None
    then = _texts(case.previous, question) if case.previous else {}
    for row, words, texts in _said(case.record, question):
        as_then = bool(words) and words in then.values()
        since = day_of(marks.get(row, "")) or (before if as_then or row in marks else None)
        if since:
            yield from ((since, text) for text in texts)


def _said(record: Record, question: Question) -> Iterator[tuple[str, list[str], list[str]]]:
    """Of each row: its id, its plain words, and its texts."""
    if not question.has_rows:
        text = record.answers.get(question.key, "")
        yield WHOLE, plain(text), [text]
        return
    printed = [column.key for column in question.columns if column.printed]
    for row in filled_rows(record, question):
        texts = [row.values.get(key, "") for key in printed]
        yield row.id, plain(" ".join(texts)), texts


def _passed(text: str, since: date, held: date) -> Iterator[str]:
    for found in _DAY.findall(text):
        day = read_date(found.rstrip(".,"), since)
        if day and since < day < held:
            yield in_words(day)
    if since < held:
        yield from (f"“{found}”, {in_words(since)}" for found in _COUNTED.findall(text))
