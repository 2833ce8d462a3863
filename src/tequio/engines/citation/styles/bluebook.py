"""A style like the Bluebook's."""

from __future__ import annotations

import re

from tequio.engines.citation.records import DocumentRecord, InstrumentRecord, JudgmentRecord, Record
from tequio.engines.citation.styles.wording import bracketed, in_language, one_line, short_date

_UNITS = {"article": "art.", "principle": "princ.", "rule": "r."}
# Names of the courts as table T3 abbreviates them.
_COURTS = {
    "Inter-American Court of Human Rights": "Inter-Am. Ct. H.R.",
    "European Court of Human Rights": "Eur. Ct. H.R.",
}


def bluebook(record: Record, language: str) -> str:
    """Write a citation much as the Bluebook has it.

    Source: The Bluebook: A Uniform System of Citation, 21st edition (2020), rules 21.4 (treaties), 21.5 to
    21.7 (international courts and documents of the United Nations) and table T12 (months). Of the tables
    of abbreviations only courts and months are used; the names of bodies and cases are written out.

    Args:
        record: what is cited.
        language: the language of the titles; abbreviations and dates stay English.
    """
    if isinstance(record, InstrumentRecord):
        words = _instrument(record, language)
    elif isinstance(record, JudgmentRecord):
        words = _judgment(record, language)
    else:
        words = _document(record, language)
    if record.address:
        words += f", {one_line(record.address)}"
        words += f" (last visited {short_date(record.accessed)})" if record.accessed else ""
    return words + "."


def _instrument(record: InstrumentRecord, language: str) -> str:
    words = in_language(record.titles, language) or record.key
    if record.article:
        words += f" {_UNITS[record.unit]} {bracketed(record.article, record.parts)}"
    series = re.sub(r"^(\w+) UNTS (\w+)$", r"\1 U.N.T.S. \2", one_line(record.series))
    symbol = f"U.N. Doc. {one_line(record.symbol)}" if record.symbol and not series else ""
    day = short_date(record.adopted) if record.adopted else ""
    return ", ".join(filter(None, (words, day, series, symbol)))


def _judgment(record: JudgmentRecord, language: str) -> str:
    court = in_language(record.court, "en")
    court = _COURTS.get(court, court)
    title = in_language(record.titles, language).replace(" vs. ", " v. ")
    paragraph = f", ¶ {record.paragraph}" if record.paragraph else ""
    day = f" ({short_date(record.day)})" if record.day else ""
    if record.opinion:
        name = f"Advisory Opinion {record.opinion}"
        return ", ".join(filter(None, (title, name, f"{court} (ser. A) No. {record.number}{paragraph}{day}")))
    if record.series:
        stage = in_language(record.stage, language)
        place = f"{court} (ser. {record.series}) No. {record.number}{paragraph}{day}"
        return ", ".join(filter(None, (title, stage, "Judgment", place)))
    number = f"App. No. {record.number}" if record.number else ""
    return ", ".join(filter(None, (title, number))) + f"{paragraph} ({court})"


def _document(record: DocumentRecord, language: str) -> str:
    title, case = in_language(record.titles, language), in_language(record.case, language)
    symbol = f"U.N. Doc. {one_line(record.symbol)}" if record.symbol else ""
    paragraph = f"¶ {record.paragraph}" if record.paragraph else ""
    words = ", ".join(filter(None, (in_language(record.body, language), title, case, paragraph, symbol)))
    day = short_date(record.day) if record.day else str(record.year or "")
    return words + (f" ({day})" if day else "")
