"""A clerk asks in Spanish and pastes an exact citation: in a real browser, without an account."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tequio.apps.library.models import StandardsFolder
from tequio.apps.library.standards import indexing, limiting
from tequio.apps.library.standards.digesting import load_digest
from tequio.apps.library.standards.importing import import_standards

WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 360, "height": 740}
LOOKS = [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")]
NAMES = ["wide-light", "wide-dark", "narrow-light", "narrow-dark"]
QUESTION = "¿puede usarse una confesión obtenida bajo tortura?"
# Made up: the texts themselves are no part of this program.
WORDS = {
    "es": "Palabras inventadas para el artículo 15: lo declarado bajo tortura no se invoca como prueba.",
    "en": "Words made up for article 15: what is stated under torture shall not be invoked as evidence.",
}


@pytest.fixture
def standards(transactional_db, settings, tmp_path, monkeypatch):
    """The digest that comes with the program, and a text of CAT 15 in both languages."""
    settings.HOME = tmp_path / "home"
    monkeypatch.setattr(indexing, "standard_encoder", lambda: None)
    limiting.ALLOWANCE.forget()
    load_digest(index=False)
    rows = [
        {"id": f"CAT.15.{language}", "instrument": "CAT", "instrument_title": "CAT", "article": "15",
         "paragraph": "", "heading": "", "text": words, "lang": language, "source": "made up"}
        for language, words in WORDS.items()
    ]  # fmt: skip
    import_standards([("cat.jsonl", "\n".join(json.dumps(row) for row in rows).encode())], index=False)
    indexing.bring_up_to_date()


def ask(page, words):
    page.fill("#ask", words)
    page.keyboard.press("Enter")
    page.locator(".result").first.wait_for()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_question_in_spanish_gives_both_conventions_in_both_languages(visit, standards, scripts):
    page = visit("/standards/", language="es", signed_in=False, scripts=scripts)
    ask(page, QUESTION)
    shown = page.locator(".result:visible")
    first = [shown.nth(place).get_attribute("id") for place in range(3)]
    assert {"CAT.15", "IACPPT.10"} <= set(first)

    found = page.locator('[id="CAT.15"]')
    expect(found.locator(".quote[lang=es]")).to_contain_text(WORDS["es"])
    expect(found.locator(".quote[lang=en]")).to_be_visible()
    expect(found.locator(".quote[lang=en]")).to_contain_text(WORDS["en"])
    expect(found).to_contain_text("transcripción no certificada")
    digest = page.locator('[id="IACPPT.10"]')
    expect(digest.locator(".quote[lang=es]")).to_contain_text("tortura")
    expect(digest.locator(".quote[lang=en]")).to_contain_text("torture")
    expect(digest.locator(".paper-mark--digest").first).to_contain_text("no es el texto")
    expect(found.locator(".result__why")).to_contain_text("tortura")


def test_the_citation_pastes_right_into_a_document(visit, standards):
    page = visit("/standards/", language="es", signed_in=False)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, QUESTION)
    found = page.locator('[id="CAT.15"]')
    found.get_by_text("Citar", exact=True).click()
    found.locator("[data-copy$=-mx]").click()
    expect(found.locator("[data-copy$=-mx]")).to_have_text("Copiado")
    page.goto("/standards/?q=")
    page.locator("#ask").focus()
    page.keyboard.press("Control+V")
    pasted = page.locator("#ask").input_value()
    assert pasted.startswith("Artículo 15 de la Convención contra la Tortura y Otros Tratos o Penas Crueles")
    # What was pasted is understood as the citation that it is.
    page.fill("#ask", "artículo 15 de la Convención contra la Tortura")
    page.keyboard.press("Enter")
    page.wait_for_url("**/standards/CAT.15/**")
    assert page.problems == []


def test_a_citation_goes_to_its_place_and_a_wrong_one_is_explained(visit, standards):
    page = visit("/standards/", language="es", signed_in=False)
    page.fill("#ask", "art. 14.3 PIDCP")
    page.keyboard.press("Enter")
    page.wait_for_url("**/standards/ICCPR.14.3/**")
    expect(page.get_by_role("heading", level=1)).to_have_text("PIDCP, art. 14.3")
    page.goto("/standards/?q=PIDCP+99")
    expect(page.locator(".notice--alert")).to_contain_text("El PIDCP tiene 53 artículos.")
    page.locator(".notice--alert a").click()
    expect(page.locator(".contents li")).to_have_count(53)


def test_the_provision_stands_side_by_side_and_its_address_is_shared(visit, standards):
    page = visit("/standards/CAT.15/", language="en", signed_in=False)
    columns = page.locator(".side--page > section")
    expect(columns).to_have_count(2)
    left, right = columns.nth(0).bounding_box(), columns.nth(1).bounding_box()
    assert left["x"] + left["width"] <= right["x"]
    assert left["y"] == right["y"]
    expect(columns.nth(0)).to_contain_text(WORDS["en"])
    expect(columns.nth(1)).to_contain_text(WORDS["es"])
    expect(page.locator(".aid").first).to_contain_text("digest in plain words, not the text")


def test_a_passage_is_kept_and_taken_away_as_a_document(visit, standards):
    page = visit("/standards/?q=confesi%C3%B3n+tortura", language="es")
    found = page.locator('[id="CAT.15"]')
    found.get_by_text("Guardar", exact=True).first.click()
    found.get_by_label("Nombre de una carpeta nueva").fill("Amparo")
    found.locator(".save button").click()
    expect(page.locator("#messages")).to_contain_text("Guardado en la carpeta «Amparo».")
    page.goto(f"/standards/folders/{StandardsFolder.objects.get().pk}/")
    with page.expect_download() as begun:
        page.locator(".page-head__actions a").click()
    assert begun.value.suggested_filename == "amparo.docx"


@pytest.mark.parametrize(("size", "scheme"), LOOKS, ids=NAMES)
def test_pages_have_no_grave_findings(visit, standards, size, scheme):
    page = visit("/standards/", size=size, scheme=scheme, language="es")
    paths = [
        "/standards/",
        "/standards/?q=confesi%C3%B3n+tortura&binding=1&passages=es",
        "/standards/?q=PIDCP+99",
        "/standards/CAT.15/",
        "/standards/ICCPR.14/",
        "/standards/CAT/",
        "/standards/folders/",
    ]
    for path in paths:
        page.goto(path)
        # One of each kind of fold: what is in it is looked at too.
        for kind in (".ask__more", ".beside", ".fold"):
            fold = page.locator(f"{kind}:not([open]) > summary:visible").first
            if fold.count():
                fold.click()
        found = Axe().run(page).response["violations"]
        grave = [
            (each["id"], [node["html"][:160] for node in each["nodes"][:3]])
            for each in found
            if each["impact"] in {"serious", "critical"}
        ]
        assert grave == [], path
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") == 0, path
    assert page.problems == []
