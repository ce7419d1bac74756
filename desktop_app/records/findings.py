"""What the form's own data still asks for, as one list for rail, question and check page."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from desktop_app.forms.in_words import listed, quoted
from desktop_app.forms.model import Column, Form, Question, Section
from desktop_app.forms.reasons import says_nothing, says_why
from desktop_app.records.answers import (
    anchor,
    applies,
    cell_is_advised,
    cell_is_required,
    filled_rows,
    is_advised,
    is_answered,
    is_required,
    old_views,
    rows_of,
    says,
    unconfirmed,
)
from desktop_app.records.asked import as_asked
from desktop_app.records.brought import WHOLE, Marks, whence
from desktop_app.records.dates import read_date, read_time
from desktop_app.records.left_out import left_out_in_vain, left_out_key, reasons_left_out
from desktop_app.records.meeting import Record
from desktop_app.records.numbers import whole_number
from desktop_app.records.unasked import Unasked, unasked
from desktop_app.records.unlisted import UNLISTED, unlisted, unlisted_rows

CONFIRM = "Read it out, change it or confirm it."
ASK_AGAIN = "Views of another day are none of today: write new words, or say why there are none."
_MOST = 200  # characters of what is not asked now that a sentence quotes
Weight = Literal["blocks", "reason", "warning"]
_SHOWN = 44  # letters of a row on screen: its number and forty more


@dataclass(frozen=True)
class Finding:
    """`blocks` must be mended, a `reason` may stand in and prints, a `warning` need only be read.

    `about` and `message` tell the chair what to do. What is signed over prints as a fact:
    `printed` is what print calls the question, `statement` a sentence in the third person.

    `key` names the finding for `reason.KEY` and `read.KEY` answers. `reason` is what the chair
    gave, and `settled` says whether signing may go on. What was `brought` in and is not confirmed
    prints so: no tick settles it, and signing does not wait for it. `left_over` names what is not
    asked now.
    """

    key: str
    question: str
    section: str
    about: str
    message: str
    weight: Weight
    source: str = ""
    printed: str = ""
    statement: str = ""
    reason: str = ""
    settled: bool = False
    brought: bool = False
    left_over: str = ""

    @property
    def holds_up(self) -> bool:
        return not self.settled and not self.brought


_Found = Callable[[str, str, Weight, str], Finding]  # key, message, weight and statement


def findings(form: Form, record: Record) -> list[Finding]:
    """In running order; what is not asked now and still stands there comes last."""
    left_out = reasons_left_out(form, record)
    asked = as_asked(form, record)
    return [
        *(
            settle(finding, asked, left_out)
            for section in form.in_the_room()
            for finding in (
                *_of_section(form, section, asked),
                *_left_out_in_vain(form, section, record),
            )
        ),
        *(_left_over(one, record) for one in unasked(form, record)),
    ]


def _left_over(one: Unasked, record: Record) -> Finding:
    """What was recorded and is not asked now: no reason for its section settles that.

    What belongs to no question of the form is listed, and holds nothing up.
    """
    key = f"{one.key}.unasked-{one.digest}"  # a tick goes for these words alone
    read = bool(record.answers.get(f"read.{key}"))
    words = " ".join(one.text.split())
    said = words if len(words) <= _MOST else f"{words[:_MOST].rstrip()}…"
    message = f"{one.why} It says: “{said}”"
    settled = one.kept or read or not one.question
    return Finding(
        key,
        one.question,
        one.section,
        one.about,
        message,
        "warning",
        settled=settled,
        left_over=one.key,
    )


def settle(finding: Finding, record: Record, left_out: Mapping[str, str]) -> Finding:
    """With the reason or the tick that the record holds for it.

    `left_out` says by section why it was not discussed.
    """
    if finding.weight == "blocks":
        return finding
    reason = record.answers.get(f"reason.{finding.key}", "").strip()
    reason = reason if says_why(reason) else left_out.get(finding.section, "")
    may_tick = finding.weight == "warning" and not finding.brought
    read = may_tick and bool(record.answers.get(f"read.{finding.key}"))
    return replace(finding, reason=reason, settled=read or bool(reason))


def in_print(section: Section, question: Question) -> str:
    """What print calls a question, on one line: its heading's words where it has none."""
    return " ".join((question.label or section.heading or section.title).split())


