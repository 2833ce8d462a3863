"""The way of Mexican courts and of the Inter-American Court."""

from __future__ import annotations

from tequio.engines.citation.records import DocumentRecord, InstrumentRecord, JudgmentRecord, Record
from tequio.engines.citation.styles.wording import (
    american_date,
    bracketed,
    in_language,
    long_date,
    one_line,
    spelled_out,
)

_UNITS = {
    "es": {"article": "artículo", "principle": "principio", "rule": "regla"},
    "en": {"article": "article", "principle": "principle", "rule": "rule"},
}
_FEMININE = ("Convención", "Declaración", "Carta", "Constitución", "Ley")
_PLURAL = {"Reglas": "de las", "Principios": "de los"}


def mexican(record: Record, language: str) -> str:
    """Write a citation as Mexican rulings do.

    Provisions: "Artículo 14, párrafo 3, inciso g), del Pacto Internacional de Derechos Civiles y Políticos",
    with the names of the parts as in article 20 of the Mexican constitution (apartado, fracción) and in
    treaties as the Diario Oficial de la Federación prints them (párrafo, inciso). Judgments and opinions: as
    the Inter-American Court cites itself in the notes of its judgments, which rulings of the Suprema Corte de
    Justicia de la Nación follow: "Corte IDH. Caso Radilla Pacheco Vs. México. … Sentencia de 23 de noviembre
    de 2009. Serie C No. 209, párr. 139."

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
    return words + _access(record, language) + "."


def _instrument(record: InstrumentRecord, language: str) -> str:
    title = in_language(record.titles, language) or record.key
    if record.article is None:
        return title
    unit = _UNITS[language][record.unit].capitalize()
    if language == "en":
        return f"{unit} {bracketed(record.article, record.parts)} of the {title}"
    first = title.split()[0]
    of = _PLURAL.get(first) or ("de la" if first in _FEMININE else "del")
    comma = "," if record.parts else ""
    return f"{unit} {spelled_out(record.article, record.parts)}{comma} {of} {title}"


def _judgment(record: JudgmentRecord, language: str) -> str:
    spanish = language == "es"
    title = in_language(record.titles, language)
    pieces = [in_language(record.court, language)]
    if record.opinion:
        day = _day(record, language)
        name = f"Opinión Consultiva {record.opinion}" if spanish else f"Advisory Opinion {record.opinion}"
        pieces += [title, f"{name}{day}"]
    else:
        title = title.replace(" vs. ", " Vs. ")
        pieces += [(f"Caso {title}" if spanish else f"Case of {title}") if title else ""]
        pieces += [in_language(record.stage, language)]
        day = _day(record, language)
        pieces += [("Sentencia" if spanish else "Judgment") + day if day else ""]
    if record.series:
        pieces.append(f"{'Serie' if spanish else 'Series'} {record.series} No. {record.number}")
    elif record.number:
        pieces.append(f"No. {record.number}")
    words = ". ".join(piece.rstrip(".") for piece in pieces if piece)
    return words + _paragraph(record.paragraph, language)


def _day(record: JudgmentRecord, language: str) -> str:
    if record.day is None:
        return ""
    return f" de {long_date(record.day, 'es')}" if language == "es" else f" of {american_date(record.day)}"


def _document(record: DocumentRecord, language: str) -> str:
    day = long_date(record.day, language) if record.day else str(record.year or "")
    case = in_language(record.case, language)
    pieces = (in_language(record.body, language), in_language(record.titles, language), case)
    words = ". ".join(piece.rstrip(".") for piece in (*pieces, one_line(record.symbol)) if piece)
    return words + (f", {day}" if day else "") + _paragraph(record.paragraph, language)


def _paragraph(paragraph: str | None, language: str) -> str:
    if paragraph is None:
        return ""
    return f", {'párr.' if language == 'es' else 'para.'} {paragraph}"


def _access(record: Record, language: str) -> str:
    if not record.address:
        return ""
    seen = ""
    if record.accessed:
        seen = f" (consultado el {long_date(record.accessed, 'es')})"
        if language == "en":
            seen = f" (consulted on {long_date(record.accessed, 'en')})"
    where = "Disponible en" if language == "es" else "Available at"
    return f". {where}: {one_line(record.address)}{seen}"
