"""An action is taken apart only where each part has a verb and an object of its own."""

import pytest

from tequio.engines.extraction import split_components

pytestmark = pytest.mark.engine


@pytest.mark.parametrize(
    ("action", "language", "expected"),
    [
        (
            "ratify the Protocol, amend the Penal Code and train judges",
            "en",
            ["ratify the Protocol", "amend the Penal Code", "train judges"],
        ),
        (
            "ratificar el Protocolo, reformar el Código Penal y capacitar a los jueces",
            "es",
            ["ratificar el Protocolo", "reformar el Código Penal", "capacitar a los jueces"],
        ),
        ("adopt a law; allocate funds", "en", ["adopt a law", "allocate funds"]),
        ("adopt a\nlaw, and\nto publish the results.", "en", ["adopt a law", "publish the results"]),
        ("promoting a law and publishing the results", "en", ["promoting a law", "publishing the results"]),
        # One object for all verbs.
        ("prevent, investigate and punish torture", "en", None),
        ("prevenir, investigar y sancionar la tortura", "es", None),
        # A noun that could be a verb.
        ("strengthen cooperation and exchange of information", "en", None),
        ("promote dialogue and exchange", "en", None),
        # Whose verbs these are, is open.
        ("allocate funds to train police and monitor prisons", "en", None),
        ("adoptar medidas para proteger a las víctimas y sancionar a los autores", "es", None),
        ("adopt a law that protects victims and punish those responsible", "en", None),
        ("ratify the Protocol", "en", None),
        ("the adoption of a law", "en", None),
        ("ratifier le Protocole et former les juges", "fr", None),
        ("ratify the Protocol and amend the Code", None, None),
        ("", "en", None),
        ("and", "en", None),
        (", , and y", "es", None),
    ],
)
def test_components(action, language, expected):
    whole = " ".join(action.split())
    assert list(split_components(action, language)) == (expected or [whole])


def test_a_list_that_never_ends_is_left_whole():
    action = ", ".join(["ratify the treaty"] * 40)
    assert split_components(action, "en") == (action,)