def _of_section(form: Form, section: Section, record: Record) -> Iterator[Finding]:
    for question in section.question:
        if applies(record, question):
            yield from _of_question(form, section, question, record)


def _left_out_in_vain(form: Form, section: Section, record: Record) -> Iterator[Finding]:
    if message := left_out_in_vain(form, section, record):
        key = left_out_key(section.key)
        yield Finding(key, key, section.key, section.title, message, "warning")


def _of_question(
    form: Form, section: Section, question: Question, record: Record
) -> Iterator[Finding]:
    label = in_print(section, question)

    def found(key: str, message: str, weight: Weight, statement: str = "") -> Finding:
        return Finding(
            key,
            question.key,
            section.key,
            question.words,
            message,
            weight,
            question.source,
            label,
            statement,
        )

    marks = unconfirmed(record, question)
    if old_views(record, question):
        yield _of_old_views(question, record, marks, found)
    else:
        missing = _of_nothing(section, question, record, found)
        if missing:
            yield missing
        if marks:
            yield _of_marks(question, record, marks, found)
        if missing:
            return
    text = record.answers.get(question.key, "")
    if question.has_rows:
        yield from _of_cells(form, question, record, found)
    elif not _readable(question.kind, text, record):
        yield found(f"{question.key}.unread", _unread(question.kind), "warning")
    elif odd := unlisted(form, question, text):
        weight = "reason" if is_required(record, question) else "warning"
        statement = f"{_where(section, question)} was answered with none of the form’s choices."
        yield found(f"{question.key}.unlisted", odd, weight, statement)


def _of_nothing(
    section: Section, question: Question, record: Record, found: _Found
) -> Finding | None:
    """That there is no answer, or too little of one, where the form asks or hopes for it."""
    if is_answered(record, question):
        return None
    said = "" if question.has_rows else record.answers.get(question.key, "").strip()
    message = question.message or f"“{question.words}” is still empty."
    message = f"{says_nothing(said)} {message}" if said else message
    if is_required(record, question):
        statement = _missing(question, _where(section, question), said, record)
        weight = "blocks" if question.blocks else "reason"
        return found(question.key, message, weight, statement)
    if is_advised(record, question) or (said and not question.advised_if):
        return found(question.key, message, "warning", "")
    return None


def _where(section: Section, question: Question) -> str:
    """`“Comment” beside “Permanent plan selected”`: side by side a label may be short."""
    group = next((keys for keys in section.print if question.key in keys), (question.key,))
    first = next(one for one in section.question if one.key == group[0])
    where = quoted(in_print(section, question))
    return where if first == question else f"{where} beside {quoted(in_print(section, first))}"


def _missing(question: Question, where: str, said: str, record: Record) -> str:
    """The fact that it is not there, for print."""
    if said:
        return f"{where} was answered with no more than “{said}”."
    if not question.has_rows:
        return f"{where} was not answered."
    if there := len(filled_rows(record, question)):
        return f"{where}: {there} of at least {question.at_least} were recorded."
    return f"Nothing was recorded under {where}."


def _of_marks(
    question: Question, record: Record, marks: Marks, found: _Found, ask: str = CONFIRM
) -> Finding:
    """One finding, naming the rows."""
    message = f"{'; '.join(dict.fromkeys(map(whence, marks.values())))}, not confirmed yet. {ask}"
    if WHOLE not in marks:
        named = zip(_named_rows(question, record), _ids(question, record), strict=True)
        names = (name for (name, _), row in named if row in marks)
        shown = (name if question.rows else _short(name) for name in names)
        message = f"{message} ({'; '.join(shown)})"
    finding = found(f"{question.key}.brought", message, "warning", "")
    return replace(finding, brought=True, source="")


