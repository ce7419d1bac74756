"""What minutes say of what was brought in and not confirmed: one line a section, and read back."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from desktop_app.forms.model import Form, Question, Section
from desktop_app.records import snapshot as frozen
from desktop_app.records.answers import anchor, filled_rows, said_why, unconfirmed, views_from
from desktop_app.records.brought import (
    LAST_TIME,
    MARK,
    PASTED,
    PREPARED,
    WHOLE,
    mark_key,
    marks_in,
    no_new_views,
    of_meeting,
    whence,
)
from desktop_app.records.dates import read_date
from desktop_app.records.findings import in_print
from desktop_app.records.meeting import Record
from desktop_app.records.numbers import whole_number

LABEL = "Not confirmed today"
NO_NEW_AT, NO_NEW = f"{MARK}why.", "No new views"  # before the key of a table of old ones
_TODAY = ", not confirmed today: "
_JOINT = "; "


def with_why(record: Record, question: Question, text: str) -> str:
    """Views of an earlier meeting below the reason why there are no new ones."""
    why = _no_new(record, question)
    return f"{why}.\n{text}" if why else text


def _no_new(record: Record, question: Question) -> str:
    why = said_why(record, question).rstrip(".")
    return f"{no_new_views(views_from(record, question))} {why}" if why else ""


def not_confirmed(
    record: Record, section: Section, printed: Iterable[frozen.Group]
) -> Iterator[frozen.Group]:
    """Of what is `printed` of the section; by numbers of rows, which give away nobody's name."""
    keys = {entry.key for group in printed for entry in group}
    said = [
        (source, item)
        for question in section.question
        if question.key in keys
        for source, item in _items(record, section, question)
    ]
    said.sort(key=lambda one: one[0])
    lines = [
        f"{whence(source)}{_TODAY}{_JOINT.join(item for _, item in items)}"
        for source, items in groupby(said, key=lambda one: one[0])
    ]
    if lines:
        yield (frozen.Text(f"{MARK}{section.key}", LABEL, "\n".join(lines)),)
    for question in section.question:
        if question.has_rows and question.key in keys and (why := _no_new(record, question)):
            label = f"{NO_NEW}: {_name(section, question)}"
            yield (frozen.Text(f"{NO_NEW_AT}{question.key}", label, f"{why}."),)


def _items(record: Record, section: Section, question: Question) -> Iterator[tuple[str, str]]:
    """Where it came from, and what of it."""
    name = _name(section, question)
    marks = unconfirmed(record, question)
    if question.has_rows:  # old views stand there as such, whatever the reason
        marks = marks_in(record.answers, question, filled_rows(record, question))
    rows = _row_ids(record, question)
    for source in dict.fromkeys(marks.values()):
        numbers = [n for n, row in enumerate(rows, 1) if marks.get(row) == source]
        if WHOLE in marks or len(numbers) == len(filled_rows(record, question)):
            yield source, name
        else:
            yield source, f"{name} ({'row' if len(numbers) == 1 else 'rows'} {_listed(numbers)})"


def _name(section: Section, question: Question) -> str:
    """As print calls it, or as the screen does where print calls another so too."""
    printed = in_print(section, question)
    alike = sum(in_print(section, one) == printed for one in section.question)
    return printed if alike == 1 else _on_screen(section, question)


def _on_screen(section: Section, question: Question) -> str:
    return " ".join((question.words or section.title).split())


def _row_ids(record: Record, question: Question) -> list[str]:
    """In the order in which they print."""
    if question.kind == "fixed_table":
        return [fixed.key for fixed in question.rows]
    return [row.id for row in filled_rows(record, question)]


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))


# read back from signed minutes


def marks_read(form: Form, record: Record, lines: Mapping[str, str]) -> dict[str, str]:
    """The marks that print so, from the text of each section's line; nothing that is unclear."""
    found: dict[str, str] = {}
    for section in form.section:
        for line in lines.get(section.key, "").split("\n"):
            whose, _, items = line.partition(_TODAY)
            if source := _source(whose, record):
                for item in items.split(_JOINT):
                    found |= dict.fromkeys(_marked(record, section, item), source)
    return found


def _source(whose: str, record: Record) -> str:
    for source in (PREPARED, PASTED, LAST_TIME):
        if whose == whence(source):
            return source
    day = read_date(" ".join(whose.split()[-3:]), anchor(record))
    return of_meeting(day) if day and whose == whence(of_meeting(day)) else ""


def _marked(record: Record, section: Section, item: str) -> Iterator[str]:
    """Minutes of before called a question as the screen did."""
    for question in section.question:
        for name in {_name(section, question), _on_screen(section, question)}:
            for row in _rows_of(record, question, name, item):
                yield mark_key(question.key, row)


def _rows_of(record: Record, question: Question, name: str, item: str) -> Iterator[str]:
    if item == name:
        filled = (row.id for row in filled_rows(record, question))
        yield from filled if question.has_rows else (WHOLE,)
    elif question.has_rows and item.startswith(f"{name} (row"):
        ids = _row_ids(record, question)
        said = item.removeprefix(name).strip(" (rows)").split(", ")
        numbers = (whole_number(one) for one in said)
        yield from (ids[n - 1] for n in numbers if n and 0 < n <= len(ids))
