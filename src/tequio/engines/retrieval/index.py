"""The index of passages: made in a folder, changed by one process at a time, read by many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

import numpy as np

from tequio.engines.retrieval.asked import Knowledge, Wanted
from tequio.engines.retrieval.encoders import Encoder
from tequio.engines.retrieval.errors import IndexIsUnreadable, NoIndexHere
from tequio.engines.retrieval.passages import Passage, Results
from tequio.engines.retrieval.queries import Query
from tequio.engines.retrieval.ranking import Weights
from tequio.engines.retrieval.search import Search
from tequio.engines.retrieval.terms import TermStore
from tequio.engines.retrieval.thesauri import Terms
from tequio.engines.retrieval.vectors import VectorStore
from tequio.engines.retrieval.windows import parts
from tequio.engines.retrieval.words import WordStore, language_code

MOST_HITS = 1_000
AT_ONCE = 256
"""Passages that are encoded before their vectors are written; so many a crash can cost. With fewer, the
processors wait for the disk and for one another."""
Progress = Callable[[int], None]


class Index:
    """Passages that can be searched; made by `create` or `open`.

    Words are searchable as soon as `add` has committed them. Vectors follow, in `add` or, where it was told
    not to wait for them, in `complete`; until a passage has its vector it is found by its words and
    concepts.
    """

    def __init__(
        self, folder: Path, encoder: Encoder | None, thesaurus: Terms | None, weights: Weights | None = None
    ) -> None:
        if WordStore.stands_in(folder / "words") and not TermStore.stands_in(folder / "terms"):
            raise IndexIsUnreadable(f"The index in {folder} is of another version; make it again.")
        self._terms = TermStore(folder / "terms")
        self._words = WordStore(folder / "words")
        self._encoder = encoder
        self._thesaurus = thesaurus
        self._weights = weights or Weights()
        self._knowledge = Knowledge.shipped()
        self._vectors = (
            VectorStore(folder / "vectors", encoder.name, encoder.dimensions) if encoder is not None else None
        )

    @classmethod
    def create(
        cls,
        folder: Path,
        encoder: Encoder | None = None,
        thesaurus: Terms | None = None,
        weights: Weights | None = None,
    ) -> Index:
        """Make an empty index, or open the one that is there.

        Args:
            folder: is made where it is missing.
            encoder: turns texts into vectors; None for an index by words and concepts alone.
            thesaurus: terms in several languages; None for none.
            weights: of the kinds of evidence; None for those that were measured.

        Raises:
            IndexIsUnreadable: the folder's index is damaged or of another version.
        """
        return cls(folder, encoder, thesaurus, weights)

    @classmethod
    def open(
        cls,
        folder: Path,
        encoder: Encoder | None = None,
        thesaurus: Terms | None = None,
        weights: Weights | None = None,
    ) -> Index:
        """Open an index that is there; see `create`.

        Raises:
            NoIndexHere: there is none.
            IndexIsUnreadable: it is damaged or of another version.
        """
        if not WordStore.stands_in(folder / "words"):
            raise NoIndexHere(f"{folder} holds no search index.")
        return cls(folder, encoder, thesaurus, weights)

    def __len__(self) -> int:
        return len(self._words.reader())

    def add(
        self, passages: Iterable[Passage], progress: Progress | None = None, *, vectors: bool = True
    ) -> None:
        """Add passages; one whose id is known replaces that one. All are kept, or none.

        Args:
            passages: read once, one after the other.
            progress: is told now and then how many are done; after their words, the count begins anew with
                vectors.
            vectors: whether to wait for the vectors of the passages; otherwise call `complete` later.

        Raises:
            AnotherIsWriting: another process is changing the index.
        """
        done = 0
        with self._words.writer(self._terms) as writer:
            for passage in passages:
                writer.add(passage, self._thesaurus)
                done += 1
                if progress and done % 500 == 0:
                    progress(done)
        if progress:
            progress(done)
        if vectors:
            self.complete(progress)

    def remove(self, ids: Iterable[str]) -> None:
        """Take passages out; unknown ids are no error.

        Raises:
            AnotherIsWriting: another process is changing the index.
        """
        with self._words.writer(self._terms) as writer:
            for one in ids:
                writer.remove(one)

    def pending(self) -> int:
        """Say how many different texts have no vector yet."""
        return len(self._without_vector())

    def complete(self, progress: Progress | None = None, most: int | None = None) -> int:
        """Compute vectors that are missing. Searches go on meanwhile; a crash costs at most the batch in
        hand.

        Args:
            progress: is told how many are done.
            most: stop after so many texts; None for all.

        Returns:
            How many were computed.
        """
        if self._encoder is None or self._vectors is None:
            return 0
        reader = self._words.reader()
        missing = list(self._without_vector().items())[:most]
        # Texts of like length together: little of a batch is padding.
        done = 0
        for batch in _batched(missing):
            cards = [reader.card(address) for _, address in batch]
            for language in sorted({card.language for card in cards}):
                keys: list[int] = []
                texts: list[str] = []
                for (key, _), card in zip(batch, cards, strict=True):
                    if card.language == language:
                        of_card = parts(card.heading, card.text)
                        texts += of_card
                        keys += [key] * len(of_card)
                encoded = self._encoder.encode(texts, language)
                self._vectors.add(np.array(keys, dtype=np.uint64), encoded, language_code(language))
            done += len(batch)
            if progress:
                progress(done)
        return done

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
        """Find passages.

        Args:
            query: as typed, or as understood by `parse_query`.
            limit: hits to give, at most `MOST_HITS`.
            languages: hits only in these; versions in others still speak for their provision. None for all.
            filters: field -> values, one of which a hit must have; added to those of the query.
            boosts: field -> value -> factor on the score of passages that have it, for instance legal force.
            group: whether a provision that stands in several languages is given once.

        Returns:
            Hits, best first; an empty query has none, with a note.
        """
        wanted = Wanted.of(query, min(max(limit, 0), MOST_HITS), languages, filters, boosts, group)
        # In this order: what is read of a passage was written before it could be found.
        reader = self._words.reader()
        self._terms.refresh()
        if self._vectors is not None:
            self._vectors.refresh()
        search = Search(
            reader,
            self._terms,
            self._vectors,
            self._encoder,
            self._thesaurus,
            self._weights,
            self._knowledge,
        )
        return search.run(wanted)

    def _without_vector(self) -> dict[int, tuple[int, int]]:
        """Give content key -> address of one passage, for the texts that have no vector."""
        if self._vectors is None:
            return {}
        self._vectors.refresh()
        reader = self._words.reader()
        addresses = reader.find(reader.everything(), len(reader)).addresses
        (keys,) = reader.numbers(addresses, "content_key")
        missing = set(self._vectors.missing(keys).tolist())
        return {key: address for key, address in zip(keys.tolist(), addresses, strict=True) if key in missing}


def _batched(items: Iterable[tuple[int, tuple[int, int]]]) -> Iterator[list[tuple[int, tuple[int, int]]]]:
    iterator = iter(items)
    while batch := list(islice(iterator, AT_ONCE)):
        yield batch
