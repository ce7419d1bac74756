"""The first start: keys, store and first settings count together or not at all."""

from collections.abc import Sequence

from scenario import NEW, OLD, Known, Scenario, Told, Where, next_start
from signed_minutes import SETTINGS, new_store

from desktop_app.storage.in_place import is_set_up
from desktop_app.storage.in_use import Hold


class FirstRun(Scenario):
    name = "first run"

    def prepare(self, where: Where) -> Known:
        return {}

    def act(self, where: Where, known: Known, told: Told) -> None:
        hold = Hold(where.places.in_use)
        store = new_store(where.places)
        told("set up")
        store.close()
        hold.release()

    def came(self, where: Where, known: Known, told: Sequence[str]) -> str:
        hold = Hold(where.places.in_use)
        if not is_set_up(where.places):
            assert not told, "it was set up, and is not"
            hold.release()
            return OLD
        store = next_start(where)
        settings = store.settings()
        assert settings == SETTINGS, settings
        store.close()
        hold.release()
        return NEW
