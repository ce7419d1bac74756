"""A change of the record that no question makes by itself: one step that can be taken back."""

from typing import Protocol

from desktop_app.records.meeting import Changes
from desktop_app.ui.editors.undo import Change


class Holder(Protocol):
    """The record, and the pages that show it."""

    def as_in(self, changes: Changes) -> Changes: ...
    def take_over(self, changes: Changes) -> None: ...
    def show_end_of_key(self, key: str) -> None: ...


class PutChanges(Change):
    """`about` is the key of the question at which it was made; empty where there is none."""

    def __init__(self, holder: Holder, now: Changes, about: str) -> None:
        self._holder, self._about = holder, about
        self._was, self._now = holder.as_in(now), now

    def take_back(self) -> bool:
        return self._put(self._now, self._was)

    def do_again(self) -> bool:
        return self._put(self._was, self._now)

    def _put(self, there: Changes, changes: Changes) -> bool:
        if self._holder.as_in(there) != there:
            return False
        self._holder.take_over(changes)
        return True

    def show(self) -> None:
        if self._about:
            self._holder.show_end_of_key(self._about)
