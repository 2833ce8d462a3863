"""The manifest: what an archive says of itself, and what it is checked against."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tequio.site.backup.errors import ArchiveIsBroken

NAME = "manifest.json"
FORMAT = "tequio-backup"
# Raised when an archive of the new kind cannot be read by the program of before.
FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class Member:
    """One file in the archive.

    Args:
        name: path in the archive.
        size: in bytes, not compressed.
        sha256: of these bytes, in hexadecimal.
    """

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class TableFacts:
    """One table in the archive.

    Args:
        name: label of the model, "register.Commitment".
        columns: in the order of the values in each line.
        rows: how many lines.
        last: the last number that was given to a row, so that none is given twice; None where a row's key is
            no number of the database's own.
    """

    name: str
    columns: tuple[str, ...]
    rows: int
    last: int | None

    @property
    def member(self) -> str:
        """Where its rows lie in the archive."""
        return f"tables/{self.name}.jsonl"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds.

    Args:
        program: version of Tequio that made it.
        made_at: when, in UTC.
        database: "sqlite" or "postgresql"; it may be restored on either.
        migrations: app -> names of its migrations.
        ledger: number and hash of the last event of the log.
        tables: of the database.
        members: every file but the manifest.
    """

    program: str
    made_at: str
    database: str
    migrations: dict[str, list[str]]
    ledger: dict[str, Any]
    tables: list[TableFacts] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows there are in all tables."""
        return sum(table.rows for table in self.tables)

    @property
    def size(self) -> int:
        """How many bytes all members hold, not compressed."""
        return sum(member.size for member in self.members)

    def to_json(self) -> bytes:
        """Write it as it lies in the archive."""
        facts = {"format": FORMAT, "format_version": FORMAT_VERSION, **asdict(self)}
        return json.dumps(facts, ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_json(cls, written: bytes) -> Manifest:
        """Read it.

        Raises:
            ArchiveIsBroken: it is no manifest, or one of a later format.
        """
        try:
            facts = json.loads(written)
            found = (facts.pop("format"), facts.pop("format_version"))
            if found != (FORMAT, FORMAT_VERSION):
                raise ArchiveIsBroken(
                    f"The archive has the form {found[0]} {found[1]}, which is not known here."
                )
            tables = [TableFacts(**{**one, "columns": tuple(one["columns"])}) for one in facts.pop("tables")]
            members = [Member(**one) for one in facts.pop("members")]
            return cls(**facts, tables=tables, members=members)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise ArchiveIsBroken("The archive's manifest cannot be read; use another copy.") from None


def program_version() -> str:
    """Give the version of Tequio that runs."""
    return version("tequio")


def migrations_here() -> dict[str, list[str]]:
    """Give the migrations that made this database's tables: app -> names."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def digest(written: bytes) -> str:
    """Give the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(written).hexdigest()
