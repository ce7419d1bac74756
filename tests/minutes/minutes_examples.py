"""A whole invented Initial PPM, as the paper form lays it out."""

from dataclasses import replace

from desktop_app.records.snapshot import (
    Grid,
    Group,
    Section,
    Signature,
    Snapshot,
    Text,
    Unfinished,
)

LONG = (
    "Robin came into care on 4 March 2024 under an interim order after three nights in hospital. "
    "There were two earlier periods of support at home, in 2021 and 2022, both about neglect and "
    "about drinking in the household. Robin’s mother asked for help herself on each occasion."
)


def _text(key: str, label: str, text: str) -> Text:
    return Text(key, label, text)


def _alone(key: str, label: str, text: str) -> Group:
    return (Text(key, label, text),)


def _papers() -> Section:
    papers = (
        ("Gateway Panel Application", "Seen", "3 March 2025"),
        ("Panel’s Actions", "Missing", ""),
        ("Latest Single Assessment", "Attached", "20 February 2025"),
    )
    columns = (("paper", ""), ("state", "Seen or attached"), ("date", "Date"))
    return Section(
        "papers",
        "",
        "",
        (
            (
                Grid(
                    "papers",
                    "Please note that all PPM forms should be accompanied by:",
                    columns,
                    papers,
                ),
            ),
        ),
    )


def _child() -> Section:
    return Section(
        "child",
        "Child Details",
        "",
        (
            (
                _text("child_name", "Name of Child", "Robin Testname"),
                _text("case_number", "CASS Number", "123456"),
                _text("initial_or_review", "Initial or Review PPM", "Initial"),
                _text("meeting_date", "Date of Meeting", "14 March 2025"),
            ),
            _alone("legal_status", "Legal Status of Child", "Interim care order, 4 March 2024"),
        ),
    )


def _present() -> Section:
    people = (
        ("Alex Exemplar", "Chair, service manager", "Present"),
        ("Jo Sampleton", "Child’s social worker", "Present"),
        ("Sam Placeholder", "Team manager", "Apologies"),
        ("Chris Fictional", "Independent reviewing officer", "Present"),
        ("Pat Invented", "Foster carer", "Present"),
        ("Lee Madeup", "Virtual School", "Absent"),
    )
    columns = (("name", "Name"), ("role", "Present Relation"), ("attended", "Attended"))
    grid = Grid("present", "", columns, people)
    return Section("present", "Present (and apologies)", "", ((grid,),))


def _background() -> Section:
    carers = Grid(
        "carers",
        "Any extended family/friends, connected carers that have or that require assessment",
        (
            ("name", "Name of Carer"),
            ("complete", "Date Assessment Complete"),
            ("ruled", "Ruled In/Out by LA"),
            ("opposing", "Opposing LA Decision"),
            ("comments", "Comments"),
        ),
        (
            ("Morgan Testname (grandmother)", "1 February 2025", "In", "No", "Viability positive."),
            ("Drew Testname (uncle)", "", "Pending", "Not known", "Lives abroad.\nVisit planned."),
        ),
    )
    brief = (
        "Brief background history outlining the reasons the child/ren became looked after and "
        "any historical concerns"
    )
    return Section(
        "background",
        "Background",
        "",
        (
            _alone("background", brief, f"{LONG}\n\n{LONG}\n{LONG}"),
            (carers,),
            _alone(
                "life_story",
                "Life story work and preparation for change",
                "Begun with the key worker in January.",
            ),
            (
                _text("sibling_group", "Sibling Group?", "Yes"),
                _text("apart", "Number of siblings placed apart from child", "1"),
                _text(
                    "assessed_apart",
                    "Were these children originally assessed to be placed apart?",
                    "No",
                ),
            ),
            _alone("sibling_assessment", "Sibling assessment", "Commissioned, due 2 April 2025."),
            _alone("contact", "Contact current and future plans", LONG),
            _alone(
                "wishes",
                "Child’s wishes, feelings and understanding",
                "“I want to see my brother.”\n\tSaid to Jo on 10 March 2025.",
            ),
            _alone("parents", "Parents’ wishes, feelings and understanding", LONG),
        ),
    )


