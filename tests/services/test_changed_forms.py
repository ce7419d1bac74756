"""A council changes its form under a draft: nothing is lost, and nothing goes on unsaid."""

from pathlib import Path

import pytest

from desktop_app.forms.library import load_library
from desktop_app.forms.model import Form, Question
from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.word import to_word
from desktop_app.records.asked import as_asked, fingerprint
from desktop_app.records.brought import WHOLE, mark_key
from desktop_app.records.freeze import Imprint
from desktop_app.records.meeting import BEGUN_WITH, Changes, Child, Record, Row
from desktop_app.records.renamed import put_rows
from desktop_app.records.snapshot import Snapshot, to_json
from desktop_app.records.snapshot import fingerprint as of
from desktop_app.records.unasked import EARLIER_HEADING
from desktop_app.services.left_over import moved, places_for
from desktop_app.services.meetings import new_meeting
from desktop_app.services.next_meeting import start_next
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

CHILD = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})
IMPRINT = Imprint("Invented Council", "OFFICIAL")
SAID = "Mother said he is NOT safe at home."
OWN = """key = "own"
name = "Own"
title = "OWN MEETING"
code = "OWN"

[[section]]
use = "child"
place = 1

[[section]]
use = "meeting"
place = 2

[[section]]
key = "council"
title = "Council"
place = 3
part = "template"
"""
KINDS = ("line", "notes", "date", "time", "number", "choice", "choices", "person")
ROW_KINDS = ("table", "fixed_table", "attendance", "actions", "carried_actions", "disagreements")
COLUMNS = {
    "attendance": ("name", "relation", "attended"),
    "actions": ("text", "owner", "target"),
    "carried_actions": ("text", "owner", "target", "update", "status", "origin"),
    "disagreements": ("who", "about", "view", "step", "by_when"),
}


def form_with(folder: Path, text: str) -> Form:
    folder.mkdir(exist_ok=True)
    (folder / "own.toml").write_text(OWN + text, encoding="utf-8")
    library = load_library(council=folder)
    assert library.mistakes == ()
    return library.forms["own"]


def asked(key: str, kind: str, more: str = "", columns: tuple[str, ...] = ("who", "what")) -> str:
    text = (
        f'\n[[section.question]]\nkey = "{key}"\nlabel = "{key.title()}"\nkind = "{kind}"\n{more}'
    )
    if kind in ("choice", "choices"):
        text += 'choices = "yes_no"\n'
    if kind in ROW_KINDS:
        keys = COLUMNS.get(kind, columns)
        cells = ", ".join(f'{{ key = "{one}", label = "{one.title()}" }}' for one in keys)
        text += f"columns = [{cells}]\n"
    if kind == "fixed_table":
        text += 'rows = [{ key = "one", label = "One" }, { key = "two", label = "Two" }]\n'
    return text


def answer_of(question: Question) -> Changes:
    if not question.has_rows:
        return Changes({question.key: "Yes" if "choice" in question.kind else SAID})
    cells = {column.key: SAID for column in question.columns if column.key != "origin"}
    return put_rows(question, (Row(question.rows[0].key if question.rows else "r", cells),))


@pytest.fixture
def store(tmp_path: Path):
    store = open_store(tmp_path / "data" / "chairside.db", bytes(32), create=True)
    yield store
    store.close()


def begun(store: Store, form: Form) -> Record:
    return store.record(new_meeting(store, form, CHILD, {}).id)


def texts(printed: Snapshot) -> str:
    return to_word_text(read_back(to_word(printed)))


def to_word_text(printed: Snapshot) -> str:
    return "\n".join(
        str(entry)
        for s in (*printed.template, *printed.additional)
        for g in s.groups
        for entry in g
    )


def opened(store: Store, record: Record, form: Form) -> OpenMeeting:
    return OpenMeeting(form, store.record(record.meeting.id))


