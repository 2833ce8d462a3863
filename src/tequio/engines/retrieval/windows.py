"""Long passages cut into parts that an encoder reads as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

LETTERS = 600
"""Letters of a part, about 130 pieces of a model's vocabulary."""
MOST_PARTS = 16
_BREAK = re.compile(r"\n+|(?<=[.;:])\s+")


def parts(heading: str, text: str) -> list[str]:
    """Cut a passage at the ends of its sentences, and put the heading before each part.

    Args:
        heading: of the passage, may be empty.
        text: of the passage; what follows the sixteenth part is left out.
    """
    above = f"{heading}. " if heading else ""
    return [above + part for part in _packed(text)][:MOST_PARTS] or [above.strip()]


def _packed(text: str) -> Iterator[str]:
    part = ""
    for sentence in _BREAK.split(text):
        for start in range(0, len(sentence), LETTERS):
            piece = sentence[start : start + LETTERS].strip()
            if part and len(part) + len(piece) > LETTERS:
                yield part
                part = ""
            part = f"{part} {piece}".strip()
    if part:
        yield part
