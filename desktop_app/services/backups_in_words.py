"""Backups as the chair reads of them: when each was made, and until when it is kept."""

from desktop_app.records.dates import short
from desktop_app.storage.backups import Backup


def in_words(one: Backup) -> str:
    """One line; a store that was set aside is called so."""
    aside = ", set aside when a backup was put back" if was_set_aside(one) else ""
    return f"{short(one.made.date())}, {one.made:%H:%M}{aside}, kept until {short(one.until)}"


def was_set_aside(one: Backup) -> bool:
    """A store in whose place a backup was put: it may be damaged."""
    return one.path.name.startswith("set-aside_")
