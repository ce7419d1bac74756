"""The checks of one meeting, with what they need besides its record."""

from collections.abc import Collection, Sequence

from desktop_app.forms.model import Form
from desktop_app.policy.checks.case import Case
from desktop_app.policy.checks.every import run
from desktop_app.policy.profile import Profile
from desktop_app.records.findings import Finding
from desktop_app.records.meeting import Child, Record
from desktop_app.services.open_meeting import Checks


def checks_for(
    form: Form,
    profile: Profile,
    previous: Record | None,
    others: Sequence[Child],
    closed: Collection[str],
) -> Checks:
    """`others` are the store's children, this one left out or not; `closed` end an action."""

    def checks(record: Record) -> list[Finding]:
        return run(Case(form, record, profile, previous, tuple(others), tuple(closed)))

    return checks
