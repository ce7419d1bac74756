"""What a row of each kind of table is called, and the button that adds one."""

from desktop_app.forms.model import Question
from desktop_app.records.comments import COMMENTS

_ADD = {
    "attendance": "Add a person",
    "actions": "Add an action",
    "carried_actions": "Add an action from older minutes",
    "disagreements": "Add a disagreement",
    COMMENTS.key: "Add a comment",
}
_ONE = {
    "attendance": "Person",
    "actions": "Action",
    "carried_actions": "Action",
    "disagreements": "Disagreement",
    COMMENTS.key: "Comment",
}


def adding(question: Question) -> str:
    return _ADD.get(_named_by(question), "Add a row")


def one_of(question: Question) -> str:
    return _ONE.get(_named_by(question), "Row")


def _named_by(question: Question) -> str:
    """Its kind, or of the comments, which no form asks for, its key."""
    return COMMENTS.key if question is COMMENTS else question.kind
