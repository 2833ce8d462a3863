"""HTML, PDF and other documents, read by the engine `reading`, parted into articles or numbered paragraphs.

A law or treaty has lines that open an article ("Artículo 15.- …"), counted up one by one; a judgment or a
general comment has numbered paragraphs. What is neither is refused: a person then prepares JSON Lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tequio.apps.library.standards.errors import FileNotStandards
from tequio.apps.library.standards.rows import About, InstrumentRow, Sheet, TextRow, clean
from tequio.engines.reading import ReadingError, read_bytes
from tequio.text import Paragraph, Role, Text

_ARTICLE = re.compile(
    r"\W{0,3}(?:Art(?:[íi]culo|icle|\.)|ART(?:[ÍI]CULO|ICLE|\.))\s+(\d{1,4})[.º°ªo]*\s*"
    r"(bis|ter|qu[áa]ter|quinquies|sexies)?\b[\s.:)º°*_–—-]*(.*)",
    re.DOTALL,
)
_NUMBERED = re.compile(r"\(?(\d{1,3})[.)]\s+(.*)", re.DOTALL)
_LEAST = 3
_LONGEST_HEADING = 160


@dataclass(slots=True)
class _Unit:
    number: str
    kind: str
    heading: str = ""
    words: list[str] = field(default_factory=list)


def read_document(name: str, data: bytes, about: About) -> Sheet:
    """Read one document as an instrument.

    Args:
        name: the file; its ending is a hint only.
        data: its bytes.
        about: must give the instrument's code.

    Raises:
        FileNotStandards: the code is missing, the file cannot be read, or it has no articles or numbers.
    """
    if not about.instrument:
        raise FileNotStandards(f"{name}: say which instrument it is with --instrument CODE.")
    try:
        text = read_bytes(data, name)
    except ReadingError as error:
        raise FileNotStandards(str(error)) from None
    language = about.language or text.language or ""
    if not language:
        raise FileNotStandards(f"{name}: its language cannot be told; name it with --language.")
    title = about.title or clean(text.title) or _first_heading(text) or about.instrument
    instrument = InstrumentRow(
        about.instrument,
        {language: title[:600]},
        kind=about.kind,
        bodies={language: about.body[:200]} if about.body else {},
        country=about.country,
        symbol=about.symbol,
    )
    sheet, articles = Sheet(name, "document"), _articles(text)
    if len(articles) >= _LEAST:
        rows = list(_article_rows(articles, about, language))
    else:
        rows = [_row(about, language, unit) for unit in _numbered_paragraphs(text)]
    if len(rows) < _LEAST:
        raise FileNotStandards(
            f"{name}: fewer than {_LEAST} articles or numbered paragraphs were found in it;"
            " import such a text as JSON Lines."
        )
    for row in rows:
        sheet.add(instrument, row)
    return sheet


def _first_heading(text: Text) -> str:
    headings = (p for p in text.paragraphs[:20] if p.role is Role.HEADING)
    return next((text.flow(p.start, p.end).words for p in headings), "")


def _articles(text: Text) -> list[_Unit]:
    """Collect articles; one that does not count on is a mention, and stays with the words around it."""
    units: list[_Unit] = []
    last = 0
    for paragraph in text.paragraphs:
        words = _printed(text, paragraph)
        opened = _ARTICLE.match(words)
        number = int(opened[1]) if opened else 0
        is_next = bool(opened) and (number == last + 1 or (number == last and bool(opened and opened[2])))
        if opened and is_next:
            last = number
            unit = _Unit(f"{number}{(opened[2] or '').lower().replace('á', 'a')}", "article")
            rest = opened[3].strip()
            if rest:
                unit.words.append(rest)
            units.append(unit)
        elif units:
            unit = units[-1]
            is_title = paragraph.role is Role.HEADING and not unit.words and not unit.heading
            if is_title and len(words) <= _LONGEST_HEADING:
                unit.heading = words.strip(" .*_")
            elif paragraph.role is not Role.HEADING:
                unit.words.append(words)
    return [unit for unit in units if unit.words]


def _article_rows(articles: list[_Unit], about: About, language: str) -> Iterator[TextRow]:
    for unit in articles:
        parts = _paragraphs_of(unit)
        if not parts:
            yield _row(about, language, unit)
        for part in parts:
            yield _row(about, language, part, unit.number)


def _paragraphs_of(unit: _Unit) -> list[_Unit]:
    """Part an article whose words are numbered 1, 2, 3 from their beginning; else give none."""
    parts: list[_Unit] = []
    for words in unit.words:
        found = _NUMBERED.match(words)
        if found and int(found[1]) == len(parts) + 1:
            parts.append(_Unit(found[1], "paragraph", unit.heading, [found[2]]))
        elif parts:
            parts[-1].words.append(words)
        else:
            return []
    return parts if len(parts) > 1 else []


def _numbered_paragraphs(text: Text) -> list[_Unit]:
    """Collect paragraphs that are counted up one by one through the whole document."""
    units: list[_Unit] = []
    for paragraph in text.paragraphs:
        number = paragraph.number or ""
        words = text.flow(paragraph.start, paragraph.end).words
        if not number:
            found = _NUMBERED.match(words)
            number, words = (found[1], found[2]) if found else ("", words)
        if number.isascii() and number.isdigit() and int(number) == len(units) + 1 and words:
            heading = paragraph.headings[-1] if paragraph.headings else ""
            units.append(_Unit(number, "paragraph", heading, [words]))
        elif units and paragraph.role in (Role.PARAGRAPH, Role.LIST_ITEM):
            units[-1].words.append(_printed(text, paragraph))
    return units


def numbered_words(words: str, language: str) -> list[tuple[str, str, str]]:
    """Part running words into (number, heading, words) of paragraphs that are counted up one by one.

    Args:
        words: of the whole document, with its line breaks.
        language: in which it is written.
    """
    try:
        text = read_bytes(words.encode(), "words.txt")
    except ReadingError:
        return []
    return [(unit.number, unit.heading, clean("\n".join(unit.words))) for unit in _numbered_paragraphs(text)]


def _printed(text: Text, paragraph: Paragraph) -> str:
    """Give a paragraph's words with its number before them, as printed."""
    words = text.flow(paragraph.start, paragraph.end).words
    if not paragraph.number:
        return words
    is_letter = not paragraph.number.isdigit()
    return f"{paragraph.number}{')' if is_letter else '.'} {words}"


def _row(about: About, language: str, unit: _Unit, parent: str = "") -> TextRow:
    is_article = unit.kind == "article"
    number = unit.number if not parent else f"{parent}.{unit.number}"
    return TextRow(
        instrument=about.instrument,
        key=f"{about.instrument}.{number}",
        number=number,
        kind="article" if is_article else "paragraph",
        language=language,
        words=clean("\n".join(unit.words)),
        heading=clean(unit.heading)[:400],
        parent=f"{about.instrument}.{parent}" if parent else "",
        source=about.source,
        document_key=f"{about.instrument}.{number}.{language}"[:140],
        in_force_from=about.in_force_from,
        is_certified=about.is_certified,
    )
