"""Inviting, and making an account from a link: once, in time, with the rights that were offered."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tequio.apps.accounts.errors import InvitationUnusable, NotAllowed, NothingToDo, WrongValue
from tequio.apps.accounts.models import Institution, Invitation, User
from tequio.apps.accounts.operations import invitations
from tequio.apps.accounts.operations.invitations import (
    Answer,
    accept_invitation,
    invite,
    new_link,
    send_waiting_invitations,
    withdraw_invitation,
)
from tequio.apps.ledger.models import Event
from tequio.apps.ledger.verifying import verify_ledger

pytestmark = pytest.mark.django_db
GOOD = Answer("enlace.sre", "cuatro palabras sin relación", "Enlace", "De Prueba")


@pytest.fixture
def ministry():
    return Institution.objects.create(name_es="Secretaría")


@pytest.fixture
def invitation(coordinator, ministry):
    return invite(coordinator, "enlace@example.org", "focal_point", ministry)


def token_of(invitation):
    return new_link(invitation).rsplit("/", 1)[1]


def test_the_letter_holds_a_link_and_nothing_else(invitation):
    (letter,) = mail.outbox
    assert letter.to == ["enlace@example.org"]
    assert letter.subject == "Tequio"
    assert letter.body.startswith("http://127.0.0.1:8000/invitation/")
    assert len(letter.body.split()) == 1
    invitation.refresh_from_db()
    assert invitation.sent_at is not None


def test_the_token_is_kept_as_a_digest_only(invitation):
    token = mail.outbox[0].body.strip().rsplit("/", 1)[1]
    stored = str(list(Invitation.objects.values())) + str(list(Event.objects.values()))
    assert token not in stored
    assert len(token) >= 43


def test_accepting_makes_the_account_that_was_offered(invitation, ministry):
    account = accept_invitation(token_of(invitation), GOOD)
    assert (account.role, account.institution, account.email) == (
        "focal_point",
        ministry,
        "enlace@example.org",
    )
    assert account.check_password(GOOD.password)
    invitation.refresh_from_db()
    assert (invitation.account, invitation.is_open) == (account, False)


def test_the_log_tells_of_invitation_and_account(invitation):
    before = Event.objects.count()
    accept_invitation(token_of(invitation), GOOD)
    events = Event.objects.filter(sequence__gt=before).values_list("verb", "object_type")
    assert set(events) == {("accept-invitation", "invitation"), ("accept-invitation", "account")}


def use(invitation):
    accept_invitation(token_of(invitation), Answer("first", "cuatro palabras sin relación"))


def let_expire(invitation):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def take_back(invitation):
    withdraw_invitation(invitation.by, invitation)


@pytest.mark.parametrize("spoil", [use, let_expire, take_back])
def test_a_spent_invitation_makes_no_account(client, invitation, spoil):
    spoil(invitation)
    token = token_of(invitation)
    count = User.objects.count()
    with pytest.raises(InvitationUnusable):
        accept_invitation(token, GOOD)
    for answer in (
        client.get(f"/invitation/{token}"),
        client.post(f"/invitation/{token}", {"username": "x"}),
    ):
        assert answer.status_code == 410
    assert User.objects.count() == count


@pytest.mark.parametrize("token", ["x", "0" * 43, "' OR 1=1 --", "%00", "é" * 200])
def test_a_forged_token_is_told_nothing_more(client, invitation, token):
    with pytest.raises(InvitationUnusable):
        accept_invitation(token, GOOD)
    assert client.get(f"/invitation/{token}").status_code in {404, 410}


def test_a_new_link_ends_the_one_before(invitation):
    old = token_of(invitation)
    token_of(invitation)
    with pytest.raises(InvitationUnusable):
        accept_invitation(old, GOOD)


def test_a_form_cannot_choose_its_rights(client, invitation):
    token = token_of(invitation)
    forged = {
        "role": "administrator",
        "is_superuser": "1",
        "is_staff": "1",
        "institution": "",
        "email": "a@b.org",
    }
    written = {"username": "enlace", "password": GOOD.password, **forged}
    assert client.post(f"/invitation/{token}", written).status_code == 302
    made = User.objects.get(username="enlace")
    assert (made.role, made.is_superuser, made.is_staff, made.email) == (
        "focal_point",
        False,
        False,
        "enlace@example.org",
    )
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    "answer",
    [
        Answer("", GOOD.password),
        Answer("two words", GOOD.password),
        Answer("COORDINATOR", GOOD.password),
        Answer("enlace", "short"),
        Answer("enlace", "123456789012345"),
        Answer("enlace.secretaria", "enlace.secretaria"),
        Answer("x" * 151, GOOD.password),
    ],
    ids=["no name", "a name with a space", "taken", "short", "digits", "the name itself", "too long"],
)
def test_a_wrong_answer_leaves_the_invitation_open(client, invitation, answer):
    token = token_of(invitation)
    with pytest.raises(WrongValue):
        accept_invitation(token, answer)
    page = client.post(f"/invitation/{token}", {"username": answer.username, "password": answer.password})
    assert page.status_code == 422
    assert page.content.decode().count('role="alert"') == 1
    assert Invitation.objects.get().is_open


@pytest.mark.parametrize(
    ("email", "role", "named", "error"),
    [
        ("nothing", "reader", False, WrongValue),
        ("a@example.org", "owner", False, WrongValue),
        ("a@example.org", "focal_point", False, WrongValue),
        ("Taken@example.org", "reader", False, WrongValue),
        ("a@example.org", "administrator", False, NotAllowed),
        ("a@example.org", "coordinator", False, NotAllowed),
    ],
)
def test_a_wrong_invitation_is_refused(coordinator, ministry, email, role, named, error):
    User.objects.create(username="taken", email="taken@example.org")
    with pytest.raises(error):
        invite(coordinator, email, role, ministry if named else None)
    assert not Invitation.objects.exists()
    assert mail.outbox == []


def test_a_reader_invites_nobody(client, reader):
    with pytest.raises(NotAllowed):
        invite(reader, "a@example.org", "reader")
    client.force_login(reader)
    assert client.get("/people/").status_code == 403
    assert client.post("/people/", {"email": "a@example.org", "role": "reader"}).status_code == 403


def test_a_mail_server_that_is_down_loses_nothing(coordinator, monkeypatch):
    def down(*arguments, **named):
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr(invitations, "send_mail", down)
        invitation = invite(coordinator, "a@example.org", "reader")
        assert invitation.sent_at is None
        assert send_waiting_invitations() == (0, 1)
    assert send_waiting_invitations() == (1, 0)
    assert send_waiting_invitations() == (0, 0)
    token = mail.outbox[0].body.strip().rsplit("/", 1)[1]
    assert accept_invitation(token, GOOD).role == "reader"


def test_a_spent_invitation_cannot_be_withdrawn(coordinator, invitation):
    take_back(invitation)
    with pytest.raises(NothingToDo):
        take_back(invitation)


def test_a_coordinator_invites_and_withdraws_on_the_page(client, coordinator, ministry):
    client.force_login(coordinator)
    written = {"email": "a@example.org", "role": "focal_point", "institution": ministry.pk}
    assert client.post("/people/", written).status_code == 302
    assert "a@example.org" in client.get("/people/").content.decode()
    assert client.post("/people/", {**written, "institution": "x"}).status_code == 422
    assert (
        client.post("/people/", {**written, "role": "administrator", "email": "b@example.org"}).status_code
        == 422
    )
    number = Invitation.objects.get().pk
    client.post(f"/people/invitations/{number}/withdraw")
    assert not Invitation.objects.get().is_open
    assert verify_ledger().breaks == 2  # the two accounts of the test, made without an operation
