"""Internal consistency: the people of one list are a population of known size; can the other lists tell it?

Hook & Regal 1995, Epidemiologic Reviews 17:243; as a test with known truth in Binette & Steorts 2022,
arXiv 2112.01594.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from tequio.engines.estimation.errors import EstimationError
from tequio.engines.estimation.results import MethodResult
from tequio.engines.estimation.table import CaptureTable
from tequio.engines.estimation.wording import Saying


@dataclass(frozen=True, slots=True, eq=False)
class Consistency:
    """One list told by the others.

    Args:
        name: of the list.
        truth: how many people it names.
        observed: of these, on some other list.
        result: the number told from the others, or None.
        refused: why there is none.
    """

    name: str
    truth: int
    observed: int
    result: MethodResult | None
    refused: Saying | None = None

    @property
    def covers(self) -> bool | None:
        """Whether the interval holds the truth; None where there is no figure."""
        if self.result is None:
            return None
        return self.result.interval[0] <= self.truth <= self.result.interval[1]


def people_of(table: CaptureTable, name: str) -> CaptureTable:
    """Give the table of those on one list, as the other lists saw them.

    Args:
        table: of three lists or more.
        name: of the list.

    Raises:
        ListIsUnknown: there is none of that name.
        TooFewLists: fewer than two others are left.
    """
    at = table.position(name)
    on = table.histories[:, at] == 1
    some = CaptureTable(table.lists, np.ascontiguousarray(table.histories[on]), table.counts[on])
    return some.without(name)


def tell_each_list(
    table: CaptureTable, estimate: Callable[[CaptureTable], MethodResult]
) -> Iterator[Consistency]:
    """Tell the size of each list from the others.

    Args:
        table: of three lists or more.
        estimate: the method.

    Raises:
        TooFewLists: the table has two lists.
    """
    for at, name in enumerate(table.lists):
        truth = int(table.sizes[at])
        others = people_of(table, name)
        try:
            if others.n == 0 or others.sizes.min(initial=0) == 0:
                others = others.select(
                    [n for n, size in zip(others.lists, others.sizes, strict=True) if size]
                )
            others.check_usable()
            yield Consistency(name, truth, others.n, estimate(others))
        except EstimationError as error:
            yield Consistency(name, truth, others.n, None, error.why)
