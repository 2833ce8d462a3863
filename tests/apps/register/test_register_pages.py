"""Pages of the register, mechanisms, sessions and commitments."""

import pytest
from django.urls import reverse
from generated_register import fill
from small_register import build, commit, read_document

from tequio.apps.accounts.models import Person, User
from tequio.apps.register import operations
from tequio.apps.register.models import Commitment, Component, Mechanism, Participation, Session, Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(client, coordinator):
    client.force_login(coordinator)
    client.cookies["django_language"] = "en"
    return build()


def words_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_list_leads_to_the_commitment_and_to_its_place_in_the_document(client, small):
    annual = small["annual"]
    page = words_of(client.get("/register/"))
    assert f'href="/commitments/{annual.pk}/"' in page
    assert f'href="/documents/{annual.version.document_id}/#finding-{annual.pk}"' in page
    assert "5 entries" in page


def test_htmx_gets_the_part_that_changes(client, small):
    whole = client.get("/register/?kind=agreement")
    part = client.get("/register/?kind=agreement", headers={"HX-Request": "true"})
    assert "<html" in words_of(whole)
    assert "<html" not in words_of(part)
    assert 'id="register-count" hx-swap-oob' in words_of(part)
    assert "HX-Request" in part["Vary"]


def test_going_back_in_the_browser_gets_the_whole_page(client, small):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in words_of(client.get("/register/", headers=headers))


def test_words_of_a_document_never_run_as_code(client, small):
    version = read_document("Mexico will <script>alert(1)</script> report.", "“<b>”")
    shown = commit(version, "<script>alert(1)</script>", action="<img src=x>", session=small["first"])
    for address in (
        "/register/?q=%3Cscript%3E",
        f"/commitments/{shown.pk}/",
        f"/sessions/{small['first'].pk}/",
    ):
        page = words_of(client.get(address))
        assert "<script>alert" not in page
        assert "<img src=x>" not in page


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "/register/?q=nothing&kind=agreement",
            ["without Words: nothing", "1 entry", "without Kind: agreement"],
        ),
        ("/mechanisms/?kind=review", ["Diálogo México–Reino Unido", "High-level Group"]),
        ("/mechanisms/?kind=group", ["High-level Group"]),
    ],
)
def test_lists(client, small, address, expected):
    page = words_of(client.get(address))
    assert [words for words in expected if words not in page] == []


def test_an_empty_register_says_what_to_do(client, small):
    Commitment.objects.exclude(state="proposed").delete()
    assert "1 finding waits to be checked" in words_of(client.get("/register/"))
    Commitment.objects.all().delete()
    assert "Nothing is in the register yet" in words_of(client.get("/register/"))


def test_a_mechanism_counts_what_each_session_yielded(client, small):
    Mechanism.objects.filter(pk=small["dialogue"].pk).update(cadence_months=12)
    response = client.get(reverse("mechanism", args=[small["dialogue"].pk]))
    page = words_of(response)
    yielded = {session.edition: one for session, one in response.context["overview"].sessions}
    assert yielded[1].kept == {"commitment": 1, "recommendation": 0, "agreement": 1}
    assert (yielded[2].total, yielded[2].to_check) == (1, 1)
    assert f'href="/register/?session={small["first"].pk}&amp;kind=agreement"' in page
    assert "overdue" in page
    assert "March 2026" in page


def test_a_session_shows_delegations_documents_and_commitments(client, small):
    first = small["first"]
    first.preceded_by, first.next_period, first.next_place = "Civil-society seminar", "2025", "London"
    first.save()
    first.documents.add(small["version"].document)
    for name, party in (("Ana Uno", small["mexico"]), ("Bob Two", small["kingdom"]), ("Carla Tres", None)):
        Participation.objects.create(
            session=first, person=Person.objects.create(name=name), party=party, role="head"
        )
    response = client.get(reverse("session", args=[first.pk]))
    page = words_of(response)
    assert [(str(party), len(people)) for party, people in response.context["page"].delegations] == [
        ("Mexico", 1),
        ("United Kingdom", 1),
        ("None", 1),
    ]
    for words in ("Civil-society seminar", "2025, London", "hold an annual dialogue", "combat torture"):
        assert words in page
    assert response.context["page"].after == small["second"]


def test_a_commitment_shows_its_quote_in_its_paragraph_and_its_history(client, small, coordinator):
    ratify = small["ratify"]
    Component.objects.create(commitment=ratify, ordinal=1, words="ratify the Optional Protocol")
    operations.correct(ratify, coordinator, {"strength": "soft"}, why="it says “will consider”")
    response = client.get(reverse("commitment", args=[ratify.pk]))
    passage = response.context["passage"]
    assert passage.before == "Mexico will combat torture. Mexico will "
    assert passage.quote == "ratify the Optional Protocol"
    assert passage.after == " by June 2020."
    page = words_of(response)
    assert "it says “will consider”" in page
    assert "<del>firm</del> <ins>soft</ins>" in page
    assert response.context["before"] == small["combat"]
    assert response.context["after"] == small["women_take_part"]


