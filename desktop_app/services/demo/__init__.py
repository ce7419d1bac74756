"""The demonstration store: invented children, each of the records, and all that becomes of them."""

from datetime import date

from desktop_app.errors import CannotProceed
from desktop_app.forms.toml import read
from desktop_app.paths import RESOURCES, Places
from desktop_app.services.council import Council, load_council
from desktop_app.services.demo.room import Room
from desktop_app.services.demo.story import Story
from desktop_app.services.demo.telling import Telling
from desktop_app.services.my_settings import confirm_sheet
from desktop_app.services.opening import set_up
from desktop_app.storage.in_place import is_set_up
from desktop_app.storage.slots import Cost
from desktop_app.storage.store import Store

STORIES = RESOURCES / "demo"
PASSPHRASE = "pretend kettle harbour seven"  # noqa: S105 - guards invented children alone
SETTINGS = {"council": "calderdale", "my_name": "Helen Pretend", "my_role": "Team manager"}


def make_demo(places: Places, today: date, cost: Cost | None = None) -> str:
    """Makes the store with PASSPHRASE; the recovery key. Raises CannotProceed, NotSaved."""
    _refuse_a_store(places)
    store, recovery_key = set_up(places, PASSPHRASE, {}, cost)
    try:
        confirm_sheet(store, places)  # it is printed where the demonstration is made
        build_demo(store, load_council(places), today)
    finally:
        store.close()
    return recovery_key


def _refuse_a_store(places: Places) -> None:
    if is_set_up(places):
        raise CannotProceed(
            f"The folder {places.data} already holds a store of Chairside.",
            "It has not been changed.",
            "Name a new folder for the demonstration.",
        )


def build_demo(store: Store, council: Council, today: date) -> dict[str, str]:
    """Fills an empty store; the ids of the meetings by the name of their story."""
    for key, value in SETTINGS.items():
        store.set_setting(key, value)
    stories = {file.stem: read(file, Story) for file in sorted(STORIES.glob("*.toml"))}
    room = Room(store, council, council.profile(SETTINGS["council"]), SETTINGS, today)
    return Telling(room, stories).tell()
