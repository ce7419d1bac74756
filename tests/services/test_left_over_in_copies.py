"""What is not asked any more is as private in copies as its question was, in every form."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conditions import LIBRARY, answered, each_way_out, made_asked, word
from invented import DATA_KEY

from desktop_app.forms.marks import reasons
from desktop_app.forms.model import Question
from desktop_app.records.copies import Place
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import Changes, Child, Record
from desktop_app.services.marks_on_minutes import Marking, left_out_of, usually_left_out
from desktop_app.services.meetings import new_meeting
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

CHILD = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})
IMPRINT = Imprint("Invented Council", "OFFICIAL-SENSITIVE")
READERS = ("parents", "child", "carers", "agency", "council")
every_form = pytest.mark.parametrize("form", sorted(LIBRARY.forms))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "chairside.db", DATA_KEY, create=True)
    store.save_child(CHILD)
    yield store
    store.close()


def why_left_out(store: Store, record: Record, place: str, reader: str) -> str | None:
    form = LIBRARY.forms[record.meeting.form]
    held = Marking(form, record, freeze(form, record, IMPRINT)).shelf(store)
    return left_out_of(held, usually_left_out(reader)).why(Place(place))


def kept_from(mark: str, reader: str) -> bool:
    return next(one for one in reasons() if one.key == mark).is_kept_from(reader)


@every_form
def test_of_what_no_question_is_known_nobody_outside_sees_anything(form: str, store: Store):
    meeting = new_meeting(store, LIBRARY.forms[form], CHILD, {})
    store.save(meeting.id, Changes({"asked_once": "They quarrel."}))
    record = store.record(meeting.id)
    for reader in READERS:
        why = why_left_out(store, record, "was.asked_once", reader)
        assert bool(why) == kept_from("earlier", reader), reader
    assert not why_left_out(store, record, "was.asked_once", "council")


def private(form: str) -> list[Question]:
    """Those that are asked only sometimes."""
    return [one for one in LIBRARY.forms[form].questions() if one.private and one.shown_if]


@every_form
def test_an_answer_that_is_not_asked_now_is_as_private_as_its_question(form: str, store: Store):
    here = LIBRARY.forms[form]
    meeting = new_meeting(store, here, CHILD, {})
    for question in private(form):
        asked = made_asked(here, store.record(meeting.id), question)
        record = next(each_way_out(here, answered(asked, question), question))
        place = f"was.{question.key}"
        for reader in READERS:
            why = why_left_out(store, record, place, reader)
            marks = {one.mark for one in question.private}
            assert bool(why) == any(kept_from(one, reader) for one in marks), (question.key, reader)


def test_there_are_such_answers():
    assert any(map(private, LIBRARY.forms))
    assert word(private("initial_ppm")[0])
