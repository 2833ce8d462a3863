"""The thesaurus: how large, how fast, and how far it says the same of one article in two languages.

    python benchmarks/bench_thesaurus.py [--corpus FILE]

The corpus is JSON Lines with `base`, `lang` and `text`, one article in one language a line; without it only
size and speed are printed. For each article that stands there in Spanish and English, the concepts found in
the one version are compared with those found in the other, and with those of the next article for what chance
gives. The peers are the same thesaurus without a normaliser, so that only the very words of a label are
found, and with Snowball stems where the package `snowballstemmer` is installed.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from time import process_time

from tequio.engines.retrieval.thesaurus import LANGUAGES, NORMALISERS, Thesaurus, load

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "data" / "standards" / "bench" / "corpus.jsonl"
ROUNDS = 7


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    corpus = parser.parse_args().corpus
    thesaurus = load()
    print_size(thesaurus)
    print_speed(thesaurus)
    if corpus.exists():
        articles = pairs(corpus)
        print(f"\n{len(articles)} articles in both languages")
        print("| thesaurus | with a concept (es, en) | a concept in common | Jaccard | of the next article |")
        print("|---|---|---|---|---|")
        print_agreement("as it is", thesaurus, articles)
        print_agreement("very words", load(normalisers=dict.fromkeys(NORMALISERS, str)), articles)
        if find_spec("snowballstemmer"):
            stemmer = import_module("snowballstemmer").stemmer
            stems = {"es": stemmer("spanish").stemWord, "en": stemmer("english").stemWord}
            print_agreement("Snowball", load(normalisers=stems), articles)
    else:
        print(f"\nno corpus at {corpus.name}; give one with --corpus")


def print_size(thesaurus: Thesaurus) -> None:
    """Print how many concepts, labels and relations there are."""
    labels = Counter(
        language for concept in thesaurus for language in LANGUAGES for _ in concept.labels[language]
    )
    related = sum(len(concept.related) for concept in thesaurus) // 2
    broader = sum(len(concept.broader) for concept in thesaurus)
    tops = sum(not concept.broader for concept in thesaurus)
    print(
        f"{len(thesaurus)} concepts below {tops} fields; {labels['es']} labels in es, {labels['en']} in en;"
    )
    print(f"{broader} times broader, {related} times related")


def print_speed(thesaurus: Thesaurus) -> None:
    """Print the time to read it and the characters searched in a second, medians of processor time."""
    text = ". ".join(label for concept in thesaurus for label in concept.labels["es"])

    def seconds(act: object, *arguments: object) -> float:
        start = process_time()
        act(*arguments)  # type: ignore[operator]
        return process_time() - start

    reading = median(seconds(load) for _ in range(ROUNDS))
    matching = median(seconds(thesaurus.match, text, "es") for _ in range(ROUNDS))
    print(f"read in {1000 * reading:.0f} ms; {len(text) / matching / 1e6:.1f} million characters a second")


def pairs(corpus: Path) -> list[tuple[str, str]]:
    """Give the Spanish and the English text of each article that has both."""
    texts: dict[str, dict[str, str]] = {}
    for line in corpus.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        texts.setdefault(row["base"], {})[row["lang"]] = row["text"]
    return [(each["es"], each["en"]) for each in texts.values() if {"es", "en"} <= set(each)]


def print_agreement(name: str, thesaurus: Thesaurus, articles: list[tuple[str, str]]) -> None:
    """Print how far the concepts of two versions of an article agree."""
    found = [
        tuple(
            {match.concept for match in thesaurus.match(text, language)}
            for text, language in zip(both, LANGUAGES, strict=True)
        )
        for both in articles
    ]
    covered = " ".join(f"{mean(bool(each[at]) for each in found):.2f}" for at in (0, 1))
    common = mean(bool(spanish & english) for spanish, english in found)
    own = mean(jaccard(spanish, english) for spanish, english in found)
    chance = mean(jaccard(one[0], next_one[1]) for one, next_one in pairwise(found))
    print(f"| {name} | {covered} | {common:.2f} | {own:.2f} | {chance:.2f} |")


def jaccard(one: set[str], other: set[str]) -> float:
    """Give the share of common members; 0 for two empty sets."""
    return len(one & other) / len(one | other) if one | other else 0.0


if __name__ == "__main__":
    main()
