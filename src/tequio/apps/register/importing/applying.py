"""Taking a file in, whole or not at all, as it was looked through."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.apps.accounts.errors import require_review
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, recorded
from tequio.apps.library.models import DocumentVersion, Passage
from tequio.apps.register.importing.errors import AlreadyApplied, FileIsGone, RowsAreBroken
from tequio.apps.register.importing.preview import differs, staging_of
from tequio.apps.register.importing.staging import Staged
from tequio.apps.register.importing.touched import touched
from tequio.apps.register.importing.world import World
from tequio.apps.register.importing.writing import (
    Importing,
    Sheet,
    words_of,
    write_sheets,
    write_version,
)
from tequio.apps.register.models import Commitment, Decision, ImportedRecord, ImportRun
from tequio.apps.register.operations.deciding import log
from tequio.apps.register.operations.snapshots import put, snapshot

Progress = Callable[[int], None]
# Records that one operation writes: enough to be quick, few enough to stay small in memory.
_AT_ONCE = 2_000
_MOST_NAMED = 20


def apply_import(
    run: ImportRun, by: User, *, leave_out_broken: bool = False, progress: Progress | None = None
) -> ImportRun:
    """Take in what was looked through: new records become accepted commitments, changed ones follow.

    Commitments on which people have worked stay as they are. All of it happens or nothing.

    Args:
        run: which was looked through and waits.
        by: who answers for it.
        leave_out_broken: take the others although some rows are broken.
        progress: is told the number of records done, now and then.

    Raises:
        RowsAreBroken: some rows cannot be taken, and `leave_out_broken` is not said.
        AlreadyApplied: the run does not wait any more.
        FileIsGone: what was looked through is no longer there.
        NotAllowed: the person's role does not allow it.
    """
    require_review(by)
    staging = staging_of(run)
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        require_ready(run, leave_out_broken)
        if not staging.path.exists():
            raise FileIsGone(_("The file that was looked through is gone; give it again."))
        world = World()
        done = _write_all(Importing(run, by, world), staging.documents(), progress)
        with recorded(by, "import"):
            note(run)
            run.state, run.applied_at, run.by = ImportRun.State.APPLIED, timezone.now(), by
            unknown = dict(world.unknown_topics.most_common(_MOST_NAMED))
            run.counts = {**run.counts, **done, "unknown_topics": unknown}
            run.save()
    staging.discard()
    return run


def discard_import(run: ImportRun, by: User | None) -> None:
    """Drop a file that was looked through and is not to be taken in."""
    if by is not None:
        require_review(by)
    with recorded(by, "discard-import"):
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        _require_waiting(run)
        note(run)
        run.state = ImportRun.State.DISCARDED
        run.save()
    staging_of(run).discard()


def require_ready(run: ImportRun, leave_out_broken: bool) -> None:
    """Let pass a run that can be taken in.

    Raises:
        AlreadyApplied, RowsAreBroken: as `apply_import`.
    """
    _require_waiting(run)
    broken = run.counts.get("broken", 0)
    if broken and not leave_out_broken:
        raise RowsAreBroken(
            ngettext(
                "%s row cannot be taken; correct it, or say that it is to be left out.",
                "%s rows cannot be taken; correct them, or say that they are to be left out.",
                broken,
            )
            % broken
        )


def _require_waiting(run: ImportRun) -> None:
    if run.state != ImportRun.State.PREVIEWED:
        raise AlreadyApplied(_("This import does not wait any more: it was %s.") % run.get_state_display())


def _write_all(
    importing: Importing, documents: Iterator[tuple[str, list[Staged]]], progress: Progress | None
) -> dict[str, int]:
    run = importing.run
    done, counts = 0, {"new": 0, "changed": 0, "same": 0, "kept": 0}
    for portion in _portions(documents):
        there = _there(run.source, portion)
        sheets: list[Sheet] = []
        changed: list[tuple[str, list[tuple[Staged, ImportedRecord]]]] = []
        for title, staged in portion:
            new = [each for each in staged if each.record.key not in there]
            differing = [(each, there[each.record.key]) for each in staged if each.record.key in there]
            differing = [(each, row) for each, row in differing if differs(row, each)]
            counts["new"] += len(new)
            counts["same"] += len(staged) - len(new) - len(differing)
            sheets += [Sheet(title, new)] if new else []
            changed += [(title, differing)] if differing else []
        with recorded(importing.by, "import", run=run.pk):
            if sheets:
                write_sheets(sheets, importing)
            for title, differing in changed:
                followed = _follow(title, differing, importing)
                counts["changed"] += followed
                counts["kept"] += len(differing) - followed
        done += sum(len(staged) for _title, staged in portion)
        if progress is not None:
            progress(done)
    return counts


def _portions(documents: Iterator[tuple[str, list[Staged]]]) -> Iterator[list[tuple[str, list[Staged]]]]:
    portion: list[tuple[str, list[Staged]]] = []
    size = 0
    for title, staged in documents:
        for at in range(0, len(staged), _AT_ONCE):
            part = staged[at : at + _AT_ONCE]
            portion.append((title, part))
            size += len(part)
            if size >= _AT_ONCE:
                yield portion
                portion, size = [], 0
    if portion:
        yield portion


def _there(source: str, portion: list[tuple[str, list[Staged]]]) -> dict[str, ImportedRecord]:
    keys = [each.record.key for _title, staged in portion for each in staged]
    found: dict[str, ImportedRecord] = {}
    for at in range(0, len(keys), 500):
        rows = ImportedRecord.objects.filter(source=source, key__in=keys[at : at + 500])
        found |= {row.key: row for row in rows.select_related("run")}
    return found


def _follow(title: str, differing: list[tuple[Staged, ImportedRecord]], importing: Importing) -> int:
    """Let commitments follow their changed records unless people have worked on them; give how many did."""
    worked_on = touched([row.commitment_id for _each, row in differing])
    followed = [(each, row) for each, row in differing if row.commitment_id not in worked_on]
    if not followed:
        return 0
    passages = write_version(Sheet(title, [each for each, _row in followed]), importing)
    for (each, row), passage in zip(followed, passages, strict=True):
        _change(each, row, passage, importing)
    return len(followed)


def _change(each: Staged, row: ImportedRecord, passage: Passage, importing: Importing) -> None:
    run, by, world = importing.run, importing.by, importing.world
    commitment = Commitment.objects.select_related("version").get(pk=row.commitment_id)
    note(commitment)
    before = snapshot(commitment)
    commitment.version = DocumentVersion.objects.get(pk=passage.version_id)
    wanted = words_of(each) | {
        "passage": passage.pk,
        "actors": sorted({world.institution(name).pk for name in each.record.states}),
        "asked_by": sorted({institution.pk for institution in world.asker(each.record)}),
        "state": str(Commitment.State.ACCEPTED),
        "decided_by": by.pk,
        "decided_at": timezone.now().isoformat(),
    }
    put(commitment, wanted)
    log(commitment, by, Decision.Verb.CORRECT, before, batch=run.batch)
    row.digest, row.run = each.digest, run
    row.save()


def as_counted(run: ImportRun) -> dict[str, int]:
    """Give the figures of a run without examples and topics, for a line of text."""
    return {name: value for name, value in run.counts.items() if isinstance(value, int)}
