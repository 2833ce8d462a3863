"""Many findings decided in one action, which one undo takes back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require_review
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, recorded
from tequio.apps.library.models import DocumentVersion
from tequio.apps.register.models import Commitment, Decision
from tequio.apps.register.operations.deciding import log
from tequio.apps.register.operations.errors import NothingToDo, WrongValue
from tequio.apps.register.operations.snapshots import put, snapshot


@dataclass(frozen=True, slots=True)
class Batch:
    """Decisions taken in one action.

    Args:
        id: that they share; every one of them has it as `batch`.
        decisions: in the order of the findings' places; never empty.
    """

    id: UUID
    decisions: tuple[Decision, ...]


def accept_above(version: DocumentVersion, threshold: float, by: User, why: str = "") -> Batch:
    """Accept every undecided finding of a version whose confidence is at least a threshold.

    Args:
        version: of the document.
        threshold: from 0 to 1.
        by: who decides.
        why: in the person's words.

    Raises:
        WrongValue: the threshold is no number from 0 to 1.
        NothingToDo: no undecided finding reaches it.
        NotAllowed: the person's role does not allow it.
    """
    require_review(by)
    if not 0 <= threshold <= 1:
        raise WrongValue(_("Write the confidence as a number from 0 to 1."))
    batch = uuid4()
    with recorded(by, "accept", batch=str(batch)):
        findings = list(
            Commitment.objects.select_for_update()
            .filter(version=version, state=Commitment.State.PROPOSED, confidence__gte=threshold)
            .order_by("passage__start", "pk")
        )
        note(*findings)
        decisions = []
        for commitment in findings:
            before = snapshot(commitment)
            accepted = {
                "state": str(Commitment.State.ACCEPTED),
                "decided_by": by.pk,
                "decided_at": timezone.now().isoformat(),
            }
            put(commitment, accepted)
            decisions.append(log(commitment, by, Decision.Verb.ACCEPT, before, why, batch=batch))
        if not decisions:
            raise NothingToDo(_("No finding that waits has this confidence; choose a lower one."))
    return Batch(batch, tuple(decisions))
