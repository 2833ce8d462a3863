"""What is refused is said in Spanish and in English, with the same values."""

import ast
import re
from pathlib import Path

import pytest

import tequio.engines.linkage
from tequio.engines.linkage import ListNotReadable, SettingsAreWrong, read_list, read_settings, said
from tequio.engines.linkage.words import WORDS

pytestmark = pytest.mark.engine
SOURCES = Path(tequio.engines.linkage.__file__).parent
BRACES = re.compile(r"{(\w+)}")


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_say_the_same_values_in_one_sentence(key):
    spanish, english = WORDS[key]
    assert sorted(BRACES.findall(spanish)) == sorted(BRACES.findall(english))
    assert "\n" not in spanish + english
    if not key.startswith("stage_"):
        assert spanish.endswith(".")
        assert english.endswith(".")
        assert "“" not in spanish
        assert "«" not in english


def _raised():
    """Give key and named values of each error that the engine raises, read from its source."""
    for path in sorted(SOURCES.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                first = node.exc.args[0]
                if isinstance(first, ast.Constant) and first.value in WORDS:
                    yield path.name, first.value, {each.arg for each in node.exc.keywords}
                elif isinstance(first, ast.JoinedStr) or (
                    isinstance(first, ast.Constant) and isinstance(first.value, str)
                ):
                    yield path.name, None, ast.unparse(node.exc)


def test_every_error_of_the_engine_has_its_sentence_and_its_values():
    found = list(_raised())
    assert len(found) > 30
    for file, key, values in found:
        if key is None:
            assert values.startswith("KeyError("), f"{file}: {values}"
            continue
        assert set(BRACES.findall(WORDS[key][0])) == values, f"{file}: {key}"


def test_an_error_speaks_the_language_that_is_asked():
    with pytest.raises(ListNotReadable) as found:
        read_list(b"nombre,edad\nAna,3,4\n", "x")
    assert str(found.value) == found.value.say("en") == "Row 1 of list “x” has 3 cells; there are 2 columns."
    assert found.value.say() == "La fila 1 de la lista «x» tiene 3 celdas; las columnas son 2."
    with pytest.raises(KeyError):
        found.value.say("fr")
    assert said("letters_broken", "en", column="c", name="x", rows=12_000, row=3).count("12,000") == 1


@pytest.mark.parametrize(("text", "line"), [("x = 1\n= 2\n", 2), ('{\n"a": }', 2), ("a = [", 1)])
def test_settings_that_cannot_be_read_say_the_line_in_spanish(text, line):
    with pytest.raises(SettingsAreWrong) as found:
        read_settings(text)
    assert found.value.say("es") == f"Los ajustes no son TOML ni JSON; mire la línea {line}."
