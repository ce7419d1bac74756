"""A case number is one child, by every service by which one comes in; each is tried twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from invented import CHEAP
from old_stores import VERSION_1
from signed_minutes import new_store, signed

from desktop_app.errors import CannotProceed
from desktop_app.minutes.seal.certificate_words import fingerprint as of_certificate
from desktop_app.minutes.seal.certificates import from_stored, make_certificate
from desktop_app.minutes.seal.seal import seal
from desktop_app.minutes.word import to_word
from desktop_app.paths import Places
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import TYPED_NUMBER, Changes, Child, Meeting, Record, number_key
from desktop_app.records.one_child import TwoOfOneNumber
from desktop_app.records.snapshot import Signature
from desktop_app.services.backing_up import alone, back_up, restore
from desktop_app.services.case_numbers import (
    AboutNumber,
    about_number,
    join,
    keep_details,
    shared_numbers,
    undo_joining,
)
from desktop_app.services.council import load_council
from desktop_app.services.from_file import known_child, read_minutes, take_in_minutes
from desktop_app.services.handing_over import take_over, whose_draft
from desktop_app.services.meetings import child_to_meet, new_meeting
from desktop_app.services.opening import unlock
from desktop_app.services.sealing import words_of
from desktop_app.services.signing import differences
from desktop_app.storage import removal
from desktop_app.storage.check import check
from desktop_app.storage.children import NumberTaken
from desktop_app.storage.handover import parcel_of
from desktop_app.storage.handover_file import Parcel
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store
from desktop_app.storage.transactions import utc_now
from desktop_app.storage.upgrades.run import upgrade

LIBRARY = load_council(Places(Path("/nowhere"))).library
FORM = LIBRARY.forms["initial_ppm"]
TODAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
SPELLINGS = ("1204417", "0001204417", " 120-4417", "１２０４４１７", "#1204417.")


def silent(_: str) -> None:
    pass


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data")


@pytest.fixture
def store(places: Places) -> Iterator[Store]:
    made = new_store(places)
    yield made
    made.close()


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A store with children of one number, as an earlier version let them come about."""
    places = VERSION_1.copied("twice", tmp_path_factory.mktemp("old") / "data")
    upgrade(places.store, VERSION_1.data_key("twice"), utc_now, silent)
    return places.store.read_bytes()


@pytest.fixture
def old(upgraded: bytes, tmp_path: Path) -> Iterator[Store]:
    file = tmp_path / "old.db"
    file.write_bytes(upgraded)
    opened = open_store(file, VERSION_1.data_key("twice"), create=False)
    yield opened
    opened.close()


def keys(store: Store) -> list[str]:
    return [key for one in store.children() if (key := number_key(one.case_number))]


def begin(store: Store, places: Places, child_id: str, name: str, number: str) -> Meeting:
    child = child_to_meet(store, child_id, name, number)
    return new_meeting(store, FORM, child, {}, meeting_id=f"m-{child_id}")


# starting a meeting


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("name", ["Robin Testname", "testname, ROBIN"])
def test_the_same_name_and_number_is_the_same_child(
    store: Store, places: Places, spelling: str, name: str
):
    """From another page too, and whatever the zeros and the spaces."""
    first = begin(store, places, "page-1", "Robin Testname", "1204417")
    again = begin(store, places, "page-2", name, spelling)
    assert first.child_id == again.child_id == "page-1"
    assert first.id != again.id  # two pages are two meetings
    assert len(store.children()) == 1


def test_pressed_twice_it_is_one_child_and_one_meeting(store: Store, places: Places):
    for number in ("1204417", "not known yet"):
        page = f"page-{number}"
        first = begin(store, places, page, "Robin Testname", number)
        assert begin(store, places, page, "Robin Testname", number) == first
    assert len(store.children()) == 2
    assert len(store.meetings()) == 2


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_another_name_with_a_known_number_is_refused_in_initials(
    store: Store, places: Places, spelling: str
):
    begin(store, places, "page-1", "Robin Testname", "1204417")
    for _ in range(2):
        with pytest.raises(NumberTaken) as refused:
            begin(store, places, "page-2", "Ana Elsewhere", spelling)
        assert "is R.T.’s on this laptop already" in str(refused.value)
        assert "Testname" not in str(refused.value)
        assert "look both up in the case system" in refused.value.do
    assert [one.name for one in store.children()] == ["Robin Testname"]
    assert len(store.meetings()) == 1


def test_whose_meeting_it_is_cannot_be_told_of_two_with_one_number(old: Store):
    for name in ("Cleo Sample", "Somebody Else"):
        with pytest.raises(TwoOfOneNumber, match="More than one child on this laptop has"):
            child_to_meet(old, "page", name, "555 0003")
    assert child_to_meet(old, old.children()[5].id, "x", "y") == old.children()[5]


