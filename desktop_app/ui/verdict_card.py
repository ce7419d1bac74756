"""What was found of one file: its state in a sign and in words, and who signed it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from desktop_app.records.text import one_line
from desktop_app.ui.announce import announce
from desktop_app.ui.pieces import clear, stacked, words
from desktop_app.ui.sure import Sure, sure_of_trust
from desktop_app.ui.theme import set_role

if TYPE_CHECKING:  # slow to import, and few files are checked
    from desktop_app.minutes.seal.judged import SignedBy, State
    from desktop_app.minutes.seal.verify import Verdict

_SIGNS: dict["State", tuple[str, str]] = {  # and a role; the sign is there for every eye
    "valid": ("✓", "good"),
    "unknown signer": ("?", "label"),
    "not as signed": ("✗", "alert"),
    "changed": ("✗", "alert"),
    "not covered": ("✗", "alert"),
    "cannot check": ("?", "alert"),
    "taken out": ("✗", "alert"),
    "sealed draft": ("○", "label"),
    "draft": ("○", "label"),
    "visible only": ("○", "label"),
    "not signed": ("○", "label"),
    "not a Word file": ("✗", "alert"),
}
_LONGEST_WORD = 40  # characters: longer ones may break, or they would push the page sideways
SAY_BUSY_AFTER = 300  # milliseconds


class VerdictCard(QFrame):
    """`trust_wanted` carries the certificate of a signer, DER."""

    trust_wanted = Signal(bytes)

    def __init__(self, file: Path) -> None:
        super().__init__()
        set_role(self, "card")
        self._name = file.name
        self.steps: list[Sure] = []  # one for each signer who may be trusted
        name, folder = _line(file.name, "label"), _line(str(file.parent), "muted")
        self._found = QVBoxLayout()
        self._found.setSpacing(16)
        layout = stacked(stacked(name, folder, gap=0), self._found, gap=12)
        layout.setContentsMargins(16, 16, 16, 16)
        self.setLayout(layout)
        busy = words("Being looked at…", "muted")
        busy.hide()
        self._found.addWidget(busy)
        QTimer.singleShot(SAY_BUSY_AFTER, busy, busy.show)

    def show_verdict(self, verdict: "Verdict") -> None:
        from desktop_app.minutes.seal.verdict_words import about_file, headline

        sign, role = _SIGNS[verdict.state]
        said = headline(verdict)
        self._clear()
        state = words(f"{sign} {said[0].upper()}{said[1:]}", role)
        self._found.addLayout(stacked(state, *map(_line, verdict.findings), gap=4))
        for signer in verdict.signers:
            self._found.addLayout(self._signer(signer, may_trust=verdict.as_signed))
        if about := [_line(one, "muted") for one in about_file(verdict)]:
            self._found.addLayout(stacked(*about, gap=4))
        announce(state, f"{self._name}: {said}")

    def say_trouble(self, sentence: str) -> None:
        """Why it could not be looked at."""
        self._clear()
        said = _line(f"✗ {sentence}", "alert")
        self._found.addWidget(said)
        announce(said, f"{self._name}: {sentence}")

    def _clear(self) -> None:
        clear(self._found)
        self.steps = []

    def _signer(self, signer: "SignedBy", *, may_trust: bool) -> QVBoxLayout:
        from desktop_app.minutes.seal.verdict_words import about_signer

        first, *more = about_signer(signer)
        inside = stacked(_line(first), *(_line(one, "muted") for one in more), gap=4)
        if may_trust and signer.in_time and not signer.trusted:
            sure = sure_of_trust(one_line(signer.name))
            sure.wanted.connect(partial(self.trust_wanted.emit, signer.certificate))
            inside.addWidget(sure)
            self.steps.append(sure)
        return inside


def _line(sentence: str, role: str = "") -> QLabel:
    return words(breakable(sentence), role)


def breakable(words_of_others: str) -> str:
    """On one line, with places to break where whoever wrote it left none."""
    cut = (
        "\u200b".join(word[at : at + _LONGEST_WORD] for at in range(0, len(word), _LONGEST_WORD))
        for word in one_line(words_of_others).split(" ")
    )
    return " ".join(cut)
