"""Pictures of what an old store with children of one number says, and of joining two records."""

import tempfile
from pathlib import Path

from old_stores import VERSION_1
from pictures_window import Shoot, fill, press, settle
from PySide6.QtWidgets import QApplication

from desktop_app.assemble import Desk
from desktop_app.records.meeting import Child
from desktop_app.ui.theme import Theme
from desktop_app.ui.window import Window


def shared_numbers(theme: Theme, shoot: Shoot) -> None:
    """The store is copied, and brought up to date like a user's."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(VERSION_1.copied("twice", Path(folder) / "store"))
        window = Window(desk, theme)
        window.resize(1366, 728)
        window.show()
        window.activateWindow()
        desk.unlock(VERSION_1.secret()).result()
        for key, value in (("text_size", str(theme.percent)), ("scheme", "")):
            desk.ask(lambda store, key=key, value=value: store.set_setting(key, value)).result()
        window._opened()
        settle(QApplication)
        shoot(window, "numbers-home")
        _pages(window, desk.ask(lambda store: store.children()).result(), shoot)
        window.close()
        settle(QApplication)
        desk.close()


def _pages(window: Window, children: list[Child], shoot: Shoot) -> None:
    screens = window._screens
    assert screens is not None
    by_name = {one.name.casefold().split()[0]: one.id for one in reversed(children)}
    for name in ("robin", "ash", "cleo", "dot", "eli"):
        screens.child_screens.show_one(by_name[name])
        shoot(window, f"numbers-{name}")
    screens.child_screens.show_one(by_name["robin"])
    settle(QApplication)
    press(window, "Join the two…")
    shoot(window, "numbers-join")
    press(window, "Both are records of one child")
    press(window, "Join them now")
    shoot(window, "numbers-joined")
    screens.child_screens.show_one(by_name["ash"])
    settle(QApplication)
    fill(window, "Case number", "1204417")
    press(window, "Save")
    shoot(window, "numbers-typed")
