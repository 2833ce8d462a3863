"""Hand-outs and feeds: what is public is counted right, and nothing else is named."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone, translation
from small_register import build, commit, read_document

from tequio.apps.accounts.models import Institution
from tequio.apps.ledger.recording import note, recorded
from tequio.apps.library.operations import publish
from tequio.apps.register.models import Assessment, Component, Evidence, Session
from tequio.apps.register.queries import handouts
from tequio.apps.register.views import charts
from tequio.apps.register.views.charts import charts_of

pytestmark = pytest.mark.django_db
SECRET = "nobody may read this"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def small(coordinator):
    made = build()
    made["part"] = Component.objects.create(
        commitment=made["combat"], ordinal=0, words="combat", state="accepted"
    )
    hidden = commit(
        read_document(SECRET), SECRET, session=made["first"], topics=[(made["torture"], "accepted")]
    )
    made["hidden"] = Component.objects.create(commitment=hidden, ordinal=0, words=SECRET, state="accepted")
    publish(made["version"].document, coordinator)
    return made


@pytest.fixture
def judge(coordinator):
    def judged(component, name, value, *, public=True, scale="hrc", replaces=None):
        assessor, _made = Institution.objects.get_or_create(kind="nhri", name_es=name)
        return Assessment.objects.create(
            component=component,
            assessor=assessor,
            scale=scale,
            value=value,
            confidence="high",
            rationale=f"because of {value}" if public else SECRET,
            method="1",
            assessed_on=date(2026, 1, 1),
            by=coordinator,
            replaces=replaces,
            published_at=timezone.now() if public else None,
        )

    return judged


def test_each_session_is_counted(small):
    counted = handouts.commitments_of_sessions(small["dialogue"])
    assert [(session.edition, n) for session, n in counted] == [(1, 2), (2, 1)]


def test_assessors_are_never_added_up(small, judge):
    first = judge(small["part"], "Comisión", "A")
    judge(small["part"], "Comisión", "C", replaces=first)
    judge(small["part"], "Oficina", "A")
    judge(small["part"], "Oficina", "E", public=False)
    judge(small["hidden"], "Oficina", "E")
    found = [(one.assessor.name, dict(one.counted)) for one in handouts.judgements(small["dialogue"])]
    assert found == [("Comisión", {"C": 1}), ("Oficina", {"A": 1})]


def test_silence_is_counted(small, judge):
    judge(small["part"], "Comisión", "A")
    assert handouts.answered(small["dialogue"]) == {
        "all": 3,
        "reported": 0,
        "judged": 1,
        "contradicted": 0,
        "unanswered": 2,
    }


def test_the_summary_shows_charts_with_their_tables_and_nothing_hidden(small, judge, client):
    judge(small["part"], "Comisión", "A")
    judge(small["hidden"], SECRET, "E")
    page = client.get(f"/public/mechanisms/{small['dialogue'].pk}/summary/").content.decode()
    assert page.count("<svg") == page.count("<table") == 3
    assert "Comisión" in page
    assert SECRET not in page


def test_the_page_of_a_mechanism_has_the_charts_on_its_first_page_only(small, judge, client):
    judge(small["part"], "Comisión", "A")
    judge(small["hidden"], SECRET, "E")
    address = f"/public/mechanisms/{small['dialogue'].pk}/"
    page = client.get(address).content.decode()
    assert page.count("<svg") == page.count("<desc ") == page.count("<details><summary>") == 3
    assert page.count('<table class="table"') == 3
    assert "Comisión" in page
    assert SECRET not in page
    assert "<svg" not in client.get(f"{address}?after={small['combat'].pk}").content.decode()


def test_a_theme_lists_what_people_confirmed(small, client):
    page = client.get(f"/public/themes/{small['torture'].pk}/").content.decode()
    assert "combat torture" in page
    assert "ratify" not in page
    assert SECRET not in page
    listed = client.get("/public/themes/").content.decode()
    assert f"/public/themes/{small['women'].pk}/" in listed


@pytest.mark.parametrize(
    "path",
    ["mechanisms/999999/summary/", "mechanisms/999999/changes.atom", "themes/999999/"],
)
def test_what_is_not_public_has_no_page(small, client, path):
    assert client.get(f"/public/{path}").status_code == 404


def test_the_feed_tells_what_was_published_and_nothing_else(small, judge, client, coordinator):
    judge(small["part"], "Comisión", "A")
    judge(small["part"], "Comisión", "B", public=False)
    judge(small["hidden"], SECRET, "E")
    for finding, level in (("seen", "public"), (SECRET, "partners")):
        Evidence.objects.create(
            component=small["part"],
            finding=finding,
            bearing="contradicts",
            source="s",
            confidentiality=level,
            published_at=timezone.now(),
            by=coordinator,
        )
    for path in ("changes.atom", f"mechanisms/{small['dialogue'].pk}/changes.atom"):
        answer = client.get(f"/public/{path}")
        assert answer["Content-Type"].startswith("application/atom+xml")
        assert SECRET not in answer.content.decode()
        feed = ET.fromstring(answer.content)
        told = sorted(entry.find(f"{ATOM}id").text.rpartition("#")[2] for entry in feed.iter(f"{ATOM}entry"))
        assert [name.partition("-")[0] for name in told] == ["assessment", "document", "evidence"]
        assert all(entry.find(f"{ATOM}updated") is not None for entry in feed.iter(f"{ATOM}entry"))


def test_the_feed_of_another_mechanism_has_only_its_own(small, judge, client):
    judge(small["part"], "Comisión", "A")
    feed = ET.fromstring(client.get(f"/public/mechanisms/{small['group'].pk}/changes.atom").content)
    assert [e.find(f"{ATOM}id").text.partition("#")[2][:8] for e in feed.iter(f"{ATOM}entry")] == ["document"]


def test_a_chart_has_an_end_however_many_sessions_and_assessors_there_are(small, judge):
    for n in range(3, 20):
        session = Session.objects.create(mechanism=small["dialogue"], edition=n, date_start=f"20{n:02}-01-01")
        commit(small["version"], "combat torture", session=session)
    for n in range(8):
        judge(small["part"], f"Assessor {n}", "A")
    with translation.override("en"):
        editions, _answered, judgements = charts_of(small["dialogue"])
    assert len(editions.rows) == charts.MOST_SESSIONS
    assert editions.title.endswith("the newest 12 of 19")
    assert len(judgements.rows) == charts.MOST_ASSESSORS
    assert judgements.title.endswith("the 6 with the most, of 8")


def test_the_counts_of_a_large_mechanism_are_remembered_until_the_log_goes_on(
    small, judge, coordinator, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(handouts, "LARGE", 1)
    monkeypatch.setattr(handouts, "_REMEMBERED", {})
    first = handouts.counted(small["dialogue"])
    judge(small["part"], "Commission", "A")  # without an entry of the log
    with django_assert_num_queries(1):
        assert handouts.counted(small["dialogue"]) is first
    with recorded(coordinator, "look"):
        note(small["dialogue"])
        small["dialogue"].name_en = "Another name"
        small["dialogue"].save()
    assert len(handouts.counted(small["dialogue"]).judgements) == len(first.judgements) + 1


def test_a_small_mechanism_is_counted_each_time(small, judge):
    assert not handouts.counted(small["dialogue"]).judgements
    judge(small["part"], "Commission", "A")
    assert handouts.counted(small["dialogue"]).judgements
