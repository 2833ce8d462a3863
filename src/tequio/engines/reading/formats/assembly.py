"""Builds a document's one plain text, paragraph after paragraph, with its offsets and heading path."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from tequio.engines.reading.errors import FileTooLarge
from tequio.text import Paragraph, Role

# What no reader sees and no database stores: control characters, halves of surrogate pairs, non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c]")
_BLANKS = re.compile(r"[ \t\u00a0]{2,}")

# A number or bullet that was typed rather than made by the list function of the word processor.
_TYPED_NUMBER = re.compile(
    r"(?:(?P<dotted>\d{1,3}(?:\.\d{1,3}){1,4})[.)]?|\(?(?P<digits>\d{1,3})(?:[.)]|\.?[º°]\.?)(?:-(?=\s))?"
    r"|\((?P<bracket>[a-zñ]|[ivx]{1,5})\)|(?P<letter>[a-zñ]|[ivx]{1,5})[.)]|(?P<capital>[A-Z]|[IVX]{1,5})[.)])"
    r"(?:\s+|(?<=\))(?=[^\W\d_]))(?=\S)"
)
_TYPED_BULLET = re.compile(r"(?:[•‣◦▪■□●○·»➢➤✓\uf0b7\uf0a7\uf0d8]\s*|[-*–—]\s+)(?=\S)")


class TypedMark(NamedTuple):
    """A mark found at the start of words: its length, and its number, None for a bullet."""

    length: int
    number: str | None


def typed_mark(words: str) -> TypedMark | None:
    """Find a number or bullet that stands at the start of words."""
    if match := _TYPED_NUMBER.match(words):
        return TypedMark(match.end(), next(value for value in match.groupdict().values() if value))
    if match := _TYPED_BULLET.match(words):
        return TypedMark(match.end(), None)
    return None


def cleaned(words: str) -> str:
    """Drop what cannot be printed or stored; one blank for a run of blanks; no blanks at the ends."""
    words = _LINE_ENDS.sub("\n", words)
    return _BLANKS.sub(" ", _UNPRINTABLE.sub("", words)).strip()


_NO_TITLE = re.compile(
    r"\(?(?:untitled|anonymous|sin título|unspecified)\)?(?: document)?"
    r"|(?:slide|diapositiva|document|documento|presentación) ?\d*"
    r"|powerpoint presentation|presentación de powerpoint"
    r"|.*\.(?:docx?|pptx?|odt|pdf|rtf|wpd)",
    re.IGNORECASE,
)


def real_title(title: str | None) -> str | None:
    """Give a title among a file's properties, or None where it is what a program puts there by itself."""
    title = " ".join(cleaned(title or "").split()).removeprefix("Microsoft Word - ")
    return None if not title or _NO_TITLE.fullmatch(title) else title


@dataclass(frozen=True, slots=True)
class Block:
    """What a format's reader knows of one paragraph.

    Args:
        words: its text, line ends kept; the mark before it left out.
        role: what it is.
        level: depth of a heading or list item from 1.
        mark: number or bullet as printed, or "".
        page: page or slide number, or None.
        cell: (row, column) in its table, or None.
        typed: look for a typed number or bullet at the start of the words.
    """

    words: str
    role: Role = Role.PARAGRAPH
    level: int = 0
    mark: str = ""
    page: int | None = None
    cell: tuple[int, int] | None = None
    typed: bool = True


class Assembly:
    """Takes blocks in reading order, gives the content and its paragraphs.

    Args:
        name: the file, for the message.
        most: longest content in characters.
    """

    def __init__(self, name: str, most: int) -> None:
        self.title: str | None = None
        self._name = name
        self._most = most
        self._parts: list[str] = []
        self._length = 0
        self._paragraphs: list[Paragraph] = []
        self._headings: list[tuple[int, str]] = []
        self._last: Block | None = None

    def add(self, block: Block) -> None:
        """Append one block; one without words is left out.

        Raises:
            FileTooLarge: the content would grow past its limit.
        """
        words = cleaned(block.words)
        if not words:
            return
        role, level, lead = block.role, block.level, f"{block.mark} " if block.mark else ""
        number = printed_number(block.mark)
        start = len(lead)
        if block.typed and not lead and role is not Role.NOTE and (found := typed_mark(words)):
            start, number = found.length, found.number
            if role is Role.PARAGRAPH:
                role, level = Role.LIST_ITEM, level or 1
        self._append(self._separator(block, role) + lead + words)
        begin = self._length - len(lead) - len(words) + start
        if role is Role.HEADING:
            self._open_heading(level)
        above = tuple(text for _, text in self._headings)
        self._paragraphs.append(
            Paragraph(begin, self._length, role, level, number, above, block.page, block.cell)
        )
        if role is Role.HEADING:
            self._headings.append((level, " ".join((lead + words).split())))
        self._last = Block(words, role, level, block.mark, block.page, block.cell)

    def finish(self) -> tuple[str, tuple[Paragraph, ...]]:
        """Give the content and its paragraphs."""
        return "".join(self._parts), tuple(self._paragraphs)

    def close_headings(self) -> None:
        """Forget the headings so far, as a new slide or message does."""
        self._headings.clear()

    def _append(self, text: str) -> None:
        self._length += len(text)
        if self._length > self._most:
            raise FileTooLarge(
                self._name,
                f"the document has more than {self._most:,} characters of text; split it into parts",
            )
        self._parts.append(text)

    def _open_heading(self, level: int) -> None:
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()

    def _separator(self, block: Block, role: Role) -> str:
        last = self._last
        if last is None:
            return ""
        if block.cell and last.cell and block.cell >= last.cell:
            is_beside = block.cell[0] == last.cell[0] and block.cell != last.cell
            return "\t" if is_beside else "\n"
        return "\n" if role is last.role is Role.LIST_ITEM and not (block.cell or last.cell) else "\n\n"


def printed_number(mark: str) -> str | None:
    """Give a printed mark without brackets and stops, or None for a bullet.

    >>> printed_number("(iv)"), printed_number("12.2."), printed_number("•")
    ('iv', '12.2', None)
    """
    number = mark.strip(" ().:;-–—\t")
    return number if number and any(character.isalnum() for character in number) else None


_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)


def numeral(value: int, style: str) -> str:
    """Write a number in a style of numbering.

    Args:
        value: from 1.
        style: "1", "a", "A", "i" or "I".
    """
    if style in "aA" and value > 0:
        text = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
    elif style in "iI" and 0 < value < 4000:
        text, rest = "", value
        for size, letters in _ROMAN:
            times, rest = divmod(rest, size)
            text += letters * times
    else:
        return str(value)
    return text.upper() if style in "AI" else text
