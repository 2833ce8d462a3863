"""Forms of citations in Spanish and English, each with the ids that it must come to."""

from pathlib import Path

import pytest

from tequio.engines.citation import parse, resolve, shipped

pytestmark = pytest.mark.engine

_HERE = Path(__file__).parent
KNOWN = shipped()


def _forms(name):
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split(" => ")) for line in lines if not line.startswith("#")]


FORMS = {language: _forms(f"forms_{language}.txt") for language in ("es", "en")}


def _ids(citations):
    return " ".join(resolve(citation, KNOWN).id or "?" for citation in citations)


def test_there_are_enough_forms_in_either_language():
    sizes = {language: len({form for form, _ids in forms}) for language, forms in FORMS.items()}
    assert sum(sizes.values()) >= 300
    assert min(sizes.values()) >= 130


@pytest.mark.parametrize(("form", "ids"), [*FORMS["es"], *FORMS["en"]])
def test_a_form_comes_to_its_ids(form, ids):
    assert _ids(parse(form, KNOWN)) == ids


@pytest.mark.parametrize("spaces", ["\u00a0", "  ", "\n"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_blanks_make_no_difference(language, spaces):
    for form, ids in FORMS[language]:
        assert _ids(parse(form.replace(" ", spaces), KNOWN)) == ids
