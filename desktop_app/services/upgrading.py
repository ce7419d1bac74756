"""A store of an older Chairside becomes one of today: a backup first, then step by step."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from desktop_app.errors import CannotProceed
from desktop_app.paths import Places
from desktop_app.services.council import load_council
from desktop_app.storage.transactions import Clock
from desktop_app.storage.upgrades.before import back_up_before, setting_of, version_of
from desktop_app.storage.upgrades.run import upgrade

DAYS = 28  # that the backup of before is kept, where the council's own file cannot be read
Told = Callable[[str], object]


class NotUpgraded(CannotProceed):
    """The store is one of an older version still: whole, and closed."""

    def __init__(self, trouble: CannotProceed) -> None:
        super().__init__(
            "This store was written by an older Chairside, and could not be brought up to date. "
            f"{trouble.happened}",
            "Every word in it is as it was.",
            trouble.do or "Copy the whole folder somewhere safe, and tell IT.",
        )


def bring_up_to_date(places: Places, data_key: bytes, clock: Clock, told: Told) -> None:
    """Of a store that `look` found to be older, and that nobody has open. Raises NotUpgraded.

    A backup of before stays among the backups, for as long as the council keeps one.
    """
    try:
        made = datetime.fromisoformat(clock()).astimezone()
        until = made.date() + timedelta(_days(places, data_key))
        version = version_of(places.store, data_key)
        before = back_up_before(places, data_key, made, until, told)
        try:
            upgrade(places.store, data_key, clock, told)
        except BaseException:
            # each try would leave one more; but with a step done, it is the only one of before
            if version_of(places.store, data_key) == version:
                with suppress(OSError):
                    before.path.unlink(missing_ok=True)
            raise
    except CannotProceed as trouble:
        raise NotUpgraded(trouble) from trouble


def _days(places: Places, data_key: bytes) -> int:
    profile = load_council(places).profiles.get(setting_of(places.store, data_key, "council"))
    return profile.backup_days if profile else DAYS
