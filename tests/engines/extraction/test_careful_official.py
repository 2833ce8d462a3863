"""What a careful official would laugh at, each with a small document of our own that shows it put right."""

import pytest

from tequio.engines.extraction import Kind, extract
from tequio.engines.extraction.dates import deadline_in
from tequio.engines.reading.plaintext import structure
from tequio.text import Text

HEAD = "Officials of Canada and Peru met in Ottawa on 2 May 2024.\n\n"
CABEZA = "Funcionarios de Chile y Perú se reunieron en Lima el 2 de mayo de 2024.\n\n"


def read(content, language="en"):
    return extract(Text(content, structure(content), language))


def actions(content, language="en"):
    return [" ".join(c.action.split()) for c in read(content, language).commitments]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("aumentos anuales a partir de 2018", "anuales"),
        ("increase the fund beginning in 2018", None),
        ("pay from January 2026", None),
        (
            "pay over a period of two years, beginning in 2018",
            "over a period of two years, beginning in 2018",
        ),
        ("publish it by 2026", "by 2026"),
        ("support it from 2024 to 2026", "from 2024 to 2026"),
    ],
)
def test_what_begins_then_is_not_due_then(words, text):
    found = deadline_in(words)
    assert (found.text if found else None) == text
    if found and "beginning" in words:
        assert found.date is None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Canada and Peru agreed to work together to protect witnesses.",
            ["work together to protect witnesses"],
        ),
        ("We will not export such tools to them.", ["not export such tools to them"]),
        ("Canada will give vaccines and Peru will train nurses.", ["give vaccines", "train nurses"]),
        ("Peru informed that it will open a shelter.", ["open a shelter"]),
        ("Canada agreed to pay, while Peru undertook to build it.", ["pay", "build it"]),
        ("It is expected that the parties will convene in Lima.", ["convene in Lima"]),
        ("Peru had committed to publish the report.", []),
        ("At their previous meeting, the parties agreed to build a bridge.", []),
    ],
)
def test_sentences(sentence, expected):
    assert actions(HEAD + sentence) == expected


def test_an_action_ends_on_no_loose_word():
    content = HEAD + "They agreed on the following:\n\n- Intensifying campaigns on where to find help"
    assert actions(content) == ["Intensifying campaigns"]


def test_a_list_without_marks_under_its_lead_in():
    content = HEAD + "They agreed:\n\nTo open two offices by June;\n\nTo train judges; and\n\nTo meet again."
    found = read(content).commitments
    assert [c.action for c in found] == ["open two offices by June", "train judges", "meet again"]
    assert {c.lead_in for c in found} == {"They agreed:"}


def test_a_lead_in_governs_the_lists_under_several_headings():
    content = HEAD + (
        "Both sides will take these actions:\n\n## Shelters\n\n- Expanding shelters at the border\n\n"
        "## Patrols\n\n- Training joint patrols\n"
    )
    assert actions(content) == ["Expanding shelters at the border", "Training joint patrols"]


def test_a_sub_list_ends_with_the_next_item():
    content = HEAD + (
        "1. The two countries will:\na) train fifty judges; and\nb) hold a seminar.\n"
        "2. The delegations expressed concern at the drought.\n"
    )
    assert actions(content) == ["train fifty judges", "hold a seminar"]


def test_an_invitation_is_undertaken_by_who_invites():
    found = read(HEAD + "The countries intend to invite Chile to join the plan.").commitments
    assert [(c.kind, c.actors) for c in found] == [(Kind.COMMITMENT, ("Canada", "Peru"))]


@pytest.mark.parametrize(
    ("sentence", "actors"),
    [
        ("The next meeting is expected to be held in Lima in 2025.", ("Canada", "Peru")),
        ("Next year we will build a school.", ("Canada", "Peru")),
        ("The United States announced its intent to build a school.", ("United States",)),
    ],
)
def test_who_owes_it(sentence, actors):
    assert [c.actors for c in read(HEAD + sentence).commitments] == [actors]


def test_a_president_owes_for_the_own_state():
    content = (
        "President Eva Sol of Chile met with President Ana Ruiz of Peru. President Ruiz will build a dam."
    )
    assert [c.actors for c in read(content).commitments] == [("Peru",)]


def test_the_sentence_before_a_lead_in_says_who_owes_its_items():
    content = (
        CABEZA + "Los Estados miembros adoptaron la resolución. En ella acordaron:\n\n1. Duplicar el fondo."
    )
    assert [c.actors for c in read(content, "es").commitments] == [("Los Estados miembros",)]


@pytest.mark.parametrize(
    ("content", "language", "name"),
    [
        (HEAD, "en", "Meeting of Canada and Peru"),
        (CABEZA, "es", "Reunión de Chile y Perú"),
        (
            "# Seminar on Migrants, Tegucigalpa, Honduras, February 10-11, 2011\n\nText.",
            "en",
            "Seminar on Migrants",
        ),
        (
            HEAD + "They will attend the Leaders' Climate Summit on April 22.",
            "en",
            "Meeting of Canada and Peru",
        ),
    ],
)
def test_names_of_meetings(content, language, name):
    assert read(content, language).meeting.name == name


def test_a_post_in_a_country_is_no_place():
    content = (
        "El canciller de Chile se reunió con la embajadora de Perú en Chile, Ana Ruiz, el 2 de mayo de 2024."
    )
    assert read(content, "es").meeting.place is None


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        (
            "The delegation was headed by Deputy Minister of Public Safety Ana Ruiz.",
            {"Ana Ruiz": "Deputy Minister of Public Safety (head of delegation)"},
        ),
        (
            "They were joined by Ambassador Eva Sol and by Juan Morales, Director of Police.",
            {"Eva Sol": "Ambassador", "Juan Morales": "Director of Police"},
        ),
        (
            "Also participating were: Ana Rivas, Commissioner of Migration; and Eva Sol, Director of Police.",
            {"Ana Rivas": "Commissioner of Migration", "Eva Sol": "Director of Police"},
        ),
    ],
)
def test_people_and_posts(sentence, people):
    assert {p.name: p.role for p in read(HEAD + sentence).participants} == people
