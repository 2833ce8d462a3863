"""Which provisions a commitment rests on: the program proposes with its reason, people decide."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require_review
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import recorded
from tequio.apps.library.models import Provision
from tequio.apps.library.standards.citing import provisions_cited, read_citation
from tequio.apps.library.standards.searching import Asked, search
from tequio.apps.register.models import Commitment, CommitmentStandard
from tequio.apps.register.operations.deciding import locked
from tequio.apps.register.operations.errors import AlreadyDecided, NothingToDo, WrongValue

State = CommitmentStandard.State
MOST_PROPOSED = 5
# A provision is proposed where it fits well, and not much worse than the best one does.
_LEAST = 0.4
_NEAR_THE_BEST = 0.6
_CITED = 1.0


def propose_standards(commitment: Commitment, by: User | None) -> list[CommitmentStandard]:
    """Propose provisions: those that the commitment's words cite, then those that a search for them finds.

    What people have decided on stays, and so does what was proposed before.

    Args:
        commitment: which is kept.
        by: who asks for proposals; None for the program itself.

    Returns:
        The new proposals; their reasons are kept with them.

    Raises:
        NothingToDo: the commitment is not kept, or nothing new was found.
        NotAllowed, Gone: as for `tequio.apps.register.operations.accept`.
    """
    if by is not None:
        require_review(by)
    found = _proposals(commitment)
    with recorded(by, "propose-standards"):
        commitment = locked(commitment)
        _require_kept(commitment)
        known = set(commitment.standards.values_list("provision", flat=True))
        fresh = [
            CommitmentStandard(commitment=commitment, provision=one, confidence=confidence, reason=reason)
            for one, confidence, reason in found
            if one.pk not in known
        ][:MOST_PROPOSED]
        if not fresh:
            raise NothingToDo(_("No other provision was found; add one by its citation."))
        for link in fresh:
            link.save()
    return fresh


def _proposals(commitment: Commitment) -> list[tuple[Provision, float, list[list[str]]]]:
    language = commitment.version.language
    quote = commitment.passage.exact
    found: dict[int, tuple[Provision, float, list[list[str]]]] = {
        one.pk: (one, _CITED, [["citation", words[:200], language]])
        for one, words in provisions_cited(f"{commitment.lead_in} {quote}")
    }
    answer = search(Asked(commitment.action or quote, limit=2 * MOST_PROPOSED))
    least = max(_LEAST, answer.found[0].score * _NEAR_THE_BEST) if answer.found else 0.0
    for hit in answer.found:
        if hit.score >= least:
            reasons = [[why.kind, why.detail[:200], why.language] for why in hit.reasons[:3]]
            found.setdefault(hit.provision.pk, (hit.provision, min(hit.score, _CITED), reasons))
    return list(found.values())


def decide_standard(commitment: Commitment, by: User, number: int, state: str) -> CommitmentStandard:
    """Accept or reject a provision of a commitment, or take either back.

    Args:
        commitment: which is kept.
        by: who decides.
        number: of the link.
        state: "accepted", "rejected", or "proposed" to take a decision back.

    Raises:
        WrongValue: there is no such state, or the commitment has no such link.
        AlreadyDecided: it stands so already.
        NothingToDo, NotAllowed, Gone: as for `propose_standards`.
    """
    require_review(by)
    if state not in State.values:
        raise WrongValue(
            _("A provision can be accepted, rejected or proposed; “%s” is none of these.") % state
        )
    with recorded(by, f"standard-{state}"):
        commitment = locked(commitment)
        _require_kept(commitment)
        link = commitment.standards.select_for_update(of=("self",)).filter(pk=number).first()
        if link is None:
            raise WrongValue(_("This commitment has no such provision."))
        if link.state == state:
            raise AlreadyDecided(_("This has already been decided so."))
        link.state = State(state)
        link.decided_by = None if state == State.PROPOSED else by
        link.save()
    return link


def add_standard(commitment: Commitment, by: User, citation: str) -> CommitmentStandard:
    """Say by a citation which provision a commitment rests on.

    Args:
        commitment: which is kept.
        by: who says so.
        citation: "art. 15 CAT", "ICCPR 14(3)".

    Raises:
        WrongValue: the words are no citation, or lead to no provision of the library.
        AlreadyDecided: the provision was accepted before.
        NothingToDo, NotAllowed, Gone: as for `propose_standards`.
    """
    require_review(by)
    cited = read_citation(citation, "en" if (get_language() or "es").startswith("en") else "es")
    if cited is None or cited.provision is None:
        sentence = cited.sentence if cited else ""
        raise WrongValue(sentence or _("Write the citation of one provision, such as “art. 15 CAT”."))
    with recorded(by, "add-standard"):
        commitment = locked(commitment)
        _require_kept(commitment)
        link = commitment.standards.filter(provision=cited.provision).first()
        if link is not None and link.state == State.ACCEPTED:
            raise AlreadyDecided(_("This has already been decided so."))
        link = link or CommitmentStandard(commitment=commitment, provision=cited.provision)
        link.state, link.decided_by = State.ACCEPTED, by
        link.save()
    return link


def _require_kept(commitment: Commitment) -> None:
    if not commitment.is_kept:
        raise NothingToDo(_("Accept the commitment first; its standards are decided after it."))
