"""The part of the settings page about seals: this laptop's certificate, and whose are trusted."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop_app.minutes.seal.certificate_words import Certificate
from desktop_app.services.trust import in_words_of
from desktop_app.ui.fields import say
from desktop_app.ui.file_dialogs import file_to_open, file_to_save
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import button, card, clear, stacked, words
from desktop_app.ui.settings_parts import Part
from desktop_app.ui.sure import Sure, sure_of_trust, tab_through
from desktop_app.ui.verdict_card import breakable

_NONE_HERE = (
    "There is none yet. One is made in your name, in a moment; its private key never leaves the "
    "encrypted store."
)
_NOBODY = (
    "Nobody yet. When you check a file that somebody else signed, their certificate can join this "
    "list; or add the file that they send you."
)


class SealingPart(Part):
    """`save_wanted` carries where to, `file_chosen` which; the last two DER and a fingerprint."""

    make_wanted = Signal()
    save_wanted = Signal(Path)
    file_chosen = Signal(Path)
    trust_wanted = Signal(bytes)
    remove_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            "Sealing",
            "A seal in the Word file shows that no word was changed since it was signed. A "
            "certificate that was made here proves that, but not who you are: Word does not know "
            "the signer until IT makes the certificate known on the readers’ computers.",
        )
        self._holder, self._details, self._why = words(""), words("", "muted"), words("", "alert")
        self._save = button("Save it for IT…", self._ask_where)
        self._make = button("Make a certificate", self.make_wanted.emit)
        self._others, self._offered = QVBoxLayout(), QVBoxLayout()
        self._listed: list[str] | None = None  # fingerprints, once they are known
        self._add = button("Add one from a file…", self._ask_file)
        self._said, self._trouble = words(""), words("", "alert")
        for part in (self._details, self._why, self._save, self._said, self._trouble):
            part.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        steps = Flow()
        steps.addWidget(self._save)
        steps.addWidget(self._make)
        own = words("Certificate of this laptop", "label")
        self.content.addLayout(stacked(own, self._holder, self._details, self._why, steps))
        for layout in (self._others, self._offered):
            layout.setSpacing(8)
        others = words("Certificates of others that are trusted here", "label")
        self.content.addLayout(stacked(others, self._others, self._add, self._offered))
        self.content.addLayout(stacked(self._said, self._trouble))

    # this laptop's

    def show_own(self, certificate: Certificate | None, why_renew: str) -> None:
        """With `why_renew`, a sentence, a new one is offered."""
        holder, details = in_words_of(certificate) if certificate else (_NONE_HERE, "")
        self._holder.setText(breakable(holder))
        self._details.setText(details)
        self._details.setVisible(bool(details))
        self._why.setText(f"! {why_renew}")
        self._why.setVisible(bool(why_renew))
        self._save.setVisible(certificate is not None)
        self._make.setText("Make a new certificate" if certificate else "Make a certificate")
        if self._make.hasFocus() and certificate and not why_renew:
            self._save.setFocus()
        self._make.setVisible(certificate is None or bool(why_renew))

    def _ask_where(self) -> None:
        name = self._holder.text().partition(",")[0]
        kinds = "Certificate (*.cer);;Certificate as text (*.pem)"
        title, usual = "Save the certificate for IT", f"{_plain(name)}.cer"
        if chosen := file_to_save(self, title, usual, kinds):
            self.save_wanted.emit(chosen)

    # those of others

    def show_others(self, certificates: Sequence[Certificate]) -> None:
        """Leaves them alone when nothing changed: a step may be half taken."""
        before, self._listed = self._listed, [one.fingerprint for one in certificates]
        if before == self._listed:
            return
        self._let_go(self._offered)
        self._let_go(self._others)
        steps: list[Sure] = []
        if not certificates:
            self._others.addWidget(words(_NOBODY, "muted"))
        for certificate in certificates:
            sure = _sure_of_removal(in_words_of(certificate)[0])
            sure.wanted.connect(partial(self.remove_wanted.emit, certificate.fingerprint))
            self._others.addWidget(_card(certificate, sure))
            steps.append(sure)
        tab_through(self._make, steps, self._add)

    def offer(self, certificate: Certificate) -> None:
        """One from a file, to be compared before it is trusted."""
        self.say("")
        self._let_go(self._offered)
        sure = sure_of_trust(in_words_of(certificate)[0])
        sure.wanted.connect(partial(self.trust_wanted.emit, certificate.der))
        self._offered.addWidget(_card(certificate, sure))
        tab_through(self._add, [sure])
        sure.open()

    def _let_go(self, layout: QVBoxLayout) -> None:
        """The focus must not be left on what goes."""
        cards = [item.widget() for n in range(layout.count()) if (item := layout.itemAt(n))]
        focused = self.window().focusWidget()
        if focused and any(card and card.isAncestorOf(focused) for card in cards):
            self._add.setFocus()
        clear(layout)

    def _ask_file(self) -> None:
        kinds = "Certificates (*.cer *.crt *.pem)"
        if chosen := file_to_open(self, "Certificate of a signer", kinds):
            self.file_chosen.emit(chosen)

    # what became of it

    def say(self, sentence: str) -> None:
        say(self._trouble, "")
        say(self._said, sentence)

    def say_trouble(self, sentence: str) -> None:
        say(self._said, "")
        say(self._trouble, sentence)


def _card(certificate: Certificate, sure: Sure) -> QFrame:
    holder, details = in_words_of(certificate)
    return card(stacked(words(breakable(holder)), words(details, "muted"), sure, gap=4))


def _sure_of_removal(holder: str) -> Sure:
    return Sure(
        "Trust it no longer…",
        "When you check a file that this certificate signed, it will say that the signer is not "
        "known. No file is changed.",
        "Yes, take it out of this list",
        "Take it out",
        holder,
    )


def _plain(name: str) -> str:
    """Fit for the name of a file."""
    kept = "".join(sign if sign.isalnum() or sign in " -" else "-" for sign in name)
    return kept.strip() or "certificate"
