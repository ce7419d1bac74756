"""Pictures of backups: the part of the settings, and putting one back from each way in."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from pictures_window import (
    Shoot,
    copy_of,
    down_the_page,
    fill,
    open_window,
    press,
    says,
    settle,
    shown,
    unlock,
    until,
)
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from desktop_app.paths import Places
from desktop_app.services.demo import PASSPHRASE
from desktop_app.storage.backups import backups
from desktop_app.ui.backups_flow import BackupsFlow
from desktop_app.ui.fields import Pick
from desktop_app.ui.restore_page import RestorePage
from desktop_app.ui.settings_page import SettingsPage
from desktop_app.ui.theme import Theme
from desktop_app.ui.window import Window

THAT_DAY = "Passphrase of that day"


def all_about_backups(places: Places, theme: Theme, shoot: Shoot) -> None:
    with copy_of(places) as own:
        with open_window(own, theme) as window:
            unlock(window, theme.percent)
            the_part(window, theme, shoot)
            from_settings(window, shoot)
        with open_window(own, theme) as window:
            from_the_way_in(window, theme, shoot)
        with open_window(Places(own.data.parent / "new"), theme) as window:
            on_a_new_laptop(window, own, shoot)


# the part of the settings


def the_part(window: Window, theme: Theme, shoot: Shoot) -> None:
    folder = window._desk.places.backups
    until(lambda: bool(backups(folder)), "the backup of today was not made")
    settle(QApplication)
    for one in backups(folder):
        one.path.unlink()
    flow = at_the_backups(window)
    down_the_part(flow, window, shoot, "backups-none")
    with held_up(flow):
        says(window, "Copying the store.")
        down_the_part(flow, window, shoot, "backups-running")
        window.lock()
        until(lambda: window._screens is None, "it was not locked")
    unlock(window, theme.percent)
    says(window, "was given up when")
    shoot(window, "backups-given-up-said")
    flow = at_the_backups(window)
    down_the_part(flow, window, shoot, "backups-given-up")
    window._desk.keep_house(28).result()
    for _ in range(2):
        press(window, "Make a backup now")
        says(window, "✓ Backup made")
    down_the_part(flow, window, shoot, "backups-some")
    press(window, "Save one to a folder of your choice…")
    down_the_part(flow, window, shoot, "backups-elsewhere")


def at_the_backups(window: Window) -> BackupsFlow:
    screens = window._screens
    assert screens is not None
    screens.show_settings()
    page = shown(window, SettingsPage)
    settle(QApplication)
    return page.backups


@contextmanager
def held_up(flow: BackupsFlow) -> Iterator[None]:
    """A backup that is on its way meanwhile, on a thread that is held by what it tells."""
    go_on = Event()
    flow._how_far.connect(lambda: go_on.wait(60), Qt.ConnectionType.DirectConnection)
    flow.make()
    try:
        yield
    finally:
        go_on.set()


def down_the_part(flow: BackupsFlow, window: Window, shoot: Shoot, name: str) -> None:
    """From its heading; a second one where it is longer than the window."""
    [page] = [one for one in window.findChildren(SettingsPage) if one.isVisible()]
    area = page.findChildren(QScrollArea)[0]
    inside, part, bar = area.widget(), flow.part, area.verticalScrollBar()
    assert inside is not None
    settle(QApplication)
    top = part.mapTo(inside, QPoint(0, 0)).y()
    for number, place in enumerate(range(top, top + part.height(), area.viewport().height() - 40)):
        bar.setValue(place)
        shoot(window, f"{name}-{number}" if number else name)


# putting one back


def from_settings(window: Window, shoot: Shoot) -> None:
    press(window, "Put a backup back…")
    page = shown(window, RestorePage)
    until(lambda: bool(page._picks), "no backup is offered")
    down_the_page(page, window, shoot, "restore")
    page.verticalScrollBar().setValue(0)
    press(window, "Put it back")
    shoot(window, "restore-nothing-typed")
    for attempt in ("one", "wait", "wait"):
        fill(window, THAT_DAY, "not the passphrase at all")
        press(window, "Put it back")
        says(window, "That is not the passphrase.")
        if attempt == "one":
            shoot(window, "restore-wrong")
    says(window, "You can try again in ")
    shoot(window, "restore-wait")
    press(window, "I have lost that passphrase")
    fill(window, "Recovery key", "7K2M")
    for name in ("New passphrase", "The same again"):
        fill(window, name, "a wholly new passphrase")
    press(window, "Put it back")
    says(window, "mistyped")
    down_the_page(page, window, shoot, "restore-key-wrong")
    press(window, "Back  (Esc)")


def from_the_way_in(window: Window, theme: Theme, shoot: Shoot) -> None:
    theme.resize(theme.percent)
    press(window, "Put a backup back…")
    page = shown(window, RestorePage)
    until(lambda: bool(page._picks), "no backup is offered")
    newest = next(iter(page._picks))
    whole = newest.read_bytes()
    newest.write_bytes(whole[:-1000])
    while page._secret.waiting.is_on:
        page._secret.waiting.tick()
    (newest.parent.parent / "attempts.json").unlink(missing_ok=True)
    fill(window, THAT_DAY, PASSPHRASE)
    press(window, "Put it back")
    says(window, "not all of it is there")
    down_the_page(page, window, shoot, "restore-refused")
    next(one for one in page.findChildren(Pick) if not one.isChecked()).setChecked(True)
    press(window, "Put it back")
    says(window, "is in place.")
    shoot(window, "restore-done")
    newest.write_bytes(whole)


def on_a_new_laptop(window: Window, old: Places, shoot: Shoot) -> None:
    press(window, "Put a backup back…")
    page = shown(window, RestorePage)
    says(window, "There is none in the folder")
    down_the_page(page, window, shoot, "restore-new-laptop")
    page.file_chosen.emit(next(one.path for one in backups(old.backups) if not one.was_set_aside))
    until(lambda: bool(page._picks), "the backup is not offered")
    fill(window, THAT_DAY, PASSPHRASE)
    press(window, "Put it back")
    says(window, "is in place.")
    shoot(window, "restore-new-laptop-done")
