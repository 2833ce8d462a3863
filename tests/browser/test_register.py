"""From reviewed findings to the register: narrow it, read a source, take it away; by mouse and keyboard."""

import csv
import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tequio.apps.register.models import Commitment, Mechanism, Session
from tequio.apps.register.operations import accept

WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 360, "height": 740}
LOOKS = [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")]
NAMES = ["wide-light", "wide-dark", "narrow-light", "narrow-dark"]
WORDS = {
    "en": {
        "chip": "Kind: agreement",
        "remove": "Remove all",
        "open": "Open in document",
        "none": "without Kind",
    },
    "es": {
        "chip": "Tipo: acuerdo",
        "remove": "Quitar todos",
        "open": "Abrir en el documento",
        "none": "sin Tipo",
    },
}


@pytest.fixture
def kept(document, coordinator):
    """Three findings of the statement, accepted and linked to a session of a mechanism."""
    mechanism = Mechanism.objects.create(
        kind="dialogue", name_en="Dialogue on Human Rights", cadence_months=12
    )
    session = Session.objects.create(
        mechanism=mechanism, edition=2, date_start="2024-01-16", place="London", next_period="2025"
    )
    findings = list(Commitment.objects.filter(version__document=document).order_by("passage__start"))
    for finding in findings[:3]:
        accept(finding, coordinator)
    Commitment.objects.filter(pk__in=[finding.pk for finding in findings]).update(session=session)
    Commitment.objects.filter(pk=findings[0].pk).update(kind="agreement")
    Commitment.objects.filter(pk__in=[f.pk for f in findings[1:3]]).update(kind="commitment")
    return findings[:3]


def entries(page):
    return page.locator(".entry")


@pytest.mark.parametrize("language", ["en", "es"])
def test_narrow_and_widen(visit, kept, language):
    words = WORDS[language]
    page = visit("/register/", language=language)
    assert page.locator("html").get_attribute("lang") == language
    expect(entries(page)).to_have_count(3)

    page.locator("#facet-kind-agreement").click()
    expect(entries(page)).to_have_count(1)
    chip = page.locator(".results__chips .chip").first
    expect(chip).to_contain_text(words["chip"])
    expect(page.locator("#register-count")).to_contain_text("1")
    assert page.url.endswith("/register/?kind=agreement")

    # The address says it all: another tab shows the same.
    again = visit("/register/?kind=agreement", language=language)
    expect(entries(again)).to_have_count(1)

    page.go_back()
    expect(entries(page)).to_have_count(3)
    page.go_forward()
    expect(entries(page)).to_have_count(1)
    page.locator(".results__chips .chip").first.click()
    expect(entries(page)).to_have_count(3)
    expect(page.locator(".results__chips")).to_have_count(0)
    assert page.problems == again.problems == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_words_that_nothing_has_lead_on(visit, kept, language):
    page = visit("/register/?kind=agreement", language=language)
    page.fill("#register-search", "journalists")
    page.keyboard.press("Enter")
    way = page.locator(".empty__ways a", has_text=WORDS[language]["none"])
    expect(way).to_be_visible()
    assert "kind=agreement" in page.url
    way.click()
    expect(entries(page)).to_have_count(1)
    expect(page.locator("#register-search")).to_have_value("journalists")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_source_sentence_is_one_click_away(visit, kept, document, language):
    page = visit("/register/?order=due", language=language)
    page.locator(f'.entry a[href$="#finding-{kept[1].pk}"]').click()
    expect(page).to_have_url(re.compile(f"/documents/{document.pk}/#finding-{kept[1].pk}$"))
    expect(page.locator("#text mark").first).to_be_visible()

    page.goto(f"/commitments/{kept[1].pk}/")
    expect(page.locator(".source__quote")).to_contain_text("journalists")
    page.get_by_role("link", name=WORDS[language]["open"]).click()
    expect(page.locator(f"#finding-{kept[1].pk}")).to_be_visible()


def test_keyboard_alone(visit, kept):
    page = visit("/register/")
    page.locator("#facet-kind-commitment").focus()
    page.keyboard.press("Enter")
    expect(entries(page)).to_have_count(2)
    # What was activated keeps the focus in the new content, so that a second key takes it back.
    expect(page.locator("#facet-kind-commitment")).to_be_focused()
    page.keyboard.press("Enter")
    expect(entries(page)).to_have_count(3)


def test_without_scripts(visit, kept):
    page = visit("/register/", scripts=False, size=NARROW)
    page.locator(".facets__summary").click()
    page.locator("#facet-kind-agreement").click()
    expect(entries(page)).to_have_count(1)
    page.locator(".results__chips .chip").first.click()
    expect(entries(page)).to_have_count(3)
    page.fill("#register-search", "gender")
    page.locator(".results__search button").click()
    expect(entries(page)).to_have_count(1)


def test_what_is_shown_can_be_taken_away(visit, kept):
    page = visit("/register/?kind=commitment")
    with page.expect_download() as begun:
        page.get_by_role("link", name="CSV").click()
    with open(begun.value.path(), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 1 + 2
    with page.expect_download() as begun:
        page.get_by_role("link", name="JSON").click()
    with open(begun.value.path(), encoding="utf-8") as file:
        content = json.load(file)
    assert content["count"] == 2
    assert {c["kind"] for c in content["commitments"]} == {"commitment"}


def test_a_coordinator_changes_a_mechanism(visit, kept):
    mechanism = Session.objects.get().mechanism
    page = visit(f"/mechanisms/{mechanism.pk}/")
    page.get_by_role("link", name="Change facts").click()
    page.fill("#cadence_months", "soon")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.fill("#cadence_months", "24")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("#messages")).to_contain_text("What you changed is kept.")
    mechanism.refresh_from_db()
    assert mechanism.cadence_months == 24


@pytest.mark.parametrize(("size", "scheme"), LOOKS, ids=NAMES)
def test_pages_have_no_grave_findings(visit, kept, size, scheme):
    session = Session.objects.get()
    paths = [
        "/register/",
        "/register/?kind=agreement&q=gender",
        "/register/?q=nothing-like-it",
        "/mechanisms/",
        f"/mechanisms/{session.mechanism_id}/",
        f"/mechanisms/{session.mechanism_id}/edit",
        f"/sessions/{session.pk}/",
        f"/commitments/{kept[0].pk}/",
    ]
    page = visit("/register/", size=size, scheme=scheme, language="es")
    for path in paths:
        page.goto(path)
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
