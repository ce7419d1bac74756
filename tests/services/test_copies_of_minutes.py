"""Copies for people of invented minutes: made, searched, sealed, written and noted."""

import hashlib
import random
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from invented import DATA_KEY

from desktop_app.errors import CannotProceed
from desktop_app.forms.marks import reader_of, readers, reasons
from desktop_app.minutes.file_name import file_name
from desktop_app.minutes.left_out import refuse_left, refuse_left_on_paper
from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.seal.verify import verify
from desktop_app.minutes.word import to_word
from desktop_app.paths import Places
from desktop_app.records.copies import Mark, Place, digest, is_copy, smallest, spots
from desktop_app.records.meeting import Changes, Record, Row
from desktop_app.records.snapshot import Grid, Section, Signature, Snapshot, Text, fingerprint
from desktop_app.services.copies_of_minutes import (
    Maker,
    look_at_paper,
    on_paper,
    redacted,
    save_pdf,
    save_word,
    word_of,
)
from desktop_app.services.council import Council, load_council
from desktop_app.services.demo import SETTINGS, build_demo
from desktop_app.services.exporting import printed_now
from desktop_app.services.marks_on_minutes import Marking, Shelf, also_said, usually_left_out
from desktop_app.services.sealing import Seal, make_own, signer_of
from desktop_app.services.who_gets_what import Wanted, note
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MAKER = Maker("Helen Pretend", "Team manager", NOW)
MOTHER = Wanted(
    "Dana Testname", "Mother", "parents", method="by post", leave_out=usually_left_out("parents")
)
CARER = Place("home_carer")


@pytest.fixture(scope="module")
def council() -> Council:
    return load_council(Places(Path("/nowhere")))


class Room:
    """A signed story of the demonstration, with its marks."""

    def __init__(self, store: Store, council: Council, meeting_id: str) -> None:
        self.store = store
        profile = council.profile(SETTINGS["council"])
        self.record: Record = store.record(meeting_id)
        self.form = council.form(self.record.meeting.form, profile)
        self.snapshot = printed_now(store, self.record, council, profile)
        self.marking = Marking(self.form, self.record, self.snapshot)

    @property
    def held(self) -> Shelf:
        return self.marking.shelf(self.store)

    def mark(self, place: Place, why: str) -> Shelf:
        spot = next(spot for spot in spots(self.snapshot) if spot.place == place)
        return self.marking.set(self.store, spot, why)


@pytest.fixture
def room(tmp_path: Path, council: Council) -> Iterator[Room]:
    with a_room(tmp_path, council) as made:
        yield made


@pytest.fixture(scope="module")
def whole_record(tmp_path_factory: pytest.TempPathFactory, council: Council) -> Snapshot:
    with a_room(tmp_path_factory.mktemp("robin"), council) as made:
        return made.snapshot


@contextmanager
def a_room(folder: Path, council: Council) -> Iterator[Room]:
    store = open_store(folder / "data" / "chairside.db", DATA_KEY, create=True)
    meetings = build_demo(store, council, TODAY)
    yield Room(store, council, meetings["robin"])
    store.close()


def printed(copy: Snapshot) -> dict[str, str]:
    """The texts by key; of tables, every cell."""
    entries = (e for s in (*copy.template, *copy.additional) for group in s.groups for e in group)
    return {
        e.key: e.text if isinstance(e, Text) else "\n".join("|".join(row) for row in e.rows)
        for e in entries
    }


# what is left out, and for whom


def test_where_the_child_lives_is_left_out_for_parents_unless_the_chair_says_otherwise(room: Room):
    copy = printed(redacted(room.held, MOTHER, MAKER))
    assert copy["home_carer"] == "[Left out: about the child’s home]"
    held = room.mark(CARER, "")
    assert printed(redacted(held, MOTHER, MAKER))["home_carer"] == "Maureen and Colin Sample"


