"""What the paper forms of both PPMs print alike, typed from them; the apostrophes are their own."""

BEFORE_THE_OPTIONS = [
    "Please note that all PPM forms should be accompanied by:",
    "Gateway Panel Application",
    "Panel’s Actions",
    "Latest Single Assessment",
    "Child Details",
    "Name of Child",
    "CASS Number",
    "Initial or Review PPM",
    "Date of Meeting",
    "Legal Status of Child",
    "Present (and apologies)",
    "Name",
    "Present Relation",
    "Attended",
    "Background",
    (
        "Brief background history outlining the reasons the child/ren became looked after and any "
        "historical concerns"
    ),
    "Any extended family/friends, connected carers that have or that require assessment",
    "Name of Carer",
    "Date Assessment Complete",
    "Ruled In/Out by LA",
    "Opposing LA Decision",
    "Comments",
    "Life story work and preparation for change",
    "Sibling Group?",
    "Number of siblings placed apart from child",
    "Were these children originally assessed to be placed apart?",
    "Sibling assessment",
    "Contact current and future plans",
    "Child’s wishes, feelings and understanding",
    "Parents’ wishes, feelings and understanding",
    "Other Professional Views",
    "IRO Name",
    "Current View",
    "Guardian Name",
    "Current View",
    "Legal Planning and Court timetable",
]
OPTIONS_AND_PLAN = [
    "Permanence Planning Options",
    "Yes/No",
    "Comment",
    "Early Permanence",
    "Reunification",
    "Placement with family/friends",
    "CAO/SGO",
    "Long term fostering",
    "Adoption",
    "SHOBPA Target Date",
    "SHOBPA Date Booked",
    "Permanent plan selected",
    "Comment",
    (
        "Has the child now achieved permanence and permanence planning meetings are no longer "
        "required?"
    ),
]
