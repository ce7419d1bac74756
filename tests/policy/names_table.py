"""Invented names and how people spell them; sentences of meetings that name no other child."""

import unicodedata
from collections.abc import Iterator

# As they stand in the store: the name, and the preferred one.
CHILDREN = (
    ("Sean O'Neill", ""),
    ("Caoimhe O’Sullivan-Madeup", "Keeva"),
    ("Zoë Núñez", ""),
    ("Chloé Lefèvre", ""),
    ("Amara Cole-Invented", ""),
    ("Morgan Rose Madeup", ""),
    ("Robert Pretendham", "Bobby"),
    ("Robert Makebelief (known as Robbie)", ""),
    ("Ann-Marie Fictionby", "Annie"),
    ("Jean-Luc D'Arcy", ""),
    ("Ibrahim Al-Hassani", "Ibby"),
    ("Sofia de la Invenção", ""),
    ("Pieter van den Verzonnen", ""),
    ("Łukasz Wymyślony", ""),
    ("Søren Opdigtet", ""),
    ("Nguyễn Văn Tưởng", ""),
    ("Aoife Mac Cumhaill", ""),
    ("Ellie McFictional", ""),
    ("Đorđe Izmišljen", ""),
    ("Siân Ffugenw-Jones", ""),
    ("Fictionbrook, Tyler", "Ty"),
    ("Abdul-Rahman Kalpit", ""),
    ("Þóra Uppspuni", ""),
    ("Mía Peña-Ficticia", ""),
    ("Blessing Okonjomade", ""),
    ("Kayleigh-Mae Storyton", ""),
    ("Tolu Adeyinvent", ""),
    ("Jürgen Erfunden", ""),
    ("Ming Xiaobian", ""),
    ("Öykü Uydurmaoğlu", ""),
    # names that are words, months and places
    ("May Testbury", ""),
    ("April Pretendale", ""),
    ("June Imaginesson", ""),
    ("Will Inventsmith", ""),
    ("Grace Fieldmade", ""),
    ("Hope Unrealston", ""),
    ("Rose Frost", ""),
    ("Mark King", ""),
    ("Summer Banks", ""),
    ("Faith Young", ""),
    ("Asha May", ""),
    ("Jack Park", ""),
    ("Daisy Long", ""),
    ("Joy Price", ""),
    ("Dean Bishop", ""),
)
TURNED_BY = "’'ʼ‘`"
HYPHENS = "-‐‑–"


def spellings(name: str, preferred: str) -> Iterator[str]:
    """What names a child beyond doubt, as people type it."""
    surname, comma, first = name.partition(", ")
    plain, _, known = name.partition(" (")
    words = [first, surname] if comma else plain.split(" ")
    if plain.startswith("Nguyễn"):
        words = ["Nguyễn", "Văn", "Tưởng"]
    full = " ".join(words)
    yield full
    yield full.lower() if not all_words(words) else full
    yield full.upper()
    yield without_accents(full)
    yield unicodedata.normalize("NFD", full)
    yield full.replace(" ", "\xa0")
    yield full.replace(" ", "  ")
    for sign in TURNED_BY:
        if "'" in full or "’" in full:
            yield full.replace("'", sign).replace("’", sign)
    for sign in (*HYPHENS, " "):
        if "-" in full:
            yield full.replace("-", sign)
    given, last = words[0], " ".join(words[1:]) if len(words) > 2 else words[-1]
    if len(words) == 3 and words[1] in ("Rose", "Văn"):
        last = words[2]
    yield f"{given} {last}"
    yield f"{last}, {given}"
    yield f"{last.upper()} {given}"
    yield f"{given[0]}. {last}"
    yield f"{last}, {given[0]}."
    if not all_words(words):
        yield f"{given[0]} {last}"
    for other in filter(None, (preferred, known.removeprefix("known as ").removesuffix(")"))):
        yield f"{other} {last}"
        yield f"{other[0]} {last}"


def all_words(words: list[str]) -> bool:
    return " ".join(words) in (
        "Rose Frost", "Mark King", "Summer Banks", "Faith Young", "Asha May", "Jack Park",
        "Daisy Long", "Joy Price", "Dean Bishop",
    )  # fmt: skip


def without_accents(text: str) -> str:
    """As somebody types it who has no such keys."""
    apart = unicodedata.normalize("NFD", text)
    bare = "".join(one for one in apart if not unicodedata.combining(one))
    return bare.translate(str.maketrans("łŁøØđĐıðÐ", "lLoOdDidD")).replace("Þ", "Th")


