"""Train the models of the tagging engine.

    python benchmarks/tagging_train.py RECOMMENDATIONS.csv [--until 14] [--out models.npz]

The file holds UPR recommendations with UPR Info's coding: columns `session`, `action_category`, `issues`
(labels with "; " between them) and `text`. Without --out the model goes into the package. Needs scikit-learn
(the dev extra).

Issues: one linear support-vector machine for each over the features of `tequio.engines.tagging.features`,
hashed, with inverse document frequencies; thresholds and calibration come from folds by session inside the
training
sessions. Demand strength: the network of `benchmarks.tagging_network`.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.metrics import precision_recall_curve  # type: ignore[import-untyped]
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]
from tagging_network import train_network

import tequio.engines.tagging
from tequio.engines.tagging.linear import LinearModel, hashed
from tequio.engines.tagging.models import Models, save_models
from tequio.engines.tagging.reading import read
from tequio.engines.tagging.tagger import evidence
from tequio.engines.tagging.vocabulary import Scheme, vocabulary

FOLDS = 4
RAREST = 2
"""Recommendations in which a feature must stand to be kept."""

THRESHOLD_SHRINKAGE = 0.5
"""Best thresholds of the folds are taken half way to 0: better on sessions 13 and 14, trained on 1 to 12."""

MEMBERS = 2
ISSUES_C = 1.0
"""Members of the network and regularisation of the machines, chosen in the same way."""


@dataclass(frozen=True)
class Recommendation:
    """One coded recommendation."""

    session: int
    category: str
    issues: frozenset[str]
    text: str


def recommendations(path: Path) -> list[Recommendation]:
    """Read the coded recommendations; issue labels become codes."""
    codes = {term.english: code for code, term in vocabulary(Scheme.ISSUE).items()}
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Recommendation(
                int(row["session"]),
                row["action_category"],
                frozenset(codes[label] for label in row["issues"].split("; ")),
                row["text"],
            )
            for row in csv.DictReader(lines)
        ]


@dataclass(frozen=True)
class Matrix:
    """Features of many passages: rarity-weighted, rows of length one, with the hash of each column."""

    rows: csr_matrix
    keys: NDArray[np.uint32]
    rarity: NDArray[np.float64]


def matrix(passages: Sequence[Sequence[str]]) -> Matrix:
    """Hash and weigh features, leaving out the rarest."""
    hashes = [hashed(features) for features in passages]
    spread = Counter(key for one in hashes for key in one.tolist())
    keys = np.array(sorted(key for key, count in spread.items() if count >= RAREST), dtype=np.uint32)
    counts = np.array([spread[key] for key in keys.tolist()])
    rarity = np.log((1 + len(passages)) / (1 + counts)) + 1
    indices, lengths, values = [], [0], []
    for one in hashes:
        at = np.searchsorted(keys, one)
        at[at == len(keys)] = 0
        at = at[keys[at] == one]
        norm = np.sqrt(np.square(rarity[at]).sum()) or 1.0
        indices.append(at)
        values.append(rarity[at] / norm)
        lengths.append(lengths[-1] + len(at))
    shape = (len(passages), len(keys))
    rows = csr_matrix((np.concatenate(values), np.concatenate(indices), lengths), shape=shape)
    return Matrix(rows, keys, rarity)


def _best_threshold(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    precision, recall, at = precision_recall_curve(truth, scores)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return float(at[int(f1[:-1].argmax())])


def fit(
    passages: Sequence[Sequence[str]],
    truth: NDArray[np.bool_],
    classes: tuple[str, ...],
    fold: NDArray[np.int_],
    c: float,
) -> LinearModel:
    """Train one machine for each class.

    Args:
        passages: the features of each.
        truth: which classes each has; shape (passages, classes).
        classes: their codes.
        fold: the fold of each passage, for thresholds and calibration.
        c: the machines' regularisation.
    """
    data = matrix(passages)
    count = len(classes)
    weights = np.zeros((len(data.keys), count))
    offset, slope, shift, threshold = (np.zeros(count) for _ in range(4))
    for index in range(count):
        held_out = np.zeros(len(passages))
        for part in np.unique(fold):
            inside = fold != part
            machine = LinearSVC(C=c).fit(data.rows[inside], truth[inside, index])
            held_out[~inside] = machine.decision_function(data.rows[~inside])
        machine = LinearSVC(C=c).fit(data.rows, truth[:, index])
        weights[:, index] = machine.coef_[0] * data.rarity
        offset[index] = machine.intercept_[0]
        curve = LogisticRegression(C=1e3).fit(held_out[:, None], truth[:, index])
        slope[index], shift[index] = curve.coef_[0][0], curve.intercept_[0]
        threshold[index] = THRESHOLD_SHRINKAGE * _best_threshold(held_out, truth[:, index])
    scale = np.abs(weights).max(axis=0) / 127
    return LinearModel(
        classes=classes,
        keys=data.keys,
        rarity=data.rarity.astype(np.float32),
        weights=np.round(weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        offset=offset.astype(np.float32),
        slope=slope.astype(np.float32),
        shift=shift.astype(np.float32),
        threshold=threshold.astype(np.float32),
    )


def train(material: Sequence[Recommendation], note: str) -> Models:
    """Train both models on coded recommendations."""
    fold = np.array([one.session % FOLDS for one in material])
    seen = [evidence(read(one.text, "en")) for one in material]
    categories = tuple(vocabulary(Scheme.ACTION_CATEGORY))
    issues = tuple(vocabulary(Scheme.ISSUE))
    asked = np.array([categories.index(one.category) for one in material])
    about = np.array([[code in one.issues for code in issues] for one in material])
    return Models(
        demand=train_network([one.demand for one in seen], asked, categories, MEMBERS),
        issues=fit([one.subject for one in seen], about, issues, fold, ISSUES_C),
        trained_on=note,
    )


def main() -> None:
    """Train on a file and write the model."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("recommendations", type=Path)
    parser.add_argument("--until", type=int, default=99, help="last session to train on")
    package = Path(tequio.engines.tagging.__file__).parent
    parser.add_argument("--out", type=Path, default=package / "models.npz")
    given = parser.parse_args()
    material = [one for one in recommendations(given.recommendations) if one.session <= given.until]
    sessions = sorted({one.session for one in material})
    note = (
        f"{len(material)} UPR recommendations of sessions {sessions[0]} to {sessions[-1]}, coded by UPR Info"
    )
    save_models(train(material, note), given.out)
    print(f"{given.out}: {given.out.stat().st_size / 1e6:.1f} MB, trained on {note}.")


if __name__ == "__main__":
    main()
