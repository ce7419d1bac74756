"""Starts the window, or one of the commands when one is named."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from desktop_app.assemble import Desk  # before Qt, which reads the source of what comes after it
from desktop_app.paths import RESOURCES, places


def main() -> int:
    """Exit: 0 done, 1 refused or found wrong, 2 wrong usage."""
    words = sys.argv[1:]
    data_dir = data_dir_alone(words)
    if words and data_dir is None:
        from desktop_app.cli.run import run

        return run(words)
    return open_window(data_dir)


def data_dir_alone(words: list[str]) -> str | None:
    """The folder when `--data-dir DIR` is all that was said: then the window opens."""
    match words:
        case ["--data-dir", folder]:
            return folder or None
        case [said] if said.startswith("--data-dir="):
            return said.partition("=")[2] or None
        case _:
            return None


def open_window(data_dir: str | None) -> int:
    """Runs until the window is closed."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from desktop_app.ui.garbage import Garbage
    from desktop_app.ui.theme import Theme
    from desktop_app.ui.trouble import hold_or_say
    from desktop_app.ui.window import Window

    app = QApplication([*sys.argv[:1], "-style", "fusion"])  # a call of setStyle costs 10 ms
    app.setApplicationName("Chairside")
    theme = Theme()
    theme.apply()
    where = places(data_dir)
    hold = hold_or_say(where.in_use)
    if hold is None:
        return 1
    desk = Desk(where)
    garbage = Garbage(desk.let_go)
    window = Window(desk, theme)
    window.fit(app.primaryScreen().availableGeometry().size())
    sys.excepthook = window.say_fault
    app.commitDataRequest.connect(window.session_ends)
    window.show()
    icon = str(RESOURCES / "icon.svg")
    QTimer.singleShot(0, lambda: app.setWindowIcon(QIcon(icon)))  # after the first paint
    QTimer.singleShot(0, desk.warm)
    QTimer.singleShot(0, partial(begin_log, where.data))
    code = app.exec()
    if app.clipboard().ownsClipboard() or app.platformName() == "offscreen":  # it never says so
        app.clipboard().clear()  # no child's words stay there; rich text would crash
    desk.close()
    garbage.stop()
    hold.release()
    return code


def begin_log(folder: Path) -> None:
    """After the first paint, as all that takes a while to load."""
    from desktop_app import log

    log.start(folder)


if __name__ == "__main__":
    sys.exit(main())
