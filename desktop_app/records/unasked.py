"""What stands in a record although its form does not ask it now: in words, and what takes it out.

Either other answers have changed, and with them what is asked, or the form itself has.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.forms.in_words import conditions
from desktop_app.forms.model import Form, Question
from desktop_app.records.answers import anchor, is_filled, rows_of
from desktop_app.records.asked import asked_now, asked_rows, fingerprint, is_own, is_text
from desktop_app.records.dates import as_printed
from desktop_app.records.meeting import BEGUN_WITH, Changes, Record, Row
from desktop_app.records.renamed import put_rows, under_new_names

WAS = "was."  # before the key of what printed although it was not asked; also where it is kept then
EARLIER, EARLIER_HEADING = "was.earlier", "Recorded under earlier headings"
_WHY_NOT, _ROWS_GONE = "not_discussed.", "rows-gone"
_SAID_HERE = ("update", "status", "new_owner", "new_target")  # of a carried action
_LONGEST = 62  # letters of a key that a Word tag holds


@dataclass(frozen=True)
class Unasked:
    """`section` and `question` are empty where the form has none for it any more.

    `key` names it and `entry` is the key under which it prints; `about` is its heading, `why` says
    why it is not asked. It may be `kept` as a note of its section. `out` takes it out. What is
    `of_rows` is a table or a part of one, a line a row.
    """

    key: str
    entry: str
    section: str
    question: str
    about: str
    text: str
    why: str
    kept: bool
    of_rows: bool
    out: Changes

    @property
    def digest(self) -> str:
        """Tells it from other words under the same key."""
        return digest(self.key, self.text)


def digest(key: str, text: str) -> str:
    """16 hexadecimal digits: what the chair kept or read are these words alone."""
    return hashlib.sha256(f"{key}\n{text}".encode()).hexdigest()[:16]


def unasked(form: Form, record: Record) -> list[Unasked]:
    """In print order, what the form has no question for last."""
    record = under_new_names(form, record)
    found = _Found(form, record)
    taken: dict[str, Unasked] = {}
    for one in (*found.not_now(), *found.parts(), *found.strays()):
        fits = len(one.entry) <= _LONGEST and re.fullmatch(r"[\w.-]+", one.entry)
        entry = one.entry if fits and one.entry not in taken else f"{WAS}{one.digest}"
        taken[entry] = replace(one, entry=entry)
    return list(taken.values())


class _Found:
    def __init__(self, form: Form, record: Record) -> None:
        self.form, self.record = form, record
        self.questions = {question.key: question for question in form.questions()}
        self.asked = asked_now(form, record)
        self.day = anchor(record)
        begun = record.answers.get(BEGUN_WITH, "")
        changed = bool(begun) and begun != fingerprint(form)
        self.gone = (
            "The form was changed after these minutes were begun, and does not ask this any more."
            if changed
            else "The form does not ask this."
        )

    def not_now(self) -> Iterator[Unasked]:
        """Answers of questions whose conditions do not hold any more."""
        for section in self.form.section:
            for question in section.question:
                if question.key in self.asked:
                    continue
                text, out = self._answer(question)
                if not text:
                    continue
                why = f"Recorded, but asked only when {conditions(question.shown_if, self.form)}."
                about = question.label or question.words
                words = digest(question.key, text)
                kept = self.record.answers.get(f"kept.{question.key}") == words
                yield Unasked(
                    question.key,
                    f"{WAS}{question.key}",
                    section.key,
                    question.key,
                    " ".join(about.split()),
                    text,
                    why,
                    kept,
                    question.has_rows,
                    self._with_its_marks(question.key, out),
                )

    def _with_its_marks(self, key: str, out: Changes) -> Changes:
        marks = (f"{word}.{key}" for word in ("brought", "kept"))
        gone = {mark: "" for mark in marks if self.record.answers.get(mark)}
        return replace(out, answers={**out.answers, **gone})

    def _answer(self, question: Question) -> tuple[str, Changes]:
        if written := self.record.answers.get(f"{WAS}{question.key}", "").strip():
            return written, Changes({f"{WAS}{question.key}": ""})
        if is_text(question):
            text = self.record.answers.get(question.key, "").strip()
            return as_printed(question.kind, text, self.day), Changes({question.key: ""})
        if question.kind == "carried_actions":
            return self._carried()
        rows = [row for row in asked_rows(question, self.record) if is_filled(row)]
        return rows_in_words(question, rows, self.day), put_rows(question, ())

    def _carried(self) -> tuple[str, Changes]:
        """What is said here of earlier actions; they themselves stand in their own minutes."""
        rows = self.record.carried
        said = [row for row in rows if _is_said_here(row)]
        kept = tuple(
            Row(row.id, {k: "" if k in _SAID_HERE else t for k, t in row.values.items()})
            for row in rows
            if row not in said or row.values.get("origin", "").strip()
        )
        question = self.form.of_kind("carried_actions")
        return rows_in_words(question, said, self.day), Changes(carried=kept)

    def parts(self) -> Iterator[Unasked]:
        """Of tables that are asked: columns and rows that they do not have any more."""
        for question in self.questions.values():
            rows = rows_of(self.record, question) if question.has_rows else ()
            here = asked_rows(question, self.record) if question.has_rows else ()
            gone = [row for row in rows if row not in here and is_filled(row)]
            if gone:
                text = rows_in_words(question, gone, self.day)
                out = put_rows(question, here)
                about = self._about_part(question, _ROWS_GONE)
                yield self._stray(f"{question.key}.{_ROWS_GONE}", about, text, out)
            known = {column.key for column in question.columns}
            keys = dict.fromkeys(key for row in here for key in row.values)
            for key in keys:
                filled = [row for row in here if row.values.get(key, "").strip()]
                if key not in known and not is_own(question, key) and filled:
                    text = "\n".join(_cell_in_words(question, row, key) for row in filled)
                    out = put_rows(question, tuple(_without(row, key) for row in rows))
                    about = self._about_part(question, key)
                    yield self._stray(f"{question.key}.{key}", about, text, out)

    def strays(self) -> Iterator[Unasked]:
        """Answers and tables of which the form knows nothing, or which it keeps elsewhere now."""
        for key, said in self.record.answers.items():
            if said.strip() and (about := self._about(key)):
                yield self._stray(key, about, said.strip(), Changes({key: ""}))
        yield from self._stray_tables()

    def _about(self, key: str) -> str:
        """The heading of an answer of which the form knows nothing; empty for those it knows."""
        question = self.questions.get(key)
        section = key.removeprefix(_WHY_NOT)
        if section != key:
            known = any(one.key == section for one in self.form.section)
            return "" if known else f"{heading_of(section)}: why it was not discussed"
        if key.startswith(WAS):
            return self._about_words(key.removeprefix(WAS))
        if "." in key or (question and is_text(question)):
            return ""
        return self._heading(key)

    def _about_words(self, key: str) -> str:
        """Of a table, or a part of one, that was read back from a file in words."""
        table, _, part = key.partition(".")
        question = self.questions.get(table)
        if part:
            return self._about_part(question, part) if question else heading_of(key)
        return "" if question and table not in self.asked else self._heading(key)

    def _about_part(self, question: Question, part: str) -> str:
        table = " ".join((question.label or question.words).split())
        return f"{table}: {'rows' if part == _ROWS_GONE else heading_of(part)}"

    def _stray_tables(self) -> Iterator[Unasked]:
        for key, rows in self.record.tables.items():
            question = self.questions.get(key)
            kinds = ("table", "fixed_table", "disagreements")
            if "." not in key and not (question and question.kind in kinds):
                yield from self._rows(key, rows, Changes(tables={key: ()}))
        if not self.form.of_kind("attendance"):
            yield from self._rows("attendance", self.record.attendance, Changes(attendance=()))
        if not self.form.of_kind("actions"):
            yield from self._rows("actions", self.record.actions, Changes(actions=()))
        if not self.form.of_kind("carried_actions"):
            text, out = self._carried()
            if text:
                yield self._stray("carried_actions", "Earlier actions", text, out)

    def _rows(self, key: str, rows: Iterable[Row], out: Changes) -> Iterator[Unasked]:
        filled = [row for row in rows if is_filled(row)]
        if filled:
            text = rows_in_words(self.questions.get(key), filled, self.day)
            yield self._stray(key, self._heading(key), text, out)

    def _heading(self, key: str) -> str:
        question = self.questions.get(key)
        return " ".join(question.words.split()) if question else heading_of(key)

    def _stray(self, key: str, about: str, text: str, out: Changes) -> Unasked:
        marked = self._with_its_marks(key, out)
        entry = key if key.startswith(WAS) else f"{WAS}{key}"
        rows = key not in self.record.answers or key.startswith(WAS)
        return Unasked(
            key, entry, "", "", about, text, self.gone, kept=False, of_rows=rows, out=marked
        )


def heading_of(key: str) -> str:
    """`sibling_assessment` is all that is known of its heading: `Sibling assessment`."""
    words = re.sub(r"[^\w]+|_+", " ", key).strip()
    return words[:1].upper() + words[1:]


def rows_in_words(question: Question | None, rows: Iterable[Row], day: date) -> str:
    """A line a row, every cell with its heading."""
    return "\n".join(line for row in rows if (line := _row_in_words(question, row, day)))


def _row_in_words(question: Question | None, row: Row, day: date) -> str:
    columns = {column.key: column for column in question.columns} if question else {}
    names = {fixed.key: fixed.label for fixed in question.rows} if question else {}
    turn = list(columns)
    cells: list[str] = []
    for key in sorted(row.values, key=lambda one: turn.index(one) if one in turn else len(turn)):
        text = row.values[key].strip()
        if not text or "." in key or key in ("origin", "times"):
            continue
        column = columns.get(key)
        text = as_printed(column.kind, text, day) if column else text
        cells.append(f"{column.label if column else heading_of(key)}: {text}")
    if not cells:
        return ""
    name = names.get(row.id, "")
    return f"{name}: {'; '.join(cells)}" if name else "; ".join(cells)


def _cell_in_words(question: Question, row: Row, key: str) -> str:
    """`Ms Example: 3 March`: the first thing that the row says, to know it by, and the cell."""
    names = {fixed.key: fixed.label for fixed in question.rows}
    said = (row.values.get(column.key, "") for column in question.columns)
    first = next((" ".join(text.split()) for text in said if text.strip()), "")
    by = names.get(row.id) or first
    text = row.values[key].strip()
    return f"{by}: {text}" if by else text


def _without(row: Row, key: str) -> Row:
    return Row(row.id, {one: text for one, text in row.values.items() if one != key})


def _is_said_here(row: Row) -> bool:
    typed_in = not row.values.get("origin", "").strip() and is_filled(row)
    return typed_in or any(row.values.get(key, "").strip() for key in _SAID_HERE)
