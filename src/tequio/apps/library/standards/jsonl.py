"""JSON Lines of three shapes: treaties by paragraph, a test collection by article, general comments.

| shape | a line has |
|---|---|
| treaties | id, instrument, instrument_title, article, paragraph, heading, text, lang, source |
| corpus | docid, base, instrument, instrument_title, article, lang, heading, text |
| comments | id, docId, signature, committee, title, year, paragraph, section, text, lang |

A line may also say `in_force_from`, `in_force_to` (YYYY-MM-DD) and `certified` (true or false).
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

from tequio.apps.library.standards.facts import comment_code
from tequio.apps.library.standards.rows import About, InstrumentRow, Sheet, TextRow, clean

LONGEST_LINE = 2_000_000
_PARTIAL = re.compile(r"\s*\((PARTIAL\b[^()]*)\)\s*$")
_WANTED = {
    "treaties": ("id", "instrument", "instrument_title", "article", "text", "lang"),
    "corpus": ("docid", "base", "instrument", "instrument_title", "article", "lang", "text"),
    "comments": ("docId", "committee", "title", "paragraph", "text", "lang"),
}


def read_jsonl(name: str, content: str, about: About) -> Sheet:
    """Read JSON Lines; what is wrong with a line is in the sheet, with its number.

    Args:
        name: the file, for messages.
        content: all of it.
        about: fills in what the lines do not say.
    """
    sheet, seen = Sheet(name, ""), dict[tuple[str, str], int]()
    for line, written in enumerate(content.split("\n"), 1):
        if not written.strip():
            continue
        row = _object(written, line, sheet)
        if row is None:
            continue
        shape = shape_of(row)
        if not shape:
            sheet.refuse(line, "the line has neither id, docid nor docId with its instrument and text.")
            continue
        sheet.shape = sheet.shape or shape
        instrument, text = _READERS[shape](row, about, line)
        dated = _dated(row, text, about, line, sheet)
        if dated is None:
            continue
        text = dated
        before = seen.setdefault((text.key, text.language), line)
        if before != line:
            sheet.refuse(line, f"{text.key} in {text.language} stands on line {before} already.")
            continue
        sheet.add(instrument, text)
    return sheet


def shape_of(row: dict[str, Any]) -> str:
    """Say which shape a line has, or give an empty string."""
    return next((shape for shape, wanted in _WANTED.items() if all(name in row for name in wanted)), "")


def _object(written: str, line: int, sheet: Sheet) -> dict[str, Any] | None:
    if len(written) > LONGEST_LINE:
        sheet.refuse(line, f"the line has {len(written):,} characters and the limit is {LONGEST_LINE:,}.")
        return None
    try:
        row = json.loads(written)
    except (json.JSONDecodeError, RecursionError):
        sheet.refuse(line, "the line is no JSON; write one object on each line.")
        return None
    if not isinstance(row, dict):
        sheet.refuse(line, "the line is no JSON object.")
        return None
    wrong = [name for name, value in row.items() if name in _PLAIN and not _is_plain(value)]
    if wrong:
        sheet.refuse(line, f"“{wrong[0]}” must be text or a number.")
        return None
    return row


_PLAIN = {name for wanted in _WANTED.values() for name in wanted} | {"paragraph", "heading", "source", "year"}


def _is_plain(value: object) -> bool:
    return value is None or (isinstance(value, str | int | float) and not isinstance(value, bool))


def _treaty(row: dict[str, Any], about: About, line: int) -> tuple[InstrumentRow, TextRow]:
    code, language = clean(row["instrument"]), clean(row["lang"])
    article, paragraph = clean(row["article"]), clean(row.get("paragraph"))
    key = clean(row["id"]).removesuffix(f".{language}")
    title, note = _titled(row["instrument_title"])
    return _instrument(code, title, language, about), TextRow(
        instrument=code,
        key=key,
        number=".".join(filter(None, (article, paragraph))),
        kind=_kind(article, paragraph),
        language=language,
        words=clean(row["text"]),
        heading=clean(row.get("heading"))[:400],
        parent=f"{code}.{article}" if paragraph else "",
        source="; ".join(filter(None, (clean(row.get("source")) or about.source, note)))[:500],
        document_key=clean(row["id"])[:140],
        line=line,
    )


def _corpus(row: dict[str, Any], about: About, line: int) -> tuple[InstrumentRow, TextRow]:
    code, language = clean(row["instrument"]), clean(row["lang"])
    article = clean(row["article"])
    title, note = _titled(row["instrument_title"])
    return _instrument(code, title, language, about), TextRow(
        instrument=code,
        key=clean(row["base"]),
        number=article,
        kind=_kind(article, ""),
        language=language,
        words=clean(row["text"]),
        heading=clean(row.get("heading"))[:400],
        source="; ".join(filter(None, (about.source, note)))[:500],
        document_key=clean(row["docid"])[:140],
        line=line,
    )


def _comment(row: dict[str, Any], about: About, line: int) -> tuple[InstrumentRow, TextRow]:
    symbol, language = clean(row.get("signature"))[:120], clean(row["lang"])
    code = comment_code(symbol) or clean(row["docId"]).upper()[:60]
    paragraph = clean(row["paragraph"]) or f"n{line}"
    year = clean(row.get("year"))
    instrument = InstrumentRow(
        code=code,
        titles={language: clean(row["title"])[:600]},
        kind=about.kind or "general_comment",
        bodies={language: clean(row["committee"])[:200]},
        symbol=symbol,
        year=int(year) if re.fullmatch(r"(19|20)\d\d", year) else None,
    )
    return instrument, TextRow(
        instrument=code,
        key=f"{code}.{paragraph}",
        number=paragraph,
        kind="paragraph",
        language=language,
        words=clean(row["text"]),
        heading=clean(row.get("section"))[:400],
        source=about.source,
        document_key=clean(row.get("id"))[:140],
        line=line,
    )


_READERS = {"treaties": _treaty, "corpus": _corpus, "comments": _comment}


def _titled(written: object) -> tuple[str, str]:
    """Part a title from the remark in brackets that the text is not whole."""
    title = clean(written)
    found = _PARTIAL.search(title)
    return (title[: found.start()], found[1]) if found else (title, "")


def _instrument(code: str, title: str, language: str, about: About) -> InstrumentRow:
    return InstrumentRow(
        code=code,
        titles={language: title[:600]},
        kind=about.kind,
        bodies={language: about.body[:200]} if about.body else {},
        country=about.country,
        symbol=about.symbol[:120],
    )


def _kind(article: str, paragraph: str) -> str:
    if article.casefold() in {"preamble", "preámbulo", "preambulo"}:
        return "preamble"
    return "paragraph" if paragraph else "article"


def _dated(row: dict[str, Any], text: TextRow, about: About, line: int, sheet: Sheet) -> TextRow | None:
    """Add the days between which the words counted."""
    days: dict[str, date | None] = {}
    for name in ("in_force_from", "in_force_to"):
        written = row.get(name)
        try:
            days[name] = date.fromisoformat(written) if written else None
        except (ValueError, TypeError):
            sheet.refuse(line, f"“{name}” is no day; write it as 2024-12-31.")
            return None
    return replace(
        text,
        in_force_from=days["in_force_from"] or about.in_force_from,
        in_force_to=days["in_force_to"],
        is_certified=row.get("certified") is True or about.is_certified,
    )
