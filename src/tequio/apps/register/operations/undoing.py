"""Undoing: a person's own decision, or the whole action that it was part of, restored exactly."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require_review
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, recorded
from tequio.apps.library.models import DocumentVersion
from tequio.apps.register.models import Commitment, Decision, LookAlike
from tequio.apps.register.operations.deciding import locked, log
from tequio.apps.register.operations.errors import BuiltUpon, NothingToDo, NotYours
from tequio.apps.register.operations.hanging import refuse_followed
from tequio.apps.register.operations.snapshots import put, snapshot


def last_decision(by: User, version: DocumentVersion | None = None) -> Decision | None:
    """Give the person's last decision that is not undone, or None.

    Args:
        by: whose.
        version: only of findings of this version of a document; None for all.
    """
    decisions = standing().filter(by=by)
    if version is not None:
        decisions = decisions.filter(commitment__version=version)
    return decisions.order_by("-pk").first()


def standing() -> QuerySet[Decision]:
    """Give the decisions that hold: neither undone nor themselves an undoing."""
    return Decision.objects.exclude(verb=Decision.Verb.UNDO).filter(undone_by=None)


def undo(by: User, decision: Decision | None = None, why: str = "") -> tuple[Decision, ...]:
    """Take back a decision, and with it all of the action that it was part of.

    Args:
        by: who takes it back; must have taken it.
        decision: which; None for the person's last one.
        why: in the person's words.

    Returns:
        The decisions that record the undoing, one per commitment.

    Raises:
        NothingToDo: there is no such decision, or it has been undone.
        NotYours: somebody else took it.
        BuiltUpon: a later decision rests on it, a newer version of the document was read since, or it would
            leave the register while somebody follows it up.
        NotAllowed: the person's role does not allow it.
    """
    require_review(by)
    with recorded(by, "undo"):
        decision = decision or last_decision(by)
        if decision is None:
            raise NothingToDo(_("You have no decision to undo."))
        if decision.by_id != by.pk:
            raise NotYours(_("Only %s can undo this decision.") % decision.by)
        together = (
            standing().filter(batch=decision.batch) if decision.batch else standing().filter(pk=decision.pk)
        )
        decisions = list(together.select_related("commitment").order_by("-pk"))
        if not decisions:
            raise NothingToDo(_("This decision has been undone already."))
        return tuple(_undo(one, by, why) for one in decisions)


def _undo(decision: Decision, by: User, why: str) -> Decision:
    commitment = locked(decision.commitment)
    # Not joined with the person: SQLite would then walk through all of that person's decisions.
    last = standing().filter(commitment=commitment).order_by("-pk").first()
    if last is not None and last.pk != decision.pk:
        raise BuiltUpon(
            _("%(who)s has decided on this finding since; that decision must be undone first.")
            % {"who": last.by}
        )
    now = snapshot(commitment)
    if decision.verb == Decision.Verb.ADD:
        restored: dict[str, Any] = {"state": str(Commitment.State.WITHDRAWN)}
        rescued = LookAlike.objects.filter(rescued_as=commitment)
        note(*rescued)
        rescued.update(rescued_as=None)
    else:
        restored = {k: v for k, v in decision.before.items() if decision.after.get(k) != v}
        if any(now[name] != decision.after[name] for name in restored):
            raise BuiltUpon(
                _("The finding has changed since, as by a newer version of the document; correct it instead.")
            )
    followed = commitment.is_kept
    put(commitment, restored)
    if followed and not commitment.is_kept:
        refuse_followed(commitment)  # the transaction takes back what was put
    return log(commitment, by, Decision.Verb.UNDO, now, why, undoes=decision, batch=decision.batch)
