"""What hurts the scenarios is seen to hurt: without flushes, each of them loses something."""

from pathlib import Path
from random import Random

import pytest
from disk import SECTOR, Disk, Model, as_it_lies
from hurting import Hurt
from shim import Change

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("model", ["ordered", "strict"])
@pytest.mark.parametrize("scenario", ["first run", "signing", "restore"])
def test_without_flushes_a_power_cut_loses_something(hurt: Hurt, scenario: str, model: str):
    assert hurt(scenario, f"{model} without flushes", 200, all_of_them=True).lost


# the disk itself


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "disk"
    made.mkdir()
    (made / "there").write_bytes(b"old")
    return made


def number_of(path: Path) -> int:
    return path.stat().st_ino


def changes(*done: tuple[str, int, int, bytes]) -> list[Change]:
    return [Change(kind, n, file, at, content) for n, (kind, file, at, content) in enumerate(done)]


def after(folder: Path, model: Model, done: list[Change], to: Path) -> list[dict[str, bytes]]:
    """What 60 power cuts leave."""
    to.mkdir(exist_ok=True)
    before, found = as_it_lies(folder), list[dict[str, bytes]]()
    for turn in range(60):
        disk = Disk(before, model)
        disk.do(done)
        disk.after_the_cut(to / str(turn), Random(turn))  # noqa: S311 - the same each time
        found.append({one.name: one.read_bytes() for one in (to / str(turn)).iterdir()})
    return found


@pytest.mark.parametrize("model", ["ordered", "strict"])
def test_what_was_not_flushed_is_lost_torn_or_there(folder: Path, tmp_path: Path, model: Model):
    file = number_of(folder / "there")
    new = b"a" * SECTOR + b"b" * SECTOR
    done = changes(("write", file, 0, new))
    seen = {one["there"] for one in after(folder, model, done, tmp_path)}
    assert b"old" in seen
    assert new in seen
    assert seen > {b"old", new}
    flushed = changes(("write", file, 0, new), ("flush", file, 0, b""))
    assert {one["there"] for one in after(folder, model, flushed, tmp_path / "f")} == {new}


def test_a_name_lives_by_the_rule_of_the_model(folder: Path, tmp_path: Path):
    new = str(folder / "new").encode()
    done = changes(("create", 7, 0, new), ("write", 7, 0, b"x"), ("flush", 7, 0, new))
    ordered = after(folder, "ordered", done, tmp_path / "o")
    strict = after(folder, "strict", done, tmp_path / "s")
    assert all(one.get("new") == b"x" for one in ordered)
    assert {"new" in one for one in strict} == {True, False}
    flushed = [*done, Change("flush_folder", 4, 0, 0, str(folder).encode())]
    assert all(one.get("new") == b"x" for one in after(folder, "strict", flushed, tmp_path / "f"))


@pytest.mark.parametrize("model", ["ordered", "strict"])
def test_a_changed_name_is_the_old_or_the_new(folder: Path, tmp_path: Path, model: Model):
    (folder / "new").write_bytes(b"new")
    both = f"{folder / 'new'}\n{folder / 'there'}".encode()
    seen = after(folder, model, changes(("rename", 0, 0, both)), tmp_path)
    whole = {"there": b"old", "new": b"new"}
    assert all(one in (whole, {"there": b"new"}) for one in seen)
    assert whole in seen
    assert {"there": b"new"} in seen
