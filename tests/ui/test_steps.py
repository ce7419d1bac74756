"""Pressed twice is done once; whatever the answer is, the step can be taken again afterwards."""

from collections.abc import Callable
from concurrent.futures import Future

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop_app.errors import CannotProceed, Mistake
from desktop_app.ui.courier import Courier
from desktop_app.ui.pieces import GREYED_AFTER, button
from desktop_app.ui.step import Step, step, step_now
from desktop_app.ui.theme import WAITING


class Flow(QObject):
    """Asks for something once a press; the answers are given by the test."""

    def __init__(self) -> None:
        super().__init__()
        self.courier = Courier()
        self.asked: list[Future[str]] = []
        self.got: list[object] = []

    def ask(self, then: Callable[[str], object] | None = None) -> None:
        self.asked.append(Future())
        self.courier.send(self, self.asked[-1], then or self.got.append, self.got.append)

    @step
    def go(self) -> None:
        self.ask()

    @step
    def go_in_two(self) -> None:
        self.ask(lambda _: self.ask())

    @step
    def fail_before_asking(self) -> None:
        self.got.append("pressed")
        raise RuntimeError


@pytest.fixture
def flow() -> Flow:
    return Flow()


ANSWERS: dict[str, Callable[[Future[str]], object]] = {
    "an answer": lambda asked: asked.set_result("done"),
    "trouble": lambda asked: asked.set_exception(CannotProceed("The disk is full.")),
    "a fault of ours": lambda asked: asked.set_exception(KeyError("ours")),
    "no memory": lambda asked: asked.set_exception(MemoryError()),
    "taken back": lambda asked: asked.cancel(),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_step_is_taken_once_until_its_answer_whatever_that_is(
    qtbot: QtBot, flow: Flow, answer: str
):
    for _ in range(3):
        flow.go()
    assert len(flow.asked) == 1
    with qtbot.capture_exceptions() as faults:
        ANSWERS[answer](flow.asked[0])
        qtbot.waitUntil(lambda: len(flow.got) == 1)
    assert bool(faults) is (answer in ("a fault of ours", "no memory", "taken back"))
    flow.go()
    assert len(flow.asked) == 2


def test_a_fault_of_ours_is_told_as_one_without_its_message(qtbot: QtBot, flow: Flow):
    flow.go()
    with qtbot.capture_exceptions():
        flow.asked[0].set_exception(KeyError("what the chair typed"))
        qtbot.waitUntil(lambda: bool(flow.got))
    (told,) = flow.got
    assert isinstance(told, Mistake)
    assert "KeyError" in str(told)
    assert "typed" not in str(told)


def test_asking_that_follows_from_an_answer_belongs_to_the_step(qtbot: QtBot, flow: Flow):
    flow.go_in_two()
    flow.asked[0].set_result("first")
    qtbot.waitUntil(lambda: len(flow.asked) == 2)
    flow.go_in_two()
    assert len(flow.asked) == 2
    flow.asked[1].set_result("second")
    qtbot.waitUntil(lambda: flow.got == ["second"])
    flow.go_in_two()
    assert len(flow.asked) == 3


def test_an_act_that_ends_in_a_fault_can_be_pressed_again(flow: Flow):
    for _ in range(2):
        with pytest.raises(RuntimeError):
            flow.fail_before_asking()
    assert flow.got == ["pressed", "pressed"]
    assert step_now() is None


def test_an_answer_that_is_acted_on_wrongly_ends_the_step(qtbot: QtBot, flow: Flow):
    outer = Step()

    def wrongly(_: str) -> None:
        raise RuntimeError

    outer.take(lambda: flow.ask(wrongly))
    with qtbot.capture_exceptions() as faults:
        flow.asked[0].set_result("done")
        qtbot.waitUntil(lambda: bool(faults))
    assert not outer.is_under_way
    assert step_now() is None


def test_one_step_within_another_holds_it(qtbot: QtBot, flow: Flow):
    outer = Step()
    outer.take(flow.go)
    assert outer.is_under_way
    flow.asked[0].set_result("done")
    qtbot.waitUntil(lambda: not outer.is_under_way)


def test_steps_of_two_flows_do_not_hinder_each_other(flow: Flow):
    other = Flow()
    flow.go()
    other.go()
    flow.go_in_two()
    assert (len(flow.asked), len(other.asked)) == (2, 1)


def test_what_nobody_pressed_for_holds_no_step(flow: Flow):
    saving = Step()
    answer: Future[str] = Future()
    saving.take(lambda: flow.courier.watch(flow, answer, flow.got.append, flow.got.append))
    assert not saving.is_under_way


def test_what_was_let_go_gets_no_answer_and_holds_nothing(qtbot: QtBot, flow: Flow):
    gone, outer = QObject(), Step()
    answer: Future[str] = Future()
    outer.take(lambda: flow.courier.send(gone, answer, flow.got.append, flow.got.append))
    delete(gone)
    answer.set_result("too late")
    qtbot.waitUntil(lambda: not outer.is_under_way)
    assert flow.got == []


def test_once_closed_nothing_is_delivered_and_nothing_held(qtbot: QtBot, flow: Flow):
    before, after, there = Step(), Step(), Flow()
    before.take(flow.ask)
    flow.courier.close()
    after.take(flow.ask)
    assert not before.is_under_way
    assert not after.is_under_way
    for asked in flow.asked:
        asked.set_result("too late")
    there.ask()
    there.asked[0].set_result("in time")
    qtbot.waitUntil(lambda: there.got == ["in time"])
    assert flow.got == []


# a button


class Page(QWidget):
    def __init__(self, flow: Flow) -> None:
        super().__init__()
        self.flow = flow
        self.go = button("Go", flow.ask)
        self.after = QLineEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(self.go)
        layout.addWidget(self.after)


@pytest.fixture
def page(qtbot: QtBot, flow: Flow) -> Page:
    page = Page(flow)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    page.go.setFocus()
    return page


def test_a_bounced_key_presses_a_button_once(qtbot: QtBot, page: Page):
    for _ in range(2):
        qtbot.keyClick(page.go, Qt.Key.Key_Return)
    assert len(page.flow.asked) == 1
    page.flow.asked[0].set_result("done")
    qtbot.waitUntil(lambda: page.flow.got == ["done"])
    qtbot.keyClick(page.go, Qt.Key.Key_Return)
    assert len(page.flow.asked) == 2


def looks_as_if_it_can_be_pressed(page: Page) -> bool:
    return not page.go.property(WAITING)


def test_a_button_goes_grey_when_its_answer_is_long_in_coming_and_keeps_the_focus(
    qtbot: QtBot, page: Page
):
    qtbot.keyClick(page.go, Qt.Key.Key_Return)
    assert looks_as_if_it_can_be_pressed(page)  # at once it would flicker
    qtbot.waitUntil(lambda: not looks_as_if_it_can_be_pressed(page), timeout=GREYED_AFTER * 20)
    assert page.go.hasFocus()
    page.flow.asked[0].set_result("done")
    qtbot.waitUntil(lambda: looks_as_if_it_can_be_pressed(page))
    assert page.go.hasFocus()


def test_a_button_that_leads_away_with_its_page_is_no_fault(qtbot: QtBot, flow: Flow):
    page = Page(flow)
    page.go.click()
    delete(page)
    flow.asked[0].set_result("done")
    qtbot.waitUntil(lambda: flow.got == ["done"])


def test_nothing_belongs_to_a_step_that_has_been_taken(qtbot: QtBot, flow: Flow):
    flow.go()
    seen: list[Step | None] = []
    QTimer.singleShot(0, lambda: seen.append(step_now()))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [None]
