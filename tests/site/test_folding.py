"""Folded templates say what Django's own say, to each reader their own and to each in their language."""

from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context, Engine
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.translation import override

from tequio.apps.register.models import Commitment

LOADERS = ["django.template.loaders.cached.Loader", "tequio.site.folding.Loader"]
I18N = "{% load i18n %}"
FRAME = "<title>{% block title %}Tequio{% endblock %}</title>{% block content %}{% endblock %}"
PARTS = {
    "frame.html": FRAME,
    "inner.html": "{% extends 'frame.html' %}{% block title %}In · {{ block.super }}{% endblock %}",
    "part.html": I18N + "{% firstof who 'x' as kept %}[{{ kept }}: {% translate 'Documents' %}]",
    "deep.html": "{{ n }}{% if n %}{% include 'deep.html' with n=n|slice:'1:' %}{% endif %}",
    "one.html": "1{% if n %}{% include 'other.html' with n=n|slice:'1:' %}{% endif %}!",
    "other.html": "2{% if n %}{% include 'one.html' with n=n|slice:'1:' %}{% endif %}?",
    "blocks.html": "{% block title %}own{% endblock %}",
}
Point = namedtuple("Point", "number name")
SAFE = format_html("<i>{}</i>", "&")
DAY = date(2024, 1, 16)


class Thing:
    """Answers in every way in which a template may ask."""

    name, count = "T<", 4
    lazy = SimpleLazyObject(lambda: Named("L"))

    def __getitem__(self, number: int) -> str:
        return "xyz"[number]

    def called(self) -> str:
        return "called"

    def unsafe(self) -> str:
        raise AssertionError("a template changed something")

    unsafe.alters_data = True

    def broken(self) -> str:
        raise ObjectDoesNotExist("silent")

    def wants(self, something: str) -> str:
        return something


@dataclass
class Named:
    """A name."""

    name: str

    def called(self) -> str:
        return self.name * 2


THINGS = [Thing(), Named("N&"), {"name": {"first": "F"}}, ("p", "q"), "text", Point(1, "two"), None, 3]
# (what the page is, what it is about)
PAGES = [
    (I18N + "{% translate 'Documents' %} & {{ who }}", {"who": "<b>Ana</b>"}),
    (I18N + "{% translate 'Documents' as name %}{{ name|upper }}", {}),
    (I18N + "{% translate who %}", {"who": "Documents"}),
    (I18N + "{% translate 'Main' context 'navigation' %}", {}),
    (I18N + "{% blocktranslate %}Skip to content{% endblocktranslate %}", {}),
    (I18N + "{% blocktranslate with n=page %}p. {{ n }}{% endblocktranslate %} 100 %", {"page": "<7>"}),
    (I18N + "{% blocktranslate %}p. {{ n }}{% endblocktranslate %}", {"n": 12}),
    (I18N + "{% blocktranslate %}p. {{ n }}{% endblocktranslate %}", {}),
    (
        I18N
        + "{% blocktranslate count n=n %}{{ n }} overdue{% plural %}{{ n }} overdue{% endblocktranslate %}",
        {"n": 2},
    ),
    ("{% url 'register' %} {% url 'commitment' n %} {% url 'mechanism' n as m %}{{ m }}", {"n": 7}),
    ("{% url 'commitment' n %}", {"n": "12"}),
    ("{% url 'no such page' as nowhere %}[{{ nowhere }}]", {}),
    (
        "{{ safe }} {{ plain }} {{ none }} {{ n }} {{ gone.name }}",
        {"safe": SAFE, "plain": "<&>", "none": None, "n": 1.5},
    ),
    (
        "{{ n }} {{ big }} {{ yes }} {{ half }} {{ day }}",
        {"n": 0, "big": 1234567, "yes": True, "half": 0.5, "day": DAY},
    ),
    (
        "{% for one in things %}[{{ one.0 }} {{ one.name }} {{ one.name.first }}]{% endfor %}",
        {"things": THINGS},
    ),
    (
        "{% for one in things %}{{ one.called }} {{ one.unsafe }}{{ one.broken }}{{ one.wants }}{% endfor %}",
        {"things": THINGS},
    ),
    (
        "{% for k, v in pairs.items %}{{ k }}{{ v.x }}{{ forloop.counter }}{% endfor %}",
        {"pairs": {"a": {"x": 1}, "b": {}}},
    ),
    (
        "{% for a in pairs reversed %}"
        "{% for b in pairs %}{{ a }}{{ forloop.parentloop.counter }}{% endfor %}{% endfor %}",
        {"pairs": "ab"},
    ),
    ("{% for a in pairs %}x{% empty %}{{ who }}{% endfor %}", {"pairs": [], "who": "<"}),
    (
        "{% if one.gone or one.count > 5 %}a{% elif one.lazy.name == 'L' %}b{% else %}c{% endif %}",
        {"one": Thing()},
    ),
    (
        "{% with kept=one.lazy %}{{ kept.name }}{{ kept.called }}{% endwith %}{{ maker.name }}",
        {"one": Thing(), "maker": Thing},
    ),
    (
        "{{ one.get_kind_display }} {{ one.get_state_display }} {{ one.kind }}",
        {"one": Commitment(kind="agreement", state="odd")},
    ),
    ("{{ one.pk }}{{ one.session.mechanism.name }}{{ one.save }}{{ one.session_id }}", {"one": Commitment()}),
    ("{% load static %}{% static 'register/x&y.css' %} {% static name %}", {"name": "a.js"}),
    ("{% autoescape off %}{{ plain }}{% endautoescape %}", {"plain": "<&>"}),
    ("{% include 'part.html' %}{{ kept }}{% include 'part.html' with who='Eva' %}{{ who }}", {"who": "Ana"}),
    ("{% include 'part.html' with who='Eva' only %}{% include name %}", {"who": "Ana", "name": "part.html"}),
    ("{% for who in people %}{% include 'part.html' %}{% cycle 'a' 'b' %}{% endfor %}", {"people": "xyz"}),
    ("{% include 'deep.html' %}", {"n": "abc"}),
    ("{% include 'one.html' %}{% include 'other.html' %}", {"n": "abc"}),
    ("{% include 'blocks.html' %}", {}),
    ("{% extends 'frame.html' %}{% block content %}{{ who }}{% endblock %}", {"who": "Ana"}),
    ("{% extends 'inner.html' %}{% block title %}Leaf · {{ block.super }}{% endblock %}", {}),
    ("{% extends frame %}{% block title %}Leaf · {{ block.super }}{% endblock %}", {"frame": "inner.html"}),
    ("{% comment %}never seen{% endcomment %}a{# nor this #}b", {}),
]


