"""The passphrase, the recovery key and the file that holds the data key wrapped by both."""

import json
import os
import stat
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import CHEAP, PASSPHRASE

from desktop_app.errors import CannotProceed
from desktop_app.storage import attempts, key_file, keys, recovery_key
from desktop_app.storage.attempts import seconds_to_wait
from desktop_app.storage.key_file import BadKeyFile
from desktop_app.storage.slots import LEAST, USUAL, Cost, TooWeak

OTHER = "another passphrase here"


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def keys_json(tmp_path: Path) -> Path:
    return tmp_path / "data" / "keys.json"


def unlock(path: Path, passphrase: str, clock: Clock | None = None) -> bytes:
    return keys.unlock(path, passphrase, least=CHEAP, clock=clock or Clock())


def fail(path: Path, clock: Clock, times: int) -> None:
    for _ in range(times):
        with pytest.raises(keys.WrongPassphrase):
            unlock(path, "not the passphrase", clock)


def test_the_passphrase_opens_what_it_closed(keys_json: Path):
    data_key, _ = keys.create(keys_json, PASSPHRASE, CHEAP)
    assert len(data_key) == 32
    assert unlock(keys_json, PASSPHRASE) == data_key


def test_two_vaults_share_nothing(tmp_path: Path):
    first, first_recovery = keys.create(tmp_path / "one.json", PASSPHRASE, CHEAP)
    second, second_recovery = keys.create(tmp_path / "two.json", PASSPHRASE, CHEAP)
    assert first != second
    assert first_recovery != second_recovery
    with pytest.raises(keys.WrongRecoveryKey):
        keys.unlock_with_recovery_key(tmp_path / "one.json", second_recovery)


def test_an_accent_typed_in_two_ways_is_one_passphrase(keys_json: Path):
    typed = "crème brûlée für Zoë"
    data_key, _ = keys.create(keys_json, unicodedata.normalize("NFD", typed), CHEAP)
    assert unlock(keys_json, unicodedata.normalize("NFC", typed)) == data_key


@pytest.mark.parametrize("passphrase", ["", "x" * 14, "x" * 129, "e\u0301" * 14])
def test_a_passphrase_of_the_wrong_length_is_refused_in_a_sentence(
    keys_json: Path, passphrase: str
):
    with pytest.raises(keys.UnfitPassphrase, match="characters") as refused:
        keys.create(keys_json, passphrase, CHEAP)
    assert refused.value.do
    assert not keys_json.exists()


@pytest.mark.parametrize("length", [15, 128])
def test_the_shortest_and_the_longest_passphrase_work(keys_json: Path, length: int):
    data_key, _ = keys.create(keys_json, "é" * length, CHEAP)
    assert unlock(keys_json, "é" * length) == data_key


def test_keys_that_are_there_are_never_replaced(keys_json: Path):
    keys.create(keys_json, PASSPHRASE, CHEAP)
    before = keys_json.read_bytes()
    with pytest.raises(CannotProceed, match="already"):
        keys.create(keys_json, OTHER, CHEAP)
    assert keys_json.read_bytes() == before


def test_the_application_pays_the_usual_cost_and_refuses_a_cheap_one(keys_json: Path):
    data_key, _ = keys.create(keys_json, PASSPHRASE)
    slot = key_file.read(keys_json).slot("passphrase")
    assert (slot["memory"], slot["passes"], slot["lanes"]) == (131072, 3, 4)
    assert keys.unlock(keys_json, PASSPHRASE) == data_key


@pytest.mark.parametrize("cost", [CHEAP, Cost(LEAST.memory - 1, 3, 4), Cost(LEAST.memory, 2, 4)])
def test_a_slot_below_the_least_cost_is_refused(keys_json: Path, cost: Cost):
    keys.create(keys_json, PASSPHRASE, cost)
    with pytest.raises(TooWeak):
        keys.unlock(keys_json, PASSPHRASE)
    assert USUAL.memory > LEAST.memory


def test_a_slot_altered_to_be_cheaper_opens_nothing(keys_json: Path):
    keys.create(keys_json, PASSPHRASE, Cost(128, 2, 1))
    found = key_file.read(keys_json)
    found.slot("passphrase")["memory"] = 64
    key_file.write(keys_json, found)
    with pytest.raises(keys.WrongPassphrase):
        unlock(keys_json, PASSPHRASE)


