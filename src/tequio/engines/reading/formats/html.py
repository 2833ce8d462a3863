"""Web pages (html): headings, lists with their numbers, tables; navigation and scripts left out."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tequio.engines.reading.encodings import decode
from tequio.engines.reading.formats.assembly import Assembly, Block, numeral
from tequio.text import Role

_UNREAD = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "nav",
        "select",
        "button",
        "iframe",
        "object",
        "audio",
        "video",
        "canvas",
        "datalist",
        "dialog",
    ]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_BULLET = "•"
_CHARSET = re.compile(rb"<meta[^>]{0,300}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)


@dataclass(slots=True)
class _List:
    """An open list."""

    style: str | None  # None for bullets
    count: int


@dataclass(slots=True)
class _Table:
    """An open table."""

    row: int = -1
    column: int = -1
    taken: set[tuple[int, int]] = field(default_factory=set)  # cells that a row-span reaches into


class _Page(HTMLParser):
    def __init__(self, assembly: Assembly) -> None:
        super().__init__(convert_charrefs=True)
        self._assembly = assembly
        self._words: list[str] = []
        self._heading = 0
        self._lists: list[_List] = []
        self._tables: list[_Table] = []
        self._mark = ""
        self._in_item = 0
        self._unread: list[str] = []  # the element that is left out, and those of its name inside it
        self._title: list[str] | None = None
        self._preformatted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unread:
            if tag == self._unread[0] and tag not in _VOID:
                self._unread.append(tag)
            return
        attributes = dict(attrs)
        is_hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
        if (tag in _UNREAD or is_hidden) and tag not in _VOID:
            self._unread.append(tag)
        elif tag == "title":
            self._title = []
        elif tag == "br":
            self._words.append("\n")
        elif tag in _BLOCKS:
            self._flush()
            self._open(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            if tag == self._unread[0]:
                self._unread.pop()
        elif tag == "title" and self._title is not None:
            self._assembly.title = self._assembly.title or " ".join("".join(self._title).split()) or None
            self._title = None
        elif tag in _BLOCKS:
            self._flush()
            self._close(tag)

    def handle_data(self, data: str) -> None:
        if self._title is not None:
            self._title.append(data)
        elif not self._unread:
            self._words.append(data if self._preformatted else re.sub(r"[ \t\r\n\f]+", " ", data))

    def close(self) -> None:
        super().close()
        self._flush()

    def _open(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag[0] == "h" and tag[1:].isdigit():
            self._heading = int(tag[1])
        elif tag in ("ul", "ol"):
            style = (attributes.get("type") or "1") if tag == "ol" else None
            self._lists.append(_List(style, _number(attributes.get("start"), 1) - 1))
        elif tag == "li":
            self._open_item(attributes)
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "table":
            self._tables.append(_Table())
        elif self._tables and tag == "tr":
            self._tables[-1].row += 1
            self._tables[-1].column = -1
        elif self._tables and tag in ("td", "th"):
            self._open_cell(self._tables[-1], attributes)

    def _open_item(self, attributes: dict[str, str | None]) -> None:
        self._in_item = len(self._lists) or 1
        current = self._lists[-1] if self._lists else _List(None, 0)
        current.count = _number(attributes.get("value"), current.count + 1)
        style = current.style
        self._mark = numeral(current.count, style) + "." if style else _BULLET

    def _open_cell(self, table: _Table, attributes: dict[str, str | None]) -> None:
        table.row = max(table.row, 0)
        table.column += 1
        while (table.row, table.column) in table.taken:
            table.column += 1
        wide = min(_number(attributes.get("colspan"), 1), 1000)
        high = min(_number(attributes.get("rowspan"), 1), 1000)
        table.taken.update(
            (table.row + down, table.column + right) for down in range(1, high) for right in range(wide)
        )
        table.taken.update((table.row, table.column + right) for right in range(1, wide))

    def _close(self, tag: str) -> None:
        if tag[0] == "h" and tag[1:].isdigit():
            self._heading = 0
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self._in_item = len(self._lists)
        elif tag == "li":
            self._in_item = 0
        elif tag == "pre" and self._preformatted:
            self._preformatted -= 1
        elif tag == "table" and self._tables:
            self._tables.pop()

    def _flush(self) -> None:
        words = "".join(self._words)
        self._words.clear()
        if not words.strip():
            return
        if not self._preformatted:
            words = re.sub(r" ?\n ?", "\n", words)
        table = self._tables[-1] if self._tables else None
        cell = (table.row, table.column) if table and table.row >= 0 and table.column >= 0 else None
        if self._heading and cell is None:
            self._assembly.add(Block(words, Role.HEADING, self._heading))
        elif self._in_item:
            self._assembly.add(Block(words, Role.LIST_ITEM, self._in_item, self._mark, cell=cell))
            self._mark = ""
        else:
            self._assembly.add(Block(words, Role.CELL if cell else Role.PARAGRAPH, cell=cell))


def _number(value: str | None, default: int) -> int:
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default


def decode_page(data: bytes, name: str) -> str:
    """Decode a web page: a byte order mark first, then what it declares, then as any text file."""
    declared = _CHARSET.search(data[:4096])
    has_mark = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if declared and not has_mark and 0 not in data:
        label = declared[1].decode("ascii").lower()
        # The label "latin-1" has meant Windows-1252 on the web since its beginnings.
        label = "cp1252" if label in ("iso-8859-1", "latin-1", "latin1", "us-ascii") else label
        try:
            return data.decode(label)
        except (LookupError, UnicodeDecodeError):
            pass  # the declaration is wrong: let the bytes speak
    return decode(data, name)[0]


def read_html(page: str, assembly: Assembly) -> None:
    """Read a web page that is decoded already; `assembly` takes the blocks."""
    parser = _Page(assembly)
    parser.feed(page)
    parser.close()
