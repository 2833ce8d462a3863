"""Citation styles: each turns a record into one line, or into an entry for a reference manager."""

from __future__ import annotations

from collections.abc import Callable

from tequio.engines.citation.errors import LanguageIsUnknown, StyleIsUnknown
from tequio.engines.citation.records import Record
from tequio.engines.citation.styles.bluebook import bluebook
from tequio.engines.citation.styles.exchange import bibtex, csl
from tequio.engines.citation.styles.mexican import mexican
from tequio.engines.citation.styles.oscola import oscola

STYLES: dict[str, Callable[[Record, str], str]] = {
    "mx": mexican,
    "oscola": oscola,
    "bluebook": bluebook,
    "bibtex": bibtex,
    "csl": csl,
}
LANGUAGES = ("es", "en")

__all__ = ["LANGUAGES", "STYLES", "format"]


def format(record: Record, style: str, language: str) -> str:
    """Write a citation.

    Args:
        record: what is known of the cited thing; what is not known is left out of the citation.
        style: "mx", "oscola", "bluebook", "bibtex" or "csl" (see `STYLES`).
        language: "es" or "en"; titles that the record lacks in it are taken in the other.

    Returns:
        One line; for "bibtex" an entry and for "csl" a JSON array with one item, of several lines.

    Raises:
        StyleIsUnknown: there is no such style.
        LanguageIsUnknown: it is neither of the two languages.
    """
    if style not in STYLES:
        raise StyleIsUnknown(f"There is no citation style {style}; there are {', '.join(STYLES)}.")
    if language not in LANGUAGES:
        raise LanguageIsUnknown(f"Citations are written in es and en, not in {language}.")
    return STYLES[style](record, language)
