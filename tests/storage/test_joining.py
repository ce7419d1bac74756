"""Two records of one child are joined, and come apart again exactly as they were."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from decrypted import holds
from invented import frozen
from old_stores import VERSION_1

from desktop_app.errors import CannotProceed
from desktop_app.records import snapshot
from desktop_app.records.meeting import (
    MINUTES_TAKEN_OFF,
    TYPED_NUMBER,
    Changes,
    Child,
    Meeting,
    MeetingLine,
    Row,
)
from desktop_app.storage import joining, parting, removal
from desktop_app.storage.check import check
from desktop_app.storage.connect import connect_to_write, dbapi2
from desktop_app.storage.handover import hand_over, parcel_of
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store
from desktop_app.storage.upgrades.run import upgrade

TODAY = date(2026, 11, 30)
ADOPTED = ("Adoption order",)
KEY = VERSION_1.data_key("twice")
DONE = ("Completed",)


def silent(_: str) -> None:
    pass


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with children of one number, brought up to date."""
    places = VERSION_1.copied("twice", tmp_path_factory.mktemp("twice") / "data")
    upgrade(places.store, KEY, lambda: "2026-11-30T12:00:00+00:00", silent)
    return places.data


@pytest.fixture
def path(old: Path, tmp_path: Path) -> Path:
    (tmp_path / "chairside.db").write_bytes((old / "chairside.db").read_bytes())
    return tmp_path / "chairside.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = open_store(path, KEY, create=False)
    yield opened
    opened.close()


def named(store: Store, name: str) -> list[Child]:
    return [one for one in store.children() if one.name.casefold().split()[0] == name.casefold()]


def robins(store: Store) -> tuple[Child, Child]:
    one, other = named(store, "robin")
    return one, other


def join(store: Store, one: Child, other: Child) -> str:
    return joining.join(store, one.id, other.id, ADOPTED, TODAY)


