"""What this laptop asks and expects: forms and profiles, ours and the council's own."""

from dataclasses import dataclass

from desktop_app.errors import CannotProceed
from desktop_app.forms.library import Library, load_library
from desktop_app.forms.model import Form
from desktop_app.forms.toml import allowed
from desktop_app.paths import Places
from desktop_app.policy.profile import Profile, apply, load_profiles


@dataclass(frozen=True)
class Council:
    """`mistakes` are sentences about files that were left out, with file and line."""

    library: Library
    profiles: dict[str, Profile]
    mistakes: tuple[str, ...]

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
    return Council(library, profiles, tuple(map(str, (*library.mistakes, *mistakes))))
