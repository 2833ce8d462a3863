"""Broken input gets one sentence and changes nothing."""

import io
from datetime import date

import pytest
from test_story import HALF_YEAR, judgement

from tequio.apps.accounts.errors import NotAllowed
from tequio.apps.ledger.models import Event
from tequio.apps.ledger.recording import note, recorded
from tequio.apps.register.followup import (
    acting,
    asking,
    assigning,
    components,
    judging,
    positions,
    proving,
    receiving,
    replying,
    reporting,
)
from tequio.apps.register.followup.errors import (
    AlreadyAssigned,
    CodeUnknown,
    HasEnded,
    NoConsent,
    NotInRegister,
    NotInThatState,
    ReplacedAlready,
)
from tequio.apps.register.followup.judging import Judgement
from tequio.apps.register.models import Commitment, Component, EvidenceFile
from tequio.apps.register.operations.errors import BuiltUpon, NothingToDo, WrongValue

FACTS = {"bearing": "context", "finding": "F", "source": "S"}
SENT = {"kind": "recommendation", "title": "T", "words": "W", "risk": "low", "consent": "all"}


@pytest.fixture
def t(people, search, commitment):
    """The people and what there is."""
    people.search, people.commitment = search, commitment
    people.assignment = assigning.assign(search, people.ministry, people.coordinator)
    people.report = reporting.write_report(people.assignment, people.focal_point, HALF_YEAR, "")
    people.judged = judging.assess(search, people.nhri, judgement("in_progress"))
    judging.assess(search, people.nhri, judgement("implemented"), replaces=people.judged)
    people.proposed = Component.objects.create(commitment=commitment, ordinal=5, words="P")
    return people


