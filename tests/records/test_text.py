"""Whatever is typed or pasted can be kept, and what had to give way can be seen."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from desktop_app.records.text import clean, one_line


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_cleaned_text_can_stand_in_a_word_file_and_stays_clean(text: str):
    cleaned = clean(text)
    element = etree.Element("t")
    element.text = cleaned
    assert (etree.fromstring(etree.tostring(element)).text or "") == cleaned
    assert clean(cleaned) == cleaned
    cleaned.encode()


def test_what_cannot_stand_is_shown():
    assert clean("a\x00b\x1bc") == "a␀b␛c"
    assert clean("a\ud800b") == "a\ufffdb"
    assert clean("\u202eevil") == "[U+202E]evil"
    assert clean("\ud83d\ude00") == "😀"


def test_ordinary_and_foreign_writing_is_untouched():
    for text in ("Zoë’s “home” – £5", "אבא", "👩‍👧‍👦", "a\u200bb", "\tone\n\ntwo  "):
        assert clean(text) == text


def test_line_ends_become_one_kind_and_a_line_has_none():
    assert clean("a\r\nb\rc\x0cd\u2028e") == "a\nb\nc\nd\ne"
    assert one_line("a\nb\tc") == "a b c"