def test_a_postcode_takes_the_lines_of_its_address_along_however_it_is_typed(room: Room):
    where = "They live here:\nFlat 3, Made House\nMadetown\nzz9  9zz\nThey like it"
    held = with_answer(room, Text("contingency_x", "Where", where))
    said = printed(redacted(held, MOTHER, MAKER))["contingency_x"]
    assert said == "They live here:\n[Left out: about the child’s home]\nThey like it"


def test_a_postcode_without_the_number_of_a_house_goes_alone(room: Room):
    held = with_answer(room, Text("contingency_x", "Where", "School goes well\nnear ZZ9 9ZZ"))
    said = printed(redacted(held, MOTHER, MAKER))["contingency_x"]
    assert said == "School goes well\n[Left out: about the child’s home]"


def with_answer(room: Room, answer: Text | Grid) -> Shelf:
    section = replace(room.snapshot.template[-1], groups=((answer,),))
    minutes = replace(room.snapshot, template=(section,))
    return Marking(room.form, room.record, minutes).shelf(room.store)


def test_people_of_the_council_see_where_the_child_lives(room: Room):
    manager = Wanted("Jo", "Team manager", "council", leave_out=usually_left_out("council"))
    assert printed(redacted(room.held, manager, MAKER))["home_carer"] == "Maureen and Colin Sample"


def test_adopters_are_left_out_whatever_the_chair_chooses(room: Room):
    answers = {**room.record.answers, "home_type": "Placed for adoption with consent, new carer"}
    adopted = replace(room.record, answers=answers)
    room.mark(CARER, "")
    held = Marking(room.form, adopted, room.snapshot).shelf(room.store)
    everything = replace(MOTHER, reader="council", leave_out=frozenset())
    copy = printed(redacted(held, everything, MAKER))
    assert copy["home_carer"] == "[Left out: about other people]"
    with pytest.raises(CannotProceed, match="adopters"):
        note(room.store, room.record, held, replace(MOTHER, given="full", reason="asked"), NOW)


def test_a_line_with_a_postcode_is_left_out_by_itself(room: Room):
    section = room.snapshot.template[-1]
    group = (Text("contingency_x", "Where", "Fine\n12 Made Street, ZZ9 9ZZ"),)
    minutes = replace(room.snapshot, template=(replace(section, groups=(group,)),))
    held = Marking(room.form, room.record, minutes).shelf(room.store)
    said = printed(redacted(held, MOTHER, MAKER))["contingency_x"]
    assert said == "Fine\n[Left out: about the child’s home]"


def test_a_role_leads_to_what_is_usually_left_out():
    assert reader_of("foster carer") == "carers"
    assert reader_of("Independent reviewing officer") == "council"
    assert reader_of("Godmother") == "parents"
    always = {one.key for one in reasons() if one.always}
    assert always == {"adopters"}
    assert all(always <= usually_left_out(reader.key) for reader in readers())
    assert "legal" in usually_left_out("agency")
    assert "legal" not in usually_left_out("council")


def test_marks_stay_with_signed_minutes_and_change_nothing_in_them(room: Room):
    room.mark(Place("background", line=6), "other_child")
    assert Mark(Place("background", line=6), "other_child") in [
        replace(mark, words="") for mark in room.held.marks
    ]
    record = room.store.record(room.record.meeting.id)
    assert record == room.record
    room.mark(Place("background", line=6), "")
    assert {mark.place for mark in room.held.marks} == {CARER}


def test_names_that_also_stand_elsewhere_are_told(room: Room):
    found = dict(also_said(room.held, MOTHER.leave_out))
    assert "Contingency plan" in found["Maureen"]
    assert "Robin" not in found
    assert "November" not in found


def test_names_are_told_in_any_letters_and_with_an_s_behind(room: Room):
    said = "Éva, Bo and Zebulon spoke, and so did שרה.\nÉva, Bo, the Zebulons and שרה again."
    held = with_answer(room, Text("contingency_x", "Where", said))
    gone = Mark(Place("contingency_x", line=0), "legal", digest(said.split("\n")[0]))
    found = dict(also_said(replace(held, marks=(gone,)), MOTHER.leave_out))
    assert found.keys() == {"Éva", "Bo", "Zebulon", "שרה"}


