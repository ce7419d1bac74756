"""No page scrolls sideways: what is wider than its column would be cut, and nobody would know."""

import pytest
from meeting_room import council, record
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from section_states import FORMS

from desktop_app.services.guide import guide_for
from desktop_app.services.meeting_checks import checks_for
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui import theme
from desktop_app.ui.check_page import CheckPage
from desktop_app.ui.meeting_page import MeetingPage

pytestmark = pytest.mark.long

HERE = council()
PROFILE = HERE.profile("calderdale")
LAPTOP = (1366, 700)
WIDE, NARROW = "DejaVu Sans", "DejaVu Sans Condensed"
LOOKS = [(WIDE, 100), (NARROW, 125), (WIDE, 200)]  # beside the questions 200% has no room


def settle() -> None:
    for _ in range(3):  # a layout asks the one around it, and that one the next
        QApplication.processEvents()


def cut(page: QWidget) -> list[str]:
    """What does not fit into its column, and by how much."""
    settle()
    found: list[str] = []
    areas = [page] if isinstance(page, QScrollArea) else page.findChildren(QScrollArea)
    for area in areas:
        inside = area.widget()
        over = inside.minimumSizeHint().width() - area.viewport().width() if inside else 0
        if over > 0 and area.isVisible():
            widest = max(_leaves(area), key=lambda one: one.minimumSizeHint().width())
            found.append(f"{over} pixels: {type(widest).__name__} {_text(widest)}")
    return found


def _leaves(area: QScrollArea) -> list[QWidget]:
    there = area.widget().findChildren(QWidget)
    return [one for one in there if one.isVisible() and not one.findChildren(QWidget)]


def _text(widget: QWidget) -> str:
    return getattr(widget, "text", lambda: "")() or widget.accessibleName()


@pytest.mark.parametrize(("font", "percent"), LOOKS)
@pytest.mark.parametrize("form", FORMS)
def test_nothing_of_a_meeting_is_cut(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, form: str, font: str, percent: int
):
    monkeypatch.setattr(theme, "FAMILIES", [font])
    theme.Theme(percent).apply()
    assert QApplication.font().families() == [font]
    made = HERE.form(form, PROFILE)
    meeting = OpenMeeting(made, record(form), checks_for(made, PROFILE, None, (), ()))
    page = MeetingPage(meeting, HERE.library.choices, None, guide_for(PROFILE, form))
    qtbot.addWidget(page)
    page.resize(*LAPTOP)
    page.show()
    page.activateWindow()
    found: dict[str, list[str]] = {}
    for section in page.sections.all:
        for question in section.question:
            page.go_to_question(question.key)
            if over := cut(page):
                found[question.key] = over
    check = CheckPage(meeting)
    qtbot.addWidget(check)
    check.resize(*LAPTOP)
    check.show()
    check.refresh()
    if over := cut(check):
        found["before you sign"] = over
    assert found == {}
