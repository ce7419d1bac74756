"""What every test shares: no screen needed, and a clipboard that is empty at the end."""

import os
import sys
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session", autouse=True)
def emptied_clipboard() -> Iterator[None]:
    """Qt ends with a crash while rich text lies there."""
    yield
    gui = sys.modules.get("PySide6.QtGui")
    if gui and gui.QGuiApplication.instance():
        gui.QGuiApplication.clipboard().clear()
