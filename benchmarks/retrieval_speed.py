"""How long the search engine takes as the library grows: for `bench_retrieval.py`."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count as count_from
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from retrieval_peers import FullText, PlainTantivy
from retrieval_sets import Question

from tequio.engines.retrieval import Encoder, Index, Passage, Query
from tequio.engines.retrieval.thesaurus import load
from tequio.engines.retrieval.windows import parts

NOISE = 0.02
# What a process of the site holds after some queries, in all, and of this what is its own (Linux).
_WORKER = """
import sys
from pathlib import Path
from tequio.engines.retrieval import E5, Index, Query, shipped_model
from tequio.engines.retrieval.thesaurus import load

index = Index.open(Path(sys.argv[1]), E5(shipped_model()), load())
for text in sys.argv[2:]:
    index.search(Query(text))
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
held = dict(line.split(":", 1) for line in lines)
print(*(int(held[name].split()[0]) // 1024 if name in held else "–" for name in ("VmRSS", "RssAnon")))
"""
_NUMBER = re.compile(r"\d+")


class Grown:
    """Passages repeated with other numbers in them, and vectors like those of the passages they repeat.

    Args:
        models: the passages repeated.
        encoder: gives their vectors.
        asker: gives those of questions, and is timed.
        count: how many passages are wanted.
    """

    def __init__(self, models: Sequence[Passage], encoder: Encoder, asker: Encoder, count: int) -> None:
        self.models = [one for one in models if len(one.text) < 580]
        self.name = encoder.name
        self.dimensions = encoder.dimensions
        self.count = count
        self._asker = asker
        texts = [parts(one.heading, one.text)[0] for one in self.models]
        # All have a number at their end, so that none is the same as another.
        numbered = [f"{text} (0)" for text in texts]
        vectors = encoder.encode(texts, "")
        self._vectors = {
            _NUMBER.sub("#", text): vector for text, vector in zip(numbered, vectors, strict=True)
        }
        self._random = np.random.default_rng(0)

    def __iter__(self) -> Iterator[Passage]:
        for number in range(self.count):
            model = self.models[number % len(self.models)]
            turn = number // len(self.models)
            yield Passage(
                id=f"{model.id}-{turn}",
                group=f"{model.group}-{turn}",
                language=model.language,
                text=f"{_NUMBER.sub(str(turn), model.text)} ({turn})",
                heading=model.heading,
                fields={**model.fields, "year": (str(1900 + turn % 120),)},
            )

    def encode(self, texts: Sequence[str], language: str = "", *, query: bool = False) -> NDArray[np.float32]:
        """Give the vector of a question, or that of the passage repeated, with noise."""
        if query:
            return self._asker.encode(texts, language, query=True)
        known = [self._vectors.get(_NUMBER.sub("#", text)) for text in texts]
        vectors = np.array([one if one is not None else np.zeros(self.dimensions) for one in known])
        vectors = vectors + self._random.normal(0, NOISE, vectors.shape)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True)
class Speed:
    """What was measured at one size.

    Args:
        passages: how many there were.
        making: seconds of processor time for the index up to there.
        times: way of searching -> (median, 95th percentile) in milliseconds.
        memory: megabytes that a process of the site holds, in all.
        own: those of them that are no pages of files, which all processes share.
    """

    passages: int
    making: float
    times: Mapping[str, tuple[float, float]]
    memory: str
    own: str


OURS, BY_WORDS, PLAIN, FULL_TEXT = "ours", "ours, words and concepts", "Tantivy BM25", "SQLite FTS5"


def _milliseconds(search: Callable[[Question], object], asked: Sequence[Question]) -> tuple[float, float]:
    """Give the median and the 95th percentile of the processor time, which other programs disturb little."""
    for question in asked[:3]:
        search(question)
    times = []
    for question in asked:
        start = time.process_time()
        search(question)
        times.append(1000 * (time.process_time() - start))
    return round(statistics.median(times), 1), round(float(np.percentile(times, 95)), 1)


def speed_rows(folder: Path, material: Grown, sizes: Sequence[int], asked: Sequence[Question]) -> list[Speed]:
    """Measure at each size: time to make the index, and of a query for each way of searching.

    Args:
        folder: for the indexes.
        material: passages, as many as the largest size.
        sizes: numbers of passages, rising; one index grows from one to the next.
        asked: the questions whose time is taken.
    """
    thesaurus = load()
    index = Index.create(folder / "grown", material, thesaurus)
    rows = []
    stream, done, spent = iter(material), 0, 0.0
    for size in sizes:
        start = time.process_time()
        index.add(islice(stream, size - done))
        spent, done = spent + time.process_time() - start, size
        alike = list(islice(iter(material), size))
        ways: dict[str, Callable[[Question], object]] = {
            OURS: lambda question: index.search(Query(question.text)),
            BY_WORDS: _by_words(Index.open(folder / "grown", None, thesaurus)),
            PLAIN: _ranked(PlainTantivy(folder / f"plain{size}", alike)),
            FULL_TEXT: _ranked(FullText(folder / f"fts{size}.db", alike)),
        }
        times = {name: _milliseconds(way, asked) for name, way in ways.items()}
        rows.append(Speed(size, spent, times, *_worker(folder / "grown", asked)))
        print(rows[-1], flush=True)
    return rows


@dataclass(frozen=True)
class First:
    """How long a first index takes.

    Args:
        processors: that it was allowed to use.
        words: seconds that went by until it could be searched by words.
        whole: seconds until all vectors were there.
        work: seconds of processor time in all.
        meanwhile: milliseconds of a search by words when half of the vectors were there.
    """

    processors: int
    words: float
    whole: float
    work: float
    meanwhile: float


def first_index(
    folder: Path, models: Sequence[Passage], encoder: Encoder, count: int, asked: Question
) -> First:
    """Make an index whose vectors are all computed by the model.

    Args:
        folder: for the index.
        models: are repeated with other numbers until there are enough.
        encoder: the model.
        count: how many passages.
        asked: is searched while the vectors are computed.
    """
    index = Index.create(folder / "first", encoder, load())
    texts = (
        Passage(f"{one.id}-{turn}", f"{one.group}-{turn}", one.language, f"{one.text} ({turn})", one.heading)
        for turn in count_from(0)
        for one in models
    )
    start, begun = time.perf_counter(), time.process_time()
    index.add(islice(texts, count), vectors=False)
    words = time.perf_counter() - start
    by_words = Index.open(folder / "first", None, load())
    answered: list[float] = []

    def look(done: int) -> None:
        if done >= count // 2 and not answered:
            asked_at = time.perf_counter()
            if not by_words.search(Query(asked.text)).hits:
                raise RuntimeError("The search answered nothing while vectors were computed.")
            answered.append(1000 * (time.perf_counter() - asked_at))

    index.complete(look)
    whole, work = time.perf_counter() - start, time.process_time() - begun
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return First(processors, words, whole, work, answered[0])


def _worker(index: Path, asked: Sequence[Question]) -> tuple[str, str]:
    """Give the megabytes that a process of the site holds after the questions, and those that are its own."""
    told = subprocess.run(
        [sys.executable, "-c", _WORKER, str(index), *(one.text for one in asked)],
        capture_output=True,
        text=True,
        check=True,
    )
    held, own = told.stdout.split()
    return held, own


def _by_words(index: Index) -> Callable[[Question], object]:
    return lambda question: index.search(Query(question.text))


def _ranked(peer: PlainTantivy | FullText) -> Callable[[Question], object]:
    return lambda question: peer.rank(question, "")
