"""Nobody countersigns minutes that are not as they were signed by the person they name."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from test_from_file import CLOSED, minutes, printed, record, sealed

from desktop_app.errors import CannotProceed
from desktop_app.records.meeting import SignedVersion
from desktop_app.records.snapshot import fingerprint, to_json
from desktop_app.services.countersigning import countersign, how_far
from desktop_app.services.from_file import take_in_minutes
from desktop_app.services.sealing import Seal, make_own
from desktop_app.services.signing import begin_correction
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

NOW = datetime.now(UTC)
OWN = Seal("chairside")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path / "data" / "chairside.db", bytes(32), create=True)
    make_own(made, "Morgan Manager", "Invented Council", NOW)
    yield made
    made.close()


def signed_as(store: Store, name: str) -> SignedVersion:
    """Sealed by Casey Chair, with that name typed in the signature block."""
    taken = take_in_minutes(store, minutes(), CLOSED)
    draft = begin_correction(store, taken.id, "A name was wrong.")
    words = printed(record(background="Otherwise."), "2.0")
    assert words.signature
    words = replace(words, signature=replace(words.signature, name=name))
    at = (NOW + timedelta(hours=1)).isoformat(timespec="seconds")
    store.sign(draft, to_json(words), fingerprint(words), "A name.", at, sealed(words))
    return store.last_version(taken.id)


def test_the_seal_that_the_minutes_name_is_the_chairs_and_another_countersigns(store: Store):
    version = signed_as(store, "Casey Chair")
    countersign(store, version, "Service manager", OWN, NOW)
    found = how_far(store, store.last_version(version.meeting_id))
    assert found.by == "Morgan Manager, Invented Council, Service manager"


def test_minutes_sealed_by_another_than_they_name_are_not_countersigned(store: Store):
    version = signed_as(store, "Somebody Else")
    with pytest.raises(CannotProceed, match="sealed by another than the person"):
        countersign(store, version, "Service manager", OWN, NOW)
    assert how_far(store, version).by == ""
