"""Settings, read, written and proposed."""

from pathlib import Path

import pytest

from tequio.engines.linkage import (
    KINDS,
    Field,
    NoCommonField,
    SettingsAreWrong,
    propose_settings,
    read_settings,
    write_settings,
)
from tequio.engines.linkage.comparing import Comparisons

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
        (["Nombre", "Edad"], {"name": {"full"}, "birth": {"age"}}),
        (["First name", "Age"], {"name": {"given"}, "birth": {"age"}}),
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


@pytest.mark.parametrize("guide", ["guide/linking.md", "guia/enlazar.md"])
@pytest.mark.parametrize("kind", KINDS)
def test_each_part_and_blocking_key_stands_in_both_guides(guide, kind):
    parts = {part: part for part in KINDS[kind]}
    lists = {"a": [dict.fromkeys(parts, "1980")]}
    offered = Comparisons([Field("f", kind, {"a": parts})], lists).keys
    keys = {key.removeprefix("f.") for key in offered()}
    text = Path(__file__).parents[3].joinpath("docs", guide).read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and f"`{kind}`" in line.split("|")[1]]
    assert len(rows) == 2  # parts, keys
    assert all(f"`{name}`" in rows[0] for name in parts), rows[0]
    assert all(f"`{name}`" in rows[1] for name in keys), rows[1]
