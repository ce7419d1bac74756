"""What every leaf of a PDF says of itself, since it may lie alone on a table."""

from dataclasses import replace

from minutes_examples import signed
from pdf_leaves import leaves_of
from PySide6.QtWidgets import QApplication

from desktop_app.records.snapshot import Snapshot
from desktop_app.ui.on_paper import to_pdf

LINES = "\n".join(f"Line {number} of a long account." for number in range(200))


def leaves(snapshot: Snapshot, html: str = "") -> list[bytes]:
    return leaves_of(to_pdf(snapshot, html))


def test_each_leaf_says_the_marking_the_state_and_the_reference(qapp: QApplication):
    html = f"<pre>{LINES}</pre>"
    usual = leaves(signed(), html)
    assert len(usual) > 2
    for other in (
        replace(signed(), marking="FOR NOBODY ELSE"),
        replace(signed(), signature=None),
        replace(signed(), reference="PPM-OTHER"),
        replace(signed(), version="7.0"),
    ):
        now = leaves(other, html)
        assert len(now) == len(usual)
        assert all(one != before for one, before in zip(now, usual, strict=True))


def test_the_first_leaf_says_how_many_there_are(qapp: QApplication):
    more = '<p style="page-break-before: always">&nbsp;</p>'
    three, four = (leaves(signed(), f"<p>&nbsp;</p>{more * after}") for after in (2, 3))
    assert (len(three), len(four)) == (3, 4)
    assert three[0] != four[0]
