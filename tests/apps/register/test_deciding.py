"""Decisions on findings: each checked, carried out and logged; undone exactly; two people at once."""

import json
import threading

import pytest
from django.db import connection
from plain_statements import STATEMENT, bring

from tequio.apps.accounts.models import Institution
from tequio.apps.register.models import Commitment, Component, Decision, LookAlike
from tequio.apps.register.operations import (
    AlreadyDecided,
    AlreadyThere,
    BuiltUpon,
    ChangedMeanwhile,
    Gone,
    NotAllowed,
    NothingToDo,
    NotYours,
    WrongValue,
    accept,
    accept_above,
    add,
    correct,
    last_decision,
    reject,
    rescue,
    undo,
)
from tequio.apps.register.operations.snapshots import snapshot

pytestmark = pytest.mark.django_db


def test_a_finding_starts_as_a_proposal_with_its_place_actors_deadline_and_topics(findings):
    exchange, meet, visit = findings
    assert {finding.state for finding in findings} == {"proposed"}
    assert exchange.passage.exact.endswith("on gender equality.")
    assert sorted(i.code for i in exchange.actors.all()) == ["GB", "MX"]
    assert exchange.actors_text == "Mexico; United Kingdom"
    assert [link.topic.code for link in exchange.topic_links.all()] == ["gender"]
    assert (meet.deadline_text, meet.deadline_date, str(meet.due_on)) == (
        "by June 2025",
        "2025-06",
        "2025-06-30",
    )
    assert visit.strength == "soft"
    assert exchange.proposal["action"] == exchange.action
    assert [component.words for component in exchange.components.all()] == [exchange.action]
    assert "gender equality" in exchange.folded


def test_accept_and_reject_are_logged_with_what_stood_before_and_after(findings, coordinator):
    decision = accept(findings[0], coordinator, why="clear")
    findings[0].refresh_from_db()
    assert (findings[0].state, findings[0].decided_by) == ("accepted", coordinator)
    assert (decision.verb, decision.by, decision.why) == ("accept", coordinator, "clear")
    assert (decision.before["state"], decision.after["state"]) == ("proposed", "accepted")
    assert findings[0].components.get().state == Component.State.ACCEPTED
    reject(findings[1], coordinator)
    findings[1].refresh_from_db()
    assert findings[1].state == "rejected"
    json.dumps(decision.after)


def test_what_is_decided_so_already_is_not_decided_again(findings, coordinator):
    accept(findings[0], coordinator)
    with pytest.raises(AlreadyDecided):
        accept(findings[0], coordinator)
    correct(findings[0], coordinator, {"strength": "soft"})
    with pytest.raises(AlreadyDecided):
        accept(findings[0], coordinator)
    assert findings[0].decisions.count() == 2


def test_a_reader_decides_nothing(findings, reader, version):
    for operation in (
        lambda: accept(findings[0], reader),
        lambda: reject(findings[0], reader),
        lambda: correct(findings[0], reader, {"action": "x"}),
        lambda: accept_above(version, 0, reader),
        lambda: add(version, 0, 5, reader),
        lambda: rescue(version.look_alikes.get(), reader),
        lambda: undo(reader),
    ):
        with pytest.raises(NotAllowed):
            operation()
    assert Decision.objects.count() == 0


def test_correct_writes_what_the_person_wrote_and_keeps_the_proposal(findings, coordinator):
    finding = findings[0]
    start = STATEMENT.index("agreed to exchange")
    correct(
        finding,
        coordinator,
        {
            "kind": "agreement",
            "strength": "soft",
            "action": "  exchange   practices ",
            "actors": ["Reino Unido", "Secretaría de Gobernación"],
            "asked_by": [Institution.objects.get(code="MX")],
            "deadline_text": "in two years",
            "deadline_date": "2026",
            "recurrence": "annual",
            "start": start,
            "end": start + len("agreed to exchange good practices"),
        },
    )
    finding = Commitment.objects.get(pk=finding.pk)
    assert (finding.state, finding.kind, finding.strength) == ("corrected", "agreement", "soft")
    assert (finding.action, finding.recurrence, str(finding.due_on)) == (
        "exchange practices",
        "annual",
        "2026-12-31",
    )
    assert sorted(str(i.code) for i in finding.actors.all()) == ["GB", "None"]
    assert finding.actors_text == "Reino Unido; Secretaría de Gobernación"
    assert finding.passage.exact == "agreed to exchange good practices"
    assert finding.proposal["action"] == "exchange good practices on gender equality"
    assert finding.components.get().words == "exchange practices"
    assert "gobernacion" in finding.folded


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "wish"},
        {"strength": ""},
        {"action": "   "},
        {"deadline_date": "soon"},
        {"deadline_date": "2025-13"},
        {"deadline_date": "2025/2026/2027"},
        {"deadline_text": "x" * 201},
        {"action": "a\x00b"},
        {"start": 5},
        {"start": 5, "end": 5},
        {"start": -3, "end": 10_000_000},
        {"start": "a", "end": "b"},
        {"actors": 7},
        {"actors": [999_999]},
        {"state": "accepted"},
        {"confidence": 1},
    ],
    ids=str,
)
def test_a_wrong_value_gets_a_sentence_and_changes_nothing(findings, coordinator, changes):
    before = snapshot(findings[0])
    with pytest.raises(WrongValue) as error:
        correct(findings[0], coordinator, {"recurrence": "annual", **changes})
    assert str(error.value)
    assert snapshot(Commitment.objects.get(pk=findings[0].pk)) == before
    assert Decision.objects.count() == 0


