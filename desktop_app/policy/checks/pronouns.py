"""A pronoun unlike the child's: only where nobody else can be meant, as people's names abound."""

import re
from collections.abc import Iterator

from desktop_app.policy.checks.case import Case, listed, plain
from desktop_app.records.findings import Finding

_HE = frozenset(("he", "him", "his", "himself"))
_SHE = frozenset(("she", "her", "hers", "herself"))
_THEY = frozenset(("they", "them", "their", "theirs"))
_SENTENCE = re.compile(r"[^.!?\n]+")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_ENDING = re.compile(r"[’']s?$")
_OPENERS = frozenset(
    plain(
        "a after all although and as at because before but during every for from here however if "
        "in last next no now on once one over since so that the then there these this today until "
        "when where while with yesterday"
    )
)
_NOBODY = frozenset(  # words with a capital that are nobody
    plain(
        "i monday tuesday wednesday thursday friday saturday sunday january february march april "
        "may june july august september october november december christmas easter english"
    )
)
_SOMEBODY = re.compile(
    r"\b(?:mother|mum|mummy|father|dad|daddy|parent|aunt|auntie|uncle|gran\w*|nan\w*|sister|"
    r"brother|cousin|niece|nephew|carer|worker|teacher|head|guardian|officer|adviser|nurse|doctor|"
    r"visitor|midwife|therapist|psychologist|advocate|solicitor|judge|friend|girl|boy|woman|man|"
    r"lady|wife|husband|partner|daughter|son|baby|child|children|twin|neighbour|manager)s?\b",
    re.IGNORECASE,
)


def pronouns_are_the_childs(case: Case) -> Iterator[Finding]:
    """Looks at sentences that name the child alone, and no relation, with the pronoun after it."""
    said = case.said("pronouns") or case.record.child.details.get("pronouns", "")
    others, names = _others(said), {*_names(case)}
    if not others or not names:
        return
    for key, words in case.words.items():
        if names.isdisjoint(words) or others.isdisjoint({word.casefold() for word in words}):
            continue
        sentences = _SENTENCE.findall(case.searched[key])
        if slips := [slip for one in sentences for slip in _slips(one, names, others)]:
            message = f"This child is {said}. Is somebody else meant? ({listed(slips[:5])})"
            yield case.found(key, "other-pronoun", message, "Practice")


def _others(pronouns: str) -> frozenset[str]:
    """The pronouns that are not this child's; "they" can always mean several people."""
    own = {word.casefold() for word in _WORD.findall(pronouns)}
    if not own & (_HE | _SHE | _THEY):
        return frozenset()
    return frozenset().union(*(group for group in (_HE, _SHE) if not own & group))


def _names(case: Case) -> Iterator[str]:
    for name in (case.said("child_name") or case.record.child.name, case.said("preferred_name")):
        yield from _WORD.findall(name)[:1]


def _slips(sentence: str, names: set[str], others: frozenset[str]) -> list[str]:
    """`Robin … she`, once for each such sentence; nothing if anybody else is in it."""
    if not any(name in sentence for name in names):
        return []
    words = _WORD.findall(sentence)
    bare = [_ENDING.sub("", word).casefold() for word in words]
    if others.isdisjoint(bare) or _SOMEBODY.search(sentence):
        return []
    names = {name.casefold() for name in names}
    strangers = [
        word
        for place, (word, small) in enumerate(zip(words, bare, strict=True))
        if word[0].isupper()
        and small not in names | _NOBODY
        and not (place == 0 and small in _OPENERS)
    ]
    if strangers:
        return []
    first = next((place for place, small in enumerate(bare) if small in names), len(bare))
    after = [word for word in words[first:] if word.casefold() in others]
    own = {*(_HE | _SHE)} - others
    return [f"{words[first]} … {after[0]}"] if after and not own & {*bare} else []
