"""The board, the list of components behind its numbers, and the work list."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from test_story import HALF_YEAR, judgement

from tequio.apps.register.followup import (
    acting,
    assigning,
    components,
    judging,
    proving,
    receiving,
    reporting,
)
from tequio.apps.register.models import CommitmentTopic, Mechanism, Session, Topic
from tequio.apps.register.queries.board import ROWS, board
from tequio.apps.register.queries.components import PAGE, Asked, page, read_question
from tequio.apps.register.queries.work_list import work_list

DAY = date(2026, 7, 1)


@pytest.fixture
def register(people, search, identify, commitment):
    """One component with everything, overdue; one assigned and bare; one that nobody has."""
    mechanism = Mechanism.objects.create(name_en="Dialogue")
    commitment.session = Session.objects.create(mechanism=mechanism, date_start="2025")
    commitment.save()
    theme = Topic.objects.create(scheme="themes", code="missing", name_en="Missing")
    CommitmentTopic.objects.create(commitment=commitment, topic=theme, state="accepted")
    assignment = assigning.assign(search, people.ministry, people.coordinator)
    reporting.set_schedule(
        assignment, people.coordinator, starts_on=date(2025, 7, 1), months=6, on=date(2026, 1, 1)
    )
    acting.plan_action(people.ministry, people.focal_point, [search], {"title": "T"})
    proving.add_evidence(search, people.nhri, {"bearing": "mixed", "finding": "F", "source": "S"})
    judging.assess(search, people.nhri, judgement("in_progress"))
    assigning.assign(identify, people.other_ministry, people.coordinator)
    people.third = components.add_component(commitment, people.coordinator, "publish figures")
    people.search, people.identify, people.mechanism, people.theme = search, identify, mechanism, theme
    return people


WITHOUT = [
    ("without=institution", ["third"]),
    ("without=action", ["third", "identify"]),
    ("without=evidence&without=assessment", ["third", "identify"]),
    ("case=no-action", ["identify"]),
    ("case=overdue", ["search"]),
    ("case=contradicted", ["search"]),
    ("case=nonsense&without=nonsense&after=x", ["third", "identify", "search"]),
    ("", ["third", "identify", "search"]),
]


@pytest.mark.parametrize(("query", "names"), WITHOUT)
def test_components_are_found_by_what_they_lack(register, query, names):
    asked = read_question(QueryDict(query))
    found = page(asked, DAY)
    assert [row.pk for row in found.rows] == [getattr(register, name).pk for name in names]
    assert found.count == len(names)
    assert read_question(QueryDict(asked.address()[1:])) == asked


def test_each_row_says_what_it_lacks(register):
    lacks = page(Asked(), DAY).lacks
    assert lacks[register.third.pk] == ["institution", "action", "evidence", "assessment"]
    assert lacks[register.search.pk] == []


@pytest.mark.parametrize("rows", ROWS)
def test_every_number_of_the_board_is_the_count_of_its_list(register, rows):
    made = board(DAY, rows)
    assert made.rows
    for row in made.rows:
        for cell in row.cells.values():
            assert page(read_question(QueryDict(cell.address[1:])), DAY).count == cell.count
    for _label, count, address in made.without.values():
        assert page(read_question(QueryDict(address[1:])), DAY).count == count


def test_the_board_of_institutions(register):
    rows = {row.named: {name: cell.count for name, cell in row.cells.items()} for row in board(DAY).rows}
    assert rows[register.ministry] == {
        "assigned": 1,
        "no-action": 0,
        "due": 0,
        "overdue": 1,
        "contradicted": 1,
        "assessed": 1,
    }
    assert rows[register.other_ministry]["no-action"] == 1


def test_pages_follow_one_another_by_key(register, commitment):
    for number in range(PAGE + 5):
        components.add_component(commitment, register.coordinator, f"demand {number}")
    first = page(Asked(), DAY)
    second = page(read_question(QueryDict(first.next_address[1:])), DAY)
    keys = [row.pk for row in (*first.rows, *second.rows)]
    assert keys == sorted(set(keys), reverse=True)
    assert (len(keys), second.next_address) == (first.count, "")


def test_queries_of_a_page_do_not_grow(register, commitment):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            for row in page(Asked(), DAY).rows:
                assert row.commitment.version.language in {"es", "en", ""}
                assert row.commitment.session is None or str(row.commitment.session.mechanism)
                for one in row.assignments.all():
                    assert str(one.institution)
        return len(queries)

    first = count()
    for number in range(8):
        extra = components.add_component(commitment, register.coordinator, f"demand {number}")
        assigning.assign(extra, register.ministry, register.coordinator)
    assert count() == first <= 8


def test_mine_this_week(register, commitment):
    mine = work_list(register.focal_point, DAY)
    assert [(owed.duty.kind, owed.standing.days) for owed in mine.duties] == [
        ("report", -182),
        ("report", -1),
    ]
    assert work_list(register.other_focal_point, DAY).duties == []
    assert work_list(register.reader, DAY).duties == []
    report = reporting.write_report(
        register.search.assignments.get(), register.focal_point, HALF_YEAR, "Done."
    )
    assert work_list(register.focal_point, DAY).drafts == [report]
    reporting.submit_report(report, register.focal_point)
    receiving.submit(
        {"kind": "recommendation", "title": "T", "words": "W", "risk": "low", "consent": "all"}, agreed=True
    )
    hers = work_list(register.coordinator, DAY)
    assert (hers.reports, len(hers.submissions), len(hers.duties)) == ([report], 1, 1)
    reporting.return_report(report, register.coordinator, "Annex?")
    assert work_list(register.focal_point, DAY).returned == [report]
    assert work_list(register.reader, DAY).submissions == []


def test_the_work_list_pages_by_day_and_key(register):
    assignment = register.search.assignments.get()
    reporting.set_schedule(
        assignment, register.coordinator, starts_on=date(2020, 1, 1), months=1, on=DAY + timedelta(days=4000)
    )
    on = DAY + timedelta(days=4000)
    first = work_list(register.focal_point, on)
    second = work_list(register.focal_point, on, after=first.next_after)
    days = [owed.duty.due_on for owed in (*first.duties, *second.duties)]
    assert days == sorted(days)
    assert len({owed.duty.pk for owed in (*first.duties, *second.duties)}) == len(days) == 50
