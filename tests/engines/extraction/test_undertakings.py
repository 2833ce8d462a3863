"""What is taken for an undertaking, of which kind, with which action, and what is not; sentences of our own."""

import time

import pytest

from tequio.engines.extraction import Kind, Strength, extract
from tequio.engines.reading.plaintext import structure
from tequio.text import Text

COMMITMENT, RECOMMENDATION, AGREEMENT = Kind.COMMITMENT, Kind.RECOMMENDATION, Kind.AGREEMENT
FIRM, SOFT = Strength.FIRM, Strength.SOFT


def read(content, language="en"):
    return extract(Text(content, structure(content), language))


@pytest.mark.parametrize(
    ("sentence", "kind", "strength", "action"),
    [
        ("Ruritania and Utopia committed to open two shelters.", COMMITMENT, FIRM, "open two shelters"),
        (
            "Both countries committed to expanding legal pathways.",
            COMMITMENT,
            FIRM,
            "expanding legal pathways",
        ),
        ("The two sides remain committed to addressing torture.", COMMITMENT, SOFT, "addressing torture"),
        ("We intend to train judges.", COMMITMENT, SOFT, "train judges"),
        (
            "They reaffirmed their shared commitment to protect journalists.",
            COMMITMENT,
            SOFT,
            "protect journalists",
        ),
        (
            "Mexico will finance the translation of the manual.",
            COMMITMENT,
            FIRM,
            "finance the translation of the manual",
        ),
        ("The leaders directed their security teams to share data.", COMMITMENT, FIRM, "share data"),
        (
            "The delegations agreed to meet again in Lima in 2027.",
            AGREEMENT,
            FIRM,
            "meet again in Lima in 2027",
        ),
        ("Ministers agreed that officials would convene a meeting.", AGREEMENT, FIRM, "convene a meeting"),
        ("The next dialogue is expected to be held in 2027.", AGREEMENT, SOFT, "be held in 2027"),
        (
            "The Committee urges the State party to ratify the Protocol.",
            RECOMMENDATION,
            FIRM,
            "ratify the Protocol",
        ),
        ("The Committee recommends that the State party adopt a law.", RECOMMENDATION, FIRM, "adopt a law"),
        ("Slovenia is also encouraged to improve its prisons.", RECOMMENDATION, FIRM, "improve its prisons"),
        ("We pledge to take further steps to end child labour.", COMMITMENT, FIRM, "end child labour"),
    ],
)
def test_english_undertakings(sentence, kind, strength, action):
    (found,) = read(sentence).commitments
    assert (found.kind, found.strength, found.action) == (kind, strength, action)
    assert found.quote == sentence
    assert sentence[found.action_anchor.start : found.action_anchor.end] == action
    assert found.reason
    assert 0 < found.confidence < 1


@pytest.mark.parametrize(
    ("sentence", "kind", "strength", "action"),
    [
        ("Nos comprometemos a proteger a los testigos.", COMMITMENT, FIRM, "proteger a los testigos"),
        ("Las partes acordaron intercambiar registros.", COMMITMENT, FIRM, "intercambiar registros"),
        (
            "México compartirá los resultados del diagnóstico.",
            COMMITMENT,
            FIRM,
            "compartirá los resultados del diagnóstico",
        ),
        ("Se trabajará en un protocolo común.", COMMITMENT, FIRM, "trabajará en un protocolo común"),
        ("Tenemos la intención de ampliar el programa.", COMMITMENT, SOFT, "ampliar el programa"),
        ("Reiteraron su voluntad de combatir la trata.", COMMITMENT, SOFT, "combatir la trata"),
        ("Acordaron establecer un grupo de trabajo.", AGREEMENT, FIRM, "establecer un grupo de trabajo"),
        ("La próxima reunión tendrá lugar en Lima.", AGREEMENT, FIRM, "tendrá lugar en Lima"),
        (
            "El Comité insta al Estado parte a ratificar el Protocolo.",
            RECOMMENDATION,
            FIRM,
            "ratificar el Protocolo",
        ),
        ("El Comité recomienda que el Estado parte adopte una ley.", RECOMMENDATION, FIRM, "adopte una ley"),
        (
            "El Estado parte debe garantizar el acceso a la justicia.",
            RECOMMENDATION,
            FIRM,
            "garantizar el acceso a la justicia",
        ),
        ("Sería oportuno actualizar el registro.", RECOMMENDATION, SOFT, "actualizar el registro"),
    ],
)
def test_spanish_undertakings(sentence, kind, strength, action):
    (found,) = read(sentence, "es").commitments
    assert (found.kind, found.strength, found.action, found.quote) == (kind, strength, action, sentence)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "They agreed on the importance of free elections."),
        ("en", "They agreed on the need to reform the council."),
        ("en", "The ministers discussed their commitment to continuing joint work."),
        ("en", "Both sides underscored their commitment to protect children."),
        ("en", "The leaders welcomed the pledge of Utopia to host refugees."),
        ("en", "This programme will facilitate access to justice."),
        ("en", "The parties are working to conclude a treaty."),
        ("en", "They reaffirmed their commitment to the Charter."),
        ("en", "We must protect the environment."),
        ("en", "Two years ago, members agreed to open an office."),
        ("en", "Will the government adopt a law on shelters?"),
        ("en", "They had a shared implementation plan to advance reform."),
        ("es", "Coincidieron en la importancia de la cooperación."),
        ("es", "Reafirmaron su compromiso con la democracia."),
        ("es", "El programa permitirá atender a más familias."),
        ("es", "El Comité toma nota de las medidas adoptadas."),
        ("es", "Agradecieron el compromiso de Utopía de acoger a refugiados."),
        ("es", "El encuentro se celebró en Belém do Pará con las delegaciones."),
    ],
)
def test_look_alikes_are_not_taken(language, sentence):
    assert read(sentence, language).commitments == ()