@pytest.mark.parametrize(
    ("name", "otherwise"),
    [("Éva", "Eva"), ("O’Zebul", "O'Zebul"), ("Zebulón", "ZEBULON"), ("Zoë", "Zoe\u0308")],
)
def test_names_are_told_however_they_are_spelt_elsewhere(room: Room, name: str, otherwise: str):
    held = with_answer(room, Text("contingency_x", "Where", f"{name} spoke.\nAsk {otherwise}."))
    gone = Mark(Place("contingency_x", line=0), "legal", digest(f"{name} spoke."))
    assert name in dict(also_said(replace(held, marks=(gone,)), MOTHER.leave_out))


# what the copy says of itself


def test_the_copy_says_whose_it_is_and_that_it_is_not_the_signed_record(room: Room):
    room.mark(Place("attendance", row=2), "legal")
    copy = redacted(room.held, MOTHER, MAKER)
    said = printed(copy)
    assert said["copy_for"] == "Dana Testname, Mother"
    assert said["copy_of"].startswith("Version 1.0, signed by Helen Pretend, Team manager on")
    assert said["copy_leaves_out"].splitlines() == [
        "Left out: legal advice. Under: Present (and apologies)",
        "Left out: about the child’s home. Under: Carer",
    ]
    assert copy.title.endswith(": copy with parts left out")
    assert is_copy(copy)
    assert file_name(copy).endswith("_v1.0-copy-1_REDACTED.docx")
    assert not is_copy(room.snapshot)
    assert copy.signature
    assert copy.signature.statement.startswith("This is not the signed record")
    assert copy.signature.at == "22 November 2026, 09:30"
    assert not copy.signature.drawing


def test_no_fingerprint_lets_anybody_try_out_what_is_missing(room: Room):
    corrected = replace(room.snapshot, correction=f"Its fingerprint: {'ab' * 32}.\nWhy: a name")
    held = replace(room.held, snapshot=corrected)
    copy = redacted(held, MOTHER, MAKER)
    whole = to_word(copy)
    document = zipfile.ZipFile(BytesIO(whole)).read("word/document.xml").decode()
    assert fingerprint(copy) in document
    assert fingerprint(corrected) not in document
    assert "abab" not in document
    assert "Why: a name" in document


def test_a_copy_of_a_draft_is_a_draft(room: Room):
    held = replace(room.held, snapshot=replace(room.snapshot, signature=None, version="0.1"))
    copy = redacted(held, MOTHER, MAKER)
    assert copy.signature is None
    assert printed(copy)["copy_of"] == "The draft 0.1, which nobody has signed."


def test_minutes_whose_marked_words_were_changed_give_no_copy_until_they_are_marked_again(
    room: Room,
):
    place = Place("background", line=6)
    room.mark(place, "other_child")
    sections = room.snapshot.template
    texts = {"background": "Jude is named in other words now."}
    changed = tuple(
        replace(s, groups=tuple(tuple(reworded(e, texts) for e in g) for g in s.groups))
        for s in sections
    )
    marking = Marking(room.form, room.record, replace(room.snapshot, template=changed))
    held = marking.shelf(room.store)
    assert [mark.place for mark in held.lost] == [place]
    with pytest.raises(CannotProceed, match="changed since"):
        redacted(held, MOTHER, MAKER)
    spot = next(s for s in spots(held.snapshot) if s.place == Place("iro_view"))
    assert marking.set(room.store, spot, "legal").lost == held.lost
    assert not marking.take_off_lost(room.store).lost


def reworded(entry: Text | Grid, texts: dict[str, str]) -> Text | Grid:
    if isinstance(entry, Text) and entry.key in texts:
        return replace(entry, text=texts[entry.key])
    return entry


# the file


