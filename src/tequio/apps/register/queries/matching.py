"""What a document's meeting may be among what the register already holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from tequio.apps.accounts.models import Institution, Person, PersonSpelling
from tequio.apps.accounts.operations.institutions import (
    likely_institutions,
    party_code,
    places,
)
from tequio.apps.accounts.operations.people import likely_people
from tequio.apps.register.models import Mechanism, MechanismSpelling, Session, SessionProposal
from tequio.apps.register.vocabulary import LIKENESSES
from tequio.engines.naming import CERTAIN, POSSIBLE, Likeness, Ranked, Reason, compare_titles, rank

Thing = TypeVar("Thing", bound=Model)


@dataclass(frozen=True, slots=True)
class Match(Generic[Thing]):
    """Something that the register holds and that may be what is meant.

    Args:
        thing: mechanism, session, person or institution.
        score: from 0 to 1.
        reason: why, in the reader's language.
        is_certain: so alike that a second one is made only when the person says so.
    """

    thing: Thing
    score: float
    reason: str
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Matches:
    """What may be the same, most alike first.

    Args:
        mechanisms: for the proposal's mechanism.
        sessions: of those mechanisms, for its edition and dates.
        people: for each of `proposal.participants`, in order.
        institutions: name of a party -> institutions.
    """

    mechanisms: list[Match[Mechanism]]
    sessions: list[Match[Session]]
    people: list[list[Match[Person]]]
    institutions: dict[str, list[Match[Institution]]]


def matches_for(proposal: SessionProposal) -> Matches:
    """Offer what the register already holds for a proposed session.

    Args:
        proposal: of a document.
    """
    meeting: dict[str, Any] = proposal.meeting
    parties = [name for name in meeting.get("parties") or () if name]
    mechanisms = mechanisms_like(meeting.get("mechanism") or meeting.get("name") or "", parties)
    names = [participant.get("name") or "" for participant in proposal.participants]
    return Matches(
        mechanisms=mechanisms,
        sessions=sessions_like(
            [match.thing for match in mechanisms], meeting.get("edition"), meeting.get("date_start") or ""
        ),
        people=people_like(names),
        institutions=_institutions(
            dict.fromkeys([*parties, *(p["party"] for p in proposal.participants if p.get("party"))])
        ),
    )


def mechanisms_like(name: str, parties: Iterable[str] = ()) -> list[Match[Mechanism]]:
    """Offer mechanisms that a name may stand for.

    Args:
        name: with or without edition and parties.
        parties: their names, where they are known from elsewhere than the name.
    """
    if not name.strip():
        return []
    ranked = rank(name, MechanismSpelling.objects.values_list("mechanism_id", "text"), _compare)
    known = Mechanism.objects.prefetch_related("parties").in_bulk([match.key for match in ranked])
    codes = {party_code(party) or party for party in parties}
    matches = [_weighed(known[match.key], match, codes) for match in ranked]
    return sorted((match for match in matches if match.score >= POSSIBLE), key=lambda match: -match.score)


def _compare(left: str, right: str) -> Likeness:
    return compare_titles(left, right, places)


def _weighed(mechanism: Mechanism, ranked: Ranked[int], codes: set[str]) -> Match[Mechanism]:
    """Let the parties speak: the same name between other parties is another mechanism."""
    score, reason = ranked.likeness.score, _because(ranked.likeness)
    its = {party.code or party.name for party in mechanism.parties.all()}
    if codes and its:
        if codes == its and score >= 0.7:
            if ranked.likeness.reason is Reason.MORE_PARTIES:  # the document names them elsewhere
                reason = str(LIKENESSES[Reason.SAME_TERMS])
            score, reason = max(score, 0.95), _("%s; the same parties") % reason
        elif not codes & its or (len(codes) > 1 and len(its) > 1 and not (codes <= its or its <= codes)):
            score, reason = score * 0.3, _("different parties")
    return Match(mechanism, round(score, 2), reason, score >= CERTAIN)


def sessions_like(
    mechanisms: Iterable[Mechanism], edition: int | None, date_start: str
) -> list[Match[Session]]:
    """Offer sessions of mechanisms that an edition or a date may stand for.

    Args:
        mechanisms: most alike first.
        edition: or None.
        date_start: ISO date, month or year, or "".
    """
    order = [mechanism.pk for mechanism in mechanisms]
    matches = []
    for session in Session.objects.filter(mechanism__in=order).select_related("mechanism"):
        score, reason = _session_score(session, edition, date_start)
        if score >= POSSIBLE:
            matches.append(Match(session, score, reason, score >= CERTAIN))
    return sorted(matches, key=lambda match: (order.index(match.thing.mechanism_id), -match.score))


def _session_score(session: Session, edition: int | None, date_start: str) -> tuple[float, str]:
    shorter = min(len(session.date_start), len(date_start))
    same_date = bool(shorter) and session.date_start[:shorter] == date_start[:shorter]
    if edition is not None and session.edition is not None:
        if edition != session.edition:
            return 0.0, _("another edition")
        return (
            (0.7, _("the same edition, another date"))
            if shorter and not same_date
            else (1.0, _("the same edition"))
        )
    if same_date:
        # The same day names a session; the same year only suggests it.
        return ({10: 0.95, 7: 0.8}.get(shorter, 0.5), _("the same date"))
    return 0.0, _("nothing in common")


def people_like(names: Iterable[str]) -> list[list[Match[Person]]]:
    """Offer, for each name, the people whom it may stand for."""
    spellings = list(PersonSpelling.objects.values_list("person_id", "text"))
    ranked = [likely_people(name, spellings) for name in names]
    known = Person.objects.in_bulk({match.key for matches in ranked for match in matches})
    return [[_match(known[match.key], match) for match in matches] for matches in ranked]


def _institutions(names: Iterable[str]) -> dict[str, list[Match[Institution]]]:
    ranked = {name: likely_institutions(name) for name in names}
    known = Institution.objects.in_bulk({match.key for matches in ranked.values() for match in matches})
    return {name: [_match(known[match.key], match) for match in matches] for name, matches in ranked.items()}


def _match(thing: Thing, ranked: Ranked[int]) -> Match[Thing]:
    likeness = ranked.likeness
    return Match(thing, likeness.score, _because(likeness), likeness.score >= CERTAIN)


def _because(likeness: Likeness) -> str:
    """Word the reason of the engine in the reader's language."""
    words = str(LIKENESSES[likeness.reason])
    return words % likeness.detail if "%s" in words else words
