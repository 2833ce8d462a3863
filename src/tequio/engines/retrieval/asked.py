"""What a query asks of any index, and why a passage answers it: the same here and on an engine elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from tequio.engines.retrieval.analysis import stem_of, stems, words_of
from tequio.engines.retrieval.encoders import Encoder
from tequio.engines.retrieval.meaning import Pointing, shipped_pointing
from tequio.engines.retrieval.passages import Reason, Vectors
from tequio.engines.retrieval.queries import MOST_WORDS, Query, parse_query
from tequio.engines.retrieval.ranking import Weights
from tequio.engines.retrieval.terms import Weighted
from tequio.engines.retrieval.thesauri import Terms, concepts_of
from tequio.engines.retrieval.translations import OTHER, Translations, shipped_translations
from tequio.engines.retrieval.words import LANGUAGES, Card, field_of

MOST_TOLD = 8
"""Words that a reason names."""
KIN = 0.5
"""What a broader or narrower concept counts beside the one named."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search was asked for; see `Index.search`."""

    query: Query
    limit: int
    languages: frozenset[str] | None
    filters: Mapping[str, Collection[str]]
    boosts: Mapping[str, Mapping[str, float]]
    group: bool

    @classmethod
    def of(  # noqa: PLR0913, PLR0917
        cls,
        query: Query | str,
        limit: int,
        languages: Collection[str] | None,
        filters: Mapping[str, Collection[str]] | None,
        boosts: Mapping[str, Mapping[str, float]] | None,
        group: bool,
    ) -> Wanted:
        """Take the arguments of `Index.search`, and the filters out of the query."""
        asked = parse_query(query) if isinstance(query, str) else query
        wished = {name: tuple(values) for name, values in asked.filters.items()}
        for name, values in (filters or {}).items():
            both = [value for value in values if value in wished[name]] if name in wished else list(values)
            wished[name] = tuple(both)
        return cls(
            asked,
            limit,
            frozenset(languages) if languages is not None else None,
            wished,
            boosts or {},
            group,
        )


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What was learned beforehand and comes with the package; each part can be left out.

    Args:
        translations: of the words of a question.
        pointing: how the vector of a question is turned.
    """

    translations: Translations = field(default_factory=dict)
    pointing: Pointing | None = None

    @classmethod
    def shipped(cls) -> Knowledge:
        """Give what came with the package."""
        return cls(shipped_translations(), shipped_pointing())


def terms_asked(text: str, language: str, knowledge: Knowledge, weights: Weights) -> Weighted:
    """Give the stems of a question and their translations, each with its field and weight.

    Args:
        text: the words of the question.
        language: "es" or "en"; "" where it is not known, and then each is tried.
        knowledge: what was learned beforehand.
        weights: of which that of translations is taken.
    """
    # Where the language is not known, those whose words are kept whole are tried too.
    asked = [language] if language else [*LANGUAGES, ""]
    terms: dict[tuple[str, str], float] = {}
    for one in asked:
        for stem, _ in list(stems(text, one))[:MOST_WORDS]:
            terms[field_of(one), stem] = terms.get((field_of(one), stem), 0.0) + 1.0
            for translation, likely in knowledge.translations.get(one, {}).get(stem, ()):
                there = field_of(OTHER[one]), translation
                terms[there] = terms.get(there, 0.0) + likely * weights.translations
    return [(name, stem, weight) for (name, stem), weight in terms.items()]


def concepts_asked(text: str, language: str, thesaurus: Terms | None) -> Weighted:
    """Give the concepts that a question names, and those beside them for less."""
    if thesaurus is None:
        return []
    named = concepts_of(thesaurus, text, language)[:MOST_WORDS]
    weights = dict.fromkeys(named, 1.0)
    for one in named:
        concept = thesaurus.concepts[one]
        for kin in (*concept.narrower, *concept.broader):
            weights.setdefault(kin, KIN)
    return [("concepts", one, weight) for one, weight in list(weights.items())[:MOST_WORDS]]


def vector_asked(text: str, language: str, knowledge: Knowledge, encoder: Encoder | None) -> Vectors | None:
    """Give the direction in which the answers of a question lie; None where there is no encoder."""
    if encoder is None or not text:
        return None
    vector: Vectors = encoder.encode([text], language, query=True)[0]
    pointing = knowledge.pointing
    return pointing.turn(vector) if pointing and pointing.encoder == encoder.name else vector


def concept_reasons(card: Card, concepts: Weighted, language: str, thesaurus: Terms | None) -> list[Reason]:
    """Give the concepts of a question that a passage speaks of, named in the question's language."""
    if thesaurus is None:
        return []
    told = language or card.language
    reasons = []
    for _, one, weight in concepts:
        if weight == 1.0 and one in card.concepts:
            labels = thesaurus.concepts[one].labels
            label = (labels.get(told) or labels.get(card.language) or (one,))[0]
            reasons.append(Reason("concept", label, card.language))
    return reasons[:5]


def matched(card: Card, asked: Collection[str]) -> list[str]:
    """Give the words of a passage that stand for stems of the query, each stem once."""
    words: dict[str, str] = {}
    for word in dict.fromkeys(words_of(f"{card.heading} {card.text}")):
        stem = stem_of(card.language, word)
        if stem in asked:
            words.setdefault(stem, word)
            if len(words) == MOST_TOLD:
                break
    return list(words.values())