def test_a_correction_that_changes_nothing_is_none(findings, coordinator):
    with pytest.raises(NothingToDo):
        correct(findings[0], coordinator, {"action": findings[0].action, "actors": ["México", "UK"]})


def test_actors_can_be_cleared_and_an_institution_is_not_made_twice(findings, coordinator):
    correct(findings[0], coordinator, {"actors": []})
    assert (findings[0].actors.count(), findings[0].actors_text) == (0, "")
    for written in ("Secretaría de Relaciones Exteriores", "SECRETARIA DE RELACIONES EXTERIORES"):
        correct(findings[1], coordinator, {"actors": [written], "recurrence": written[:20]})
    made = Institution.objects.exclude(code__in=["MX", "GB"]).get()
    assert (made.name, made.spellings.count()) == ("Secretaría de Relaciones Exteriores", 1)


@pytest.mark.parametrize(
    "decide",
    [
        accept,
        lambda finding, by: reject(finding, by, why="no"),
        lambda finding, by: correct(
            finding,
            by,
            {"action": "other", "actors": ["Guatemala"], "start": 0, "end": 9, "deadline_date": "2030"},
        ),
    ],
)
def test_undo_restores_exactly(findings, coordinator, decide):
    finding = findings[0]
    untouched = {**Commitment.objects.filter(pk=finding.pk).values().get(), **snapshot(finding)}
    component = finding.components.values().get()
    decision = decide(finding, coordinator)
    (undone,) = undo(coordinator)
    assert (undone.undoes, undone.verb) == (decision, "undo")
    finding = Commitment.objects.get(pk=finding.pk)
    assert {**Commitment.objects.filter(pk=finding.pk).values().get(), **snapshot(finding)} == untouched
    assert finding.components.values().get() == component
    assert last_decision(coordinator) is None
    with pytest.raises(NothingToDo):
        undo(coordinator)
    with pytest.raises(NothingToDo):
        undo(coordinator, decision)


def test_decisions_are_undone_in_their_order_down_to_the_proposal(findings, coordinator):
    states = []
    accept(findings[0], coordinator)
    correct(findings[0], coordinator, {"strength": "soft"})
    reject(findings[0], coordinator)
    for _ in range(3):
        undo(coordinator)
        states.append(Commitment.objects.get(pk=findings[0].pk).state)
    assert states == ["corrected", "accepted", "proposed"]


def test_only_ones_own_decision_on_which_nothing_rests_is_undone(findings, coordinator, colleague):
    first = accept(findings[0], coordinator)
    with pytest.raises(NotYours):
        undo(colleague, first)
    correct(findings[0], colleague, {"strength": "soft"})
    with pytest.raises(BuiltUpon, match="colleague"):
        undo(coordinator, first)
    undo(colleague)
    undo(coordinator, first)
    assert Commitment.objects.get(pk=findings[0].pk).state == "proposed"


def test_the_second_of_two_people_is_told(findings, coordinator, colleague):
    mine, theirs = findings[0], Commitment.objects.get(pk=findings[0].pk)
    first = accept(mine, coordinator, seen=0)
    for decide in (
        lambda seen: reject(theirs, colleague, seen=seen),
        lambda seen: correct(theirs, colleague, {"strength": "soft"}, seen=seen),
    ):
        with pytest.raises(ChangedMeanwhile, match="coordinator"):
            decide(0)
    reject(theirs, colleague, seen=first.pk)
    assert Commitment.objects.get(pk=mine.pk).state == "rejected"


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_the_same_moment_one_is_carried_out(version, coordinator, colleague):
    finding = version.commitments.first()
    barrier, outcomes = threading.Barrier(2), []

    def decide(operation, by):
        barrier.wait()
        try:
            operation(Commitment.objects.get(pk=finding.pk), by, seen=0)
            outcomes.append("done")
        except ChangedMeanwhile:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=decide, args=pair) for pair in ((accept, coordinator), (reject, colleague))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["done", "told"]
    assert finding.decisions.count() == 1


