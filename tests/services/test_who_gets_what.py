"""Nothing that is marked leaves without a reason, and no file without the note of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from invented import DATA_KEY

from desktop_app.errors import CannotProceed
from desktop_app.minutes.read_back import read_back
from desktop_app.paths import Places
from desktop_app.records.copies import Mark, Place, digest, smallest, spots
from desktop_app.records.meeting import Changes, Child, Meeting
from desktop_app.services.comments import for_comment, send_out
from desktop_app.services.copies_of_minutes import Maker, on_paper, redacted, save_pdf, save_word
from desktop_app.services.council import load_council
from desktop_app.services.exporting import printed_now
from desktop_app.services.marks_on_minutes import Marking, Shelf, usually_left_out
from desktop_app.services.meetings import new_meeting
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.signing import Hand, Pen, keep_signed, signed_snapshot
from desktop_app.services.who_gets_what import MayNotSeeAll, ReasonMissing, Wanted, note, refuse
from desktop_app.storage.copies import copies, keep_marks
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store
from desktop_app.storage.transactions import AlreadySigned

COUNCIL = load_council(Places(Path("/nowhere")))
PROFILE = COUNCIL.profile("calderdale")
CHILD = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})
SAID = {
    "meeting_date": "21 November 2026",
    "background": "Born in May.\nJude Otherchild was there.\nHe is well.",
    "home_carer": "Ann Carername, 7 Pretend Lane",
    "child_views": "“I want to stay.”",
    "chair": "Helen Pretend",
    "plan": "Not yet decided",
}
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MAKER = Maker("Helen Pretend", "Team manager", NOW)
JUDE = Place("background", line=1)
CARER = Place("home_carer")
MOTHER = Wanted("Dana Testname", "Mother", "parents", leave_out=usually_left_out("parents"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "data" / "chairside.db", DATA_KEY, create=True)
    store.save_child(CHILD)
    yield store
    store.close()


@dataclass
class Room:
    """One meeting as it stands now."""

    store: Store
    meeting: Meeting

    @property
    def marking(self) -> Marking:
        record = self.store.record(self.meeting.id)
        form = COUNCIL.form(record.meeting.form, PROFILE)
        return Marking(form, record, printed_now(self.store, record, COUNCIL, PROFILE))

    @property
    def held(self) -> Shelf:
        return self.marking.shelf(self.store)

    def mark(self, place: Place, why: str) -> Shelf:
        held = self.held
        every = [*spots(held.snapshot), *smallest(held.snapshot)]
        return self.marking.set(self.store, next(s for s in every if s.place == place), why)

    def say(self, background: str) -> None:
        self.store.save(self.meeting.id, Changes({"background": background}))

    def sign(self) -> None:
        """As a chair does who gives a reason for all that is left."""
        record = self.store.record(self.meeting.id)
        here = OpenMeeting(COUNCIL.form(record.meeting.form, PROFILE), record)
        for one in [*here.findings()]:
            key = "read" if one.weight == "warning" else "reason"
            here.set_answer(f"{key}.{one.key}", "Not reached.")
        self.store.save(self.meeting.id, here.take_unsaved())
        at = NOW.astimezone()
        snapshot = signed_snapshot(here, PROFILE, Hand("Helen Pretend", "Team manager"), Pen(), at)
        keep_signed(self.store, here.record, snapshot, Pen(), (), at)

    def sees(self, words: str, reader: str) -> bool:
        """Whether a usual copy for these people says it."""
        wanted = Wanted("Somebody", "", reader, leave_out=usually_left_out(reader))
        return words in str(redacted(self.held, wanted, MAKER))


@pytest.fixture
def draft(store: Store) -> Room:
    form = COUNCIL.form("review_ppm", PROFILE)
    return Room(store, new_meeting(store, form, CHILD, {}, answers=SAID))


@pytest.fixture
def signed(draft: Room) -> Room:
    draft.sign()
    return draft


# marks


def test_a_further_reason_takes_none_away(draft: Room):
    assert not draft.sees("Pretend Lane", "agency")
    draft.mark(CARER, "parents")
    for reader in ("parents", "carers", "agency"):
        assert not draft.sees("Pretend Lane", reader)
    assert draft.sees("Pretend Lane", "council")
    assert {mark.why for mark in draft.held.marks if mark.place == CARER} == {"parents", "home"}


def test_the_chair_may_still_let_it_stand(draft: Room):
    draft.mark(CARER, "parents")
    draft.mark(CARER, "")
    assert draft.sees("Pretend Lane", "agency")


def test_who_the_adopters_are_stays_left_out_beside_any_other_reason(draft: Room):
    kinship = {"home_type": "Placed for adoption with consent, new carer"}
    draft.store.save(draft.meeting.id, Changes(kinship))
    for why in ("parents", ""):
        draft.mark(CARER, why)
        assert not draft.sees("Carername", "council")


def test_equal_lines_that_were_marked_and_moved_can_be_marked_on(draft: Room):
    draft.say("Call her\nx\nCall her")
    draft.mark(Place("background", line=0), "legal")
    draft.mark(Place("background", line=2), "parents")
    draft.say("Intro\nCall her\nx\nCall her")
    held = draft.mark(Place("background", line=0), "other_child")
    why = {(mark.place.line, mark.why) for mark in held.marks if mark.place.entry == "background"}
    assert why == {(0, "other_child"), *((n, w) for n in (1, 3) for w in ("legal", "parents"))}
    held = draft.mark(Place("background", line=1), "")
    why = {(mark.place.line, mark.why) for mark in held.marks if mark.place.entry == "background"}
    assert why == {(0, "other_child"), (3, "legal"), (3, "parents")}


def test_of_equal_lines_of_which_one_was_deleted_the_other_can_be_let_stand(draft: Room):
    draft.say("Call her\nx\nCall her")
    draft.mark(Place("background", line=0), "parents")
    draft.mark(Place("background", line=2), "legal")
    draft.say("Call her")
    assert not draft.sees("Call her", "agency")
    draft.mark(Place("background", line=0), "")
    assert draft.sees("Call her", "agency")


def test_a_mark_too_many_does_not_keep_a_line_from_standing(draft: Room):
    draft.say("Call her\nCall her\nx\nCall her")
    for line in (0, 1, 3):
        draft.mark(Place("background", line=line), "legal")
    draft.say("Call her\nCall her")
    held = draft.mark(Place("background", line=0), "")
    lines = [mark.place.line for mark in held.marks if mark.place.entry == "background"]
    assert lines == [1]


# a correction


def test_letting_go_of_marks_in_a_correction_takes_none_off_the_signed_minutes(signed: Room):
    signed.mark(JUDE, "other_child")
    correction = Room(signed.store, signed.store.begin_correction(signed.meeting.id))
    correction.say("Born in May.\nJude was there.\nHe is well.")
    assert [mark.place for mark in correction.held.lost] == [JUDE]
    held = correction.marking.take_off_lost(correction.store)
    assert held.lost == held.held_by_signed
    with pytest.raises(CannotProceed, match="sign the correction"):
        redacted(held, MOTHER, MAKER)
    assert not signed.sees("Otherchild", "parents")
    correction.sign()
    assert [mark.place for mark in signed.held.lost] == [JUDE]
    assert signed.marking.take_off_lost(signed.store).lost == ()


def test_marks_that_both_have_lost_can_be_let_go_of_in_the_correction(signed: Room):
    keep_marks(signed.store, signed.meeting.id, [Mark(JUDE, "legal", digest("Said nowhere."))])
    correction = Room(signed.store, signed.store.begin_correction(signed.meeting.id))
    assert correction.marking.take_off_lost(correction.store).lost == ()


# a reason


def test_a_copy_that_leaves_out_less_than_usual_needs_a_reason(draft: Room):
    draft.mark(Place("background"), "legal")
    all_but = replace(MOTHER, leave_out=MOTHER.leave_out - {"legal"})
    with pytest.raises(ReasonMissing, match="legal advice"):
        refuse(draft.held, all_but)
    refuse(draft.held, replace(all_but, reason="The court ordered it"))
    refuse(draft.held, replace(all_but, reader="council"))
    refuse(draft.held, MOTHER)


def test_what_lost_its_words_counts_as_shown(draft: Room):
    draft.mark(CARER, "")
    draft.mark(JUDE, "legal")
    full = replace(MOTHER, given="full")
    draft.say("Jude lives elsewhere.")
    with pytest.raises(ReasonMissing, match="legal advice"):
        refuse(draft.held, full)
    with pytest.raises(CannotProceed, match="changed since"):
        note(draft.store, draft.store.record(draft.meeting.id), draft.held, MOTHER, NOW)


# out for comment


def send(draft: Room, wanted: Wanted, folder: Path) -> Path:
    record = draft.store.record(draft.meeting.id)
    return send_out(draft.store, record, draft.held, wanted, NOW, folder, None)


def test_a_draft_for_comment_is_a_copy_like_any_other(draft: Room, tmp_path: Path):
    mother = for_comment("Dana Testname", "parents", "", NOW.date())
    with pytest.raises(ReasonMissing, match="carer’s address"):
        send(draft, mother, tmp_path)
    assert not list(tmp_path.glob("*.docx"))
    path = send(draft, replace(mother, reason="She lives with them"), tmp_path)
    assert "Pretend Lane" in str(read_back(path))
    (noted,) = copies(draft.store, draft.meeting.id)
    assert (noted.person, noted.given, noted.method) == ("Dana Testname", "full", "for comment")
    assert (noted.file, noted.at) == (path.name, NOW.isoformat())
    (event,) = draft.store.events(draft.meeting.id)
    assert (event.act, event.at) == ("out for comment", noted.at)


def test_no_draft_for_comment_says_who_the_adopters_are(draft: Room, tmp_path: Path):
    draft.mark(JUDE, "adopters")
    with pytest.raises(MayNotSeeAll):
        send(draft, for_comment("Dana", "parents", "She asked", NOW.date()), tmp_path)
    assert not list(tmp_path.glob("*.docx"))
    assert draft.store.events(draft.meeting.id) == []
    send(draft, for_comment("Jo, Lee", "council", "They know", NOW.date()), tmp_path)


def test_a_draft_of_a_correction_is_noted_with_the_signed_minutes(signed: Room, tmp_path: Path):
    correction = Room(signed.store, signed.store.begin_correction(signed.meeting.id))
    send(correction, for_comment("Jo", "council", "", NOW.date()), tmp_path)
    assert [one.person for one in copies(signed.store, signed.meeting.id)] == ["Jo"]
    assert [one.act for one in signed.store.events(correction.meeting.id)] == ["out for comment"]
    signed.store.give_up_correction(correction.meeting)
    assert [one.act for one in signed.store.events(signed.meeting.id)] == ["out for comment"]


# no file without its note


@contextmanager
def nothing_is_noted(store: Store) -> Iterator[None]:
    """The store refuses, in its own words, to keep who got a copy."""
    refusing = "BEGIN SELECT RAISE(ABORT, 'these minutes are signed'); END"
    with store.writing() as connection:
        connection.exec_driver_sql(f"CREATE TRIGGER full BEFORE INSERT ON copy {refusing}")
    yield
    with store.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")


@pytest.mark.parametrize("kind", ["word", "pdf", "comment"])
def test_a_file_that_could_not_be_noted_is_taken_out_again(draft: Room, tmp_path: Path, kind: str):
    record, held = draft.store.record(draft.meeting.id), draft.held
    paper = on_paper(held, MOTHER, MAKER)

    def give() -> object:
        if kind == "word":
            return save_word(draft.store, record, held, MOTHER, MAKER, tmp_path / "a.docx")
        if kind == "pdf":
            return save_pdf(draft.store, record, paper, b"%PDF", tmp_path / "a.pdf")
        return send(draft, for_comment("Jo", "council", "", NOW.date()), tmp_path)

    with (
        nothing_is_noted(draft.store),
        pytest.raises(CannotProceed, match="was taken out of the folder again") as raised,
    ):
        give()
    assert isinstance(raised.value.__cause__, AlreadySigned)
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
    assert draft.store.events(draft.meeting.id) == []
    give()
    with nothing_is_noted(draft.store), pytest.raises(CannotProceed):
        give()
    assert len(list(tmp_path.iterdir())) == 2  # the file that was noted stands as it was


def test_the_note_carries_the_hour_of_the_desk(draft: Room, tmp_path: Path):
    record = draft.store.record(draft.meeting.id)
    paper = on_paper(draft.held, MOTHER, MAKER)
    save_pdf(draft.store, record, paper, b"%PDF", tmp_path / "a.pdf")
    save_word(draft.store, record, draft.held, MOTHER, MAKER, tmp_path / "a.docx")
    note(draft.store, record, draft.held, MOTHER, NOW)
    assert {one.at for one in draft.held.given} == {NOW.isoformat()}
    assert date.fromisoformat(draft.held.given[0].at[:10]) == NOW.date()


@pytest.mark.parametrize("none", ["", "x", "n/a", "To follow."])
def test_not_shared_needs_a_reason_that_says_why(signed: Room, none: str):
    with pytest.raises(CannotProceed, match="The reason is missing"):
        refuse(signed.held, replace(MOTHER, given="not shared", reason=none))
    refuse(signed.held, replace(MOTHER, given="not shared", reason="Not safe for the carers."))
