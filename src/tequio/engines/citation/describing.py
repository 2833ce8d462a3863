"""What the lists know of a cited thing, as a record that the styles write."""

from __future__ import annotations

from tequio.engines.citation.instruments import Instruments
from tequio.engines.citation.records import DocumentRecord, InstrumentRecord, JudgmentRecord, Record
from tequio.engines.citation.resolving import resolve
from tequio.engines.citation.styles.wording import stage_words
from tequio.engines.citation.types import Citation, Kind

_COURTS = {
    "IACTHR": {"es": "Corte IDH", "en": "Inter-American Court of Human Rights"},
    "ECTHR": {"es": "Tribunal Europeo de Derechos Humanos", "en": "European Court of Human Rights"},
}
_COMMISSION = {
    "es": "Comisión Interamericana de Derechos Humanos",
    "en": "Inter-American Commission on Human Rights",
}


def describe(citation: Citation, instruments: Instruments) -> Record | None:
    """Give the record of what is cited.

    Args:
        citation: as `parse` or `find` gave it.
        instruments: what is known to exist.

    Returns:
        The record with all that the lists know; None where the citation does not resolve.
    """
    id_ = resolve(citation, instruments).id
    if id_ is None:
        return None
    match citation.kind:
        case Kind.PROVISION:
            return _instrument(citation, instruments)
        case Kind.GENERAL_COMMENT:
            return _comment(citation, id_, instruments)
        case Kind.JUDGMENT | Kind.OPINION:
            return _judgment(citation, id_, instruments)
        case Kind.REPORT:
            return _report(citation)
    return DocumentRecord(symbol=citation.symbol or citation.text, paragraph=_paragraph(citation))


def _paragraph(citation: Citation) -> str | None:
    if not citation.parts:
        return None
    return citation.parts[0] + "".join(f" ({part})" for part in citation.parts[1:])


def _instrument(citation: Citation, known: Instruments) -> Record:
    one = known.instruments[citation.instrument or ""]
    return InstrumentRecord(
        key=one.key,
        titles=one.titles,
        acronyms=one.acronyms,
        kind=one.kind,
        unit=one.unit,
        article=citation.article,
        parts=citation.parts,
        adopted=one.adopted,
        in_force=one.in_force,
        series=one.series,
        symbol=one.symbols[0] if one.symbols else "",
    )


def _comment(citation: Citation, id_: str, known: Instruments) -> Record:
    key = id_.split(".", maxsplit=1)[0]
    committee = known.committees[key]
    comment = committee.comments[citation.number or ""]
    names = {"es": "Observación general núm.", "en": "General comment No."}
    if committee.recommends:
        names = {"es": "Recomendación general núm.", "en": "General recommendation No."}
    return DocumentRecord(
        symbol=comment.symbol.split(" - ")[0] if citation.symbol is None else citation.symbol,
        body=committee.titles,
        titles={language: f"{name} {comment.number}" for language, name in names.items()},
        year=comment.year,
        paragraph=_paragraph(citation),
    )


def _judgment(citation: Citation, id_: str, known: Instruments) -> Record:
    court, paragraph = _COURTS[id_.split(".", maxsplit=1)[0]], _paragraph(citation)
    number = id_.split(".")[1]
    if number.startswith("OC"):
        opinion = known.opinions.get(number[2:])
        return JudgmentRecord(
            court=court,
            titles=opinion.titles if opinion else {},
            series="A",
            number=number[2:],
            opinion=opinion.name if opinion else number,
            paragraph=paragraph,
        )
    case = known.cases.get(number)
    if case is None:
        series = number[0] if number[0].isalpha() else ""
        return JudgmentRecord(
            court=court,
            titles={"es": citation.case} if citation.case else {},
            series=series,
            number=number[1:] if series else citation.number or "",
            paragraph=paragraph,
        )
    return JudgmentRecord(
        court=court,
        titles={
            "es": f"{case.titles['es']} vs. {case.states['es']}",
            "en": f"{case.titles['en']} v. {case.states['en']}",
        },
        stage=stage_words(case.stage),
        day=case.day,
        series=number[0],
        number=number[1:],
        paragraph=paragraph,
    )


def _report(citation: Citation) -> Record:
    case, number = citation.case, citation.number
    return DocumentRecord(
        body=_COMMISSION,
        titles={"es": f"Informe No. {number}", "en": f"Report No. {number}"} if number else {},
        case={"es": f"Caso {case}", "en": f"Case {case}"} if case else {},
        paragraph=_paragraph(citation),
    )
