"""What is known of a cited thing, as far as a citation needs it; everything that is not known is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class _Access:
    address: str = ""
    accessed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentRecord(_Access):
    """A treaty, declaration or constitution, whole or one provision of it.

    Args:
        key: stable key, "ICCPR".
        titles: language -> full title.
        acronyms: language -> short form.
        kind: as in `Instrument.kind`.
        unit: "article" or "principle".
        article: number of the article, or None for the whole.
        parts: below the article, outermost first, as in `Citation.parts`.
        adopted: day of adoption or signature, or None.
        in_force: day of entry into force, or None.
        series: where it is published, "999 UNTS 171".
        symbol: symbol of the resolution that adopted it, or empty.
        address: where the text was read on the web, or empty.
        accessed: day on which it was read there, or None.
    """

    key: str
    titles: Mapping[str, str]
    acronyms: Mapping[str, str] = field(default_factory=dict)
    kind: str = "treaty"
    unit: str = "article"
    article: str | None = None
    parts: tuple[str, ...] = ()
    adopted: date | None = None
    in_force: date | None = None
    series: str = ""
    symbol: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgmentRecord(_Access):
    """A judgment or advisory opinion of a court, whole or one paragraph.

    Args:
        court: language -> name of the court.
        titles: language -> name of the case, "Radilla Pacheco vs. México", or title of the opinion.
        stage: language -> what was judged, "Excepciones Preliminares, Fondo, Reparaciones y Costas".
        day: of the judgment, or None.
        series: "C" for judgments, "A" for opinions; empty for other courts.
        number: in the series, "209"; the application number for other courts.
        opinion: number of an advisory opinion, "OC-23/17"; empty for a judgment.
        paragraph: number of the paragraph, or None.
        address: where it was read on the web, or empty.
        accessed: day on which it was read there, or None.
    """

    court: Mapping[str, str]
    titles: Mapping[str, str]
    stage: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None
    series: str = ""
    number: str = ""
    opinion: str = ""
    paragraph: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord(_Access):
    """A document of the United Nations, or a report of the Inter-American Commission.

    Args:
        symbol: "CRC/C/GC/25"; empty where it has none.
        body: language -> the body that adopted it.
        titles: language -> title; may be empty.
        day: full date, or None.
        year: where only the year is known, or None.
        case: language -> name or number of the case it decides; may be empty.
        paragraph: number of the paragraph, or None.
        address: where it was read on the web, or empty.
        accessed: day on which it was read there, or None.
    """

    symbol: str = ""
    body: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None
    year: int | None = None
    case: Mapping[str, str] = field(default_factory=dict)
    paragraph: str | None = None


Record = InstrumentRecord | JudgmentRecord | DocumentRecord
