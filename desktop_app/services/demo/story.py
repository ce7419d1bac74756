"""What a story may say: a child, a meeting, what is typed, and what becomes of the minutes."""

from collections.abc import Mapping

from desktop_app.forms.model import Piece
from desktop_app.services.sealing import How

Cells = Mapping[str, str]
Rows = tuple[Cells, ...]


class Typed(Piece, kw_only=True, frozen=True):
    """What the chair types. `{-6d}` in any text is the day six days ago, in words.

    `row` names the row of a fixed table; a row that begins like one that is there already is typed
    into that one. `confirm` names questions of which all that was brought in still holds.
    """

    answers: Mapping[str, str] = {}
    tables: Mapping[str, Rows] = {}
    attendance: Rows = ()
    actions: Rows = ()
    carried: Rows = ()
    confirm: tuple[str, ...] = ()


class Step(Piece, kw_only=True, frozen=True, tag_field="do"):
    """Something that is done with a meeting, `on` a day such as `-6d`."""

    on: str


class Type(Typed, kw_only=True, frozen=True, tag_field="do", tag="type"):
    """A step: more is typed later on."""

    on: str


class Send(Step, kw_only=True, frozen=True, tag="send for comment"):
    """`reader` is the kind of those who may see least, `reason` why they see what is private."""

    to: str
    reader: str
    reason: str = ""


class Sign(Step, kw_only=True, frozen=True, tag="sign"):
    """Who chaired signs, having read every warning.

    The child's details learn what the meeting says otherwise, but not what `leave` names.
    """

    seal: How = "visible"
    leave: tuple[str, ...] = ()


class Correct(Typed, kw_only=True, frozen=True, tag_field="do", tag="correct"):
    """A step: the next version of signed minutes is begun."""

    on: str
    reason: str


class Save(Step, kw_only=True, frozen=True, tag="save the Word file"):
    """As it is handed on."""


class Upload(Step, kw_only=True, frozen=True, tag="enter the receipt"):
    """That the signed file is on the case system."""

    reference: str
    by: str


class Tracker(Step, kw_only=True, frozen=True, tag="update the tracker"):
    """That the tracker has this meeting."""


AnyStep = Type | Send | Sign | Correct | Save | Upload | Tracker


class Story(Typed, kw_only=True, frozen=True):
    """One meeting, of the child told here or of the story that it `follows`."""

    form: str
    started: str
    changed: str = ""  # now, when empty
    child: Mapping[str, str] = {}
    follows: str = ""
    place: str = ""
    then: tuple[AnyStep, ...] = ()
