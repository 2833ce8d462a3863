"""Forms in which outcome documents come: headers, datelines, recitals, lists of delegates, scheduled meetings."""

from __future__ import annotations

import pytest
from reading_texts import text_of

from tequio.engines.extraction import extract
from tequio.engines.extraction.kinds import concerns_machinery, names_deed, names_generality

pytestmark = pytest.mark.engine


@pytest.mark.parametrize(
    ("content", "date"),
    [
        (
            "Arland and Chile held their fifth round of the annual Rights Dialogue in Lima on Thursday.\n\n"
            "Both sides described it as useful to the work that lies before them in the coming year.\n\n"
            "(Newsroom October 22, 2004)",
            "2004-10-21",
        ),
        (
            "date 2023-01-25 SANTIAGO – Chile and Peru held the second meeting of the High-Level Dialogue on"
            " Rights in Santiago on Jan. 24, the ministry's press service reported.",
            "2023-01-24",
        ),
        (
            "---\ndate: '2023-08-10'\ntitle: Readout\n---\n\nThe Foreign Minister of Chile met today with the"
            " Foreign Minister of Peru in Lima to review the work of the two countries.",
            "2023-08-10",
        ),
        (
            "PRESS RELEASE: Dialogue of Chile and Peru [May 2023]\n\nThe press release issued by the Foreign"
            " Office on 20 May 2023.\n\nThe Foreign Ministers of Chile and Peru met in Lima on 18 May to discuss"
            " the protection of persons on the move and the work of the two consulates.",
            "2023-05-18",
        ),
        (
            "10 de junio de 2019\n\nEl Canciller de Chile se reunió ayer con la Canciller de Perú en Lima y"
            " conversaron sobre la situación de las personas migrantes en la frontera común.",
            "2019-06-09",
        ),
    ],
)
def test_the_day_comes_from_headers_and_feet(content, date):
    assert extract(text_of(content)).meeting.date_start == date


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (
            "LIMA - Chile and Peru here on Thursday held their first human rights dialogue meeting, which the"
            " two delegations called a constructive exchange.",
            "Lima",
        ),
        (
            "Chile and Peru held the third dialogue on migration in the Peruvian capital Lima on 3 May 2023,"
            " discussing measures to protect persons who cross their common border.",
            "Lima",
        ),
        (
            "El día de hoy se llevó a cabo en la sede de la Cancillería peruana la octava edición del Diálogo de"
            " Derechos Humanos entre el Perú y Chile.",
            "Cancillería peruana",
        ),
        (
            "On May 17, the Foreign Minister of Chile called Foreign Minister Ana Ruiz of Peru. The Minister"
            " noted the long friendship of the two peoples.",
            "telephone",
        ),
    ],
)
def test_the_place_of_a_meeting(content, place):
    assert extract(text_of(content)).meeting.place == place


