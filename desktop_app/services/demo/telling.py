"""Tells the stories through the product's own services, each thing on the day it was done."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from functools import partial

from desktop_app.records.meeting import Child, Meeting, new_id
from desktop_app.services.demo.days import dated, day_of
from desktop_app.services.demo.room import Room
from desktop_app.services.demo.steps import take
from desktop_app.services.demo.story import AnyStep, Story
from desktop_app.services.meetings import new_meeting
from desktop_app.services.next_meeting import start_next

_AFTERNOON = time(16, 40)
_MINUTE = timedelta(minutes=1)
_NOW = datetime.max.replace(tzinfo=UTC)
_Act = tuple[datetime, Callable[[], None]]


class Telling:
    """All the stories of one store."""

    def __init__(self, room: Room, stories: Mapping[str, Story]) -> None:
        self._room = room
        self._stories = stories
        self._ids: dict[str, str] = {}  # of the meetings, by story
        self._drafts: dict[str, str] = {}  # the same, and of a correction while it is one

    def tell(self) -> dict[str, str]:
        """The ids of the meetings, by the name of their story.

        What was done first is told first, whichever story it belongs to, so that lists and trail
        are in the order in which a chair would have made them.
        """
        acts = (act for name in self._stories for act in self._acts(name))
        for at, act in sorted(acts, key=lambda one: one[0]):
            if at == _NOW:
                act()
                continue
            with self._room.store.stamping(partial(_stamp, at)):
                act()
        return {name: self._ids[name] for name in self._stories}

    def _acts(self, name: str) -> Iterator[_Act]:
        story = self._stories[name]
        yield self._at(story.started, 0), partial(self._start, name)
        typed = self._at(story.changed, 1) if story.changed else _NOW
        yield typed, partial(self._type, name)
        for turn, step in enumerate(story.then, start=2):
            at = self._at(step.on, turn)
            yield at, partial(self._take, name, step, at)

    def _at(self, offset: str, turn: int) -> datetime:
        """In the afternoon; a minute between one thing and the next."""
        day = day_of(offset, self._room.today)
        return datetime.combine(day, _AFTERNOON).astimezone() + turn * _MINUTE

    def _start(self, name: str) -> None:
        story = self._stories[name]
        begun = self._next(story) if story.follows else self._first(story)
        self._ids[name] = self._drafts[name] = begun.id

    def _first(self, story: Story) -> Meeting:
        room = self._room
        form = room.council.form(story.form, room.profile)
        child = Child(new_id(), dated(story.child, room.today))
        return new_meeting(room.store, form, child, room.settings)

    def _next(self, story: Story) -> Meeting:
        room = self._room
        form = room.council.form(story.form, room.profile)
        before = self._stories[story.follows]
        return start_next(
            room.store,
            form,
            room.store.record(self._ids[story.follows]),
            room.settings,
            room.council.library.closing_statuses(form),
            room.council.form(before.form, room.profile),
        )

    def _type(self, name: str) -> None:
        story = self._stories[name]
        self._room.type(self._ids[name], story, story.place)

    def _take(self, name: str, step: AnyStep, at: datetime) -> None:
        self._drafts[name] = take(self._room, step, self._drafts[name], at)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
