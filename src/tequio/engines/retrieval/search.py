"""One search: candidates by words, concepts and vectors; their whole evidence; one order; the reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tequio.engines.retrieval.analysis import guess_language
from tequio.engines.retrieval.asked import (
    Knowledge,
    Wanted,
    concept_reasons,
    concepts_asked,
    matched,
    terms_asked,
    vector_asked,
)
from tequio.engines.retrieval.encoders import Encoder
from tequio.engines.retrieval.passages import Hit, Reason, Results, Vectors
from tequio.engines.retrieval.ranking import Evidence, Numbers, Weights, scores
from tequio.engines.retrieval.terms import Asked, Keys, TermStore, Weighted
from tequio.engines.retrieval.thesauri import Terms
from tequio.engines.retrieval.vectors import VectorStore
from tequio.engines.retrieval.words import (
    LANGUAGES,
    Address,
    Reader,
    all_of,
    language_code,
    terms_key,
)

BY_WORDS = 150
BY_CONCEPTS = 100
BY_VECTORS = 300
"""Candidates that each way of looking brings in."""
MOST_CANDIDATES = 3_000
ENRICHED = 60
"""Provisions of which all versions are looked at, or three times as many as there are hits to give."""
COMMON = 0.1
"""Share of all passages from which on a term brings in no candidates, if rarer ones bring in enough."""
ENOUGH = 20
"""How many times more passages than candidates the rarer terms must have for that."""
MOST_BOOSTED = 200
"""Passages that are looked at for boosts; those behind them keep their score."""
NEAR = 0.5
"""How near, on the scale of the candidates, a passage is called a neighbour."""


@dataclass(frozen=True, slots=True)
class _Known:
    """Passages side by side with what is known of them; every array has one entry a passage."""

    addresses: list[Address]
    groups: Keys
    codes: Keys
    words: Numbers
    concepts: Numbers
    vectors: Numbers

    def with_more(self, other: _Known) -> _Known:
        """Put others behind these."""
        return _Known(
            self.addresses + other.addresses,
            np.concatenate([self.groups, other.groups]),
            np.concatenate([self.codes, other.codes]),
            np.concatenate([self.words, other.words]),
            np.concatenate([self.concepts, other.concepts]),
            np.concatenate([self.vectors, other.vectors]),
        )

    def evidence(self) -> tuple[Evidence, Keys]:
        """Give what speaks for them, their provisions numbered, and the key of each number."""
        groups, numbers = np.unique(self.groups, return_inverse=True)
        return Evidence(numbers, self.words, self.concepts, self.vectors), groups


@dataclass(frozen=True, slots=True)
class _Candidates:
    """What is put into an order.

    Args:
        addresses: of the passages.
        codes: of their languages.
        evidence: what speaks for them.
        fits: whether one may be given as a hit, and not only speak for its provision.
        near: likeness from which on one is called a neighbour.
    """

    addresses: list[Address]
    codes: Keys
    evidence: Evidence
    fits: NDArray[np.bool_]
    near: float


@dataclass(frozen=True, slots=True)
class _Asked:
    """What hits are explained by: stems, concepts, and the language of the question."""

    words: frozenset[str]
    concepts: Weighted
    language: str


class Search:
    """Runs one search on one committed state of an index."""

    def __init__(  # noqa: PLR0913, PLR0917  a search stands on all of these
        self,
        reader: Reader,
        terms: TermStore,
        vectors: VectorStore | None,
        encoder: Encoder | None,
        thesaurus: Terms | None,
        weights: Weights,
        knowledge: Knowledge,
    ) -> None:
        self._reader = reader
        self._term_store = terms
        self._vectors = vectors if vectors is not None and len(vectors) else None
        self._encoder = encoder
        self._thesaurus = thesaurus
        self._weights = weights
        self._knowledge = knowledge

    def run(self, wanted: Wanted) -> Results:
        """Answer."""
        query = wanted.query
        if query.is_empty and query.condition is None:
            note = "Nothing was asked: the query has no word to search for."
            return Results((), 0, (*query.notes, note))
        language = guess_language(query.text)
        terms = terms_asked(query.text, language, self._knowledge, self._weights)
        concepts = concepts_asked(query.text, language, self._thesaurus)
        if not terms and not concepts:
            return self._unranked(wanted)
        vector = (
            None
            if self._vectors is None
            else vector_asked(query.text, language, self._knowledge, self._encoder)
        )
        candidates = self._candidates(wanted, terms, concepts, vector)
        together, own = scores(candidates.evidence, self._weights)
        order = self._ordered(wanted, candidates, together, own, language)
        asked = _Asked(frozenset(term for _, term, _ in terms), concepts, language)
        hits = [self._hit(asked, candidates, place, score) for place, score in order[: wanted.limit]]
        return Results(tuple(hits), len(order), query.notes)

    # What may answer it.

    def _candidates(
        self, wanted: Wanted, terms: Weighted, concepts: Weighted, vector: Vectors | None
    ) -> _Candidates:
        reader = self._reader
        filters = [reader.having(name, values) for name, values in wanted.filters.items()]
        condition = reader.fulfilling(wanted.query.condition) if wanted.query.condition else None
        musts = filters if condition is None else [*filters, condition]
        first: dict[Address, None] = {}
        having, passages = cache(reader.having_term), len(reader)
        for asked, count in ((terms, BY_WORDS), (concepts, BY_CONCEPTS)):
            if asked:
                some = reader.any_of(_telling(asked, passages, having))
                found = reader.find(all_of([*musts, some]), count)
                first.update(dict.fromkeys(found.addresses))
        if vector is not None and self._vectors is not None:
            rows, _ = self._vectors.nearest(vector, BY_VECTORS)
            keys = set(self._vectors.keys[rows].tolist())
            if keys:
                found = reader.find(all_of([*musts, reader.keyed("content_key", keys)]), BY_VECTORS)
                first.update(dict.fromkeys(found.addresses))
        weighing = self._term_store.asked((terms, concepts), passages, having)
        known = self._known_of(list(first), weighing, vector)
        # The versions of a provision in other languages: of those that may come among the first.
        best = self._best(known, max(ENRICHED, 3 * wanted.limit))
        same = reader.keyed("group_key", best)
        kin = [one for one in reader.find(same, MOST_CANDIDATES).addresses if one not in first]
        known = known.with_more(self._known_of(kin, weighing, vector))
        fits = self._fit(wanted, known)
        if filters and kin:
            among = set(reader.find(all_of([same, *filters]), MOST_CANDIDATES).addresses)
            fits[len(first) :] &= [one in among for one in kin]
        evidence, _ = known.evidence()
        return _Candidates(known.addresses, known.codes, evidence, fits, _nearness(known.vectors))

    def _known_of(self, addresses: list[Address], weighing: Asked, vector: Vectors | None) -> _Known:
        groups, keys, codes = self._reader.numbers(addresses, "group_key", "content_key", "language_code")
        words, concepts = self._term_store.weigh(terms_key(keys, codes), weighing)
        return _Known(addresses, groups, codes, words, concepts, self._likeness(keys, vector))

    def _likeness(self, keys: Keys, vector: Vectors | None) -> Numbers:
        likeness = np.full(len(keys), np.nan)
        if vector is not None and self._vectors is not None:
            places, rows = self._vectors.rows_of(keys)
            np.fmax.at(likeness, places, self._vectors.likeness(vector, rows).astype(np.float64))
        return likeness

    def _best(self, known: _Known, most: int) -> list[int]:
        """Give the keys of the provisions that are ahead by what is known."""
        evidence, groups = known.evidence()
        if len(groups) > most:
            together, _ = scores(evidence, self._weights)
            groups = groups[np.argpartition(-together, most)[:most]]
        return [int(one) for one in groups.tolist()]

    def _fit(self, wanted: Wanted, known: _Known) -> NDArray[np.bool_]:
        """Say which passages are in a language that was asked for."""
        if wanted.languages is None:
            return np.ones(len(known.addresses), dtype=bool)
        if wanted.languages <= set(LANGUAGES):
            codes = [language_code(one) for one in wanted.languages]
            return np.isin(known.codes, np.array(codes, dtype=np.uint64))
        reader = self._reader
        same = reader.keyed("group_key", np.unique(known.groups).tolist())
        found = reader.find(all_of([same, reader.having("language", wanted.languages)]), MOST_CANDIDATES)
        among = set(found.addresses)
        return np.array([one in among for one in known.addresses], dtype=bool)

    # The order.

    def _ordered(
        self, wanted: Wanted, candidates: _Candidates, together: Numbers, own: Numbers, language: str
    ) -> list[tuple[int, float]]:
        places = np.flatnonzero(candidates.fits)
        # Of one provision the version in the question's language comes first, then the one that fits best.
        groups = candidates.evidence.group
        elsewhere = candidates.codes[places] != language_code(language)
        sorting = np.lexsort((-own[places], elsewhere, -together[groups[places]]))
        seen: set[int] = set()
        order: list[tuple[int, float]] = []
        for place, group in zip(places[sorting].tolist(), groups[places[sorting]].tolist(), strict=True):
            if wanted.group and group in seen:
                continue
            seen.add(group)
            order.append((place, float(together[group])))
        return self._boosted(wanted, candidates, order) if wanted.boosts else order

    def _boosted(
        self, wanted: Wanted, candidates: _Candidates, order: list[tuple[int, float]]
    ) -> list[tuple[int, float]]:
        reader = self._reader
        first = [candidates.addresses[place] for place, _ in order[:MOST_BOOSTED]]
        (ids,) = reader.numbers(first, "id_key")
        these = reader.keyed("id_key", ids.tolist())
        factor = dict.fromkeys(first, 1.0)
        for name, factors in wanted.boosts.items():
            best = dict.fromkeys(first, 1.0)
            for value, by in sorted(factors.items(), key=lambda one: one[1]):
                having = reader.find(all_of([these, reader.having(name, [value])]), MOST_CANDIDATES)
                best.update(dict.fromkeys(having.addresses, by))
            factor = {one: factor[one] * best[one] for one in first}
        boosted = [
            (place, score * factor[candidates.addresses[place]]) for place, score in order[:MOST_BOOSTED]
        ]
        return sorted(boosted, key=lambda one: -one[1]) + order[MOST_BOOSTED:]

    def _unranked(self, wanted: Wanted) -> Results:
        """Answer a query of filters, or of words that are in every text: in the order of the index."""
        reader = self._reader
        query = wanted.query
        musts = [reader.having(name, values) for name, values in wanted.filters.items()]
        if wanted.languages is not None:
            musts.append(reader.having("language", wanted.languages))
        condition = reader.fulfilling(query.condition) if query.condition else None
        if condition is not None:
            musts.append(condition)
        if not musts or (query.text and condition is None and not wanted.filters):
            note = "The query has only words that stand in every text; add one that says what about."
            return Results((), 0, (*query.notes, note))
        found = reader.find(all_of(musts), MOST_CANDIDATES)
        hits: dict[str, Hit] = {}
        for address in found.addresses:
            if len(hits) >= wanted.limit:
                break
            card = reader.card(address)
            hits.setdefault(card.group if wanted.group else card.id, Hit(card.id, card.group, 0.0))
        (keys,) = reader.numbers(found.addresses, "group_key" if wanted.group else "id_key")
        return Results(tuple(hits.values()), len(np.unique(keys)), query.notes)

    # The reasons.

    def _hit(self, asked: _Asked, candidates: _Candidates, place: int, score: float) -> Hit:
        card = self._reader.card(candidates.addresses[place])
        reasons: list[Reason] = []
        evidence = candidates.evidence
        kin = np.flatnonzero(evidence.group == evidence.group[place]).tolist()
        for one in [place, *(other for other in kin if other != place)]:
            if evidence.words[one] > 0:
                of = card if one == place else self._reader.card(candidates.addresses[one])
                words = matched(of, asked.words)
                if words:
                    reasons.append(Reason("words", ", ".join(words), of.language))
                    break
        reasons += concept_reasons(card, asked.concepts, asked.language, self._thesaurus)
        nearest = max(kin, key=lambda one: np.nan_to_num(evidence.vectors[one], nan=-1.0))
        if evidence.vectors[nearest] >= candidates.near:
            version = card if nearest == place else self._reader.card(candidates.addresses[nearest])
            reasons.append(Reason("neighbour", "", version.language))
        return Hit(card.id, card.group, score, tuple(reasons))


def _nearness(likeness: Numbers) -> float:
    """Give the likeness from which on one of the candidates is called a neighbour; infinite for none."""
    known = likeness[~np.isnan(likeness)]
    if not len(known) or known.max() <= known.min():
        return float("inf")
    return float(known.min() + NEAR * (known.max() - known.min()))


def _telling(terms: Weighted, passages: int, having: Callable[[str, str], int]) -> Weighted:
    """Leave out the terms that tell little: to walk through where they stand is most of the work.

    They still weigh in the candidates that the others bring in.
    """
    kept, reached = [], 0
    for name, term, weight in sorted(terms, key=lambda one: having(one[0], one[1])):
        count = having(name, term)
        if count > COMMON * passages and reached >= ENOUGH * BY_WORDS:
            break
        kept.append((name, term, weight))
        reached += count
    return kept
