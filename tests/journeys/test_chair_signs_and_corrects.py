"""Minutes are sealed, corrected as a new version, and every version can still be checked."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from at_the_desk import (
    PATIENCE,
    Chair,
    chairside,
    find,
    give_reasons,
    press,
    read_all,
    saved,
    type_into,
    wait_for,
)
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from test_chair_goes_from_meeting_to_meeting import go_on, sign_over
from test_chair_minutes_an_initial_ppm import KEY, first_run, start_a_meeting

from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.seal.certificates import make_certificate
from desktop_app.minutes.seal.verify import verify
from desktop_app.policy.profile import PROFILES
from desktop_app.records.snapshot import fingerprint
from desktop_app.ui.check_page import CheckPage
from desktop_app.ui.countersign_page import CountersignPage
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.sign_page import SignPage
from desktop_app.ui.window import Window
from desktop_app.ui.word_page import WordPage

OWN = "With the certificate made on this laptop"


def push(qtbot: QtBot, window: Window, name: str) -> None:
    """As soon as it is there: some buttons wait for the store."""

    def shown() -> bool:
        return any(b.text() == name and b.isVisible() for b in window.findChildren(QPushButton))

    qtbot.waitUntil(shown, timeout=PATIENCE)
    find(window, QPushButton, name).setFocus()
    press(qtbot, KEY.Key_Space)


def first_meeting(qtbot: QtBot, window: Window) -> MeetingFlow:
    flow = start_a_meeting(qtbot, window)
    chair = Chair(qtbot, flow)
    chair.answer("meeting_date", "2 Nov 2026")
    chair.answer("background", "Robin came into care in May.")
    chair.answer("child_views", "I want to see Gran.")
    chair.answer("plan", "Not yet decided")
    chair.answer("actions", "Book the medical", "Priya Invented", "+1w")
    saved(qtbot, flow)
    return flow


def on_to_sign(qtbot: QtBot, window: Window, flow: MeetingFlow) -> SignPage:
    press(qtbot, KEY.Key_F12)
    check = wait_for(qtbot, window, CheckPage)
    give_reasons(qtbot, check.reasons())
    read_all(qtbot, window, flow)
    push(qtbot, window, "Go on to sign")
    return wait_for(qtbot, window, SignPage)


def seal_with_own_certificate(qtbot: QtBot, window: Window, flow: MeetingFlow) -> WordPage:
    on_to_sign(qtbot, window, flow)
    find(window, QRadioButton, OWN).setFocus()
    press(qtbot, KEY.Key_Space)
    made = [b for b in window.findChildren(QPushButton) if b.isVisible() and "Make a" in b.text()]
    if made:
        made[0].setFocus()
        press(qtbot, KEY.Key_Space)
        qtbot.waitUntil(lambda: not made[0].isVisible(), timeout=PATIENCE)
    push(qtbot, window, "Sign the minutes")
    return wait_for(qtbot, window, WordPage)


def save_as(qtbot: QtBot, window: Window, target: Path) -> Path:
    type_into(qtbot, _emptied(find(window, QLineEdit, "Folder")), str(target.parent))
    type_into(qtbot, _emptied(find(window, QLineEdit, "Name of the file")), target.name)
    press(qtbot, KEY.Key_Return)
    qtbot.waitUntil(target.exists, timeout=PATIENCE)
    return target


def _emptied(line: QLineEdit) -> QLineEdit:
    line.clear()
    return line


def correct(qtbot: QtBot, window: Window, reason: str) -> MeetingFlow:
    before = wait_for(qtbot, window, MeetingFlow).meeting.record.meeting.id
    push(qtbot, window, "Correct these minutes…")
    type_into(qtbot, find(window, QLineEdit, "Why are they corrected?"), reason)
    press(qtbot, KEY.Key_Return)
    return another(qtbot, window, before)


def another(qtbot: QtBot, window: Window, before: str) -> MeetingFlow:
    """The meeting that the window shows in place of the one before."""

    def shown() -> bool:
        return wait_for(qtbot, window, MeetingFlow).meeting.record.meeting.id != before

    qtbot.waitUntil(shown, timeout=PATIENCE)
    return wait_for(qtbot, window, MeetingFlow)


def with_another_word(file: Path) -> bytes:
    """As somebody would who opens the file and changes a word."""
    raw = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(raw, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.replace(b"in May", b"in March")
            new.writestr(name, content)
    return raw.getvalue()


def test_minutes_are_sealed_corrected_and_both_versions_verify(qtbot: QtBot, tmp_path: Path):
    with chairside(qtbot, tmp_path / "store") as window:
        first_run(qtbot, window)
        flow = first_meeting(qtbot, window)
        seal_with_own_certificate(qtbot, window, flow)
        first = save_as(qtbot, window, tmp_path / "first.docx")
        draft = correct(qtbot, window, "The month was wrong.")
        assert draft.meeting.answer("background") == "Robin came into care in May."
        Chair(qtbot, draft).answer("background", " It was April.")
        saved(qtbot, draft)
        seal_with_own_certificate(qtbot, window, draft)
        second = save_as(qtbot, window, tmp_path / "second.docx")
        push(qtbot, window, "Show version 1")
        qtbot.waitUntil(
            lambda: wait_for(qtbot, window, WordPage)._name.text().endswith("_v1.0_SIGNED.docx"),
            timeout=PATIENCE,
        )
        again = save_as(qtbot, window, tmp_path / "first again.docx")
    for file in (first, second):
        verdict = verify(file)
        assert verdict.whole
        assert "Chris Chairperson" in verdict.signers[0].name
    assert verify(with_another_word(first)).state == "changed"
    assert again.read_bytes() == first.read_bytes()
    one, two = read_back(first), read_back(second)
    assert (one.version, two.version) == ("1.0", "2.0")
    assert one.correction == ""
    assert "version 1.0, which Chris Chairperson signed on" in two.correction
    assert two.correction.endswith("Why it is corrected: The month was wrong.")
    assert one.reference == two.reference


def test_a_meeting_that_was_started_from_the_first_version_is_told(qtbot: QtBot, tmp_path: Path):
    with chairside(qtbot, tmp_path) as window:
        first_run(qtbot, window)
        flow = first_meeting(qtbot, window)
        first = flow.meeting.record.meeting.id
        sign_over(qtbot, window, flow)
        review = go_on(qtbot, window, "Review PPM").meeting.record.meeting.id
        window._screens.open_meeting(first)
        another(qtbot, window, review)
        wait_for(qtbot, window, WordPage)
        draft = correct(qtbot, window, "Another child was named.")
        saved(qtbot, draft)
        sign_over(qtbot, window, draft)
        window._screens.open_meeting(review)
        flow = another(qtbot, window, first)
        told = [f.message for f in flow.meeting.findings() if "were corrected on" in f.message]
        assert len(told) == 1
        assert "Another child was named." in told[0]


def test_a_correction_can_be_given_up(qtbot: QtBot, tmp_path: Path):
    with chairside(qtbot, tmp_path) as window:
        first_run(qtbot, window)
        flow = first_meeting(qtbot, window)
        first = flow.meeting.record.meeting.id
        sign_over(qtbot, window, flow)
        draft = correct(qtbot, window, "Something was wrong.")
        Chair(qtbot, draft).answer("background", "All of it.")
        push(qtbot, window, "This correction…")
        find(window, QCheckBox, "Yes, remove what I changed in this correction").setFocus()
        press(qtbot, KEY.Key_Space)
        push(qtbot, window, "Give up this correction")
        flow = another(qtbot, window, draft.meeting.record.meeting.id)
        assert flow.meeting.record.meeting.id == first
        assert flow.meeting.answer("background") == "Robin came into care in May."
        push(qtbot, window, "‹ Meetings")
        home = wait_for(qtbot, window, HomePage)
        assert home.isVisible()


PASSWORD = "an invented password"


def council_asks_for_a_countersignature(folder: Path) -> None:
    """The council's own profile, in place of ours."""
    ours = (PROFILES / "calderdale.toml").read_text(encoding="utf-8")
    own = folder / "profiles" / "calderdale.toml"
    own.parent.mkdir(parents=True)
    own.write_text('countersign = "Service manager"\n' + ours, encoding="utf-8")


