"""Is this an ordinary English word? The dictionary that comes for spelling says so."""

from functools import cache, lru_cache

from desktop_app.paths import RESOURCES

_FOLDER = RESOURCES / "dictionaries"
_ENDINGS = ("", "s", "es", "d", "ed", "ing", "ly")


@lru_cache(4096)
def is_ordinary(word: str) -> bool:
    """Without its capitals and its ending. What is only a name stands there with a capital."""
    small = word.lower()
    stems = dict.fromkeys(small.removesuffix(ending) for ending in _ENDINGS)
    return any(f"\n{stem}\n" in _words() for stem in stems if len(stem) > 1)


@cache
def _words() -> str:
    """In one text, a tenth of what a set of them would take; few are ever asked for."""
    lists = sorted(_FOLDER.glob("*.dic"))
    lines = (line for one in lists for line in one.read_text("utf-8", "replace").splitlines())
    words = (line.partition("/")[0] for line in lines if line[:1].islower())
    return "\n".join(["", *words, ""])
