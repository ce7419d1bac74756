"""The columns of a council's permanence tracker: which answers stand in a row of it."""

from desktop_app.forms.model import Piece

FACTS = {
    "case_number": "the child's number in the case system",
    "initials": "the child's initials",
    "meeting": "which meeting it was",
    "reference": "the reference of the minutes",
}  # what no answer of the form says


class TrackerColumn(Piece, frozen=True):
    """`question` is the key of a question or of a fact; empty where the form does not ask it."""

    heading: str
    question: str


USUAL_COLUMNS = (
    TrackerColumn("Child", "case_number"),
    TrackerColumn("Meeting", "meeting"),
    TrackerColumn("Held on", "meeting_date"),
    TrackerColumn("Legal status", "legal_status"),
    TrackerColumn("Plan", "plan"),
    TrackerColumn("Section", "tracker_section"),
    TrackerColumn("Next meeting", "next_meeting"),
    TrackerColumn("Chair", "chair"),
)
