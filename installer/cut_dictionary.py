"""Cuts a Hunspell dictionary into desktop_app/resources/dictionaries/.

Run it on the unpacked files of Debian's hunspell-en-gb:
`python installer/cut_dictionary.py deb/usr/share/hunspell`. Hunspell loads a file in one go while
Python stands still: in twelve parts a key waits for one of them, 10 ms, and not for all.
"""

import shutil
import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "desktop_app" / "resources" / "dictionaries"
PARTS = 12


def main(source: Path) -> None:
    words = (source / "en_GB.dic").read_text("utf-8-sig").splitlines()[1:]  # first: how many
    size = -(-len(words) // PARTS)
    for number in range(PARTS):
        part = words[number * size : (number + 1) * size]
        name = f"en_GB-{number + 1:02}.dic" if number else "en_GB.dic"
        (TARGET / name).write_text("\n".join([str(len(part)), *part, ""]), "utf-8", newline="\n")
    shutil.copyfile(source / "en_GB.aff", TARGET / "en_GB.aff")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
