"""Engine `citation`: reads citations of human-rights law in Spanish and English, and writes them.

`parse` reads what a person typed, `find` running text, `resolve` gives the stable id or says what is wrong,
`format` writes a citation in a style. Which instruments exist is an argument: `shipped()` for those that come
with the engine, `Instruments(…)` for others.
"""

from tequio.engines.citation.errors import CitationError, LanguageIsUnknown, ListIsWrong, StyleIsUnknown
from tequio.engines.citation.instruments import Case, Committee, Instrument, Instruments
from tequio.engines.citation.types import Citation, Kind, Resolution

__all__ = [
    "Case",
    "Citation",
    "CitationError",
    "Committee",
    "Instrument",
    "Instruments",
    "Kind",
    "LanguageIsUnknown",
    "ListIsWrong",
    "Resolution",
    "StyleIsUnknown",
]
