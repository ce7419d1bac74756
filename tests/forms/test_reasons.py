"""What is no reason, and that every form asks for one where its words do."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.forms.library import load_library
from desktop_app.forms.model import Column, Question
from desktop_app.forms.reasons import no_reason, says_why

WHY = re.compile(r"\bwhy\b|^Reasons?\b|\b[Gg]ive the reasons?\b|\bchild's views\b")
FORMS = load_library(council=None).forms
NONE = (
    "",
    "   ",
    "x",
    "X.",
    "xxx",
    "-",
    "–",
    "…",
    "?",
    "12",
    "n/a",
    "N/A.",
    "N. A.",
    "n / a",
    "Not applicable",
    "none",
    "None - n/a",
    "to follow",
    "To Follow!",
    "to  follow\n",
    "T.B.C.",
    "TBC, to follow",
    "n/a n/a",
    "Ｎ／Ａ",
    "no\u200bne",
)
SOME = (
    "Unborn",
    "Adjourned",
    "Adjourned.",
    "N/A: she is three weeks old",
    "None was offered",
    "No time was left.",
    "Not reached.",
    "To follow from the school by Friday",
    "Нет времени",
)


@pytest.mark.parametrize("text", NONE)
def test_what_says_nothing_is_refused_with_a_sentence(text: str):
    assert not says_why(text)
    assert not text.strip() or no_reason(text).endswith(". Say in a few words why.")


@pytest.mark.parametrize("text", SOME)
def test_a_word_that_says_why_stands(text: str):
    assert says_why(text)
    assert no_reason(text) == ""


@given(st.text(), st.sampled_from(SOME))
def test_whatever_stands_around_a_reason_it_is_one(around: str, reason: str):
    assert says_why(f"{around}\n{reason}")


def asked() -> list[tuple[str, Question | Column]]:
    found: list[tuple[str, Question | Column]] = []
    for form in FORMS.values():
        for question in form.questions():
            found.append((f"{form.key}.{question.key}", question))
            found += [(f"{form.key}.{question.key}.{one.key}", one) for one in question.columns]
    return found


@pytest.mark.parametrize(("where", "one"), asked(), ids=[where for where, _ in asked()])
def test_where_a_label_or_a_message_asks_why_a_reason_is_asked_for(
    where: str, one: Question | Column
):
    asks = WHY.search(one.label) or WHY.search(one.message)
    typed = one.kind in ("line", "notes")
    assert one.asks_why or not (typed and asks)
    assert typed or not one.asks_why, "only what is typed can say nothing"
