"""From first run to the Word file of a complete Initial PPM, in the real window, by keyboard."""

import re
import zipfile
from pathlib import Path

from at_the_desk import (
    PASSPHRASE,
    PATIENCE,
    Chair,
    chairside,
    find,
    focus,
    press,
    read_all,
    saved,
    type_into,
    wait_for,
)
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from desktop_app.minutes.read_back import read_back
from desktop_app.records.snapshot import Grid, Snapshot, Text, fingerprint
from desktop_app.ui.first_run import FirstRun
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.new_meeting import NewMeeting
from desktop_app.ui.sign_page import SignPage
from desktop_app.ui.window import Window
from desktop_app.ui.word_page import WordPage

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier

# Calderdale Permanence Policy, Appendix 3, in its order; the NB and headings included
PAPER_FORM = """
INITIAL PERMANENCE REVIEW PLANNING MEETING (PPM)
Please note that all PPM forms should be accompanied by:
Gateway Panel Application
Panel’s Actions
Latest Single Assessment
Child Details
Name of Child
CASS Number
Initial or Review PPM
Date of Meeting
Legal Status of Child
Present (and apologies)
Name
Present Relation
Attended
Background
Brief background history outlining the reasons the child/ren became looked after and any \
historical concerns
Any extended family/friends, connected carers that have or that require assessment
Name of Carer
Date Assessment Complete
Ruled In/Out by LA
Opposing LA Decision
Comments
Life story work and preparation for change
Sibling Group?
Number of siblings placed apart from child
Were these children originally assessed to be placed apart?
Sibling assessment
Contact current and future plans
Child’s wishes, feelings and understanding
Parents’ wishes, feelings and understanding
Other Professional Views
IRO Name
Current View
Guardian Name
Current View
Legal Planning and Court timetable
Where referral needs to be made
Permanence Planning Options
Yes/No
Comment
Early Permanence
Reunification
Placement with family/friends
CAO/SGO
Long term fostering
Adoption
SHOBPA Target Date
SHOBPA Date Booked
Permanent plan selected
Comment
Has the child now achieved permanence and permanence planning meetings are no longer required?
PPM Recommendations and Actions Required
NB: At initial PPM set frequency of meetings and identify future chair
Recommendations
By Whom
Target Date
Contingency plan
Date of next meeting
""".strip().split("\n")

OPTIONS = (
    *("No", "Robin is settled where they are."),
    *("Yes", "Mum has begun treatment; assessment due in January."),
    *("Yes", "Gran has come forward and is being assessed."),
    *("Yes", "If the assessment of Gran is positive."),
    *("Yes", "With the carers Robin lives with now."),
    *("No", "Robin is nine and does not want it."),
)
ANSWERS: dict[str, tuple[str, ...]] = {
    "papers": ("Attached", "2/11/26", "", "Seen", "", "", "Attached", "5 Nov 26", ""),
    "meeting_date": ("20/11/26",),
    "legal_status": ("Interim care order",),
    "background": ("Robin came into care in May after several nights alone at home.",),
    "carers": ("Gran Testname", "", "Pending", "No", "Viability is positive."),
    "life_story": ("A memory box is begun with the key worker.",),
    "sibling_group": ("Yes",),
    "siblings_apart": ("1",),
    "assessed_apart": ("No",),
    "sibling_assessment": ("Commissioned; due 18 December.",),
    "family_time": ("Mum on Saturdays, at the centre. Brother every second Sunday.",),
    "child_views": ("“I want to stay at my school and see Gran.” Said to Priya on 12 November.",),
    "parent_views": ("Mum wants Robin home and accepts help.",),
    "iro_name": ("Ingrid Reviewsome",),
    "iro_view": ("Agrees with planning on two routes.",),
    "guardian_name": ("Gareth Guardianly",),
    "guardian_view": ("Wants the assessment of Gran before the hearing.",),
    "legal_timetable": ("Week 14 of 26. Issues hearing 15 January.",),
    "referrals": ("Family group conference, by Priya, this week.",),
    "options": OPTIONS,
    "plan": ("Placement with family/friends",),
    "plan_comment": ("Gran knows Robin well and lives near the school.",),
    "permanence_achieved": ("No",),
    "contingency": ("Long-term fostering with the present carers.",),
    "next_meeting": ("8 January 2027",),
    "preferred_name": ("Rob",),
}


def first_run(qtbot: QtBot, window: Window) -> None:
    first = wait_for(qtbot, window, FirstRun)
    pick = find(window, QRadioButton, "Calderdale")
    pick.setFocus()
    press(qtbot, KEY.Key_Space)
    press(qtbot, KEY.Key_Return)
    qtbot.keyClicks(focus(), "Chris Chairperson")
    press(qtbot, KEY.Key_Return)
    qtbot.keyClicks(focus(), "Team manager")
    press(qtbot, KEY.Key_Return)
    for _ in range(2):
        qtbot.keyClicks(focus(), PASSPHRASE)
        press(qtbot, KEY.Key_Return)
    qtbot.waitUntil(first.recovery.isVisible, timeout=PATIENCE)
    find(window, QPushButton, "I have the sheet").setFocus()
    press(qtbot, KEY.Key_Return)
    qtbot.keyClicks(focus(), first.recovery._key.split("-")[-1])
    press(qtbot, KEY.Key_Return)


