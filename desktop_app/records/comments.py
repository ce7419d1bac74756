"""What people said of the draft, and who authorised it: kept with any meeting, asked by no form.

Their keys have a full stop, which no question of a form has.
"""

from collections.abc import Iterator

from desktop_app.forms.model import Column, Condition, Question, Section
from desktop_app.records.meeting import Record

ACCEPTED, DIFFERENT, DECLINED = "Accepted", "Different view recorded", "Declined"
COMMENTS = Question(
    key="draft.comments",
    label="",  # the heading of its section says it
    screen_label="Comments on the draft",
    kind="table",
    columns=(
        Column(key="who", label="Who", kind="person", share=3),
        Column(key="said", label="What they said", kind="notes", share=6),
        Column(
            key="outcome",
            label="Outcome",
            kind="choice",
            choices="comment_outcome",
            advised=True,
            share=3,
        ),
        Column(
            key="why",
            label="Why",
            kind="notes",
            hint="Prints where your council prints comments",
            advised_if=(Condition(question="outcome", any_of=(DIFFERENT, DECLINED)),),
            asks_why=True,
            share=5,
        ),
        Column(key="when", label="When", kind="date", share=2),
    ),
)
BY, ROLE, ON = "authorised.by", "authorised.role", "authorised.on"
_LOG = Section(
    key="draft.comments",
    title="Comments on the draft",
    place=0,
    part="additional",
    question=(COMMENTS,),
)
_AUTHORISED = Section(
    key="authorised",
    title="Authorised before signing",
    place=0,
    part="additional",
    print=((BY, ROLE, ON),),
    question=(
        Question(key=BY, label="Authorised by", kind="line"),
        Question(key=ROLE, label="Role", kind="line"),
        Question(key=ON, label="On", kind="date"),
    ),
)


def sections(record: Record, *, asked_for: bool) -> Iterator[Section]:
    """What prints after the form's own sections; the log only where it is `asked_for`."""
    if asked_for:
        yield _LOG
    if record.answers.get(BY, "").strip():
        yield _AUTHORISED