@pytest.mark.parametrize(
    ("content", "edition"),
    [
        (
            "The 25th Annual U.S.-Chile Rights Dialogue was held on November 9, 2021, in Washington, DC, and"
            " covered a wide range of subjects.",
            25,
        ),
        (
            "Perú y Chile reafirmaron hoy sus compromisos. En el marco de la Octava Reunión del Diálogo"
            " Bilateral sobre derechos humanos se reconocieron los avances de ambas partes.",
            8,
        ),
        (
            "Destacando los avances de la V Reunión de Ministros, celebrada en Lima el 23 de agosto de 2013.\n\n"
            "Se reunieron en Santiago, el 29 de agosto de 2014, con motivo de la VI Reunión de Ministros de"
            " Perú y Chile, las autoridades de los dos países.",
            6,
        ),
        (
            "Presidents Ana Ruiz of Chile and Eva Sol of Peru held their first meeting in Lima on 3 May 2023 and"
            " discussed the work of the two governments.",
            None,
        ),
    ],
)
def test_the_edition_of_a_meeting(content, edition):
    assert extract(text_of(content)).meeting.edition == edition


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (
            "Los cancilleres de Perú y Chile, Ana Ruiz y Eva Sol, respectivamente, sostuvieron este jueves una"
            " reunión de trabajo en la sede de la cancillería peruana para dialogar de manera abierta.",
            ["Ana Ruiz", "Eva Sol"],
        ),
        (
            "The meeting was co-chaired by the Deputy Minister of Chile Ana Ruiz and the U.S. Under Secretary of"
            " State for Civilian Security, Democracy and Human Rights Eva Sol in Lima on 3 May 2023.",
            ["Ana Ruiz", "Eva Sol"],
        ),
        (
            "Se reunieron en la ciudad de Lima, el 29 de agosto de 2014, los siguientes Ministros:\n\nPor la"
            " República Argentina:\n\nSeñora Ana Ruiz, Ministra de Defensa,\n\nSeñor Julio Miguel De Vido,"
            " Ministro de Turismo,",
            ["Ana Ruiz", "Julio Miguel De Vido"],
        ),
        (
            "Readout\n\nThe below is attributable to Spokesperson Eva Sol:\n\nOn May 17, Secretary Ana Ruiz met"
            " with Foreign Minister Luz Mora of Chile in Santiago and discussed the protection of migrants.",
            ["Ana Ruiz", "Luz Mora"],
        ),
    ],
)
def test_who_took_part(content, names):
    assert [person.name for person in extract(text_of(content)).participants] == names


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Inspectors of the Ministry will visit farms in the north.", "commitment"),
        ("President Ruiz will visit Chile in June.", "agreement"),
        ("Both sides agreed to set up a working party on consular affairs.", "agreement"),
        ("The second meeting of the commission is scheduled for Lima in 2027.", "agreement"),
        ("The two parties agreed to encourage their ministries to train police officers.", "commitment"),
        ("The two governments agreed on the resumption of consular talks.", "agreement"),
        (
            "The Minister reaffirmed both countries’ commitment to addressing the causes of flight.",
            "commitment",
        ),
    ],
)
def test_what_is_undertaken_and_of_which_kind(sentence, kind):
    content = (
        "The Governments of Chile and Peru met in Lima on 3 May 2026 to review their work.\n\n" + sentence
    )
    assert [item.kind for item in extract(text_of(content)).commitments] == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "The countries reaffirmed their strong commitment to cooperation, founded on shared values.",
        "The ministers agreed that the dialogue, which was held in a friendly manner, was constructive.",
        "The purpose of the meeting was to review progress and to agree on a strategy.",
        "The two delegations fulfilled the agreed electoral roadmap.",
        "The Meeting held discussions on the follow-up actions, particularly:\n\n* measures for borders;",
        "Los ministros subrayaron que no se firmarán acuerdos sobre la materia.",
    ],
)
def test_what_only_looks_like_an_undertaking(sentence):
    content = (
        "The Governments of Chile and Peru met in Lima on 3 May 2026 to review their work.\n\n" + sentence
    )
    assert extract(text_of(content)).commitments == ()


def test_an_aside_between_what_agrees_and_what_is_agreed():
    content = (
        "Los Gobiernos de Chile y Perú se reunieron en Lima el 3 de mayo de 2026 para revisar su labor.\n\n"
        "Ambos gobiernos acordaron, luego de una larga reunión, realizar una investigación."
    )
    assert [item.action for item in extract(text_of(content, "es")).commitments] == [
        "realizar una investigación"
    ]


def test_a_document_of_noise_yields_nothing():
    found = extract(text_of("Home > Archive | Share\n\n(Photo: )\n\n—\n\n\x0b\n\n(October 45, 2004)"))
    assert (found.commitments, found.participants, found.meeting.date_start) == ((), (), None)


@pytest.mark.parametrize(
    ("words", "machinery"),
    [
        ("continue to discuss these matters", True),
        ("convene a workshop of experts", True),
        ("visit farms", False),
    ],
)
def test_the_parties_own_machinery(words, machinery):
    assert concerns_machinery(words) is machinery


def test_deeds_and_generalities():
    assert names_deed("the resumption of talks")
    assert names_deed("la reanudación de las instancias")
    assert not names_deed("the importance of dialogue")
    assert names_generality("cooperation, founded on shared values")
    assert not names_generality("cooperation in combating torture")
