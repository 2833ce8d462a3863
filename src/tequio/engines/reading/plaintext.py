"""Plain text and Markdown: from one decoded string to paragraphs, the string itself unchanged.

Nothing says in a .txt file what a line end means, so the structure is read from its traces:

1. *Pieces*: the content is cut at line ends, at block-level HTML tags and at form feeds (a new page).
2. *Marks*: each piece is looked at for a heading mark, a bullet, a number, a table row or a foot-note.
3. *Joins*: a piece without a mark continues the one before it when the document is hard-wrapped, that is
   when most of its lines go on in lower case (`_is_wrapped`), and the line before is full.
4. *Slides*: a transcript of slides numbers them at the line start ("8- On January 12-13 …") and puts its
   bullets in mid-line ("… region - Organized …"); both are recognised by the run of numbers.

Every step is linear in the length of the content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import quantiles

from tequio.text import Paragraph, Role

__all__ = ["structure"]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One line, or the part of a line between two block tags; offsets as in the content."""

    start: int
    end: int
    page: int | None
    tag: str = ""  # the block tag just before it, in lower case without brackets
    indent: int = 0
    cut_before: bool = False  # a blank line or a block tag stands before it


@dataclass(frozen=True, slots=True)
class _Mark:
    """What the start of a piece says about it."""

    role: Role
    start: int  # where its words begin
    level: int = 0
    number: str | None = None
    style: str = ""


_BOUNDARY = re.compile(
    r"(?P<line>\r\n|\n|\r|\u2028|\u2029)|(?P<page>\f)"
    r"|<(?P<close>/?)(?P<tag>p|div|li|ul|ol|br|hr|tr|td|th|table|thead|tbody|h[1-6]|blockquote|section|article)\b[^<>]*>",
    re.IGNORECASE,
)
_INLINE_MARKUP = (
    r"(?:</?[A-Za-z][^<>]*>|<!--[^<>]*-->|!\[[^\]\n]{0,300}\]\([^)\s]{0,1000}\)|\*{1,3}|__|>(?=\s)|\\(?=#))"
)
_LEADING = re.compile(rf"(?:\s+|{_INLINE_MARKUP}|[\u200b\ufeff]|_(?=\S))*")
_TRAILING = re.compile(r"(?:\s+|</?[A-Za-z][^<>]*>|\*{1,3}|_{1,2}|[\u200b\ufeff])\Z")
_WORD = re.compile(r"\w")

_BULLET = re.compile(
    r"(?:[-*+•‣◦▪■□●○–—·»➢➤✓\uf0b7\uf0a7\uf0d8]|â\x80¢|o(?=\s{2,}))(?:\s+|(?<=[•●▪■])(?=\w))"
)
_NUMBER = re.compile(
    r"(?:(?P<dotted>\d{1,3}(?:\.\d{1,3}){1,3})[.)]?\s+(?=[^\W\d_]|[\"“«(*])"
    r"|(?P<digit>\d{1,3})(?:\.[ \t]*[-–][ \t]*|\.\s+|[.)](?=[^\W\d_])|\)\s+|º\.?\s+(?=[A-Z])|\.º\s+)"
    r"|\(?(?P<roman>[ivx]{2,5})[).]\s+"
    r"|\((?P<bracket>[a-zñ]|\d{1,2})\)\s*"
    r"|(?P<letter>[a-zñ])[).]\s+"
    r"|(?P<capital>[A-Z]|[IVX]{1,5})[.)]\s+)"
)
# Which kind of number stands under which where the indent does not tell.
_RANK = {"capital": 0, "dotted": 1, "digit": 1, "bracket": 2, "letter": 2, "roman": 3, "-": 4}
_HASHES = re.compile(r"(#{1,6})\s+")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|_{3,}|\*{3,}|(?:\*\s){2,}\*)\s*\Z")
_FOOTNOTE = re.compile(r"\[\^\w+\]:\s*")
_TABLE_RULE = re.compile(r"[\s|:+-]+\Z")
_SLIDE = re.compile(r"^(\d{1,3})(?=[A-Z]|-\s)", re.MULTILINE)
_MID_BULLET = re.compile(r"(?<=\S)\s*(?:•|●|▪|\uf0b7|â\x80¢)\s+")
_MID_DASH = re.compile(r"(?<=[\s\w.)])-\s+(?=[A-ZÁÉÍÓÚÑ])")
_PAGE_NUMBER = re.compile(r"[\s–—-]*(?:page|página)?\s*\d{1,4}[\s–—-]*\Z", re.IGNORECASE)
# A line that ends in one of these goes on in the next.
_OPEN_WORDS = frozenset(
    {
        "of",
        "in",
        "on",
        "to",
        "the",
        "a",
        "an",
        "and",
        "or",
        "for",
        "with",
        "by",
        "from",
        "at",
        "our",
        "their",
        "its",
        "de",
        "del",
        "la",
        "el",
        "los",
        "las",
        "en",
        "y",
        "por",
        "con",
        "para",
        "que",
        "su",
        "sus",
    }
)
_GOES_ON = re.compile(r"[;,] (?:and|or|y|e|o)\Z")  # the last but one of a list: "…; and"
_TERMINAL = re.compile(r"[.!?:;…]['\"”’»)\]*_]*\Z")


