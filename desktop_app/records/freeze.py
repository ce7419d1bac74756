"""freeze(): a record and its form become the snapshot, exactly what prints."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from desktop_app.forms.model import Form, Question, Section
from desktop_app.records import comments
from desktop_app.records import snapshot as frozen
from desktop_app.records.answers import anchor, applies, calculated, filled_rows, rows_of
from desktop_app.records.asked import as_asked
from desktop_app.records.dates import as_printed, printed, read_date, read_time
from desktop_app.records.disagreements import printed_at
from desktop_app.records.findings import Finding, findings
from desktop_app.records.left_out import reasons_left_out
from desktop_app.records.meeting import Record, Row
from desktop_app.records.not_confirmed import not_confirmed, with_why
from desktop_app.records.text import clean_all
from desktop_app.records.unasked import EARLIER, EARLIER_HEADING, Unasked, unasked

ROW_LABEL = "row"
ROW_LABEL_SHARE = 3
DISAGREEMENT, DISAGREED_AT = "Disagreement", "disagreement."
NOT_DISCUSSED = "Not discussed."


@dataclass(frozen=True)
class Imprint:
    """What prints besides answers: the council's words, and the version (a draft's is `0.1`).

    `comments` says whether the council prints the comments on the draft.
    """

    council: str
    marking: str
    version: str = "0.1"
    signature: frozen.Signature | None = None
    correction: str = ""
    comments: bool = False


@dataclass
class _Press:
    record: Record  # as asked: what is not asked now stands under `left_over`
    left_over: Sequence[Unasked]
    day: date
    whole: bool  # whether the template prints what does not apply, as paper does
    disagreed: Mapping[str, str]  # by the question where it was said
    shares: dict[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])


def freeze(form: Form, record: Record, imprint: Imprint) -> frozen.Snapshot:
    """The template whole, the additional record as far as something was written.

    What is not asked now and still stands in the record prints under a heading of its own, or in
    its section where the chair keeps it as a note.
    """
    whole = _on_its_day(record)
    left_over = unasked(form, whole)
    record = as_asked(form, whole)
    disagreed = printed_at(form, record)
    press = _Press(record, left_over, anchor(record), form.mirrors_paper, disagreed)
    template = (_section(press, s) for s in form.section if s.part == "template")
    after = comments.sections(record, asked_for=imprint.comments)
    additional = (*(s for s in form.section if s.part == "additional"), *after)
    held = read_date(record.answers.get("meeting_date", ""), press.day)
    snapshot = frozen.Snapshot(
        form=form.key,
        code=form.code,
        title=form.title,
        reference=record.meeting.reference,
        case_number=record.answers.get("case_number", "").strip(),
        council=imprint.council,
        marking=imprint.marking,
        version=imprint.version,
        template=tuple(section for section in template if section.groups),
        additional=(
            *(one for s in additional if (one := _section(press, s)).groups),
            *_recorded_earlier(left_over),
        ),
        unfinished=tuple(_unfinished(form, whole)),
        signature=imprint.signature,
        correction=imprint.correction,
        shares=press.shares,
        held=held.isoformat() if held else "",
    )
    return clean_all(snapshot)  # what came in from elsewhere may hold what Word cannot


def _on_its_day(record: Record) -> Record:
    """`fri` as the day of the meeting is counted from the day it was started, not from itself."""
    held = record.answers.get("meeting_date", "")
    day = date.fromisoformat(record.meeting.created_at[:10])
    return replace(record, answers={**record.answers, "meeting_date": printed(held, day)})


def _section(press: _Press, section: Section) -> frozen.Section:
    grouped = {key for keys in section.print for key in keys}
    asked = {question.key: question for question in section.question}
    keys = [*section.print, *((key,) for key in asked if key not in grouped)]
    order = {key: place for place, key in enumerate(asked)}
    keys.sort(key=lambda group: min(order[key] for key in group))
    groups = (_groups(press, section, [asked[key] for key in group]) for group in keys)
    heading = section.heading
    if section.part == "additional":
        heading = heading or section.title
    kept = (one for one in press.left_over if one.kept and one.section == section.key)
    notes = ((frozen.Text(one.entry, f"Note: {one.about}", one.text),) for one in kept)
    printed = (*(group for several in groups for group in several), *notes)
    said = (*not_confirmed(press.record, section, printed), *printed)
    return frozen.Section(section.key, heading, section.note, said)


def _recorded_earlier(left_over: Iterable[Unasked]) -> Iterator[frozen.Section]:
    """Whatever the form of now has no place for."""
    groups = tuple(
        (frozen.Text(one.entry, one.about, one.text),) for one in left_over if not one.kept
    )
    if groups:
        yield frozen.Section(EARLIER, EARLIER_HEADING, "", groups)


def _groups(press: _Press, section: Section, questions: list[Question]) -> Iterator[frozen.Group]:
    """What stands side by side, and below it whoever disagrees with one of them."""
    group = _group(press, section, questions)
    if group:
        yield group
    for question in questions:
        if said := press.disagreed.get(question.key):
            alone = [entry.key for entry in group] == [question.key]
            label = DISAGREEMENT if alone else f"{DISAGREEMENT}: {question.label or question.words}"
            yield (frozen.Text(f"{DISAGREED_AT}{question.key}", label, said),)


def _group(press: _Press, section: Section, questions: list[Question]) -> frozen.Group:
    entries = [(question, _entry(press, question)) for question in questions]
    return tuple(
        entry
        for question, entry in entries
        if _says_something(entry) or _stands_empty(press, section, question)
    )


def _stands_empty(press: _Press, section: Section, question: Question) -> bool:
    if section.part == "additional":
        return False
    return press.whole or applies(press.record, question)


def _says_something(entry: frozen.Entry) -> bool:
    if isinstance(entry, frozen.Text):
        return bool(entry.text.strip())
    first = 1 if entry.columns[0][0] == ROW_LABEL else 0  # a printed row label is no answer
    return any(cell.strip() for row in entry.rows for cell in row[first:])


def _entry(press: _Press, question: Question) -> frozen.Entry:
    if not question.has_rows:
        return frozen.Text(question.key, question.label, _text(press, question))
    columns = [column for column in question.columns if column.printed]
    heads = tuple((column.key, column.label) for column in columns)
    shares = tuple(column.share for column in columns)
    if question.kind == "fixed_table":
        heads = ((ROW_LABEL, ""), *heads)
        shares = (ROW_LABEL_SHARE, *shares)
    press.shares[question.key] = shares
    rows = tuple(_cells(press, question))
    return frozen.Grid(question.key, question.label, heads, rows)


def _text(press: _Press, question: Question) -> str:
    if question.kind == "calculated":
        return calculated(press.record, question)
    said = press.record.answers.get(question.key, "")
    return with_why(press.record, question, as_printed(question.kind, said, press.day))


def _cells(press: _Press, question: Question) -> Iterator[tuple[str, ...]]:
    if question.kind == "fixed_table":
        by_key = {row.id: row for row in rows_of(press.record, question)}
        for fixed in question.rows:
            row = by_key.get(fixed.key, Row(fixed.key, {}))
            yield (fixed.label, *_row(press, question, row))
    else:
        for row in filled_rows(press.record, question):
            yield tuple(_row(press, question, row))


def _row(press: _Press, question: Question, row: Row) -> Iterator[str]:
    for column in question.columns:
        if not column.printed:
            continue
        text = as_printed(column.kind, row.values.get(column.key, ""), press.day)
        if question.kind == "attendance" and column.key == "attended":
            text = attended(text, row)
        elif question.kind == "carried_actions" and column.key == "update":
            text = updated(text, row, press.day)
        elif question.kind == "attendance" and column.key == "relation":
            text = ", ".join(part for part in (text, row.values.get("agency", "").strip()) if part)
        yield text


def attended(state: str, row: Row) -> str:
    """`Present (online, arrived 10:12)`: what the paper form's one column has room for."""
    more = [row.values.get("how", "").strip().lower()]
    times = ((key, row.values.get(key, "").strip()) for key in ("arrived", "left"))
    more.extend(f"{key} {read_time(said) or said}" for key, said in times if said)
    more.append(row.values.get("note", "").strip())
    details = ", ".join(part for part in more if part)
    return f"{state} ({details})" if details else state


def updated(words: str, row: Row, day: date) -> str:
    """`Part done. Waiting list` and, on a line of its own, who has it now and until when."""
    status = row.values.get("status", "").strip()
    said = ". ".join(part for part in (status, words.strip()) if part)
    owner = row.values.get("new_owner", "").strip()
    target = printed(row.values.get("new_target", ""), day)
    now = ", by ".join(part for part in (owner, target) if part)
    return "\n".join(part for part in (said, f"Now: {now}" if now else "") if part)


def _unfinished(form: Form, record: Record) -> Iterator[frozen.Unfinished]:
    left_out = reasons_left_out(form, record)
    for section in form.in_the_room():
        if section.key in left_out:
            heading = section.heading or section.title
            yield frozen.Unfinished(heading, NOT_DISCUSSED, left_out[section.key])
    yield from signed_over(findings(form, record), left_out)


def signed_over(
    found: Iterable[Finding], left_out: Mapping[str, str]
) -> Iterator[frozen.Unfinished]:
    """What was found and the reason given, but for sections that were not discussed at all."""
    for one in found:
        if one.weight == "reason" and one.reason and one.section not in left_out:
            yield frozen.Unfinished(one.printed, one.statement, one.reason)
