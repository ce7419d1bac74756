"""The bundled dictionary knows British English, the field and the names of a meeting."""

from pathlib import Path

import pytest

from desktop_app.paths import RESOURCES, Places
from desktop_app.records.meeting import Child, Meeting, Record, Row
from desktop_app.services.council import load_council
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.spelling import Spelling, own_words, words_in


@pytest.fixture
def spelling() -> Spelling:
    return Spelling.load()


@pytest.mark.parametrize(
    "word",
    [
        *("colour", "organise", "organize", "Child", "child's", "children’s", "foster-to-adopt"),
        *("wellbeing", "neurodivergent", "dysregulated", "kinship", "Cafcass", "CAFCASS’s"),
        *("EHCP", "EHCPs", "SENCO", "SHOBPA", "OAWY", "IRO", "SGO’s", "QWERTY", "PPM-QWERTY"),
        *("SAFEGUARDING", "x", "care-experienced", "neurodivergent-friendly"),
    ],
)
def test_words_of_the_field_are_known(spelling: Spelling, word: str):
    assert spelling.is_known(word)


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("recieve", "receive"),
        ("Recieve", "Receive"),
        ("color", "colour"),
        ("wellbeng", "wellbeing"),
        ("neurodivergnt", "neurodivergent"),
        ("SAFEGAURDING", "SAFEGUARDING"),
    ],
)
def test_a_misspelling_is_found_and_mended(spelling: Spelling, word: str, first: str):
    assert not spelling.is_known(word)
    assert spelling.suggestions(word)[0] == first


def test_every_part_of_the_dictionary_is_loaded(spelling: Spelling):
    parts = sorted((RESOURCES / "dictionaries").glob("en_GB*.dic"))
    assert len(parts) == 12
    for part in parts:
        entries = part.read_text("utf-8").splitlines()
        assert int(entries[0]) == len(entries) - 1
        plain = [entry.split("/")[0] for entry in entries[1:] if "!" not in entry]
        words = [word for word in plain if word.isalpha()][:200]
        assert words
        assert all(map(spelling.is_known, words)), part.name


def test_names_are_known_until_others_take_their_place(spelling: Spelling):
    assert not spelling.is_known("Zephyrina")
    assert spelling.also_known(["Zephyrina Madeup-Notreal", "12"])
    for word in ("Zephyrina", "zephyrina", "Zephyrina’s", "Madeup-Notreal", "Notreal's"):
        assert spelling.is_known(word), word
    assert not spelling.also_known(["Notreal Zephyrina", "Madeup-Notreal"])
    assert spelling.also_known(["Sam Madeup"])
    assert not spelling.is_known("Zephyrina")


def test_what_is_no_word_is_left_out():
    text = (
        "Mum's e-mail: jo@example.org, PPM-4F7KQ2; [14:32] Y5 snake_case https://a.example/b (ok)"
    )
    assert [word for _, word in words_in(text)] == ["Mum's", "e-mail", "ok"]
    assert list(words_in("a, bé’s")) == [(0, "a"), (3, "bé’s")]


def test_long_texts_without_spaces_take_no_longer():
    assert len(list(words_in("a." * 50_000))) == 50_000
    assert list(words_in("x" * 100_000 + "1")) == []


def test_the_words_of_a_meeting_are_its_child_its_people_and_its_facts(tmp_path: Path):
    council = load_council(Places(tmp_path))
    form = council.form("initial_ppm", council.profile("calderdale"))
    record = Record(
        Meeting("m", "PPM-TEST22", "c", "initial_ppm"),
        Child("c", {"child_name": "Robin Testname"}),
        {"social_worker": "Priya Invented", "background": "Not a fact of one line"},
        attendance=(Row("r", {"name": "Sam Madeup", "agency": "Standin Homes", "note": "late"}),),
    )
    words = own_words(OpenMeeting(form, record))
    assert {"Robin Testname", "Priya Invented", "Sam Madeup", "Standin Homes"} <= set(words)
    assert not {"Not a fact of one line", "late"} & set(words)
