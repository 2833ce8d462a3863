"""Files that only grow, and one small file that says how much of them counts.

Numbers are appended behind those that count; then the small file is replaced in one step. What a crash leaves
behind the counted part is written over by the next addition.
"""

from __future__ import annotations

import fcntl
import json
import mmap
import os
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
