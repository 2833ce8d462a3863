"""Files that only grow, and one small file that says how much of them counts.

Numbers are appended behind those that count; then the small file is replaced in one step. What a crash leaves
behind the counted part is written over by the next addition.
"""

from __future__ import annotations

import fcntl
import json
import mmap
import os
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tequio.engines.retrieval.errors import IndexIsUnreadable

STATE = "state.json"


def append_after(path: Path, size: int, numbers: NDArray[np.generic]) -> None:
    """Write behind the first `size` bytes."""
    with path.open("r+b" if path.exists() else "w+b") as file:
        file.seek(size)
        file.write(np.ascontiguousarray(numbers).tobytes())
        file.flush()
        os.fsync(file.fileno())


def mapped(path: Path, kind: Any, shape: Sequence[int]) -> NDArray[Any]:
    """Give the numbers of a file without reading them.

    Raises:
        IndexIsUnreadable: the file is missing or too short.
    """
    if not shape[0]:
        return np.zeros(tuple(shape), dtype=kind)
    try:
        return np.memmap(path, dtype=kind, mode="r", shape=tuple(shape))
    except (OSError, ValueError) as error:
        raise IndexIsUnreadable(f"The numbers in {path} are cut off; make the index again.") from error


class Scattered:
    """Numbers of a file that are read here and there, a few at a time.

    They are not mapped: with each place that is looked at a mapped file brings fifteen pages beside it into
    the memory of the process, and to give them back makes the next look dear.

    Args:
        path: of the file.
        kind: of its numbers.
        count: how many of them count.

    Raises:
        IndexIsUnreadable: the file is missing or too short.
    """

    def __init__(self, path: Path, kind: Any, count: int) -> None:
        self._path = path
        self._kind = np.dtype(kind)
        self._file = -1
        if not count:
            return
        try:
            self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            raise self._cut_off() from error
        weakref.finalize(self, os.close, self._file)
        if os.fstat(self._file).st_size < count * self._kind.itemsize:
            raise self._cut_off()

    def read(self, starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[Any]:
        """Give the numbers of some stretches, one behind the other.

        Args:
            starts: number of the first of each stretch.
            counts: how many numbers each has.

        Raises:
            IndexIsUnreadable: the file has become shorter.
        """
        size, file, read = self._kind.itemsize, self._file, os.pread
        spots = zip((counts * size).tolist(), (starts * size).tolist(), strict=True)
        found = np.frombuffer(b"".join([read(file, length, at) for length, at in spots if length]), np.uint8)
        if len(found) != int(counts.sum()) * size:
            raise self._cut_off()
        return found.view(self._kind)

    def _cut_off(self) -> IndexIsUnreadable:
        return IndexIsUnreadable(f"The numbers in {self._path} are cut off; make the index again.")


def give_back(numbers: NDArray[np.generic]) -> None:
    """Let the machine take back the memory in which what was read of a mapped file stands."""
    of_file = getattr(numbers, "_mmap", None)
    if of_file is not None and hasattr(mmap, "MADV_DONTNEED"):
        with suppress(OSError, ValueError):
            of_file.madvise(mmap.MADV_DONTNEED)


def stamp(path: Path) -> tuple[int, int]:
    """Give what changes with each replacement of a file, without reading it; (0, 0) where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return (0, 0)
    return (found.st_ino, found.st_mtime_ns)


def read_state(folder: Path) -> dict[str, Any] | None:
    """Read what `write_state` wrote; None where nothing was written.

    Raises:
        IndexIsUnreadable: it is damaged.
    """
    path = folder / STATE
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise IndexIsUnreadable(f"{path} cannot be read; make the index again.") from error


def write_state(folder: Path, state: Mapping[str, Any]) -> None:
    """Replace the state in one step."""
    fresh = folder / f"{STATE}.new"
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(state, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / STATE)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one process at a time write; others wait."""
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
