"""Passages: made in bulk for a version, and found again in another version's text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from tequio.apps.library.models import CONTEXT, DocumentParagraph, DocumentVersion, Passage
from tequio.apps.library.operations.errors import PlaceOutside

Span = tuple[int, int]


def make_passages(version: DocumentVersion, spans: Iterable[Span]) -> dict[Span, Passage]:
    """Give a passage for each span of a version, the one already there or a new one.

    Args:
        version: kept.
        spans: (start, end) offsets into its content.

    Returns:
        span -> passage.

    Raises:
        PlaceOutside: a span is empty, blank or outside the text.
    """
    wanted = sorted(set(spans))
    for start, end in wanted:
        if not (0 <= start < end <= len(version.content) and version.content[start:end].strip()):
            raise PlaceOutside(_("Select some words of the document."))
    there = {(p.start, p.end): p for p in version.passages.filter(start__in={s for s, _end in wanted})}
    paragraphs = list(version.paragraphs.order_by("ordinal"))
    new = [_passage(version, span, paragraphs) for span in wanted if span not in there]
    for passage in Passage.objects.bulk_create(new, batch_size=500):
        there[passage.start, passage.end] = passage
    return {span: there[span] for span in wanted}


def _passage(version: DocumentVersion, span: Span, paragraphs: list[DocumentParagraph]) -> Passage:
    start, end = span
    above = None
    low, high = 0, len(paragraphs)
    while low < high:
        middle = (low + high) // 2
        if paragraphs[middle].start <= start:
            above, low = paragraphs[middle], middle + 1
        else:
            high = middle
    return Passage(
        version=version,
        start=start,
        end=end,
        exact=version.content[start:end],
        prefix=version.content[max(0, start - CONTEXT) : start],
        suffix=version.content[end : end + CONTEXT],
        page=above.page if above else None,
        paragraph_number=above.number if above else "",
    )


def find_again(passage: Passage, content: str) -> Span | None:
    """Find a passage's words in another text, whatever the line breaks.

    Of several places the one whose surroundings agree best is taken, then the nearest to the old one.

    Returns:
        (start, end) in `content`, or None where the words do not stand there.
    """
    words = passage.exact.split()
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    places = [match.span() for match in pattern.finditer(content)]
    if not places:
        return None

    def unlike(span: Span) -> tuple[int, int]:
        before = _shared(passage.prefix[::-1], content[max(0, span[0] - CONTEXT) : span[0]][::-1])
        after = _shared(passage.suffix, content[span[1] : span[1] + CONTEXT])
        return -(before + after), abs(span[0] - passage.start)

    return min(places, key=unlike)


def _shared(left: str, right: str) -> int:
    """Count the characters that two strings share from their beginning, white space apart."""
    count = 0
    for one, other in zip("".join(left.split()), "".join(right.split()), strict=False):
        if one != other:
            break
        count += 1
    return count