def test_a_slot_of_another_vault_opens_nothing(tmp_path: Path):
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    keys.create(one, PASSPHRASE, CHEAP)
    keys.create(two, PASSPHRASE, CHEAP)
    mixed = key_file.KeyFile(key_file.read(one).vault, key_file.read(two).slots)
    key_file.write(one, mixed)
    with pytest.raises(keys.WrongPassphrase):
        unlock(one, PASSPHRASE)


def test_an_absurd_cost_is_damage_and_not_an_hour_of_waiting(keys_json: Path):
    keys.create(keys_json, PASSPHRASE, CHEAP)
    found = key_file.read(keys_json)
    found.slot("passphrase")["memory"] = 1 << 40
    key_file.write(keys_json, found)
    with pytest.raises(BadKeyFile, match="damaged"):
        unlock(keys_json, PASSPHRASE)


# -- wrong attempts -----------------------------------------------------------------------------


def test_three_attempts_are_free_and_then_the_waits_grow(keys_json: Path):
    data_key, _ = keys.create(keys_json, PASSPHRASE, CHEAP)
    clock = Clock()
    waits: list[int] = []
    for _ in range(6):
        with pytest.raises(keys.WrongPassphrase) as wrong:
            unlock(keys_json, "not the passphrase", clock)
        assert wrong.value.seconds == seconds_to_wait(attempts.beside(keys_json), clock)
        waits.append(wrong.value.seconds)
        clock.now += wrong.value.seconds
    assert waits == [0, 0, 10, 30, 60, 60]
    assert unlock(keys_json, PASSPHRASE, clock) == data_key


def test_during_a_wait_not_even_the_right_passphrase_is_tried(keys_json: Path):
    data_key, _ = keys.create(keys_json, PASSPHRASE, CHEAP)
    clock = Clock()
    fail(keys_json, clock, 3)
    clock.now += 9.5
    with pytest.raises(keys.TooSoon, match="recovery key") as refused:
        unlock(keys_json, PASSPHRASE, clock)
    assert refused.value.seconds == 1
    clock.now += 0.5
    assert unlock(keys_json, PASSPHRASE, clock) == data_key


def test_the_right_passphrase_forgives_the_wrong_ones(keys_json: Path):
    keys.create(keys_json, PASSPHRASE, CHEAP)
    clock = Clock()
    fail(keys_json, clock, 2)
    unlock(keys_json, PASSPHRASE, clock)
    fail(keys_json, clock, 2)
    assert seconds_to_wait(attempts.beside(keys_json), clock) == 0


def test_a_clock_set_back_starts_the_wait_again_and_does_not_last_for_years(keys_json: Path):
    data_key, _ = keys.create(keys_json, PASSPHRASE, CHEAP)
    clock = Clock()
    fail(keys_json, clock, 3)
    clock.now -= 365 * 86_400
    with pytest.raises(keys.TooSoon):
        unlock(keys_json, PASSPHRASE, clock)
    assert seconds_to_wait(attempts.beside(keys_json), clock) == 10
    clock.now += 10
    assert unlock(keys_json, PASSPHRASE, clock) == data_key


def test_a_wrong_passphrase_leaves_the_key_file_alone(keys_json: Path):
    keys.create(keys_json, PASSPHRASE, CHEAP)
    before = keys_json.read_bytes()
    fail(keys_json, Clock(), 3)
    assert keys_json.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"wrong": "many"}', b"\xff" * 9, b"[" * 99_999])
def test_a_damaged_count_keeps_nobody_out_and_counts_on(keys_json: Path, content: bytes):
    data_key, _ = keys.create(keys_json, PASSPHRASE, CHEAP)
    attempts.beside(keys_json).write_bytes(content)
    clock = Clock()
    fail(keys_json, clock, 3)
    assert seconds_to_wait(attempts.beside(keys_json), clock) == 10
    clock.now += 10
    assert unlock(keys_json, PASSPHRASE, clock) == data_key
    assert not attempts.beside(keys_json).exists()


