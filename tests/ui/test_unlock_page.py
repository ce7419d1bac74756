"""The way in: passphrase, waits that grow, and the recovery key."""

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from screens_examples import nameless_inputs, press, sentences

from desktop_app.storage.keys import SHORTEST as SHORTEST_IN_STORAGE
from desktop_app.ui.new_passphrase import SHORTEST
from desktop_app.ui.unlock_page import UnlockPage

LONG = "four plain words together"


@pytest.fixture
def page(qtbot: QtBot) -> UnlockPage:
    page = UnlockPage()
    qtbot.addWidget(page)
    page.resize(683, 384)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.start()
    return page


def focused() -> QLineEdit:
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    return box


def test_typing_and_enter_unlocks(page: UnlockPage, qtbot: QtBot):
    with qtbot.waitSignal(page.unlock_wanted) as asked:
        qtbot.keyClicks(focused(), LONG)
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert asked.args == [LONG]


def test_the_passphrase_is_hidden_until_one_asks(page: UnlockPage):
    box = focused()
    assert box.echoMode() == QLineEdit.EchoMode.Password
    press(page, "Show the passphrase")
    assert box.echoMode() == QLineEdit.EchoMode.Normal


def test_nothing_typed_is_said_and_asks_for_nothing(page: UnlockPage, qtbot: QtBot):
    with qtbot.assertNotEmitted(page.unlock_wanted):
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert "Type the passphrase first." in sentences(page)


def test_a_wrong_passphrase_is_said_and_the_next_typing_replaces_it(page: UnlockPage, qtbot: QtBot):
    qtbot.keyClicks(focused(), "wrong")
    page.busy()
    page.say_trouble("That is not the passphrase.")
    assert "That is not the passphrase." in sentences(page)
    qtbot.keyClicks(focused(), "right")
    assert focused().text() == "right"


def test_a_wait_counts_down_in_words_and_then_lets_one_try(page: UnlockPage, qtbot: QtBot):
    box = focused()
    page.say_trouble("That is not the passphrase.")
    page.hold_back(62)
    assert "You can try again in 1 minute and 2 seconds." in sentences(page)
    assert not box.isEnabled()
    for _ in range(61):
        page.waiting.tick()
    assert "You can try again in 1 second." in sentences(page)
    page.waiting.tick()
    assert "You can try again now." in sentences(page)
    assert box.isEnabled()
    assert focused() is box


def test_a_wrong_recovery_key_does_not_shorten_the_wait(page: UnlockPage):
    box = focused()
    page.hold_back(30)
    press(page, "I have lost my passphrase")
    page.say_trouble("This recovery key belongs to another store.")
    assert not box.isEnabled()


def test_says_opening_only_when_it_takes_long(page: UnlockPage, qtbot: QtBot):
    page.busy()
    assert "Opening…" not in sentences(page)
    qtbot.waitUntil(lambda: "Opening…" in sentences(page))
    page.say_trouble("That is not the passphrase.")
    assert "Opening…" not in sentences(page)


def test_the_lost_passphrase_is_replaced_by_keyboard(page: UnlockPage, qtbot: QtBot):
    press(page, "I have lost my passphrase")
    with qtbot.waitSignal(page.recover_wanted) as asked:
        for typed in ("7K2M-9QXZ", LONG, LONG):
            qtbot.keyClicks(focused(), typed)
            qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert asked.args == ["7K2M-9QXZ", LONG]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("", LONG, LONG), "Type the recovery key from the printed sheet."),
        (("7K2M", "too short", "too short"), "A passphrase needs at least 15 characters."),
        (("7K2M", LONG, LONG + "!"), "The two are not the same."),
    ],
)
def test_recovery_says_what_is_missing(
    page: UnlockPage, qtbot: QtBot, typed: tuple[str, ...], said: str
):
    press(page, "I have lost my passphrase")
    with qtbot.assertNotEmitted(page.recover_wanted):
        for one in typed:
            qtbot.keyClicks(focused(), one)
            qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert said in sentences(page)


def test_starting_again_forgets_what_was_typed(page: UnlockPage, qtbot: QtBot):
    qtbot.keyClicks(focused(), LONG)
    press(page, "I have lost my passphrase")
    qtbot.keyClicks(focused(), "7K2M")
    page.start()
    assert [box.text() for box in page.findChildren(QLineEdit)] == ["", "", "", ""]


def test_every_input_has_a_name(page: UnlockPage):
    assert nameless_inputs(page) == []


def test_storage_and_screen_agree_on_the_shortest_passphrase():
    assert SHORTEST == SHORTEST_IN_STORAGE


def test_it_is_light_to_load():
    """Of what meetings are made of, only how typed text is cleaned, which stands alone."""
    late = ("msgspec", "sqlalchemy", "cryptography", "desktop_app.forms", "desktop_app.records.")
    report = (
        "import sys, desktop_app.ui.unlock_page; "
        f"print(*(name for name in sys.modules if name.startswith({late!r})))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", report], capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == ["desktop_app.records.text"]
