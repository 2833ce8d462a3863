"""What one action did is taken back as a whole, by whoever may, and never from under other people's work."""

from datetime import date

import pytest
from test_story import HALF_YEAR, judgement

from tequio.apps.accounts.errors import NotAllowed
from tequio.apps.ledger.models import Event
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.register import operations
from tequio.apps.register.followup import (
    acting,
    asking,
    assigning,
    components,
    judging,
    positions,
    proving,
    receiving,
    reporting,
)
from tequio.apps.register.models import Assignment, Commitment
from tequio.apps.register.operations.errors import BuiltUpon

SHOWN = {"bearing": "supports", "finding": "F", "source": "S"}
SENT = {"kind": "recommendation", "title": "T", "words": "W", "risk": "low", "consent": "all"}


def evidence(t):
    return proving.add_evidence(t.search, t.focal_point, SHOWN)


def action(t):
    return acting.plan_action(t.ministry, t.focal_point, [t.search], {"title": "Protocol"})


def question(t):
    return asking.ask([t.unit], t.nhri, "Q?", reply_by=date(2099, 1, 1), component=t.search)


def submission(t):
    return receiving.submit(SENT, agreed=True, about=receiving.About(component=t.search))


def position(t):
    facts = {"answer": "supported", "given_on": "2024-03", "source": "A/HRC/56/9/Add.1"}
    return positions.enter_position(t.search.commitment, t.unit, t.coordinator, facts)


def assessment(t):
    return judging.assess(t.search, t.focal_point, judgement("in_progress"))


def report(t):
    assignment = Assignment.objects.get(component=t.search, institution=t.ministry)
    return reporting.write_report(assignment, t.focal_point, HALF_YEAR, "Done.")


@pytest.fixture
def t(people, search):
    people.search = search
    return people


@pytest.mark.parametrize("work", [evidence, action, assessment, report])
def test_assignments_on_which_the_institution_has_worked_are_not_taken_back_as_one(t, identify, work):
    batch, _did = assigning.assign_many([t.search.pk, identify.pk], t.ministry, t.coordinator)
    work(t)
    before = Event.objects.count()
    with pytest.raises(BuiltUpon, match="one by one"):
        assigning.undo_assignments(batch, t.coordinator)
    assert Assignment.objects.filter(ended_on=None).count() == 2
    assert Event.objects.count() == before


def test_what_was_there_before_and_what_others_do_is_not_built_upon_them(t):
    evidence(t)
    batch, _did = assigning.assign_many([t.search.pk], t.ministry, t.coordinator)
    proving.add_evidence(t.search, t.civil_society, {**SHOWN, "bearing": "contradicts"})
    assert assigning.undo_assignments(batch, t.coordinator) == 1


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("coordinator", True),
        ("administrator", True),
        ("focal_point", False),
        ("nhri", False),
        ("international", False),
        ("civil_society", False),
        ("reader", False),
    ],
)
def test_who_takes_back_what_a_coordinator_assigned(t, role, may):
    batch, _did = assigning.assign_many([t.search.pk], t.ministry, t.coordinator)
    by = getattr(t, role)
    if may:
        assert assigning.undo_assignments(batch, by, "A mistake.") == 1
        assert Assignment.objects.get().steps.get(verb="undo").by == by
    else:
        with pytest.raises(NotAllowed):
            assigning.undo_assignments(batch, by)
        assert Assignment.objects.get().is_open


def test_whoever_did_it_and_coordinates_no_longer_takes_nothing_back(t):
    batch, _did = assigning.assign_many([t.search.pk], t.ministry, t.coordinator)
    t.coordinator.role = "reader"
    with pytest.raises(NotAllowed):
        assigning.undo_assignments(batch, t.coordinator)


@pytest.fixture
def accepted(t, commitment):
    """The commitment, accepted with all others of its document in one action, and followed up."""
    Commitment.objects.filter(pk=commitment.pk).update(state="proposed", confidence=0.9)
    operations.accept_above(commitment.version, 0.5, t.coordinator)
    t.search.refresh_from_db()
    t.search.commitment.refresh_from_db()
    return commitment


WORK = {
    "an assignment": lambda t: assigning.assign(t.search, t.ministry, t.coordinator),
    "an action": action,
    "evidence": evidence,
    "an assessment": lambda t: judging.assess(t.search, t.nhri, judgement("in_progress")),
    "a question": question,
    "a submission": submission,
    "a position": position,
}


@pytest.mark.parametrize("what", WORK)
def test_a_finding_that_is_followed_up_stays_in_the_register(t, accepted, what):
    WORK[what](t)
    before = Event.objects.count()
    for take_out in (
        lambda: operations.undo(t.coordinator),
        lambda: operations.reject(accepted, t.coordinator, "No promise."),
    ):
        with pytest.raises(BuiltUpon, match="correct it"):
            take_out()
    accepted.refresh_from_db()
    assert (accepted.state, Event.objects.count()) == ("accepted", before)


def test_without_anything_on_it_the_action_is_undone(t, accepted):
    assignment = assigning.assign(t.search, t.ministry, t.coordinator)
    assigning.end_assignment(assignment, t.coordinator, "A mistake.")
    operations.undo(t.coordinator)
    accepted.refresh_from_db()
    assert accepted.state == "proposed"


@pytest.mark.parametrize("what", sorted(set(WORK) - {"a position"}))
def test_a_component_is_not_taken_out_from_under_it(t, what):
    WORK[what](t)
    with pytest.raises(BuiltUpon, match="word it anew"):
        components.remove_component(t.search, t.coordinator, "No demand.")
    assert t.search.commitment.components.count() == 2
    assert verify_ledger().is_whole
