"""Changing a mechanism's facts, and what is known of its next session."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry

from tequio.apps.accounts.errors import NotAllowed
from tequio.apps.register.models import Commitment, Mechanism, Session
from tequio.apps.register.operations.errors import AlreadyThere, Gone, NothingToDo, WrongValue
from tequio.apps.register.operations.mechanism_facts import change_mechanism
from tequio.apps.register.operations.mechanisms import add_mechanism_spelling
from tequio.apps.register.queries.mechanisms import cadence, months_between
from tequio.apps.register.queries.next_session import next_session
from tequio.apps.register.timeline import time_line


@pytest.fixture
def group(db) -> Mechanism:
    group = Mechanism.objects.create(name_en="High-level Group", kind="group")
    add_mechanism_spelling(group, "High-level Group", "en")
    return group


def test_facts_change_and_the_former_name_still_matches(group, coordinator):
    facts = {"name_en": "Group of High Level", "cadence_months": "24", "established": "2012-05"}
    changed = change_mechanism(group, coordinator, facts)
    assert (changed.name_en, changed.cadence_months, changed.established) == (
        "Group of High Level",
        24,
        "2012-05",
    )
    assert {s.text for s in group.spellings.all()} == {"High-level Group", "Group of High Level"}
    [entry] = LogEntry.objects.all()
    assert entry.user == coordinator
    assert '"before": {"name_en": "High-level Group"' in entry.change_message


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"kind": "party"}, WrongValue),
        ({"cadence_months": "twelve"}, WrongValue),
        ({"cadence_months": "0"}, WrongValue),
        ({"cadence_months": "99999"}, WrongValue),
        ({"established": "2012-13"}, WrongValue),
        ({"established": "long ago"}, WrongValue),
        ({"name_en": " "}, WrongValue),
        ({"name_es": "x" * 401}, WrongValue),
        ({"pk": "3"}, WrongValue),
        ({"name_es": "Diálogo de la Frontera"}, AlreadyThere),
        ({"kind": "group"}, NothingToDo),
    ],
)
def test_what_cannot_stand_changes_nothing(group, coordinator, facts, error):
    add_mechanism_spelling(Mechanism.objects.create(name_es="Otro"), "diálogo de la frontera", "es")
    with pytest.raises(error):
        change_mechanism(
            group, coordinator, {"note": "kept?", **facts} if error is not NothingToDo else facts
        )
    group.refresh_from_db()
    assert (group.name_en, group.kind, group.note) == ("High-level Group", "group", "")
    assert not LogEntry.objects.exists()


def test_only_coordinators_change_facts(group, reader):
    with pytest.raises(NotAllowed):
        change_mechanism(group, reader, {"note": "x"})


def test_a_mechanism_that_is_gone(group, coordinator):
    gone = Mechanism.objects.create(name_es="Pasajero")
    Mechanism.objects.filter(pk=gone.pk).delete()
    with pytest.raises(Gone):
        change_mechanism(gone, coordinator, {"note": "x"})


def test_the_form_shows_what_was_wrong_and_keeps_what_was_written(client, group, coordinator):
    client.force_login(coordinator)
    written = {"name_en": "New name", "kind": "group", "cadence_months": "soon", "name_es": ""}
    response = client.post(f"/mechanisms/{group.pk}/edit", written)
    assert response.status_code == 422
    page = response.content.decode()
    assert 'value="New name"' in page
    assert 'value="soon"' in page
    good = client.post(f"/mechanisms/{group.pk}/edit", {**written, "cadence_months": "12"})
    assert good["Location"] == f"/mechanisms/{group.pk}/"
    group.refresh_from_db()
    assert group.cadence_months == 12


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("annual", 12),
        ("Anual", 12),
        ("cada año", 12),
        ("every two years", 24),
        ("bienal", 24),
        ("cada dos años", 24),
        ("semi-annual", 6),
        ("twice a year", 6),
        ("trimestral", 3),
        ("monthly", 1),
        ("from time to time", None),
        ("", None),
    ],
)
def test_months_between_sessions_from_words(words, months):
    assert months_between(words) == months


@pytest.mark.parametrize(
    ("action", "counts"),
    [
        ("hold an annual Multilateral and Human Rights Dialogue", True),
        ("celebrar cada año una reunión de seguimiento", True),
        ("reunirse anualmente", True),
        ("publish an annual report before the next session", False),
        ("train staff in a session on torture", False),
    ],
)
def test_a_promise_to_meet_gives_the_cadence(action, counts):
    known = cadence(Mechanism(), [Session()], [Commitment(action=action, recurrence="annual")])
    assert (known is not None) == counts


TODAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("session", "months", "expected"),
    [
        ({"date_start": "2024-01-16", "next_period": "in 2025"}, None, (date(2025, 12, 31), True)),
        ({"date_start": "2024-01-16"}, 12, (date(2025, 1, 31), True)),
        ({"date_start": "2026-01"}, 12, (date(2027, 1, 31), False)),
        ({"date_start": "2024-01-16"}, None, (None, False)),
        ({"date_start": ""}, 12, (None, False)),
    ],
)
def test_next_session(session, months, expected):
    known = next_session(Mechanism(), [Session(**session)], TODAY, months)
    assert (known.last_day, known.is_overdue) == expected


def test_sessions_stand_on_the_line_in_their_order():
    sessions = [
        Session(edition=n, date_start=day) for n, day in ((1, "2020"), (2, "2022-03"), (3, "2024-01-16"))
    ]
    line = time_line(sessions, next_session(Mechanism(), sessions, TODAY, 24), TODAY)
    places = [float(mark.x.rstrip("%")) for mark in line.marks if mark.kind != "today"]
    assert places == sorted(places)
    assert [mark.kind for mark in line.marks] == ["held", "held", "held", "today", "overdue"]
    assert all(0 <= place <= 100 for place in places)


def test_without_any_date_there_is_no_line():
    assert time_line([Session(edition=1)], None, TODAY) is None