@pytest.mark.parametrize("kind", [*KINDS, *ROW_KINDS])
def test_what_a_dropped_question_held_is_listed_printed_moved_and_taken_out(
    kind: str, store: Store, tmp_path: Path
):
    before = form_with(tmp_path / "forms", asked("mistakes", kind))
    draft = begun(store, before)
    store.save(draft.meeting.id, answer_of(before.question("mistakes")))
    assert opened(store, draft, before).left_over() == []

    now = form_with(tmp_path / "forms", asked("other", "notes"))
    meeting = opened(store, draft, now)
    [one] = meeting.left_over()
    said = "Yes" if "choice" in kind else SAID
    assert said in one.text
    assert one.why.startswith("The form was changed after these minutes were begun")
    [told] = [finding for finding in meeting.findings() if finding.left_over]
    assert told.settled, "signing is not held up"
    assert said in told.message
    printed = meeting.freeze(IMPRINT)
    assert printed.additional[-1].heading == EARLIER_HEADING
    assert said in texts(printed)
    assert said not in str(as_asked(now, meeting.record))

    [place] = [one for one in places_for(meeting, one) if one.key == "other"]
    meeting.take_over(moved(meeting, one, place))
    assert said in meeting.answer("other")
    assert meeting.left_over() == []
    store.save(draft.meeting.id, meeting.take_unsaved())
    again = opened(store, draft, now)
    assert again.left_over() == []
    assert said in again.answer("other")


def rows_marked(form: Form, changes: Changes) -> list[str]:
    """Every row, or the whole of an answer that has none."""
    question = form.question("mistakes")
    rows = changes.attendance or changes.actions or changes.carried
    rows = rows or changes.tables.get("mistakes", ())
    return [row.id for row in rows] if question.has_rows else [WHOLE]


@pytest.mark.parametrize("kind", [*KINDS, "table", "fixed_table", "disagreements"])
def test_renamed_carries_over_what_was_recorded_for_good(kind: str, store: Store, tmp_path: Path):
    before = form_with(tmp_path / "forms", asked("mistakes", kind))
    draft = begun(store, before)
    changes = answer_of(before.question("mistakes"))
    store.save(draft.meeting.id, changes)
    marks = {mark_key("mistakes", row): "last time" for row in rows_marked(before, changes)}
    store.save(draft.meeting.id, Changes(marks))

    now = form_with(tmp_path / "forms", asked("concerns", kind, 'renamed = ["mistakes"]\n'))
    meeting = opened(store, draft, now)
    question = now.question("concerns")
    assert meeting.left_over() == []
    assert meeting.brought_from("concerns") == "last time"
    assert meeting.has_unsaved_words
    store.save(draft.meeting.id, meeting.take_unsaved())
    kept = opened(store, draft, now)
    assert not kept.has_unsaved
    if question.has_rows:
        assert SAID in str(kept.rows(question))
    else:
        assert kept.answer("concerns") == changes.answers["mistakes"]
        store.save(draft.meeting.id, Changes({"concerns": "Other words."}))
    assert opened(store, draft, now).left_over() == []


def test_nothing_is_laid_over_what_stands_under_the_new_name(store: Store, tmp_path: Path):
    before = form_with(tmp_path / "forms", asked("mistakes", "notes"))
    draft = begun(store, before)
    store.save(draft.meeting.id, Changes({"mistakes": SAID, "concerns": "Newer words."}))
    now = form_with(tmp_path / "forms", asked("concerns", "notes", 'renamed = ["mistakes"]\n'))
    meeting = opened(store, draft, now)
    assert meeting.answer("concerns") == "Newer words."
    assert [one.text for one in meeting.left_over()] == [SAID]


TABLE = asked("helpers", "table", columns=("who", "what", "since"))
FIXED = asked("routes", "fixed_table", columns=("who", "what", "since"))


@pytest.mark.parametrize("text", [TABLE, FIXED], ids=["table", "fixed table"])
def test_a_column_that_is_dropped_stays_through_typing_and_is_listed(
    text: str, store: Store, tmp_path: Path
):
    before = form_with(tmp_path / "forms", text)
    [question] = [q for q in before.questions() if q.key in ("helpers", "routes")]
    draft = begun(store, before)
    rows = (Row("one", {"who": "Gran", "what": "Weekends", "since": SAID}),)
    store.save(draft.meeting.id, put_rows(question, rows))
    now = form_with(tmp_path / "forms", text.replace(', { key = "since", label = "Since" }', ""))
    asked_now = now.question(question.key)
    meeting = opened(store, draft, now)
    [one] = meeting.left_over()
    assert SAID in one.text
    assert one.text.startswith(("Gran: ", "One: "))
    assert SAID in texts(meeting.freeze(IMPRINT))
    meeting.take_over(one.out)
    assert meeting.left_over() == []
    assert [dict(row.values) for row in meeting.rows(asked_now)] == [
        {"who": "Gran", "what": "Weekends"}
    ]


