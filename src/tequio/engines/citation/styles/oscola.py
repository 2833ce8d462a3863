"""OSCOLA."""

from __future__ import annotations

from datetime import date

from tequio.engines.citation.records import DocumentRecord, InstrumentRecord, JudgmentRecord, Record
from tequio.engines.citation.styles.wording import bracketed, in_language, long_date, one_line

_WORDS = {
    "en": {
        "adopted": "adopted", "in_force": "entered into force", "accessed": "accessed", "article": "art",
        "principle": "principle", "rule": "rule", "opinion": "Advisory Opinion", "series": "Series",
        "document": "UN Doc ",
    },
    "es": {
        "adopted": "adopción", "in_force": "entrada en vigor", "accessed": "consultado", "article": "art",
        "principle": "principio", "rule": "regla", "opinion": "Opinión Consultiva", "series": "Serie",
        "document": "Doc ONU ",
    },
}  # fmt: skip


def oscola(record: Record, language: str) -> str:
    """Write a citation by OSCOLA: no stops in abbreviations, paragraphs in square brackets.

    Source: Oxford University Standard for the Citation of Legal Authorities, 4th edition (Faculty of Law,
    University of Oxford 2012), and its section on international law of 2006 for treaties, documents of the
    United Nations and regional courts. In Spanish the layout is kept and the words are translated.

    Args:
        record: what is cited.
        language: "es" or "en".
    """
    if isinstance(record, InstrumentRecord):
        words = _instrument(record, language)
    elif isinstance(record, JudgmentRecord):
        words = _judgment(record, language)
    else:
        words = _document(record, language)
    if record.address:
        seen = f" {_WORDS[language]['accessed']} {_date(record.accessed)}" if record.accessed else ""
        words += f" <{one_line(record.address)}>{_spanish(seen, record.accessed, language)}"
    return words


def _date(day: date | None) -> str:
    return long_date(day, "en") if day else ""


def _spanish(words: str, day: date | None, language: str) -> str:
    return words.replace(long_date(day, "en"), long_date(day, "es")) if day and language == "es" else words


def _instrument(record: InstrumentRecord, language: str) -> str:
    terms = _WORDS[language]
    dates = [
        f"{terms[name]} {long_date(day, language)}"
        for name, day in (("adopted", record.adopted), ("in_force", record.in_force))
        if day
    ]
    pieces = [in_language(record.titles, language) or record.key]
    if dates:
        pieces.append(f"({', '.join(dates)})")
    if record.series:
        pieces.append(one_line(record.series))
    elif record.symbol:
        pieces.append(terms["document"] + one_line(record.symbol))
    short = record.acronyms.get(language)
    if short and len(short) < 12:
        pieces.append(f"({short})")
    if record.article:
        pieces.append(f"{terms[record.unit]} {bracketed(record.article, record.parts)}")
    return " ".join(pieces)


def _judgment(record: JudgmentRecord, language: str) -> str:
    terms = _WORDS[language]
    title = in_language(record.titles, language).replace(" vs. ", " v ").replace(" v. ", " v ")
    stage = in_language(record.stage, language)
    if record.opinion:
        title = (
            f"{title} ({terms['opinion']} {record.opinion})"
            if title
            else f"{terms['opinion']} {record.opinion}"
        )
    elif stage:
        title = f"{title} ({stage})"
    court = in_language(record.court, language)
    if record.series:
        court += f" {terms['series']} {record.series} No {record.number}"
    elif record.number:
        court = f"App no {record.number} ({court})"
    day = f" ({long_date(record.day, language)})" if record.day else ""
    paragraph = f" [{record.paragraph}]" if record.paragraph else ""
    return ", ".join(filter(None, (title, f"{court}{day}{paragraph}")))


def _document(record: DocumentRecord, language: str) -> str:
    title, case = in_language(record.titles, language), in_language(record.case, language)
    day = long_date(record.day, language) if record.day else str(record.year or "")
    pieces = [in_language(record.body, language) + ("," if title else "")]
    pieces += [f"‘{title}’" if title else "", case, f"({day})" if day else ""]
    pieces.append(_WORDS[language]["document"] + one_line(record.symbol) if record.symbol else "")
    words = " ".join(piece for piece in pieces if piece.strip(","))
    return words + (f", para {record.paragraph}" if record.paragraph else "")
