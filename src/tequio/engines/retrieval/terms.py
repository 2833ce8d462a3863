"""The terms of each passage beside its key: what the words of a question say of passages found in other ways.

An index by words leads from a term to passages. A search also asks the other way round, how much the terms of
the question weigh in a few hundred candidates, and to answer that from the index takes a walk through the
passages of all terms. Here the terms of a candidate stand together: a number for each (a digest of field and
term), and how often it stands there. The weight is that of BM25 as the index by words counts it (Robertson
and Zaragoza, "The probabilistic relevance framework", Foundations and Trends in IR 3, 2009).
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tequio.engines.retrieval import files
from tequio.engines.retrieval.errors import IndexIsUnreadable

FORMAT = 1
K1, B = 1.2, 0.75
"""The constants of BM25, as tantivy has them."""
MOST_TIMES = 255
_FILTER = 1 << 16
_ROW = np.dtype([("key", "<u8"), ("end", "<u8"), ("check", "<u4")])
_ENTRY = np.dtype([("term", "<u4"), ("times", "u1"), ("length", "<u2")])

Keys = NDArray[np.uint64]
Weighted = Sequence[tuple[str, str, float]]
"""(field, term, factor) of what should stand in a passage."""
_Weighed = tuple[NDArray[np.uint32], NDArray[np.float64], NDArray[np.float64]]
FieldTerms = Mapping[str, Sequence[str]]
"""Field -> the terms of a passage, each as often as it stands there."""


@lru_cache(maxsize=200_000)
def term_number(field: str, term: str) -> int:
    """Give 32 bits that stand for a term of a field."""
    return zlib.crc32(f"{field}\x1f{term}".encode())


@dataclass(frozen=True, slots=True)
class _State:
    rows: int = 0
    entries: int = 0
    lengths: tuple[tuple[str, int], ...] = ()
    format: int = FORMAT


class Asked:
    """Terms made ready to be weighed in any passages.

    Args:
        lists: for each list the numbers of its terms, rising, their weights, and the mean lengths of their
            fields.
    """

    def __init__(self, lists: Sequence[_Weighed]) -> None:
        self.lists = lists
        self.numbers = np.concatenate([numbers for numbers, _, _ in lists])
        self.perhaps = np.zeros(_FILTER, dtype=bool)
        self.perhaps[self.numbers & (_FILTER - 1)] = True


class TermStore:
    """The terms of passages by key, written by one process, read by many.

    Args:
        folder: is made where it is missing.

    Raises:
        IndexIsUnreadable: the files contradict one another or are of another version.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._stamp = (-1, -1)
        if not (folder / files.STATE).exists():
            files.write_state(folder, asdict(_State()))
        self.refresh()

    @staticmethod
    def stands_in(folder: Path) -> bool:
        """Say whether a folder holds a store."""
        return (folder / files.STATE).is_file()

    def __len__(self) -> int:
        return self._state.rows

    def refresh(self) -> None:
        """See what another process has written since."""
        stamp = files.stamp(self._folder / files.STATE)
        if stamp == self._stamp:
            return
        stored = files.read_state(self._folder) or {}
        try:
            stored["lengths"] = tuple((str(name), int(count)) for name, count in stored["lengths"])
            state = _State(**stored)
        except (KeyError, TypeError, ValueError) as error:
            raise IndexIsUnreadable(f"{self._folder} cannot be read; make the index again.") from error
        if state.format != FORMAT:
            raise IndexIsUnreadable(f"{self._folder} is of another version; make the index again.")
        rows = files.mapped(self._folder / "rows", _ROW, (state.rows,))
        self._entries = files.Scattered(self._folder / "entries", _ENTRY, state.entries)
        keys, ends = rows["key"].astype(np.uint64), rows["end"].astype(np.int64)
        # Of a key that was written again the last one counts.
        order = np.argsort(keys, kind="stable")
        last = np.append(keys[order][1:] != keys[order][:-1], True) if len(order) else np.zeros(0, bool)
        kept = order[last]
        self._keys = keys[kept]
        self._checks = rows["check"][kept]
        self._ends = ends[kept]
        self._starts = np.concatenate([[0], ends[:-1]])[kept] if len(ends) else ends
        files.give_back(rows)
        self._state, self._stamp = state, stamp
        self._lengths = dict(state.lengths)

    def add(self, passages: Iterable[tuple[int, FieldTerms]]) -> None:
        """Keep the terms of passages; a key whose terms are as they were is left alone.

        Args:
            passages: (key, terms by field).
        """
        with files.locked(self._folder):
            self.refresh()
            rows: list[tuple[int, int, int]] = []
            entries: list[tuple[int, int, int]] = []
            lengths = Counter(self._lengths)
            for key, terms in passages:
                check = zlib.crc32(repr(sorted((name, list(of)) for name, of in terms.items())).encode())
                if self._check_of(key) == check:
                    continue
                for name, of_field in terms.items():
                    length = min(len(of_field), 0xFFFF)
                    lengths[name] += len(of_field)
                    for term, times in Counter(of_field).items():
                        entries.append((term_number(name, term), min(times, MOST_TIMES), length))
                rows.append((key, self._state.entries + len(entries), check))
            if not rows:
                return
            files.append_after(
                self._folder / "entries", self._state.entries * _ENTRY.itemsize, np.array(entries, _ENTRY)
            )
            files.append_after(self._folder / "rows", self._state.rows * _ROW.itemsize, np.array(rows, _ROW))
            state = replace(
                self._state,
                rows=self._state.rows + len(rows),
                entries=self._state.entries + len(entries),
                lengths=tuple(sorted(lengths.items())),
            )
            files.write_state(self._folder, asdict(state))
        self.refresh()

    def asked(self, lists: Sequence[Weighted], passages: int, having: Callable[[str, str], int]) -> Asked:
        """Make ready to weigh some terms.

        Args:
            lists: several lists of (field, term, factor).
            passages: how many there are in all.
            having: (field, term) -> how many passages have it.
        """
        return Asked(tuple(self._of_terms(one, passages, having) for one in lists))

    def weigh(self, keys: Keys, asked: Asked) -> list[NDArray[np.float64]]:
        """Say how much some terms weigh in some passages (BM25).

        Args:
            keys: of the passages.
            asked: the terms, as `asked` gives them.

        Returns:
            For each list one number a key; 0 for passages with none of the terms, or whose key is not known.
        """
        found = [np.zeros(len(keys)) for _ in asked.lists]
        if not len(asked.numbers) or not len(self._keys) or not len(keys):
            return found
        entries, places = self._entries_of(keys, asked)
        terms = entries["term"]
        for at, (of_list, weights, means) in enumerate(asked.lists):
            if not len(of_list):
                continue
            which = np.minimum(np.searchsorted(of_list, terms), len(of_list) - 1)
            right = np.flatnonzero(of_list[which] == terms)
            times = entries["times"][right].astype(np.float64)
            length = entries["length"][right].astype(np.float64)
            which = which[right]
            long = 1 - B + B * length / means[which]
            gained = weights[which] * times * (K1 + 1) / (times + K1 * long)
            found[at] += np.bincount(places[right], gained, len(keys))
        return found

    def _entries_of(self, keys: Keys, asked: Asked) -> tuple[NDArray[np.void], NDArray[np.int64]]:
        """Give the entries of some passages, and which passage each is of, that may be of some terms."""
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        starts = self._starts[at]
        counts = np.where(self._keys[at] == keys, self._ends[at] - starts, 0)
        entries = self._entries.read(starts, counts)
        # Most terms of a passage were not asked for: a small table tells without a look at the list.
        may = np.flatnonzero(asked.perhaps[entries["term"] & (_FILTER - 1)])
        return entries[may], np.repeat(np.arange(len(keys)), counts)[may]

    def _of_terms(self, asked: Weighted, passages: int, having: Callable[[str, str], int]) -> _Weighed:
        """Give the numbers of terms, rising, with their weight and the mean length of their field."""
        rows = []
        for name, term, factor in asked:
            count = having(name, term)
            if count:
                rarity = math.log1p((max(passages, count) - count + 0.5) / (count + 0.5))
                mean = max(self._lengths.get(name, 0) / max(passages, 1), 1e-9)
                rows.append((term_number(name, term), factor * rarity, mean))
        rows.sort()
        columns = np.array(rows, dtype=np.float64).reshape(-1, 3)
        return columns[:, 0].astype(np.uint32), columns[:, 1], columns[:, 2]

    def _check_of(self, key: int) -> int | None:
        at = int(np.searchsorted(self._keys, np.uint64(key)))
        return int(self._checks[at]) if at < len(self._keys) and int(self._keys[at]) == key else None
