"""Words cut into the pieces that a language model knows.

The unigram model of Kudo, "Subword regularization", ACL 2018: of all ways to cut a word into known pieces
the one whose pieces are likeliest, found by dynamic programming (Viterbi 1967).
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

_SPACE = re.compile(r"\s+")
WORD_START = "▁"
_MALUS = 10.0
"""How much worse a letter that no piece holds is than the rarest piece."""
LONGEST_WORD = 200


class Known(Protocol):
    """Where the number of a piece is looked up: a dict, or a `PieceTable`."""

    def get(self, piece: str, /) -> int | None:
        """Give the number of a piece, or None."""


class PieceTable:
    """Numbers of pieces, found in the bytes of a file: 250,000 take two megabytes, not the fifty of a dict.

    Args:
        text: the pieces in UTF-8, one behind the other.
        offsets: where each begins, and behind them the end of the last, shape (pieces + 1,).
        first: number of the first that is a piece.

    Raises:
        IndexError: an offset lies outside the text.
        ValueError: a piece ends before it begins.
    """

    def __init__(self, text: NDArray[np.uint8], offsets: NDArray[np.uint32], first: int = 0) -> None:
        # Letters, not bytes: those that only continue a letter are not counted.
        letters = np.concatenate([[0], np.cumsum((text & 0xC0) != 0x80)])[offsets[first:]]
        lengths = np.diff(offsets.astype(np.int64))[first:]
        if (lengths < 0).any():
            raise ValueError("The pieces are not in order.")
        self.longest = int(np.diff(letters).max(initial=1))
        self._text = text.data
        self._offsets = array("I", offsets.tobytes())
        numbers = np.flatnonzero(lengths) + first
        digests = np.array(
            [zlib.crc32(self._text[self._offsets[one] : self._offsets[one + 1]]) for one in numbers.tolist()],
            dtype=np.uint32,
        )
        order = np.argsort(digests, kind="stable")
        self._digests = array("I", digests[order].tobytes())
        self._numbers = array("I", numbers[order].astype(np.uint32).tobytes())

    def get(self, piece: str, /) -> int | None:
        """Give the number of a piece, the last where it stands there twice, or None."""
        written = piece.encode("utf-8", "surrogatepass")
        digest = zlib.crc32(written)
        first = bisect_left(self._digests, digest)
        if first == len(self._digests) or self._digests[first] != digest:
            return None
        for at in reversed(range(first, bisect_right(self._digests, digest, first))):
            number = self._numbers[at]
            if self._text[self._offsets[number] : self._offsets[number + 1]] == written:
                return number
        return None


class Pieces:
    """A vocabulary of pieces with their log probabilities.

    Args:
        ids: gives the number of a piece in the model.
        scores: log probability by number.
        unknown: number that stands for a letter in no piece.
        longest: letters of the longest piece.
    """

    def __init__(self, ids: Known, scores: Sequence[float], unknown: int, longest: int) -> None:
        self._ids = ids
        self._scores = scores
        self._unknown = unknown
        self._unknown_score = min(scores) - _MALUS
        self._longest = longest
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
