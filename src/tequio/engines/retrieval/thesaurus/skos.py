"""The thesaurus as SKOS in Turtle, for other programs.

Source: W3C Recommendation "SKOS Simple Knowledge Organization System Reference", 18 August 2009;
W3C Recommendation "RDF 1.1 Turtle", 25 February 2014.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tequio.engines.retrieval.thesaurus.concepts import LANGUAGES, Concept

BASE = "urn:tequio:thesaurus"
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def turtle(concepts: Iterable[Concept], base: str = BASE) -> str:
    """Write concepts as SKOS in Turtle.

    Args:
        concepts: in the order in which they are written.
        base: address of the scheme; a concept's is this, a colon and its id.

    Returns:
        The text of a Turtle file.
    """
    return "\n".join(_lines(concepts, base)) + "\n"


def _lines(concepts: Iterable[Concept], base: str) -> Iterator[str]:
    yield "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
    yield ""
    yield f"<{base}> a skos:ConceptScheme ."
    for concept in concepts:
        says = [f"skos:inScheme <{base}>"]
        if not concept.broader:
            says.append(f"skos:topConceptOf <{base}>")
        for language in LANGUAGES:
            preferred, *others = concept.labels[language]
            says.append(f"skos:prefLabel {_literal(preferred, language)}")
            says += [f"skos:altLabel {_literal(other, language)}" for other in others]
        for relation, ids in (
            ("broader", concept.broader),
            ("narrower", concept.narrower),
            ("related", concept.related),
        ):
            says += [f"skos:{relation} <{base}:{other}>" for other in ids]
        yield ""
        yield f"<{base}:{concept.id}> a skos:Concept ;"
        yield " ;\n".join(f"    {statement}" for statement in says) + " ."


def _literal(words: str, language: str) -> str:
    return f'"{words.translate(_ESCAPES)}"@{language}'
