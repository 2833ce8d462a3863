"""Words cut into the pieces that a language model knows.

The unigram model of Kudo, "Subword regularization", ACL 2018: of all ways to cut a word into known pieces
the one whose pieces are likeliest, found by dynamic programming (Viterbi 1967).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

_SPACE = re.compile(r"\s+")
WORD_START = "▁"
_MALUS = 10.0
"""How much worse a letter that no piece holds is than the rarest piece."""
LONGEST_WORD = 200


class Pieces:
    """A vocabulary of pieces with their log probabilities.

    Args:
        ids: piece -> its number in the model.
        scores: log probability by number.
        unknown: number that stands for a letter in no piece.
    """

    def __init__(self, ids: Mapping[str, int], scores: Sequence[float], unknown: int) -> None:
        self._ids = ids
        self._scores = scores
        self._unknown = unknown
        self._unknown_score = min(scores) - _MALUS
        self._longest = max(map(len, ids), default=1)
        self._of_word = lru_cache(maxsize=50_000)(self._cut)

    def numbers(self, text: str, limit: int) -> list[int]:
        """Give the numbers of the pieces of a text, at most `limit` of them."""
        plain = _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip()
        found: list[int] = []
        for word in plain.split(" "):
            for start in range(0, len(word), LONGEST_WORD):
                found += self._of_word(
                    (WORD_START if start == 0 else "") + word[start : start + LONGEST_WORD]
                )
            if len(found) >= limit:
                break
        return found[:limit]

    def _cut(self, word: str) -> tuple[int, ...]:
        best = [0.0] + [float("-inf")] * len(word)
        came: list[tuple[int, int]] = [(0, self._unknown)] * (len(word) + 1)
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + self._longest) + 1):
                number = self._ids.get(word[start:end])
                if number is None:
                    if end > start + 1:
                        continue
                    score = best[start] + self._unknown_score
                    number = self._unknown
                else:
                    score = best[start] + self._scores[number]
                if score > best[end]:
                    best[end], came[end] = score, (start, number)
        numbers: list[int] = []
        place = len(word)
        while place:
            place, number = came[place]
            numbers.append(number)
        return tuple(reversed(numbers))
