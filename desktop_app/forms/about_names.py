"""Words that tell names from what only looks like one."""

from functools import cache

from desktop_app.errors import ProgramFault
from desktop_app.forms.model import Piece
from desktop_app.forms.toml import BadFile, read
from desktop_app.paths import RESOURCES

_FILE = RESOURCES / "names.toml"


class _File(Piece, frozen=True):
    openers: str
    titles: str
    no_names: str
    particles: str
    everyday: str
    places: str
    households: str
    also_words: str
    times: str
    before_times: str
    may_be_before_times: str
    after_times: str


class AboutNames:
    """Each a set of words in small letters, without accents; resources/names.toml says of what."""

    def __init__(self, file: _File) -> None:
        self.openers = frozenset(file.openers.split())
        self.titles = frozenset(file.titles.split())
        self.no_names = frozenset(file.no_names.split())
        self.particles = frozenset(file.particles.split())
        self.everyday = frozenset(file.everyday.split())
        self.places = frozenset(file.places.split())
        self.households = frozenset(file.households.split())
        self.also_words = frozenset(file.also_words.split())
        self.times = frozenset(file.times.split())
        self.before_times = frozenset(file.before_times.split())
        self.may_be_before_times = frozenset(file.may_be_before_times.split())
        self.after_times = frozenset(file.after_times.split())


@cache
def about_names() -> AboutNames:
    try:
        return AboutNames(read(_FILE, _File))
    except BadFile as bad:
        raise ProgramFault(str(bad)) from bad
