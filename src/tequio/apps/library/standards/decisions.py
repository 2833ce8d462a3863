"""JSON Lines of whole decisions: views of treaty bodies by paragraph, Inter-American ones as running text.

A decision is cited to its numbered paragraph, so a paragraph that lacks a number, or that has one a second
time, as in an opinion annexed, is kept under an identifier of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from tequio.apps.library.standards.documents import numbered_words
from tequio.apps.library.standards.rows import About, InstrumentRow, TextRow, clean
from tequio.engines import citation
from tequio.engines.extraction.parties import find_parties

COURT = {"es": "Corte Interamericana de Derechos Humanos", "en": "Inter-American Court of Human Rights"}
COMMISSION = {
    "es": "Comisión Interamericana de Derechos Humanos",
    "en": "Inter-American Commission on Human Rights",
}
# Without so many numbered paragraphs a text is parted at its blank lines and ends of sentences.
_LEAST_NUMBERED = 3
_LONGEST_PART = 2_500
_NUMBER = re.compile(r"[\w.-]{1,20}")
_ISO = 2
_LEADING = re.compile(r"^[\W\d]+")


def read_view(row: dict[str, Any], about: About, line: int) -> tuple[InstrumentRow, list[TextRow]]:
    """Read the views of a treaty body: `docId`, `symbol`, `committee`, `paragraphs` of `n`, `s` and `t`.

    Args:
        row: the line.
        about: fills in what it does not say.
        line: in the file, from 1.
    """
    symbol = clean(row.get("symbol") or row.get("signature"))[:120]
    code = _code(symbol or clean(row.get("docId")))
    language = clean(row.get("lang")) or about.language or "en"
    year = row.get("adoptionYear") or row.get("year")
    instrument = InstrumentRow(
        code=code,
        titles={language: (clean(row.get("title")) or symbol or code)[:600]},
        kind=about.kind or "decision",
        bodies={language: clean(row.get("committee"))[:200]},
        country=_country(clean(row.get("country"))),
        symbol=symbol,
        year=year if isinstance(year, int) and 1900 <= year < 2100 else None,
    )
    pieces = (
        (clean(one.get("n")), clean(one.get("s")), clean(one.get("t")))
        for one in row["paragraphs"]
        if isinstance(one, dict)
    )
    return instrument, list(_rows(code, language, pieces, about, line, clean(row.get("docId"))))


def read_inter_american(row: dict[str, Any], about: About, line: int) -> tuple[InstrumentRow, list[TextRow]]:
    """Read a judgment, order or report of the Inter-American system: `id`, `kind`, `date`, `text`, `lang`.

    A judgment that the lists of the citation engine know gets their code ("IACTHR.C209"), so that its
    languages are tied together and "Caso Radilla Pacheco, párr. 139" leads to it.

    Args:
        row: the line.
        about: fills in what it does not say.
        line: in the file, from 1.
    """
    language, kind, day = clean(row["lang"]), clean(row["kind"]), _day(row.get("date"))
    known = judged(clean(row.get("title")), day) if kind == "judgment" else None
    code = f"IACTHR.{known.number}" if known else _code(clean(row["id"]))
    bodies = COMMISSION if kind == "iachr_report" else COURT
    title = _LEADING.sub("", clean(row.get("title")))[:200] or code
    instrument = InstrumentRow(
        code=code,
        titles=_titles(known) if known else {language: title},
        kind=about.kind or ("judgment" if kind == "judgment" else "decision"),
        bodies=bodies,
        adopted=day,
    )
    pieces = paragraphs_of(clean(row["text"]), language)
    return instrument, list(_rows(code, language, pieces, about, line, clean(row["id"])))


def renamed(
    instrument: InstrumentRow, texts: list[TextRow], name: str
) -> tuple[InstrumentRow, list[TextRow]]:
    """Give a decision under the code that its file gives it."""
    code, length = _code(name), len(instrument.code)
    moved = [replace(text, instrument=code, key=code + text.key[length:]) for text in texts]
    return replace(instrument, code=code), moved


def paragraphs_of(words: str, language: str) -> list[tuple[str, str, str]]:
    """Part a running text into (number, heading, words); the number is empty where it has none.

    Args:
        words: of the whole document, with its line breaks.
        language: in which it is written.
    """
    numbered = numbered_words(words, language)
    if len(numbered) >= _LEAST_NUMBERED:
        return numbered
    return [("", "", part) for part in _parts(words)]


def judged(title: str, day: date | None) -> citation.Case | None:
    """Find the judgment that a document is: of its day, its name standing in the document's first words.

    Args:
        title: the first words of the document.
        day: on which it was given, or None.
    """
    said = _plain(title)
    same_day = _cases_by_day().get(day, ()) if day else ()
    named = [
        one for one in same_day if any(_plain(name) in said for name in (*one.titles.values(), *one.names))
    ]
    return named[0] if len(named) == 1 else None


@cache
def _cases_by_day() -> dict[date, tuple[citation.Case, ...]]:
    found: dict[date, list[citation.Case]] = {}
    for one in citation.shipped().cases.values():
        if one.day:
            found.setdefault(one.day, []).append(one)
    return {day: tuple(cases) for day, cases in found.items()}


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _titles(case: citation.Case) -> dict[str, str]:
    word, versus = {"es": "Caso", "en": "Case of"}, {"es": "Vs.", "en": "v."}
    return {
        language: f"{word[language]} {name} {versus[language]} {case.states[language]}"
        for language, name in case.titles.items()
        if language in word and language in case.states
    }


def _country(name: str) -> str:
    """Give the ISO 3166 code of a State by its name, or an empty string."""
    found = find_parties(name, "en")
    return found[0].code if found and len(found[0].code) == _ISO else ""


def _rows(  # noqa: PLR0913, PLR0917
    code: str, language: str, pieces: Iterable[tuple[str, str, str]], about: About, line: int, document: str
) -> Iterator[TextRow]:
    seen: dict[str, int] = {}
    for place, (said, heading, words) in enumerate(pieces, 1):
        if not words:
            continue
        number = said if _NUMBER.fullmatch(said) else f"n{place}"
        seen[number] = times = seen.get(number, 0) + 1
        key = number if times == 1 else f"{number}-{times}"
        yield TextRow(
            instrument=code,
            key=f"{code}.{key}",
            number=number,
            kind="paragraph",
            language=language,
            words=words,
            heading=heading[:400],
            source=about.source,
            document_key=f"{document}#{key}"[:140],
            line=line,
        )


def _parts(words: str) -> Iterator[str]:
    """Part words that have no numbers at ends of sentences, so that a passage can be shown whole."""
    part = ""
    for sentence in re.split(r"(?<=[.;:?!])\s+", " ".join(words.split())):
        if part and len(part) + len(sentence) > _LONGEST_PART:
            yield part
            part = ""
        part = f"{part} {sentence}".strip()
    if part:
        yield part


def _code(name: str) -> str:
    return re.sub(r"[^\w.()-]+", "-", name).strip("-.").upper()[:60]


def _day(written: object) -> date | None:
    try:
        return date.fromisoformat(str(written)) if written else None
    except ValueError:
        return None