def test_the_copy_is_sealed_reads_back_and_is_noted_with_its_hash(room: Room, tmp_path: Path):
    room.mark(Place("background", line=6), "other_child")
    now = datetime.now(UTC)
    make_own(room.store, "Helen Pretend", "Example Council", now)
    maker = replace(MAKER, at=now, signer=signer_of(room.store, Seal("chairside"), now))
    noted = save_word(room.store, room.record, room.held, MOTHER, maker, tmp_path / "copy.docx")
    path = tmp_path / "copy.docx"
    verdict = verify(path)
    assert verdict.whole
    assert "version 1.0 copy 1" in verdict.ours
    assert "fits" in verdict.ours
    assert read_back(path).version == "1.0 copy 1"
    (kept,) = room.held.given
    assert kept == noted
    assert (kept.number, kept.given, kept.method, kept.file) == (
        1,
        "redacted",
        "by post",
        path.name,
    )
    assert kept.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_full_copy_is_the_file_as_it_was_signed(room: Room, tmp_path: Path):
    colleague = Wanted("Jo", "Team manager", "council", "full")
    save_word(room.store, room.record, room.held, colleague, MAKER, tmp_path / "all.docx")
    (version,) = room.store.signed_versions(room.record.meeting.id)
    assert (tmp_path / "all.docx").read_bytes() == room.store.signed_file(version)


def test_all_of_it_for_a_parent_needs_a_reason(room: Room):
    everything = replace(MOTHER, given="full")
    with pytest.raises(CannotProceed, match="carer’s address"):
        note(room.store, room.record, room.held, everything, NOW)
    ordered = replace(everything, reason="The court ordered it")
    note(room.store, room.record, room.held, ordered, NOW)
    assert [one.reason for one in room.held.given] == ["The court ordered it"]


def test_not_sharing_needs_a_reason_too(room: Room):
    with pytest.raises(CannotProceed, match="reason"):
        note(room.store, room.record, room.held, replace(MOTHER, given="not shared"), NOW)


def test_a_pdf_is_noted_with_its_hash_and_trouble_is_told(room: Room, tmp_path: Path):
    paper = on_paper(room.held, MOTHER, MAKER)
    save_pdf(room.store, room.record, paper, b"%PDF", tmp_path / "a.pdf")
    assert room.held.given[0].file == "a.pdf"
    with pytest.raises(CannotProceed, match="cannot be saved in"):
        save_pdf(room.store, room.record, paper, b"%PDF", tmp_path / "no" / "a.pdf")
    assert len(room.held.given) == 1


def test_the_name_of_a_pdf_says_nothing_that_is_left_out(room: Room, tmp_path: Path):
    paper = on_paper(room.held, MOTHER, MAKER)
    with pytest.raises(CannotProceed, match="the name of the file: “sample”"):
        save_pdf(room.store, room.record, paper, b"%PDF", tmp_path / "Colin_Sample.pdf")
    assert not list(tmp_path.glob("*.pdf"))
    assert room.held.given == ()


def test_a_case_number_and_a_day_that_are_left_out_stand_nowhere_else(room: Room):
    room.mark(Place("case_number"), "other_child")
    held = room.mark(Place("meeting_date"), "other_child")
    copy = redacted(held, MOTHER, MAKER)
    number, day = room.snapshot.case_number, room.snapshot.held
    word = word_of(held, MOTHER, copy, MAKER, file_name(copy))
    assert number not in words_and_names(word)
    assert number not in file_name(copy)
    assert day not in file_name(copy)


def words_and_names(word: bytes) -> str:
    with zipfile.ZipFile(BytesIO(word)) as package:
        return "".join(package.read(name).decode() for name in package.namelist())


def test_copies_of_a_correction_are_those_of_its_minutes(room: Room, council: Council):
    room.mark(Place("background", line=6), "other_child")
    draft = room.store.begin_correction(room.record.meeting.id)
    room.store.save(draft.id, Changes(attendance=(Row("x", {"name": "Somebody New"}),)))
    correction = Room(room.store, council, draft.id)
    assert {mark.place for mark in correction.held.marks} == {
        CARER,
        Place("background", line=6),
    }
    by_hand = replace(MOTHER, method="by hand")
    note(room.store, correction.record, correction.held, by_hand, NOW)
    assert [one.method for one in room.held.given] == ["by hand"]


# no word survives


