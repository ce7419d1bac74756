"""The preview shows what the Word file will say, in the same order."""

from dataclasses import replace

import pytest
from minutes_examples import draft, signed
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from desktop_app.minutes.blocks import Line, Table
from desktop_app.minutes.html import to_html
from desktop_app.minutes.in_blocks import blocks
from desktop_app.records.snapshot import Section, Snapshot, Text


def shown(snapshot: Snapshot) -> str:
    document = QTextDocument()
    document.setHtml(to_html(snapshot))
    return document.toPlainText()


def in_blocks(snapshot: Snapshot) -> list[str]:
    found: list[str] = []
    for block in blocks(snapshot):
        if isinstance(block, Line):
            found.append(block.piece.text)
        elif isinstance(block, Table):
            found += [piece.text for row in block.rows for cell in row.cells for piece in cell]
    return [line for text in found for line in text.split("\n") if line]


@pytest.mark.parametrize("snapshot", [draft(), signed()], ids=["draft", "signed"])
def test_everything_that_prints_is_shown_in_the_same_order(qapp: QApplication, snapshot: Snapshot):
    lines = [line for line in shown(snapshot).split("\n") if line.strip()]
    if snapshot.signature is None:
        assert lines.pop(0) == "DRAFT: not signed"
    assert lines == in_blocks(snapshot)


def test_a_signed_record_is_not_called_a_draft(qapp: QApplication):
    assert "DRAFT" not in shown(signed())


def test_what_looks_like_html_is_shown_as_typed(qapp: QApplication):
    typed = "<b>5 < 6 & \"7\"</b> <img src='file:///x'>\n\tkept   spaces"
    section = Section("only", "", "", ((Text("a", "<i>Label</i>", typed),),))
    page = replace(draft(), template=(section,), additional=())
    assert "<img" not in to_html(page)
    for line in ("<i>Label</i>", *typed.split("\n")):
        assert line in shown(page).split("\n")


def test_nothing_is_fetched_from_elsewhere():
    page = to_html(signed())
    assert not [word for word in ("<img", "src=", "href=", "url(", "@import") if word in page]


def test_it_reads_black_on_white_whatever_the_screen_looks_like():
    assert 'style="color: #000000; background-color: #ffffff' in to_html(draft())
