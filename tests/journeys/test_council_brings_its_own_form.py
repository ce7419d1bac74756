"""A council writes a form, a list and a profile by hand, as docs/own-forms.md shows, and uses them.

And what it is told when its hand slips: file, line, and what is allowed.
"""

import re
from pathlib import Path

import pytest
from at_the_desk import (
    PASSPHRASE,
    PATIENCE,
    Chair,
    chairside,
    find,
    focus,
    give_reasons,
    press,
    read_all,
    saved,
    wait_for,
)
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot
from test_chair_goes_from_meeting_to_meeting import go_on
from test_chair_minutes_an_initial_ppm import (
    KEY,
    answered,
    first_run,
    save_word,
    start_a_meeting,
)

from desktop_app.minutes.read_back import read_back
from desktop_app.paths import Places
from desktop_app.services.council import load_council
from desktop_app.services.own_files import mistakes_in
from desktop_app.ui.check_page import CheckPage
from desktop_app.ui.first_run import FirstRun
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.sign_page import SignPage
from desktop_app.ui.window import Window
from desktop_app.ui.word_page import WordPage

PAGE = Path(__file__).parents[2] / "docs" / "own-forms.md"
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
FORM, LIST, PROFILE = (
    "forms/family_network.toml",
    "forms/choices/family_offers.toml",
    "profiles/exampleshire.toml",
)
FILES = dict(zip((FORM, LIST, PROFILE), EXAMPLES, strict=True))


def written_into(folder: Path) -> None:
    """As the page says: the three examples, each under the name that stands above it."""
    for name, text in FILES.items():
        file = folder / name
        assert f"`{name}`" in PAGE.read_text(encoding="utf-8")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def begin_in_exampleshire(qtbot: QtBot, window: Window) -> None:
    first = wait_for(qtbot, window, FirstRun)
    find(window, QRadioButton, "Exampleshire").setFocus()
    press(qtbot, KEY.Key_Space)
    press(qtbot, KEY.Key_Return)
    for words in ("Chris Chairperson", "Team manager", PASSPHRASE, PASSPHRASE):
        qtbot.keyClicks(focus(), words)
        press(qtbot, KEY.Key_Return)
    qtbot.waitUntil(first.recovery.isVisible, timeout=PATIENCE)
    find(window, QPushButton, "I have the sheet").setFocus()
    press(qtbot, KEY.Key_Return)
    qtbot.keyClicks(focus(), first.recovery._key.split("-")[-1])
    press(qtbot, KEY.Key_Return)


def sign(qtbot: QtBot, window: Window, flow: MeetingFlow) -> None:
    press(qtbot, KEY.Key_F12)
    check = wait_for(qtbot, window, CheckPage)
    give_reasons(qtbot, check.reasons())
    read_all(qtbot, window, flow)
    find(window, QPushButton, "Go on to sign").setFocus()
    press(qtbot, KEY.Key_Space)
    wait_for(qtbot, window, SignPage)
    find(window, QPushButton, "Sign the minutes").setFocus()
    press(qtbot, KEY.Key_Space)
    wait_for(qtbot, window, WordPage)