def start_a_meeting(
    qtbot: QtBot,
    window: Window,
    form: str = "Initial PPM",
    name: str = "Robin Testname",
    number: str = "1204417",
) -> MeetingFlow:
    wait_for(qtbot, window, HomePage)
    press(qtbot, KEY.Key_N, CTRL)
    wait_for(qtbot, window, NewMeeting)
    pick = find(window, QRadioButton, f"Which record? {form}")
    pick.setFocus()
    press(qtbot, KEY.Key_Space)
    press(qtbot, KEY.Key_Return)
    qtbot.keyClicks(focus(), name)
    press(qtbot, KEY.Key_Return)
    qtbot.keyClicks(focus(), number)
    press(qtbot, KEY.Key_Return)
    return wait_for(qtbot, window, MeetingFlow)


def type_the_minutes(qtbot: QtBot, flow: MeetingFlow) -> Chair:
    chair = Chair(qtbot, flow)
    chair.mark_present()
    chair.answer("attendance", "Priya Invented", "Social worker", "Present")
    chair.answer("attendance", "Sam Madeup", "Fostering", "Apologies")
    for key, texts in ANSWERS.items():
        chair.answer(key, *texts)
    chair.answer("actions", "Complete the assessment of Gran", "Priya Invented", "18/12/26")
    chair.answer("actions", "Book the family group conference", "Sam Madeup", "+1w")
    return chair


def sign(qtbot: QtBot, window: Window, flow: MeetingFlow) -> WordPage:
    press(qtbot, KEY.Key_F12)
    unsettled = [finding for finding in flow.meeting.findings() if not finding.settled]
    assert all(finding.weight == "warning" for finding in unsettled), unsettled
    read_all(qtbot, window, flow)
    go_on = find(window, QPushButton, "Go on to sign")
    go_on.setFocus()
    press(qtbot, KEY.Key_Space)
    assert wait_for(qtbot, window, SignPage)
    assert find(window, QLineEdit, "Your name").text() == "Chris Chairperson"
    press(qtbot, KEY.Key_Return)
    press(qtbot, KEY.Key_Return)
    assert focus() is find(window, QPushButton, "Sign the minutes")
    press(qtbot, KEY.Key_Space)
    return wait_for(qtbot, window, WordPage)


def save_word(qtbot: QtBot, window: Window, folder: Path) -> Path:
    line = find(window, QLineEdit, "Folder")
    line.selectAll()
    type_into(qtbot, line, str(folder))
    press(qtbot, KEY.Key_Return)
    qtbot.waitUntil(lambda: any(folder.glob("*.docx")), timeout=PATIENCE)
    (file,) = folder.glob("*.docx")
    return file


def words_of(file: Path) -> str:
    with zipfile.ZipFile(file) as package:
        xml = package.read("word/document.xml").decode()
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", xml, re.DOTALL)
    texts = ("".join(re.findall(r"<w:t(?: [^>]*)?>(.*?)</w:t>", p)) for p in paragraphs)
    return "\n".join(texts).replace("&amp;", "&")


def answered(snapshot: Snapshot) -> dict[str, str]:
    """What stands under each label, as one text a question."""
    sections = (*snapshot.template, *snapshot.additional)
    entries = (entry for section in sections for group in section.groups for entry in group)
    return {entry.key: said(entry) for entry in entries}


def said(entry: Text | Grid) -> str:
    if isinstance(entry, Text):
        return entry.text
    return "\n".join(" | ".join(row) for row in entry.rows)


PRINTED = {
    "20/11/26": "20 November 2026",
    "18/12/26": "18 December 2026",
    "+1w": "27 November 2026",
}
PRINTED |= {"2/11/26": "2 November 2026", "5 Nov 26": "5 November 2026"}


def test_from_first_run_to_the_word_file(qtbot: QtBot, tmp_path: Path):
    out = tmp_path / "out"
    out.mkdir()
    with chairside(qtbot, tmp_path / "store") as window:
        first_run(qtbot, window)
        flow = start_a_meeting(qtbot, window)
        chair = type_the_minutes(qtbot, flow)
        saved(qtbot, flow)
        sign(qtbot, window, flow)
        file = save_word(qtbot, window, out)
        signed = wait_for(qtbot, window, MeetingFlow).word_flow.snapshot
        QApplication.processEvents()
    assert signed is not None
    in_file = words_of(file)
    place = 0
    for label in PAPER_FORM:
        place = in_file.index(label, place) + len(label)
    read = read_back(file)
    assert fingerprint(read) == fingerprint(signed)
    under = answered(read)
    for key, texts in chair.typed.items():
        for text in filter(None, texts):
            assert PRINTED.get(text, text) in under[key], key
    assert file.name == "2026-11-20_PPM_1204417_v1.0_SIGNED.docx"
