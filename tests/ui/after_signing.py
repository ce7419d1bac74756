"""An aside of signed minutes in a small window of its own, on a real desk and store."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from signed_minutes import PASSPHRASE, SETTINGS, new_store, signed

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.policy.profile import Profile
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.slots import Cost
from desktop_app.storage.store import Store
from desktop_app.ui.aside import Aside
from desktop_app.ui.courier import Courier

A = TypeVar("A", bound=Aside)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC).astimezone()  # of its clock, all the time
CHEAP = Cost(memory=64, passes=1, lanes=1)


def signed_in(folder: Path) -> str:
    """A new store there, closed again, that holds signed minutes: the meeting's id."""
    places = Places(folder)
    store = new_store(places)
    meeting = signed(store, places)
    store.close()
    return meeting.id


@contextmanager
def desk_at(folder: Path) -> Iterator[Desk]:
    """Unlocked."""
    desk = Desk(Places(folder), CHEAP, lambda: NOON)
    desk.unlock(PASSPHRASE).result()
    try:
        yield desk
    finally:
        desk.close()
        QApplication.processEvents()


def sha256_of(desk: Desk, meeting_id: str) -> str:
    """Of the Word file as it was signed last."""

    def work(store: Store) -> bytes:
        return store.signed_file(store.signed_versions(meeting_id)[-1])

    return hashlib.sha256(desk.ask(work).result()).hexdigest()


def shown(qtbot: QtBot, desk: Desk, kind: type[A], meeting_id: str, profile: Profile) -> A:
    """Started, in sight, with the focus."""
    record = desk.ask(lambda store: store.record(meeting_id)).result()
    form = desk.council.form(record.meeting.form, profile)
    aside = kind(desk, Courier(), OpenMeeting(form, record), profile, SETTINGS)
    qtbot.addWidget(aside.page)
    aside.page.resize(1180, 700)
    aside.page.show()
    aside.page.activateWindow()
    aside.start()
    QApplication.processEvents()
    return aside
