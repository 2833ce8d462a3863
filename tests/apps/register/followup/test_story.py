"""The chain from an assignment to two judgements, played through; and what the log says of it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tequio.apps.accounts.models import User
from tequio.apps.ledger.models import Event
from tequio.apps.ledger.recording import note, recorded
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.library.operations import publish
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
    reporting,
)
from tequio.apps.register.followup.judging import Judgement
from tequio.apps.register.models import Assignment, Component, Evidence
from tequio.apps.register.queries.chain import chain
from tequio.apps.register.queries.commitment import commitment_with_all
from tequio.apps.register.queries.public import public_chain, public_component, silence

HALF_YEAR = (date(2026, 1, 1), date(2026, 6, 30))


def judgement(value: str, **more) -> Judgement:
    return Judgement("tequio", value, "high", "Because of what was read.", "manual 1", **more)


def publish_document(commitment) -> None:
    publish(commitment.version.document, User.objects.get(role="coordinator"))


@pytest.fixture
def played(people, commitment, search, identify):
    """Everything that the people do with two components."""
    p = people
    assignment = assigning.assign(search, p.ministry, p.coordinator)
    assigning.assign(identify, p.other_ministry, p.coordinator, part="supporting")
    report = reporting.write_report(assignment, p.focal_point, HALF_YEAR, "A protocol was adopted.")
    action = acting.plan_action(
        p.ministry, p.focal_point, [search], {"title": "Protocol", "budget": "1,000.50", "currency": "mxn"}
    )
    acting.set_norm(action, p.focal_point, {"kind": "protocol", "title": "P-1", "adopted_on": "2026-03-01"})
    support = proving.add_evidence(
        search,
        p.focal_point,
        {"bearing": "supports", "finding": "Adopted.", "source": "Gazette", "confidentiality": "public"},
        report=report,
        action=action,
    )
    reporting.submit_report(report, p.focal_point, date(2026, 7, 1))
    reporting.accept_report(report, p.coordinator)
    against = proving.add_evidence(
        search,
        p.civil_society,
        {"bearing": "contradicts", "finding": "Unused.", "source": "Survey", "confidentiality": "public"},
    )
    theirs = judging.assess(search, p.focal_point, judgement("implemented"), evidence=[support])
    ours = judging.assess(search, p.nhri, judgement("in_progress"), evidence=[against], publish=True)
    for row, by in (
        (support, p.focal_point),
        (against, p.civil_society),
        (theirs, p.focal_point),
        (action, p.focal_point),
        (report, p.coordinator),
    ):
        publishing.publish(row, by)
    return {"assignment": assignment, "report": report, "action": action, "ours": ours, "theirs": theirs}


def test_the_public_sees_both_judgements_and_evidence_on_both_sides(played, commitment, search):
    assert public_chain(commitment.pk) is None  # the document is not published yet
    publish_document(commitment)
    _chain, part = public_component(search.pk)
    assert [one.current[0].value for one in part.judged] == ["implemented", "in_progress"]
    assert (part.disagreement.assessors, part.disagreement.disagree) == (2, 2)
    assert [piece.finding for piece in part.supporting] == ["Adopted."]
    assert [piece.finding for piece in part.contradicting] == ["Unused."]
    assert [norm.title for action in part.actions for norm in action.norms.all()] == ["P-1"]
    assert [report.words for report in part.reports] == ["A protocol was adopted."]


def test_a_visitor_sees_nothing_that_was_not_published(people, played, commitment, search):
    publish_document(commitment)
    publishing.unpublish(played["theirs"], people.focal_point, "To be checked again.")
    publishing.unpublish(played["report"], people.coordinator)
    proving.add_evidence(
        search, people.nhri, {"bearing": "mixed", "finding": "Draft.", "source": "Own visit"}
    )
    seen = public_chain(commitment.pk)
    part = seen.components[0]
    assert [one.current[0].assessor for one in part.judged] == [people.commission]
    assert (part.reports, part.inquiries, part.duties, seen.history, part.hidden) == ([], [], [], [], 1)


def test_a_public_judgement_says_nothing_of_evidence_that_is_closed(people, commitment, search, client):
    closed = proving.add_evidence(
        search,
        people.nhri,
        {
            "bearing": "context",
            "finding": "Told by a witness.",
            "source": "S",
            "confidentiality": "institution",
        },
    )
    judging.assess(search, people.nhri, judgement("in_progress"), evidence=[closed], publish=True)
    publish_document(commitment)
    cited = {
        who: [piece for one in part.judged for row in one.current for piece in row.evidence.all()]
        for who, part in (
            ("visitor", public_component(search.pk)[1]),
            ("reader", chain(commitment_with_all().get(pk=commitment.pk), people.reader).components[0]),
            ("author", chain(commitment_with_all().get(pk=commitment.pk), people.nhri).components[0]),
        )
    }
    assert cited == {"visitor": [], "reader": [], "author": [closed]}
    assert "witness" not in client.get(f"/public/commitments/{commitment.pk}/").content.decode()


def test_the_log_is_whole_and_names_every_kind_of_record(played):
    verdict = verify_ledger()
    assert verdict.is_whole, verdict
    kinds = set(Event.objects.exclude(verb="adopt").values_list("object_type", flat=True))
    assert kinds >= {"assignment", "report", "action", "evidence", "assessment"}


def test_an_evidence_row_changed_behind_the_log_is_found(played):
    Evidence.objects.filter(bearing="contradicts").update(finding="Used everywhere.")
    assert not verify_ledger().is_whole


def test_each_operation_leaves_exactly_one_event(people, search, commitment):
    p = people
    made = {}

    def keep(name, call):
        made[name] = call()

    operations = [
        lambda: components.add_component(commitment, p.coordinator, "publish figures"),
        lambda: components.reword_component(search, p.coordinator, "look for the missing"),
        lambda: keep("a", lambda: assigning.assign(search, p.ministry, p.coordinator)),
        lambda: assigning.change_assignment(made["a"], p.coordinator, {"part": "supporting"}),
        lambda: keep("r", lambda: reporting.write_report(made["a"], p.focal_point, HALF_YEAR, "Done.")),
        lambda: reporting.submit_report(made["r"], p.focal_point),
        lambda: reporting.return_report(made["r"], p.coordinator, "Where is the annex?"),
        lambda: keep("x", lambda: acting.plan_action(p.ministry, p.focal_point, [search], {"title": "T"})),
        lambda: acting.change_action(made["x"], p.focal_point, {"status": "under_way"}),
        lambda: acting.set_milestone(made["x"], p.focal_point, {"title": "First"}),
        lambda: keep(
            "e",
            lambda: proving.add_evidence(
                search, p.nhri, {"bearing": "context", "finding": "F", "source": "S"}
            ),
        ),
        lambda: proving.change_evidence(made["e"], p.nhri, {"confidentiality": "public"}),
        lambda: publishing.publish(made["e"], p.nhri),
        lambda: proving.withdraw_evidence(made["e"], p.nhri, "An error."),
        lambda: positions.enter_position(
            commitment, p.ministry, p.coordinator, {"answer": "noted", "given_on": "2024", "source": "A/1"}
        ),
        lambda: keep("j", lambda: judging.assess(search, p.nhri, judgement("in_progress"))),
        lambda: judging.assess(search, p.nhri, judgement("implemented"), replaces=made["j"]),
        lambda: handing_over.hand_over(p.ministry, p.coordinator, p.focal_point),
        lambda: assigning.end_assignment(made["a"], p.coordinator, "Over."),
    ]
    for at, operation in enumerate(operations):
        before = Event.objects.count()
        operation()
        assert Event.objects.count() == before + 1, at
    assert verify_ledger().is_whole


def test_the_chain_takes_a_bounded_number_of_queries(people, played, commitment, search):
    def count() -> int:
        row = commitment_with_all().get(pk=commitment.pk)
        with CaptureQueriesContext(connection) as queries:
            chain(row, people.coordinator)
        return len(queries)

    first = count()
    for number in range(5):
        extra = components.add_component(commitment, people.coordinator, f"demand {number}")
        assignment = assigning.assign(extra, people.ministry, people.coordinator)
        reporting.write_report(assignment, people.focal_point, HALF_YEAR, "Done.")
        judging.assess(extra, people.nhri, judgement("in_progress"))
        judging.assess(extra, people.focal_point, judgement("implemented"))
        acting.plan_action(people.ministry, people.focal_point, [extra, search], {"title": "T"})
        proving.add_evidence(extra, people.nhri, {"bearing": "context", "finding": "F", "source": "S"})
    assert count() <= first + 1
    assert first <= 35


def test_the_next_focal_point_finds_what_was_done_and_why(people, played):
    next_one = people.other_focal_point
    next_one.institution = people.ministry
    next_one.save()
    made = handing_over.hand_over(
        people.ministry, people.focal_point, next_one, leaving=people.focal_point, words="Call the archive."
    )
    (row,) = made.file["assignments"]
    assert row["component"] == "search for the missing"
    assert [line["verb"] for line in row["history"]] == ["assign", "write", "submit", "accept", "publish"]
    assert row["history"][0]["by"] == people.coordinator.pk
    assert made.file["actions"][0]["title"] == "Protocol"
    assert people.focal_point.pk in handing_over.accounts_in(made.file)
    assert [(each["bearing"], each["unanswered"]) for each in row["evidence"]] == [
        ("supports", False),
        ("contradicts", True),
    ]
    assert [line["verb"] for line in row["evidence"][1]["history"]] == ["add", "publish"]
    assert [(each["value"], each["by"]) for each in row["assessments"]] == [
        ("implemented", people.focal_point.pk),
        ("in_progress", people.nhri.pk),
    ]
    assert "Unused." not in str(made.file)  # words that may be withdrawn stay where they can be


def test_authorities_that_answer_and_those_that_do_not(people, search):
    inquiry = asking.ask(
        [people.ministry, people.other_ministry, people.unit],
        people.nhri,
        "How many were identified?",
        asked_on=date(2026, 3, 1),
        reply_by=date(2026, 3, 31),
        component=search,
    )
    asking.note_answer(inquiry, people.ministry, people.nhri, "Twelve.", answered_on=date(2026, 3, 20))
    assert asking.note_silence(inquiry, people.nhri, date(2026, 4, 1)) == 2
    asking.note_answer(inquiry, people.unit, people.nhri, "Late: three.", answered_on=date(2026, 5, 1))
    counted = silence(inquiry)
    assert (counted.asked, counted.answered, counted.silent) == (3, 2, 1)


def test_a_correction_names_what_it_replaces_and_both_stay(people, search, commitment):
    wrong = judging.assess(search, people.nhri, judgement("implemented", assessed_on=date(2026, 1, 1)))
    right = judging.assess(
        search, people.nhri, judgement("in_progress", assessed_on=date(2026, 1, 1)), replaces=wrong
    )
    (part, _other) = chain(commitment_with_all().get(pk=commitment.pk), people.reader).components
    assert (part.judged[0].current, part.judged[0].earlier) == ([right], [wrong])
    with pytest.raises(TypeError):
        wrong.save()


def test_states_answer_over_time_and_an_error_is_replaced(people, commitment):
    def enter(answer, **more):
        facts = {"answer": answer, "given_on": more.pop("given_on"), "source": "A/HRC/1"}
        return positions.enter_position(commitment, people.ministry, people.coordinator, facts, **more)

    enter("noted", given_on="2019-03")
    wrong = enter("rejected", given_on="2024")
    enter("supported", given_on="2024", replaces=wrong)
    seen = chain(commitment_with_all().get(pk=commitment.pk), people.reader)
    assert [row.answer for row in seen.positions] == ["noted", "supported"]


def test_many_are_assigned_after_a_look_and_taken_back_as_one(people, search, identify, commitment):
    with recorded(None, "propose"):
        note(commitment)
        proposed = Component.objects.create(commitment=commitment, ordinal=9, words="a proposal")
    assigning.assign(identify, people.ministry, people.coordinator)
    wanted = [search.pk, identify.pk, proposed.pk]
    look = assigning.preview_assign(wanted, people.ministry, people.coordinator)
    assert (look.assigned, look.already, look.not_in_register) == (
        (search.pk,),
        (identify.pk,),
        (proposed.pk,),
    )
    batch, did = assigning.assign_many(wanted, people.ministry, people.coordinator)
    assert did == look
    assert assigning.undo_assignments(batch, people.coordinator) == 1
    assert list(Assignment.objects.filter(ended_on=None).values_list("component", flat=True)) == [identify.pk]
    assert verify_ledger().is_whole