def _of_old_views(question: Question, record: Record, old: Marks, found: _Found) -> Finding:
    """As firm as if there were none: they are none of today.

    It needs no statement: the reason given for it prints with the views (`with_why`).
    """
    finding = _of_marks(question, record, old, found, ASK_AGAIN)
    if question.blocks or is_required(record, question):
        return replace(finding, weight="blocks" if question.blocks else "reason", brought=False)
    return finding


def _ids(question: Question, record: Record) -> list[str]:
    if question.kind == "fixed_table":
        return [fixed.key for fixed in question.rows]
    return [row.id for row in filled_rows(record, question)]


def _of_cells(form: Form, question: Question, record: Record, found: _Found) -> Iterator[Finding]:
    """One finding a column, naming its rows: a reason then covers them all."""
    named = dict(_named_rows(question, record))
    shown = {name: name if question.rows else _short(name) for name in named}

    def listed_in(message: str, names: Iterable[str]) -> str:
        return f"{message} ({'; '.join(shown[name] for name in names)})"

    for place, column in enumerate(question.columns):
        texts = {name: values.get(column.key, "") for name, values in named.items()}
        empty = [name for name in named if not says(column, texts[name])]
        message = column.message or f"“{column.label}” is still empty."
        if vain := next((texts[name] for name in empty if texts[name].strip()), ""):
            message = f"{says_nothing(vain)} {message}"
        if missing := [name for name in empty if cell_is_required(column, named[name])]:
            statement = _not_answered(column, missing, of_row=bool(question.rows) and not place)
            key = f"{question.key}.{column.key}"
            yield found(key, listed_in(message, missing), "reason", statement)
        advised = [
            name for name in empty if name not in missing and _is_missed(column, named[name])
        ]
        if advised:
            key = f"{question.key}.{column.key}.advised"
            yield found(key, listed_in(message, advised), "warning", "")
        odd = [name for name in named if not _readable(column.kind, texts[name], record)]
        if odd:
            key = f"{question.key}.{column.key}.unread"
            yield found(key, listed_in(_unread(column.kind), odd), "warning", "")
        if odd := unlisted_rows(form, column, named.items()):
            needed = any(cell_is_required(column, named[name]) for name in odd)
            key = f"{question.key}.{column.key}.unlisted"
            statement = f"{quoted(column.label)} was none of the form’s choices. ({'; '.join(odd)})"
            yield found(key, listed_in(UNLISTED, odd), "reason" if needed else "warning", statement)


def _is_missed(column: Column, values: Mapping[str, str]) -> bool:
    """Advised, or typed where a reason is asked of every row, and none."""
    in_vain = bool(values.get(column.key, "").strip()) and not column.advised_if
    return in_vain or cell_is_advised(column, values)


def _not_answered(column: Column, names: list[str], *, of_row: bool) -> str:
    """For print, every row whole; the first column of fixed rows is what each row asks."""
    if of_row:
        return f"{listed(names, 'and')} {'was' if len(names) == 1 else 'were'} not answered."
    return f"{quoted(column.label)} was not answered. ({'; '.join(names)})"


def _named_rows(question: Question, record: Record) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each by its label, or by its number and the first thing that it says."""
    if question.kind == "fixed_table":
        values = {row.id: row.values for row in rows_of(record, question)}
        for fixed in question.rows:
            yield fixed.label, values.get(fixed.key, {})
    else:
        for number, row in enumerate(filled_rows(record, question), 1):
            cells = (" ".join(row.values.get(one.key, "").split()) for one in question.columns)
            yield f"{number}. {next(filter(None, cells), '')}", row.values


def _short(name: str) -> str:
    return name if len(name) <= _SHOWN else name[: _SHOWN - 1].rstrip() + "…"


def _readable(kind: str, text: str, record: Record) -> bool:
    if not text.strip():
        return True
    if kind == "date":
        return read_date(text, anchor(record)) is not None
    if kind == "time":
        return read_time(text) is not None
    return kind != "number" or whole_number(text) is not None


def _unread(kind: str) -> str:
    return {
        "date": "This cannot be read as a date. It prints as it stands.",
        "time": "This cannot be read as a time. It prints as it stands.",
        "number": "This is not a whole number. It prints as it stands.",
    }[kind]
