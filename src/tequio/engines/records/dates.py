"""Dates as spreadsheets and exports write them, to ISO days, months and years."""

from __future__ import annotations

import datetime
import re

from tequio.text import fold

_TIME = r"(?:[T ]\d{1,2}:\d{2}.*)?$"
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?" + _TIME)
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})" + _TIME)
_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?$")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})$")
_WEEKDAYS = (
    "lun(?:es)?|mar(?:tes)?|mie(?:rcoles)?|jue(?:ves)?|vie(?:rnes)?|sab(?:ado)?|dom(?:ingo)?"
    "|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
_WORDS = re.compile(
    rf"(?:(?:{_WEEKDAYS})\.?,? (?=(?:the )?\d))?(?:the )?"
    r"(?:(\d{1,2})(?:st|nd|rd|th|o|º)?(?: de| of)? )?([a-z]+)\.?"  # 23 May, 23 de mayo, May
    r"(?: (\d{1,2})(?:st|nd|rd|th)?,?)?(?: del?)?,? (\d{4})$"  # … 23, 2008; … de 2008
)
# The first three letters tell the months of both languages apart.
_MONTHS = {
    "jan": 1, "ene": 1, "feb": 2, "mar": 3, "apr": 4, "abr": 4, "may": 5, "jun": 6, "jul": 7,
    "aug": 8, "ago": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12, "dic": 12,
}  # fmt: skip
_EARLIEST, _LATEST = 1900, 2200
# Spreadsheets count days from here; the numbers are those of 1950 to 2100.
_DAY_ZERO, _SERIALS = datetime.date(1899, 12, 30), range(18_264, 73_051)


class NoDate(ValueError):  # noqa: N818 - errors are named as facts
    """A value that is no date, or may be two; the message says which."""


def iso_date(value: object, day_first: bool | None = None) -> str:
    """Give a date in ISO form, as far as it is known.

    Args:
        value: of a cell: a date, a year as a number, or words ("2008-05-23", "23/05/2008", "23 May 2008",
            "May 23, 2008", "23 de mayo de 2008", "mayo de 2008", "2008"); a time of day after it is left out.
        day_first: how "03/04/2008" is meant; None refuses what may be either.

    Returns:
        "2008-05-23", "2008-05", "2008", or "" for an empty value.

    Raises:
        NoDate: it is none, or may be two.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[:10]
    words = " ".join(str(value).split())
    if found := _ISO.match(words) or _TOGETHER.match(words):
        return _checked(words, *(int(part) if part else None for part in found.groups()))
    if found := _NUMBERS.match(words):
        first, second, year = (int(part) for part in found.groups())
        return _checked(words, year, *_month_and_day(words, first, second, day_first))
    if found := _MONTH_YEAR.match(words):
        return _checked(words, int(found[2]), int(found[1]), None)
    if (found := _WORDS.match(fold(words))) and found[2][:3] in _MONTHS:
        day = found[1] or found[3]
        return _checked(words, int(found[4]), _MONTHS[found[2][:3]], int(day) if day else None)
    if (found := _SERIAL.match(words)) and int(found[1]) in _SERIALS:
        # Not read as that day: some workbooks count from another one, four years later.
        day_meant = _DAY_ZERO + datetime.timedelta(days=int(found[1]))
        raise NoDate(f"“{words[:40]}” is a number, perhaps of the day {day_meant}; format the cell as a date")
    raise NoDate(f"“{words[:40]}” is no date; write it as 2008-05-23")


def _month_and_day(words: str, first: int, second: int, day_first: bool | None) -> tuple[int, int]:
    if first > 12 or first == second:
        return second, first
    if second > 12:
        return first, second
    if day_first is None:
        raise NoDate(f"“{words}” may be two days; write it as 2008-05-23")
    return (second, first) if day_first else (first, second)


def _checked(words: str, year: int | None, month: int | None, day: int | None) -> str:
    if year is None or not _EARLIEST <= year <= _LATEST:
        raise NoDate(f"“{words[:40]}” is no date; write it as 2008-05-23")
    if month is None:
        return f"{year:04d}"
    try:
        datetime.date(year, month, day or 1)
    except ValueError:
        raise NoDate(f"“{words[:40]}” is no day of the calendar") from None
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def day_comes_first(values: list[object]) -> bool | None:
    """Tell from a column whether "03/04/2008" has its day first; None where no value tells."""
    for value in values:
        if isinstance(value, str) and (found := _NUMBERS.match(value.strip())):
            first, second = int(found[1]), int(found[2])
            if max(first, second) > 12 and first != second:
                return first > 12
    return None