def engine(loader: str, page: str) -> Engine:
    """Make an engine that knows the parts and one page."""
    inner = [("django.template.loaders.locmem.Loader", {**PARTS, "page.html": page})]
    return Engine(
        loaders=[(loader, inner)],
        libraries={"i18n": "django.templatetags.i18n", "static": "django.templatetags.static"},
        string_if_invalid="",
    )


@pytest.mark.parametrize(("page", "about"), PAGES, ids=range(len(PAGES)))
def test_a_folded_template_says_what_djangos_own_says(page, about):
    plain, folded = (engine(loader, page) for loader in LOADERS)
    for language in ("es", "en", "es"):
        with override(language):
            said = [one.get_template("page.html").render(Context(dict(about))) for one in (plain, folded)]
        assert said[0] == said[1]
        assert said[0]


def test_each_reader_sees_their_own_in_their_language():
    folded = engine(LOADERS[1], I18N + "{% translate 'Documents' %}: {{ who }}{% include 'part.html' %}")
    said = {}
    for language, who in (("es", "Ana"), ("en", "Ben"), ("es", "Eva"), ("en", "Ana")):
        with override(language):
            said[language, who] = folded.get_template("page.html").render(Context({"who": who}))
    assert said == {
        ("es", "Ana"): "Documentos: Ana[Ana: Documentos]",
        ("en", "Ben"): "Documents: Ben[Ben: Documents]",
        ("es", "Eva"): "Documentos: Eva[Eva: Documentos]",
        ("en", "Ana"): "Documents: Ana[Ana: Documents]",
    }


def test_an_address_keeps_the_number_of_its_record():
    folded = engine(LOADERS[1], "{% for n in numbers %}{% url 'commitment' n %} {% endfor %}")
    said = folded.get_template("page.html").render(Context({"numbers": [1, 22, 333]}))
    assert said.split() == [reverse("commitment", args=[n]) for n in (1, 22, 333)]


def test_readers_who_ask_at_once_get_the_whole_page():
    page = (
        "{% for n in numbers %}" + "{% include 'one.html' %}{% include 'part.html' %}" * 40 + "{% endfor %}"
    )
    about = {"numbers": "ab", "who": "Ana"}
    with override("es"):
        whole = engine(LOADERS[0], page).get_template("page.html").render(Context(about))
    for _round in range(10):
        folded = engine(LOADERS[1], page)

        def read(_number: int, folded: Engine = folded) -> str:
            with override("es"):
                return folded.get_template("page.html").render(Context(about))

        with ThreadPoolExecutor(8) as readers:
            assert set(readers.map(read, range(16))) == {whole}
