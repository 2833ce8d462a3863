"""JSON Lines of five shapes: treaties by paragraph, a test collection, general comments, whole decisions.

| shape | a line has |
|---|---|
| treaties | id, instrument, instrument_title, article, paragraph, heading, text, lang, source |
| corpus | docid, base, instrument, instrument_title, article, lang, heading, text |
| comments | id, docId, signature, committee, title, year, paragraph, section, text, lang |
| views | docId, symbol, committee, country, title, year, paragraphs: each n, s, t |
| inter-american | id, kind, lang, date, title, text |

A line may also say `in_force_from`, `in_force_to` (YYYY-MM-DD) and `certified` (true or false).
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

from tequio.apps.library.standards.decisions import read_inter_american, read_view, renamed
from tequio.apps.library.standards.facts import comment_code
from tequio.apps.library.standards.rows import About, InstrumentRow, Sheet, TextRow, clean

LONGEST_LINE = 2_000_000
_PARTIAL = re.compile(r"\s*\((PARTIAL\b[^()]*)\)\s*$")
_WANTED = {
    "treaties": ("id", "instrument", "instrument_title", "article", "text", "lang"),
    "corpus": ("docid", "base", "instrument", "instrument_title", "article", "lang", "text"),
    "comments": ("docId", "committee", "title", "paragraph", "text", "lang"),
    "views": ("docId", "paragraphs"),
    "inter-american": ("id", "kind", "lang", "date", "text"),
}


def read_jsonl(name: str, content: str, about: About) -> Sheet:
    """Read JSON Lines; what is wrong with a line is in the sheet, with its number.

    Args:
        name: the file, for messages.
        content: all of it.
        about: fills in what the lines do not say.
    """
    sheet, seen = Sheet(name, ""), dict[tuple[str, str], int]()
    whole: dict[tuple[str, str], tuple[str, ...]] = {}
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
        read = _read_whole(shape, row, about, line, whole)
        if read is not None:
            _take(*read, row, about, line, sheet, seen)
        else:
            instrument, text = _READERS[shape](row, about, line)
            _take(instrument, [text], row, about, line, sheet, seen)
    return sheet


def _read_whole(
    shape: str, row: dict[str, Any], about: About, line: int, whole: dict[tuple[str, str], tuple[str, ...]]
) -> tuple[InstrumentRow, list[TextRow]] | None:
    """Read a line that holds a whole decision, or give None where the line is of another shape.

    A collection may hold one judgment several times: the same words again are left out, other words under the
    same name (a corrected copy, say) are kept under the name that the file gives them.
    """
    if shape not in _WHOLE:
        return None
    instrument, texts = _WHOLE[shape](row, about, line)
    place = (instrument.code, texts[0].language if texts else "")
    words = tuple(text.words for text in texts)
    before = whole.setdefault(place, words)
    if before is words:
        return instrument, texts
    if before == words:
        return instrument, []
    return renamed(instrument, texts, clean(row.get("id") or row.get("docId")))


def _take(  # noqa: PLR0913, PLR0917
    instrument: InstrumentRow,
    texts: list[TextRow],
    row: dict[str, Any],
    about: About,
    line: int,
    sheet: Sheet,
    seen: dict[tuple[str, str], int],
) -> None:
    """Take what a line says, or note what is wrong with it."""
    for text in texts:
        dated = _dated(row, text, about, line, sheet)
        if dated is None:
            return
        before = seen.setdefault((text.key, text.language), line)
        if before != line:
            sheet.refuse(line, f"{text.key} in {text.language} stands on line {before} already.")
            return
        if not sheet.add(instrument, dated):
            return


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
    pieces = row.get("paragraphs", [])
    if not isinstance(pieces, list) or not all(isinstance(piece, dict) for piece in pieces):
        sheet.refuse(line, "“paragraphs” must be a list of objects with “n” and “t”.")
        return None
    return row


_PLAIN = {name for wanted in _WANTED.values() for name in wanted if name != "paragraphs"} | {
    "paragraph",
    "heading",
    "source",
    "year",
    "symbol",
    "title",
}


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
_WHOLE = {"views": read_view, "inter-american": read_inter_american}


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
