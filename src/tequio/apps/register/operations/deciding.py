"""One decision on one finding: check, do, log. Pages, API and commands call the same functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require_review
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, recorded
from tequio.apps.register.models import Commitment, Decision
from tequio.apps.register.operations.changes import read_changes
from tequio.apps.register.operations.errors import AlreadyDecided, ChangedMeanwhile, Gone, NothingToDo
from tequio.apps.register.operations.hanging import refuse_followed
from tequio.apps.register.operations.snapshots import LINKED, put, snapshot

State, Verb = Commitment.State, Decision.Verb


def accept(commitment: Commitment, by: User, why: str = "", seen: int | None = None) -> Decision:
    """Put a finding into the register as it stands.

    Args:
        commitment: the finding.
        by: who decides.
        why: in the person's words.
        seen: number of the last decision on it that the person had before them, 0 for none; None skips the
            check.

    Raises:
        NotAllowed: the person's role does not allow it.
        ChangedMeanwhile: somebody decided after `seen`.
        AlreadyDecided: it is in the register already.
        Gone: a newer reading dropped it.
    """
    return _decide(commitment, by, why, seen, Verb.ACCEPT, State.ACCEPTED)


def reject(commitment: Commitment, by: User, why: str = "", seen: int | None = None) -> Decision:
    """Say that a finding is none; arguments and errors as `accept`.

    Raises:
        BuiltUpon: it is in the register, and somebody follows it up.
    """
    return _decide(commitment, by, why, seen, Verb.REJECT, State.REJECTED)


def correct(
    commitment: Commitment,
    by: User,
    changes: Mapping[str, object],
    why: str = "",
    seen: int | None = None,
) -> Decision:
    """Put a finding into the register with other values than proposed.

    Args:
        commitment: the finding.
        by: who decides.
        changes: field -> value: `kind`, `strength`, `action`, `lead_in`, `deadline_text`, `deadline_date`,
            `recurrence` as strings; `actors`, `asked_by` as lists of institutions, their numbers or names;
            `start` and `end` (together) as another span of the document.
        why: in the person's words.
        seen: as for `accept`.

    Raises:
        WrongValue: a field cannot hold the value.
        NothingToDo: nothing differs from what stands.
        NotAllowed, ChangedMeanwhile, Gone: as for `accept`.
    """
    require_review(by)
    with recorded(by, "correct"):
        commitment = locked(commitment, seen)
        before = snapshot(commitment)
        wanted = {
            name: value for name, value in read_changes(commitment, changes).items() if before[name] != value
        }
        for name in LINKED:
            if name not in wanted and before[name]:  # the same institutions named in another language
                wanted.pop(f"{name}_text", None)
        if not wanted:
            raise NothingToDo(_("Nothing differs from what stands; change a field or accept it."))
        return _write(commitment, by, why, Verb.CORRECT, {**wanted, "state": str(State.CORRECTED)})


def _decide(  # noqa: PLR0913, PLR0917  the shared body of two operations, called from nowhere else
    commitment: Commitment, by: User, why: str, seen: int | None, verb: Decision.Verb, state: Commitment.State
) -> Decision:
    require_review(by)
    with recorded(by, str(verb)):
        commitment = locked(commitment, seen)
        if commitment.state == state or (state == State.ACCEPTED and commitment.is_kept):
            raise AlreadyDecided(
                _("This finding has already been decided so: %s.") % commitment.get_state_display()
            )
        if commitment.is_kept:
            refuse_followed(commitment)
        return _write(commitment, by, why, verb, {"state": str(state)})


def _write(
    commitment: Commitment, by: User, why: str, verb: Decision.Verb, changes: dict[str, Any]
) -> Decision:
    before = snapshot(commitment)
    put(commitment, {**changes, "decided_by": by.pk, "decided_at": timezone.now().isoformat()})
    return log(commitment, by, verb, before, why)


def log(
    commitment: Commitment, by: User, verb: Decision.Verb, before: dict[str, Any], why: str = "", **more: Any
) -> Decision:
    """Write the decision that has just been carried out. Every decision on a commitment is written here."""
    return Decision.objects.create(
        commitment=commitment,
        verb=verb,
        why=" ".join(why.split())[:500],
        before=before,
        after=snapshot(commitment),
        by=by,
        **more,
    )


def locked(commitment: Commitment, seen: int | None = None) -> Commitment:
    """Read a commitment anew under a lock, inside an operation, and note for the log that it may change.

    Raises:
        Gone: it is no longer there.
        ChangedMeanwhile: there is a decision after `seen`.
    """
    fresh = Commitment.objects.select_for_update().filter(pk=commitment.pk).first()
    if fresh is None:
        raise Gone(_("This finding is no longer there: a newer version of the document was read."))
    if seen is not None:
        last = fresh.decisions.order_by("-pk").select_related("by").first()
        if (last.pk if last else 0) != seen:
            who = last.by if last else "?"
            raise ChangedMeanwhile(
                _("%(who)s has decided on this finding meanwhile; look at it again.") % {"who": who}
            )
    note(fresh)
    # The caller's object shows what was done, as after any save.
    commitment.__dict__.update(fresh.__dict__)
    return commitment
