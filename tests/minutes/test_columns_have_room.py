"""In a printed table a date stands on two lines at most, and no long word is cut in two."""

from pathlib import Path

import pytest
from record_examples import everything

from desktop_app.paths import Places
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.snapshot import Grid
from desktop_app.services.council import load_council

FORMS = load_council(Places(Path("/nowhere"))).library.forms
ROOM = 15  # per cent of the width: “29 September”, “assessment”, as they print
CROWDED = 7  # columns, with that of the rows' names: more have no such room on an upright page
WIDE = ("date", "notes")


@pytest.mark.parametrize("key", sorted(FORMS))
def test_columns_of_dates_and_of_text_have_room_for_their_words(key: str):
    form = FORMS[key]
    snapshot = freeze(form, everything(form), Imprint("Nowhere", "OFFICIAL"))
    sections = (*snapshot.template, *snapshot.additional)
    entries = [entry for section in sections for group in section.groups for entry in group]
    narrow: list[str] = []
    for grid in entries:
        if not isinstance(grid, Grid) or len(grid.columns) > CROWDED:
            continue
        kinds = {column.key: column.kind for column in form.question(grid.key).columns}
        shares = snapshot.shares[grid.key]
        narrow += [
            f"{grid.key}.{column}"
            for (column, _), share in zip(grid.columns, shares, strict=True)
            if kinds.get(column) in WIDE and share * 100 < ROOM * sum(shares)
        ]
    assert narrow == []