def test_renamed_columns_and_rows_carry_over(store: Store, tmp_path: Path):
    before = form_with(tmp_path / "forms", FIXED)
    draft = begun(store, before)
    question = before.question("routes")
    rows = (Row("one", {"since": SAID}), Row("two", {"what": "Later"}))
    store.save(draft.meeting.id, put_rows(question, rows))
    store.save(draft.meeting.id, Changes({mark_key("routes", "one"): "last time"}))
    text = FIXED.replace('{ key = "since",', '{ key = "from", renamed = ["since"],')
    text = text.replace('{ key = "one",', '{ key = "first", renamed = ["one"],')
    now = form_with(tmp_path / "forms", text)
    meeting = opened(store, draft, now)
    assert meeting.left_over() == []
    assert {row.id: dict(row.values) for row in meeting.rows(now.question("routes"))} == {
        "first": {"from": SAID},
        "two": {"what": "Later"},
    }
    assert meeting.marks(now.question("routes")) == {"first": "last time"}


def test_a_row_that_is_dropped_is_listed_and_survives_typing(store: Store, tmp_path: Path):
    before = form_with(tmp_path / "forms", FIXED)
    draft = begun(store, before)
    rows = (Row("one", {"who": SAID}), Row("two", {"what": "Later"}))
    store.save(draft.meeting.id, put_rows(before.question("routes"), rows))
    text = FIXED.replace('{ key = "one", label = "One" }, ', "")
    now = form_with(tmp_path / "forms", text)
    meeting = opened(store, draft, now)
    assert SAID in meeting.left_over()[0].text
    meeting.set_rows(now.question("routes"), (Row("two", {"what": "Typed now"}),))
    assert SAID in meeting.left_over()[0].text
    assert SAID in texts(meeting.freeze(IMPRINT))


@pytest.mark.parametrize(("was", "now"), [("notes", "table"), ("table", "notes")])
def test_a_question_of_another_kind_loses_nothing(was: str, now: str, store: Store, tmp_path: Path):
    before = form_with(tmp_path / "forms", asked("mistakes", was))
    draft = begun(store, before)
    store.save(draft.meeting.id, answer_of(before.question("mistakes")))
    meeting = opened(store, draft, form_with(tmp_path / "forms", asked("mistakes", now)))
    [one] = meeting.left_over()
    assert SAID in one.text
    assert SAID in texts(meeting.freeze(IMPRINT))


def test_why_a_section_was_not_discussed_is_listed_when_the_section_goes(
    store: Store, tmp_path: Path
):
    before = form_with(tmp_path / "forms", asked("mistakes", "notes"))
    draft = begun(store, before)
    store.save(draft.meeting.id, Changes({"not_discussed.council": "The worker was ill."}))
    text = asked("mistakes", "notes")
    (tmp_path / "forms" / "own.toml").write_text(
        (OWN + text).replace('key = "council"', 'key = "the_council"'), encoding="utf-8"
    )
    now = load_library(council=tmp_path / "forms").forms["own"]
    assert [one.text for one in opened(store, draft, now).left_over()] == ["The worker was ill."]


def test_signed_minutes_stay_as_they_are_and_are_read_under_the_new_names(
    store: Store, tmp_path: Path
):
    before = form_with(tmp_path / "forms", asked("mistakes", "notes", 'carry = "previous"\n'))
    draft = begun(store, before)
    store.save(draft.meeting.id, Changes({"mistakes": SAID, "meeting_date": "2 Nov 2026"}))
    sign(store, draft, before)
    renamed = 'renamed = ["mistakes"]\ncarry = "previous"\n'
    now = form_with(tmp_path / "forms", asked("concerns", "notes", renamed))
    signed = opened(store, draft, now)
    assert signed.answer("concerns") == SAID
    assert not signed.has_unsaved
    following = start_next(store, now, store.record(draft.meeting.id), {}, (), now)
    assert store.record(following.id).answers["concerns"] == SAID


def test_a_meeting_says_with_what_form_it_was_begun(store: Store, tmp_path: Path):
    form = form_with(tmp_path / "forms", asked("mistakes", "notes"))
    draft = begun(store, form)
    assert draft.answers[BEGUN_WITH] == fingerprint(form)
    same = form_with(tmp_path / "forms", asked("mistakes", "notes", 'hint = "Other words"\n'))
    assert fingerprint(same) == fingerprint(form)
    other = form_with(tmp_path / "forms", asked("mistakes", "line"))
    assert fingerprint(other) != fingerprint(form)


def sign(store: Store, draft: Record, form: Form) -> None:
    printed = OpenMeeting(form, store.record(draft.meeting.id)).freeze(IMPRINT)
    at = "2026-11-21T12:00:00+00:00"
    store.sign(draft.meeting.id, to_json(printed), of(printed), "", at, b"word")
