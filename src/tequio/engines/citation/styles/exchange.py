"""For reference managers: BibTeX and CSL-JSON."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from tequio.engines.citation.records import DocumentRecord, InstrumentRecord, JudgmentRecord, Record
from tequio.engines.citation.styles.wording import bracketed, in_language, one_line
from tequio.text import fold

# BibTeX and TeX read these as commands; in this order, as the backslash must not be escaped twice.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
_UNITS = {
    "es": {"article": "artículo", "principle": "principio", "rule": "regla", "paragraph": "párr."},
    "en": {"article": "article", "principle": "principle", "rule": "rule", "paragraph": "para."},
}


def bibtex(record: Record, language: str) -> str:
    r"""Write a BibTeX entry in UTF-8, titles in double braces so that their capitals stay.

    Source: Oren Patashnik, BibTeXing (1988), for types and fields; `url` and `urldate` as biblatex has them.
    The characters \ { } $ & % # _ ^ ~ are escaped.

    Args:
        record: what is cited.
        language: "es" or "en".
    """
    fields = _fields(record, language)
    kind = "techreport" if isinstance(record, DocumentRecord) else "misc"
    lines = [f"@{kind}{{{_entry_key(record)},"]
    for name, value in fields:
        if value:
            plain = _address(value) if name == "url" else _tex(value)
            lines.append(f"  {name} = {{{{{plain}}}}}," if name in _CAPITALS else f"  {name} = {{{plain}}},")
    return "\n".join([*lines, "}"])


_CAPITALS = frozenset({"title", "author", "institution"})


def _tex(value: str) -> str:
    return "".join(_TEX.get(character, character) for character in one_line(value))


def _address(value: str) -> str:
    """Write an address for the command url, which takes all but unbalanced braces, blanks and backslashes."""
    encoded = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}
    return "".join(encoded.get(character, character) for character in one_line(value))


def _entry_key(record: Record) -> str:
    if isinstance(record, InstrumentRecord):
        written = " ".join((record.key, record.article or "", *record.parts))
    elif isinstance(record, JudgmentRecord):
        number = record.opinion or f"{record.series}{record.number}"
        written = f"{number} {in_language(record.titles, 'es')[:30]} {record.paragraph or ''}"
    else:
        written = f"{record.symbol or in_language(record.titles, 'en')} {record.paragraph or ''}"
    return re.sub(r"[^a-z0-9]+", "-", fold(written)).strip("-") or "citation"


def _fields(record: Record, language: str) -> list[tuple[str, str]]:
    access = [("url", record.address), ("urldate", record.accessed.isoformat() if record.accessed else "")]
    if isinstance(record, InstrumentRecord):
        fields = [
            ("title", in_language(record.titles, language) or record.key),
            ("howpublished", record.series or record.symbol),
            *_when(record.adopted, None),
            ("note", _place(record, language)),
        ]
    elif isinstance(record, JudgmentRecord):
        fields = [
            ("author", in_language(record.court, language)),
            ("title", in_language(record.titles, language)),
            ("howpublished", _series(record, language)),
            *_when(record.day, None),
            ("note", _paragraph(record.paragraph, language)),
        ]
    else:
        fields = [
            ("title", in_language(record.titles, language) or record.symbol),
            ("author", in_language(record.body, language)),
            ("institution", in_language(record.body, language)),
            ("number", record.symbol),
            *_when(record.day, record.year),
            ("note", _paragraph(record.paragraph, language)),
        ]
    return fields + access


def _when(day: date | None, year: int | None) -> list[tuple[str, str]]:
    if day is None:
        return [("year", str(year or ""))]
    return [("year", str(day.year)), ("month", str(day.month)), ("day", str(day.day))]


def _place(record: InstrumentRecord, language: str) -> str:
    if record.article is None:
        return ""
    return f"{_UNITS[language][record.unit]} {bracketed(record.article, record.parts)}"


def _paragraph(paragraph: str | None, language: str) -> str:
    return f"{_UNITS[language]['paragraph']} {paragraph}" if paragraph else ""


def _series(record: JudgmentRecord, language: str) -> str:
    if not record.series:
        return f"No. {record.number}" if record.number else ""
    series = f"{'Serie' if language == 'es' else 'Series'} {record.series} No. {record.number}"
    return ", ".join(filter(None, (record.opinion, in_language(record.stage, language), series)))


def csl(record: Record, language: str) -> str:
    """Write CSL-JSON, an array with one item, as Zotero and pandoc read it.

    Source: Citation Style Language 1.0.2, schema csl-data.json (types treaty, legal_case, legislation,
    report). The place in the document stands in `note`, as the schema gives an item no locator.

    Args:
        record: what is cited.
        language: "es" or "en".
    """
    item: dict[str, Any] = {"id": _entry_key(record), "language": language}
    if isinstance(record, InstrumentRecord):
        item |= _csl_instrument(record, language)
    elif isinstance(record, JudgmentRecord):
        item |= {
            "type": "legal_case",
            "title": in_language(record.titles, language),
            "authority": in_language(record.court, language),
            "number": record.opinion or record.number,
            "collection-title": f"{record.series} {record.number}" if record.series else "",
            "genre": in_language(record.stage, language),
            "issued": _csl_date(record.day, None),
            "note": _paragraph(record.paragraph, language),
        }
    else:
        item |= {
            "type": "report",
            "title": in_language(record.titles, language) or record.symbol,
            "author": [{"literal": in_language(record.body, language)}] if record.body else None,
            "number": record.symbol,
            "issued": _csl_date(record.day, record.year),
            "note": _paragraph(record.paragraph, language),
        }
    item |= {"URL": one_line(record.address), "accessed": _csl_date(record.accessed, None)}
    kept = {name: value for name, value in item.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=2)


def _csl_instrument(record: InstrumentRecord, language: str) -> dict[str, Any]:
    published = re.fullmatch(r"(\w+) (UNTS|LNTS) (\w+)", record.series)
    volume, container, page = published.groups() if published else ("", record.series, "")
    return {
        "type": "legislation" if record.kind in {"constitution", "law"} else "treaty",
        "title": in_language(record.titles, language) or record.key,
        "title-short": record.acronyms.get(language, ""),
        "container-title": container,
        "volume": volume,
        "page": page,
        "number": record.symbol,
        "issued": _csl_date(record.adopted, None),
        "note": _place(record, language),
    }


def _csl_date(day: date | None, year: int | None) -> dict[str, list[list[int]]] | None:
    if day:
        return {"date-parts": [[day.year, day.month, day.day]]}
    return {"date-parts": [[year]]} if year else None
