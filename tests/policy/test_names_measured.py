"""The wrong-child guard on a table of names: what it misses, and where it cries wolf."""

from checks_examples import case, found, record
from names_table import ALONE, AROUND, CHILDREN, NEAR_WORDS, ORDINARY, OWN, spellings

from desktop_app.records.meeting import Child

KEYS = ("background.other-child", "background.near-name")
MOST_FALSE_ALARMS = 0.01


def child(name: str, preferred: str = "") -> Child:
    return Child(name, {"child_name": name, "preferred_name": preferred})


STORE = tuple(child(*names) for names in CHILDREN)


def alarms(text: str, others: tuple[Child, ...], own: str = "Robin Testname") -> set[str]:
    here = record({"background": text, "child_name": own})
    return {key for key in found(case(here, others=others)) if key in KEYS}


def test_no_ordinary_spelling_is_missed_and_ordinary_sentences_stay_quiet():
    named = [
        (children, around.format(spelt))
        for children in CHILDREN
        for number, spelt in enumerate(spellings(*children))
        for around in (AROUND[number % len(AROUND)],)
    ]
    named += [((name, ""), text) for name, text in ALONE]
    missed = [text for names, text in named if KEYS[0] not in alarms(text, (child(*names),))]
    quiet = [(text, own) for text in (*ORDINARY, *NEAR_WORDS) for own in OWN]
    loud = [(text, own) for text, own in quiet if alarms(text, STORE, own)]
    print(f"\nmissed: {len(missed)} of {len(named)}; false alarms: {len(loud)} of {len(quiet)}")  # noqa: T201
    assert len(named) >= 300
    assert len(quiet) >= 300
    assert not missed
    assert len(loud) <= MOST_FALSE_ALARMS * len(quiet), loud
