"""A document's text as HTML by its structure, with marked places, every character still countable.

The text nodes below an element with `data-start` hold exactly the characters of the document from that
offset on (elements with `data-skip` apart), so that a script can turn a selection back into offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from tequio.apps.library.models import DocumentParagraph
from tequio.text import Role, flow

# Only a paragraph that has one of these can hold mark-up that a reader's eye skips.
_MAY_HOLD_MARK_UP = re.compile("[<*_\\\\\u00ad\u200b\ufeff]|\\[\\^|[-\u2010][ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to show in the text.

    Args:
        start: offset of its first character.
        end: one past its last.
        key: names the place, as `id` of its first piece.
        name: class of the element.
        refs: for each thing that stands there: (number shown or "", address it leads to, its id).
    """

    start: int
    end: int
    key: str
    name: str
    refs: tuple[tuple[str, str, str], ...] = ()


@dataclass(slots=True)
class Block:
    """One heading, paragraph, list or table, as a template shows it.

    Args:
        kind: "heading", "paragraph", "note", "list", "table" or "page" (the mark at the top of a page).
        html: the words, for headings, paragraphs and notes.
        start: offset of the words.
        number: as printed, or the number of the page.
        level: depth.
        items: blocks of a list.
        rows: of a table, each a list of blocks.
        language: where it differs from the document's.
    """

    kind: str
    html: SafeString = field(default_factory=SafeString)
    start: int = 0
    number: str = ""
    level: int = 0
    items: list[Block] = field(default_factory=list)
    rows: list[list[Block | None]] = field(default_factory=list)
    language: str = ""


def text_blocks(
    content: str, paragraphs: Sequence[DocumentParagraph], marks: Iterable[Mark], language: str = ""
) -> list[Block]:
    """Lay out a document.

    Args:
        content: the text that the offsets refer to.
        paragraphs: in reading order.
        marks: in any order; they may overlap and run over several paragraphs.
        language: of the document.

    Returns:
        Blocks in reading order.
    """
    html = _Writer(content, sorted(marks, key=lambda mark: (mark.start, -mark.end)))
    blocks: list[Block] = []
    for page, on_page in groupby(paragraphs, key=lambda paragraph: paragraph.page):
        if page is not None:
            blocks.append(Block("page", number=str(page)))
        for kind, together in groupby(on_page, key=_kind):
            written = [(p, _block(kind, p, html.words(p.start, p.end), language)) for p in together]
            if kind == "list":
                blocks.append(Block("list", items=[block for _paragraph, block in written]))
            elif kind == "table":
                blocks.extend(_tables(written))
            else:
                blocks.extend(block for _paragraph, block in written)
    return blocks


def _kind(paragraph: DocumentParagraph) -> str:
    return {Role.HEADING: "heading", Role.LIST_ITEM: "list", Role.CELL: "table", Role.NOTE: "note"}.get(
        Role(paragraph.role), "paragraph"
    )


def _block(kind: str, paragraph: DocumentParagraph, html: SafeString, language: str) -> Block:
    # The page has a title (h1) and a heading for the text (h2); the document's own begin at h3.
    level = min(max(paragraph.level, 1) + 2, 6) if kind == "heading" else min(paragraph.level, 6)
    other = paragraph.language if paragraph.language != language else ""
    return Block(kind, html, paragraph.start, paragraph.number, level, language=other)


def _tables(cells: Sequence[tuple[DocumentParagraph, Block]]) -> list[Block]:
    """Put cells into tables; a place before the last one begins a new table."""
    tables: list[dict[int, dict[int, Block]]] = []
    last = (0, 0)
    for paragraph, block in cells:
        place = (paragraph.row or 0, paragraph.column or 0)
        if not tables or place <= last:
            tables.append({})
        tables[-1].setdefault(place[0], {})[place[1]] = block
        last = place
    return [Block("table", rows=[_row(row, _width(table)) for row in table.values()]) for table in tables]


def _width(table: dict[int, dict[int, Block]]) -> int:
    return 1 + max(column for row in table.values() for column in row)


def _row(row: dict[int, Block], width: int) -> list[Block | None]:
    return [row.get(column) for column in range(width)]


class _Writer:
    """Writes spans of the text as HTML, in order; marks that are over are dropped on the way."""

    def __init__(self, content: str, marks: list[Mark]) -> None:
        self.content = content
        self.waiting = marks[::-1]
        self.open: list[Mark] = []
        self.begun: set[str] = set()

    def words(self, start: int, end: int) -> SafeString:
        """Write a paragraph. Paragraphs must come in order."""
        while self.waiting and self.waiting[-1].start < end:
            self.open.append(self.waiting.pop())
        self.open = [mark for mark in self.open if mark.end > start]
        hidden = _hidden_runs(self.content, start, end)
        cuts = {start, end}
        for mark in self.open:
            cuts.update((max(mark.start, start), min(mark.end, end)))
        for run in hidden:
            cuts.update(run)
        written = []
        for left, right in pairwise(sorted(cuts)):
            written.append(self._piece(left, right, any(a <= left < b for a, b in hidden)))
            written.extend(_refs(mark) for mark in self.open if mark.end == right)
        return mark_safe("".join(written))  # every part was escaped where it was made

    def _piece(self, start: int, end: int, is_hidden: bool) -> str:
        # A bare carriage return would be read as a line feed by browsers, and CR LF as one character.
        html = str(escape(self.content[start:end])).replace("\r", "&#13;")
        if is_hidden:
            html = f'<span class="mark-up">{html}</span>'
        # `open` is ordered by start, so the last mark over a place is the narrowest one that began latest.
        over = [mark for mark in self.open if mark.start <= start and mark.end >= end]
        for mark in reversed(over):
            first = mark.key not in self.begun
            self.begun.add(mark.key)
            html = format_html(
                '<mark class="{}"{} data-marks="{}">{}</mark>',
                mark.name,
                format_html(' id="{}"', mark.key) if first else "",
                " ".join(thing for _number, _address, thing in mark.refs),
                mark_safe(html),  # every part was escaped where it was made
            )
        return html


def _refs(mark: Mark) -> str:
    return "".join(
        format_html('<a class="ref" data-skip href="{}" data-ref="{}">{}</a>', address, thing, number)
        for number, address, thing in mark.refs
        if number
    )


def _hidden_runs(content: str, start: int, end: int) -> list[tuple[int, int]]:
    """Find what `tequio.text.flow` leaves out, white space apart, as (start, end) runs."""
    if not _MAY_HOLD_MARK_UP.search(content, start, end):
        return []
    kept = flow(content, start, end).offsets
    runs = [(left + 1, right) for left, right in pairwise((start - 1, *kept, end)) if right > left + 1]
    return [run for run in runs if content[run[0] : run[1]].strip("\t\n\r\f\v ")]
