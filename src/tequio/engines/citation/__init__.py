"""Engine `citation`: reads citations of human-rights law in Spanish and English, and writes them.

`parse` reads what a person typed, `find` running text, `resolve` gives the stable id or says what is wrong,
`format` writes a citation in a style. Which instruments exist is an argument: `shipped()` for those that come
with the engine, `Instruments(…)` for others.
"""

from tequio.engines.citation.describing import describe
from tequio.engines.citation.errors import CitationError, LanguageIsUnknown, ListIsWrong, StyleIsUnknown
from tequio.engines.citation.instruments import (
    Case,
    Comment,
    Committee,
    Instrument,
    Instruments,
    Opinion,
)
from tequio.engines.citation.reading import find, parse
from tequio.engines.citation.records import DocumentRecord, InstrumentRecord, JudgmentRecord, Record
from tequio.engines.citation.resolving import resolve
from tequio.engines.citation.shipped import read_instruments, shipped
from tequio.engines.citation.styles import LANGUAGES, STYLES, format
from tequio.engines.citation.types import Citation, Kind, Resolution

__all__ = [
    "LANGUAGES",
    "STYLES",
    "Case",
    "Citation",
    "CitationError",
    "Comment",
    "Committee",
    "DocumentRecord",
    "Instrument",
    "InstrumentRecord",
    "Instruments",
    "JudgmentRecord",
    "Kind",
    "LanguageIsUnknown",
    "ListIsWrong",
    "Opinion",
    "Record",
    "Resolution",
    "StyleIsUnknown",
    "describe",
    "find",
    "format",
    "parse",
    "read_instruments",
    "resolve",
    "shipped",
]
