"""A table of capture histories: which lists name a person, and how many people have each such history."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tequio.engines.estimation.errors import (
    ColumnIsWrong,
    CountIsWrong,
    FileIsEmpty,
    FileIsNotText,
    HistoryIsAllZero,
    HistoryIsRepeated,
    ListIsContained,
    ListIsEmpty,
    ListIsUnknown,
    ListsDoNotOverlap,
    RowIsWrong,
    TooFewLists,
    TooManyLists,
)

MOST_LISTS = 60
"""A history is kept as the bits of one integer of 64."""
MOST_LISTS_IN_FULL = 20
"""2 to the 20th cells are a million; a full vector of more serves no method here."""
LARGEST_COUNT = 10_000_000_000

_GARBLED = re.compile("\ufffd|\x00|Ã[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œž]|Â[\xa0-\xbf]|â€")
_COUNT_HEADINGS = ("count", "conteo", "cuenta")


@dataclass(frozen=True, slots=True, eq=False)
class CaptureTable:
    """How many people have each observed history.

    Args:
        lists: names, each its own.
        histories: (cells, lists) of 0 and 1, the distinct histories with at least one person.
        counts: (cells,) of people, each at least 1.
    """

    lists: tuple[str, ...]
    histories: NDArray[np.int8]
    counts: NDArray[np.int64]

    @property
    def n(self) -> int:
        """How many people are on at least one list."""
        return int(self.counts.sum())

    @property
    def k(self) -> int:
        """How many lists there are."""
        return len(self.lists)

    @property
    def codes(self) -> NDArray[np.int64]:
        """Each history as an integer: list i is the bit of value 2 to the i."""
        return self.histories.astype(np.int64) @ (np.int64(1) << np.arange(self.k, dtype=np.int64))

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many people each list names."""
        return np.asarray(self.counts @ self.histories.astype(np.int64))

    def full(self) -> NDArray[np.int64]:
        """Give the counts of all 2^k - 1 histories, those that nobody has as 0.

        Returns:
            (2^k - 1,): the history whose code is c stands at c - 1.

        Raises:
            TooManyLists: there are more than 20.
        """
        if self.k > MOST_LISTS_IN_FULL:
            raise TooManyLists("too_wide", lists=self.k, limit=MOST_LISTS_IN_FULL)
        counts = np.zeros(2**self.k - 1, dtype=np.int64)
        counts[self.codes - 1] = self.counts
        return counts

    def position(self, name: str) -> int:
        """Give the place of a list.

        Raises:
            ListIsUnknown: there is none of that name.
        """
        if name not in self.lists:
            raise ListIsUnknown("list_unknown", name=name, lists=", ".join(self.lists))
        return self.lists.index(name)

    def select(self, names: Sequence[str]) -> CaptureTable:
        """Give the table of these lists alone; people on none of them drop out.

        Raises:
            ListIsUnknown: there is none of that name.
            TooFewLists: fewer than two are named.
        """
        columns = [self.position(name) for name in dict.fromkeys(names)]
        if len(columns) < 2:
            raise TooFewLists("too_few_lists", lists=len(columns))
        return _gathered(tuple(self.lists[i] for i in columns), self.histories[:, columns], self.counts)

    def without(self, name: str) -> CaptureTable:
        """Give the table with one list left out; people on that one alone drop out.

        Raises:
            ListIsUnknown: there is none of that name.
            TooFewLists: one list would be left.
        """
        left_out = self.position(name)
        return self.select([each for i, each in enumerate(self.lists) if i != left_out])

    def merged(self, first: str, second: str) -> CaptureTable:
        """Give the table with two lists made into one, named "first+second", in the place of the first.

        Raises:
            ListIsUnknown: there is none of that name.
            TooFewLists: one list would be left.
        """
        a, b = self.position(first), self.position(second)
        if a == b or self.k < 3:
            raise TooFewLists("too_few_lists", lists=self.k - 1)
        histories = self.histories.copy()
        histories[:, a] |= histories[:, b]
        names = [f"{first}+{second}" if i == a else each for i, each in enumerate(self.lists)]
        keep = [i for i in range(self.k) if i != b]
        return _gathered(tuple(names[i] for i in keep), histories[:, keep], self.counts)

    def contained(self) -> list[tuple[str, str]]:
        """Name each pair of lists of which everybody on the first is on the second."""
        seen = self.histories.astype(np.int64)
        both = seen.T @ (seen * self.counts[:, None])
        return [
            (self.lists[i], self.lists[j])
            for i in range(self.k)
            for j in range(self.k)
            if i != j and both[i, i] == both[i, j]
        ]

    def check_usable(self) -> None:
        """Refuse a table that no method can say anything about.

        A list inside another is refused, not warned of: its people were certain to be on the other, so the
        pair looks as if the other missed nobody. None of nineteen published tables has one; whoever meets one
        knows why the lists are nested and merges them. What `select` and the like leave is not checked.

        Raises:
            ListIsEmpty: a list names nobody.
            ListsDoNotOverlap: nobody is on two lists.
            ListIsContained: everybody on one list is on another.
        """
        if self.n == 0:
            raise ListIsEmpty("nobody_counted")
        for name, size in zip(self.lists, self.sizes, strict=True):
            if size == 0:
                raise ListIsEmpty("list_empty", name=name)
        if not self.counts[self.histories.sum(axis=1) >= 2].sum():
            raise ListsDoNotOverlap("no_overlap")
        for inner, outer in self.contained():
            raise ListIsContained("list_contained", inner=inner, outer=outer)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CaptureTable) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
        return self.lists, tuple(sorted(zip(self.codes.tolist(), self.counts.tolist(), strict=True)))


