"""Word documents (docx): paragraphs, headings, lists as Word numbers them, tables, notes, rendered pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from tequio.engines.reading.formats.assembly import Assembly, Block
from tequio.engines.reading.formats.word_numbering import Numbering
from tequio.engines.reading.formats.zipped import Package, attribute, child, children, core_title, tag
from tequio.text import Role

_BOLD_HEADING_LEVEL = 7  # a short bold line is a heading below every styled one
_BOLD_HEADING_MOST = 120  # characters
_THROUGH = frozenset(
    ("r", "hyperlink", "smartTag", "ins", "moveTo", "sdt", "sdtContent", "fldSimple", "bdo", "dir")
)
_CONTAINERS = frozenset(("sdt", "sdtContent", "ins", "customXml", "smartTag"))
_CHARACTERS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says, its ancestors included."""

    name: str = ""
    outline: int | None = None
    number_id: str | None = None
    number_level: int | None = None
    bold: bool = False


class _Styles:
    def __init__(self, root: Element | None) -> None:
        self._elements = {attribute(style, "styleId"): style for style in children(root, "style")}
        self._known: dict[str | None, _Style] = {}
        self.default = next(
            (key for key, style in self._elements.items()
             if attribute(style, "default") in ("1", "true") and attribute(style, "type") == "paragraph"),
            None,
        )  # fmt: skip

    def of(self, style_id: str | None, depth: int = 0) -> _Style:
        style_id = style_id or self.default
        if style_id in self._known:
            return self._known[style_id]
        element = self._elements.get(style_id)
        if element is None or depth > 20:
            return _Style()
        base = attribute(child(element, "basedOn"), "val")
        above = self.of(base, depth + 1) if base else _Style()
        properties = child(element, "pPr")
        outline = attribute(child(properties, "outlineLvl"), "val")
        name = (attribute(child(element, "name"), "val") or "").lower()
        named = re.fullmatch(r"heading (\d)", name)
        number_id = attribute(child(properties, "numPr", "numId"), "val")
        number_level = attribute(child(properties, "numPr", "ilvl"), "val")
        bold = _is_on(child(element, "rPr", "b"))
        found = _Style(
            name or above.name,
            int(named[1]) - 1 if named else int(outline) if outline else above.outline,
            number_id or above.number_id,
            int(number_level) if number_level else above.number_level,
            above.bold if bold is None else bold,
        )
        self._known[style_id] = found
        return found


def _is_on(switch: Element | None) -> bool | None:
    return None if switch is None else attribute(switch, "val") not in ("0", "false", "off")


