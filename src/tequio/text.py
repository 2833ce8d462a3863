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
from itertools import filterfalse, pairwise


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
        runs: where each stretch that stands together in the document begins, in `words`; ascending from 0.
        places: for each run, the offset of its first character in `Text.content`; same length.
    """

    words: str
    runs: tuple[int, ...]
    places: tuple[int, ...]

    @property
    def offsets(self) -> tuple[int, ...]:
        """For each character of `words`, its offset in `Text.content`."""
        found: list[int] = []
        for place, (start, end) in zip(self.places, pairwise((*self.runs, len(self.words))), strict=True):
            found += range(place, place + end - start)
        return tuple(found)

    def offset(self, index: int) -> int:
        """Give the offset in `Text.content` of one character of `words`."""
        run = bisect_right(self.runs, index) - 1
        return self.places[run] + index - self.runs[run]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Turn a span of `words` into a span of the document's text.

        Args:
            start: first character in `words`.
            end: one past the last; must be greater than `start`.

        Returns:
            Offsets into `Text.content`, half open.
        """
        return self.offset(start), self.offset(end - 1) + 1


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
# The same where no mark-up can be: most passages, and white space alone is found much faster.
_SPACE = re.compile(r"(?P<space>\s{2,}|[^\S ])")
_MAY_MARK_UP = re.compile(r"[<*_\\\[\u00ad\u200b\ufeff]|[-\u2010]\s")
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
    while start < end and content[start] == " ":
        start += 1
    skipped = _SKIPPED if _MAY_MARK_UP.search(content, start, end) else _SPACE
    pieces: list[str] = []
    runs: list[int] = []
    places: list[int] = []
    length, at, spaced = 0, start, True  # spaced: a further space would be one too many

    for match in skipped.finditer(content, start, end):
        left, right = match.span()
        if left > at:
            pieces.append(content[at:left])
            runs.append(length)
            places.append(at)
            length += left - at
            spaced = content[left - 1] == " "
        if not spaced and _replacement(match):
            pieces.append(" ")
            runs.append(length)
            places.append(left)
            length += 1
            spaced = True
        at = right
    if end > at:
        pieces.append(content[at:end])
        runs.append(length)
        places.append(at)
    words = "".join(pieces).rstrip(" ")
    while runs and runs[-1] >= len(words):
        runs.pop()
        places.pop()
    return Flow(words, tuple(runs), tuple(places))


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
    _flows: dict[tuple[int, int], Flow] = field(init=False, repr=False, compare=False, default_factory=dict)

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
        """Read a span across line ends and mark-up; see `flow`. What was read once is kept."""
        found = self._flows.get((start, end))
        if found is None:
            found = self._flows[start, end] = flow(self.content, start, end)
        return found


def fold(words: str) -> str:
    """Fold case, accents and white space, so that two spellings of a name can be compared.

    Args:
        words: any text.

    Returns:
        Lower-case letters without accents, digits and single spaces; other characters become spaces.
    """
    if words.isascii():
        return " ".join(re.findall(r"\w+", words.lower()))
    plain = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", words)))
    return " ".join(re.findall(r"\w+", plain.casefold()))