AROUND = (
    "{} went home on Friday.",
    "The school rang about {}.",
    "{}’s school place is at risk.",
    "We heard that {} is settled, and that contact goes well.",
)
# A distinctive surname alone, with its title or its family.
ALONE = (
    ("Sean O'Neill", "Mrs O’Neill rang."),
    ("Sean O'Neill", "Mr ONeill rang."),
    ("Sean O'Neill", "the O Neill family"),
    ("Zoë Núñez", "Nunez’s school was asked."),
    ("Chloé Lefèvre", "Ms Lefevre will write."),
    ("Amara Cole-Invented", "Mrs Cole-Invented rang."),
    ("Amara Cole-Invented", "Mrs Cole–Invented rang."),
    ("Łukasz Wymyślony", "Mrs Wymyslony rang."),
    ("Morgan Rose Madeup", "When Madeup rang, we met."),
    ("Morgan Rose Madeup", "The Madeup family"),
    ("Rose Frost", "Mrs Frost rang."),
    ("Rose Frost", "the Frost family"),
    ("Ibrahim Al-Hassani", "Mr Al Hassani came."),
    ("Pieter van den Verzonnen", "The family of van den Verzonnen"),
    ("Zoë", "Zoe went home, and Zoë’s bed was moved."),
    ("Tiwonge", "Then Tiwonge arrived."),
)
# Of each, whether a child of the store above is named: never.
ORDINARY = (
    "He may move in May, or in early June.",
    "May half term is too soon.",
    "May he stay until the end of April?",
    "April was hard for everybody.",
    "By 12 May 2027 the report is due, and by 6 April the statement.",
    "Will the carer be paid?",
    "Will all of it be ready by June?",
    "The will was read to the family.",
    "Grace before meals matters to the carers.",
    "Grade 5 in maths, Grade 4 in English.",
    "Graded readers come home each week.",
    "Hope for a place in September.",
    "Hopes are high that the match will hold.",
    "Rose petals and a long walk in the park.",
    "The Park Road school has a place.",
    "Park Lane surgery has the file.",
    "Mark his birthday in the calendar.",
    "Marks in spelling went up.",
    "Kings Road is too far for the school run.",
    "King Edward School offered a place.",
    "Summer was good. Summer holidays are planned.",
    "Summer contact at the beach.",
    "Banks closed, so the allowance was late.",
    "Faith matters: he goes to Friday prayers.",
    "Young people were asked for their views.",
    "Young Minds gave advice.",
    "Joy in small things, said the carer.",
    "Price of the trip: 40 pounds.",
    "Prices went up.",
    "Long term fostering is the plan.",
    "Long walks help him sleep.",
    "Frost on the road, so the visit was late.",
    "Bishop Auckland is two hours away.",
    "Dean Street nursery will keep the place.",
    "Daisy chains and a picnic.",
    "Jack was asked by the panel.",
    "The panel was told that Jack rang.",
    "A May wedding is planned in the carer’s family.",
    "I may ring the school.",
    "I May ring the school.",
    "A Young Carers group meets on Mondays.",
    "A Long Way Home is his favourite film.",
    "Mrs Patel rang from the school.",
    "Mr Smith and Mrs Jones came.",
    "Dr Khan saw him on Tuesday.",
    "Peter Hargreaves is a neighbour.",
    "Priya Banerjee will write to the court.",
    "Kerry and Dana were both there.",
    "Ms Green, the teacher, spoke of his progress.",
    "Sean came first in the race.",
    "Morgan is the name of the dog.",
    "Zoe, the health visitor, rang.",
    "Robert, the uncle, was heard.",
    "Annie, his nan, was heard.",
    "Ty and Ibby are dolls.",
    "Contact with his nan on Saturdays.",
    "No contact until 4 January 2027.",
    "The guardian agreed with the plan.",
    "The plan was read out. Nobody disagreed.",
    "Special guardianship was ruled out.",
    "The next hearing is on 12 March.",
    "CAMHS will see him in the new year.",
    "The EHCP names the school.",
    "An invented story about a dragon.",
    "Madeira cake for his birthday.",
    "Her story was made up, said the teacher.",
    "The new man in the home is the carer’s brother.",
    "Nobody pretended it was easy.",
    "He pretends to be a train.",
    "Imagine what he could do with help.",
    "The carers live in a close in Ashford.",
    "Ashford Road primary has a nursery class.",
    "Cole slaw is the one thing she will not eat.",
    "Old King Cole is his rhyme.",
    "Ada Cole is the aunt’s friend.",
    "Inventing games is what he does best.",
    "Ferry to the Isle of Wight in July.",
    "Story time at the library each Monday.",
    "Kalpana from the fostering team came.",
    "They asked for a translator.",
    "He said: “I like it here.”",
    "She wants a dog, a bike and a blue door.",
    "The judge asked for a further statement.",
    "The agency decision maker agreed on 3 June.",
    "Life story work began in March.",
    "Later life letter to follow.",
    "Health: immunisations are up to date.",
    "Dental check in October.",
    "Glasses were lost again.",
    "A referral to the adoption agency was made.",
    "Early permanence was considered.",
    "Sibling contact is monthly.",
    "Transport by the carer, not by taxi.",
    "Passport: apply for it by Easter.",
    "The savings account is with the council.",
    "Delegated authority was explained.",
    "Bath, bed and a book at seven.",
    "Sweets after school, a bone of contention.",
    "He calls the carers by their first names.",
    "Reading is at the level of a child of nine.",
    "The matching meeting is on Friday the 4th.",
    "Respite with Mr and Mrs Brown each month.",
    "The Browns know him well.",
    "Nan Hughes is 74 and in good health.",
    "Uncle Dave has a clear check.",
    "Bristol and Leeds were both offered.",
    "English is her second language.",
    "Polish lessons on Saturdays.",
    "Eid and Christmas are both kept.",
    "Sunday lunch with the whole family.",
    "His father’s views were sent by e-mail.",
    "Mother was told by phone.",
    "Dad did not attend.",
)
# This record's own child: words that are one letter away from the name are no wrong spelling.
OWN = ("Robin Testname", "Grace Testname", "Mason Testname", "Marie Testname", "Frank Testname")
NEAR_WORDS = (
    "Grade 4 in maths.",
    "Traces of it remain.",
    "Gracie’s Law was named.",
    "Reason was given: none.",
    "Masons built it.",
    "Mary was the nurse.",
    "Franks and beans.",
    "Robins in the garden.",
    "Robing room at the court.",
    "Robbing a bank is his game.",
    "Marine life is a hobby.",
    "Marked work was shown.",
    "Flank of the pony.",
    "Drank his milk.",
    "Rabid dogs frighten him.",
)