# -- recovery and change ------------------------------------------------------------------------


def test_the_recovery_key_opens_the_vault_and_sets_a_new_passphrase(keys_json: Path):
    data_key, recovery = keys.create(keys_json, PASSPHRASE, CHEAP)
    fail(keys_json, Clock(), 3)
    assert keys.unlock_with_recovery_key(keys_json, recovery) == data_key
    assert keys.recover(keys_json, recovery, OTHER, cost=CHEAP) == data_key
    assert unlock(keys_json, OTHER) == data_key
    assert keys.unlock_with_recovery_key(keys_json, recovery) == data_key
    fail(keys_json, Clock(), 1)


def test_the_passphrase_changes_and_the_data_key_stays(keys_json: Path):
    data_key, recovery = keys.create(keys_json, PASSPHRASE, CHEAP)
    keys.change_passphrase(keys_json, PASSPHRASE, OTHER, cost=CHEAP, least=CHEAP)
    assert unlock(keys_json, OTHER) == data_key
    assert keys.unlock_with_recovery_key(keys_json, recovery) == data_key
    with pytest.raises(keys.WrongPassphrase):
        unlock(keys_json, PASSPHRASE)


def test_a_refused_change_changes_nothing(keys_json: Path):
    keys.create(keys_json, PASSPHRASE, CHEAP)
    before = keys_json.read_bytes()
    with pytest.raises(keys.UnfitPassphrase):
        keys.change_passphrase(keys_json, PASSPHRASE, "short", cost=CHEAP, least=CHEAP)
    assert keys_json.read_bytes() == before
    with pytest.raises(keys.WrongPassphrase):
        keys.change_passphrase(keys_json, OTHER, OTHER, cost=CHEAP, least=CHEAP)
    assert unlock(keys_json, PASSPHRASE)


def test_no_copy_beside_the_keys_opens_by_the_old_passphrase(keys_json: Path):
    keys.create(keys_json, PASSPHRASE, CHEAP)
    keys.change_passphrase(keys_json, PASSPHRASE, OTHER, cost=CHEAP, least=CHEAP)
    copy = keys_json.with_name("keys.json.previous")
    assert unlock(copy, OTHER) == unlock(keys_json, OTHER)
    with pytest.raises(keys.WrongPassphrase):
        unlock(copy, PASSPHRASE)


def test_no_other_file_is_left_beside_the_keys(keys_json: Path):
    keys.create(keys_json, PASSPHRASE, CHEAP)
    keys.change_passphrase(keys_json, PASSPHRASE, OTHER, cost=CHEAP, least=CHEAP)
    assert sorted(file.name for file in keys_json.parent.iterdir()) == [
        "keys.json",
        "keys.json.previous",
    ]


def test_a_slot_of_an_unknown_kind_is_kept_untouched(keys_json: Path):
    keys.create(keys_json, PASSPHRASE, CHEAP)
    escrow: dict[str, object] = {"kind": "council", "to": "somebody", "nested": {"x": [1, 2]}}
    found = key_file.read(keys_json)
    key_file.write(keys_json, key_file.KeyFile(found.vault, [*found.slots, escrow]))
    keys.change_passphrase(keys_json, PASSPHRASE, OTHER, cost=CHEAP, least=CHEAP)
    fail(keys_json, Clock(), 1)
    assert key_file.read(keys_json).slot("council") == escrow


@given(st.binary(min_size=20, max_size=20))
def test_a_recovery_key_is_read_as_people_type_it(secret: bytes):
    printed = recovery_key.printed(secret)
    groups = printed.split("-")
    assert [len(group) for group in groups] == [4] * 9
    sloppy = " ".join(groups).lower().replace("0", "o").replace("1", "l")
    for typed in (printed, printed.replace("-", ""), f"  {sloppy}\n", printed.replace("-", "–")):
        assert recovery_key.read(typed) == secret


@given(st.binary(min_size=20, max_size=20), st.integers(0, 35), st.integers(1, 31))
def test_one_mistyped_character_is_noticed(secret: bytes, place: int, shift: int):
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    symbols = list(recovery_key.printed(secret).replace("-", ""))
    symbols[place] = alphabet[(alphabet.index(symbols[place]) + shift) % 32]
    with pytest.raises(recovery_key.MistypedRecoveryKey):
        recovery_key.read("".join(symbols))


