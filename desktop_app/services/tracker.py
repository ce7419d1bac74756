"""The row of the council's permanence tracker, ready to be pasted."""

from collections.abc import Iterable, Sequence
from html import escape

from desktop_app.forms.model import Form
from desktop_app.policy.tracker import TrackerColumn
from desktop_app.records.answers import anchor
from desktop_app.records.asked import as_asked
from desktop_app.records.dates import printed
from desktop_app.records.meeting import Record
from desktop_app.records.text import one_line

_FORMULA = ("=", "+", "-", "@")  # what a spreadsheet would reckon with instead of showing it


def tracker_row(
    record: Record, form: Form, columns: Sequence[TrackerColumn]
) -> list[tuple[str, str]]:
    """Heading and text of every column; dates in words, several lines as one."""
    facts = {
        "case_number": record.child.case_number,
        "initials": record.child.initials,
        "meeting": form.name,
        "reference": record.meeting.reference,
    }
    dates = {question.key for question in form.questions() if question.kind == "date"}
    record = as_asked(form, record)
    said = {**facts, **{key: text for key, text in record.answers.items() if text.strip()}}
    on = anchor(record)

    def cell(key: str) -> str:
        text = said.get(key, "")
        return one_line(printed(text, on) if key in dates else "; ".join(text.splitlines()))

    return [(column.heading, cell(column.question)) for column in columns]


def as_text(row: Iterable[tuple[str, str]]) -> str:
    """Parted by tabs, as spreadsheets take it."""
    return "\t".join(_harmless(text) for _, text in row)


def as_html(row: Iterable[tuple[str, str]]) -> str:
    """A table of one row, for Word and for spreadsheets."""
    cells = "".join(f"<td>{escape(_harmless(text))}</td>" for _, text in row)
    return f"<table><tr>{cells}</tr></table>"


def _harmless(text: str) -> str:
    return f"'{text}" if len(text) > 1 and text.startswith(_FORMULA) else text
