"""A Word file of ours says again what was put in, whatever was typed."""

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from minutes_examples import draft, signed
from word_packages import changed

from desktop_app.errors import CannotProceed
from desktop_app.minutes.html import to_html
from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.word import to_word
from desktop_app.records.snapshot import (
    Grid,
    Section,
    Signature,
    Snapshot,
    Text,
    Unfinished,
    fingerprint,
)

XML_TEXT = st.text(
    st.one_of(
        st.sampled_from("\t\n\r <>&\"']]>\u00a0\u2028\u0085\u200b\u202e\ufeff"),
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    ),
    max_size=20,
)
NAME = st.from_regex(r"[a-z][a-z0-9_.-]{0,11}", fullmatch=True)


def texts(keys: list[str]):
    made = st.tuples(*(st.builds(Text, st.just(key), XML_TEXT, XML_TEXT) for key in keys))
    return made.map(tuple)


@st.composite
def grids(draw: st.DrawFn, key: str):
    columns = draw(st.lists(NAME, min_size=1, max_size=4, unique=True))
    row = st.tuples(*(XML_TEXT for _ in columns))
    return (
        Grid(
            key,
            draw(XML_TEXT),
            tuple((column, draw(XML_TEXT)) for column in columns),
            tuple(draw(st.lists(row, max_size=3))),
        ),
    )


@st.composite
def sections(draw: st.DrawFn, key: str):
    kinds = draw(st.lists(st.integers(0, 3), max_size=4))  # 0 a table, otherwise so many texts
    groups = [
        draw(texts([f"q{place}.{n}" for n in range(count)]) if count else grids(f"g{place}"))
        for place, count in enumerate(kinds)
    ]
    return Section(key, draw(XML_TEXT), draw(XML_TEXT), tuple(groups))


@st.composite
def snapshots(draw: st.DrawFn):
    def some(part: str) -> tuple[Section, ...]:
        count = draw(st.integers(0, 3))
        return tuple(draw(sections(f"{part}{place}")) for place in range(count))

    facts = ("title", "reference", "case_number", "council", "marking", "version", "code")
    return Snapshot(
        form=draw(NAME),
        template=some("t"),
        additional=some("a"),
        unfinished=tuple(
            draw(st.lists(st.builds(Unfinished, XML_TEXT, XML_TEXT, XML_TEXT), max_size=2))
        ),
        signature=draw(st.none() | st.builds(Signature, *[XML_TEXT] * 5)),
        **{fact: draw(XML_TEXT) for fact in facts},
    )


@settings(deadline=None, max_examples=150)
@given(snapshots())
def test_whatever_was_typed_reads_back_with_the_same_fingerprint(snapshot: Snapshot):
    assert fingerprint(read_back(to_word(snapshot))) == fingerprint(snapshot)


@pytest.mark.parametrize("snapshot", [draft(), signed()], ids=["draft", "signed"])
def test_a_whole_record_reads_back_as_it_was(snapshot: Snapshot, tmp_path: Path):
    file = tmp_path / "minutes.docx"
    file.write_bytes(to_word(snapshot))
    assert read_back(file) == replace(snapshot, shares={}, held="")


@pytest.mark.parametrize(
    "text", ["", "\n", "\n\n", " ", "  two  spaces  ", "\tindented\t\n  and\n", "\r\n", "]]>&<b>"]
)
def test_lines_tabs_and_spaces_stay(text: str):
    section = Section("only", "", "", ((Text("a", "Label", text),),))
    read = read_back(to_word(replace(draft(), template=(section,))))
    assert read.template == (section,)


def reworded(snapshot: Snapshot, pattern: str, new: str) -> bytes:
    """The file with its document altered, as another program might."""
    return changed(to_word(snapshot), "word/document.xml", pattern, new)


def test_a_changed_word_changes_the_fingerprint():
    other = reworded(signed(), "In", "Out")
    assert fingerprint(read_back(other)) != fingerprint(signed())