# the child's page


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_page_with_a_taken_number_loses_no_word(store: Store, places: Places, spelling: str):
    begin(store, places, "first", "Robin Testname", "1204417")
    begin(store, places, "second", "Ana Elsewhere", "31")
    typed = {"child_name": "Ana Elsewhere", "case_number": spelling, "language": "Polish"}
    for _ in range(2):
        about = keep_details(store, Child("second", typed), LIBRARY, TODAY)
        assert about
        assert about.typed == spelling
        assert [double.child.id for double in about.doubles] == ["first"]
        assert about.doubles[0].why_not == "Their names differ."
    assert keys(store) == ["1204417", "31"]
    settled = keep_details(store, Child("second", typed | {"case_number": "32"}), LIBRARY, TODAY)
    assert settled
    assert (settled.doubles, settled.typed) == ((), "")
    assert settled.child.details == typed | {"case_number": "32"}


def test_a_number_that_became_free_is_the_childs_at_the_next_saving(store: Store, places: Places):
    begin(store, places, "first", "Robin Testname", "1204417")
    typed = Child("second", {"child_name": "Ana", "case_number": "1204417"})
    keep_details(store, typed, LIBRARY, TODAY)
    keep_details(store, Child("first", {"child_name": "R", "case_number": "5"}), LIBRARY, TODAY)
    about = about_number(store, "second", LIBRARY, TODAY)
    assert about
    assert (about.doubles, about.typed) == ((), "1204417")
    again = keep_details(store, typed, LIBRARY, TODAY)
    assert again
    assert (again.doubles, again.typed) == ((), "")
    assert again.child.case_number == "1204417"


# what signing learns


def test_minutes_that_name_a_taken_number_are_signed_and_the_childs_page_says_so(
    store: Store, places: Places
):
    store.save_child(Child("other", {"child_name": "Ana Elsewhere", "case_number": "31"}))
    one = signed(store, places)
    record = store.record(one.id)
    draft = new_meeting(store, FORM, record.child, {})
    store.save(draft.id, Changes({"case_number": "0031"}))
    changed = store.record(draft.id)
    learned = {
        difference.key: difference.now
        for difference in differences(FORM, changed)
        if difference.key == "case_number"
    }
    assert learned == {"case_number": "0031"}
    text = store.signed_versions(one.id)[0]
    store.sign(draft.id, text.snapshot, text.fingerprint, "", NOW.isoformat(), b"word", learned)
    assert store.record(draft.id).meeting.state == "signed"
    about = about_number(store, record.child.id, LIBRARY, TODAY)
    assert about
    assert about.typed == "0031"
    assert [double.child.id for double in about.doubles] == ["other"]
    [shared] = shared_numbers(store)
    assert {child.id for child in shared.children} == {"other", record.child.id}
    assert check(store) == []


# files and drafts


def from_a_file(number: str, name: str = "Robin Testname"):
    signer = from_stored(make_certificate("Casey Elsewhere", "Invented Council", NOW))
    said = {"child_name": name, "case_number": number, "meeting_date": "16 Nov 2026"}
    about = Child("there", {})
    meeting = Meeting("m7", "PPM-7HKQ3Z", "there", "initial_ppm", created_at=NOW.isoformat())
    signature = Signature("Casey", "Chair", "16 November 2026, 16:00", "So.", words_of(signer))
    printed = freeze(
        FORM, Record(meeting, about, said), Imprint("Invented", "OFFICIAL", "1.0", signature)
    )
    word = seal(to_word(printed), signer, at=NOW, role="Chair")
    trusted = {of_certificate(signer.certificate)}
    return read_minutes(word, trusted, LIBRARY.forms, LIBRARY.choices)


@pytest.mark.parametrize("spelling", SPELLINGS[:3])
def test_minutes_from_their_file_go_to_the_child_of_the_number(
    store: Store, places: Places, spelling: str
):
    begin(store, places, "first", "Robin Testname", "1204417")
    found = from_a_file(spelling)
    child = known_child(store, found)
    assert child
    assert child.id == "first"
    taken = [take_in_minutes(store, found, ()) for _ in range(2)]
    assert taken[0] == taken[1]
    assert taken[0].child_id == "first"
    assert len(store.children()) == 1
    assert check(store) == []


def test_minutes_of_a_new_child_bring_them_once(store: Store):
    found = from_a_file("1204417")
    assert take_in_minutes(store, found, ()) == take_in_minutes(store, found, ())
    assert keys(store) == ["1204417"]


