"""Settings, read, written and proposed."""

import pytest

from tequio.engines.linkage import (
    NoCommonField,
    SettingsAreWrong,
    propose_settings,
    read_settings,
    write_settings,
)

pytestmark = pytest.mark.engine
GOOD = '[[fields]]\nname = "n"\nkind = "person"\n[fields.columns.a]\nfull = "name"\n'


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        (["Folio", "Nombre(s)", "Apellido Paterno", "Apellido Materno", "Fecha de nacimiento", "Municipio", "Estado", "Sexo"],
         {"name": {"given", "paternal", "maternal"}, "birth": {"date"}, "place": {"municipality", "state"}, "sex": {"value"}}),
        (["id", "nombre_completo", "edad", "fecha_desaparicion", "entidad"],
         {"name": {"full"}, "birth": {"age", "age_on"}, "event": {"date"}, "place": {"state"}}),
        (["case_id", "first_name", "last_name", "dob", "city", "email"],
         {"name": {"given", "surname"}, "birth": {"date"}, "place": {"locality"}, "email": {"value"}}),
        (["FullName", "Age", "DateOfDeath", "Country"],
         {"name": {"full"}, "birth": {"age", "age_on"}, "event": {"date"}, "place": {"country"}}),
    ],
)  # fmt: skip
def test_columns_are_told_by_their_names_in_both_languages(columns, found):
    proposed = propose_settings({"a": columns})
    assert {each.name: set(each.columns["a"]) for each in proposed.fields} == found
    assert read_settings(write_settings(proposed)) == proposed


def test_what_only_one_list_has_is_not_compared():
    proposed = propose_settings({"a": ["nombre", "apellidos", "edad"], "b": ["full name", "sex"]})
    assert [each.name for each in proposed.fields] == ["name"]


def test_a_list_without_a_name_is_refused():
    with pytest.raises(NoCommonField, match="List “b” has no column that reads as a person's name"):
        propose_settings({"a": ["nombre"], "b": ["x", "y"]})


def test_json_is_read_too():
    text = (
        '{"fields": [{"name": "n", "kind": "person", "columns": {"a": {"full": "name"}}}], "threshold": 0.7}'
    )
    assert read_settings(text).threshold == 0.7


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "= 3",
        "surprise = 1\n" + GOOD,
        GOOD + GOOD,
        GOOD.replace("person", "people"),
        GOOD.replace("full =", "fool ="),
        GOOD.replace('"name"\n', "3\n"),
        GOOD.replace('name = "n"', 'name = ""'),
        "threshold = 2\n" + GOOD,
        "threshold = true\n" + GOOD,
        'blocking = ["n.given"]\n' + GOOD,
        'blocking = [["m.given"]]\n' + GOOD,
        '[lists.a]\nidentifier = "x"\n' + GOOD,
        "[lists.a]\nid = 3\n" + GOOD,
        "lists = 3\n" + GOOD,
    ],
)
def test_wrong_settings_get_one_sentence(text):
    with pytest.raises(SettingsAreWrong) as error:
        read_settings(text)
    assert str(error.value).endswith(".")
    assert "\n" not in str(error.value)
