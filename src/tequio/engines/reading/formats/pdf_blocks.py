"""Printed lines -> paragraphs, headings, list items, tables and notes.

A PDF says where letters stand and nothing of what they are. In turn: running heads and feet are dropped,
tables are found by lines that stand side by side, and the other lines are joined to paragraphs by their
distance, indent and size, and by whether the next word would still have fitted into the line.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from tequio.engines.reading.formats.assembly import Assembly, Block, typed_mark
from tequio.engines.reading.formats.pdf_lines import Line, Page
from tequio.engines.reading.formats.pdf_tables import Table, find_tables
from tequio.text import Role

_EDGE = 0.085  # of the page's height: where running heads and feet stand, above and below the usual margin
_PAGE_NUMBER = re.compile(
    r"(?:page|p[aá]g(?:ina|\.)?)?\s*[-–—|]?\s*\d{1,4}\s*(?:[-–—|]|(?:/|of|de)\s*\d{1,4})?", re.IGNORECASE
)
_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*(?:\[\^\d+\])?$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?:\[\^\d+\])?(?=\s+[\"“«¿¡(]?[A-ZÁÉÍÓÚÑ0-9])")
_MOST_HEADING = 250  # characters
_MOST_BOLD = 160  # of a heading that is no larger than the running text
_LARGER, _SMALLER = 1.12, 0.9  # times the size of the running text
_SAME_SIZE = 0.08
_COLUMN = 60  # points: lines whose left edges differ by less are in one column
_INSIDE = 0.88  # of the lines of a column end at its right edge or before it


@dataclass(slots=True)
class _Passage:
    """Lines that belong together."""

    lines: list[Line]
    page: int
    mark: int = 0  # characters of the first line that are its number or bullet
    role: Role = Role.PARAGRAPH
    level: int = 0

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        return median(line.size for line in self.lines)


@dataclass(slots=True)
class _Sheet:
    """One page as read: passages and tables in reading order, and notes at its foot."""

    number: int
    body: list[_Passage | Table] = field(default_factory=list)
    notes: list[_Passage] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is usual in the document, in points."""

    size: float  # of the running text's letters
    pitch: float  # from one line to the next
    bold: bool  # the running text itself is bold


def read_pages(pages: list[Page], assembly: Assembly) -> None:
    """Turn a document's lines into blocks.

    Args:
        pages: with their lines in the order of the file.
        assembly: takes the blocks.
    """
    _drop_running_heads(pages)
    measure = _measure(pages)
    sheets = [_sheet(page, measure) for page in pages]
    for before, after in pairwise(sheets):
        _join_across(before, after, measure)
    _name_headings([p for sheet in sheets for p in sheet.body if isinstance(p, _Passage)], measure)
    for sheet in sheets:
        _emit(sheet, assembly)


def _drop_running_heads(pages: list[Page]) -> None:
    """Drop what stands at the same edge of many pages, and page numbers."""
    seen: Counter[tuple[str, int]] = Counter()
    keys: dict[int, tuple[str, int]] = {}
    for page in pages:
        for line in page.lines:
            if line.middle > (1 - _EDGE) * page.height or line.middle < _EDGE * page.height:
                keys[id(line)] = (re.sub(r"\d+", "#", line.text.lower()), round(line.middle / 6))
        seen.update({keys[id(line)] for line in page.lines if id(line) in keys})
    often = max(3, 0.4 * len(pages))
    for page in pages:
        page.lines = [
            line for line in page.lines
            if id(line) not in keys
            or not (seen[keys[id(line)]] >= often or (len(pages) > 1 and _PAGE_NUMBER.fullmatch(line.text)))
        ]  # fmt: skip


