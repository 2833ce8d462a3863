"""What falls due: issued once, kept when schedules change, whatever the clock does; letters and calendars."""

import smtplib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from icalendar import Calendar
from test_story import HALF_YEAR

from tequio.apps.accounts.errors import NotAllowed
from tequio.apps.ledger.models import Event
from tequio.apps.ledger.recording import note, recorded
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.register.followup import (
    asking,
    assigning,
    calendars,
    due,
    proving,
    reminding,
    replying,
    reporting,
)
from tequio.apps.register.followup.errors import CodeUnknown, NotInThatState
from tequio.apps.register.followup.nightly import run_duties
from tequio.apps.register.models import Commitment, Duty, Mail, Mechanism, Session
from tequio.apps.register.queries.work_list import work_list
from tequio.engines.duties import State

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def assignment(people, search):
    return assigning.assign(search, people.ministry, people.coordinator, starts_on="2026-01-01")


@pytest.fixture
def scheduled(people, assignment):
    reporting.set_schedule(
        assignment,
        people.coordinator,
        starts_on=date(2026, 1, 1),
        months=6,
        days_to_report=30,
        on=date(2026, 1, 2),
    )
    return assignment


def put(**facts) -> None:
    """Change every commitment, as an operation would."""
    with recorded(None, "put"):
        note(*Commitment.objects.all())
        Commitment.objects.update(**facts)


def reports_due(assignment) -> list[str]:
    return [str(duty.due_on) for duty in Duty.objects.filter(assignment=assignment, kind="report")]


def test_a_schedule_issues_its_dates_and_a_changed_one_keeps_them(people, scheduled):
    assert reports_due(scheduled) == ["2026-07-30"]
    reporting.set_schedule(
        scheduled, people.coordinator, starts_on=date(2026, 3, 1), months=3, on=date(2026, 3, 1)
    )
    assert reports_due(scheduled) == ["2026-07-30"]
    run_duties(date(2026, 6, 25), NOON)
    assert reports_due(scheduled) == ["2026-07-30", "2026-08-31"]


def test_a_report_does_its_duty_until_it_is_returned(people, scheduled):
    report = reporting.write_report(scheduled, people.focal_point, HALF_YEAR, "Done.")
    duty = Duty.objects.get(assignment=scheduled)
    for operation, done_on in (
        (lambda: reporting.submit_report(report, people.focal_point, date(2026, 7, 2)), date(2026, 7, 2)),
        (lambda: reporting.return_report(report, people.coordinator, "Annex?"), None),
        (lambda: reporting.submit_report(report, people.focal_point, date(2026, 8, 2)), date(2026, 8, 2)),
    ):
        operation()
        duty.refresh_from_db()
        assert duty.done_on == done_on
    assert due.standing(duty, date(2026, 9, 1)).state is State.DONE_LATE


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2026-06-29", State.LATER),
        ("2026-06-30", State.DUE),
        ("2026-07-30", State.DUE),
        ("2026-07-31", State.OVERDUE),
        ("2026-08-14", State.ESCALATED),
    ],
)
def test_where_a_duty_stands(people, scheduled, day, state):
    assert due.standing(Duty.objects.get(), date.fromisoformat(day)).state is state


@pytest.mark.parametrize("days", [0, 1, -400, 4000])
def test_running_again_issues_nothing_twice_whatever_the_clock_says(people, scheduled, days):
    Mechanism.objects.create(name_en="Dialogue", cadence_months=12)
    session = Session.objects.create(mechanism=Mechanism.objects.get(), date_start="2025-03")
    put(session=session, deadline_date="2026-06", due_on=date(2026, 6, 30))
    run_duties(date(2026, 7, 1), NOON)
    run_duties(date(2026, 7, 1) + timedelta(days=days), NOON + timedelta(days=days))
    before, events = set(Duty.objects.values_list("key", "due_on")), Event.objects.count()
    run_duties(date(2026, 7, 1), NOON)  # the clock is right again
    run_duties(date(2026, 7, 1), NOON)
    assert set(Duty.objects.values_list("key", "due_on")) == before
    assert Event.objects.count() == events
    assert {kind for key, _due in before for kind in [key.partition(":")[0]]} == {
        "report",
        "session",
        "deadline",
    }


def test_a_deadline_that_moves_keeps_its_duty_and_one_that_goes_drops_it(people, commitment, search):
    put(deadline_date="2026-06", due_on=date(2026, 6, 30))
    run_duties(date(2026, 7, 1), NOON)
    duty = Duty.objects.get()
    due.close_deadline(duty, people.coordinator, "Seen in the gazette.", date(2026, 7, 1))
    with pytest.raises(NotInThatState):
        due.close_deadline(duty, people.coordinator, "Again.")
    put(deadline_date="2030", due_on=date(2030, 12, 31))
    run_duties(date(2026, 7, 2), NOON)
    moved = Duty.objects.get()
    assert (moved.pk, moved.due_on, moved.done_on) == (duty.pk, date(2030, 12, 31), None)
    put(deadline_date="", due_on=None)
    assert run_duties(date(2026, 7, 3), NOON).dropped == 1
    assert not Duty.objects.exists()


def test_the_ledger_is_whole_after_a_night(people, scheduled):
    run_duties(date(2027, 7, 1), NOON)
    assert verify_ledger().is_whole


def test_an_ended_assignment_owes_no_later_report(people, scheduled):
    run_duties(date(2027, 7, 1), NOON)
    assigning.end_assignment(scheduled, people.coordinator, "Over.", date(2026, 8, 1))
    run_duties(date(2027, 7, 2), NOON)
    assert reports_due(scheduled) == ["2026-07-30", "2027-01-30"]


