"""What people say of proposed topics: right, wrong, or undecided again."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require_review
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import recorded
from tequio.apps.register.models import Commitment, CommitmentTopic
from tequio.apps.register.operations.deciding import locked
from tequio.apps.register.operations.errors import AlreadyDecided, NothingToDo, WrongValue

State = CommitmentTopic.State


def decide_topics(
    commitment: Commitment, by: User, state: str, topics: Collection[int] | None = None
) -> list[CommitmentTopic]:
    """Accept or reject topics of a commitment, or take either back.

    The log keeps who did it and when; a newer reading changes no topic of a commitment that is kept.

    Args:
        commitment: which is kept.
        by: who decides.
        state: "accepted", "rejected", or "proposed" to take a decision back.
        topics: keys of its topics; None for all that are proposed.

    Returns:
        The links that changed.

    Raises:
        WrongValue: there is no such state, or one of the topics is none of this commitment's.
        AlreadyDecided: all of them stand so already.
        NothingToDo: the commitment is not kept, or none is proposed.
        NotAllowed, Gone: as for `tequio.apps.register.operations.accept`.
    """
    require_review(by)
    if state not in State.values:
        raise WrongValue(_("A topic can be accepted, rejected or proposed; “%s” is none of these.") % state)
    with recorded(by, f"topic-{state}"):
        commitment = locked(commitment)
        if not commitment.is_kept:
            raise NothingToDo(_("Accept the commitment first; its topics are decided after it."))
        links = commitment.topic_links.select_for_update(of=("self",)).select_related("topic")
        if topics is None:
            chosen = list(links.filter(state=State.PROPOSED))
            if not chosen:
                raise NothingToDo(_("No topic waits to be decided."))
        else:
            chosen = list(links.filter(topic__in=topics))
            if len(chosen) != len(set(topics)):
                raise WrongValue(_("This commitment has no such topic."))
        changed = [link for link in chosen if link.state != state]
        if not changed:
            raise AlreadyDecided(_("This has already been decided so."))
        for link in changed:
            link.state = state
        CommitmentTopic.objects.bulk_update(changed, ["state"])
    return changed
