"""What was typed for a choice, held against its list: a term of it, or none yet."""

from collections.abc import Sequence

_OWN_WORDS = ": …"  # a term that ends so takes words of one's own: `Other: a hotel`


def stem(term: str) -> str:
    """What stands in an answer: `Other` of `Other: …`."""
    return term.removesuffix(_OWN_WORDS)


def takes_own_words(term: str) -> bool:
    return term.endswith(_OWN_WORDS)


def is_term(text: str, term: str) -> bool:
    """`Other` and `Other: a hotel` are both the term `Other: …`."""
    name = stem(term)
    return text == name or (name != term and text != term and text.startswith(f"{name}: "))


def is_listed(text: str, terms: Sequence[str]) -> bool:
    """Whether each line is a term; without a list nothing is amiss."""
    lines = (line.strip() for line in text.split("\n"))
    return not terms or all(any(is_term(one, term) for term in terms) for one in lines if one)


def matching(text: str, terms: Sequence[str]) -> list[str]:
    """Those in which it stands; first those that begin with it, then those with such a word."""
    sought = _plain(text)
    ranked = [(_rank(sought, _plain(term)), term) for term in terms]
    return [term for rank, term in sorted(ranked, key=lambda one: one[0]) if rank < _NOWHERE]


_NOWHERE = 3


def _rank(sought: str, term: str) -> int:
    if term.startswith(sought):
        return 0
    if f" {sought}" in term:
        return 1
    return 2 if sought in term else _NOWHERE


def as_written(text: str, terms: Sequence[str]) -> str:
    """The term that it is but for capitals, spaces around and the kind of apostrophe."""
    names = map(stem, terms)
    return next((name for name in names if _plain(name) == _plain(text)), text)


def settled(text: str, terms: Sequence[str]) -> str:
    """The one term that it is, or begins; else own words where the list takes them.

    What could be several, or stands in the middle of one, stays as it is: nobody guesses.
    """
    sought = _plain(text)
    if not sought:
        return ""
    if (same := as_written(text, terms)) in map(stem, terms):
        return same
    begun = [term for term in terms if _plain(stem(term)).startswith(sought)]
    if len(begun) == 1:
        return stem(begun[0])
    own = next((stem(term) for term in terms if takes_own_words(term)), "")
    head, colon, words = text.partition(":")
    if own and colon and _plain(head) == _plain(own):
        return f"{own}: {words.strip()}" if words.strip(" …") else own
    return text if matching(text, terms) or not own else f"{own}: {text.strip()}"


def _plain(text: str) -> str:
    """As one types it: without capitals, and with the apostrophe of the keyboard."""
    return " ".join(text.casefold().replace("’", "'").split())