def test_replies_are_owed_until_they_are_given(people, search):
    asking.ask([people.ministry], people.nhri, "Q", asked_on=date(2026, 1, 1), reply_by=date(2026, 2, 1))
    evidence = proving.add_evidence(
        search, people.nhri, {"bearing": "contradicts", "finding": "F", "source": "S"}
    )
    right, code = replying.offer_reply(
        evidence,
        people.coordinator,
        reply_by=date(2026, 3, 1),
        offered_on=date(2026, 1, 1),
        institution=people.ministry,
    )
    assert code == ""
    listed = work_list(people.focal_point, date(2026, 2, 27))
    assert [owed.standing.state for owed in listed.duties] == [State.ESCALATED, State.DUE]
    replying.reply(right, people.focal_point, "We disagree.", date(2026, 3, 5))
    assert right.is_late
    assert len(work_list(people.focal_point, date(2026, 2, 27)).duties) == 1


# -- letters -------------------------------------------------------------------------------------------------


@pytest.fixture
def reached(people, scheduled):
    people.focal_point.email, people.focal_point.language = "focal@example.org", "en"
    people.focal_point.save()
    people.coordinator.email, people.coordinator.language = "unit@example.org", "es"
    people.coordinator.save()
    return people


def test_a_letter_is_a_count_and_a_link_and_comes_once(reached, settings):
    settings.ADDRESS = "https://tequio.example.org"
    night = run_duties(date(2026, 7, 1), NOON)
    assert (night.stored, night.sent, night.waiting) == (1, 1, 0)
    (letter,) = mail.outbox
    assert letter.to == ["focal@example.org"]
    assert letter.subject == "Tequio"
    assert letter.body == "1 thing is due soon.\nSign in to see more:\n\nhttps://tequio.example.org/\n"
    for day in (1, 2, 3):  # nothing new: no further letter
        assert run_duties(date(2026, 7, day), NOON).stored == 0


def test_coordinators_hear_of_what_is_escalated(reached):
    run_duties(date(2026, 8, 20), NOON)
    assert sorted(letter.to[0] for letter in mail.outbox) == ["focal@example.org", "unit@example.org"]


@pytest.mark.parametrize(
    "error",
    [ConnectionRefusedError("focal@example.org"), smtplib.SMTPServerDisconnected("x"), TimeoutError()],
)
def test_a_mail_server_that_is_down_leaves_the_letter_waiting(reached, monkeypatch, error):
    def down(*_args, **_kwargs):
        raise error

    monkeypatch.setattr(reminding, "send_mail", down)
    night = run_duties(date(2026, 7, 1), NOON)
    assert (night.sent, night.waiting) == (0, 1)
    letter = Mail.objects.get()
    assert (letter.attempts, letter.problem) == (1, type(error).__name__)
    monkeypatch.undo()
    assert reminding.send_letters(NOON + timedelta(minutes=1)) == (0, 1)  # not before its time
    assert reminding.send_letters(NOON + timedelta(minutes=6)) == (1, 0)
    assert len(mail.outbox) == 1


def test_a_letter_set_far_ahead_by_a_wrong_clock_goes_out(reached):
    reminding.queue_letters(date(2026, 7, 1), NOON + timedelta(days=900))
    assert reminding.send_letters(NOON) == (1, 0)


def test_a_newer_letter_replaces_the_one_that_waits(reached):
    reminding.queue_letters(date(2026, 7, 1), NOON)
    reminding.queue_letters(date(2026, 8, 1), NOON)
    assert list(Mail.objects.order_by("day").values_list("state", "due", "overdue")) == [
        ("replaced", 1, 0),
        ("waiting", 0, 1),
    ]


def test_whoever_is_no_longer_in_office_gets_no_letter(reached):
    reached.focal_point.mandates.update(ends_on=date(2026, 6, 1))
    assert run_duties(date(2026, 7, 1), NOON).stored == 0


# -- calendars -----------------------------------------------------------------------------------------------


def test_a_calendar_at_a_secret_address_until_it_is_revoked(people, scheduled):
    feed, token = calendars.make_feed(people.focal_point)
    assert token not in repr(list(type(feed).objects.values()))
    (event,) = Calendar.from_ical(calendars.feed_text(token, NOON)).walk("VEVENT")
    assert event["DTSTART"].dt == date(2026, 7, 30)
    assert "missing" not in calendars.feed_text(token, NOON)
    with pytest.raises(NotAllowed):
        calendars.revoke_feed(feed, people.reader)
    calendars.revoke_feed(feed, people.focal_point)
    with pytest.raises(CodeUnknown):
        calendars.feed_text(token, NOON)


def test_a_closed_account_has_no_calendar(people, scheduled):
    _feed, token = calendars.make_feed(people.focal_point)
    type(people.focal_point).objects.filter(pk=people.focal_point.pk).update(is_active=False)
    with pytest.raises(CodeUnknown):
        calendars.feed_text(token, NOON)


def test_a_mechanism_has_a_calendar_of_its_sessions_and_deadlines(people, commitment):
    mechanism = Mechanism.objects.create(name_en="Dialogue", cadence_months=12)
    session = Session.objects.create(mechanism=mechanism, date_start="2025-03-10")
    put(session=session, deadline_date="2026-06", due_on=date(2026, 6, 30))
    run_duties(date(2026, 3, 1), NOON)
    _feed, token = calendars.make_feed(people.reader, mechanism)
    events = Calendar.from_ical(calendars.feed_text(token, NOON)).walk("VEVENT")
    assert sorted(event["DTSTART"].dt for event in events) == [date(2026, 3, 10)]
    run_duties(date(2026, 5, 1), NOON)
    events = Calendar.from_ical(calendars.feed_text(token, NOON)).walk("VEVENT")
    assert sorted(event["DTSTART"].dt for event in events) == [date(2026, 3, 10), date(2026, 6, 30)]
