"""Patterns without regard to case, several times faster than `re.IGNORECASE` where they match nothing.

With that flag `re` cannot look a pattern's first letters up: it walks into every alternative of a list of
words at every place. In lower case it can, and most sentences hold none of the words. So the pattern and the
passage are searched in lower case, and only where something is found is the pattern with the flag asked for
its match.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cached_property, lru_cache

__all__ = ["Caseless"]

# What must stay as it is in a pattern: an escape ("\\W" is not "\\w") and the mark of a named group.
_KEPT = re.compile(r"(\\.|\(\?P)|([^\\(]+|\()", re.DOTALL)


@lru_cache(maxsize=32)
def _lowered(words: str) -> str:
    """Put a passage in lower case, each character at its place."""
    lower = words.lower()
    if len(lower) == len(words):
        return lower
    return "".join(c.lower()[0] for c in words)  # "İ" becomes two characters in lower case


class Caseless:
    """A pattern that is matched without regard to case; compiled when it is first needed.

    Args:
        pattern: as `re.compile` takes it.
        signs: parts of words in lower case, divided by "|", without one of which the pattern cannot match;
            they are looked for first, which is faster still where the pattern or the passage is long.

    The methods are those of `re.Pattern` and give matches in the passage itself, in its own case.
    """

    def __init__(self, pattern: str, signs: str = "") -> None:
        self.pattern = pattern
        self.signs = tuple(signs.split("|"))

    @cached_property
    def _plain(self) -> re.Pattern[str]:
        return re.compile(_KEPT.sub(lambda m: m[1] or m[2].lower(), self.pattern))

    @cached_property
    def _cased(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    def search(self, words: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Find the first match, as `re.Pattern.search`."""
        lowered = _lowered(words)
        found = self._plain.search(lowered, start, end) if self.may_match(lowered) else None
        return self._cased.match(words, found.start(), end) if found else None

    def is_in(self, words: str) -> bool:
        """Say whether there is a match."""
        lowered = _lowered(words)
        return self.may_match(lowered) and self._plain.search(lowered) is not None

    def may_match(self, lowered: str) -> bool:
        """Say whether a passage in lower case holds one of the signs."""
        for sign in self.signs:  # noqa: SIM110 - a generator takes twice as long
            if sign in lowered:
                return True
        return False

    def finditer(self, words: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Find every match, as `re.Pattern.finditer`."""
        lowered = _lowered(words)
        for found in self._plain.finditer(lowered, start, end) if self.may_match(lowered) else ():
            if match := self._cased.match(words, found.start(), end):
                yield match

    def match(self, words: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Match at one place, as `re.Pattern.match`."""
        return self._cased.match(words, start, end)

    def fullmatch(self, words: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Match a whole stretch, as `re.Pattern.fullmatch`."""
        return self._cased.fullmatch(words, start, end)
