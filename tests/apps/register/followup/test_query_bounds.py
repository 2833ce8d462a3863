"""Every list and page of a register in use asks the database a bounded number of times, whatever its size."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from generated_followup import Size, fill_in_use

from tequio.apps.accounts.models import User
from tequio.apps.register.followup.standing import rebuild
from tequio.apps.register.models import Assignment, Commitment, Mechanism, Session, Topic
from tequio.apps.register.queries.public import public_commitments

# (page, who asks for it, queries at most). Two of each are the session and the account.
BOUNDS = [
    ("/register/", "coordinator", 24),
    ("/register/?kind=agreement&strength=firm&year=2005", "coordinator", 26),
    ("/register/?themes={theme}&actor={institution}&mechanism={mechanism}", "coordinator", 26),
    ("/register/?q=the&order=due", "coordinator", 25),
    ("/components/", "coordinator", 8),
    ("/components/?institution={institution}&theme={theme}&without=evidence", "coordinator", 10),
    ("/components/?mechanism={mechanism}&case=overdue&without=action", "reader", 8),
    ("/board/", "coordinator", 6),
    ("/board/?rows=mechanism&theme={theme}", "coordinator", 8),
    ("/board/?rows=theme&without=assessment", "coordinator", 6),
    ("/commitments/{commitment}/", "coordinator", 36),
    ("/commitments/{commitment}/", "focal_point", 36),
    ("/commitments/{commitment}/verified", "coordinator", 60),
    ("/work/", "coordinator", 16),
    ("/work/?within=quarter", "focal_point", 16),
    ("/calendars/", "focal_point", 6),
    ("/submissions/", "coordinator", 6),
    ("/", "coordinator", 12),
    ("/documents/", "coordinator", 8),
    ("/documents/?state=to-check&language=en", "coordinator", 8),
    ("/mechanisms/", "coordinator", 12),
    ("/mechanisms/{mechanism}/", "coordinator", 14),
    ("/sessions/{session}/", "coordinator", 20),
    ("/public/", "", 4),
    ("/public/mechanisms/{open_mechanism}/", "", 14),
    ("/public/commitments/{open_commitment}/", "", 26),
]


def things() -> dict[str, int]:
    """Give a number for each name in an address."""
    assigned = Assignment.objects.filter(ended_on=None)
    opened = public_commitments().order_by("pk").select_related("session")[0]
    return {
        "theme": Topic.objects.filter(scheme="themes")[0].pk,
        "institution": assigned.order_by("pk")[0].institution_id,
        "mechanism": Mechanism.objects.order_by("pk")[0].pk,
        "session": Session.objects.order_by("pk")[0].pk,
        "commitment": Commitment.objects.filter(components__assignments__in=assigned).order_by("pk")[0].pk,
        "open_mechanism": opened.session.mechanism_id,
        "open_commitment": opened.pk,
    }


@pytest.mark.parametrize("size", [60, 400])
def test_queries_of_each_page_are_bounded(client, db, size):
    fill_in_use(Size(size, users=40, institutions=60))
    assert rebuild() == 0
    named, too_many = things(), {}
    for address, role, most in BOUNDS:
        client.logout()
        if role:
            client.force_login(User.objects.filter(role=role, institution__isnull=False)[0])
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address.format(**named))
        assert answer.status_code == 200, address
        if len(asked) > most:
            too_many[address, role] = (len(asked), most)
    assert not too_many
