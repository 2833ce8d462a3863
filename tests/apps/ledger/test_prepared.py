"""Prepared queries: the rows that Django's own query gives, of what is asked now and of nothing else."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from tequio.apps.ledger.prepared import NotPrepared, Prepared, hold
from tequio.apps.register.models import Commitment, Decision
from tequio.apps.register.operations import accept, correct
from tequio.apps.register.queries.among import Among

pytestmark = pytest.mark.django_db

# What is prepared, by what is asked of it.
OF_KEY = {
    "rows": lambda key: Commitment.objects.filter(pk=key),
    "joined": lambda key: Commitment.objects.filter(pk=key).select_related("version__document", "decided_by"),
    "deferred": lambda key: Commitment.objects.filter(pk=key).defer("folded", "proposal"),
    "json": lambda key: Decision.objects.filter(commitment=key).order_by("pk"),
    "counted": lambda key: Commitment.objects.filter(pk=key).annotate(n=Count("decisions")),
    "values": lambda key: Commitment.objects.filter(pk=key).values_list("pk", "kind", "proposal"),
    "first": lambda key: Commitment.objects.filter(pk__gte=key).order_by("pk")[:1],
    "prefetched": lambda key: Commitment.objects.filter(pk=key).prefetch_related("decisions"),
}


def held(row) -> object:
    """Give what a row holds, without what Django keeps beside it."""
    if isinstance(row, tuple):
        return row
    hidden = {"_state", "_prefetched_objects_cache"}
    its = {name: value for name, value in vars(row).items() if name not in hidden}
    joined = {name: held(value) for name, value in row._state.fields_cache.items() if value is not None}
    fetched = {
        name: [one.pk for one in rows] for name, rows in getattr(row, "_prefetched_objects_cache", {}).items()
    }
    return type(row), its, joined, fetched


@pytest.mark.parametrize("name", sorted(OF_KEY))
def test_prepared_rows_are_djangos_own(name, findings, coordinator):
    exchange, meet, visit = findings
    correct(exchange, coordinator, {"kind": "agreement"})
    accept(meet, coordinator)
    prepared = Prepared(OF_KEY[name])
    for one in (exchange, meet, visit, exchange):
        assert [held(row) for row in prepared(one.pk)] == [held(row) for row in OF_KEY[name](one.pk)]


def test_days_texts_and_many_numbers_are_asked_for(findings):
    exchange, meet, visit = findings
    Commitment.objects.filter(pk=meet.pk).update(due_on=date(2026, 3, 1))
    due = Prepared(lambda day, state: Commitment.objects.filter(due_on__lt=day, state=state))
    assert [row.pk for row in due(date(2026, 3, 2), "proposed")] == [meet.pk]
    assert due(date(2026, 3, 1), "proposed") == due(date(2026, 3, 2), "accepted") == []
    among = Prepared(lambda keys: Commitment.objects.filter(Among("pk", keys)).order_by("pk"))
    assert [row.pk for row in among([visit.pk, exchange.pk])] == sorted([visit.pk, exchange.pk])
    assert among([]) == []


def test_nothing_that_was_read_is_kept(findings, coordinator):
    prepared = Prepared(OF_KEY["rows"])
    [before] = prepared(findings[0].pk)
    before.kind = "nonsense"
    correct(findings[0], coordinator, {"kind": "agreement"})
    [after] = prepared(findings[0].pk)
    assert (after.kind, after.state) == ("agreement", "corrected")


def test_one_question_is_one_query(findings):
    prepared = Prepared(OF_KEY["joined"])
    prepared(findings[0].pk)
    with CaptureQueriesContext(connection) as asked:
        [row] = prepared(findings[1].pk)
        assert row.version.document.file_name
    assert len(asked) == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda key: Commitment.objects.all(),
        lambda key: Commitment.objects.filter(pk=key + 1),
        lambda key: Commitment.objects.filter(folded__contains=str(key)),
    ],
    ids=["left out", "changed", "written out"],
)
def test_what_does_not_reach_the_database_as_asked_is_refused(make):
    with pytest.raises(NotPrepared):
        Prepared(make)(1)


def test_held_records_stand_where_they_were_put(findings):
    exchange, meet, _visit = findings
    decision = Decision(verb="accept")
    hold([exchange, meet], "decisions", {exchange.pk: [decision]})
    with CaptureQueriesContext(connection) as asked:
        assert list(exchange.decisions.all()) == [decision]
        assert list(meet.decisions.all()) == []
    assert len(asked) == 0


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps no plans from page to page")
def test_postgresql_keeps_the_plan_at_the_second_use(findings):
    prepared = Prepared(OF_KEY["joined"])
    for one in findings:
        prepared(one.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        kept = [statement for (statement,) in cursor.fetchall() if "library_document" in statement]
    assert len(kept) == 1
