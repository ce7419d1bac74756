"""Version 2: a case number is one child, and two records of one child can be joined."""

# ruff: noqa: S608 - every statement is our own

from typing import TYPE_CHECKING

from desktop_app.storage.children import number_in

if TYPE_CHECKING:
    from desktop_app.storage.upgrades.steps import Execute

_CHILD = """
CREATE TABLE child_of_2 (
    id TEXT NOT NULL,
    details TEXT NOT NULL,
    number TEXT NOT NULL,
    CONSTRAINT pk_child PRIMARY KEY (id)
) STRICT
"""
_JOINING = """
CREATE TABLE joining (
    gone TEXT NOT NULL,
    kept TEXT NOT NULL,
    at TEXT NOT NULL,
    place INTEGER NOT NULL,
    gone_details TEXT NOT NULL,
    kept_details TEXT NOT NULL,
    joined_details TEXT NOT NULL,
    meetings TEXT NOT NULL,
    CONSTRAINT pk_joining PRIMARY KEY (gone)
) STRICT
"""
_INDEX = "CREATE INDEX ix_child_number ON child (number) WHERE number<>''"
_ANOTHER = "EXISTS (SELECT 1 FROM child WHERE number = NEW.number AND id <> NEW.id)"
_SAID_LAST = "(SELECT {} FROM audit ORDER BY seq DESC LIMIT 1)"
_JOINED = f"""
({_SAID_LAST.format("act")} IN ('join children', 'part children')
AND {_SAID_LAST.format("object")} IS OLD.child_id || ' ' || NEW.child_id
AND NEW.id = OLD.id AND NEW.reference = OLD.reference AND NEW.form = OLD.form
AND NEW.state = OLD.state AND NEW.created_at = OLD.created_at
AND NEW.changed_at = OLD.changed_at AND NEW.place = OLD.place
AND NEW.follows = OLD.follows AND NEW.corrects = OLD.corrects)
""".strip()
_GUARDS = (
    f"""
    CREATE TRIGGER child_insert_number BEFORE INSERT ON child
    WHEN NEW.number <> '' AND {_ANOTHER}
    AND NOT EXISTS (SELECT 1 FROM joining WHERE gone = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'this case number is another child'); END
    """,
    f"""
    CREATE TRIGGER child_update_number BEFORE UPDATE ON child
    WHEN NEW.number <> '' AND NEW.number <> OLD.number AND {_ANOTHER}
    BEGIN SELECT RAISE(ABORT, 'this case number is another child'); END
    """,
    f"""
    CREATE TRIGGER meeting_update_signed BEFORE UPDATE ON meeting
    WHEN OLD.state = 'signed' AND NEW.state NOT IN ('correcting', 'removing') AND NOT {_JOINED}
    BEGIN SELECT RAISE(ABORT, 'these minutes are signed'); END
    """,
    f"""
    CREATE TRIGGER meeting_update_handed_over BEFORE UPDATE ON meeting
    WHEN OLD.state = 'handed over' AND NEW.state <> 'draft' AND NOT {_JOINED}
    BEGIN SELECT RAISE(ABORT, 'this draft is handed over'); END
    """,
    f"""
    CREATE TRIGGER meeting_update_removed BEFORE UPDATE ON meeting
    WHEN ((OLD.state IN ('removed', 'kernel') AND NEW.state <> 'removing')
    OR (NEW.state IN ('removed', 'kernel') AND OLD.state <> 'removing')) AND NOT {_JOINED}
    BEGIN SELECT RAISE(ABORT, 'these minutes are signed'); END
    """,
)
_GONE = ("meeting_update_signed", "meeting_update_handed_over", "meeting_update_removed")


def database(execute: "Execute") -> None:
    """Two children of one number stay both: the guards look at what comes and what changes.

    A later version that tells numbers apart otherwise writes all of them anew.
    """
    execute(_CHILD)
    children = execute("SELECT rowid, id, details FROM child ORDER BY rowid").fetchall()
    for row, one, details in children:
        values = (row, one, details, number_in(details))
        execute("INSERT INTO child_of_2 (rowid, id, details, number) VALUES (?, ?, ?, ?)", values)
    execute("DROP TABLE child")
    execute("ALTER TABLE child_of_2 RENAME TO child")
    execute(_INDEX)
    execute(_JOINING)
    for name in _GONE:
        execute(f"DROP TRIGGER {name}")
    for guard in _GUARDS:
        execute(" ".join(guard.split()))  # to the letter what the check looks for
