"""Looking through a file: what it would change, before anything is changed."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require_review
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note_new, recorded
from tequio.apps.register.importing.errors import ImportRefused
from tequio.apps.register.importing.staging import KeyTwice, Staged, Staging
from tequio.apps.register.importing.touched import touched
from tequio.apps.register.importing.wording import said_of_file
from tequio.apps.register.models import ImportedRecord, ImportRun
from tequio.engines.records import (
    KNOWN,
    Record,
    RecordsError,
    Row,
    RowLeftOut,
    RowProblem,
    Shape,
    day_comes_first,
    proposed,
    read_records,
    rows_of,
)

Progress = Callable[[int], None]
MOST_PROBLEMS = 1_000
_AT_ONCE = 1_000
_SAMPLE = 200
_EXAMPLES = 10


@dataclass(slots=True)
class Counts:
    """What the rows of a file are.

    Args:
        new: records that the register does not hold.
        changed: records that say something else than when they were taken in.
        same: records that say the same.
        kept: changed records on whose commitment people have worked; that stays as it is.
        left_out: rows that ask nothing, such as observations.
        twice: rows that repeat an earlier one word for word.
        broken: rows that cannot be taken; the run's `problems` say why.
        examples: of what is new and changed, for the person who looks.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    kept: int = 0
    left_out: int = 0
    twice: int = 0
    broken: int = 0
    examples: list[dict[str, str]] = field(default_factory=list)


def staging_of(run: ImportRun) -> Staging:
    """Give the file in which the records of a run wait."""
    return Staging(Path(settings.HOME) / "imports" / f"{run.batch}.sqlite")


def shape_of(path: Path, system: str, shape: Shape | None = None) -> Shape:
    """Give how a file is read: as its system writes, as a mapping says, or as its columns suggest.

    Args:
        path: of the file.
        system: "uhri", "upr-info", "impact", "uwazi" or "table".
        shape: of a mapping; None where there is none.

    Raises:
        ImportRefused: the file is no table or export, or there is no such system.
    """
    if shape is None and system != "table":
        if system not in KNOWN:
            raise ImportRefused(
                _("“%(name)s” is no system whose files are known; choose among %(all)s.")
                % {"name": system, "all": ", ".join((*KNOWN, "table"))}
            )
        shape = KNOWN[system]
    try:
        sample = list(itertools.islice(rows_of(path), _SAMPLE))
    except RecordsError as error:
        raise ImportRefused(said_of_file(str(error))) from error
    if not sample:
        raise ImportRefused(_("%s has no row below its header.") % path.name)
    found = shape or proposed(list(sample[0].values))
    if found.day_first is None and (column := found.columns.get("date")):
        day_first = day_comes_first([row.values.get(column) for row in sample])
        found = Shape(found.name, found.columns, found.body, found.separator, day_first)
    return found


def preview_import(  # noqa: PLR0913  each says one thing of the file
    path: Path,
    by: User | None,
    shape: Shape,
    *,
    source: str = "",
    file_name: str = "",
    progress: Progress | None = None,
) -> ImportRun:
    """Look through a file and set its records down; the register itself is not changed.

    Args:
        path: of the file.
        by: who imports; None on the command line.
        shape: how the file is read.
        source: whose identifiers they are; where it is empty, the name of the system or of the mapping, and
            the name of the file for any other table: folio 1 of one list is not folio 1 of another.
        file_name: as the person knows it.
        progress: is told the number of rows read, now and then.

    Raises:
        ImportRefused: the file breaks off, or its columns cannot be told.
        NotAllowed: the person's role does not allow it.
    """
    if by is not None:
        require_review(by)
    name = file_name or path.name
    source = (source or (shape.name if shape.name != "table" else name))[:80]
    run = ImportRun(source=source, file_name=name[:300], by=by)
    run.mapping = {**shape.columns, "settings": {"body": shape.body, "day_first": shape.day_first}}
    staging = staging_of(run)
    try:
        staging.start()
        counts, problems = _look_through(rows_of(path), shape, source, staging, progress)
        run.sha256 = _digest(path)
    except RecordsError as error:
        staging.discard()
        raise ImportRefused(said_of_file(str(error))) from error
    except BaseException:
        staging.discard()
        raise
    staging.close()
    run.counts, run.problems = asdict(counts), problems
    with recorded(by, "look-through"):
        run.save()
        note_new(run)
    return run


def _look_through(
    rows: Iterable[Row], shape: Shape, source: str, staging: Staging, progress: Progress | None
) -> tuple[Counts, list[tuple[int, str]]]:
    counts, seen = Counts(), 0
    problems: list[tuple[int, str]] = []
    for portion in _portions(read_records(rows, shape)):
        staged: list[Staged] = []
        for outcome in portion:
            seen += 1
            problem = _set_down(outcome, staging, staged, counts, source)
            if problem is not None:
                counts.broken += 1
                if len(problems) < MOST_PROBLEMS:
                    problems.append((outcome.number, problem))
        _compare(staged, source, counts)
        if progress is not None:
            progress(seen)
    return counts, problems


def _portions(outcomes: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    iterator = iter(outcomes)
    while portion := tuple(itertools.islice(iterator, _AT_ONCE)):
        yield portion


def _set_down(
    outcome: Record | RowProblem | RowLeftOut,
    staging: Staging,
    staged: list[Staged],
    counts: Counts,
    source: str,
) -> str | None:
    """Set a record down; give the sentence where the row cannot be taken."""
    if isinstance(outcome, RowLeftOut):
        counts.left_out += 1
        return None
    if isinstance(outcome, RowProblem):
        return outcome.sentence
    try:
        staged.append(staging.add(outcome, document_of(outcome, source)))
    except KeyTwice as twice:
        if not twice.is_same:
            return _("the identifier %(key)s stands already in row %(row)s, with other content") % {
                "key": outcome.key,
                "row": twice.number,
            }
        counts.twice += 1
    return None


def document_of(record: Record, source: str) -> str:
    """Give the title of the document that a record belongs to, where it names none: body, session, States."""
    if record.document:
        return record.document[:250]
    session = f" {record.session}" if record.session is not None else ""
    states = ", ".join(record.states[:3])
    return f"{record.body or source}{session}{': ' if states else ''}{states}"[:250]


def _compare(staged: list[Staged], source: str, counts: Counts) -> None:
    """Count what is new, changed, same or kept."""
    there = {
        row.key: row
        for row in ImportedRecord.objects.filter(
            source=source, key__in=[each.record.key for each in staged]
        ).select_related("commitment", "run")
    }
    differing = [there[each.record.key] for each in staged if differs(there.get(each.record.key), each)]
    worked_on = touched([row.commitment_id for row in differing])
    verdicts: Counter[str] = Counter()
    for each in staged:
        row = there.get(each.record.key)
        verdict = "new" if row is None else "same"
        if differs(row, each) and row is not None:
            verdict = "kept" if row.commitment_id in worked_on else "changed"
        verdicts[verdict] += 1
        if verdict in {"new", "changed"} and len(counts.examples) < _EXAMPLES:
            before = row.commitment.action if row is not None else ""
            counts.examples.append(
                {"row": str(each.record.number), "before": before, "after": each.record.text}
            )
    for name, number in verdicts.items():
        setattr(counts, name, getattr(counts, name) + number)


def differs(row: ImportedRecord | None, staged: Staged) -> bool:
    """Whether a known record says something else now, or was taken back with its import."""
    if row is None:
        return False
    return row.digest != staged.digest or row.run.state == ImportRun.State.UNDONE


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
