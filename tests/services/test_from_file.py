"""The next meeting from a signed Word file alone: read back whole, or not taken as signed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import docx
import msgspec
import pytest
from word_packages import saved

from desktop_app.errors import CannotProceed
from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.seal.certificate_words import fingerprint as of_certificate
from desktop_app.minutes.seal.certificates import Signer, from_stored, make_certificate
from desktop_app.minutes.seal.seal import seal
from desktop_app.minutes.word import to_word
from desktop_app.paths import Places
from desktop_app.records.answers import anchor
from desktop_app.records.brought import of_meeting
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import (
    RAISED_AT,
    Changes,
    Child,
    Meeting,
    Record,
    Row,
    same_number,
)
from desktop_app.records.snapshot import (
    Signature,
    Snapshot,
    content,
    fingerprint,
    from_json,
    to_json,
)
from desktop_app.services.case_system import next_step, waiting
from desktop_app.services.council import load_council
from desktop_app.services.forgetting import outlook
from desktop_app.services.from_file import (
    FromFile,
    known_child,
    read_minutes,
    start_from,
    summary,
    take_in_minutes,
    whose_words,
)
from desktop_app.services.journey import journey
from desktop_app.services.last_time import last_time, previous_of
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.sealing import words_of
from desktop_app.services.signing import begin_correction, draft_imprint, replaced_by
from desktop_app.storage.check import check
from desktop_app.storage.open import open_store
from desktop_app.storage.removal import remove
from desktop_app.storage.store import Store

COUNCIL = load_council(Places(Path("/nowhere")))
LIBRARY = COUNCIL.library
REVIEW = LIBRARY.forms["review_ppm"]
CLOSED = LIBRARY.closing_statuses(REVIEW)
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SIGNER: Signer = from_stored(make_certificate("Casey Chair", "Invented Council", NOW))
TRUSTED = {of_certificate(SIGNER.certificate)}
PROSE = "Robin settled well at home and sees the school nurse each week. " * 40


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path / "data" / "chairside.db", bytes(32), create=True)
    yield made
    made.close()


def record(form: str = "initial_ppm", *, reference: str = "PPM-4F7KQ2", **answers: str) -> Record:
    said = {
        "child_name": "Robin Testname",
        "case_number": "1204417",
        "meeting_date": "2 Nov 2026",
        "background": "Came into care in May.",
        "contingency": "The present carers.",
    } | answers
    people = (
        Row("1", {"name": "Priya Invented", "relation": "Social worker", "agency": "Invented"}),
        Row(
            "2",
            {
                "name": "Lee Madeup",
                "relation": "Grandmother",
                "attended": "Present",
                "how": "Online",
                "arrived": "10.12",
            },
        ),
    )
    actions = (
        Row("a", {"text": "Book the medical", "owner": "Priya Invented", "target": "+1w"}),
        Row("b", {"text": "Call the school", "owner": "Priya Invented", "target": "+2w"}),
    )
    meeting = Meeting("m", reference, "c", form, created_at="2026-11-02T09:00:00+00:00")
    return Record(meeting, Child("c", {}), said, {}, people, actions)


def printed(
    one: Record, version: str = "1.0", words: str | None = None, correction: str = ""
) -> Snapshot:
    said = words_of(SIGNER) if words is None else words
    signature = Signature("Casey Chair", "Chair", "2 November 2026, 12:00", "True.", said)
    imprint = Imprint("Invented Council", "OFFICIAL", version, signature, correction)
    return freeze(LIBRARY.forms[one.meeting.form], one, imprint)


def sealed(snapshot: Snapshot) -> bytes:
    return seal(to_word(snapshot), SIGNER, at=NOW, role="Chair")


def read(word: bytes | Path, trusted: set[str] = TRUSTED) -> FromFile:
    return read_minutes(word, trusted, LIBRARY.forms, LIBRARY.choices)


def minutes(**answers: str) -> FromFile:
    return read(sealed(printed(record(**answers))))


def large(form_key: str) -> Record:
    """Every question answered at length, forty people, sixty actions, twenty rows a table."""
    form = LIBRARY.forms[form_key]
    answers = {"case_number": "1204417", "child_name": "Robin Testname", "meeting_date": "2/11/26"}
    tables: dict[str, tuple[Row, ...]] = {}
    for question in form.questions():
        if not question.has_rows:
            offered = LIBRARY.choices(question) or (PROSE,)
            said = "3 March 2026" if question.kind == "date" else offered[0]
            answers.setdefault(question.key, said)
            continue
        count = {"attendance": 40, "actions": 60}.get(question.kind, 20)
        ids = [row.key for row in question.rows] or [str(one) for one in range(count)]
        tables[question.key] = tuple(
            Row(
                one,
                {
                    column.key: (LIBRARY.choices(column) or (f"{column.label} {one}",))[0]
                    for column in question.columns
                },
            )
            for one in ids
        )
    if kept := form.of_kind("disagreements"):
        rows = tables[kept.key]
        marked = [Row(row.id, {**row.values, RAISED_AT: "background"}) for row in rows[:3]]
        tables[kept.key] = (*marked, *rows[3:])
    kinds = ("attendance", "actions", "carried_actions")
    of_kind = (form.of_kind(kind) for kind in kinds)
    parts = [tables.pop(question.key, ()) if question else () for question in of_kind]
    return Record(record(form_key).meeting, Child("c", {}), answers, tables, *parts)


# round trip


@pytest.mark.parametrize("form", sorted(LIBRARY.forms))
def test_a_large_record_exported_and_read_back_exports_the_same(form: str):
    first = printed(large(form))
    found = read(sealed(first))
    assert found.record is not None
    assert not found.words
    again = replace(found.record, meeting=replace(found.record.meeting, reference="PPM-4F7KQ2"))
    second = printed(again)
    assert content(second) == content(first)
    assert fingerprint(read_back(to_word(second))) == fingerprint(first)


def test_what_prints_in_one_cell_comes_apart_again():
    found = minutes()
    assert found.record
    assert [dict(row.values) for row in found.record.attendance] == [
        {"name": "Priya Invented", "relation": "Social worker", "agency": "Invented"},
        {
            "name": "Lee Madeup",
            "relation": "Grandmother",
            "attended": "Present",
            "how": found.record.attendance[1].values["how"],
            "arrived": "10:12",
        },
    ]
    assert found.record.attendance[1].values["how"].lower() == "online"
    assert [row.values["target"] for row in found.record.actions] == [
        "9 November 2026",
        "16 November 2026",
    ]
    assert summary(found)[0].endswith("PPM-4F7KQ2, held on 2 November 2026")


# only what is proved is taken as signed


def refused(found: FromFile) -> str:
    assert found.record is None
    return " ".join(found.words)


def test_a_signer_whom_nobody_trusts_here_is_not_enough():
    assert "trusts" in refused(read(sealed(printed(record())), set()))


def test_a_file_that_is_not_sealed_proves_nothing_although_its_fingerprint_fits():
    found = read(to_word(printed(record(), words="Not digitally sealed.")))
    assert found.snapshot is not None
    assert "not digitally sealed" in refused(found)


def test_a_file_that_was_edited_after_signing_is_not_taken(tmp_path: Path):
    path = tmp_path / "edited.docx"
    path.write_bytes(sealed(printed(record())))
    opened = docx.Document(str(path))
    opened.add_paragraph("One sentence more.")
    opened.save(str(path))
    assert "changed" in refused(read(path))


def test_words_that_do_not_fit_their_fingerprint_are_not_taken_whoever_sealed_them(tmp_path: Path):
    path = tmp_path / "sealed later.docx"
    word = to_word(printed(record()))
    path.write_bytes(word)
    opened = docx.Document(str(path))
    for run in opened.element.body.xpath(".//w:t"):
        run.text = run.text.replace("in May.", "in June.")
    opened.save(str(path))
    edited = seal(path.read_bytes(), SIGNER, at=NOW, role="Chair")
    assert "does not fit" in refused(read(edited))


def test_drafts_copies_forms_from_elsewhere_and_other_word_files_are_prepared_at_most():
    draft = freeze(LIBRARY.forms["initial_ppm"], record(), Imprint("Invented", "OFFICIAL"))
    assert "draft" in refused(read(sealed(draft)))
    assert "copy" in refused(read(sealed(printed(record(), "1.0 copy 1"))))
    elsewhere = replace(printed(record()), form="their_own")
    assert "their_own" in refused(read(sealed(elsewhere)))
    plain = docx.Document()
    plain.add_paragraph("Minutes of long ago.")
    assert "not a file of minutes" in refused(read(saved(plain)))
    assert "case number" in refused(minutes(case_number=""))
    with pytest.raises(CannotProceed):
        read(b"no Word file at all")


def test_what_the_form_no_longer_asks_is_told():
    first = printed(record())
    section = first.template[-1]
    odd = replace(section.groups[0][0], key="asked_long_ago", label="Asked long ago")
    extra = replace(section, groups=(*section.groups, (odd,)))
    found = read(sealed(replace(first, template=(*first.template[:-1], extra))))
    assert found.record is not None
    assert "Asked long ago" in " ".join(found.words)


# into the store


def test_an_empty_store_starts_the_next_meeting_as_if_the_last_had_been_held_here(store: Store):
    found = minutes()
    assert found.record is not None
    assert known_child(store, found) is None
    settings = {"my_name": "Chris Chairperson"}
    draft = start_from(store, found, REVIEW, settings, CLOSED)
    assert start_from(store, found, REVIEW, settings, CLOSED).id == draft.id
    started = store.record(draft.id)
    assert started.child.name == "Robin Testname"
    assert started.answers["background"] == "Came into care in May."
    assert started.answers["brought.background"] == of_meeting(anchor(found.record))
    assert [row.values["name"] for row in started.attendance] == ["Priya Invented", "Lee Madeup"]
    assert [row.values["text"] for row in started.carried] == [
        "Book the medical",
        "Call the school",
    ]
    assert {row.values["origin"] for row in started.carried} == {"PPM-4F7KQ2, Mon 2 Nov 2026"}
    previous = previous_of(store, started)
    assert previous
    asked = REVIEW.question("contingency")
    assert last_time(previous, OpenMeeting(REVIEW, started), asked).text == "The present carers."


def test_what_was_taken_in_is_signed_whole_and_audited(store: Store):
    found = minutes()
    taken = take_in_minutes(store, found, CLOSED)
    assert take_in_minutes(store, found, CLOSED).id == taken.id
    (version,) = store.signed_versions(taken.id)
    assert (taken.reference, taken.state) == ("PPM-4F7KQ2", "signed")
    assert version.fingerprint == fingerprint(printed(record()))
    assert store.signed_file(version) == found.word
    assert from_json(version.snapshot).held == "2026-11-02"
    assert check(store) == []
    with pytest.raises(CannotProceed):
        store.save(taken.id, Changes({"background": "Otherwise."}))


def test_the_review_joins_the_actions_that_are_here_already(store: Store):
    take_in_minutes(store, minutes(), CLOSED)
    looked_back = (
        Row("x", {"text": "Book the medical", "owner": "Priya Invented", "status": "Done"}),
        Row("y", {"text": "Call the school", "owner": "Priya Invented", "update": "No answer."}),
    )
    later = record("review_ppm", reference="PPM-5F7KQ2", meeting_date="1 Dec 2026")
    review = replace(later, carried=looked_back, actions=())
    taken = take_in_minutes(store, read(sealed(printed(review))), CLOSED)
    child = store.record(taken.id).child
    still = store.open_actions(child.id, CLOSED)
    assert [row.values["text"] for row in still] == ["Call the school"]
    assert len(store.children()) == 1
    assert check(store) == []


def test_older_minutes_than_those_here_are_refused(store: Store):
    take_in_minutes(store, minutes(), CLOSED)
    older = record(reference="PPM-2F7KQ2", meeting_date="1 May 2026")
    with pytest.raises(CannotProceed, match="later minutes"):
        take_in_minutes(store, read(sealed(printed(older))), CLOSED)
    assert len(store.meetings()) == 1


def test_other_minutes_of_the_same_reference_are_refused(store: Store):
    take_in_minutes(store, minutes(), CLOSED)
    with pytest.raises(CannotProceed, match="already"):
        take_in_minutes(store, minutes(background="Something else."), CLOSED)
    assert check(store) == []


def test_a_second_version_stays_the_second_and_is_corrected_to_a_third(store: Store):
    taken = take_in_minutes(store, read(sealed(printed(record(), "2.0"))), CLOSED)
    assert [one.number for one in store.signed_versions(taken.id)] == [2]
    assert check(store) == []
    draft = store.record(begin_correction(store, taken.id, "A name was wrong."))
    imprint = draft_imprint(COUNCIL.profile("calderdale"), draft, replaced_by(store, draft.meeting))
    assert imprint.version == "2.1"


def test_a_correction_signed_elsewhere_replaces_the_version_it_names(store: Store):
    """The words of the file are those that Chairside prints for a correction."""
    taken = take_in_minutes(store, minutes(), CLOSED)
    draft = store.record(begin_correction(store, taken.id, "A name was wrong."))
    replaces = replaced_by(store, draft.meeting)
    imprint = draft_imprint(COUNCIL.profile("calderdale"), draft, replaces)
    store.give_up_correction(draft.meeting)
    second = record(background="Came into care in June.")
    file = read(sealed(printed(second, "2.0", correction=imprint.correction)))
    assert take_in_minutes(store, file, CLOSED).id == taken.id
    assert [one.number for one in store.signed_versions(taken.id)] == [1, 2]
    assert store.record(taken.id).answers["background"] == "Came into care in June."
    assert check(store) == []


def test_minutes_from_a_file_wait_for_no_receipt_and_go_after_the_day_they_came(store: Store):
    """They are looked after where they were signed."""
    profile = msgspec.structs.replace(COUNCIL.profile("calderdale"), keep_days=7)
    taken = take_in_minutes(store, minutes(), CLOSED)
    (line,) = store.meetings()
    came = datetime.fromisoformat(line.taken_in_at).astimezone().date()
    assert waiting(store, [line], profile, came + timedelta(6)) == {}
    assert waiting(store, [line], profile, came + timedelta(7))[taken.id].where == "taking off"
    children, rules = store.children(), COUNCIL.profile("lambeth").rules
    found = journey(store, children[0], [line], rules, {}, LIBRARY.child, came + timedelta(60))
    duties = [one.what for one in found.deadlines]
    assert duties
    assert "PPM workflow completed" not in duties
    early = outlook(store, taken, profile, CLOSED, came + timedelta(6))
    assert early.in_the_way
    assert "7 days after they were taken in" in early.in_the_way[0]
    then = outlook(store, taken, profile, CLOSED, came + timedelta(7))
    assert (then.in_the_way, then.on) == ((), came + timedelta(7))
    assert "uploaded by" not in " ".join(then.follows)


def test_a_correction_signed_here_waits_for_its_receipt(store: Store):
    profile = COUNCIL.profile("calderdale")
    taken = take_in_minutes(store, minutes(), CLOSED)
    draft = store.record(begin_correction(store, taken.id, "A name was wrong.")).meeting
    words = printed(record(background="Otherwise."), "2.0")
    now = (datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec="seconds")
    store.sign(draft.id, to_json(words), fingerprint(words), "A name.", now, sealed(words))
    line = replace(store.meetings()[0], exported_at=now)
    asked = next_step(line, profile, NOW.date())
    assert asked
    assert asked.where == "case system"
    assert outlook(store, taken, profile, CLOSED, NOW.date()).on is None


def test_case_numbers_are_the_same_however_they_are_typed(store: Store):
    """Minutes, drafts and prepared answers find their child alike; without a number, nobody's."""
    assert same_number("1204-417", " 120 4417")
    assert same_number("ab/12", "AB12")
    assert not same_number("1204417", "1204418")
    assert not same_number("-", "")
    store.save_child(Child("here", {"child_name": "Robin Testname", "case_number": "120-4417"}))
    assert known_child(store, minutes()) == store.children()[0]


