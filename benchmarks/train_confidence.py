"""Train the confidence model of the engine `extraction`, and show how far it can be believed.

    python benchmarks/train_confidence.py [--write]

Material: `confidence_rows.tsv`, one row a finding, features only, and whether a reader agreed (the marked
place overlaps by at least half). Rows with contact "first" are what a state of the grammar gave on documents
that it had never been run on, labelled by annotations made without it: 420 findings of 69 documents, of which
the 144 of the 50 documents named `r1_…` to `r5_…` were annotated by whoever then adjusted the grammar. The
120 rows with contact "later" (documents 019, 036, 037, 048, 049, 060) are not from unseen text: they were
judged by eye, after the grammar had been adjusted to those documents once, and are too favourable. What
today's grammar finds on the documents that shaped it would be nearly all right and teach the model to be
sure of everything.

The model is a logistic regression with a quadratic penalty, fitted by gradient descent. What is printed is
cross-validated by document: no document's findings are rated by a model that has seen that document.
`--write` writes the weights into the package.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from tequio.engines.extraction.confidence import log_odds

HERE = Path(__file__).resolve().parent
MODEL = HERE.parent / "src" / "tequio" / "engines" / "extraction" / "confidence.json"
PENALTY, STEPS, RATE, FOLDS = 0.6, 400, 0.05, 8


@dataclass(frozen=True)
class Row:
    """One finding: its document, features, prior, whether it is right, and whether it is from unseen text."""

    document: str
    features: tuple[str, ...]
    prior: float
    right: bool
    first: bool


Model = tuple[float, float, dict[str, float]]


def material() -> list[Row]:
    """Read the rows."""
    with (HERE / "confidence_rows.tsv").open(encoding="utf-8") as handle:
        return [
            Row(
                line["document"],
                tuple(line["features"].split()),
                float(line["prior"]),
                line["right"] == "1",
                line["contact"] == "first",
            )
            for line in csv.DictReader(handle, delimiter="\t")
        ]


def probability(model: Model, row: Row) -> float:
    """Rate a row."""
    intercept, of_prior, weights = model
    score = intercept + of_prior * log_odds(row.prior) + sum(weights.get(f, 0.0) for f in row.features)
    return 1 / (1 + math.exp(-score))


def fit(rows: list[Row]) -> Model:
    """Fit the regression; the prior's weight starts at one and is drawn to one."""
    intercept, of_prior = 0.0, 1.0
    weights: dict[str, float] = defaultdict(float)
    for _ in range(STEPS):
        slope_0, slope_p = 0.0, PENALTY * (of_prior - 1.0)
        slopes: dict[str, float] = defaultdict(float)
        for row in rows:
            error = probability((intercept, of_prior, weights), row) - row.right
            slope_0 += error
            slope_p += error * log_odds(row.prior)
            for feature in row.features:
                slopes[feature] += error
        scale = RATE * 10 / len(rows)
        intercept -= scale * slope_0
        of_prior -= scale * slope_p
        for feature, slope in slopes.items():
            weights[feature] -= scale * (slope + PENALTY * weights[feature])
    return intercept, of_prior, dict(weights)


def cross_validated(rows: list[Row]) -> list[tuple[float, Row]]:
    """Rate every row by a model that has not seen its document."""
    documents = sorted({row.document for row in rows})
    rated: list[tuple[float, Row]] = []
    for fold in range(FOLDS):
        held = set(documents[fold::FOLDS])
        model = fit([row for row in rows if row.document not in held])
        rated += [(min(0.98, probability(model, row)), row) for row in rows if row.document in held]
    return rated


def reliability(rated: list[tuple[float, bool]]) -> str:
    """Lay out given confidence against the share that is right."""
    lines = ["given       findings  mean given  right"]
    for low, high in ((0.0, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.0)):
        inside = [(p, r) for p, r in rated if low <= p < high]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            share = sum(r for _, r in inside) / len(inside)
            lines.append(f"{low:.2f}–{high:.2f}  {len(inside):9d}  {mean:10.2f}  {share:5.2f}")
    return "\n".join(lines)


def main() -> None:
    """Train, show, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    args = parser.parse_args()
    rows = material()
    documents = {row.document for row in rows}
    print(f"{len(rows)} findings of {len(documents)} documents, {sum(row.right for row in rows)} right")
    rated = cross_validated(rows)
    print(reliability([(given, row.right) for given, row in rated]))
    unseen = [(given, row.right) for given, row in rated if row.first]
    right = sum(r for _, r in unseen)
    print(f"of these, {len(unseen)} from text that the grammar had not been run on, {right} right")
    print(reliability(unseen))
    if args.write:
        intercept, of_prior, weights = fit(rows)
        model = {
            "intercept": round(intercept, 3),
            "prior": round(of_prior, 3),
            "weights": {name: round(w, 3) for name, w in sorted(weights.items()) if abs(w) >= 0.01},
        }
        MODEL.write_text(json.dumps(model, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"wrote {MODEL.relative_to(HERE.parent)}")


if __name__ == "__main__":
    main()