def _views() -> Section:
    return Section(
        "views",
        "Other Professional Views",
        "",
        (
            (
                _text("iro", "IRO Name", "Chris Fictional"),
                _text("iro_view", "Current View", "Agrees with planning on two routes."),
            ),
            (
                _text("guardian", "Guardian Name", "Kit Notreal"),
                _text("guardian_view", "Current View", ""),
            ),
            _alone(
                "legal",
                "Legal Planning and Court timetable",
                "Week 14 of 26. Final hearing 9 June 2025.",
            ),
            _alone("referrals", "Where referral needs to be made", "Adoption agency, by 28 March."),
        ),
    )


def _options() -> Section:
    rows = (
        ("Early Permanence", "No", "Robin is seven and settled."),
        ("Reunification", "Yes", LONG),
        ("Placement with family/friends", "Yes", "Grandmother; see above."),
        ("CAO/SGO", "Yes", "If the assessment is positive."),
        ("Long term fostering", "Yes", "With the present carers."),
        ("Adoption", "No", "Ruled out at the last hearing."),
    )
    columns = (("option", ""), ("choice", "Yes/No"), ("comment", "Comment"))
    grid = Grid("options", "", columns, rows)
    shobpa = (
        _text("shobpa_target", "SHOBPA Target Date", ""),
        _text("shobpa_booked", "SHOBPA Date Booked", ""),
    )
    plan = (
        _text("plan", "Permanent plan selected", "CAO/SGO"),
        _text("plan_comment", "Comment", LONG),
    )
    done = (
        "Has the child now achieved permanence and permanence planning meetings are no longer "
        "required?"
    )
    return Section(
        "options",
        "Permanence Planning Options",
        "",
        ((grid,), shobpa, plan, _alone("achieved", done, "No")),
    )


def _actions() -> Section:
    rows = tuple(
        (
            f"Action {number}: write to the school about Robin’s plan.",
            "Jo Sampleton",
            "2 April 2025",
        )
        for number in range(1, 9)
    )
    columns = (("what", "Recommendations"), ("who", "By Whom"), ("when", "Target Date"))
    return Section(
        "actions",
        "PPM Recommendations and Actions Required",
        "NB:  At initial PPM set frequency of meetings and identify future chair",
        ((Grid("actions", "", columns, rows),),),
    )


def _close() -> Section:
    return Section(
        "close",
        "",
        "",
        (
            _alone("contingency", "Contingency plan", "Long term fostering with present carers."),
            _alone("next_meeting", "Date of next meeting", "25 April 2025"),
        ),
    )


def _additional() -> tuple[Section, ...]:
    nothing = Grid("reports", "Expert reports", (("title", "Title"), ("effect", "Effect")), ())
    return (
        Section("needs", "Needs now and later", "", (_alone("needs", "Development", LONG),)),
        Section("reports", "Expert reports", "", ((nothing,),)),
    )


def draft() -> Snapshot:
    return Snapshot(
        form="initial_ppm",
        code="PPM",
        title="INITIAL PERMANENCE REVIEW PLANNING MEETING (PPM)",
        reference="PPM-4F7KQ2",
        case_number="123456",
        council="Calderdale Council",
        marking="OFFICIAL-SENSITIVE",
        version="0.1",
        template=(
            _papers(),
            _child(),
            _present(),
            _background(),
            _views(),
            _options(),
            _actions(),
            _close(),
        ),
        additional=_additional(),
        shares={
            "papers": (5, 2, 2),
            "present": (4, 4, 2),
            "carers": (3, 2, 2, 2, 4),
            "iro+iro_view": (1, 3),
            "guardian+guardian_view": (1, 3),
            "options": (3, 1, 6),
            "plan+plan_comment": (1, 2),
            "actions": (6, 2, 2),
        },
        held="2025-03-14",
    )


def signed() -> Snapshot:
    return replace(
        draft(),
        version="1.0",
        unfinished=(
            Unfinished(
                "Guardian", "Current View", "The guardian could not be reached before the meeting."
            ),
        ),
        signature=Signature(
            "Alex Exemplar",
            "Service manager, chair",
            "14 March 2025, 16:42",
            "I have read these minutes and they are a true record of the meeting.",
            "Not digitally sealed: the signature above is a visible one only.",
        ),
    )