def test_minutes_of_a_number_that_two_have_wait_until_it_is_settled(old: Store):
    found = from_a_file("120 4417")
    for _ in range(2):
        with pytest.raises(TwoOfOneNumber):
            known_child(old, found)
        with pytest.raises(TwoOfOneNumber):
            take_in_minutes(old, found, ())
    one, other = (child for child in old.children() if child.case_number == "1204417")
    kept = join(old, one.id, other.id, LIBRARY, TODAY)
    assert take_in_minutes(old, found, ()).child_id == kept
    assert check(old) == []


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path / "elsewhere" / "chairside.db", bytes(32), create=True)
    yield made
    made.close()


def handed_over(elsewhere: Store, child: Child, answers: dict[str, str] | None = None) -> Parcel:
    elsewhere.save_child(child)
    meeting = Meeting("draft", "PPM-234567", child.id, "review_ppm")
    elsewhere.start_meeting(meeting, answers or {}, {}, (), ())
    return parcel_of(elsewhere, "draft")


@pytest.mark.parametrize("spelling", SPELLINGS[:3])
def test_a_draft_goes_to_the_child_of_the_number(
    store: Store, places: Places, elsewhere: Store, spelling: str
):
    begin(store, places, "first", "Robin Testname", "1204417")
    theirs = Child("there", {"child_name": "Robin Testname", "case_number": spelling})
    parcel = handed_over(elsewhere, theirs)
    assert whose_draft(store, parcel, LIBRARY, TODAY) == ""
    assert take_over(store, parcel, LIBRARY, TODAY).child_id == "first"
    with pytest.raises(CannotProceed, match="is in work on this laptop"):
        take_over(store, parcel, LIBRARY, TODAY)
    assert len(store.children()) == 1


def test_a_draft_of_a_number_that_two_have_waits_too(old: Store, elsewhere: Store):
    theirs = Child("there", {"child_name": "Cleo Sample", "case_number": "5550003"})
    parcel = handed_over(elsewhere, theirs)
    for _ in range(2):
        with pytest.raises(TwoOfOneNumber):
            whose_draft(old, parcel, LIBRARY, TODAY)
        with pytest.raises(TwoOfOneNumber):
            take_over(old, parcel, LIBRARY, TODAY)
    assert "draft" not in {line.meeting.id for line in old.meetings()}


def test_a_draft_of_one_of_the_two_finds_them_by_id(old: Store, elsewhere: Store):
    cleo = next(one for one in old.children() if one.name == "Cleo Sample")
    parcel = handed_over(elsewhere, cleo)
    assert take_over(old, parcel, LIBRARY, TODAY).child_id == cleo.id


@pytest.mark.parametrize("answers", [{}, {"case_number": "777", "child_name": "New Name"}])
def test_one_id_with_another_number_is_asked_about(
    store: Store, places: Places, elsewhere: Store, answers: dict[str, str]
):
    begin(store, places, "first", "Robin Testname", "1204417")
    number = "1204417" if answers else "777"
    theirs = Child("first", {"child_name": "Robin Testname", "case_number": number})
    parcel = handed_over(elsewhere, theirs, answers)
    assert "gives the case number 777" in whose_draft(store, parcel, LIBRARY, TODAY)
    assert take_over(store, parcel, LIBRARY, TODAY).child_id == "first"


@pytest.mark.parametrize("where", ["there", "in the draft", "here"])
def test_after_an_adoption_one_id_never_brings_old_and_new_together(
    store: Store, places: Places, elsewhere: Store, where: str
):
    adopted = {"legal_status": "Adoption order"}
    begin(store, places, "first", "Robin Testname", "1204417")
    if where == "here":
        [robin] = store.children()
        store.save_child(replace(robin, details={**robin.details, **adopted}))
    details = {"child_name": "New Name", "case_number": "777"}
    details |= adopted if where == "there" else {}
    parcel = handed_over(
        elsewhere, Child("first", details), adopted if where == "in the draft" else {}
    )
    assert whose_draft(store, parcel, LIBRARY, TODAY) == ""
    came = take_over(store, parcel, LIBRARY, TODAY)
    assert came.child_id != "first"
    names = {one.id: one.name for one in store.children()}
    assert names == {"first": "Robin Testname", came.child_id: "New Name"}


# restoring


def test_a_backup_of_before_brings_its_doubles_and_says_so(tmp_path: Path):
    places = VERSION_1.copied("twice", tmp_path / "old")
    unlock(places, VERSION_1.secret(), None)[0].close()
    [before] = places.backups.glob("before-version-2_*")
    fresh = Places(tmp_path / "fresh")
    restore(fresh, before, VERSION_1.secret(), NOW, silent)
    opened, _ = unlock(fresh, VERSION_1.secret(), None)
    assert len(shared_numbers(opened)) == 5
    opened.close()


