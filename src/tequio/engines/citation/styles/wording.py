"""What the styles share: dates, places in an instrument, stages of a judgment, titles in a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

_MONTHS = {
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
# Bluebook table T12 abbreviates months of more than four letters.
_SHORT_MONTHS = [
    "Jan.",
    "Feb.",
    "Mar.",
    "Apr.",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
]

# Letters of `Case.stage` -> words, as the Court heads its judgments.
_STAGES = {
    "P": {"es": "Excepciones Preliminares", "en": "Preliminary Objections"},
    "p": {"es": "Excepción Preliminar", "en": "Preliminary Objection"},
    "F": {"es": "Fondo", "en": "Merits"},
    "R": {"es": "Reparaciones y Costas", "en": "Reparations and Costs"},
    "C": {"es": "Competencia", "en": "Competence"},
    "I": {"es": "Interpretación de la Sentencia", "en": "Interpretation of the Judgment"},
}


def in_language(titles: Mapping[str, str], language: str) -> str:
    """Give a title in a language, else in another one, on one line; empty where there is none."""
    title = titles.get(language) or next((words for words in titles.values() if words), "")
    return one_line(title)


def one_line(words: str) -> str:
    """Give words without line ends, doubled blanks and control characters."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", words).split())


def long_date(day: date, language: str) -> str:
    """Write "16 de diciembre de 1966" or "16 December 1966"."""
    month = _MONTHS[language][day.month - 1]
    return f"{day.day} de {month} de {day.year}" if language == "es" else f"{day.day} {month} {day.year}"


def american_date(day: date) -> str:
    """Write "December 16, 1966", as the Inter-American Court does in English."""
    return f"{_MONTHS['en'][day.month - 1]} {day.day}, {day.year}"


def short_date(day: date) -> str:
    """Write "Dec. 16, 1966", as the Bluebook does."""
    return f"{_SHORT_MONTHS[day.month - 1]} {day.day}, {day.year}"


def stage_words(stage: str) -> dict[str, str]:
    """Write the stage of a judgment: "PFR" -> "Preliminary Objections, Merits, Reparations and Costs"."""
    return {
        language: ", ".join(_STAGES[letter][language] for letter in stage if letter in _STAGES)
        for language in ("es", "en")
        if stage
    }


def bracketed(article: str, parts: tuple[str, ...]) -> str:
    """Write a place as English styles do: 14(3)(g); a counted paragraph as "20(B)(II) para 2"."""
    steps = "".join(f"({part})" for part in parts if not _counted(part))
    counted = "".join(f" para {part[1:]}" for part in parts if _counted(part))
    return f"{article}{steps}{counted}"


def spelled_out(article: str, parts: tuple[str, ...]) -> str:
    """Write a place as Spanish rulings do: "14, párrafo 3, inciso g)", "20, apartado B, fracción II"."""
    words = [article]
    for part in parts:
        if _counted(part):
            words.append(f"párrafo {part[1:]}")
        elif part[0].isdigit():
            words.append(f"párrafo {part}")
        elif part.isupper():
            words.append(f"fracción {part}" if _roman(part) else f"apartado {part}")
        else:
            words.append(f"inciso {part})")
    return ", ".join(words)


def _counted(part: str) -> bool:
    return re.fullmatch(r"p\d+", part) is not None


def _roman(part: str) -> bool:
    # C and D letter sections more often than they number fractions.
    return re.fullmatch(r"[IVXLC]+", part) is not None and part != "C"
