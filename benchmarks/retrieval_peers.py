"""The other ways to search that `bench_retrieval.py` measures beside ours, in the same run."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import tantivy
from retrieval_sets import Question

from tequio.engines.retrieval import Encoder, Passage
from tequio.engines.retrieval.windows import parts

DEPTH = 100
_WORD = re.compile(r"\w+")
STEMMERS = {"es": "spanish", "en": "english"}


class FullText:
    """SQLite FTS5 as it comes: words without accents, BM25, any of the words.

    Args:
        path: of the database file.
        passages: what is searched.
    """

    def __init__(self, path: Path, passages: Sequence[Passage]) -> None:
        self._base = sqlite3.connect(path)
        self._base.execute(
            "create virtual table passages using fts5"
            "(id unindexed, language unindexed, heading, text, tokenize='unicode61 remove_diacritics 2')"
        )
        self._base.executemany(
            "insert into passages values (?, ?, ?, ?)",
            ((one.id, one.language, one.heading, one.text) for one in passages),
        )
        self._base.commit()

    def rank(self, question: Question, language: str) -> Sequence[str]:
        """Give passages, best first."""
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(_WORD.findall(question.text)))
        limited = "and language = ?" if language else ""
        rows = self._base.execute(
            f"select id from passages where passages match ? {limited} order by rank limit {DEPTH}",
            (words, language) if language else (words,),
        )
        return [row[0] for row in rows]


class PlainTantivy:
    """Tantivy as it comes: stems by language, BM25, any of the words, headings and texts alike.

    Args:
        folder: of the index.
        passages: what is searched.
    """

    def __init__(self, folder: Path, passages: Sequence[Passage]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        for language in STEMMERS:
            builder.add_text_field(f"text_{language}", tokenizer_name=language)
        self._index = tantivy.Index(builder.build(), path=str(folder))
        for language, name in STEMMERS.items():
            steps = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
            steps = steps.filter(tantivy.Filter.stemmer(name)).filter(tantivy.Filter.ascii_fold())
            self._index.register_tokenizer(language, steps.build())
        writer = self._index.writer(128_000_000, 1)
        for one in passages:
            document = tantivy.Document()
            document.add_text("id", one.id)
            document.add_text(f"text_{one.language}", f"{one.heading} {one.text}")
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def rank(self, question: Question, language: str) -> Sequence[str]:
        """Give passages, best first."""
        words = " ".join(_WORD.findall(question.text))
        fields = [f"text_{language}"] if language else [f"text_{one}" for one in STEMMERS]
        query, _ = self._index.parse_query_lenient(words, fields)
        searcher = self._index.searcher()
        return [searcher.doc(address)["id"][0] for _, address in searcher.search(query, DEPTH).hits]


class VectorsAlone:
    """The model alone: the nearest part of a passage, as the model's authors use it.

    Args:
        encoder: the model.
        passages: what is searched.
    """

    def __init__(self, encoder: Encoder, passages: Sequence[Passage]) -> None:
        self._encoder = encoder
        self._passages = passages
        texts = [(row, part) for row, one in enumerate(passages) for part in parts(one.heading, one.text)]
        self._rows = np.array([row for row, _ in texts])
        self._vectors = encoder.encode([part for _, part in texts], "")

    def rank(self, question: Question, language: str) -> Sequence[str]:
        """Give passages, best first."""
        asked = self._encoder.encode([question.text], question.language, query=True)[0]
        best = np.full(len(self._passages), -1.0)
        np.maximum.at(best, self._rows, self._vectors @ asked)
        order = [self._passages[row] for row in np.argsort(-best, kind="stable")]
        return [one.id for one in order if not language or one.language == language][:DEPTH]
