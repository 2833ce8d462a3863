"""Entering who took part in a session, with the post in which the document shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tequio.apps.accounts.models import Institution, Person
from tequio.apps.accounts.operations.people import add_person_spelling, enter_person, see_in_post
from tequio.apps.library.models import Passage
from tequio.apps.library.operations import PlaceOutside, make_passages
from tequio.apps.register.models import Participation, Session, SessionProposal
from tequio.apps.register.operations.errors import AlreadyThere, WrongValue
from tequio.apps.register.operations.made import Made, named_institution
from tequio.apps.register.queries.matching import people_like


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who took part.

    Args:
        name: as the source writes it.
        role: as the source words it, or "".
        party: the State or body represented: an institution, its number or name, or None.
        person: the one of the register that is meant, or its number; None enters a new one.
        start: first character of the mention in the document, or None.
        end: one past its last, or None.
        although_similar: the person has seen the one of a like name and means another.
    """

    name: str
    role: str = ""
    party: Institution | int | str | None = None
    person: Person | int | None = None
    start: int | None = None
    end: int | None = None
    although_similar: bool = False


def enter_participant(
    participant: Participant, session: Session, proposal: SessionProposal, made: Made
) -> None:
    """Link a participant to a session: the person, the State or body represented, the mention, the post.

    Args:
        participant: as the person has confirmed them.
        session: in which they took part.
        proposal: of the document that says so.
        made: is told of what is new.

    Raises:
        AlreadyThere: the register holds somebody who is certainly the same and was not chosen.
        WrongValue: a field cannot hold its value.
    """
    name = " ".join(participant.name.replace("\x00", " ").split())
    if not name:
        raise WrongValue(_("Every participant needs a name."))
    language = proposal.version.language
    person = _person(participant, name, made)
    add_person_spelling(person, name)
    party = named_institution(participant.party, language) if participant.party else None
    role = " ".join(participant.role.replace("\x00", " ").split())[:400]
    participation, is_new = Participation.objects.get_or_create(
        session=session,
        person=person,
        defaults={"party": party, "role": role, "passage": _mention(participant, proposal)},
    )
    if is_new:
        made.note(participation)
    known = set(person.memberships.values_list("pk", flat=True))
    membership = see_in_post(person, party, role, session.date_start, language)
    if membership is not None and membership.pk not in known:
        made.note(membership)


def _person(participant: Participant, name: str, made: Made) -> Person:
    if isinstance(participant.person, Person):
        return participant.person
    if isinstance(participant.person, int):
        known = Person.objects.filter(pk=participant.person).first()
        if known is None:
            raise WrongValue(_("There is no person with the number %s.") % participant.person)
        return known
    alike = people_like([name])[0]
    if alike and alike[0].is_certain and not participant.although_similar:
        raise AlreadyThere(
            _("The register already holds this person: %s. Choose them, or say that this is another.")
            % alike[0].thing
        )
    person = enter_person(name)
    made.note(person)
    return person


def _mention(participant: Participant, proposal: SessionProposal) -> Passage | None:
    if participant.start is None or participant.end is None:
        return None
    span = (participant.start, participant.end)
    try:
        return make_passages(proposal.version, [span])[span]
    except PlaceOutside as error:
        raise WrongValue(str(error)) from None
