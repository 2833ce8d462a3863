"""Role x verb: each operation is tried by each role; whoever is refused changes nothing."""

from datetime import date

import pytest
from test_story import HALF_YEAR, judgement, publish_document

from tequio.apps.accounts.errors import NotAllowed
from tequio.apps.accounts.policy import may
from tequio.apps.ledger.models import Event
from tequio.apps.register.followup import (
    acting,
    asking,
    assigning,
    components,
    handing_over,
    judging,
    positions,
    proving,
    publishing,
    receiving,
    replying,
    reporting,
)
from tequio.apps.register.models import Assignment, Report
from tequio.apps.register.operations.errors import RegisterError

ROLES = (
    "coordinator",
    "administrator",
    "focal_point",
    "other_focal_point",
    "nhri",
    "international",
    "civil_society",
    "reader",
)
DECIDERS = {"coordinator", "administrator"}
SPEAKERS = {"coordinator", "focal_point", "other_focal_point", "nhri", "international", "civil_society"}
FACTS = {"bearing": "context", "finding": "F", "source": "S"}
SENT = {"kind": "recommendation", "title": "T", "words": "W", "risk": "low", "consent": "all"}


class Things:
    """What the operations are tried on; the ministry of `focal_point` is in charge."""

    def __init__(self, people, search, commitment):
        self.people, self.search, self.commitment = people, search, commitment
        self.assignment = assigning.assign(search, people.ministry, people.coordinator)
        self.draft = reporting.write_report(self.assignment, people.focal_point, HALF_YEAR, "Done.")
        self.submitted = Report.objects.create(
            assignment=self.assignment,
            first=date(2025, 1, 1),
            last=date(2025, 6, 30),
            words="W",
            state="submitted",
        )
        self.action = acting.plan_action(people.ministry, people.coordinator, [search], {"title": "T"})
        self.evidence = proving.add_evidence(search, people.nhri, FACTS | {"confidentiality": "public"})
        self.submission, _code = receiving.submit(SENT, agreed=True)
        self.reply, _code = replying.offer_reply(
            self.evidence, people.coordinator, reply_by=date(2099, 1, 1), institution=people.ministry
        )


VERBS = {
    "add a component": (lambda t, by: components.add_component(t.commitment, by, "W"), DECIDERS),
    "assign": (lambda t, by: assigning.assign(t.search, t.people.unit, by), DECIDERS),
    "end an assignment": (lambda t, by: assigning.end_assignment(t.assignment, by, "W"), DECIDERS),
    "set a schedule": (
        lambda t, by: reporting.set_schedule(t.assignment, by, starts_on=date(2026, 1, 1), months=6),
        DECIDERS,
    ),
    "hand over": (
        lambda t, by: handing_over.hand_over(t.people.ministry, by, t.people.focal_point),
        DECIDERS | {"focal_point"},
    ),
    "enter a position": (
        lambda t, by: positions.enter_position(
            t.commitment, t.people.ministry, by, {"answer": "noted", "given_on": "2024", "source": "S"}
        ),
        DECIDERS,
    ),
    "plan an action": (
        lambda t, by: acting.plan_action(t.people.ministry, by, [t.search], {"title": "T"}),
        DECIDERS | {"focal_point"},
    ),
    "change an action": (
        lambda t, by: acting.change_action(t.action, by, {"status": "under_way"}),
        DECIDERS | {"focal_point"},
    ),
    "write a report": (
        lambda t, by: reporting.write_report(t.assignment, by, HALF_YEAR, "More."),
        {"focal_point"},
    ),
    "submit a report": (lambda t, by: reporting.submit_report(t.draft, by), {"focal_point"}),
    "return a report": (lambda t, by: reporting.return_report(t.submitted, by, "W"), DECIDERS),
    "accept a report": (lambda t, by: reporting.accept_report(t.submitted, by), DECIDERS),
    "add evidence": (lambda t, by: proving.add_evidence(t.search, by, FACTS), SPEAKERS),
    "change evidence of the commission": (
        lambda t, by: proving.change_evidence(t.evidence, by, {"finding": "G"}),
        {"nhri", "coordinator"},
    ),
    "publish evidence of the commission": (
        lambda t, by: publishing.publish(t.evidence, by),
        {"nhri", "coordinator"},
    ),
    "ask authorities": (
        lambda t, by: asking.ask([t.people.unit], by, "Q", reply_by=date(2099, 1, 1)),
        SPEAKERS,
    ),
    "assess": (
        lambda t, by: judging.assess(t.search, by, judgement("in_progress")),
        SPEAKERS - {"other_focal_point"},
    ),
    "hand in a submission": (lambda t, by: receiving.submit(SENT, agreed=True, by=by), set(ROLES)),
    "consider a submission": (lambda t, by: receiving.consider(t.submission, by), DECIDERS),
    "withdraw somebody's submission": (lambda t, by: receiving.withdraw(t.submission, by=by), DECIDERS),
    "offer a reply": (
        lambda t, by: replying.offer_reply(
            t.evidence, by, reply_by=date(2099, 1, 1), institution=t.people.unit
        ),
        DECIDERS,
    ),
    "reply": (lambda t, by: replying.reply(t.reply, by, "W"), {"focal_point", "coordinator"}),
}


@pytest.mark.parametrize("verb", VERBS)
def test_who_may(people, search, commitment, verb):
    operation, allowed = VERBS[verb]
    things = Things(people, search, commitment)
    # Whoever may not comes first: the operations of those who may change what stands.
    for role in sorted(ROLES, key=lambda role: role in allowed):
        by = getattr(people, role)
        before = Event.objects.count()
        if role not in allowed:
            with pytest.raises(NotAllowed):
                operation(things, by)
            assert Event.objects.count() == before, role
    for role in sorted(allowed):
        assert _allowed(operation, things, getattr(people, role)), role


def _allowed(operation, things, by) -> bool:
    """Whether the policy lets it pass; that a second one finds nothing left to do is no refusal of rights."""
    try:
        operation(things, by)
    except NotAllowed:
        return False
    except RegisterError:
        return True
    return True


def test_a_closed_account_may_nothing(people, search):
    people.coordinator.is_active = False
    with pytest.raises(NotAllowed):
        assigning.assign(search, people.ministry, people.coordinator)
    assert not Assignment.objects.exists()


def test_a_focal_point_whose_mandate_has_ended_may_not_report(people, search):
    assignment = assigning.assign(search, people.ministry, people.coordinator)
    people.focal_point.mandates.update(ends_on=date(2021, 1, 1))
    with pytest.raises(NotAllowed):
        reporting.write_report(assignment, people.focal_point, HALF_YEAR, "Done.")


# Who reads the commission's evidence, by its confidentiality; the published one on a public commitment.
READERS = {
    "public": {*ROLES, "visitor"},
    "partners": {"coordinator", "administrator", *SPEAKERS},
    "institution": {"coordinator", "administrator", "nhri"},
    "restricted": {"nhri", "international"},
}


@pytest.mark.parametrize(("level", "readers"), READERS.items())
def test_who_reads_evidence(people, search, commitment, level, readers):
    evidence = proving.add_evidence(
        search, people.nhri, FACTS | {"confidentiality": level}, readers=[people.international]
    )
    publish_document(commitment)
    if level == "public":
        publishing.publish(evidence, people.nhri)
    search.refresh_from_db()
    evidence = type(evidence).objects.get(pk=evidence.pk)
    seen = {role for role in (*ROLES, "visitor") if may(getattr(people, role), "evidence.read", evidence)}
    assert seen == readers
