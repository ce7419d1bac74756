"""A council's own form, list of choices or profile, looked at before it is put to use."""

from pathlib import Path

from desktop_app.errors import CannotProceed
from desktop_app.forms.library import load_library
from desktop_app.forms.toml import BadFile, read
from desktop_app.forms.vocabulary import load_vocabularies
from desktop_app.paths import Places
from desktop_app.policy.profile import load_profiles

_OF_A_LIST = "term"
_OF_A_PROFILE = {"council", "case_system", "reword"}


def mistakes_in(file: Path, places: Places) -> list[str]:
    """A sentence for each, with file and line. Raises CannotProceed for no TOML file at all."""
    if not file.is_file() or file.suffix != ".toml":
        raise CannotProceed(
            f"{file} is not a form or a profile.",
            do="Name a file that is there and whose name ends in .toml.",
        )
    try:
        words = read(file, dict[str, object])
    except BadFile as bad:
        return [str(mistake) for mistake in bad.mistakes]
    if words.keys() & _OF_A_PROFILE:
        library = load_library(council=_folder(places.forms))
        _, mistakes = load_profiles(council=file.parent, library=library)
    elif _OF_A_LIST in words:
        _, mistakes = load_vocabularies(council=file.parent)
    else:
        mistakes = load_library(council=file.parent).mistakes
    return [str(mistake) for mistake in mistakes if mistake.file == file]


def _folder(folder: Path) -> Path | None:
    return folder if folder.is_dir() else None