@pytest.mark.parametrize(
    "spoil",
    [
        lambda s: replace(s, title=f"{s.title} Zebulon"),
        lambda s: replace(s, case_number="Zebulon"),
        lambda s: replace(s, marking="ZEBULON"),
        lambda s: replace(s, template=(*s.template, Section("x", "Zebulon", "", ((TEXT,),)))),
        lambda s: replace(s, template=(*s.template, Section("zebulon", "", "", ((TEXT,),)))),
    ],
)
def test_a_word_that_is_left_out_and_stands_anywhere_in_the_file_is_found(spoil) -> None:  # noqa: ANN001 - a change of a snapshot
    refuse_left(to_word(SMALL), "a.docx", ["Zebulon"], ["Robin"])
    with pytest.raises(CannotProceed, match="zebulon"):
        refuse_left(to_word(spoil(SMALL)), "a.docx", ["Zebulon"], ["Robin"])


def test_the_name_of_the_file_and_its_properties_are_searched_too() -> None:
    with pytest.raises(CannotProceed, match="the name of the file: “zebulon”"):
        refuse_left(to_word(SMALL), "copy-for-Zebulon.docx", ["Zebulon"], [])
    spoiled = BytesIO()
    with zipfile.ZipFile(BytesIO(to_word(SMALL))) as old, zipfile.ZipFile(spoiled, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = content.replace(
                    b"</cp:coreProperties>", b"<a>Zebulon</a></cp:coreProperties>"
                )
                assert b"Zebulon" in content
            new.writestr(name, content)
    with pytest.raises(CannotProceed, match=r"docProps/core\.xml"):
        refuse_left(spoiled.getvalue(), "a.docx", ["Zebulon"], [])


def test_the_first_of_two_parts_that_are_called_alike_is_searched_too() -> None:
    with pytest.raises(CannotProceed, match="a link, or what belongs to the text,: “zebulon”"):
        refuse_left(
            respelt(to_word(SMALL), "_rels/.rels", b"</Relationships>", b"Zebulon</Relationships>"),
            "a.docx",
            ["Zebulon"],
            [],
        )


@pytest.mark.parametrize("left", ["Zebulonson", "xZEBULON2", "zebulon_2"])
def test_a_long_word_is_found_within_another(left: str) -> None:
    leaking = to_word(replace(SMALL, title=left))
    with pytest.raises(CannotProceed, match="“zebulon”"):
        refuse_left(leaking, "a.docx", ["Zebulon said"], ["said"])
    refuse_left(leaking, "a.docx", ["Zebulon said"], ["said", left])


@pytest.mark.parametrize("short", ["Jo", "Wren", "ZZ9", "7", "शर्मा", "王", "Zoe\u0308"])
def test_a_short_word_is_found_where_it_stands_alone(short: str) -> None:
    leaking = to_word(replace(SMALL, council=f"Of {short}, now"))
    with pytest.raises(CannotProceed, match="the text: "):
        refuse_left(leaking, "a.docx", [f"({short})"], ["Of now"])
    refuse_left(to_word(SMALL), "a.docx", [f"({short})"], [])


def test_a_draft_may_leave_out_the_words_of_its_watermark() -> None:
    draft = to_word(replace(SMALL, signature=None))
    refuse_left(draft, "a.docx", ["not signed: the absolute position of the vertical margin"], [])


def respelt(word: bytes, part: str, old: bytes, new: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(word)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.replace(old, new) if name == part else content)
    return made.getvalue()


def test_a_word_that_also_stands_in_what_is_kept_may_stay() -> None:
    refuse_left(to_word(SMALL), "a.docx", ["The answer of somebody"], ["answer", "of Somebody"])
    with pytest.raises(CannotProceed, match="answer"):
        refuse_left(to_word(SMALL), "a.docx", ["The answer"], [])


def test_paper_is_searched_like_the_file() -> None:
    refuse_left_on_paper("<p>What stays</p>", ["Zebulon"], [])
    with pytest.raises(CannotProceed, match="zebulon"):
        refuse_left_on_paper("<p>What Zebulon&nbsp;said</p>", ["Zebulon"], [])


def test_no_copy_leaves_with_a_word_that_should_be_gone(room: Room, tmp_path: Path):
    with pytest.raises(CannotProceed, match="the name of the file: “sample”"):
        save_word(
            room.store, room.record, room.held, MOTHER, MAKER, tmp_path / "no-Colin-Sample.docx"
        )
    assert not list(tmp_path.glob("*.docx"))
    assert room.held.given == ()
    copy = redacted(room.held, MOTHER, MAKER)
    leaking = replace(copy, additional=room.snapshot.additional)
    with pytest.raises(CannotProceed, match="the text: “sample”"):
        look_at_paper(room.held, MOTHER, leaking)
    with pytest.raises(CannotProceed, match="the text: “sample”"):
        word_of(room.held, MOTHER, leaking, MAKER, "copy.docx")


def test_a_recipients_name_that_is_left_out_elsewhere_may_stand_as_whom_it_is_for(room: Room):
    held = room.mark(Place("carers", row=0), "relative")
    kerry = replace(MOTHER, person="Kerry Testname", role="Relative")
    copy = redacted(held, kerry, MAKER)
    word_of(held, kerry, copy, MAKER, "copy.docx")


@pytest.mark.parametrize("seed", range(6))
def test_over_random_markings_of_a_whole_record_no_word_survives(whole_record: Snapshot, seed: int):
    """As the chair gets it: every part of the Word file and the paper searched."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    everywhere = list(spots(whole_record))
    chosen = chance.sample(everywhere, chance.randint(1, 40))
    marks = tuple(Mark(spot.place, "other_child") for spot in chosen)
    held = Shelf(whole_record, marks, (), ())
    copy = redacted(held, MOTHER, MAKER)
    look_at_paper(held, MOTHER, copy)
    word = word_of(held, MOTHER, copy, MAKER, "copy.docx")
    gone = gone_for_good(whole_record, {mark.place for mark in marks})
    assert gone & words_of_file(word) == set()


TEXT = Text("said", "Said", "The answer of somebody")
SMALL = Snapshot(
    form="f",
    code="F",
    title="Meeting",
    reference="F-234567",
    case_number="100",
    council="Nowhere",
    marking="OFFICIAL",
    version="1.0",
    template=(Section("all", "Everything", "", ((TEXT,),)),),
    additional=(),
    signature=Signature("Helen", "Chair", "today", "Signed"),
)


INSTEAD = {"left", "under", "about", "another", "child", "legal", "advice", "signed"}


def gone_for_good(minutes: Snapshot, places: set[Place]) -> set[str]:
    """Words of five letters or more that stand in marked places alone, worked out apart."""
    gone: list[str] = []
    kept: list[str] = []
    for spot in smallest(minutes):
        entry = spot.place.entry
        wider = {spot.place, Place(entry), Place(entry.removeprefix("disagreement."))}
        (gone if wider & places else kept).append(spot.text)
    own = words_of_file(to_word(redacted(Shelf(blank(minutes), (), (), ()), MOTHER, MAKER)))
    return long_words("\n".join(gone)) - long_words("\n".join(kept)) - own - INSTEAD


def blank(minutes: Snapshot) -> Snapshot:
    """The form with nothing said in it."""

    def empty(entry: Text | Grid) -> Text | Grid:
        if isinstance(entry, Text):
            return replace(entry, text="")
        labelled = entry.columns[0][0] == "row"
        rows = [(row[0] if labelled else "", *[""] * (len(row) - 1)) for row in entry.rows]
        return replace(entry, rows=tuple(rows))

    def emptied(sections: tuple[Section, ...]) -> tuple[Section, ...]:
        return tuple(
            replace(s, groups=tuple(tuple(map(empty, g)) for g in s.groups)) for s in sections
        )

    return replace(
        minutes, template=emptied(minutes.template), additional=emptied(minutes.additional)
    )


def long_words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{5,}\d*", text.casefold()))


def words_of_file(word: bytes) -> set[str]:
    """Of every part, tags and all."""
    with zipfile.ZipFile(BytesIO(word)) as package:
        parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
        return long_words("\n".join([*parts, *package.namelist()]))
