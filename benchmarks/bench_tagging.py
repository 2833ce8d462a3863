"""Measure the tagging engine: `python benchmarks/bench_tagging.py [--model FILE | --train]`.

Prints the table of the documentation with its baselines, all from the same run: UPR Info's coding (trained on
sessions 1 to 14, tested on 15 to 17), OHCHR's themes and groups, CLADEM's themes in Spanish, the SDG
benchmark, agreement of
the two languages, speed. The shipped model saw sessions 1 to 14 only, so that the later ones are unseen; with
--train it is trained anew first (a quarter of an hour). Needs ../shared/data/standards and scikit-learn.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
from sklearn.metrics import accuracy_score, f1_score  # type: ignore[import-untyped]
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]
from tagging_gold import CLADEM, DATA, Item, cladem, parallel_articles, sdg_benchmark, slovenia
from tagging_train import Recommendation, recommendations, train

from tequio.engines.tagging import Models, Scheme, Tags, load_models, shipped_models, tag_with, vocabulary
from tequio.engines.tagging.cues import content_words
from tequio.engines.tagging.gloss import gloss
from tequio.engines.tagging.words import tokens, tokens_and_breaks

LAST_TRAINED, LAST_TESTED = 14, 17
PARALLEL = Path(__file__).resolve().parents[1] / "tests" / "engines" / "tagging" / "parallel.tsv"
LISTS = ("issues", "themes", "groups", "rights", "sdgs")
Row = tuple[str, ...]


def codes(tags: Tags, name: str) -> set[str]:
    """Give the codes of one list of tags."""
    return {proposal.code for proposal in getattr(tags, name)}


def micro_f1(pairs: Sequence[tuple[Collection[str], Collection[str]]]) -> float:
    """Give the micro F1 of (gold, found) pairs; symmetric, so agreement of two readings too."""
    shared = sum(len(set(gold) & set(found)) for gold, found in pairs)
    return 2 * shared / max(1, sum(len(gold) + len(found) for gold, found in pairs))


def _issue_matrix(found: Sequence[Collection[str]]) -> NDArray[np.int_]:
    return np.array([[code in one for code in vocabulary(Scheme.ISSUE)] for one in found], dtype=int)


def _both(score: Callable[..., float], gold: object, found: object, first: dict[str, str]) -> str:
    return f"{score(gold, found, **first):.3f} / {score(gold, found, average='macro', zero_division=0):.3f}"


def upr(material: Sequence[Recommendation], models: Models) -> Iterator[Row]:
    """Measure demand strength and issues against UPR Info's coding, unseen sessions."""
    inside = [one for one in material if one.session <= LAST_TRAINED]
    unseen = [one for one in material if LAST_TRAINED < one.session <= LAST_TESTED]
    vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    known = vectors.fit_transform([one.text for one in inside])
    asked = vectors.transform([one.text for one in unseen])
    baseline = LinearSVC(C=0.5).fit(known, [one.category for one in inside]).predict(asked)
    gold = [one.category for one in unseen]
    by_rule = tag_with([one.text for one in unseen], None)
    by_model = tag_with([one.text for one in unseen], models)

    def category(found: Sequence[Tags]) -> str:
        given = [tags.action_category.code if tags.action_category else "" for tags in found]
        return f"{accuracy_score(gold, given):.3f} / {f1_score(gold, given, average='macro'):.3f}"

    baseline_text = f"{accuracy_score(gold, baseline):.3f} / {f1_score(gold, baseline, average='macro'):.3f}"
    yield (
        "action category, accuracy / macro F1",
        baseline_text,
        category(by_rule),
        category(by_model),
        "0.92 / 0.92",
    )

    truth, trained_truth = (_issue_matrix([one.issues for one in part]) for part in (unseen, inside))
    machines = [LinearSVC(C=0.5).fit(known, trained_truth[:, index]) for index in range(truth.shape[1])]
    found = np.column_stack([machine.predict(asked) for machine in machines])
    micro = {"average": "micro"}
    yield (
        "issues, micro / macro F1",
        _both(f1_score, truth, found, micro),
        _both(f1_score, truth, _issue_matrix([codes(tags, "issues") for tags in by_rule]), micro),
        _both(f1_score, truth, _issue_matrix([codes(tags, "issues") for tags in by_model]), micro),
        "0.90 / 0.83",
    )
    yield from reliability(unseen, by_model)


