"""A copy with parts left out: what is marked is gone, what is not marked stands as it was."""

import random
import re
from dataclasses import replace

import pytest

from desktop_app.records.copies import (
    CORRECTION,
    UNFINISHED,
    LeftOut,
    Mark,
    Place,
    copy_of,
    digest,
    found_again,
    smallest,
    spots,
)
from desktop_app.records.snapshot import Grid, Section, Snapshot, Text, Unfinished, to_json

INSTEAD = {"other": "about another child", "legal": "legal advice"}
SAYS_OTHER, SAYS_LEGAL = "[Left out: about another child]", "[Left out: legal advice]"
PEOPLE = Grid(
    "people",
    "People",
    (("name", "Name"), ("role", "Role")),
    (("Ann Pear", "Mother"), ("Bo Plum", "Father"), ("Cy Fig", "Aunt")),
)
OPTIONS = Grid(
    "options",
    "Options",
    (("row", ""), ("said", "Yes/No"), ("why", "Comment")),
    (("Adoption", "No", "Not now"), ("Return", "Yes", "Hopeful"), ("Other", "", "")),
)
NOTES = Text("notes", "Notes", "First line\nSecond line\n\nThird line")
AGAINST = Text("disagreement.notes", "Disagreement", "Gran: not so")


def snapshot(*entries: Text | Grid) -> Snapshot:
    section = Section("all", "Everything", "", tuple((entry,) for entry in entries))
    return Snapshot(
        form="f",
        code="F",
        title="Meeting",
        reference="F-234567",
        case_number="100",
        council="Nowhere",
        marking="OFFICIAL",
        version="1.0",
        template=(section,),
        additional=(),
        unfinished=(Unfinished("Plan", "No plan", "Too early, says Ann"),),
        correction="Version 2.0 replaces 1.0.\nWhy: a name was wrong",
    )


MINUTES = snapshot(NOTES, AGAINST, PEOPLE, OPTIONS)


def without(*marks: Mark, minutes: Snapshot = MINUTES) -> dict[str, Text | Grid]:
    copy = copy_of(minutes, LeftOut(marks, INSTEAD))
    return {e.key: e for section in copy.template for group in section.groups for e in group}


def text(entry: Text | Grid) -> str:
    assert isinstance(entry, Text)
    return entry.text


def rows(entry: Text | Grid) -> tuple[tuple[str, ...], ...]:
    assert isinstance(entry, Grid)
    return entry.rows


def test_without_marks_the_copy_is_the_same():
    assert copy_of(MINUTES, LeftOut((), INSTEAD)) == MINUTES


def test_a_marked_question_says_why_it_is_gone_and_takes_the_dispute_along():
    left = without(Mark(Place("notes"), "legal"))
    assert text(left["notes"]) == SAYS_LEGAL
    assert text(left["disagreement.notes"]) == SAYS_LEGAL


def test_a_marked_line_goes_and_the_others_stay():
    left = without(Mark(Place("notes", line=1), "other"))
    assert text(left["notes"]) == f"First line\n{SAYS_OTHER}\n\nThird line"


def test_nobody_can_count_the_lines_or_rows_that_are_gone():
    two = [Mark(Place("notes", line=n), "other") for n in (0, 1)]
    assert text(without(*two)["notes"]) == f"{SAYS_OTHER}\n\nThird line"
    two = [Mark(Place("people", row=n), "other") for n in (0, 1)]
    assert rows(without(*two)["people"]) == ((SAYS_OTHER, ""), ("Cy Fig", "Aunt"))
    assert rows(without(Mark(Place("people"), "legal"))["people"]) == ((SAYS_LEGAL, ""),)


def test_two_reasons_next_to_each_other_are_both_said():
    two = (Mark(Place("notes", line=0), "other"), Mark(Place("notes", line=1), "legal"))
    assert text(without(*two)["notes"]) == f"{SAYS_OTHER}\n{SAYS_LEGAL}\n\nThird line"


def test_the_forms_own_row_labels_stay_and_empty_rows_are_left_alone():
    assert rows(without(Mark(Place("options"), "legal"))["options"]) == (
        ("Adoption", SAYS_LEGAL, ""),
        ("Return", SAYS_LEGAL, ""),
        ("Other", "", ""),
    )


def test_the_sentence_stands_in_the_widest_cell():
    wide = replace(MINUTES, shares={"people": (1, 4)})
    left = without(Mark(Place("people", row=2), "other"), minutes=wide)
    assert rows(left["people"])[2] == ("", SAYS_OTHER)


