"""Pages of the standards: without an account, in both languages, with broken addresses."""

import json

import pytest
from django.urls import reverse
from made_standards import jsonl, provision

from tequio.apps.accounts.models import User
from tequio.apps.library.models import ProvisionText, SavedPassage, StandardsFolder
from tequio.apps.library.standards.importing import import_standards

pytestmark = pytest.mark.django_db


def page(client, path, language="en", **query):
    response = client.get(path, query, headers={"accept-language": language})
    return response, response.content.decode()


def test_a_visitor_finds_a_provision_in_both_languages(client, library):
    response, html = page(client, "/standards/", "es", q="¿vale lo confesado sin dormir?")
    assert response.status_code == 200
    assert 'id="CRX.2.2"' in html
    assert "prueba" in html
    assert "no evidence" in html
    assert "transcripción no certificada" in html
    assert "Se encontró por:" in html
    assert "Convención sobre el Descanso" in html.split("<pre")[1]


def test_the_start_page_lists_the_library(client, library):
    _response, html = page(client, "/standards/")
    assert "Convention on Rest" in html
    assert "/standards/CRX/" in html


@pytest.mark.parametrize(
    ("words", "address"),
    [("CRX 2.1", "/standards/CRX.2.1/"), ("CRX", "/standards/CRX/"), ("artículo 1 CRX", "/standards/CRX.1/")],
)
def test_a_citation_goes_straight_to_its_place(client, library, words, address):
    response, _html = page(client, "/standards/", q=words)
    assert response.status_code == 302
    assert response["Location"].startswith(address)
    assert page(client, response["Location"])[0].status_code == 200


def test_an_article_that_does_not_exist_gets_a_helpful_answer(client, library):
    _response, html = page(client, "/standards/", q="ICCPR 99")
    assert "ICCPR has 53 articles." in html
    _response, html = page(client, "/standards/", "es", q="art. 99 PIDCP")
    assert "El PIDCP tiene 53 artículos." in html


@pytest.mark.parametrize(
    "query",
    [
        {"q": ""},
        {"q": "x" * 10_000},
        {"q": "the of"},
        {"q": '"a'},
        {"q": "* OR * NOT"},
        {"q": "<script>alert(1)</script>"},
        {"q": "'; DROP TABLE x; --"},
        {
            "q": "police",
            "state": "XX",
            "kind": "nothing",
            "passages": "fr",
            "day": "soon",
            "instrument": "NO",
        },
        {"q": "\x00"},
        {"q": "CRX 2.1", "day": "0000-00-00"},
    ],
)
def test_broken_questions_get_a_page(client, library, query):
    response, html = page(client, "/standards/", **query)
    assert response.status_code in {200, 302}
    assert "<script>alert" not in html


def test_a_provision_shows_both_languages_its_neighbours_and_citations(client, library):
    _response, html = page(client, "/standards/CRX.2.1/")
    for words in (
        "kept awake",
        "privándolo del sueño",
        "What was confessed",
        "transcription not certified",
        "OSCOLA",
    ):
        assert words in html
    response, bibtex = page(client, "/standards/CRX.2.1/citation/bibtex")
    assert bibtex.startswith("@")
    assert 'filename="CRX-2-1.bib"' in response["Content-Disposition"]


def test_an_article_shows_its_paragraphs_and_an_instrument_its_articles(client, library):
    _response, html = page(client, "/standards/CRX.2/")
    assert "kept awake" in html
    assert "no evidence" in html
    _response, html = page(client, "/standards/CRX/")
    assert html.index("/standards/CRX.2/") < html.index("/standards/CRX.10/")


def test_the_text_of_a_day(client, library):
    import_standards([("new.jsonl", jsonl(provision("1", "New words.", in_force_from="2020-01-01")))])
    assert "New words." in page(client, "/standards/CRX.1/")[1]
    old = page(client, "/standards/CRX.1/", day="2019-12-31")[1]
    assert "without being woken" in old
    assert "New words." not in old
    assert page(client, "/standards/CRX.1/", day="yesterday")[0].status_code == 200


@pytest.mark.parametrize(
    "path", ["/standards/NONE/", "/standards/CRX.99/", "/standards/CRX.1/citation/none", "/standards/%00/"]
)
def test_what_is_not_there_is_not_found(client, library, path):
    assert page(client, path)[0].status_code == 404


# -- limits --------------------------------------------------------------------------------------------------


def test_a_visitor_who_asks_too_often_waits_and_an_account_does_not(client, library, clerk, settings):
    settings.SEARCHES_PER_MINUTE = 2
    seen = [page(client, "/standards/", q="police")[0] for _ in range(3)]
    assert [one.status_code for one in seen] == [200, 200, 429]
    assert seen[2]["Retry-After"] == "60"
    assert page(client, "/standards/")[0].status_code == 200
    assert page(client, "/api/v1/standards/search", q="police")[0].status_code == 429
    client.force_login(clerk)
    assert page(client, "/standards/", q="police")[0].status_code == 200


