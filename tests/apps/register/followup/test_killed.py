"""Kill -9 in the middle of each kind of operation: nothing half done, and what follows goes on."""

import inspect
import io
import os
import time
from datetime import UTC, date, datetime

import pytest
from killing import PLACES, everything, killed
from people import account
from test_rights import FACTS, VERBS, Things
from test_story import judgement

from tequio.apps.accounts.models import FocalPoint
from tequio.apps.accounts.operations import invitations, rights
from tequio.apps.ledger.recording import note_new, recorded
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.library import operations as library
from tequio.apps.register import operations
from tequio.apps.register.followup import (
    acting,
    asking,
    assigning,
    calendars,
    components,
    judging,
    proving,
    publishing,
    receiving,
    replying,
    reporting,
    succession,
    sweeping,
)
from tequio.apps.register.followup.files import folder
from tequio.apps.register.followup.nightly import run_duties
from tequio.apps.register.models import Evidence, LookAlike, Report

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)

# Operations beside those that the table of roles names; `w` is what there is.
MORE = {
    "accept a finding": lambda w: operations.accept(w.findings[0], w.p.coordinator),
    "reject a finding": lambda w: operations.reject(w.findings[1], w.p.coordinator, "No promise."),
    "correct a finding": lambda w: operations.correct(
        w.findings[0], w.p.coordinator, {"action": "talk", "actors": ["Nueva Casa"]}
    ),
    "accept many": lambda w: operations.accept_above(w.findings[0].version, 0, w.p.coordinator),
    "rescue a look-alike": lambda w: operations.rescue(LookAlike.objects.get(), w.p.coordinator),
    "undo": lambda w: operations.undo(w.p.administrator),
    "confirm a session": lambda w: operations.confirm_session(
        w.findings[0].version.session_proposal,
        w.p.coordinator,
        mechanism=operations.NewMechanism(name_es="Diálogo", parties=("Mexico", "Oficina de Enlace")),
        parties=["Mexico"],
        participants=[operations.Participant("Joel Hernández García", "Under-Secretary", "Mexico")],
    ),
    "publish a document": lambda w: library.publish(w.findings[0].version.document, w.p.coordinator),
    "assign many": lambda w: assigning.assign_many([w.identify.pk], w.p.ministry, w.p.coordinator),
    "undo a batch": lambda w: assigning.undo_assignments(w.batch, w.p.coordinator),
    "change an assignment": lambda w: assigning.change_assignment(
        w.assignment, w.p.coordinator, {"part": "supporting"}
    ),
    "reword a component": lambda w: components.reword_component(w.identify, w.p.coordinator, "Other words"),
    "remove a component": lambda w: components.remove_component(w.spare, w.p.coordinator, "No demand."),
    "set a milestone": lambda w: acting.set_milestone(w.action, w.p.coordinator, {"title": "Half of it"}),
    "note an answer": lambda w: asking.note_answer(w.inquiry, w.p.ministry, w.p.nhri, "Yes."),
    "note a silence": lambda w: asking.note_silence(w.inquiry, w.p.nhri, date(2099, 1, 2)),
    "withdraw evidence": lambda w: proving.withdraw_evidence(w.evidence, w.p.nhri, "An error."),
    "publish evidence": lambda w: publishing.publish(w.evidence, w.p.nhri),
    "correct an assessment": lambda w: judging.assess(
        w.search, w.p.nhri, judgement("implemented"), replaces=w.judged
    ),
    "open a blind round": lambda w: judging.open_blind_round(
        w.p.nhri, [w.search, w.identify], w.p.nhri, w.second,
        title="Sample", scale="tequio", method="manual 1", size=2, seed=1,
    ),
    "close a blind round": lambda w: judging.close_blind_round(w.blind, w.p.nhri),
    "note something": lambda w: reporting.note_on(w.assignment, w.p.coordinator, "They were called."),
    "unpublish": lambda w: publishing.unpublish(w.action, w.p.coordinator, "An error."),
    "link a submission": lambda w: receiving.link(w.submission, w.p.coordinator, w.search),
    "take a submission as evidence": lambda w: receiving.take_as_evidence(
        w.submission, w.p.coordinator, w.search, {}
    ),
    "withdraw a submission": lambda w: receiving.withdraw(w.submission, by=w.p.coordinator),
    "make a calendar": lambda w: calendars.make_feed(w.p.focal_point),
    "succeed": lambda w: succession.succeed(
        w.p.ministry, w.p.coordinator, w.next, on=date(2026, 7, 1), leaving=w.p.focal_point
    ),
    "the night": lambda w: run_duties(date(2027, 7, 1), NOON),
    "invite": lambda w: invitations.invite(w.p.administrator, "new@example.org", "reader"),
    "change rights": lambda w: rights.change_rights(
        w.p.administrator, w.p.reader, rights.Rights("coordinator", None, True)
    ),
    "end a term": lambda w: rights.end_term(
        w.p.coordinator, FocalPoint.objects.get(account=w.p.focal_point), date(2026, 7, 1)
    ),
    "take in a document": lambda w: library.take_in(
        io.BytesIO(b"Mexico agreed to listen to everybody."), "new.txt"
    ),
}  # fmt: skip


