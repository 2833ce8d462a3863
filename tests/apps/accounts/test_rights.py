"""Changing rights and putting focal points in charge."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tequio.apps.accounts.errors import NotAllowed, NothingToDo, WrongValue
from tequio.apps.accounts.models import FocalPoint, Institution, User
from tequio.apps.accounts.operations.rights import Rights, Term, appoint_focal_point, change_rights, end_term
from tequio.apps.ledger.models import Event
from tequio.apps.library.operations import NothingToDo as NothingToPublish
from tequio.apps.library.operations import publish, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry():
    return Institution.objects.create(name_es="Secretaría", kind="public", level="federal")


@pytest.fixture
def administrator():
    return User.objects.create(username="admin", role="administrator")


@pytest.fixture
def focal_point(ministry):
    return User.objects.create(username="enlace", role="focal_point", institution=ministry)


def test_an_administrator_changes_a_role_and_the_log_tells(administrator, reader, ministry):
    change_rights(administrator, reader, Rights("focal_point", ministry))
    reader.refresh_from_db()
    assert (reader.role, reader.institution) == ("focal_point", ministry)
    event = Event.objects.get()
    assert (event.verb, event.actor, event.object_type) == (
        "change-rights",
        f"account.{administrator.pk}",
        "account",
    )


def test_a_closed_account_is_signed_out_at_once(client, administrator, reader):
    client.force_login(reader)
    assert client.get("/documents/").status_code == 200
    change_rights(administrator, reader, Rights("reader", is_active=False))
    assert client.get("/documents/").status_code == 302


@pytest.mark.parametrize(
    ("rights", "error"),
    [
        (Rights("owner"), WrongValue),
        (Rights("focal_point"), WrongValue),
        (Rights("reader"), NothingToDo),
    ],
)
def test_wrong_rights_change_nothing(administrator, reader, rights, error):
    with pytest.raises(error):
        change_rights(administrator, reader, rights)
    assert not Event.objects.exists()


def test_a_coordinator_gives_nobody_rights(coordinator, reader):
    with pytest.raises(NotAllowed):
        change_rights(coordinator, reader, Rights("administrator"))
    with pytest.raises(NotAllowed):
        change_rights(coordinator, coordinator, Rights("administrator"))


def test_the_last_administrator_stays(administrator, reader):
    with pytest.raises(WrongValue):
        change_rights(administrator, administrator, Rights("reader"))
    change_rights(administrator, reader, Rights("administrator"))
    change_rights(administrator, administrator, Rights("reader"))


def test_the_database_takes_no_role_that_the_policy_does_not_know(reader):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=reader.pk).update(role="owner")


def test_terms_follow_one_another(coordinator, focal_point):
    first = appoint_focal_point(coordinator, focal_point, Term(date(2025, 1, 1), mandate="  The\nMechanism "))
    assert first.mandate == "The Mechanism"
    with pytest.raises(WrongValue):
        appoint_focal_point(coordinator, focal_point, Term(date(2026, 1, 1)))
    end_term(coordinator, first, date(2025, 12, 31))
    appoint_focal_point(coordinator, focal_point, Term(date(2026, 1, 1)))
    assert FocalPoint.objects.count() == 2
    assert list(Event.objects.values_list("verb", flat=True)) == ["appoint", "end-term", "appoint"]


@pytest.mark.parametrize("wrong", ["reader", "deputy of another", "own deputy", "before it starts"])
def test_a_wrong_appointment_changes_nothing(coordinator, focal_point, reader, wrong):
    elsewhere = Institution.objects.create(name_es="Otra")
    stranger = User.objects.create(username="otro", role="focal_point", institution=elsewhere)
    account, term = {
        "reader": (reader, Term(date(2026, 1, 1))),
        "deputy of another": (focal_point, Term(date(2026, 1, 1), deputy=stranger)),
        "own deputy": (focal_point, Term(date(2026, 1, 1), deputy=focal_point)),
        "before it starts": (focal_point, Term(date(2026, 1, 1), date(2025, 1, 1))),
    }[wrong]
    with pytest.raises(WrongValue):
        appoint_focal_point(coordinator, account, term)
    assert not FocalPoint.objects.exists()


@pytest.mark.parametrize(("on", "error"), [(date(2024, 1, 1), WrongValue), (date(2027, 1, 1), NothingToDo)])
def test_a_term_ends_once_and_within_itself(coordinator, focal_point, on, error):
    term = appoint_focal_point(coordinator, focal_point, Term(date(2025, 1, 1), date(2026, 1, 1)))
    with pytest.raises(error):
        end_term(coordinator, term, on)


def test_a_focal_point_appoints_nobody(focal_point):
    with pytest.raises(NotAllowed):
        appoint_focal_point(focal_point, focal_point, Term(date(2025, 1, 1)))


def test_a_coordinator_publishes_a_document_and_takes_it_back(coordinator, reader, findings):
    document = findings[0].version.document
    with pytest.raises(NotAllowed):
        publish(document, reader)
    publish(document, coordinator)
    finding = type(findings[0]).objects.get(pk=findings[0].pk)
    assert (document.is_public, finding.is_public) == (True, False)
    finding.state = "accepted"
    assert finding.is_public
    with pytest.raises(NothingToPublish):
        publish(document, coordinator)
    withdraw(document, coordinator)
    with pytest.raises(NothingToPublish):
        withdraw(document, coordinator)
    assert list(Event.objects.order_by("-sequence").values_list("verb", flat=True)[:2]) == [
        "withdraw",
        "publish",
    ]
