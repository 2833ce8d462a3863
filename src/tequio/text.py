"""The value types that all engines share: a document's text, its paragraphs and places in it.

Offsets are character offsets (Python `str` indices, so Unicode code points) into `Text.content`,
half open: `content[start:end]`. This module imports nothing of ours.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A place in a document's text.

    Args:
        start: first character, an offset into `Text.content`.
        end: one past the last character.
        page: page or slide number from 1, or None where the format has none.
    """

    start: int
    end: int
    page: int | None = None

    def overlaps(self, other: Anchor) -> bool:
        """Say whether the two places share at least one character."""
        return self.start < other.end and other.start < self.end


class Role(StrEnum):
    """What a paragraph is in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    CELL = "cell"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, list item, heading or table cell, in reading order.

    Args:
        start: first character of its words (bullet, number and mark-up before them left out).
        end: one past its last character (trailing white space left out).
        role: what it is in its document.
        level: depth of a list item or heading from 1; 0 for running text.
        number: the numbering as printed, without brackets or stops ("8", "iv", "12.2"), or None.
        headings: the headings above it, outermost first.
        page: page or slide number from 1, or None.
        cell: (row, column) from 0 for a table cell, else None.
        language: ISO 639-1 code of its words, or None where they are too few to tell.
    """

    start: int
    end: int
    role: Role = Role.PARAGRAPH
    level: int = 0
    number: str | None = None
    headings: tuple[str, ...] = ()
    page: int | None = None
    cell: tuple[int, int] | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """A passage as a person reads it: one line, no mark-up, no hyphens at line ends, offsets kept.

    Args:
        words: the passage in one line, single spaces.
        offsets: for each character of `words`, its offset in `Text.content`; same length.
    """

    words: str
    offsets: tuple[int, ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Turn a span of `words` into a span of the document's text.

        Args:
            start: first character in `words`.
            end: one past the last; must be greater than `start`.

        Returns:
            Offsets into `Text.content`, half open.
        """
        return self.offsets[start], self.offsets[end - 1] + 1


# What a reader's eye skips. Each alternative is replaced by nothing or by one space (see `_replacement`).
_SKIPPED = re.compile(
    r"(?P<hyphen>(?<=\w)(?:-|\u00ad|\u2010)[ \t]*\r?\n\s*(?=[a-zà-ÿ]))"  # a word broken at a line end
    r"|(?P<soft>\u00ad|\u200b|\ufeff)"
    r"|(?P<note>\[\^\w+\])"  # a Markdown foot-note mark
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>|<!--.*?-->)"
    r"|(?P<mark>\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|\\(?=[#*_\[\]()<>.\-]))"
    # white space, except one blank between two words, which stays as it is
    r"|(?P<space>\s{2,}|[^\S ]|(?<=[>*_\\\]\u00ad\u200b\ufeff]) )",
    re.DOTALL,
)
_BLOCK_TAGS = re.compile(r"</?(?:p|div|li|br|tr|td|th|h[1-6]|ul|ol|table)\b", re.IGNORECASE)


def _replacement(match: re.Match[str]) -> str:
    if match.lastgroup == "space":
        return " "
    if match.lastgroup == "tag" and _BLOCK_TAGS.match(match.group()):
        return " "
    return ""


def flow(content: str, start: int, end: int) -> Flow:
    """Read a passage across its line ends and mark-up without changing offsets.

    Line ends and runs of white space become one space; a word hyphenated at a line end is joined;
    Markdown emphasis, foot-note marks and HTML tags are left out.

    Args:
        content: the document's text.
        start: first character of the passage.
        end: one past the last.

    Returns:
        The words as read, with the offset of each character in `content`.
    """
    words: list[str] = []
    offsets: list[int] = []
    while start < end and content[start] == " ":
        start += 1
    at = start

    def put(character: str, offset: int) -> None:
        if character == " " and (not words or words[-1] == " "):
            return
        words.append(character)
        offsets.append(offset)

    for match in _SKIPPED.finditer(content, start, end):
        words.extend(content[at : match.start()])
        offsets.extend(range(at, match.start()))
        for character in _replacement(match):
            put(character, match.start())
        at = match.end()
    words.extend(content[at:end])
    offsets.extend(range(at, end))
    while words and words[-1] == " ":
        words.pop()
        offsets.pop()
    return Flow("".join(words), tuple(offsets))


@dataclass(frozen=True)
class Text:
    """A document as plain text with its structure.

    Args:
        content: the whole plain text; for a .txt or .md file the decoded file, unchanged.
        paragraphs: in reading order, not overlapping.
        language: ISO 639-1 code of most of its words, or None where it cannot be told.
        media_type: of the file it was read from, e.g. "application/pdf".
        title: the title that the file itself gives, or None.
    """

    content: str
    paragraphs: tuple[Paragraph, ...]
    language: str | None = None
    media_type: str = "text/plain"
    title: str | None = None
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(p.start for p in self.paragraphs))

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """Find the paragraph that holds a character, or the last one before it (None before the first)."""
        index = bisect_right(self._starts, offset) - 1
        return self.paragraphs[index] if index >= 0 else None

    def anchor(self, start: int, end: int) -> Anchor:
        """Make the anchor of a span, with its page."""
        paragraph = self.paragraph_at(start)
        return Anchor(start, end, paragraph.page if paragraph else None)

    def quote(self, anchor: Anchor) -> str:
        """Give the exact words at an anchor."""
        return self.content[anchor.start : anchor.end]

    def flow(self, start: int, end: int) -> Flow:
        """Read a span across line ends and mark-up; see `flow`."""
        return flow(self.content, start, end)


def fold(words: str) -> str:
    """Fold case, accents and white space, so that two spellings of a name can be compared.

    Args:
        words: any text.

    Returns:
        Lower-case letters without accents, digits and single spaces; other characters become spaces.
    """
    plain = unicodedata.normalize("NFKD", words)
    kept = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(re.findall(r"\w+", kept))
