"""The first page and the list of documents: what waits, what falls due, what changed."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from plain_statements import STATEMENT, bring

from tequio.apps.register.models import Mechanism, Session
from tequio.apps.register.operations import accept, accept_above
from tequio.apps.register.queries import first_page
from tequio.apps.register.queries.next_session import next_session


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return client


def test_a_newcomer_is_told_what_to_do_first(signed_in):
    page = signed_in.get("/").content.decode()
    assert "welcome__steps" in page
    assert 'type="file"' in page


def test_a_reader_is_not_offered_to_add(client, reader):
    client.force_login(reader)
    assert 'type="file"' not in client.get("/").content.decode()


def test_what_waits_is_counted_and_the_document_begun_comes_first(signed_in, version, findings, coordinator):
    other = bring(
        "Another text.\n\nFrance agreed to train judges. France agreed to visit prisons.", "other.txt"
    )
    assert first_page.to_check().next == other.version.document
    accept(findings[0], coordinator)
    waits = first_page.to_check()
    assert (waits.documents, waits.findings, waits.next) == (2, 4, version.document)
    page = signed_in.get("/").content.decode()
    assert f'href="/documents/{version.document_id}/"' in page


@pytest.mark.parametrize(
    ("days", "is_listed", "is_overdue"),
    [(-400, True, True), (-1, True, True), (0, True, False), (30, True, False), (400, False, False)],
)
def test_what_falls_due(signed_in, findings, coordinator, days, is_listed, is_overdue):
    today = timezone.localdate()
    accept(findings[0], coordinator)
    findings[0].due_on = today + timedelta(days=days)
    findings[0].save()
    due = first_page.falls_due(today)
    assert [item.is_overdue for item in due] == ([is_overdue] if is_listed else [])
    assert ("due__item--overdue" in signed_in.get("/").content.decode()) == (is_listed and is_overdue)


def test_a_finding_that_nobody_accepted_falls_due_to_nobody(findings):
    assert findings[1].due_on == date(2025, 6, 30)
    assert first_page.falls_due(date(2025, 6, 1)) == []


def test_decisions_taken_in_one_action_are_one_line(version, findings, coordinator, colleague):
    accept(findings[2], colleague)
    accept_above(version, 0.5, coordinator)
    lines = [(decision.by, decision.in_action) for decision in first_page.latest_decisions()]
    assert lines == [(coordinator, 2), (colleague, None)]


@pytest.mark.parametrize(
    ("session", "cadence", "today", "expected"),
    [
        ({"date_start": "2024-01-16", "next_period": "2025"}, None, date(2025, 6, 1), ("2025", False)),
        ({"date_start": "2024-01-16", "next_period": "2025"}, None, date(2026, 1, 1), ("2025", True)),
        ({"date_start": "2024-01-16"}, 12, date(2025, 1, 31), ("2025-01", False)),
        ({"date_start": "2024-01-16"}, 12, date(2025, 2, 1), ("2025-01", True)),
        ({"date_start": "2023-12"}, 14, date(2025, 2, 1), ("2025-02", False)),
        ({"date_start": "2024-01-16"}, None, date(2030, 1, 1), ("", False)),
        ({"date_text": "16 January"}, 12, date(2030, 1, 1), ("", False)),
    ],
)
def test_when_the_next_session_is_due(session, cadence, today, expected):
    mechanism = Mechanism(name_en="Dialogue", cadence_months=cadence)
    found = next_session(mechanism, [Session(mechanism=mechanism, **session)], today)
    assert (found.period, found.is_overdue) == expected
    assert next_session(mechanism, [], today) is None


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["third.txt", "other.txt", "statement.txt"]),
        ("?state=to-check", ["other.txt"]),
        ("?state=checked", ["statement.txt"]),
        ("?state=without-findings", ["third.txt"]),
        ("?language=en", ["third.txt", "other.txt", "statement.txt"]),
        ("?language=fr", []),
        ("?state=nonsense&page=99", ["third.txt", "other.txt", "statement.txt"]),
    ],
)
def test_documents_are_filtered(signed_in, version, coordinator, query, names):
    accept_above(version, 0, coordinator)
    bring("Another text in English.\n\nFrance agreed to train the judges of the country.", "other.txt")
    bring("The weather in the capital was fine all week and nobody promised anything.", "third.txt")
    page = signed_in.get(f"/documents/{query}").content.decode()
    assert [name for name in ("third.txt", "other.txt", "statement.txt") if name in page] == names


def test_the_list_asks_the_database_the_same_number_of_times_however_long(
    signed_in, version, django_assert_max_num_queries
):
    for number in range(12):
        bring(STATEMENT + f"\nLine {number}\n", f"statement {number}.txt")
    with django_assert_max_num_queries(9):
        signed_in.get("/documents/")
