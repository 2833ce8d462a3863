"""What goes into an index and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Why = Literal["words", "concept", "neighbour", "citation"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A provision or paragraph in one language.

    Args:
        id: unique in the index ("ICCPR.14.3.es").
        group: the same provision in any language ("ICCPR.14.3"); results count it once.
        language: ISO 639-1 code of the words.
        text: the words.
        heading: what stands above them: the article's title, the section.
        fields: what can be filtered and boosted by: instrument, body, country, year, article, binding,
            theme, group.
    """

    id: str
    group: str
    language: str
    text: str
    heading: str = ""
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a passage was found.

    Args:
        kind: "words" that stand in it, a "concept" that it speaks of, a "neighbour" in meaning, or a
            "citation" of it.
        detail: the words or the concept's name, to show to a reader; empty for a neighbour.
        language: in which the match was made.
    """

    kind: Why
    detail: str
    language: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    Args:
        id: the passage: of those of its group, the one that fits best.
        group: the provision.
        score: higher is better; comparable within one result list only.
        reasons: what spoke for it, strongest first.
    """

    id: str
    group: str
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query.

    Args:
        hits: best first.
        total: how many were found, at most the number of candidates that are looked at.
        notes: one sentence each on what of the query was ignored, cut or not available.
    """

    hits: Sequence[Hit]
    total: int
    notes: tuple[str, ...] = ()
