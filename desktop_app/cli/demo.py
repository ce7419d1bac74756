"""The command that makes a store with invented children."""

import os
import sys
from datetime import date

from desktop_app.cli.asked import DONE, Asked
from desktop_app.cli.opened import held
from desktop_app.storage.never_opened import in_words


def make(asked: Asked) -> int:
    """Prints what opens it; never in the user's own folder unless that is named."""
    if not (asked.data_dir or os.environ.get("CHAIRSIDE_DATA_DIR")):
        asked.wrong("demo needs --data-dir: name a new folder, apart from your own store")
    from desktop_app.services import demo  # slow to import

    if left_over := in_words(asked.places):
        print(left_over, file=sys.stderr)
    with held(asked.places):
        recovery_key = demo.make_demo(asked.places, date.today())  # noqa: DTZ011 - the chair's day
    print(f"Folder: {asked.places.data}")
    print(f"Passphrase: {demo.PASSPHRASE}")
    print(f"Recovery key: {recovery_key}")
    return DONE
