"""Everything that a page says is said in Spanish too, and what is compiled is what was written."""

import gettext
import io
import re

import messages
import pytest
from babel.messages.catalog import Catalog

PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdif]")


def strings(message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def ids(message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def keys(catalog: Catalog) -> set[tuple[str | None, str]]:
    return {(message.context, ids(message)[0]) for message in catalog if message.id}


@pytest.fixture(scope="module")
def spanish() -> Catalog:
    return messages.spanish()


def test_every_message_in_use_has_spanish(spanish):
    translated = {(m.context, ids(m)[0]) for m in spanish if m.id and all(strings(m)) and not m.fuzzy}
    missing = keys(messages.in_use()) - translated
    assert sorted(missing, key=str) == [], "run `make messages` and write the Spanish of these into django.po"


def test_no_message_is_left_that_nothing_uses(spanish):
    assert sorted(keys(spanish) - keys(messages.in_use()), key=str) == [], "run `make messages`"


def test_what_is_compiled_is_what_was_written(spanish):
    def read(file) -> dict:
        return {key: text for key, text in gettext.GNUTranslations(file)._catalog.items() if key}

    with messages.MO.open("rb") as file:
        compiled = read(file)
    assert compiled == read(io.BytesIO(messages.compiled(spanish))), "run `make messages`"


def test_spanish_keeps_the_places_for_values(spanish):
    wrong = []
    for message in spanish:
        if message.id:
            wanted = {frozenset(PLACEHOLDER.findall(text)) for text in ids(message)}
            wrong += [text for text in strings(message) if frozenset(PLACEHOLDER.findall(text)) not in wanted]
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% load i18n %}{% translate "Two" %}', [(None, "Two", "")]),
        ("{% load i18n %}{% translate 'One' context 'verb' %}", [("verb", "One", "")]),
        ('{% load i18n %}<a title="{% translate "It\'s" %}">', [(None, "It's", "")]),
        (
            "{% load i18n %}{% blocktranslate count n=x %}{{ n }} a{% plural %}{{ n }} b"
            "{% endblocktranslate %}",
            [(None, "%(n)s a", "%(n)s b")],
        ),
        ("<p>No message</p>{% comment %}{% translate 'Hidden' %}{% endcomment %}", []),
    ],
)
def test_messages_of_a_template(source, expected):
    assert list(messages.of_template(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('_("Two")', [(None, "Two", "")]),
        ('translation.pgettext("verb", "One")', [("verb", "One", "")]),
        ('ngettext("%d day", "%d days", n)', [(None, "%d day", "%d days")]),
        ('_("long "\n  "sentence")', [(None, "long sentence", "")]),
        ("other('x')", []),
    ],
)
def test_messages_of_a_module(source, expected):
    assert list(messages.of_module(source)) == expected


@pytest.mark.parametrize("source", ['_(f"{x}")', "_(name)", '_("a" + b)'])
def test_a_message_that_nobody_can_translate_is_refused(source):
    with pytest.raises(messages.NotConstant):
        list(messages.of_module(source))
