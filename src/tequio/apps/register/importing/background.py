"""Taking a large file in while nobody waits for the page."""

from __future__ import annotations

from django_tasks import task

from tequio.apps.accounts.errors import Refused, require_review
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, recorded
from tequio.apps.register.importing.applying import apply_import, require_ready
from tequio.apps.register.models import ImportRun


def begin_import(run: ImportRun, by: User, *, leave_out_broken: bool = False) -> None:
    """Hand a run that waits to the worker; with the immediate backend it is taken in when this returns.

    Raises:
        RowsAreBroken, AlreadyApplied, NotAllowed: as `apply_import`.
    """
    require_review(by)
    require_ready(run, leave_out_broken)
    take_in_run.enqueue(run.pk, by.pk, leave_out_broken)


@task()
def take_in_run(run_id: int, by_id: int, leave_out_broken: bool) -> None:
    """Take one run in, as a background task; where it is refused, the run says why."""
    run, by = ImportRun.objects.get(pk=run_id), User.objects.get(pk=by_id)
    try:
        apply_import(run, by, leave_out_broken=leave_out_broken)
    except Refused as refused:
        with recorded(by, "import-refused"):
            note(run)
            run.counts = {**run.counts, "refused": str(refused)}
            run.save()