def test_a_backup_brings_back_nobody_who_was_joined_and_removed_since(store: Store, places: Places):
    """Each went with the child they were joined into."""
    same = {"child_name": "Robin Testname", "date_of_birth": "12 May 2019"}
    store.save_child(Child("one", same | {"case_number": "1204417"}))
    store.save_child(Child("two", same | {"case_number": "1204417"}), aside=True)
    made = back_up(alone(store), places, 28, NOW, silent)
    assert join(store, "one", "two", LIBRARY, TODAY) == "one"
    removal.remove_child(store, "one", silent)
    store.close()
    said = restore(places, made.path, "a long invented passphrase", NOW, silent, CHEAP)
    assert said.count("A child had been removed since, and was removed again.") == 2
    again, _ = unlock(places, "a long invented passphrase", CHEAP)
    assert again.children() == []
    assert check(again) == []
    again.close()


# an old store with two of one number


def test_every_number_that_is_shared_is_said_in_initials(old: Store):
    shared = shared_numbers(old)
    said = [one.sentence for one in shared]
    assert said == [
        "Two children on this laptop have the case number 1204417: R.T. and R.T.",
        "Two children on this laptop share a case number: A.P. AB-77 01 and B.P. ab7701.",
        "Two children on this laptop have the case number 5550003: C.S. and C.S.",
        "Two children on this laptop share a case number: D.S. 5550004 and D.S. 0005550004.",
        "Three children on this laptop have the case number 5550005: E.S., E.S. and E.S.",
    ]


def test_what_a_child_of_a_shared_number_is_told(old: Store):
    why = {
        one.name.casefold().split()[0]: tuple(
            double.why_not for double in _about(old, one.id).doubles
        )
        for one in old.children()
    }
    assert why == {
        "robin": ("",),
        "ash": ("Their names differ.",),
        "bay": ("Their names differ.",),
        "cleo": ("One of them has a new identity, and is never joined with another record.",),
        "dot": ("A date of birth is missing, has no year, or cannot be read.",),
        "eli": ("", ""),
        "baby": (),
    }


def test_what_is_not_known_is_no_wrong_number(old: Store):
    """What a page still lacks can be written; what differs is a mistake in one of the numbers."""
    to_do = {
        one.name.split()[0]: _about(old, one.id).doubles[0].to_do
        for one in old.children()
        if one.name.split()[0] in ("Ash", "Cleo", "Dot")
    }
    assert to_do["Dot"].startswith("Complete both pages")
    assert to_do["Ash"].startswith("So one of the two numbers is wrong")
    assert to_do["Cleo"].startswith("So one of the two numbers is wrong")
    for dot in (one for one in old.children() if one.name == "Dot Sample"):
        said = {**dot.details, "date_of_birth": "4 Apr 2014"}
        about = keep_details(old, Child(dot.id, said), LIBRARY, TODAY)
    assert about
    assert about.doubles[0].why_not == ""


def _about(store: Store, child_id: str) -> AboutNumber:
    about = about_number(store, child_id, LIBRARY, TODAY)
    assert about
    return about


def test_both_sides_are_told_with_their_meetings_and_what_differs(old: Store):
    one, other = (child for child in old.children() if child.case_number == "1204417")
    about = _about(old, one.id)
    [double] = about.doubles
    assert [line.child.id for line in about.lines] == [one.id]
    assert [line.child.id for line in double.lines] == [other.id]
    labels = [label for label, _, _ in double.differ]
    assert labels == ["Religion"]


def test_joined_and_undone_the_page_says_so(old: Store):
    one, other = (child for child in old.children() if child.case_number == "1204417")
    assert join(old, other.id, one.id, LIBRARY, TODAY) == one.id
    about = _about(old, one.id)
    assert about.doubles == ()
    assert "another record of this child, with one meeting, was joined" in about.joined
    assert about_number(old, other.id, LIBRARY, TODAY) is None
    undo_joining(old, one.id)
    assert _about(old, one.id).joined == ""
    assert len(_about(old, other.id).doubles) == 1


def test_nobody_is_told_of_a_number_that_is_theirs_alone(store: Store, places: Places):
    begin(store, places, "first", "Robin Testname", "1204417")
    about = _about(store, "first")
    assert (about.doubles, about.typed, about.joined) == ((), "", "")
    assert shared_numbers(store) == []
    assert TYPED_NUMBER not in about.child.details