# -- API -----------------------------------------------------------------------------------------------------


def test_the_api_gives_the_same_with_reasons_and_addresses(client, library):
    response, body = page(client, "/api/v1/standards/search", q="confesado sin dormir", limit="3")
    answer = json.loads(body)
    best = answer["results"][0]
    assert (response.status_code, best["id"], best["force"]) == (200, "CRX.2.2", "unknown")
    assert best["address"].endswith("/standards/CRX.2.2/")
    assert {text["language"]: text["documents"] for text in best["texts"]} == {
        "en": ["CRX.2.2.en"],
        "es": ["CRX.2.2.es"],
    }
    assert best["found_by"][0]["kind"] == "words"
    one = json.loads(page(client, "/api/v1/standards/CRX.2.2")[1])
    assert one["texts"][0]["words"] == "What was confessed without sleep is no evidence."


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/api/v1/standards/search", {}, 400),
        ("/api/v1/standards/search", {"q": "x", "limit": "many"}, 400),
        ("/api/v1/standards/search", {"q": "x", "limit": "0"}, 400),
        ("/api/v1/standards/search", {"q": "x", "passages": "fr"}, 400),
        ("/api/v1/standards/NONE", {}, 404),
        ("/api/v1/standards/CRX.1", {"day": "soon"}, 400),
    ],
)
def test_the_api_refuses_with_a_sentence(client, library, path, query, status):
    response, body = page(client, path, **query)
    assert response.status_code == status
    assert json.loads(body)["error"].endswith(".")


def test_a_citation_in_the_api(client, library):
    answer = json.loads(page(client, "/api/v1/standards/search", q="ICCPR 99")[1])
    assert answer["citation"]["sentence"] == "ICCPR has 53 articles."
    answer = json.loads(page(client, "/api/v1/standards/search", q="CRX 2.1")[1])
    assert answer["citation"]["id"] == "CRX.2.1"


# -- folders -------------------------------------------------------------------------------------------------


def test_folders_want_an_account(client, library):
    text = ProvisionText.objects.first()
    assert client.get("/standards/folders/").status_code == 302
    assert client.post(reverse("save-standard", args=[text.pk]), {"name": "x"}).status_code == 302
    assert not StandardsFolder.objects.exists()


def test_saving_listing_and_taking_a_folder_away(client, library, clerk):
    client.force_login(clerk)
    text = ProvisionText.objects.get(document_key="CRX.2.2.en")
    save = reverse("save-standard", args=[text.pk])
    response = client.post(save, {"name": "Ruling", "next": "/standards/?q=police", "note": "n"})
    assert (response.status_code, response["Location"]) == (302, "/standards/?q=police")
    folder = StandardsFolder.objects.get()
    client.post(save, {"folder": folder.pk, "next": "https://elsewhere.example/"})
    assert SavedPassage.objects.count() == 1
    shown = page(client, f"/standards/folders/{folder.pk}/")[1]
    assert "no evidence" in shown
    document = client.get(reverse("standards-folder-docx", args=[folder.pk]))
    assert document.content[:2] == b"PK"
    client.post(reverse("change-standards-folder", args=[folder.pk]), {"drop": SavedPassage.objects.get().pk})
    assert not SavedPassage.objects.exists()
    client.post(reverse("change-standards-folder", args=[folder.pk]), {"remove": "1"})
    assert not StandardsFolder.objects.exists()


def test_a_way_back_never_leads_to_another_site(client, library, clerk):
    client.force_login(clerk)
    text = ProvisionText.objects.get(document_key="CRX.2.2.en")
    for target in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"):
        response = client.post(reverse("save-standard", args=[text.pk]), {"name": "A", "next": target})
        assert response["Location"] == "/standards/CRX.2.2/"


def test_a_folder_of_somebody_else_is_not_there(client, library, clerk):
    owner = User.objects.create(username="owner", role=User.Role.READER)
    folder = StandardsFolder.objects.create(owner=owner, name="Theirs")
    client.force_login(clerk)
    for name in ("standards-folder", "standards-folder-docx"):
        assert client.get(reverse(name, args=[folder.pk])).status_code == 404
    assert (
        client.post(reverse("change-standards-folder", args=[folder.pk]), {"remove": "1"}).status_code == 404
    )
    assert client.post("/standards/folders/", {"name": ""}).status_code == 422
    assert StandardsFolder.objects.filter(pk=folder.pk).exists()
