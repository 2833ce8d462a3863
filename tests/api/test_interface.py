"""The interface for programs: what anybody reads, what a key opens, and how errors are said."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from small_register import build, commit, read_document

from tequio.api.lists import VISITORS
from tequio.apps.accounts.errors import NotAllowed, NothingToDo, WrongValue
from tequio.apps.accounts.models import ApiToken, Institution, User
from tequio.apps.accounts.operations.tokens import make_token, revoke_token, token_for
from tequio.apps.library.operations import publish
from tequio.apps.register.models import Assessment, Component, Evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    return build()


@pytest.fixture
def published(small, coordinator):
    """The register, of which one document is public."""
    publish(small["ratify"].version.document, coordinator)
    small["hidden"] = commit(read_document("They will publish the figures."), "publish the figures")
    return small


@pytest.fixture
def nhri(small):
    institution = Institution.objects.create(kind="nhri", name_es="Comisión")
    return User.objects.create_user("nhri", role=User.Role.NATIONAL_INSTITUTION, institution=institution)


def numbers(answer):
    return [item["id"] for item in answer.json()["items"]]


def test_a_visitor_reads_what_is_published_and_nothing_else(published, ask):
    ratify = published["ratify"]
    listed = numbers(ask("commitments"))
    assert ratify.pk in listed
    hidden = [c.pk for c in published.values() if hasattr(c, "passage") and c.version_id != ratify.version_id]
    assert hidden
    assert not set(hidden) & set(listed)
    whole = ask(f"commitments/{ratify.pk}").json()
    assert whole["quote"] == ratify.passage.exact
    assert "/public/commitments/" in whole["address"]
    assert ask(f"commitments/{hidden[0]}").status_code == 404
    # What the program guesses is not published: no topic that nobody has confirmed, no confidence.
    assert ask(f"commitments/{ratify.pk}").json()["topics"] == []
    assert [topic["state"] for topic in ask(f"commitments/{published['combat'].pk}").json()["topics"]] == [
        "accepted"
    ]


def test_a_key_reads_what_its_account_reads(published, ask, coordinator, key_of):
    visitor, known = ask("commitments").json(), ask("commitments", key_of(coordinator, "read")).json()
    assert len(known["items"]) > len(visitor["items"])


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("q=ratify", lambda item: "ratify" in item["quote"].casefold()),
        ("kind=recommendation", lambda item: item["kind"] == "recommendation"),
        ("strength=soft", lambda item: item["strength"] == "soft"),
        ("actor=mx", lambda item: "MX" in [actor["code"] for actor in item["actors"]]),
        ("topic=themes:torture", lambda item: "torture" in [topic["code"] for topic in item["topics"]]),
    ],
)
def test_a_list_is_narrowed(small, ask, coordinator, key_of, query, fits):
    key = key_of(coordinator)
    everything, found = (
        ask("commitments", key).json()["items"],
        ask(f"commitments?{query}", key).json()["items"],
    )
    assert [item["id"] for item in found] == [item["id"] for item in everything if fits(item)]
    assert found


def test_pages_follow_one_another_by_cursor(small, ask, coordinator, key_of):
    key, seen, cursor = key_of(coordinator), [], ""
    while cursor is not None:
        page = ask(f"commitments?limit=2&cursor={cursor}", key).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert seen == numbers(ask("commitments?limit=100", key))
    assert len(seen) > 2


def test_an_answer_says_whether_it_changed(published, ask):
    first = ask("mechanisms")
    again = ask("mechanisms", if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert ask("mechanisms", if_none_match='"other"').status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("commitments?cursor=%F0%9F", 400),
        ("commitments?cursor=zzz", 400),
        ("commitments?limit=many", 422),
        ("commitments?mechanism=x", 422),
        ("commitments/999999", 404),
        ("commitments/abc", 422),
        ("mechanisms/999999/sessions", 404),
        ("commitments?q=%00&topic=%00&actor=%00", 200),
        ("nothing-here", 404),
    ],
)
def test_bad_input_gets_a_problem_with_one_sentence(small, ask, path, status):
    answer = ask(path)
    assert answer.status_code == status
    if status >= 400 and path != "nothing-here":
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == status
        assert "\n" not in answer.json()["detail"]


@pytest.mark.parametrize("key", ["tequio_wrong", "wrong", "tequio_" + "x" * 500])
def test_a_wrong_key_is_refused_where_none_would_read(published, ask, key):
    answer = ask("commitments", key)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_a_browser_that_is_signed_in_is_a_visitor_here(published, ask, client, coordinator):
    client.force_login(coordinator)
    assert numbers(ask("commitments")) == numbers(ask("commitments"))
    assert ask("components/1/evidence", body={}).status_code == 401


def test_too_many_requests_are_refused(published, ask):
    answers = [ask("mechanisms").status_code for _each in range(int(VISITORS.partition("/")[0]) + 1)]
    assert answers[-1] == 429
    assert set(answers[:-1]) == {200}
    assert int(ask("mechanisms")["Retry-After"]) > 0


def followed(small, coordinator):
    component, _made = Component.objects.update_or_create(
        commitment=small["ratify"], ordinal=1, defaults={"words": "ratify", "state": "accepted"}
    )
    return component


EVIDENCE = {"bearing": "contradicts", "finding": "Nothing was filed.", "source": "Gazette"}
ASSESSMENT = {
    "scale": "tequio",
    "value": "in_progress",
    "confidence": "high",
    "rationale": "The bill waits.",
    "method": "1",
}


def test_evidence_and_an_assessment_are_handed_in(small, ask, coordinator, nhri, key_of):
    component = followed(small, coordinator)
    key = key_of(nhri)
    made = ask(f"components/{component.pk}/evidence", key, body=EVIDENCE)
    assert made.status_code == 201
    assert Evidence.objects.get(pk=made.json()["id"]).institution == nhri.institution
    made = ask(f"components/{component.pk}/assessments", key, body=ASSESSMENT)
    assert (made.status_code, Assessment.objects.get().assessor) == (201, nhri.institution)
    chain = ask(f"commitments/{small['ratify'].pk}", key).json()["components"][0]
    assert [each["bearing"] for each in chain["evidence"]] == ["contradicts"]
    assert [each["value"] for each in chain["assessments"]] == ["in_progress"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("evidence", {**EVIDENCE, "bearing": "perhaps"}, 422),
        ("evidence", {**EVIDENCE, "address": "javascript:alert(1)"}, 422),
        ("evidence", {"bearing": "supports"}, 422),
        ("evidence", "not json", 400),
        ("assessments", {**ASSESSMENT, "scale": "nobody"}, 422),
        ("assessments", {**ASSESSMENT, "value": "done"}, 422),
    ],
)
def test_what_cannot_be_taken_changes_nothing(small, ask, coordinator, nhri, key_of, path, body, status):
    component = followed(small, coordinator)
    answer = ask(f"components/{component.pk}/{path}", key_of(nhri), body=body)
    assert answer.status_code == status
    assert not Evidence.objects.exists()
    assert not Assessment.objects.exists()


def test_a_key_writes_only_what_it_and_its_account_may(small, ask, coordinator, nhri, key_of):
    path = f"components/{followed(small, coordinator).pk}/assessments"
    reader = User.objects.create_user("reader", role=User.Role.READER)
    assert ask(path, key_of(nhri, "read"), body=ASSESSMENT).status_code == 403
    assert ask(path, key_of(reader), body=ASSESSMENT).status_code == 403
    assert ask(path, body=ASSESSMENT).status_code == 401
    assert ask("components/999999/assessments", key_of(nhri), body=ASSESSMENT).status_code == 404


def test_a_key_stops_when_it_is_revoked_expires_or_its_account_is_closed(coordinator):
    token, key = make_token(coordinator, "export")
    assert token_for(key) == token
    assert key not in json.dumps(list(ApiToken.objects.values()), default=str)
    revoke_token(token, coordinator)
    assert token_for(key) is None
    with pytest.raises(NothingToDo):
        revoke_token(token, coordinator)
    token, key = make_token(coordinator, "export")
    ApiToken.objects.filter(pk=token.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
    assert token_for(key) is None
    token, key = make_token(coordinator, "export")
    User.objects.filter(pk=coordinator.pk).update(is_active=False)
    assert token_for(key) is None


@pytest.mark.parametrize(
    ("name", "scope", "days"),
    [(" ", "read", 9), ("x" * 81, "read", 9), ("x", "all", 9), ("x", "read", 0), ("x", "read", 999)],
)
def test_a_key_that_cannot_be_made_is_refused(coordinator, name, scope, days):
    with pytest.raises(WrongValue):
        make_token(coordinator, name, scope, days)


def test_nobody_revokes_anothers_key(coordinator, nhri):
    token, _key = make_token(coordinator, "export")
    with pytest.raises(NotAllowed):
        revoke_token(token, nhri)


def test_the_page_of_the_interface_names_every_address(client):
    schema = client.get("/api/v1/openapi.json").json()
    page = client.get("/api/v1/").content.decode()
    assert len(schema["paths"]) >= 8
    assert [path for path in schema["paths"] if path not in page] == []


def test_a_document_without_commitments_is_no_error(ask, coordinator):
    publish(read_document("Nothing here.").document, coordinator)
    assert numbers(ask("commitments")) == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "nothing", 404),
        ("get", "commitments/", 404),
        ("post", "nothing", 404),
        ("delete", "commitments", 405),
        ("put", "commitments/1", 405),
        ("get", "commitments?kind=promise", 422),
        ("get", "commitments?strength=hard", 422),
        ("get", "commitments?limit=ten", 422),
        ("get", "commitments?cursor=none", 400),
        ("get", "commitments/999999999999999999999", 404),
    ],
)
def test_every_error_is_a_problem(small, ask, method, path, status):
    answer = ask(path, method=method)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"].endswith((".", "'", "integer"))


def test_a_key_that_may_only_read_is_told_so_whatever_it_sends(small, ask, key_of, nhri):
    for body in ({}, {"bearing": "supports"}):
        answer = ask("components/1/evidence", key_of(nhri, "read"), body=body)
        assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
        assert answer.json()["detail"] == "This key may only read; make one that may write."
    assert not Evidence.objects.exists()


def test_head_is_answered_as_get_without_the_words(published, ask):
    whole, head = ask("commitments"), ask("commitments", method="head")
    assert (head.status_code, head["ETag"], head.content) == (200, whole["ETag"], b"")
    assert head["Content-Length"] == str(len(whole.content))
    unchanged = ask("commitments", if_none_match=whole["ETag"])
    assert unchanged.status_code == 304
    assert "Content-Type" not in unchanged


def test_pages_by_cursor_neither_repeat_nor_lose_what_was_there(published, ask, coordinator):
    first = ask("commitments?limit=1").json()
    newer = commit(published["ratify"].version, "Optional Protocol")
    listed = [item["id"] for item in first["items"]]
    while first["next"]:
        first = ask(f"commitments?limit=1&cursor={first['next']}").json()
        listed += [item["id"] for item in first["items"]]
    assert newer.pk not in listed
    assert len(listed) == len(set(listed))
    assert sorted({*listed, newer.pk}) == sorted(numbers(ask("commitments?limit=100")))