def reliability(unseen: Sequence[Recommendation], found: Sequence[Tags]) -> Iterator[Row]:
    """Say how often proposals of a given confidence are right."""
    bins: dict[tuple[str, int], list[bool]] = defaultdict(list)
    for one, tags in zip(unseen, found, strict=True):
        if tags.action_category:
            bins["category", int(tags.action_category.confidence * 10)].append(
                tags.action_category.code == one.category
            )
        for proposal in tags.issues:
            bins["issue", int(proposal.confidence * 10)].append(proposal.code in one.issues)
    for name in ("category", "issue"):
        shown = [
            f"{low / 10:.1f}: {statistics.mean(right):.2f} of {len(right)}"
            for (kind, low), right in sorted(bins.items())
            if kind == name and len(right) >= 20
        ]
        yield f"right at confidence from, {name}", "", "", "; ".join(shown), ""


def _label_keywords(scheme: Scheme, language: str) -> dict[str, set[str]]:
    words = {}
    for code, term in vocabulary(scheme).items():
        label = term.label(language).split("(")[0]
        stems = {stem for stem, _ in content_words(_english(label, language)) if len(stem) > 3}
        words[code] = stems - {
            "right",
            "human",
            "person",
            "general",
            "measure",
            "implementation",
            "cooperation",
        }
    return words


def _english(text: str, language: str) -> list[str]:
    return (
        [one.english.lower() for one in gloss(*tokens_and_breaks(text))] if language == "es" else tokens(text)
    )


def by_label_words(texts: Sequence[str], scheme: Scheme, language: str) -> list[set[str]]:
    """Keyword baseline: a tag is given where at least half of the words of its label stand in the text."""
    wanted = _label_keywords(scheme, language)
    found = []
    for text in texts:
        stems = {stem for stem, _ in content_words(_english(text, language))}
        found.append(
            {code for code, words in wanted.items() if words and 2 * len(words & stems) >= len(words)}
        )
    return found


def ohchr() -> Iterator[Row]:
    """Measure themes and groups on the recommendations to Slovenia that OHCHR tagged."""
    for name, scheme, items in zip(
        ("themes", "groups"), (Scheme.THEME, Scheme.GROUP), slovenia(), strict=True
    ):
        for part, cycles in (("", "234"), (", cycle 4", "4")):
            chosen = [item for item in items if item.part in cycles and item.tags]
            texts = [item.text for item in chosen]
            found = [codes(tags, name) for tags in tag_with(texts, None, "en")]
            gold = [item.tags for item in chosen]
            keywords = by_label_words(texts, scheme, "en")
            row = f"OHCHR {name}, micro F1, {len(chosen)} items{part}"
            yield (
                row,
                f"{micro_f1(_pairs(gold, keywords)):.3f}",
                f"{micro_f1(_pairs(gold, found)):.3f}",
                "",
                "report",
            )
            if name == "groups":
                less = [one - {"public-officials"} for one in gold]
                figures = (f"{micro_f1(_pairs(less, one)):.3f}" for one in (keywords, found))
                yield f"{row}, without public officials", *figures, "", "report"


def _pairs(
    gold: Sequence[Collection[str]], found: Sequence[Collection[str]]
) -> list[tuple[Collection[str], Collection[str]]]:
    return list(zip(gold, found, strict=True))


def spanish_themes() -> Iterator[Row]:
    """Measure themes on CLADEM's Spanish paragraphs, through the crosswalk."""
    items: list[Item] = cladem()
    texts = [item.text for item in items]

    def crossed(themes: Collection[str]) -> set[str]:
        return {name for name, same in CLADEM.items() if set(same.split()) & set(themes)}

    found = [crossed(codes(tags, "themes")) for tags in tag_with(texts, None, "es")]
    keywords = [crossed(one) for one in by_label_words(texts, Scheme.THEME, "es")]
    gold = [item.tags for item in items]
    figures = (f"{micro_f1(_pairs(gold, one)):.3f}" for one in (keywords, found))
    yield f"CLADEM themes (Spanish), micro F1, {len(items)} items", *figures, "", "report"