class _Reader:
    def __init__(self, package: Package, part: str, assembly: Assembly) -> None:
        self._assembly = assembly
        styles = package.related(part, "styles")
        numbering = package.related(part, "numbering")
        self._styles = _Styles(package.xml(styles) if styles else None)
        self._numbering = Numbering(package.xml(numbering) if numbering else None)
        self._page: int | None = None
        self._boxes: list[Element] = []
        self._notes: list[str] = []

    def read(self, body: Element) -> list[str]:
        """Read the body; gives the ids of its notes, in the order of their marks."""
        if any(tag(element) == "lastRenderedPageBreak" for element in body.iter()):
            self._page = 1
        self._blocks(body, None)
        return self._notes

    def note(self, number: int, element: Element) -> None:
        for paragraph in element.iter():
            if tag(paragraph) == "p":
                words, _ = self._words(paragraph)
                self._assembly.add(Block(words, Role.NOTE, mark=f"[^{number}]:"))

    def _blocks(self, element: Element, cell: tuple[int, int] | None) -> None:
        for inner in element:
            name = tag(inner)
            if name == "p":
                self._paragraph(inner, cell)
            elif name == "tbl":
                self._table(inner)
            elif name in _CONTAINERS:
                self._blocks(inner, cell)
            elif name == "AlternateContent":
                self._blocks(_alternative(inner), cell)

    def _table(self, table: Element) -> None:
        for row_index, row in enumerate(_rows(table)):
            column = int(attribute(child(row, "trPr", "gridBefore"), "val") or 0)
            for cell in _cells(row):
                properties = child(cell, "tcPr")
                merge = child(properties, "vMerge")
                if merge is None or attribute(merge, "val") == "restart":
                    self._blocks(cell, (row_index, column))
                column += int(attribute(child(properties, "gridSpan"), "val") or 1)

    def _paragraph(self, paragraph: Element, cell: tuple[int, int] | None) -> None:
        words, page = self._words(paragraph)
        boxes, self._boxes = self._boxes, []
        if words.strip():
            self._assembly.add(replace(self._block(paragraph, words, cell), page=page, cell=cell))
        for box in boxes:  # what floats beside a paragraph is read after it
            self._blocks(box, cell)

    def _block(self, paragraph: Element, words: str, cell: tuple[int, int] | None) -> Block:
        """Say what a paragraph is, by its style and by the list it is in."""
        properties = child(paragraph, "pPr")
        style = self._styles.of(attribute(child(properties, "pStyle"), "val"))
        number_id = attribute(child(properties, "numPr", "numId"), "val") or style.number_id
        own_level = attribute(child(properties, "numPr", "ilvl"), "val")
        level = int(own_level) if own_level else style.number_level or 0
        mark = self._numbering.next_mark(number_id, level) if number_id else None
        outline = attribute(child(properties, "outlineLvl"), "val")
        heading = int(outline) if outline else style.outline
        if style.name == "title" and cell is None:
            self._assembly.title = self._assembly.title or words.strip()
            return Block(words, Role.HEADING, 1)
        if re.match(r"toc \d", style.name):
            return Block(words, Role.NOTE)
        if heading is not None and heading < 9 and cell is None:
            return Block(words, Role.HEADING, heading + 1, mark or "")
        if mark:
            named = re.fullmatch(r"list (?:bullet|number) (\d)", style.name)
            return Block(words, Role.LIST_ITEM, max(level + 1, int(named[1]) if named else 1), mark)
        if cell is None and self._is_bold_line(paragraph, style, words):
            return Block(words, Role.HEADING, _BOLD_HEADING_LEVEL)
        return Block(words, Role.CELL if cell else Role.PARAGRAPH)

    def _is_bold_line(self, paragraph: Element, style: _Style, words: str) -> bool:
        words = words.strip()
        if len(words) > _BOLD_HEADING_MOST or words.endswith((".", ",", ";")) or words.startswith(("-", "•")):
            return False
        runs = [
            run for run in paragraph.iter() if tag(run) == "r" and any(t.text for t in children(run, "t"))
        ]
        switches = [_is_on(child(run, "rPr", "b")) for run in runs]
        return bool(runs) and all(style.bold if switch is None else switch for switch in switches)

    def _words(self, paragraph: Element) -> tuple[str, int | None]:
        """Give a paragraph's text and the page where its first letter stands."""
        parts: list[str] = []
        page = self._page
        for text in self._pieces(paragraph):
            if not parts and text.strip():
                page = self._page
            if text.strip() or parts:
                parts.append(text)
        return "".join(parts), page if parts else self._page

    def _pieces(self, element: Element) -> Iterator[str]:
        for inner in element:
            name = tag(inner)
            if name == "t":
                yield inner.text or ""
            elif name in _THROUGH:
                yield from self._pieces(inner)
            elif name == "br":
                yield "\n" if attribute(inner, "type") in (None, "textWrapping") else ""
            elif name in _CHARACTERS:
                yield _CHARACTERS[name]
            elif name == "lastRenderedPageBreak" and self._page is not None:
                self._page += 1
            elif name in ("footnoteReference", "endnoteReference"):
                self._notes.append(f"{name[0]}{attribute(inner, 'id')}")
                yield f"[^{len(self._notes)}]"
            elif name == "AlternateContent":
                yield from self._pieces(_alternative(inner))
            elif name in ("drawing", "pict", "object"):
                self._boxes.extend(box for box in inner.iter() if tag(box) == "txbxContent")


def _alternative(element: Element) -> Element:
    """Give the one reading of content that is stored for newer and for older programs."""
    choice = child(element, "Choice")
    fallback = child(element, "Fallback")
    chosen = choice if choice is not None else fallback
    return chosen if chosen is not None else element


def _rows(table: Element) -> Iterator[Element]:
    for inner in table:
        if tag(inner) == "tr":
            yield inner
        elif tag(inner) in _CONTAINERS:
            yield from _rows(inner)


def _cells(row: Element) -> Iterator[Element]:
    for inner in row:
        if tag(inner) == "tc":
            yield inner
        elif tag(inner) in _CONTAINERS:
            yield from _cells(inner)


def read_docx(package: Package, part: str, assembly: Assembly) -> None:
    """Read a Word document.

    Args:
        package: the opened file.
        part: its main part, usually "word/document.xml".
        assembly: takes the blocks.

    Pages are those of the last rendering that the file remembers, None where it remembers none; page
    headers and footers are left out; notes follow the body, their marks written as [^1].
    """
    root = package.xml(part)
    body = child(root, "body")
    if body is None:
        raise package.damaged(part)
    assembly.title = core_title(package)
    reader = _Reader(package, part, assembly)
    notes = reader.read(body)
    texts = {}
    for kind in ("footnotes", "endnotes") if notes else ():
        stored = package.related(part, kind)
        for element in (package.xml(stored) if stored else None) or ():
            texts[f"{kind[0]}{attribute(element, 'id')}"] = element
    for number, note_id in enumerate(notes, 1):
        if note_id in texts:
            reader.note(number, texts[note_id])
