"""The index of passages on Milvus: what `tequio.engines.retrieval.Index` does, with the cluster's candidates.

The cluster keeps the passages, spreads them over its shards, and names candidates by words, by concepts and
by vectors. What a question asks for and how the three kinds of evidence are weighed is worked out by the same
code as for the index of one machine; order and reasons follow its rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tequio.apps.library.standards.elsewhere import rows
from tequio.apps.library.standards.elsewhere.server import Server
from tequio.engines.retrieval import Encoder, Hit, NoIndexHere, Passage, Query, Reason, Results
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
from tequio.engines.retrieval.index import MOST_HITS
from tequio.engines.retrieval.ranking import Evidence, Numbers, Weights, scores
from tequio.engines.retrieval.search import BY_CONCEPTS, BY_VECTORS, BY_WORDS, MOST_CANDIDATES, NEAR
from tequio.engines.retrieval.terms import Weighted
from tequio.engines.retrieval.thesauri import Terms
from tequio.engines.retrieval.windows import parts
from tequio.engines.retrieval.words import Card, digest

AT_ONCE = 200
"""Passages that are sent in one request."""
_ENCODED_AT_ONCE = 64
_MOST_PIECES = 16_000  # Milvus gives at most 16,384 rows
Progress = Callable[[int], None]
Vector = NDArray[np.float32]


class IndexElsewhere:
    """Passages on a cluster that can be searched; made by `create` or `open`.

    Unlike the index of one machine it cannot keep all of an `add` or nothing: after a failure some passages
    are in and others not, and the same `add` again puts it right. Another encoder is another index.
    """

    def __init__(
        self,
        server: Server,
        name: str,
        encoder: Encoder | None = None,
        thesaurus: Terms | None = None,
        weights: Weights | None = None,
    ) -> None:
        meaning = digest(encoder.name, str(encoder.dimensions)) if encoder else 0
        self._server = server
        self._passages, self._pieces = f"{name}_{meaning:x}_passages", f"{name}_{meaning:x}_pieces"
        self._encoder, self._thesaurus = encoder, thesaurus
        self._weights = weights or Weights()
        self._knowledge = Knowledge.shipped()

    @classmethod
    def create(  # noqa: PLR0913, PLR0917
        cls,
        server: Server,
        name: str,
        encoder: Encoder | None = None,
        thesaurus: Terms | None = None,
        weights: Weights | None = None,
        shards: int = 1,
    ) -> IndexElsewhere:
        """Make an empty index, or open the one that is there.

        Args:
            server: the cluster.
            name: of the index: letters, digits and underscores, a letter first.
            encoder: turns texts into vectors; None for an index by words and concepts alone.
            thesaurus: terms in several languages; None for none.
            weights: of the kinds of evidence; None for those that were measured.
            shards: over how many the cluster spreads what is written; replicas are its own setting.

        Raises:
            ServerSilent, ServerRefuses: the cluster did not do it.
        """
        index = cls(server, name, encoder, thesaurus, weights)
        if not index._is_there(index._passages):
            server.ask("collections/create", rows.passages_collection(index._passages, shards))
        if encoder and not index._is_there(index._pieces):
            wanted = rows.pieces_collection(index._pieces, shards, encoder.dimensions)
            server.ask("collections/create", wanted)
        return index

    @classmethod
    def open(
        cls,
        server: Server,
        name: str,
        encoder: Encoder | None = None,
        thesaurus: Terms | None = None,
        weights: Weights | None = None,
    ) -> IndexElsewhere:
        """Open an index that is there; see `create`.

        Raises:
            NoIndexHere: there is none.
            ServerSilent, ServerRefuses: the cluster did not say.
        """
        index = cls(server, name, encoder, thesaurus, weights)
        if not all(map(index._is_there, [index._passages, index._pieces][: 2 if encoder else 1])):
            raise NoIndexHere(f"The search server holds no index {name} for this encoder.")
        return index

    def __len__(self) -> int:
        return self._count("")

    # What is in it.

    def add(
        self, passages: Iterable[Passage], progress: Progress | None = None, *, vectors: bool = True
    ) -> None:
        """Add passages; one whose id is known replaces that one.

        Args:
            passages: read once, one after the other.
            progress: is told now and then how many are done.
            vectors: whether to wait for their vectors; otherwise call `complete` later.

        Raises:
            ServerSilent, ServerRefuses: the cluster did not do it; part of the passages may be in.
        """
        coming, done = iter(passages), 0
        while batch := list(islice(coming, AT_ONCE)):
            by_key = {row["pk"]: row for row in (rows.row_of(one, self._thesaurus) for one in batch)}
            self._forget_pieces(by_key)
            self._ask("entities/upsert", self._passages, data=list(by_key.values()))
            done += len(batch)
            if progress:
                progress(done)
        if vectors:
            self.complete(progress)

    def remove(self, ids: Iterable[str]) -> None:
        """Take passages out; unknown ids are no error."""
        coming = iter(ids)
        while batch := [rows.key_of(one) for one in islice(coming, AT_ONCE)]:
            self._forget_pieces(batch)
            self._ask("entities/delete", self._passages, filter=rows.any_of("pk", batch))

    def pending(self) -> int:
        """Say how many passages have no vector yet."""
        return self._count(rows.any_of("facets", [rows.WAITS])) if self._encoder else 0

    def complete(self, progress: Progress | None = None, most: int | None = None) -> int:
        """Compute vectors that are missing; searches go on meanwhile.

        Args:
            progress: is told how many passages are done.
            most: stop after so many; None for all.

        Returns:
            How many were computed.
        """
        done: set[str] = set()
        while self._encoder and (most is None or len(done) < most):
            wanted = _ENCODED_AT_ONCE if most is None else min(_ENCODED_AT_ONCE, most - len(done))
            found = self._query(
                rows.any_of("facets", [rows.WAITS]), ["pk", "group_key", "words", "concepts", "card"], wanted
            )
            batch = [row for row in found if row["pk"] not in done]
            if not batch:
                break
            self._give_vectors(batch, self._encoder)
            done |= {row["pk"] for row in batch}
            if progress:
                progress(len(done))
        return len(done)

    def _give_vectors(self, batch: Sequence[Mapping[str, Any]], encoder: Encoder) -> None:
        by_language: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in batch:
            card = rows.card_of(row)
            by_language[card.language] += [(row["pk"], one) for one in parts(card.heading, card.text)]
        vectors: dict[str, list[list[float]]] = defaultdict(list)
        for language, texts in by_language.items():
            encoded = encoder.encode([text for _, text in texts], language)
            for (key, _), vector in zip(texts, encoded.tolist(), strict=True):
                vectors[key].append(vector)
        pieces = [piece for key, of_one in vectors.items() for piece in rows.pieces_of(key, of_one)]
        self._ask("entities/upsert", self._pieces, data=pieces)
        whole = [{**row, "facets": rows.facets_of(rows.card_of(row))} for row in batch]
        self._ask("entities/upsert", self._passages, data=whole)

    def _forget_pieces(self, keys: Iterable[str]) -> None:
        if self._encoder:
            self._ask("entities/delete", self._pieces, filter=rows.any_of("passage", keys))

    # What is found.

    def search(  # noqa: PLR0913
        self,
        query: Query | str,
        *,
        limit: int = 20,
        languages: Collection[str] | None = None,
        filters: Mapping[str, Collection[str]] | None = None,
        boosts: Mapping[str, Mapping[str, float]] | None = None,
        group: bool = True,
    ) -> Results:
        """Find passages; the arguments are those of `tequio.engines.retrieval.Index.search`.

        Raises:
            ServerSilent, ServerRefuses: the cluster gave no answer.
        """
        wanted = Wanted.of(query, min(max(limit, 0), MOST_HITS), languages, filters, boosts, group)
        asked = wanted.query
        if asked.is_empty and asked.condition is None:
            note = "Nothing was asked: the query has no word to search for."
            return Results((), 0, (*asked.notes, note))
        language = guess_language(asked.text)
        terms = terms_asked(asked.text, language, self._knowledge, self._weights)
        concepts = concepts_asked(asked.text, language, self._thesaurus)
        if not terms and not concepts:
            return self._unranked(wanted)
        vector = vector_asked(asked.text, language, self._knowledge, self._encoder)
        groups = self._groups(wanted, terms, concepts, vector)
        if not groups:
            return Results((), 0, asked.notes)
        found = self._query(rows.any_of("group_key", groups), ["pk", "card"], MOST_CANDIDATES)
        cards = [rows.card_of(row) for row in found]
        evidence = self._evidence([row["pk"] for row in found], cards, groups, terms, concepts, vector)
        together, own = scores(evidence, self._weights)
        order = _ordered(wanted, cards, evidence, together, own, language)
        hits = [
            Hit(
                cards[place].id,
                cards[place].group,
                score,
                self._reasons(place, cards, evidence, terms, concepts, language),
            )
            for place, score in order[: wanted.limit]
        ]
        return Results(tuple(hits), len(order), asked.notes)

    def _limits(self, wanted: Wanted, *, languages: bool = False) -> str:
        limits = [
            rows.any_of("facets", (rows.facet(name, value) for value in values))
            for name, values in wanted.filters.items()
        ]
        if languages and wanted.languages is not None:
            limits.append(rows.any_of("facets", (rows.facet("language", one) for one in wanted.languages)))
        condition = wanted.query.condition
        return rows.all_of([*limits, (rows.clause_of(condition) or "") if condition else ""])

    def _groups(
        self, wanted: Wanted, terms: Weighted, concepts: Weighted, vector: Vector | None
    ) -> list[str]:
        limits, found = self._limits(wanted), []
        for asked, field, count in ((terms, "words", BY_WORDS), (concepts, "concepts", BY_CONCEPTS)):
            if asked:
                question = rows.question_of(asked)
                found += self._nearest(question, f"{field}_weights", limits, count, ["group_key", "card"])
        if vector is not None:
            near = self._nearest(vector.tolist(), "vector", "", BY_VECTORS, ["passage"])
            keys = rows.any_of("pk", dict.fromkeys(row["passage"] for row in near))
            found += self._query(rows.all_of([keys, limits]), ["group_key", "card"], BY_VECTORS)
        condition = wanted.query.condition
        if condition and rows.has_phrase(condition):
            found = [row for row in found if rows.fulfils(condition, rows.card_of(row)) is not False]
        return list(dict.fromkeys(row["group_key"] for row in found))

    def _evidence(  # noqa: PLR0913, PLR0917
        self,
        keys: Sequence[str],
        cards: Sequence[Card],
        groups: Sequence[str],
        terms: Weighted,
        concepts: Weighted,
        vector: Vector | None,
    ) -> Evidence:
        places = {key: place for place, key in enumerate(keys)}
        same = rows.any_of("group_key", groups)
        known: list[Numbers] = []
        for asked, field in ((terms, "words"), (concepts, "concepts")):
            numbers = np.zeros(len(keys))
            question = rows.question_of(asked)
            for row in (
                self._nearest(question, f"{field}_weights", same, MOST_CANDIDATES, ["pk"]) if asked else ()
            ):
                if row["pk"] in places:
                    # Milvus Lite gives BM25 with the sign turned.
                    numbers[places[row["pk"]]] = abs(row["distance"])
            known.append(numbers)
        likeness = np.full(len(keys), np.nan)
        if vector is not None and keys:
            these = rows.any_of("passage", keys)
            for row in self._nearest(vector.tolist(), "vector", these, _MOST_PIECES, ["passage"]):
                place = places[row["passage"]]
                likeness[place] = np.fmax(likeness[place], row["distance"])
        _, numbered = np.unique([card.group for card in cards], return_inverse=True)
        return Evidence(numbered.astype(np.int64), known[0], known[1], likeness)

    def _unranked(self, wanted: Wanted) -> Results:
        """Answer a query of filters, or of words that are in every text: in the cluster's order."""
        asked, limits = wanted.query, self._limits(wanted, languages=True)
        if not limits or (asked.text and asked.condition is None and not wanted.filters):
            note = "The query has only words that stand in every text; add one that says what about."
            return Results((), 0, (*asked.notes, note))
        hits: dict[str, Hit] = {}
        for row in self._query(limits, ["card"], MOST_CANDIDATES):
            card = rows.card_of(row)
            if asked.condition is None or rows.fulfils(asked.condition, card) is not False:
                hits.setdefault(card.group if wanted.group else card.id, Hit(card.id, card.group, 0.0))
        return Results(tuple(islice(hits.values(), wanted.limit)), len(hits), asked.notes)

    def _reasons(  # noqa: PLR0913, PLR0917
        self,
        place: int,
        cards: Sequence[Card],
        evidence: Evidence,
        terms: Weighted,
        concepts: Weighted,
        language: str,
    ) -> tuple[Reason, ...]:
        reasons: list[Reason] = []
        kin = np.flatnonzero(evidence.group == evidence.group[place]).tolist()
        asked = {term for _, term, _ in terms}
        for one in [place, *(other for other in kin if other != place)]:
            words = matched(cards[one], asked) if evidence.words[one] > 0 else []
            if words:
                reasons.append(Reason("words", ", ".join(words), cards[one].language))
                break
        reasons += concept_reasons(cards[place], concepts, language, self._thesaurus)
        likeness = np.nan_to_num(evidence.vectors, nan=-np.inf)
        known = likeness[np.isfinite(likeness)]
        nearest = max(kin, key=lambda one: float(likeness[one]))
        least, most = (float(known.min()), float(known.max())) if len(known) else (0.0, 0.0)
        if most > least and (likeness[nearest] - least) / (most - least) >= NEAR:
            reasons.append(Reason("neighbour", "", cards[nearest].language))
        return tuple(reasons)

    # What is asked of the cluster.

    def _ask(self, action: str, collection: str, **request: Any) -> Any:
        return self._server.ask(action, {"collectionName": collection, **request})

    def _is_there(self, collection: str) -> bool:
        return bool(self._ask("collections/has", collection)["has"])

    def _count(self, wanted: str) -> int:
        # What was just written counts, or a writer would take its own work for missing.
        [row] = self._ask(
            "entities/query",
            self._passages,
            filter=wanted,
            outputFields=["count(*)"],
            consistencyLevel="Strong",
        )
        return int(row["count(*)"])

    def _query(self, wanted: str, fields: Sequence[str], limit: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._ask(
            "entities/query", self._passages, filter=wanted, outputFields=list(fields), limit=limit
        )
        return found

    def _nearest(
        self, asked: str | list[float], field: str, wanted: str, limit: int, fields: Sequence[str]
    ) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._ask(
            "entities/search",
            self._pieces if field == "vector" else self._passages,
            data=[asked],
            annsField=field,
            filter=wanted,
            limit=limit,
            outputFields=list(fields),
        )
        return found


def _ordered(  # noqa: PLR0913, PLR0917
    wanted: Wanted,
    cards: Sequence[Card],
    evidence: Evidence,
    together: Numbers,
    own: Numbers,
    language: str,
) -> list[tuple[int, float]]:
    """Give the places of the hits, best first; of one provision the version in the question's language."""
    order: list[tuple[int, float]] = []
    for place, card in enumerate(cards):
        if _is_eligible(wanted, card):
            score = float(together[evidence.group[place]])
            for name, factors in wanted.boosts.items():
                having = {rows.facet(name, value) for value in card.fields.get(name, ())}
                score *= max(
                    [by for value, by in factors.items() if rows.facet(name, value) in having] or [1.0]
                )
            order.append((place, score))
    order.sort(key=lambda one: (-one[1], cards[one[0]].language != language, -own[one[0]], cards[one[0]].id))
    if not wanted.group:
        return order
    first: dict[int, tuple[int, float]] = {}
    for one in order:
        first.setdefault(int(evidence.group[one[0]]), one)
    return list(first.values())


def _is_eligible(wanted: Wanted, card: Card) -> bool:
    there = set(rows.facets_of(card))
    limits = [(name, values) for name, values in wanted.filters.items()]
    if wanted.languages is not None:
        limits.append(("language", tuple(wanted.languages)))
    return all(any(rows.facet(name, value) in there for value in values) for name, values in limits)
