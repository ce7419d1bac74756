"""What every test shares: no screen needed, an end, and a window as no other test left it."""

import faulthandler
import gc
import os
import tomllib
from collections.abc import Iterator
from functools import lru_cache

import pytest
from _pytest import faulthandler as watch  # pyright: ignore[reportPrivateUsage]
from answered_dialogs import Dialogs
from hypothesis import settings
from patience import PatientBot
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop_app.ui.garbage import Garbage
from desktop_app.ui.theme import Theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("untimed", deadline=None)  # a busy machine is no fault
settings.register_profile("quick", deadline=None, max_examples=20)
settings.load_profile("untimed")
tomllib.loads = lru_cache(256)(tomllib.loads)  # every window reads all forms: a third of its time


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors, since tests also wait."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first: one that began last would keep a single processor busy at the end."""
    items.sort(key=lambda item: not {"long", "libreoffice"} & {m.name for m in item.iter_markers()})


def pytest_collection_finish() -> None:
    """What was imported stays; to look through it takes a fifth of a second, after each window."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Pytest takes its limit away from a test that failed, and what ends the test can wait too."""
    limit = watch.get_timeout_config_value(item.config)
    errors = item.config.stash[watch.fault_handler_stderr_fd_key]
    if limit:
        faulthandler.dump_traceback_later(limit, file=errors, exit=True)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Nor may a thread that a test left behind keep the process; xdist ends its workers itself."""
    limit = watch.get_timeout_config_value(config)
    if limit and not hasattr(config, "workerinput"):
        faulthandler.dump_traceback_later(limit, exit=True)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    return PatientBot(request)


@pytest.fixture
def garbage(qapp: QApplication) -> Iterator[None]:
    """As in the application: Python lets go of widgets on the window's thread alone."""
    garbage = Garbage(lambda: None)
    yield
    garbage.stop()
    gc.collect()  # what is left must not be let go of by a thread of the next test
    gc.freeze()  # nor is it looked through after each


@pytest.fixture
def dialogs(qapp: QApplication) -> Iterator[Dialogs]:
    """Those of this test; one that nobody expects fails it, and so does one that never comes."""
    made = Dialogs()
    yield made
    made.stop()
    assert not made.still_expected, f"these dialogs never came: {made.still_expected}"


@pytest.fixture(scope="session")
def usual_look(qapp: QApplication) -> Iterator[tuple[float, str]]:
    Theme().apply()
    yield _look(qapp)
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def every_window(request: pytest.FixtureRequest) -> Iterator[None]:
    """For each test that has windows: dialogs that are answered, the usual look, and none left."""
    if "qapp" not in request.fixturenames:
        yield
        return
    usual = request.getfixturevalue("usual_look")
    request.getfixturevalue("garbage")
    request.getfixturevalue("dialogs")
    yield
    app = request.getfixturevalue("qapp")
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what goes with its window goes now
    left = [one for one in QGuiApplication.topLevelWindows() if one.isVisible()]
    for one in left:
        one.close()
    app.clipboard().clear()  # rich text that lies there ends the process with a crash
    if _look(app) != usual:
        Theme().apply()
    assert not left, f"windows are left open: {[one.title() for one in left]}"


def _look(app: QApplication) -> tuple[float, str]:
    return app.font().pointSizeF(), app.styleSheet()
