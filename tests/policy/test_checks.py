"""Each check finds what it is there for, and leaves alone what is right."""

import ast
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from checks_examples import ANSWERS, COUNCIL, case, found, keys, last_time, options, record, rows
from checks_table import ANIL, EXAMPLES, JOSEPH, hearing
from checks_wider import WIDER
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.policy import checks
from desktop_app.policy.checks.case import Case
from desktop_app.policy.checks.every import CHECKS, run
from desktop_app.records.meeting import Child, Row


def test_a_good_record_has_nothing_to_look_at():
    assert keys() == set()


def spoilt(answers: dict[str, str], tables: dict[str, tuple[Row, ...]]) -> Case:
    return case(record(answers, "initial_ppm", **tables))


PAIRS: list[tuple[str, Case, Case]] = [
    *((key, spoilt(*wrong), spoilt(*right)) for key, wrong, right in EXAMPLES),
    *WIDER,
]


@pytest.mark.parametrize(
    ("key", "wrong", "right"), PAIRS, ids=[f"{n}-{one[0]}" for n, one in enumerate(PAIRS)]
)
def test_a_check_finds_what_is_wrong_and_nothing_in_what_is_right(
    key: str, wrong: Case, right: Case
):
    assert key in found(wrong)
    assert key not in found(right)


def names_of_findings() -> Iterator[str]:
    """The second word of every `case.found(...)` in the source of the checks."""
    for file in Path(checks.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "case.found":
                name = node.args[1]
                where = f"{file.name}, line {node.lineno}"
                assert isinstance(name, ast.Constant), f"{where}: say the name itself"
                yield str(name.value)


def test_every_finding_of_every_check_has_a_pair():
    assert {key.partition(".")[2] for key, _, _ in PAIRS} == {*names_of_findings()}


def test_every_check_fires_in_some_pair_and_is_quiet_in_its_other_half():
    for check in CHECKS:
        fired = [
            (key, right) for key, wrong, right in PAIRS if key in {one.key for one in check(wrong)}
        ]
        assert fired, check
        assert any(key not in {one.key for one in check(right)} for key, right in fired), check


def test_no_two_findings_share_a_key():
    """A reason or a tick of the chair is kept by it."""
    for _, wrong, right in PAIRS:
        for one in (wrong, right):
            assert len(run(one)) == len(found(one))


def test_only_what_may_not_pass_in_silence_asks_for_a_reason():
    spoilt = record({"plan": "Adoption"}, attendance=rows(ANIL), options=options("adoption"))
    weights = {key: one.weight for key, one in found(case(spoilt)).items()}
    assert weights["attendance.no-chair"] == "reason"
    assert weights["attendance.no-social-worker"] == "reason"
    assert weights["actions.no-agency-referral"] == "reason"
    assert "blocks" not in weights.values()
    everything = [found(wrong) for _, wrong, _ in PAIRS]
    reasons = {one.key for each in everything for one in each.values() if one.weight == "reason"}
    assert reasons == {
        "attendance.no-chair",
        "attendance.no-social-worker",
        "options.all-no",
        "plan.not-open",
        "actions.no-agency-referral",
    }


def test_whose_chair_and_which_months_depend_on_the_council():
    early = record({"need_identified": "5 December 2025"})
    assert "need_identified.long-ago" in found(case(early, council="lambeth"))
    assert "need_identified.long-ago" not in found(case(early))
    young = record({"need_identified": "6 December 2025"})
    assert "need_identified.long-ago" not in found(case(young, council="lambeth"))
    assert "chair_role.off-profile" in found(case(early, council="lambeth"))
    assert "chair_role.off-profile" not in found(case(early, council="another"))


def test_a_plan_that_changed_wants_its_reason():
    before = last_time(plan="Adoption", plan_comment="Nobody in the family can.")
    unexplained = record({"plan_comment": "Nobody in the family can."})
    assert "plan.no-reason" in found(case(unexplained, previous=before))
    assert "plan.no-reason" not in found(case(record(), previous=before))
    assert "plan.no-reason" not in found(case(unexplained, previous=last_time()))


def test_wishes_in_the_words_of_last_time():
    assert "child_views.as-last-time" in found(case(record(), previous=last_time()))
    asked = last_time(child_views="Cried a lot.")
    assert "child_views.as-last-time" not in found(case(record(), previous=asked))
    assert "child_views.as-last-time" not in found(case(record()))


def test_an_action_that_is_carried_for_the_third_time():
    def carried(times: str, status: str) -> set[str]:
        row = {"text": "Call", "times": times, "status": status}
        here = record(form="review_ppm", carried=rows(row))
        return set(found(case(here, previous=last_time(child_views="x"))))

    assert "carried.carried-often" in carried("2", "Not done")
    assert "carried.carried-often" not in carried("1", "Not done")
    assert "carried.carried-often" not in carried("2", "Done")


def test_lawyers_are_expected_once_only_after_the_first_hearing():
    here = record(hearings=rows(hearing("First", "1 September 2026")))
    assert "attendance.after-hearing" not in found(case(here, previous=last_time()))
    assert "attendance.after-hearing" in found(case(here))
    assert "attendance.after-hearing" not in found(case(here, council="camden"))


@pytest.mark.parametrize("form", sorted(COUNCIL.library.forms))
def test_every_form_is_checked_where_it_asks(form: str):
    here = record({"background": "TBC", "going_well": "TBC"}, form=form, attendance=rows(JOSEPH))
    assert "attendance.no-chair" in found(case(here))
    asked = {question.key for question in case(here).form.questions()}
    assert {one.question for one in run(case(here))} <= asked


anything = st.text(max_size=30) | st.sampled_from(
    ["Yes", "No", "+6w", "31/12/2199", "1/1/1900", "²", "Robin [", "(x)* +? Testname\n"]
)
FORMS = sorted(COUNCIL.library.forms)
ASKED = {q.key for form in COUNCIL.library.forms.values() for q in form.questions()}
answered = st.dictionaries(st.sampled_from(sorted(ANSWERS) + sorted(ASKED)), anything)


@settings(deadline=None)
@given(st.sampled_from(FORMS), st.sampled_from(sorted(COUNCIL.profiles)), answered, st.data())
def test_no_check_stops_at_any_text(
    key: str, council: str, answers: dict[str, str], data: st.DataObject
):
    form = COUNCIL.library.forms[key]
    cells = data.draw(st.lists(anything, min_size=5, max_size=5))
    turn = cycle(cells)
    tables = {
        q.key: tuple(
            Row(row, {column.key: next(turn) for column in q.columns})
            for row in ([fixed.key for fixed in q.rows] or ["r"])
        )
        for q in form.questions()
        if q.has_rows and q.kind != "carried_actions"
    }
    carried = rows({"text": cells[0], "times": cells[1], "new_target": cells[2]})
    other = Child("o", {"child_name": cells[3], "case_number": cells[4]})
    here = record(answers, key, carried=carried, **tables)
    run(case(here, council=council, previous=last_time(), others=(other,)))