@pytest.mark.parametrize(
    ("language", "sentence", "actions"),
    [
        ("en", "They agreed to improve prisons, to train judges, and to open an office.", ["improve prisons", "train judges", "open an office"]),
        ("en", "We commit to modernize and advance the registry.", ["modernize and advance the registry"]),
        ("en", "They pledged to fight hunger and enhance the protection of witnesses.", ["fight hunger", "enhance the protection of witnesses"]),
        ("en", "They agreed to hold an annual dialogue, to maintain their cooperation.", ["hold an annual dialogue"]),
        ("es", "Se comprometieron a prevenir, combatir y sancionar la tortura.", ["prevenir, combatir y sancionar la tortura"]),
        ("es", "Convinieron en reforzar la cooperación y en intercambiar datos.", ["reforzar la cooperación", "intercambiar datos"]),
        ("es", "Recomienda que el Estado parte investigue los casos y que repare a las víctimas.", ["investigue los casos", "repare a las víctimas"]),
    ],
)  # fmt: skip
def test_coordinated_undertakings(language, sentence, actions):
    assert [c.action for c in read(sentence, language).commitments] == actions


def test_lead_in_governs_the_list_and_a_heading_ends_it():
    content = (
        "The mission ended with the following agreements:\n\n- To designate focal points\n- To exchange records\n\n"
        "# Background\n\n- To be read later\n"
    )
    found = read(content).commitments
    assert [c.action for c in found] == ["designate focal points", "exchange records"]
    assert {c.lead_in for c in found} == {"The mission ended with the following agreements:"}


def test_points_of_an_earlier_meeting_are_none_of_this_one():
    content = "II. Seguimiento de los acuerdos de la VI Reunión\n\n1. Capacitar a agentes fronterizos.\n\n2. Concluir el protocolo.\n"
    assert read(content, "es").commitments == ()


def test_upr_recommendation_names_the_recommending_states():
    (found,) = read("140.7 Ratify the Optional Protocol (Maldives) (Portugal);").commitments
    assert (found.kind, found.by) == (RECOMMENDATION, ("Maldives", "Portugal"))
    assert found.quote.endswith("(Portugal);")


def test_quote_keeps_line_ends_and_markup_of_the_source():
    content = "The parties *agreed* to open an of-\nfice in\nLima."
    (found,) = read(content).commitments
    assert found.quote == content
    assert found.action == "open an of-\nfice in\nLima"


def test_look_alike_is_shown_with_its_reason():
    (rejected,) = read("They agreed on the importance of free elections.").rejected
    assert "importance" in rejected.reason


@pytest.mark.parametrize(
    "content", ["", "\x00", "....", "a" * 200_000, "and " * 50_000, "(" * 200_000, "\u202e\u0301 " * 9_000]
)
def test_odd_input_yields_nothing(content):
    assert read(content).commitments == ()


def test_third_language_yields_nothing():
    assert (
        extract(
            Text("Les parties will agree to meet.", structure("Les parties will agree to meet."), "fr")
        ).commitments
        == ()
    )


def test_long_line_is_read_in_time():
    content = "The parties agreed to cooperate and to share information " * 18_000  # 1 MB without a full stop
    start = time.process_time()
    read(content)
    assert time.process_time() - start < 5
