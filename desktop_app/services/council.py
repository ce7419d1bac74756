"""What this laptop asks and expects: forms and profiles, ours and the council's own."""

from dataclasses import dataclass
from pathlib import Path

from desktop_app.disk.why import why
from desktop_app.errors import CannotProceed
from desktop_app.forms.library import Library, load_library
from desktop_app.forms.model import Form
from desktop_app.forms.toml import allowed
from desktop_app.paths import Places
from desktop_app.policy.profile import Profile, apply, load_profiles
from desktop_app.records.asked import as_asked
from desktop_app.records.meeting import Record


@dataclass(frozen=True)
class Council:
    """`mistakes` are sentences about files that were left out, with file and line.

    `word_base` is the council's own Word file to write into; None for ours.
    """

    library: Library
    profiles: dict[str, Profile]
    mistakes: tuple[str, ...]
    word_base: bytes | None = None

    def profile(self, key: str) -> Profile:
        """Raises CannotProceed when its file has gone or is broken."""
        if key not in self.profiles:
            raise CannotProceed(
                f"The council profile “{key}” cannot be read.",
                "Every record is safe.",
                "Mend its file in the profiles folder, or take it out. " + " ".join(self.mistakes),
            )
        return self.profiles[key]

    def named(self, name: str) -> Profile:
        """By key or name, in capitals or not. Raises CannotProceed, saying which there are."""
        for key, profile in self.profiles.items():
            if name.casefold() in (key.casefold(), profile.name.casefold()):
                return profile
        raise CannotProceed(
            f"There is no council “{name}”.",
            do=" ".join([allowed(self.profiles, name.casefold()), *self.mistakes]),
        )

    def form(self, key: str, profile: Profile) -> Form:
        """In this council's words. Raises CannotProceed when its file has gone or is broken."""
        if key not in self.library.forms:
            raise CannotProceed(
                f"The form “{key}” cannot be read.",
                "Every record made with it is safe, and signed ones can be exported.",
                "Mend its file in the forms folder. " + " ".join(self.mistakes),
            )
        return apply(profile, self.library.forms[key])

    def as_asked(self, record: Record) -> Record:
        """What its form asks of it; all of it where the form is no longer here."""
        form = self.library.forms.get(record.meeting.form)
        return as_asked(form, record) if form else record

    def offered(self, profile: Profile) -> list[Form]:
        """The records that this council keeps."""
        forms = self.library.forms
        kept = [forms[key] for key in profile.forms or forms if key in forms]
        return sorted(kept, key=lambda form: form.place)


def load_council(places: Places) -> Council:
    own_forms = places.forms if places.forms.is_dir() else None
    own_profiles = places.profiles if places.profiles.is_dir() else None
    library = load_library(council=own_forms)
    profiles, mistakes = load_profiles(council=own_profiles, library=library)
    word_base, refused = _word_base(places.word_base)
    sentences = (*map(str, (*library.mistakes, *mistakes)), *refused)
    return Council(library, profiles, sentences, word_base)


def _word_base(file: Path) -> tuple[bytes | None, tuple[str, ...]]:
    """The file, or why it is left out; looked at each time, for anybody may have put it there."""
    if not file.exists():
        return None, ()
    from desktop_app.minutes.paper.base import (
        check_base,  # takes a while, and few councils have one
    )

    try:
        data = file.read_bytes()
    except OSError as error:
        own = "Minutes are written into Chairside’s own page."
        return None, (f"{file} cannot be read: {why(error).words}. {own}",)
    refused = check_base(data).refused
    if refused:
        own = "Until it is mended, minutes are written into Chairside’s own page."
        return None, tuple(f"{file}: {sentence}" for sentence in (*refused, own))
    return data, ()