def sdg() -> Iterator[Row]:
    """Measure SDG goals: is this text about this goal? Nothing was trained or tuned on it."""
    rows = sdg_benchmark()
    texts = [text for _, _, text in rows]
    keywords = by_label_words(texts, Scheme.SDG, "en")
    found = [codes(tags, "sdgs") for tags in tag_with(texts, None, "en")]

    def average(given: Sequence[Collection[str]]) -> dict[str, float]:
        right: dict[str, list[bool]] = defaultdict(list)
        for (goal, is_about, _), one in zip(rows, given, strict=True):
            right[goal].append((goal in one) == is_about)
        return {goal: statistics.mean(values) for goal, values in right.items()}

    by_goal = average(found)
    figures = (f"{statistics.mean(average(one).values()):.3f}" for one in (keywords, found))
    yield "SDG goals, average accuracy", *figures, "", "0.85"
    yield "SDG goals, each", "", "; ".join(f"{goal}: {value:.2f}" for goal, value in by_goal.items()), "", ""


def languages(models: Models | None) -> Iterator[Row]:
    """Measure whether the same words in two languages get the same tags."""
    lines = PARALLEL.read_text(encoding="utf-8").splitlines()
    written = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
    for name, pairs in (("sentences", written), ("treaty paragraphs", parallel_articles())):
        for state, used in (("rules", None), ("model", models)):
            english, spanish = (tag_with([pair[at] for pair in pairs], used) for at in (0, 1))
            same = statistics.mean(
                left.action_category is not None
                and right.action_category is not None
                and left.action_category.code == right.action_category.code
                for left, right in zip(english, spanish, strict=True)
            )
            shown = [f"category {same:.2f}"]
            for each in LISTS:
                both = [(codes(a, each), codes(b, each)) for a, b in zip(english, spanish, strict=True)]
                shown.append(f"{each} {micro_f1(both):.2f}")
            figures = ("; ".join(shown), "") if state == "rules" else ("", "; ".join(shown))
            yield f"same tags in both languages, {len(pairs)} {name}", "", *figures, ""


def speed(texts: Sequence[str], models: Models | None) -> Iterator[Row]:
    """Measure recommendations a second of processor time: the best of ten runs, as other work slows some."""
    chosen = random.Random(0).sample(list(texts), 1000)
    shown = []
    for used in (None, models):
        times = []
        for _ in range(10):
            start = time.process_time()
            tag_with(chosen, used)
            times.append(time.process_time() - start)
        shown.append(f"{len(chosen) / min(times):.0f}")
    yield "recommendations a second of one core", "", *shown, "2,000"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure the tagging engine.")
    parser.add_argument(
        "--model", type=Path, help="a model trained with --until 14, instead of the shipped one"
    )
    parser.add_argument("--train", action="store_true", help="train on sessions 1 to 14 first")
    given = parser.parse_args()
    if not DATA.is_dir():
        print("The coded recommendations (../shared/data/standards) are not here: tagging was not measured.")
        return
    material = recommendations(DATA / "upr" / "upr_info_recommendations_s1-17.csv")
    inside = [one for one in material if one.session <= LAST_TRAINED]
    if given.train:
        models: Models | None = train(inside, "sessions 1 to 14")
    else:
        models = load_models(given.model) if given.model else shipped_models()
    if models is None:
        print("The package has no model; name one with --model, or train one with --train.")
        return
    print("| figure | baseline | rules alone | with the trained model | to reach |\n|---|---|---|---|---|")
    texts = [one.text for one in material]
    parts = (upr(material, models), ohchr(), spanish_themes(), sdg(), languages(models), speed(texts, models))
    for part in parts:
        for row in part:
            print("| " + " | ".join(row) + " |", flush=True)
    shipped = shipped_models()
    print("\nThe package ships", f"a model of {shipped.trained_on}." if shipped else "no model.")


if __name__ == "__main__":
    main()
