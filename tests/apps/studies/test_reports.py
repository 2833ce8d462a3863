"""Reports: made once, never overwritten, read in both languages, shown to visitors without small cells."""

import pytest
from django.utils.translation import override
from made_study import KOSOVO, custody

from tequio.apps.accounts.errors import NotAllowed, Refused
from tequio.apps.ledger.models import Event
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.studies.errors import NotInThatState
from tequio.apps.studies.estimating import suits, table_of
from tequio.apps.studies.models import StudyReport
from tequio.apps.studies.operations import (
    begin_report,
    bring_list,
    destroy_list,
    publish_report,
    withdraw_report,
)
from tequio.apps.studies.presenting import OF_FEW_COUNTS, shown_report

pytestmark = pytest.mark.django_db

# Three lists with few people in the overlaps, so that most cells are small.
SPARSE = "A,B,C,count\n1,0,0,60\n0,1,0,40\n0,0,1,30\n1,1,0,7\n1,0,1,3\n0,1,1,6\n1,1,1,2\n"


@pytest.fixture
def table(study, team, write):
    return bring_list(study, team.analyst, write(KOSOVO), "table", custody())


@pytest.fixture
def sparse(study, team, write):
    return bring_list(study, team.analyst, write(SPARSE), "table", custody("Sparse"))


def ask(study, team, source, methods=("decomposable",), **more):
    return begin_report(study, team.analyst, source, methods=methods, **{"seed": 7, **more})


def test_a_report_has_figures_assumptions_and_checks_in_both_languages(study, team, table):
    report = ask(study, team, table)
    assert (report.state, report.problem) == ("done", {})
    assert sum(report.result["table"]["counts"]) == table_of(table).n == 4400
    for language, word in (("es", "listas"), ("en", "lists")):
        with override(language):
            said = shown_report(report)
        (method,) = said.methods
        assert word in method.assumption
        assert method.checks
        assert said.n == "4,400"
        assert int(method.low.replace(",", "")) < int(method.estimate.replace(",", ""))
        assert [chart.title for chart in said.charts]
    assert verify_ledger().is_whole


def test_the_same_seed_on_the_same_table_gives_the_same_report(study, team, table):
    first, second = ask(study, team, table), ask(study, team, table)
    assert first.pk != second.pk
    assert first.inputs == second.inputs
    figures = [
        [(m["estimate"], m["interval"]) for m in one.result["en"]["methods"]] for one in (first, second)
    ]
    assert figures[0] == figures[1]


def test_a_report_is_never_overwritten(study, team, table):
    report = ask(study, team, table)
    report.seed = 8
    with pytest.raises(TypeError):
        report.save()
    with pytest.raises(TypeError):
        report.save(update_fields=["seed"])


@pytest.mark.parametrize(
    "more",
    [
        {"methods": ()},
        {"methods": ("decomposable", "crystal ball")},
        {"seed": -1},
        {"seed": 2**31},
        {"level": 1.0},
    ],
    ids=["no method", "unknown method", "seed below 0", "seed too large", "level"],
)
def test_what_cannot_be_asked_gives_one_sentence_and_changes_nothing(more, study, team, table):
    before = Event.objects.count()
    with pytest.raises(Refused, match=r"^[^\n]+\.$"):
        ask(study, team, table, **more)
    assert (StudyReport.objects.count(), Event.objects.count()) == (0, before)


def test_a_destroyed_table_gives_no_report_and_its_reports_stay(study, team, table):
    report = ask(study, team, table)
    destroy_list(table, team.lead)
    table.refresh_from_db()
    with pytest.raises(NotInThatState):
        ask(study, team, table)
    assert shown_report(StudyReport.objects.get(pk=report.pk)).methods


def test_who_may_estimate_and_publish(study, team, table):
    for name in ("first", "reader", "stranger"):
        with pytest.raises(NotAllowed):
            begin_report(study, getattr(team, name), table, methods=("decomposable",))
    report = ask(study, team, table)
    for name in ("analyst", "first", "reader", "stranger"):
        with pytest.raises(NotAllowed):
            publish_report(report, getattr(team, name))
    assert publish_report(report, team.lead).is_public
    with pytest.raises(NotInThatState):
        publish_report(report, team.lead)
    assert not withdraw_report(report, team.lead).is_public
    with pytest.raises(NotInThatState):
        withdraw_report(report, team.lead)
    assert verify_ledger().is_whole


def test_visitors_see_no_small_cell_and_nothing_that_tells_one(study, team, sparse, client):
    report = publish_report(ask(study, team, sparse), team.lead)
    whole, shown = shown_report(report), shown_report(report, is_public=True)
    assert not whole.is_reduced
    assert shown.is_reduced
    overlaps = next(c for c in shown.charts if c.title == "On which lists the persons are")
    told = {lists[1]: count[1] for lists, count in overlaps.rows}
    assert told["A + C"] == told["A + B + C"] == "left out"
    assert list(told.values()).count("left out") >= 3
    # Neither sentences of checks, nor curves, nor seed and digest, by which tables could be tried.
    assert len(shown.charts) < len(whole.charts)
    assert {check.why for method in shown.methods for check in method.checks} <= {
        "The reason repeats counts and stays with the study."
    }
    page = client.get(f"/public/studies/{report.pk}/").content.decode()
    assert report.inputs not in page
    for sentence in (check.why for method in whole.methods for check in method.checks):
        assert sentence not in page
    for method in shown.methods:
        digits = method.estimate.replace(",", "").rstrip("0")
        assert len(digits) <= 2


def test_figures_of_one_or_two_counts_are_not_shown_where_counts_are_left_out(study, team, sparse):
    methods = suits(3)
    report = publish_report(ask(study, team, sparse, methods), team.lead)
    shown = {method.name for method in shown_report(report, is_public=True).methods}
    assert shown.isdisjoint(OF_FEW_COUNTS)


def test_a_table_without_small_cells_is_public_as_it_is(study, team, table):
    report = publish_report(ask(study, team, table), team.lead)
    assert shown_report(report, is_public=True) == shown_report(report)


def test_the_smallest_count_that_is_shown_is_a_setting(study, team, table, settings):
    settings.SMALL_CELL = 50
    report = publish_report(ask(study, team, table), team.lead)
    assert shown_report(report, is_public=True).is_reduced
