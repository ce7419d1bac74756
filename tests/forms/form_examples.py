"""The forms as they are loaded, and records made of plain answers, for the tests of this folder."""

from collections.abc import Mapping

from desktop_app.forms.library import load_library
from desktop_app.forms.model import Form, Section
from desktop_app.records.answers import holds
from desktop_app.records.findings import Finding, findings
from desktop_app.records.meeting import Child, Meeting, Record, Row

LIBRARY = load_library()

Rows = tuple[Row, ...]


def record(form: Form, answers: Mapping[str, str], tables: Mapping[str, Rows]) -> Record:
    """`tables` by question key; the actions carried forward stand under "carried"."""
    meeting = Meeting("m", "INV-TEST22", "c", form.key, created_at="2026-11-21T10:00:00+00:00")
    others = {key: rows for key, rows in tables.items() if key not in ("actions", "carried")}
    return Record(
        meeting,
        Child("c", {}),
        answers,
        others,
        actions=tables.get("actions", ()),
        carried=tables.get("carried", ()),
    )


def found(form: Form, answers: Mapping[str, str], **tables: Rows) -> dict[str, Finding]:
    """What is still asked for, by the key of the finding."""
    return {one.key: one for one in findings(form, record(form, answers, tables))}


def steps(form: Form, answers: Mapping[str, str]) -> list[str]:
    """The forms that are offered once a record with these answers is signed."""
    said = record(form, answers, {})
    return [step.form for step in form.next if holds(step.when, said)]


def printed(section: Section, leave_out: tuple[str, ...] = ()) -> list[str]:
    """Every word that stands on the blank page, in order; not the columns of what is left out."""
    words = [section.heading, section.note]
    for question in section.question:
        words.append(question.label)
        if question.key not in leave_out:
            words += [column.label for column in question.columns if column.printed]
        words += [row.label for row in question.rows]
    return [word for word in words if word]


def outline(form: Form) -> list[str]:
    """Headings and labels of the record itself, in printed order."""
    words = [form.title]
    for section in form.section:
        if section.part == "template":
            words += [section.heading, *(question.label for question in section.question)]
    return [word for word in words if word]
