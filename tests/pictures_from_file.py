"""Pictures of an empty laptop that starts from files: signed, changed, old, and handed over."""

import io
import tempfile
from dataclasses import replace
from pathlib import Path

import docx
from pictures_window import (
    CHEAP,
    Shoot,
    copy_of,
    down_the_page,
    fill,
    flow,
    open_window,
    press,
    says,
    shown,
    unlock,
)
from seal_examples import NOW, certificate, der, rsa_key, self_issued
from word_packages import altered

from desktop_app.assemble import Desk
from desktop_app.minutes.seal.certificates import KeySigner
from desktop_app.minutes.seal.seal import seal
from desktop_app.minutes.word import to_word
from desktop_app.paths import Places
from desktop_app.records.meeting import Child
from desktop_app.records.snapshot import Snapshot, from_json
from desktop_app.services.demo import PASSPHRASE, SETTINGS
from desktop_app.services.handing_over import hand_over_to
from desktop_app.services.sealing import words_of
from desktop_app.storage.store import Store
from desktop_app.ui.take_in_page import TakeInPage
from desktop_app.ui.theme import Theme
from desktop_app.ui.window import Window

ASHA, ROBIN = "9900212", "9900101"
ITS_OWN = "kettle marmalade seven"  # the passphrase of the draft


def from_files(places: Places, theme: Theme, shoot: Shoot) -> None:
    """What the first laptop made is read on a second one, which has no meeting yet."""
    with tempfile.TemporaryDirectory() as name, copy_of(places) as first:
        folder = Path(name)
        files = make_files(first, folder)
        second = Places(folder / "second")
        desk = Desk(second, CHEAP)
        desk.set_up(PASSPHRASE, SETTINGS).result()
        desk.close()
        with open_window(second, theme) as window:
            unlock(window, theme.percent)
            shoot(window, "meetings-none")
            words_of_files(window, files, shoot)
            handed_over(window, files["draft"], shoot)


# the files


def make_files(places: Places, folder: Path) -> dict[str, Path]:
    desk = Desk(places, CHEAP)
    desk.unlock(PASSPHRASE).result()
    minutes = desk.ask(robins_minutes).result()
    draft = desk.ask(lambda store: hand_over_ashas(store, folder)).result()
    desk.close()
    stranger = KeySigner(rsa_key(), der(certificate(rsa_key(), "Helen Pretend")))
    sealed = seal(to_word(minutes), self_issued("Helen Pretend"), at=NOW, role="Team manager")
    made = {
        "signed": sealed,
        "changed": marlene(sealed),
        "resealed": seal(marlene(to_word(minutes)), stranger, at=NOW, role="Team manager"),
        "unsealed": to_word(minutes),
        "old": old_minutes(),
    }
    paths = {name: folder / f"Minutes {name}.docx" for name in made}
    for name, word in made.items():
        paths[name].write_bytes(word)
    broken = folder / "Minutes broken.docx"
    broken.write_bytes(b"These are no minutes.")
    return paths | {"draft": draft, "broken": broken}


def marlene(word: bytes) -> bytes:
    return altered(word, "word/document.xml", b"Maureen", b"Marlene")


def robins_minutes(store: Store) -> Snapshot:
    """As if they had been signed with a certificate."""
    lines = store.meetings()
    of = next(line.meeting.id for line in lines if line.child.case_number == ROBIN)
    snapshot = from_json(store.signed_versions(of)[-1].snapshot)
    assert snapshot.signature
    by = replace(snapshot.signature, seal=words_of(self_issued("Helen Pretend")))
    return replace(snapshot, signature=by)


def hand_over_ashas(store: Store, folder: Path) -> Path:
    lines = store.meetings()
    of = next(line.meeting.id for line in lines if line.child.case_number == ASHA)
    return hand_over_to(store, of, ITS_OWN, folder, CHEAP)


def old_minutes() -> bytes:
    """A few of the template's tables, filled in by hand years ago, and words beside them."""
    document = docx.Document()
    document.add_paragraph("Permanence Planning Meeting")
    for labels, answers in (
        (("Child’s name", "Date of birth"), ("Taylor Fictive", "3 May 2019")),
        (("Background",), ("Taylor came into care in June and lives with an aunt.",)),
        (("Life Story work",), ("Not begun. The aunt keeps a box of photographs.",)),
    ):
        table = document.add_table(rows=2, cols=len(labels))
        for row, texts in zip(table.rows, (labels, answers), strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.add_paragraph("Tea was taken at half past ten.")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


# what is said of them


def words_of_files(window: Window, files: dict[str, Path], shoot: Shoot) -> None:
    press(window, "Start from a file…")
    page = shown(window, TakeInPage)
    shoot(window, "take-in")
    for name in ("changed", "resealed", "unsealed", "broken", "old", "signed"):
        page.read(files[name])
        says(page, "Minutes" if name != "broken" else ".")
        down_the_page(page, window, shoot, f"take-in-{name}")
    press(window, "Trust this certificate…")
    shoot(window, "take-in-trust")
    press(window, "I compared the fingerprint")
    press(window, "Trust it from now on")
    says(page, "not on this laptop yet")
    down_the_page(page, window, shoot, "take-in-trusted")
    known_under_another_name(window, page, files["signed"], shoot)
    page.read(files["old"])
    press(window, "Take it as prepared answers…")
    shoot(window, "take-in-whose")
    press(window, "A child not on this laptop yet")
    fill(window, "Child's full name", "Taylor Fictive")
    fill(window, "Case number", "9900555")
    press(window, "Initial PPM")
    press(window, "Start the meeting")
    says(window, "Answers found")
    shoot(window, "take-in-prepared")
    press(window, "‹ Meetings")


def known_under_another_name(window: Window, page: TakeInPage, file: Path, shoot: Shoot) -> None:
    other = Child("c", {"child_name": "Robyn Sampler", "case_number": ROBIN})
    window._desk.ask(lambda store: store.save_child(other)).result()
    page.read(file)
    says(page, "belongs to Robyn Sampler")
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    shoot(window, "take-in-another-name")


def handed_over(window: Window, file: Path, shoot: Shoot) -> None:
    press(window, "Start from a file…")
    page = shown(window, TakeInPage)
    page.read(file)
    says(page, "draft from another laptop")
    shoot(window, "take-in-draft")
    fill(window, "Passphrase of this file", "another invented one")
    press(window, "Open the draft here")
    says(page, "not the passphrase")
    shoot(window, "take-in-draft-refused")
    fill(window, "Passphrase of this file", ITS_OWN)
    press(window, "Open the draft here")
    flow(window)
    shoot(window, "take-in-draft-open")
