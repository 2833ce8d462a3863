"""A disk that is full, a database that restarts, a mail server that is down, a clock that jumps."""

import io
import resource
import signal
import socket
from datetime import UTC, datetime, timedelta
from wsgiref.util import setup_testing_defaults

import psycopg
import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone
from killing import everything, killed
from test_rights import FACTS, SENT
from test_story import judgement
from tests.postgres import ADDRESS

from tequio.apps.accounts.errors import Refused
from tequio.apps.accounts.operations import invitations
from tequio.apps.ledger import recording
from tequio.apps.ledger.models import Event
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.register.followup import asking, assigning, judging, proving, receiving
from tequio.apps.register.followup.files import folder
from tequio.apps.register.followup.nightly import run_duties
from tequio.apps.register.followup.steps import last_seen
from tequio.apps.register.models import Assignment, Evidence, Mail

real = pytest.mark.django_db(transaction=True)
on_postgresql = pytest.mark.skipif(
    "postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="is about PostgreSQL"
)
on_sqlite = pytest.mark.skipif(
    "sqlite" not in settings.DATABASES["default"]["ENGINE"], reason="is about SQLite"
)


# -- a full disk ---------------------------------------------------------------------------------------------


@real
def test_a_file_that_finds_no_room_is_refused_and_leaves_nothing(people, search):
    before, files = everything(), set(folder().rglob("*"))

    def add(_stop):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3 << 20, 3 << 20))
        attached = proving.Attached(io.BytesIO(bytes(5 << 20)), "large.pdf")
        proving.add_evidence(search, people.nhri, FACTS, attached=attached)

    said = killed(add)
    assert said.startswith("WrongValue('The file could not be kept (File too large); make room")
    assert {path for path in set(folder().rglob("*")) - files if path.is_file()} == set()
    assert everything() == before


@real
@on_sqlite
def test_a_database_that_finds_no_room_takes_nothing_and_goes_on_when_there_is_some(people, search):
    before = everything()
    with connection.cursor() as cursor:
        (pages,) = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")

    def add_without_end():
        while True:
            proving.add_evidence(search, people.nhri, FACTS | {"finding": "F" * 20_000})

    with pytest.raises(OperationalError, match="full"):
        add_without_end()
    kept = Evidence.objects.count()
    assert Event.objects.filter(object_type="evidence").count() == kept
    assert verify_ledger().is_whole
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    proving.add_evidence(search, people.nhri, FACTS)
    assert Evidence.objects.count() == kept + 1
    assert verify_ledger().is_whole
    assert before != everything()


# -- a database that restarts --------------------------------------------------------------------------------


def ask(client, method, path, **written):
    """Send one request through the whole site, as a server does; give its status."""
    environ = {}
    setup_testing_defaults(environ)
    body = "&".join(f"{name}={value}" for name, value in written.items()).encode()
    token = "a" * 32
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}"
    environ |= {
        "REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_HOST": "127.0.0.1", "HTTP_COOKIE": cookies,
        "HTTP_X_CSRFTOKEN": token, "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
    }  # fmt: skip
    said = []
    b"".join(get_wsgi_application()(environ, lambda status, _headers: said.append(status)))
    return int(said[0][:3])


@real
@on_postgresql
def test_a_restart_in_the_middle_loses_nothing_and_the_next_request_works(
    people, search, client, monkeypatch, caplog
):
    client.force_login(people.coordinator)
    before, append = everything(), recording._append

    def restart(noted):
        with connection.cursor() as cursor:
            (number,) = cursor.execute("SELECT pg_backend_pid()").fetchone()
        with psycopg.connect(ADDRESS.rsplit("/", 1)[0] + "/postgres", autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [number])
        append(noted)

    path = reverse("assign", args=[search.pk])
    written = {"institution": people.ministry.pk, "part": "lead"}
    monkeypatch.setattr(recording, "_append", restart)
    assert ask(client, "POST", path, **written) == 500
    monkeypatch.setattr(recording, "_append", append)
    after = everything()
    assert {table for table in before if before[table] != after[table]} == set()
    assert ask(client, "POST", path, **written) == 302
    assert Assignment.objects.count() == 1
    assert verify_ledger().is_whole
    assert people.ministry.name_en not in caplog.text