def lines_of(store: Store, child_id: str) -> list[MeetingLine]:
    return [line for line in store.meetings() if line.child.id == child_id]


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the trail, in its place."""
    with store.reading() as connection:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'audit'"
        tables = connection.exec_driver_sql(query).scalars().all()
        return {
            name: [
                tuple(row)
                for row in connection.exec_driver_sql(f"SELECT rowid, * FROM {name}")  # noqa: S608
            ]
            for name in tables
        }


# joining


def test_what_agrees_is_joined_into_the_one_kept_first(store: Store):
    first, second = robins(store)
    meetings = {
        line.meeting.id for line in (*lines_of(store, first.id), *lines_of(store, second.id))
    }
    assert join(store, second, first) == first.id  # whichever was looked at
    assert named(store, "robin") == [
        Child(first.id, {**second.details, **first.details})  # what only one knew is known
    ]
    assert {line.meeting.id for line in lines_of(store, first.id)} == meetings
    assert len(meetings) == 2
    assert check(store) == []


def test_asked_twice_it_is_done_once(store: Store):
    first, second = robins(store)
    assert join(store, first, second) == join(store, second, first) == first.id
    parting.part(store, first.id)
    before = everything(store)
    parting.part(store, first.id)
    assert everything(store) == before


def test_signed_minutes_and_what_is_left_of_some_come_along_unchanged(store: Store):
    first, second = robins(store)
    [signed] = lines_of(store, first.id)
    assert signed.meeting.state == "signed"
    before = store.record(signed.meeting.id)
    version = store.signed_versions(signed.meeting.id)
    # the other way round: the signed minutes are those of the child who goes
    store.save_child(replace(first, details={**first.details, "case_number": "900900"}))
    store.save_child(
        replace(first, details={**first.details, "case_number": "1204417"}), aside=True
    )
    assert join(store, first, second) == second.id
    after = store.record(signed.meeting.id)
    assert after.child.id == second.id
    assert replace(after, child=before.child, meeting=before.meeting) == before
    assert store.signed_versions(signed.meeting.id) == version
    assert named(store, "robin")[0].case_number == "1204417"
    assert check(store) == []


def test_the_trail_says_it_without_a_word(store: Store):
    first, second = robins(store)
    join(store, first, second)
    parting.part(store, first.id)
    with store.reading() as connection:
        query = "SELECT act, object FROM audit ORDER BY seq DESC LIMIT 2"
        last = connection.exec_driver_sql(query).all()
    assert last == [
        ("part children", f"{first.id} {second.id}"),
        ("join children", f"{second.id} {first.id}"),
    ]


# what is not joined


def refused(store: Store, one: Child, other: Child) -> str:
    before = everything(store)
    for pair in ((one, other), (other, one)):
        with pytest.raises(CannotProceed) as said:
            join(store, *pair)
    assert everything(store) == before
    assert joining.why_not(store, one, other, ADOPTED, TODAY) == said.value.happened
    return said.value.happened


def test_names_that_differ_are_not_joined(store: Store):
    assert "names differ" in refused(store, *named(store, "ash"), *named(store, "bay"))


def test_nor_is_anybody_without_a_date_of_birth(store: Store):
    assert "date of birth" in refused(store, *named(store, "dot"))


def test_nor_children_of_different_numbers(store: Store):
    robin, _ = robins(store)
    [ash] = named(store, "ash")
    assert "numbers differ" in refused(store, robin, ash)


def test_nor_children_without_a_number(store: Store):
    one, other = named(store, "baby")
    same = {"child_name": "Baby One", "date_of_birth": "1 May 2026"}
    for child in (one, other):
        store.save_child(replace(child, details=same | {"case_number": "not known yet"}))
    assert "numbers differ" in refused(store, *named(store, "baby"))


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize(
    "sign",
    [
        {"legal_status": "Adoption order"},
        {"new_identity": "Yes"},
    ],
)
def test_nor_a_child_with_a_new_identity(store: Store, place: int, sign: dict[str, str]):
    robin = robins(store)[place]
    store.save_child(replace(robin, details={**robin.details, **sign}))
    assert "new identity" in refused(store, *robins(store))


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize(
    "answers",
    [{"legal_status": "Adoption order"}, {"adoption_hearing_on": "3 Nov 2026"}],
)
def test_nor_one_whose_meeting_tells_of_an_adoption(
    store: Store, place: int, answers: dict[str, str]
):
    robin = robins(store)[place]
    store.start_meeting(Meeting("told", "PPM-777777", robin.id, "review_ppm"), answers, {}, (), ())
    assert "new identity" in refused(store, *robins(store))


def test_the_adopted_child_of_before_is_never_joined(store: Store):
    """Name and date of birth agree to the letter."""
    assert "new identity" in refused(store, *named(store, "cleo"))


def test_nor_one_who_went_meanwhile(store: Store):
    robin, _ = robins(store)
    with pytest.raises(CannotProceed, match="not on this laptop any more"):
        joining.join(store, robin.id, "nobody", ADOPTED, TODAY)


# coming apart


def test_undone_at_once_every_row_is_as_it_was(store: Store):
    before = everything(store)
    first, second = robins(store)
    join(store, first, second)
    assert everything(store) != before
    parting.part(store, first.id)
    assert everything(store) == before
    assert check(store) == []


def test_undone_after_a_restart_too(store: Store, path: Path):
    before = everything(store)
    first, second = robins(store)
    join(store, first, second)
    store.close()
    again = open_store(path, KEY, create=False)
    found = parting.joined_last(again, first.id)
    assert found
    assert (found.gone, len(found.states)) == (second.id, 1)
    parting.part(again, first.id)
    assert everything(again) == before
    assert parting.joined_last(again, first.id) is None
    again.close()


def test_three_are_joined_and_come_apart_in_turn(store: Store):
    before = everything(store)
    one, two, three = named(store, "eli")
    assert join(store, one, two) == one.id
    assert join(store, one, three) == one.id
    assert len(named(store, "eli")) == 1
    parting.part(store, one.id)
    assert {child.id for child in named(store, "eli")} == {one.id, three.id}
    parting.part(store, one.id)
    assert everything(store) == before


def test_one_who_was_joined_into_goes_on_into_another(store: Store):
    before = everything(store)
    one, two, three = named(store, "eli")
    assert join(store, two, three) == two.id
    assert join(store, two, one) == one.id
    parting.part(store, one.id)
    parting.part(store, two.id)
    assert everything(store) == before


def test_a_place_that_was_taken_meanwhile_holds_up_nothing(store: Store):
    one, other = robins(store)
    join(store, one, other)
    [bay] = named(store, "bay")
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE child SET rowid = 2 WHERE id = ?", (bay.id,))
    parting.part(store, one.id)
    assert {child.id for child in named(store, "robin")} == {one.id, other.id}
    assert check(store) == []


def test_what_was_typed_since_stays_and_the_rest_is_as_it_was(store: Store):
    first, second = robins(store)
    join(store, first, second)
    [joined] = named(store, "robin")
    changed = {**joined.details, "language": "Urdu", "social_worker": "Somebody New"}
    del changed["pronouns"]
    store.save_child(replace(joined, details=changed))
    parting.part(store, first.id)
    one, other = robins(store)
    assert other == second
    wanted = {**first.details, "language": "Urdu", "social_worker": "Somebody New"}
    del wanted["pronouns"]
    assert one.details == wanted


def test_what_began_since_goes_with_what_it_follows_or_corrects_else_it_stays(store: Store):
    first, second = robins(store)
    [theirs] = lines_of(store, second.id)
    [signed] = lines_of(store, first.id)
    join(store, first, second)
    for key, follows in (("a", theirs.meeting.id), ("b", "a"), ("c", signed.meeting.id), ("d", "")):
        new = Meeting(key, f"PPM-00000{key}", first.id, "review_ppm", follows=follows)
        store.start_meeting(new, {}, {}, (), ())
    correction = store.begin_correction(signed.meeting.id)
    parting.part(store, first.id)
    ids = {one.id: {line.meeting.id for line in lines_of(store, one.id)} for one in robins(store)}
    assert ids[second.id] == {theirs.meeting.id, "a", "b"}
    assert ids[first.id] == {signed.meeting.id, correction.id, "c", "d"}
    assert check(store) == []


def test_a_draft_keeps_the_words_of_actions_that_are_the_others_again(store: Store):
    first, second = robins(store)
    theirs = (Row("theirs", {"text": "Ask Gran", "owner": "Ann", "target": "12 December 2026"}),)
    signed_of(store, second.id, theirs)
    join(store, first, second)
    looked_back = store.open_actions(first.id, DONE)
    assert {"theirs"} < {row.id for row in looked_back}
    rows = [Row(row.id, {**row.values, "update": "Said."}) for row in looked_back]
    new = Meeting("a", "PPM-00000A", first.id, "review_ppm")
    store.start_meeting(new, {}, {}, (), (), rows)
    before = _texts(store, "a")
    assert all(all(said) for said in before)
    parting.part(store, first.id)
    assert _texts(store, "a") == before
    with store.reading() as connection:  # what is the child's own is typed in nowhere again
        query = "SELECT meeting_id, id FROM earlier_action"
        assert connection.exec_driver_sql(query).all() == [("a", "theirs")]


def test_a_draft_of_the_other_keeps_its_words_too(store: Store):
    """Here the actions are those of the child who is kept."""
    first, second = robins(store)
    [theirs] = lines_of(store, second.id)
    join(store, first, second)
    rows = [
        Row(row.id, {**row.values, "update": "Said."}) for row in store.open_actions(first.id, DONE)
    ]
    store.save(theirs.meeting.id, Changes(carried=tuple(rows)))
    before = _texts(store, theirs.meeting.id)
    assert all(all(said) for said in before)
    parting.part(store, first.id)
    assert _texts(store, theirs.meeting.id) == before


def _texts(store: Store, meeting_id: str) -> list[tuple[str, ...]]:
    names = ("text", "owner", "target", "update")
    return [
        tuple(row.values.get(name, "") for name in names)
        for row in store.record(meeting_id).carried
    ]


def test_a_number_typed_since_is_the_childs_own_again(store: Store):
    """A clash that was only typed: both are kept, and the typed number is typed again."""
    [ash] = named(store, "ash")
    new = Child("new", {"child_name": ash.name, "date_of_birth": "1/1/11", "case_number": "31"})
    store.save_child(new)
    store.save_child(replace(new, details={**new.details, "case_number": "ab77 01"}), aside=True)
    before = everything(store)
    assert join(store, new, ash) == ash.id
    assert named(store, "ash")[0].case_number == "AB-77 01"
    assert TYPED_NUMBER not in named(store, "ash")[0].details
    parting.part(store, ash.id)
    assert everything(store) == before


def test_a_number_that_was_given_away_since_is_kept_beside(store: Store):
    """The child who is kept had another one: somebody has it now."""
    [ash] = named(store, "ash")
    [bay] = named(store, "bay")
    store.save_child(replace(bay, details={**bay.details, "case_number": "55"}))
    new = Child("new", {"child_name": ash.name, "date_of_birth": "1/1/11", "case_number": "31"})
    store.save_child(new)
    store.save_child(replace(ash, details={**ash.details, "case_number": "31"}), aside=True)
    assert join(store, new, ash) == "new"
    store.save_child(Child("taker", {"case_number": "AB7701"}))
    parting.part(store, "new")
    back = next(one for one in store.children() if one.id == ash.id)
    assert back.details["case_number"] == "AB-77 01"  # exactly as it was: the page says of whom
    assert check(store) == []


def count_of(store: Store, child_id: str) -> int:
    found = next(one for one in store.children() if one.id == child_id)
    return int(found.details.get(MINUTES_TAKEN_OFF, "0"))


@pytest.mark.parametrize("kernel", [False, True])
def test_minutes_taken_off_since_are_counted_where_they_were(store: Store, kernel: bool):
    first, second = robins(store)
    for child in (first, second):
        signed_of(store, child.id)
    removal.remove(store, f"s-{second.id}", "a rule", DONE, silent, kernel=False)
    join(store, first, second)
    assert count_of(store, first.id) == 1
    removal.remove(
        store, lines_of(store, first.id)[0].meeting.id, "a rule", DONE, silent, kernel=kernel
    )
    parting.part(store, first.id)
    assert count_of(store, second.id) == 1
    assert count_of(store, first.id) == (0 if kernel else 1)
    assert check(store) == []


def test_minutes_of_both_that_were_taken_off_are_counted_together(store: Store):
    first, second = robins(store)
    for child in (first, second):
        removal.remove(store, signed_of(store, child.id), "a rule", DONE, silent, kernel=False)
    before = everything(store)
    join(store, first, second)
    assert count_of(store, first.id) == 2
    parting.part(store, first.id)
    assert everything(store) == before


def test_minutes_of_the_other_taken_off_since_are_theirs(store: Store):
    first, second = robins(store)
    one = signed_of(store, second.id)
    join(store, first, second)
    removal.remove(store, one, "a rule", DONE, silent, kernel=False)
    assert count_of(store, first.id) == 1
    parting.part(store, first.id)
    assert (count_of(store, first.id), count_of(store, second.id)) == (0, 1)


def signed_of(store: Store, child_id: str, actions: tuple[Row, ...] = ()) -> str:
    new = Meeting(f"s-{child_id}", f"PPM-{child_id[:6].upper()}", child_id, "review_ppm")
    store.start_meeting(new, {"meeting_date": "2 Nov 2026"}, {}, (), actions)
    what = replace(frozen(), reference=new.reference)
    text = snapshot.to_json(what)
    at = "2026-11-21T12:00:00+00:00"
    store.sign(new.id, text, snapshot.fingerprint(what), "", at, b"word")
    return new.id


@pytest.mark.parametrize("back", [False, True])
def test_a_draft_that_was_handed_over_comes_along_and_goes_back(store: Store, back: bool):
    first, second = robins(store)
    [theirs] = lines_of(store, second.id)
    hand_over(store, parcel_of(store, theirs.meeting.id), "a.chairside")
    before = everything(store)
    join(store, first, second)
    assert {line.meeting.state for line in lines_of(store, first.id)} == {"signed", "handed over"}
    if back:
        parting.part(store, first.id)
        assert everything(store) == before
    assert check(store) == []


# the guards, and what removal leaves


@pytest.mark.parametrize(
    ("change", "noted"),
    [
        ("child_id = 'another'", False),  # the trail's last entry names two others
        ("child_id = 'SECOND', form = 'x'", False),  # nothing else may change with it
        ("child_id = 'SECOND', place = 'x'", False),
        ("child_id = 'SECOND'", True),  # the trail has gone on
    ],
)
def test_signed_minutes_change_their_child_by_no_other_way(
    store: Store, path: Path, change: str, noted: bool
):
    first, second = robins(store)
    [signed] = lines_of(store, first.id)
    store.save_child(Child("another", {}))
    join(store, first, second)
    parting.part(store, first.id)
    if noted:
        store.note("unlock")
    store.close()
    connection = connect_to_write(path, KEY)
    one = signed.meeting.id
    with pytest.raises(dbapi2.IntegrityError, match="signed"):
        connection.execute(
            f"UPDATE meeting SET {change} WHERE id = '{one}'".replace("SECOND", second.id)  # noqa: S608
        )
    connection.close()


def test_nothing_of_who_was_joined_stays_when_the_child_goes(store: Store, path: Path):
    one, two, three = named(store, "eli")
    word = "Zanzibarcanary"
    store.save_child(replace(three, details={**three.details, "language": word}))
    join(store, two, three)
    join(store, one, two)
    removal.remove_child(store, one.id, silent)
    assert named(store, "eli") == []
    with store.reading() as connection:
        query = "SELECT object FROM audit WHERE act = 'remove child'"
        gone = set(connection.exec_driver_sql(query).scalars())
        left = connection.exec_driver_sql("SELECT count(*) FROM joining").scalar_one()
    assert gone == {one.id, two.id, three.id}  # a backup of before may hold them apart
    assert left == 0
    store.close()
    assert not holds(path, KEY, word)
    again = open_store(path, KEY, create=False)
    assert check(again) == []
    again.close()


def test_what_is_left_of_joinings_is_written_anew_with_every_removal(store: Store):
    """As every table of words: a row that SQLite once moved leaves its words where it stood."""
    for turn in range(3):
        said = {"child_name": f"Kay {turn}", "date_of_birth": "1 May 2010"}
        said |= {"case_number": f"77{turn:03}"}
        store.save_child(Child(f"one{turn}", said))
        store.save_child(Child(f"two{turn}", said), aside=True)
        joining.join(store, f"one{turn}", f"two{turn}", ADOPTED, TODAY)
    removal.remove_child(store, "one0", silent)
    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT rowid, gone FROM joining ORDER BY rowid").all()
    assert rows == [(1, "two1"), (2, "two2")]  # no gap where the first one stood


def test_what_is_kept_of_a_joining_is_as_it_was_stored(store: Store):
    """The letters of the details, so that what comes back is what was."""
    first, second = robins(store)
    with store.reading() as connection:
        query = "SELECT details FROM child WHERE id IN (?, ?) ORDER BY rowid"
        before = connection.exec_driver_sql(query, (first.id, second.id)).scalars().all()
    join(store, first, second)
    found = parting.joined_last(store, first.id)
    assert found
    assert [found.kept_details, found.gone_details] == before
    assert list(found.states.values()) == ["draft"]