REFUSED = [
    ("twice", lambda t: assigning.assign(t.search, t.ministry, t.coordinator), AlreadyAssigned),
    ("a proposal", lambda t: assigning.assign(t.proposed, t.unit, t.coordinator), NotInRegister),
    ("no date", lambda t: assigning.assign(t.search, t.unit, t.coordinator, starts_on="soon"), WrongValue),
    ("no part", lambda t: assigning.assign(t.search, t.unit, t.coordinator, part="boss"), WrongValue),
    (
        "due before it starts",
        lambda t: assigning.assign(
            t.search, t.unit, t.coordinator, starts_on="2026-02-01", due_on="2026-01-01"
        ),
        WrongValue,
    ),
    (
        "no such field",
        lambda t: assigning.change_assignment(t.assignment, t.coordinator, {"x": 1}),
        WrongValue,
    ),
    (
        "no change",
        lambda t: assigning.change_assignment(t.assignment, t.coordinator, {"part": "lead"}),
        NothingToDo,
    ),
    (
        "ends before it starts",
        lambda t: assigning.end_assignment(t.assignment, t.coordinator, "W", date(2001, 1, 1)),
        WrongValue,
    ),
    ("no words", lambda t: components.reword_component(t.search, t.coordinator, " \x00 "), WrongValue),
    ("built upon", lambda t: components.remove_component(t.search, t.coordinator, "W"), BuiltUpon),
    ("an empty report", lambda t: reporting.submit_report(t.report, t.focal_point), WrongValue),
    ("not handed in", lambda t: reporting.accept_report(t.report, t.administrator), NotAllowed),
    (
        "a period backwards",
        lambda t: reporting.write_report(t.assignment, t.focal_point, HALF_YEAR[::-1], "W"),
        WrongValue,
    ),
    (
        "no months",
        lambda t: reporting.set_schedule(t.assignment, t.coordinator, starts_on=date(2026, 1, 1), months=0),
        WrongValue,
    ),
    ("no component", lambda t: acting.plan_action(t.ministry, t.focal_point, [], {"title": "T"}), WrongValue),
    (
        "a sum without currency",
        lambda t: acting.plan_action(t.ministry, t.focal_point, [t.search], {"title": "T", "budget": "5"}),
        WrongValue,
    ),
    (
        "no sum",
        lambda t: acting.plan_action(
            t.ministry, t.focal_point, [t.search], {"title": "T", "budget": "-5", "currency": "MXN"}
        ),
        WrongValue,
    ),
    (
        "a long title",
        lambda t: acting.plan_action(t.ministry, t.focal_point, [t.search], {"title": "T" * 401}),
        WrongValue,
    ),
    ("no finding", lambda t: proving.add_evidence(t.search, t.nhri, FACTS | {"finding": ""}), WrongValue),
    (
        "no web address",
        lambda t: proving.add_evidence(t.search, t.nhri, FACTS | {"address": "javascript:alert(1)"}),
        WrongValue,
    ),
    (
        "an empty file",
        lambda t: proving.add_evidence(
            t.search, t.nhri, FACTS, attached=proving.Attached(io.BytesIO(), "a.pdf")
        ),
        WrongValue,
    ),
    (
        "a file, but no type",
        lambda t: proving.add_evidence(
            t.proposed, t.nhri, FACTS, attached=proving.Attached(io.BytesIO(b"x"), "a.pdf")
        ),
        NotInRegister,
    ),
    (
        "no time to reply",
        lambda t: asking.ask([t.unit], t.nhri, "Q", asked_on=date(2026, 1, 2), reply_by=date(2026, 1, 2)),
        WrongValue,
    ),
    ("nobody asked", lambda t: asking.ask([], t.nhri, "Q", reply_by=date(2099, 1, 1)), WrongValue),
    (
        "an unknown scale",
        lambda t: judging.assess(t.search, t.nhri, Judgement("x", "y", "high", "W", "1")),
        WrongValue,
    ),
    (
        "the common scale",
        lambda t: judging.assess(t.search, t.nhri, Judgement("common", "met", "high", "W", "1")),
        WrongValue,
    ),
    ("no such value", lambda t: judging.assess(t.search, t.nhri, judgement("perfect")), WrongValue),
    (
        "no kind of measure",
        lambda t: judging.assess(t.search, t.nhri, Judgement("iachr", "total", "high", "W", "1")),
        WrongValue,
    ),
    (
        "no reason",
        lambda t: judging.assess(t.search, t.nhri, Judgement("tequio", "implemented", "high", " ", "1")),
        WrongValue,
    ),
    (
        "corrected already",
        lambda t: judging.assess(t.search, t.nhri, judgement("regressed"), replaces=t.judged),
        ReplacedAlready,
    ),
    (
        "somebody else's",
        lambda t: judging.assess(t.search, t.international, judgement("regressed"), replaces=t.judged),
        WrongValue,
    ),
    (
        "no date of an answer",
        lambda t: positions.enter_position(
            t.commitment, t.ministry, t.coordinator, {"answer": "noted", "given_on": "", "source": "S"}
        ),
        WrongValue,
    ),
    (
        "no such answer",
        lambda t: positions.enter_position(
            t.commitment, t.ministry, t.coordinator, {"answer": "maybe", "given_on": "2024", "source": "S"}
        ),
        WrongValue,
    ),
    ("no agreement", lambda t: receiving.submit(SENT, agreed=False), NoConsent),
    ("no risk", lambda t: receiving.submit({**SENT, "risk": ""}, agreed=True), WrongValue),
    ("no type", lambda t: receiving.submit({**SENT, "kind": "evidence"}, agreed=True), WrongValue),
    ("no code", lambda t: receiving.submission_of(""), CodeUnknown),
    ("a wrong code", lambda t: replying.reply_by_code("AAAAA-AAAAA-AAAAA-AAAAA", "W"), CodeUnknown),
    (
        "two holders",
        lambda t: replying.offer_reply(
            t.judged, t.coordinator, reply_by=date(2099, 1, 1), institution=t.unit, named="Somebody"
        ),
        WrongValue,
    ),
]


@pytest.mark.parametrize(
    ("operation", "error"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_refused_and_nothing_changed(t, operation, error):
    before = Event.objects.count()
    with pytest.raises(error) as refusal:
        operation(t)
    sentence = str(refusal.value)
    assert sentence.endswith((".", "?"))
    assert "\n" not in sentence
    assert Event.objects.count() == before
    assert not EvidenceFile.objects.exists()


def test_an_ended_assignment_is_not_changed(t):
    assigning.end_assignment(t.assignment, t.coordinator, "Over.")
    with pytest.raises(HasEnded):
        assigning.change_assignment(t.assignment, t.coordinator, {"part": "supporting"})


def test_what_is_only_proposed_is_not_followed_up(t):
    with recorded(None, "put"):
        note(t.commitment)
        Commitment.objects.filter(pk=t.commitment.pk).update(state="proposed")
    fresh = Component.objects.select_related("commitment").get(pk=t.search.pk)
    with pytest.raises(NotInRegister):
        judging.assess(fresh, t.nhri, judgement("implemented"))


def test_an_accepted_report_is_written_no_more(t):
    reporting.write_report(t.assignment, t.focal_point, HALF_YEAR, "Done.")
    reporting.submit_report(t.report, t.focal_point)
    reporting.accept_report(t.report, t.coordinator)
    with pytest.raises(NotInThatState):
        reporting.write_report(t.assignment, t.focal_point, HALF_YEAR, "Done better.")