def in_sight(window: Window) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_a_councils_own_form_is_opened_answered_signed_and_exported(qtbot: QtBot, tmp_path: Path):
    store, out = tmp_path / "store", tmp_path / "out"
    out.mkdir()
    written_into(store)
    with chairside(qtbot, store) as window:
        begin_in_exampleshire(qtbot, window)
        flow = start_a_meeting(qtbot, window, "Family network meeting")
        form = flow.meeting.form
        assert form.question("case_number").words == "LCS number"
        chair = Chair(qtbot, flow)
        chair.answer("meeting_date", "2 Nov 2026")
        chair.answer("family_offer", "A home")
        qtbot.waitUntil(lambda: flow.meeting.applies(form.question("offer_from")))
        flow.page.follow()
        chair.answer("offer_from", "Gran Testname")
        chair.answer("helpers", "Uncle Invented", "Drives Robin to school", "9 Nov 2026")
        chair.answer("actions", "Ask Gran for her papers", "Priya Invented", "+1w")
        flow.page.go_to_question("family_offer")
        assert "Your council’s documents disagree about this" in in_sight(window)
        qtbot.waitUntil(lambda: "the child speaks first" in in_sight(window), timeout=PATIENCE)
        saved(qtbot, flow)
        found = {finding.key: finding.message for finding in flow.meeting.findings()}
        assert any("Service manager" in said for said in found.values()), found
        assert flow.meeting.record.answers["family_offer"] == "A home"
        sign(qtbot, window, flow)
        file = save_word(qtbot, window, out)
        flow = go_on(qtbot, window, "Initial PPM")
        assert flow.meeting.form.key == "initial_ppm"
    printed = read_back(file)
    under = answered(printed)
    assert file.name == "2026-11-02_FNM_1204417_v1.0_SIGNED.docx"
    assert (printed.title, printed.council) == (
        "FAMILY NETWORK MEETING",
        "Exampleshire County Council",
    )
    assert under["family_offer"] == "A home"
    assert under["offer_from"] == "Gran Testname"
    assert under["helpers"] == "Uncle Invented | Drives Robin to school | 9 November 2026"
    labels = [e.label for s in printed.template for group in s.groups for e in group]
    assert "CASS Number (LCS number)" in labels


def test_its_list_and_its_profile_offer_choices(tmp_path: Path):
    written_into(tmp_path)
    council = load_council(Places(tmp_path))
    assert council.mistakes == ()
    profile = council.profile("exampleshire")
    offered = [form.key for form in council.offered(profile)]
    assert offered == ["initial_ppm", "review_ppm", "family_network"]
    asked = council.form("family_network", profile).question("family_offer")
    assert council.library.choices(asked) == (
        "A home",
        "Help from outside",
        "Nothing today",
        "A home for brothers and sisters together",
    )
    helpers = council.form("family_network", profile).question("helpers")
    assert (helpers.required, helpers.advised) == ("always", None)


