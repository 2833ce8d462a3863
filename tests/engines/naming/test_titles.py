import pytest

from tequio.engines.naming import CERTAIN, POSSIBLE, bare_title, compare_titles, edition_of, rank

_CODES = {"México": "MX", "Mexico": "MX", "UK": "GB", "United Kingdom": "GB", "Reino Unido": "GB"}
_CODES |= {"European Union": "EU", "Unión Europea": "EU", "Guatemala": "GT"}


def places(name):
    """Find a few States, as the caller of the engine does."""
    return [
        (name.index(word), name.index(word) + len(word), code)
        for word, code in _CODES.items()
        if word in name
    ]


SAME = [
    ("High Level Dialogue on Human Rights", "Diálogo de Alto Nivel sobre Derechos Humanos"),
    ("6th High Level Dialogue on Human Rights", "VI Diálogo de Alto Nivel en materia de Derechos Humanos"),
    ("Mexico–United Kingdom Human Rights Dialogue", "Diálogo de Derechos Humanos Reino Unido–México"),
    ("Multilateral and Human Rights Dialogue", "Diálogo Multilateral y de Derechos Humanos"),
    ("the High-Level Dialogue", "High Level Dialogue"),
    ("High Level Group on Security", "HLGS"),
    ("High Level Security Group", "Grupo de Alto Nivel de Seguridad"),
    ("Comité contra la Tortura", "COMITE CONTRA LA TORTURA"),
    ("Secretaría de Relaciones Exteriores", "Ministry of Foreign Affairs"),
]
PERHAPS = [
    ("Human Rights Dialogue", "High Level Dialogue on Human Rights"),
    ("Mexico–United Kingdom Dialogue", "Mexico–United Kingdom Human Rights Dialogue"),
    ("High Level Dialogue on Human Rights", "Mexico–European Union High Level Dialogue on Human Rights"),
]
OTHERS = [
    ("Mexico–UK Human Rights Dialogue", "Mexico–European Union Human Rights Dialogue"),
    ("Committee against Torture", "Committee on Enforced Disappearances"),
    ("High Level Security Dialogue", "Human Rights Council"),
    ("", "Human Rights Dialogue"),
    ("Mexico–Guatemala High Level Group", "Mexico–UK High Level Group"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_same_thing(left, right):
    assert compare_titles(left, right, places).score >= CERTAIN
    assert compare_titles(right, left, places).score == compare_titles(left, right, places).score


@pytest.mark.parametrize(("left", "right"), PERHAPS)
def test_perhaps_the_same_thing(left, right):
    assert POSSIBLE <= compare_titles(left, right, places).score < CERTAIN


@pytest.mark.parametrize(("left", "right"), OTHERS)
def test_other_thing(left, right):
    assert compare_titles(left, right, places).score < POSSIBLE


@pytest.mark.parametrize(
    ("name", "edition", "bare"),
    [
        ("6th High Level Dialogue on Human Rights", 6, "High Level Dialogue on Human Rights"),
        ("Sexto Diálogo de Alto Nivel", 6, "Diálogo de Alto Nivel"),
        ("XII Reunión Binacional", 12, "Reunión Binacional"),
        ("12.ª Reunión Binacional (2016)", 12, "Reunión Binacional"),
        ("First UK–Mexico Dialogue", 1, "UK–Mexico Dialogue"),
        ("Diálogo México–Unión Europea", None, "Diálogo México–Unión Europea"),
        ("The Human Rights Council", None, "Human Rights Council"),
        ("2016", None, "2016"),
    ],
)
def test_edition_and_bare_name(name, edition, bare):
    assert edition_of(name) == edition
    assert bare_title(name) == bare


def test_rank_gives_each_key_once_with_its_best_spelling():
    candidates = [(1, "High Level Dialogue"), (1, "Diálogo de Alto Nivel"), (2, "High Level Security Group")]
    ranked = rank("Alto Nivel: Diálogo", candidates, compare_titles)
    assert (ranked[0].key, ranked[0].likeness.score >= CERTAIN) == (1, True)
    assert [match.key for match in ranked].count(1) == 1
    assert ranked[0].likeness.reason