def test_a_file_saved_again_by_another_program_reads_the_same():
    again = io.BytesIO()
    docx.Document(io.BytesIO(to_word(signed()))).save(again)
    assert fingerprint(read_back(again.getvalue())) == fingerprint(signed())


def test_a_line_break_that_somebody_typed_in_word_is_a_new_line():
    broken = reworded(draft(), "Begun with", "Begun</w:t><w:br/><w:t> with")
    answers = {
        entry.key: entry.text
        for section in read_back(broken).template
        for group in section.groups
        for entry in group
        if isinstance(entry, Text)
    }
    assert answers["life_story"] == "Begun\n with the key worker in January."


def a_foreign_document() -> bytes:
    made = io.BytesIO()
    docx.Document().save(made)
    return made.getvalue()


def a_zip_without_a_document() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("readme.txt", "nothing")
    return made.getvalue()


def a_file_that_unpacks_to_too_much() -> bytes:
    comments = f"<!--{' ' * 1_000_000}-->" * 60
    return reworded(draft(), "</w:document>", "</w:document>" + comments)


def a_document_with_entities() -> bytes:
    return reworded(draft(), "<w:document", '<!DOCTYPE x [<!ENTITY a "aa">]><w:document')


@pytest.mark.parametrize(
    "foreign",
    [
        lambda: b"",
        lambda: b"plain text",
        lambda: to_word(draft())[:3000],
        a_foreign_document,
        a_zip_without_a_document,
        a_file_that_unpacks_to_too_much,
        a_document_with_entities,
        lambda: reworded(draft(), "</w:body>", "</w:bod>"),
    ],
)
def test_a_file_that_is_not_ours_is_refused_in_a_sentence(foreign: Callable[[], bytes]):
    with pytest.raises(CannotProceed, match="not a Word file that Chairside made"):
        read_back(foreign())


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path):
    with pytest.raises(CannotProceed, match="cannot be opened"):
        read_back(tmp_path / "missing.docx")


@pytest.mark.parametrize(
    ("pattern", "new"),
    [
        (r"a:legal_status", "a:other"),
        (r"l:legal_status", "elsewhere"),
        (r"c:present:0:role", "elsewhere"),
        (r"c:present:1:name", "c:present:9:name"),
        (r"c:present:1:name", "c:present:one:name"),
        (r"fact:council", "elsewhere"),
        (r"\"s:child\"", '"elsewhere"'),
        (r"signed:role", "elsewhere"),
    ],
)
def test_a_file_that_lost_a_part_is_refused_in_a_sentence(pattern: str, new: str):
    if pattern == r"\"s:child\"":
        snapshot = replace(signed(), template=signed().template[1:])
    else:
        snapshot = signed()
    with pytest.raises(CannotProceed, match="moved or taken out"):
        read_back(reworded(snapshot, pattern, new))


def ink() -> str:
    """A black square of 8 by 8 as a PNG, in base64, as a drawn signature is kept."""

    def part(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(9) * 8)
    png = b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", pixels) + part(b"IEND", b"")
    return base64.b64encode(png).decode()


def test_a_drawn_signature_prints_with_words_for_it_and_reads_back():
    drawn = replace(signed(), signature=replace(signed().signature, drawing=ink()))
    word = to_word(drawn)
    assert fingerprint(read_back(word)) == fingerprint(drawn)
    assert fingerprint(drawn) != fingerprint(signed())
    document = docx.Document(io.BytesIO(word))
    (shown,) = document.inline_shapes
    assert shown._inline.docPr.get("descr") == "Drawn signature of Alex Exemplar"
    assert ink() in to_html(drawn)


def test_a_correction_names_what_it_replaces_and_reads_back():
    why = "Version 2.0 replaces version 1.0.\nWhy it is corrected: another date."
    corrected = replace(signed(), version="2.0", correction=why)
    assert read_back(to_word(corrected)).correction == why
    assert fingerprint(read_back(to_word(corrected))) == fingerprint(corrected)
