"""Commitments that the program missed: selected in the text, or rescued from the look-alikes."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require_review
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, note_new, recorded
from tequio.apps.library.models import DocumentVersion, Passage
from tequio.apps.library.operations import PlaceOutside, make_passages
from tequio.apps.register.models import Commitment, Component, Decision, LookAlike
from tequio.apps.register.operations.changes import read_changes, trimmed
from tequio.apps.register.operations.deciding import log
from tequio.apps.register.operations.errors import AlreadyDecided, AlreadyThere, WrongValue
from tequio.apps.register.operations.proposing import proposed_components
from tequio.apps.register.operations.snapshots import derive, put
from tequio.text import flow


def add(
    version: DocumentVersion, start: int, end: int, by: User, why: str = "", **fields: object
) -> Decision:
    """Add a commitment that was missed.

    Args:
        version: the document's version.
        start: first character of the quote in its text.
        end: one past the last.
        by: who adds it.
        why: in the person's words.
        fields: as `changes` of `correct`; where not given `kind` is commitment, `strength` firm and `action`
            the quote.

    Returns:
        The decision; its `commitment` is the new one, accepted.

    Raises:
        WrongValue: the span holds no words, or a field cannot hold its value.
        AlreadyThere: the same action of the same place stands already, undecided or in the register.
        NotAllowed: the person's role does not allow it.
    """
    require_review(by)
    with recorded(by, "add"):
        try:
            passage = next(iter(make_passages(version, [trimmed(version.content, start, end)]).values()))
        except PlaceOutside as error:
            raise WrongValue(str(error)) from None
        return _add(version, passage, by, why, fields)


def rescue(look_alike: LookAlike, by: User, why: str = "", **fields: object) -> Decision:
    """Take a look-alike as a commitment after all; arguments and errors as `add`.

    Raises:
        AlreadyDecided: it has been rescued already.
    """
    require_review(by)
    with recorded(by, "rescue"):
        fresh = LookAlike.objects.select_for_update().get(pk=look_alike.pk)
        if fresh.rescued_as_id:
            raise AlreadyDecided(_("This passage has been taken as a commitment already."))
        note(fresh)
        decision = _add(fresh.version, fresh.passage, by, why, fields)
        fresh.rescued_as = look_alike.rescued_as = decision.commitment
        fresh.save(update_fields=["rescued_as"])
        return decision


def _add(
    version: DocumentVersion, passage: Passage, by: User, why: str, fields: dict[str, object]
) -> Decision:
    kind, strength = Commitment.Kind.COMMITMENT, Commitment.Strength.FIRM
    proposal = version.session_proposal if hasattr(version, "session_proposal") else None
    commitment = Commitment(
        version=version,
        passage=passage,
        session=proposal.session if proposal else None,
        kind=kind,
        strength=strength,
        action=flow(version.content, passage.start, passage.end).words,
        state=Commitment.State.ACCEPTED,
        origin=Commitment.Origin.PERSON,
    )
    values = read_changes(commitment, fields)
    action = values.get("action", commitment.action)
    twin = Commitment.objects.filter(version=version, passage=passage, action=action)
    if twin.exclude(state__in=[Commitment.State.REJECTED, Commitment.State.WITHDRAWN]).exists():
        raise AlreadyThere(_("This passage stands already among the findings with the same action."))
    derive(commitment, passage.exact)
    commitment.save()
    note_new(commitment)
    put(commitment, {**values, "decided_by": by.pk, "decided_at": timezone.now().isoformat()})
    components = proposed_components(commitment, version.language)
    if len(components) == 1:
        components[0].state = Component.State.ACCEPTED  # the person's own words; parts of them are proposals
    Component.objects.bulk_create(components)
    return log(commitment, by, Decision.Verb.ADD, {}, why)
