"""Sessions: confirmed once, matched with what the register holds, reopened without remains."""

import pytest
from plain_statements import STATEMENT, bring

from tequio.apps.accounts.models import Institution, Membership, Person, Post
from tequio.apps.register.models import Mechanism, Participation, Session, SessionDocument
from tequio.apps.register.operations import (
    AlreadyDecided,
    AlreadyThere,
    BuiltUpon,
    ChangedMeanwhile,
    NewMechanism,
    NotAllowed,
    NothingToDo,
    NotYours,
    Participant,
    WrongValue,
    confirm_session,
    reject_session,
    reopen_session,
)
from tequio.apps.register.queries import matches_for

pytestmark = pytest.mark.django_db

JOEL = Participant(
    "Emb. Joel Hernández García",
    "Under-Secretary",
    "Mexico",
    start=STATEMENT.index("Joel"),
    end=STATEMENT.index("Joel") + 21,
)
DIALOGUE = NewMechanism(name_en="1st Mexico–United Kingdom Dialogue on Human Rights", kind="dialogue")
FIELDS = {"edition": 1, "date_start": "2024-01-16", "place": "Mexico City", "next_cadence": "annual"}
PARTIES = ["Mexico", "Reino Unido"]


@pytest.fixture
def proposal(version):
    return version.session_proposal


@pytest.fixture
def session(proposal, coordinator):
    return confirm_session(
        proposal, coordinator, mechanism=DIALOGUE, fields=FIELDS, parties=PARTIES, participants=[JOEL]
    )


def second_document():
    """Report the second edition of the same dialogue, in Spanish words."""
    version = bring("Comunicado.\n\nMexico was represented by Joel Hernández García.", "b.txt").version
    proposal = version.session_proposal
    proposal.meeting |= {
        "mechanism": "Diálogo sobre Derechos Humanos Reino Unido–México",
        "edition": 2,
        "date_start": "2025-02-01",
    }
    proposal.save()
    return proposal


def test_confirming_makes_mechanism_session_people_and_posts(session, proposal, version, coordinator):
    assert session.mechanism.name_en == "Mexico–United Kingdom Dialogue on Human Rights"
    assert sorted(i.code for i in session.mechanism.parties.all()) == ["GB", "MX"]
    assert sorted(i.code for i in session.parties.all()) == ["GB", "MX"]
    assert (session.edition, session.date_start, session.place) == (1, "2024-01-16", "Mexico City")
    assert session.mechanism.cadence_months == 12
    assert set(version.commitments.values_list("session", flat=True)) == {session.pk}
    assert session.documents.get() == version.document
    participation = session.participations.get()
    assert (participation.person.name, participation.role) == ("Joel Hernández García", "Under-Secretary")
    assert participation.passage.exact == "Joel Hernández García"
    membership = participation.person.memberships.get()
    assert (membership.institution.code, membership.post.name) == ("MX", "Under-Secretary")
    assert (membership.seen_from, membership.seen_until) == ("2024-01-16", "2024-01-16")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.session, proposal.decided_by) == ("confirmed", session, coordinator)
    assert proposal.decisions.get().verb == "confirm"


def test_the_same_things_are_offered_for_another_document_in_the_other_language(session):
    matches = matches_for(second_document())
    assert [match.thing for match in matches.mechanisms if match.is_certain] == [session.mechanism]
    assert matches.sessions == []
    assert matches.people[0][0].thing.name == "Joel Hernández García"
    assert matches.people[0][0].is_certain
    assert {name: found[0].thing.code for name, found in matches.institutions.items()} == {
        "Mexico": "MX",
        "United Kingdom": "GB",
    }
    assert all(match.reason for match in (*matches.mechanisms, *matches.people[0]))


def test_nothing_is_made_a_second_time_silently(session, coordinator):
    proposal = second_document()
    spanish = NewMechanism(name_es="II Diálogo sobre Derechos Humanos Reino Unido–México")
    with pytest.raises(AlreadyThere, match="mechanism"):
        confirm_session(proposal, coordinator, mechanism=spanish, parties=PARTIES)
    with pytest.raises(AlreadyThere, match="person"):
        confirm_session(proposal, coordinator, mechanism=session.mechanism, participants=[JOEL])
    with pytest.raises(AlreadyThere, match="session"):
        confirm_session(proposal, coordinator, mechanism=session.mechanism, fields={"edition": "1"})
    with pytest.raises(AlreadyThere, match="session"):
        confirm_session(
            proposal, coordinator, mechanism=session.mechanism, fields={"date_start": "2024-01-16"}
        )
    assert (Mechanism.objects.count(), Session.objects.count(), Person.objects.count()) == (1, 1, 1)
    assert proposal.decisions.count() == 0


def test_another_one_of_a_like_name_is_made_when_the_person_says_so(session, coordinator):
    proposal = second_document()
    namesake = Participant(JOEL.name, although_similar=True)
    mechanism = NewMechanism(name_en=DIALOGUE.name_en, although_similar=True)
    confirm_session(proposal, coordinator, mechanism=mechanism, parties=PARTIES, participants=[namesake])
    assert (Mechanism.objects.count(), Person.objects.count()) == (2, 2)


