"""Screen, check, next meeting and print tell the same of one open meeting, by the issue's words.

Each function states what a chair relies on, from what the record holds; none asks the other ends.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from desktop_app.forms.model import Form, Question
from desktop_app.forms.reasons import says_why
from desktop_app.records.answers import anchor, filled_rows, said_why
from desktop_app.records.brought import MARK, WHOLE, is_old_views
from desktop_app.records.disagreements import in_words
from desktop_app.records.findings import Finding, in_print
from desktop_app.records.freeze import DISAGREED_AT, NOT_DISCUSSED, ROW_LABEL, Imprint
from desktop_app.records.left_out import left_out_key
from desktop_app.records.snapshot import Entry, Grid, Section, Snapshot
from desktop_app.records.text import clean
from desktop_app.records.unasked import EARLIER, Unasked
from desktop_app.services.next_meeting import start_next
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.store import Store

IMPRINT = Imprint("Invented Council", "OFFICIAL-SENSITIVE")
_AS_TYPED = ("line", "notes", "choice", "choices", "person")  # kinds that print letter by letter


@dataclass(frozen=True)
class Told:
    """All that one meeting tells at one moment, asked once."""

    meeting: OpenMeeting

    @property
    def form(self) -> Form:
        return self.meeting.form

    @cached_property
    def found(self) -> list[Finding]:
        return self.meeting.findings()

    @cached_property
    def keys(self) -> set[str]:
        return {one.key for one in self.found}

    @cached_property
    def left_over(self) -> dict[str, Unasked]:
        return {one.key: one for one in self.meeting.left_over()}

    @cached_property
    def printed(self) -> Snapshot:
        return self.meeting.freeze(IMPRINT)

    @cached_property
    def sections(self) -> dict[str, Section]:
        return {one.key: one for one in (*self.printed.template, *self.printed.additional)}

    @cached_property
    def entries(self) -> dict[str, Entry]:
        return {
            entry.key: entry
            for section in self.sections.values()
            for group in section.groups
            for entry in group
        }

    @cached_property
    def states(self) -> Mapping[str, str]:
        return self.meeting.states(self.found)

    def is_filled(self, question: Question) -> bool:
        if question.has_rows:
            return bool(filled_rows(self.meeting.record, question))
        return bool(self.meeting.answer(question.key).strip())

    def prints(self, key: str) -> bool:
        return key in self.entries and bool(says(self.entries[key]))


def says(entry: Entry) -> str:
    """Its words, without the names of fixed rows."""
    if not isinstance(entry, Grid):
        return entry.text.strip()
    first = 1 if entry.columns[0][0] == ROW_LABEL else 0
    return "\n".join(cell.strip() for row in entry.rows for cell in row[first:]).strip()


def check_all(meeting: OpenMeeting) -> None:
    told = Told(meeting)
    for question in meeting.form.questions():
        if question.kind != "calculated":
            _what_is_asked(told, question)
            _what_is_marked(told, question)
            _who_disagrees(told, question)
    _what_is_not_asked(told)
    _what_was_not_discussed(told)
    _what_holds_up(told)


def _what_is_asked(told: Told, question: Question) -> None:
    """Asked: it prints as it stands, and is nowhere called left over. Else the other way round."""
    key = question.key
    if not told.meeting.applies(question):
        assert not told.prints(key), f"{key} is not asked, and prints"
        assert (key in told.left_over) == told.is_filled(question) or question.has_rows
        return
    assert key not in told.left_over
    if question.kind in _AS_TYPED and told.is_filled(question):
        said = clean(told.meeting.answer(key)).strip()
        assert told.prints(key), f"{key} is asked and answered, and does not print"
        assert says(told.entries[key]).endswith(said)
    if question.kind == "choice" and (said := told.meeting.answer(key).strip()):
        listed = said in told.form.terms(question)
        assert listed or any(one.question == key for one in told.found), f"{key}: {said}"


def _what_is_not_asked(told: Told) -> None:
    """Each is told once, and prints once: as a note of its section, or under earlier headings."""
    earlier = told.sections.get(EARLIER)
    there = [entry.key for group in earlier.groups for entry in group] if earlier else []
    assert sorted(there) == sorted(o.entry for o in told.left_over.values() if not o.kept)
    for key, one in told.left_over.items():
        [finding] = [finding for finding in told.found if finding.left_over == key]
        assert finding.settled == (one.kept or not one.question or _is_read(told, finding))
        if one.kept:
            section = told.sections[one.section]
            notes = [e.label for group in section.groups for e in group if e.key == one.entry]
            assert notes == [f"Note: {one.about}"]
        assert says(told.entries[one.entry]) == clean(one.text).strip()
    known = {question.key for question in told.form.questions()}
    for key, said in told.meeting.record.answers.items():
        if said.strip() and "." not in key and key not in known:
            assert key in told.left_over, f"{key} is asked nowhere, and nobody is told"


def _is_read(told: Told, finding: Finding) -> bool:
    return bool(told.meeting.answer(f"read.{finding.key}"))


def _what_is_marked(told: Told, question: Question) -> None:
    """Marked on the screen, told by the check, waited for by the rail, and printed as such."""
    if not told.meeting.applies(question):
        return
    marks = told.meeting.marks(question)
    if said_why(told.meeting.record, question):
        marks = {row: one for row, one in marks.items() if not is_old_views(question, one)}
    key = f"{question.key}.brought"
    assert (key in told.keys) == bool(marks), f"{question.key}: {marks}"
    section = told.form.section_of(question.key)
    line = told.entries.get(f"{MARK}{section.key}")
    if marks:
        state = told.states[section.key]
        assert state in ("not confirmed", "not discussed") or not told.is_filled(question)
    stands = told.meeting.marks(question) if question.has_rows else marks
    if stands and told.prints(question.key):
        assert line, f"{question.key} prints as today's"
        on_screen = " ".join((question.words or section.title).split())
        names = (in_print(section, question), on_screen)
        assert any(name in says(line) for name in names)
    views = {row for row, source in stands.items() if is_old_views(question, source)}
    assert not views & told.meeting.can_confirm(question).keys()


def _who_disagrees(told: Told, question: Question) -> None:
    """In print, below the question at which they said so."""
    day, kept = anchor(told.meeting.record), told.meeting.disagreements
    said = any(in_words(row.values, "", day) for row in told.meeting.raised_at(question))
    if said and kept and told.meeting.applies(question) and told.meeting.applies(kept):
        assert told.prints(f"{DISAGREED_AT}{question.key}"), f"at {question.key}"


def _what_was_not_discussed(told: Told) -> None:
    """Prints so exactly where the rail says so, and then nothing else of the section prints."""
    left_out = {key for key, state in told.states.items() if state == "not discussed"}
    said = [one for one in told.printed.unfinished if one.missing == NOT_DISCUSSED]
    assert len(said) == len(left_out)
    for section in told.form.section:
        why = told.meeting.answer(left_out_key(section.key)).strip()
        if section.key in left_out:
            assert says_why(why)
            begun = {line for q in section.question for line in q.start_with}
            _prints_nothing(told, (q.key for q in section.question), begun)
        elif why:
            assert left_out_key(section.key) in told.keys


def _prints_nothing(told: Told, keys: Iterable[str], begun: set[str]) -> None:
    for key in keys:
        if told.prints(key):
            assert set(says(told.entries[key]).split("\n")) <= {*begun, ""}, key


def _what_holds_up(told: Told) -> None:
    """What must be there cannot be signed over; a reason settles the rest, and prints."""
    over = {(one.missing, one.reason) for one in told.printed.unfinished}
    left_out = {key for key, state in told.states.items() if state == "not discussed"}
    for one in told.found:
        if one.weight == "blocks":
            assert not one.settled
        elif one.weight == "reason" and one.reason and one.section not in left_out:
            assert (one.statement, one.reason) in over


def check_carried(
    store: Store, meeting: OpenMeeting, forms: Mapping[str, Form], following: str
) -> None:
    """Into the next meeting goes what is asked here, marked but for facts; nothing else does."""
    form = forms[following]
    started = start_next(store, form, meeting.record, {}, (), meeting.form)
    following_meeting = OpenMeeting(form, store.record(started.id))
    asked = {question.key for question in meeting.form.questions() if meeting.applies(question)}
    for question in form.questions():
        if question.carry != "previous" or question.kind == "calculated":
            continue
        rows = filled_rows(following_meeting.record, question)
        said = bool(rows) if question.has_rows else bool(following_meeting.answer(question.key))
        begun = {row.values.get(question.columns[0].key, "") for row in rows} if rows else set()
        if not said or begun & {*question.start_with}:
            continue
        assert asked & {question.key, *question.renamed}, (
            f"{question.key} was not asked, and goes on"
        )
        marked = following_meeting.marks(question).keys()
        if question.nature != "fact" and question.kind != "carried_actions":
            assert marked == ({row.id for row in rows} if question.has_rows else {WHOLE})
    check_all(following_meeting)
