"""English openings of many kinds of document: who took part, which edition, when, where, between whom."""

import pytest
from reading_texts import text_of

from tequio.engines.extraction.meeting import read_meeting
from tequio.engines.extraction.participants import read_participants

# (document, names of the participants, fields of the meeting)
OPENINGS = {
    "readout, joined": (
        "Deputy Secretary of State Ana Brook met today in Quito with Foreign Minister Luis Arana Paz. "
        "They were joined by Ambassador Jo-Anne O’Hara and Rear Admiral Tom T. Field.",
        {"Ana Brook", "Luis Arana Paz", "Jo-Anne O’Hara", "Tom T. Field"},
        {"place": "Quito"},
    ),
    "ministers in apposition": (
        "The three Foreign Ministers, Ana Pérez Ruiz of Peru, Sunil Banerjee of India and Mark van der Berg "
        "of the Netherlands, met in New Delhi on 4 and 5 March 2019.",
        {"Ana Pérez Ruiz", "Sunil Banerjee", "Mark van der Berg"},
        {"place": "New Delhi", "date_start": "2019-03-04", "date_end": "2019-03-05"},
    ),
    "convened by": (
        "The third round of consultations was convened by the Minister of Labour, Kofi Addo, in the city of "
        "Accra from 30 June to 2 July 2021.",
        {"Kofi Addo"},
        {"edition": 3, "place": "Accra", "date_start": "2021-06-30", "date_end": "2021-07-02"},
    ),
    "signed by": (
        "MEMORANDUM OF COOPERATION\n\nThe memorandum was signed in Bern on 12 May 2018 by Federal "
        "Councillor Heidi Frei, for Switzerland, and Minister of Justice Ali bin Hassan, for Qatar.",
        {"Heidi Frei", "Ali bin Hassan"},
        {},
    ),
    "discussed with": (
        "Secretary of State Ruth Hale, Secretary of Labor Dan Ortega Lee, and Deputy Secretary of Treasury "
        "Kim Ashe discussed the framework with Mexican counterparts today, after meeting with President "
        "Julio Ramos Vega. They confirmed that officials will meet annually.",
        {"Ruth Hale", "Dan Ortega Lee", "Kim Ashe", "Julio Ramos Vega"},
        {},
    ),
    "hosted": (
        "Foreign Minister Sven Lund hosted his Canadian and Chilean counterparts, Amy Roy and Pedro Soto "
        "Leal, at the Royal Palace in Oslo on March 3, 2020 for the inaugural Arctic Dialogue.",
        {"Sven Lund", "Amy Roy", "Pedro Soto Leal"},
        {"edition": 1, "place": "Oslo", "date_start": "2020-03-03"},
    ),
    "minutes with dashes": (
        "Minutes of the 14th Meeting of the Joint Commission\n\nVenue: Ottawa\n\nPresent:\n\n"
        "- Amy Roy – Director, Global Affairs (Chair)\n\n- Pedro Soto Leal – Counsellor, Embassy of Chile\n\n"
        "- Dr. Li Na – Adviser\n\nThe commission agreed on its programme of work.",
        {"Amy Roy", "Pedro Soto Leal", "Li Na"},
        {"edition": 14, "place": "Ottawa"},
    ),
    "roles in brackets": (
        "The meeting was attended by Amy Roy (Canada), Pedro Soto Leal (Chile), Nguyen Thi Lan (Viet Nam) "
        "and Fatima al-Sayed (Jordan).",
        {"Amy Roy", "Pedro Soto Leal", "Nguyen Thi Lan", "Fatima al-Sayed"},
        {},
    ),
    "semicolons": (
        "Participants included: Amy Roy, Deputy Minister; Pedro Soto Leal, Director-General; Lt. Gen. "
        "Omar Haddad, Chief of Staff; and Ms. K. R. Menon, Joint Secretary.",
        {"Amy Roy", "Pedro Soto Leal", "Omar Haddad", "K. R. Menon"},
        {},
    ),
    "table": (
        "List of participants\n\n| Name | Post | State |\n|---|---|---|\n| Amy Roy | Director | Canada |\n"
        "| Pedro Soto Leal | Counsellor | Chile |\n| Jean-Luc Petit | Adviser | France |",
        {"Amy Roy", "Pedro Soto Leal", "Jean-Luc Petit"},
        {},
    ),
    "author of a report": (
        "The second Regional Conference on Water was held in Nairobi, Kenya, on 7 June 2022. It took note "
        "of the report of the Secretary-General, Ana Brook, and of the study by Professor Tom Field.",
        set(),
        {"edition": 2, "place": "Nairobi, Kenya", "date_start": "2022-06-07"},
    ),
    "only quoted": (
        "The delegations of Kenya and Uganda met in Kampala on 2 May 2017. “Peace is the work of all,” as "
        "the late President John Oketch said in 1990. In 2011, Minister Ruth Hale signed the first accord.",
        set(),
        {"place": "Kampala", "parties": ("Kenya", "Uganda")},
    ),
    "declaration named after a place": (
        "BOGOTÁ DECLARATION\n\nWe, the Ministers of Education of Peru, Chile and Ecuador, "
        "gathered in Lima on "
        "the third of May, 2016, on the occasion of the fifth Ministerial Meeting,",
        set(),
        {"edition": 5, "place": "Lima", "date_start": "2016-05-03", "parties": ("Peru", "Chile", "Ecuador")},
    ),
    "only adjectives": (
        "Mexican-Guatemalan High-Level Security Group\n\nThe eleventh session of the Group took place in "
        "Tapachula on August 9, 2018.",
        set(),
        {"edition": 11, "place": "Tapachula", "parties": ("Mexico", "Guatemala")},
    ),
    "dateline": (
        "GENEVA, 6 May 2020 – Representatives of Norway, Ghana and Jordan held the 2nd Dialogue on Refugees. "
        "Norway was represented by State Secretary Ingrid Dahl.",
        {"Ingrid Dahl"},
        {"edition": 2, "parties": ("Norway", "Ghana", "Jordan")},
    ),
    "committee": (
        "The Committee on the Rights of the Child considered the combined fifth and sixth "
        "periodic reports of "
        "Ghana at its 2100th and 2101st meetings, held on 16 and 17 January 2019.",
        set(),
        {
            "date_start": "2019-01-16",
            "date_end": "2019-01-17",
            "parties": ("Committee on the Rights of the Child", "Ghana"),
        },
    ),
    "on behalf": (
        "The Agreement was signed on behalf of Canada by Minister Amy Roy and on behalf of Chile by Under-"
        "Secretary Pedro Soto Leal at a ceremony in Ottawa on 1 June 2020.",
        {"Amy Roy", "Pedro Soto Leal"},
        {},
    ),
    "opened and moderated": (
        "The seminar was opened by H.E. Mr. Yusuf ibn Tariq, Minister of Health of Oman, and "
        "moderated by Prof. "
        "Park Ji-woo. Closing remarks were delivered by Ambassador Amy Roy.",
        {"Yusuf ibn Tariq", "Park Ji-woo", "Amy Roy"},
        {},
    ),
    "past event": (
        "President Amy Roy of Canada met on 3 May 2020 with President Pedro Soto Leal of Chile in Santiago. "
        "The leaders recalled the 2015 summit hosted by President Tom Field.",
        {"Amy Roy", "Pedro Soto Leal"},
        {"place": "Santiago", "date_start": "2020-05-03", "parties": ("Canada", "Chile")},
    ),
    "range over months": (
        "The 21st session of the Joint Commission between Canada and Chile took place in "
        "Santiago, Chile, from "
        "28 February to 2 March 2022. The next session will be held in Ottawa in 2024.",
        set(),
        {
            "edition": 21,
            "place": "Santiago, Chile",
            "date_start": "2022-02-28",
            "date_end": "2022-03-02",
            "next_place": "Ottawa",
        },
    ),
}


def reading(content, language):
    text = text_of(content, language)
    meeting = read_meeting(text)
    people = {person.name for person in read_participants(text, meeting)}
    following = meeting.next_session
    values = {
        "edition": meeting.edition,
        "place": meeting.place,
        "date_start": meeting.date_start,
        "date_end": meeting.date_end,
        "parties": meeting.parties,
        "next_place": following.place if following else None,
    }
    return people, values


@pytest.mark.parametrize(("content", "people", "fields"), OPENINGS.values(), ids=OPENINGS)
def test_english_openings(content, people, fields):
    found, values = reading(content, "en")
    assert found == people
    assert {name: values[name] for name in fields} == fields


def test_an_ordinal_before_a_verb_is_no_day():
    _, values = reading("The delegations of Kenya and Uganda met. The first may march on.", "en")
    assert values["date_start"] is None
