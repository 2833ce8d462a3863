"""Questions with judgements, and how a ranking is scored: for `bench_retrieval.py`.

nDCG (Järvelin and Kekäläinen, ACM TOIS 20, 2002) with the gain 2^grade - 1; recall and hits count what is
directly on point.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tequio.engines.retrieval import Passage

STANDARDS = Path(__file__).resolve().parents[2] / "shared" / "data" / "standards"
BENCH = STANDARDS / "bench"
XQUAD = STANDARDS / "xquad"
DIRECTIONS = ("es→es", "en→en", "es→en", "en→es")
ON_POINT = 2

Judgements = Mapping[str, Mapping[str, int]]
Rank = Callable[["Question", str], Sequence[str]]
"""(question, language of the passages or "" for all) -> ids of passages, best first."""


@dataclass(frozen=True)
class Question:
    """A question with its language."""

    id: str
    language: str
    text: str


@dataclass(frozen=True)
class KnownItem:
    """An article whose version in the other language is the one right answer."""

    question: Question
    target: str


def passages(tied: bool = True) -> list[Passage]:
    """Read the articles; without ties each version is a provision of its own."""
    read = []
    with (BENCH / "corpus.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            title = re.sub(r"\s*\(.*", "", row["instrument_title"]).strip()
            read.append(
                Passage(
                    id=row["docid"],
                    group=row["base"] if tied else row["docid"],
                    language=row["lang"],
                    text=row["text"],
                    heading=". ".join(part for part in (title, row["heading"]) if part),
                    fields={"instrument": (row["instrument"],), "article": (row["article"],)},
                )
            )
    return read


def questions() -> list[Question]:
    """Read the questions."""
    lines = (BENCH / "queries.tsv").read_text(encoding="utf-8").splitlines()
    return [Question(*line.split("\t")) for line in lines]


def judgements(name: str) -> Judgements:
    """Read judgements in TREC's format: question -> passage -> grade."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (BENCH / name).read_text(encoding="utf-8").splitlines():
        question, _, passage, grade = line.split()
        found[question][passage] = int(grade)
    return found


def known_items(every: int = 1) -> list[KnownItem]:
    """Read the known items, or each n-th of them, each asked in both directions."""
    texts = {one.id: one.text for one in passages()}
    with (BENCH / "known_item.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))[::every]
    pairs = sorted({tuple(sorted((row["query_docid"], row["target_docid"]))) for row in rows})
    return [
        KnownItem(Question(asked, asked[-2:], texts[asked]), target)
        for pair in pairs
        for asked, target in (pair, pair[::-1])
    ]


def xquad(every: int = 1) -> tuple[list[Passage], list[KnownItem]]:
    """Read XQuAD: paragraphs, and questions each with its paragraph in the other language."""
    read = []
    for row in _rows(XQUAD / "corpus.tsv"):
        read.append(
            Passage(row["docid"], row["docid"], row["lang"], row["text"], row["title"].replace("_", " "))
        )
    right: dict[str, str] = {}
    for line in (XQUAD / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        question, _, passage, _ = line.split("\t")
        if question[-2:] != passage[-2:]:
            right[question] = passage
    rows = list(_rows(XQUAD / "queries.tsv"))[::every]
    items = [KnownItem(Question(row["qid"], row["lang"], row["text"]), right[row["qid"]]) for row in rows]
    return read, items


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Score a ranking from 0 to 1."""
    gains = [2.0 ** grades.get(one, 0) - 1 for one in ranked[:depth]]
    best = sorted((2.0**grade - 1 for grade in grades.values()), reverse=True)[:depth]
    ideal = sum(gain / math.log2(place + 2) for place, gain in enumerate(best))
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains)) / ideal if ideal else 0.0


def recall(ranked: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Give the share of what is directly on point among the first."""
    wanted = {one for one, grade in grades.items() if grade >= ON_POINT}
    return len(wanted & set(ranked[:depth])) / len(wanted) if wanted else 0.0


@dataclass(frozen=True)
class Scored:
    """nDCG@10 and recall@10 of each question, by direction; "mixed" is by article, in whatever language."""

    ndcg: Mapping[str, Mapping[str, float]]
    recall: Mapping[str, Mapping[str, float]]

    def mean(self, direction: str, among: set[str] | None = None) -> float:
        """Give the mean nDCG@10 of a direction, of all questions or of some."""
        found = [score for one, score in self.ndcg[direction].items() if among is None or one in among]
        return sum(found) / len(found) if found else 0.0

    def mean_recall(self, direction: str) -> float:
        """Give the mean recall@10 of a direction."""
        found = self.recall[direction].values()
        return sum(found) / len(found) if found else 0.0


def score(rank: Rank, bases: Mapping[str, str]) -> Scored:
    """Score a way of ranking on the questions that have an answer on point in the language asked for.

    Args:
        rank: gives passage ids.
        bases: passage id -> article whatever the language, for the mixed index.
    """
    by_language = {language: judgements(f"qrels.docs-{language}.tsv") for language in ("es", "en")}
    by_article = judgements("qrels.base.tsv")
    gained: dict[str, dict[str, float]] = {direction: {} for direction in (*DIRECTIONS, "mixed")}
    recalled: dict[str, dict[str, float]] = {direction: {} for direction in (*DIRECTIONS, "mixed")}
    for question in questions():
        for language, judged in by_language.items():
            grades = judged.get(question.id, {})
            if ON_POINT in grades.values():
                ranked = rank(question, language)
                gained[f"{question.language}→{language}"][question.id] = ndcg(ranked, grades)
                recalled[f"{question.language}→{language}"][question.id] = recall(ranked, grades)
        articles = list(dict.fromkeys(bases[one] for one in rank(question, "")))
        gained["mixed"][question.id] = ndcg(articles, by_article[question.id])
        recalled["mixed"][question.id] = recall(articles, by_article[question.id])
    return Scored(gained, recalled)


def hits(rank: Rank, items: Sequence[KnownItem], depth: int = 10) -> dict[str, float]:
    """Give the share of known items among the first, by direction; the answer is in the other language."""
    found: dict[str, list[bool]] = defaultdict(list)
    for item in items:
        target = "en" if item.question.language == "es" else "es"
        ranked = rank(item.question, target)[:depth]
        found[f"{item.question.language}→{target}"].append(item.target in ranked)
    return {direction: sum(each) / len(each) for direction, each in found.items()}
