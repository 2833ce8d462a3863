"""One search: candidates by words, concepts and vectors; their whole evidence; one order; the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import tantivy

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
from tequio.engines.retrieval.terms import Keys, TermStore, Weighted
from tequio.engines.retrieval.thesauri import Terms
from tequio.engines.retrieval.vectors import VectorStore
from tequio.engines.retrieval.words import (
    Address,
    Reader,
    all_of,
    language_code,
    terms_key,
)

BY_WORDS = 150
BY_CONCEPTS = 150
BY_VECTORS = 300
"""Candidates that each way of looking brings in."""
MOST_CANDIDATES = 3_000
MOST_BOOSTED = 200
"""Passages that are looked at for boosts; those behind them keep their score."""
NEAR = 0.5
"""How near, on the scale of the candidates, a passage is called a neighbour."""


@dataclass(slots=True)
class _Candidates:
    addresses: list[Address]
    languages: list[int]
    evidence: Evidence
    eligible: set[Address]


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
        hits = [
            self._hit(candidates, place, score, terms, concepts, language)
            for place, score in order[: wanted.limit]
        ]
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
        for asked, count in ((terms, BY_WORDS), (concepts, BY_CONCEPTS)):
            if asked:
                found = reader.find(all_of([*musts, reader.any_of(asked)]), count)
                first.update(dict.fromkeys(found.addresses))
        if vector is not None and self._vectors is not None:
            rows, _ = self._vectors.nearest(vector, BY_VECTORS)
            keys = set(self._vectors.keys[rows].tolist())
            if keys:
                found = reader.find(all_of([*musts, reader.keyed("content_key", keys)]), BY_VECTORS)
                first.update(dict.fromkeys(found.addresses))
        groups = set(reader.numbers(list(first), "group_key")[0].tolist())
        if not groups:
            return _Candidates([], [], _no_evidence(), set())
        same = reader.keyed("group_key", groups)
        return self._known_of(wanted, same, filters, terms, concepts, vector)

    def _known_of(  # noqa: PLR0913, PLR0917
        self,
        wanted: Wanted,
        same: tantivy.Query,
        filters: Sequence[tantivy.Query],
        terms: Weighted,
        concepts: Weighted,
        vector: Vectors | None,
    ) -> _Candidates:
        reader = self._reader
        addresses = reader.find(same, MOST_CANDIDATES).addresses
        limits = list(filters)
        if wanted.languages is not None:
            limits.append(reader.having("language", wanted.languages))
        eligible = (
            set(reader.find(all_of([same, *limits]), MOST_CANDIDATES).addresses) if limits else set(addresses)
        )
        groups, keys, codes = reader.numbers(addresses, "group_key", "content_key", "language_code")
        _, numbers = np.unique(groups, return_inverse=True)
        words, of_concepts = self._term_store.weigh(
            terms_key(keys, codes), (terms, concepts), len(reader), reader.having_term
        )
        evidence = Evidence(
            numbers,
            words,
            of_concepts,
            self._likeness(keys, vector),
        )
        return _Candidates(addresses, codes.tolist(), evidence, eligible)

    def _likeness(self, keys: Keys, vector: Vectors | None) -> Numbers:
        likeness = np.full(len(keys), np.nan)
        if vector is not None and self._vectors is not None:
            places, rows = self._vectors.rows_of(keys)
            np.fmax.at(likeness, places, self._vectors.likeness(vector, rows).astype(np.float64))
        return likeness

    # The order.

    def _ordered(
        self, wanted: Wanted, candidates: _Candidates, together: Numbers, own: Numbers, language: str
    ) -> list[tuple[int, float]]:
        places = np.array(
            [place for place, one in enumerate(candidates.addresses) if one in candidates.eligible],
            dtype=np.int64,
        )
        # Of one provision the version in the question's language comes first, then the one that fits best.
        groups = candidates.evidence.group
        elsewhere = np.array(candidates.languages)[places] != language_code(language)
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

    def _hit(  # noqa: PLR0913, PLR0917
        self,
        candidates: _Candidates,
        place: int,
        score: float,
        terms: Weighted,
        concepts: Weighted,
        language: str,
    ) -> Hit:
        card = self._reader.card(candidates.addresses[place])
        reasons: list[Reason] = []
        group = candidates.evidence.group
        kin = np.flatnonzero(group == group[place]).tolist()
        for one in [place, *(other for other in kin if other != place)]:
            if candidates.evidence.words[one] > 0:
                of = card if one == place else self._reader.card(candidates.addresses[one])
                words = matched(of, {term for _, term, _ in terms})
                if words:
                    reasons.append(Reason("words", ", ".join(words), of.language))
                    break
        reasons += concept_reasons(card, concepts, language, self._thesaurus)
        likeness = candidates.evidence.vectors
        if not np.isnan(likeness).all():
            least, most = np.nanmin(likeness), np.nanmax(likeness)
            best = np.nanmax(likeness[kin]) if not np.isnan(likeness[kin]).all() else least
            if most > least and (best - least) / (most - least) >= NEAR:
                nearest = kin[int(np.nanargmax(likeness[kin]))]
                version = card if nearest == place else self._reader.card(candidates.addresses[nearest])
                reasons.append(Reason("neighbour", "", version.language))
        return Hit(card.id, card.group, score, tuple(reasons))


def _no_evidence() -> Evidence:
    empty = np.zeros(0)
    return Evidence(np.zeros(0, dtype=np.int64), empty, empty, empty)
