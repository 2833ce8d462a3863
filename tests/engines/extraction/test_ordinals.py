import re

import pytest

from tequio.engines.extraction.ordinals import ORDINAL, ordinal_value


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("the 6th edition", 6),
        ("the 4 th Review", 4),
        ("XXIX Conferencia", 29),
        ("IV Reunión", 4),
        ("the inaugural version", 1),
        ("Sixth Ministerial Conference", 6),
        ("twenty-first session", 21),
        ("la undécima edición", 11),
        ("la séptima reunión", 7),
        ("la septima reunión", 7),
        ("Segundo Diálogo", 2),
        ("la tercera ronda", 3),
        ("primera edición", 1),
        ("10.ª reunión", 10),
        ("vigésima segunda reunión", 22),
        ("FIFTH MEETING", 5),
    ],
)
def test_reads_ordinals(words, number):
    match = re.search(ORDINAL, words)
    assert match is not None
    assert ordinal_value(match.group()) == number


@pytest.mark.parametrize(
    "words", ["1098ª sesión", "I have the honour", "2024", "Mexico", "", "C. Main points"]
)
def test_leaves_out_what_is_no_ordinal(words):
    assert re.search(ORDINAL, words) is None
