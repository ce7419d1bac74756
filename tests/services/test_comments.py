"""The draft goes out, what came back is kept and prints where asked, and somebody authorises it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from desktop_app.errors import CannotProceed
from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.word import to_word
from desktop_app.paths import Places
from desktop_app.policy.profile import Profile, load_profiles
from desktop_app.records.comments import COMMENTS
from desktop_app.records.meeting import Changes, Child, Meeting, Row
from desktop_app.records.snapshot import Grid, Snapshot, Text, fingerprint, from_json, to_json
from desktop_app.services.comments import (
    authorise,
    authorised,
    authority,
    findings_of_draft,
    for_comment,
    is_changed_since,
    send_out,
    sent_out,
    take_back,
)
from desktop_app.services.council import load_council
from desktop_app.services.exporting import printed_now
from desktop_app.services.marks_on_minutes import Marking
from desktop_app.services.meeting_checks import checks_for
from desktop_app.services.meetings import new_meeting
from desktop_app.services.next_meeting import start_next
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.signing import Hand, Pen, draft_imprint, keep_signed, signed_snapshot
from desktop_app.storage.handover import hand_over, parcel_of, receive
from desktop_app.storage.handover_file import OUT
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

COUNCIL = load_council(Places(Path("/nowhere")))
PLAIN = COUNCIL.profile("calderdale")
PRINTS = msgspec.structs.replace(PLAIN, comments_print=True)
ASKS = msgspec.structs.replace(PLAIN, authorise="Service manager")
FORM = COUNCIL.form("initial_ppm", PLAIN)
CHILD = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})
TODAY = date(2026, 11, 23)
ACCEPTED = Row("r1", {"who": "Jo Sampleton", "said": "It was 3 May.", "outcome": "Accepted"})
DECLINED = Row(
    "r2",
    {
        "who": "Lee Madeup",
        "said": "Take the second line out.",
        "outcome": "Declined",
        "why": "It was said.",
        "when": "24/11",
    },
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "data" / "chairside.db", bytes(32), create=True)
    store.save_child(CHILD)
    yield store
    store.close()


def started(store: Store) -> Meeting:
    return new_meeting(store, FORM, CHILD, {}, answers={"meeting_date": "21 November 2026"})


def opened(store: Store, meeting: Meeting, profile: Profile = PLAIN) -> OpenMeeting:
    checks = checks_for(FORM, profile, None, (), ())
    return OpenMeeting(FORM, store.record(meeting.id), checks)


def commented(store: Store, *rows: Row) -> Meeting:
    """A draft with these comments, saved as everything typed is."""
    meeting = started(store)
    here = opened(store, meeting)
    here.set_rows(COMMENTS, rows)
    store.save(meeting.id, here.take_unsaved())
    return meeting


def printed(store: Store, meeting: Meeting, profile: Profile) -> Snapshot:
    return printed_now(store, store.record(meeting.id), COUNCIL, profile)


def log_of(snapshot: Snapshot) -> Grid | None:
    entries = (e for s in snapshot.additional for group in s.groups for e in group)
    return next((e for e in entries if isinstance(e, Grid) and e.key == COMMENTS.key), None)


# out


NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def out(store: Store, meeting: Meeting, to: str, folder: Path) -> Path:
    """To people of the council, who may see all of it."""
    record = store.record(meeting.id)
    held = Marking(FORM, record, printed(store, meeting, PLAIN)).shelf(store)
    wanted = for_comment(to, "council", "", TODAY)
    return send_out(store, record, held, wanted, NOW, folder, None)


def test_the_draft_goes_out_and_it_is_noted_to_whom_and_when(store: Store, tmp_path: Path):
    meeting = started(store)
    path = out(store, meeting, " Jo, Lee ", tmp_path)
    assert path.name == "2026-11-21_PPM_1204417_v0.1_DRAFT.docx"
    assert read_back(path).signature is None
    [event] = store.events(meeting.id)
    assert (event.act, event.detail) == ("out for comment", {"to": "Jo, Lee"})
    [sent] = sent_out(store, meeting.id)
    assert sent.to == "Jo, Lee"
    at = datetime.fromisoformat(event.at).astimezone()
    assert sent.at.endswith(f"{at:%Y, %H:%M}")
    [line] = store.meetings()
    assert line.out_at == event.at
    assert line.exported_at == ""


def test_a_second_draft_stands_beside_the_first(store: Store, tmp_path: Path):
    meeting = started(store)
    first = out(store, meeting, "Jo", tmp_path)
    before = first.read_bytes()
    here = opened(store, meeting)
    here.set_answer("background", "Something more.")
    store.save(meeting.id, here.take_unsaved())
    second = out(store, meeting, "Lee", tmp_path)
    assert second != first
    assert first.read_bytes() == before
    assert [sent.to for sent in sent_out(store, meeting.id)] == ["Lee", "Jo"]


def test_what_could_not_be_written_is_not_noted(store: Store, tmp_path: Path):
    meeting = started(store)
    with pytest.raises(CannotProceed):
        out(store, meeting, "Jo", tmp_path / "gone")
    assert store.events(meeting.id) == []


# the log


def test_the_comments_are_kept_with_the_meeting_and_its_correction_but_not_the_next(store: Store):
    meeting = commented(store, ACCEPTED, DECLINED)
    assert store.record(meeting.id).tables[COMMENTS.key] == (ACCEPTED, DECLINED)
    sign(store, meeting, PLAIN)
    correction = store.begin_correction(meeting.id)
    assert store.record(correction.id).tables[COMMENTS.key] == (ACCEPTED, DECLINED)
    review = COUNCIL.library.forms["review_ppm"]
    following = start_next(store, review, store.record(meeting.id), {}, ())
    assert COMMENTS.key not in store.record(following.id).tables


def test_they_print_where_the_profile_asks_and_only_there(store: Store):
    meeting = commented(store, ACCEPTED, DECLINED)
    assert log_of(printed(store, meeting, PLAIN)) is None
    snapshot = printed(store, meeting, PRINTS)
    log = log_of(snapshot)
    assert log
    assert snapshot.additional[-1].heading == "Comments on the draft"
    assert [label for _, label in log.columns] == [
        "Who",
        "What they said",
        "Outcome",
        "Why",
        "When",
    ]
    assert log.rows[1] == (
        "Lee Madeup",
        "Take the second line out.",
        "Declined",
        "It was said.",
        "24 November 2026",
    )
    assert log_of(printed(store, started(store), PRINTS)) is None


def test_what_printed_reads_back_the_same(store: Store):
    meeting = commented(store, ACCEPTED, DECLINED)
    here = opened(store, meeting)
    authorise(here, authority("Max Invented", "Service manager", "today", TODAY))
    store.save(meeting.id, here.take_unsaved())
    snapshot = printed(store, meeting, PRINTS)
    assert fingerprint(read_back(to_word(snapshot))) == fingerprint(snapshot)
    assert fingerprint(from_json(to_json(snapshot))) == fingerprint(snapshot)


def test_a_comment_without_an_outcome_or_a_reason_is_warned_of(store: Store):
    open_one = Row("r3", {"who": "Pat Invented", "said": "Unclear."})
    bare = Row("r4", {"said": "No.", "outcome": "Declined"})
    meeting = commented(store, ACCEPTED, DECLINED, open_one, bare)
    here = opened(store, meeting)
    ours = [one for one in here.findings() if one.key.startswith(COMMENTS.key)]
    assert [(one.weight, one.message.partition("(")[2]) for one in ours] == [
        ("warning", "From: Pat Invented)"),
        ("warning", "From: nobody named)"),
    ]
    here.set_answer(f"read.{ours[0].key}", "yes")
    assert [one.settled for one in here.findings() if one.key == ours[0].key] == [True]
    assert list(findings_of_draft(PLAIN, store.record(started(store).id))) == []


# authorised


def test_a_council_asks_for_both_in_its_own_profile(tmp_path: Path):
    own = 'key = "own"\nname = "Own"\ncouncil = "Own Council"\ncase_system = "Mosaic"\n'
    asks = 'authorise = "Service manager"\ncomments_print = true\n'
    (tmp_path / "own.toml").write_text(own + asks, encoding="utf-8")
    profiles, mistakes = load_profiles(council=tmp_path, library=COUNCIL.library)
    assert mistakes == []
    assert (profiles["own"].authorise, profiles["own"].comments_print) == ("Service manager", True)
    assert (PLAIN.authorise, PLAIN.comments_print) == ("", False)


def asked(here: OpenMeeting) -> dict[str, bool]:
    """What is still asked about authorising, and whether it is settled."""
    ours = [one for one in here.findings() if one.key.startswith("authorised")]
    return {one.key.rpartition(".")[0]: one.settled for one in ours}


def give_reason(here: OpenMeeting, reason: str) -> None:
    """For what is asked about authorising now."""
    [one] = [one for one in here.findings() if one.key.startswith("authorised")]
    here.set_answer(f"reason.{one.key}", reason)


def test_it_is_asked_for_only_where_the_profile_does_and_may_be_signed_over(store: Store):
    meeting = started(store)
    assert asked(opened(store, meeting, PLAIN)) == {}
    here = opened(store, meeting, ASKS)
    assert asked(here) == {"authorised.missing": False}
    give_reason(here, "On leave until Monday.")
    assert asked(here) == {"authorised.missing": True}
    reasons = here.freeze(draft_imprint(ASKS, here.record, None)).unfinished
    assert ("Authorised by: Service manager", "On leave until Monday.") in [
        (one.about, one.reason) for one in reasons
    ]


def test_a_section_left_out_does_not_answer_for_it(store: Store):
    here = opened(store, started(store), ASKS)
    for section in FORM.section:
        here.set_answer(f"not_discussed.{section.key}", "No time.")
    assert asked(here) == {"authorised.missing": False}


def test_who_authorised_it_prints_and_is_asked_again_once_a_word_changed(store: Store):
    here = opened(store, started(store), ASKS)
    authorise(here, authority(" Max Invented ", "Service manager", "today", TODAY))
    assert authorised(here.record) == "Max Invented, Service manager, on 23 November 2026"
    assert asked(here) == {}
    section = here.freeze(draft_imprint(ASKS, here.record, None)).additional[-1]
    texts = [(e.label, e.text) for group in section.groups for e in group if isinstance(e, Text)]
    assert (section.heading, texts) == (
        "Authorised before signing",
        [
            ("Authorised by", "Max Invented"),
            ("Role", "Service manager"),
            ("On", "23 November 2026"),
        ],
    )
    here.set_answer("read.anything", "yes")
    here.set_answer("reason.parent_views", "Not reached.")
    assert not is_changed_since(here.record)
    here.set_answer("background", "A word more.")
    assert is_changed_since(here.record)
    assert asked(here) == {"authorised.changed": False}
    give_reason(here, "A slip of the pen.")
    assert asked(here) == {"authorised.changed": True}
    here.set_answer("background", "Another word more.")
    assert asked(here) == {"authorised.changed": False}
    authorise(here, authority("Max Invented", "Service manager", "today", TODAY))
    assert asked(here) == {}


def test_a_changed_row_is_a_change_and_an_empty_one_is_none(store: Store):
    here = opened(store, started(store), ASKS)
    authorise(here, authority("Max Invented", "", "today", TODAY))
    here.set_rows(FORM.question("carers"), (Row("x", {"name": ""}),))
    assert not is_changed_since(here.record)
    here.set_rows(FORM.question("actions"), (Row("a", {"text": "Call the school"}),))
    assert is_changed_since(here.record)


def test_it_stands_after_the_meeting_was_closed_and_opened_again(store: Store):
    meeting = started(store)
    here = opened(store, meeting, ASKS)
    here.set_rows(FORM.question("actions"), (Row("a", {"text": "Call"}), Row("b", {"text": "Ask"})))
    authorise(here, authority("Max Invented", "", "today", TODAY))
    store.save(meeting.id, here.take_unsaved())
    assert asked(opened(store, meeting, ASKS)) == {}


def test_a_correction_is_authorised_again_whatever_stood_in_before(store: Store):
    meeting = started(store)
    sign(store, meeting, ASKS)  # with a reason
    correction = opened(store, store.begin_correction(meeting.id), ASKS)
    assert asked(correction) == {"authorised.missing": False}


def test_what_was_authorised_is_no_authority_for_its_correction(store: Store):
    meeting = started(store)
    here = opened(store, meeting, ASKS)
    authorise(here, authority("Max Invented", "", "today", TODAY))
    store.save(meeting.id, here.take_unsaved())
    sign(store, meeting, ASKS)
    correction = opened(store, store.begin_correction(meeting.id), ASKS)
    correction.set_answer("correction.reason", "A date was wrong.")
    assert asked(correction) == {"authorised.changed": False}


def test_it_can_be_taken_back_and_needs_a_name_and_a_day(store: Store):
    here = opened(store, started(store), ASKS)
    for name, day in (("", "today"), ("Max Invented", " ")):
        with pytest.raises(CannotProceed):
            authority(name, "Service manager", day, TODAY)
    assert authorised(here.record) == ""
    authorise(here, authority("Max Invented", "", "today", TODAY))
    take_back(here)
    assert authorised(here.record) == ""
    assert asked(here) == {"authorised.missing": False}
    printed_now_ = here.freeze(draft_imprint(ASKS, here.record, None))
    assert "authorised" not in [section.key for section in printed_now_.additional]


@pytest.mark.parametrize("day", ["soonish", "3 Dec 2027", "tomorrow", "24 November"])
def test_nobody_authorised_the_minutes_on_a_day_that_cannot_be(day: str):
    with pytest.raises(CannotProceed, match=r"is not a date|still to come"):
        authority("Max Invented", "Service manager", day, TODAY)


def test_signed_minutes_have_no_draft_to_send(store: Store, tmp_path: Path):
    meeting = commented(store, ACCEPTED)
    sign(store, meeting, PRINTS)
    signed = printed(store, meeting, PRINTS)
    log = log_of(signed)
    assert log
    assert log.rows[0][0] == "Jo Sampleton"
    with pytest.raises(CannotProceed, match="no draft"):
        out(store, meeting, "Jo", tmp_path)


def sign(store: Store, meeting: Meeting, profile: Profile) -> None:
    """As a chair does who gives a reason for all that is left."""
    here = opened(store, meeting, profile)
    for key, text in {
        "child_views": "“I want to stay.”",
        "chair": "Helen Pretend",
        "plan": "Not yet decided",
    }.items():
        here.set_answer(key, text)
    for one in [*here.findings()]:
        kind = "read" if one.weight == "warning" else "reason"
        here.set_answer(f"{kind}.{one.key}", "Not reached.")
    store.save(meeting.id, here.take_unsaved())
    at = datetime(2026, 11, 25, 9, tzinfo=UTC).astimezone()
    snapshot = signed_snapshot(here, profile, Hand("Helen Pretend", "Team manager"), Pen(), at)
    keep_signed(store, here.record, snapshot, Pen(), (), at)


# on another laptop


def test_all_of_it_goes_with_a_draft_that_is_handed_over_and_comes_back(
    store: Store, tmp_path: Path
):
    first = started(store)
    store.save(first.id, Changes(actions=(Row("a1", {"text": "Book it", "owner": "Ann"}),)))
    sign(store, first, PLAIN)
    form, left = COUNCIL.form("review_ppm", PLAIN), store.open_actions(CHILD.id, ())
    meeting = new_meeting(store, form, CHILD, {}, looking_back=left)
    here = OpenMeeting(form, store.record(meeting.id), checks_for(form, ASKS, None, (), ()))
    here.set_rows(COMMENTS, (ACCEPTED, DECLINED))
    here.set_answer("background", "Said in the room.")
    authorise(here, authority("Max Invented", "Service manager", "today", TODAY))
    store.save(meeting.id, here.take_unsaved())
    store.note_event(meeting.id, OUT, {"to": "Jo, Lee"})
    before = store.record(meeting.id), sent_out(store, meeting.id)
    other = open_store(tmp_path / "other" / "chairside.db", bytes(32), create=True)
    try:
        for giver, taker in ((store, other), (other, store)):
            parcel = parcel_of(giver, meeting.id)
            hand_over(giver, parcel, "x.chairside")
            receive(taker, parcel)
            there = taker.record(meeting.id)
            assert there.tables[COMMENTS.key] == (ACCEPTED, DECLINED)
            assert authorised(there) == "Max Invented, Service manager, on 23 November 2026"
            assert not is_changed_since(there)
            assert sent_out(taker, meeting.id) == before[1] != []
            [line] = [one for one in taker.meetings() if one.meeting.id == meeting.id]
            assert line.out_at == store.events(meeting.id)[0].at
    finally:
        other.close()
    assert store.record(meeting.id).answers == before[0].answers
