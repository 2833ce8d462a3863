"""What an index asks of a thesaurus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Terms(Protocol):
    """A thesaurus: which concepts a text speaks of."""

    def match(self, text: str, language: str) -> Sequence[tuple[str, int, int]]:
        """Give (concept id, start, end) of each term that stands in a text.

        Args:
            text: any text; offsets count its characters.
            language: ISO 639-1 code of the text.
        """
