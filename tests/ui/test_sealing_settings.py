"""Sealing in Settings: real certificates, a real store, the real window, by keyboard."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from at_the_desk import CHEAP, PASSPHRASE, PATIENCE, chairside, find, focus, press, wait_for
from cryptography import x509
from dropping import drop
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from screens_examples import nameless_inputs, sentences
from seal_examples import sealed, self_issued
from test_bad_luck_at_the_desk import unlock

from desktop_app.assemble import Desk
from desktop_app.minutes.seal.certificate_words import as_pem, fingerprint, in_groups
from desktop_app.paths import Places
from desktop_app.records.dates import in_words
from desktop_app.services.sealing import make_own
from desktop_app.services.trust import trust
from desktop_app.storage.certificates import certificates
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.sealing_flow import SealingFlow
from desktop_app.ui.sealing_part import SealingPart
from desktop_app.ui.settings_page import SettingsPage
from desktop_app.ui.verify_page import VerifyPage
from desktop_app.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier
WHO = {"council": "calderdale", "my_name": "Alex Exemplar", "my_role": "Chair"}
ALEX = self_issued().certificate
OF_ALEX = "Alex Exemplar, Example Council"
THREE_YEARS = timedelta(days=3 * 365)
NOBODY = "Nobody yet."


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A store in which nothing has been sealed yet; close it before the window opens."""
    desk = Desk(Places(tmp_path / "data"), CHEAP)
    desk.set_up(PASSPHRASE, WHO).result()
    yield desk
    desk.close()


@contextmanager
def at_sealing(qtbot: QtBot, desk: Desk) -> Iterator[tuple[Window, SealingPart]]:
    desk.close()
    with chairside(qtbot, desk.places.data) as window:
        unlock(qtbot, window)
        wait_for(qtbot, window, HomePage)
        press(qtbot, Qt.Key.Key_Comma, CTRL)
        part = wait_for(qtbot, window, SealingPart)
        shown = ("There is none yet.", "Valid from")
        qtbot.waitUntil(lambda: any(one in sentences(part) for one in shown), timeout=PATIENCE)
        yield window, part


def flow(window: Window) -> SealingFlow:
    """What its dialogs for files would ask."""
    [page] = window.findChildren(SettingsPage)
    return page._sealing


def says(qtbot: QtBot, part: SealingPart, sentence: str) -> None:
    qtbot.waitUntil(lambda: sentence in sentences(part), timeout=PATIENCE)


def buttons(part: SealingPart) -> list[str]:
    return [one.text() for one in part.findChildren(QPushButton) if one.isVisibleTo(part)]


def act(qtbot: QtBot, window: Window, name: str) -> None:
    def is_there() -> bool:
        seen = (one for one in window.findChildren(QPushButton) if one.isVisible())
        return any(name in (one.text(), one.accessibleName()) for one in seen)

    qtbot.waitUntil(is_there, timeout=PATIENCE)
    find(window, QPushButton, name).setFocus()
    press(qtbot, Qt.Key.Key_Return)


def is_sure(qtbot: QtBot) -> None:
    """The tick, which has the focus, and the button after it."""
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Return)


# this laptop's own


def test_a_certificate_is_made_and_saved_for_it_in_both_ways(
    qtbot: QtBot, desk: Desk, tmp_path: Path
):
    with at_sealing(qtbot, desk) as (window, part):
        assert "There is none yet." in sentences(part)
        act(qtbot, window, "Make a certificate")
        says(qtbot, part, "Alex Exemplar, Calderdale Metropolitan Borough Council")
        assert focus() is find(window, QPushButton, "Save it for IT…")
        assert "Make a certificate" not in buttons(part)
        for name in ("mine.cer", "mine.pem", "without"):
            flow(window).save(tmp_path / name)
            says(qtbot, part, f"✓ Certificate saved: {tmp_path / name}")
        shown = sentences(part)
    as_der = (tmp_path / "mine.cer").read_bytes()
    as_text = (tmp_path / "mine.pem").read_bytes()
    assert x509.load_der_x509_certificate(as_der) == x509.load_pem_x509_certificate(as_text)
    assert b"PRIVATE" not in as_text
    assert in_groups(fingerprint(as_der)) in shown
    assert (tmp_path / "without.cer").read_bytes() == as_der


def test_a_certificate_that_cannot_be_saved_is_said(qtbot: QtBot, desk: Desk, tmp_path: Path):
    desk.ask(lambda store: make_own(store, "Alex Exemplar", "", datetime.now(UTC))).result()
    with at_sealing(qtbot, desk) as (window, part):
        flow(window).save(tmp_path / "nowhere" / "mine.cer")
        says(qtbot, part, "“mine.cer” cannot be saved in")