def test_neighbours_leave_out_what_was_rejected(client, small):
    response = client.get(reverse("commitment", args=[small["annual"].pk]))
    assert response.context["after"] == small["combat"]


def test_a_long_paragraph_is_cut_around_its_quote(client, small):
    version = read_document("before " * 300 + "The State shall act. " + "after " * 300)
    shown = commit(version, "The State shall act.")
    passage = client.get(reverse("commitment", args=[shown.pk])).context["passage"]
    assert passage.before.startswith("… before")
    assert passage.after.endswith("after …")
    assert len(passage.before) < 420
    assert passage.quote == "The State shall act."


@pytest.mark.parametrize("name", ["mechanism", "session", "commitment", "edit-mechanism"])
def test_what_is_not_there_is_not_found(client, small, name):
    assert client.get(reverse(name, args=[10**6])).status_code == 404


def test_readers_look_and_change_nothing(client, small, reader):
    client.force_login(reader)
    page = client.get(reverse("mechanism", args=[small["group"].pk]))
    assert reverse("edit-mechanism", args=[small["group"].pk]) not in words_of(page)
    response = client.post(reverse("edit-mechanism", args=[small["group"].pk]), {"name_es": "Otro"})
    assert response.status_code == 403
    small["group"].refresh_from_db()
    assert small["group"].name_es == ""


# Page -> queries at most, whatever the size of the register. The list asks each vocabulary once.
QUERIES = {"register": 26, "mechanisms": 12, "mechanism": 14, "session": 20, "commitment": 24}


@pytest.mark.parametrize("size", [30, 300])
def test_pages_ask_the_database_a_fixed_number_of_times(client, django_assert_max_num_queries, size):
    fill(size, seed=2)
    client.force_login(User.objects.get(username="coordinacion"))
    first = {"mechanism": Mechanism, "session": Session, "commitment": Commitment}
    for name, most in QUERIES.items():
        args = [first[name].objects.order_by("pk")[0].pk] if name in first else []
        with django_assert_max_num_queries(most):
            assert client.get(reverse(name, args=args)).status_code == 200


@pytest.mark.parametrize("facet", ["actor", "mechanism", "session", "party", "themes"])
def test_an_unknown_number_in_an_address_is_called_unknown(client, small, facet):
    page = words_of(client.get(f"/register/?{facet}=9999"))
    assert "not in the register (9999)" in page
    assert "</span> 9999</span>" not in page


def test_a_row_shows_four_themes_and_groups_and_the_number_of_the_rest(client, small):
    def topic(scheme, code, name):
        return Topic.objects.create(scheme=scheme, code=code, name_es=name, name_en=name), "proposed"

    topics = [topic("themes", f"t{n}", f"Theme {n}") for n in range(4)]
    topics.append(topic("groups", "g", "Group"))
    topics.append(topic("rights", "r", "Some right"))
    topics.append(topic("issues", "i", "Theme 1"))
    topics.append(topic("sdgs", "16.3", "Rule of law"))
    topics.append(topic("action_categories", "4", "General action: promote"))
    commit(read_document("Mexico will report."), "Mexico will report.", topics=topics)
    row = words_of(client.get("/register/?q=report")).split('class="entry"')[1].split("</li> <li")[0]
    row = row.partition("</ol>")[0]
    assert row.count('class="topic topic--proposed"') == 4
    assert ">+2<" in row
    assert 'SDG <span title="Rule of law">16.3</span>' in row
    assert ">General action<" in row
    assert "Some right" not in row


def test_documents_of_one_session_stand_apart_on_its_page(client, small):
    session = small["first"]
    for words, language in (("Mexico will report.", "en"), ("México informará.", "es")):
        version = read_document(words, language=language)
        session.documents.add(version.document)
        commit(version, words, session=session, recurrence="annual")
    page = words_of(client.get(f"/sessions/{session.pk}/"))
    assert "2 documents report this session; the same undertaking may stand in each" in page
    for document in session.documents.all():
        heading = page.index(f'<h3 class="session__document"><a href="/documents/{document.pk}/">')
        assert heading < page.index(str(document.versions.get().content))
    whole = words_of(client.get(f"/mechanisms/{session.mechanism_id}/"))
    assert "reported by 2 documents; one undertaking may stand in each" in whole
    for document in session.documents.all():
        assert document.title in whole