def test_a_second_session_extends_posts_over_time_and_learns_the_other_name(session, coordinator):
    joel = Person.objects.get()
    proposal = second_document()
    again = Participant("Joel Hernández García", "under-secretary", "México", person=joel)
    second = confirm_session(
        proposal,
        coordinator,
        mechanism=session.mechanism,
        fields={"edition": 2, "date_start": "2025-02"},
        participants=[again],
    )
    assert second.mechanism == session.mechanism
    membership = joel.memberships.get()
    assert (membership.seen_from, membership.seen_until) == ("2024-01-16", "2025-02")
    assert Post.objects.count() == 1
    assert session.mechanism.spellings.count() >= 2


def test_linking_to_a_session_fills_only_what_is_empty(session, coordinator):
    proposal = second_document()
    fields = {"place": "Elsewhere", "next_place": "London"}
    linked = confirm_session(proposal, coordinator, session=session, fields=fields)
    linked.refresh_from_db()
    assert (linked, linked.place, linked.next_place) == (session, "Mexico City", "London")
    assert session.documents.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"mechanism": None},
        {"mechanism": NewMechanism()},
        {"mechanism": NewMechanism(name_es="X", kind="party")},
        {"mechanism": NewMechanism(name_es="X", established="once")},
        {"mechanism": NewMechanism(name_es="X", cadence_months=0)},
        {"fields": {"edition": "sixth"}},
        {"fields": {"edition": -1}},
        {"fields": {"date_start": "January"}},
        {"fields": {"date_start": "2024-02-30"}},
        {"fields": {"date_start": "2024-02-03", "date_end": "2024-02-01"}},
        {"fields": {"place": "x" * 201}},
        {"fields": {"mechanism": 3}},
        {"parties": [" "]},
        {"parties": [999_999]},
        {"participants": [Participant(" ")]},
        {"participants": [Participant("A B", person=999_999)]},
        {"participants": [Participant("A B", start=5, end=5)]},
    ],
    ids=str,
)
def test_a_wrong_value_gets_a_sentence_and_makes_nothing(proposal, coordinator, wrong):
    institutions = Institution.objects.count()
    with pytest.raises(WrongValue) as error:
        confirm_session(proposal, coordinator, **{"mechanism": DIALOGUE, "participants": [JOEL], **wrong})
    assert str(error.value)
    for model in (Mechanism, Session, Person, Participation, Membership, SessionDocument):
        assert model.objects.count() == 0
    assert Institution.objects.count() == institutions
    proposal.refresh_from_db()
    assert proposal.state == "proposed"


def test_confirmed_once_by_who_may_and_the_second_is_told(proposal, coordinator, colleague, reader):
    with pytest.raises(NotAllowed):
        confirm_session(proposal, reader, mechanism=DIALOGUE)
    confirm_session(proposal, coordinator, mechanism=DIALOGUE, seen=0)
    with pytest.raises(ChangedMeanwhile, match="coordinator"):
        confirm_session(proposal, colleague, mechanism=DIALOGUE, seen=0)
    with pytest.raises(AlreadyDecided):
        confirm_session(proposal, colleague, mechanism=DIALOGUE)
    with pytest.raises(AlreadyDecided):
        reject_session(proposal, colleague)


def test_reopening_removes_what_the_confirmation_made(session, proposal, version, coordinator, colleague):
    with pytest.raises(NotYours):
        reopen_session(proposal, colleague)
    reopen_session(proposal, coordinator)
    for model in (Mechanism, Session, Person, Participation, Membership, SessionDocument):
        assert model.objects.count() == 0
    assert set(version.commitments.values_list("session", flat=True)) == {None}
    proposal.refresh_from_db()
    assert (proposal.state, proposal.session, proposal.decided_by) == ("proposed", None, None)
    assert list(proposal.decisions.values_list("verb", flat=True)) == ["confirm", "reopen"]
    with pytest.raises(NothingToDo):
        reopen_session(proposal, coordinator)
    confirm_session(proposal, coordinator, mechanism=DIALOGUE)


def test_a_session_that_another_document_reports_too_is_not_removed(session, proposal, coordinator):
    other = second_document()
    confirm_session(other, coordinator, session=session)
    with pytest.raises(BuiltUpon):
        reopen_session(proposal, coordinator)
    reopen_session(other, coordinator)
    assert Session.objects.get() == session
    reopen_session(proposal, coordinator)
    assert Session.objects.count() == 0


def test_a_document_without_a_meeting_is_rejected_and_reopened(proposal, coordinator):
    reject_session(proposal, coordinator, why="a profile")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decisions.get().why) == ("rejected", "a profile")
    reopen_session(proposal, coordinator)
    proposal.refresh_from_db()
    assert proposal.state == "proposed"
