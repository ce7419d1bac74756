"""The tables of the store; guards.py beside it keeps signed minutes and the audit trail as is.

Whoever changes any of it raises VERSION and adds a step to storage/upgrades/: a test says so.
What the chair types stands as JSON in ASCII (any character can be kept), but for the columns of
attendance and actions that lists and search ask for.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

VERSION = 2  # PRAGMA user_version
APPLICATION_ID = 0x43686169  # "Chai": tells our store from any other file that the key opens

MARGIN = "margin"  # a column; see `_margin`

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _of_meeting(*, key: bool = True) -> Column[str]:
    return Column("meeting_id", Text, ForeignKey("meeting.id"), primary_key=key, nullable=False)


def _words(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _margin() -> Column[bytes]:
    """A page's length of zeros: what stands behind it never lies in a page with other rows.

    SQLite keeps it in pages of its own, which are never moved and are overwritten when they go,
    so that removing it needs no writing anew of all that is kept like it.
    """
    return Column(MARGIN, LargeBinary, nullable=False, server_default=text("(zeroblob(4096))"))


def _position() -> Column[int]:
    return Column("position", Integer, CheckConstraint("position >= 0", "position"), nullable=False)


# `number` is what tells the case number in `details` from another; empty where there is none.
child = Table(
    "child",
    metadata,
    Column("id", Text, primary_key=True),
    _words("details"),
    _words("number"),
    sqlite_strict=True,
)

# Two children of one number who were one: all that giving them back takes. `place` is the row of
# the one that is gone, `meetings` the states of its meetings by id.
GIVING_BACK = ("gone_details", "kept_details", "joined_details", "meetings")  # JSON each
joining = Table(
    "joining",
    metadata,
    Column("gone", Text, primary_key=True),
    _words("kept"),
    _words("at"),
    Column("place", Integer, nullable=False),
    *(_words(name) for name in GIVING_BACK),
    sqlite_strict=True,
)

meeting = Table(
    "meeting",
    metadata,
    Column("id", Text, primary_key=True),
    _words("reference"),
    Column("child_id", Text, ForeignKey("child.id"), nullable=False, index=True),
    _words("form"),
    Column(
        "state",
        Text,
        CheckConstraint(
            "state IN ('draft', 'signed', 'correcting', 'removing', 'removed', 'kernel',"
            " 'handed over')",
            "state",
        ),
        nullable=False,
    ),
    _words("created_at"),
    _words("changed_at"),
    _words("place"),
    _words("follows"),
    _words("corrects"),
    UniqueConstraint(
        "reference", "corrects"
    ),  # a correction goes by the number of what it corrects
    sqlite_strict=True,
)

answer = Table(
    "answer",
    metadata,
    _of_meeting(),
    Column("key", Text, primary_key=True),
    _words("value"),
    sqlite_strict=True,
)

table_row = Table(
    "table_row",
    metadata,
    _of_meeting(),
    Column("question", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    _position(),
    _words("more"),
    sqlite_strict=True,
)

attendance = Table(
    "attendance",
    metadata,
    _of_meeting(),
    Column("id", Text, primary_key=True),
    _position(),
    *(
        Column(name, Text)
        for name in ("name", "relation", "agency", "how", "attended", "arrived", "left")
    ),
    _words("more"),
    sqlite_strict=True,
)

action = Table(
    "action",
    metadata,
    _of_meeting(),
    Column("id", Text, primary_key=True),
    _position(),
    *(Column(name, Text) for name in ("text", "owner", "target")),
    _words("more"),
    sqlite_strict=True,
)

# Actions typed in from minutes that are not in this store; `action` holds all others, once.
earlier_action = Table(
    "earlier_action",
    metadata,
    _of_meeting(),
    Column("id", Text, primary_key=True),
    _position(),
    *(Column(name, Text) for name in ("text", "owner", "target")),
    _words("more"),
    sqlite_strict=True,
)

# What a later meeting says of an action of either table; the latest signed one wins.
action_update = Table(
    "action_update",
    metadata,
    _of_meeting(),
    Column("id", Text, primary_key=True),
    _position(),
    *(Column(name, Text) for name in ("update", "status", "new_owner", "new_target")),
    _words("more"),
    sqlite_strict=True,
)

signed_version = Table(
    "signed_version",
    metadata,
    _of_meeting(),
    Column("number", Integer, CheckConstraint("number >= 1", "number"), primary_key=True),
    Column(
        "fingerprint",
        Text,
        CheckConstraint("length(fingerprint) = 64", "fingerprint"),
        nullable=False,
    ),
    _words("signed_at"),
    _margin(),
    _words("reason"),
    _words("snapshot"),
    sqlite_strict=True,
)

# The Word file as it was sealed; the last turn of a version is the one that leaves.
signed_file = Table(
    "signed_file",
    metadata,
    Column("meeting_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("turn", Integer, CheckConstraint("turn >= 1", "turn"), primary_key=True),
    _words("at"),
    _margin(),
    Column("word", LargeBinary, nullable=False),
    ForeignKeyConstraint(
        ["meeting_id", "number"], ["signed_version.meeting_id", "signed_version.number"]
    ),
    sqlite_strict=True,
)

# Certificates: those made here hold their private key, those only trusted hold none.
certificate = Table(
    "certificate",
    metadata,
    Column(
        "fingerprint",
        Text,
        CheckConstraint("length(fingerprint) = 64", "fingerprint"),
        primary_key=True,
    ),
    _words("name"),
    _words("made_at"),
    Column("der", LargeBinary, nullable=False),
    Column("private_key", LargeBinary),
    sqlite_strict=True,
)

# What copies leave out: no words, only places, and the SHA-256 of what stood there.
mark = Table(
    "mark",
    metadata,
    _of_meeting(),
    Column("entry", Text, primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("words", Text, primary_key=True),
    _words("why"),
    sqlite_strict=True,
)

# Who got which copy, outside the signed minutes.
copy = Table(
    "copy",
    metadata,
    _of_meeting(),
    Column("number", Integer, CheckConstraint("number >= 1", "number"), primary_key=True),
    Column(
        "given",
        Text,
        CheckConstraint("given IN ('full', 'redacted', 'not shared')", "given"),
        nullable=False,
    ),
    *(_words(name) for name in ("version", "person", "role", "reader", "reason")),
    *(_words(name) for name in ("method", "day", "at", "file", "sha256")),
    sqlite_strict=True,
)

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_meeting(key=False),
    _words("at"),
    _words("act"),
    _words("detail"),
    sqlite_strict=True,
)

setting = Table(
    "setting",
    metadata,
    Column("key", Text, primary_key=True),
    _words("value"),
    sqlite_strict=True,
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, CheckConstraint("seq >= 1", "seq"), primary_key=True),
    _words("at"),
    _words("act"),
    _words("object"),
    _words("previous"),
    _words("hash"),
    sqlite_strict=True,
)

# The list of meetings reads these alone: never a page of minutes.
Index(
    "ix_answer_held", answer.c.meeting_id, answer.c.value, sqlite_where=text("key='meeting_date'")
)
Index("ix_signed_version_at", signed_version.c.meeting_id, signed_version.c.signed_at)
Index("ix_event_exported", event.c.meeting_id, event.c.at, sqlite_where=text("act='exported'"))
Index("ix_event_uploaded", event.c.meeting_id, event.c.at, sqlite_where=text("act='uploaded'"))
Index(
    "ix_event_tracker", event.c.meeting_id, event.c.at, sqlite_where=text("act='tracker updated'")
)
Index("ix_event_out", event.c.meeting_id, event.c.at, sqlite_where=text("act='out for comment'"))
Index("ix_event_came", event.c.meeting_id, event.c.at, sqlite_where=text("act='came from a file'"))
Index("ix_event_of_meeting", event.c.meeting_id)
Index("ix_action_update_of_action", action_update.c.id)
Index("ix_child_number", child.c.number, sqlite_where=text("number<>''"))

SIGNED = "these minutes are signed"
HANDED_OVER = "this draft is handed over"
NUMBER_TAKEN = "this case number is another child"
JOIN, PART = "join children", "part children"  # the acts of the trail that move meetings
TAKEN_AGAIN = "taken in again"  # the act of the trail that gives removed minutes back
TAKEN_OFF = ("removed", "kernel")  # what later minutes look back on is left; with dates besides
