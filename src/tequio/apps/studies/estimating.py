"""The engine `estimation`, as the studies ask it: a table in, plain values in both languages out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

import numpy as np

from tequio.apps.studies.models import StudyList
from tequio.apps.studies.reading_lists import content_of
from tequio.apps.studies.sealing import Sealed, unseal
from tequio.apps.studies.working import Progress
from tequio.engines.estimation import (
    METHODS,
    CaptureTable,
    Report,
    estimate_by,
    leave_each_list_out,
    make_linked_report,
    vary_odds_ratio,
)


def table_of(one: StudyList) -> CaptureTable:
    """Open a table that lies sealed; errors as `sealing.unseal`."""
    return table_from(unseal(Sealed(one.place, one.key)))


def table_from(content: Mapping[str, Any]) -> CaptureTable:
    """Make a table of the plain values that `reading_lists.content_of` gave."""
    return CaptureTable(
        tuple(content["lists"]),
        np.array(content["histories"], dtype=np.int8),
        np.array(content["counts"], dtype=np.int64),
    )


def digest_of_inputs(digests: Sequence[str], settings: Mapping[str, Any]) -> str:
    """Digest what a report or linkage is made from: the files as they were given, and the settings."""
    told = json.dumps([sorted(digests), settings], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


# Methods that say at least so many: no curve is drawn of them.
_BOUNDS = frozenset({"chao"})
# The method by which each list is left out in turn: exact, so that what changes is not chance, and quick.
_LEFT_OUT_BY = "decomposable"


def report_on(  # noqa: PLR0913
    table: CaptureTable,
    asked: Mapping[str, Any],
    seed: int,
    level: float,
    progress: Progress | None = None,
    *,
    drawn: Sequence[CaptureTable] = (),
) -> dict[str, Any]:
    """Estimate a table by the methods asked, and give the report as plain values.

    Args:
        table: which.
        asked: "methods": their names.
        seed: from which all random numbers come.
        level: of the intervals.
        progress: is told 0 to 1.
        drawn: the table in each draw of a linkage, so that what is unsure of the links is in the intervals.

    Returns:
        "table", the report in "es" and "en", "odds" (a figure by the odds ratio of the highest order) and
        "without" (by each list that is left out).

    Raises:
        tequio.engines.estimation.EstimationError: the table or a setting is refused.
    """
    made = make_linked_report([table, *drawn], asked["methods"], seed, level, progress)
    return {
        "table": content_of(table),
        "es": made.as_json("es"),
        "en": made.as_json("en"),
        "odds": _odds(made),
        "without": _without(table, asked["methods"], seed, level),
    }


def _odds(made: Report) -> dict[str, Any]:
    """Vary what no table can tell, for the first method that gives more than a bound."""
    firm = (one for one in made.methods if one.name not in _BOUNDS and isfinite(one.interval[1]))
    first = next(firm, None)
    if first is None:
        return {}
    points = [
        [str(point.ratio), float(point.ratio), point.estimate, *point.interval]
        for point in vary_odds_ratio(first, made.table.n)
    ]
    return {"method": first.name, "points": points}


def _without(table: CaptureTable, methods: Sequence[str], seed: int, level: float) -> list[dict[str, Any]]:
    if _LEFT_OUT_BY not in methods or table.k < 4:
        return []
    found = []
    for one in leave_each_list_out(table, lambda some: estimate_by(_LEFT_OUT_BY, some, seed, level)):
        if one.result is not None and isfinite(one.result.interval[1]):
            found.append(
                {
                    "es": one.what.say("es"),
                    "en": one.what.say("en"),
                    "estimate": one.result.estimate,
                    "interval": list(one.result.interval),
                }
            )
    return found


def suits(table_lists: int) -> tuple[str, ...]:
    """Name the methods that a table of so many lists is given to, in the order of a report."""
    if table_lists == 2:
        return tuple(name for name in METHODS if name in {"chapman", "chao"})
    return tuple(name for name in METHODS if name != "chapman")
