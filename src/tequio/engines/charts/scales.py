"""Numbers to places along an axis, and the round numbers that stand under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

_WIDE = 12.0  # from here on, largest to smallest, equal steps are equal factors
_MOST_TICKS = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis.

    Args:
        first: number at its start.
        last: number at its end.
        width: between both, in units of the picture.
        by_factors: whether equal lengths are equal factors.
    """

    first: float
    last: float
    width: float
    by_factors: bool = False

    def place(self, number: float) -> float:
        """Give where a number stands, kept within the axis."""
        kept = min(max(number, self.first), self.last)
        if self.by_factors:
            share = log10(kept / self.first) / log10(self.last / self.first)
        else:
            share = (kept - self.first) / (self.last - self.first)
        return round(share * self.width, 1)

    def ticks(self) -> list[float]:
        """Give round numbers on the axis, five at most."""
        if self.by_factors:
            exponents = range(floor(log10(self.first)), ceil(log10(self.last)) + 1)
            for steps in ((1, 2, 5), (1, 3), (1,)):
                found = [step * 10.0**e for e in exponents for step in steps]
                found = [tick for tick in found if self.first <= tick <= self.last]
                if len(found) <= _MOST_TICKS:
                    break
            return found[:: ceil(len(found) / _MOST_TICKS)] if found else []
        step = _round_step((self.last - self.first) / (_MOST_TICKS - 1))
        return [step * n for n in range(ceil(self.first / step), floor(self.last / step + 1e-9) + 1)]


def scale_for(numbers: Sequence[float], width: float) -> Scale:
    """Make an axis on which all these finite numbers stand; it begins at 0 unless they differ by large
    factors.

    Args:
        numbers: none below 0; those that are not finite are passed over.
        width: in units of the picture.
    """
    finite = [float(number) for number in numbers if isfinite(number)] or [1.0]
    least, most = min(finite), max(finite)
    if least > 0 and most / least > _WIDE:
        return Scale(least / 1.15, most * 1.15, width, by_factors=True)
    return Scale(0.0, (most or 1.0) * 1.05, width)


def grouped(number: float) -> str:
    """Write a number with its thousands set apart; one beyond all bounds is ∞."""
    if not isfinite(number):
        return "∞"
    return f"{number:,.0f}" if abs(number) >= 10 or number == int(number) else f"{number:.3g}"


def _round_step(least: float) -> float:
    size = 10.0 ** floor(log10(least)) if least > 0 else 1.0
    return next(size * factor for factor in (1, 2, 5, 10) if size * factor >= least * 0.999)