@given(st.text(max_size=60))
def test_anything_else_typed_as_a_recovery_key_is_refused_in_a_sentence(text: str):
    with pytest.raises(recovery_key.MistypedRecoveryKey, match="not a recovery key"):
        recovery_key.read(text)


# -- the file -----------------------------------------------------------------------------------


def test_only_the_user_can_read_the_keys_whatever_the_umask(keys_json: Path):
    program = (
        "import os, sys; os.umask(0)\n"
        "from pathlib import Path\n"
        "from desktop_app.storage import keys\n"
        "from desktop_app.storage.slots import Cost\n"
        "path = Path(sys.argv[1])\n"
        "keys.create(path, 'x' * 20, Cost(64, 1, 1))\n"
        "keys.change_passphrase(path, 'x' * 20, 'y' * 20,"
        " cost=Cost(64, 1, 1), least=Cost(64, 1, 1))\n"
    )
    subprocess.run([sys.executable, "-c", program, str(keys_json)], check=True)
    if os.name != "nt":
        assert stat.S_IMODE(keys_json.parent.stat().st_mode) == 0o700
        for file in keys_json.parent.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


BAD_FILES = {
    "empty": (b"", "empty"),
    "zeros": (b"\0" * 700, "empty"),
    "text": (b"Dear colleague,", "not a key file"),
    "cut": (b'{"what": "Chairside keys", "format": 1, "vau', "damaged"),
    "list": (b"[1, 2]", "not a key file"),
    "deep": (b"[" * 100_000, "not a key file"),
    "binary": (bytes(range(256)) * 4, "not a key file"),
    "another program's": (b'{"keys": []}', "not a key file"),
    "newer": (b'{"what": "Chairside keys", "format": 2, "new": true}', "newer"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_not_ours_is_named_and_left_alone(keys_json: Path, name: str):
    content, word = BAD_FILES[name]
    keys_json.parent.mkdir()
    keys_json.write_bytes(content)
    _, recovery = keys.create(keys_json.with_name("other.json"), PASSPHRASE, CHEAP)
    for attempt in (
        lambda: unlock(keys_json, PASSPHRASE),
        lambda: keys.recover(keys_json, recovery, OTHER, cost=CHEAP),
        lambda: keys.change_passphrase(keys_json, PASSPHRASE, OTHER, cost=CHEAP, least=CHEAP),
    ):
        with pytest.raises(BadKeyFile, match=word) as refused:
            attempt()
        assert refused.value.safe
        assert refused.value.do
    assert keys_json.read_bytes() == content


def test_a_missing_file_is_named(keys_json: Path):
    with pytest.raises(BadKeyFile, match="missing"):
        unlock(keys_json, PASSPHRASE)


@pytest.mark.parametrize(
    "changed",
    [{"slots": "none"}, {"slots": [1]}, {"vault": 7}, {"slots": []}],
)
def test_a_file_of_the_wrong_shape_is_damaged_even_with_the_right_checksum(
    keys_json: Path, changed: dict[str, object]
):
    keys.create(keys_json, PASSPHRASE, CHEAP)
    content: dict[str, object] = json.loads(keys_json.read_bytes()) | changed
    del content["checksum"]
    content["checksum"] = key_file._checksum(content)
    keys_json.write_text(json.dumps(content))
    with pytest.raises(BadKeyFile, match="damaged"):
        unlock(keys_json, PASSPHRASE)


@settings(max_examples=60, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_a_damaged_byte_is_never_taken_for_a_wrong_passphrase(
    tmp_path_factory: pytest.TempPathFactory, place: float, flip: int
):
    path = tmp_path_factory.mktemp("damage") / "keys.json"
    data_key, _ = keys.create(path, PASSPHRASE, CHEAP)
    content = bytearray(path.read_bytes())
    content[int(place * len(content))] ^= flip
    path.write_bytes(content)
    try:
        assert unlock(path, PASSPHRASE) == data_key  # only white space was hit
    except BadKeyFile:
        assert path.read_bytes() == content
