"""What the engine says of rows and columns is said in Spanish too."""

import pytest
from django.utils import translation

from tequio.apps.register.importing.wording import field_name, said_of_row, system_name
from tequio.engines.records import FIELDS, RowProblem, Shape, read_records
from tequio.engines.records.types import Row

BROKEN = {
    "ambiguous-date": ({"T": "Ratify.", "D": "03/04/2008"}, "podría ser"),
    "empty": ({"T": " "}, "recomendación"),
    "long-key": ({"T": "Ratify.", "K": "k" * 201}, "más de 200 caracteres"),
    "long-text": ({"T": "x" * 20_001}, "20001 caracteres"),
    "no-date": ({"T": "Ratify.", "D": "some day"}, "“some day”"),
    "no-day": ({"T": "Ratify.", "D": "2008-02-31"}, "“2008-02-31”"),
    "no-session": ({"T": "Ratify.", "S": "the last"}, "“the last”"),
}
SHAPE = Shape("table", {"text": "T", "date": "D", "key": "K", "session": "S"})


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_each_reason_of_the_engine_is_said_in_spanish(name):
    values, expected = BROKEN[name]
    (problem,) = read_records([Row(2, {"T": "", "D": "", "K": "", "S": "", **values})], SHAPE)
    assert isinstance(problem, RowProblem)
    with translation.override("es"):
        said = said_of_row(problem.sentence)
    assert said != problem.sentence
    assert expected in said
    with translation.override("en"):
        assert said_of_row(problem.sentence) == problem.sentence


def test_a_reason_that_is_not_known_stays_as_it_is():
    assert said_of_row("100% of it is wrong") == "100% of it is wrong"


def test_each_field_has_a_name_in_both_languages():
    for language in ("en", "es"):
        with translation.override(language):
            assert [field for field in FIELDS if field_name(field) == field and language == "es"] == []
            assert all(field_name(field) for field in FIELDS)


def test_a_mapping_that_people_named_keeps_its_name():
    with translation.override("es"):
        assert [system_name(one) for one in ("uhri", "nuestra tabla")] == [
            "Índice Universal de los Derechos Humanos",
            "nuestra tabla",
        ]
