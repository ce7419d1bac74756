"""The commands as they are run: real processes, a real store, what they print and their exit."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from own_form import OWN_FORM
from test_set_up_cut_short import cut_short_before

from desktop_app import __version__
from desktop_app.app import data_dir_alone
from desktop_app.minutes.read_back import read_back
from desktop_app.paths import Places
from desktop_app.records.snapshot import fingerprint
from desktop_app.services.demo import PASSPHRASE
from desktop_app.services.opening import unlock
from desktop_app.storage.in_use import Hold
from desktop_app.storage.whole_file import make_private_folder

MISSPELT = OWN_FORM.replace("place = 2", "plaice = 2")
OWN_PROFILE = """key = "own"
name = "Own"
council = "Own Borough Council"
case_system = "Mosaic"
forms = ["initial_ppm"]

[[reword]]
question = "case_numbr"
label = "Mosaic ID"
"""


def chairside(*words: object, **given: str) -> subprocess.CompletedProcess[str]:
    usual = {k: v for k, v in os.environ.items() if k != "CHAIRSIDE_DATA_DIR"}
    return subprocess.run(
        [sys.executable, "-m", "desktop_app", *map(str, words)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=usual | {"PYTHONUTF8": "1", "COLUMNS": "80"} | given,
        stdin=subprocess.DEVNULL,
    )


def said(answer: subprocess.CompletedProcess[str]) -> list[str]:
    """The lines of an answer that is done, with nothing on the side."""
    assert (answer.returncode, answer.stderr) == (0, "")
    return answer.stdout.splitlines()


def refused(answer: subprocess.CompletedProcess[str], code: int = 1) -> str:
    """The sentence of a refusal, which is never a traceback."""
    assert answer.returncode == code, answer.stderr
    assert answer.stdout == ""
    assert "Traceback" not in answer.stderr
    return answer.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The folder of a demonstration store, and what making it printed."""
    folder = tmp_path_factory.mktemp("demo") / "store"
    return folder, said(chairside("demo", "--data-dir", folder))


@pytest.fixture(scope="module")
def folder(made: tuple[Path, list[str]]) -> Path:
    return made[0]


