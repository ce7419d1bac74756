"""Backups as the chair reads of them: when each was made, and until when it is kept."""

from collections.abc import Sequence
from datetime import datetime

from desktop_app.records.dates import short
from desktop_app.storage.backups import Backup

_MINUTE, _SECOND = "%H:%M", "%H:%M:%S"


def in_words(one: Backup, among: Sequence[Backup] = ()) -> str:
    """One line; `among` others it has the seconds, or a number, where it would read as they do."""
    for clock in (_MINUTE, _SECOND):
        said = _line(one, f"{one.made:{clock}}")
        same = [other.path for other in among if _line(other, f"{other.made:{clock}}") == said]
        if set(same) <= {one.path}:
            return said
    return _line(one, f"{one.made:{_SECOND}}, number {sorted(same).index(one.path) + 1}")


def _line(one: Backup, when: str) -> str:
    """What is no backup of the day is called so; newer ones may take the place of a daily one."""
    aside = ", set aside when a backup was put back" if one.was_set_aside else ""
    if one.was_made_before_an_upgrade:
        aside = ", made before Chairside brought the store up to date"
    daily, latest = (", daily", " at the latest") if one.was_made_by_itself else ("", "")
    until = f"kept until {short(one.until)}{latest}"
    return f"{short(one.made.date())}, {when}{aside}{daily}, {until}"


def given_up(asked_at: datetime) -> str:
    """About one that the chair asked for and then locked over."""
    return (
        f"The backup that you asked for on {short(asked_at.date())} at {asked_at:%H:%M} was given "
        "up when Chairside was locked. Those made before are still there."
    )
