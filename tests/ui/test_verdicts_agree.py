"""Whatever was done to a file, the command, the page in the window and taking it in agree."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from meeting_room import council
from patience import PatientBot
from PySide6.QtWidgets import QApplication
from screens_examples import sentences
from seal_examples import council as jo
from seal_examples import self_issued
from tampered import CASES, DRAFT, GOOD, PLAIN, SEALED_DRAFT, UNCHECKED, UNKNOWN, VISIBLE

from desktop_app.assemble import Desk
from desktop_app.cli.run import run
from desktop_app.errors import CannotProceed
from desktop_app.minutes.seal.certificate_words import as_pem, fingerprint
from desktop_app.minutes.seal.judged import State
from desktop_app.minutes.seal.verify import verify
from desktop_app.paths import Places
from desktop_app.services.from_file import read_minutes
from desktop_app.services.trust import trust
from desktop_app.storage.slots import Cost
from desktop_app.ui.courier import Courier
from desktop_app.ui.verdict_card import VerdictCard
from desktop_app.ui.verify_page import VerifyPage

CHEAP = Cost(memory=64, passes=1, lanes=1)
SIGNERS = (self_issued(), jo())
NAMES = dict(zip(CASES, (f"{number}.docx" for number in range(len(CASES))), strict=True))
LIBRARY = council().library
SIGNS = ("✓", "?", "○", "✗")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sent")
    for name, case in CASES.items():
        (made / NAMES[name]).write_bytes(case.make())
    for place, signer in enumerate(SIGNERS):
        (made / f"{place}.pem").write_bytes(as_pem(signer.certificate))
    return made


@pytest.fixture(scope="module")
def cards(
    qapp: QApplication, folder: Path, request: pytest.FixtureRequest
) -> Iterator[dict[bool, dict[str, str]]]:
    """What each card says, by file: one page looks at all of them, for it is slow to make."""
    qtbot = PatientBot(request)
    desk = Desk(Places(folder / "data"), CHEAP)
    desk.set_up("a long invented passphrase", {"council": "calderdale"}).result()
    told: dict[bool, dict[str, str]] = {False: on_the_page(qtbot, desk, folder)}
    for signer in SIGNERS:
        desk.ask(lambda store, der=signer.certificate: trust(store, der)).result()
    told[True] = on_the_page(qtbot, desk, folder)
    yield told
    desk.close()


def on_the_page(qtbot: PatientBot, desk: Desk, folder: Path) -> dict[str, str]:
    page = VerifyPage(desk, Courier())
    page.check([folder / name for name in NAMES.values()])
    cards = page.findChildren(VerdictCard)
    qtbot.waitUntil(lambda: all(words_of(card)[:1] in SIGNS for card in cards), timeout=60_000)
    told = {sentences(card).partition("\n")[0]: words_of(card) for card in cards}
    page.deleteLater()
    return told


def words_of(card: VerdictCard) -> str:
    """Without the name of the file and its folder: sign, headline, and what follows."""
    return "\n".join(sentences(card).split("\n")[2:])


@pytest.mark.parametrize("trusting", [False, True], ids=["nobody trusted", "both trusted"])
@pytest.mark.parametrize("name", CASES)
def test_the_command_the_page_and_taking_in_agree(
    cards: dict[bool, dict[str, str]],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    *,
    trusting: bool,
):
    case, file = CASES[name], folder / NAMES[name]
    headline, good = case.expected(trusting=trusting), case.is_good(trusting=trusting)
    trusted = [f"--trust={folder / f'{place}.pem'}" for place in range(len(SIGNERS))]
    exit_code = run(["verify", *(trusted if trusting else ()), str(file)])
    assert (exit_code, capsys.readouterr().out.partition("\n")[0]) == (
        0 if good else 1,
        f"{file}: {headline}",
    )
    sign, _, rest = cards[trusting][file.name].partition(" ")
    assert rest.partition("\n")[0].lower() == headline.lower()
    assert sign == sign_of(headline)
    assert is_taken_in(file, trusting=trusting) == (headline == GOOD)


def sign_of(headline: str) -> str:
    if headline.startswith((UNKNOWN, UNCHECKED)):
        return "?"
    if headline.startswith(GOOD):
        return "✓"
    return "○" if headline in (VISIBLE, DRAFT, SEALED_DRAFT, PLAIN) else "✗"


def is_taken_in(file: Path, *, trusting: bool) -> bool:
    trusted = {fingerprint(one.certificate) for one in SIGNERS} if trusting else set()
    try:
        return read_minutes(file, trusted, LIBRARY.forms, LIBRARY.choices).record is not None
    except CannotProceed:
        return False


def test_there_are_more_than_forty_ways_and_every_headline_is_among_them(folder: Path):
    states = {verify(folder / name).state for name in NAMES.values()}
    states |= {verify(folder / NAMES["nothing"], {fingerprint(SIGNERS[0].certificate)}).state}
    assert states == {one for kind in get_args(State) for one in get_args(kind) or (kind,)}
    assert len({case.headline for case in CASES.values()}) >= 16
    assert len(CASES) >= 40
