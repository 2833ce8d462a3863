"""How the register words dates, editions, spans of time and codes for a reader."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.formats import date_format, get_format
from django.utils.timesince import timesince
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from tequio.apps.register.vocabulary import PARTS_IN_A_SESSION
from tequio.text import fold

# Late by more days than this is told in months or years.
_TOLD_IN_DAYS = 60
_PART = re.compile(r"\(([^()]+)\)$")


def in_words(table: Mapping[str, Any], written: str) -> str:
    """Word a code of a table in the reader's language; what is no code stays as it is."""
    return str(table.get(written, written))


def code_of(table: Mapping[str, Any], words: str) -> str:
    """Give the code of what a person wrote, in whatever language of the site; other words stay.

    Args:
        table: code -> its words, translated when they are read.
        words: the code itself, its words, or something else.
    """
    folded = fold(words)
    for language, _name in settings.LANGUAGES:
        with override(language):
            for code, label in table.items():
                if folded in (fold(code), fold(str(label))):
                    return code
    return words


def role_in_words(role: str) -> str:
    """Write a post with the part that its holder had, "Minister (co-chair)", in the reader's language."""
    if role in PARTS_IN_A_SESSION:
        return in_words(PARTS_IN_A_SESSION, role)
    return _PART.sub(lambda found: f"({in_words(PARTS_IN_A_SESSION, found[1])})", role)


def role_with_code(role: str) -> str:
    """Give a post as it is kept, from what `role_in_words` wrote or a person changed."""
    whole = code_of(PARTS_IN_A_SESSION, role)
    return _PART.sub(lambda found: f"({code_of(PARTS_IN_A_SESSION, found[1])})", whole)


def edition_in_words(number: int) -> str:
    """Write the number of an edition: "6th edition", "6.ª edición"."""
    if (get_language() or "").startswith("en"):
        teen = 10 <= number % 100 <= 20
        ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending} edition"
    return _("%(n)s edition") % {"n": number}


def partial_date(written: str, is_short: bool = False) -> str:
    """Write a day, month or year in ISO form in the reader's language; an interval as its two ends.

    Args:
        written: "2024-01-16", "2024-01", "2024" or two of them with a / between; what is no date is given
            back unchanged.
        is_short: "16 Jan 2024" instead of "16 January 2024".
    """
    language = get_language() or ""
    return " – ".join(_one_date(part, is_short, language) for part in written.split("/"))


# A page of sessions writes the same days hundreds of times; the language is that of the reader.
@lru_cache(maxsize=10_000)
def _one_date(written: str, is_short: bool, _language: str) -> str:
    try:
        numbers = [int(part) for part in written.split("-")]
        if len(numbers) == 3:
            day = date(*numbers)
            return date_format(day, "SHORT_DATE_FORMAT" if is_short else "DATE_FORMAT")
        if len(numbers) == 2:
            month = date(numbers[0], numbers[1], 1)
            # Without the day the short form of a date is the short form of a month.
            short = get_format("SHORT_DATE_FORMAT").removeprefix("j ")
            return date_format(month, short if is_short else "YEAR_MONTH_FORMAT")
    except ValueError:
        pass
    return written


def as_worded(words: str) -> str:
    """Give a date in the source's words without the stop of its sentence."""
    return words.strip().rstrip(".,;:")


def days_in_words(days: int, today: date) -> str:
    """Write how long something is late: days while they are few, else the largest unit of time.

    Args:
        days: since it was due, 0 or more.
        today: they are counted to.
    """
    if days <= _TOLD_IN_DAYS:
        return ngettext("%d day", "%d days", days) % days
    due = date.fromordinal(today.toordinal() - days)
    return timesince(due, today, depth=1)