def test_the_child_is_found_by_the_case_number_and_another_name_is_asked_about(store: Store):
    store.save_child(Child("here", {"child_name": "Robin Testname", "case_number": " 120 4417"}))
    found = minutes()
    assert known_child(store, found) == store.children()[0]
    assert "already" in whose_words(found, known_child(store, found))[0]
    assert store.record(take_in_minutes(store, found, CLOSED).id).child.id == "here"
    other = Child("here", {"child_name": "Sam Otherchild", "case_number": "1204417"})
    assert "Sam Otherchild" in whose_words(found, other)[0]
    assert "not on this laptop" in whose_words(found, None)[0]


def test_minutes_that_were_removed_lawfully_can_come_back_from_their_file(store: Store):
    """The same laptop, after it has forgotten: what was left of the actions goes on."""
    first = take_in_minutes(store, minutes(), CLOSED)
    left = {row.values["text"]: row.id for row in store.record(first.id).actions}
    remove(store, first.id, "28 days", CLOSED, lambda _: None, kernel=True)
    assert not store.has_meeting(first.id)
    taken = take_in_minutes(store, minutes(), CLOSED)
    assert taken.state == "signed"
    again = store.record(taken.id)
    assert {row.values["text"]: row.id for row in again.actions} == left
    assert again.answers["background"] == "Came into care in May."
    assert len(store.open_actions(again.child.id, CLOSED)) == 2
    assert check(store) == []
    remove(store, taken.id, "28 days", CLOSED, lambda _: None, kernel=False)
    assert check(store) == []
