"""What stands beside questions: every option the same ten things, respectful, never a score."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from form_examples import LIBRARY
from test_library import GOOD, load

from desktop_app.forms.glance import Entry, Glance, glance_names, load_glance
from desktop_app.forms.sources import cited, documents
from desktop_app.policy.profile import load_profiles

PROFILES, _ = load_profiles(library=LIBRARY)
WHO = ("child", "parents", "carers")
OPTIONS = load_glance("options")
every_glance = pytest.mark.parametrize("name", glance_names())


def texts(glance: Glance) -> Iterator[str]:
    yield from (glance.title, glance.note)
    for entry in glance.entry:
        yield entry.title
        yield from (words for point in entry.points for words in (point.label, point.text))


def test_every_option_says_who_decides_how_secure_what_help_and_both_sides_of_everybody():
    for label in ("Parental responsibility", "How secure", "Support"):
        assert label in OPTIONS.labels
    for who in WHO:
        assert {f"Good for the {who}", f"Hard for the {who}"} <= set(OPTIONS.labels)
    for entry in OPTIONS.entry:
        assert all(entry.says(label) for label in OPTIONS.labels), entry.title


def test_every_row_of_the_options_is_explained_and_nothing_else_is():
    for key in ("initial_ppm", "review_ppm"):
        rows = [row.key for row in LIBRARY.forms[key].question("options").rows]
        explained = [entry.row for entry in OPTIONS.entry if entry.row]
        assert list(dict.fromkeys(explained)) == rows
    plans = LIBRARY.vocabularies["plans"].names
    titles = " ".join(entry.title for entry in OPTIONS.entry)
    assert all(name.split()[0].split("/")[0] in titles for name in plans[6:8])


def test_what_is_not_said_of_all_is_not_compared():
    assert load_glance("family_time").labels == ()
    assert load_glance("routes").labels == ()
    first, second, *_ = OPTIONS.entry
    shorter = Entry(title=second.title, points=second.points[1:])
    assert Glance(title="Alike", entry=(first, second)).labels == OPTIONS.labels
    assert Glance(title="Unlike", entry=(first, shorter)).labels == ()


def test_family_time_names_what_helps_and_what_harms_in_child_and_adult():
    titles = [entry.title for entry in load_glance("family_time").entry]
    for good in ("do good", "do harm"):
        for who in ("child", "adult"):
            assert any(good in title and who in title for title in titles)


@every_glance
def test_it_reads_for_a_child_or_a_parent_and_counts_nothing(name: str):
    harsh = re.compile(
        r"placement|\bcontact\b|sibling|birth (mother|father|parent)|break ?down|stigma|"
        r"\bLAC\b|institutional|\bscor|\bpoints?\b|per cent|%|\d",
        re.IGNORECASE,
    )
    said = list(texts(load_glance(name)))
    assert [words for words in said if harsh.search(words)] == []
    assert [words for words in said if len(words.split()) > 40] == []
    assert [words for words in said if "'" in words or '"' in words] == []


@every_glance
def test_it_stands_beside_a_question_and_says_where_it_comes_from(name: str):
    glance = load_glance(name)
    assert glance.source or all(entry.source for entry in glance.entry)
    assert any(name in q.glance for form in LIBRARY.forms.values() for q in form.questions())


def test_a_name_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path):
    text = GOOD.replace('key = "mood"\n', 'key = "mood"\nglance = ["option"]\n', 1)
    (found,) = load(tmp_path, text).mistakes
    assert (found.file.name, found.line) == ("own.toml", 23)
    said = "There is no guidance “option”. Did you mean “options”? "
    assert found.what == said + "Allowed: family_time, options, routes."


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("LP 4.17", ["Lambeth Protocol, paragraph 4.17"]),
        ("LP 7, 7.7, 8.1", ["Lambeth Protocol, section 7, paragraphs 7.7 and 8.1"]),
        ("Cal 7.1, App 5", ["Calderdale Policy, paragraph 7.1, Appendix 5"]),
        ("Cam 9; LS 3", ["Camden guidance, section 9", "Lambeth Strategy, section 3"]),
        ("LP 5.5-5.7", ["Lambeth Protocol, paragraphs 5.5 to 5.7"]),
        ("Cal flow chart", ["Calderdale Policy, flow chart"]),
        ("LS 3 (2024, 2025 too)", ["Lambeth Strategy, section 3 (2024, 2025 too)"]),
        ("Our own paper 3", ["Our own paper 3"]),
        ("", []),
    ],
)
def test_a_source_is_told_in_full(source: str, words: list[str]):
    assert [one.words for one in cited(source)] == words


def test_every_source_in_the_house_names_a_document_that_is_explained():
    known = {document.short for document in documents()}
    of_no_council = ("Care Planning", "Children Act", "Children and", "Nationally", "Usually")
    sources = [q.source for form in LIBRARY.forms.values() for q in form.questions()]
    sources += [step.source for form in LIBRARY.forms.values() for step in form.next]
    for name in glance_names():
        sources += [load_glance(name).source, *(one.source for one in load_glance(name).entry)]
    for profile in PROFILES.values():
        sources += [said.split(": ")[0] for one in profile.disagreement for said in one.says]
        sources += [one.source for one in (*profile.chair, *profile.expected, *profile.timescale)]
    parts = {part.strip() for source in sources for part in source.split(";") if part.strip()}
    unknown = [part for part in parts if part.split()[0] not in known]
    assert [part for part in unknown if not part.startswith(of_no_council)] == []
    assert len(parts) > 100


def test_each_document_belongs_to_a_council_there_is_or_to_none():
    assert {document.council for document in documents()} <= {"", *PROFILES}
    assert len({document.short for document in documents()}) == len(documents())