# -- a mail server that is down ------------------------------------------------------------------------------


@pytest.fixture
def closed_port(settings):
    """Letters go to a port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    return lambda: setattr(settings, "EMAIL_BACKEND", kept)


def test_letters_wait_for_a_mail_server_that_is_down_and_go_out_once(people, search, closed_port, mailoutbox):
    people.focal_point.email = "focal@example.org"
    people.focal_point.save()
    noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    assigning.assign(search, people.ministry, people.coordinator, starts_on="2026-01-01", due_on="2026-07-10")
    asking.ask(
        [people.ministry], people.nhri, "Q", asked_on=noon.date(), reply_by=noon.date() + timedelta(days=9)
    )
    first = run_duties(noon.date(), noon)
    assert (first.sent, first.waiting) == (0, 1)
    assert (Mail.objects.get().problem, Mail.objects.get().state) == ("ConnectionRefusedError", "waiting")
    invitation = invitations.invite(people.administrator, "new@example.org", "reader")
    assert invitations.send_waiting_invitations() == (0, 1)
    closed_port()
    assert run_duties(noon.date(), noon + timedelta(hours=6)).sent == 1
    assert invitations.send_waiting_invitations() == (1, 0)
    assert invitations.send_waiting_invitations() == (0, 0)
    assert sorted(letter.to[0] for letter in mailoutbox) == ["focal@example.org", invitation.email]


# -- a clock that jumps --------------------------------------------------------------------------------------

DAYS = (0, 900, -4000, 1)


@pytest.fixture
def clock(monkeypatch):
    right = timezone.now

    def put(days: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: right() + timedelta(days=days))

    return put


def test_the_log_keeps_its_order_whatever_the_clock_says(people, search, clock):
    for number, days in enumerate(DAYS):
        clock(days)
        proving.add_evidence(search, people.nhri, FACTS | {"finding": str(number)})
    times = [event.at for event in Event.objects.filter(object_type="evidence").order_by("sequence")]
    assert times != sorted(times)
    assert [row.finding for row in Evidence.objects.order_by("pk")] == ["0", "1", "2", "3"]
    assert verify_ledger().is_whole


def test_what_stands_is_the_last_that_was_entered_not_the_latest_hour(people, search, clock):
    clock(900)
    wrong = judging.assess(search, people.nhri, judgement("implemented", assessed_on="2026-01-01"))
    clock(0)
    right = judging.assess(
        search, people.nhri, judgement("regressed", assessed_on="2026-01-01"), replaces=wrong
    )
    assert right.replaces == wrong
    assignment = assigning.assign(search, people.ministry, people.coordinator)
    seen = last_seen(assignment)
    clock(-4000)
    assigning.change_assignment(assignment, people.coordinator, {"part": "supporting"}, seen=seen)
    clock(0)
    with pytest.raises(Refused, match="meanwhile"):
        assigning.change_assignment(assignment, people.administrator, {"part": "lead"}, seen=seen)


def test_an_invitation_outlives_a_clock_that_ran_ahead(people, clock):
    link = invitations.new_link(invitations.invite(people.administrator, "new@example.org", "reader"))
    token = link.rstrip("/").rpartition("/")[2]
    clock(900)
    with pytest.raises(Refused):
        invitations.open_invitation(token)
    clock(0)
    assert invitations.open_invitation(token).email == "new@example.org"


@pytest.mark.parametrize("days", DAYS)
def test_a_receipt_works_whatever_the_clock_says(people, clock, days):
    sent, code = receiving.submit(SENT, agreed=True)
    clock(days)
    assert receiving.submission_of(code) == sent
    receiving.withdraw(sent, code=code)
    assert receiving.submission_of(code).state == "withdrawn"
