"""The commands about meetings: list them, write the Word file of one."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.cli.asked import DONE, Asked
from desktop_app.cli.opened import opened
from desktop_app.errors import CannotProceed
from desktop_app.records.dates import printed
from desktop_app.records.meeting import MeetingLine
from desktop_app.records.text import one_line
from desktop_app.services.council import Council, load_council

if TYPE_CHECKING:  # slow to import: help and refusals come at once
    from desktop_app.storage.store import Store


def say_export(parser: argparse.ArgumentParser) -> None:
    """What may be said after `export`."""
    parser.add_argument("reference", metavar="REFERENCE", help="as the list prints it")
    folder = "a folder that is there"
    parser.add_argument("--to", metavar="FOLDER", required=True, help=folder)


def list_all(asked: Asked) -> int:
    council = load_council(asked.places)
    with opened(asked) as store:
        for line in store.meetings():
            print(_described(line, council))
        for sentence in store.unread:
            print(sentence, file=sys.stderr)
    return DONE


def _described(line: MeetingLine, council: Council) -> str:
    """Initials and number, never the name: what a screen shows, others may see."""
    meeting, child = line.meeting, line.child
    form = council.library.forms.get(meeting.form)
    held = printed(line.held, date.fromisoformat(meeting.created_at[:10])) or "no date"
    columns = (
        meeting.reference,
        form.name if form else meeting.form,
        held,
        meeting.state,
        f"{child.initials} {child.case_number}",
    )
    return one_line("  ".join(columns))


def export(asked: Asked) -> int:
    """Beside a file of its name that is there already; prints the path."""
    from desktop_app.minutes.export import TargetBusy
    from desktop_app.services.exporting import export_minutes, printed_now

    council = load_council(asked.places)
    with opened(asked) as store:
        record = store.record(_meeting_id(store, asked.reference))
        profile = council.profile(store.settings().get("council", ""))
        minutes = printed_now(store, record, council, profile)
        folder = Path(asked.to).expanduser().absolute()
        try:
            path = export_minutes(store, record.meeting.id, minutes, folder)
        except TargetBusy as busy:
            path = export_minutes(store, record.meeting.id, minutes, folder, busy.other_name)
    print(path)
    return DONE


def _meeting_id(store: Store, reference: str) -> str:
    for line in store.meetings():
        if line.meeting.reference == reference.upper():
            return line.meeting.id
    raise CannotProceed(
        f"No meeting has the reference {reference}.",
        "Nothing was written.",
        "The references stand first in what `chairside list` prints.",
    )