_Marks = dict[int, _Mark | None]  # by where their piece starts


def structure(content: str) -> tuple[Paragraph, ...]:
    """Read the paragraphs of a plain-text or Markdown document.

    Args:
        content: the decoded file, unchanged; HTML mark-up inside it is allowed.

    Returns:
        The paragraphs in reading order, not overlapping; `language` is left None.
    """
    slides = _slides(content)
    pieces = list(_pieces(content, slides))
    marks = {piece.start: _mark(content, piece) for piece in pieces}
    wrapped, width = _is_wrapped(content, pieces, marks)
    deck = bool(slides)
    found: list[Paragraph] = []
    outline: list[tuple[int, str]] = []
    nesting: list[tuple[str, int]] = []
    for group in _groups(content, pieces, marks, (wrapped or deck, width), deck):
        for paragraph in _paragraphs(content, group, deck, nesting):
            if paragraph.role is Role.HEADING:
                nesting.clear()
                outline = [h for h in outline if h[0] < paragraph.level]
            above = tuple(title for _, title in outline)
            titled = replace(paragraph, headings=above) if above else paragraph
            if paragraph.role is Role.HEADING:
                outline.append((paragraph.level, " ".join(content[paragraph.start : paragraph.end].split())))
            found.append(titled)
    return tuple(found)


def _slides(content: str) -> dict[int, tuple[int, int]]:
    """Find slide numbers at line starts: offset -> (number, offset after it); empty for other documents."""
    run: dict[int, tuple[int, int]] = {}
    expected = 1
    for match in _SLIDE.finditer(content):
        if int(match[1]) == expected:
            run[match.start()] = (expected, match.end())
            expected += 1
    return run if expected > 3 else {}


def _pieces(content: str, slides: dict[int, tuple[int, int]]) -> Iterator[_Piece]:
    page: int | None = 1 if "\f" in content else None
    at, tag, cut = 0, "", True
    boundaries = [(m.start(), m.end(), m) for m in _BOUNDARY.finditer(content)]
    for stop, after, match in [*boundaries, (len(content), len(content), None)]:
        start = at
        if start in slides:
            page, start = slides[start]
            cut = True
        words = _LEADING.match(content, start, stop)
        first = words.end() if words else start
        if cut and stop - first < 24 and _PAGE_NUMBER.match(content, first, stop):
            pass  # a printed page number stands between two halves of a sentence
        elif first < stop and _WORD.search(content, first, stop):
            line = content[start:stop].expandtabs(4)
            indent = len(line) - len(line.lstrip())
            yield _Piece(start, stop, page, tag, indent, cut)
            tag, cut = "", False
        elif start < stop and content[start:stop].strip() and _UNDERLINE.match(content, start, stop):
            yield _Piece(start, stop, page, "rule", 0, cut)
            tag, cut = "", True
        elif match is None or match.lastgroup in ("line", "page") or first == stop:
            cut = cut or start == at
        if match is not None and match["page"] is not None:
            page, cut = (page or 1) + 1, True
        if match is not None and match["tag"]:
            cut = True
            tag = "" if match["close"] else match["tag"].lower()
        at = after


def _is_wrapped(content: str, pieces: list[_Piece], marks: _Marks) -> tuple[bool, int]:
    """Say whether line ends fall inside sentences, and how wide the lines are (runs of spaces as one)."""
    lower = breaks = 0
    for before, piece in pairwise(pieces):
        if piece.cut_before or piece.tag or before.tag == "rule" or marks[piece.start] is not None:
            continue
        first = _LEADING.match(content, piece.start, piece.end)
        character = content[first.end() if first else piece.start]
        breaks += 1
        lower += character.islower() or character in "(“\"'"
    widths = [_width(content, p) for p in pieces]
    width = int(quantiles(widths, n=10)[-1]) if len(widths) > 1 else 0
    return breaks > 0 and lower / breaks >= 0.35, width


