"""What the chosen council says, looked up each time: in Settings another may be chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop_app.assemble import Desk
from desktop_app.forms.model import Form
from desktop_app.policy.profile import Profile
from desktop_app.records.meeting import MeetingLine
from desktop_app.services.case_numbers import Shared, shared_numbers
from desktop_app.services.case_system import Waiting, waiting
from desktop_app.storage.store import Store


@dataclass(frozen=True)
class Listed:
    """Every meeting, and by its id what signed and saved minutes still wait for.

    `unread` are sentences about what is damaged; `shared` are the case numbers that more than one
    child has.
    """

    lines: list[MeetingLine]
    unread: tuple[str, ...] = ()
    waiting: Mapping[str, Waiting] = field(default_factory=dict[str, Waiting])
    shared: Sequence[Shared] = ()


class ChosenCouncil:
    """By the setting `council`."""

    def __init__(self, desk: Desk, settings: Mapping[str, str]) -> None:
        self._desk = desk
        self._settings = settings

    @property
    def names(self) -> dict[str, str]:
        """Of the forms, by key."""
        return {key: form.name for key, form in self._desk.council.library.forms.items()}

    @property
    def profile(self) -> Profile:
        """Raises CannotProceed while its file is broken."""
        return self._desk.council.profile(self._settings.get("council", ""))

    @property
    def has_rules(self) -> bool:
        """Not while the council's file is broken; the list of meetings says what to mend."""
        return self._settings.get("council", "") in self._desk.council.profiles

    def listed(self, store: Store) -> Listed:
        lines, shared = store.meetings(), shared_numbers(store)
        if not self.has_rules:
            return Listed(lines, store.unread, shared=shared)
        due = waiting(store, lines, self.profile, self._desk.today)
        return Listed(lines, store.unread, due, shared)

    @property
    def offered(self) -> list[Form]:
        return self._desk.council.offered(self.profile)
