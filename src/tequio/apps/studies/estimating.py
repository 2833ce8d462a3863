"""The engine `estimation`, as the studies ask it: a table in, plain values in both languages out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from tequio.apps.studies.choices import other_choices
from tequio.apps.studies.models import StudyList
from tequio.apps.studies.reading_lists import content_of
from tequio.apps.studies.sealing import Sealed, unseal
from tequio.apps.studies.working import Progress
from tequio.engines.estimation import (
    METHODS,
    CaptureTable,
    make_linked_report,
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


# The part of the time that the methods take; what becomes of the figure under other choices takes the rest.
_MADE = 0.7


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
        "table", the report in "es" and "en", and "choices" (`choices.other_choices`).

    Raises:
        tequio.engines.estimation.EstimationError: the table or a setting is refused.
    """
    tell = progress or (lambda share: None)
    made = make_linked_report(
        [table, *drawn], asked["methods"], seed, level, lambda share: tell(share * _MADE)
    )
    return {
        "table": content_of(table),
        "es": made.as_json("es"),
        "en": made.as_json("en"),
        "choices": other_choices(made, table, lambda share: tell(_MADE + share * (1 - _MADE))),
    }


# It bounds from a table alone: there are no draws of it that the draws of a linkage could be mixed with.
_WITHOUT_DRAWS = frozenset({"chao"})


def suits(table_lists: int, *, is_linked: bool = False) -> tuple[str, ...]:
    """Name the methods that a table of so many lists is given to, in the order of a report.

    Args:
        table_lists: how many.
        is_linked: whether it comes of a linkage, whose draws are estimated too.
    """
    two = {"chapman", "chao"}
    some = [name for name in METHODS if (name in two if table_lists == 2 else name != "chapman")]
    return tuple(name for name in some if not (is_linked and name in _WITHOUT_DRAWS))
