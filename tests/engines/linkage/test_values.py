"""Plain values and places, compared."""

import numpy as np
import pytest

from tequio.engines.linkage.kernels import jaro_winkler, one_error, packed
from tequio.engines.linkage.values import CATEGORY, PLACE, TEXT, Places, Values

pytestmark = pytest.mark.engine


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    # Values of Winkler's paper of 1990, to three digits.
    [("martha", "marhta", 0.961), ("dwayne", "duane", 0.840), ("dixon", "dicksonx", 0.813), ("same", "same", 1.0), ("ab", "xy", 0.0), ("", "x", 0.0)],
)  # fmt: skip
def test_jaro_winkler_gives_what_its_paper_gives(one, other, likeness):
    points, starts = packed([one, other])
    assert jaro_winkler(points, starts, 0, 1) == pytest.approx(likeness, abs=0.0006)


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [("perez", "peres", True), ("perez", "prez", True), ("perez", "preez", True), ("perez", "perezz", True),
     ("perez", "perzes", False), ("ab", "ba", True), ("abcd", "badc", False), ("", "a", True)],
)  # fmt: skip
def test_one_typing_error_is_told(one, other, is_one):
    points, starts = packed([one, other])
    assert one_error(points, starts, 0, 1) is is_one
    assert one_error(points, starts, 1, 0) is is_one


@pytest.mark.parametrize(
    ("kind", "one", "other", "level"),
    [
        ("text", "Calle 5 de Mayo", "calle 5 de mayo", "same"),
        ("text", "Avenida Juárez", "Avenida Juares", "close"),
        ("text", "Avenida Juárez", "Plaza Mayor", "different"),
        ("code", "06 700", "06700", "same"),
        ("code", "06700", "06701", "close"),
        ("code", "06700", "06999", "different"),
        ("code", "", "06999", "missing"),
        ("email", "ana@x.org", "ana@x.org", "same"),
        ("category", "F", "M", "different"),
        ("category", "f", "F", "same"),
    ],
)
def test_values_are_compared_by_their_kind(kind, one, other, level):
    values = Values("it", kind, [one, other])
    assert (CATEGORY if kind == "category" else TEXT)[_level(values)].key == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (("Tapachula", "Chiapas"), ("Tapachula", "Chiapas"), "same"),
        (("Tapachula", "Chiapas"), ("", "Chiapas"), "broader_known"),
        (("Tapachula", "Chiapas"), ("Comitán", "Chiapas"), "broader"),
        (("Tapachula", "Chiapas"), ("Comitán", "Oaxaca"), "different"),
        (("Juárez", "Chiapas"), ("Juarez", "Chihuahua"), "name"),
        (("Tapachula", "Chiapas"), ("Tapachulla", "Chiapas"), "resembles"),
        (("", ""), ("Comitán", "Oaxaca"), "missing"),
    ],
)
def test_places_are_compared_at_the_finest_level_that_both_know(one, other, level):
    places = Places("place", {"municipality": [one[0], other[0]], "state": [one[1], other[1]]})
    assert PLACE[_level(places)].key == level


def _level(comparison):
    levels, chances = np.zeros((1, 1), np.uint8), np.zeros((1, 1), np.float32)
    comparison.compare(np.array([0]), np.array([1]), levels, chances)
    return levels[0, 0]