def managers_certificate(folder: Path) -> Path:
    made = make_certificate("Dana Director", "Nowhere Council", datetime.now(UTC))
    key = serialization.load_der_private_key(made.key, None)
    assert isinstance(key, rsa.RSAPrivateKey)
    certificate = x509.load_der_x509_certificate(made.certificate)
    protection = serialization.BestAvailableEncryption(PASSWORD.encode())
    pfx = pkcs12.serialize_key_and_certificates(b"manager", key, certificate, None, protection)
    file = folder / "manager.pfx"
    file.write_bytes(pfx)
    return file


def test_a_manager_countersigns_where_the_council_asks_for_it(qtbot: QtBot, tmp_path: Path):
    store = tmp_path / "store"
    council_asks_for_a_countersignature(store)
    pfx = managers_certificate(tmp_path)
    with chairside(qtbot, store) as window:
        first_run(qtbot, window)
        flow = first_meeting(qtbot, window)
        seal_with_own_certificate(qtbot, window, flow)
        once = save_as(qtbot, window, tmp_path / "once.docx")
        push(qtbot, window, "Countersign…")
        type_into(qtbot, find(window, QLineEdit, "Certificate file"), str(pfx))
        type_into(qtbot, find(window, QLineEdit, "Its password"), "wrong")
        push(qtbot, window, "Countersign")
        page = wait_for(qtbot, window, CountersignPage)
        qtbot.waitUntil(page._trouble.isVisible, timeout=PATIENCE)
        assert "password" in page._trouble.text()
        type_into(qtbot, _emptied(find(window, QLineEdit, "Its password")), PASSWORD)
        push(qtbot, window, "Countersign")
        word = wait_for(qtbot, window, WordPage)
        qtbot.waitUntil(lambda: "✓ Countersigned by Dana" in said(word), timeout=PATIENCE)
        twice = save_as(qtbot, window, tmp_path / "twice.docx")
    assert [one.name.split(",")[0] for one in verify(once).signers] == ["Chris Chairperson"]
    both = verify(twice)
    assert both.whole
    assert [one.name.split(",")[0] for one in both.signers] == [
        "Chris Chairperson",
        "Dana Director",
    ]
    assert both.signers[1].role == "Service manager"
    assert fingerprint(read_back(twice)) == fingerprint(read_back(once))
    signature = read_back(twice).signature
    assert signature
    assert "To be countersigned by: Service manager." in signature.seal


def said(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
