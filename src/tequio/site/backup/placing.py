"""Files of an archive put into the home folder, so that all of it can be taken back."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath


class Placed:
    """What was put into a folder since, and what stood there before.

    Documents lie under the hash of their words and evidence under random names, so that as a rule nothing is
    in the way; what is, waits aside until it is certain that it is not needed again.

    Args:
        home: the folder.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._new: list[Path] = []
        self._aside: list[tuple[Path, Path]] = []

    def set_aside(self, name: str) -> None:
        """Move a whole folder away, if it is there; raises OSError."""
        self._move_away(self._home / name)

    def put(self, name: PurePosixPath, pieces: Iterable[bytes], sha256: str) -> None:
        """Write one file whole; one that is there already with the same bytes is left alone.

        Args:
            name: below the home folder.
            pieces: its bytes.
            sha256: of them, in hexadecimal.

        Raises:
            OSError: it cannot be written.
        """
        target = self._home / name
        if target.exists():
            if _sha256(target) == sha256:
                return
            self._move_away(target)
        is_private = name.parts[0] in {"evidence", "studies"}
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700 if is_private else 0o755)
        partial = target.with_name(f".{target.name}.part")
        try:
            with partial.open("wb") as file:
                partial.chmod(0o600 if is_private else 0o640)
                for piece in pieces:
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            os.replace(partial, target)
        finally:
            partial.unlink(missing_ok=True)
        self._new.append(target)

    def _move_away(self, path: Path) -> None:
        if path.exists():
            aside = path.with_name(f".{path.name}.before-restoring")
            _remove(aside)
            os.replace(path, aside)
            self._aside.append((path, aside))

    def take_back(self) -> None:
        """Leave the folder as it was."""
        for path in self._new:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        for path, aside in reversed(self._aside):
            with suppress(OSError):
                _remove(path)
                os.replace(aside, path)

    def keep(self) -> None:
        """Let go what stood there before."""
        for _path, aside in self._aside:
            with suppress(OSError):
                _remove(aside)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
