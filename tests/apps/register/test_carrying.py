"""A newer version of a document keeps what people decided."""

import pytest
from plain_statements import STATEMENT, bring

from tequio.apps.register.models import Commitment
from tequio.apps.register.operations import (
    BuiltUpon,
    NewMechanism,
    accept,
    add,
    confirm_session,
    correct,
    reject,
    rescue,
    undo,
)

pytestmark = pytest.mark.django_db


def renewed(*changes: tuple[str, str]):
    content = "Corrected version. " + STATEMENT
    for old, new in changes:
        assert old in content
        content = content.replace(old, new)
    intake = bring(content)
    assert intake.result["decided"] == "version"
    return intake.version, intake.result


def test_decisions_on_unchanged_passages_move_to_their_new_place(findings, coordinator):
    accept(findings[0], coordinator)
    reject(findings[1], coordinator)
    version, result = renewed()
    assert (result["carried"], result["proposed"], result["dropped"], result["missing"]) == (2, 1, 1, 0)
    states = dict(version.commitments.values_list("action", "state"))
    assert sorted(states.values()) == ["accepted", "proposed", "rejected"]
    for commitment in version.commitments.all():
        passage = commitment.passage
        assert passage.version == version
        assert version.content[passage.start : passage.end] == passage.exact
    assert Commitment.objects.get(pk=findings[0].pk).version == version


def test_a_persons_words_are_never_overwritten(findings, coordinator):
    correct(
        findings[0], coordinator, {"action": "share what works", "actors": ["Guatemala"], "strength": "soft"}
    )
    before = (
        Commitment.objects.filter(pk=findings[0].pk).values("action", "strength", "state", "decided_at").get()
    )
    version, result = renewed()
    kept = Commitment.objects.filter(pk=findings[0].pk)
    assert kept.values("action", "strength", "state", "decided_at").get() == before
    assert [i.code for i in kept.get().actors.all()] == ["GT"]
    assert result["proposed"] == 2
    assert version.commitments.count() == 3


def test_a_decided_passage_that_is_gone_is_flagged_and_an_undecided_one_dropped(findings, coordinator):
    accept(findings[1], coordinator)
    version, result = renewed(("London", "Leeds"), ("visit the Human Rights Council", "visit the Court"))
    gone = Commitment.objects.get(pk=findings[1].pk)
    assert (gone.version, gone.missing_from, gone.state) == (findings[1].version, version, "accepted")
    assert result["missing"] == 1
    assert not Commitment.objects.filter(pk=findings[2].pk).exists()
    assert sorted(version.commitments.values_list("state", flat=True)) == ["proposed"] * 3


def test_a_flag_is_taken_away_when_the_words_are_back(findings, coordinator):
    accept(findings[1], coordinator)
    second, _ = renewed(("London", "Leeds"))
    assert second.missing_commitments.count() == 1
    # The flagged one stays with the first version; the words that came back are proposed anew.
    third, result = renewed(("Joint", "The joint"))
    assert result["proposed"] == 3
    assert third.missing_commitments.count() == 0


def test_what_a_person_added_or_rescued_is_carried_too(version, coordinator):
    start = STATEMENT.index("Mexico was represented")
    added = add(version, start, start + 22, coordinator).commitment
    rescued = rescue(version.look_alikes.get(), coordinator).commitment
    newer, result = renewed()
    assert set(newer.commitments.exclude(state="proposed")) == {added, rescued}
    assert newer.look_alikes.get().rescued_as == rescued
    assert (result["carried"], result["proposed"]) == (2, 3)


def test_two_items_of_one_sentence_keep_their_own_decisions(plain_engines, coordinator):
    twice = STATEMENT.replace(
        "They discussed", "Mexico agreed to train judges.\nMexico agreed to train judges.\nThey discussed"
    )
    version = bring(twice).version
    first, second = version.commitments.filter(action="train judges").order_by("passage__start")
    accept(first, coordinator)
    reject(second, coordinator)
    newer = bring("New. " + twice).version
    states = (
        newer.commitments.filter(action="train judges")
        .order_by("passage__start")
        .values_list("state", flat=True)
    )
    assert list(states) == ["accepted", "rejected"]


def test_a_confirmed_session_stays_confirmed_and_new_findings_belong_to_it(version, coordinator):
    session = confirm_session(
        version.session_proposal, coordinator, mechanism=NewMechanism(name_en="Dialogue")
    )
    newer, _ = renewed()
    assert (newer.session_proposal.state, newer.session_proposal.session) == ("confirmed", session)
    assert set(newer.commitments.values_list("session", flat=True)) == {session.pk}


def test_a_decision_taken_before_the_newer_version_can_be_undone_after_it(findings, coordinator):
    accept(findings[0], coordinator)
    version, _ = renewed()
    undo(coordinator)
    back = Commitment.objects.get(pk=findings[0].pk)
    assert (back.state, back.version) == ("proposed", version)


def test_a_corrected_span_cannot_be_undone_across_versions(findings, coordinator):
    place = findings[0].passage
    correct(findings[0], coordinator, {"start": place.start, "end": place.end - 20})
    renewed()
    with pytest.raises(BuiltUpon):
        undo(coordinator)
