"""The pages of the follow-up: what they show to whom, what their forms do, and what they refuse."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from people import account
from test_story import played, publish_document  # noqa: F401  a fixture

from tequio.apps.ledger.recording import recorded
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.register.followup import proving
from tequio.apps.register.models import (
    Action,
    Assessment,
    Assignment,
    Evidence,
    HandOver,
    Inquiry,
    Reply,
    Report,
    Submission,
)

ENGLISH = {"accept-language": "en"}
# A commitment with its whole chain; the figure does not grow with it (see the test).
MOST_QUERIES = 46


def visit(client, user, name, *args, **query):
    if user.is_authenticated:
        client.force_login(user)
    else:
        client.logout()
    return client.get(reverse(name, args=args), query, headers=ENGLISH)


def send(client, user, name, *args, **written):
    if user.is_authenticated:
        client.force_login(user)
    else:
        client.logout()
    return client.post(reverse(name, args=args), written, headers=ENGLISH)


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_page_of_a_commitment_shows_the_whole_chain(client, people, commitment, played):  # noqa: F811
    shown = words(visit(client, people.coordinator, "commitment", commitment.pk))
    for said in ("Ministry of the Interior", "A protocol was adopted.", "Protocol", "Adopted.", "Unused."):
        assert said in shown
    for said in ("implemented", "in progress", "2 of 2 disagree", "report submitted"):
        assert said in shown
    assert shown.index("Supports") < shown.index("Contradicts")


def test_its_queries_do_not_grow_with_the_chain(client, people, search, commitment, played):  # noqa: F811
    client.force_login(people.coordinator)
    address = reverse("commitment", args=[commitment.pk])
    counts = []
    for _more in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
        for number in range(3):
            facts = {"bearing": "supports", "finding": f"More {number}", "source": "Gazette"}
            proving.add_evidence(search, people.coordinator, facts)
    assert counts[0] == counts[1] <= MOST_QUERIES


READERS = ["coordinator", "administrator", "focal_point", "nhri", "international", "civil_society", "reader"]


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("name", ["commitment", "verified", "work-list", "components", "calendars"])
def test_everybody_with_an_account_reads(client, people, commitment, played, role, name):  # noqa: F811
    args = [commitment.pk] if name in {"commitment", "verified"} else []
    assert visit(client, getattr(people, role), name, *args).status_code == 200


# Page -> the roles that may open it; all others are told that they may not.
FORMS = {
    "assign": ("component", {"coordinator", "administrator"}),
    "plan-action": ("component", {"coordinator", "administrator", "focal_point", "other_focal_point"}),
    "add-evidence": (
        "component",
        {"coordinator", "focal_point", "other_focal_point", "nhri", "international", "civil_society"},
    ),
    "assess": ("component", {"coordinator", "focal_point", "nhri", "international", "civil_society"}),
    "reword-component": ("component", {"coordinator", "administrator"}),
    "write-report": ("assignment", {"focal_point"}),
    "set-schedule": ("assignment", {"coordinator", "administrator"}),
    "end-assignment": ("assignment", {"coordinator", "administrator"}),
    "change-action": ("action", {"coordinator", "administrator", "focal_point"}),
    "set-milestone": ("action", {"coordinator", "administrator", "focal_point"}),
    "set-norm": ("action", {"coordinator", "administrator", "focal_point"}),
    "hand-over-work": ("ministry", {"coordinator", "administrator", "focal_point"}),
    "board": ("", {"coordinator", "administrator"}),
    "submissions": ("", {"coordinator", "administrator"}),
}


@pytest.mark.parametrize("name", FORMS)
def test_forms_open_for_those_who_may(client, people, search, played, name):  # noqa: F811
    about, allowed = FORMS[name]
    things = {"component": search, "ministry": people.ministry, **played}
    args = [things[about].pk] if about else []
    opened = {
        role
        for role in [*READERS, "other_focal_point"]
        if visit(client, getattr(people, role), name, *args).status_code == 200
    }
    assert opened == allowed
    assert visit(client, people.visitor, name, *args).status_code == 302  # to the sign-in


# Form -> who sends it, what, and the sentence that comes back; nothing changes.
REFUSED = [
    ("assign", "coordinator", {"institution": "0"}, "Choose an institution of the list."),
    ("plan-action", "focal_point", {"institution": "", "title": "x"}, "Choose an institution of the list."),
    ("add-evidence", "nhri", {"bearing": "supports", "source": "s"}, "Fill in"),
    ("add-evidence", "nhri", {"bearing": "maybe", "finding": "f", "source": "s"}, "none of the values"),
    ("assess", "nhri", {"confidence": "high", "rationale": "r", "method": "m"}, "Choose a value"),
    ("assess", "nhri", {"value": "tequio:nonsense", "confidence": "high"}, "has no value"),
    ("ask-authorities", "nhri", {"question": "Why?", "reply_by": "2099-01-01"}, "Name an authority"),
]
COUNTED = (Action, Assessment, Assignment, Evidence, Inquiry, Report)


@pytest.mark.parametrize(("name", "role", "written", "sentence"), REFUSED)
def test_what_cannot_be_taken_comes_back_with_a_sentence(
    client, people, search, name, role, written, sentence
):
    before = [model.objects.count() for model in COUNTED]
    answer = send(client, getattr(people, role), name, search.pk, **written)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert 'role="alert"' in words(answer)
    assert [model.objects.count() for model in COUNTED] == before


def test_two_people_edit_the_same_and_the_second_sees_what_changed(client, people, search, played):  # noqa: F811
    action = played["action"]
    page = words(visit(client, people.coordinator, "change-action", action.pk))
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    written = {
        "title": "Protocol",
        "status": "under_way",
        "budget": "1000.50",
        "currency": "MXN",
        "seen": seen,
    }
    assert send(client, people.focal_point, "change-action", action.pk, **written).status_code == 302
    late = send(client, people.coordinator, "change-action", action.pk, **{**written, "status": "completed"})
    assert late.status_code == 422
    assert "has changed this meanwhile" in words(late)
    action.refresh_from_db()
    assert action.status == "under_way"


def test_a_private_file_is_given_to_whoever_may_see_its_evidence(client, people, search):
    file = SimpleUploadedFile("proof.html", b"<script>alert(1)</script>")
    written = {
        "bearing": "supports",
        "finding": "f",
        "source": "s",
        "confidentiality": "institution",
        "file": file,
    }
    assert send(client, people.nhri, "add-evidence", search.pk, **written).status_code == 302
    piece = Evidence.objects.get()
    given = visit(client, people.nhri, "evidence-file", piece.pk)
    assert b"".join(given.streaming_content) == b"<script>alert(1)</script>"
    assert given["Content-Disposition"].startswith("attachment")
    assert given["Content-Type"] == "application/octet-stream"
    assert given["Repr-Digest"].startswith("sha-256=:")
    for other in (people.focal_point, people.reader, people.visitor):
        assert visit(client, other, "evidence-file", piece.pk).status_code == 404


def test_many_are_assigned_after_a_look_and_undone_as_one(client, people, search, identify):
    chosen = {"component": [search.pk, identify.pk], "institution": people.ministry.pk, "part": "lead"}
    look = send(client, people.coordinator, "assign-many", **chosen)
    assert "2 components" in words(look)
    assert not Assignment.objects.exists()
    done = send(client, people.coordinator, "assign-many", **chosen, confirmed="1")
    assert Assignment.objects.filter(ended_on=None).count() == 2
    assert client.post(done["Location"]).status_code == 302
    assert not Assignment.objects.filter(ended_on=None).exists()
    assert verify_ledger().is_whole


SUBMITTED = {
    "kind": "recommendation",
    "title": "T",
    "words": "W",
    "risk": "low",
    "consent": "words",
    "agreed": "1",
}


def test_a_visitor_hands_something_in_and_sees_what_became_of_it(client, people, search):
    given = send(client, people.visitor, "submit", **SUBMITTED)
    code = re.search(r"<code>([^<]+)</code>", words(given))[1]
    assert "no-store" in given["Cache-Control"]
    one = Submission.objects.get()
    about = f"{search.commitment_id}.{search.ordinal}"
    decided = {"decision": "linked", "component": about, "outcome": "Taken up."}
    assert send(client, people.coordinator, "submission", one.pk, **decided).status_code == 302
    seen = words(send(client, people.visitor, "receipt", code=code.lower()))
    assert "Taken up." in seen
    withdrawn = words(send(client, people.visitor, "receipt", code=code, withdraw="1"))
    assert "are erased" in withdrawn
    one.refresh_from_db()
    assert (one.state, one.words) == ("withdrawn", "")
    assert send(client, people.visitor, "receipt", code="7K3QD").status_code == 422


@pytest.mark.parametrize("missing", ["agreed", "title", "risk", "consent"])
def test_a_submission_needs_consent_and_its_facts(client, people, missing):
    written = {name: value for name, value in SUBMITTED.items() if name != missing}
    assert send(client, people.visitor, "submit", **written).status_code == 422
    assert not Submission.objects.exists()


def test_a_visitor_names_only_a_component_that_is_public(client, people, commitment, search):
    assert client.get(reverse("submit"), {"component": search.pk}).status_code == 404
    publish_document(commitment)
    assert client.get(reverse("submit"), {"component": search.pk}).status_code == 200


def test_a_person_named_replies_by_a_code(client, people, played):  # noqa: F811
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    offered = send(
        client, people.coordinator, "offer-reply", "assessment", played["ours"].pk, named="N", reply_by=day
    )
    code = re.search(r"<code>([^<]+)</code>", words(offered))[1]
    assert "Because of what was read." in words(send(client, people.visitor, "reply-by-code", code=code))
    send(client, people.visitor, "reply-by-code", code=code, words="It is not so.", reply="1")
    assert Reply.objects.get().words == "It is not so."


def test_visitors_see_both_sides_and_nothing_else(client, people, commitment, search, played):  # noqa: F811
    address = reverse("public-commitment", args=[commitment.pk])
    assert client.get(address).status_code == 404
    publish_document(commitment)
    hidden = {"bearing": "contradicts", "finding": "Kept among us.", "source": "s"}
    proving.add_evidence(search, people.nhri, hidden)
    shown = words(client.get(address, headers=ENGLISH))
    for said in ("A protocol was adopted.", "Unused.", "2 of 2 disagree", "What nobody has answered"):
        assert said in shown
    for said in ("Kept among us.", "focal-point", "commissioner", "Publish</button>"):
        assert said not in shown


def test_whoever_takes_over_finds_the_hand_over(client, people, played):  # noqa: F811
    with recorded(None, "enter"):
        arriving = account("next", "focal_point", people.ministry)
    written = {
        "leaving": people.focal_point.pk,
        "arriving": arriving.pk,
        "on": "2026-11-01",
        "words": "Ask twice.",
    }
    done = send(client, people.coordinator, "hand-over-work", people.ministry.pk, **written)
    assert done.status_code == 302
    assert reverse("hand-over", args=[HandOver.objects.get().pk]) in words(
        visit(client, arriving, "work-list")
    )
    shown = words(visit(client, arriving, "hand-over", HandOver.objects.get().pk))
    for said in ("Ask twice.", "Adopted.", "Unused.", "no reply yet", "Because of what was read."):
        assert said in shown
    against = Evidence.objects.get(finding="Unused.")
    proving.withdraw_evidence(against, people.civil_society, "An error.")
    shown = words(visit(client, arriving, "hand-over", HandOver.objects.get().pk))
    assert ("Unused." in shown, "An error." in shown) == (False, False)
    assert visit(client, people.nhri, "hand-over", HandOver.objects.get().pk).status_code == 403


def test_a_calendar_shows_its_address_once_and_can_be_revoked(client, people):
    made = words(send(client, people.focal_point, "calendars"))
    address = re.search(r"<code>https?://testserver([^<]+)</code>", made)[1]
    assert "<code>" not in words(visit(client, people.focal_point, "calendars"))
    client.logout()
    assert client.get(address)["Content-Type"].startswith("text/calendar")
    feed = people.focal_point.feeds.get()
    assert send(client, people.nhri, "revoke-calendar", feed.pk).status_code == 404
    send(client, people.focal_point, "revoke-calendar", feed.pk)
    assert client.get(address).status_code == 404
