"""Two people at once, and a program that dies in mid-operation."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection
from test_story import HALF_YEAR, judgement

from tequio.apps.ledger.models import Event
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.register.followup import (
    acting,
    assigning,
    components,
    judging,
    proving,
    receiving,
    reporting,
    steps,
)
from tequio.apps.register.followup.errors import AlreadyAssigned, ChangedSince, ReplacedAlready
from tequio.apps.register.followup.steps import last_seen
from tequio.apps.register.models import Action, Assessment, Assignment, Evidence, Report, Submission
from tequio.apps.register.operations.errors import ChangedMeanwhile


def test_the_second_sees_what_changed(people, search):
    assignment = assigning.assign(search, people.ministry, people.coordinator)
    seen = last_seen(assignment)
    assigning.change_assignment(
        assignment, people.administrator, {"part": "supporting"}, "They only help.", seen=seen
    )
    with pytest.raises(ChangedSince) as refusal:
        assigning.change_assignment(assignment, people.coordinator, {"due_on": "2027-01-01"}, seen=seen)
    (change,) = refusal.value.changes
    assert (change.who, change.why) == ("administrator", "They only help.")
    assert change.fields == {"part": ("lead", "supporting")}
    assert str(refusal.value) == "administrator has changed this meanwhile (part); look at it again."
    assert isinstance(refusal.value, ChangedMeanwhile)
    assignment.refresh_from_db()
    assert assignment.due_on is None


CHANGED = {
    "report": lambda t, by, seen: reporting.write_report(t["assignment"], by, HALF_YEAR, f"{by}", seen=seen),
    "action": lambda t, by, seen: acting.change_action(t["action"], by, {"title": f"by {by}"}, seen=seen),
    "evidence": lambda t, by, seen: proving.change_evidence(
        t["evidence"], by, {"finding": f"by {by}"}, seen=seen
    ),
    "component": lambda t, by, seen: components.reword_component(t["component"], by, f"by {by}", seen=seen),
    "submission": lambda t, by, seen: receiving.consider(t["submission"], by, f"by {by}", seen=seen),
}
BY = {"report": "focal_point", "component": "coordinator", "submission": "coordinator"}


@pytest.mark.parametrize("kind", CHANGED)
def test_the_second_of_two_edits_changes_nothing(people, search, kind):
    assignment = assigning.assign(search, people.ministry, people.coordinator)
    facts = {"bearing": "context", "finding": "F", "source": "S"}
    sent = {"kind": "recommendation", "title": "T", "words": "W", "risk": "low", "consent": "all"}
    things = {
        "assignment": assignment,
        "component": search,
        "report": reporting.write_report(assignment, people.focal_point, HALF_YEAR, "W"),
        "action": acting.plan_action(people.ministry, people.focal_point, [search], {"title": "T"}),
        "evidence": proving.add_evidence(search, people.focal_point, facts),
        "submission": receiving.submit(sent, agreed=True)[0],
    }
    seen = (
        components.last_component_step(search.commitment) if kind == "component" else last_seen(things[kind])
    )
    by = getattr(people, BY.get(kind, "focal_point"))
    CHANGED[kind](things, by, seen)
    before = Event.objects.count()
    with pytest.raises(ChangedSince):
        CHANGED[kind](things, by, seen)
    assert Event.objects.count() == before


class Killed(BaseException):
    """As when the process dies: nothing catches it on the way."""


DYING = {
    "assign": (lambda t: assigning.assign(t.search, t.ministry, t.coordinator), Assignment),
    "assign many": (lambda t: assigning.assign_many([t.search.pk], t.ministry, t.coordinator), Assignment),
    "plan": (lambda t: acting.plan_action(t.unit, t.coordinator, [t.search], {"title": "T"}), Action),
    "prove": (
        lambda t: proving.add_evidence(
            t.search, t.nhri, {"bearing": "context", "finding": "F", "source": "S"}
        ),
        Evidence,
    ),
    "assess": (lambda t: judging.assess(t.search, t.nhri, judgement("in_progress")), Assessment),
    "submit": (
        lambda t: receiving.submit(
            {"kind": "recommendation", "title": "T", "words": "W", "risk": "low", "consent": "all"},
            agreed=True,
        ),
        Submission,
    ),
}


@pytest.mark.parametrize("where", ["before the log", "in the log"])
@pytest.mark.parametrize("operation", DYING)
def test_dying_in_mid_operation_leaves_nothing_half_done(people, search, monkeypatch, operation, where):
    people.search = search
    call, model = DYING[operation]
    before = Event.objects.count()

    def die(*_args, **_kwargs):
        raise Killed

    place = "_append" if where == "before the log" else "Event.objects.bulk_create"
    monkeypatch.setattr(f"tequio.apps.ledger.recording.{place}", die)
    with pytest.raises(Killed):
        call(people)
    monkeypatch.undo()
    assert (Event.objects.count(), model.objects.count()) == (before, 0)
    assert verify_ledger().is_whole


def _at_once(calls):
    """Run calls in threads that start together; give what each returned or raised."""
    barrier, outcomes = Barrier(len(calls)), [None] * len(calls)

    def run(at, call):
        try:
            barrier.wait()
            outcomes[at] = call()
        except Exception as error:
            outcomes[at] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_four_assign_the_same_at_once_and_one_does(people, search):
    calls = [lambda: assigning.assign(search, people.ministry, people.coordinator)] * 4
    outcomes = _at_once(calls)
    assert sum(isinstance(one, AlreadyAssigned) for one in outcomes) == 3
    assert Assignment.objects.count() == 1
    assert verify_ledger().is_whole


@pytest.mark.django_db(transaction=True)
def test_two_correct_one_assessment_at_once_and_one_does(people, search):
    wrong = judging.assess(search, people.nhri, judgement("implemented"))
    calls = [lambda: judging.assess(search, people.nhri, judgement("in_progress"), replaces=wrong)] * 2
    outcomes = _at_once(calls)
    assert sum(isinstance(one, ReplacedAlready) for one in outcomes) == 1
    assert Assessment.objects.filter(replaces=wrong).count() == 1
    assert verify_ledger().is_whole


@pytest.mark.django_db(transaction=True)
def test_many_write_different_reports_at_once_and_none_is_lost(people, search, identify):
    assignments = [assigning.assign(one, people.ministry, people.coordinator) for one in (search, identify)]
    calls = [
        lambda assignment=assignment, year=year: reporting.write_report(
            assignment, people.focal_point, (date(year, 1, 1), date(year, 12, 31)), "Done."
        )
        for assignment in assignments
        for year in range(2020, 2024)
    ]
    outcomes = _at_once(calls)
    assert all(isinstance(one, Report) for one in outcomes), outcomes
    assert Report.objects.count() == 8
    assert verify_ledger().is_whole


def test_a_step_says_dates_and_numbers_as_text(people, search):
    assignment = assigning.assign(search, people.ministry, people.coordinator, starts_on="2026-01-01")
    step = assigning.change_assignment(assignment, people.coordinator, {"due_on": "2026-12-31"})
    assert (step.before, step.after) == ({"due_on": None}, {"due_on": "2026-12-31"})
    assert steps.last_seen(assignment) == step.pk