@pytest.fixture(scope="module")
def key(made: tuple[Path, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the passphrase that the demonstration printed."""
    printed = [line for line in made[1] if line.startswith("Passphrase: ")]
    file = tmp_path_factory.mktemp("key") / "passphrase.txt"
    file.write_text(printed[0].removeprefix("Passphrase: ") + "\n", encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def listed(folder: Path, key: Path) -> list[str]:
    return said(chairside("list", "--data-dir", folder, "--passphrase-file", key))


def test_the_demonstration_is_not_made_over_a_store(folder: Path):
    before = (folder / "chairside.db").read_bytes()
    sentence = refused(chairside("demo", "--data-dir", folder))
    assert "already holds a store" in sentence
    assert (folder / "chairside.db").read_bytes() == before


def test_keys_that_no_store_was_ever_opened_with_are_no_loss(tmp_path: Path):
    """Of a first start that a version before did not end; only making a store changes anything."""
    places = Places(tmp_path / "data")
    cut_short_before(places)
    before = places.keys.read_bytes()
    for command in ("list", "check", "backup"):
        sentence = refused(chairside(command, "--data-dir", places.data))
        assert "so nothing is lost" in sentence
        assert "--data-dir" in sentence
    assert places.keys.read_bytes() == before
    made = chairside("demo", "--data-dir", places.data)
    assert made.returncode == 0
    assert "so nothing is lost" in made.stderr
    assert [file.read_bytes() for file in places.data.glob("never-used_*/*.json")] == [before]


def test_the_demonstration_never_lands_in_the_users_own_folder():
    assert "--data-dir" in refused(chairside("demo"), code=2)


def test_the_list_has_a_line_a_meeting_and_no_childs_name(listed: list[str]):
    columns = [line.split("  ") for line in listed]
    codes = {reference.split("-")[0] for reference, *_ in columns}
    assert codes == {"PPM", "PRPM", "SEL", "DIS", "STAB"}
    assert {record for _, record, *_ in columns} == {
        "Initial PPM",
        "Review PPM",
        "Selection meeting",
        "Disruption meeting",
        "Stability meeting",
    }
    states = Counter(state for *_, state, _ in columns)
    assert states == {"draft": 6, "signed": 3}
    assert sorted(whose.split()[1] for *_, whose in columns) == [
        "9900101",
        "9900212",
        "9900318",
        "9900407",
        "9900512",
        "9900512",
        "9900633",
        "9900745",
        "9900859",
    ]
    for name in ("Robin", "Testname", "Asha", "Idris", "Morgan", "Nia", "Callum", "Ellis", "Tia"):
        assert name not in "".join(listed)


def test_a_signed_record_leaves_as_a_word_file_that_says_what_was_signed(
    folder: Path, key: Path, listed: list[str], tmp_path: Path
):
    reference = next(line for line in listed if "  signed  " in line).split("  ")[0]
    answer = chairside(
        *("--data-dir", folder, "export", reference.lower(), "--to", tmp_path),
        *("--passphrase-file", key),
    )
    (path,) = said(answer)
    assert Path(path).parent == tmp_path
    assert [file.name for file in tmp_path.iterdir()] == [Path(path).name]
    assert path.endswith("_v1.0_SIGNED.docx")
    store, _ = unlock(Places(folder), PASSPHRASE, None)
    try:
        line = next(one for one in store.meetings() if one.meeting.reference == reference)
        stored = store.signed_versions(line.meeting.id)[0].fingerprint
    finally:
        store.close()
    assert fingerprint(read_back(path)) == stored
    assert line.exported_at


def test_a_draft_leaves_marked_as_one_and_another_file_of_its_name_stays(
    folder: Path, key: Path, listed: list[str], tmp_path: Path
):
    reference = next(line for line in listed if "  draft  " in line).split("  ")[0]
    words = ("export", reference, "--to", tmp_path, "--passphrase-file", key)
    (path,) = said(chairside(*words, CHAIRSIDE_DATA_DIR=str(folder)))
    assert "DRAFT" in Path(path).name
    assert read_back(path).signature is None
    Path(path).write_text("somebody's work", encoding="utf-8")
    (second,) = said(chairside(*words, CHAIRSIDE_DATA_DIR=str(folder)))
    assert second != path
    assert Path(path).read_text(encoding="utf-8") == "somebody's work"
    assert read_back(second).reference == reference


def test_an_unknown_reference_is_refused(folder: Path, key: Path, tmp_path: Path):
    words = ("export", "PPM-000000", "--to", tmp_path, "--data-dir", folder)
    sentence = refused(chairside(*words, "--passphrase-file", key))
    assert "PPM-000000" in sentence
    assert list(tmp_path.iterdir()) == []


def test_a_whole_store_passes_the_check(folder: Path, key: Path):
    lines = said(chairside("check", "--data-dir", folder, "--passphrase-file", key))
    assert any("signed version" in line for line in lines)
    assert any("audit trail" in line for line in lines)
    assert lines[-1] == "Nothing is wrong."


def test_a_store_with_a_bad_page_fails_the_check(folder: Path, key: Path, tmp_path: Path):
    copy = Places(tmp_path / "copy")
    make_private_folder(copy.data)
    copy.keys.write_bytes((folder / "keys.json").read_bytes())
    whole = bytearray((folder / "chairside.db").read_bytes())
    whole[-1000] ^= 1
    copy.store.write_bytes(whole)
    answer = chairside("check", "--data-dir", copy.data, "--passphrase-file", key)
    assert (answer.returncode, "Traceback" in answer.stderr) == (1, False)
    assert "damaged" in answer.stdout + answer.stderr
    assert "Nothing is wrong." not in answer.stdout


def test_a_wrong_passphrase_is_refused(folder: Path, tmp_path: Path):
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not these words at all", encoding="utf-8")
    sentence = refused(chairside("list", "--data-dir", folder, "--passphrase-file", wrong))
    assert sentence.startswith("That is not the passphrase.")


def test_without_a_terminal_or_a_file_there_is_no_passphrase(folder: Path, tmp_path: Path):
    assert "--passphrase-file" in refused(chairside("list", "--data-dir", folder))
    missing = tmp_path / "gone.txt"
    words = ("list", "--data-dir", folder, "--passphrase-file", missing)
    assert "gone.txt" in refused(chairside(*words))


@pytest.mark.parametrize("said_so", ["--passphrase", "--pass", "--password"])
def test_no_passphrase_is_taken_from_the_command_or_the_environment(folder: Path, said_so: str):
    words = ("list", "--data-dir", folder)
    refused(chairside(*words, said_so, PASSPHRASE), code=2)
    refused(chairside(*words, f"{said_so}={PASSPHRASE}"), code=2)


def test_no_passphrase_is_taken_from_the_environment(folder: Path):
    given = {"PASSPHRASE": PASSPHRASE, "CHAIRSIDE_PASSPHRASE": PASSPHRASE}
    refused(chairside("list", "--data-dir", folder, **given))


def test_a_store_in_use_is_left_alone(folder: Path, key: Path):
    hold = Hold(Places(folder).in_use)
    try:
        words = ("list", "--data-dir", folder, "--passphrase-file", key)
        assert "already open" in refused(chairside(*words))
    finally:
        hold.release()


def test_a_folder_without_a_store_stays_as_it_is(tmp_path: Path, key: Path):
    empty = tmp_path / "nothing"
    sentence = refused(chairside("list", "--data-dir", empty, "--passphrase-file", key))
    assert str(empty) in sentence
    assert not empty.exists()


def test_a_foreign_file_in_place_of_the_store_is_not_touched(
    folder: Path, key: Path, tmp_path: Path
):
    places = Places(tmp_path / "data")
    make_private_folder(places.data)
    places.keys.write_bytes((folder / "keys.json").read_bytes())
    places.store.write_text("a shopping list\n" * 40, encoding="utf-8")
    sentence = refused(chairside("list", "--data-dir", places.data, "--passphrase-file", key))
    assert "not a store of Chairside" in sentence
    assert places.store.read_text(encoding="utf-8") == "a shopping list\n" * 40


def test_the_forms_are_listed_by_key_and_name(tmp_path: Path):
    assert "initial_ppm  Initial PPM" in said(chairside("forms", "--data-dir", tmp_path))


def test_the_list_of_forms_says_which_file_was_left_out(tmp_path: Path):
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "own.toml").write_text(MISSPELT, encoding="utf-8")
    answer = chairside("forms", "--data-dir", tmp_path)
    assert answer.returncode == 1
    assert "own.toml, line 12: " in answer.stderr
    assert "initial_ppm" in answer.stdout


@pytest.mark.parametrize(
    ("text", "line", "near"),
    [
        (MISSPELT, 12, "Did you mean “place”?"),
        (OWN_PROFILE, 8, "Did you mean “case_number”?"),
        (MISSPELT.replace('title = "', "title = "), 3, "own.toml, line 3: "),
    ],
)
def test_a_mistake_in_a_councils_own_file_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, near: str
):
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    answer = chairside("forms", "check", file, "--data-dir", tmp_path)
    assert answer.returncode == 1
    assert f"own.toml, line {line}: " in answer.stdout
    assert near in answer.stdout


def test_a_councils_own_files_without_a_mistake_pass(tmp_path: Path):
    profile, form = tmp_path / "profile.toml", tmp_path / "form.toml"
    profile.write_text(OWN_PROFILE.replace("numbr", "number"), encoding="utf-8")
    form.write_text(OWN_FORM, encoding="utf-8")
    beside = tmp_path / "beside.toml"
    beside.write_text("not a form", encoding="utf-8")
    assert said(chairside("forms", "check", profile)) == ["profile.toml: no mistakes."]
    assert chairside("forms", "check", form).stdout.startswith("form.toml")
    assert "beside" not in chairside("forms", "check", form).stdout


def test_a_file_that_is_not_there_cannot_be_checked(tmp_path: Path):
    assert "gone.toml" in refused(chairside("forms", "check", tmp_path / "gone.toml"))


def test_help_and_version_are_plain():
    helped = said(chairside("--help"))
    assert any("Without a command the window opens." in line for line in helped)
    for command in ("demo", "list", "export", "check", "forms"):
        assert any(command in line for line in helped)
    assert said(chairside("--version")) == [f"Chairside {__version__}"]


@pytest.mark.parametrize("words", [["lsit"], ["export"], ["--data-dir"], ["forms", "print", "x"]])
def test_wrong_usage_is_told_apart(words: list[str]):
    assert "usage:" in refused(chairside(*words), code=2)


def test_a_folder_alone_opens_the_window():
    assert data_dir_alone(["--data-dir", "here"]) == "here"
    assert data_dir_alone(["--data-dir=here"]) == "here"
    for words in ([], ["--data-dir="], ["--data-dir", "here", "list"], ["list"]):
        assert data_dir_alone(words) is None


def test_a_fault_of_ours_is_a_sentence_and_stands_in_the_log(tmp_path: Path):
    """Whatever it is: here, what a command prints goes nowhere."""
    program = "import io, sys; from desktop_app.app import main; sys.stdout = io.StringIO()\n"
    program += "sys.stdout.close(); sys.exit(main())"
    words = ["forms", "--data-dir", str(tmp_path)]
    answer = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, check=False, encoding="utf-8"
    )
    assert "Chairside made a mistake" in refused(answer)
    assert "ValueError" in (tmp_path / "chairside.log").read_text(encoding="utf-8")
