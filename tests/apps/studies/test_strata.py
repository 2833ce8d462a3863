"""Strata of a linkage: who belongs where, each by itself, all added up; other choices in the report."""

import numpy as np
import pytest
from django.utils.translation import override
from made_study import KOSOVO, as_csv, custody, three_lists

from tequio.apps.accounts.errors import Refused
from tequio.apps.studies import strata as parting
from tequio.apps.studies.linking import proposed_settings, tables_of
from tequio.apps.studies.models import StudyReport
from tequio.apps.studies.operations import begin_report, bring_list, publish_report
from tequio.apps.studies.operations.linking import begin_linkage
from tequio.apps.studies.presenting import shown_report
from tequio.apps.studies.printing import as_html
from tequio.apps.studies.report_page import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def linkage(study, team, write):
    lists = []
    for name, rows in three_lists().items():
        for row in rows:
            row["Grupo"] = "Norte" if "a " in row["nombre"] else "SUR" if row["municipio"] != "Otro" else ""
        lists.append(bring_list(study, team.analyst, write(as_csv(rows)), "records", custody(name)))
    made = begin_linkage(study, team.analyst, lists, proposed_settings(lists)[0], seed=3)
    assert made.state == "done"
    return made


def test_a_person_belongs_where_most_records_say():
    persons = np.array([0, 0, 0, 3, 3, -1, 6, 7])
    codes = np.array([1, 0, 0, -1, 2, 2, -1, 1])
    assert parting._stratum_of_records(persons, codes).tolist() == [0, 0, 0, 2, 2, -1, -1, 1]


def test_columns_that_all_lists_have_part_the_persons(linkage):
    columns = dict(parting.columns_of(linkage))
    assert columns == {"place.municipality": "municipio", "column.grupo": "Grupo"}
    found = parting.strata_of(linkage, "column.grupo")
    assert {"Norte", "SUR"} >= {one.name for one in found[:2]}
    best, drawn = tables_of(linkage)
    assert sum(one.best.n for one in found) == best.n
    for at, whole in enumerate(drawn):
        assert sum(one.drawn[at].n for one in found) == whole.n


def test_strata_are_estimated_each_and_together(linkage, study, team, client):
    report = begin_report(
        study, team.analyst, linkage, methods=("decomposable",), seed=1, strata="column.grupo"
    )
    assert (report.state, report.problem) == ("done", {})
    found = report.result["strata"]
    assert found["column"] == "Grupo"
    each = [one["methods"]["decomposable"] for one in found["each"]]
    together = found["together"]["methods"]["decomposable"]
    assert sum(one["estimate"] for one in each) == pytest.approx(together["estimate"], rel=0.1)
    assert together["interval"][0] >= found["together"]["n"]
    # Limits are not added: strata do not all err to the same side.
    assert together["interval"][1] < sum(one["interval"][1] for one in each)
    with override("es"):
        said = shown_report(report)
    chart = next(one for one in said.charts if "Grupo" in one.title)
    assert len(chart.rows) == len(found["each"]) + 1
    client.force_login(team.analyst)
    assert "Grupo" in client.get(f"/studies/reports/{report.pk}/").content.decode()
    publish_report(report, team.lead)
    assert not any("Grupo" in one.title for one in shown_report(report, is_public=True).charts)


def test_a_stratum_of_which_nothing_can_be_said_says_so_and_so_does_the_sum(linkage):
    best, drawn = tables_of(linkage)
    apart = parting.table_of_persons(np.array([0, 1]), np.array([0, 1]), ["A", "B"])
    strata = [parting.Stratum("X", apart, []), parting.Stratum("", best, drawn[:2])]
    found = parting.report_by_strata(strata, ["decomposable"], 1, 0.95, lambda share: None)
    assert found["each"][0]["methods"]["decomposable"]["why"]["en"].endswith(".")
    assert found["together"]["methods"]["decomposable"]["why"]["es"].endswith(".")


@pytest.mark.parametrize("key", ["column.nombre", "nothing", "name.given"])
def test_a_column_that_the_lists_do_not_share_is_refused(key, linkage, study, team):
    with pytest.raises(Refused, match=r"^[^\n]+\.$"):
        begin_report(study, team.analyst, linkage, methods=("decomposable",), strata=key)
    assert not StudyReport.objects.exists()


def test_a_table_has_no_strata_and_a_column_of_small_ones_is_refused(linkage, study, team, write):
    table = bring_list(study, team.analyst, write(KOSOVO), "table", custody())
    with pytest.raises(Refused, match=r"^[^\n]+\.$"):
        begin_report(study, team.analyst, table, methods=("decomposable",), strata="column.grupo")
    report = begin_report(
        study, team.analyst, linkage, methods=("decomposable",), strata="place.municipality"
    )
    assert report.state == "refused"
    assert "30" in report.problem["es"]


def test_a_report_says_what_becomes_of_the_figure_under_other_choices(study, team, write):
    table = bring_list(study, team.analyst, write(KOSOVO), "table", custody())
    report = begin_report(study, team.analyst, table, methods=("decomposable",), seed=7)
    choices = report.result["choices"]
    assert [len(choices[name]) for name in ("without", "merged", "priors", "consistency")] == [4, 6, 3, 4]
    for language, headings in (
        ("es", ("Si las listas fueran otras", "previas fueran otras", "¿Acierta donde la verdad se conoce?")),
        ("en", ("If the lists were others", "prior settings were others", "Is it right where the truth is")),
    ):
        with override(language):
            said = shown_report(report)
            page = as_html(page_of(report, said))
        for heading in headings:
            assert any(heading in one.title for one in said.charts), heading
            assert heading in page
    consistency = next(one for one in said.charts if one.title.startswith("Is it right"))
    assert [cell for _heading, cell in consistency.rows[0]][:2] == ["EXH", "1,910"]


def test_a_report_of_an_earlier_version_still_shows_what_it_holds(study, team, write):
    table = bring_list(study, team.analyst, write(KOSOVO), "table", custody())
    report = begin_report(study, team.analyst, table, methods=("decomposable",), seed=7)
    choices = report.result.pop("choices")
    report.result["odds"] = {"method": "decomposable", "points": choices["odds"]}
    report.result["without"] = [
        {key: one[key] for key in ("es", "en", "estimate", "interval")} for one in choices["without"]
    ]
    assert len(shown_report(report).charts) == 4
