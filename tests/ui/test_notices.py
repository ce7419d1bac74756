"""What the window says by itself is seen: it does not look like the page around it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame
from pytestqt.qtbot import QtBot

from desktop_app.ui.notices import Banner, Foot
from desktop_app.ui.theme import Theme


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
@pytest.mark.parametrize("kind", [Banner, Foot])
def test_a_notice_has_its_own_ground(
    qtbot: QtBot, kind: Callable[[], Banner | Foot], scheme: Qt.ColorScheme
):
    Theme(100, scheme).apply()
    notice, plain = kind(), QFrame()
    for one in (notice, plain):
        qtbot.addWidget(one)
        one.resize(400, 40)
    notice.say("Not saved: the disk is full.")
    for one in (notice, plain):
        one.show()
    spot = (3, 3)
    ground = notice.grab().toImage().pixelColor(*spot)
    assert ground != plain.grab().toImage().pixelColor(*spot)
