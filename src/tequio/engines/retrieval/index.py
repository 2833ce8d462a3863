"""The index of passages: made in a folder, changed by one process, read by many."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

import tantivy

from tequio.engines.retrieval.analysis import folded, stems
from tequio.engines.retrieval.encoders import Encoder
from tequio.engines.retrieval.errors import IndexIsUnreadable, NoIndexHere
from tequio.engines.retrieval.passages import Hit, Passage, Reason, Results
from tequio.engines.retrieval.queries import Query, parse_query
from tequio.engines.retrieval.thesauri import Terms

LANGUAGES = ("es", "en")
MOST_HITS = 1_000


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("card", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("facet", tokenizer_name="raw", index_option="basic")
    for language in (*LANGUAGES, "other"):
        builder.add_text_field(f"body_{language}", tokenizer_name="whitespace")
        builder.add_text_field(f"heading_{language}", tokenizer_name="whitespace")
    builder.add_text_field("concepts", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class Index:
    """Passages that can be searched; see `create` and `open`."""

    def __init__(self, store: tantivy.Index, encoder: Encoder | None, thesaurus: Terms | None) -> None:
        self._store = store
        self._encoder = encoder
        self._thesaurus = thesaurus

    @classmethod
    def create(cls, folder: Path, encoder: Encoder | None = None, thesaurus: Terms | None = None) -> Index:
        """Make an empty index, or open the one that is there.

        Args:
            folder: is made where it is missing.
            encoder: turns texts into vectors; None for an index by words alone.
            thesaurus: terms in several languages; None for none.
        """
        folder.mkdir(parents=True, exist_ok=True)
        try:
            return cls(tantivy.Index(_schema(), path=str(folder), reuse=True), encoder, thesaurus)
        except ValueError as error:
            raise IndexIsUnreadable(
                f"The index in {folder} was made by another version; make it again."
            ) from error

    @classmethod
    def open(cls, folder: Path, encoder: Encoder | None = None, thesaurus: Terms | None = None) -> Index:
        """Open an index that is there.

        Raises:
            NoIndexHere: there is none.
            IndexIsUnreadable: it is damaged or of another version.
        """
        if not folder.is_dir() or not tantivy.Index.exists(str(folder)):
            raise NoIndexHere(f"{folder} holds no search index.")
        return cls.create(folder, encoder, thesaurus)

    def add(self, passages: Iterable[Passage], progress: Callable[[int], None] | None = None) -> None:
        """Add passages; one whose id is known replaces that one. All of them are kept, or none.

        Args:
            passages: read once, one after the other.
            progress: is told how many are done, now and then.
        """
        writer = self._store.writer(num_threads=1)
        done = 0
        try:
            for passage in passages:
                writer.delete_documents_by_term("id", passage.id)
                writer.add_document(self._document(passage))
                done += 1
                if progress and done % 500 == 0:
                    progress(done)
            writer.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            writer.wait_merging_threads()
        self._store.reload()
        if progress:
            progress(done)

    def remove(self, ids: Iterable[str]) -> None:
        """Take passages out; unknown ids are no error."""
        writer = self._store.writer(num_threads=1)
        for one in ids:
            writer.delete_documents_by_term("id", one)
        writer.commit()
        writer.wait_merging_threads()
        self._store.reload()

    def __len__(self) -> int:
        self._store.reload()
        return self._store.searcher().num_docs

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
            languages: only passages in these; None for all.
            filters: field -> values, one of which a hit must have; added to those of the query.
            boosts: field -> value -> factor on the score of passages that have it, for instance legal force.
            group: whether a provision that stands in several languages is given once.

        Returns:
            Hits, best first; an empty query has none, with a note.
        """
        asked = parse_query(query) if isinstance(query, str) else query
        self._store.reload()
        searcher = self._store.searcher()
        schema = self._store.schema
        parts: list[tuple[tantivy.Occur, tantivy.Query]] = []
        for language in LANGUAGES:
            for stem, _ in stems(asked.text, language):
                for name, weight in ((f"body_{language}", 1.0), (f"heading_{language}", 1.0)):
                    term = tantivy.Query.term_query(schema, name, stem, "freq")
                    parts.append((tantivy.Occur.Should, tantivy.Query.boost_query(term, weight)))
        if not parts:
            return Results((), 0, (*asked.notes, "Nothing was asked: the query has no word to search for."))
        must = [(tantivy.Occur.Must, tantivy.Query.boolean_query(parts))]
        for name, values in {**asked.filters, **(filters or {})}.items():
            must.append((tantivy.Occur.Must, _facets(schema, name, values)))
        if languages is not None:
            must.append((tantivy.Occur.Must, _facets(schema, "language", languages)))
        found = searcher.search(tantivy.Query.boolean_query(must), min(limit, MOST_HITS) * 3)
        hits: list[Hit] = []
        seen: set[str] = set()
        for score, address in found.hits:
            card = json.loads(searcher.doc(address)["card"][0])
            for field, factors in (boosts or {}).items():
                score *= max(
                    (factors.get(value, 1.0) for value in card["fields"].get(field, [])), default=1.0
                )
            if group and card["group"] in seen:
                continue
            seen.add(card["group"])
            hits.append(Hit(card["id"], card["group"], score, (Reason("words", "", card["language"]),)))
        hits.sort(key=lambda hit: -hit.score)
        return Results(tuple(hits[:limit]), len(hits), asked.notes)

    def _document(self, passage: Passage) -> tantivy.Document:
        language = passage.language if passage.language in LANGUAGES else "other"
        card = {
            "id": passage.id,
            "group": passage.group,
            "language": passage.language,
            "fields": {name: list(values) for name, values in passage.fields.items()},
        }
        document = tantivy.Document()
        document.add_text("id", passage.id)
        document.add_text("card", json.dumps(card, ensure_ascii=False))
        document.add_text("facet", f"language={passage.language}")
        for name, values in passage.fields.items():
            for value in values:
                document.add_text("facet", f"{name}={folded(value)}")
        document.add_text(f"body_{language}", " ".join(stem for stem, _ in stems(passage.text, language)))
        document.add_text(
            f"heading_{language}", " ".join(stem for stem, _ in stems(passage.heading, language))
        )
        return document


def _facets(schema: tantivy.Schema, name: str, values: Collection[str]) -> tantivy.Query:
    terms = [f"{name}={folded(value)}" for value in values]
    return tantivy.Query.const_score_query(tantivy.Query.term_set_query(schema, "facet", terms), 0.0)