def of_full(lists: Sequence[str], counts: ArrayLike) -> CaptureTable:
    """Make a table of the counts of all histories.

    Args:
        lists: names.
        counts: (2^k - 1,) in the order of `CaptureTable.full`.

    Raises:
        RowIsWrong: there are not as many counts as histories.
    """
    full = np.asarray(counts, dtype=np.int64)
    if full.shape != (2 ** len(lists) - 1,):
        raise RowIsWrong("records_shape", lists=len(lists))
    codes = np.flatnonzero(full) + 1
    histories = (codes[:, None] >> np.arange(len(lists))) & 1
    return CaptureTable(tuple(lists), histories.astype(np.int8), full[codes - 1])


def of_records(memberships: ArrayLike, lists: Sequence[str]) -> CaptureTable:
    """Make a table of individual records.

    Args:
        memberships: (people, lists) of 0 and 1.
        lists: names, one for each column.

    Raises:
        TooFewLists: fewer than two.
        TooManyLists: more than 60.
        ColumnIsWrong: two lists share a name.
        RowIsWrong: the shape is another, or a value is neither 0 nor 1.
        HistoryIsAllZero: a person is on no list.
    """
    names = tuple(lists)
    _check_names(names)
    people = np.asarray(memberships)
    if people.ndim != 2 or people.shape[1] != len(names) or not np.isin(people, (0, 1)).all():
        raise RowIsWrong("records_shape", lists=len(names))
    people = people.astype(np.int8)
    on_none = np.flatnonzero(people.sum(axis=1, dtype=np.int64) == 0)
    if on_none.size:
        raise HistoryIsAllZero("record_on_no_list", row=int(on_none[0]) + 1)
    return _gathered(names, people, np.ones(len(people), dtype=np.int64))


