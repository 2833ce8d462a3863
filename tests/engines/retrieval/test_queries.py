import pytest

from tequio.engines.retrieval import parse_query
from tequio.engines.retrieval.queries import LONGEST, MOST_NESTING, Kind, Node, field_named

pytestmark = pytest.mark.engine


def written(node: Node | None) -> str:
    """Write a condition back, to compare it at a glance."""
    if node is None:
        return ""
    if node.kind is Kind.WORD:
        return node.text
    if node.kind is Kind.PHRASE:
        return f'"{node.text}"'
    inside = [written(part) for part in node.parts]
    return f"NOT {inside[0]}" if node.kind is Kind.NOT else f"{node.kind}({' '.join(inside)})"


@pytest.mark.parametrize(
    ("typed", "text", "condition"),
    [
        ("¿puede usarse una confesión?", "¿puede usarse una confesión?", ""),
        ("torture and ill-treatment", "torture and ill-treatment", ""),
        ('"prisión preventiva" plazo', "prisión preventiva plazo", '"prisión preventiva"'),
        ("«trato cruel»", "trato cruel", '"trato cruel"'),
        ("tortura AND prueba", "tortura prueba", "all(tortura prueba)"),
        ("tortura Y prueba", "tortura prueba", "all(tortura prueba)"),
        ("tortura OR prueba AND juez", "tortura prueba juez", "any(tortura all(prueba juez))"),
        ("tortura AND (prueba O juez)", "tortura prueba juez", "all(tortura any(prueba juez))"),
        ("tortura NOT civil", "tortura", "all(tortura NOT civil)"),
        ("tortura NO civil", "tortura", "all(tortura NOT civil)"),
        ("tortura -civil", "tortura", "all(tortura NOT civil)"),
        ("NOT tortura", "", "NOT tortura"),
        ("DERECHO A LA VIDA Y NO TORTURA", "DERECHO A LA VIDA Y NO TORTURA", ""),
        ("art. 14.3 PIDCP", "art. 14.3 PIDCP", ""),
        ("", "", ""),
        ("   ", "", ""),
        ("?!…", "", ""),
    ],
)
def test_words_phrases_and_operators(typed, text, condition):
    query = parse_query(typed)
    assert (query.text, written(query.condition)) == (text, condition)


@pytest.mark.parametrize(
    ("typed", "text", "filters"),
    [
        ("tortura instrumento:CAT", "tortura", {"instrument": ("CAT",)}),
        ('órgano:"Corte IDH" año:2014,2015', "", {"body": ("Corte IDH",), "year": ("2014", "2015")}),
        ("pais:MX country:GT", "", {"country": ("MX", "GT")}),
        ("artículo:14.3 vinculante:sí", "", {"article": ("14.3",), "binding": ("sí",)}),
        ("tema:tortura grupo:niñez", "", {"theme": ("tortura",), "group": ("niñez",)}),
        ("year:2010-2012", "", {"year": ("2010", "2011", "2012")}),
        ("year:2012-2010", "", {"year": ("2012-2010",)}),
        ("https://example.org/a", "https example.org a", {}),
    ],
)
def test_filters_in_both_languages(typed, text, filters):
    query = parse_query(typed)
    assert (query.text, dict(query.filters)) == (text, filters)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("foo:bar tortura", "no filter “foo”"),
        ('"tortura', "quotation mark"),
        ("tortura* ?ca**", "Wildcards"),
        ("<script>alert(1)</script> tortura", "Mark-up"),
        ("(tortura", "not closed"),
        ("tortura)", "closing bracket"),
        ("tortura NOT", "NOT with nothing"),
        ("(" * 50 + "tortura", f"{MOST_NESTING} deep"),
        ("tortura " * 2_000, f"{LONGEST:,} characters"),
        ("palabra " * 100, "one by one"),
    ],
)
def test_what_is_ignored_is_said(typed, said):
    query = parse_query(typed)
    assert any(said in note for note in query.notes), query.notes
    assert query.text or typed.startswith("((((")


@pytest.mark.parametrize(
    "typed",
    [
        "'; DROP TABLE provisions; --",
        "1 OR 1=1 UNION SELECT *",
        "*" * 5_000,
        "(" * 10_000,
        '"' * 9_999,
        "AND OR NOT AND",
        ":" * 500,
        "a:" * 500,
        "\x00\x01\u202e",
        "instrumento: órgano:",
        "🔥" * 300,
    ],
)
def test_nothing_makes_it_fail(typed):
    query = parse_query(typed)
    assert len(query.text) <= LONGEST


@pytest.mark.parametrize(
    ("name", "known"),
    [("INSTRUMENTO", "instrument"), ("año", "year"), ("ano", "year"), ("foo", None), ("", None)],
)
def test_names_of_filters(name, known):
    assert field_named(name) == known
