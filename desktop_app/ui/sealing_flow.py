"""What the sealing part of the settings asks of the store, and what becomes of it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.minutes.seal.certificate_words import Certificate
from desktop_app.services import trust
from desktop_app.services.sealing import make_own
from desktop_app.storage.certificates import trust_no_longer
from desktop_app.storage.store import Store
from desktop_app.ui.courier import Courier
from desktop_app.ui.sealing_part import SealingPart
from desktop_app.ui.step import step

T = TypeVar("T")


class SealingFlow(QObject):
    """`settings` say in whose name a certificate is made."""

    def __init__(self, desk: Desk, courier: Courier, settings: Mapping[str, str]) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier
        self._settings = settings
        self._own: Certificate | None = None
        self.part = SealingPart()
        self.part.make_wanted.connect(self._make)
        self.part.save_wanted.connect(self.save)
        self.part.file_chosen.connect(self.read)
        self.part.trust_wanted.connect(self._trust)
        self.part.remove_wanted.connect(self._remove)

    def refresh(self) -> None:
        """Shows what the store holds now."""
        self._ask(lambda store: (trust.own(store), trust.others_trusted(store)), self._show)

    def _show(self, found: tuple[Certificate | None, list[Certificate]]) -> None:
        self._own, others = found
        today = self._desk.today
        why = trust.why_renew(self._own, self._settings, today) if self._own else ""
        self.part.show_own(self._own, why)
        self.part.show_others(others)

    @step
    def _make(self) -> None:
        profile = self._desk.council.profiles.get(self._settings.get("council", ""))
        name, council = self._settings.get("my_name", ""), profile.council if profile else ""
        now = self._desk.now()
        said = "✓ The certificate is made. Save it for IT, so that it can be made known."
        self._do(lambda store: make_own(store, name, council, now), said)

    @step
    def save(self, file: Path) -> None:
        """The certificate of this laptop, without its key, into a file for IT."""
        own = self._own
        if own:
            self._ask(
                lambda store: trust.save_for_it(store, own, file),
                lambda path: self.part.say(f"✓ Certificate saved: {path}"),
            )

    @step
    def read(self, file: Path) -> None:
        """Offers the certificate in a file, unless it is trusted already."""

        def work(store: Store) -> tuple[Certificate, bool]:
            found = trust.read_file(file)
            return found, trust.is_known(store, found)

        self._ask(work, self._offer)

    def _offer(self, found: tuple[Certificate, bool]) -> None:
        certificate, is_known = found
        if is_known:
            self.part.say("The certificate in this file is trusted here already.")
        else:
            self.part.offer(certificate)

    @step
    def _trust(self, der: bytes) -> None:
        self._do(lambda store: trust.trust(store, der), "✓ The certificate is trusted from now on.")

    @step
    def _remove(self, fingerprint: str) -> None:
        said = "The certificate is no longer trusted."
        self._do(lambda store: trust_no_longer(store, fingerprint), said)

    def _do(self, work: Callable[[Store], object], said: str) -> None:
        def then(_: object) -> None:
            self.part.say(said)
            self.refresh()

        self._ask(work, then)

    def _ask(self, work: Callable[[Store], T], then: Callable[[T], object]) -> None:
        self._courier.send(self, self._desk.ask(work), then, self._say_trouble)

    def _say_trouble(self, trouble: CannotProceed) -> None:
        self.part.say_trouble(str(trouble))
