"""What an estimate is made of: a figure never stands without its interval, assumption and checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tequio.engines.estimation.table import CaptureTable
from tequio.engines.estimation.wording import Saying

Outcome = Literal["pass", "warn", "refuse"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at before a figure was given.

    Args:
        name: of the check, a short stable word ("existence").
        result: pass, warn or refuse.
        why: what was found, in both languages.
    """

    name: str
    result: Outcome
    why: Saying

    def as_json(self, language: str = "en") -> dict[str, object]:
        """Give the check as plain values, its sentence in a language."""
        return {"name": self.name, "result": self.result, "why": self.why.say(language)}


@dataclass(frozen=True, slots=True, eq=False)
class MethodResult:
    """What one method says of one table.

    Args:
        name: of the method, a short stable word ("chapman").
        estimate: of everybody, those on the lists and those on none.
        interval: its lower and upper limit; the upper may be infinite.
        level: of the interval, 0.95 for 95 %.
        assumption: what has to be true for the figure to be right, in both languages.
        checks: what was looked at.
        settings: with which the method was run; enough to run it again.
        seconds: of processor time.
        draws: of everybody, posterior or bootstrap, or None where a method has none.
        details: what else the method found, plain values by name (the model chosen, the weights of graphs).
    """

    name: str
    estimate: float
    interval: tuple[float, float]
    level: float
    assumption: Saying
    checks: tuple[Check, ...] = ()
    settings: Mapping[str, object] = field(default_factory=dict)
    seconds: float = 0.0
    draws: NDArray[np.float64] | None = None
    details: Mapping[str, object] = field(default_factory=dict)

    def as_json(self, language: str = "en") -> dict[str, object]:
        """Give the result as plain values, its sentences in a language; draws and details stay behind."""
        return {
            "name": self.name,
            "estimate": self.estimate,
            "interval": [_finite(limit) for limit in self.interval],
            "level": self.level,
            "assumption": self.assumption.say(language),
            "checks": [check.as_json(language) for check in self.checks],
            "settings": dict(self.settings),
            "seconds": self.seconds,
        }


@dataclass(frozen=True, slots=True)
class Refusal:
    """A method that gives no figure for a table, and why.

    Args:
        name: of the method.
        why: in both languages.
    """

    name: str
    why: Saying

    def as_json(self, language: str = "en") -> dict[str, object]:
        """Give the refusal as plain values, its sentence in a language."""
        return {"name": self.name, "why": self.why.say(language)}


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """The methods side by side: never one number alone.

    Args:
        table: that was estimated.
        methods: what each says.
        range: from the lowest limit of any method to the highest, or None where none gave a figure.
        refused: the methods that gave none.
        seed: from which every random number was drawn.
    """

    table: CaptureTable
    methods: tuple[MethodResult, ...]
    range: tuple[float, float] | None
    refused: tuple[Refusal, ...]
    seed: int

    def as_json(self, language: str = "en") -> dict[str, object]:
        """Give the report as plain values, its sentences in a language."""
        return {
            "table": {"lists": list(self.table.lists), "n": self.table.n},
            "methods": [method.as_json(language) for method in self.methods],
            "range": [_finite(limit) for limit in self.range] if self.range else None,
            "refused": [refusal.as_json(language) for refusal in self.refused],
            "seed": self.seed,
        }


def _finite(limit: float) -> float | None:
    """Give a limit for JSON, which knows no infinity."""
    return float(limit) if np.isfinite(limit) else None
