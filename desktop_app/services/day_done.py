"""The day on which something was done, as the chair types it: never one that is still to come."""

from datetime import date

from desktop_app.errors import CannotProceed
from desktop_app.records.dates import read_date

_NOTHING = "Nothing was kept, and the minutes are as they were."


def day_done(text: str, today: date) -> date:
    """Counted from `today`; raises CannotProceed for a day that cannot be."""
    day = read_date(text, today)
    if day is None or day > today:
        happened = "That day is still to come." if day else f"“{text.strip()}” is not a date."
        raise CannotProceed(happened, _NOTHING, "Enter a day such as 21 Nov 2026, or “today”.")
    return day
