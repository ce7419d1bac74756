"""A hostile file is refused quickly and in little memory, and never raises anything else."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hostile_examples import HEAVY, HOSTILE, packed, with_names, with_raw_part
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from seal_examples import minutes, sealed
from word_packages import parts, zipped

from desktop_app.errors import CannotProceed
from desktop_app.minutes.parts.package import open_package
from desktop_app.minutes.parts.unpack import AnotherKind, NotAWordFile, read_limited, unpack
from desktop_app.minutes.seal.verify import verify

MOST_MEGABYTES = 300
REFUSED = "This file is not a Word file that can be checked: "


def test_what_the_hostile_files_are_built_from_is_no_trouble_itself():
    assert verify(with_raw_part(b"x", packed(b"x"))).state == "visible only"
    assert verify(with_names("word/stray.bin", "a/b/c.bin")).state == "visible only"


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(kind: str):
    raw = HOSTILE[kind]()
    with pytest.raises(NotAWordFile) as refused:
        open_package(raw)
    begin = "This " if isinstance(refused.value, AnotherKind) else REFUSED
    assert refused.value.happened.startswith(begin)
    assert verify(raw).state == "not a Word file"


CHECK = """
import resource, sys
from pathlib import Path
from desktop_app.minutes.seal.verify import verify
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
verify(Path(sys.argv[1]))
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the memory is asked of Linux")
@pytest.mark.parametrize("kind", HEAVY)
def test_a_hostile_file_takes_little_memory_and_comes_to_an_end(kind: str, tmp_path: Path):
    (tmp_path / "hostile.docx").write_bytes(HEAVY[kind]())
    told = subprocess.run(
        [sys.executable, "-c", CHECK, str(tmp_path / "hostile.docx")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(told.stdout) / 1024 < MOST_MEGABYTES


@pytest.mark.skipif(sys.platform == "win32", reason="a device that never ends")
def test_a_device_is_no_file():
    with pytest.raises(CannotProceed, match="no file called"):
        read_limited(Path("/dev/zero"))


def test_a_name_that_no_system_allows_is_refused():
    with pytest.raises(CannotProceed):
        read_limited(Path("a\x00b"))


def test_empty_folders_and_sizes_that_follow_are_allowed():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.mkdir("word")
        for name, content in parts(minutes()).items():
            with package.open(name, "w") as part:
                part.write(content)
    streamed = _Stream()
    with zipfile.ZipFile(streamed, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts(minutes()).items():
            package.writestr(name, content)
    for raw in (made.getvalue(), streamed.getvalue()):
        assert unpack(raw) == parts(minutes())


class _Stream(io.BytesIO):
    """Cannot go back, so that the sizes follow each part."""

    def seekable(self) -> bool:
        return False


# -- anything at all -----------------------------------------------------------------------------


def survives(raw: bytes) -> None:
    """Nothing but a verdict; a verdict of whole only for what was sealed."""
    verdict = verify(raw)
    assert not verdict.whole or unpack(raw) == unpack(sealed())


@given(st.binary(max_size=500))
def test_any_bytes_get_a_verdict(raw: bytes):
    survives(raw)
    survives(b"PK\x03\x04" + raw)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_damage_to_a_sealed_file_gets_a_verdict(data: st.DataObject):
    raw = bytearray(sealed())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, 3))
    survives(bytes(raw[: len(raw) - cut]))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_damage_inside_a_sealed_file_gets_a_verdict(data: st.DataObject):
    contents = parts(sealed())
    small = sorted(name for name in contents if "document.xml" not in name or "rels" in name)
    name = data.draw(st.sampled_from(small))
    content = bytearray(contents[name])
    place = data.draw(st.integers(0, len(content)))
    new = data.draw(st.binary(max_size=20) | st.sampled_from([b"<", b"<x/>", b'""', b"&#0;"]))
    content[place : place + data.draw(st.integers(0, 20))] = new
    verify(zipped(contents | {name: bytes(content)}))
