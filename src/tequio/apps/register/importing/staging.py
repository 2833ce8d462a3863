"""The records of one file, set down on disk between looking through and taking in.

A file of 400 MB is read once as a stream; its records wait here in the order of their documents, each key
once, so that memory does not grow with the file (record 83).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from tequio.engines.records import Record

_SCHEMA = """
create table record (number integer, key text primary key, document text, digest text, body text)
without rowid;
"""


@dataclass(frozen=True, slots=True)
class Staged:
    """A record that waits: what it says, and the digest of that."""

    record: Record
    document: str
    digest: str


class KeyTwice(Exception):  # noqa: N818 - errors are named as facts
    """An identifier stands twice; `number` is the row of the first, `is_same` whether all agrees."""

    def __init__(self, number: int, is_same: bool) -> None:
        super().__init__(number)
        self.number, self.is_same = number, is_same


class Staging:
    """A file of waiting records.

    Args:
        path: of the file; made when `start` is called.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None

    def start(self) -> None:
        """Begin an empty file."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.unlink(missing_ok=True)
        self._open().executescript(_SCHEMA)

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self.path, isolation_level=None)
            self._connection.execute("pragma synchronous = off")
            self._connection.execute("pragma journal_mode = off")
        return self._connection

    def close(self) -> None:
        """Close the file; it stays on disk."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def discard(self) -> None:
        """Remove the file."""
        self.close()
        self.path.unlink(missing_ok=True)

    def add(self, record: Record, document: str) -> Staged:
        """Set a record down.

        Raises:
            KeyTwice: its key stands there already.
        """
        values = asdict(record)
        del values["number"]
        written = json.dumps(values, ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(written.encode()).hexdigest()
        connection = self._open()
        try:
            connection.execute(
                "insert into record values (?, ?, ?, ?, ?)",
                (record.number, record.key, document, digest, written),
            )
        except sqlite3.IntegrityError:
            with closing(
                connection.execute("select number, digest from record where key = ?", (record.key,))
            ) as found:
                number, there = found.fetchone()
            raise KeyTwice(number, there == digest) from None
        return Staged(record, document, digest)

    def documents(self, only: set[str] | None = None) -> Iterator[tuple[str, list[Staged]]]:
        """Give the records by document, in the order of the file within each.

        Args:
            only: the documents wanted; None for all.
        """
        with closing(
            self._open().execute(
                "select number, document, digest, body from record order by document, number"
            )
        ) as rows:
            current: str | None = None
            waiting: list[Staged] = []
            for number, document, digest, body in rows:
                if only is not None and document not in only:
                    continue
                if document != current and waiting:
                    yield str(current), waiting
                    waiting = []
                current = document
                waiting.append(Staged(_record(number, body), document, digest))
            if waiting:
                yield str(current), waiting

    def __len__(self) -> int:
        with closing(self._open().execute("select count(*) from record")) as found:
            return int(found.fetchone()[0])


def _record(number: int, written: str) -> Record:
    values = json.loads(written)
    for name in ("states", "askers"):
        values[name] = tuple(values[name])
    values["topics"] = tuple((scheme, label) for scheme, label in values["topics"])
    return Record(number=number, **values)