def test_a_finding_that_a_newer_reading_dropped_is_gone(findings, coordinator):
    bring(STATEMENT.replace("London", "Leeds"))
    with pytest.raises(Gone):
        accept(findings[1], coordinator)


def test_many_are_accepted_in_one_action_and_undone_in_one(version, findings, coordinator):
    batch = accept_above(version, 0.9, coordinator)
    assert [decision.commitment for decision in batch.decisions] == findings[:2]
    assert {decision.batch for decision in batch.decisions} == {batch.id}
    assert set(version.commitments.values_list("state", flat=True)) == {"accepted", "proposed"}
    assert len(undo(coordinator)) == 2
    assert set(version.commitments.values_list("state", flat=True)) == {"proposed"}


def test_a_batch_is_undone_wholly_or_not_at_all(version, findings, coordinator, colleague):
    batch = accept_above(version, 0.5, coordinator)
    reject(findings[1], colleague)
    with pytest.raises(BuiltUpon):
        undo(coordinator, batch.decisions[0])
    assert sorted(version.commitments.values_list("state", flat=True)) == ["accepted", "accepted", "rejected"]


@pytest.mark.parametrize(("threshold", "error"), [(0.95, NothingToDo), (1.5, WrongValue), (-1, WrongValue)])
def test_a_threshold_that_nothing_reaches_or_that_is_none(version, coordinator, threshold, error):
    with pytest.raises(error):
        accept_above(version, threshold, coordinator)


def test_a_missed_commitment_is_added_from_selected_text(version, coordinator):
    start = STATEMENT.index("Mexico was represented")
    decision = add(version, start - 2, start + 22, coordinator, kind="agreement", actors=["Mexico"])
    added = decision.commitment
    assert (added.state, added.origin, added.kind) == ("accepted", "person", "agreement")
    assert added.passage.exact == "Mexico was represented"
    assert [i.code for i in added.actors.all()] == ["MX"]
    assert added.components.get().words == added.action == "Mexico was represented"
    with pytest.raises(AlreadyThere):
        add(version, start, start + 22, coordinator)
    undo(coordinator)
    added.refresh_from_db()
    assert added.state == "withdrawn"
    assert add(version, start, start + 22, coordinator).commitment != added


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 2), (-1, 4), (0, 10_000), (31, 33)])
def test_an_empty_selection_adds_nothing(version, coordinator, start, end):
    with pytest.raises(WrongValue):
        add(version, start, end, coordinator)
    assert version.commitments.count() == 3


def test_a_look_alike_is_rescued_once_and_the_undo_gives_it_back(version, coordinator):
    look_alike = version.look_alikes.get()
    decision = rescue(look_alike, coordinator, strength="soft")
    assert decision.commitment.passage == look_alike.passage
    assert decision.commitment.strength == "soft"
    with pytest.raises(AlreadyDecided):
        rescue(look_alike, coordinator)
    undo(coordinator)
    assert LookAlike.objects.get(pk=look_alike.pk).rescued_as is None
    assert rescue(look_alike, coordinator).commitment.state == "accepted"


def test_a_commitment_that_asks_several_things_is_parted_into_proposals(version, coordinator):
    start = version.content.index("Mexico was represented")
    words = "ratify the Protocol, amend the Penal Code and train judges"
    added = add(version, start, start + 20, coordinator, action=words).commitment
    parts = [(c.ordinal, c.words, c.state) for c in added.components.order_by("ordinal")]
    assert parts == [
        (1, "ratify the Protocol", "proposed"),
        (2, "amend the Penal Code", "proposed"),
        (3, "train judges", "proposed"),
    ]
    # One thing asked is one component in the person's own words.
    other = add(version, start, start + 12, coordinator, action="ratify the Protocol").commitment
    assert [c.state for c in other.components.all()] == ["accepted"]


def test_parts_that_nobody_confirmed_follow_a_corrected_action(findings, coordinator):
    exchange = findings[0]

    def parts():
        return list(exchange.components.order_by("ordinal").values_list("words", "state"))

    before = parts()
    assert len(before) == 1
    correct(exchange, coordinator, {"action": "adopt a law and publish the results"})
    assert parts() == [("adopt a law", "proposed"), ("publish the results", "proposed")]
    correct(exchange, coordinator, {"action": "adopt a law"})
    assert parts() == [("adopt a law", "accepted")]
    undo(coordinator)
    undo(coordinator)
    assert parts() == before
    # Once confirmed, a component is a person's and stays.
    correct(exchange, coordinator, {"action": "adopt a law and publish the results"})
    exchange.components.filter(ordinal=1).update(state="accepted")
    correct(exchange, coordinator, {"action": "adopt two laws"})
    assert [words for words, _state in parts()] == ["adopt a law", "publish the results"]
