"""OpenDocument texts (odt): headings, lists with their numbers, tables, notes, soft page breaks."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tequio.engines.reading.errors import FileEncrypted
from tequio.engines.reading.formats.assembly import Assembly, Block, numeral, real_title
from tequio.engines.reading.formats.zipped import Package, attribute, child, children, tag
from tequio.text import Role

_BULLET = "•"
_THROUGH = ("span", "a", "bookmark-ref", "reference-ref", "ruby", "ruby-base", "meta", "meta-field")
_SECTIONS = ("section", "index-body", "text-box", "frame")
_MOST_REPEATED = 1000  # columns or blanks that one element may stand for


class _ListStyles:
    """Which lists are numbered, and how."""

    def __init__(self, roots: list[Element]) -> None:
        self._levels: dict[str, dict[int, Element]] = {}
        for root in roots:
            for style in root.iter():
                if tag(style) == "list-style":
                    self._levels[attribute(style, "name") or ""] = {
                        int(attribute(level, "level") or 1): level for level in style
                    }

    def mark(self, style: str | None, level: int, count: int) -> str:
        found = self._levels.get(style or "", {}).get(level)
        if found is None or tag(found) != "list-level-style-number":
            return _BULLET
        kind = attribute(found, "num-format")
        if not kind:
            return ""
        first = int(attribute(found, "start-value") or 1)
        return (
            (attribute(found, "num-prefix") or "")
            + numeral(first + count - 1, kind)
            + (attribute(found, "num-suffix") or "")
        )


class _Reader:
    def __init__(self, styles: _ListStyles, assembly: Assembly, page: int | None) -> None:
        self._styles, self._assembly, self._page = styles, assembly, page
        self._notes: list[Element] = []
        self._last_counts: dict[str | None, int] = {}  # list style -> last number, for lists that go on

    def read(self, body: Element) -> None:
        self._blocks(body, None)
        for number, note in enumerate(self._notes, 1):
            for paragraph in note.iter():
                if tag(paragraph) == "p":
                    self._assembly.add(Block(self._words(paragraph)[0], Role.NOTE, mark=f"[^{number}]:"))

    def _blocks(self, element: Element, cell: tuple[int, int] | None) -> None:
        for inner in element:
            name = tag(inner)
            if name == "h":
                words, page = self._words(inner)
                level = int(attribute(inner, "outline-level") or 1)
                self._assembly.add(Block(words, Role.HEADING, level, page=page, cell=cell))
            elif name == "p":
                words, page = self._words(inner)
                self._assembly.add(Block(words, Role.CELL if cell else Role.PARAGRAPH, page=page, cell=cell))
                for frame in inner.iter():
                    if tag(frame) == "text-box":
                        self._blocks(frame, cell)
            elif name == "list":
                self._list(inner, 1, None, cell)
            elif name == "table":
                self._table(inner)
            elif name == "soft-page-break":
                self._turn_page()
            elif name in _SECTIONS:
                self._blocks(inner, cell)

    def _list(self, element: Element, level: int, style: str | None, cell: tuple[int, int] | None) -> None:
        style = attribute(element, "style-name") or style
        goes_on = attribute(element, "continue-numbering") == "true" or attribute(element, "continue-list")
        count = self._last_counts.get(style, 0) if goes_on and level == 1 else 0
        for item in element:
            if tag(item) not in ("list-item", "list-header"):
                continue
            mark = ""
            if tag(item) == "list-item":
                count += 1
                mark = self._styles.mark(style, level, count)
            for inner in item:
                if tag(inner) in ("p", "h"):
                    words, page = self._words(inner)
                    self._assembly.add(Block(words, Role.LIST_ITEM, level, mark, page, cell))
                    mark = "" if words.strip() else mark
                elif tag(inner) == "list":
                    self._list(inner, level + 1, style, cell)
        if level == 1:
            self._last_counts[style] = count

    def _table(self, table: Element) -> None:
        for row_index, row in enumerate(_rows(table)):
            column = 0
            for cell in row:
                if tag(cell) in ("table-cell", "covered-table-cell"):
                    if tag(cell) == "table-cell":
                        self._blocks(cell, (row_index, column))
                    column += _repeated(cell, "number-columns-repeated")

    def _words(self, paragraph: Element) -> tuple[str, int | None]:
        parts: list[str] = []
        page = self._page
        for text in self._pieces(paragraph):
            if not parts:
                if not text.strip():
                    continue
                page = self._page
            parts.append(text)
        return "".join(parts), page if parts else self._page

    def _pieces(self, element: Element) -> Iterator[str]:
        yield element.text or ""
        for inner in element:
            name = tag(inner)
            if name in _THROUGH:
                yield from self._pieces(inner)
            elif name == "s":
                yield " " * _repeated(inner, "c")
            elif name == "tab":
                yield "\t"
            elif name == "line-break":
                yield "\n"
            elif name == "soft-page-break":
                self._turn_page()
            elif name == "note":
                self._notes.extend(children(inner, "note-body"))
                yield f"[^{len(self._notes)}]"
            elif name in ("date", "time", "title", "author-name", "page-number", "page-count", "sequence"):
                yield inner.text or ""  # a field with the value that was shown last
            yield inner.tail or ""

    def _turn_page(self) -> None:
        if self._page is not None:
            self._page += 1


def _repeated(element: Element, name: str) -> int:
    return min(int(attribute(element, name) or 1), _MOST_REPEATED)


def _rows(table: Element) -> Iterator[Element]:
    for inner in table:
        if tag(inner) == "table-row":
            yield inner
        elif tag(inner) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(inner)


def read_odt(package: Package, name: str, assembly: Assembly) -> None:
    """Read an OpenDocument text.

    Args:
        package: the opened file.
        name: the file, for the message.
        assembly: takes the blocks; pages are the soft page breaks that the file remembers, else None.

    Raises:
        FileEncrypted: it needs a password.
    """
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and any(tag(entry) == "encryption-data" for entry in manifest.iter()):
        raise FileEncrypted(name, "the document is encrypted; save it without a password and read it again")
    content = package.xml("content.xml")
    body = child(content, "body", "text")
    if content is None or body is None:
        raise package.damaged("content.xml")
    meta = child(package.xml("meta.xml"), "meta", "title")
    assembly.title = real_title(meta.text) if meta is not None else None
    styles = package.xml("styles.xml")
    roots = [root for root in (styles, content) if root is not None]
    has_pages = any(tag(element) == "soft-page-break" for element in body.iter())
    _Reader(_ListStyles(roots), assembly, 1 if has_pages else None).read(body)
