"""How the minutes are sealed: chosen once, seen at each signing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop_app.services.sealing import How, Seal
from desktop_app.ui.fields import Field, Pick
from desktop_app.ui.pieces import button, in_a_row, stacked, words

ALL_WAYS: tuple[How, ...] = ("chairside", "file", "windows", "visible")
_WORDS: dict[How, tuple[str, str]] = {
    "chairside": (
        "With the certificate made on this laptop",
        "Any change can be found. Word knows the signer once IT makes the certificate known.",
    ),
    "file": (
        "With a council certificate from a file",
        "A .pfx or .p12 file from IT. Word shows the signature as valid where it is known.",
    ),
    "windows": (
        "With a certificate that Windows keeps",
        "Also on a card: Windows asks which, and for its PIN.",
    ),
    "visible": (
        "With a visible signature only",
        "Nobody can tell from the file whether it was changed afterwards.",
    ),
}


class SealChoice(QWidget):
    """`ways` are those on offer. `make_wanted` asks for a certificate of this laptop."""

    make_wanted = Signal()

    def __init__(self, ways: Sequence[How]) -> None:
        super().__init__()
        self._picks: dict[How, Pick] = {how: Pick(_WORDS[how][0]) for how in ways}
        self._says = {how: words(_WORDS[how][1], "muted") for how in ways}
        self._own = words("", "muted")
        self._make = button("Make a certificate on this laptop", self.make_wanted.emit)
        self._file = Field("Certificate file")
        self._password = Field("Its password", "Asked for each time and never kept.", secret=True)
        file_part, own_part = QWidget(), QWidget()
        choose = button("Choose the file…", self._choose)
        file_part.setLayout(stacked(self._file, in_a_row(choose, None), self._password))
        own_part.setLayout(stacked(self._own, in_a_row(self._make, None)))
        self._beneath: dict[How, QWidget] = {"file": file_part, "chairside": own_part}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(words("How the Word file is sealed", "label"))
        for how, pick in self._picks.items():
            layout.addLayout(stacked(pick, self._says[how], gap=0))
            if part := self._beneath.get(how):
                layout.addWidget(part)
            pick.toggled.connect(self._follow)

    def start(self, seal: Seal, own: str) -> None:
        """`own` says whose the certificate of this laptop is; empty when there is none."""
        usual = next(reversed(self._picks.values()))
        self._picks.get(seal.how, usual).setChecked(True)
        self._file.set_text(seal.file)
        self._password.set_text("")
        self.show_own(own)
        self._follow()

    def show_own(self, own: str) -> None:
        self._own.setText(own)
        self._own.setVisible(bool(own))
        self._make.setVisible(not own)

    def value(self) -> Seal:
        picked: list[How] = [how for how, pick in self._picks.items() if pick.isChecked()]
        how = picked[0]
        if how != "file":
            return Seal(how, self._file.text().strip())
        return Seal(how, self._file.text().strip(), self._password.text())

    def _follow(self) -> None:
        """What belongs to one way is shown with that way alone."""
        for how, part in self._beneath.items():
            part.setVisible(how in self._picks and self._picks[how].isChecked())

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, "Certificate file", self._file.text(), "Certificates (*.pfx *.p12)"
        )
        if path:
            self._file.set_text(path)
            self._password.take_focus()
