"""How passages stand in Milvus: two collections, one row a passage and one row a piece of its meaning.

What the server reads of a passage is numbers only: each stem, concept and facet is a token of hexadecimal
digits, which every analyser leaves as it is and which no filter has to quote. So words are cut and folded
here as for the index of one machine, and nothing that a person types stands in a filter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from tequio.engines.retrieval import Passage
from tequio.engines.retrieval.analysis import folded, stems
from tequio.engines.retrieval.queries import Kind, Node
from tequio.engines.retrieval.terms import K1, B, Weighted, term_number
from tequio.engines.retrieval.thesauri import Terms, concepts_of
from tequio.engines.retrieval.words import HEADING_COUNTS, LANGUAGES, Card, digest, field_of

WAITS = "waits"
"""The facet of passages that have no vector yet."""
NOTHING = 'pk in [""]'
"""A filter that no passage fulfils."""
_LONGEST = 65_000  # bytes; Milvus keeps 65,535 of a text
_MOST_TOKENS = _LONGEST // 10
_MOST_FACETS = 1_000
_PARTS_OF_WEIGHT = 20


def key_of(text: str) -> str:
    """Give sixteen hexadecimal digits that stand for an identifier, a group or a facet."""
    return f"{digest(text):016x}"


def facets_of(card: Card) -> list[str]:
    """Give what a passage can be filtered by."""
    names = [("language", card.language)]
    names += [(name, value) for name, values in card.fields.items() for value in values]
    return list(dict.fromkeys(facet(name, value) for name, value in names))[: _MOST_FACETS - 1]


def facet(name: str, value: str) -> str:
    """Give the key of a value of a field, accents and capitals aside."""
    return key_of(f"{name}={folded(value)}")


def row_of(passage: Passage, thesaurus: Terms | None) -> dict[str, Any]:
    """Give the row of a passage whose vectors are still to come.

    Of a passage of more than some 6,000 words the first are found; of its text some 60,000 letters are kept,
    to name the words that were found in it.
    """
    concepts = concepts_of(thesaurus, f"{passage.heading}. {passage.text}", passage.language)
    fields = {name: list(values) for name, values in passage.fields.items()}
    text = passage.text
    while True:
        card = Card(
            passage.id,
            passage.group,
            passage.language,
            passage.heading,
            text,
            fields,
            sorted(set(concepts)),
        )
        written = json.dumps(asdict(card), ensure_ascii=False)
        if len(written.encode()) <= _LONGEST or not text:
            break
        text = text[: len(text) * 3 // 4]
    return {
        "pk": key_of(passage.id),
        "group_key": key_of(passage.group),
        "facets": [*facets_of(card), WAITS],
        "words": _tokens((field_of(passage.language), stem) for stem in words_in(passage)),
        "concepts": _tokens(("concepts", one) for one in concepts),
        "card": written,
    }


def card_of(row: Mapping[str, Any]) -> Card:
    """Read what is kept of a passage to show and explain it."""
    return Card(**json.loads(row["card"]))


def words_in(passage: Passage | Card) -> list[str]:
    """Give the stems of a passage in their order, its heading first and counted as the index does."""
    heading = [stem for stem, _ in stems(passage.heading, passage.language)]
    return heading * HEADING_COUNTS + [stem for stem, _ in stems(passage.text, passage.language)]


def _token(field: str, term: str) -> str:
    return f"t{term_number(field, term):08x}"


def _tokens(terms: Iterable[tuple[str, str]]) -> str:
    return " ".join([_token(*term) for term in terms][:_MOST_TOKENS])


def question_of(asked: Weighted) -> str:
    """Give the tokens of a question, each as often as it weighs twentieths: BM25 counts what is repeated."""
    return " ".join(
        " ".join([_token(field, term)] * max(1, round(weight * _PARTS_OF_WEIGHT)))
        for field, term, weight in asked
    )


# -- filters -------------------------------------------------------------------------------------------------


def any_of(field: str, keys: Iterable[str]) -> str:
    """Ask for rows one of whose keys is among some."""
    listed = ",".join(f'"{key}"' for key in keys)
    if not listed:
        return NOTHING
    return f"array_contains_any({field}, [{listed}])" if field == "facets" else f"{field} in [{listed}]"


def all_of(filters: Iterable[str]) -> str:
    """Ask for rows that fulfil all filters; an empty one says nothing."""
    return " and ".join(f"({one})" for one in filters if one)


def clause_of(node: Node) -> str | None:
    """Give a filter that all passages pass that fulfil a condition, and perhaps some more.

    The order of the words of a phrase is not in it; `fulfils` sees to that.

    Returns:
        "" where no filter can be told, None where the condition says nothing, as of small words.
    """
    if node.kind in {Kind.WORD, Kind.PHRASE}:
        ways = _ways(node.text)
        return None if ways is None else " or ".join(all_of(map(_matching, way)) for way in ways)
    parts = [part for part in map(clause_of, node.parts) if part is not None]
    if not parts:
        return None
    if node.kind is Kind.ALL:
        return all_of(parts)
    if "" in parts or (node.kind is Kind.NOT and has_phrase(node)):
        return ""
    either = " or ".join(f"({part})" for part in parts)
    return f"not ({either})" if node.kind is Kind.NOT else either


def _matching(token: str) -> str:
    return f"text_match(words, '{token}')"


def _ways(text: str) -> list[list[str]] | None:
    """Give the tokens of some words as each language reads them; None where they are small words in one."""
    ways = [[_token(field_of(one), stem) for stem, _ in stems(text, one)] for one in (*LANGUAGES, "other")]
    return ways if all(ways) else None


def has_phrase(node: Node) -> bool:
    """Say whether a condition asks for words one after the other."""
    if node.kind in {Kind.WORD, Kind.PHRASE}:
        return any(len(way) > 1 for way in _ways(node.text) or ())
    return any(map(has_phrase, node.parts))


def fulfils(node: Node, card: Card) -> bool | None:
    """Say whether a passage fulfils a condition to the letter; None where the condition says nothing."""
    if node.kind in {Kind.WORD, Kind.PHRASE}:
        if _ways(node.text) is None:
            return None
        wanted = [stem for stem, _ in stems(node.text, card.language)]
        there = words_in(card)
        return any(there[place : place + len(wanted)] == wanted for place in range(len(there)))
    parts = [part for part in (fulfils(one, card) for one in node.parts) if part is not None]
    if not parts:
        return None
    if node.kind is Kind.ALL:
        return all(parts)
    return any(parts) if node.kind is Kind.ANY else not any(parts)


# -- the two collections -------------------------------------------------------------------------------------


def _text(name: str, longest: int, **more: Any) -> dict[str, Any]:
    return {"fieldName": name, "dataType": "VarChar", "elementTypeParams": {"max_length": longest, **more}}


def passages_collection(name: str, shards: int) -> dict[str, Any]:
    """Give the request that makes the collection of passages."""
    read = {"enable_analyzer": True, "enable_match": True, "analyzer_params": {"tokenizer": "standard"}}
    facets = {"fieldName": "facets", "dataType": "Array", "elementDataType": "VarChar"}
    weighed = [(field, f"{field}_weights") for field in ("words", "concepts")]
    constants = {"bm25_k1": K1, "bm25_b": B}
    return {
        "collectionName": name,
        "schema": {
            "autoId": False,
            "enabledDynamicField": False,
            "fields": [
                {**_text("pk", 16), "isPrimary": True},
                _text("group_key", 16),
                {**facets, "elementTypeParams": {"max_capacity": _MOST_FACETS, "max_length": 16}},
                _text("words", 65_535, **read),
                _text("concepts", 65_535, **read),
                _text("card", 65_535),
                *({"fieldName": field, "dataType": "SparseFloatVector"} for _, field in weighed),
            ],
            "functions": [
                {
                    "name": f"{field}_bm25",
                    "type": "BM25",
                    "inputFieldNames": [field],
                    "outputFieldNames": [weights],
                    "params": {},
                }
                for field, weights in weighed
            ],
        },
        "indexParams": [
            *(_index(field, "SPARSE_INVERTED_INDEX", "BM25", constants) for _, field in weighed),
            *(_index(field, "INVERTED") for field in ("group_key", "facets")),
        ],
        "params": {"shardsNum": shards},
    }


def pieces_collection(name: str, shards: int, dimensions: int) -> dict[str, Any]:
    """Give the request that makes the collection of vectors."""
    vector = {"fieldName": "vector", "dataType": "FloatVector", "elementTypeParams": {"dim": dimensions}}
    return {
        "collectionName": name,
        "schema": {
            "autoId": False,
            "enabledDynamicField": False,
            "fields": [{**_text("pk", 20), "isPrimary": True}, _text("passage", 16), vector],
        },
        "indexParams": [_index("vector", "AUTOINDEX", "COSINE"), _index("passage", "INVERTED")],
        "params": {"shardsNum": shards},
    }


def _index(
    field: str, kind: str, metric: str = "", params: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    made: dict[str, Any] = {"fieldName": field, "indexName": field, "indexType": kind}
    if metric:
        made["metricType"] = metric
    return {**made, "params": dict(params)} if params else made


def pieces_of(passage: str, vectors: Sequence[Sequence[float]]) -> list[dict[str, Any]]:
    """Give the rows of a passage's vectors."""
    return [
        {"pk": f"{passage}-{number:02d}", "passage": passage, "vector": [float(one) for one in vector]}
        for number, vector in enumerate(vectors)
    ]
