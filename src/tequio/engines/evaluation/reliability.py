"""How far a given confidence can be believed: findings in bands, and the share of each that is right.

The package ships the bands measured on documents that the engine's authors kept aside (`reliability.json`,
written by `benchmarks/bench_extraction.py --write`). A site that has decided enough of its own knows better.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path

EDGES = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
ENOUGH_FINDINGS = 50
"""Decided findings above a confidence from which a site's own share is told instead of the shipped one."""


@dataclass(frozen=True, slots=True)
class Band:
    """Findings of which the confidence lies from `low` to below `high`.

    Args:
        low: least confidence.
        high: above the greatest.
        findings: how many.
        mean: of their confidences.
        right: how many a careful reader agrees with.
    """

    low: float
    high: float
    findings: int
    mean: float
    right: int

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.right / self.findings


@dataclass(frozen=True, slots=True)
class Measured:
    """What is known of the findings from a confidence on.

    Args:
        right: how many were right.
        findings: of how many.
        is_own: whether on the site's own decisions, not on the documents kept aside.
    """

    right: int
    findings: int
    is_own: bool

    @property
    def share(self) -> float:
        """The share that was right, from 0 to 1."""
        return self.right / self.findings


def bands(rated: Iterable[tuple[float, bool]]) -> list[Band]:
    """Lay findings out in bands; those without a finding are left out.

    Args:
        rated: (confidence, whether right).
    """
    known = list(rated)
    laid: list[Band] = []
    for low, high in pairwise(EDGES):
        inside = [(confidence, right) for confidence, right in known if low <= confidence < high]
        if inside:
            mean = sum(confidence for confidence, _right in inside) / len(inside)
            laid.append(Band(low, high, len(inside), round(mean, 3), sum(right for _c, right in inside)))
    return laid


def measured_precision(
    threshold: float, own: Sequence[tuple[float, bool]] = (), shipped: Sequence[Band] | None = None
) -> Measured | None:
    """Say how many of the findings from a confidence on were right.

    Args:
        threshold: from 0 to 1; for the shipped bands the edge at or below it counts.
        own: (confidence, whether a person agreed) of the site's own decisions.
        shipped: bands; None for those of the package.

    Returns:
        By the site's own decisions where there are at least `ENOUGH_FINDINGS`, else by the shipped bands;
        None where neither has any.
    """
    above = [right for confidence, right in own if confidence >= threshold]
    if len(above) >= ENOUGH_FINDINGS:
        return Measured(sum(above), len(above), is_own=True)
    edge = max(low for low in EDGES if low <= max(0.0, threshold))
    known = [band for band in (shipped_bands() if shipped is None else shipped) if band.low >= edge]
    findings = sum(band.findings for band in known)
    return Measured(sum(band.right for band in known), findings, is_own=False) if findings else None


@cache
def shipped_bands() -> tuple[Band, ...]:
    """Give the bands that come with the package."""
    file = resources.files(__package__).joinpath("reliability.json")
    return tuple(Band(**band) for band in json.loads(file.read_text(encoding="utf-8"))["bands"])


def write_bands(laid: Sequence[Band], measured_on: str, path: Path) -> None:
    """Write bands as the package ships them, with what they were measured on."""
    content = {"measured_on": measured_on, "bands": [asdict(band) for band in laid]}
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
