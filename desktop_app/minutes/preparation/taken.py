"""What has been taken out of a Word file so far, and how far into the form that is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.forms.model import Question
from desktop_app.minutes.preparation.passages import Passage
from desktop_app.minutes.preparation.read_people import People
from desktop_app.records.meeting import LONGEST_ANSWER, Row, new_id
from desktop_app.records.text import one_line

_SEVERAL_LINES = ("notes", "choices")


@dataclass
class Taken:
    """`last` is the question found last: a label that several share belongs near it.

    `about` is the table whose label was read last. Both are keys, or empty. `attendance` is the
    question of who was there, if the form has one.
    """

    attendance: Question | None = None
    answers: dict[str, str] = field(default_factory=dict[str, str])
    rows: dict[str, list[Row]] = field(default_factory=dict[str, list[Row]])
    last: str = ""
    about: str = ""

    def answer(self, question: Question, text: str) -> bool:
        """Whether it was taken: only the first of each question, and none beyond all bounds."""
        if not text.strip():
            return True
        if question.key in self.answers or len(text) > LONGEST_ANSWER:
            return False
        text = text.strip("\n")
        several = question.kind in _SEVERAL_LINES
        self.answers[question.key] = text if several else one_line(text).strip()
        return True

    def row(
        self, question: Question, row_id: str, cells: list[Passage], columns: Mapping[int, str]
    ) -> None:
        """`columns` are the keys of the columns by place in the row."""
        kinds = {column.key: column.kind for column in question.columns}
        values: dict[str, str] = {}
        for place, key in columns.items():
            text = cells[place].text.strip() if place < len(cells) else ""
            if text and len(text) <= LONGEST_ANSWER:
                values[key] = text if kinds.get(key) == "notes" else one_line(text)
                cells[place].taken = True
        kept = self.rows.setdefault(question.key, [])
        if values:
            kept.append(Row(row_id, values))

    def people(self, found: People, passage: Passage) -> bool:
        """Whether the form asks who was there; what names nobody stays in the passage."""
        question = self.attendance
        if question is None:
            return False
        columns = {column.key for column in question.columns}
        for person in found.people:
            said = {"name": person.name, "relation": person.role}
            said["attended"] = "Present" if found.were_there else "Apologies"
            values = {key: one_line(text) for key, text in said.items() if text and key in columns}
            self.rows.setdefault(question.key, []).append(Row(new_id(), values))
        passage.taken = not found.unread
        if found.unread:
            passage.text = f"{found.label}: {'; '.join(found.unread)}"
        return True

    def has_row(self, question: Question, row_id: str) -> bool:
        return any(one.id == row_id for one in self.rows.get(question.key, []))