# Each: the file, what was written, what the hand made of it, the line it is on, what is said.
SLIPS = {
    "quotation marks bent by Word": (
        FORM,
        'name = "Family network meeting"',
        "name = “Family network meeting”",
        "name = “",
        ["Quotation marks must be straight", "use Notepad"],
    ),
    "a colon": (FORM, 'title = "', 'title: "', "title: ", ["colon", "Allowed: word = value"]),
    "one bracket": (
        FORM,
        "[[section]]                  # one of ours",
        "[section]                    # one of ours",
        '[[section]]\nuse = "present"',
        ["one bracket on either side", "Write two there"],
    ),
    "a question outside its section": (
        FORM,
        "[[section.question]]",
        "[[question]]",
        "[[question]]",
        ["“question”", "write [[section.question]]"],
    ),
    "a kind that there is not": (
        FORM,
        'kind = "choice"',
        'kind = "dropdown"',
        'kind = "dropdown"',
        ["“kind” cannot be “dropdown”", "Allowed:", "choice, choices, date"],
    ),
    "true where words are meant": (
        FORM,
        'required = "always"',
        "required = true",
        "required = true",
        ["“required” needs text in quotation marks", "Allowed: always"],
    ),
    "a choice in other words": (
        FORM,
        'shown_if = [{ question = "family_offer", is = "A home" }]',
        'shown_if = [{ question = "family_offer", is = "a home" }]',
        "shown_if",
        ["“a home” is not among the choices", "mean “A home”"],
    ),
    "a condition without its list": (
        FORM,
        'shown_if = [{ question = "family_offer", is = "A home" }]',
        'shown_if = { question = "family_offer", is = "A home" }',
        "shown_if",
        ["a list in square brackets, such as [{ question ="],
    ),
    "a key that a used section has": (
        FORM,
        'key = "helpers"',
        'key = "actions"',
        'key = "actions"',
        ["“actions” is asked twice", "another key"],
    ),
    "a question taken without the one that it follows from": (
        FORM,
        "place = 2\n",
        'place = 2\n\n[[section]]\nuse = "situation"\nonly = ["distance"]\nplace = 9\n',
        '[[section]]\nuse = "situation"',
        ["In “distance” of the section that is used here", "no question “circumstances”"],
    ),
    "a section left out that every record needs": (
        FORM,
        '[[section]]\nuse = "meeting"\nplace = 5\n',
        "",
        'key = "family_network"',
        ["does not ask “chair”", 'use = "meeting"'],
    ),
    "a code that no file name can hold": (
        FORM,
        'code = "FNM"',
        'code = "F/N/M"',
        "code =",
        ["“F/N/M” cannot be a code", "5 capital letters and digits"],
    ),
    "a list that has another name": (
        FORM,
        'choices = "family_offers"',
        'choices = "family_offer"',
        "choices =",
        ["no list of choices “family_offer”", "mean “family_offers”"],
    ),
    "a choice offered twice": (
        LIST,
        "Help from outside",
        "A home",
        'name = "A home"\n\n[[term]]\nname = "Nothing',
        ["“A home” is offered twice", "Keep one"],
    ),
    "a day as it is spoken": (
        PROFILE,
        "since = 2026-04-01",
        "since = 1 April 2026",
        "since =",
        ["a day is written 2026-12-28"],
    ),
    "a day that there is not": (
        PROFILE,
        "since = 2026-04-01",
        "since = 2026-04-31",
        "since =",
        ["no such day"],
    ),
    "one role without brackets": (
        PROFILE,
        'roles = ["Service manager"]',
        'roles = "Service manager"',
        "roles =",
        ["“roles”", "a list in square brackets, such as"],
    ),
    "a heading with one bracket": (
        PROFILE,
        "[[chair]]",
        "[chair]",
        "[chair]",
        ["two brackets on either side: [[chair]]"],
    ),
    "an event in other words": (
        PROFILE,
        'event = "entered_care"',
        'event = "came_into_care"',
        "event =",
        ["no event “came_into_care”", "mean “entered_care”"],
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_of_the_hand_is_named_with_file_line_and_what_is_allowed(slip: str, tmp_path: Path):
    name, old, new, at, said = SLIPS[slip]
    written_into(tmp_path)
    file, places = tmp_path / name, Places(tmp_path)
    assert old in FILES[name]
    text = FILES[name].replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    line = text[: text.index(at)].count("\n") + 1
    (told,) = mistakes_in(file, places)
    assert told.startswith(f"{file.name}, line {line}: ")
    assert [words for words in said if words not in told] == []
    assert told in load_council(places).mistakes
    assert set(load_council(places).library.forms) >= {"initial_ppm", "review_ppm"}


def test_a_list_may_not_take_the_name_of_one_of_ours(tmp_path: Path):
    written_into(tmp_path)
    file = tmp_path / "forms" / "choices" / "yes_no.toml"
    file.write_text(FILES[LIST], encoding="utf-8")
    (told,) = mistakes_in(file, Places(tmp_path))
    assert told == (
        "yes_no.toml: There is a list of choices “yes_no” already. Give the file another name."
    )


@pytest.mark.parametrize("folder", ["forms", "forms/choices", "profiles"])
def test_a_file_that_notepad_named_is_not_passed_over_in_silence(folder: str, tmp_path: Path):
    written_into(tmp_path)
    (tmp_path / folder / "own.toml.txt").write_text("", encoding="utf-8")
    (told,) = load_council(Places(tmp_path)).mistakes
    assert told.startswith("own.toml.txt: The file is not read")


def test_what_is_wrong_stands_under_the_list_of_meetings(qtbot: QtBot, tmp_path: Path):
    written_into(tmp_path)
    broken = FILES[FORM].replace('kind = "choice"', 'kind = "dropdown"')
    (tmp_path / FORM).write_text(broken, encoding="utf-8")
    with chairside(qtbot, tmp_path) as window:
        first_run(qtbot, window)
        wait_for(qtbot, window, HomePage)
        assert "“kind” cannot be “dropdown”" in in_sight(window)
