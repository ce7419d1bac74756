"""The files of the actions as they are offered and saved: none of them names the child."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from answered_dialogs import Dialogs
from aside_host import PATIENCE, Host, a_desk, host
from pdf_leaves import leaves_of
from PySide6.QtWidgets import QCheckBox, QFileDialog
from pytestqt.qtbot import QtBot
from screens_examples import inside, press, sentences

from desktop_app.minutes.actions_page import ActionsPage, to_html
from desktop_app.services.actions_out import actions_page
from desktop_app.ui.actions_out import ActionsOut
from desktop_app.ui.on_paper import to_pdf


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Host]:
    with a_desk(tmp_path) as desk:
        made = host(qtbot, desk, ActionsOut, desk.council.profile("calderdale"))
        qtbot.waitUntil(lambda: "Actions: R.T." in sentences(made), timeout=PATIENCE)
        yield made


def expected(window: Host, *, named: bool) -> ActionsPage:
    aside = window.aside
    assert isinstance(aside, ActionsOut)
    assert aside._minutes
    closed = window.desk.council.library.closing_statuses(window.meeting.form)
    return actions_page(window.meeting, aside._minutes, closed, named=named)


def offered(qtbot: QtBot, window: Host, dialogs: Dialogs, button: str) -> Path:
    """Where a file is offered to be saved, and then is."""
    found: list[str] = []

    def answer(dialog: QFileDialog) -> None:
        found.extend(dialog.selectedFiles())
        dialog.accept()

    dialogs.expect(QFileDialog, answer)
    press(window, button)
    qtbot.waitUntil(lambda: bool(window.said), timeout=PATIENCE)
    (path,) = found
    return Path(path)


@pytest.mark.parametrize("named", [False, True])
def test_the_pdf_names_the_child_only_where_the_page_does(
    qtbot: QtBot, window: Host, tmp_path: Path, *, named: bool
):
    inside(window, QCheckBox).setChecked(named)
    page, other = (expected(window, named=one) for one in (named, not named))
    assert ("Robin’s school" in to_html(page)) == named
    assert isinstance(window.aside, ActionsOut)
    window.aside.save_pdf(tmp_path / "page.pdf")
    qtbot.waitUntil(lambda: bool(window.said), timeout=PATIENCE)
    drawn = leaves_of((tmp_path / "page.pdf").read_bytes())
    assert drawn == leaves_of(to_pdf(page.minutes, to_html(page)))
    assert drawn != leaves_of(to_pdf(other.minutes, to_html(other)))


def test_the_calendar_entry_says_meeting_and_the_reference_in_name_and_text(
    qtbot: QtBot, window: Host, dialogs: Dialogs, tmp_path: Path
):
    window.setProperty("last_folder", str(tmp_path))
    path = offered(qtbot, window, dialogs, "Calendar entry")
    assert path.parent == tmp_path
    assert path.name == "PPM-TEST22_next-meeting.ics"
    said = path.read_text(encoding="utf-8").splitlines()
    assert [one for one in said if "SUMMARY" in one or "DESCRIPTION" in one] == [
        "SUMMARY:Meeting\\, reference PPM-TEST22"
    ]


@pytest.mark.parametrize("button", ["Word page", "PDF…", "Calendar entry"])
def test_no_name_of_a_file_says_the_childs(
    qtbot: QtBot, window: Host, dialogs: Dialogs, tmp_path: Path, button: str
):
    window.setProperty("last_folder", str(tmp_path))
    name = offered(qtbot, window, dialogs, button).name
    assert [one for one in ("Robin", "Testname", "R.T") if one in name] == []
