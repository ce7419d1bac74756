"""The first review on this laptop: actions are pasted from old minutes and go on from there."""

from pathlib import Path

from at_the_desk import Chair, chairside, find, focus, press, saved, type_into
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QRadioButton
from pytestqt.qtbot import QtBot
from test_chair_goes_from_meeting_to_meeting import carried, go_on, sign_over
from test_chair_minutes_an_initial_ppm import (
    CTRL,
    KEY,
    answered,
    first_run,
    save_word,
    start_a_meeting,
)

from desktop_app.minutes.read_back import read_back
from desktop_app.ui.editors.cards import Card
from desktop_app.ui.window import Window

# As Word puts a table on the clipboard: its own marks, a heading row, line ends inside cells.
OLD_MINUTES = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta charset="utf-8"><style>p.MsoNormal {margin:0cm}</style></head><body lang=EN-GB>
<!--StartFragment--><table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0>
 <tr><td><p class=MsoNormal><b>Recommendations<o:p></o:p></b></p></td>
  <td><p class=MsoNormal><b>By Whom</b></p></td><td><p class=MsoNormal><b>Target
  Date</b></p></td></tr>
 <tr><td><p class=MsoNormal>Book the medical</p></td><td><p class=MsoNormal>Priya
  Invented</p></td><td><p class=MsoNormal>1 October 2026</p></td></tr>
 <tr><td><p class=MsoNormal>Call about a quiet room</p></td>
  <td><p class=MsoNormal>Sam Madeup</p></td><td><p class=MsoNormal>9 Oct 2026</p></td></tr>
</table><!--EndFragment--></body></html>"""
PLAIN = "Recommendations\tBy Whom\tTarget Date\nBook the medical\tPriya Invented\t1 October 2026\n"
PLAIN += "Call about a quiet room\tSam Madeup\t9 Oct 2026\n"


def copy_in_word() -> None:
    mime = QMimeData()
    mime.setHtml(OLD_MINUTES)
    mime.setText(PLAIN)
    QGuiApplication.clipboard().setMimeData(mime)


def say_what_became(qtbot: QtBot, card: Card, status: str, words: str) -> None:
    update = card._editors["update"].input_widget()
    assert isinstance(update, QPlainTextEdit)
    type_into(qtbot, update, words)
    choice = next(b for b in card.findChildren(QRadioButton) if b.text() == status)
    choice.setFocus()
    press(qtbot, KEY.Key_Space)


def told(window: Window) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def test_a_first_review_begins_with_the_table_of_old_minutes(qtbot: QtBot, tmp_path: Path):
    out = tmp_path / "out"
    out.mkdir()
    with chairside(qtbot, tmp_path / "store") as window:
        first_run(qtbot, window)
        flow = start_a_meeting(qtbot, window, "Review PPM")
        rows = carried(flow)
        assert rows.value() == ()
        assert rows.isAncestorOf(focus())
        copy_in_word()
        press(qtbot, KEY.Key_V, CTRL)
        said = "2 actions were added from the table. Ctrl+Z in “Carried forward” takes them back."
        qtbot.waitUntil(lambda: said in told(window))
        say_what_became(qtbot, rows._cards[0], "Done", "Seen on 28 September.")
        say_what_became(qtbot, rows._cards[1], "Not done", "Head teacher away.")
        chair = Chair(qtbot, flow)
        chair.answer("meeting_date", "2 Nov 2026")
        chair.answer("child_views", "I want to see Gran.")
        chair.answer("plan", "Not yet decided")
        chair.answer("actions", "Visit Gran", "Sam Madeup", "+1w")
        saved(qtbot, flow)
        sign_over(qtbot, window, flow)
        file = save_word(qtbot, window, out)

        flow = go_on(qtbot, window, "Review PPM")
        left = {row.values["text"]: row.values for row in carried(flow).value()}
        assert list(left) == ["Call about a quiet room", "Visit Gran"]
        assert left["Call about a quiet room"]["owner"] == "Sam Madeup"
        assert left["Call about a quiet room"]["target"] == "9 October 2026"
        assert all(values["origin"] for values in left.values())
        text = carried(flow)._cards[0]._editors["text"].input_widget()
        assert isinstance(text, QPlainTextEdit)
        assert text.isReadOnly()
        assert find(window, QRadioButton, "Status, Action 1: Done").isEnabled()
    under = answered(read_back(file))
    assert under["carried"].split("\n") == [
        "Book the medical | Priya Invented | 1 October 2026 | Done. Seen on 28 September.",
        "Call about a quiet room | Sam Madeup | 9 October 2026 | Not done. Head teacher away.",
    ]
    assert "Visit Gran | Sam Madeup | 9 November 2026" in under["actions"]
