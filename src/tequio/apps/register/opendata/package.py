"""Writing the data package into a folder: streamed, all of it or nothing."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.utils import timezone

from tequio.apps.accounts.models import Institution
from tequio.apps.ledger.verifying import one_snapshot
from tequio.apps.register.exports import FORMULA
from tequio.apps.register.opendata import popolo
from tequio.apps.register.opendata.catalogue import Written, dcat, descriptor, licence
from tequio.apps.register.opendata.commitments import Describing
from tequio.apps.register.opendata.errors import FolderIsTaken
from tequio.apps.register.opendata.parquet import Typed
from tequio.apps.register.opendata.resources import INSTITUTIONS, RESOURCES, Resource
from tequio.apps.register.opendata.signing import DESCRIPTOR, digest, events_so_far, sign

Progress = Callable[[str, int], None]
_COMMITMENTS = "commitments"


def publish_register(
    folder: Path, licence_name: str = "CC-BY-4.0", progress: Progress = lambda table, rows: None
) -> list[Written]:
    """Write what visitors may see of the register as a signed data package.

    Args:
        folder: where to; new, empty, or holding an earlier package, which is replaced at the very end.
        licence_name: a key of `catalogue.LICENCES`.
        progress: is told each table and how many of its rows are written.

    Returns:
        The files of the package, the descriptor and its signature apart.

    Raises:
        FolderIsTaken: the folder holds other things.
        LicenceIsUnknown: there is no such licence.
        KeyIsUnusable: the site's signing key cannot be used.
        OSError: something cannot be written.
    """
    licensed = licence(licence_name)
    _refuse_taken(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as made:
        inside = Path(made) / "package"
        inside.mkdir()
        made_at = timezone.now().isoformat(timespec="seconds")
        with one_snapshot():
            sequence = events_so_far()
            files = _write_records(inside, progress)
        files.append(
            _write_json(
                inside, "catalogue.jsonld", "DCAT description of the files.", dcat(files, made_at, licensed)
            )
        )
        _write_json(inside, DESCRIPTOR, "", descriptor(files, made_at, licensed))
        sign(inside, sequence)
        if folder.exists():
            folder.rename(Path(made) / "earlier")
        inside.rename(folder)
    return files


def _refuse_taken(folder: Path) -> None:
    if folder.is_dir() and (not any(folder.iterdir()) or (folder / DESCRIPTOR).is_file()):
        return
    if folder.exists():
        raise FolderIsTaken(f"{folder} holds other things than a data package; name another folder.")


def _write_records(folder: Path, progress: Progress) -> list[Written]:
    with Typed(folder).open() as typed:
        files: list[Written] = []
        named: set[int] = popolo.parties()
        describing = Describing()
        for resource in RESOURCES:
            columns = [i for i, column in enumerate(resource.columns) if column.refers == INSTITUTIONS.name]
            table = _Table(folder, resource, typed)
            lines = _Lines(folder) if resource.name == _COMMITMENTS else None
            with table.open(), lines.open() if lines else _nothing():
                for rows in resource.portions():
                    table.write(rows)
                    if lines:
                        lines.write(describing.described(rows))
                    for i in columns:
                        named.update(row[i] for row in rows if row[i] is not None)
                    progress(resource.name, table.rows)
            files += [*table.written(), *([lines.written()] if lines else [])]
        return files + _write_named(folder, named, typed)


def _write_named(folder: Path, named: set[int], typed: Typed) -> list[Written]:
    """Write the institutions that the tables name, with those above them, and Popolo."""
    rows = _institutions(named)
    table = _Table(folder, INSTITUTIONS, typed)
    with table.open():
        table.write(rows)
    found = {**popolo.people(), "organizations": popolo.organisations(rows)}
    meaning = "People, as far as published documents name them, and organisations, in the shapes of Popolo."
    return [*table.written(), _write_json(folder, "popolo.json", meaning, found)]


def _institutions(named: set[int]) -> list[tuple[Any, ...]]:
    above = dict(Institution.objects.order_by().values_list("pk", "parent_id"))
    states = dict(Institution.objects.order_by().values_list("pk", "state_id"))
    found: set[int] = set()
    waiting = set(named)
    while waiting:
        number = waiting.pop()
        found.add(number)
        waiting |= {key for key in (above[number], states[number]) if key is not None} - found
    return [row for portion in INSTITUTIONS.portions() for row in portion if row[0] in found]


class _File:
    """A file that counts and digests what goes into it, so that nothing is read twice."""

    def __init__(self, folder: Path, name: str) -> None:
        self._path = folder / name
        self._hash = hashlib.sha256()
        self._file: Any = None
        self.size = 0

    @contextmanager
    def open(self) -> Iterator[None]:
        with self._path.open("wb") as self._file:
            yield

    def write(self, text: str) -> int:
        content = text.encode()
        self._hash.update(content)
        self.size += len(content)
        self._file.write(content)
        return len(text)

    def written(self, meaning: str, rows: int | None = None, table: Resource | None = None) -> Written:
        return Written(self._path.name, meaning, f"sha256:{self._hash.hexdigest()}", self.size, rows, table)


class _Table:
    """A table as CSV (RFC 4180), which no spreadsheet runs, and as Parquet, with types."""

    def __init__(self, folder: Path, resource: Resource, typed: Typed) -> None:
        self._resource = resource
        self._file = _File(folder, f"{resource.name}.csv")
        self._typed = typed
        self._kinds = [column.type for column in resource.columns]
        self.rows = 0

    @contextmanager
    def open(self) -> Iterator[None]:
        with self._file.open():
            self._typed.begin(self._resource)
            self._file.write(_lines([[column.name for column in self._resource.columns]]))
            yield

    def write(self, rows: list[tuple[Any, ...]]) -> None:
        # Column by column: what needs no change costs no call for each cell.
        columns = [
            _SHOWN[kind](cells) if kind in _SHOWN else cells
            for kind, cells in zip(self._kinds, zip(*rows, strict=True), strict=False)
        ]
        self._file.write(_lines(zip(*columns, strict=True)))
        self._typed.add(self._resource, rows)
        self.rows += len(rows)

    def written(self) -> list[Written]:
        path, meaning = self._typed.end(self._resource), self._resource.meaning
        size = path.stat().st_size
        typed = Written(path.name, meaning, digest(path), size, self.rows, self._resource)
        return [self._file.written(meaning, self.rows, self._resource), typed]


def _guarded(cells: Iterable[Any]) -> list[Any]:
    return [f"'{cell}" if cell and cell[0] in FORMULA else cell for cell in cells]


def _with_zone(cells: Iterable[Any]) -> list[Any]:
    """Write moments as ISO 8601, as their own `str` would not."""
    return [cell.isoformat() if cell else cell for cell in cells]


_SHOWN = {"string": _guarded, "datetime": _with_zone}


def _lines(rows: Iterable[Iterable[Any]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()


class _Lines:
    """Commitments as JSON Lines: one record a line."""

    def __init__(self, folder: Path) -> None:
        self._file = _File(folder, f"{_COMMITMENTS}.jsonl")
        self._rows = 0

    @contextmanager
    def open(self) -> Iterator[None]:
        with self._file.open():
            yield

    def write(self, records: list[dict[str, Any]]) -> None:
        encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
        self._file.write("".join(f"{encode(record)}\n" for record in records))
        self._rows += len(records)

    def written(self) -> Written:
        meaning = "The same commitments, one JSON object a line, each with its W3C Web Annotation target."
        return self._file.written(meaning, self._rows)


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def _write_json(folder: Path, name: str, meaning: str, content: Any) -> Written:
    file = _File(folder, name)
    with file.open():
        file.write(json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return file.written(meaning)
