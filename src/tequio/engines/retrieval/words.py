"""The words of the passages, kept by tantivy: a commit is whole or has not happened, readers go on."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import tantivy

from tequio.engines.retrieval import files
from tequio.engines.retrieval.analysis import folded, stems
from tequio.engines.retrieval.errors import AnotherIsWriting, IndexIsUnreadable
from tequio.engines.retrieval.passages import Passage
from tequio.engines.retrieval.queries import Kind, Node
from tequio.engines.retrieval.terms import FieldTerms, Keys, TermStore, Weighted
from tequio.engines.retrieval.thesauri import Terms, concepts_of

LANGUAGES = ("es", "en")
"""Languages whose words are cut to stems; the words of all others stay whole."""
HEADING_COUNTS = 2
"""How often the words of a heading are counted."""
TERMS_AT_ONCE = 5_000
"""Passages whose terms are written together."""
MOST_MEMORY = 64_000_000
"""Bytes that a writer collects before it writes."""

Address = tuple[int, int]
Key = TypeVar("Key", int, Keys)


def digest(*parts: str) -> int:
    """Give 63 bits that stand for some texts."""
    joined = "\x1f".join(parts).encode()
    return int.from_bytes(blake2b(joined, digest_size=8).digest(), "little") >> 1


def field_of(language: str) -> str:
    """Give the field that holds the words of a language."""
    return f"words_{language if language in LANGUAGES else 'other'}"


@dataclass(frozen=True, slots=True)
class Card:
    """What is kept of a passage to show and to explain a hit."""

    id: str
    group: str
    language: str
    heading: str
    text: str
    fields: Mapping[str, Sequence[str]]
    concepts: Sequence[str]


@dataclass(slots=True)
class Found:
    """Passages of a search, side by side with what is known of each without reading its card."""

    addresses: list[Address] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)

    def by_address(self) -> dict[Address, float]:
        """Give the scores by address."""
        return dict(zip(self.addresses, self.scores, strict=True))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("id_key", "group_key", "content_key"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    builder.add_unsigned_field("language_code", fast=True)
    builder.add_bytes_field("card", stored=True)
    builder.add_text_field("facet", tokenizer_name="raw", index_option="basic")
    for language in (*LANGUAGES, "other"):
        builder.add_text_field(field_of(language), tokenizer_name="whitespace")
    builder.add_text_field("concepts", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class WordStore:
    """Passages by their words.

    Args:
        folder: where the files are, made where it is missing.

    Raises:
        IndexIsUnreadable: the files are damaged or of another version.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._index = tantivy.Index(_schema(), path=str(folder), reuse=True)
        except ValueError as error:
            raise IndexIsUnreadable(
                f"The index in {folder} is damaged or of another version; make it again."
            ) from error
        self.schema = self._index.schema
        self._folder = folder
        self._stamp = files.stamp(folder / "meta.json")

    @staticmethod
    def stands_in(folder: Path) -> bool:
        """Say whether a folder holds an index."""
        return folder.is_dir() and bool(tantivy.Index.exists(str(folder)))

    def reader(self) -> Reader:
        """Give a view of what is committed now; it does not change while it is used."""
        # To open all parts of an index anew takes longer than a search: only where something was committed.
        stamp = files.stamp(self._folder / "meta.json")
        if stamp != self._stamp:
            self._index.reload()
            self._stamp = stamp
        return Reader(self._index.searcher(), self.schema)

    @contextmanager
    def writer(self, terms: TermStore) -> Iterator[Writer]:
        """Give a writer; what it did is kept when the block ends well, and forgotten otherwise.

        Args:
            terms: where the terms of passages are kept; they are there before the passages can be found.

        Raises:
            AnotherIsWriting: another process has a writer.
        """
        try:
            inner = self._index.writer(heap_size=MOST_MEMORY, num_threads=1)
        except ValueError as error:
            raise AnotherIsWriting("Another process is changing this index; try again later.") from error
        try:
            writer = Writer(inner, self.schema, terms)
            yield writer
            writer.keep_terms()
            inner.commit()
        except BaseException:
            inner.rollback()
            raise
        finally:
            inner.wait_merging_threads()
        self._index.reload()


class Writer:
    """Adds and removes passages within one commit."""

    def __init__(self, inner: tantivy.IndexWriter, schema: tantivy.Schema, terms: TermStore) -> None:
        self._inner = inner
        self._schema = schema
        self._terms = terms
        self._not_kept: list[tuple[int, FieldTerms]] = []

    def keep_terms(self) -> None:
        """Write the terms that were gathered."""
        self._terms.add(self._not_kept)
        self._not_kept.clear()

    def remove(self, one: str) -> None:
        """Take a passage out by its id."""
        key = tantivy.Query.term_set_query(self._schema, "id_key", [digest(one)])
        self._inner.delete_documents_by_query(key)

    def add(self, passage: Passage, thesaurus: Terms | None) -> None:
        """Add a passage in place of one of the same id."""
        self.remove(passage.id)
        concepts = concepts_of(thesaurus, f"{passage.heading}. {passage.text}", passage.language)
        card = {
            "id": passage.id,
            "group": passage.group,
            "language": passage.language,
            "heading": passage.heading,
            "text": passage.text,
            "fields": {name: list(values) for name, values in passage.fields.items()},
            "concepts": sorted(set(concepts)),
        }
        words = [stem for stem, _ in stems(passage.text, passage.language)]
        heading = [stem for stem, _ in stems(passage.heading, passage.language)]
        name, words = field_of(passage.language), heading * HEADING_COUNTS + words
        content, code = content_key(passage.heading, passage.text), language_code(passage.language)
        self._not_kept.append((terms_key(content, code), {name: words, "concepts": concepts}))
        if len(self._not_kept) >= TERMS_AT_ONCE:
            self.keep_terms()
        document = tantivy.Document()
        document.add_unsigned("id_key", digest(passage.id))
        document.add_unsigned("group_key", digest(passage.group))
        document.add_unsigned("content_key", content)
        document.add_unsigned("language_code", code)
        document.add_bytes("card", json.dumps(card, ensure_ascii=False).encode())
        document.add_text(name, " ".join(words))
        document.add_text("concepts", " ".join(concepts))
        document.add_text("facet", f"language={folded(passage.language)}")
        for name, values in passage.fields.items():
            for value in values:
                document.add_text("facet", f"{name}={folded(value)}")
        self._inner.add_document(document)