def test_reasons_and_corrections_can_be_left_out_too():
    marks = (Mark(Place(UNFINISHED, row=0), "legal"), Mark(Place(CORRECTION, line=1), "other"))
    copy = copy_of(MINUTES, LeftOut(marks, INSTEAD))
    assert copy.unfinished == (Unfinished("Plan", "", SAYS_LEGAL),)
    assert copy.correction == f"Version 2.0 replaces 1.0.\n{SAYS_OTHER}"


def test_an_empty_answer_is_not_said_to_be_left_out():
    left = without(Mark(Place("notes"), "legal"), minutes=snapshot(replace(NOTES, text=" ")))
    assert text(left["notes"]) == " "


def test_a_reason_that_does_not_count_for_this_reader_leaves_its_words():
    copy = copy_of(MINUTES, LeftOut([Mark(Place("notes"), "elsewhere")], INSTEAD))
    assert copy == MINUTES


def test_a_wider_mark_counts_where_both_do_and_the_narrower_where_only_it_does():
    both = (Mark(Place("notes"), "elsewhere"), Mark(Place("notes", line=0), "legal"))
    assert text(without(*both)["notes"]).startswith(SAYS_LEGAL + "\nSecond")


def test_marked_words_are_found_where_they_went():
    mark = Mark(Place("notes", line=1), "other", digest("Second line"))
    moved = snapshot(replace(NOTES, text="New\nFirst line\nSecond line"))
    found, lost = found_again([mark], moved)
    assert [one.place.line for one in found] == [2]
    assert not lost


def test_marked_words_that_were_changed_are_told_and_not_dropped():
    mark = Mark(Place("people", row=0), "other", digest("Ann Pear\nMother"))
    changed = snapshot(replace(PEOPLE, rows=(("Ann Pear", "Stepmother"),)))
    assert found_again([mark], changed) == ([], [mark])


def test_words_that_stand_twice_are_left_out_twice():
    mark = Mark(Place("notes", line=7), "other", digest("Same"))
    found, _ = found_again([mark], snapshot(replace(NOTES, text="Same\nOther\nSame")))
    assert sorted(one.place.line for one in found) == [0, 2]


def test_a_question_with_one_line_is_offered_once():
    offered = [spot.place for spot in spots(snapshot(replace(NOTES, text="One line")))]
    assert [place for place in offered if place.entry == "notes"] == [Place("notes")]


@pytest.mark.parametrize("seed", range(4))
def test_over_random_markings_no_word_that_is_left_out_survives(seed: int):
    """250 markings each of a record in which words repeat; all of the snapshot is searched."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    for _ in range(250):
        minutes = random_minutes(chance)
        places = [spot.place for spot in spots(minutes)]
        chosen = chance.sample(places, chance.randint(1, len(places)))
        marks = [Mark(place, chance.choice(["other", "legal"])) for place in chosen]
        printed = to_json(copy_of(minutes, LeftOut(marks, INSTEAD)))
        standing = set(re.findall(r"\w{5,}", printed))
        assert not unmarked_words(minutes, chosen) & standing


def unmarked_words(minutes: Snapshot, chosen: list[Place]) -> set[str]:
    """Words that stand in marked places alone, worked out without the code under test."""
    gone: list[str] = []
    kept = ["about another child", "legal advice", to_json(snapshot())]
    for spot in smallest(minutes):
        is_gone = spot.place in chosen or Place(spot.place.entry) in chosen
        (gone if is_gone else kept).append(spot.text)
    return set(re.findall(r"\w{5,}", "\n".join(gone))) - set(re.findall(r"\w{5,}", "\n".join(kept)))


def random_minutes(chance: random.Random) -> Snapshot:
    def said(most: int) -> str:
        return " ".join(f"word{chance.randint(1, 60):03}" for _ in range(chance.randint(1, most)))

    def lines() -> str:
        return "\n".join(said(6) if chance.random() < 0.8 else "" for _ in range(5))

    table = tuple((said(2), said(3)) for _ in range(chance.randint(0, 4)))
    fixed = tuple((label, said(1), said(3)) for label, *_ in OPTIONS.rows)
    texts = [Text(f"notes{n}", f"Label{n}", lines()) for n in range(3)]
    grids = (replace(PEOPLE, rows=table), replace(OPTIONS, rows=fixed))
    whole = snapshot(*texts, *grids)
    return replace(whole, unfinished=(Unfinished("Plan", said(2), said(4)),), correction=lines())
