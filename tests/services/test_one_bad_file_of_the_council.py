"""One bad form, list, profile or Word file of a council's own is named; all the others count."""

from pathlib import Path

import pytest
from own_form import OWN_FORM

from desktop_app.paths import Places
from desktop_app.services.council import Council, load_council
from desktop_app.services.word_base import Refused, in_use, use

GOOD_LIST = '[[term]]\nname = "One"\n'
BAD = {
    "nothing": b"",
    "bytes of no text": bytes(range(256)) * 9,
    "zeros": bytes(5_000),
    "half a file": b'key = "own2"\nname = "Ow',
    "5,000 digits": b"place = " + b"9" * 5_000,
    "brackets in brackets": b"key = " + b"[" * 20_000,
    "a list of lists": b"[[a]]\n" * 500 + b"[a.b.c]",
    "another shape": b"key = 7\nname = [1]\n",
    "half a character": b'key = "\\ud800"',
    "a date that is none": b"key = 2026-13-45",
}


@pytest.fixture
def places(tmp_path: Path) -> Places:
    made = Places(tmp_path / "data")
    (made.forms / "choices").mkdir(parents=True)
    made.profiles.mkdir()
    (made.forms / "good.toml").write_text(OWN_FORM, encoding="utf-8")
    (made.forms / "choices" / "good_list.toml").write_text(GOOD_LIST, encoding="utf-8")
    return made


def others(council: Council) -> list[object]:
    named = council.library.forms, council.library.vocabularies, council.profiles
    return [sorted(one) for one in named]


@pytest.mark.parametrize("where", ["forms/bad.toml", "forms/choices/bad.toml", "profiles/bad.toml"])
def test_it_is_named_and_the_others_count(places: Places, where: str):
    whole = others(load_council(places))
    bad = places.data / where
    for content in BAD.values():
        bad.write_bytes(content)
        council = load_council(places)
        assert others(council) == whole
        assert any("bad.toml" in sentence for sentence in council.mistakes), content[:40]
    bad.unlink()
    bad.mkdir()  # a folder of that name
    council = load_council(places)
    assert others(council) == whole
    assert any("bad.toml: The file cannot be opened: " in said for said in council.mistakes)


def test_a_word_file_of_the_council_that_is_damaged_is_named_and_ours_is_used(places: Places):
    places.word_base.parent.mkdir()
    for content in (*BAD.values(), b"PK\x03\x04" + bytes(900)):
        places.word_base.write_bytes(content)
        council = load_council(places)
        assert council.word_base is None
        assert any(str(places.word_base) in sentence for sentence in council.mistakes)
        assert in_use(places).refused
        chosen = places.data / "chosen.docx"
        chosen.write_bytes(content)
        with pytest.raises(Refused):
            use(places, chosen)
    places.word_base.unlink()
    places.word_base.mkdir()
    assert any("cannot be read: a folder has that name" in s for s in load_council(places).mistakes)
