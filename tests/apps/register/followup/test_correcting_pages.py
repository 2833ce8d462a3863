"""Pages that correct what stands, and those of blind rounds and agreement, opened and used as people do."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from people import account
from test_pages import send, visit, words
from test_story import judgement, played  # noqa: F401  a fixture

from tequio.apps.ledger.recording import recorded
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.register.followup import assigning, components, judging
from tequio.apps.register.followup.nightly import run_duties
from tequio.apps.register.followup.steps import last_seen
from tequio.apps.register.models import Assessment, BlindRound, Commitment, Component, Duty, Evidence


def test_evidence_is_corrected_and_hidden_from_visitors_with_it(client, people, commitment, played):  # noqa: F811
    piece = Evidence.objects.get(finding="Unused.")
    shown = words(visit(client, people.civil_society, "change-evidence", piece.pk))
    assert "Unused." in shown
    written = {
        "bearing": "contradicts", "finding": "Hardly used.", "source": "Survey",
        "confidentiality": "restricted", "readers": [people.nhri.pk], "why": "A page was missing.",
        "seen": last_seen(piece),
    }  # fmt: skip
    assert send(client, people.civil_society, "change-evidence", piece.pk, **written).status_code == 302
    piece.refresh_from_db()
    assert (piece.finding, piece.published_at) == ("Hardly used.", None)
    assert list(piece.readers.all()) == [people.nhri]
    assert visit(client, people.focal_point, "change-evidence", piece.pk).status_code == 403
    again = send(
        client, people.civil_society, "change-evidence", piece.pk, **{**written, "finding": "Other."}
    )
    assert (again.status_code, "Hardly used." in words(again)) == (422, True)


def test_an_assignment_is_changed_once_and_the_second_sees_what_changed(client, people, search):
    assignment = assigning.assign(search, people.ministry, people.coordinator, starts_on="2026-01-01")
    seen = last_seen(assignment)
    written = {
        "part": "supporting",
        "starts_on": "2026-01-01",
        "due_on": "2027-01-31",
        "why": "W",
        "seen": seen,
    }
    assert send(client, people.coordinator, "change-assignment", assignment.pk, **written).status_code == 302
    again = send(
        client, people.administrator, "change-assignment", assignment.pk, **{**written, "part": "lead"}
    )
    assert (again.status_code, "coordinator has changed this" in words(again)) == (422, True)
    assignment.refresh_from_db()
    assert (assignment.part, assignment.due_on) == ("supporting", date(2027, 1, 31))


def test_a_component_is_taken_out_only_where_nothing_hangs_on_it(client, people, search, identify):
    assigning.assign(search, people.ministry, people.coordinator)
    kept = send(client, people.coordinator, "remove-component", search.pk, why="No demand.")
    assert (kept.status_code, "word it anew" in words(kept)) == (422, True)
    gone = send(client, people.coordinator, "remove-component", identify.pk, why="No demand.")
    assert gone.status_code == 302
    assert list(Component.objects.values_list("pk", flat=True)) == [search.pk]


def test_a_deadline_is_closed_from_the_work_list(client, people, commitment):
    Commitment.objects.update(deadline_date="2026-06", due_on=date(2026, 6, 30))
    run_duties(date(2026, 7, 1), datetime(2026, 7, 1, tzinfo=UTC))
    duty = Duty.objects.get()
    assert reverse("close-deadline", args=[duty.pk]) in words(visit(client, people.coordinator, "work-list"))
    refused = send(client, people.coordinator, "close-deadline", duty.pk, on="2026-06-20", why="")
    assert (refused.status_code, "ground" in words(refused)) == (422, True)
    send(client, people.coordinator, "close-deadline", duty.pk, on="2026-06-20", why="Gazette of 20 June.")
    duty.refresh_from_db()
    assert (duty.done_on, duty.closed_by) == (date(2026, 6, 20), people.coordinator)
    assert visit(client, people.nhri, "close-deadline", duty.pk).status_code == 403


@pytest.fixture
def second(people):
    with recorded(None, "gather"):
        return account("second-commissioner", "nhri", people.commission)


def test_a_blind_round_is_played_through_on_its_pages(client, people, search, identify, commitment, second):
    for number in range(4):
        components.add_component(commitment, people.coordinator, f"demand {number}")
    written = {
        "title": "Sample of March", "first": people.nhri.pk, "second": second.pk, "scale": "tequio",
        "method": "manual 1", "size": "x",
    }  # fmt: skip
    refused = send(client, people.nhri, "open-blind-round", **written)
    assert (refused.status_code, "whole number" in words(refused)) == (422, True)
    assert send(client, people.nhri, "open-blind-round", **{**written, "size": "3"}).status_code == 302
    blind = BlindRound.objects.get()
    shown = words(visit(client, second, "blind-round", blind.pk))
    assert "3 are still to be judged by you." in shown
    for by, values in (
        (people.nhri, ("implemented", "in_progress", "regressed")),
        (second, ("implemented",) * 3),
    ):
        client.force_login(by)
        for component, value in zip(blind.components.order_by("pk"), values, strict=True):
            address = f"{reverse('assess', args=[component.pk])}?round={blind.pk}"
            assert 'name="publish"' not in words(client.get(address))
            facts = {"value": f"tequio:{value}", "confidence": "high", "rationale": "R", "method": "manual 1"}
            assert client.post(address, facts).status_code == 302
        watched = words(visit(client, people.coordinator, "blind-round", blind.pk))
        assert "what the two conclude is seen when it is closed" in watched
    assert Assessment.objects.filter(round=blind).count() == 6
    assert send(client, people.nhri, "close-blind-round", blind.pk).status_code == 302
    shown = words(visit(client, people.reader, "blind-round", blind.pk))
    assert "Weighted kappa" in shown
    assert "3 judged by both" in shown
    assert verify_ledger().is_whole


def test_agreement_of_two_institutions_is_counted_with_its_crosswalk(client, people, search, identify):
    for component, value in ((search, "implemented"), (identify, "in_progress")):
        assigning.assign(component, people.ministry, people.coordinator)
        judging.assess(component, people.focal_point, judgement(value))
        judging.assess(component, people.nhri, judgement("in_progress"))
    asked = {"first": people.ministry.pk, "second": people.commission.pk}
    shown = words(visit(client, people.reader, "blind-rounds", **asked))
    assert "read through crosswalk common-1" in shown
    assert visit(client, people.visitor, "blind-rounds").status_code == 302


@pytest.mark.parametrize(
    "query", [{"first": "x"}, {"first": "1", "second": "1"}, {"first": "9" * 30, "second": "2"}]
)
def test_what_names_no_two_institutions_counts_nothing(client, people, query):
    shown = visit(client, people.reader, "blind-rounds", **query)
    assert (shown.status_code, "kappa" in words(shown)) == (200, False)
