import time

import pytest
from reading_texts import text_of

from tequio.engines.extraction.meeting import read_meeting
from tequio.engines.extraction.participants import read_participants


def people(content, language="en"):
    text = text_of(content, language)
    return read_participants(text, read_meeting(text))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "The EU side was co-chaired by the EU Special Representative, Stavros Lindo and the Director "
            "for Affairs, "
            "Silvio Gonzo. The Mexican Deputy Minister of the Interior, Roberto Campo, and Mexico's "
            "Ambassador to the "
            "EU, Eloy Cantú, were also in attendance.",
            {
                "Stavros Lindo": "European Union",
                "Silvio Gonzo": "European Union",
                "Roberto Campo": "Mexico",
                "Eloy Cantú": "Mexico",
            },
        ),
        (
            "The Mexican delegation was led by the Under-Secretary for Rights, Joel García, who was "
            "accompanied by the "
            "Director for Democracy, Roberto de León Huerta; and the Coordinator for Organisations of the "
            "UN System, "
            "Mauricio Torres. The United Kingdom delegation was led by the Director of Affairs, Freya "
            "Jackson, "
            "accompanied by Her Majesty’s Ambassador to Mexico, Jon Benjamin.",
            {
                "Joel García": "Mexico",
                "Roberto de León Huerta": "Mexico",
                "Mauricio Torres": "Mexico",
                "Freya Jackson": "United Kingdom",
                "Jon Benjamin": "United Kingdom",
            },
        ),
        (
            "The U.S. delegation included Dr. Elena Shore-Rand, Attorney General Merrick Garner, "
            "Ambassador to Mexico Ken "
            "Solano, and White House Senior Directors Juan González and Tiffany Epp.",
            dict.fromkeys(
                ["Elena Shore-Rand", "Merrick Garner", "Ken Solano", "Juan González", "Tiffany Epp"],
                "United States",
            ),
        ),
        (
            "President Elena Robles of Mexico met on 3 May 2020 with President Bernardo Arce of Guatemala "
            "to build on the "
            "initiative that President Marta Gil announced in 2019.",
            {"Elena Robles": "Mexico", "Bernardo Arce": "Guatemala"},
        ),
        (
            "The meeting was co-chaired by Ahmad Rahman, Secretary-General of the Ministry of Foreign "
            "Affairs of Malaysia, "
            "and Ms Helen Marsh, Deputy Secretary of the Department of Trade of Australia.",
            {"Ahmad Rahman": "Malaysia", "Helen Marsh": "Australia"},
        ),
    ],
)
def test_reads_who_took_part_and_for_whom(content, expected):
    assert {person.name: person.party for person in people(content)} == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "La delegación mexicana estuvo encabezada por el subsecretario para Asuntos Multilaterales, "
            "Ernesto Solís Cano, "
            "quien estuvo acompañado por el embajador de México en el Reino Unido, Josué Marín; y la "
            "coordinadora de "
            "asesores, Irene Campos. La delegación británica estuvo integrada por Claire Holt, directora "
            "de Asuntos.",
            {
                "Ernesto Solís Cano": "México",
                "Josué Marín": "México",
                "Irene Campos": "México",
                "Claire Holt": "Reino Unido",
            },
        ),
        (
            "El canciller de México, Ramón Ibarra Luna, se reunió hoy con el ministro de Exteriores de "
            "España, Luis Prado. "
            "También participaron la subsecretaria Marta Delgado y el embajador Juan Duarte.",
            {
                "Ramón Ibarra Luna": "México",
                "Luis Prado": "España",
                "Marta Delgado": None,
                "Juan Duarte": None,
            },
        ),
        (
            "El procurador de justicia, Rodolfo Ríos Garza, fue el encargado de dar a conocer los acuerdos "
            "a los que se "
            "llegó durante la XXIX Conferencia Nacional de Procuración de Justicia.",
            {"Rodolfo Ríos Garza": None},
        ),
    ],
)
def test_reads_spanish_texts(content, expected):
    assert {person.name: person.party for person in people(content, "es")} == expected


@pytest.mark.parametrize(
    "content",
    [
        "This meeting built on previous high-level meetings led by Dr. Ana Shore and Secretary Rosa Ruiz.",
        "Contact: Julio Pérez, press officer, who attended the meeting, jp@example.org",
        "The President thanked President Joe Bright for sending the delegation.",
        "The delegations of Mexico and Guatemala met in Chetumal, Quintana Roo, on 3 May 2020.",
        "The programme was announced by President Ana Ruiz.",
        "",
    ],
)
def test_leaves_out_who_is_only_mentioned(content):
    assert people(content) == ()


def test_a_family_name_is_completed_from_elsewhere_in_the_document():
    content = (
        "The Hon Philip Rudd MP\n\nThe Australian delegation was led by the Minister for Trade, Mr Rudd."
    )
    (person,) = people(content)
    assert (person.name, person.role, person.party) == (
        "Philip Rudd",
        "Minister for Trade (head of delegation)",
        "Australia",
    )


def test_reads_lists_of_participants_by_party():
    content = """LIST OF PARTICIPANTS

Guatemala

- Oscar Padilla Lam, Vice-Minister of Foreign Affairs

- Carla Rodas, Director of Migration

Honduras

- Diana Valladares, Vice-Minister of Foreign Affairs

Contact: Julio Pérez, press officer, jp@example.org"""
    assert [(person.name, person.party) for person in people(content)] == [
        ("Oscar Padilla Lam", "Guatemala"),
        ("Carla Rodas", "Guatemala"),
        ("Diana Valladares", "Honduras"),
    ]


def test_reads_who_signs_and_who_is_addressed():
    content = """Please accept, Madam, the assurances of my highest consideration.

Volker Tamm

Her Excellency
Ms. Tanja Fabian
Minister for Foreign Affairs of the Republic of Slovenia"""
    assert [(person.name, person.role) for person in people(content)] == [
        ("Volker Tamm", "signatory"),
        ("Tanja Fabian", "Minister for Foreign Affairs of the Republic of Slovenia (addressee)"),
    ]


def test_a_minister_is_found_by_post_in_the_head_of_a_release():
    content = """THE MINISTER FOR FOREIGN AFFAIRS, ALEXANDER DOWD

The Foreign Ministers of Australia and Indonesia co-chaired the Conference in Bali on 3 May 2003."""
    (person,) = people(content)
    assert (person.name, person.role) == ("Alexander Dowd", "Minister for foreign affairs (co-chair)")


def test_the_anchor_holds_post_and_name():
    content = "The Mexican delegation was led\nby the Director for **Rights**, Joel García."
    text = text_of(content)
    (person,) = read_participants(text, None)
    assert text.quote(person.anchor) == "Director for **Rights**, Joel García"


@pytest.mark.parametrize(
    "content",
    [
        "President Juan Ruiz of Mexico met with delegations led by A, " * 300,
        "The delegation included " + "; ".join(["Ana Ruiz, Minister of Trade"] * 600),
        "Aa " * 6_000,
        "Ana de la Cruz de los " * 800,
        "\x00led by\x00",
    ],
)
def test_odd_texts_are_read_quickly(content):
    started = time.process_time()
    people(content)
    assert time.process_time() - started < 8


def test_a_document_in_one_long_line_is_read_too():
    content = (
        "The Mexican delegation was led by the Director for Rights, Joel García. "
        + "It went on and on. " * 5_000
    )
    assert [person.name for person in people(content)] == ["Joel García"]