def read_table(source: str | bytes) -> CaptureTable:
    """Read a table from CSV: one 0/1 column for each list, and `count`.

    Commas, semicolons and tabulators part the cells; a byte order mark is passed over; rows of count 0 are
    checked and dropped.

    Args:
        source: the text, or the bytes of the file.

    Raises:
        TableIsWrong: one of its kinds, with one sentence that names the line.
    """
    rows = _rows(source)
    heading = [cell.strip() for cell in rows[0][1]]
    at = next((i for i, name in enumerate(heading) if name.lower() in _COUNT_HEADINGS), None)
    if at is None:
        names = (" ".join(name.split()) for name in heading)  # an open quotation mark takes in whole lines
        raise ColumnIsWrong("column_count_missing", columns=", ".join(names))
    lists = tuple(name for i, name in enumerate(heading) if i != at)
    _check_names(lists)
    if len(rows) == 1:
        raise FileIsEmpty("file_empty")
    first_line: dict[tuple[int, ...], int] = {}
    counts: list[int] = []
    for line, cells in rows[1:]:
        if len(cells) != len(heading):
            raise RowIsWrong("row_length", line=line, cells=len(cells), columns=len(heading))
        history = tuple(_membership(c, line, heading[i]) for i, c in enumerate(cells) if i != at)
        if not any(history):
            raise HistoryIsAllZero("history_all_zero", line=line)
        if history in first_line:
            written = "".join(map(str, history))
            raise HistoryIsRepeated("history_repeated", line=line, history=written, first=first_line[history])
        first_line[history] = line
        counts.append(_count(cells[at].strip(), line))
    table = _gathered(lists, np.array(list(first_line), dtype=np.int8), np.array(counts, dtype=np.int64))
    table.check_usable()
    return table


def _rows(source: str | bytes) -> list[tuple[int, list[str]]]:
    """Part the text into lines and cells; blank lines are passed over, numbers of lines count from 1."""
    text = _decoded(source) if isinstance(source, bytes) else source
    text = text.removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise FileIsEmpty("file_empty")
    if damaged := _GARBLED.search(first):
        around = first[max(0, damaged.start() - 12) : damaged.end() + 12].replace("\x00", "?")
        raise FileIsNotText("file_garbled", heading=around.strip(' ,;\t"'))
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise FileIsNotText("file_not_text") from error


def _decoded(raw: bytes) -> str:
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileIsNotText("file_not_text") from error


def _check_names(lists: Sequence[str]) -> None:
    for column, name in enumerate(lists, 1):
        if not name:
            raise ColumnIsWrong("column_unnamed", column=column)
        if name in lists[: column - 1]:
            raise ColumnIsWrong("column_repeated", name=name)
    if len(lists) < 2:
        raise TooFewLists("too_few_lists", lists=len(lists))
    if len(lists) > MOST_LISTS:
        raise TooManyLists("too_many_lists", lists=len(lists), limit=MOST_LISTS)


def _membership(cell: str, line: int, name: str) -> int:
    if cell.strip() not in ("0", "1"):
        raise RowIsWrong("cell_not_0_or_1", line=line, value=cell.strip()[:40], name=name)
    return int(cell)


def _count(written: str, line: int) -> int:
    if written in ("", "NA"):
        raise CountIsWrong("count_missing", line=line)
    if not re.fullmatch(r"[+-]?[0-9]{1,40}(\.[0-9]{0,40})?", written):
        raise CountIsWrong("count_not_a_number", line=line, value=written[:40])
    if written.startswith("-") and float(written):
        raise CountIsWrong("count_negative", line=line, value=written)
    if not float(written).is_integer():
        raise CountIsWrong("count_fractional", line=line, value=written)
    if float(written) > LARGEST_COUNT:
        raise CountIsWrong("count_too_large", line=line, value=written)
    return int(written.split(".", maxsplit=1)[0])


def _gathered(
    lists: tuple[str, ...], histories: NDArray[np.int8], counts: Iterable[int] | NDArray[np.int64]
) -> CaptureTable:
    """Make a table in which each history of somebody stands once, in the order of the codes."""
    weights = np.int64(1) << np.arange(len(lists), dtype=np.int64)
    codes = histories.astype(np.int64) @ weights
    found, places = np.unique(codes, return_inverse=True)
    sums = np.zeros(len(found), dtype=np.int64)
    np.add.at(sums, places, np.asarray(counts, dtype=np.int64))
    keep = (found > 0) & (sums > 0)
    kept = (found[keep][:, None] >> np.arange(len(lists), dtype=np.int64)) & 1
    return CaptureTable(lists, kept.astype(np.int8), sums[keep])