def _width(content: str, piece: _Piece) -> int:
    return len(" ".join(content[piece.start : piece.end].split()))


def _mark(content: str, piece: _Piece) -> _Mark | None:  # noqa: PLR0911 - one return for each kind of mark
    """Read the mark at the start of a piece, or None where it has none."""
    start, end = piece.start, piece.end
    while start < end and content[start].isspace():
        start += 1
    if match := _HASHES.match(content, start, end):
        return _Mark(Role.HEADING, match.end(), level=len(match[1]))
    if match := _FOOTNOTE.match(content, start, end):
        return _Mark(Role.NOTE, match.end())
    if piece.tag[:1] == "h" and piece.tag[1:].isdigit():
        return _Mark(Role.HEADING, start, level=int(piece.tag[1:]))
    if content.startswith("|", start) and content.find("|", start + 1, end) > 0:
        return _Mark(Role.CELL, start)
    if match := _BULLET.match(content, start, end):
        return _Mark(Role.LIST_ITEM, match.end(), style="-")
    bold = _LEADING.match(content, start, end)
    start = bold.end() if bold else start
    if match := _NUMBER.match(content, start, end):
        style, number = next((k, v) for k, v in match.groupdict().items() if v is not None)
        return _Mark(Role.LIST_ITEM, match.end(), number=number, style=style)
    if piece.tag == "li":
        return _Mark(Role.LIST_ITEM, start, style="-")
    return None


def _groups(
    content: str, pieces: list[_Piece], marks: _Marks, wraps: tuple[bool, int], deck: bool
) -> Iterator[tuple[_Mark | None, list[_Piece]]]:
    """Join the lines of one paragraph."""
    mark: _Mark | None = None
    group: list[_Piece] = []
    for piece in pieces:
        own = marks[piece.start]
        if piece.tag == "rule":
            if (
                group
                and not piece.cut_before
                and mark is None
                and len(group) == 1
                and "*" not in content[piece.start : piece.end]
            ):
                mark = _Mark(
                    Role.HEADING, group[0].start, level=1 if "=" in content[piece.start : piece.end] else 2
                )
            if group:
                yield mark, group
            mark, group = None, []
            continue
        in_bullet = deck and mark is not None and mark.style == "-" and not piece.cut_before
        if group and own is None and (in_bullet or _continues(content, mark, group[-1], piece, wraps)):
            group.append(piece)
            continue
        if group:
            yield mark, group
        mark, group = own, [piece]
    if group:
        yield mark, group


def _continues(
    content: str, mark: _Mark | None, before: _Piece, piece: _Piece, wraps: tuple[bool, int]
) -> bool:
    wrapped, width = wraps
    if mark is not None and mark.role in (Role.HEADING, Role.CELL):
        return (
            mark.role is Role.HEADING
            and wrapped
            and not piece.cut_before
            and before.tag == ""
            and (_width(content, before) > 0.75 * width)
        )
    if piece.tag not in ("", "br") and piece.cut_before:
        return False
    first = _LEADING.match(content, piece.start, piece.end)
    opening = content[first.end() if first else piece.start]
    previous = content[before.start : before.end].rstrip().rstrip("*_")
    ended = _TERMINAL.search(previous[-6:]) is not None
    if piece.cut_before:  # a page break or a stray blank line inside a sentence
        words = previous.split()
        # "… progress in implementation of" / "Australia's legislation …"
        torn = len(words) > 8 and words[-1] in _OPEN_WORDS and mark is None
        return not ended and (torn or (opening.islower() and len(words) > 3))
    if not ended and (opening.islower() or (wrapped and previous.rsplit(None, 1)[-1] in _OPEN_WORDS)):
        return True
    if not wrapped:
        return opening.islower()
    following = content[piece.start : piece.end].split(None, 1)[0]
    return _width(content, before) + 1 + len(following) > 0.8 * width


