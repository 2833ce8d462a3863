"""No serious or critical finding of axe-core, light and dark, wide and narrow; nothing overflows."""

import pytest
from axe_playwright_python.sync_playwright import Axe

WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 360, "height": 740}
LOOKS = [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")]
NAMES = ["wide-light", "wide-dark", "narrow-light", "narrow-dark"]


def grave(page):
    """Run axe-core and give what is serious or critical, with the place."""
    found = Axe().run(page).response["violations"]
    return [
        (each["id"], [node["html"][:160] for node in each["nodes"][:3]])
        for each in found
        if each["impact"] in {"serious", "critical"}
    ]


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize(("size", "scheme"), LOOKS, ids=NAMES)
def test_pages_have_no_grave_findings(visit, document, size, scheme):
    paths = [
        "/",
        "/documents/",
        f"/documents/{document.pk}/",
        f"/documents/{document.pk}/?add=1",
        "/nothing-here",
    ]
    page = visit("/", size=size, scheme=scheme)
    for path in paths:
        page.goto(path)
        assert grave(page) == [], path
        assert overflow(page) == 0, path


@pytest.mark.parametrize(("size", "scheme"), LOOKS, ids=NAMES)
def test_forms_of_the_reading_room_have_no_grave_findings(visit, document, size, scheme):
    page = visit(f"/documents/{document.pk}/", size=size, scheme=scheme)
    page.locator("[data-key=e]").first.click()
    page.locator("[data-form=correct]").wait_for()
    page.locator(".session-card summary").click()
    for menu in page.locator(".look-alikes summary").all():
        menu.click()
    page.locator(".room-head__tools > .menu > summary").last.click()
    for form in page.locator(".room-head__tools > .menu[open] details > summary").all():
        form.click()
    page.wait_for_timeout(300)
    assert grave(page) == []
    assert overflow(page) == 0


@pytest.mark.parametrize(("size", "scheme"), LOOKS, ids=NAMES)
def test_empty_pages_and_the_sign_in_page_have_no_grave_findings(visit, settings, size, scheme):
    settings.DEMO = True
    page = visit("/sign-in", size=size, scheme=scheme, signed_in=False)
    assert grave(page) == []
    page = visit("/", size=size, scheme=scheme)
    assert grave(page) == []
    page.goto("/documents/")
    assert grave(page) == []
