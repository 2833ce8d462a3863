"""Akoma Ntoso XML (OASIS LegalDocML 1.0): articles and their numbered paragraphs.

The file is parsed without document type, so that no entity is expanded and nothing foreign is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from tequio.apps.library.standards.errors import FileNotStandards
from tequio.apps.library.standards.rows import About, InstrumentRow, Sheet, TextRow, clean

MOST_BYTES = 50_000_000
MOST_ELEMENTS = 1_000_000
DEEPEST = 100
_PIECE = 1 << 16
_LANGUAGES = {"spa": "es", "eng": "en", "fra": "fr", "por": "pt"}
# What stands beside an article's words and is not part of them.
_BESIDE = {"num", "heading", "subheading", "authorialNote"}
_BLOCKS = {
    "p",
    "paragraph",
    "subparagraph",
    "point",
    "item",
    "list",
    "intro",
    "content",
    "alinea",
    "wrapUp",
    "tr",
}
_POINTS = {"point", "item", "subparagraph"}
_ALONE = re.compile(r"^(\(?\w{1,5}[).º])\n", re.MULTILINE)
_TYPED_AS = {"act": "law", "judgment": "judgment", "bill": "law"}


def read_akoma(name: str, data: bytes, about: About) -> Sheet:
    """Read one Akoma Ntoso document.

    Args:
        name: the file, for messages.
        data: its bytes.
        about: code, title, kind and language where the file's own metadata lack them.

    Raises:
        FileNotStandards: it is too large or too deep, has a document type, is broken XML or of another kind.
    """
    root = _parsed(name, data)
    document = next(iter(root), None) if _tag(root) == "akomaNtoso" else None
    if document is None:
        raise FileNotStandards(f"{name}: the XML is no Akoma Ntoso (its first element is {_tag(root)[:40]}).")
    sheet = Sheet(name, "akoma-ntoso")
    said = {
        _tag(each): each.get("value") or each.get("language") or each.get("date") or ""
        for each in _every(root, "FRBR")
    }
    language = (
        about.language or _LANGUAGES.get(said.get("FRBRlanguage", ""), said.get("FRBRlanguage", ""))[:8]
    )
    code = about.instrument or clean(said.get("FRBRalias")) or clean(said.get("FRBRnumber"))
    if not code:
        raise FileNotStandards(
            f"{name}: the file names no FRBRalias; say which instrument it is with --instrument."
        )
    title = (
        about.title
        or _words(next(_every(root, "docTitle", "shortTitle"), None))
        or clean(said.get("FRBRname"))
    )
    country = about.country or said.get("FRBRcountry", "").upper()[:2]
    instrument = InstrumentRow(
        code=code,
        titles={language: title[:600]},
        kind=about.kind or _TYPED_AS.get(_tag(document), ""),
        bodies={language: about.body[:200]} if about.body else {},
        country=country if len(country) == 2 and _tag(document) == "act" else "",
        symbol=about.symbol,
        adopted=_day(said.get("FRBRdate", "")),
    )
    for article in _every(document, "article"):
        for text in _texts(article, code, language, about):
            sheet.add(instrument, text)
    if not sheet.texts and not sheet.problems:
        sheet.refuse(0, "the file has no article with words.")
    return sheet


def _parsed(name: str, data: bytes) -> Element:
    if len(data) > MOST_BYTES:
        raise FileNotStandards(f"{name}: the XML has more than {MOST_BYTES // 1_000_000} MB; part it.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or re.search(rb"<!(?:DOCTYPE|ENTITY)", data, re.IGNORECASE):
        raise FileNotStandards(
            f"{name}: XML with a document type or in UTF-16 is not read; save it in UTF-8 without one."
        )
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    depth, count = 0, 0
    root: Element | None = None
    try:
        for at in range(0, len(data), _PIECE):
            parser.feed(data[at : at + _PIECE])
            for event, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
                depth += 1 if event == "start" else -1
                count += event == "start"
                root = element if root is None else root
                if depth > DEEPEST or count > MOST_ELEMENTS:
                    raise FileNotStandards(
                        f"{name}: the XML is nested over {DEEPEST} deep or holds too many elements."
                    )
        parser.close()
    except (ParseError, LookupError, ValueError) as error:
        raise FileNotStandards(f"{name}: the XML is broken ({error}); fetch the file again.") from None
    if root is None:
        raise FileNotStandards(f"{name}: the file is empty.")
    return root


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _every(root: Element, *starts: str) -> Iterator[Element]:
    return (each for each in root.iter() if isinstance(each.tag, str) and _tag(each).startswith(starts))


def _texts(article: Element, code: str, language: str, about: About) -> Iterator[TextRow]:
    number = _number(article)
    heading = _words(_child(article, "heading"))
    paragraphs = [each for each in article if _tag(each) == "paragraph" and _child(each, "num") is not None]
    whole = not paragraphs
    for element in [article] if whole else paragraphs:
        paragraph = "" if whole else _number(element)
        cited = ".".join(filter(None, (number, paragraph)))
        yield TextRow(
            instrument=code,
            key=f"{code}.{cited}",
            number=cited,
            kind="article" if whole else "paragraph",
            language=language,
            words=_words(element),
            heading=heading[:400],
            parent="" if whole else f"{code}.{number}",
            source=about.source,
            document_key=f"{code}.{cited}.{language}"[:140],
            in_force_from=about.in_force_from or _day(element.get("start", "")),
            is_certified=about.is_certified,
        )


def _child(element: Element, tag: str) -> Element | None:
    return next((each for each in element if _tag(each) == tag), None)


def _number(element: Element) -> str:
    written = _words(_child(element, "num"))
    found = re.search(
        r"(\d+)[.º°ªo]*\s*(bis|ter|quater|quinquies|[A-Za-z](?![A-Za-z]))?", written, re.IGNORECASE
    )
    if found:
        return found[1] + (found[2] or "").lower()
    bare = re.sub(r"[^\w]+", "", written)[:20]
    return bare or re.sub(r".*_", "", element.get("eId") or element.get("id") or "")[:20] or "1"


def _words(element: Element | None) -> str:
    """Give the words of an element without its number and heading, one line for each block."""
    if element is None:
        return ""
    parts: list[str] = []
    _gather(element, parts)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    # A point's number stands on the line of its words.
    return clean(_ALONE.sub(r"\1 ", "\n".join(line for line in lines if line)))


def _gather(element: Element, parts: list[str]) -> None:
    """Collect text, a line end at each block; the depth is limited by the parser."""
    parts.append((element.text or "").replace("\n", " "))
    for inner in element:
        tag = _tag(inner) if isinstance(inner.tag, str) else "num"
        if tag not in _BESIDE or (tag == "num" and _tag(element) in _POINTS):
            if tag in _BLOCKS:
                parts.append("\n")
            _gather(inner, parts)
        parts.append((inner.tail or "").replace("\n", " "))
    if _tag(element) in _BLOCKS:
        parts.append("\n")


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None