@pytest.mark.parametrize(
    ("left", "warned"), [(61, ""), (60, "! It expires on "), (-1, "! It expired on ")]
)
def test_its_end_is_told_sixty_days_before(qtbot: QtBot, desk: Desk, left: int, warned: str):
    now = datetime.now(UTC).replace(hour=12)
    made = now - THREE_YEARS + timedelta(days=left)
    desk.ask(lambda store: make_own(store, "Alex Exemplar", "", made)).result()
    with at_sealing(qtbot, desk) as (window, part):
        if not warned:
            assert "Make a new certificate" not in buttons(part)
            return
        assert f"{warned}{in_words((now + timedelta(days=left)).date())}:" in sentences(part)
        act(qtbot, window, "Make a new certificate")
        says(qtbot, part, "✓ The certificate is made.")
        qtbot.waitUntil(lambda: warned not in sentences(part), timeout=PATIENCE)


def test_another_name_in_settings_is_held_against_the_certificate(qtbot: QtBot, desk: Desk):
    desk.ask(lambda store: make_own(store, "Alex Exemplar", "", datetime.now(UTC))).result()
    with at_sealing(qtbot, desk) as (window, part):
        name = find(window, QLineEdit, "Your name")
        name.setText("Una Newname")
        name.setFocus()
        press(qtbot, Qt.Key.Key_Return)
        says(qtbot, part, "! Your name is now Una Newname, and the certificate says another.")


# those of others


def test_one_that_is_trusted_no_longer_proves_no_signer(qtbot: QtBot, desk: Desk, tmp_path: Path):
    desk.ask(lambda store: trust(store, ALEX)).result()
    word = tmp_path / "sealed.docx"
    word.write_bytes(sealed())
    with at_sealing(qtbot, desk) as (window, part):
        says(qtbot, part, OF_ALEX)
        assert in_groups(fingerprint(ALEX)) in sentences(part)
        drop(part, [word])
        page = wait_for(qtbot, window, VerifyPage)
        known = "✓ Signed, whole and unchanged.\n"
        qtbot.waitUntil(lambda: known in sentences(page), timeout=PATIENCE)
        press(qtbot, Qt.Key.Key_Escape)
        act(qtbot, window, f"Trust it no longer…: {OF_ALEX}")
        out = find(window, QPushButton, f"Take it out: {OF_ALEX}")
        assert not out.isEnabled()
        is_sure(qtbot)
        says(qtbot, part, NOBODY)
        assert focus() is find(window, QPushButton, "Add one from a file…")
        drop(part, [word])
        page = wait_for(qtbot, window, VerifyPage)
        doubt = "Who signed is not proved here."
        qtbot.waitUntil(lambda: doubt in sentences(page), timeout=PATIENCE)


@pytest.mark.parametrize(("name", "content"), [("a.pem", as_pem(ALEX)), ("a.crt", ALEX)])
def test_one_from_a_file_is_trusted_once_it_was_compared(
    qtbot: QtBot, desk: Desk, tmp_path: Path, name: str, content: bytes
):
    (tmp_path / name).write_bytes(content)
    with at_sealing(qtbot, desk) as (window, part):
        find(window, QPushButton, "Add one from a file…").setFocus()
        flow(window).read(tmp_path / name)
        says(qtbot, part, in_groups(fingerprint(ALEX)))
        assert NOBODY in sentences(part)
        assert nameless_inputs(part) == []
        is_sure(qtbot)
        qtbot.waitUntil(lambda: "Trust it no longer…" in buttons(part), timeout=PATIENCE)
        assert NOBODY not in sentences(part)
        assert "✓ The certificate is trusted from now on." in sentences(part)
        assert "Trust it from now on" not in buttons(part)
        assert focus() is find(window, QPushButton, "Add one from a file…")
        flow(window).read(tmp_path / name)
        says(qtbot, part, "trusted here already")


def test_a_file_without_a_certificate_is_refused(qtbot: QtBot, desk: Desk, tmp_path: Path):
    (tmp_path / "a.pem").write_bytes(sealed())
    with at_sealing(qtbot, desk) as (window, part):
        flow(window).read(tmp_path / "a.pem")
        says(qtbot, part, "This file holds no certificate.")
        flow(window).read(tmp_path / "gone.cer")
        says(qtbot, part, "There is no file called “gone.cer”")


def test_whom_the_chair_trusts_over_the_settings_stands_there_afterwards(
    qtbot: QtBot, desk: Desk, tmp_path: Path
):
    word = tmp_path / "sealed.docx"
    word.write_bytes(sealed())
    with at_sealing(qtbot, desk) as (window, part):
        drop(part, [word])
        page = wait_for(qtbot, window, VerifyPage)
        act(qtbot, window, f"Trust this certificate…: {OF_ALEX}")
        is_sure(qtbot)
        known = "✓ Signed, whole and unchanged.\n"
        qtbot.waitUntil(lambda: known in sentences(page), timeout=PATIENCE)
        press(qtbot, Qt.Key.Key_Escape)
        says(qtbot, part, OF_ALEX)
        kept = window._desk.ask(certificates).result()
        QApplication.processEvents()
    assert [(one.fingerprint, one.private_key) for one in kept] == [(fingerprint(ALEX), None)]
