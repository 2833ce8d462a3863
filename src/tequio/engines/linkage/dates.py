"""Dates that may be partial or about, and ages that may be ranges, read without guessing.

A date is (year, month, day), -1 for what is not known. Where day and month cannot be told apart the day is
taken first, as Spanish and British writing has it, unless the column as a whole says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tequio.engines.linkage.folding import fold

UNKNOWN = -1
_MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "enero ene january jan",
            "febrero feb february",
            "marzo mar march",
            "abril abr april apr",
            "mayo may",
            "junio jun june",
            "julio jul july",
            "agosto ago august aug",
            "septiembre setiembre sept sep set september",
            "octubre oct october",
            "noviembre nov november",
            "diciembre dic december dec",
        ),
        1,
    )
    for name in names.split()
}
_ISO = re.compile(r"^(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?(?:[T ]\d{1,2}:.*)?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_LOCAL = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[T ]\d{1,2}:.*)?$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[-/. ](\d{4})$")
_NUMBER = re.compile(r"\d+")
_RANGE = re.compile(r"(\d{1,3})\s*(?:-|–|—|/|\ba\b|\bto\b|\by\b|\band\b|\bo\b|\bor\b)\s*(\d{1,3})")
_ABOUT = re.compile(
    r"\b(?:unos|unas|aprox\w*|alrededor|cerca|como|mas o menos|about|approx\w*|around|circa|ca|roughly)\b|[~±]"
)
_LEAST = re.compile(r"\b(?:mayor de|mas de|al menos|over|older than|more than|at least)\b|\+\s*$|^\s*>")
_MOST = re.compile(r"\b(?:menor de|menos de|hasta|under|younger than|less than|up to)\b|^\s*<")
_MONTHS_OLD = re.compile(r"\b(?:mes|meses|month|months|dia|dias|days?|semanas?|weeks?)\b")
_OLDEST = 115
_ABOUT_YEARS = 3


@dataclass(frozen=True, slots=True)
class PartialDate:
    """What is known of a date; -1 for what is not.

    Args:
        year: of four digits.
        month: 1 to 12; above where it is written so by mistake.
        day: 1 to 31; above where it is written so by mistake.
    """

    year: int = UNKNOWN
    month: int = UNKNOWN
    day: int = UNKNOWN


def month_comes_first(values: Sequence[str]) -> bool | None:
    """Say whether a column writes the month before the day, from its values that can mean only one thing.

    Returns:
        True or False; None where the values contradict one another or none of them tells.
    """
    month_first = day_first = 0
    for value in values:
        found = _LOCAL.match(value.strip()) if value else None
        if found:
            first, second = int(found[1]), int(found[2])
            day_first += 12 < first <= 31 and second <= 12
            month_first += 12 < second <= 31 and first <= 12
    if bool(month_first) == bool(day_first):
        return None
    return bool(month_first)


@lru_cache(maxsize=200_000)
def read_date(text: str, month_first: bool = False) -> PartialDate:
    """Read a date in any of the forms in which lists hold one; what cannot be read is unknown.

    Args:
        text: "1987-05-12", "12/05/1987", "19870512", "mayo de 1987", "1987", "12 may 87", "1987-00-00".
        month_first: whether "05/12/1987" is the twelfth of May.
    """
    text = text.strip()
    if found := _COMPACT.match(text):
        return _checked(int(found[1]), int(found[2]), int(found[3]))
    if found := _ISO.match(text):
        return _checked(int(found[1]), int(found[2] or 0), int(found[3] or 0))
    if found := _LOCAL.match(text):
        first, second = int(found[1]), int(found[2])
        day, month = (second, first) if month_first else (first, second)
        if month > 12 >= day:
            day, month = month, day
        return _checked(_century(found[3]), month, day)
    if found := _MONTH_YEAR.match(text):
        return _checked(int(found[2]), int(found[1]), 0)
    return _in_words(text)


def _in_words(text: str) -> PartialDate:
    folded = fold(text)
    months = [_MONTHS[word] for word in folded.split() if word in _MONTHS]
    numbers = [int(n) for n in _NUMBER.findall(folded)]
    years = [n for n in numbers if 1000 <= n <= 2200]
    days = [n for n in numbers if 1 <= n <= 31]
    if len(years) == 1 and len(months) <= 1:
        month = months[0] if months else 0
        return _checked(years[0], month, days[0] if month and len(days) == 1 else 0)
    if not years and len(months) == 1 and len(numbers) == 2 and numbers[1] < 100:
        return _checked(_century(f"{numbers[1]:02}"), months[0], numbers[0])
    return PartialDate()


def _century(text: str) -> int:
    if len(text) == 4:
        return int(text)
    # Two digits are of a person alive in our time: 30 and above the last century, below it this one.
    return int(text) + (1900 if int(text) >= 30 else 2000)


def _checked(year: int, month: int, day: int) -> PartialDate:
    """Take 0 for unknown; a month 86 stays, because it is one typing error away from 06."""
    if not 1000 <= year <= 2200:
        return PartialDate()
    return PartialDate(year, month if 1 <= month <= 99 else UNKNOWN, day if 1 <= day <= 99 else UNKNOWN)


@lru_cache(maxsize=50_000)
def read_age(text: str) -> tuple[int, int] | None:
    """Read an age in years as the least and most that it can be.

    Args:
        text: "34", "30-35", "unos 30 años", "about 30", "30 a 35 años", "8 meses", "menor de 18", "60+".

    Returns:
        The least and most, both included, or None where nothing is said.
    """
    folded = "".join(c for c in text.lower() if c != "\x00").strip()
    words = fold(folded)
    numbers = [int(n) for n in _NUMBER.findall(words)]
    if not numbers or numbers[0] > _OLDEST:
        return None
    if _MONTHS_OLD.search(words) and "ano" not in words and "year" not in words:
        return 0, max(1, numbers[0] // 12 + 1)
    if found := _RANGE.search(folded):
        least, most = sorted((int(found[1]), int(found[2])))
        return (least, most) if most <= _OLDEST else None
    age = numbers[0]
    if _MOST.search(words) or folded.startswith("<"):
        return 0, age
    if _LEAST.search(words) or folded.endswith("+") or folded.startswith(">"):
        return age, _OLDEST
    if _ABOUT.search(words) or "~" in folded or "±" in folded:
        return max(0, age - _ABOUT_YEARS), age + _ABOUT_YEARS
    return age, age


def born_between(age: tuple[int, int], on: PartialDate) -> tuple[int, int] | None:
    """Give the first and last year of birth that an age allows on a date; None without the date's year."""
    if on.year == UNKNOWN:
        return None
    return on.year - age[1] - 1, on.year - age[0]
