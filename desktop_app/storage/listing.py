"""The lists of the store: each holds what can be read, and says what cannot."""

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

from sqlalchemy import Connection

from desktop_app.records.meeting import Child, MeetingLine
from desktop_app.storage import lists, salvage
from desktop_app.storage.salvage import Salvaged
from desktop_app.storage.transactions import Transactions
from desktop_app.storage.trouble import Damaged

T = TypeVar("T")
_MOST = 12  # sentences: of a store that is damaged all over, the first are enough
_DO = "Copy the whole folder of Chairside somewhere safe, tell IT, and put a backup back."


class Listing(Transactions):
    """Of a damaged store too, piece by piece; raises NotRead."""

    @cached_property
    def _lost(self) -> dict[str, tuple[str, ...]]:
        """By list, as it was read last."""
        return {}

    @property
    def unread(self) -> tuple[str, ...]:
        """What could not be read when it was asked for last, and what to do about it."""
        lost = [*dict.fromkeys(one for several in self._lost.values() for one in several)]
        if not lost:
            return ()
        more = [f"{len(lost) - _MOST} more cannot be read."] if len(lost) > _MOST else []
        return (*lost[:_MOST], *more, _DO)

    def children(self) -> list[Child]:
        return self.listed("children", lists.children, lambda: salvage.children(self))

    def child(self, child_id: str) -> Child | None:
        """None where there is no such child."""
        with self.reading() as connection:
            return lists.child_of(connection, child_id)

    def meetings(self) -> list[MeetingLine]:
        """Every meeting, the one started first at the top."""
        return self.listed(
            "meetings", lists.meetings, lambda: salvage.meetings(self, kernels=False)
        )

    def kernels(self, child_id: str = "") -> list[MeetingLine]:
        """What is left of minutes that were taken off this laptop, of that child or of all."""
        found = self.listed("kernels", lists.kernels, lambda: salvage.meetings(self, kernels=True))
        return [line for line in found if child_id in ("", line.child.id)]

    def listed(
        self,
        name: str,
        whole: Callable[[Connection], list[T]],
        pieces: Callable[[], Salvaged[T]],
    ) -> list[T]:
        """For this folder alone: all in one reading; once damaged, piece by piece.

        That takes a hundred times as long. `name` is that of the list, for `unread`.
        """
        try:
            with self.reading() as connection:
                found = Salvaged(whole(connection))
        except Damaged:
            found = pieces()
        self._lost[name] = found.lost
        return found.found

    def settings(self) -> dict[str, str]:
        return dict(self.listed("settings", lists.settings, lambda: salvage.settings(self)))