def content_key(heading: str, text: str) -> int:
    """Give the key of a passage's words, under which its vectors are kept."""
    return digest(heading, text)


def terms_key(content: Key, code: Key) -> Key:
    """Give the key of a passage's terms: its words as read in one language."""
    joined: Key = content ^ (code << 62)  # type: ignore[assignment]  # numpy gives the same kind
    return joined


def language_code(language: str) -> int:
    """Give a small number for a language: its place in `LANGUAGES` from 1, or 0."""
    return LANGUAGES.index(language) + 1 if language in LANGUAGES else 0


class Reader:
    """Searches one committed state."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._searcher = searcher
        self._schema = schema

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def find(self, query: tantivy.Query, limit: int) -> Found:
        """Give the best passages, best first."""
        found = self._searcher.search(query, max(1, limit), count=False)
        return Found(
            [(address.segment_ord, address.doc) for _, address in found.hits],
            [score for score, _ in found.hits],
        )

    def numbers(self, addresses: Sequence[Address], *names: str) -> list[Keys]:
        """Give numbers kept beside each passage: "id_key", "group_key", "content_key" or "language_code"."""
        places = [tantivy.DocAddress(*address) for address in addresses]
        return [np.array(self._searcher.fast_field_values(name, places), dtype=np.uint64) for name in names]

    def having_term(self, name: str, term: str) -> int:
        """Say how many passages have a term in a field."""
        return int(self._searcher.doc_freq(name, term))

    def card(self, address: Address) -> Card:
        """Read what is kept of a passage."""
        document = self._searcher.doc(tantivy.DocAddress(*address))
        return Card(**json.loads(bytes(document["card"][0])))

    def any_of(self, terms: Weighted) -> tantivy.Query:
        """Ask for passages with some of the terms; the more and the rarer, the better (BM25)."""
        return tantivy.Query.boolean_query(
            [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.boost_query(
                        tantivy.Query.term_query(self._schema, name, term, "freq"), weight
                    ),
                )
                for name, term, weight in terms
            ]
        )

    def keyed(self, name: str, keys: Collection[int]) -> tantivy.Query:
        """Ask for the passages that have one of some keys; adds nothing to their score."""
        # Several times faster than tantivy's set of terms, which walks through all that there are.
        terms = [tantivy.Query.term_query(self._schema, name, key, "basic") for key in keys]
        return _unscored(tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms]))

    def having(self, name: str, values: Collection[str]) -> tantivy.Query:
        """Ask for the passages that have one of some values in a field."""
        facets = dict.fromkeys(f"{name}={folded(value)}" for value in values)
        terms = [tantivy.Query.term_query(self._schema, "facet", facet, "basic") for facet in facets]
        return _unscored(tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms]))

    def everything(self) -> tantivy.Query:
        """Ask for all passages."""
        return tantivy.Query.all_query()

    def fulfilling(self, node: Node) -> tantivy.Query | None:
        """Ask for the passages that fulfil a condition; None where it says nothing, as of small words."""
        if node.kind in {Kind.WORD, Kind.PHRASE}:
            return self._written(node.text)
        parts = [part for part in map(self.fulfilling, node.parts) if part is not None]
        if not parts:
            return None
        occur = {
            Kind.ALL: tantivy.Occur.Must,
            Kind.ANY: tantivy.Occur.Should,
            Kind.NOT: tantivy.Occur.MustNot,
        }[node.kind]
        joined = [(occur, part) for part in parts]
        if node.kind is Kind.NOT:
            joined.append((tantivy.Occur.Must, tantivy.Query.all_query()))
        return _unscored(tantivy.Query.boolean_query(joined))

    def _written(self, text: str) -> tantivy.Query | None:
        """Ask for the passages in which words stand one after the other, each language with its own stems."""
        ways: list[tuple[Any, tantivy.Query]] = []
        for language in (*LANGUAGES, "other"):
            words = [stem for stem, _ in stems(text, language)]
            name = field_of(language)
            if not words:
                # Small words of one language are no words of another.
                return None
            if len(words) == 1:
                ways.append((tantivy.Occur.Should, tantivy.Query.term_query(self._schema, name, words[0])))
            else:
                ways.append(
                    (tantivy.Occur.Should, tantivy.Query.phrase_query(self._schema, name, list(words)))
                )
        return tantivy.Query.boolean_query(ways)


def _unscored(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)


def all_of(queries: Iterable[tantivy.Query], wished: tantivy.Query | None = None) -> tantivy.Query:
    """Ask for passages that fulfil all of some queries; one more, wished for, only adds to their score."""
    musts = list(queries)
    if len(musts) == 1 and wished is None:
        # Bare, so that tantivy can leave out what cannot come among the first (block-max WAND).
        return musts[0]
    parts: list[tuple[Any, tantivy.Query]] = [(tantivy.Occur.Must, query) for query in musts]
    if wished is not None:
        parts.append((tantivy.Occur.Should, wished))
    return tantivy.Query.boolean_query(parts)