class World(Things):
    """All that the operations are tried on."""

    def __init__(self, people, search, identify, commitment, findings):
        super().__init__(people, search, commitment)
        self.p, self.identify, self.findings = people, identify, findings
        with recorded(None, "enter"):
            note_new(Report.objects.get(pk=self.submitted.pk))
            self.second = account("second", "nhri", people.commission)
            self.next = account("next", "focal_point", people.ministry)
        self.spare = components.add_component(commitment, people.coordinator, "to be removed")
        self.batch, _did = assigning.assign_many([identify.pk], people.other_ministry, people.coordinator)
        self.inquiry = asking.ask([people.ministry], people.nhri, "Q", reply_by=date(2099, 1, 1))
        self.judged = judging.assess(search, people.nhri, judgement("in_progress"))
        reporting.set_schedule(self.assignment, people.coordinator, starts_on=date(2026, 1, 1), months=6)
        operations.accept(findings[2], people.administrator)
        publishing.publish(self.action, people.coordinator)
        self.blind = judging.open_blind_round(
            people.nhri, [search, identify], people.nhri, self.second,
            title="Sample", scale="tequio", method="manual 1", size=2, seed=1,
        )  # fmt: skip
        for by in (people.nhri, self.second):
            for component in self.blind.components.select_related("commitment"):
                judging.assess(component, by, judgement("in_progress"), blind=self.blind)


@pytest.fixture
def world(people, search, identify, commitment, findings):
    return World(people, search, identify, commitment, findings)


def _calls(w):
    for name, (operation, allowed) in VERBS.items():
        by = getattr(w.p, sorted(allowed)[0])
        yield name, lambda operation=operation, by=by: operation(w, by)
    for name, operation in MORE.items():
        yield name, lambda operation=operation: operation(w)


def test_killed_in_the_middle_of_each_operation_nothing_is_half_done(world):
    before, wrong = everything(), {}
    for name, call in _calls(world):
        for place in PLACES:
            said = killed(call, place)
            if said != "stopped":
                wrong[name, place] = said
        after = everything()
        if after != before:
            wrong[name] = [table for table in before if before[table] != after[table]]
            before = after
    # Taking in first writes down that a file came: an intake that waits is taken up at the next start.
    assert wrong.pop("take in a document", ["library.Intake"]) == ["library.Intake"]
    assert wrong == {}
    assert verify_ledger().is_whole
    reporting.submit_report(world.draft, world.p.focal_point)  # and work goes on
    assert verify_ledger().is_whole


def test_a_file_whose_operation_was_killed_is_swept(world):
    with_file = FACTS | {"finding": "With a file."}

    def add():
        attached = proving.Attached(io.BytesIO(b"private" * 1000), "a.pdf")
        proving.add_evidence(world.search, world.p.nhri, with_file, attached=attached)

    files = {path for path in folder().rglob("*") if path.is_file()}
    before = everything()
    assert killed(add, "before the commit") == "stopped"
    assert everything() == before
    (left,) = {path for path in folder().rglob("*") if path.is_file()} - files
    assert sweeping.sweep_evidence(1).removed == 0  # it could be one that is being sent
    os.utime(left, (time.time() - 7200,) * 2)
    assert sweeping.sweep_evidence(1).removed == 1
    assert not left.exists()
    add()
    evidence = Evidence.objects.get(finding="With a file.")
    assert b"".join(proving.open_evidence_file(evidence, world.p.nhri).pieces) == b"private" * 1000
    assert verify_ledger().is_whole


def test_every_operation_of_the_register_is_killed_here():
    modules = (
        acting,
        asking,
        assigning,
        components,
        judging,
        proving,
        publishing,
        receiving,
        replying,
        reporting,
    )
    named = {
        name
        for op in (*MORE.values(), *(op for op, _roles in VERBS.values()))
        for name in op.__code__.co_names
    }
    writing = {
        name
        for module in modules
        for name, op in inspect.getmembers(module, inspect.isfunction)
        if op.__module__ == module.__name__
        and not name.startswith("_")
        and "recorded(" in inspect.getsource(op)
    }
    assert writing - named == set()
