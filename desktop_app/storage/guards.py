"""What the store itself refuses: that signed minutes change, or two children have one number."""

from sqlalchemy import Connection

from desktop_app.storage.schema import (
    APPLICATION_ID,
    HANDED_OVER,
    JOIN,
    NUMBER_TAKEN,
    PART,
    SIGNED,
    TAKEN_AGAIN,
    VERSION,
    meeting,
    metadata,
)


def _guard(name: str, when: str, condition: str, words: str) -> tuple[str, str]:
    return name, (
        f"CREATE TRIGGER {name} BEFORE {when} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
    )


def _frozen_when_signed(table: str) -> list[tuple[str, str]]:
    """Nothing of signed minutes comes, changes or goes, nor of what is left of them."""
    new, old = (
        f"(SELECT state FROM meeting WHERE id = {row}.meeting_id)"  # noqa: S608
        " IN ('signed', 'removed', 'kernel')"
        for row in ("NEW", "OLD")
    )
    return [
        _guard(f"{table}_insert_signed", f"INSERT ON {table}", new, SIGNED),
        _guard(f"{table}_update_signed", f"UPDATE ON {table}", f"{old} OR {new}", SIGNED),
        _guard(f"{table}_delete_signed", f"DELETE ON {table}", old, SIGNED),
    ]


def _append_only(
    table: str, number: str, among: str, never: str = "TRUE", before: str = "0"
) -> list[tuple[str, str]]:
    """Entries come in turn and never change; `among` are the rows that count.

    They do not go either, `never` being when. The first comes after the number `before`.
    """
    last = f"(SELECT coalesce(max({number}), {before}) FROM {table} WHERE {among})"  # noqa: S608
    words = f"{table} is append-only"
    return [
        _guard(f"{table}_in_turn", f"INSERT ON {table}", f"NEW.{number} <> 1 + {last}", words),
        _guard(f"{table}_no_update", f"UPDATE ON {table}", "TRUE", words),
        _guard(f"{table}_no_delete", f"DELETE ON {table}", never, words),
    ]


# The one way out for signed minutes: the trail's last entry must say that these are removed.
_SAID_LAST = "(SELECT {} FROM audit ORDER BY seq DESC LIMIT 1)"
_ACT, _OBJECT = _SAID_LAST.format("act"), _SAID_LAST.format("object")
_BEING_REMOVED = "(SELECT state FROM meeting WHERE id = OLD.meeting_id) IS 'removing'"
_REMOVABLE = (
    f"(OLD.state = 'signed' AND {_ACT} IS 'remove'"
    f" AND instr({_OBJECT}, OLD.reference || ': ') IS 1)"
    f" OR (OLD.state IN ('removed', 'kernel')"
    f" AND {_ACT} IN ('remove', 'remove child', '{TAKEN_AGAIN}'))"
)


# Signed minutes, and what is left of some, change their child when two records were of one: nothing
# else of them changes then, and the trail's last entry says from which child to which.
_ONLY_THE_CHILD = " AND ".join(
    f"NEW.{column.name} = OLD.{column.name}" for column in meeting.c if column.name != "child_id"
)
_BEING_JOINED = (
    f"({_ACT} IN ('{JOIN}', '{PART}')"
    f" AND {_OBJECT} IS OLD.child_id || ' ' || NEW.child_id AND {_ONLY_THE_CHILD})"
)

# A case number is one child. Two that have one since before this was kept may stay until one of
# them is corrected, and come apart again after they were joined.
_OF_ANOTHER = "EXISTS (SELECT 1 FROM child WHERE number = NEW.number AND id <> NEW.id)"
_COMES_BACK = "EXISTS (SELECT 1 FROM joining WHERE gone = NEW.id)"

TRIGGERS = dict(
    [
        _guard(
            "child_insert_number",
            "INSERT ON child",
            f"NEW.number <> '' AND {_OF_ANOTHER} AND NOT {_COMES_BACK}",
            NUMBER_TAKEN,
        ),
        _guard(
            "child_update_number",
            "UPDATE ON child",
            f"NEW.number <> '' AND NEW.number <> OLD.number AND {_OF_ANOTHER}",
            NUMBER_TAKEN,
        ),
        # Only a correction opens signed minutes, and closes them in the same transaction.
        _guard(
            "meeting_update_signed",
            "UPDATE ON meeting",
            "OLD.state = 'signed' AND NEW.state NOT IN ('correcting', 'removing')"
            f" AND NOT {_BEING_JOINED}",
            SIGNED,
        ),
        _guard(
            "meeting_delete_signed",
            "DELETE ON meeting",
            "OLD.state IN ('signed', 'removed', 'kernel')",
            SIGNED,
        ),
        # Its words are elsewhere now; only taking it back makes it a draft again.
        _guard(
            "meeting_update_handed_over",
            "UPDATE ON meeting",
            f"OLD.state = 'handed over' AND NEW.state <> 'draft' AND NOT {_BEING_JOINED}",
            HANDED_OVER,
        ),
        _guard(
            "meeting_begin_removing",
            "UPDATE ON meeting",
            f"NEW.state = 'removing' AND NOT ({_REMOVABLE})",
            SIGNED,
        ),
        _guard(
            "meeting_update_removed",
            "UPDATE ON meeting",
            "((OLD.state IN ('removed', 'kernel') AND NEW.state <> 'removing')"
            " OR (NEW.state IN ('removed', 'kernel') AND OLD.state <> 'removing'))"
            f" AND NOT {_BEING_JOINED}",
            SIGNED,
        ),
        *_append_only(
            "signed_version",
            "number",
            "meeting_id = NEW.meeting_id",
            f"NOT {_BEING_REMOVED}",
            before="NEW.number - 1",  # of minutes signed elsewhere, version 2 may come alone
        ),
        *_append_only(
            "signed_file",
            "turn",
            "meeting_id = NEW.meeting_id AND number = NEW.number",
            f"NOT {_BEING_REMOVED}",
        ),
        *_append_only("audit", "seq", "TRUE"),
        *_frozen_when_signed("answer"),
        *_frozen_when_signed("table_row"),
        *_frozen_when_signed("attendance"),
        *_frozen_when_signed("action"),
        *_frozen_when_signed("earlier_action"),
        *_frozen_when_signed("action_update"),
    ]
)


def create(connection: Connection) -> None:
    """Builds tables and guards of VERSION inside the caller's transaction."""
    metadata.create_all(connection, checkfirst=False)
    for trigger in TRIGGERS.values():
        connection.exec_driver_sql(trigger)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
