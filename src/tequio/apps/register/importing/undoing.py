"""Taking a whole import back; what people have worked on since stays."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require_review
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, recorded
from tequio.apps.library.models import Passage
from tequio.apps.register.importing.errors import AlreadyApplied
from tequio.apps.register.importing.touched import touched
from tequio.apps.register.models import Commitment, Decision, ImportRun
from tequio.apps.register.operations.snapshots import put, snapshot

_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking back did.

    Args:
        withdrawn: commitments that the import had made, now out of the register.
        restored: commitments that it had changed, now as before.
        stayed: those on which people have worked since.
    """

    withdrawn: int
    restored: int
    stayed: int


def undo_import(run: ImportRun, by: User) -> Undone:
    """Take an import back: what it made is withdrawn, what it changed stands as before.

    Nothing is deleted; the same file taken in again brings all of it back.

    Raises:
        AlreadyApplied: the import was not taken in, or was taken back before.
        NotAllowed: the person's role does not allow it.
    """
    require_review(by)
    withdrawn = restored = stayed = 0
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        if run.state != ImportRun.State.APPLIED:
            raise AlreadyApplied(_("Only an import that was taken in can be taken back."))
        its = Decision.objects.filter(batch=run.batch).exclude(verb=Decision.Verb.UNDO)
        its = its.select_related("commitment").order_by("pk")
        last = 0
        while decisions := list(
            its.filter(pk__gt=last).select_related("commitment").order_by("pk")[:_AT_ONCE]
        ):
            last = decisions[-1].pk
            worked_on = touched([each.commitment_id for each in decisions])
            untouched = [each for each in decisions if each.commitment_id not in worked_on]
            stayed += len(decisions) - len(untouched)
            made = [each for each in untouched if each.verb == Decision.Verb.ACCEPT]
            changed = [each for each in untouched if each.verb == Decision.Verb.CORRECT]
            with recorded(by, "undo-import", run=run.pk):
                withdrawn += _withdraw(made, run, by)
                restored += _restore(changed, run, by)
        with recorded(by, "undo-import"):
            note(run)
            run.state, run.undone_at = ImportRun.State.UNDONE, timezone.now()
            run.save()
    return Undone(withdrawn, restored, stayed)


def _withdraw(made: list[Decision], run: ImportRun, by: User) -> int:
    rows = [each.commitment for each in made]
    note(*rows)
    Commitment.objects.filter(pk__in=[row.pk for row in rows]).update(state=Commitment.State.WITHDRAWN)
    after = {"state": str(Commitment.State.WITHDRAWN)}
    Decision.objects.bulk_create(
        (
            Decision(
                commitment=each.commitment,
                verb=Decision.Verb.UNDO,
                by=by,
                batch=run.batch,
                undoes=each,
                before=each.after,
                after=after,
            )
            for each in made
        ),
        _AT_ONCE,
    )
    return len(rows)


def _restore(changed: list[Decision], run: ImportRun, by: User) -> int:
    for each in changed:
        commitment = each.commitment
        note(commitment)
        now = snapshot(commitment)
        commitment.version = Passage.objects.select_related("version").get(pk=each.before["passage"]).version
        put(commitment, each.before)
        Decision.objects.create(
            commitment=commitment,
            verb=Decision.Verb.UNDO,
            by=by,
            batch=run.batch,
            undoes=each,
            before=now,
            after=snapshot(commitment),
        )
    return len(changed)
