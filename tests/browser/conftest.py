"""A real browser: Debian's Chromium, driven by Playwright; nothing is downloaded."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from tequio.apps.accounts.models import User
from tequio.apps.library.operations import take_in

# Playwright's own loop runs in the thread of the tests, which Django would take for an async view.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

CHROMIUM = os.environ.get("TEQUIO_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 360, "height": 740}


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM:
        if os.environ.get("TEQUIO_REQUIRE_BROWSER") == "1":
            pytest.fail("no Chromium: install the package chromium or set TEQUIO_CHROMIUM")
        pytest.skip("no Chromium: install the package chromium or set TEQUIO_CHROMIUM")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield opened
        opened.close()


@pytest.fixture
def coordinator(transactional_db) -> User:
    return User.objects.create_user("coordinacion", password="a long pass phrase", role=User.Role.COORDINATOR)


@pytest.fixture
def visit(browser, live_server, coordinator, client):
    """Open a page as the coordinator: visit(path, language="en", size=WIDE, scheme="light", scripts=True)."""
    client.force_login(coordinator)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    contexts = []

    def open_page(path="/", language="en", size=WIDE, scheme="light", scripts=True, signed_in=True):
        context = browser.new_context(
            base_url=live_server.url,
            locale={"en": "en-GB", "es": "es-MX"}[language],
            viewport=size,
            color_scheme=scheme,
            java_script_enabled=scripts,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        if signed_in:
            context.add_cookies([cookie])
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on(
            "console",
            lambda message: page.problems.append(message.text) if message.type == "error" else None,
        )
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


STATEMENT = """Joint Statement of the Second Dialogue on Human Rights

1. On 16 January 2024, representatives of Mexico and the United Kingdom held the second Dialogue in London.

2. Mexico and the United Kingdom agreed to exchange good practices on gender equality.

3. Mexico and the United Kingdom committed to protect journalists and human rights defenders.

4. Mexico and the United Kingdom agreed to hold the next Dialogue in Mexico City in 2025.

5. Both countries recognised the importance of the work of civil society.

6. The two delegations will share a directory of shelters for migrants every year.
"""

DECLARACION = """Declaración conjunta del Segundo Diálogo sobre Derechos Humanos

1. El 16 de enero de 2024, México y el Reino Unido celebraron en Londres el Segundo Diálogo.

2. México y el Reino Unido acordaron intercambiar buenas prácticas sobre igualdad de género.

3. México y el Reino Unido se comprometieron a proteger a periodistas y defensores de derechos humanos.

4. México y el Reino Unido acordaron celebrar el próximo Diálogo en la Ciudad de México en 2025.

5. Ambos países reconocieron la importancia de la labor de la sociedad civil.
"""


@pytest.fixture
def statement_file(tmp_path):
    """Write the statement of a language and give its path."""

    def write(language):
        path = tmp_path / f"statement_{language}.txt"
        path.write_text({"en": STATEMENT, "es": DECLARACION}[language], encoding="utf-8")
        return path

    return write


@pytest.fixture
def document(coordinator, statement_file):
    """The English statement, read in."""
    path = statement_file("en")
    with path.open("rb") as file:
        intake = take_in(file, path.name, by=coordinator)
    assert intake.version is not None, intake.sentence
    return intake.version.document
