import pytest

from tequio.engines.naming import CERTAIN, POSSIBLE, bare_person, compare_persons

SAME = [
    ("Joel Hernández García", "JOEL HERNANDEZ GARCIA"),
    ("Joel Hernández García", "Hernández García, Joel"),
    ("Amb. Dr. Joel Hernández García", "Joel Hernández García"),
    ("Subsecretario Joel Hernández García", "Under-Secretary Joel Hernández García"),
    ("Aureny Aguirre O. Sunza", "Aureny Aguirre O Sunza"),
    ("Roberto de León Huerta", "Roberto León Huerta"),
    ("Emilio Rabasa Gamboa", "Emilio Rabassa Gamboa"),
    ("Juan José Gómez Camacho", "Juan J. Gómez Camacho"),
]
PERHAPS = [
    ("Joel Hernández", "Joel Hernández García"),
    ("Freya Jackson", "Freya M. Jackson"),
    ("J. Hernández García", "Joel Hernández García"),
]
OTHERS = [
    ("Joel Hernández García", "Marta Delgado Peralta"),
    ("Joel Hernández García", "Julio Hernández García"),
    ("Rita French", "Rita Spanish"),
    ("García", "Joel Hernández García"),
    ("", "Joel Hernández García"),
    ("J. H.", "Joel Hernández"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_same_person(left, right):
    assert compare_persons(left, right).score >= CERTAIN
    assert compare_persons(right, left) == compare_persons(left, right)


@pytest.mark.parametrize(("left", "right"), PERHAPS)
def test_perhaps_the_same_person(left, right):
    assert POSSIBLE <= compare_persons(left, right).score < CERTAIN


@pytest.mark.parametrize(("left", "right"), OTHERS)
def test_other_person(left, right):
    assert compare_persons(left, right).score < POSSIBLE


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("Lic. María Pérez", "María Pérez"),
        ("the Rt. Hon. Lord Ahmad", "Ahmad"),
        ("PÉREZ LÓPEZ, María", "María PÉREZ LÓPEZ"),
        ("Embajador", "Embajador"),
        ("General Francisco", "Francisco"),
        ("", ""),
        (",", ""),
    ],
)
def test_bare_person(written, bare):
    assert bare_person(written) == bare
