"""Names taken apart and compared as Spanish-speaking registries write them."""

import numpy as np
import pytest

from tequio.engines.linkage.folding import sound
from tequio.engines.linkage.names import is_placeholder, parse_full, parse_parts
from tequio.engines.linkage.persons import GIVEN, SURNAME, Persons

pytestmark = pytest.mark.engine


@pytest.mark.parametrize(
    ("written", "given", "paternal", "maternal"),
    [
        ("María Guadalupe de la Cruz Hernández", ("maria", "guadalupe"), "cruz", "hernandez"),
        ("CRUZ HERNÁNDEZ, MA. GUADALUPE", ("maria", "guadalupe"), "cruz", "hernandez"),
        ("HERNANDEZ LOPEZ JUAN", ("juan",), "hernandez", "lopez"),
        ("José Luis Pérez", ("jose", "luis"), "perez", ""),
        ("María López de Pérez", ("maria",), "lopez", ""),
        ("Ana López Vda. de Ruiz", ("ana",), "lopez", ""),
        ("Juan Ponce de León García", ("juan",), "ponceleon", "garcia"),
        ("Fco. Javier Hdez. Glez.", ("francisco", "javier"), "hernandez", "gonzalez"),
        ("Pedro García-López", ("pedro",), "garcia", "lopez"),
        ("Lucas K’ich Bá", ("lucas",), "kich", "ba"),
        ("", (), "", ""),
    ],
)
def test_a_whole_name_is_taken_apart(written, given, paternal, maternal):
    name = parse_full(written)
    assert (name.given, name.paternal, name.maternal) == (given, paternal, maternal)


@pytest.mark.parametrize(
    ("parts", "paternal", "maternal"),
    [
        (("Juan", "García López", ""), "garcia", "lopez"),
        (("Juan", "De la Cruz", "San Juan"), "cruz", "sanjuan"),
        (("Ana", "López", "de Pérez"), "lopez", ""),
        (("Ana", "López", "de la Rosa"), "lopez", "rosa"),
        (("Ana", "NN", ""), "", ""),
        (("Ana", "Montes de Oca Ruiz", ""), "montesoca", "ruiz"),
    ],
)
def test_surnames_in_columns_find_their_slots(parts, paternal, maternal):
    name = parse_parts(*parts)
    assert (name.paternal, name.maternal) == (paternal, maternal)


@pytest.mark.parametrize(
    ("written", "nobody"),
    [("NN", True), ("N.N.", True), ("No identificado 3", True), ("Masculino no identificado", True), ("unknown", True),
     ("John Doe", True), ("Desconocida", True), ("Nina", False), ("", False), ("Juan", False)],
)  # fmt: skip
def test_what_stands_for_no_name_is_told(written, nobody):
    assert is_placeholder(written) is nobody


@pytest.mark.parametrize(
    ("one", "other"),
    [("vazquez", "basques"), ("ximena", "jimena"), ("llanez", "yanes"), ("hernandez", "ernandes"), ("mejia", "megia"),
     ("cux", "cush"), ("xochitl", "sochitl"), ("huicho", "wicho"), ("quiche", "kiche"), ("tzul", "sul"), ("ibarra", "ivara")],
)  # fmt: skip
def test_words_that_sound_alike_share_a_key(one, other):
    assert sound(one) == sound(other)


def test_words_that_sound_apart_share_no_key():
    assert len({sound(word) for word in ("garcia", "lopez", "perez", "cruz", "mendez", "mendoza")}) == 6


@pytest.mark.parametrize(
    ("one", "other", "given", "surname"),
    [
        ("José Pérez López", "Pepe Pérez López", "nickname", "same"),
        ("Jesús Vázquez Ruiz", "Chuy Basques Ruiz", "nickname", "both_close"),
        ("Ma. Guadalupe Ruiz Soto", "Lupe Ruiz", "nickname", "dropped"),
        ("Juan López Pérez", "Juan Pérez López", "same", "swapped"),
        ("Juan Pérez López", "Juan Pérez Soto", "same", "first"),
        ("Juan Pérez López", "Juan Ruiz López", "same", "second"),
        ("Juan Pérez López", "Juan Peres", "same", "sounds"),
        ("María Elena Pérez Ruiz", "Elena Pérez Ruiz", "part", "same"),
        ("J. Pérez Ruiz", "Juan Pérez Ruiz", "initial", "same"),
        ("Juan Pérez Ruiz", "Rosa Cruz Soto", "different", "different"),
        ("Pérez Ruiz Juan Carlos", "Juan Carlos Pérez Ruiz", "same", "same"),
        ("Itzel Xol Caal", "Caal Itzel Xol", "missing", "other_order"),
    ],
)
def test_names_are_compared_slot_by_slot(one, other, given, surname):
    persons = Persons("name", {"full": [one, other]})
    levels, chances = np.zeros((1, 2), np.uint8), np.zeros((1, 2), np.float32)
    persons.compare(np.array([0]), np.array([1]), levels, chances)
    assert (GIVEN[levels[0, 0]].key, SURNAME[levels[0, 1]].key) == (given, surname)