def _measure(pages: list[Page]) -> _Measure:
    sizes: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
            bold[line.bold] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    steps = [
        above.bottom - below.bottom
        for page in pages
        for above, below in pairwise(page.lines)
        if abs(above.size - size) < 1
        and abs(below.size - size) < 1
        and 0 < above.bottom - below.bottom < 2.5 * size
    ]
    # The lower third: most steps lead to the next line of a paragraph, the larger ones to the next paragraph.
    pitch = sorted(steps)[len(steps) // 3] if steps else 1.2 * size
    return _Measure(size, pitch, bold[True] > bold[False])


def _sheet(page: Page, measure: _Measure) -> _Sheet:
    sheet = _Sheet(page.number)
    tables = find_tables(page.lines)
    in_table = {id(line): table for table in tables for line in table.lines}
    lines = _rejoined(page.lines, in_table)
    right_edges = _right_edges([line for line in lines if id(line) not in in_table])
    passage: _Passage | None = None
    for line in lines:
        if (table := in_table.get(id(line))) is not None:
            passage = None
            if not any(item is table for item in sheet.body):
                sheet.body.append(table)
            continue
        mark = line.mark_ends or _mark_length(line.text)
        if passage is not None and _continues(passage, line, mark, measure, right_edges):
            passage.lines.append(line)
            continue
        passage = _Passage([line], page.number, mark)
        sheet.body.append(passage)
    _take_notes(sheet, page, measure)
    _level_lists(sheet)
    return sheet


def _rejoined(lines: list[Line], in_table: dict[int, Table]) -> list[Line]:
    """Put the parts of a line together again that are no cells of a table."""
    joined: list[Line] = []
    for line in lines:
        if line.goes_on and joined and id(line) not in in_table and id(joined[-1]) not in in_table:
            joined[-1].text += " " + line.text
            joined[-1].right = line.right
        else:
            joined.append(line)
    return joined


def _mark_length(text: str) -> int:
    mark = typed_mark(text)
    return mark.length if mark else 0


def _right_edges(lines: list[Line]) -> dict[int, float]:
    """Give the right edge of the column that each line stands in; a few lines may jut out of it."""
    edges: dict[int, float] = {}
    for line in lines:
        around = sorted(
            other.right
            for other in lines
            if other.left < line.right and other.right > line.left and abs(other.left - line.left) < _COLUMN
        )
        edges[id(line)] = around[int(_INSIDE * (len(around) - 1))] if around else line.right
    return edges


def _continues(
    passage: _Passage, line: Line, mark: int, measure: _Measure, right_edges: dict[int, float]
) -> bool:
    last, first = passage.lines[-1], passage.lines[0]
    size = last.size
    step = last.bottom - line.bottom
    if abs(line.size - size) > _SAME_SIZE * size or (line.bold != last.bold and passage.mark == 0):
        return False
    if step < -0.5 * size or line.left > last.right + size:  # the next column, or beside
        return not mark and not _ENDS.search(last.text) and line.text[:1].islower()
    if mark or step > 1.25 * max(measure.pitch * size / measure.size, size):
        return False
    if size > _LARGER * measure.size:  # a heading's lines are broken at will
        return True
    if passage.mark and line.left < first.left - 0.5 * size:
        return False
    return not _is_last_line(last, line, right_edges)


def _is_last_line(line: Line, following: Line, right_edges: dict[int, float]) -> bool:
    """Say whether a line ends its paragraph: the next word would have fitted into it."""
    if line.text.endswith(("-", "\u00ad", "\u2010")):
        return False
    width = (following.right - following.left) / max(len(following.text), 1)  # of a letter
    word = len(following.text.split(maxsplit=1)[0]) * width
    room = right_edges[id(line)] - line.right
    ended = bool(_ENDS.search(line.text))
    # After a full stop a small surplus of room tells; without one the line has to be clearly short.
    return room > word + (2 if ended else 8) * width or (
        ended and following.left > line.left + 1.5 * line.size
    )


def _take_notes(sheet: _Sheet, page: Page, measure: _Measure) -> None:
    """Move the small type at the foot of a page out of the way of a sentence that goes on overleaf."""
    while sheet.body:
        last = sheet.body[-1]
        is_small = isinstance(last, _Passage) and last.size < _SMALLER * measure.size
        if not is_small or last.lines[0].middle > 0.5 * page.height:
            break
        assert isinstance(last, _Passage)
        last.role = Role.NOTE
        sheet.notes.insert(0, last)
        sheet.body.pop()


def _level_lists(sheet: _Sheet) -> None:
    indents: list[float] = []
    for passage in sheet.body:
        if not isinstance(passage, _Passage) or not passage.mark:
            indents.clear()
            continue
        left = passage.lines[0].left
        while indents and indents[-1] > left + 3:
            indents.pop()
        if not indents or left > indents[-1] + 3:
            indents.append(left)
        passage.role, passage.level = Role.LIST_ITEM, len(indents)


def _join_across(before: _Sheet, after: _Sheet, measure: _Measure) -> None:
    """Give a sentence that runs over the page's end wholly to the page where it begins."""
    if not before.body or not after.body:
        return
    last, first = before.body[-1], after.body[0]
    if not isinstance(last, _Passage) or not isinstance(first, _Passage) or first.mark:
        return
    is_alike = abs(last.size - first.size) < _SAME_SIZE * last.size and last.size < _LARGER * measure.size
    starts_new = not first.lines[0].text[:1].islower() and (last.lines[-1].bold != first.lines[0].bold)
    if not is_alike or starts_new or _ENDS.search(last.lines[-1].text):
        return
    rest = list(first.lines)
    while rest:
        line = rest.pop(0)
        end = _SENTENCE_END.search(line.text)
        if end is None:
            last.lines.append(line)
            continue
        stop = end.end()
        last.lines.append(Line(line.text[:stop], line.left, line.right, line.bottom, line.top, line.bold))
        rest.insert(
            0, Line(line.text[stop:].lstrip(), line.left, line.right, line.bottom, line.top, line.bold)
        )
        break
    first.lines = rest
    if not rest:
        after.body.pop(0)


def _name_headings(passages: list[_Passage], measure: _Measure) -> None:
    """Find headings by size and weight; the largest kind is level 1."""
    kinds: dict[int, tuple[float, bool]] = {}
    for passage in passages:
        text = passage.text
        if len(text) > _MOST_HEADING or not any(c.isalpha() for c in text):
            continue
        bold = all(line.bold for line in passage.lines)
        is_large = passage.size > _LARGER * measure.size
        stands_out = (
            bold and not measure.bold and len(passage.lines) <= 3 and not text.endswith((".", ",", ";"))
        )
        if is_large or (stands_out and not (passage.mark and passage.lines[0].text[0] in "•-–")):
            kinds[id(passage)] = (round(passage.size), bold)
    _agree_by_numbers([passage for passage in passages if id(passage) in kinds], kinds)
    order = sorted(set(kinds.values()), reverse=True)
    for passage in passages:
        if id(passage) in kinds:
            passage.role, passage.level = Role.HEADING, min(order.index(kinds[id(passage)]) + 1, 9)


def _agree_by_numbers(headings: list[_Passage], kinds: dict[int, tuple[float, bool]]) -> None:
    """Give headings numbered to one depth ("2.3", "2.4") one kind, whatever type a word in them is set in."""
    by_depth: dict[int, list[_Passage]] = {}
    for passage in headings:
        if number := re.match(r"\d{1,3}(\.\d{1,3})*(?=[.)]?\s)", passage.text):
            by_depth.setdefault(number[0].count("."), []).append(passage)
    for alike in by_depth.values():
        usual = Counter(kinds[id(passage)] for passage in alike).most_common(1)[0][0]
        for passage in alike:
            kinds[id(passage)] = usual


def _emit(sheet: _Sheet, assembly: Assembly) -> None:
    for item in sheet.body:
        if isinstance(item, Table):
            for cell, text in item.cells():
                assembly.add(Block(text, Role.CELL, page=sheet.number, cell=cell))
            continue
        mark, words = item.text[: item.mark].strip(), item.text[item.mark :]
        assembly.add(Block(words, item.role, item.level, mark, item.page, typed=False))
    for note in sheet.notes:
        assembly.add(Block(note.text, Role.NOTE, page=note.page))