def _paragraphs(
    content: str, group: tuple[_Mark | None, list[_Piece]], deck: bool, nesting: list[tuple[str, int]]
) -> Iterator[Paragraph]:
    """Turn the pieces of one paragraph into paragraphs: one, or more where bullets stand in mid-line."""
    mark, pieces = group
    start, end, page = (mark.start if mark else pieces[0].start), pieces[-1].end, pieces[0].page
    if mark is not None and mark.role is Role.CELL:
        yield from _cells(content, pieces[0])
        return
    role, level, number = (mark.role, mark.level, mark.number) if mark else (Role.PARAGRAPH, 0, None)
    if role is Role.LIST_ITEM and mark is not None:
        level = _level(nesting, mark.style, pieces[0].indent)
    elif mark is None and not pieces[0].indent:
        nesting.clear()
    cuts = [(m.start(), m.end()) for m in _MID_BULLET.finditer(content, start, end)]
    if deck:
        cuts = sorted(cuts + _dashes(content, start, end))
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    for index in range(0, len(edges), 2):
        span = _trim(content, edges[index], edges[index + 1])
        if span is None:
            continue
        if index:
            yield Paragraph(*span, Role.LIST_ITEM, max(level, 1), None, page=page)
            continue
        if role in (Role.PARAGRAPH, Role.LIST_ITEM) and _is_heading(content, span, pieces, mark):
            yield Paragraph(*span, Role.HEADING, 4 if role is Role.LIST_ITEM else 3, number, page=page)
        else:
            yield Paragraph(*span, role, level, number, page=page)


def _dashes(content: str, start: int, end: int) -> list[tuple[int, int]]:
    """Find the bullets that stand in mid-line as dashes; a dash inside brackets is none."""
    found: list[tuple[int, int]] = []
    depth, at = 0, start
    for match in _MID_DASH.finditer(content, start, end):
        depth += content.count("(", at, match.start()) - content.count(")", at, match.start())
        at = match.start()
        if depth <= 0:
            found.append((match.start(), match.end()))
    return found


def _level(nesting: list[tuple[str, int]], style: str, indent: int) -> int:
    """Give the depth of a list item from its kind of mark and its indent; `nesting` is brought up to date."""
    for depth, (known, column) in enumerate(nesting):
        if known == style and abs(column - indent) <= 1:
            del nesting[depth + 1 :]
            return depth + 1
    while nesting and (
        nesting[-1][1] > indent or (_RANK[nesting[-1][0]] >= _RANK[style] and indent - nesting[-1][1] <= 1)
    ):
        nesting.pop()
    nesting.append((style, indent))
    return len(nesting)


def _cells(content: str, piece: _Piece) -> Iterator[Paragraph]:
    line = content[piece.start : piece.end]
    if _TABLE_RULE.match(line):
        return
    row = content.count("\n", content.rfind("\n\n", 0, piece.start) + 2, piece.start)
    at = piece.start + line.index("|") + 1
    for column, cell in enumerate(line[line.index("|") + 1 :].rstrip().removesuffix("|").split("|")):
        span = _trim(content, at, at + len(cell))
        if span is not None:
            yield Paragraph(*span, Role.CELL, cell=(row, column), page=piece.page)
        at += len(cell) + 1


def _trim(content: str, start: int, end: int) -> tuple[int, int] | None:
    """Leave out white space and mark-up around the words; None where no word is left."""
    leading = _LEADING.match(content, start, end)
    start = leading.end() if leading else start
    while end > start:
        tail = content[max(start, end - 400) : end]
        match = _TRAILING.search(tail)
        if match is None:
            break
        end -= len(match.group())
    return (start, end) if start < end and _WORD.search(content, start, end) else None


def _is_heading(content: str, span: tuple[int, int], pieces: list[_Piece], mark: _Mark | None) -> bool:
    """Say whether a short paragraph without a full stop is a heading: bold, in capitals, or a title."""
    words = content[span[0] : span[1]]
    if len(words) > 160 or len(pieces) > 3 or not words[0].isupper():
        return False
    if _TERMINAL.search(words[-4:]) or _GOES_ON.search(words[-5:]):
        return False
    if mark is not None and mark.style != "capital":
        return False
    before = content[max(0, span[0] - 12) : span[0]]
    if ("**" in before or "<strong>" in before or "<b>" in before) and content[span[1] : span[1] + 12].lstrip(
        "</u>"
    ).strip()[:2] in ("**", "<s", "<b", "</", ""):
        return True
    letters = [c for c in words if c.isalpha()]
    if letters and sum(c.isupper() for c in letters) > 0.8 * len(letters):
        return True
    return (mark is not None or pieces[0].cut_before) and len(words.split()) <= 12 and "," not in words[-2:]
